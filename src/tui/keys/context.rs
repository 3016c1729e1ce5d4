//! Where keys mean something.

/// Where keys are bound: a screen, a mode of it, or what several of them share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Context {
    /// What works on every screen; the parent of nearly all other contexts.
    Everywhere,
    /// Anything that scrolls by lines and pages.
    Scroll,
    /// Anything with a selected entry that opens.
    List,
    /// Editing any text.
    Text,
    /// Editing a text of one line.
    Line,
    Home,
    /// Choosing between a stage and the cards.
    DrillChoice,
    /// The question of a concept card, and its answer.
    CardFront,
    CardBack,
    /// The start options while a switch is selected.
    Options,
    /// The start options while a text is selected.
    OptionText,
    /// Typing what a list is filtered by.
    Filter,
    /// Help, or the list of commands, over a screen.
    CommandBox,
    /// The command row of an interview: a key after Esc, or with Alt.
    Command,
    Notes,
    Paused,
    /// Choosing a prompt with the arrows.
    Choosing,
    /// Reading all that the interviewer said.
    Transcript,
    /// Typing a question to the interviewer.
    Asking,
    /// Typing what to find in the notes.
    Finding,
    Leaving,
    /// Leaving while nothing can be written.
    Unsaved,
    /// A page to read and leave.
    Page,
    /// A page opened from a list.
    Reading,
    /// The page after the finish.
    Finished,
    /// The page at the end of the tutor.
    TutorEnd,
    /// The debrief while a stage is marked.
    Debrief,
    /// The debrief of a closed stage: its notes beside the reference answer.
    Compare,
    /// The pages of the debrief behind the stages.
    DebriefPage,
    /// The last of them, with the next steps.
    DebriefSummary,
    /// The line "next time I will ...".
    NextTime,
    /// Asked whether to close a stage of the debrief whose items are not all marked.
    ClosingStage,
    /// Typing a reply to a coach's comment.
    Replying,
    /// The notes at any time of the interview.
    Replay,
    /// Typing a word in a replay, to go to where it first appeared.
    Appearance,
    /// A table of sessions: the coach's, and the history.
    Sessions,
    /// The coach's list of sessions.
    CoachSessions,
    /// The candidate's history.
    History,
    /// Two attempts on one screen.
    Compared,
    /// The candidates of a folder, week by week.
    Cohort,
    /// One candidate's sessions.
    CohortPage,
    /// A coach's review of one session.
    Review,
    /// Typing words of the line that shows a rubric item.
    LineSearch,
    /// Typing a comment.
    Commenting,
    /// Typing a note on a rubric item.
    ItemNote,
    /// Typing the overall message.
    Messaging,
    /// Choosing one of the coach's phrases for a text.
    Phrases,
    /// Asked whether to mark the rest of a stage as not shown.
    MarkingRest,
    /// Asked whether to reveal before all is scored.
    Revealing,
    /// Asked whether to publish a review.
    Publishing,
    /// Asked whether to merge copies of a review.
    Merging,
    /// Typing the name of a file.
    Naming,
}

impl Context {
    /// Whether it is a question that takes a few keys only, so that it says which where another one is pressed.
    pub fn is_question(self) -> bool {
        matches!(
            self,
            Self::DrillChoice
                | Self::Unsaved
                | Self::Leaving
                | Self::ClosingStage
                | Self::MarkingRest
                | Self::Revealing
                | Self::Publishing
                | Self::Merging
        )
    }

    /// Whether a box over the screen has the keys of this context in its border.
    pub fn has_box(self) -> bool {
        matches!(
            self,
            Self::Leaving
                | Self::Asking
                | Self::ClosingStage
                | Self::Revealing
                | Self::Replying
                | Self::Commenting
                | Self::ItemNote
                | Self::Messaging
                | Self::Phrases
                | Self::Naming
                | Self::MarkingRest
                | Self::Publishing
                | Self::Merging
                | Self::Options
                | Self::OptionText
        )
    }

    /// Whether a command of the shell opens a screen of this context, so that nothing may be behind it.
    pub fn is_outermost(self) -> bool {
        matches!(
            self,
            Self::CoachSessions
                | Self::History
                | Self::Cohort
                | Self::Review
                | Self::Finished
                | Self::TutorEnd
                | Self::CardFront
                | Self::CardBack
        )
    }
}
