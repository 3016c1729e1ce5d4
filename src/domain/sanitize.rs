//! Sanitizes untrusted text before every output: characters that could control a terminal, change the text direction or
//! be invisible are replaced by visible marks.

use unicode_segmentation::UnicodeSegmentation;

/// The largest number of code points of a grapheme; the rest is replaced by a mark.
const GRAPHEME_LIMIT: usize = 8;

/// The mark that replaces a character.
const MARK: char = '\u{fffd}';

/// Replaces every character that must not reach an output by a visible mark; LF and tab are allowed.
pub fn text(untrusted: &str) -> std::borrow::Cow<'_, str> {
    if untrusted.is_ascii()
        && untrusted
            .bytes()
            .all(|byte| (0x20..0x7f).contains(&byte) || byte == b'\n' || byte == b'\t')
    {
        return untrusted.into();
    }
    let mut cleaned = String::with_capacity(untrusted.len());
    for grapheme in untrusted.graphemes(true) {
        if grapheme == "\r\n" {
            cleaned.push('\n');
            continue;
        }
        let mut characters = grapheme.chars();
        cleaned.extend(characters.next().map(shown));
        cleaned.extend(characters.map(joined));
    }
    limit_graphemes(cleaned).into()
}

/// Limits the length of each grapheme. This is the last step, because a mark may combine with characters that the
/// replaced one did not combine with.
fn limit_graphemes(cleaned: String) -> String {
    let limit = |grapheme: &str| grapheme.char_indices().nth(GRAPHEME_LIMIT);
    if cleaned
        .graphemes(true)
        .all(|grapheme| limit(grapheme).is_none())
    {
        return cleaned;
    }
    let mut short = String::with_capacity(cleaned.len());
    for grapheme in cleaned.graphemes(true) {
        match limit(grapheme) {
            Some((end, _)) => {
                short.push_str(&grapheme[..end]);
                short.push(MARK);
            }
            None => short.push_str(grapheme),
        }
    }
    short
}

/// Like [`text`] but on one line: LF and tab become spaces.
pub fn line(untrusted: &str) -> String {
    text(untrusted).replace(['\n', '\t'], " ")
}

/// The allowed form of a character at the start of a grapheme.
pub fn shown(character: char) -> char {
    match character {
        '\n' | '\t' | ' '..='~' => character,
        // The Unicode block of control pictures has a symbol for each control character.
        '\0'..='\x1f' => char::from_u32(0x2400 + character as u32).unwrap_or(MARK),
        '\x7f' => '\u{2421}',
        hidden if is_hidden(hidden) => MARK,
        plain => plain,
    }
}

/// The allowed form of a character inside a grapheme, where joiners are allowed.
fn joined(character: char) -> char {
    match character {
        '\u{200c}' | '\u{200d}' => character,
        // This also replaces the tag characters of regional flags.
        other => shown(other),
    }
}

/// Whether a character is a C1 control, a bidi override or isolate, or invisible.
fn is_hidden(character: char) -> bool {
    matches!(character,
        '\u{80}'..='\u{9f}'
        | '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{115f}'..='\u{1160}'
        | '\u{17b4}'..='\u{17b5}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// The number of terminal columns of a sanitized line.
pub fn columns(line: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(line)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn control_bidi_and_invisible_characters_become_marks_and_the_rest_stays() {
        for (outside, cleaned) in [
            ("plain text\n\twith a tab", "plain text\n\twith a tab"),
            ("é e\u{301} 日本 नि 각", "é e\u{301} 日本 नि 각"),
            (
                "👨\u{200d}👩\u{200d}👧 ❤\u{fe0f} 🇩🇪",
                "👨\u{200d}👩\u{200d}👧 ❤\u{fe0f} 🇩🇪",
            ),
            ("\u{1b}[31m\u{7}", "␛[31m␇"),
            ("a\u{7f}b", "a␡b"),
            ("a\0b", "a␀b"),
            ("a\r\nb\rc", "a\nb␍c"),
            ("é\r\nb", "é\nb"),
            ("a\u{85}\u{9b}b", "a\u{fffd}\u{fffd}b"),
            ("a\u{202e}b\u{2066}c", "a\u{fffd}b\u{fffd}c"),
            ("a\u{200b}b\u{200d}c\u{feff}", "a\u{fffd}b\u{200d}c\u{fffd}"),
            ("\u{200d}a", "\u{fffd}a"),
            ("a\u{2028}b\u{ad}", "a\u{fffd}b\u{fffd}"),
            ("🏴\u{e0067}\u{e007f}", "🏴\u{fffd}\u{fffd}"),
            ("a\u{3164}\u{1160}b", "a\u{fffd}\u{fffd}b"),
        ] {
            assert_eq!(text(outside), cleaned, "{outside:?}");
        }
    }

    #[test]
    fn one_line_has_blanks_for_line_ends_and_tabs() {
        assert_eq!(line("a\tb\nc\r\nd\u{1b}"), "a b c d␛");
    }

    #[test]
    fn a_grapheme_is_cut_after_eight_code_points() {
        let piled = |count: usize| format!("a{}", "\u{301}".repeat(count));
        assert_eq!(text(&piled(7)), piled(7));
        assert_eq!(text(&piled(8)), format!("{}\u{fffd}", piled(7)));
        assert_eq!(text(&piled(90)), format!("{}\u{fffd}", piled(7)));
        let hidden = piled(8).replace('a', "\u{200b}");
        let marked = piled(7).replace('a', "\u{fffd}");
        assert_eq!(text(&hidden), format!("{marked}\u{fffd}"));
    }

    /// Random text that often contains joining, invisible and control characters.
    fn hostile() -> impl Strategy<Value = String> {
        let rude = prop::sample::select(
            "a\u{301}\u{200d}\u{200b}\u{202e}\u{1b}\r\n\t\0é👩🇩\u{fe0f}\u{e0067}\u{600}\u{1160}ᄀ\u{94d}क"
                .chars()
                .collect::<Vec<char>>(),
        );
        prop::collection::vec(prop_oneof![4 => rude, 1 => any::<char>()], 0..40)
            .prop_map(|letters| letters.into_iter().collect())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn sanitized_text_has_no_forbidden_character_and_sanitizing_is_idempotent(outside in hostile()) {
            let cleaned = text(&outside).into_owned();
            let rude = |c: char| (c.is_control() && !matches!(c, '\n' | '\t')) || (is_hidden(c) && c != '\u{200d}' && c != '\u{200c}');
            prop_assert!(!cleaned.contains(rude), "{:?}", cleaned);
            for grapheme in cleaned.graphemes(true) {
                prop_assert!(grapheme.chars().count() <= GRAPHEME_LIMIT, "{:?}", grapheme);
            }
            prop_assert_eq!(text(&cleaned), cleaned.as_str());
            prop_assert!(!line(&outside).contains(['\n', '\t']));
        }
    }
}
