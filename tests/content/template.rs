//! The design file to start from.

use std::time::Duration;

use forty::content::library::Library;
use forty::content::{
    Origin, Severity, check, limits, read_design, read_framework, shipped, template,
};
use forty::domain::content::framework::{Framework, FrameworkStage};

use super::framework;

fn shipped_framework() -> Framework {
    let (framework, _) = read_framework(&shipped::framework_text(), Origin::Shipped)
        .expect("every shipped file is without mistakes");
    framework
}

/// A framework with `count` stages of `ms` milliseconds each.
fn of_stages(count: usize, ms: u64) -> Framework {
    let mut framework = framework();
    let stage = |index: usize| FrameworkStage {
        id: format!("stage-{index}"),
        budget: Duration::from_millis(ms),
        ..framework.stages[0].clone()
    };
    framework.stages = (0..count).map(stage).collect();
    framework
}

#[test]
fn the_only_mistakes_of_a_new_design_are_its_todos() {
    let frameworks = [
        shipped_framework(),
        framework(),
        of_stages(1, 1),
        of_stages(3, 12_345),
        of_stages(12, 60_000),
    ];
    for framework in frameworks {
        let text = template::design("night-bus", &framework);
        let mistakes = check("night-bus.toml", &text, Origin::Own, &framework);
        for mistake in &mistakes {
            assert_eq!(mistake.severity, Severity::Warning, "{mistake:?}");
            assert!(mistake.message.ends_with("still says TODO"), "{mistake:?}");
        }
        assert!(mistakes.len() <= limits::MISTAKES);
    }
}

#[test]
fn every_todo_of_a_new_design_is_named_at_its_place() {
    let framework = shipped_framework();
    let text = template::design("night-bus", &framework);
    let mistakes = check("night-bus.toml", &text, Origin::Own, &framework);
    let named: Vec<usize> = mistakes.iter().map(|mistake| mistake.line).collect();
    for (index, line) in text.lines().enumerate() {
        let is_open = line.contains("TODO") && !line.starts_with(['#', '|']);
        assert_eq!(
            is_open,
            named.contains(&(index + 1)),
            "line {}: {line}",
            index + 1
        );
    }
}

#[test]
fn a_new_design_has_the_stages_of_the_framework_and_every_count_a_shipped_one_must_have() {
    let framework = shipped_framework();
    let text = template::design("night-bus-2", &framework);
    // Checked as strictly as a shipped design.
    let (design, _) = read_design("night-bus-2.toml", &text, Origin::Shipped).expect("it is good");
    assert_eq!(design.title, "Night Bus 2");
    let ids = |stages: Vec<&String>| stages.into_iter().cloned().collect::<Vec<_>>();
    assert_eq!(
        ids(design.stages.iter().map(|stage| &stage.id).collect()),
        ids(framework.stages.iter().map(|stage| &stage.id).collect())
    );
    for (own, stage) in design.stages.iter().zip(&framework.stages) {
        let minutes = stage.budget.as_secs_f64() / 60.0;
        let inside = |minute: f64| minute > 0.0 && minute < minutes;
        assert!(
            own.follow_ups
                .iter()
                .all(|follow_up| inside(follow_up.minute))
        );
    }
}

#[test]
fn the_comments_of_a_new_design_explain_every_key_once() {
    let text = template::design("night-bus", &shipped_framework());
    let notes = text
        .lines()
        .filter(|line| line.starts_with("# ") && !line.starts_with("# ----"));
    let notes: Vec<&str> = notes.collect();
    for (index, note) in notes.iter().enumerate() {
        assert!(!notes[..index].contains(note), "twice: {note}");
    }
    let left: Vec<&str> = text
        .lines()
        .filter(|line| line.contains(['{', '}']))
        .collect();
    assert_eq!(left, [""; 0], "a name without its figure");
    assert!(!text.contains("\n\n\n") && text.ends_with("\"\n"));
}

#[test]
fn a_design_is_ready_once_its_checker_finds_no_todo() {
    let entry = shipped::design("llm-serving").expect("a shipped design");
    let whole = entry.file.text().replace(
        "id = \"llm-serving\"",
        "id = \"mine\" # TODO ask Ada about the TODOs",
    );
    let heading = whole.replacen("title = \"", "title = \"TODO ", 1);
    let word = whole.replacen("title = \"", "title = \"TODOs of ", 1);
    for (text, todos) in [(&whole, 0), (&word, 0), (&heading, 1)] {
        let library = Library::new(vec![("mine.toml".to_owned(), Ok(text.clone()))]);
        let row = library.rows().iter().find(|row| row.id == "mine");
        let row = row.expect("a usable design");
        assert_eq!((&row.problem, row.todos), (&None, todos));
        let mistakes = check("mine.toml", text, Origin::Own, library.framework());
        let found = mistakes.iter().filter(|one| one.is_todo).count();
        assert_eq!(found, todos);
    }
}
