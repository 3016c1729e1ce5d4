//! The one cleaning between outside strings and every output: nothing that could drive a terminal, turn the
//! direction of a line or hide in it goes out as itself.

use unicode_segmentation::UnicodeSegmentation;

/// How many code points one grapheme may hold before the rest is shown as a mark.
const GRAPHEME_LIMIT: usize = 8;

/// Stands for a character that is not shown as itself.
const MARK: char = '\u{fffd}';

/// The text with every character that must not reach an output made a visible mark; LF and tab stay.
pub fn text(outside: &str) -> std::borrow::Cow<'_, str> {
    if outside.is_ascii()
        && outside
            .bytes()
            .all(|byte| (0x20..0x7f).contains(&byte) || byte == b'\n' || byte == b'\t')
    {
        return outside.into();
    }
    let mut cleaned = String::with_capacity(outside.len());
    for grapheme in outside.graphemes(true) {
        if grapheme == "\r\n" {
            cleaned.push('\n');
            continue;
        }
        let mut characters = grapheme.chars();
        cleaned.extend(characters.next().map(shown));
        cleaned.extend(characters.map(joined));
    }
    cut(cleaned).into()
}

/// Cuts what is piled up in one grapheme. Done last, since a mark may gather what the character it stands for did not.
fn cut(cleaned: String) -> String {
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

/// The same on one line: LF and tab become spaces.
pub fn line(outside: &str) -> String {
    text(outside).replace(['\n', '\t'], " ")
}

/// A character at the start of a grapheme, as it may be shown.
pub fn shown(character: char) -> char {
    match character {
        '\n' | '\t' => character,
        // Control pictures show which byte it was.
        '\0'..='\x1f' => char::from_u32(0x2400 + character as u32).unwrap_or(MARK),
        '\x7f' => '\u{2421}',
        hidden if is_hidden(hidden) => MARK,
        plain => plain,
    }
}

/// A character inside a grapheme: joiners and selectors do their work there.
fn joined(character: char) -> char {
    match character {
        '\u{200c}' | '\u{200d}' => character,
        // Flags of regions are spelt in tag characters behind a black flag; shown as a mark all the same.
        other => shown(other),
    }
}

/// C1 controls, bidi overrides and isolates, zero-width and tag characters, letters with no ink.
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

/// How many terminal columns a cleaned line takes.
pub fn columns(line: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(line)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_could_drive_turn_or_hide_becomes_a_mark_and_the_rest_stays() {
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

    /// Any text, often with what joins, hides or drives in it.
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
        fn cleaned_text_holds_nothing_rude_and_stays_as_it_is_when_cleaned_again(outside in hostile()) {
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
