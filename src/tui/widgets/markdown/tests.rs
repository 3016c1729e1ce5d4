//! Markdown as lines of text: tables of examples, and properties for any text at any width.

use proptest::prelude::*;
use ratatui::style::Modifier;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::*;
use crate::domain::sanitize;

/// The lines as text, trimmed at the end.
fn drawn(markdown: &str, width: usize) -> Vec<String> {
    let lines = lines(markdown, width);
    lines
        .iter()
        .map(|line| line.to_string().trim_end().to_owned())
        .collect()
}

#[test]
fn a_paragraph_is_wrapped_at_words_and_its_line_breaks_are_blanks() {
    let table: [(&str, usize, &[&str]); 9] = [
        ("one two three", 7, &["one two", "three"]),
        ("one\ntwo\tthree", 80, &["one two three"]),
        ("one two", 3, &["one", "two"]),
        ("abcdefgh", 3, &["abc", "def", "gh"]),
        ("a abcdefgh", 3, &["a", "abc", "def", "gh"]),
        ("日本語で書く", 5, &["日本", "語で", "書く"]),
        ("日本", 1, &["…", "…"]),
        ("one  \ntwo", 80, &["one", "two"]),
        ("", 80, &[]),
    ];
    for (markdown, width, expected) in table {
        assert_eq!(drawn(markdown, width), expected, "{markdown:?} at {width}");
    }
}

#[test]
fn blank_lines_are_between_blocks_but_not_at_the_ends() {
    let markdown = "\n# Title\ntext\n\n\n\nmore\n***\n> said\n>\n> twice\n\n";
    let expected = [
        "Title",
        "",
        "text",
        "",
        "more",
        "",
        "────────",
        "",
        "│ said",
        "│",
        "│ twice",
    ];
    assert_eq!(drawn(markdown, 8), expected);
}

#[test]
fn a_block_without_lines_leaves_no_blank_line_behind() {
    let table: [(&str, &[&str]); 4] = [
        ("```\n```\n\na", &["a"]),
        ("a\n\n```\n```", &["a"]),
        ("a\n\n```\n```\n\nb", &["a", "", "b"]),
        ("> a\n>\n> ```\n> ```\n\nb", &["│ a", "", "b"]),
    ];
    for (markdown, expected) in table {
        assert_eq!(drawn(markdown, 8), expected, "{markdown:?}");
    }
}

#[test]
fn lists_are_indented_and_nest_and_have_blank_lines_if_written_so() {
    let table: [(&str, &[&str]); 8] = [
        ("- one two\n- three", &["- one", "  two", "- three"]),
        ("9. nine\n10. ten", &["9. nine", "10. ten"]),
        ("- a\n  - b\n  - c\n- d", &["- a", "  - b", "  - c", "- d"]),
        ("1. a\n\n2. b", &["1. a", "", "2. b"]),
        ("- a\n\n  b\n- c", &["- a", "", "  b", "", "- c"]),
        ("-\n- a", &["-", "- a"]),
        ("a\n- b\n\nc", &["a", "", "- b", "", "c"]),
        ("- > a\n- b", &["- │ a", "- b"]),
    ];
    for (markdown, expected) in table {
        assert_eq!(drawn(markdown, 8), expected, "{markdown:?}");
    }
}

#[test]
fn code_keeps_its_blanks_and_loses_nothing() {
    let markdown = "```rust\nfn  main() {\n\tabcdefghijkl\n}\n```";
    let expected = ["  fn  main() {", "      abcdefgh", "  ijkl", "  }"];
    assert_eq!(drawn(markdown, 14), expected);
}

#[test]
fn a_text_as_code_keeps_its_blanks_and_no_line_of_it_ends_the_block() {
    let text = "\n  app -> GATEWAY\n\n```\n# 1\n\t|\n";
    let expected = ["    app -> GATEWAY", "", "  ```", "  # 1", "      |"];
    assert_eq!(drawn(&code(text), 40), expected);
}

#[test]
fn raw_html_is_shown_as_text() {
    assert_eq!(drawn("a <b>bold</b> word", 80), ["a <b>bold</b> word"]);
    assert_eq!(
        drawn("<div>\n<p>in\n</div>\n\nout", 80),
        ["<div>", "<p>in", "</div>", "", "out"]
    );
}

#[test]
fn a_link_is_its_text_and_its_address_unless_they_are_the_same() {
    let table = [
        ("[paper](https://a.org/b)", "paper (https://a.org/b)"),
        ("<https://a.org/b>", "https://a.org/b"),
        ("[here](#below)", "here"),
        (
            "![a cat](https://a.org/cat.png)",
            "a cat (https://a.org/cat.png)",
        ),
    ];
    for (markdown, expected) in table {
        assert_eq!(drawn(markdown, 80), [expected]);
    }
}

