//! Good files have no mistakes and give their values.

use std::time::Duration;

use forty::content::library::Library;
use forty::content::{
    ContentKind, Origin, check_design, limits, read_design, read_framework, shipped,
};
use forty::domain::content::design::{Difficulty, Level};
use forty::domain::content::framework::Framework;

use super::{framework, text};

fn parcel() -> forty::domain::content::design::Design {
    let text = text("good/parcel-eta.toml");
    let (design, warnings) =
        read_design("designs/parcel-eta.toml", &text, Origin::Shipped).expect("it is good");
    assert_eq!(warnings, []);
    design
}

#[test]
fn a_good_design_has_no_mistakes_and_every_value_of_its_file() {
    let design = parcel();
    assert_eq!(design.id, "parcel-eta");
    assert_eq!(design.difficulty, Difficulty::Medium);
    assert_eq!(design.stars, 2);
    assert_eq!(design.concepts.len(), 12);
    assert_eq!(design.concepts[2], "map matching");
    assert_eq!(design.clarify.len(), 12);
    assert_eq!(design.clarify[1].also[2], "a third one 2");
    assert_eq!(design.estimates[9].value.to_string(), "20");
    assert_eq!(design.sources[5].year, 2016);
    assert_eq!(
        design.sources[0].url.as_deref(),
        Some("https://example.org:8080/1?q=1#a")
    );
    let stage = &design.stages[1];
    assert_eq!(stage.id, "data");
    assert_eq!(stage.prompts[4].hint, "One phone call, or more?");
    assert_eq!(stage.mistakes.len(), 3);
    assert_eq!(stage.rubric[6].level, Level::Exceptional);
    assert_eq!(stage.rubric[6].signals, ["p80", "minutes"]);
    let minutes: Vec<_> = stage
        .follow_ups
        .iter()
        .map(|follow_up| follow_up.minute)
        .collect();
    assert_eq!(minutes, [1.0, 2.5, 4.0]);
}

#[test]
fn single_line_breaks_are_joined_and_blank_lines_separate_paragraphs() {
    let design = parcel();
    assert_eq!(
        design.brief,
        "People want to know when their parcel arrives.\n\nTell them."
    );
}

#[test]
fn a_reference_stays_markdown_as_written() {
    let design = parcel();
    let reference = &design.stages[0].reference;
    assert!(
        reference.starts_with("I predict minutes to the door, at the 80th percentile.\n\n| Choice")
    );
    assert!(reference.contains("| p80    | a promise | a \\| bar in a cell |\n"));
    assert!(reference.ends_with("for more."));
}

#[test]
fn a_good_framework_has_no_mistakes_and_every_value_of_its_file() {
    let framework = framework();
    assert_eq!(framework.version, 3);
    assert_eq!(
        framework.warning,
        "A model that nobody feeds is not a design."
    );
    let stages: Vec<_> = framework
        .stages
        .iter()
        .map(|stage| (stage.short.as_str(), stage.budget))
        .collect();
    assert_eq!(
        stages,
        [
            ("Setup", Duration::from_secs(300)),
            ("Data", Duration::from_secs(450)),
        ]
    );
    assert_eq!(
        framework.lifecycle[0].considerations,
        ["collection", "storage"]
    );
    assert_eq!(framework.rubric[0].weight, 60);
    assert_eq!(framework.concepts[0].id, "data-drift");
}

#[test]
fn a_good_design_fits_its_framework_without_a_warning() {
    let text = text("good/parcel-eta.toml");
    let checked = check_design("parcel-eta.toml", &text, Origin::Shipped, &framework());
    assert_eq!(checked.expect("it is good").1, []);
}

#[test]
fn a_file_with_crlf_and_a_byte_order_mark_reads_the_same() {
    let unix = text("good/parcel-eta.toml");
    let dos = format!("\u{feff}{}", unix.replace('\n', "\r\n"));
    let read = |text: &str| read_design("parcel-eta.toml", text, Origin::Shipped);
    assert_eq!(read(&unix), read(&dos));
    let unix = text("good/framework.toml");
    let dos = format!("\u{feff}{}", unix.replace('\n', "\r\n"));
    assert_eq!(
        read_framework(&unix, Origin::Shipped),
        read_framework(&dos, Origin::Shipped)
    );
}

