//! The table of key bindings: what everybody uses, and the interview of the candidate.

mod coach;
mod debrief;
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
    /// Opens the list of commands that is filtered by name.
    Palette,
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
    Previous,
    Next,
    // Texts
    Edit(Edit),
    /// Empties a text of one line.
    Clear,
    /// Accepts what was typed.
    Accept,
    // Home
    Start,
    Resume,
    Study,
    Options,
    /// Toggles a switch, or selects the next value.
    Change,
    Sessions,
    History,
    /// Chooses between a stage and the cards.
    Drill,
    DrillStage,
    DrillCards,
    Tutor,
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
    SaveForLater,
    FinishNow,
    Cancel,
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
    /// The digit of the key is the number of the next step.
    DoStep,
    OtherPane,
    Advance,
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
    Calibrate,
    Cohort,
    MarkUnread,
    Columns,
    ClearFilter,
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
    JudgeGoal,
    Publish,
    Reveal,
    Reply,
    Export,
    SavePhrase,
    Phrases,
    Merge,
    Yes,
}

const fn step(to: Move) -> Action {
    Action::Edit(Edit::Move { to, select: false })
}

use Context::{
    Asking, Choosing, Command, CommandBox, Everywhere, Filter, Finding, Finished, Home, Leaving,
    Line, List, Notes, OptionText, Options, Page, Paused, Reading, Scroll, Text, Transcript,
    Unsaved,
};
use KeyCode::{
    BackTab, Backspace, Delete, Down, End, Enter, Esc, F, Home as HomeKey, Left, PageDown, PageUp,
    Right, Tab, Up,
};

const PAGE_UP: &str = "Go up one page";
const PAGE_DOWN: &str = "Go down one page";
const ENTRY_ABOVE: &str = "Select the entry above";
const ENTRY_BELOW: &str = "Select the entry below";
const LEFT: &str = "Move left; with Shift select";
const RIGHT: &str = "Move right; with Shift select";
const TURN_BACK: &str = "Show the notes of the previous stage";
const TURN_ON: &str = "Show the notes of the next stage";
const LINE_ABOVE: &str = "Choose the line of the notes above";
const LINE_BELOW: &str = "Choose the line of the notes below";
const LIKELY: &str = "Choose one of the likeliest lines";
const EXPORT: &str =
    "Write the report to a new file in the working directory, named after the session";
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
    let candidate = CANDIDATE.iter().chain(debrief::DEBRIEF);
    candidate.chain(coach::COACH).chain(drill::DRILL)
}

