//! All facts about a session, computed once; every screen and every format only lays them out. Texts come from files and
//! are not sanitized here.

mod items;
mod record;

use std::collections::BTreeMap;
use std::time::Duration;

use super::anchor::LinePosition;
use super::report::{Report, is_scored};
use super::review::{Comment, Review};
use crate::domain::session::Reply;
use crate::domain::session::activity::{Reaction, Silence, reactions, silences_by_line};
use crate::domain::session::event::CommentName;
use crate::domain::session::pace::Pace;
use crate::domain::session::plan::PlannedStage;
use crate::domain::session::stage_state::StageState;
pub use items::{Judgment, MarkedItem, Marker};
pub use record::{OwnSum, RecordCounts, UncomputedSum};

/// The facts about a session that its reader may see.
pub struct SessionFacts<'a> {
    pub report: Report<'a>,
    /// The pace in milliseconds, for other programs.
    pub exact: Pace,
    /// The pace in whole seconds, for people.
    pub pace: Pace,
    /// The reviews that the reader may see, each with a unique name.
    pub reviews: Vec<(String, &'a Review)>,
    /// By stage and the line before which they are shown.
    silences: BTreeMap<(usize, usize), Vec<Silence>>,
    /// By stage and time of the follow-up.
    reactions: BTreeMap<(usize, Duration), Reaction>,
    comments: Vec<PlacedComment<'a>>,
}

/// A comment and the current position of its text.
#[derive(Debug, Clone)]
pub struct PlacedComment<'a> {
    pub coach: String,
    pub comment: &'a Comment,
    /// `None` if the commented text was removed.
    pub position: Option<LinePosition>,
    /// How the candidate's record names it, and the reply there.
    pub name: CommentName,
    pub reply: Option<&'a Reply>,
}

impl PlacedComment<'_> {
    /// The first and last line of its text, from 0.
    pub fn lines(&self) -> Option<(usize, usize)> {
        let first = self.position?.line;
        Some((first, first + self.comment.anchor.lines() - 1))
    }
}

/// A question to the interviewer, a hint that was shown, or a follow-up.
#[derive(Debug, Clone, Copy)]
pub struct DebriefExchange<'a> {
    pub at: Duration,
    pub kind: ExchangeKind,
    pub text: &'a str,
    /// The matched question and its answer; `None` if nothing matched, and for hints and follow-ups.
    pub reply: Option<(&'a str, &'a str)>,
    /// The questions that a typed question may have been, where none matched.
    pub close: &'a [String],
    /// When a follow-up was marked as answered; `None` for questions and hints, and if it was not.
    pub answered: Option<Duration>,
    /// How soon the notes changed after a follow-up; `None` for questions and hints, and if the log does not tell.
    pub reaction: Option<Reaction>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExchangeKind {
    Asked,
    Hint,
    FollowUp,
}

impl ExchangeKind {
    pub fn word(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Hint => "hint taken",
            Self::FollowUp => "follow-up",
        }
    }
}

/// A row of the notes of a stage.
pub enum NotesRow<'a> {
    /// A silence before the next line.
    Silence(Silence),
    Line(NoteLine<'a>),
}

/// One line of the notes.
pub struct NoteLine<'a> {
    /// From 1.
    pub number: usize,
    pub text: String,
    /// The interview time of its last edit.
    pub touched: Duration,
    /// The comments whose text ends at this line.
    pub comments: Vec<&'a PlacedComment<'a>>,
}

impl<'a> SessionFacts<'a> {
    pub fn of(report: &Report<'a>) -> Self {
        let session = report.session;
        let times = session.timeline_now();
        let reactions = reactions(report.log).into_iter();
        let reviews = with_unique_names(report.reviews().collect());
        let comments = reviews.iter().flat_map(|(coach, review)| {
            let comments = review.comments.iter();
            comments.map(|comment| {
                let name = comment.name(&review.coach);
                PlacedComment {
                    coach: coach.clone(),
                    comment,
                    position: comment.anchor.find(session),
                    reply: session.reply_to(&name),
                    name,
                }
            })
        });
        Self {
            report: *report,
            exact: Pace::exact(&times, session.stage),
            pace: Pace::shown(&times, session.stage),
            silences: silences_by_line(session, report.log),
            reactions: reactions
                .map(|reaction| ((reaction.stage, reaction.at), reaction))
                .collect(),
            comments: comments.collect(),
            reviews,
        }
    }

