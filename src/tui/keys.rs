//! One table: key, action, words. It feeds dispatch, the footer and the help, so they cannot disagree.

mod table;

use crossterm::event::KeyModifiers;

use super::input::Key;
use super::widgets::notes::Action as Edit;
use Context::Notes;
pub use table::TABLE;

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
    /// The notes as they stood at any moment.
    Replay,
    /// Typing a word in a replay, to go where it first appeared.
    Appearance,
    /// A table of sessions: the coach's desk, and the history.
    Desk,
    /// A coach's review of one session.
    Review,
    /// Typing a comment.
    Commenting,
    /// Asked whether to reveal before all is scored.
    Revealing,
    /// Typing where a file goes.
    Naming,
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
    // The replay
    Play,
    Earlier,
    Later,
    NextComment,
    PreviousComment,
    /// The digit of the key says which.
    Speed,
    Appearance,
    // The coach
    Desk,
    History,
    Sort,
    Select,
    SelectUp,
    SelectDown,
    Compare,
    ReadAgain,
    OtherHalfBack,
    NotAssessed,
    RestNotAssessed,
    Comment,
    EditComment,
    Resolve,
    Undo,
    Replay,
    Reveal,
    Export,
    KeepPhrase,
    Yes,
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
    use crossterm::event::KeyCode;

    use super::*;
    use Context::Command;

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
