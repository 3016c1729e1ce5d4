//! A value in the largest unit of which there is at least one.

use super::super::quantity::Quantity;
use super::number::{number, rounded};

/// The units of bytes, ascending, each with its size.
pub const DATA: [(&str, f64); 9] = [
    ("B", 1.0),
    ("KB", 1e3),
    ("MB", 1e6),
    ("GB", 1e9),
    ("TB", 1e12),
    ("PB", 1e15),
    ("EB", 1e18),
    ("ZB", 1e21),
    ("YB", 1e24),
];
/// The units of bits.
pub const BITS: [(&str, f64); 6] = [
    ("bit", 1.0),
    ("Kbit", 1e3),
    ("Mbit", 1e6),
    ("Gbit", 1e9),
    ("Tbit", 1e12),
    ("Pbit", 1e15),
];
/// The units of floating-point operations.
pub const OPERATIONS: [(&str, f64); 7] = [
    ("FLOP", 1.0),
    ("KFLOP", 1e3),
    ("MFLOP", 1e6),
    ("GFLOP", 1e9),
    ("TFLOP", 1e12),
    ("PFLOP", 1e15),
    ("EFLOP", 1e18),
];

/// An amount of data, in bits where only bits were written.
pub fn data(quantity: &Quantity, value: f64) -> String {
    if quantity.in_bits {
        scaled(value * 8.0, &BITS)
    } else {
        scaled(value, &DATA)
    }
}

/// The value in the largest unit of which there is at least one.
pub fn scaled(value: f64, units: &[(&str, f64)]) -> String {
    let fits = |(_, factor): &&(&str, f64)| rounded(value.abs() / factor) >= 1.0;
    let (name, factor) = units.iter().rev().find(fits).unwrap_or(&units[0]);
    format!("{} {name}", number(value / factor))
}
