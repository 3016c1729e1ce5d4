//! What a whole session amounts to: what was asked and never asked, the sums of the notes, counts, and the weakest stages.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::time::Duration;

use super::{DebriefExchange, ExchangeKind, SessionFacts};
use crate::domain::calc::{Names, Sheet, named_line, refusal, result, sum_line, text, with_result};
use crate::domain::content::design::Clarify;
use crate::domain::judging::rubric::level_text;
use crate::domain::session::timeline::clock;
use crate::domain::units::counted;

/// The most lines of notes in which sums are looked for, so that a hostile file cannot make a key slow.
const MOST_LINES: usize = 2000;

/// A line of the notes with a sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnSum {
    /// An index into the plan's stages.
    pub stage: usize,
    /// From 1.
    pub line: usize,
    /// The line with its result.
    pub text: String,
    /// Whether the result stands in the notes; otherwise it was computed only now.
    pub is_written: bool,
}

/// A line of the notes that was meant as a sum and has no result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UncomputedSum {
    /// An index into the plan's stages.
    pub stage: usize,
    /// From 1.
    pub line: usize,
    pub text: String,
    /// Why, in a few words.
    pub reason: String,
}

/// The record of a session in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RecordCounts {
    /// Different questions with an answer, and all that the design can answer; `None` if the design cannot be read.
    pub asked: usize,
    pub questions: Option<usize>,
    pub hints: usize,
    pub follow_ups: usize,
    /// Follow-ups after which the notes changed.
    pub followed: usize,
    pub sums: usize,
    /// Pauses, time away and stops together, in whole seconds; what has no end yet is left out.
    pub not_counted: Duration,
}

impl RecordCounts {
    /// `2 of 14 questions asked · 0 hints · 9 follow-ups, 5 followed by changed notes · 2 sums · …`
    pub fn text(&self) -> String {
        let all = self.questions.map(|all| format!(" of {all}"));
        let gaps = if self.not_counted.is_zero() {
            "none".to_owned()
        } else {
            clock(self.not_counted)
        };
        format!(
            "{}{} questions asked · {} · {}, {} followed by changed notes · {} · time not counted: {gaps}",
            self.asked,
            all.unwrap_or_default(),
            counted(self.hints, "hint"),
            counted(self.follow_ups, "follow-up"),
            self.followed,
            counted(self.sums, "sum"),
        )
    }
}

