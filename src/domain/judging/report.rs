//! A session as one reader may see it. Every page, list and comparison is made from this. Scores stay blind: a coach sees
//! nobody else's marks before revealing them, and the candidate sees no review before the self-score is complete. Nobody
//! but its coach sees a review that is not published.

use super::review::Review;
use super::viewer::Viewer;
use crate::domain::content::design::{Design, RubricItem};
use crate::domain::session::Session;
use crate::domain::session::log::Log;

/// Which marks a reader may see; by default none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Visibility {
    /// The candidate's self-score.
    pub self_marks: bool,
    /// The published reviews of all coaches; otherwise at most the reader's own.
    pub reviews: bool,
}

/// The stages with a rubric that the candidate has not closed yet, in order.
pub fn open_stages(session: &Session, design: Option<&Design>) -> impl Iterator<Item = usize> {
    let has_rubric = move |stage: &usize| !rubric(session, design, *stage).is_empty();
    let stages = session.stages.iter().enumerate();
    let without_level = stages.filter(|(_, state)| state.level.is_none());
    without_level.map(|(stage, _)| stage).filter(has_rubric)
}

/// Whether the candidate has closed every stage that has a rubric.
pub fn is_debriefed(session: &Session, design: Option<&Design>) -> bool {
    session.is_finished() && open_stages(session, design).next().is_none()
}

/// That the candidate read the coaches' messages early, in words; `None` if not. Say it wherever self levels are.
pub fn early_message(session: &Session) -> Option<String> {
    let stages = match session.message_opened? {
        1 => "1 stage".to_owned(),
        more => format!("{more} stages"),
    };
    Some(format!("saw the coach's message before scoring {stages}"))
}

/// The rubric of a stage of the plan; empty if the design is unknown or has none.
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

/// Whether others than its coach may ever see a review: the coach published it, and it says something.
pub fn is_public(is_published: bool, says_nothing: bool) -> bool {
    is_published && !says_nothing
}

/// Whether others than its coach may ever see this review.
pub fn is_published(review: &Review) -> bool {
    is_public(review.published.is_some(), review.says_nothing())
}

/// A session, its design and its reviews, as far as the reader may see them.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    pub session: &'a Session,
    /// The design of the interview. `None` before the finish, because rubric and reference would give the answers away.
    pub design: Option<&'a Design>,
    pub log: &'a Log,
    pub visibility: Visibility,
    reviews: &'a [Review],
    viewer: Viewer,
}

impl<'a> Report<'a> {
    /// The report for one reader.
    pub fn new(
        session: &'a Session,
        design: Option<&'a Design>,
        log: &'a Log,
        reviews: &'a [Review],
        viewer: Viewer,
    ) -> Self {
        let visibility = match viewer {
            Viewer::Candidate => Visibility {
                self_marks: true,
                reviews: is_debriefed(session, design),
            },
            Viewer::Coach { review } => {
                let own = reviews.get(review);
                let revealed = own.is_some_and(|review| review.revealed.is_some());
                Visibility {
                    self_marks: revealed,
                    reviews: revealed,
                }
            }
            Viewer::NewCoach => Visibility::default(),
        };
        Self {
            session,
            design: design.filter(|_| session.is_finished()),
            log,
            visibility,
            reviews,
            viewer,
        }
    }

    /// The reviews that the reader may see.
    pub fn reviews(&self) -> impl Iterator<Item = &'a Review> + use<'a> {
        let (all, viewer) = (self.visibility.reviews, self.viewer);
        let reviews = self.reviews.iter().enumerate();
        reviews
            .filter(move |(index, review)| {
                viewer == Viewer::Coach { review: *index } || all && is_published(review)
            })
            .map(|(_, review)| review)
    }

    /// The rubric of a stage; empty before the finish.
    pub fn rubric(&self, stage: usize) -> &'a [RubricItem] {
        rubric(self.session, self.design, stage)
    }

    /// The self-scored level of a stage, if there is one and the reader may see it.
    pub fn self_level(&self, stage: usize) -> Option<u8> {
        let state = self
            .session
            .stages
            .get(stage)
            .filter(|_| self.visibility.self_marks);
        state.and_then(|state| state.level)
    }

    /// The line "Next time I will ...", if there is one and the reader may see the self-score.
    pub fn next_time(&self) -> Option<&'a str> {
        let line = self
            .session
            .next_time
            .as_deref()
            .filter(|_| self.visibility.self_marks);
        line.filter(|line| !line.is_empty())
    }

    /// That the candidate read the coaches' messages early, if the reader may see the self-score.
    pub fn early_message(&self) -> Option<String> {
        early_message(self.session).filter(|_| self.visibility.self_marks)
    }

    /// A coach's level of a stage; `None` before the finish.
    pub fn level(&self, review: &Review, stage: usize) -> Option<u8> {
        let verdict = review.verdict(stage, self.rubric(stage));
        verdict.map(|verdict| verdict.level)
    }
}

#[cfg(test)]
mod tests;
