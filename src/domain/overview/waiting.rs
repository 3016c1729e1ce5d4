//! The finished session whose debrief waits for the candidate: a coach's review came, or it is not scored.

use crate::domain::session::event::Wall;

/// A finished session whose debrief waits for the candidate. Its texts are sanitized.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingDebrief {
    /// The session's id.
    pub session: String,
    /// The design's title, or that it is a drill of the design.
    pub title: String,
    pub news: News,
}

/// What is to be read or done in a debrief.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// The session is not scored by the candidate; until then nothing of its reviews is said but how many there are.
    Unscored { reviews: usize },
    /// Reviews of a scored session.
    Reviewed {
        /// Who wrote them.
        coaches: Vec<String>,
        /// The goal for the next session of the review that was published last with one.
        goal: Option<String>,
    },
}

/// A published review, as lists know it.
#[derive(Debug, Clone)]
pub struct KnownReview {
    pub coach: String,
    pub published: Option<Wall>,
    pub goal: Option<String>,
}

impl News {
    /// The news of a finished session with these published reviews; `None` where nothing waits. `latest` is the start of
    /// the candidate's latest finished session: a goal is for the session after the review, so a review counts as news
    /// until a later session is finished, and without a review only the latest session is offered for its scores.
    pub fn of(
        (started, latest): (Wall, Wall),
        is_scored: bool,
        mut reviews: Vec<KnownReview>,
    ) -> Option<Self> {
        let is_latest = started >= latest;
        if !is_scored {
            let reviews = reviews.len();
            return (is_latest || reviews > 0).then_some(Self::Unscored { reviews });
        }
        reviews.retain(|review| is_latest || review.published.is_some_and(|at| at > latest));
        reviews.sort_by_key(|review| review.published);
        let goal = reviews.iter().rev().find_map(|review| review.goal.clone());
        let coaches: Vec<String> = reviews.into_iter().map(|review| review.coach).collect();
        (!coaches.is_empty()).then_some(Self::Reviewed { coaches, goal })
    }

    /// `reviewed by Kim`, `1 review came: score first`, `not scored`.
    pub fn describe(&self) -> String {
        match self {
            Self::Unscored { reviews: 0 } => "not scored".to_owned(),
            Self::Unscored { reviews: 1 } => "1 review came: score first".to_owned(),
            Self::Unscored { reviews } => format!("{reviews} reviews came: score first"),
            Self::Reviewed { coaches, .. } => format!("reviewed by {}", coaches.join(", ")),
        }
    }

    /// The same in a word or two.
    pub fn describe_briefly(&self) -> &'static str {
        match self {
            Self::Unscored { reviews: 0 } => "not scored",
            Self::Unscored { .. } => "review came",
            Self::Reviewed { .. } => "reviewed",
        }
    }

    /// The goal that a coach set for the next session.
    pub fn goal(&self) -> Option<&str> {
        match self {
            Self::Unscored { .. } => None,
            Self::Reviewed { goal, .. } => goal.as_deref(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> Wall {
        format!("2026-11-{day:02}T10:00:00+00:00")
            .parse()
            .expect("a time")
    }

    fn review(published: u32, goal: Option<&str>) -> KnownReview {
        KnownReview {
            coach: "Kim".into(),
            published: Some(day(published)),
            goal: goal.map(str::to_owned),
        }
    }

    fn news(
        started: u32,
        is_scored: bool,
        reviews: &[KnownReview],
    ) -> Option<(String, Option<String>)> {
        let news = News::of((day(started), day(20)), is_scored, reviews.to_vec())?;
        Some((news.describe(), news.goal().map(str::to_owned)))
    }

    #[test]
    fn before_the_self_scores_only_the_number_of_reviews_is_said() {
        let reviews = [review(21, Some("ask first")), review(22, None)];
        let words = |reviews: &[KnownReview]| news(20, false, reviews);
        assert_eq!(words(&[]), Some(("not scored".into(), None)));
        let one = "1 review came: score first";
        assert_eq!(words(&reviews[..1]), Some((one.into(), None)));
        let two = "2 reviews came: score first";
        assert_eq!(words(&reviews), Some((two.into(), None)));
    }

    #[test]
    fn a_review_is_news_until_a_later_session_is_finished() {
        let goal = Some("ask first".to_owned());
        let told = Some(("reviewed by Kim".to_owned(), goal));
        assert_eq!(news(20, true, &[review(21, Some("ask first"))]), told);
        // Of an earlier session, but it came since.
        assert_eq!(news(10, true, &[review(21, Some("ask first"))]), told);
        assert_eq!(news(10, true, &[review(15, Some("ask first"))]), None);
        assert_eq!(news(20, true, &[]), None);
        // What was never scored still waits for it.
        assert!(news(10, false, &[review(15, None)]).is_some());
        assert_eq!(news(10, false, &[]), None);
    }
}
