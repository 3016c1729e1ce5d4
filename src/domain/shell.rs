//! Words of commands that the user may copy into a shell.

/// Letters that no shell reads as more than themselves, beside those of words and digits.
const PLAIN: &str = "-_./+,:@%";

/// A text as one word of a command line: quoted where a shell would split or change it.
pub fn word(text: &str) -> String {
    let is_plain = |letter: char| letter.is_alphanumeric() || PLAIN.contains(letter);
    if !text.is_empty() && text.chars().all(is_plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', "'\\''"))
    }
}

/// An option with its value, as in `--as Ana`. A value that begins with a hyphen would be read as another option, so it is
/// joined to its own: `--as=-x`.
pub fn option(name: &str, value: &str) -> String {
    let between = if value.starts_with('-') { '=' } else { ' ' };
    format!("--{name}{between}{}", word(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_a_shell_would_split_or_change_is_quoted() {
        for (text, quoted) in [
            ("Ana", "Ana"),
            ("Ángel", "Ángel"),
            ("Ana L", "'Ana L'"),
            ("O'Hara", r"'O'\''Hara'"),
            ("/tmp/forty-rescued-1.2/id", "/tmp/forty-rescued-1.2/id"),
            ("/a way", "'/a way'"),
            ("~/a", "'~/a'"),
            ("", "''"),
        ] {
            assert_eq!(word(text), quoted);
        }
    }

    #[test]
    fn a_value_that_begins_with_a_hyphen_is_joined_to_its_option() {
        assert_eq!(option("as", "Ana L"), "--as 'Ana L'");
        assert_eq!(option("as", "-x y"), "--as='-x y'");
    }

    #[test]
    fn a_shell_reads_every_word_as_it_was() {
        for special in "'\"`$&;|<>()[]{}*?!#~=^\\ \t\n%@:,+-".chars() {
            for text in [format!("/a{special}b"), special.to_string()] {
                let read = shell_words::split(&word(&text));
                assert_eq!(read, Ok(vec![text]), "{special:?}");
            }
        }
    }
}
