//! What one sum costs: such as people write them, a whole design's estimates, and what is written to make it slow.
//! `cargo bench --bench sums`. Enter in the notes waits for it: 30 ms are the bound, 1 ms is the aim.

use std::hint::black_box;

use divan::Bencher;
use forty::domain::calc::{Sheet, sum_line};

fn main() {
    divan::main();
}

const TYPICAL: [&str; 6] = [
    "4e6 / 1 day",
    "4e6/day * 500 KB",
    "0.1% * 100e6",
    "2 * (80 GB * 0.9 - 3 GB) - 70.55 GB",
    "70.55 GB / (2 * 3.35 TB * 0.7 / (1 s)) + 160 * 0.015 ms",
    "(0.05 - 0.01744) / (0.05 * 750 / 12623 + 15 * 0.0000576) / (1 s)",
];

#[divan::bench(args = TYPICAL)]
fn typical(bencher: Bencher<'_, '_>, expression: &str) {
    bencher.bench(|| Sheet::default().expression(black_box(expression)));
}

#[divan::bench]
fn line_that_is_prose(bencher: Bencher<'_, '_>) {
    bencher.bench(|| sum_line(black_box("- latency = low enough for p95, see above")));
}

#[divan::bench]
fn line_of_a_megabyte(bencher: Bencher<'_, '_>) {
    let text = format!("x = {}", "2*".repeat(500_000));
    bencher.bench(|| Sheet::default().line(black_box(&text)));
}

/// The longest page that Enter reads names from; each line uses one above it.
#[divan::bench]
fn line_below_three_thousand_others(bencher: Bencher<'_, '_>) {
    let lines = (0..3000)
        .rev()
        .map(|n| format!("name {} = name {n} * 2 + 7B * 3 GB * users", n + 1));
    let lines: Vec<String> = lines.chain(["name 0 = 3 GB".to_owned()]).collect();
    let line = sum_line("= name 3000 * 2").expect("a sum");
    bencher.bench(|| Sheet::above(black_box(&line), lines.iter()).compute(&line));
}

/// A name, then what the expression begins with, repeats so often, and ends in.
const HOSTILE: [(&str, &str, &str, usize, &str); 13] = [
    ("tower", "9", "^9", 3, ""),
    ("powers of powers", "(((9", "^99)", 3, ""),
    ("factorial", "10^1000000!", "", 0, ""),
    (
        "nested sums",
        "",
        "(1/97-",
        29,
        "1)))))))))))))))))))))))))))))",
    ),
    ("nested 10,000 deep", "", "(", 10_000, "1"),
    ("a megabyte of digits", "", "9", 1_000_000, ""),
    ("300 digits", "", "9", 300, ""),
    ("a long sum", "1 GB", "-7 MB", 59, ""),
    ("small numbers", "1", "*1e-40", 49, ""),
    ("fractions", "1/97", "+1/89e39", 37, ""),
    ("roots", "1", "*sqrt(2)^0.333", 21, ""),
    ("billions or bytes", "7B", "*7B", 60, ""),
    ("all kinds", "1 GB", "*1.7 GB users s/7 USD", 14, ""),
];

#[divan::bench(args = HOSTILE.map(|(name, ..)| name))]
fn hostile(bencher: Bencher<'_, '_>, name: &str) {
    let row = HOSTILE.iter().find(|(other, ..)| *other == name);
    let (_, start, part, times, end) = row.expect("the name is of a row");
    let expression = format!("{start}{}{end}", part.repeat(*times));
    bencher.bench(|| Sheet::default().expression(black_box(&expression)));
}
