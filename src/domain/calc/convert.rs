//! A quantity as a number of a given unit, for estimates whose unit their author chose.

use super::Sheet;
use super::quantity::{Dimensions, Quantity};

impl Quantity {
    /// The value in a unit such as `GB`, `%`, `per second` or `TB per year`; `None` where the unit measures something
    /// else. A plain number takes any label, such as `GPUs` or `images per arm`.
    pub fn value_in(&self, unit: &str) -> Option<f64> {
        let unit = unit.trim();
        if unit == "%" {
            return self.is_plain().then_some(self.value * 100.0);
        }
        let Ok(measure) = Sheet::default().expression(&format!("1 {unit}")) else {
            return self.is_plain().then_some(self.value);
        };
        let is_scaled = !self.is_plain() || self.counts_operations() && measure.counts_operations();
        if measure.dimensions == self.dimensions {
            return Some(if is_scaled {
                self.value / measure.value
            } else {
                self.value
            });
        }
        (self.is_plain() && !measure.nouns.is_empty()).then_some(self.value)
    }

    /// A usual unit of this kind of quantity; `None` where there is no word for it.
    pub fn usual_unit(&self) -> Option<&'static str> {
        let Dimensions {
            byte,
            second,
            money,
        } = self.dimensions;
        Some(match (byte, second, money) {
            (0, 0, [0, 0, 0]) => "%",
            (0, -1, [0, 0, 0]) => "per second",
            (0, 1, [0, 0, 0]) => "ms",
            (1, 0, [0, 0, 0]) => "GB",
            (1, -1, [0, 0, 0]) => "GB per day",
            (0, 0, [1, 0, 0]) => "USD",
            (0, -1, [1, 0, 0]) => "USD per day",
            _ => return None,
        })
    }

    fn counts_operations(&self) -> bool {
        self.nouns.iter().any(|noun| noun.key == "flop")
    }
}
