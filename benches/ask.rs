//! What one key costs while a question to the interviewer is typed, and what it costs to make a design ready.
//! `cargo bench --bench ask`. A key must stay well under a millisecond.

use std::hint::black_box;

use divan::Bencher;
use forty::content::{Origin, read_design, shipped};
use forty::domain::content::design::Design;
use forty::domain::interview::questions::Questions;

fn main() {
    divan::main();
}

fn design() -> Design {
    let entry = shipped::design("llm-serving").expect("it ships");
    let (design, _) = read_design(entry.file, entry.text, Origin::Shipped).expect("it is good");
    design
}

/// A key word, a sentence, typos, and words of which the design knows none.
const TYPED: [&str; 5] = [
    "thr",
    "qps",
    "Could you tell me how many requests per second we expect at peak, and how long the prompts are",
    "latncy adn availabilty requirments",
    "zebras graze beneath crimson mountains whenever thunderous waterfalls whisper ancient melodies",
];

#[divan::bench(args = TYPED)]
fn key(bencher: Bencher<'_, '_>, typed: &str) {
    let questions = Questions::of(&design());
    bencher.bench_local(|| questions.best(black_box(typed)));
}

#[divan::bench]
fn pasted(bencher: Bencher<'_, '_>) {
    let questions = Questions::of(&design());
    let typed = TYPED.join(" ").repeat(100);
    bencher.bench_local(|| questions.best(black_box(&typed)));
}

#[divan::bench]
fn ready(bencher: Bencher<'_, '_>) {
    let design = design();
    bencher.bench_local(|| Questions::of(black_box(&design)));
}
