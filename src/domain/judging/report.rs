//! A session as one reader may see it: what every page, list and comparison is made from. Scores stay blind: who has
//! a review of the session sees nobody else's marks before revealing them, and the candidate sees no review before
//! the own marks are done.

use super::review::Review;
use super::viewer::Viewer;
use crate::domain::content::design::{Design, RubricItem};
use crate::domain::session::Session;
use crate::domain::session::log::Log;

/// Whose marks a reader may see; by default nobody's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Visibility {
    /// The candidate's own marks.
    pub own: bool,
    /// The reviews of all coaches; else at most the reader's own.
    pub reviews: bool,
}

impl Visibility {
    /// What the writer of `mine` may see of a session; without a review of the reader's own, what the candidate may.
    pub fn of(session: &Session, design: Option<&Design>, mine: Option<&Review>) -> Self {
        match mine {
            Some(review) => {
                let revealed = review.revealed.is_some();
                Self {
                    own: revealed,
                    reviews: revealed,
                }
            }
            None => Self {
                own: true,
                reviews: is_debriefed(session, design),
            },
        }
    }
}

/// Whether the candidate has closed every stage that has a rubric.
pub fn is_debriefed(session: &Session, design: Option<&Design>) -> bool {
    let is_open = |(place, page): (usize, &crate::domain::session::stage_state::StageState)| {
        page.level.is_none() && !rubric(session, design, place).is_empty()
    };
    session.is_finished() && !session.stages.iter().enumerate().any(is_open)
}

/// The rubric of a stage of the plan; none where the design is not known or has none.
pub fn rubric<'a>(session: &Session, design: Option<&'a Design>, stage: usize) -> &'a [RubricItem] {
    let planned = session.head.plan.stages.get(stage);
    let stage = design
        .zip(planned)
        .and_then(|(design, planned)| design.stage(&planned.id));
    stage.map_or(&[], |stage| &stage.rubric)
}

/// Whether a coach has marked every item of every stage.
pub fn is_scored(session: &Session, design: Option<&Design>, review: &Review) -> bool {
    let mut stages = 0..session.stages.len();
    stages.all(|stage| review.is_scored(stage, rubric(session, design, stage).len()))
}

/// A session with what its reader may see.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    pub session: &'a Session,
    /// The design it ran with. Before the finish there is none: rubric and reference would give the answers away.
    pub design: Option<&'a Design>,
    pub log: &'a Log,
    pub sight: Visibility,
    reviews: &'a [Review],
    viewer: Viewer,
}

impl<'a> Report<'a> {
    /// The report for this reader.
    pub fn new(
        session: &'a Session,
        design: Option<&'a Design>,
        log: &'a Log,
        reviews: &'a [Review],
        viewer: Viewer,
    ) -> Self {
        let sight = match viewer {
            Viewer::Candidate => Visibility::of(session, design, None),
            Viewer::Coach { review } => (reviews.get(review))
                .map_or_else(Visibility::default, |own| {
                    Visibility::of(session, design, Some(own))
                }),
            Viewer::NewCoach => Visibility::default(),
        };
        Self {
            session,
            design: design.filter(|_| session.is_finished()),
            log,
            sight,
            reviews,
            viewer,
        }
    }

    /// The reviews that the reader may see.
    pub fn reviews(&self) -> impl Iterator<Item = &'a Review> + use<'a> {
        let (all, viewer) = (self.sight.reviews, self.viewer);
        let reviews = self.reviews.iter().enumerate();
        reviews
            .filter(move |(index, _)| all || viewer == Viewer::Coach { review: *index })
            .map(|(_, review)| review)
    }

    /// The rubric of a stage; none before the finish.
    pub fn rubric(&self, stage: usize) -> &'a [RubricItem] {
        rubric(self.session, self.design, stage)
    }

    /// The candidate's own level of a stage, where there is one and the reader may see it.
    pub fn own_level(&self, stage: usize) -> Option<u8> {
        let page = self.session.stages.get(stage).filter(|_| self.sight.own);
        page.and_then(|page| page.level)
    }

    /// "Next time I will ...", where the candidate wrote something and the reader may see own marks.
    pub fn next_time(&self) -> Option<&'a str> {
        let line = self.session.next_time.as_deref().filter(|_| self.sight.own);
        line.filter(|line| !line.is_empty())
    }

    /// A coach's level of a stage; none before the finish.
    pub fn level(&self, review: &Review, stage: usize) -> Option<u8> {
        let verdict = review.verdict(stage, self.rubric(stage));
        verdict.map(|verdict| verdict.level)
    }
}

#[cfg(test)]
mod tests;
