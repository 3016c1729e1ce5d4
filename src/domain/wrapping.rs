//! Text in lines of a terminal, whose commands stay whole: what is broken over two lines cannot be copied.

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
            let text = line.trim_start();
            let options = textwrap::Options::new(width)
                .break_words(false)
                .word_splitter(textwrap::WordSplitter::NoHyphenation)
                .initial_indent(&line[..line.len() - text.len()])
                .subsequent_indent(&rest);
            let held = held_at_start(text).unwrap_or_else(|| held_in_page(text, width));
            wrapped.push_str(&released(&textwrap::fill(&held, options)));
        }
        wrapped.push('\n');
    }
    wrapped
}

fn is_command(text: &str) -> bool {
    PROGRAMS.iter().any(|program| text.starts_with(program))
}

/// A text that no line is wrapped in. [`released`] gives it its blanks again.
pub fn hold(text: &str) -> String {
    text.replace(' ', &HELD.to_string())
}

/// A text of a page that begins with a command, which cannot be wrapped up to the blanks that end it.
fn held_at_start(text: &str) -> Option<String> {
    let (command, rest) = text.split_at(text.find("  ").unwrap_or(text.len()));
    is_command(text).then(|| format!("{}{rest}", hold(command)))
}

/// A line in which what stands in back quotes, to be copied, cannot be wrapped where it fits into so many columns with the
/// quotes and a comma. [`released`] gives it its blanks again.
pub fn held(line: &str, width: usize) -> String {
    held_where(line, |part| sanitize::columns(part) + 3 <= width)
}

/// The same for a page, where a command is longer than a line rather than broken.
pub fn held_in_page(line: &str, width: usize) -> String {
    held_where(line, |part| {
        is_command(part) || sanitize::columns(part) + 3 <= width
    })
}

fn held_where(line: &str, stays_whole: impl Fn(&str) -> bool) -> String {
    let parts: Vec<&str> = line.split('`').collect();
    let last = parts.len() - 1;
    let held = parts.iter().enumerate().map(|(number, part)| {
        // Every second part is in quotes, but not behind a last single one.
        if number % 2 == 1 && number < last && stays_whole(part) {
            hold(part)
        } else {
            (*part).to_owned()
        }
    });
    held.collect::<Vec<_>>().join("`")
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
    fn prose_that_begins_as_a_command_does_is_no_command() {
        let text = "forty minutes were enough";
        assert_eq!(held_in_page(text, 10), text);
        let quoted = "`forty show last` tells";
        assert_ne!(held_in_page(quoted, 10), quoted);
        assert_eq!(held(quoted, 10), quoted);
        let unclosed = "a single ` and more words";
        assert_eq!(held(unclosed, 80), unclosed);
    }

    #[test]
    fn a_command_to_copy_stays_on_one_line() {
        let text =
            "it stays, where `forty resume 'a b'` opens it\nforty show last  the whole record";
        let expected = "it stays,\nwhere\n`forty resume 'a b'`\nopens it\nforty show last\nthe whole\nrecord\n";
        assert_eq!(wrapped(text, 10, |_| 0), expected);
        // An indented one that is longer than the line begins on its own line.
        let indented = "   forty drill llm-serving\n";
        assert_eq!(wrapped(indented, 10, |_| 5), indented);
    }
}
