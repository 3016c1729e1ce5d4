//! The table of key bindings: what everybody uses, and the interview and the debrief of the candidate.

mod coach;
mod drill;

use crossterm::event::KeyCode;

use super::context::Context;
use super::{ContextBindings, Edit, c, ctrl, k, labeled, row};
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
    /// Chooses between a stage and the cards.
    Drill,
    DrillStage,
    DrillCards,
    // The concept cards
    ShowBack,
    RateAgain,
    RateHard,
    RateGood,
    RateEasy,
    // The interview
    CommandRow,
    CloseRow,
    NextStage,
    PreviousStage,
    /// Shows another stage of a finished or saved session.
    ShowNextStage,
    ShowPreviousStage,
    ChooseUp,
    ChooseDown,
    Cover,
    Hint,
    Read,
    Ask,
    Answered,
    Clock,
    Wide,
    Find,
    FindNext,
    FindPrevious,
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
    /// Types another folder for an unsaved session.
    EditFolder,
    // The debrief
    Debrief,
    Shown,
    NotShown,
    LineUp,
    LineDown,
    /// The digit of the key is the rank of the line.
    LikelyLine,
    SearchLine,
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
    ItemNote,
    Message,
    Publish,
    Reveal,
    Export,
    SavePhrase,
    Yes,
}

const fn step(to: Move) -> Action {
    Action::Edit(Edit::Move { to, select: false })
}

use Context::{
    Asking, Choosing, Command, Compare, Debrief, Everywhere, Filter, Finding, Finished, Home,
    Leaving, Line, List, NextTime, Notes, OptionText, Options, Page, Paused, Reading, Scroll, Text,
    Transcript, Unsaved,
};
use KeyCode::{
    BackTab, Backspace, Delete, Down, End, Enter, Esc, F, Home as HomeKey, Left, PageDown, PageUp,
    Right, Tab, Up,
};

const MOVE: &str = "Move; with Shift select";
const WORD: &str = "Move by word; with Shift select";
const TURN: &str = "Notes of the previous or next stage";
const PROMPT: &str = "Choose a prompt; then ↑ ↓ choose, Space marks, Enter returns";
const LINE: &str = "Choose another line of the notes";
const LIKELY: &str = "Choose one of the likeliest lines";
const SEARCH: &str = "Choose a line by words in it";
const DIGITS: &[Key] = &[
    c('1'),
    c('2'),
    c('3'),
    c('4'),
    c('5'),
    c('6'),
    c('7'),
    c('8'),
    c('9'),
];

/// Every key that does something, by context.
pub(super) fn table() -> impl Iterator<Item = &'static ContextBindings> {
    CANDIDATE.iter().chain(coach::COACH).chain(drill::DRILL)
}

