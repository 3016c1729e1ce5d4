//! Who reads sessions on this machine. The command line and the screens hide the same marks from coaches.

use std::slice;

use crate::domain::judging::viewer::Viewer;
use crate::domain::names;
use crate::store::{self, Coach, Glance, Listed, Paths, StoredReview};

/// The person who reads a session.
#[derive(Debug)]
pub enum Reader {
    Candidate,
    Coach(Coach),
    /// Whoever runs commands on this machine: one of its coaches, or the candidate where no coach reviews here or a coach
    /// has the candidate's name.
    Machine(Vec<Coach>),
}

impl Reader {
    /// The reader of the command line, and a remark if the list of the machine's coaches is lost.
    pub fn on(paths: &Paths) -> (Self, Option<String>) {
        let (coaches, remark) = store::known_coaches(&paths.state);
        (Self::Machine(coaches), remark)
    }

    /// The reader's role for a session of this candidate with these reviews. Of several reviews by the machine's
    /// coaches, one without a reveal of other marks counts first, then the one that was changed last.
    pub fn viewer(&self, candidate: &str, reviews: &[StoredReview]) -> Viewer {
        let own = reviews.iter().enumerate();
        let own = own.filter(|(_, stored)| self.wrote(&stored.key));
        let own =
            own.max_by_key(|(_, stored)| (stored.review.revealed.is_none(), stored.review.changed));
        match own {
            Some((review, _)) => Viewer::Coach { review },
            None if self.coaches_candidate(candidate) => Viewer::NewCoach,
            None => Viewer::Candidate,
        }
    }

    /// Whether a list may show the candidate's self levels to this reader.
    pub fn sees_levels(&self, listed: &Listed) -> bool {
        let candidate = &listed.summary.candidate;
        self.coaches().is_empty()
            || listed.summary.levels.is_empty()
            || self.may_see_levels(candidate, &self.own_glances(listed))
    }

    /// Whether this reader may see the self levels of a candidate, given the reader's own reviews of the session.
    pub fn may_see_levels(&self, candidate: &str, own: &[Glance]) -> bool {
        if own.is_empty() {
            return !self.coaches_candidate(candidate);
        }
        // With two coaches on one machine it is not known which of them reads.
        own.iter().all(|glance| glance.complete || glance.revealed)
    }

    /// The reader's own reviews of a session. Only files with a matching name are opened.
    pub fn own_glances(&self, listed: &Listed) -> Vec<Glance> {
        let slugs: Vec<String> = self.coaches().iter().map(Coach::slug).collect();
        let is_theirs = |name: &&String| slugs.iter().any(|slug| name.starts_with(slug));
        let theirs: Vec<String> = (listed.review_files.iter().filter(is_theirs))
            .cloned()
            .collect();
        let glances = store::glances(&listed.folder, &theirs).into_iter();
        glances.filter(|glance| self.wrote(&glance.key)).collect()
    }

    /// What a list shows of the reviews of a session: of the reader's own ones, and of those that others published.
    pub fn glances(&self, listed: &Listed) -> (Vec<Glance>, Vec<Glance>) {
        let all = store::glances(&listed.folder, &listed.review_files).into_iter();
        let (own, others): (Vec<Glance>, Vec<Glance>) =
            all.partition(|glance| self.wrote(&glance.key));
        (
            own,
            (others.into_iter().filter(|glance| glance.is_public)).collect(),
        )
    }

    fn coaches(&self) -> &[Coach] {
        match self {
            Self::Candidate => &[],
            Self::Coach(coach) => slice::from_ref(coach),
            Self::Machine(coaches) => coaches,
        }
    }

    fn wrote(&self, key: &str) -> bool {
        self.coaches().iter().any(|coach| coach.key == key)
    }

    /// Whether the reader is a coach for the sessions of this candidate.
    fn coaches_candidate(&self, candidate: &str) -> bool {
        match self {
            Self::Candidate => false,
            Self::Coach(_) => true,
            Self::Machine(coaches) => {
                !coaches.is_empty()
                    && coaches
                        .iter()
                        .all(|coach| !names::is_same(&coach.name, candidate))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::judging::review::Review;

    fn coach(name: &str) -> Coach {
        Coach {
            name: name.into(),
            digits: "0000".into(),
            key: format!("key of {name}"),
        }
    }

    /// A review by this coach, with or without a reveal of other marks.
    fn review(coach: &Coach, is_revealed: bool) -> StoredReview {
        let mut review = Review::new(&coach.name);
        if is_revealed {
            let now = chrono::DateTime::parse_from_rfc3339("2026-11-23T14:05:12+01:00");
            review.reveal(true, now.unwrap());
        }
        StoredReview {
            name: String::new(),
            key: coach.key.clone(),
            review,
        }
    }

    #[test]
    fn a_reader_is_a_coach_by_name_and_by_review() {
        let (ada, sam) = (coach("ada"), coach("sam"));
        let machine = |coaches: &[&Coach]| {
            Reader::Machine(coaches.iter().map(|coach| (*coach).clone()).collect())
        };
        let by_ada = [review(&sam, false), review(&ada, false)];
        // The viewer of a session of candidate sam, with no review and with two.
        for (reader, without, with) in [
            (Reader::Candidate, Viewer::Candidate, Viewer::Candidate),
            (
                Reader::Coach(ada.clone()),
                Viewer::NewCoach,
                Viewer::Coach { review: 1 },
            ),
            (machine(&[]), Viewer::Candidate, Viewer::Candidate),
            (
                machine(&[&ada]),
                Viewer::NewCoach,
                Viewer::Coach { review: 1 },
            ),
            (
                machine(&[&ada, &sam]),
                Viewer::Candidate,
                Viewer::Coach { review: 1 },
            ),
        ] {
            assert_eq!(reader.viewer("sam", &[]), without, "{reader:?}");
            assert_eq!(reader.viewer("sam", &by_ada), with, "{reader:?}");
        }
    }

    #[test]
    fn of_two_reviews_on_one_machine_the_one_without_a_reveal_decides() {
        let (ada, grace) = (coach("ada"), coach("grace"));
        let reviews = [review(&ada, false), review(&grace, true)];
        let reader = Reader::Machine(vec![ada, grace]);
        assert_eq!(reader.viewer("sam", &reviews), Viewer::Coach { review: 0 });
    }
}
