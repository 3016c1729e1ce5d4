//! The table of key bindings.

use crossterm::event::{KeyCode, KeyModifiers};

use super::context::Context;
use super::{Binding, ContextBindings, Edit};
use crate::tui::edit::Move;
use crate::tui::input::Key;

/// What a key does.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    // Everywhere; the router handles these itself, except `Back`
    Help,
    Redraw,
    Suspend,
    Quit,
    Back,
    // Lists and pages
    Up,
    Down,
    PageUp,
    PageDown,
    First,
    Last,
    Filter,
    Open,
    Before,
    After,
    // Texts
    Edit(Edit),
    /// Empties a text of one line.
    Clear,
    /// Accepts what was typed.
    Accept,
    // Home
    Start,
    Resume,
    Browse,
    Options,
    /// Toggles a switch, or selects the next value.
    Change,
    Sessions,
    History,
    // The interview
    CommandRow,
    CloseRow,
    NextStage,
    PreviousStage,
    ChooseUp,
    ChooseDown,
    Cover,
    Hint,
    Read,
    Ask,
    Clock,
    Wide,
    Find,
    Compute,
    Editor,
    Pause,
    Continue,
    Leave,
    ScrollDown,
    ScrollUp,
    Saved,
    CopyOrLeave,
    KeepForLater,
    FinishNow,
    Stay,
    WriteElsewhere,
    LeaveUnsaved,
    // The debrief
    Debrief,
    Shown,
    NotShown,
    LineUp,
    LineDown,
    OtherPane,
    Onward,
    MarkAgain,
    // The replay
    Play,
    Earlier,
    Later,
    NextComment,
    PreviousComment,
    /// The digit of the key is the speed.
    Speed,
    Appearance,
    // The coach
    Sort,
    Select,
    SelectUp,
    SelectDown,
    Compare,
    Reload,
    PreviousPane,
    NotAssessed,
    RestNotAssessed,
    Comment,
    EditComment,
    Resolve,
    Undo,
    Replay,
    Reveal,
    Export,
    SavePhrase,
    Yes,
}

const fn row(
    keys: &'static [Key],
    action: Action,
    short: &'static str,
    help: &'static str,
) -> Binding {
    labeled(keys, action, "", short, help)
}

const fn labeled(
    keys: &'static [Key],
    action: Action,
    label: &'static str,
    short: &'static str,
    help: &'static str,
) -> Binding {
    Binding {
        keys,
        action,
        label,
        short,
        help,
    }
}

const fn k(code: KeyCode) -> Key {
    Key::plain(code)
}

const fn c(character: char) -> Key {
    Key::char(character)
}

const fn ctrl(code: KeyCode) -> Key {
    Key::with(code, KeyModifiers::CONTROL)
}

const fn shift(code: KeyCode) -> Key {
    Key::with(code, KeyModifiers::SHIFT)
}

const fn step(to: Move) -> Action {
    Action::Edit(Edit::Move { to, select: false })
}

use Context::{
    Appearance, Asking, Command, Commenting, Compare, Debrief, Everywhere, Filter, Finding,
    Finished, Home, Leaving, Line, List, Naming, NextTime, Notes, OptionText, Options, Page,
    Paused, Reading, Replay, Revealing, Review, Scroll, Sessions, Text, Unsaved,
};
use KeyCode::{
    BackTab, Backspace, Delete, Down, End, Enter, Esc, F, Home as HomeKey, Left, PageDown, PageUp,
    Right, Tab, Up,
};

const MOVE: &str = "Move; with Shift select";
const WORD: &str = "Move by word; with Shift select";
const TURN: &str = "Notes of the previous or next stage";
const LINE: &str = "Choose another line of the notes";
const STAGE: &str = "Previous or next stage";
const PANE: &str = "Next pane: rubric, notes, comments, record, scores; with Shift previous";
const COMMENT: &str = "Go to where the lines of the next (n) or previous (N) comment first stood";

