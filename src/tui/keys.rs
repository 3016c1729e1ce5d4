//! One table: key, action, words. It feeds dispatch, the footer and the help, so they cannot disagree.

use crossterm::event::{KeyCode, KeyModifiers};

use super::input::Key;
use super::widgets::notes::{Action as Edit, Move};

/// Where a key means something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Context {
    Home,
    /// What a run is started with; in a field of text, characters are typed and not looked up here.
    Options,
    /// The command row of an interview: a key after Esc, or with Alt.
    Command,
    Notes,
    Paused,
    /// Typing a question to the interviewer.
    Asking,
    /// Typing what is looked for in the notes.
    Finding,
    Leaving,
    /// Leaving while the disk takes nothing.
    Unsaved,
    /// A page to read and leave.
    Page,
    /// A list whose entries open.
    List,
    /// A page opened from a list.
    Reading,
    /// The page after the finish.
    Finished,
    /// The debrief while a stage is marked.
    Debrief,
    /// The debrief's pages: a closed stage beside its reference answer, and the summary.
    Compare,
    /// The line "next time I will ...".
    NextTime,
}

/// What a key does.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    // Lists and pages
    Up,
    Down,
    PageUp,
    PageDown,
    First,
    Last,
    Filter,
    Start,
    Resume,
    Browse,
    Options,
    /// Switches what is on or off, or takes the next of several.
    Change,
    /// Empties a text.
    Clear,
    Open,
    Before,
    After,
    Back,
    Quit,
    Help,
    // The interview's commands
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
    Take,
    Compute,
    Editor,
    Pause,
    Leave,
    CloseRow,
    ScrollDown,
    ScrollUp,
    GoOn,
    Keep,
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
    OtherHalf,
    Onward,
    MarkAgain,
    // The notes
    Edit(Edit),
    Saved,
    CopyOrLeave,
    Redraw,
    Suspend,
}

/// One row of the table.
#[derive(Debug)]
pub struct Binding {
    pub context: Context,
    pub keys: &'static [Key],
    pub action: Action,
    /// The keys as a person calls them.
    pub name: &'static str,
    /// One or two words for the footer; empty where the footer leaves it out.
    pub short: &'static str,
    /// A line for the help; rows of one context with the same words stand on one line there.
    pub help: &'static str,
}

