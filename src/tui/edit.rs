//! What a text editor can be told to do and what it answers. Which key means which action is not known here.

use crate::domain::session::notes::Splice;

/// One thing that the editor does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditAction {
    /// Moves the caret; with `select` the selection grows from where the caret stood, without it nothing stays selected.
    Move {
        to: Move,
        select: bool,
    },
    /// Types a character over what is selected. Control characters but tab and LF are not typed.
    Insert(char),
    Newline,
    /// Puts text from outside in place of what is selected, as one step. CRLF and CR become LF, other control
    /// characters but tab are left out.
    Paste(String),
    /// Pastes what was last cut or copied.
    PasteKept,
    /// Deletes the selection, or the grapheme before the caret.
    Backspace,
    /// Deletes the selection, or the grapheme behind the caret.
    Delete,
    /// Deletes the selection, or back to where `Move::WordLeft` would go.
    WordBack,
    /// Moves the line of the caret, or every selected line, in by two blanks.
    Indent,
    /// Moves the line of the caret, or every selected line, out by a tab or two blanks.
    Unindent,
    Undo,
    Redo,
    SelectAll,
    /// From here on moves select, until the next edit or `Unselect`.
    SetMark,
    Unselect,
    Cut,
    Copy,
}

/// Where the caret goes. Left and right go by graphemes, up and down by rows as they are wrapped on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    Left,
    Right,
    /// A row up, near the column the caret stood in when it began to go up and down; from the first row to the start.
    Up,
    /// A row down; from the last row to the end.
    Down,
    /// The start of the line, however many rows it has.
    LineStart,
    /// The end of the line, however many rows it has.
    LineEnd,
    /// As many rows up as the area showed, less one.
    PageUp,
    PageDown,
    /// The start of the word or of the run of signs before the caret; no further than one line's end.
    WordLeft,
    /// The end of the word or of the run of signs behind the caret; no further than one line's end.
    WordRight,
    TextStart,
    TextEnd,
}

/// What came of an action.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub enum EditOutcome {
    /// The text is as it was; caret and selection may have moved.
    Same,
    Changed(Splice),
    /// The edit would have passed the limit, so that nothing was done.
    Full,
    /// The text is as it was, and this is for the system's clipboard.
    Copied(String),
    /// What was removed is for the system's clipboard.
    Cut(Splice),
}
