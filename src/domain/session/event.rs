//! What can happen in a session: the events of its log. Everything else about a session is derived from them. `store`
//! writes them as lines of JSON; `docs/format.md` describes those for other programs.

use std::time::Duration;

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

use super::notes::Edit;
use super::plan::Plan;
use super::touched::Touched;
pub use crate::domain::units::millis;

/// The file format version that this program writes, and the newest that it reads.
pub const FORMAT: u32 = 1;

/// Seeds have at most six digits, so that people can tell them to each other.
pub const HIGHEST_SEED: u32 = 999_999;

/// A wall-clock time with the local UTC offset.
pub type Wall = DateTime<FixedOffset>;

/// One event with its number and time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Counted from 1 without gaps.
    pub n: u64,
    /// Interview time since the start; never less than that of the entry before.
    #[serde(rename = "ms", with = "millis")]
    pub at: Duration,
    /// Wall seconds since the finish; only set for events after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<u64>,
    #[serde(flatten)]
    pub event: Event,
}

/// What happened. `stage` is an index into the plan's stages and `prompt` one into that stage's prompts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Event {
    /// The first line of every journal file.
    Head(Box<Head>),
    /// A stage was entered, for the first time or again.
    Entered {
        stage: usize,
        by: EnteredBy,
    },
    /// The notes of a stage changed: the smallest change of one turn of the loop. If not empty, `touched` holds the times
    /// of the changed lines from the first one on; an undo restores earlier times with it.
    Edit {
        stage: usize,
        #[serde(flatten)]
        edit: Edit,
        #[serde(default, skip_serializing_if = "Touched::is_empty")]
        touched: Touched,
    },
    /// The whole notes of a stage, so that damage to earlier lines of the log does not matter from here on. In a
    /// checkpoint `touched` holds the times of all lines.
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
    /// The candidate asked the interviewer. `question` and `answer` are null if nothing matched; `close` are then the
    /// questions that what was typed may have been.
    Asked {
        stage: usize,
        typed: String,
        question: Option<String>,
        answer: Option<String>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        close: Vec<String>,
    },
    /// The interviewer asked a follow-up question; `follow_up` is its index in the design's stage.
    FollowUp {
        stage: usize,
        follow_up: usize,
        ask: String,
    },
    /// The candidate marked a follow-up as answered, or as not answered after all.
    FollowUpAnswered {
        stage: usize,
        follow_up: usize,
    },
    FollowUpReopened {
        stage: usize,
        follow_up: usize,
    },
    /// A sum line was computed; the edit that inserts its result follows.
    Computed {
        stage: usize,
    },
    /// The notes of the stage were opened in an external editor. The clock continues to run.
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
    /// The interview continued after a pause or time away; `gap_ms` is the length of that gap in wall time.
    Resume {
        wall: Wall,
        #[serde(rename = "gap_ms", with = "millis")]
        gap: Duration,
    },
    /// The computer slept or the program was stopped. That time is not counted, and the interview continued by itself.
    Stopped {
        wall: Wall,
        #[serde(rename = "gap_ms", with = "millis")]
        gap: Duration,
    },
    /// The program ended with the interview unfinished; `paused_ms` is the length of the pause if there was one.
    Left {
        wall: Wall,
        #[serde(rename = "paused_ms", with = "millis")]
        paused: Duration,
    },
    /// An unfinished session was opened again; it is paused until a `resume`.
    Opened {
        wall: Wall,
        program: String,
    },
    /// Written once a second if nothing else happens, so that a kill loses at most a second.
    Here,
    /// The interview ended. `notes_crc` holds the CRC-32 of each stage's notes in UTF-8, in the plan's order.
    Finish {
        wall: Wall,
        by: FinishedBy,
        notes_crc: Vec<u32>,
    },
    /// After the finish: a rubric item was marked as shown by a line of the notes.
    ItemShown {
        stage: usize,
        item: usize,
        evidence: Evidence,
    },
    /// After the finish: a rubric item was marked as not shown.
    ItemNotShown {
        stage: usize,
        item: usize,
    },
    /// After the finish: the marks of a stage were closed with the level that follows from them, 1 to 4.
    StageClosed {
        stage: usize,
        level: u8,
    },
    /// After the finish: a stage's reference answer was opened.
    ReferenceOpened {
        stage: usize,
    },
    /// After the finish: the line "Next time I will ..." was written.
    NextTime {
        text: String,
    },
    /// After the finish: the candidate replied to a coach's comment. The latest reply to a comment counts, an empty one
    /// removes it.
    Reply {
        #[serde(flatten)]
        to: CommentName,
        text: String,
    },
    /// After the finish: the candidate read the coaches' messages while `unscored` stages were not closed.
    MessageOpened {
        unscored: usize,
    },
    /// The session was written from what could be read of the damaged session `from`; `lost` says what could not be.
    Repaired {
        from: String,
        lost: Vec<String>,
    },
    /// The last line of a checkpoint, with the number and the time of the last event that it covers. `journal_bytes` is
    /// the total length of the journal files at that time, `lines` the number of lines before this one.
    Checkpoint {
        journal_bytes: u64,
        lines: u64,
    },
    /// A kind that this version does not know: it stays in the file and is ignored.
    #[serde(other)]
    Unknown,
}

