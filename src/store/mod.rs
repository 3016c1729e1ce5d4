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
mod checkpoint;
mod checkpoint_marks;
mod checkpoint_out;
mod coach;
mod effort;
mod error;
pub mod files;
mod form;
mod id;
mod journal;
mod library;
mod list;
mod lock;
mod open;
mod outside;
mod pack;
mod paths;
mod read;
mod recorder;
mod reviews;
mod scratch;
mod summary;
mod sync;
mod tape;
mod toml_marks;
mod toml_text;
mod trash;
mod unpack;
mod writer;

pub use coach::{Coach, Seen, keep_phrases, known as known_coaches, phrases};
pub use error::{Class, StoreError};
pub use id::{check_id, resolve, session_id};
pub use library::{DesignFile, design_files};
pub use list::{Listed, Listing, Unreadable, list, newest, unfinished};
pub use outside::{open_given, read_given, write_given, write_new, write_report};
pub use pack::{Packed, pack};
pub use paths::{Given, Paths};
pub use read::{Found, Source, Step, log, read, visit};
pub use recorder::{Recorder, SaveState};
pub use reviews::{Glance, KeptReview, ReviewFile, Scores, glance, reviews};
pub use scratch::Scratch;
pub use summary::{StageSummary, Status, Summary};
pub use trash::{bring_back, move_to_trash};
pub use unpack::{Arrived, Fate, Unpacked, unpack};
