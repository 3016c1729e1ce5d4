//! Who reads sessions on this machine. The command line and the screens hide the same marks from coaches.

use std::slice;

use crate::domain::judging::viewer::Viewer;
use crate::domain::names;
use crate::store::{self, Coach, Glance, Listed, Paths, StoredReview, Which};

/// The person who reads a session.
#[derive(Debug)]
pub enum Reader {
    Candidate,
    Coach(Coach),
    /// Whoever runs commands on this machine.
    Machine(MachineReaders),
}

/// The people who run commands on one machine: one of its coaches, or the candidate where no coach reviews sessions of
/// others here, or the session is of somebody who sits here.
#[derive(Debug, Default)]
pub struct MachineReaders {
    pub coaches: Vec<Coach>,
    /// Those who review sessions of others.
    pub reviewers: Vec<Coach>,
    /// The candidate who practices here.
    pub own: Option<String>,
}

impl Reader {
    /// The reader of the command line, where this candidate practices, and a remark if the list of the machine's coaches is
    /// lost.
    pub fn on(paths: &Paths, own: &str) -> (Self, Option<String>) {
        let (coaches, remark) = store::known_coaches(&paths.state, Which::All);
        let readers = MachineReaders {
            coaches,
            reviewers: store::known_coaches(&paths.state, Which::Reviewers).0,
            own: Some(own.to_owned()),
        };
        (Self::Machine(readers), remark)
    }

    /// The reader's role for a session of this candidate with these reviews. Of several reviews by the machine's
    /// coaches, one without a reveal of other marks counts first, then the one that was changed last.
    pub fn viewer(&self, candidate: &str, reviews: &[StoredReview]) -> Viewer {
        if self.is_own(candidate) {
            return Viewer::Candidate;
        }
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
            || self.is_own(candidate)
            || listed.summary.levels.is_empty()
            || self.may_see_levels(candidate, &self.own_glances(listed))
    }

    /// Whether this reader may see the self levels of a candidate, given the reader's own reviews of the session.
    pub fn may_see_levels(&self, candidate: &str, own: &[Glance]) -> bool {
        if own.is_empty() || self.is_own(candidate) {
            return !self.coaches_candidate(candidate);
        }
        // With two coaches on one machine it is not known which of them reads.
        own.iter().all(|glance| glance.complete || glance.revealed)
    }

    /// The reader's own reviews of a session. The key in a file tells, since a coach may have had another name.
    pub fn own_glances(&self, listed: &Listed) -> Vec<Glance> {
        let glances = store::glances(&listed.folder, &listed.review_files).into_iter();
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
            Self::Machine(readers) => &readers.coaches,
        }
    }

    /// Whether the candidate is the one who practices on the machine of the command line.
    fn is_own(&self, candidate: &str) -> bool {
        match self {
            Self::Machine(MachineReaders { own: Some(own), .. }) => names::is_same(own, candidate),
            _ => false,
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
            Self::Machine(readers) => {
                let mut reviewers = readers.reviewers.iter();
                !readers.reviewers.is_empty()
                    && !self.is_own(candidate)
                    && reviewers.all(|coach| !names::is_same(&coach.name, candidate))
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
            let coaches: Vec<Coach> = coaches.iter().map(|coach| (*coach).clone()).collect();
            Reader::Machine(MachineReaders {
                reviewers: coaches.clone(),
                coaches,
                own: None,
            })
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
    fn own_marks_are_not_hidden_from_who_only_looked_at_reviews_or_practices_here() {
        let ada = coach("ada");
        let machine = |reviewers: &[&Coach], own: Option<&str>| {
            Reader::Machine(MachineReaders {
                coaches: vec![ada.clone()],
                reviewers: reviewers.iter().map(|coach| (*coach).clone()).collect(),
                own: own.map(str::to_owned),
            })
        };
        for (reader, candidate) in [
            // Nobody has reviewed a session of somebody else.
            (machine(&[], None), Viewer::Candidate),
            (machine(&[&ada], None), Viewer::NewCoach),
            // Who practices here is sam.
            (machine(&[&ada], Some("Sam")), Viewer::Candidate),
            (machine(&[&ada], Some("kim")), Viewer::NewCoach),
        ] {
            assert_eq!(reader.viewer("sam", &[]), candidate, "{reader:?}");
            let sees = candidate == Viewer::Candidate;
            assert_eq!(reader.may_see_levels("sam", &[]), sees, "{reader:?}");
        }
        let own = machine(&[&ada], Some("sam"));
        assert_eq!(own.viewer("sam", &[review(&ada, false)]), Viewer::Candidate);
    }

    #[test]
    fn of_two_reviews_on_one_machine_the_one_without_a_reveal_decides() {
        let (ada, grace) = (coach("ada"), coach("grace"));
        let reviews = [review(&ada, false), review(&grace, true)];
        let reader = Reader::Machine(MachineReaders {
            coaches: vec![ada, grace],
            ..MachineReaders::default()
        });
        assert_eq!(reader.viewer("sam", &reviews), Viewer::Coach { review: 0 });
    }
}