/// Every key that does something, by context.
#[rustfmt::skip]
pub(super) static TABLE: &[ContextBindings] = &[
    ContextBindings { context: Everywhere, parent: None, heading: "Everywhere", rows: &[
        row(&[Key::ctrl('z')], Action::Suspend, "", "Suspend the program"),
        row(&[Key::ctrl('l')], Action::Redraw, "", "Redraw the screen"),
        row(&[c('q'), k(Esc), Key::ctrl('c')], Action::Back, "back", "Back"),
        row(&[c('?'), k(F(1))], Action::Help, "help", "Help"),
    ] },
    ContextBindings { context: Scroll, parent: Some(Everywhere), heading: "Pages", rows: &[
        row(&[k(Up), c('k')], Action::Up, "", "Line up or down"),
        row(&[k(Down), c('j')], Action::Down, "", "Line up or down"),
        row(&[k(PageUp)], Action::PageUp, "", "Page up or down"),
        row(&[k(PageDown), c(' ')], Action::PageDown, "scroll", "Page up or down"),
        row(&[k(HomeKey), c('g')], Action::First, "", "Go to the start or the end"),
        row(&[k(End), c('G')], Action::Last, "", "Go to the start or the end"),
    ] },
    ContextBindings { context: List, parent: Some(Scroll), heading: "Lists", rows: &[
        row(&[k(Enter)], Action::Open, "open", "Open the selected entry"),
        row(&[c('/')], Action::Filter, "search", "Show only entries with these words"),
        row(&[], Action::Up, "", "Select an entry"),
        row(&[], Action::Down, "", "Select an entry"),
        row(&[], Action::PageDown, "", "Page up or down"),
    ] },
    ContextBindings { context: Text, parent: Some(Everywhere), heading: "Texts", rows: &[
        row(&[k(Left)], step(Move::Left), "", MOVE),
        row(&[k(Right)], step(Move::Right), "", MOVE),
        row(&[k(Up)], step(Move::Up), "", MOVE),
        row(&[k(Down)], step(Move::Down), "", MOVE),
        row(&[k(HomeKey)], step(Move::LineStart), "", MOVE),
        row(&[k(End)], step(Move::LineEnd), "", MOVE),
        row(&[k(PageUp)], step(Move::PageUp), "", MOVE),
        row(&[k(PageDown)], step(Move::PageDown), "", MOVE),
        row(&[ctrl(Left)], step(Move::WordLeft), "", WORD),
        row(&[ctrl(Right)], step(Move::WordRight), "", WORD),
        row(&[ctrl(HomeKey)], step(Move::TextStart), "", "Go to the start or the end"),
        row(&[ctrl(End)], step(Move::TextEnd), "", "Go to the start or the end"),
        row(&[Key::ctrl(' ')], Action::Edit(Edit::SetMark), "", "Begin to select, where Shift does not"),
        row(&[Key::ctrl('a')], Action::Edit(Edit::SelectAll), "", "Select all"),
        row(&[Key::ctrl('z')], Action::Edit(Edit::Undo), "", "Undo, by word or pause"),
        row(&[Key::ctrl('y')], Action::Edit(Edit::Redo), "", "Redo"),
        row(&[Key::ctrl('x')], Action::Edit(Edit::Cut), "", "Cut"),
        row(&[Key::ctrl('v')], Action::Edit(Edit::PasteKept), "", "Paste what was cut or copied here"),
        row(&[k(Backspace)], Action::Edit(Edit::Backspace), "", "Delete"),
        row(&[k(Delete)], Action::Edit(Edit::Delete), "", "Delete"),
        row(&[Key::ctrl('w')], Action::Edit(Edit::WordBack), "", "Delete previous word"),
    ] },
    ContextBindings { context: Line, parent: Some(Text), heading: "Texts", rows: &[
        row(&[Key::ctrl('u')], Action::Clear, "", "Empty the line"),
    ] },
    ContextBindings { context: Filter, parent: Some(Line), heading: "Searching", rows: &[
        row(&[k(Esc)], Action::Back, "clear", "Clear the search"),
        row(&[k(Enter)], Action::Accept, "open", "End typing, or open the selected entry"),
        row(&[k(Up)], Action::Up, "", "Select an entry"),
        row(&[k(Down)], Action::Down, "", "Select an entry"),
        row(&[k(PageUp)], Action::PageUp, "", "Page up or down"),
        row(&[k(PageDown)], Action::PageDown, "", "Page up or down"),
    ] },
    ContextBindings { context: Home, parent: Some(List), heading: "Home", rows: &[
        row(&[k(Enter)], Action::Start, "start", "Start the selected design at once"),
        row(&[c('r')], Action::Resume, "resume", "Resume the latest unfinished session"),
        row(&[c('h')], Action::History, "history", "Your sessions: levels, reviews, debriefs"),
        row(&[c('v')], Action::Sessions, "review", "Coach: review sessions"),
        row(&[c('q'), Key::ctrl('c')], Action::Quit, "quit", "Quit"),
        row(&[c('f')], Action::Browse, "read", "Read the framework, the concepts, and the design's answers"),
        row(&[c('o')], Action::Options, "options", "Options: minutes, total, strict, seed, interruptions, clock"),
        row(&[], Action::Filter, "filter", "Show only designs with these words"),
        row(&[], Action::Back, "", "Clear the filter"),
    ] },
    ContextBindings { context: Options, parent: Some(Line), heading: "Options", rows: &[
        row(&[k(Enter)], Action::Start, "start", "Start the selected design with these options"),
        row(&[k(Up), k(BackTab)], Action::Up, "", "Select an option"),
        row(&[k(Tab), k(Down)], Action::Down, "choose", "Select an option"),
        row(&[c(' ')], Action::Change, "change", "Switch, or take the next value"),
        row(&[k(Left)], Action::Before, "", "Previous or next value"),
        row(&[k(Right)], Action::After, "", "Previous or next value"),
        row(&[Key::ctrl('z')], Action::Suspend, "", "Suspend the program"),
        row(&[], Action::Back, "keep", "Close and keep the options; outside a text q too"),
        row(&[], Action::Help, "help", "Help; outside a text ? too"),
    ] },
    ContextBindings { context: OptionText, parent: Some(Options), heading: "Options", rows: &[
        row(&[k(Left)], step(Move::Left), "", MOVE),
        row(&[k(Right)], step(Move::Right), "", MOVE),
    ] },
    ContextBindings { context: Command, parent: None, heading: "A key after Esc, or Alt and the key", rows: &[
        row(&[c('n')], Action::NextStage, "next", "Next stage"),
        row(&[c('g')], Action::PreviousStage, "back", "Previous stage"),
        row(&[k(Up), c('k')], Action::ChooseUp, "", "Select a prompt"),
        labeled(&[k(Down), c('j')], Action::ChooseDown, "↑↓", "prompt", "Select a prompt"),
        row(&[c('x'), c(' ')], Action::Cover, "mark", "Mark prompt covered, or not covered"),
        row(&[c('h')], Action::Hint, "hint", "Hint for the selected prompt (on record)"),
        row(&[c('a')], Action::Ask, "ask", "Ask the interviewer, in your own words"),
        row(&[c('r')], Action::Read, "read", "Read brief, answers and follow-ups again"),
        row(&[k(PageDown)], Action::ScrollDown, "", "Scroll what is open on the left"),
        row(&[k(PageUp)], Action::ScrollUp, "", "Scroll what is open on the left"),
        row(&[c('=')], Action::Compute, "", "Compute the line: 4e6/day * 500 KB"),
        row(&[c('e')], Action::Editor, "", "Edit the notes in $EDITOR; the clock keeps running"),
        row(&[c('z')], Action::Wide, "", "Notes over the full width, and back"),
        row(&[c('c')], Action::Clock, "", "Clock: digits, bar, hidden"),
        row(&[c('p')], Action::Pause, "pause", "Pause; the notes are hidden meanwhile"),
        row(&[c('q')], Action::Leave, "leave", "Leave: keep for later, or finish"),
        row(&[c('b'), k(Left)], step(Move::WordLeft), "", "Move to the previous word of the notes"),
        row(&[c('f'), k(Right)], step(Move::WordRight), "", "Move to the next word of the notes"),
        row(&[k(Backspace)], Action::Edit(Edit::WordBack), "", "Delete previous word of the notes"),
        row(&[c('?'), k(F(1))], Action::Help, "help", "Help"),
        row(&[k(Enter), c('i'), k(Esc)], Action::CloseRow, "", "Close the command row"),
    ] },
    ContextBindings { context: Notes, parent: Some(Text), heading: "Notes", rows: &[
        row(&[k(Esc)], Action::CommandRow, "", "Open the command row"),
        row(&[k(Enter)], Action::Edit(Edit::Newline), "", "New line"),
        row(&[k(Tab)], Action::Edit(Edit::Indent), "", "Indent, or with Shift less"),
        row(&[k(BackTab)], Action::Edit(Edit::Unindent), "", "Indent, or with Shift less"),
        row(&[Key::ctrl('c')], Action::CopyOrLeave, "", "Copy; with nothing selected, leave"),
        row(&[Key::ctrl('f')], Action::Find, "", "Find in the notes of this stage"),
        row(&[Key::ctrl('s')], Action::Saved, "", "Say that everything is saved: it always is"),
    ] },
    ContextBindings { context: Paused, parent: Some(Everywhere), heading: "Paused", rows: &[
        row(&[c('p'), c(' '), k(Enter)], Action::Continue, "continue", "Continue"),
        row(&[c('q'), Key::ctrl('c')], Action::Leave, "leave", "Leave: keep for later, or finish"),
        row(&[], Action::Back, "", ""),
    ] },
    ContextBindings { context: Leaving, parent: Some(Everywhere), heading: "Leaving", rows: &[
        row(&[c('l')], Action::KeepForLater, "keep for later", "Keep the interview for later"),
        row(&[c('f')], Action::FinishNow, "finish now", "Finish the interview now"),
        row(&[c('s'), k(Esc)], Action::Stay, "keep working", "Keep working"),
        row(&[Key::ctrl('c')], Action::CopyOrLeave, "", "Twice: leave and keep everything"),
        row(&[], Action::Back, "", ""),
    ] },
    ContextBindings { context: Asking, parent: Some(Line), heading: "Asking", rows: &[
        row(&[k(Up)], Action::Up, "", "Select one of the matching questions"),
        labeled(&[k(Down)], Action::Down, "↑↓", "choose", "Select one of the matching questions"),
        row(&[k(Enter)], Action::Accept, "ask", "Ask the selected question"),
        row(&[], Action::Back, "back", "Back to the notes; what was typed is kept"),
    ] },
    ContextBindings { context: Finding, parent: Some(Line), heading: "Finding", rows: &[
        row(&[k(Enter), k(Down)], Action::Accept, "next", "Next match"),
        row(&[k(Up)], Action::Up, "before", "Previous match"),
        row(&[], Action::Back, "back", "Back to the notes"),
    ] },
    ContextBindings { context: Unsaved, parent: None, heading: "Leaving while not saved", rows: &[
        row(&[c('w')], Action::WriteElsewhere, "write elsewhere", "Write everything to another folder, then leave"),
        row(&[c('s'), k(Esc)], Action::Stay, "keep working", "Keep working; saving is retried every second"),
        row(&[c('x')], Action::LeaveUnsaved, "leave", "Quit without saving"),
    ] },
    ContextBindings { context: Page, parent: Some(Scroll), heading: "Pages", rows: &[
        row(&[], Action::PageDown, "scroll", "Page up or down"),
        labeled(&[k(Enter)], Action::Back, "q", "back", "Back"),
    ] },
    ContextBindings { context: Reading, parent: Some(Page), heading: "Pages", rows: &[
        row(&[], Action::PageDown, "scroll", "Page up or down"),
        row(&[k(Left)], Action::Before, "", "Previous entry of the list"),
        row(&[k(Right)], Action::After, "next", "Next entry of the list"),
    ] },
    ContextBindings { context: Finished, parent: Some(Scroll), heading: "After the finish", rows: &[
        row(&[k(Enter), c('d')], Action::Debrief, "debrief", "Score the notes with the rubric, stage by stage"),
    ] },
    ContextBindings { context: Debrief, parent: Some(Everywhere), heading: "Marking a stage", rows: &[
        row(&[c(' '), c('x')], Action::Shown, "shown", "The selected line shows the item; next item"),
        row(&[c('-')], Action::NotShown, "not shown", "The notes do not show the item; next item"),
        row(&[k(Enter)], Action::Onward, "close", "Close the stage: its level and the reference answer"),
        row(&[c('K'), k(PageUp)], Action::LineUp, "", LINE),
        row(&[c('J'), k(PageDown)], Action::LineDown, "line", LINE),
        row(&[k(Tab), k(BackTab)], Action::OtherPane, "other half", "The other half; ↑ and ↓ select there"),
        row(&[k(Up), c('k')], Action::Up, "", "Select an item"),
        row(&[k(Down), c('j')], Action::Down, "", "Select an item"),
        row(&[k(Left), c('[')], Action::Before, "", TURN),
        row(&[k(Right), c(']')], Action::After, "", TURN),
        row(&[c('g')], Action::PreviousStage, "", "Previous stage"),
        row(&[], Action::Back, "leave", "Leave; marks are kept"),
    ] },
    ContextBindings { context: Compare, parent: Some(Scroll), heading: "The answer and the summary", rows: &[
        row(&[k(Enter)], Action::Onward, "next", "Next stage, and after the last the summary"),
        row(&[], Action::PageDown, "scroll", "Page up or down"),
        row(&[k(Tab), k(BackTab)], Action::OtherPane, "other half", "To the notes or the answer"),
        row(&[c('u')], Action::MarkAgain, "mark again", "Change marks of this stage; recorded as made after the reference"),
        row(&[k(Left), c('[')], Action::Before, "", TURN),
        row(&[k(Right), c(']')], Action::After, "", TURN),
        row(&[c('g'), k(Backspace)], Action::PreviousStage, "", "Previous stage, or previous page of the summary"),
        row(&[], Action::Back, "leave", "Leave; marks are kept"),
    ] },
    ContextBindings { context: NextTime, parent: Some(Line), heading: "Next time", rows: &[
        row(&[k(Enter)], Action::Onward, "keep", "Keep the line, and leave"),
        row(&[k(Esc)], Action::PreviousStage, "back", "Back to the summary; the line is kept"),
        row(&[], Action::Back, "", "Leave; the line is kept"),
    ] },
    ContextBindings { context: Replay, parent: Some(Scroll), heading: "Replay", rows: &[
        row(&[c(' ')], Action::Play, "play", "Play and stop; time without changes is skipped"),
        row(&[k(Left)], Action::Before, "", "Previous or next edit"),
        row(&[k(Right)], Action::After, "edit", "Previous or next edit"),
        row(&[c(',')], Action::Earlier, "", "10 s back or forward"),
        row(&[c('.')], Action::Later, "", "10 s back or forward"),
        row(&[c('[')], Action::PreviousStage, "", "Go to where a stage began"),
        row(&[c(']')], Action::NextStage, "stage", "Go to where a stage began"),
        row(&[c('/')], Action::Appearance, "word", "Go to where a word first appeared"),
        row(&[c('n')], Action::NextComment, "comment", COMMENT),
        row(&[c('N')], Action::PreviousComment, "", COMMENT),
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
    ContextBindings { context: Review, parent: Some(Everywhere), heading: "A review", rows: &[
        row(&[c(' ')], Action::Shown, "shown", "The selected line shows the item; next item"),
        row(&[c('-')], Action::NotShown, "not shown", "The notes do not show the item; next item"),
        row(&[c('u')], Action::NotAssessed, "", "The item cannot be assessed: it counts neither way"),
        row(&[c('U')], Action::RestNotAssessed, "", "The stage's items without a mark: not assessed"),
        row(&[k(Enter)], Action::Onward, "", "The stage's items without a mark: not shown; next stage"),
        row(&[c('c')], Action::Comment, "comment", "Comment on the selected line or lines"),
        row(&[c('e')], Action::EditComment, "", "Edit the comment; emptied, it is deleted"),
        row(&[c('C')], Action::Resolve, "", "Resolve the comment, or open it again"),
        row(&[c('t')], Action::Replay, "replay", "Replay: the notes at any time of the interview"),
        row(&[c('v')], Action::Reveal, "reveal", "Reveal the candidate's own marks and other coaches' reviews"),
        row(&[c('x')], Action::Export, "export", "Write the report, one page to send"),
        row(&[c('z')], Action::Undo, "", "Undo the last change of the review"),
        row(&[k(Tab)], Action::OtherPane, "other side", PANE),
        row(&[k(BackTab)], Action::PreviousPane, "", PANE),
        row(&[c('K'), k(PageUp)], Action::LineUp, "", LINE),
        row(&[c('J'), k(PageDown)], Action::LineDown, "", LINE),
        row(&[shift(Up)], Action::SelectUp, "", "Select lines to comment on"),
        row(&[shift(Down)], Action::SelectDown, "", "Select lines to comment on"),
        row(&[c('m')], Action::Select, "", "Begin to select lines, where Shift does not; Esc ends it"),
        row(&[k(Up), c('k')], Action::Up, "", "Select an entry, or scroll"),
        row(&[k(Down), c('j')], Action::Down, "", "Select an entry, or scroll"),
        row(&[k(HomeKey)], Action::First, "", "Go to the first or the last"),
        row(&[k(End)], Action::Last, "", "Go to the first or the last"),
        row(&[c('['), c('g')], Action::PreviousStage, "", STAGE),
        row(&[c(']'), c('n')], Action::NextStage, "", STAGE),
        row(&[k(Left)], Action::Before, "", TURN),
        row(&[k(Right)], Action::After, "", TURN),
        row(&[], Action::Back, "back", "Back to the sessions; everything is kept"),
    ] },
    ContextBindings { context: Commenting, parent: Some(Line), heading: "A comment", rows: &[
        row(&[k(Enter)], Action::Accept, "keep", "Keep the comment, or take the selected phrase"),
        row(&[k(Tab), k(BackTab)], Action::Change, "kind", "Kind: good, fix, question"),
        row(&[k(Down)], Action::Down, "phrases", "Select one of your phrases with what is typed"),
        row(&[k(Up)], Action::Up, "", "Select one of your phrases with what is typed"),
        row(&[Key::ctrl('t')], Action::SavePhrase, "keep phrase", "Add these words to your phrases"),
        row(&[], Action::Back, "back", "Back to the notes; c continues what was typed"),
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
