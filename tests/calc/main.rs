//! The calculator: every line of its page, a table of lines, and what holds for any line.

mod properties;
mod table;

use forty::domain::calc::{Sheet, Why, text};

/// What command `=` would show for the last of some lines: the result, or why there is none behind a mark.
fn last(lines: &[&str]) -> String {
    let mut sheet = Sheet::default();
    let shown = lines.iter().map(|line| match sheet.line(line) {
        Ok(answer) => text(&answer.quantity),
        Err(Why::Silent) => "silent".into(),
        Err(Why::Ambiguous(question)) => format!("? {question}"),
        Err(Why::Error(why)) => format!("! {why}"),
    });
    shown.last().unwrap_or_default()
}

#[test]
fn every_line_of_the_page_is_computed_as_it_is_written_there() {
    let page = include_str!("../../docs/sums.md");
    let blocks: Vec<&str> = page.split("```sums\n").skip(1).collect();
    assert!(blocks.len() > 10, "the page has its blocks");
    let mut wrong = Vec::new();
    for block in blocks {
        let lines = block.split("```").next().unwrap_or_default().lines();
        let mut sheet = Sheet::default();
        for line in lines {
            let (head, wanted) = line.rsplit_once(" → ").unwrap_or((line, ""));
            let found = match sheet.line(head) {
                Ok(answer) if answer.is_computed => text(&answer.quantity),
                Ok(_) | Err(Why::Silent) => String::new(),
                Err(Why::Ambiguous(_)) => "?".into(),
                Err(Why::Error(_)) => "!".into(),
            };
            if found != wanted {
                wrong.push(format!("{line}: {found}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn a_line_that_is_not_computed_says_what_is_not_understood() {
    for (line, wanted) in [
        ("= 2 *", "something is missing at its end"),
        ("= 2 * dya", "`dya` is not understood"),
        (
            "x = 80/10/10",
            "it looks like a list or a ratio: leave the name out and begin with `=` to compute it",
        ),
        (
            "req = 40M/24/3600",
            "numbers joined by `/` may be a list or a ratio: write blanks around it to divide",
        ),
        (
            "left = 20-10",
            "numbers joined by `-` may be a range: write blanks around it to subtract",
        ),
        (
            "x = 40M-24/3600",
            "numbers joined by `/` and `-` may be a list or a range: write blanks around both to compute",
        ),
        // With blanks these have no result either.
        ("left = 20-10 ms", "a list or a ratio is not computed"),
        ("traffic = 100/0", "a list or a ratio is not computed"),
        (
            "= 50 + - 5",
            "two signs in a row are no operator: write one of them, or a negative number such as `5 * -3`",
        ),
        ("ratio = 1:10", "a list or a ratio is not computed"),
        ("deadline = 2026-11-28", "a date is not computed"),
        ("= 2 & 3", "it has a sign or a number that no sum has"),
    ] {
        let sheet = Sheet::default();
        let sum = forty::domain::calc::sum_line(line).expect("an equals sign");
        assert_eq!(sheet.compute(&sum), Err(Why::Silent), "{line}");
        assert_eq!(sheet.explain(&sum).to_string(), wanted, "{line}");
    }
    assert!(last(&["= 5 GB + 3 s"]).contains("bytes and seconds do not add up"));
    assert!(last(&["rps = 2k", "x = rps * 50 ms"]).contains("`rps` has no unit"));
    assert!(last(&["= 7B + 3B"]).starts_with("? 10 B or 10 billion"));
}

#[test]
fn what_is_said_to_be_computed_otherwise_is() {
    for (line, wanted) in [
        ("req = 40M/24/3600", "462.96"),
        ("req = 10TB/4", "2.5 TB"),
        ("left = 20-10", "10"),
        ("x = 40M-24/3600", "40,000,000"),
        ("x = 80/10/10", "0.8"),
    ] {
        assert_eq!(last(&[line]), "silent", "{line}");
        let sheet = Sheet::default();
        let sum = forty::domain::calc::sum_line(line).expect("an equals sign");
        let said = sheet.explain(&sum).to_string();
        let instead = if said.contains("begin with `=`") {
            format!("= {}", sum.expression)
        } else {
            let signs = ["/", "-"].into_iter();
            let signs = signs.filter(|sign| said.contains(&format!("`{sign}`")));
            signs.fold(line.to_owned(), |line, sign| {
                line.replace(sign, &format!(" {sign} "))
            })
        };
        assert!(last(&[&instead]).starts_with(wanted), "{instead}: {said}");
    }
}

#[test]
fn a_result_in_ascii_is_read_as_one_behind_a_sum_and_a_change_is_none() {
    use forty::domain::calc::{head, result};
    for (line, wanted) in [
        ("a = 3 * 4 -> 13", Some("13")),
        ("DAU = 30M -> 30 million", Some("30 million")),
        ("= 5 GB / 2 -> 2.5 GB", Some("2.5 GB")),
        ("5 GB / 2 -> 2.5 GB", Some("2.5 GB")),
        ("x = log2(8) -> 3", Some("3")),
        ("recall = 0.8 -> 0.9", None),
        ("latency = 100 ms (p50) -> 40 ms", None),
        ("* p99 100 ms -> 40 ms", None),
        ("recall 0.8 -> 0.9 = +12.5%", None),
        ("avail: 99.95% -> downtime = 0.05% * 1 year", None),
        ("candidate gen -> 2 * ranking", None),
    ] {
        assert_eq!(result(line), wanted, "{line}");
        let is_whole = head(line) == line;
        assert_eq!(is_whole, wanted.is_none(), "{line}");
    }
}

#[test]
fn a_value_can_be_had_in_a_unit() {
    for (expression, unit, wanted) in [
        ("4e6 * 1 kB / (1 day)", "TB per year", Some(1.46)),
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
        let found = Sheet::default().expression(expression).ok();
        let found = found.and_then(|quantity| quantity.value_in(unit));
        let is_right = match (found, wanted) {
            (Some(found), Some(wanted)) => (found / wanted - 1.0_f64).abs() < 1e-3,
            (found, wanted) => found == wanted,
        };
        assert!(is_right, "{expression} in {unit}: {found:?}");
    }
}
