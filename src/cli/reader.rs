//! Who reads on this machine: scores stay blind to its coaches on the command line as on the screens.

use crate::app::failure::Failure;
use crate::store::{self, Coach, Listed, Paths};

/// The coaches of this machine; none where only a candidate is at home here.
pub struct Reader {
    coaches: Vec<Coach>,
}

impl Reader {
    pub fn on(paths: &Paths) -> Result<Self, Failure> {
        let coaches = store::known_coaches(&paths.state)?;
        Ok(Self { coaches })
    }

    /// Whether one of them wrote the review with this key.
    pub fn wrote(&self, key: &str) -> bool {
        self.coaches.iter().any(|coach| coach.key == key)
    }

    /// Whether they read this candidate's sessions as coaches: somebody reviews here, and nobody of that name.
    pub fn coaches(&self, candidate: &str) -> bool {
        !self.coaches.is_empty() && self.coaches.iter().all(|coach| coach.name != candidate)
    }

    /// Whether the candidate's own levels may be told in a list, by the desk's rule.
    pub fn sees_levels(&self, listed: &Listed) -> bool {
        if self.coaches.is_empty() || listed.summary.levels.is_empty() {
            return true;
        }
        let names = listed.review_files.iter();
        let mut own = names
            .filter_map(|name| store::glance(&listed.folder, name).ok())
            .filter(|glance| self.wrote(&glance.key))
            .peekable();
        if own.peek().is_none() {
            return !self.coaches(&listed.summary.candidate);
        }
        // Where two review on one machine, it is not known which of them reads.
        own.all(|glance| glance.complete || glance.revealed)
    }
}
