//! The report in a real browser, offline. Without Chromium these tests are left out with a message; with
//! `FORTY_BROWSER=required` that is a failure. The standard test harness would hide the message, so this program has
//! its own `main`.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod checks;
mod driver;
mod fixture;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use checks::{CHECKS, Check};
use driver::{Browser, Tools};

fn main() -> ExitCode {
    let asked = Asked::of(std::env::args().skip(1));
    let chosen: Vec<&Check> = CHECKS
        .iter()
        .filter(|check| asked.means(check.name))
        .collect();
    if asked.list {
        for check in chosen {
            println!("{}: test", check.name);
        }
        return ExitCode::SUCCESS;
    }
    println!("\nrunning {} tests in a browser", chosen.len());
    let tools = Tools::find();
    let is_required = std::env::var_os("FORTY_BROWSER").is_some_and(|word| word == "required");
    let (mut passed, mut failed, mut left_out) = (0, 0, 0);
    let mut why_left_out = "";
    let mut browser = None;
    for check in &chosen {
        let missing = match &tools {
            Err(missing) => Some(*missing),
            Ok(_) => check.needs_axe.then(checks::missing_axe).flatten(),
        };
        if let Some(missing) = missing {
            println!("test {} ... LEFT OUT, {missing} was found", check.name);
            why_left_out = missing;
            left_out += 1;
            continue;
        }
        let Ok(tools) = &tools else { continue };
        let run = AssertUnwindSafe(|| {
            let browser = browser.get_or_insert_with(|| Browser::open(tools));
            (check.run)(browser);
        });
        if catch_unwind(run).is_ok() {
            println!("test {} ... ok", check.name);
            passed += 1;
        } else {
            println!("test {} ... FAILED", check.name);
            failed += 1;
        }
    }
    drop(browser);
    let is_well = failed == 0 && (left_out == 0 || !is_required);
    let word = if is_well { "ok" } else { "FAILED" };
    println!("\ntest result: {word}. {passed} passed; {failed} failed; {left_out} ignored");
    if left_out > 0 {
        println!(
            "{left_out} tests of the report in a browser were left out: {why_left_out} was found"
        );
        if is_required {
            println!(
                "FORTY_BROWSER=required asks for them: see CONTRIBUTING.md for what they need"
            );
        }
    }
    println!();
    ExitCode::from(u8::from(!is_well))
}

/// The arguments of the standard test harness; those without a meaning here are ignored.
#[derive(Default)]
struct Asked {
    list: bool,
    exact: bool,
    ignored: bool,
    names: Vec<String>,
    skipped: Vec<String>,
}

impl Asked {
    fn of(mut words: impl Iterator<Item = String>) -> Self {
        let mut asked = Self::default();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--list" => asked.list = true,
                "--exact" => asked.exact = true,
                "--ignored" => asked.ignored = true,
                "--skip" => asked.skipped.extend(words.next()),
                "--test-threads" | "--color" | "--format" | "--logfile" | "--shuffle-seed"
                | "-Z" => {
                    words.next();
                }
                name if !name.starts_with('-') => asked.names.push(word),
                _ => {}
            }
        }
        asked
    }

    fn means(&self, name: &str) -> bool {
        let is = |word: &String| {
            if self.exact {
                name == word
            } else {
                name.contains(word.as_str())
            }
        };
        let is_named = self.names.is_empty() || self.names.iter().any(is);
        is_named && !self.ignored && !self.skipped.iter().any(is)
    }
}
