//! Text in lines of a terminal, whose commands stay whole: what is broken over two lines cannot be copied.

use std::borrow::Cow;

use super::sanitize;

/// Stands for a blank at which no line is wrapped.
const HELD: char = '\u{e000}';

/// The first words of the commands that a text may have.
const PROGRAMS: [&str; 2] = ["forty ", "forty-sync "];

/// Each line of a text wrapped at its blanks to so many columns; a word that is longer than a line stays whole, and so does
/// a command. `hang` tells of a line at which column what is wrapped of it begins.
pub fn wrapped(text: &str, width: usize, hang: impl Fn(&str) -> usize) -> String {
    let width = width.max(1);
    let mut wrapped = String::with_capacity(text.len());
    for line in text.lines() {
        // A line that fits stays as it is, with its blanks.
        if sanitize::columns(line) <= width {
            wrapped.push_str(line);
        } else {
            let rest = " ".repeat(hang(line).min(width / 2));
            let options = textwrap::Options::new(width)
                .break_words(false)
                .word_splitter(textwrap::WordSplitter::NoHyphenation)
                .subsequent_indent(&rest);
            wrapped.push_str(&released(&textwrap::fill(&held(line), options)));
        }
        wrapped.push('\n');
    }
    wrapped
}

/// A line in which the commands that a reader may copy cannot be wrapped: those in back quotes, and one at the beginning up
/// to the blanks that end it. [`released`] gives it its blanks again.
pub fn held(line: &str) -> Cow<'_, str> {
    let is_command = |text: &str| PROGRAMS.iter().any(|program| text.starts_with(program));
    let hold = |text: &str| text.replace(' ', &HELD.to_string());
    if !PROGRAMS.iter().any(|program| line.contains(program)) {
        return Cow::Borrowed(line);
    }
    let text = line.trim_start();
    if is_command(text) {
        let lead = &line[..line.len() - text.len()];
        let (command, rest) = text.split_at(text.find("  ").unwrap_or(text.len()));
        return Cow::Owned(format!("{lead}{}{rest}", hold(command)));
    }
    let parts = line.split('`').enumerate().map(|(number, part)| {
        if number % 2 == 1 && is_command(part) {
            hold(part)
        } else {
            part.to_owned()
        }
    });
    Cow::Owned(parts.collect::<Vec<_>>().join("`"))
}

/// What was wrapped of a [`held`] line, with its blanks.
pub fn released(wrapped: &str) -> String {
    wrapped.replace(HELD, " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_wrapped_at_its_blanks_and_a_long_word_stays_whole() {
        let text = "one two three four\n  indented\nhttps://example.org/long\n\nlast";
        let expected = "one two\nthree four\n  indented\nhttps://example.org/long\n\nlast\n";
        assert_eq!(wrapped(text, 10, |_| 0), expected);
        assert_eq!(wrapped("", 10, |_| 0), "");
        let hanging = "a  one two three\n";
        assert_eq!(wrapped(hanging, 9, |_| 3), "a  one\n   two\n   three\n");
    }

    #[test]
    fn a_command_to_copy_stays_on_one_line() {
        let text =
            "it stays, where `forty resume 'a b'` opens it\nforty show last  the whole record";
        let expected = "it stays,\nwhere\n`forty resume 'a b'`\nopens it\nforty show last\nthe whole\nrecord\n";
        assert_eq!(wrapped(text, 10, |_| 0), expected);
    }
}