const fn row(
    context: Context,
    keys: &'static [Key],
    action: Action,
    name: &'static str,
    short: &'static str,
    help: &'static str,
) -> Binding {
    Binding {
        context,
        keys,
        action,
        name,
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

const fn with_ctrl(code: KeyCode) -> Key {
    Key::with(code, KeyModifiers::CONTROL)
}

use Context::{
    Asking, Command, Compare, Debrief, Finding, Finished, Home, Leaving, List, NextTime, Notes,
    Options, Page, Paused, Reading, Unsaved,
};
use KeyCode::{
    BackTab, Backspace, Delete, Down, End, Enter, Esc, Home as HomeKey, Left, PageDown, PageUp,
    Right, Tab, Up,
};

const fn step(to: Move) -> Action {
    Action::Edit(Edit::Move { to, select: false })
}

const MOVE: &str = "move; with Shift select";
const WORD: &str = "move by word; with Shift select";

/// Every key that does something, by context.
#[rustfmt::skip]
pub static TABLE: &[Binding] = &[
    row(Home, &[k(Enter)], Action::Start, "Enter", "start", "start the chosen design, at once"),
    row(Home, &[c('r')], Action::Resume, "r", "resume", "take up the latest unfinished session"),
    row(Home, &[c('f')], Action::Browse, "f", "read", "read the framework, the concepts, and the design's answers"),
    row(Home, &[c('o')], Action::Options, "o", "options", "options: minutes, total, strict, seed, interruptions, clock"),
    row(Home, &[k(Up), c('k')], Action::Up, "↑ k", "", "choose a design"),
    row(Home, &[k(Down), c('j')], Action::Down, "↓ j", "", "choose a design"),
    row(Home, &[k(HomeKey), c('g')], Action::First, "Home g", "", "to the first"),
    row(Home, &[k(End), c('G')], Action::Last, "End G", "", "to the last"),
    row(Home, &[k(PageUp)], Action::PageUp, "PgUp", "", "a page up"),
    row(Home, &[k(PageDown)], Action::PageDown, "PgDn", "", "a page down"),
    row(Home, &[c('/')], Action::Filter, "/", "filter", "show only designs with these letters"),
    row(Home, &[Key::ctrl('z')], Action::Suspend, "Ctrl-Z", "", "suspend the program"),
    row(Home, &[Key::ctrl('l')], Action::Redraw, "Ctrl-L", "", "draw the screen anew"),
    row(Home, &[c('q'), Key::ctrl('c')], Action::Quit, "q", "quit", "quit"),
    row(Home, &[c('?'), k(KeyCode::F(1))], Action::Help, "?", "help", "this help; F1 too"),
    row(Options, &[k(Enter)], Action::Start, "Enter", "start", "start the chosen design with these options"),
    row(Options, &[k(Up), k(BackTab)], Action::Up, "↑ Shift-Tab", "", "choose an option"),
    row(Options, &[k(Down)], Action::Down, "↓", "", "choose an option"),
    row(Options, &[k(Tab)], Action::Down, "Tab", "choose", "choose an option"),
    row(Options, &[c(' ')], Action::Change, "Space", "change", "switch, or take the next"),
    row(Options, &[k(Left)], Action::Before, "←", "", "take the one before or after; in a text, move"),
    row(Options, &[k(Right)], Action::After, "→", "", "take the one before or after; in a text, move"),
    row(Options, &[k(HomeKey)], Action::First, "Home", "", "in a text, to its start or end"),
    row(Options, &[k(End)], Action::Last, "End", "", "in a text, to its start or end"),
    row(Options, &[k(Backspace)], Action::Edit(Edit::Backspace), "Backspace", "", "in a text, delete"),
    row(Options, &[k(Delete)], Action::Edit(Edit::Delete), "Delete", "", "in a text, delete"),
    row(Options, &[Key::ctrl('u')], Action::Clear, "Ctrl-U", "", "in a text, delete all of it"),
    row(Options, &[Key::ctrl('z')], Action::Suspend, "Ctrl-Z", "", "suspend the program"),
    row(Options, &[Key::ctrl('l')], Action::Redraw, "Ctrl-L", "", "draw the screen anew"),
    row(Options, &[k(Esc), c('q'), Key::ctrl('c')], Action::Back, "Esc", "keep", "close and keep the options; outside a text q too"),
    row(Options, &[k(KeyCode::F(1)), c('?')], Action::Help, "F1", "help", "this help; outside a text ? too"),
    row(Command, &[c('n')], Action::NextStage, "n", "next", "next stage"),
    row(Command, &[c('g')], Action::PreviousStage, "g", "back", "go back one stage"),
    row(Command, &[k(Up), c('k')], Action::ChooseUp, "↑ k", "", "choose a prompt"),
    row(Command, &[k(Down), c('j')], Action::ChooseDown, "↓ j", "prompt", "choose a prompt"),
    row(Command, &[c(' '), c('x')], Action::Cover, "x Space", "mark", "mark the prompt covered, or not"),
    row(Command, &[c('h')], Action::Hint, "h", "hint", "hint for the chosen prompt (on record)"),
    row(Command, &[c('a')], Action::Ask, "a", "ask", "ask the interviewer, in your own words"),
    row(Command, &[c('r')], Action::Read, "r", "read", "read brief, answers and follow-ups again"),
    row(Command, &[k(PageDown)], Action::ScrollDown, "PgDn", "", "scroll what is open on the left"),
    row(Command, &[k(PageUp)], Action::ScrollUp, "PgUp", "", "scroll what is open on the left"),
    row(Command, &[c('=')], Action::Compute, "=", "", "compute the line: 4e6/day * 500 KB"),
    row(Command, &[c('e')], Action::Editor, "e", "", "edit the notes in $EDITOR; the clock runs on"),
    row(Command, &[c('z')], Action::Wide, "z", "", "notes over the full width, and back"),
    row(Command, &[c('c')], Action::Clock, "c", "", "clock: digits, bar, hidden"),
    row(Command, &[c('p')], Action::Pause, "p", "pause", "pause; the notes are covered meanwhile"),
    row(Command, &[c('q')], Action::Leave, "q", "leave", "leave: keep for later, or finish"),
    row(Command, &[c('b'), k(Left)], step(Move::WordLeft), "b ←", "", "in the notes, a word back"),
    row(Command, &[c('f'), k(Right)], step(Move::WordRight), "f →", "", "in the notes, a word on"),
    row(Command, &[k(Backspace)], Action::Edit(Edit::WordBack), "Backspace", "", "in the notes, delete a word back"),
    row(Command, &[c('?'), k(KeyCode::F(1))], Action::Help, "?", "help", "this help; F1 too, at any time"),
    row(Command, &[k(Enter), c('i'), k(Esc)], Action::CloseRow, "Enter i Esc", "", "close the command row"),
    row(Notes, &[k(Left)], step(Move::Left), "←", "", MOVE),
    row(Notes, &[k(Right)], step(Move::Right), "→", "", MOVE),
    row(Notes, &[k(Up)], step(Move::Up), "↑", "", MOVE),
    row(Notes, &[k(Down)], step(Move::Down), "↓", "", MOVE),
    row(Notes, &[k(HomeKey)], step(Move::LineStart), "Home", "", MOVE),
    row(Notes, &[k(End)], step(Move::LineEnd), "End", "", MOVE),
    row(Notes, &[k(PageUp)], step(Move::PageUp), "PgUp", "", MOVE),
    row(Notes, &[k(PageDown)], step(Move::PageDown), "PgDn", "", MOVE),
    row(Notes, &[with_ctrl(Left)], step(Move::WordLeft), "Ctrl-←", "", WORD),
    row(Notes, &[with_ctrl(Right)], step(Move::WordRight), "Ctrl-→", "", WORD),
    row(Notes, &[with_ctrl(HomeKey)], step(Move::TextStart), "Ctrl-Home", "", "to the start or the end"),
    row(Notes, &[with_ctrl(End)], step(Move::TextEnd), "Ctrl-End", "", "to the start or the end"),
    row(Notes, &[Key::ctrl(' ')], Action::Edit(Edit::SetMark), "Ctrl-Space", "", "begin to select, where Shift does not"),
    row(Notes, &[Key::ctrl('a')], Action::Edit(Edit::SelectAll), "Ctrl-A", "", "select all"),
    row(Notes, &[Key::ctrl('z')], Action::Edit(Edit::Undo), "Ctrl-Z", "", "undo, a word or a pause at a time"),
    row(Notes, &[Key::ctrl('y')], Action::Edit(Edit::Redo), "Ctrl-Y", "", "redo"),
    row(Notes, &[Key::ctrl('x')], Action::Edit(Edit::Cut), "Ctrl-X", "", "cut"),
    row(Notes, &[Key::ctrl('c')], Action::CopyOrLeave, "Ctrl-C", "", "copy; with nothing selected, leave"),
    row(Notes, &[Key::ctrl('v')], Action::Edit(Edit::PasteKept), "Ctrl-V", "", "paste what was cut or copied here"),
    row(Notes, &[k(Backspace)], Action::Edit(Edit::Backspace), "Backspace", "", "delete"),
    row(Notes, &[k(Delete)], Action::Edit(Edit::Delete), "Delete", "", "delete"),
    row(Notes, &[Key::ctrl('w')], Action::Edit(Edit::WordBack), "Ctrl-W", "", "delete a word back"),
    row(Notes, &[k(Enter)], Action::Edit(Edit::Newline), "Enter", "", "new line"),
    row(Notes, &[k(Tab)], Action::Edit(Edit::Indent), "Tab", "", "indent, or with Shift less"),
    row(Notes, &[k(BackTab)], Action::Edit(Edit::Unindent), "Shift-Tab", "", "indent, or with Shift less"),
    row(Notes, &[Key::ctrl('f')], Action::Find, "Ctrl-F", "", "find in the notes of this stage"),
    row(Notes, &[Key::ctrl('s')], Action::Saved, "Ctrl-S", "", "says that all is saved: it always is"),
    row(Notes, &[Key::ctrl('l')], Action::Redraw, "Ctrl-L", "", "draw the screen anew"),
    row(Notes, &[k(KeyCode::F(1))], Action::Help, "F1", "", "this help"),
    row(Paused, &[c('p'), c(' '), k(Enter)], Action::GoOn, "p", "go on", "go on; Space and Enter too"),
    row(Paused, &[c('q'), Key::ctrl('c')], Action::Leave, "q", "leave", "leave: keep for later, or finish"),
    row(Leaving, &[c('l')], Action::Keep, "l", "keep for later", "keep the interview for later"),
    row(Leaving, &[c('f')], Action::FinishNow, "f", "finish now", "finish the interview now"),
    row(Leaving, &[c('s'), k(Esc)], Action::Stay, "s", "stay", "stay; Esc too"),
    row(Asking, &[k(Up)], Action::Up, "↑↓", "choose", "choose among the questions that fit"),
    row(Asking, &[k(Down)], Action::Down, "↓", "", "choose among the questions that fit"),
    row(Asking, &[k(Enter)], Action::Take, "Enter", "ask", "ask the chosen question"),
    row(Asking, &[k(Esc), Key::ctrl('c')], Action::Back, "Esc", "back", "back to the notes; what was typed stays"),
    row(Finding, &[k(Enter), k(Down)], Action::Take, "Enter", "next", "the next place"),
    row(Finding, &[k(Up)], Action::Up, "↑", "before", "the place before"),
    row(Finding, &[k(Esc), Key::ctrl('c')], Action::Back, "Esc", "back", "back to the notes"),
    row(Unsaved, &[c('w')], Action::WriteElsewhere, "w", "write elsewhere", "write everything to another folder, then leave"),
    row(Unsaved, &[c('s'), k(Esc)], Action::Stay, "s", "stay", "stay: it is tried again each second"),
    row(Unsaved, &[c('x')], Action::LeaveUnsaved, "x", "leave", "leave all the same"),
    row(Page, &[k(Up), c('k')], Action::Up, "↑ k", "", "a line up or down"),
    row(Page, &[k(Down), c('j')], Action::Down, "↓ j", "", "a line up or down"),
    row(Page, &[k(PageUp)], Action::PageUp, "PgUp", "", "a page up or down"),
    row(Page, &[k(PageDown), c(' ')], Action::PageDown, "PgDn", "scroll", "a page up or down"),
    row(Page, &[k(HomeKey), c('g')], Action::First, "Home g", "", "to the start"),
    row(Page, &[k(End), c('G')], Action::Last, "End G", "", "to the end"),
    row(Page, &[Key::ctrl('z')], Action::Suspend, "Ctrl-Z", "", "suspend the program"),
    row(Page, &[Key::ctrl('l')], Action::Redraw, "Ctrl-L", "", "draw the screen anew"),
    row(Page, &[c('q'), k(Esc), k(Enter), Key::ctrl('c')], Action::Back, "q", "back", "back; Esc and Enter too"),
    row(Page, &[c('?'), k(KeyCode::F(1))], Action::Help, "?", "help", "this help; F1 too"),
    row(List, &[k(Enter)], Action::Open, "Enter", "open", "open what is chosen"),
    row(List, &[k(Up), c('k')], Action::Up, "↑ k", "", "choose"),
    row(List, &[k(Down), c('j')], Action::Down, "↓ j", "", "choose"),
    row(List, &[k(HomeKey), c('g')], Action::First, "Home g", "", "to the first"),
    row(List, &[k(End), c('G')], Action::Last, "End G", "", "to the last"),
    row(List, &[k(PageUp)], Action::PageUp, "PgUp", "", "a page up or down"),
    row(List, &[k(PageDown), c(' ')], Action::PageDown, "PgDn", "", "a page up or down"),
    row(List, &[c('/')], Action::Filter, "/", "search", "show only what has these letters"),
    row(List, &[Key::ctrl('z')], Action::Suspend, "Ctrl-Z", "", "suspend the program"),
    row(List, &[Key::ctrl('l')], Action::Redraw, "Ctrl-L", "", "draw the screen anew"),
    row(List, &[c('q'), k(Esc), Key::ctrl('c')], Action::Back, "q", "back", "back one step; Esc too"),
    row(List, &[c('?'), k(KeyCode::F(1))], Action::Help, "?", "help", "this help; F1 too"),
    row(Reading, &[k(PageDown), c(' ')], Action::PageDown, "PgDn", "scroll", "a page up or down"),
    row(Reading, &[k(PageUp)], Action::PageUp, "PgUp", "", "a page up or down"),
    row(Reading, &[k(Up), c('k')], Action::Up, "↑ k", "", "a line up or down"),
    row(Reading, &[k(Down), c('j')], Action::Down, "↓ j", "", "a line up or down"),
    row(Reading, &[k(HomeKey), c('g')], Action::First, "Home g", "", "to the start"),
    row(Reading, &[k(End), c('G')], Action::Last, "End G", "", "to the end"),
    row(Reading, &[k(Left)], Action::Before, "←", "", "the one before in the list"),
    row(Reading, &[k(Right)], Action::After, "→", "next", "the one after in the list"),
    row(Reading, &[Key::ctrl('z')], Action::Suspend, "Ctrl-Z", "", "suspend the program"),
    row(Reading, &[Key::ctrl('l')], Action::Redraw, "Ctrl-L", "", "draw the screen anew"),
    row(Reading, &[c('q'), k(Esc), k(Enter), Key::ctrl('c')], Action::Back, "q", "back", "back to the list; Esc and Enter too"),
    row(Reading, &[c('?'), k(KeyCode::F(1))], Action::Help, "?", "help", "this help; F1 too"),
    row(Finished, &[k(Enter), c('d')], Action::Debrief, "Enter", "debrief", "hold the notes against the rubric, stage by stage; d too"),
    row(Finished, &[k(PageDown), c(' ')], Action::PageDown, "PgDn", "scroll", "a page up or down"),
    row(Finished, &[k(PageUp)], Action::PageUp, "PgUp", "", "a page up or down"),
    row(Finished, &[k(Up), c('k')], Action::Up, "↑ k", "", "a line up or down"),
    row(Finished, &[k(Down), c('j')], Action::Down, "↓ j", "", "a line up or down"),
    row(Finished, &[k(HomeKey), c('g')], Action::First, "Home g", "", "to the start"),
    row(Finished, &[k(End), c('G')], Action::Last, "End G", "", "to the end"),
    row(Finished, &[Key::ctrl('z')], Action::Suspend, "Ctrl-Z", "", "suspend the program"),
    row(Finished, &[Key::ctrl('l')], Action::Redraw, "Ctrl-L", "", "draw the screen anew"),
    row(Finished, &[c('q'), k(Esc), Key::ctrl('c')], Action::Back, "q", "back", "back; Esc too"),
    row(Debrief, &[c(' '), c('x')], Action::Shown, "Space", "shown", "the chosen line shows it: on to the next item"),
    row(Debrief, &[c('-')], Action::NotShown, "-", "not shown", "the notes do not show it: on to the next item"),
    row(Debrief, &[k(Enter)], Action::Onward, "Enter", "close", "close the stage: its level, and the reference answer"),
    row(Debrief, &[c('K'), k(PageUp)], Action::LineUp, "K PgUp", "", "choose another line of the notes"),
    row(Debrief, &[c('J'), k(PageDown)], Action::LineDown, "J", "line", "choose another line of the notes"),
    row(Debrief, &[k(Tab), k(BackTab)], Action::OtherHalf, "Tab", "other half", "to the notes or the rubric; ↑ and ↓ choose there"),
    row(Debrief, &[k(Up), c('k')], Action::Up, "↑ k", "", "choose an item"),
    row(Debrief, &[k(Down), c('j')], Action::Down, "↓ j", "", "choose an item"),
    row(Debrief, &[k(Left), c('[')], Action::Before, "← [", "", "the notes of the stage before or after"),
    row(Debrief, &[k(Right), c(']')], Action::After, "→ ]", "", "the notes of the stage before or after"),
    row(Debrief, &[c('g')], Action::PreviousStage, "g", "", "back one stage"),
    row(Debrief, &[Key::ctrl('z')], Action::Suspend, "Ctrl-Z", "", "suspend the program"),
    row(Debrief, &[Key::ctrl('l')], Action::Redraw, "Ctrl-L", "", "draw the screen anew"),
    row(Debrief, &[c('q'), k(Esc), Key::ctrl('c')], Action::Back, "q", "leave", "leave, what is marked kept; Esc too"),
    row(Debrief, &[c('?'), k(KeyCode::F(1))], Action::Help, "?", "help", "this help; F1 too"),
    row(Compare, &[k(Enter)], Action::Onward, "Enter", "next", "on to the next stage, and at the end to the summary"),
    row(Compare, &[k(PageDown), c(' ')], Action::PageDown, "PgDn", "scroll", "a page up or down"),
    row(Compare, &[k(PageUp)], Action::PageUp, "PgUp", "", "a page up or down"),
    row(Compare, &[k(Tab), k(BackTab)], Action::OtherHalf, "Tab", "other half", "to the notes or the answer"),
    row(Compare, &[c('u')], Action::MarkAgain, "u", "mark again", "change marks of this stage; the record says that it was after the reference"),
    row(Compare, &[k(Up), c('k')], Action::Up, "↑ k", "", "a line up or down"),
    row(Compare, &[k(Down), c('j')], Action::Down, "↓ j", "", "a line up or down"),
    row(Compare, &[k(HomeKey)], Action::First, "Home", "", "to the start"),
    row(Compare, &[k(End), c('G')], Action::Last, "End G", "", "to the end"),
    row(Compare, &[k(Left), c('[')], Action::Before, "← [", "", "the notes of the stage before or after"),
    row(Compare, &[k(Right), c(']')], Action::After, "→ ]", "", "the notes of the stage before or after"),
    row(Compare, &[c('g'), k(Backspace)], Action::PreviousStage, "g", "", "back one stage, or one page of the summary"),
    row(Compare, &[Key::ctrl('z')], Action::Suspend, "Ctrl-Z", "", "suspend the program"),
    row(Compare, &[Key::ctrl('l')], Action::Redraw, "Ctrl-L", "", "draw the screen anew"),
    row(Compare, &[c('q'), k(Esc), Key::ctrl('c')], Action::Back, "q", "leave", "leave, what is marked kept; Esc too"),
    row(Compare, &[c('?'), k(KeyCode::F(1))], Action::Help, "?", "help", "this help; F1 too"),
    row(NextTime, &[k(Enter)], Action::Onward, "Enter", "keep", "keep the line, and leave"),
    row(NextTime, &[k(Esc)], Action::PreviousStage, "Esc", "back", "back to the summary, the line kept"),
    row(NextTime, &[Key::ctrl('c')], Action::Back, "Ctrl-C", "", "leave, the line kept"),
    row(NextTime, &[Key::ctrl('l')], Action::Redraw, "Ctrl-L", "", "draw the screen anew"),
    row(NextTime, &[k(KeyCode::F(1))], Action::Help, "F1", "help", "this help"),
];

/// What a key does in a context. With Shift, a move in the notes selects.
pub fn action(context: Context, key: Key) -> Option<Action> {
    let found = |key: Key| {
        TABLE
            .iter()
            .find(|row| row.context == context && row.keys.contains(&key))
    };
    if let Some(row) = found(key) {
        return Some(row.action.clone());
    }
    let shifted = key.has(KeyModifiers::SHIFT) && context == Notes;
    match found(key.without(KeyModifiers::SHIFT)).map(|row| &row.action) {
        Some(Action::Edit(Edit::Move { to, .. })) if shifted => Some(Action::Edit(Edit::Move {
            to: *to,
            select: true,
        })),
        _ => None,
    }
}

/// The rows of a context whose keys the footer names, in the table's order.
pub fn footer(context: Context) -> impl Iterator<Item = &'static Binding> {
    TABLE
        .iter()
        .filter(move |row| row.context == context && !row.short.is_empty())
}

/// The help of a context: keys and what they do, rows with the same words joined.
pub fn help(context: Context) -> Vec<(String, &'static str)> {
    let mut lines: Vec<(String, &'static str)> = Vec::new();
    for row in TABLE.iter().filter(|row| row.context == context) {
        match lines.iter_mut().find(|(_, help)| *help == row.help) {
            Some((names, _)) => {
                names.push(' ');
                names.push_str(row.name);
            }
            None => lines.push((row.name.to_owned(), row.help)),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_does_two_things_in_one_context() {
        for (place, row) in TABLE.iter().enumerate() {
            for other in &TABLE[place + 1..] {
                let shared = row.keys.iter().any(|key| other.keys.contains(key));
                assert!(
                    !shared || row.context != other.context,
                    "{:?}: {} and {}",
                    row.context,
                    row.name,
                    other.name
                );
            }
        }
    }

    #[test]
    fn every_key_has_words() {
        for row in TABLE {
            assert!(
                !row.name.is_empty() && !row.help.is_empty(),
                "{:?}",
                row.keys
            );
        }
    }

    #[test]
    fn every_command_has_a_key_that_no_terminal_confuses() {
        for row in TABLE.iter().filter(|row| row.context == Command) {
            let plain =
                |key: &Key| matches!(key.code, KeyCode::Char(_)) && key.modifiers.is_empty();
            let named = matches!(
                row.action,
                Action::ScrollDown | Action::ScrollUp | Action::Edit(Edit::WordBack)
            );
            assert!(named || row.keys.iter().any(plain), "{}", row.name);
        }
    }
}
