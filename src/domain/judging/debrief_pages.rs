//! The pages of a debrief behind the stages, as sections of text: what was said by both sides, and the sums. Screens and
//! plain text only lay them out. The texts are not sanitized.

use std::fmt;

use super::facts::{DebriefExchange, ExchangeKind, SessionFacts};
use crate::domain::calc;
use crate::domain::content::design::Estimate;
use crate::domain::session::timeline::clock;

/// A section of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    pub title: String,
    /// What the number behind the title says; may be empty.
    pub count: String,
    pub entries: Vec<SectionEntry>,
    /// What stands in place of the entries where there are none.
    pub empty: &'static str,
}

/// One thing that a section lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionEntry {
    /// Where it stands; empty for what stands nowhere.
    pub place: EntryPlace,
    pub text: String,
    /// Sentences below it.
    pub details: Vec<String>,
}

/// Where an entry stands in the interview.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EntryPlace {
    /// The short title of the stage.
    pub stage: String,
    /// The time, such as `8:48`, or the line of the notes, such as `line 3`.
    pub at: String,
}

impl fmt::Display for EntryPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(format!("{} {}", self.stage, self.at).trim())
    }
}

impl SectionEntry {
    fn new(place: EntryPlace, text: impl Into<String>, details: Vec<String>) -> Self {
        let text = text.into();
        Self {
            place,
            text,
            details,
        }
    }
}

/// What was said: follow-ups with the reaction and a strong reply, questions with their answers, typed questions that
/// nothing matched, hints, and the questions that were never asked.
pub fn interviewer(facts: &SessionFacts<'_>) -> Vec<Section> {
    let asked = facts.all_exchanges(ExchangeKind::Asked);
    let (matched, unmatched): (Vec<_>, Vec<_>) =
        asked.into_iter().partition(|(_, it)| it.reply.is_some());
    let follow_ups = facts.all_exchanges(ExchangeKind::FollowUp).into_iter();
    let follow_ups = follow_ups.map(|(stage, it)| follow_up(facts, stage, &it));
    let bare = |(stage, it): (usize, DebriefExchange<'_>)| {
        SectionEntry::new(lead(facts, stage, &it), it.text, Vec::new())
    };
    let hints = facts.all_exchanges(ExchangeKind::Hint).into_iter();
    let never = facts.never_asked();
    let never =
        never.map(|it| SectionEntry::new(EntryPlace::default(), &*it.ask, vec![it.answer.clone()]));
    let all = facts.report.design.map(|design| design.clarify.len());
    vec![
        counted("Follow-ups", follow_ups.collect(), None, "None came."),
        counted(
            "Asked",
            answered(facts, &matched),
            all,
            "No question was asked.",
        ),
        counted(
            "Typed, and matched no question",
            (unmatched
                .iter()
                .map(|(stage, it)| unanswered(facts, *stage, it)))
            .collect(),
            None,
            "None.",
        ),
        counted("Hints taken", hints.map(bare).collect(), None, "None."),
        counted(
            "Never asked",
            never.collect(),
            all,
            "None: each was asked, or may be among those that were not understood.",
        ),
    ]
}

/// The sums of the notes with those that were not computed, and the figures of the design.
pub fn sums(facts: &SessionFacts<'_>) -> [Section; 2] {
    let estimates = facts.report.design.map(|design| &design.estimates[..]);
    let estimates = estimates.unwrap_or_default().iter().map(estimate);
    [
        own_sums(facts),
        counted(
            "Estimates of the design",
            estimates.collect(),
            None,
            "The design has no estimates.",
        ),
    ]
}

/// The sums of the notes in order, and the lines that were meant as sums and have no result, each with the reason.
fn own_sums(facts: &SessionFacts<'_>) -> Section {
    let computed = facts.own_sums().into_iter().map(|sum| {
        let detail = (!sum.is_written).then(|| "The result is not in the notes.".to_owned());
        ((sum.stage, sum.line), sum.text, detail)
    });
    let uncomputed = facts.uncomputed_sums().into_iter().map(|sum| {
        let reason = format!("Not computed: {}.", sum.reason);
        ((sum.stage, sum.line), sum.text, Some(reason))
    });
    let (computed, uncomputed): (Vec<_>, Vec<_>) = (computed.collect(), uncomputed.collect());
    let count = match (computed.len(), uncomputed.len()) {
        (computed, 0) => computed.to_string(),
        (computed, without) => format!("{computed}, {without} not computed"),
    };
    let mut all: Vec<_> = computed.into_iter().chain(uncomputed).collect();
    all.sort_by_key(|(at, ..)| *at);
    let stages = &facts.report.session.head.plan.stages;
    let entries = all.into_iter().map(|((stage, line), text, detail)| {
        let place = EntryPlace {
            stage: stages[stage].short.clone(),
            at: format!("line {line}"),
        };
        SectionEntry::new(place, unbroken(&text), detail.into_iter().collect())
    });
    Section {
        title: "Your sums".to_owned(),
        count,
        entries: entries.collect(),
        empty: "The notes have no sum. A line such as `= 4e6/day * 500 KB` is computed when you press Enter.",
    }
}

/// The common mistakes of each stage, to compare with the notes.
pub fn mistakes(facts: &SessionFacts<'_>) -> Vec<Section> {
    let stages = facts.stages();
    let of_stage = stages.filter_map(|(plan, _)| {
        let own = facts.report.design?.stage(&plan.id)?;
        let entries = own.mistakes.iter();
        let entries = entries
            .map(|text| SectionEntry::new(EntryPlace::default(), sentence(text), Vec::new()));
        Some(Section {
            title: format!("Mistakes to compare: {}", plan.short),
            count: String::new(),
            entries: entries.collect(),
            empty: "None are listed.",
        })
    });
    of_stage.collect()
}

