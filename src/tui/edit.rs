//! The actions of a text editor and their results. The keys are bound in the key table.

use crate::domain::session::notes::Splice;

/// One action of the editor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditAction {
    /// Moves the caret. With `select` the selection is extended, else it ends.
    Move {
        to: Move,
        select: bool,
    },
    /// Replaces the selection by a character. Control characters other than tab and LF are ignored.
    Insert(char),
    Newline,
    /// Replaces the selection by a text, as one undo step. CRLF and CR become LF, and control characters other than tab
    /// are removed.
    Paste(String),
    /// Pastes what was last cut or copied here.
    PasteKept,
    /// Deletes the selection, or the grapheme before the caret.
    Backspace,
    /// Deletes the selection, or the grapheme after the caret.
    Delete,
    /// Deletes the selection, or the text back to the target of `Move::WordLeft`.
    WordBack,
    /// Deletes the selection, or the text back to the start of the line.
    LineBack,
    /// Indents the line of the caret, or every selected line, by two blanks.
    Indent,
    /// Unindents the line of the caret, or every selected line, by a tab or two blanks.
    Unindent,
    Undo,
    Redo,
    SelectAll,
    /// Makes moves select until the next edit or `Unselect`.
    SetMark,
    Unselect,
    Cut,
    Copy,
}

/// A move of the caret. Left and right go by graphemes, up and down by wrapped rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    Left,
    Right,
    /// A row up, in the column where the caret began to move up and down; on the first row, to the start of the text.
    Up,
    /// A row down; on the last row, to the end of the text.
    Down,
    /// The start of the line, which may have several rows.
    LineStart,
    /// The end of the line, which may have several rows.
    LineEnd,
    /// Up by one row less than the area shows.
    PageUp,
    /// Down by one row less than the area shows.
    PageDown,
    /// The start of the word or of the punctuation before the caret; across one line end at most.
    WordLeft,
    /// The end of the word or of the punctuation after the caret; across one line end at most.
    WordRight,
    TextStart,
    TextEnd,
}

/// The result of an action.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub enum EditOutcome {
    /// The text did not change; caret and selection may have.
    Same,
    Changed(Splice),
    /// Nothing changed, since the text would exceed its limit.
    Full,
    /// The text did not change, and this text goes to the system clipboard.
    Copied(String),
    /// What was removed goes to the system clipboard.
    Cut(Splice),
}
