//! The rubric of a stage with all marks of each item.

use std::collections::BTreeMap;

use super::SessionFacts;
use crate::domain::judging::evidence::PlacedEvidence;
use crate::domain::judging::review::{CoachMark, Review};
use crate::domain::session::Session;
use crate::domain::session::stage_state::StageState;

/// A rubric item with its marks by everybody who marked anything in its stage and whose marks the reader may see.
pub struct MarkedItem<'a> {
    pub level: &'a str,
    pub look_for: &'a str,
    pub marks: Vec<(Marker, Judgment<'a>)>,
    /// What coaches say about the item.
    pub notes: Vec<(Marker, &'a str)>,
}

/// Who made a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marker {
    Candidate,
    /// The coach of the review at this index.
    Coach(usize),
}

/// One person's judgment of a rubric item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judgment<'a> {
    Shown(PlacedEvidence<'a>),
    NotShown,
    NotAssessed,
    Unmarked,
}

impl<'a> Judgment<'a> {
    pub fn word(self) -> &'static str {
        match self {
            Self::Shown(_) => "shown",
            Self::NotShown => "not shown",
            Self::NotAssessed => "not assessed",
            Self::Unmarked => "not marked",
        }
    }

    pub fn evidence(self) -> Option<PlacedEvidence<'a>> {
        match self {
            Self::Shown(evidence) => Some(evidence),
            Self::NotShown | Self::NotAssessed | Self::Unmarked => None,
        }
    }
}

impl<'a> MarkedItem<'a> {
    /// The judgment of one person; `None` if that person marked nothing in the stage.
    pub fn by(&self, marker: Marker) -> Option<Judgment<'a>> {
        let mark = self.marks.iter().find(|(by, _)| *by == marker);
        mark.map(|(_, judged)| *judged)
    }
}

impl<'a> SessionFacts<'a> {
    /// The rubric of a stage with everybody's marks; empty before the finish. If the design cannot be read, these are the
    /// items that somebody marked as shown, with the text stored in the mark.
    pub fn items(&self, stage: usize) -> Vec<MarkedItem<'a>> {
        let session = self.report.session;
        let Some(state) = session.stages.get(stage).filter(|_| session.is_finished()) else {
            return Vec::new();
        };
        let rubric = self.report.rubric(stage).iter().enumerate();
        let mut items: BTreeMap<usize, (&'a str, &'a str)> = rubric
            .map(|(index, item)| (index, (item.level.word(), item.look_for.as_str())))
            .collect();
        if items.is_empty() {
            items = self.items_marked_as_shown(stage, state);
        }
        let has_candidate = self.report.visibility.self_marks
            && (state.level.is_some() || !state.evidence.is_empty() || !state.not_shown.is_empty());
        let coaches = self.reviews.iter().enumerate();
        let coaches = coaches.filter(|(_, (_, review))| review.marks.contains_key(&stage));
        let items = items.into_iter().map(|(index, (level, look_for))| {
            let by_candidate = has_candidate.then(|| {
                (
                    Marker::Candidate,
                    judged_by_candidate(session, state, index),
                )
            });
            let by_coaches = coaches.clone().map(|(coach, (_, review))| {
                (
                    Marker::Coach(coach),
                    judged_by_coach(session, review, stage, index),
                )
            });
            let notes = self.reviews.iter().enumerate();
            let notes = notes.filter_map(|(coach, (_, review))| {
                Some((Marker::Coach(coach), review.note_of(stage, index)?))
            });
            MarkedItem {
                notes: notes.collect(),
                level,
                look_for,
                marks: by_candidate.into_iter().chain(by_coaches).collect(),
            }
        });
        items.collect()
    }

    /// The items that anybody marked as shown, with level and text as stored in the evidence.
    fn items_marked_as_shown(
        &self,
        stage: usize,
        state: &'a StageState,
    ) -> BTreeMap<usize, (&'a str, &'a str)> {
        let by_candidate = state.evidence.iter();
        let by_candidate = by_candidate.filter(|_| self.report.visibility.self_marks);
        let reviews = self.reviews.iter();
        let marks = reviews.filter_map(|(_, review)| review.marks.get(&stage));
        let by_coaches = marks.flatten().filter_map(|(index, mark)| match mark {
            CoachMark::Shown(evidence) => Some((index, evidence)),
            CoachMark::NotShown | CoachMark::NotAssessed => None,
        });
        let evidence = by_candidate.chain(by_coaches);
        evidence
            .map(|(index, evidence)| (*index, (&*evidence.level, &*evidence.look_for)))
            .collect()
    }

    /// The name of the person who made a mark.
    pub fn name(&self, marker: Marker) -> &str {
        match marker {
            Marker::Candidate => "self",
            Marker::Coach(review) => &self.reviews[review].0,
        }
    }
}

fn judged_by_candidate<'a>(session: &Session, state: &'a StageState, item: usize) -> Judgment<'a> {
    match state.evidence.get(&item) {
        Some(evidence) => Judgment::Shown(PlacedEvidence::of(evidence, session)),
        None if state.not_shown.contains(&item) => Judgment::NotShown,
        None => Judgment::Unmarked,
    }
}

fn judged_by_coach<'a>(
    session: &Session,
    review: &'a Review,
    stage: usize,
    item: usize,
) -> Judgment<'a> {
    match review.mark_of(stage, item) {
        Some(CoachMark::Shown(evidence)) => Judgment::Shown(PlacedEvidence::of(evidence, session)),
        Some(CoachMark::NotShown) => Judgment::NotShown,
        Some(CoachMark::NotAssessed) => Judgment::NotAssessed,
        None => Judgment::Unmarked,
    }
}
