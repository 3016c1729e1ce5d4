//! The reader never panics and is never slow: files that are cut, changed at random, or hostile.

use std::time::Duration;

use forty::content::{Origin, check, limits, render_all};
use proptest::prelude::*;

use super::{framework, text};

/// Reads a text and renders its mistakes without a panic.
fn read(text: &str) {
    let framework = framework();
    for file in ["parcel-eta.toml", "framework.toml"] {
        let mistakes = check(file, text, Origin::Own, &framework);
        assert!(mistakes.len() <= limits::MISTAKES + 1);
        let shown = render_all(&mistakes, file, text);
        assert_eq!(shown.is_empty(), mistakes.is_empty());
    }
}

#[test]
fn a_file_cut_anywhere_is_read_without_a_panic() {
    let good = text("good/framework.toml");
    for end in 0..=good.len() {
        read(&good[..end]);
    }
    let good = text("good/parcel-eta.toml");
    for end in (0..=good.len()).step_by(41) {
        read(&good[..end]);
    }
}

#[test]
fn a_file_that_lost_any_one_line_is_read_without_a_panic() {
    let good = text("good/framework.toml");
    let lines: Vec<_> = good.lines().collect();
    for lost in 0..lines.len() {
        let mut left = lines.clone();
        left.remove(lost);
        read(&left.join("\n"));
    }
}

/// Text that is syntax for the parser, to insert at random offsets.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "\"",
            "\"\"\"",
            "'",
            "'''",
            "[",
            "]",
            "[[",
            "]]",
            "{",
            "}",
            "=",
            ",",
            ".",
            "#",
            "\\",
            "\n",
            "\r",
            "\t",
            "\0",
            "\u{1b}[31m",
            "\u{202e}",
            "\u{feff}",
            "包",
            "é",
            "[[stage]]\n",
            "[stage]\n",
            "[[stage.prompt]]\n",
            "id = 1\n",
            "stage = 3\n",
            "stage.prompt = 1\n",
            "minutes = nan\n",
            "a.b.c = {d = [{}]}\n",
            "| a | b |\n",
            "](x:y",
            "TODO",
        ])
        .prop_map(str::to_owned),
        ".{0,12}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_file_mixed_up_in_any_way_is_read_without_a_panic(
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..60, piece()), 1..6),
        which in any::<bool>(),
    ) {
        let good = if which { "good/framework.toml" } else { "bad/duplicates.toml" };
        let mut letters: Vec<char> = text(good).chars().collect();
        for (at, removed, inserted) in changes {
            let at = at.index(letters.len() + 1);
            let end = (at + removed).min(letters.len());
            letters.splice(at..end, inserted.chars());
        }
        read(&letters.into_iter().collect::<String>());
    }

    #[test]
    fn any_text_is_read_without_a_panic(pieces in prop::collection::vec(piece(), 0..30)) {
        read(&pieces.concat());
    }
}

/// Texts of the largest size with as many mistakes as possible.
#[test]
fn the_worst_file_of_the_largest_size_is_read_in_time() {
    let framework = framework();
    let size = 512 * 1024;
    let line = |piece: &str| piece.repeat(size / piece.len());
    let worst = [
        format!("format = 1\nconcepts = [{}]\n", line("1,")),
        format!("format = 1\nconcepts = [{}\n", line("\"a\",")),
        format!("format = 1\nbrief = \"\"\"{}\n", line("\\\"\"\\\"")),
        format!("format = 1\nbrief = {}\n", line("\"")),
        line("a=1\n"),
        line("a\n"),
        line("[[stage]]\n"),
        line("[[stage\n"),
        line("[[clarify]]\nx=\"\"\"\n"),
        line("[a.b.c.d]\n"),
        line("["),
        line("a."),
        line("\n"),
        line("|"),
        format!(
            "format = 1\n[[stage]]\nid = \"setup\"\nreference = \"\"\"\n{}\"\"\"\n",
            line("|\n")
        ),
        format!(
            "format = 1\n[[stage]]\nid = \"setup\"\nreference = \"\"\"\n{}\"\"\"\n",
            line("](a:b)")
        ),
        format!("format = 1\n{} = 1\n", line("x")),
        format!("format = 1\ntitle = \"{}\"\n", line("e\u{301}")),
    ];
    for text in worst {
        let began = Began::now();
        let mistakes = check("parcel-eta.toml", &text, Origin::Own, &framework);
        let shown = render_all(&mistakes, "parcel-eta.toml", &text);
        assert_eq!(shown.is_empty(), mistakes.is_empty());
        let head: String = text.chars().take(40).collect();
        assert!(
            began.passed() < Duration::from_secs(20),
            "{head:?} took {:?}",
            began.passed()
        );
    }
}

/// The start of the one test that measures time.
struct Began(std::time::Instant);

impl Began {
    #[allow(
        clippy::disallowed_methods,
        reason = "measures the reader, not an interview"
    )]
    fn now() -> Self {
        Self(std::time::Instant::now())
    }

    fn passed(&self) -> Duration {
        self.0.elapsed()
    }
}
