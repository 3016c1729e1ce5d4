//! What kind of answer a text asks for: a quantity, a time, a person, a permission. Must not know what it asks about.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A kind of answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Frame {
    Quantity,
    Share,
    Money,
    Length,
    Speed,
    Frequency,
    Date,
    Person,
    Place,
    Reason,
    Quality,
    Permission,
    Existence,
    Failure,
    Freshness,
}

/// How many kinds there are.
const FRAMES: usize = 15;

/// The words that open each kind, and the order in which they are looked for: the first kind of which any words stand in
/// a text is its kind.
const CUES: [(Frame, &str); FRAMES] = [
    (
        Frame::Failure,
        "what if, what happens, what happen, when it fails, goes down, is down, go down, fails, \
         breaks, crashes, unavailable",
    ),
    (
        Frame::Freshness,
        "how fresh, how stale, how up to date, how recent, how old, how current, freshness, \
         staleness",
    ),
    (
        Frame::Money,
        "how expensive, how costly, what does it cost, budget, price, pricing, cost, costs, \
         spend, how much money, how much do we pay, how much does, how much is a",
    ),
    (
        Frame::Share,
        "what share, which share, share of, what percent, what percentage, percentage, percent, \
         what fraction, fraction of, what proportion, proportion of, what portion, portion of, \
         ratio, how common, how rare, how frequent, what part, how much of, rate of, split \
         between",
    ),
    (
        Frame::Frequency,
        "how often, how frequently, how regularly, frequency, how many times, cadence",
    ),
    (
        Frame::Speed,
        "how fast, how quick, how quickly, how soon, how slow, how responsive, latency, ms, \
         milliseconds, millisecond, response time, time limit, p50, p95, p99, how rapidly, how \
         much time, deadline per request",
    ),
    (
        Frame::Quantity,
        "how many, number of, count of, how much, amount of, volume, total number, qps, rps, tps, \
         how big is the, how large is the, size of the, how busy, how high",
    ),
    (
        Frame::Length,
        "how long, length, how large, how big, duration, how short, size",
    ),
    (
        Frame::Date,
        "when, by when, deadline, how late, until when, what date, due",
    ),
    (
        Frame::Person,
        "who, whom, whose, whos, which team, what team, what people, which people, which users",
    ),
    (
        Frame::Place,
        "where, which countries, which country, which region, which regions",
    ),
    (Frame::Reason, "why, explain, reason, reasons"),
    (
        Frame::Quality,
        "how good, how bad, how well, how accurate, how reliable, how clean, how noisy, how \
         dirty, how precise, how trustworthy, how complete",
    ),
    (
        Frame::Permission,
        "may i, may we, can i, can we, could i, could we, allowed, are we free, is it ok, is it \
         fine, permitted, am i free, should we, should i, do i need, do we need, must we, must \
         it, do we have to",
    ),
    (
        Frame::Existence,
        "is there, are there, do we have, have we, any, do you have, does it have, do i have, do \
         we get, do we already, does anybody, exist",
    ),
];

/// A cue without its first word, with its kind and how late it is looked for.
struct Cue {
    order: usize,
    frame: Frame,
    rest: Vec<&'static str>,
}

/// The cues by their first word.
static BY_FIRST: LazyLock<HashMap<&str, Vec<Cue>>> = LazyLock::new(|| {
    let mut cues: HashMap<&str, Vec<Cue>> = HashMap::new();
    for (order, (frame, texts)) in CUES.iter().enumerate() {
        for text in texts.split(", ") {
            let mut words = text.split(' ');
            let first = words.next().unwrap_or_default();
            cues.entry(first).or_default().push(Cue {
                order,
                frame: *frame,
                rest: words.collect(),
            });
        }
    }
    cues
});

/// The kind of answer that a text asks for, by its words in lower case; `None` if it does not say.
pub fn frame(words: &[String]) -> Option<Frame> {
    let begun = (words.iter().enumerate()).filter_map(|(position, word)| {
        let cues = BY_FIRST.get(word.as_str())?;
        Some((cues, &words[position + 1..]))
    });
    let said = begun.flat_map(|(cues, behind)| {
        let goes_on = |cue: &&Cue| {
            let next = behind.get(..cue.rest.len());
            next.is_some_and(|next| next == cue.rest.as_slice())
        };
        cues.iter().filter(goes_on)
    });
    said.min_by_key(|cue| cue.order).map(|cue| cue.frame)
}
