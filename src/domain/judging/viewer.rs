//! Who reads a session. It decides whose marks the reader may see.

/// The reader of one session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Viewer {
    /// Who sat the interview.
    #[default]
    Candidate,
    /// A coach, who wrote the review with this index.
    Coach { review: usize },
    /// A coach who has not begun a review: never taken for the candidate.
    NewCoach,
}

impl Viewer {
    /// A coach, with the index of the own review where there is one.
    pub fn coach(review: Option<usize>) -> Self {
        review.map_or(Self::NewCoach, |review| Self::Coach { review })
    }
}
