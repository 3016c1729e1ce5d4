//! Creates a session: its folder and the files that exist before anything is recorded. Syncing happens in the background,
//! so that the first frame does not wait for the disk.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::id::check_id;
use super::lock::Lock;
use super::read::DESIGN;
use super::recorder::Recorder;
use crate::domain::session::Session;
use crate::domain::session::event::Head;
use crate::store::error::StoreError;
use crate::store::files;
use crate::store::log::checkpoint::Compacted;
use crate::store::log::writer::Writer;

impl Recorder {
    /// Creates the folder and the files of a new session. The first `append` writes the head.
    ///
    /// # Errors
    /// When the id is invalid or taken, or the files cannot be created.
    pub fn create(sessions: &Path, head: &Head, design_text: &str) -> Result<Self, StoreError> {
        let folder = sessions.join(check_id(&head.id)?);
        let mut new_paths = files::make_folders_unsynced(sessions)?;
        files::refuse_existing(&folder)?;
        files::create_folder_unsynced(&folder)?;
        new_paths.push(sessions.to_owned());
        fill(&folder, head, design_text, new_paths).inspect_err(|_| {
            // Nothing was recorded in the folder yet.
            let _ = std::fs::remove_dir_all(&folder);
        })
    }
}

fn fill(
    folder: &Path,
    head: &Head,
    design_text: &str,
    mut new_paths: Vec<PathBuf>,
) -> Result<Recorder, StoreError> {
    let lock = Lock::take(folder, &head.wall)?;
    let design = folder.join(DESIGN);
    files::create_new(&design)?
        .write_all(design_text.as_bytes())
        .map_err(StoreError::io("write", &design))?;
    new_paths.push(design);
    let session = Session::new(head.clone());
    let writer = Writer::begin(folder, 1, 0, &session, new_paths)?;
    let (compacted, other) = (Compacted::default(), toml::Table::new());
    let design_text = Some(design_text.to_owned());
    Ok(Recorder::over(
        folder,
        lock,
        writer,
        compacted,
        design_text,
        other,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::interview::{ClockReading, Interview};
    use crate::domain::session::log::tests::head;
    use crate::store::files::tests::SYNCS;

    #[test]
    fn a_session_is_started_recorded_and_saved_without_a_wait_for_the_disk() {
        let dir = tempfile::tempdir().unwrap();
        let head = head(&["One"]);
        let now = ClockReading {
            awake: std::time::Duration::ZERO,
            boot: std::time::Duration::ZERO,
            wall: head.wall,
        };
        let sessions = dir.path().join("new/sessions");
        let before = SYNCS.get();
        let mut recorder = Recorder::create(&sessions, &head, "").unwrap();
        let mut interview = Interview::start(head, now);
        recorder.append(&interview.take_outbox(), interview.session());
        recorder.checkpoint(interview.session(), |_| String::new());
        assert_eq!(SYNCS.get(), before);
        recorder.close();
    }
}
