//! Parts of screens. They take plain values and know nothing of each other's screens.

pub mod countdown;
pub mod footer;
pub mod help;
pub mod line;
pub mod markdown;
pub mod notes;
pub mod notes_view;
pub mod page;
pub mod prompts;
pub mod rubric;
pub mod stages;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The text on one line of at most `width` columns, with an ellipsis where it is cut.
pub fn fit(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut used = 1;
    let mut cut: String = text
        .graphemes(true)
        .take_while(|grapheme| {
            used += grapheme.width();
            used <= width
        })
        .collect();
    if width > 0 {
        cut.truncate(cut.trim_end().len());
        cut.push('…');
    }
    cut
}

/// The text wrapped at words to lines of at most `width` columns; at least one line, empty lines kept.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let lines = textwrap::wrap(text, width.max(1));
    lines
        .into_iter()
        .map(std::borrow::Cow::into_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_text_ends_in_an_ellipsis_and_fits() {
        let table = [
            ("notes", 5, "notes"),
            ("notes", 4, "not…"),
            ("日本語", 4, "日…"),
            ("ab cd", 4, "ab…"),
            ("a", 0, ""),
        ];
        for (text, width, fitted) in table {
            assert_eq!(fit(text, width), fitted);
            assert!(fitted.width() <= width);
        }
    }
}