#[test]
fn bold_italic_and_code_are_styles_and_nest() {
    let lines = lines("a **b *c*** `d`", 80);
    let spans = &lines[0].spans;
    let styled = |text: &str| {
        let span = spans.iter().find(|span| span.content.trim() == text);
        span.unwrap_or_else(|| panic!("no `{text}` in {spans:?}"))
            .style
    };
    assert_eq!(styled("a"), theme::PLAIN);
    assert_eq!(styled("b"), theme::STRONG);
    assert_eq!(styled("c").add_modifier, Modifier::BOLD | Modifier::ITALIC);
    assert_eq!(styled("d"), theme::ACCENT);
}

#[test]
fn a_table_that_fits_has_columns_as_wide_as_their_texts() {
    let markdown = "| Left | Mid | Right |\n|:---|:-:|---:|\n| a | b | c |\n| aa bb | cc | 1.5 |";
    let expected = [
        "Left    Mid   Right",
        "a        b        c",
        "aa bb   cc      1.5",
    ];
    assert_eq!(drawn(markdown, 80), expected);
    assert_eq!(drawn(markdown, 19), expected);
}

#[test]
fn a_table_that_does_not_fit_wraps_its_cells_and_has_a_blank_row_between_its_rows() {
    let markdown = "| Way | Gains | Costs |\n|---|---|---|\n| tags | safe and cheap to run | who does what is lost |\n| sentence | tells actions | may invent things |";
    let expected = [
        "Way        Gains           Costs",
        "tags       safe and        who does what",
        "           cheap to run    is lost",
        "",
        "sentence   tells actions   may invent",
        "                           things",
    ];
    assert_eq!(drawn(markdown, 40), expected);
}

#[test]
fn a_table_too_narrow_for_columns_is_a_list_of_titles_and_cells() {
    let markdown = "| Way | Gains | Costs |\n|---|---|---|\n| tags | safe and cheap | lost detail |\n| sentence | tells | invents |";
    let expected = [
        "Way: tags",
        "Gains: safe and",
        "cheap",
        "Costs: lost",
        "detail",
        "",
        "Way: sentence",
        "Gains: tells",
        "Costs: invents",
    ];
    assert_eq!(drawn(markdown, 16), expected);
}

#[test]
fn decoded_entities_are_sanitized_too() {
    let entities = "&#27;[31m a&#8238;b";
    assert_eq!(
        drawn(entities, 80),
        ["\u{fffd}[31m a\u{fffd}b".replacen('\u{fffd}', "␛", 1)]
    );
}

#[test]
fn escaped_text_renders_as_itself() {
    for text in [
        "P(y|x) * 2 * 3 = <b>",
        "# 1. `x` _y_ [z](w) ![v] &amp; \\",
        "- a + b",
        "1. no list",
        "> quoted | cells",
        "====",
        "~~~",
    ] {
        assert_eq!(drawn(&plain(text), 80), [text]);
    }
    assert_eq!(drawn(&plain("one\n\n    two"), 80), ["one", "", "two"]);
}

/// Texts with much Markdown and hostile characters.
fn hostile() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "# ",
        "- ",
        "1. ",
        "> ",
        "| a | b |\n",
        "|---|:-:|\n",
        "```\n",
        "    ",
        "\n",
        "\n\n",
        "*",
        "**",
        "_",
        "`",
        "[",
        "](https://a.b)",
        "<b>",
        "</b>",
        "<!--",
        "-->",
        "&#27;",
        "&amp;",
        "\\",
        "---\n",
        "日本",
        "👨\u{200d}👩",
        "e\u{301}",
        "\u{1b}[2J",
        "\u{202e}",
        "\t",
        "  \n",
        "word ",
        "\u{85}",
        "\r",
        "\0",
        "|",
    ]);
    let parts = prop::collection::vec(part, 0..60);
    (parts, any::<String>()).prop_map(|(parts, rest)| parts.concat() + &rest)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_fits_any_width_and_is_clean(text in hostile(), width in prop_oneof![0usize..100, Just(usize::MAX)]) {
        for line in lines(&text, width) {
            let mut used = 0;
            for span in &line.spans {
                prop_assert_eq!(sanitize::text(&span.content), span.content.as_ref());
                prop_assert!(!span.content.contains(['\n', '\t']), "{:?}", span);
                used += span.content.graphemes(true).map(UnicodeWidthStr::width).sum::<usize>();
            }
            prop_assert!(used <= width.max(1), "{} columns at {}: {:?}", used, width, line);
        }
    }

    #[test]
    fn no_word_is_lost_on_the_way(words in prop::collection::vec("[a-z]{1,12}", 1..40), width in 1usize..60) {
        let whole: String = drawn(&words.join(" "), width).concat().replace(' ', "");
        prop_assert_eq!(whole, words.concat());
    }
}