#[test]
fn the_kind_of_a_file_is_in_its_text_or_in_its_name() {
    assert_eq!(
        ContentKind::of("mine.toml", "format = 1\nkind = \"framework\"\n"),
        ContentKind::Framework
    );
    assert_eq!(
        ContentKind::of("mine.toml", "format = 1\n"),
        ContentKind::Design
    );
    assert_eq!(
        ContentKind::of("a/framework.toml", "format = 1\n"),
        ContentKind::Framework
    );
    assert_eq!(
        ContentKind::of("framework.toml", "\u{feff}kind = \"design\"\n"),
        ContentKind::Design
    );
}

#[test]
fn a_sessions_copy_may_have_any_file_name() {
    let text = text("good/parcel-eta.toml");
    assert!(read_design("design.toml", &text, Origin::Copy).is_ok());
    assert!(read_design("design.toml", &text, Origin::Own).is_err());
}

#[test]
fn every_shipped_file_is_without_mistakes() {
    let framework = read_framework(&shipped::framework_text(), Origin::Shipped);
    for file in shipped::files() {
        let mistakes = match (ContentKind::of(file.name, &file.text()), &framework) {
            (ContentKind::Framework, Ok((_, warnings))) => warnings.clone(),
            (ContentKind::Design, Ok((framework, _))) => {
                check_design(file.name, &file.text(), Origin::Shipped, framework)
                    .map_or_else(|all| all, |(_, warnings)| warnings)
            }
            (_, Err(all)) => all.clone(),
        };
        let shown = forty::content::render_all(&mistakes, file.name, &file.text());
        assert!(mistakes.is_empty(), "{shown}");
    }
}

#[test]
fn the_index_says_the_same_as_the_shipped_designs() {
    let is_design = |file: &&shipped::ShippedFile| file.name != shipped::FRAMEWORK;
    let designs = shipped::files().iter().filter(is_design).count();
    assert_eq!(shipped::designs().len(), designs);
    for entry in shipped::designs() {
        let (design, _) = read_design(entry.file.name, &entry.file.text(), Origin::Shipped)
            .expect("every shipped file is without mistakes");
        assert_eq!(entry.id, design.id);
        assert_eq!(entry.title, design.title);
        assert_eq!(entry.category, design.category);
        assert_eq!(entry.difficulty, design.difficulty);
        assert_eq!(entry.stars, design.stars);
        assert_eq!(entry.summary, design.summary);
        assert_eq!(entry.concepts, design.concepts);
        assert_eq!(shipped::design(entry.id), Some(entry));
    }
}

#[test]
fn the_index_says_the_same_as_the_shipped_framework() {
    let (framework, _) = read_framework(&shipped::framework_text(), Origin::Shipped)
        .expect("every shipped file is without mistakes");
    assert_eq!(shipped::stages().len(), framework.stages.len());
    for (entry, stage) in shipped::stages().iter().zip(&framework.stages) {
        assert_eq!(entry.id, stage.id);
        assert_eq!(entry.title, stage.title);
        assert_eq!(entry.short, stage.short);
        assert_eq!(entry.time, stage.budget);
    }
    assert_eq!(shipped::warning(), framework.warning);
}

#[test]
fn a_library_has_the_stages_of_the_users_framework_or_else_the_shipped_ones() {
    let own = |text: &str| vec![(shipped::FRAMEWORK.to_owned(), Ok(text.to_owned()))];
    let good = text("good/framework.toml");
    for (files, first) in [
        (Vec::new(), "Setup"),
        (own("format = "), "Setup"),
        (own(&good.replace("\"Setup\"", "\"Begin\"")), "Begin"),
    ] {
        let library = Library::new(files);
        let stages = library.stages();
        assert_eq!(stages[0].short, first);
        let framework = library.framework().stages.iter();
        let times: Vec<_> = stages.iter().map(|stage| stage.time).collect();
        assert_eq!(
            times,
            framework.map(|stage| stage.budget).collect::<Vec<_>>()
        );
    }
}

#[test]
fn the_rubric_has_eight_items_a_stage() {
    assert_eq!(
        limits::RUBRIC.iter().map(|(_, count)| count).sum::<usize>(),
        8
    );
}

#[test]
fn the_framework_of_plans_is_the_shipped_one_without_topics_and_cards() {
    let library = Library::new(Vec::new());
    let of_plans = library.framework_of_plans().into_owned();
    let whole = library.framework().clone();
    assert_eq!(library.topics()(), whole.topics);
    assert!(!whole.topics.is_empty() && !whole.concepts.is_empty());
    let expected = Framework {
        topics: Vec::new(),
        concepts: Vec::new(),
        ..whole
    };
    assert_eq!(of_plans, expected);
}