    /// The planned stages with their states.
    pub fn stages(&self) -> impl Iterator<Item = (&'a PlannedStage, &'a StageState)> + use<'a> {
        let session = self.report.session;
        session.head.plan.stages.iter().zip(&session.stages)
    }

    /// The silences of a stage with the line before which each is shown, in order of the lines.
    pub fn silences(&self, stage: usize) -> impl Iterator<Item = (usize, Silence)> {
        let by_line = self.silences.range((stage, 0)..=(stage, usize::MAX));
        by_line.flat_map(|((_, line), silences)| silences.iter().map(|silence| (*line, *silence)))
    }

    /// The questions, hints and follow-ups of a stage, in order of time.
    pub fn exchanges(&self, stage: usize) -> Vec<DebriefExchange<'a>> {
        let Some((plan, state)) = self.stages().nth(stage) else {
            return Vec::new();
        };
        let bare = |at: Duration, kind, text| DebriefExchange {
            at,
            kind,
            text,
            reply: None,
            close: &[],
            answered: None,
            reaction: None,
        };
        let asked = state.asked.iter().map(|asked| DebriefExchange {
            reply: (asked.reply.as_ref())
                .map(|(question, answer)| (question.as_str(), answer.as_str())),
            close: &asked.close,
            ..bare(asked.at, ExchangeKind::Asked, &asked.typed)
        });
        let hints = state.hints.iter().filter_map(|(prompt, at)| {
            let prompt = plan.prompts.get(*prompt)?;
            Some(bare(*at, ExchangeKind::Hint, prompt.ask.as_str()))
        });
        let follow_ups = state.follow_ups.iter().map(|asked| DebriefExchange {
            answered: asked.answered,
            reaction: self.reactions.get(&(stage, asked.at)).copied(),
            ..bare(asked.at, ExchangeKind::FollowUp, &asked.ask)
        });
        let mut exchanges: Vec<DebriefExchange<'_>> =
            asked.chain(hints).chain(follow_ups).collect();
        exchanges.sort_by_key(|exchange| exchange.at);
        exchanges
    }

    /// Every line of a stage's notes with the time of its last edit; empty if the notes are empty.
    pub fn lines(&self, stage: usize) -> Vec<(String, Duration)> {
        let state = self.report.session.stages.get(stage);
        let notes = state.map(|state| &state.notes);
        let Some(notes) = notes.filter(|notes| !notes.is_empty()) else {
            return Vec::new();
        };
        let lines = notes.lines();
        lines
            .map(|(text, time)| (text.into_owned(), time))
            .collect()
    }

    /// The notes of a stage with silences and comments; only silences if the notes are empty.
    pub fn rows(&self, stage: usize) -> Vec<NotesRow<'_>> {
        let mut ending = BTreeMap::<usize, Vec<&PlacedComment<'_>>>::new();
        for comment in self.comments_on(stage) {
            if let Some((_, last)) = comment.lines() {
                ending.entry(last).or_default().push(comment);
            }
        }
        let mut silences = self.silences(stage).peekable();
        let mut rows = Vec::new();
        for (line, (text, touched)) in self.lines(stage).into_iter().enumerate() {
            while let Some((_, silence)) = silences.next_if(|(before, _)| *before <= line) {
                rows.push(NotesRow::Silence(silence));
            }
            rows.push(NotesRow::Line(NoteLine {
                number: line + 1,
                text,
                touched,
                comments: ending.remove(&line).unwrap_or_default(),
            }));
        }
        rows.extend(silences.map(|(_, silence)| NotesRow::Silence(silence)));
        rows
    }

    /// The comments of a stage: first those whose text is in its notes now, by line, then those on the stage and on text
    /// that was removed from it, then those on times of it.
    pub fn comments_on(&self, stage: usize) -> Vec<&PlacedComment<'a>> {
        let last = self.report.session.stages.len().saturating_sub(1);
        let stage_of = |comment: &PlacedComment<'_>| {
            let made_in = comment.comment.anchor.stage.min(last);
            (comment.position).map_or(made_in, |position| position.stage)
        };
        let here = self.comments.iter();
        let mut here: Vec<_> = here.filter(|comment| stage_of(comment) == stage).collect();
        here.sort_by_key(|comment| {
            let line = comment.lines().map_or(usize::MAX, |(_, last)| last);
            (line, comment.comment.anchor.time)
        });
        here
    }

    /// The comments of the review at this index, in the order in which they were made.
    pub fn comments_of(&self, review: usize) -> impl Iterator<Item = &PlacedComment<'a>> {
        let coach = self.reviews[review].0.as_str();
        let comments = self.comments.iter();
        comments.filter(move |comment| comment.coach == coach)
    }

    /// The self-scored level of a stage, if the reader may see it, and the level of each review.
    pub fn levels(&self, stage: usize) -> (Option<u8>, Vec<Option<u8>>) {
        let reviews = self.reviews.iter();
        let levels = reviews.map(|(_, review)| self.report.level(review, stage));
        (self.report.self_level(stage), levels.collect())
    }

    /// Whether a coach has marked every item of every stage.
    pub fn is_complete(&self, review: &Review) -> bool {
        let Report {
            session, design, ..
        } = self.report;
        design.is_some() && is_scored(session, design, review)
    }
}

/// Gives each review a unique name: coaches of the same name get a number.
fn with_unique_names(reviews: Vec<&Review>) -> Vec<(String, &Review)> {
    let mut named: Vec<(String, &Review)> = Vec::with_capacity(reviews.len());
    for review in reviews {
        let is_taken = |name: &str| named.iter().any(|(taken, _)| taken == name);
        let numbered = (2..).map(|number: usize| format!("{} ({number})", review.coach));
        let mut candidates = std::iter::once(review.coach.clone()).chain(numbered);
        let name = candidates.find(|name| !is_taken(name));
        named.push((name.unwrap_or_default(), review));
    }
    named
}
