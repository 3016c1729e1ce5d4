//! What can happen in a session: the words of the log. The log is the truth; everything else is a reading of it.
//! The bytes of a journal line are `store`'s affair; `docs/format.md` describes them for other programs.

use std::time::Duration;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use super::notes::Edit;
use super::plan::Plan;
use super::touched::Touched;
pub use crate::domain::units::millis;

/// The version of the files that this program writes, and the newest it reads.
pub const FORMAT: u32 = 1;

/// A wall-clock time with the offset of the place where it was read.
pub type Wall = DateTime<FixedOffset>;

/// One event with its number and moment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// From 1, with no gaps.
    pub n: u64,
    /// Interview time since the start; never less than the entry's before.
    #[serde(rename = "ms", with = "millis")]
    pub at: Duration,
    /// Wall seconds since the finish, for what happens after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<u64>,
    #[serde(flatten)]
    pub event: Event,
}

/// What happened. `stage` is a place in the head's stages and `prompt` one in that stage's prompts, both from 0.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Event {
    /// The first line of every journal file.
    Head(Box<Head>),
    /// A stage began or was gone back to.
    Entered {
        stage: usize,
        by: EnteredBy,
    },
    /// The notes of a stage changed: the smallest change of one turn of the loop. `touched` holds the times of the
    /// lines that the edit leaves, from its first line on, where they are not the edit's own: an undo brings earlier
    /// times back.
    Edit {
        stage: usize,
        #[serde(flatten)]
        edit: Edit,
        #[serde(default, skip_serializing_if = "Touched::is_empty")]
        touched: Touched,
    },
    /// One stage's whole notes, so that damage before it does not reach past it. In a checkpoint `touched` holds the
    /// times of all lines.
    Keyframe {
        stage: usize,
        notes: String,
        #[serde(default, skip_serializing_if = "Touched::is_empty")]
        touched: Touched,
    },
    Covered {
        stage: usize,
        prompt: usize,
    },
    Uncovered {
        stage: usize,
        prompt: usize,
    },
    /// The hint of a prompt was shown.
    Hint {
        stage: usize,
        prompt: usize,
    },
    /// The candidate asked the interviewer. `question` and `answer` are null where nothing matched.
    Asked {
        stage: usize,
        typed: String,
        question: Option<String>,
        answer: Option<String>,
    },
    /// A follow-up question came up; `follow_up` is its place in the design's stage.
    FollowUp {
        stage: usize,
        follow_up: usize,
        ask: String,
    },
    /// A sum line was computed; the edit that shows its result follows.
    Computed {
        stage: usize,
    },
    /// The notes of the stage were given to an external editor; the clock ran on.
    EditorOpened {
        stage: usize,
    },
    EditorClosed {
        stage: usize,
    },
    /// The candidate paused.
    Pause {
        wall: Wall,
    },
    /// The interview went on after a pause or after being away; `gap_ms` is the wall time of that gap.
    Resume {
        wall: Wall,
        #[serde(rename = "gap_ms", with = "millis")]
        gap: Duration,
    },
    /// The computer slept or the program was stopped: not counted, and the interview went on by itself.
    Stopped {
        wall: Wall,
        #[serde(rename = "gap_ms", with = "millis")]
        gap: Duration,
    },
    /// The program was left with the interview unfinished, after `paused_ms` of a pause if one was on.
    Left {
        wall: Wall,
        #[serde(rename = "paused_ms", with = "millis")]
        paused: Duration,
    },
    /// An unfinished session was taken up again: paused and covered until a `resume`.
    Opened {
        wall: Wall,
        program: String,
    },
    /// Nothing but the passing of a shown second, so that a kill loses no time.
    Here,
    /// The interview ended. `notes_crc` holds the CRC-32 of each stage's notes in UTF-8, in stage order.
    Finish {
        wall: Wall,
        by: FinishedBy,
        notes_crc: Vec<u32>,
    },
    /// After the finish: a rubric item is shown at a line of the notes.
    ItemShown {
        stage: usize,
        item: usize,
        evidence: Evidence,
    },
    /// After the finish: a rubric item is not shown.
    ItemNotShown {
        stage: usize,
        item: usize,
    },
    /// After the finish: a stage's marks are done; its level follows from them, 1 weak to 4 exceptional.
    StageClosed {
        stage: usize,
        level: u8,
    },
    /// After the finish: a stage's reference answer was opened.
    ReferenceOpened {
        stage: usize,
    },
    /// After the finish: the line "next time I will ...".
    NextTime {
        text: String,
    },
    /// The last line of a checkpoint, with the number and the time of the last event that it knows. `journal_bytes` is
    /// the length of all journal files then, `lines` how many lines stand before this one.
    Checkpoint {
        journal_bytes: u64,
        lines: u64,
    },
    /// A kind that this version does not know: kept in the file, skipped in every reading.
    #[serde(other)]
    Unknown,
}

impl Event {
    /// An edit whose lines are touched when it happens.
    pub fn edit(stage: usize, edit: Edit) -> Self {
        Self::Edit {
            stage,
            edit,
            touched: Touched::default(),
        }
    }

    /// A keyframe of the journal.
    pub fn keyframe(stage: usize, notes: String) -> Self {
        Self::Keyframe {
            stage,
            notes,
            touched: Touched::default(),
        }
    }

    /// Whether it tells of more than that time passed, or of what its neighbors say already.
    pub fn tells(&self) -> bool {
        !matches!(
            self,
            Self::Head(_)
                | Self::Here
                | Self::Keyframe { .. }
                | Self::Computed { .. }
                | Self::Checkpoint { .. }
                | Self::Unknown
        )
    }
}

/// Where the notes show a rubric item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The item's words and level, as the design had them.
    pub look_for: String,
    pub level: String,
    /// Where the line stands: a place in the head's stages and a line of its notes, both from 0.
    pub in_stage: usize,
    pub line: usize,
    /// The line itself.
    pub text: String,
}

/// What opened a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EnteredBy {
    Start,
    Key,
    /// `--strict`: the stage before had no time left.
    Strict,
}

/// What ended an interview.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FinishedBy {
    Key,
    /// `--strict`: the last stage had no time left.
    Strict,
}

/// Everything known when an interview starts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Head {
    pub format: u32,
    /// Name and version of the program that wrote it.
    pub program: String,
    /// The session's id, also its folder's name.
    pub id: String,
    pub design: DesignName,
    pub candidate: String,
    /// 0 to 999,999; chooses and shifts the follow-ups.
    pub seed: u32,
    pub options: RunOptions,
    /// The wall time of the start.
    pub wall: Wall,
    /// The CRC-32 of the session's copy of the design.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub design_crc: Option<u32>,
    pub plan: Plan,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DesignName {
    pub id: String,
    pub title: String,
}

/// How this interview is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RunOptions {
    /// A stage ends at zero.
    pub strict: bool,
    /// No follow-ups.
    pub quiet: bool,
}
