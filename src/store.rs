//! Sessions, designs and folders on disk: the only floor that opens, writes, locks or moves files for the library.
//! It knows the domain's values and the bytes of `docs/format.md`; no screen, no content checks, no clock: walls and
//! random numbers are handed in.
//!
//! ```text
//! Paths ── where everything is         Recorder ── the one writer of a session: folder, lock, journal, checkpoint
//! resolve ── a word to a folder        read ── the one reader: journal and checkpoint to a Session, with remarks
//! list, unfinished ── many summaries   log ── the journal's entries in order, for replay
//! ```

mod archive;
mod effort;
mod error;
pub mod files;
mod form;
mod library;
mod log;
mod paths;
mod reviews;
mod scratch;
mod session;
mod toml_marks;
mod toml_text;
mod user_files;

pub use archive::pack::{Packed, pack};
pub use archive::unpack::{Arrived, Fate, Unpacked, unpack};
pub use error::{Class, StoreError};
pub use library::{DesignFile, design_files};
pub use paths::{Given, Paths};
pub use reviews::coach::{Coach, Seen, keep_phrases, known as known_coaches, phrases};
pub use reviews::{Glance, KeptReview, ReviewFile, Scores, glance, reviews};
pub use scratch::Scratch;
pub use session::id::{check_id, resolve, session_id};
pub use session::list::{Listed, Listing, Unreadable, list, newest, unfinished};
pub use session::read::{Found, Source, Step, log, read, visit};
pub use session::recorder::{Recorder, SaveState};
pub use session::summary::{StageSummary, Status, Summary};
pub use session::trash::{bring_back, move_to_trash};
pub use user_files::{open_given, read_given, write_given, write_new, write_report};
