//! A short text on one line with a caret, for times and numbers: letters, digits and signs of ASCII alone, so that a
//! place in it is a column. It must not know what the text means.

/// Longest text.
const LIMIT: usize = 120;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    text: String,
    /// A place between characters, from 0.
    caret: usize,
}

impl Entry {
    /// A text with the caret at its end.
    pub fn of(text: &str) -> Self {
        let mut entry = Self::default();
        for character in text.chars() {
            entry.insert(character);
        }
        entry
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether nothing but blanks is in it.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Types a character; whether it can stand here.
    pub fn insert(&mut self, character: char) -> bool {
        let fits = character == ' ' || character.is_ascii_graphic();
        let taken = fits && self.text.len() < LIMIT;
        if taken {
            self.text.insert(self.caret, character);
            self.caret += 1;
        }
        taken
    }

    /// Deletes the character before the caret.
    pub fn backspace(&mut self) {
        if self.caret > 0 {
            self.caret -= 1;
            self.text.remove(self.caret);
        }
    }

    /// Deletes the character behind the caret.
    pub fn delete(&mut self) {
        if self.caret < self.text.len() {
            self.text.remove(self.caret);
        }
    }

    /// Moves the caret, at most to an end.
    pub fn step(&mut self, by: isize) {
        self.caret = self.caret.saturating_add_signed(by).min(self.text.len());
    }

    /// What is seen of it in so many columns, and the caret's column: the caret is always in view.
    pub fn seen(&self, width: usize) -> (&str, usize) {
        let first = (self.caret + 1).saturating_sub(width.max(1));
        let end = (first + width).min(self.text.len());
        (&self.text[first..end], self.caret - first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_edited_at_its_caret() {
        let mut entry = Entry::of("5,10");
        entry.step(-2);
        entry.backspace();
        entry.insert(';');
        entry.delete();
        assert_eq!((entry.text(), entry.seen(9)), ("5;0", ("5;0", 2)));
        entry.step(isize::MAX);
        entry.delete();
        entry.step(isize::MIN);
        entry.backspace();
        assert_eq!((entry.text(), entry.seen(9).1), ("5;0", 0));
    }

    #[test]
    fn what_has_no_column_of_its_own_is_not_taken() {
        let mut entry = Entry::default();
        for character in ['日', 'é', '\u{301}', '\n', '\u{1b}'] {
            assert!(!entry.insert(character), "{character:?}");
        }
        assert!(entry.is_empty());
    }

    #[test]
    fn the_caret_is_in_view_at_any_width() {
        let mut entry = Entry::of(&"0123456789".repeat(20));
        assert_eq!(entry.text().len(), LIMIT);
        for width in 1..130 {
            for by in [isize::MIN, 5, 30, isize::MAX] {
                entry.step(by);
                let (seen, caret) = entry.seen(width);
                assert!(seen.len() <= width && caret < width, "{width}");
            }
        }
    }
}
