//! What one key costs while a question to the interviewer is typed, and what it costs to make a design ready.
//! `cargo bench --bench ask`. A key must stay under two milliseconds.

use std::hint::black_box;

use divan::Bencher;
use forty::content::{Origin, read_design, read_framework, shipped};
use forty::domain::content::design::Design;
use forty::domain::content::framework::Topic;
use forty::domain::interview::questions::Questions;

fn main() {
    divan::main();
}

fn design() -> Design {
    let entry = shipped::design("llm-serving").expect("it ships");
    let (design, _) =
        read_design(entry.file.name, &entry.file.text(), Origin::Shipped).expect("it is good");
    design
}

fn topics() -> Vec<Topic> {
    let (framework, _) =
        read_framework(&shipped::framework_text(), Origin::Shipped).expect("it is good");
    framework.topics
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
    let questions = Questions::new(&design(), &topics());
    bencher.bench_local(|| questions.find(black_box(typed)));
}

#[divan::bench]
fn pasted(bencher: Bencher<'_, '_>) {
    let questions = Questions::new(&design(), &topics());
    let typed = TYPED.join(" ").repeat(100);
    bencher.bench_local(|| questions.find(black_box(&typed)));
}

#[divan::bench]
fn ready(bencher: Bencher<'_, '_>) {
    let (design, topics) = (design(), topics());
    bencher.bench_local(|| Questions::new(black_box(&design), &topics));
}
