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

#[cfg(test)]
mod tests {
    use super::*;

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
