//! What holds for any line: what is shown reads back, and no text panics.

use forty::domain::calc::{Quantity, Sheet, sum_line, text, with_result};
use proptest::prelude::*;

const NUMBERS: [&str; 16] = [
    "3",
    "5.5",
    "1e6",
    "2.5k",
    "10M",
    "7B",
    "1,000",
    "0.1%",
    "30%",
    "2^10",
    "1/3",
    "99.9%",
    "12",
    "86400",
    "4e-9",
    "123456789",
];
const UNITS: [&str; 22] = [
    "",
    " KB",
    " GB",
    "/s",
    " QPS",
    " ms",
    " hours",
    "/day",
    " users",
    " tokens/s",
    " req/user/day",
    " GB/day",
    " Gbps",
    " FLOP",
    " TFLOPS",
    " days",
    "/GPU-hour",
    " images",
    " dozen",
    " GPU",
    " KB/user",
    "$/month",
];

const TARGETS: [&str; 14] = [
    "",
    "",
    "",
    "",
    " in %",
    " in GB",
    " in MB/s",
    " in Gbit/s",
    " in hours",
    " in /s",
    " in req/min",
    " in millions",
    " to $/month",
    " in GiB/day",
];

/// Numbers with units between operators.
fn sums() -> impl Strategy<Value = String> {
    let sign = prop::sample::select(vec!["", "", "", "", "$", "€"]);
    let number = prop::sample::select(NUMBERS.to_vec());
    let unit = prop::sample::select(UNITS.to_vec());
    let operator = prop::sample::select(vec![" * ", " / ", " + ", " - ", " * (2 + 1) * "]);
    let part = (operator, sign, number, unit);
    let target = prop::sample::select(TARGETS.to_vec());
    (prop::collection::vec(part, 1..4), target).prop_map(|(parts, target)| {
        let written = parts
            .iter()
            .enumerate()
            .map(|(index, (operator, sign, number, unit))| {
                let operator = if index == 0 { "= " } else { operator };
                format!("{operator}{sign}{number}{unit}")
            });
        written.chain([target.to_owned()]).collect()
    })
}

/// Pieces of lines, so that what is thrown together is often nearly right.
fn soup() -> impl Strategy<Value = String> {
    let pieces = [
        "=",
        "7",
        "B",
        "b",
        " ",
        "(",
        ")",
        "/",
        "-",
        "x",
        "e",
        "⁹",
        "⁻",
        "→",
        "$",
        "%",
        "^",
        "**",
        "1e999",
        "é",
        "漢",
        "🙂",
        "log(",
        "max(",
        ",",
        ".",
        "_",
        "0x",
        "1h30m",
        "per ",
        " in ",
        " in %",
        "@",
        "_x",
        "of ",
        "K",
        "#",
        "≈",
        "~",
        "–",
        "'",
        "\u{301}",
        "\u{202e}",
        "KB",
        "\t",
        "a-b",
        "3x",
        "a",
        "name",
        "999999999999999999999",
        " = ",
        "GB",
        "day",
        "QPS",
        "TFLOPS",
        "µs",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..40).prop_map(|all| all.concat())
}

/// Both have the same kind, and values as near as three shown digits allow.
fn are_same(one: &Quantity, other: &Quantity) -> bool {
    let difference = (one.value - other.value).abs();
    one.dimensions == other.dimensions && difference <= one.value.abs() * 0.006
}

/// What is counted, in any order.
fn nouns(one: &Quantity) -> Vec<(String, i8)> {
    let nouns = one
        .nouns
        .iter()
        .map(|noun| (noun.key.clone(), noun.exponent));
    let mut nouns: Vec<_> = nouns.collect();
    nouns.sort();
    nouns
}

/// The result, and the line with it.
fn computed(line: &str) -> Option<(Quantity, String)> {
    let answer = Sheet::default().line(line).ok()?;
    let shown = text(&answer.quantity);
    Some((answer.quantity, with_result(line, &shown)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn what_is_shown_reads_back_as_the_same_quantity(line in sums()) {
        if let Some((quantity, whole)) = computed(&line) {
            let shown = text(&quantity);
            let back = Sheet::default().expression(&shown);
            prop_assert!(back.as_ref().is_ok_and(|back| are_same(&quantity, back)), "{whole}: {back:?}");
            // Computing the line with its result changes nothing.
            prop_assert_eq!(computed(&whole).map(|(_, again)| again), Some(whole));
        }
    }

    #[test]
    fn a_name_is_worth_what_its_line_shows(line in sums()) {
        let mut sheet = Sheet::default();
        let named = format!("it {line}");
        if let Ok(answer) = sheet.line(&named) && answer.is_computed {
            let shown = text(&answer.quantity);
            let by_name = sheet.line("= it / 1 item").map(|answer| answer.quantity);
            let by_text = Sheet::default().line(&format!("= ({shown}) / 1 item"));
            if let (Ok(one), Ok(other)) = (by_name, by_text.map(|answer| answer.quantity)) {
                prop_assert!(are_same(&one, &other), "{named}: {shown}");
                // A result without a noun has none behind its name.
                if !shown.contains(char::is_alphabetic) {
                    prop_assert_eq!(nouns(&one), nouns(&other), "{}: {}", named, shown);
                }
            }
        }
    }

    #[test]
    fn nothing_thrown_together_panics_or_drives_a_terminal(soup in soup()) {
        let mut sheet = Sheet::default();
        for line in [format!("a = {soup}"), format!("= {soup}"), soup.clone(), format!("name = a * {soup}")] {
            if let Ok(answer) = sheet.line(&line) {
                let shown = text(&answer.quantity);
                prop_assert!(!shown.contains(|c: char| c.is_control() || c == '\u{202e}'), "{shown}");
                prop_assert!(shown.chars().count() < 400, "{shown}");
            }
            if let Some(sum) = sum_line(&line) {
                let _ = sheet.explain(&sum).to_string();
            }
        }
    }

    #[test]
    fn no_text_panics(text in any::<String>()) {
        let _ = Sheet::default().line(&format!("= {text}"));
        let _ = Sheet::default().line(&text);
    }
}
