//! Sessions, designs and settings on disk. Only this layer opens, writes, locks or moves files. The caller passes in wall
//! times and random numbers. `docs/format.md` describes the files of a session.
//!
//! ```text
//! Paths     where everything is               Recorder          the one writer of a session
//! find      the folder of a named session     read              a session from its journal and checkpoint
//! list_with_rescued  many summaries           log, visit        the journal's entries in order
//! ```

mod archive;
mod assignments;
mod calibration;
mod cards;
mod config;
mod disk;
mod error;
pub mod files;
mod library;
mod log;
mod paths;
mod rescue_folder;
mod reviews;
mod scratch;
mod session;
mod soon;
mod state;
mod sweep;
mod sync_log;
mod toml_file;
mod user_files;

pub use archive::merge::{Fate, Merged, Record};
pub use archive::pack::{Packed, pack, pack_record};
pub use archive::unpack::{Arrived, Expected, Unpacked, unpack, unpack_expected};
pub use assignments::{
    ASSIGNMENT_LIMIT, AddedAssignment, add_assignment, assignment_text, assignments, is_assignment,
    parse_assignment,
};
pub use calibration::{CalibrationFiles, CalibrationResult, is_calibration};
pub use cards::{card_schedule, save_cards};
pub use config::{create_settings, keep_phrases, phrases, settings_file, settings_text};
pub use error::{Class, StoreError};
pub use library::{DesignFile, design_files};
pub use paths::{Given, Paths};
pub use rescue_folder::rescue_folder;
pub use reviews::{
    Glance, PublicReview, ReviewCopy, ReviewFile, Scores, StoredReview, command_to_bring, glance,
    glances, published, receive_review, rescue_folder_for_reviews, reviews,
};
pub use scratch::{LeftScratch, Scratch};
pub use session::delete::{delete, restore};
pub use session::id::{check_id, session_id};
pub use session::known::{
    beside, find, find_free, folder_of, is_latest, list_with_rescued, newest_with_rescued,
    rescued_folders,
};
pub use session::list::{
    Listed, SessionListing, Unreadable, in_parallel, list, newest, session_folders,
};
pub use session::lock::is_held as is_open;
pub use session::read::{ReadFrom, ScanStep, StoredSession, read, read_state, visit};
pub use session::recorder::{NotesPage, Recorder, SaveState};
pub use session::repair::{Repaired, repair};
pub use session::rescued::{is_found, is_rescued, rescue_name};
pub use session::summary::{StageSummary, Status, Summary};
pub use session::take_back::take_back;
pub use state::{Coach, Imported, Seen, Which, known as known_coaches};
pub use sweep::sweep;
pub use sync_log::{SyncLog, SyncSettings};
pub use user_files::{
    open_given, read_given, read_input, write_given, write_new, write_private, write_report,
};
