//! What a report tells of a session, read once for every format, so that all of them tell the same. Values only: texts
//! come from files and are not clean here.

use std::collections::BTreeMap;
use std::time::Duration;

use super::{Said, lines, said};
use crate::domain::judging::anchor::Spot;
use crate::domain::judging::report::Report;
use crate::domain::judging::review::{Comment, Mark, Review};
use crate::domain::session::activity::{self, Silence};
use crate::domain::session::event::{Event, Evidence};
use crate::domain::session::overruns::{self, Account};

/// A report with what is read from its log and its reviews.
pub struct Facts<'a> {
    pub report: Report<'a>,
    /// The reviews that the reader may see, each with a name that no other has.
    pub reviews: Vec<(String, &'a Review)>,
    /// What paid for every overrun, in the plan's order; none before the finish.
    pub accounts: Vec<Account>,
    silences: Vec<Silence>,
    answered: Vec<Answered>,
    remarks: Vec<Remark<'a>>,
}

/// A follow-up and how soon the notes of its stage changed.
struct Answered {
    stage: usize,
    at: Duration,
    reaction: Reaction,
}

/// What the notes did after a follow-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reaction {
    After(Duration),
    Never,
}

/// A comment and where its words stand.
#[derive(Debug, Clone)]
pub struct Remark<'a> {
    pub coach: String,
    pub comment: &'a Comment,
    /// `None` where its words are gone.
    pub spot: Option<Spot>,
}

/// What stands in the notes of a stage, from top to bottom.
pub enum Row<'a> {
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
    pub remarks: Vec<&'a Remark<'a>>,
}

/// A rubric item with what is said of it by everybody whose marks the reader may see and who marked anything in its
/// stage.
pub struct Item<'a> {
    pub level: &'a str,
    pub look_for: &'a str,
    pub marks: Vec<(Who, Judged<'a>)>,
}

/// Whose mark it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// The candidate's.
    Own,
    /// The writer's of the review at this place.
    Coach(usize),
}

impl<'a> Item<'a> {
    /// What somebody says of it.
    pub fn by(&self, who: Who) -> Option<Judged<'a>> {
        let mark = self.marks.iter().find(|(by, _)| *by == who);
        mark.map(|(_, judged)| *judged)
    }
}

/// What somebody says of a rubric item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judged<'a> {
    Shown(&'a Evidence),
    NotShown,
    NotAssessed,
    /// Nothing was said of it.
    Unmarked,
}

impl Judged<'_> {
    pub fn word(self) -> &'static str {
        match self {
            Self::Shown(_) => "shown",
            Self::NotShown => "not shown",
            Self::NotAssessed => "not assessed",
            Self::Unmarked => "not marked",
        }
    }
}

impl<'a> Facts<'a> {
    pub fn of(report: &Report<'a>) -> Self {
        let session = report.session;
        let times = session.timeline_now().stages;
        let accounts = if session.is_finished() {
            overruns::accounts(&times, session.stage)
        } else {
            Vec::new()
        };
        let reviews = named(report.reviews().collect());
        let comments = reviews.iter().flat_map(|(coach, review)| {
            let comments = review.comments.iter();
            comments.map(|comment| Remark {
                coach: coach.clone(),
                comment,
                spot: comment.anchor.find(session),
            })
        });
        Self {
            report: *report,
            accounts,
            silences: activity::silences(report.log),
            answered: answered(report),
            remarks: comments.collect(),
            reviews,
        }
    }

    /// How many stages there are.
    pub fn stages(&self) -> usize {
        self.report.session.pages.len()
    }

    /// The silences of a stage, in order.
    pub fn silences(&self, stage: usize) -> impl Iterator<Item = &Silence> {
        let silences = self.silences.iter();
        silences.filter(move |silence| silence.stage == stage)
    }

    /// What the notes did after a follow-up; `None` where the log does not know it.
    pub fn reaction(&self, stage: usize, at: Duration) -> Option<Reaction> {
        let mut answered = self.answered.iter();
        let found = answered.find(|answered| (answered.stage, answered.at) == (stage, at));
        found.map(|answered| answered.reaction)
    }