#[rustfmt::skip]
static CANDIDATE: &[ContextBindings] = &[
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
        row(&[Key::ctrl('w'), ctrl(Backspace)], Action::Edit(Edit::WordBack), "", "Delete previous word"),
        row(&[Key::ctrl('u')], Action::Edit(Edit::LineBack), "", "Delete to the start of the line"),
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
        row(&[c('d')], Action::Drill, "drill", "Drill: five minutes on your weakest stage, or the concept cards"),
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
    ContextBindings { context: Command, parent: None, heading: "Commands: Esc and then the key, or Alt and the key; function keys alone", rows: &[
        row(&[c('n'), k(F(2))], Action::NextStage, "next", "Next stage"),
        row(&[c('g'), k(F(3))], Action::PreviousStage, "back", "Back one stage"),
        row(&[k(Up)], Action::ChooseUp, "", PROMPT),
        labeled(&[k(Down), k(F(4))], Action::ChooseDown, "↑↓", "prompt", PROMPT),
        row(&[c('a'), k(F(5))], Action::Ask, "ask", "Ask the interviewer, in your own words"),
        row(&[c('h'), k(F(7))], Action::Hint, "hint", "Hint for the chosen prompt (recorded)"),
        row(&[c('x'), c(' ')], Action::Cover, "covered", "Mark prompt covered, or not covered"),
        row(&[c('m'), k(F(8))], Action::Answered, "answered", "Mark the newest follow-up answered, or not"),
        row(&[c('r'), k(F(6))], Action::Read, "read", "Read the brief, all answers and all follow-ups"),
        row(&[c('=')], Action::Compute, "compute", "Compute the line: 4e6/day * 500 KB"),
        row(&[c('e'), c('!')], Action::Editor, "editor", "Edit the notes in $EDITOR; the clock keeps running"),
        row(&[c('z'), k(F(11))], Action::Wide, "full width", "Notes over the full width, and back"),
        row(&[c('c'), k(F(12))], Action::Clock, "clock", "Clock: digits, bar, hidden"),
        row(&[c('w'), c('>')], Action::WriteElsewhere, "write elsewhere", "Write everything to another folder, only while NOT SAVED"),
        row(&[c('p'), k(F(9))], Action::Pause, "pause", "Pause; the notes are hidden meanwhile"),
        row(&[c('q'), k(F(10))], Action::Leave, "leave", "Leave: save for later, or finish"),
        row(&[k(PageDown)], Action::ScrollDown, "", "Scroll what is open on the left"),
        row(&[k(PageUp)], Action::ScrollUp, "", "Scroll what is open on the left"),
        row(&[c('b'), k(Left)], step(Move::WordLeft), "", "Move to the previous word of the notes"),
        row(&[c('f'), k(Right)], step(Move::WordRight), "", "Move to the next word of the notes"),
        row(&[k(Backspace)], Action::Edit(Edit::WordBack), "", "Delete previous word of the notes"),
        row(&[k(Enter)], Action::Edit(Edit::Newline), "", "New line in the notes"),
        row(&[k(Esc)], Action::CloseRow, "notes", "Close the commands"),
        row(&[c('?'), k(F(1))], Action::Help, "help", "Help"),
    ] },
    ContextBindings { context: Choosing, parent: None, heading: "Choosing a prompt; any other key acts in the notes", rows: &[
        row(&[k(Up)], Action::ChooseUp, "", PROMPT),
        labeled(&[k(Down)], Action::ChooseDown, "↑↓", "prompt", PROMPT),
        row(&[c(' ')], Action::Cover, "covered", "Mark prompt covered, or not covered"),
        row(&[k(Enter)], Action::CloseRow, "notes", "Back to the notes"),
        row(&[k(Esc)], Action::CommandRow, "commands", "Show the commands"),
        row(&[k(F(1))], Action::Help, "help", "Help"),
    ] },
    ContextBindings { context: Transcript, parent: Some(Scroll), heading: "Reading brief, answers and follow-ups", rows: &[
        row(&[], Action::PageUp, "", "Page up or down"),
        row(&[], Action::PageDown, "scroll", "Page up or down"),
        row(&[c('/'), Key::ctrl('f')], Action::Find, "find", "Find text"),
        row(&[c('n')], Action::FindNext, "next", "Next or previous match"),
        row(&[c('N')], Action::FindPrevious, "", "Next or previous match"),
        labeled(&[c('r'), k(Enter)], Action::Back, "Esc", "notes", "Back to the notes"),
        row(&[], Action::Help, "help", "Help"),
    ] },
    ContextBindings { context: Notes, parent: Some(Text), heading: "Notes", rows: &[
        row(&[k(Esc)], Action::CommandRow, "", "Show the commands"),
        row(&[k(Enter)], Action::Edit(Edit::Newline), "", "New line"),
        row(&[k(Tab)], Action::Edit(Edit::Indent), "", "Indent, or with Shift less"),
        row(&[k(BackTab)], Action::Edit(Edit::Unindent), "", "Indent, or with Shift less"),
        row(&[Key::ctrl('c')], Action::CopyOrLeave, "", "Copy; with nothing selected, leave"),
        row(&[Key::ctrl('f')], Action::Find, "", "Find in the notes of this stage"),
        row(&[Key::ctrl('s')], Action::Saved, "", "Say that everything is saved: it always is"),
    ] },
    ContextBindings { context: Paused, parent: Some(Everywhere), heading: "Paused", rows: &[
        row(&[c('p'), c(' '), k(Enter), k(F(9))], Action::Continue, "continue", "Continue"),
        row(&[c('q'), Key::ctrl('c'), k(F(10))], Action::Leave, "leave", "Leave: save for later, or finish"),
        row(&[], Action::Back, "", ""),
    ] },
    ContextBindings { context: Leaving, parent: Some(Everywhere), heading: "Leaving", rows: &[
        row(&[c('l'), c('1')], Action::KeepForLater, "save for later", "Save the interview for later"),
        row(&[c('f'), c('2')], Action::FinishNow, "finish now", "Finish the interview now"),
        row(&[c('s'), c('3'), k(Esc)], Action::Stay, "keep working", "Keep working"),
        row(&[Key::ctrl('c')], Action::CopyOrLeave, "", "Twice: leave and keep everything"),
        row(&[], Action::Back, "", ""),
    ] },
    ContextBindings { context: Asking, parent: Some(Line), heading: "Asking", rows: &[
        row(&[k(Up)], Action::Up, "", "Choose a question; Space marks it where several were typed"),
        labeled(&[k(Down)], Action::Down, "↑↓", "choose", "Choose a question; Space marks it where several were typed"),
        row(&[k(Enter)], Action::Accept, "ask", "Ask the marked questions, or state an assumption"),
        row(&[], Action::Back, "back", "Back to the notes; what was typed is discarded"),
    ] },
    ContextBindings { context: Finding, parent: Some(Line), heading: "Finding", rows: &[
        row(&[k(Enter), k(Down)], Action::Accept, "next", "Next match"),
        row(&[k(Up)], Action::Up, "before", "Previous match"),
        row(&[], Action::Back, "back", "Back to the notes"),
    ] },
    ContextBindings { context: Unsaved, parent: None, heading: "Leaving while not saved", rows: &[
        row(&[c('w'), c('1')], Action::WriteElsewhere, "write elsewhere", "Write everything to another folder, then leave"),
        row(&[c('s'), c('2'), k(Esc)], Action::Stay, "keep working", "Keep working; saving is retried every second"),
        row(&[c('e'), c('4')], Action::EditFolder, "edit folder", "Type another folder, then Enter writes to it"),
        row(&[c('x'), c('3')], Action::LeaveUnsaved, "leave", "Quit without saving"),
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
        labeled(DIGITS, Action::LikelyLine, "1-9 /", "line", LIKELY),
        row(&[c('/')], Action::SearchLine, "", SEARCH),
        row(&[c('K'), k(PageUp)], Action::LineUp, "", LINE),
        row(&[c('J'), k(PageDown)], Action::LineDown, "", LINE),
        row(&[k(Tab), k(BackTab)], Action::OtherPane, "other half", "The other half; ↑ and ↓ select there"),
        row(&[k(Up), c('k')], Action::Up, "", "Select an item"),
        row(&[k(Down), c('j')], Action::Down, "", "Select an item"),
        row(&[k(Left), c('[')], Action::Before, "", TURN),
        row(&[k(Right), c(']')], Action::After, "", TURN),
        row(&[c('g')], Action::ShowPreviousStage, "", "Previous stage"),
        row(&[], Action::Back, "leave", "Leave; marks are kept"),
    ] },
    ContextBindings { context: Compare, parent: Some(Scroll), heading: "The answer and the summary", rows: &[
        row(&[k(Enter)], Action::Onward, "next", "Next stage, and after the last the summary"),
        row(&[], Action::PageDown, "scroll", "Page up or down"),
        row(&[k(Tab), k(BackTab)], Action::OtherPane, "other half", "To the notes or the answer"),
        row(&[c('u')], Action::MarkAgain, "mark again", "Change marks of this stage; recorded as made after the reference"),
        row(&[k(Left), c('[')], Action::Before, "", TURN),
        row(&[k(Right), c(']')], Action::After, "", TURN),
        row(&[c('g'), k(Backspace)], Action::ShowPreviousStage, "", "Previous stage, or previous page of the summary"),
        row(&[], Action::Back, "leave", "Leave; marks are kept"),
    ] },
    ContextBindings { context: NextTime, parent: Some(Line), heading: "Next time", rows: &[
        row(&[k(Enter)], Action::Onward, "keep", "Keep the line, and leave"),
        row(&[k(Esc)], Action::ShowPreviousStage, "back", "Back to the summary; the line is kept"),
        row(&[], Action::Back, "", "Leave; the line is kept"),
    ] },
];
