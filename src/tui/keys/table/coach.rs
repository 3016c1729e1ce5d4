//! The key bindings of the coach, and of what a coach and a candidate share: lists of sessions and the replay.

use crossterm::event::KeyCode::{
    BackTab, Down, End, Enter, Esc, Home as HomeKey, Left, PageDown, PageUp, Right, Tab, Up,
};

use crossterm::event::KeyModifiers;

use super::super::context::Context::{
    Appearance, CoachSessions, Cohort, CohortPage, Commenting, Everywhere, History, ItemNote, Line,
    LineSearch, List, Messaging, Naming, Replay, Revealing, Review, Scroll, Sessions, Text,
};
use super::super::{ContextBindings, Edit, c, k, labeled, row, shift};
use super::{Action, DIGITS, LIKELY, LINE, SEARCH, TURN};
use crate::tui::input::Key;

const ALT_ENTER: Key = Key::with(Enter, KeyModifiers::ALT);
const STAGE: &str = "Previous or next stage";
const PANE: &str = "Next pane: rubric, notes, comments, record, scores; with Shift previous";
const COMMENT: &str = "Go to where the lines of the next (n) or previous (N) comment first stood";

#[rustfmt::skip]
pub(super) static COACH: &[ContextBindings] = &[
    ContextBindings { context: Replay, parent: Some(Scroll), heading: "Replay", rows: &[
        row(&[c(' ')], Action::Play, "play", "Play and stop; time without changes is skipped"),
        row(&[k(Left)], Action::Before, "", "Previous or next edit"),
        row(&[k(Right)], Action::After, "edit", "Previous or next edit"),
        row(&[c(',')], Action::Earlier, "", "10 s back or forward"),
        row(&[c('.')], Action::Later, "", "10 s back or forward"),
        row(&[c('[')], Action::ShowPreviousStage, "", "Go to where a stage began"),
        row(&[c(']')], Action::ShowNextStage, "stage", "Go to where a stage began"),
        row(&[c('/')], Action::Appearance, "word", "Go to where a word first appeared"),
        row(&[c('n')], Action::NextComment, "comment", COMMENT),
        row(&[c('N')], Action::PreviousComment, "", COMMENT),
        row(&[c('c')], Action::Comment, "", "Says where comments are made"),
        labeled(&[c('1'), c('2'), c('3'), c('4'), c('5'), c('6')], Action::Speed, "1-6", "speed", "1, 4, 8, 16, 32 or 64 times as fast"),
        row(&[], Action::Up, "", "Scroll the notes"),
        row(&[], Action::Down, "", "Scroll the notes"),
        row(&[], Action::PageUp, "", "Scroll the notes"),
        row(&[], Action::PageDown, "", "Scroll the notes"),
    ] },
    ContextBindings { context: Appearance, parent: Some(Line), heading: "Typing a word", rows: &[
        row(&[k(Enter)], Action::Accept, "go", "Go to where the word first appeared"),
        row(&[], Action::Back, "back", "Back to the replay"),
    ] },
    ContextBindings { context: Sessions, parent: Some(List), heading: "A table of sessions", rows: &[
        row(&[], Action::Open, "open", "Open the selected session: its review, or in the history its debrief"),
        row(&[], Action::Filter, "filter", "Show only sessions with these words: candidate, design, day, condition"),
        row(&[c('s')], Action::Sort, "sort", "Sort by: unread, newest, candidate, design, overrun, length, reviews"),
        row(&[c('r')], Action::Reload, "read again", "Read the folder again"),
        row(&[c(' ')], Action::Select, "", "Mark for a comparison, at most two"),
        row(&[c('=')], Action::Compare, "compare", "Compare the two that are marked"),
        row(&[], Action::Back, "back", "Clear the filter, or back"),
    ] },
    ContextBindings { context: Cohort, parent: Some(List), heading: "The cohort", rows: &[
        row(&[], Action::Open, "candidate", "Open the sessions of the selected candidate"),
        row(&[c('s')], Action::Sort, "sort", "Sort by: name, lowest mean, largest gap, unread"),
        row(&[], Action::Filter, "filter", "Show only candidates with these words in their name"),
        row(&[k(Left)], Action::Earlier, "", "Earlier or later weeks"),
        row(&[k(Right)], Action::Later, "weeks", "Earlier or later weeks"),
        row(&[], Action::Back, "back", "Clear the filter, or back"),
    ] },
    ContextBindings { context: CohortPage, parent: Some(List), heading: "A candidate", rows: &[
        row(&[], Action::Open, "review", "Open the review of the selected session"),
        row(&[], Action::Back, "back", "Back to all candidates"),
    ] },
    ContextBindings { context: CoachSessions, parent: Some(Sessions), heading: "Sessions to review", rows: &[
        row(&[], Action::Open, "review", "Open the review of the selected session"),
        row(&[c('c')], Action::Cohort, "cohort", "Show all candidates week by week"),
    ] },
    ContextBindings { context: History, parent: Some(Sessions), heading: "The history", rows: &[
        row(&[], Action::Open, "debrief", "Open the debrief of the selected session, or resume it"),
        row(&[k(Tab), k(BackTab)], Action::OtherPane, "progress", "Your progress or the sessions, where only one has room"),
    ] },
    ContextBindings { context: Review, parent: Some(Everywhere), heading: "A review", rows: &[
        row(&[c(' ')], Action::Shown, "shown", "The selected line shows the item; next item"),
        row(&[c('-')], Action::NotShown, "not shown", "The notes do not show the item; next item"),
        row(&[c('u')], Action::NotAssessed, "", "The item cannot be assessed: it counts neither way"),
        row(&[c('U')], Action::RestNotAssessed, "", "The stage's items without a mark: not assessed"),
        row(&[k(Enter)], Action::Onward, "", "The stage's items without a mark: not shown; next stage"),
        row(&[c('i')], Action::ItemNote, "item note", "Note on the selected item of the rubric"),
        row(&[c('c')], Action::Comment, "comment", "Comment on the selected lines; with none, or in the list of comments, on the stage"),
        row(&[c('e')], Action::EditComment, "", "Edit the comment; emptied, it is deleted"),
        row(&[c('C')], Action::Resolve, "", "Resolve the comment, or open it again"),
        row(&[c('o')], Action::Message, "message", "Overall message: a summary, up to three things to fix, a goal"),
        row(&[c('t')], Action::Replay, "replay", "Replay: the notes at any time of the interview"),
        row(&[c('v')], Action::Reveal, "reveal", "Reveal the candidate's own marks and other coaches' reviews"),
        row(&[c('p')], Action::Publish, "publish", "Publish the review, or what changed since: the candidate may see it"),
        row(&[c('x')], Action::Export, "", "Write the report, one page to send"),
        row(&[c('z')], Action::Undo, "", "Undo the last change of the review"),
        row(&[k(Tab)], Action::OtherPane, "", PANE),
        row(&[k(BackTab)], Action::PreviousPane, "", PANE),
        labeled(DIGITS, Action::LikelyLine, "1-9", "", LIKELY),
        row(&[c('/')], Action::SearchLine, "", SEARCH),
        row(&[c('K'), k(PageUp)], Action::LineUp, "", LINE),
        row(&[c('J'), k(PageDown)], Action::LineDown, "", LINE),
        row(&[shift(Up)], Action::SelectUp, "", "Select lines to comment on"),
        row(&[shift(Down)], Action::SelectDown, "", "Select lines to comment on"),
        row(&[c('m')], Action::Select, "", "Begin to select lines, where Shift does not; Esc ends it"),
        row(&[k(Up), c('k')], Action::Up, "", "Select an entry, or scroll"),
        row(&[k(Down), c('j')], Action::Down, "", "Select an entry, or scroll"),
        row(&[k(HomeKey)], Action::First, "", "Go to the first or the last"),
        row(&[k(End)], Action::Last, "", "Go to the first or the last"),
        row(&[c('['), c('g')], Action::ShowPreviousStage, "", STAGE),
        row(&[c(']'), c('n')], Action::ShowNextStage, "", STAGE),
        row(&[k(Left)], Action::Before, "", TURN),
        row(&[k(Right)], Action::After, "", TURN),
        row(&[], Action::Back, "back", "Back to the sessions; everything is kept"),
    ] },
    ContextBindings { context: LineSearch, parent: Some(Line), heading: "Choosing a line", rows: &[
        row(&[k(Enter)], Action::Accept, "choose", "Choose the selected line"),
        row(&[k(Up)], Action::Up, "", "Select one of the lines with these words"),
        labeled(&[k(Down)], Action::Down, "↑↓", "select", "Select one of the lines with these words"),
        row(&[], Action::Back, "back", "Back to the rubric"),
    ] },
    ContextBindings { context: Commenting, parent: Some(Line), heading: "A comment", rows: &[
        row(&[k(Enter)], Action::Accept, "keep", "Keep the comment, or take the selected phrase"),
        row(&[ALT_ENTER], Action::Edit(Edit::Newline), "new line", "New line or paragraph"),
        row(&[k(Tab), k(BackTab)], Action::Change, "kind", "Kind: good, fix, question"),
        row(&[k(Down)], Action::Down, "phrases", "Select one of your phrases with what is typed"),
        row(&[k(Up)], Action::Up, "", "Select one of your phrases with what is typed"),
        row(&[Key::ctrl('t')], Action::SavePhrase, "keep phrase", "Add these words to your phrases"),
        row(&[], Action::Back, "back", "Back to the notes; c continues what was typed"),
    ] },
    ContextBindings { context: ItemNote, parent: Some(Text), heading: "A note on a rubric item", rows: &[
        row(&[k(Enter)], Action::Accept, "keep", "Keep the note; emptied, it is deleted"),
        row(&[ALT_ENTER], Action::Edit(Edit::Newline), "new line", "New line or paragraph"),
        row(&[], Action::Back, "close", "Close; the note is kept"),
    ] },
    ContextBindings { context: Messaging, parent: Some(Text), heading: "The overall message", rows: &[
        row(&[k(Tab)], Action::OtherPane, "next field", "Next field, or with Shift the previous one"),
        row(&[k(BackTab)], Action::PreviousPane, "", "Next field, or with Shift the previous one"),
        row(&[k(Enter)], Action::Edit(Edit::Newline), "", "New paragraph, or the next thing to fix"),
        row(&[Key::ctrl('s')], Action::Saved, "already saved", "Say that everything is saved: it always is"),
        row(&[], Action::Back, "close", "Close; the text is kept"),
    ] },
    ContextBindings { context: Revealing, parent: Some(Everywhere), heading: "Revealing", rows: &[
        row(&[c('y')], Action::Yes, "reveal, on record", "Reveal now; this is recorded"),
        row(&[c('n'), c('s'), c('q'), k(Esc), Key::ctrl('c')], Action::Stay, "not yet", "Not yet"),
    ] },
    ContextBindings { context: Naming, parent: Some(Line), heading: "Naming a file", rows: &[
        row(&[k(Enter)], Action::Accept, "write", "Write the file"),
        row(&[], Action::Clear, "clear", "Empty the line"),
        row(&[], Action::Back, "back", "Write nothing"),
    ] },
];