impl<'a> SessionFacts<'a> {
    /// The questions of the design that the candidate got an answer to, each once however often it was asked.
    fn answered_questions(&self) -> BTreeSet<&'a str> {
        let asked = self.stages().flat_map(|(_, state)| &state.asked);
        let replies = asked.filter_map(|asked| asked.reply.as_ref());
        replies.map(|(question, _)| question.as_str()).collect()
    }

    /// The questions of the design that something may have been that was typed and not understood.
    fn misunderstood(&self) -> BTreeSet<&'a str> {
        let asked = self.stages().flat_map(|(_, state)| &state.asked);
        let close = asked.flat_map(|asked| &asked.close);
        close.map(String::as_str).collect()
    }

    /// The questions of the design that the candidate did not ask, in the order of the design. What may have been asked and
    /// was not understood is not among them.
    pub fn never_asked(&self) -> impl Iterator<Item = &'a Clarify> + use<'a> {
        let asked = self.answered_questions();
        let misunderstood = self.misunderstood();
        let all = self.report.design.into_iter();
        let all = all.flat_map(|design| &design.clarify);
        all.filter(move |clarify| {
            let ask = clarify.ask.as_str();
            !asked.contains(ask) && !misunderstood.contains(ask)
        })
    }

    /// The exchanges of one kind in all stages, each with its stage.
    pub fn all_exchanges(&self, kind: ExchangeKind) -> Vec<(usize, DebriefExchange<'a>)> {
        let stages = 0..self.report.session.stages.len();
        let all = stages.flat_map(|stage| {
            let exchanges = self.exchanges(stage).into_iter();
            exchanges.map(move |exchange| (stage, exchange))
        });
        all.filter(|(_, exchange)| exchange.kind == kind).collect()
    }

    /// The sums of the notes in order, each with its result. A line that only gives a name its value is no sum.
    pub fn own_sums(&self) -> Vec<OwnSum> {
        let mut sheet = Sheet::default();
        let mut sums = Vec::new();
        for (stage, line, written) in self.lines_of_sums() {
            let Some(answer) = sheet.line(&written).ok().filter(|it| it.is_computed) else {
                continue;
            };
            let is_written = result(&written).is_some();
            let text = if is_written {
                written
            } else {
                with_result(&written, &text(&answer.quantity))
            };
            sums.push(OwnSum {
                stage,
                line,
                text,
                is_written,
            });
        }
        sums
    }

    /// The lines of the notes that may be sums, each with its stage and its number.
    fn lines_of_sums(&self) -> impl Iterator<Item = (usize, usize, String)> {
        let stages = 0..self.report.session.stages.len();
        let lines = stages.flat_map(|stage| {
            let lines = (1..).zip(self.lines(stage));
            lines.map(move |(line, (text, _))| (stage, line, text))
        });
        let of_sums = lines.filter(|(_, _, text)| named_line(text).is_some());
        of_sums.take(MOST_LINES)
    }

    /// The lines of the notes that read like a sum and have no result because they are not clear, or wrong.
    pub fn uncomputed_sums(&self) -> Vec<UncomputedSum> {
        let mut sheet = Sheet::default();
        let mut names = Names::default();
        let mut sums = Vec::new();
        for (stage, line, text) in self.lines_of_sums() {
            let Some(sum) = sum_line(&text) else {
                let _ = sheet.line(&text);
                names.add_line(&text);
                continue;
            };
            if let Err(why) = sheet.line(&text) {
                let refusal = refusal(why, &sum, &sheet, &|| Cow::Borrowed(&names));
                if refusal.is_meant && result(&text).is_none() {
                    sums.push(UncomputedSum {
                        stage,
                        line,
                        text: text.clone(),
                        reason: refusal.reason,
                    });
                }
            }
            names.add_line(&text);
        }
        sums
    }

    /// The record in numbers.
    pub fn counts(&self) -> RecordCounts {
        let follow_ups = self.all_exchanges(ExchangeKind::FollowUp);
        let changed = follow_ups.iter().filter(|(_, exchange)| {
            let reaction = exchange.reaction;
            reaction.is_some_and(|reaction| reaction.after.is_some())
        });
        let gaps = self.report.session.shown_gaps().into_iter();
        RecordCounts {
            asked: self.answered_questions().len(),
            questions: self.report.design.map(|design| design.clarify.len()),
            hints: self.all_exchanges(ExchangeKind::Hint).len(),
            followed: changed.count(),
            follow_ups: follow_ups.len(),
            sums: self.own_sums().len(),
            not_counted: gaps.filter_map(|gap| gap.length).sum(),
        }
    }

    /// Which stage has the lowest level that the reader may see: `weakest: Serving`, or where several have it
    /// `2 of 5: 1 weak`. `None` with fewer than two levels.
    pub fn weakest_text(&self) -> Option<String> {
        let levels = self.stages().enumerate();
        let levels = levels.filter_map(|(stage, (plan, _))| {
            let level = self.report.self_level(stage)?;
            Some((level, plan.short.as_str()))
        });
        let levels: Vec<(u8, &str)> = levels.collect();
        let lowest = levels.iter().map(|(level, _)| *level).min()?;
        let mut at_lowest = levels.iter().filter(|(level, _)| *level == lowest);
        let count = at_lowest.clone().count();
        let (_, short) = at_lowest.next()?;
        let level = level_text(Some(lowest));
        match (count, levels.len()) {
            (_, 1) => None,
            (1, _) => Some(format!("weakest: {short}")),
            (tied, all) if tied == all => Some(format!("all {all}: {level}")),
            (tied, all) => Some(format!("{tied} of {all}: {level}")),
        }
    }
}
