//! Expressions beside what they give, word for word; lines of notes before and after; what must never happen.

use forty::domain::sums::{compute, line};
use proptest::prelude::*;

/// The result as it is shown, or the fault behind `! `.
fn shown(expression: &str) -> String {
    compute(expression).map_or_else(|fault| format!("! {fault}"), |sum| sum.to_string())
}

/// Every row that gives something else, at once.
fn check(rows: &[(&str, &str)]) {
    let wrong: Vec<_> = rows
        .iter()
        .filter(|(expression, wanted)| shown(expression) != *wanted)
        .map(|(expression, wanted)| {
            format!("{expression}: wanted {wanted}, found {}", shown(expression))
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn bytes_are_scaled_and_keep_the_time_they_were_divided_by() {
    check(&[
        ("4e6/day * 500 KB", "2 TB/day"),
        ("4M/day * 500 KB", "2 TB/day"),
        ("4M images/day * 500 KB", "2 TB/day"),
        ("4e6 images/day * 500 KB/image", "2 TB/day"),
        ("100/s * 500 KB * 1 day", "4.32 TB"),
        ("100/s * 500 KB", "50 MB/s"),
        ("70e9 * 2 bytes", "140 GB"),
        ("70bn params * 2 bytes", "140 GB"),
        ("4e6 * 1 kB / (1 day)", "4 GB/day"),
        ("4e6 * 1 kB / 1 day", "4 GB/day"),
        ("2 TB/day * 365 days", "730 TB"),
        ("2 TB/day * 1 year", "730 TB"),
        ("2 TB / 30 days", "66.7 GB/day"),
        ("2 TB/day / 3", "667 GB/day"),
        ("1 GiB", "1.07 GB"),
        ("16 KiB * 1024", "16.8 MB"),
        ("2 * (80 GB * 0.9 - 3 GB) - 70.55 GB", "67.5 GB"),
        ("10e6 * (128 * 4 B + 32 * 10 B)", "8.32 GB"),
        ("40e6 * 12.5 * 20 * 7 * 10 bit", "700 Gbit"),
        ("40e6 * 12.5 * 20 * 7 * 10 bit + 0 B", "87.5 GB"),
        ("10 Gbit/s * 1 hour", "36 Tbit"),
        ("10 Gbps", "10 Gbit/s"),
        ("999.97 kB", "1 MB"),
        ("5000 PB", "5,000 PB"),
        ("500 B", "500 B"),
        ("7B", "7 B"),
        ("60k users * 2 KB", "120 MB"),
        ("2000 QPS * 1 KB", "2 MB/s"),
        ("500 kb * 10 million", "5 TB"),
        ("3 megabytes * 2", "6 MB"),
    ]);
}

#[test]
fn counts_per_time_are_per_second_unless_they_are_slow() {
    check(&[
        ("4e6 / 1 day", "46.3/s"),
        ("4e6/day", "46.3/s"),
        ("4e6 / (1 day)", "46.3/s"),
        ("4e6 per day", "46.3/s"),
        ("4M a day", "46.3/s"),
        ("4M/day", "46.3/s"),
        ("100e6 / 1 day", "1,157/s"),
        ("500e6/day * 5", "28,940/s"),
        ("60k users * 5 requests/user/day", "3.47 requests/s"),
        ("10M users * 20 requests / user / day", "2,315 requests/s"),
        ("3/day", "3/day"),
        ("2 deploys / week", "2 deploys/week"),
        ("100 QPS * 2", "200/s"),
        ("100k rps / 8", "12,500/s"),
        ("1000 tokens / 2 s", "500 tokens/s"),
        (
            "(2 * 1979e12 * 0.45 tokens) / (2 * 70.55e9 * 1 s)",
            "12,620 tokens/s",
        ),
        ("32 / (32 * 0.0829 s + 0.823 s)", "9.21/s"),
        ("1e6 / 30 min", "556/s"),
    ]);
}

#[test]
fn plain_numbers_have_thousands_separators_and_percentages_are_plain() {
    check(&[
        ("0.1% * 100e6", "100,000"),
        ("5% of 2M", "100,000"),
        ("5 percent of 2M", "100,000"),
        ("8x80", "640"),
        ("1 - 0.99^24", "0.214"),
        ("0.001 * 0.95 / (0.001 * 0.95 + 0.999 * 0.01)", "0.0868"),
        ("50%", "0.5"),
        ("100 / 5%", "2,000"),
        ("2^10", "1,024"),
        ("2 ** 16", "65,536"),
        ("1,000,000 * 3", "3,000,000"),
        ("1_000 * 3", "3,000"),
        ("12345678", "12,350,000"),
        ("70e9 * 2", "1.4e11"),
        ("3e-9 * 2", "6e-9"),
        ("1/3", "0.333"),
        ("-3 * 2", "-6"),
        ("2 * -3", "-6"),
        ("2^-1", "0.5"),
        ("-2^2", "-4"),
        ("8 x 80", "640"),
        ("8 × 80 ÷ 2", "320"),
        ("0 * 5", "0"),
        ("ceil(350 / 8.49 / 0.6)", "69"),
        ("floor(2.9) + round(2.5) + abs(-1)", "6"),
        ("sqrt(16) + log2(8) + log10(1000)", "10"),
        ("100 * sqrt(0.04 / 2000)", "0.447"),
        ("(8.8e13 / 7e9)^0.076", "2.05"),
        ("16 * 40^2 / 0.15^2", "1,138,000"),
        ("2^3^2", "512"),
        ("(1 + 1)^(6 / 2) * 2", "16"),
        ("10^6 / 4", "250,000"),
        ("0.9997^1000", "0.741"),
        ("(1 - 1/365.25)^100", "0.76"),
        ("0.5^1000", "0"),
        (
            "1.96 * sqrt(0.05 * 0.95 / 1000 + 0.07 * 0.93 / 1000)",
            "0.0208",
        ),
        ("406.4 / 7e10^0.34 + 410.7 / 1.4e12^0.28 + 1.69", "1.94"),
        ("floor(1/3 * 3)", "1"),
        ("5 KB / 2 KB", "2.5"),
        ("2M/day * 1 day", "2,000,000"),
    ]);
}

#[test]
fn a_long_sum_is_computed_from_the_left() {
    assert_eq!(shown(&("1-".repeat(149) + "1")), "-148");
    assert_eq!(
        shown(&("64/".to_owned() + &"2/".repeat(140) + "1")),
        "4.59e-41"
    );
    assert_eq!(shown(&("2*3+".repeat(60) + "1")), "361");
    assert_eq!(shown(&("-1".to_owned() + &"+2*2*2-3".repeat(30))), "149");
    assert_eq!(shown(&("8".to_owned() + &"/2*2".repeat(60))), "8");
}

#[test]
fn counted_words_stay_while_they_are_the_only_ones() {
    check(&[
        ("60k users", "60,000 users"),
        ("10M users * 0.1%", "10,000 users"),
        ("10M users * 20 requests/user", "200,000,000 requests"),
        ("512 tokens * 8", "4,096 tokens"),
        ("512 tokens + 41", "553"),
        ("5 users + 3 users", "8 users"),
        ("350/s / (5 requests/s)", "70"),
        ("29 GPUs / 29", "1 GPU"),
        ("4 queries / 4", "1 query"),
        ("6 images * 2 / 3 images", "4"),
        ("10^6 users", "1,000,000 users"),
        ("8 H100s * 3", "24 H100s"),
    ]);
}

#[test]
fn money_keeps_its_time_and_reads_in_dollars() {
    check(&[
        ("144 * 3 USD * 730", "315,360 USD"),
        ("$3/hour * 144", "432 USD/hour"),
        ("$3/hour * 144 * 1 month", "315,576 USD"),
        ("144 GPUs * $3 / GPU-hour * 730 hours", "315,360 USD"),
        ("100e6 * 0.001 * 120 USD / (1 day)", "12,000,000 USD/day"),
        ("$0.70 / (5.5 * 3600)", "3.54e-5 USD"),
        ("3 USD per million tokens * 2bn tokens", "6,000 USD"),
        ("5 dollars + 50 cents", "5.5 USD"),
        ("23 USD/TB * 500 GB", "11.5 USD"),
        ("1000 USD / $4", "250"),
        ("8 x $3/hour", "24 USD/hour"),
        ("$5M * 2", "10,000,000 USD"),
    ]);
}

#[test]
fn times_take_the_largest_unit_of_which_there_is_one() {
    check(&[
        ("31 ms", "31 ms"),
        ("60 hours", "2.5 days"),
        ("24 hours", "1 day"),
        ("90 s", "1.5 min"),
        ("2 TB / (10 Gbit/s)", "26.7 min"),
        ("40 * 3.086e9 * 2 * 1 s / 300e9", "823 ms"),
        ("30 ms + 100 ms + 40 ms + 10 * 28 ms", "450 ms"),
        (
            "70.55 GB / (2 * 3.35 TB * 0.7 / (1 s)) + 160 * 0.015 ms",
            "17.4 ms",
        ),
        (
            "5 ms + 5 ms + 5 ms + 5 ms + 5 ms + 5 ms + 5 ms + 5 ms + 5 ms + 5 ms + 5 ms + 5 ms + 5 ms + 5 ms + 5 ms",
            "75 ms",
        ),
        ("3 us * 2", "6 µs"),
        ("100 ns", "100 ns"),
        ("0 s", "0 s"),
        ("4 weeks", "28 days"),
        ("1e6 tokens / (50 tokens/s)", "5.56 hours"),
        ("1e9 s", "31.7 years"),
        ("6 * 7e9 * 1e12 FLOP / (64 * 312 TFLOPS * 40%)", "60.9 days"),
    ]);
}

#[test]
fn other_kinds_are_told_in_their_own_symbols() {
    check(&[
        ("1 GB * 2 s", "2e9 B·s"),
        ("20 USD / GB", "2e-8 USD/B"),
        ("312 TFLOPS * 8", "2.5 PFLOP/s"),
        ("2 * 3e9 FLOP", "6 GFLOP"),
        ("6 * 7e9 * 1e12 FLOP", "4.2e22 FLOP"),
    ]);
}

#[test]
fn what_cannot_be_computed_is_told_in_a_few_words() {
    check(&[
        ("", "! nothing to compute"),
        ("   ", "! nothing to compute"),
        ("5 GB + 3 s", "! bytes and time do not go together"),
        ("5 GB + 3", "! bytes and a plain number do not go together"),
        ("2^(3 GB)", "! bytes where a plain number belongs"),
        ("5 Mb", "! `Mb` is not known, did you mean `MB` or `Mbit`?"),
        ("5 dayz", "! `dayz` is not known, did you mean `days`?"),
        ("4e6 / 1 dya", "! `dya` is not known, did you mean `days`?"),
        ("5 m", "! `m` is not known, did you mean `min` or `M`?"),
        (
            "5 tflops",
            "! `tflops` is not known, did you mean `TFLOP` or `TFLOPS`?",
        ),
        (
            "2 TB/day in GB/s",
            "! `in` is not known, did you mean `of`, `per` or an operator?",
        ),
        ("hits * rate", "! no number before `hits`"),
        ("5 * rate", "! no number before `rate`"),
        ("5 5", "! no operator before `5`"),
        ("2(3)", "! no operator before `(`"),
        ("5 *", "! no number behind `*`"),
        ("* 5", "! no number before `*`"),
        ("5 * / 3", "! no number behind `*`"),
        ("(5", "! `(` without its other half"),
        ("5)", "! `)` without its other half"),
        ("()", "! no number behind `(`"),
        ("sqrt 5", "! no number behind `sqrt`"),
        ("5 GB^2", "! bytes where a plain number belongs"),
        ("1/0", "! division by zero"),
        ("1/(2-2)", "! division by zero"),
        ("sqrt(-1)", "! no such root or logarithm"),
        ("(-8)^0.5", "! no such root or logarithm"),
        ("ln(-1)", "! no such root or logarithm"),
        ("log2(0)", "! no such root or logarithm"),
        ("0^-1", "! division by zero"),
        ("sqrt(2 GB)", "! bytes where a plain number belongs"),
        ("5 # 3", "! `#` is not known"),
        ("x = 5", "! `=` is not known"),
        ("5!", "! `!` is not known"),
        ("1e41", "! too much to compute"),
        ("9^9^9^9", "! too much to compute"),
    ]);
}

/// The line with its result, or the line's fault behind `! `, or what says that it is left alone.
fn computed(text: &str) -> String {
    let Some(line) = line(text) else {
        return "left alone".to_owned();
    };
    line.compute()
        .map_or_else(|fault| format!("! {fault}"), |sum| line.with(&sum))
}

#[test]
fn a_line_that_asks_for_it_gets_its_result_behind_an_arrow() {
    for (before, after) in [
        ("= 4e6/day * 500 KB", "= 4e6/day * 500 KB → 2 TB/day"),
        ("=2*3", "=2*3 → 6"),
        ("  - = 2*3  ", "  - = 2*3 → 6"),
        ("* = 5 GB", "* = 5 GB → 5 GB"),
        (
            "ingress = 4e6/day * 500 KB",
            "ingress = 4e6/day * 500 KB → 2 TB/day",
        ),
        ("- load = 4e6 / 1 day", "- load = 4e6 / 1 day → 46.3/s"),
        (
            "ingress = 4e6/day * 500 KB → 1 TB/day",
            "ingress = 4e6/day * 500 KB → 2 TB/day",
        ),
        ("ingress = 2*3→5 (was a = b)", "ingress = 2*3 → 6"),
        ("a → b = 2*3", "a → b = 2*3 → 6"),
        ("a → b = 2*3 → 7", "a → b = 2*3 → 6"),
        ("x = y = 2*3", "x = y = 2*3 → 6"),
        ("slack = 5 - 3", "slack = 5 - 3 → 2"),
        ("= dunno", "! no number before `dunno`"),
        ("rate = hits / 5", "! no number before `hits`"),
    ] {
        assert_eq!(computed(before), after, "{before}");
    }
}

#[test]
fn computing_a_line_again_changes_nothing() {
    for text in ["= 1/3", "  * x = 4M/day * 500 KB", "cost = $3/hour * 144"] {
        let once = computed(text);
        assert_eq!(computed(&once), once);
    }
}

#[test]
fn prose_with_an_equals_sign_in_it_is_left_alone() {
    for prose in [
        "",
        "no sign at all 2*3",
        "latency = low",
        "a == b",
        "== 2*3 ==",
        "if a == 2*3 then",
        "x >= 2*3",
        "x != 2*3",
        "=> 2*3",
        "set x = y later",
        "x=2*3",
        "policy = allow / deny",
        "model = T5-11B",
        "date = 2026-11-23",
        "batch = 32",
        "=",
        "x = ",
        "- ",
        "result → 5",
    ] {
        assert_eq!(line(prose), None, "{prose}");
    }
}

#[test]
fn the_parts_of_a_sum_can_be_had_in_a_unit() {
    for (expression, unit, wanted) in [
        ("4e6 * 1 kB / (1 day)", "TB per year", Some(1.461)),
        ("4e6 * 1 kB / (1 day)", "GB/day", Some(4.0)),
        ("100e6 / (1 day)", "per second", Some(1157.407)),
        ("100e6 / (1 day)", "requests per second", Some(1157.407)),
        ("100e6 / (1 day)", "requests a minute", Some(69444.4)),
        ("1 - 0.99^24", "%", Some(21.43)),
        ("200 * 8 * 12", "cases a day", Some(19200.0)),
        ("2 * 3", "TFLOP a second", Some(6.0)),
        ("2 * 3", "USD per million", Some(6.0)),
        ("2 * 3", "images per arm", Some(6.0)),
        ("2 TFLOP", "GFLOP", Some(2000.0)),
        ("4 * 730 * 0.70 USD", "USD", Some(2044.0)),
        ("5 tokens / 2 s", "tokens per second", Some(2.5)),
        ("1 GB", "MB", Some(1000.0)),
        ("1 GB", "GPUs", None),
        ("1 GB", "GB per second", None),
        ("2 * 3", "GB", None),
        ("2 * 3", "per second", None),
        ("90 s", "min", Some(1.5)),
    ] {
        let found = compute(expression).ok().and_then(|sum| sum.value_in(unit));
        let is_right = match (found, wanted) {
            (Some(found), Some(wanted)) => (found / wanted - 1.0_f64).abs() < 1e-3,
            (found, wanted) => found == wanted,
        };
        assert!(is_right, "{expression} in {unit}: {found:?}");
    }
}

/// Pieces of expressions, so that what is thrown together is often nearly right.
fn soup() -> impl Strategy<Value = String> {
    let pieces = [
        "1", "0", "4e6", "0.1", "9", "1e40", "1e-40", "1,000", ".5", "5.", "+", "-", "*", "/", "^",
        "%", "(", ")", "sqrt(", "ceil(", "log2(", " ", "→", "=", " = ", "GB", "kB", "bit", "ms",
        "day", "$", "USD", "users", "tokens", "k", "M", "QPS", "TFLOPS", " per ", " a ", " of ",
        "x", "e", "é", "µs", "\u{202e}", "_", ",",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..80).prop_map(|all| all.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn no_string_makes_it_panic(text in any::<String>()) {
        shown(&text);
        computed(&text);
    }

    #[test]
    fn nothing_thrown_together_makes_it_panic_or_drives_a_terminal(text in soup()) {
        for words in [shown(&text), shown(&format!("={text}"))] {
            prop_assert!(!words.chars().any(|letter| letter.is_control() || letter == '\u{202e}'), "{words}");
            prop_assert!(words.chars().count() < 200, "{words}");
        }
        computed(&text);
    }

    #[test]
    fn a_number_that_is_shown_can_be_computed_again(number in -1e30..1e30_f64) {
        let once = shown(&format!("{number:e}"));
        prop_assert_eq!(shown(&once), once);
    }

    #[test]
    fn what_is_shown_lies_within_a_half_percent_of_the_sum(one in 1e-6..1e12_f64, other in 1e-3..1e9_f64) {
        let sum = shown(&format!("{one:e} * {other:e}"));
        let value: f64 = sum.replace(',', "").parse().expect("a plain number");
        prop_assert!((value / (one * other) - 1.0).abs() < 0.005_1, "{}", sum);
    }
}