/// A figure of the design as a sum line of the notes, `name = formula → result`, and what would change the decision.
fn estimate(estimate: &Estimate) -> SectionEntry {
    let Estimate {
        name,
        formula,
        flips,
        ..
    } = estimate;
    let flips = (!flips.is_empty()).then(|| sentence(flips));
    let result = result(estimate);
    let text = if formula.is_empty() {
        format!("{} → {result}", sentence(name))
    } else {
        format!("{} = {formula} → {result}", sentence(name))
    };
    SectionEntry::new(EntryPlace::default(), text, flips.into_iter().collect())
}

/// The result of an estimate with its unit as the notes show it: `46.3/s`, `$1,500,000/day`, `8.68%`, `5.5 cards`. The
/// blanks in it break no line.
fn result(estimate: &Estimate) -> String {
    let number = calc::number(estimate.value);
    let unit = format!(" {}", estimate.unit.trim()).replace(" per ", "/");
    let unit = match unit.strip_suffix("/second") {
        Some(unit) => format!("{unit}/s"),
        None => unit,
    };
    let text = match unit.strip_prefix(" USD") {
        Some(rest) if rest.is_empty() || rest.starts_with('/') => format!("${number}{rest}"),
        _ if unit == " %" => format!("{number}%"),
        _ => format!("{number}{}", unit.trim_end()),
    };
    text.replace(' ', NO_BREAK)
}

/// A sum line whose result is not torn from its unit.
fn unbroken(sum: &str) -> String {
    match sum.rsplit_once("→ ") {
        Some((sum, result)) => format!("{sum}→ {}", result.replace(' ', NO_BREAK)),
        None => sum.to_owned(),
    }
}

/// A blank at which no line is wrapped.
pub const NO_BREAK: &str = "\u{a0}";

/// A text with a capital at its start, unless its first word has its own letters, such as `p95` or `mAP`.
fn sentence(text: &str) -> String {
    let text = text.trim();
    let word = text.split(|c: char| !c.is_alphanumeric()).next();
    let is_plain = word.is_some_and(|word| word.chars().all(char::is_lowercase));
    let mut letters = text.chars();
    match letters.next().filter(|_| is_plain) {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => text.to_owned(),
    }
}

fn follow_up(
    facts: &SessionFacts<'_>,
    stage: usize,
    exchange: &DebriefExchange<'_>,
) -> SectionEntry {
    let mut details = Vec::new();
    let answered = exchange
        .answered
        .map(|at| format!("marked answered at {}", clock(at)));
    let reacted = exchange.reaction.map(|reaction| reaction.to_string());
    let said: Vec<String> = answered.into_iter().chain(reacted).collect();
    details.extend((!said.is_empty()).then(|| sentence(&said.join("; ")) + "."));
    let plan = &facts.report.session.head.plan.stages[stage];
    let own = (facts.report.design).and_then(|design| design.stage(&plan.id));
    let strong = own.and_then(|own| {
        let mut all = own.follow_ups.iter();
        all.find(|follow_up| follow_up.ask == exchange.text)
    });
    details.extend(strong.map(|it| format!("A strong reply: {}", it.strong)));
    SectionEntry::new(lead(facts, stage, exchange), exchange.text, details)
}

/// The questions that were asked, each once with its answer, and when it was asked again.
fn answered(facts: &SessionFacts<'_>, asked: &[(usize, DebriefExchange<'_>)]) -> Vec<SectionEntry> {
    let mut entries: Vec<SectionEntry> = Vec::new();
    for (stage, exchange) in asked {
        let (question, answer) = exchange.reply.unwrap_or_default();
        let place = lead(facts, *stage, exchange);
        match entries.iter_mut().find(|entry| entry.text == question) {
            Some(entry) => entry
                .details
                .push(format!("Asked again: {} {}.", place.at, place.stage)),
            None => entries.push(SectionEntry::new(place, question, vec![answer.to_owned()])),
        }
    }
    entries
}

/// What was typed and matched no question, with the questions that it may have been and their answers.
fn unanswered(
    facts: &SessionFacts<'_>,
    stage: usize,
    exchange: &DebriefExchange<'_>,
) -> SectionEntry {
    let clarify = facts.report.design.map(|design| &design.clarify[..]);
    let clarify = clarify.unwrap_or_default().iter();
    let close = clarify.filter(|clarify| exchange.close.contains(&clarify.ask));
    let close = close.map(|it| format!("It may have been “{}” {}", it.ask, it.answer.trim()));
    SectionEntry::new(lead(facts, stage, exchange), exchange.text, close.collect())
}

/// The stage and the time of an exchange.
fn lead(facts: &SessionFacts<'_>, stage: usize, exchange: &DebriefExchange<'_>) -> EntryPlace {
    EntryPlace {
        stage: facts.report.session.head.plan.stages[stage].short.clone(),
        at: clock(exchange.at),
    }
}

/// A section with the number of its entries, and of how many they are.
fn counted(
    title: &str,
    entries: Vec<SectionEntry>,
    all: Option<usize>,
    empty: &'static str,
) -> Section {
    let of = all.map_or(String::new(), |all| format!(" of {all}"));
    Section {
        title: title.to_owned(),
        count: format!("{}{of}", entries.len()),
        entries,
        empty,
    }
}
