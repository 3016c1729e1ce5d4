//! `forty calc [LINE…]`: sums of arguments and of standard input.

use predicates::prelude::*;
use predicates::str::{contains, is_empty, starts_with};
use serde_json::{Value, json as object};

use super::{forty, home, json};

#[test]
fn arguments_are_computed_in_order_and_know_the_names_before_them() {
    let home = home();
    let lines = [
        "users = 10M",
        "4e6/day * 500 KB",
        "storage = users * 2 KB → 1 GB",
    ];
    let run = forty(&home).arg("calc").args(lines).assert().success();
    run.stdout(
        "users = 10M → 10,000,000\n4e6/day * 500 KB → 2 TB/day\nstorage = users * 2 KB → 20 GB\n",
    )
    .stderr(is_empty());
    assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 0);
}

#[test]
fn standard_input_is_a_page_of_notes_whose_prose_stays() {
    let home = home();
    let page = "users = 10M\nwe take 3 * 4 of them\nsplit = 80/10/10\n= users * 2 KB\n";
    let run = forty(&home)
        .arg("calc")
        .write_stdin(page)
        .assert()
        .success();
    run.stdout("users = 10M → 10,000,000\nwe take 3 * 4 of them\nsplit = 80/10/10\n= users * 2 KB → 20 GB\n")
        .stderr(is_empty());
    forty(&home)
        .arg("calc")
        .write_stdin("")
        .assert()
        .success()
        .stdout(is_empty());
    forty(&home)
        .arg("calc")
        .write_stdin(b"= 2 * \xff\n".to_vec())
        .assert()
        .code(1);
}

#[test]
fn a_sum_with_a_part_of_a_name_says_which_name_is_known() {
    let page =
        "avg qps = 100M/day\npeak = 3 x avg\nload = 3 * qps\nnext = foo_bar * 3\nplan = avg\n";
    let run = forty(&home()).arg("calc").write_stdin(page).assert();
    run.success().stderr(
        "not computed: `avg` is not defined, but `avg qps` is\nnot computed: `qps` is not defined, but `avg qps` is\n\
         not computed: `foo_bar` is not defined above\n",
    );
}

#[test]
fn a_name_that_is_a_part_of_another_word_is_sought_behind_that_word() {
    let page = "rate = 3/s\nx = 2 * rate * a\ny = 2 * rate * b\n";
    let run = forty(&home()).arg("calc").write_stdin(page).assert();
    run.success()
        .stderr("not computed: `a` is not defined above\nnot computed: `b` is not defined above\n");
}

#[test]
fn a_label_says_which_value_it_gives_its_name() {
    let run = forty(&home())
        .args(["calc", "DAU: 30M", "DAU * 2"])
        .assert();
    run.success()
        .stdout("DAU: 30M\nDAU * 2 → 60,000,000\n")
        .stderr("value: `DAU` is 30,000,000 in the lines below\n");
}

#[test]
fn a_line_with_two_readings_or_no_result_says_so_and_exits_with_1() {
    let home = home();
    let run = forty(&home)
        .args(["calc", "7B + 3B", "= 5 GB + 3 s", "= 2 * 3"])
        .assert()
        .code(1);
    run.stdout("7B + 3B\n= 5 GB + 3 s\n= 2 * 3 → 6\n").stderr(
        starts_with("ambiguous: 10 B or 10 billion")
            .and(contains("error: bytes and seconds do not add up")),
    );
    let run = forty(&home).args(["calc", "2 * dya"]).assert().success();
    run.stdout("2 * dya\n")
        .stderr("not computed: `dya` is not understood\n");
}

#[test]
fn json_gives_base_units_and_exponents_or_why_there_is_no_value() {
    let home = home();
    let lines = ["t = 10 TB / 1 GB/s", "$3/GB * 2", "plain = 2 * 3", "prose"];
    let given = json(forty(&home).args(["calc", "--json"]).args(lines));
    assert_eq!(given["schema_version"], 1);
    let lines: &Vec<Value> = given["lines"].as_array().unwrap();
    assert_eq!(
        lines[0],
        object!({"line": "t = 10 TB / 1 GB/s", "value": 10_000.0, "dimensions": {"second": 1}, "text": "2.78 hours"})
    );
    assert_eq!(lines[1]["dimensions"], object!({"byte": -1, "usd": 1}));
    assert_eq!(lines[2]["dimensions"], object!({}));
    assert_eq!(
        lines[3],
        object!({"line": "prose", "why": "silent", "message": "`prose` is not understood"})
    );
    let failed = forty(&home)
        .args(["calc", "--json", "= 7B + 3B", "= 1 / 0"])
        .assert()
        .code(1);
    let failed: Value = serde_json::from_slice(&failed.get_output().stdout).unwrap();
    let whys = [&failed["lines"][0]["why"], &failed["lines"][1]["why"]];
    assert_eq!(whys, ["ambiguous", "error"]);
}

#[test]
fn its_help_begins_with_examples_and_names_the_exit_codes() {
    let help = forty(&home()).args(["calc", "--help"]).assert().success();
    help.stdout(starts_with("Examples:\n  forty calc").and(contains("1 a line is ambiguous")));
}

#[test]
fn in_ascii_a_result_stands_behind_an_ascii_arrow_and_is_read_again() {
    let home = home();
    let mut ascii = forty(&home);
    ascii
        .env("FORTY_ASCII", "on")
        .args(["calc", "4e6/day * 500 KB"]);
    ascii
        .assert()
        .success()
        .stdout("4e6/day * 500 KB -> 2 TB/day\n");
    let mut again = forty(&home);
    again.env("FORTY_ASCII", "on").arg("calc");
    let run = again.write_stdin("a = 3 * 4 -> 13\nb = a * 2\n").assert();
    run.success().stdout("a = 3 * 4 -> 12\nb = a * 2 -> 24\n");
}
