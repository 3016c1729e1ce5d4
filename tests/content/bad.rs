//! Each wrong file gives exactly the expected messages.

use std::path::Path;

use forty::content::{Origin, Severity, check, render_all, without_bom};

use super::{framework, path, text};

/// The names of the files in `bad/`, without `.toml`.
fn names() -> Vec<String> {
    let listing = std::fs::read_dir(path("bad")).expect("the folder is there");
    let files = listing.map(|file| file.expect("the folder can be listed").path());
    let mut names: Vec<_> = files
        .filter(|file| file.extension().is_some_and(|ending| ending == "toml"))
        .filter_map(|file| {
            file.file_stem()
                .map(|stem| stem.to_string_lossy().into_owned())
        })
        .collect();
    names.sort();
    names
}

/// The origin in the first line of a file, or else a session's copy, for which only errors are reported.
fn origin(text: &str) -> Origin {
    match text.lines().next() {
        Some("# origin: shipped") => Origin::Shipped,
        Some("# origin: own") => Origin::Own,
        _ => Origin::Copy,
    }
}

fn rendered(name: &str) -> String {
    let file = format!("{name}.toml");
    let text = text(&format!("bad/{file}"));
    let mistakes = check(&file, &text, origin(&text), &framework());
    render_all(&mistakes, &file, &text)
}

/// `FORTY_BLESS=1` writes the present messages as the expected ones; read each before you commit it.
#[test]
fn every_wrong_file_gives_exactly_the_messages_beside_it() {
    let names = names();
    assert!(names.len() > 40, "only {} wrong files found", names.len());
    let mut wrong = Vec::new();
    for name in names {
        let found = rendered(&name);
        let beside = path(&format!("bad/{name}.txt"));
        if std::env::var_os("FORTY_BLESS").is_some() {
            bless(&beside, &found);
        }
        let wanted = std::fs::read_to_string(&beside).unwrap_or_default();
        if found != wanted {
            wrong.push(format!(
                "--- {name}, wanted:\n{wanted}\n--- {name}, found:\n{found}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[allow(clippy::disallowed_methods, reason = "a test's own file, on demand")]
fn bless(beside: &Path, found: &str) {
    std::fs::write(beside, found).expect("the messages can be written");
}

#[test]
fn every_wrong_file_has_a_message() {
    for name in names() {
        assert!(!rendered(&name).is_empty(), "{name} gives no message");
    }
}

#[test]
fn messages_and_hints_start_in_lower_case_and_have_no_full_stop() {
    for name in names() {
        let file = format!("{name}.toml");
        let text = text(&format!("bad/{file}"));
        for mistake in check(&file, &text, origin(&text), &framework()) {
            for sentence in [&mistake.message, &mistake.hint] {
                let first = sentence.chars().next().expect("a sentence has words");
                assert!(!first.is_uppercase(), "{name}: {sentence}");
                assert!(!sentence.ends_with('.'), "{name}: {sentence}");
            }
        }
    }
}

#[test]
fn nothing_shown_of_a_wrong_file_can_drive_a_terminal() {
    for name in names() {
        let shown = rendered(&name);
        let foul = shown
            .chars()
            .find(|letter| letter.is_control() && *letter != '\n' || *letter == '\u{202e}');
        assert_eq!(foul, None, "{name}");
    }
}

#[test]
fn no_line_shown_of_a_file_is_longer_than_the_excerpt() {
    let file = "long-line-cut.toml";
    let text = text(&format!("bad/{file}"));
    let mistakes = check(file, &text, Origin::Copy, &framework());
    for line in render_all(&mistakes, file, &text).lines() {
        assert!(line.chars().count() <= 210, "{line}");
    }
}

#[test]
fn missing_content_is_an_error_in_a_shipped_file_and_a_warning_in_a_users_own() {
    let text = text("bad/counts-own.toml");
    let framework = framework();
    let severities = |origin| -> Vec<_> {
        let mistakes = check("counts-own.toml", &text, origin, &framework);
        mistakes.iter().map(|mistake| mistake.severity).collect()
    };
    let shipped = severities(Origin::Shipped);
    let own = severities(Origin::Own);
    assert_eq!(shipped.len(), own.len());
    assert!(shipped.iter().all(|severity| *severity == Severity::Error));
    assert!(own.iter().all(|severity| *severity == Severity::Warning));
    assert_eq!(severities(Origin::Copy), []);
}

#[test]
fn a_byte_order_mark_and_crlf_move_no_mistake() {
    let framework = framework();
    for name in names() {
        let file = format!("{name}.toml");
        let unix = text(&format!("bad/{file}"));
        let dos = format!("\u{feff}{}", unix.replace('\n', "\r\n"));
        let shown = |text: &str| {
            let mistakes = check(&file, text, origin(&unix), &framework);
            render_all(&mistakes, &file, without_bom(text))
        };
        assert_eq!(shown(&unix), shown(&dos), "{name}");
    }
}
