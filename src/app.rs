//! What the command line and the screens both do with sessions and designs. It joins the library, the files and the
//! reports, which do not know each other.
//!
//! ```text
//! context ── folders, library, name, chance     load ── a session with design, log, reviews and who reads it
//! start ── start, resume                        reader ── who reads on this machine, and may see which levels
//! debrief, review ── open to mark               recording ── the session that is being written
//! practice, sessions ── what lists show         export ── pages made of sessions
//! ```

pub mod context;
pub mod debrief;
pub mod editor;
pub mod export;
pub mod failure;
pub mod load;
pub mod practice;
pub mod reader;
pub mod recording;
pub mod review;
pub mod sessions;
pub mod start;
