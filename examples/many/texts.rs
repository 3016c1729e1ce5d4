//! The notes of simulated candidates: typical lines for each stage, with random numbers.

use super::random::Random;

const SETUP: &[&str] = &[
    "goal: fewer complaints, measured weekly, # % is a win",
    "readers first, then sellers; the mobile app is # % of traffic",
    "# M requests a day, peak is 3x the mean",
    "p95 under # ms, else the page goes without",
    "out of scope: payments, anything with children",
    "- wrong answer costs more than no answer, abstain below 0.#",
    "online metric: sessions with a click; guardrail: reports per # k",
    "cold start matters: # % of items are younger than a day",
];
const DATA: &[&str] = &[
    "logs: # TB a day, kept 90 days, clicks joined within 30 min",
    "labels: # k by hand, two people each, kappa about 0.7",
    "split by time, not at random: the last # days are the test",
    "near duplicates go to one side of the split (# % of items)",
    "- position bias: inverse propensity, # % random traffic to fit it",
    "features: counts over 1 h, # h, 30 d; same code online and offline",
    "missing values are a feature, # % of rows have some",
    "skew check: compare served with logged features on # k rows",
    "consent: opted-in only, deletion within # days",
];
const MODEL: &[&str] = &[
    "baseline: most popular of the last # hours, no model",
    "then logistic regression on # features, an afternoon of work",
    "two towers for recall of #00, trees on top for the order",
    "loss: log loss with # negatives a positive, hard ones later",
    "offline: NDCG@# and calibration by segment, bootstrap intervals",
    "- why not one big model: # ms of 40 ms are gone already",
    "fine-tune the last # layers, the rest frozen",
    "ablate: without text features it loses # %",
    "thresholds per market, # of them, reviewed by people",
];
const SERVING: &[&str] = &[
    "gateway -> features (# ms) -> recall -> rank -> rules",
    "# k rps / 350 a machine, plus a third for a lost zone",
    "cache the head: # % of queries are 80 % of traffic",
    "batch of # or 5 ms, whichever comes first",
    "- fallback: last good list, never an empty page; # s timeout",
    "int8 saves # % and costs 0.2 points",
    "shadow for # days, canary at 1 %, then 10, then all",
    "cost: # GPUs, most of it recall; spot for the backfill",
];
const MONITORING: &[&str] = &[
    "drift: PSI over 0.# on the ten features that matter",
    "labels come # days late: watch score distribution until then",
    "A/B for # weeks, one primary metric, stopped for guardrails only",
    "retrain weekly, promote only when better on # of 5 slices",
    "- feedback loop: # % exploration, or it learns its own taste",
    "page somebody at # % fewer predictions an hour",
    "runbook: kill switch, roll back within # minutes",
];

/// Lines for "Next time I will ...".
const NEXT_TIME: &[&str] = &[
    "say the numbers before the boxes",
    "leave ten minutes for serving",
    "name the baseline first",
    "ask who loses when it is wrong",
];

/// `count` lines for the stage with this index.
pub fn lines(stage: usize, count: usize, random: &mut Random) -> Vec<String> {
    let all = [SETUP, DATA, MODEL, SERVING, MONITORING][stage.min(4)];
    let first = random.below(all.len());
    let lines = all.iter().cycle().skip(first).take(count);
    lines
        .map(|line| line.replace('#', &(1 + random.below(60)).to_string()) + "\n")
        .collect()
}

pub fn next_time(random: &mut Random) -> &'static str {
    NEXT_TIME[random.below(NEXT_TIME.len())]
}
