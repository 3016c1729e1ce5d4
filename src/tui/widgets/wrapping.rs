//! A text in rows of so many columns, wrapped or cut.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::is_one_column;
use crate::domain::wrapping;
use crate::tui::symbols::{ellipsis, shown};

/// The text cut to `width` columns, with an ellipsis if it is cut.
pub fn fit(text: &str, width: usize) -> String {
    let text = &*shown(text);
    if text.width() <= width {
        return text.to_owned();
    }
    let end = ellipsis(width);
    let mut used = end.width();
    let mut cut: String = if text.chars().all(is_one_column) {
        text.chars().take(width.saturating_sub(used)).collect()
    } else {
        let graphemes = text.graphemes(true).take_while(|grapheme| {
            used += grapheme.width();
            used <= width
        });
        graphemes.collect()
    };
    if width > 0 {
        // Three dots behind a dot would be four.
        let is_blank = |last| last == ' ' || end.starts_with(last);
        cut.truncate(cut.trim_end_matches(is_blank).len());
        cut.push_str(end);
    }
    cut
}

/// The text wrapped at words to lines of at most `width` columns: at least one line, and its empty lines.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let text = shown(text);
    let lines = textwrap::wrap(&text, width.max(1));
    lines.into_iter().map(Into::into).collect()
}

/// A command, or a text with commands in back quotes, wrapped only at blanks, so that no word is broken at a hyphen. What is in
/// back quotes is on one row where it fits into one.
pub fn wrap_command(text: &str, width: usize) -> Vec<String> {
    let options = textwrap::Options::new(width.max(1));
    let options = options.word_splitter(textwrap::WordSplitter::NoHyphenation);
    let held = wrapping::held(&shown(text), width);
    let lines = textwrap::wrap(&held, options).into_iter();
    lines.map(|line| wrapping::released(&line)).collect()
}

/// What stands between the names of lines in one text.
pub const BETWEEN_NAMES: &str = "   ";

/// Names of lines with [`BETWEEN_NAMES`], wrapped between two names: one that fits into a row is never torn.
pub fn wrap_names(text: &str, width: usize) -> Vec<String> {
    let text = shown(text);
    let names = text.split(BETWEEN_NAMES).map(|name| {
        if name.width() <= width {
            wrapping::hold(name)
        } else {
            name.to_owned()
        }
    });
    let held = names.collect::<Vec<_>>().join(BETWEEN_NAMES);
    let lines = textwrap::wrap(&held, width.max(1)).into_iter();
    lines.map(|line| wrapping::released(&line)).collect()
}

/// A path in rows of so many columns: it is broken behind a separator, and a name only where it is wider than a row.
pub fn wrap_path(path: &str, width: usize) -> Vec<String> {
    let path = shown(path);
    let mut rows = vec![String::new()];
    for name in path.split_inclusive('/') {
        let row = rows.last().map_or(0, |row| row.width());
        if row > 0 && row + name.width() > width {
            rows.push(String::new());
        }
        if name.width() > width {
            rows.pop();
            rows.extend(wrap_command(name, width));
        } else if let Some(row) = rows.last_mut() {
            row.push_str(name);
        }
    }
    rows
}

/// The text wrapped to at most `most` lines, with an ellipsis if the last is cut.
pub fn wrap_at_most(text: &str, width: usize, most: usize) -> Vec<String> {
    let mut lines = wrap(text, width);
    if lines.len() > most.max(1) {
        let rest = lines.split_off(most.max(1) - 1).join(" ");
        lines.push(fit(&rest, width));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::symbols::Symbols;

    #[test]
    fn the_name_of_a_line_stays_on_one_row() {
        let names = "▸ 1 Setup 4   2 Setup 5   4 Setup 7";
        let rows = ["▸ 1 Setup 4   2 Setup 5", "4 Setup 7"];
        assert_eq!(wrap_names(names, 31), rows);
        let words = ["✓ Setup 4: twelve", "of them (changed)", "2 Setup 5"];
        assert_eq!(
            wrap_names("✓ Setup 4: twelve of them (changed)   2 Setup 5", 18),
            words
        );
    }

    #[test]
    fn a_path_is_broken_behind_a_separator_and_a_name_only_where_it_is_wider_than_a_row() {
        let table = [
            ("~/sessions/20261123-a", 30, vec!["~/sessions/20261123-a"]),
            (
                "~/sessions/20261123-a",
                15,
                vec!["~/sessions/", "20261123-a"],
            ),
            ("/a b/c", 4, vec!["/", "a b/", "c"]),
            ("/abcdefgh/c", 6, vec!["/", "abcdef", "gh/c"]),
            ("", 6, vec![""]),
        ];
        for (path, width, rows) in table {
            assert_eq!(wrap_path(path, width), rows, "{path} in {width}");
        }
    }

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
        crate::tui::symbols::set_in_use(Symbols::Ascii);
        for (text, width, fitted) in [
            ("the notes", 9, "the notes"),
            ("the notes", 8, "the n..."),
            ("the notes", 7, "the..."),
            ("the notes", 5, "the."),
            ("日本語日本語", 8, "日本..."),
            ("half… said", 9, "half..."),
        ] {
            assert_eq!(fit(text, width), fitted);
            assert!(fitted.width() <= width);
        }
        crate::tui::symbols::set_in_use(Symbols::Unicode);
    }

    #[test]
    fn a_command_is_wrapped_only_at_its_blanks() {
        let command = "forty show --stage data-pipeline";
        let lines = ["forty show --stage", "data-pipeline"];
        assert_eq!(wrap_command(command, 24), lines);
    }

    #[test]
    fn a_command_in_backquotes_is_on_one_row_where_it_fits_into_one() {
        let text = "moved to the trash. `forty delete --undo` restores it";
        let table = [
            (
                30,
                vec![
                    "moved to the trash.",
                    "`forty delete --undo` restores",
                    "it",
                ],
            ),
            (
                23,
                vec![
                    "moved to the trash.",
                    "`forty delete --undo`",
                    "restores it",
                ],
            ),
            (
                20,
                vec![
                    "moved to the trash.",
                    "`forty delete",
                    "--undo` restores it",
                ],
            ),
        ];
        for (width, lines) in table {
            assert_eq!(wrap_command(text, width), lines, "in {width} columns");
        }
    }
}
