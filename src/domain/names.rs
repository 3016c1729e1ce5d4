//! Names of people are compared without regard to case and blanks: `Ada  L` and `ada l` are one candidate.

/// Whether two names are the same person's.
pub fn is_same(a: &str, b: &str) -> bool {
    key(a) == key(b)
}

/// What the same person's names have in common, for sorting and grouping.
pub fn key(name: &str) -> String {
    let letters = name.chars().filter(|letter| !letter.is_whitespace());
    letters.flat_map(char::to_lowercase).collect()
}

/// A name as one word of a command line.
pub fn in_command(name: &str) -> String {
    let is_plain = |letter: char| letter.is_alphanumeric() || "-_.".contains(letter);
    if !name.is_empty() && name.chars().all(is_plain) {
        name.to_owned()
    } else {
        format!("'{}'", name.replace('\'', "'\\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_blanks_is_quoted_in_a_command() {
        for (name, word) in [
            ("Ana", "Ana"),
            ("Ana L", "'Ana L'"),
            ("O'Hara", r"'O'\''Hara'"),
        ] {
            assert_eq!(in_command(name), word);
        }
    }

    #[test]
    fn case_and_blanks_do_not_make_another_name() {
        for (a, b, same) in [
            ("Ada L", " ada  l", true),
            ("ÖZ", "öz", true),
            ("ada", "adam", false),
        ] {
            assert_eq!(is_same(a, b), same, "{a} {b}");
        }
    }
}
