//! Removes the temporary files that killed programs left in the folders of state, settings and assignments. Those in a
//! session's folder are removed when it is opened.

use std::time::{Duration, SystemTime};

use super::files;
use super::paths::Paths;
use crate::domain::session::event::Wall;

/// A file that is younger may be another program's that is writing now.
const AGE: Duration = Duration::from_secs(3600);

/// Removes what is an hour old. A file that cannot be removed only takes space.
pub fn sweep(paths: &Paths, now: &Wall) {
    let now = SystemTime::from(*now);
    let assignments = paths.assignments();
    for folder in [&paths.state, &paths.config, &assignments] {
        for entry in files::entries(folder).into_iter().flatten() {
            let name = entry.file_name();
            let is_temporary = name.to_string_lossy().starts_with(files::TEMPORARY);
            let about = entry.metadata().ok();
            let about = about.filter(|about| is_temporary && about.is_file());
            let written = about.and_then(|about| about.modified().ok());
            let age = written.and_then(|written| now.duration_since(written).ok());
            if age.is_some_and(|age| age >= AGE) {
                let _ = std::fs::remove_file(entry.path());
            }
        }
    }
}
