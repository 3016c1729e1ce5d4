//! Makes a message fit on one line by a rule: first the last clauses go, and only then words are cut. What names a file is
//! not shortened, since somebody may have to find it.

use unicode_width::UnicodeWidthStr;

use super::{fit, wrap, wrap_command};

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
        if let Some(open) = unclosed(&text) {
            text.truncate(open);
            text.truncate(text.trim_end().len());
        }
    }
    text
}

/// The message in at most `most` rows of so many columns: whole where it fits, else shortened. A command in it is not
/// broken.
pub fn shortened_rows(message: &str, width: usize, most: usize) -> Vec<String> {
    let whole = wrap_command(message.trim(), width);
    if whole.len() <= most && most > 1 {
        return whole;
    }
    // Words do not fill every row to its end.
    let lengths = (1..=most).rev().map(|rows| rows * width);
    let mut shorter = lengths.map(|length| wrap_command(&shorten(message, length), width));
    let fitting = shorter.find(|rows| rows.len() <= most);
    fitting.unwrap_or_else(|| vec![shorten(message, width)])
}

/// Where a parenthesis begins that does not end, unless it begins the text.
fn unclosed(text: &str) -> Option<usize> {
    let open = text.rfind('(').filter(|open| *open > 0)?;
    (!text[open..].contains(')')).then_some(open)
}

/// A message that names a file, in rows of so many columns, at most `most` as long as the path fits into one. The path is
/// whole: it has a row of its own where it would be broken, and what stands before it gives way. What stands behind it is
/// shown as far as rows are left.
pub fn message_rows(message: &str, width: usize, most: usize) -> Vec<String> {
    let whole = wrap_command(message, width);
    let path = message.split_whitespace().find(|word| is_path(word));
    let Some(path) = path.filter(|path| {
        let is_whole = whole.iter().take(most).any(|row| row.contains(path));
        whole.len() > most || !is_whole
    }) else {
        return whole;
    };
    let end = message.find(path).unwrap_or_default();
    let rows = wrap_command(path, width);
    let room = most.saturating_sub(rows.len()).max(1);
    let mut before = wrap(message[..end].trim_end(), width);
    if before.len() > room {
        // Whole sentences, where one fits.
        let sentences = message[..end].match_indices(". ").map(|(at, _)| at + 1);
        let whole = sentences.filter(|at| *at <= width).max().unwrap_or(end);
        before = vec![shorten(&message[..whole], width)];
    }
    before.extend(rows);
    let mut behind = wrap_command(message[end + path.len()..].trim_start(), width);
    behind.retain(|row| !row.is_empty());
    behind.truncate(most.saturating_sub(before.len()));
    before.extend(behind);
    before
}

/// Whether a message ends with what can be done about it: a command to copy, behind the path of a file.
pub fn ends_in_command(message: &str) -> bool {
    let path = message.find('/').unwrap_or(message.len());
    message[path..].contains(" `forty ") || message[path..].contains(" `mkdir ")
}

/// Whether a message names a file or folder, which is shown whole.
pub fn names_a_file(message: &str) -> bool {
    message.split_whitespace().any(is_path)
}

fn is_path(word: &str) -> bool {
    word.matches('/').count() > 1 || word.starts_with("~/")
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
            ("wrong key (known are a, b, c)", 24, "wrong key"),
            ("", 5, ""),
        ];
        for (message, width, short) in table {
            assert_eq!(shorten(message, width), short, "{width}");
        }
    }

    #[test]
    fn a_message_takes_the_rows_that_it_may_have_before_it_is_shortened() {
        let message = "deleted; z undoes it, until you leave";
        let table: [(usize, usize, &[&str]); 4] = [
            (40, 3, &[message]),
            (21, 2, &["deleted; z undoes it,", "until you leave"]),
            (21, 1, &["deleted; z undoes it"]),
            (12, 2, &["deleted; z", "undoes it"]),
        ];
        for (width, most, rows) in table {
            assert_eq!(shortened_rows(message, width, most), rows, "{width} {most}");
        }
    }

    #[test]
    fn a_path_stays_whole_in_a_row_of_its_own_and_what_stands_before_it_gives_way() {
        let path = "/tmp/a-b/state/editor/7.md";
        let table: [(&str, usize, &[&str]); 5] = [
            ("saved in {}", 40, &["saved in {}"]),
            (
                "what it saves stays in {}",
                30,
                &["what it saves stays in", "{}"],
            ),
            (
                "It changed nothing. If its window is open, set one that waits; what it saves stays in {}",
                26,
                &["It changed nothing.", "{}"],
            ),
            (
                "saved in {}",
                20,
                &["saved in", "/tmp/a-b/state/edito", "r/7.md"],
            ),
            (
                "written to {}: `forty resume` continues it",
                28,
                &["written to", "{}:", "`forty resume` continues it"],
            ),
        ];
        for (message, width, rows) in table {
            let rows: Vec<String> = rows.iter().map(|row| row.replace("{}", path)).collect();
            let message = message.replace("{}", path);
            assert_eq!(message_rows(&message, width, 3), rows, "{message}");
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
