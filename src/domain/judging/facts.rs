//! Everything that is said of a session, computed once: every screen and every format only lays it out. Texts come
//! from files and are not clean here.

mod items;

use std::collections::BTreeMap;
use std::time::Duration;

use super::anchor::AnchorPosition;
use super::report::{Report, is_scored};
use super::review::{Comment, Review};
use crate::domain::session::activity::{Reaction, Silence, reactions, silences_by_line};
use crate::domain::session::pace::Pace;
use crate::domain::session::plan::PlannedStage;
use crate::domain::session::stage_state::StageState;
pub use items::{Judgment, MarkedItem, Marker};

/// A session with what its log and its reviews tell, as far as its reader may see it.
pub struct SessionFacts<'a> {
    pub report: Report<'a>,
    /// In milliseconds, for other programs.
    pub exact: Pace,
    /// In whole seconds, for people.
    pub pace: Pace,
    /// The reviews that the reader may see, each with a name that no other has.
    pub reviews: Vec<(String, &'a Review)>,
    /// By stage and the line that they stand before.
    silences: BTreeMap<(usize, usize), Vec<Silence>>,
    /// By stage and time of the follow-up.
    reactions: BTreeMap<(usize, Duration), Reaction>,
    comments: Vec<PlacedComment<'a>>,
}

/// A comment and where its words stand now.
#[derive(Debug, Clone)]
pub struct PlacedComment<'a> {
    pub coach: String,
    pub comment: &'a Comment,
    /// `None` where the commented text was removed.
    pub spot: Option<AnchorPosition>,
}

impl PlacedComment<'_> {
    /// The first and last line that it is on, from 0.
    pub fn lines(&self) -> Option<(usize, usize)> {
        let first = self.spot?.line;
        Some((first, first + self.comment.anchor.lines() - 1))
    }
}

/// What was exchanged with the interviewer, or shown by the program, at one time.
#[derive(Debug, Clone, Copy)]
pub struct Exchange<'a> {
    pub at: Duration,
    pub kind: ExchangeKind,
    pub text: &'a str,
    /// The matched question and its answer; `None` where nothing matched, and for all but questions.
    pub reply: Option<(&'a str, &'a str)>,
    /// What the notes did after a follow-up; `None` where the log does not tell, and for all but follow-ups.
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

/// What stands in the notes of a stage, from top to bottom.
pub enum NotesRow<'a> {
    /// Nothing was written for so long, before the line that follows.
    Silence(Silence),
    Line(NoteLine<'a>),
}

/// One line of the notes.
pub struct NoteLine<'a> {
    /// From 1.
    pub number: usize,
    pub text: String,
    /// When it was last touched.
    pub touched: Duration,
    /// The comments on the lines that end here.
    pub comments: Vec<&'a PlacedComment<'a>>,
}

impl<'a> SessionFacts<'a> {
    pub fn of(report: &Report<'a>) -> Self {
        let session = report.session;
        let times = session.timeline_now().stages;
        let reactions = reactions(report.log).into_iter();
        let reviews = named(report.reviews().collect());
        let comments = reviews.iter().flat_map(|(coach, review)| {
            let comments = review.comments.iter();
            comments.map(|comment| PlacedComment {
                coach: coach.clone(),
                comment,
                spot: comment.anchor.find(session),
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

    /// The stages with what stands in them.
    pub fn stages(&self) -> impl Iterator<Item = (&'a PlannedStage, &'a StageState)> + use<'a> {
        let session = self.report.session;
        session.head.plan.stages.iter().zip(&session.stages)
    }

    /// The silences of a stage by the line that they stand before, in order of the lines.
    pub fn silences(&self, stage: usize) -> impl Iterator<Item = (usize, Silence)> {
        let by_line = self.silences.range((stage, 0)..=(stage, usize::MAX));
        by_line.flat_map(|((_, line), silences)| silences.iter().map(|silence| (*line, *silence)))
    }

    /// What was asked in a stage, the hints taken there and the follow-ups that came up, in order of time.
    pub fn exchanges(&self, stage: usize) -> Vec<Exchange<'a>> {
        let Some((plan, page)) = self.stages().nth(stage) else {
            return Vec::new();
        };
        let bare = |at: Duration, kind, text| Exchange {
            at,
            kind,
            text,
            reply: None,
            reaction: None,
        };
        let asked = page.asked.iter().map(|asked| Exchange {
            reply: (asked.reply.as_ref())
                .map(|(question, answer)| (question.as_str(), answer.as_str())),
            ..bare(asked.at, ExchangeKind::Asked, &asked.typed)
        });
        let hints = page.hints.iter().filter_map(|(prompt, at)| {
            let prompt = plan.prompts.get(*prompt)?;
            Some(bare(*at, ExchangeKind::Hint, prompt.ask.as_str()))
        });
        let follow_ups = page.follow_ups.iter().map(|(_, ask, at)| Exchange {
            reaction: self.reactions.get(&(stage, *at)).copied(),
            ..bare(*at, ExchangeKind::FollowUp, ask)
        });
        let mut exchanges: Vec<Exchange<'_>> = asked.chain(hints).chain(follow_ups).collect();
        exchanges.sort_by_key(|exchange| exchange.at);
        exchanges
    }

    /// Every line of a stage's notes with the time at which it was last touched; none where nothing is written.
    pub fn lines(&self, stage: usize) -> Vec<(String, Duration)> {
        let page = self.report.session.stages.get(stage);
        let notes = page.map(|page| &page.notes);
        notes
            .filter(|notes| !notes.is_empty())
            .map_or_else(Vec::new, |notes| {
                let lines = 0..notes.line_count();
                lines
                    .map(|line| (notes.line(line).into_owned(), notes.touched(line)))
                    .collect()
            })
    }

    /// The notes of a stage with the silences and the comments in their places; only silences where nothing is
    /// written.
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

    /// The comments of a stage: those whose text stands in its notes now, by line, then those that were made there on
    /// text that was removed.
    pub fn comments_on(&self, stage: usize) -> Vec<&PlacedComment<'a>> {
        let last = self.report.session.stages.len().saturating_sub(1);
        let stands_in = |comment: &PlacedComment<'_>| {
            let made_in = comment.comment.anchor.stage.min(last);
            comment.spot.map_or(made_in, |spot| spot.stage)
        };
        let here = self.comments.iter();
        let mut here: Vec<_> = here.filter(|comment| stands_in(comment) == stage).collect();
        here.sort_by_key(|comment| comment.lines().map_or(usize::MAX, |(_, last)| last));
        here
    }

    /// Every comment of the review at this index, in the order in which they were made.
    pub fn comments_of(&self, review: usize) -> impl Iterator<Item = &PlacedComment<'a>> {
        let coach = self.reviews[review].0.as_str();
        let comments = self.comments.iter();
        comments.filter(move |comment| comment.coach == coach)
    }

    /// The levels of a stage: the candidate's own, where the reader may see it, then each review's.
    pub fn levels(&self, stage: usize) -> (Option<u8>, Vec<Option<u8>>) {
        let theirs = self.reviews.iter();
        let theirs = theirs.map(|(_, review)| self.report.level(review, stage));
        (self.report.own_level(stage), theirs.collect())
    }

    /// Whether a coach has marked every item of every stage.
    pub fn is_complete(&self, review: &Review) -> bool {
        let Report {
            session, design, ..
        } = self.report;
        design.is_some() && is_scored(session, design, review)
    }
}

/// Two coaches of one name are told apart by a number.
fn named(reviews: Vec<&Review>) -> Vec<(String, &Review)> {
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
