//! Copies a session to another folder when its own cannot be written or belongs to another program now. The copy is made
//! from memory and from the open journal, so that the folder may be gone.

use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

use super::id::check_id;
use super::origin::{ORIGIN, PREFIX};
use super::read::DESIGN;
use super::recorder::{NotesPage, Recorder};
use super::rescued;
use crate::domain::session::Session;
use crate::store::error::StoreError;
use crate::store::files;
use crate::store::log::codec;
use crate::store::log::writer::Writer;
use crate::store::paths::Paths;

/// How long a rescue waits for the disk to confirm the copy.
const SYNC_TIMEOUT: Duration = Duration::from_millis(300);

impl Recorder {
    /// Writes a copy of the session into another sessions folder. Returns the copy's folder, which did not exist before.
    ///
    /// # Errors
    /// When the copy cannot be written; then nothing is left of it.
    pub fn rescue(
        &self,
        sessions: &Path,
        session: &Session,
        page: NotesPage,
    ) -> Result<PathBuf, StoreError> {
        self.rescue_to(sessions, session, page, SYNC_TIMEOUT)
    }

    fn rescue_to(
        &self,
        sessions: &Path,
        session: &Session,
        page: NotesPage,
        patience: Duration,
    ) -> Result<PathBuf, StoreError> {
        let folder = sessions.join(check_id(&session.head.id)?);
        files::make_folders_unsynced(sessions)?;
        files::create_folder_unsynced(&folder)?;
        let copied = self.copy_to(&folder, session, page);
        let written = copied.inspect_err(|_| {
            // The folder is new and holds only this copy.
            let _ = std::fs::remove_dir_all(&folder);
        })?;
        rescued::list_again();
        sync_in_time(&folder, written, patience);
        Ok(folder)
    }

    /// Writes a copy of the session to the first of the rescue folders that takes it: in the state folder, in the home
    /// folder, else in a new folder with a random name among the temporary files. With `is_last` it waits a moment for the
    /// disk.
    ///
    /// # Errors
    /// Why the last of them cannot be written.
    pub fn rescue_anywhere(
        &self,
        paths: &Paths,
        session: &Session,
        page: NotesPage,
        is_last: bool,
    ) -> Result<PathBuf, StoreError> {
        let patience = if is_last {
            SYNC_TIMEOUT
        } else {
            Duration::ZERO
        };
        let places = places(paths, &session.head.id).into_iter();
        // A link in the place of the folder may lead anywhere.
        let is_safe =
            |place: &PathBuf| place.symlink_metadata().is_err() || files::is_own_folder(place);
        let places = places.filter(is_safe);
        let mut rescued =
            places.map(|sessions| self.rescue_to(&sessions, session, page, patience).ok());
        if let Some(folder) = rescued.find_map(|folder| folder) {
            return Ok(folder);
        }
        let above = &paths.temporary;
        let mut random = tempfile::Builder::new();
        let private = std::fs::Permissions::from_mode(files::FOLDER_MODE);
        let random = random.prefix(PREFIX).permissions(private).tempdir_in(above);
        let random = random.map_err(StoreError::io("create a folder in", above))?;
        let folder = self.rescue_to(random.path(), session, page, patience)?;
        let _ = random.keep();
        Ok(folder)
    }

    /// Writes the files of the copy; returns their paths.
    fn copy_to(
        &self,
        folder: &Path,
        session: &Session,
        page: NotesPage,
    ) -> Result<Vec<PathBuf>, StoreError> {
        let mut written = Vec::new();
        let mut put = |name: &str, bytes: &[u8]| {
            let path = folder.join(name);
            files::replace_with(&path, bytes, false)?;
            written.push(path);
            Ok(bytes.len() as u64)
        };
        let mut journal_bytes = 0;
        let number = self.writer.number();
        let earlier = codec::files(self.folder()).unwrap_or_default().into_iter();
        for (earlier, path) in earlier.filter(|(earlier, _)| *earlier < number) {
            // What cannot be read is left out: the checkpoint has its events and the notes.
            if let Ok(bytes) = files::read_bytes(&path, codec::FILE_LIMIT) {
                journal_bytes += put(&codec::file_name(earlier), &bytes)?;
            }
        }
        let lines = self.writer.lines();
        let lines = lines.unwrap_or_else(|_| Writer::notes_alone(session));
        journal_bytes += put(&codec::file_name(number), &lines)?;
        if let Some(design) = &self.design_text {
            put(DESIGN, design.as_bytes())?;
        }
        put(ORIGIN, self.origin.as_os_str().as_bytes())?;
        let snapshot = self.snapshot(session, page, journal_bytes);
        snapshot.write_with(|name, bytes| put(name, bytes).map(drop))?;
        Ok(written)
    }
}

/// The sessions folders that a rescued session is written to and looked for in, in this order. Each is the user's own.
fn places(paths: &Paths, id: &str) -> Vec<PathBuf> {
    let near_home = paths.user_home.iter();
    let near_home = near_home.map(|home| home.join(rescued::rescue_name(id)));
    std::iter::once(paths.rescued()).chain(near_home).collect()
}

/// Syncs the files and their folders in the background, and waits only a moment: a disk that hangs must not keep the
/// program from ending.
fn sync_in_time(folder: &Path, mut written: Vec<PathBuf>, patience: Duration) {
    let folders = folder.ancestors().take(3).map(Path::to_owned);
    written.extend(folders);
    let (sender, done) = mpsc::channel();
    let sync = move || {
        for path in written {
            // The copy is the last resort: there is nobody left to tell.
            let _ = files::sync(&path);
        }
        let _ = sender.send(());
    };
    if std::thread::Builder::new().spawn(sync).is_ok() {
        let _ = done.recv_timeout(patience);
    }
}
