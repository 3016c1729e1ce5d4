//! Makes a message fit on one line by a rule: first the last clauses go, and only then words are cut. What names a file is
//! not shortened, since somebody may have to find it.

use unicode_width::UnicodeWidthStr;

use super::fit;

/// What ends a clause, with how much of it stays.
const ENDS: [(&str, usize); 3] = [(". ", 1), ("; ", 0), (", ", 0)];

/// The message in at most `width` columns.
pub fn shorten(message: &str, width: usize) -> String {
    // A message of several lines is one of several clauses.
    let message = message.trim().replace('\n', "; ");
    if message.width() <= width {
        return message;
    }
    let mut text = message;
    while text.width() > width {
        let ends = ENDS
            .iter()
            .filter_map(|(end, stays)| Some(text.rfind(end)? + stays));
        match ends.max().filter(|end| *end > 0) {
            Some(end) => text.truncate(end),
            None => return fit(&text, width),
        }
    }
    text
}

/// Whether a message names a file or folder, which is shown whole.
pub fn names_a_file(message: &str) -> bool {
    let mut words = message.split_whitespace();
    words.any(|word| word.matches('/').count() > 1 || word.starts_with("~/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_go_before_words_are_cut() {
        let table = [
            ("saved", 20, "saved"),
            (
                "deleted; z undoes it, until you leave",
                24,
                "deleted; z undoes it",
            ),
            ("deleted; z undoes it, until you leave", 12, "deleted"),
            ("It failed. Try again with another name", 20, "It failed."),
            ("the first line\nthe second line", 20, "the first line"),
            ("cannot save the notes", 12, "cannot save…"),
            ("日本語, 日本語", 8, "日本語"),
            ("", 5, ""),
        ];
        for (message, width, short) in table {
            assert_eq!(shorten(message, width), short, "{width}");
        }
    }

    #[test]
    fn a_path_is_told_from_a_key_and_a_rate() {
        for (message, is_path) in [
            ("written to /tmp/a.html", true),
            ("it is in ~/trash", true),
            ("no line is likely: / searches all lines", false),
            ("ingress is 2 TB/day", false),
        ] {
            assert_eq!(names_a_file(message), is_path, "{message}");
        }
    }
}
