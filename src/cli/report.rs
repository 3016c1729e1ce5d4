//! What a report of a session is made from, read in one place for `show` and `export`.

use std::path::Path;
use std::time::Duration;

use super::reader::Reader;
use super::{open_session, say};
use crate::app::failure::{Code, Failure};
use crate::content::{self, Origin};
use crate::domain::content::design::Design;
use crate::domain::judging::report::Report;
use crate::domain::judging::review::Review;
use crate::domain::session::Session;
use crate::domain::session::log::Log;
use crate::store::{self, Paths};

/// A session with its design, its log and its reviews.
pub struct Record {
    pub session: Session,
    design: Option<Design>,
    log: Log,
    reviews: Vec<Review>,
    /// Which of them is the reader's own.
    mine: Option<usize>,
}

impl Record {
    /// Reads the session that a word on the command line means, and tells what was the matter with it.
    pub fn open(paths: &Paths, words: &str) -> Result<Self, Failure> {
        let found = open_session(paths, words)?;
        // A session whose journal is lost has its checkpoint; only what the log alone knows is missing then.
        let log = store::log(&found.folder).unwrap_or_else(|_| {
            say("note: no journal to read, so there is no replay and no silence to tell of");
            Log::default()
        });
        let (reviews, mine) = reviews_of(paths, &found.folder, &found.session)?;
        Ok(Self {
            design: found.design_text.as_deref().and_then(told_design),
            session: found.session,
            log,
            reviews,
            mine,
        })
    }

    /// As it stood at a moment: the same fold, over the events up to then, before anybody reviewed it.
    ///
    /// # Errors
    /// When there is no journal to know it from.
    pub fn stood_at(self, moment: Duration) -> Result<Self, Failure> {
        if self.log.entries().is_empty() {
            let id = &self.session.head.id;
            let message = format!("`{id}` has no journal, which alone knows how it stood earlier");
            return Err(Failure::new(Code::Failed, message)
                .hint("without `--at` it is shown as its checkpoint has it"));
        }
        let log = self.log.until(moment);
        let mut session = Session::new(self.session.head.clone());
        for place in 0..log.entries().len() {
            log.fold(place, &mut session);
        }
        Ok(Self {
            session,
            design: self.design,
            log,
            reviews: Vec::new(),
            mine: None,
        })
    }

    pub fn report(&self) -> Report<'_> {
        let design = self.design.as_ref();
        Report::new(&self.session, design, &self.log, &self.reviews, self.mine)
    }
}

/// The reviews in a session's folder, and which of them is the reader's own: one that a coach of this machine wrote, of
/// several one that has not revealed others' marks yet, then the one changed last. What is kept from that coach is
/// said.
fn reviews_of(
    paths: &Paths,
    folder: &Path,
    session: &Session,
) -> Result<(Vec<Review>, Option<usize>), Failure> {
    let (kept, remarks) = store::reviews(folder, session);
    for remark in &remarks {
        say(&format!("note: {remark}"));
    }
    let reader = Reader::on(paths)?;
    let own = kept.iter().enumerate();
    let own = own.filter(|(_, kept)| reader.wrote(&kept.key));
    let mine = own
        .max_by_key(|(_, kept)| (kept.review.revealed.is_none(), kept.review.changed))
        .map(|(place, _)| place);
    // A coach who has said nothing yet has no place among the reviews, and is not taken for the candidate.
    let unsaid = reader
        .coaches(&session.head.candidate)
        .then_some(kept.len());
    let mine = mine.or(unsaid);
    let is_blind = |mine: usize| {
        kept.get(mine)
            .is_none_or(|kept| kept.review.revealed.is_none())
    };
    if mine.is_some_and(is_blind) {
        say(
            "note: the marks of the candidate and of other coaches are left out: you review here, and have not revealed them",
        );
    }
    Ok((kept.into_iter().map(|kept| kept.review).collect(), mine))
}

/// The session's copy of its design; that it cannot be read is said.
fn told_design(text: &str) -> Option<Design> {
    let read = design(text);
    if read.is_none() {
        say(
            "note: the session's copy of its design has mistakes: rubric and reference are left out",
        );
    }
    read
}

/// The session's copy of its design, where it can be read.
fn design(text: &str) -> Option<Design> {
    let read = content::read_design("design.toml", text, Origin::Copy);
    read.ok().map(|(design, _)| design)
}