    /// What went between candidate and interviewer in a stage, and what the notes did after each follow-up.
    pub fn said(&self, stage: usize) -> Vec<(Said<'a>, Option<Reaction>)> {
        let said = said(self.report.session, stage).into_iter();
        let reaction = |said: &Said<'_>| {
            (said.what == "follow-up")
                .then(|| self.reaction(stage, said.at))
                .flatten()
        };
        said.map(|said| {
            let reaction = reaction(&said);
            (said, reaction)
        })
        .collect()
    }

    /// The notes of a stage with the silences and the comments in their places; only silences where nothing is
    /// written.
    pub fn rows(&self, stage: usize) -> Vec<Row<'_>> {
        let lines = lines(self.report.session, stage);
        let mut before = self.silences_by_line(stage, &lines);
        let mut ending = BTreeMap::<usize, Vec<&Remark<'_>>>::new();
        for remark in &self.remarks {
            if let Some(spot) = remark.spot.filter(|spot| spot.stage == stage) {
                let last = spot.line + remark.comment.anchor.lines() - 1;
                ending.entry(last).or_default().push(remark);
            }
        }
        let mut rows = Vec::new();
        for (place, (text, touched)) in lines.into_iter().enumerate() {
            let silences = before.remove(&Some(place)).unwrap_or_default();
            rows.extend(silences.into_iter().map(Row::Silence));
            rows.push(Row::Line(NoteLine {
                number: place + 1,
                text,
                touched,
                remarks: ending.remove(&place).unwrap_or_default(),
            }));
        }
        let last = before.remove(&None).unwrap_or_default();
        rows.extend(last.into_iter().map(Row::Silence));
        rows
    }

    /// A silence stands before the line that broke it: of the lines last touched since, the one touched first. With
    /// none left it stands at the end.
    fn silences_by_line(
        &self,
        stage: usize,
        lines: &[(String, Duration)],
    ) -> BTreeMap<Option<usize>, Vec<Silence>> {
        let mut placed = BTreeMap::<Option<usize>, Vec<Silence>>::new();
        for silence in self.silences(stage) {
            let since = lines.iter().enumerate();
            let since = since
                .filter(|(_, (text, touched))| !text.trim().is_empty() && *touched >= silence.to);
            let broke = since.min_by_key(|(_, (_, touched))| *touched);
            let place = broke.map(|(place, _)| place);
            placed.entry(place).or_default().push(*silence);
        }
        placed
    }

    /// The comments made in a stage whose words are gone.
    pub fn gone(&self, stage: usize) -> impl Iterator<Item = &Remark<'a>> {
        let last = self.stages().saturating_sub(1);
        let remarks = self.remarks.iter();
        remarks.filter(move |remark| {
            remark.spot.is_none() && remark.comment.anchor.stage.min(last) == stage
        })
    }

    /// Every comment of the review at this place, in the order in which they were made.
    pub fn remarks_of(&self, review: usize) -> impl Iterator<Item = &Remark<'a>> {
        let coach = self.reviews[review].0.as_str();
        let remarks = self.remarks.iter();
        remarks.filter(move |remark| remark.coach == coach)
    }

    /// The rubric of a stage with everybody's marks; none before the finish. Where the design cannot be read, the
    /// items that somebody marked as shown, in the words kept with the mark.
    pub fn items(&self, stage: usize) -> Vec<Item<'a>> {
        let session = self.report.session;
        let rubric = self.report.rubric(stage).iter().enumerate();
        let mut words: BTreeMap<usize, (&'a str, &'a str)> = rubric
            .map(|(place, item)| (place, (item.level.word(), item.look_for.as_str())))
            .collect();
        let Some(page) = session.pages.get(stage).filter(|_| session.is_finished()) else {
            return Vec::new();
        };
        if words.is_empty() {
            let own = page.evidence.iter().filter(|_| self.report.sight.own);
            let shown = own.map(|(place, evidence)| (*place, evidence));
            let theirs = self
                .reviews
                .iter()
                .filter_map(|(_, it)| it.marks.get(&stage));
            let theirs = theirs.flatten().filter_map(|(place, mark)| match mark {
                Mark::Shown(evidence) => Some((*place, evidence)),
                Mark::NotShown | Mark::NotAssessed => None,
            });
            let told = |(place, evidence): (usize, &'a Evidence)| {
                (place, (evidence.level.as_str(), evidence.look_for.as_str()))
            };
            words = shown.chain(theirs).map(told).collect();
        }
        let own = |item: usize| match page.evidence.get(&item) {
            Some(evidence) => Judged::Shown(evidence),
            None if page.not_shown.contains(&item) => Judged::NotShown,
            None => Judged::Unmarked,
        };
        let is_own = self.report.sight.own
            && (page.level.is_some() || !page.evidence.is_empty() || !page.not_shown.is_empty());
        let coaches = self.reviews.iter().enumerate();
        let coaches = coaches.filter(|(_, (_, review))| review.marks.contains_key(&stage));
        let items = words.into_iter().map(|(place, (level, look_for))| {
            let own = is_own.then(|| (Who::Own, own(place)));
            let theirs = coaches
                .clone()
                .map(|(coach, (_, review))| (Who::Coach(coach), judged(review, stage, place)));
            Item {
                level,
                look_for,
                marks: own.into_iter().chain(theirs).collect(),
            }
        });
        items.collect()
    }

    /// The name of whose mark it is.
    pub fn name(&self, who: Who) -> &str {
        match who {
            Who::Own => "own",
            Who::Coach(place) => &self.reviews[place].0,
        }
    }

    /// Whether a coach has marked every item of every stage.
    pub fn is_complete(&self, review: &Review) -> bool {
        crate::domain::judging::report::is_scored(self.report.session, self.report.design, review)
            && self.report.design.is_some()
    }
}

fn judged(review: &Review, stage: usize, item: usize) -> Judged<'_> {
    match review.mark_of(stage, item) {
        Some(Mark::Shown(evidence)) => Judged::Shown(evidence),
        Some(Mark::NotShown) => Judged::NotShown,
        Some(Mark::NotAssessed) => Judged::NotAssessed,
        None => Judged::Unmarked,
    }
}

/// Two coaches of one name are told apart by a number.
fn named(reviews: Vec<&Review>) -> Vec<(String, &Review)> {
    let mut named: Vec<(String, &Review)> = Vec::with_capacity(reviews.len());
    for review in reviews {
        let is_taken = |name: &str| named.iter().any(|(taken, _)| taken == name);
        let name = if is_taken(&review.coach) {
            let mut numbers = (2..).map(|number: usize| format!("{} ({number})", review.coach));
            numbers.find(|name| !is_taken(name))
        } else {
            None
        };
        named.push((name.unwrap_or_else(|| review.coach.clone()), review));
    }
    named
}

fn answered(report: &Report<'_>) -> Vec<Answered> {
    let entries = &report.log.entries()[..report.log.interview_len()];
    let shown = entries.iter().filter_map(|entry| match entry.event {
        Event::FollowUp { stage, .. } => Some((stage, entry.at)),
        _ => None,
    });
    let reactions = activity::reactions(report.log).into_iter();
    let answered = shown
        .zip(reactions)
        .map(|((stage, at), reaction)| Answered {
            stage,
            at,
            reaction: reaction.map_or(Reaction::Never, Reaction::After),
        });
    answered.collect()
}
