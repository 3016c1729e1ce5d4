//! The reader of a session, which decides whose marks are visible.

/// The reader of one session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Viewer {
    /// The candidate of the interview.
    #[default]
    Candidate,
    /// A coach, who wrote the review with this index.
    Coach { review: usize },
    /// A coach without a review, who sees no marks at all.
    NewCoach,
}