#[rustfmt::skip]
static CANDIDATE: &[ContextBindings] = &[
    ContextBindings { context: Everywhere, parent: None, heading: "Everywhere", rows: &[
        row(&[Key::ctrl('z')], Action::Suspend, "", "Suspend the program"),
        row(&[Key::ctrl('l')], Action::Redraw, "", "Redraw the screen"),
        row(&[c('q'), k(Esc), Key::ctrl('c')], Action::Back, "back", "Go back one step"),
        row(&[Key::ctrl('p'), c(':')], Action::Palette, "", "Find a command by its name, and run it"),
        row(&[c('?'), k(F(1))], Action::Help, "help", "Show the keys"),
    ] },
    ContextBindings { context: Scroll, parent: Some(Everywhere), heading: "Pages", rows: &[
        row(&[k(Up), c('k')], Action::Up, "", "Scroll up one line"),
        row(&[k(Down), c('j')], Action::Down, "", "Scroll down one line"),
        row(&[k(PageUp)], Action::PageUp, "", PAGE_UP),
        row(&[k(PageDown), c(' ')], Action::PageDown, "scroll", PAGE_DOWN),
        row(&[k(HomeKey), c('g')], Action::First, "", "Go to the start"),
        row(&[k(End), c('G')], Action::Last, "", "Go to the end"),
    ] },
    ContextBindings { context: List, parent: Some(Scroll), heading: "Lists", rows: &[
        row(&[k(Enter)], Action::Open, "open", "Open the selected entry"),
        row(&[c('/')], Action::Filter, "search", "Show only entries with these words"),
        row(&[Key::ctrl('u')], Action::ClearFilter, "", "Clear the filter at once"),
        row(&[], Action::Up, "", ENTRY_ABOVE),
        row(&[], Action::Down, "", ENTRY_BELOW),
        row(&[], Action::PageDown, "", PAGE_DOWN),
        row(&[], Action::First, "", "Go to the first entry"),
        row(&[], Action::Last, "", "Go to the last entry"),
    ] },
    ContextBindings { context: Text, parent: Some(Everywhere), heading: "Texts", rows: &[
        row(&[k(Left)], step(Move::Left), "", LEFT),
        row(&[k(Right)], step(Move::Right), "", RIGHT),
        row(&[k(Up)], step(Move::Up), "", "Move up one line; with Shift select"),
        row(&[k(Down)], step(Move::Down), "", "Move down one line; with Shift select"),
        row(&[k(HomeKey)], step(Move::LineStart), "", "Go to the start of the line; with Shift select"),
        row(&[k(End)], step(Move::LineEnd), "", "Go to the end of the line; with Shift select"),
        row(&[k(PageUp)], step(Move::PageUp), "", "Move up one page; with Shift select"),
        row(&[k(PageDown)], step(Move::PageDown), "", "Move down one page; with Shift select"),
        row(&[ctrl(Left)], step(Move::WordLeft), "", "Go to the previous word; with Shift select"),
        row(&[ctrl(Right)], step(Move::WordRight), "", "Go to the next word; with Shift select"),
        row(&[ctrl(HomeKey)], step(Move::TextStart), "", "Go to the start of the text"),
        row(&[ctrl(End)], step(Move::TextEnd), "", "Go to the end of the text"),
        row(&[Key::ctrl(' ')], Action::Edit(Edit::SetMark), "", "Begin to select, where Shift does not"),
        row(&[Key::ctrl('a')], Action::Edit(Edit::SelectAll), "", "Select all"),
        row(&[Key::ctrl('z')], Action::Edit(Edit::Undo), "", "Undo the last words"),
        row(&[Key::ctrl('y')], Action::Edit(Edit::Redo), "", "Redo what was undone"),
        row(&[Key::ctrl('x')], Action::Edit(Edit::Cut), "", "Cut"),
        row(&[Key::ctrl('v')], Action::Edit(Edit::PasteKept), "", "Paste what was cut or copied here"),
        row(&[k(Backspace)], Action::Edit(Edit::Backspace), "", "Delete the character before the caret"),
        row(&[k(Delete)], Action::Edit(Edit::Delete), "", "Delete the character at the caret"),
        row(&[Key::ctrl('w'), ctrl(Backspace)], Action::Edit(Edit::WordBack), "", "Delete the previous word"),
        row(&[Key::ctrl('u')], Action::Edit(Edit::LineBack), "", "Delete to the start of the line"),
    ] },
    ContextBindings { context: Line, parent: Some(Text), heading: "Lines of text", rows: &[
        row(&[Key::ctrl('u')], Action::Clear, "", "Empty the line"),
    ] },
    ContextBindings { context: Filter, parent: Some(Line), heading: "Searching", rows: &[
        row(&[k(Enter)], Action::Accept, "keep", "End typing and keep the filter and the selection"),
        row(&[k(Up)], Action::Up, "", ENTRY_ABOVE),
        labeled(&[k(Down)], Action::Down, "↑ ↓", "choose", ENTRY_BELOW),
        row(&[k(PageUp)], Action::PageUp, "", PAGE_UP),
        row(&[k(PageDown)], Action::PageDown, "", PAGE_DOWN),
        row(&[], Action::Clear, "", "Clear the filter and type another one"),
        row(&[k(Esc)], Action::Back, "clear", "Clear the search"),
    ] },
    ContextBindings { context: CommandBox, parent: Some(Line), heading: "Help and commands", rows: &[
        row(&[k(Enter)], Action::Accept, "run", "Run the selected command"),
        row(&[k(Up)], Action::Up, "", "Select the command above"),
        labeled(&[k(Down)], Action::Down, "↑ ↓", "choose", "Select the command below"),
        row(&[k(PageUp)], Action::PageUp, "", PAGE_UP),
        row(&[k(PageDown)], Action::PageDown, "", PAGE_DOWN),
        row(&[], Action::Clear, "clear filter", "Clear the filter"),
        row(&[], Action::Back, "close", "Close the box"),
    ] },
    ContextBindings { context: Home, parent: Some(List), heading: "Home", rows: &[
        row(&[k(Enter)], Action::Start, "start", "Start the selected design at once"),
        row(&[c('r')], Action::Resume, "resume", "Resume the latest unfinished session"),
        row(&[c('s')], Action::Debrief, "", "Open the debrief that waits"),
        row(&[c('h')], Action::History, "history", "Open your sessions: levels, reviews, debriefs"),
        row(&[c('v')], Action::Sessions, "review", "Review sessions as a coach"),
        row(&[c('d')], Action::Drill, "drill", "Practice your weakest stage for five minutes, or the concept cards"),
        row(&[c('q'), Key::ctrl('c')], Action::Quit, "quit", "Quit"),
        labeled(&[c('1'), c('2'), c('3')], Action::DoStep, "1-3", "", "Do the next step with this number"),
        row(&[c('f')], Action::Study, "study", "Read the framework, the concepts, and the design's answers"),
        row(&[c('o')], Action::Options, "options", "Set options: minutes, total, strict, seed, interruptions, clock"),
        row(&[c('t')], Action::Tutor, "tutor", "Start the tutor: 90 seconds, leaves no history"),
        row(&[], Action::Filter, "filter", "Show only designs with these words"),
        row(&[], Action::Back, "", "Clear the filter"),
    ] },
    ContextBindings { context: Options, parent: Some(Line), heading: "Options", rows: &[
        row(&[k(Enter)], Action::Start, "start", "Start the selected design with these options"),
        row(&[k(Up), k(BackTab)], Action::Up, "", "Select the option above"),
        labeled(&[k(Tab), k(Down)], Action::Down, "↑ ↓", "choose", "Select the option below"),
        row(&[c(' ')], Action::Change, "change", "Switch the option, or take its next value"),
        row(&[k(Left)], Action::Previous, "", "Take the previous value"),
        row(&[k(Right)], Action::Next, "", "Take the next value"),
        row(&[Key::ctrl('z')], Action::Suspend, "", "Suspend the program"),
        row(&[], Action::Back, "close", "Close and keep the options; outside a text q does too"),
        row(&[], Action::Help, "help", "Show the keys; outside a text ? does too"),
    ] },
    ContextBindings { context: OptionText, parent: Some(Options), heading: "An option that is text", rows: &[
        row(&[k(Left)], step(Move::Left), "", LEFT),
        row(&[k(Right)], step(Move::Right), "", RIGHT),
    ] },
    ContextBindings { context: Command, parent: None, heading: "Commands", rows: &[
        row(&[c('n'), k(F(2))], Action::NextStage, "next", "Go to the next stage"),
        row(&[c('g'), k(F(3))], Action::PreviousStage, "back", "Go back one stage"),
        row(&[k(Up)], Action::ChooseUp, "", "Choose the prompt above"),
        labeled(&[k(Down), k(F(4))], Action::ChooseDown, "↑↓", "prompt", "Choose a prompt of this stage"),
        row(&[c('a'), k(F(5))], Action::Ask, "ask", "Ask the interviewer, in your own words"),
        row(&[c('h'), k(F(7))], Action::Hint, "hint", "Take a hint for the chosen prompt (recorded)"),
        row(&[c('x'), c(' ')], Action::Cover, "covered", "Mark the chosen prompt covered, or not"),
        row(&[c('m'), k(F(8))], Action::Answered, "answered", "Mark the newest follow-up of this stage answered, or not"),
        row(&[c('r'), k(F(6))], Action::Read, "read", "Read the brief, and answers and follow-ups of every stage"),
        row(&[c('=')], Action::Compute, "compute", "Compute the line, such as 4e6/day * 500 KB"),
        row(&[c('e'), c('!')], Action::Editor, "editor", "Edit the notes in $EDITOR; the clock keeps running"),
        row(&[c('z'), k(F(11))], Action::Wide, "full width", "Show the notes over the full width, and back"),
        row(&[c('c'), k(F(12))], Action::Clock, "clock", "Change the clock: digits, bar, hidden"),
        row(&[c('w'), c('>')], Action::WriteElsewhere, "write elsewhere", "Write everything to another folder"),
        row(&[c('p'), k(F(9))], Action::Pause, "pause", "Pause the interview and hide the notes"),
        row(&[c('q'), k(F(10))], Action::Leave, "leave", "Leave the interview: save for later, or finish"),
        row(&[k(PageDown)], Action::ScrollDown, "", "Scroll down what is open on the left"),
        row(&[k(PageUp)], Action::ScrollUp, "", "Scroll up what is open on the left"),
        row(&[c('b'), k(Left)], step(Move::WordLeft), "", "Go to the previous word of the notes"),
        row(&[c('f'), k(Right)], step(Move::WordRight), "", "Go to the next word of the notes"),
        row(&[k(Backspace)], Action::Edit(Edit::WordBack), "", "Delete the previous word of the notes"),
        row(&[k(Enter)], Action::Edit(Edit::Newline), "", "Begin a new line in the notes"),
        row(&[k(Esc)], Action::CloseRow, "notes", "Close the commands"),
        row(&[c(':'), Key::ctrl('p')], Action::Palette, "", "Find a command by its name, and run it"),
        row(&[c('?'), k(F(1))], Action::Help, "help", "Show the keys"),
    ] },
    ContextBindings { context: Choosing, parent: None, heading: "Choosing a prompt", rows: &[
        row(&[k(Up)], Action::ChooseUp, "", "Choose the prompt above"),
        labeled(&[k(Down)], Action::ChooseDown, "↑↓", "prompt", "Choose the prompt below"),
        row(&[c(' ')], Action::Cover, "covered", "Mark the chosen prompt covered, or not"),
        row(&[k(Enter)], Action::CloseRow, "notes", "Go back to the notes"),
        row(&[k(Esc)], Action::CommandRow, "commands", "Show the commands"),
        row(&[k(F(1))], Action::Help, "help", "Show the keys"),
    ] },
    ContextBindings { context: Transcript, parent: Some(Scroll), heading: "Reading brief, answers and follow-ups", rows: &[
        row(&[], Action::PageUp, "", PAGE_UP),
        row(&[], Action::PageDown, "scroll", PAGE_DOWN),
        row(&[c('/'), Key::ctrl('f')], Action::Find, "find", "Find text"),
        row(&[c('n')], Action::FindNext, "next match", "Go to the next match"),
        row(&[c('N')], Action::FindPrevious, "", "Go to the previous match"),
        labeled(&[c('r'), k(Enter)], Action::Back, "Esc", "notes", "Go back to the notes"),
        row(&[], Action::Help, "help", "Show the keys"),
    ] },
    ContextBindings { context: Notes, parent: Some(Text), heading: "Notes", rows: &[
        row(&[k(Esc)], Action::CommandRow, "", "Show the commands"),
        row(&[k(Enter)], Action::Edit(Edit::Newline), "", "Begin a new line; a sum on the line is computed"),
        row(&[k(Tab)], Action::Edit(Edit::Indent), "", "Indent the lines"),
        row(&[k(BackTab)], Action::Edit(Edit::Unindent), "", "Indent the lines less"),
        row(&[Key::ctrl('c')], Action::CopyOrLeave, "", "Copy the selected text; with none, leave the interview"),
        row(&[Key::ctrl('f')], Action::Find, "", "Find in the notes of this stage"),
        row(&[Key::ctrl('s')], Action::Saved, "", "Say that everything is saved: it always is"),
    ] },
    ContextBindings { context: Paused, parent: Some(Everywhere), heading: "Paused", rows: &[
        row(&[c('p'), c(' '), k(Enter), k(F(9))], Action::Continue, "continue", "Continue the interview"),
        row(&[c('q'), Key::ctrl('c'), k(F(10))], Action::Leave, "leave", "Leave the interview: save for later, or finish"),
        row(&[], Action::Back, "", "Do nothing: the pause continues"),
    ] },
    ContextBindings { context: Leaving, parent: Some(Everywhere), heading: "Leaving", rows: &[
        row(&[c('l'), c('1')], Action::SaveForLater, "save for later", "Save the interview for later"),
        row(&[c('f'), c('2')], Action::FinishNow, "finish now", "Finish the interview now"),
        labeled(&[c('s'), c('3'), k(Esc)], Action::Cancel, "Esc", "keep working", "Keep working"),
        row(&[Key::ctrl('c')], Action::CopyOrLeave, "", "Leave and keep everything, when pressed twice"),
        row(&[], Action::Back, "", "Say which keys answer"),
    ] },
    ContextBindings { context: Asking, parent: Some(Line), heading: "Asking", rows: &[
        row(&[k(Up)], Action::Up, "", "Choose the question above"),
        labeled(&[k(Down)], Action::Down, "↑ ↓", "choose", "Choose the question below; Space marks it where several were typed"),
        row(&[k(Enter)], Action::Accept, "ask", "Ask the marked questions, or state an assumption"),
        row(&[], Action::Back, "leave", "Go back to the notes; what was typed is discarded"),
    ] },
    ContextBindings { context: Finding, parent: Some(Line), heading: "Finding", rows: &[
        row(&[k(Enter), k(Down)], Action::Accept, "next", "Go to the next match"),
        row(&[k(Up)], Action::Up, "previous", "Go to the previous match"),
        row(&[], Action::Back, "back", "Go back to the notes"),
    ] },
    ContextBindings { context: Unsaved, parent: None, heading: "Leaving while not saved", rows: &[
        row(&[c('w'), c('1')], Action::WriteElsewhere, "write elsewhere", "Write everything to another folder, then leave"),
        row(&[c('s'), c('2'), k(Esc)], Action::Cancel, "keep working", "Keep working; saving is retried every second"),
        row(&[c('e'), c('4')], Action::EditFolder, "edit", "Type another folder; then Enter writes to it"),
        row(&[c('x'), k(F(10))], Action::LeaveUnsaved, "leave", "Quit without saving"),
    ] },
    ContextBindings { context: Page, parent: Some(Scroll), heading: "Pages that Enter closes", rows: &[
        row(&[], Action::PageDown, "scroll", PAGE_DOWN),
        labeled(&[k(Enter)], Action::Back, "q", "back", "Go back one step"),
    ] },
    ContextBindings { context: Reading, parent: Some(Page), heading: "Study: a text", rows: &[
        row(&[], Action::PageDown, "scroll", PAGE_DOWN),
        row(&[k(Left)], Action::Previous, "", "Open the previous entry of the list"),
        row(&[k(Right)], Action::Next, "next", "Open the next entry of the list"),
    ] },
    ContextBindings { context: Finished, parent: Some(Scroll), heading: "After the finish", rows: &[
        row(&[k(Enter), c('d')], Action::Debrief, "debrief", "Score the notes with the rubric, stage by stage"),
    ] },
];