impl Event {
    /// An edit whose lines get the time of the event.
    pub fn edit(stage: usize, edit: Edit) -> Self {
        Self::Edit {
            stage,
            edit,
            touched: Touched::default(),
        }
    }

    /// A keyframe as the journal has it, without times of lines.
    pub fn keyframe(stage: usize, notes: String) -> Self {
        Self::Keyframe {
            stage,
            notes,
            touched: Touched::default(),
        }
    }

    /// The index of the stage to which the event belongs; `None` if it belongs to the whole session.
    pub fn stage(&self) -> Option<usize> {
        match self {
            Self::Entered { stage, .. }
            | Self::Edit { stage, .. }
            | Self::Keyframe { stage, .. }
            | Self::Covered { stage, .. }
            | Self::Uncovered { stage, .. }
            | Self::Hint { stage, .. }
            | Self::Asked { stage, .. }
            | Self::FollowUp { stage, .. }
            | Self::FollowUpAnswered { stage, .. }
            | Self::FollowUpReopened { stage, .. }
            | Self::Computed { stage }
            | Self::EditorOpened { stage }
            | Self::EditorClosed { stage }
            | Self::ItemShown { stage, .. }
            | Self::ItemNotShown { stage, .. }
            | Self::StageClosed { stage, .. }
            | Self::ReferenceOpened { stage } => Some(*stage),
            Self::Head(_)
            | Self::Pause { .. }
            | Self::Resume { .. }
            | Self::Stopped { .. }
            | Self::Left { .. }
            | Self::Opened { .. }
            | Self::Here
            | Self::Finish { .. }
            | Self::NextTime { .. }
            | Self::Reply { .. }
            | Self::MessageOpened { .. }
            | Self::Repaired { .. }
            | Self::Checkpoint { .. }
            | Self::Unknown => None,
        }
    }

    /// Whether a replay shows it as a change: not if it only records time, or repeats its neighbors.
    pub fn is_change(&self) -> bool {
        !matches!(
            self,
            Self::Head(_)
                | Self::Here
                | Self::Keyframe { .. }
                | Self::Computed { .. }
                | Self::Repaired { .. }
                | Self::Checkpoint { .. }
                | Self::Unknown
        )
    }
}

/// The line of the notes that shows a rubric item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The item's text and level, copied from the design.
    pub look_for: String,
    pub level: String,
    /// The index of the stage in the plan and of the line in its notes.
    pub in_stage: usize,
    pub line: usize,
    /// The line itself.
    pub text: String,
}

/// How the record names a coach's comment, which is in another file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommentName {
    /// The coach's name as in the review.
    pub coach: String,
    /// When the comment was made.
    pub commented: Wall,
    /// The commented text; empty for a comment on a stage as a whole.
    pub on: String,
}

/// What opened a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EnteredBy {
    Start,
    Key,
    /// `--strict`: the previous stage had no time left.
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
    /// Name and version of the program that wrote the session.
    pub program: String,
    /// The session's id, also its folder's name.
    pub id: String,
    pub design: DesignName,
    pub candidate: String,
    /// The assignment that the interview answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignment: Option<AnsweredAssignment>,
    /// 0 to 999,999; chooses the follow-ups and their times.
    pub seed: u32,
    pub options: RunOptions,
    /// The wall time at the start.
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

/// The assignment that an interview answers, as it was at the start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnsweredAssignment {
    pub id: String,
    /// The name of the coach who wrote it.
    pub coach: String,
    pub due: NaiveDate,
    /// What had another content where the interview ran than the assignment says: `design`, `framework`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub differs: Vec<String>,
}

/// How this interview is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RunOptions {
    /// A stage ends when its time is up.
    pub strict: bool,
    /// No follow-ups.
    pub quiet: bool,
    /// The plan is one stage, practiced on its own. Only written where it is true.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub drill: bool,
}
