//! The shipped content and the rows of `tests/ask`.

use std::collections::HashMap;

use forty::content::{Origin, read_design, read_framework, shipped};
use forty::domain::content::design::Design;
use forty::domain::content::framework::Topic;

/// The folders of `tests/ask` that the matching is tuned on.
pub const TUNED: [&str; 4] = ["tuned", "hurried", "strangers", "unanswered"];

/// The topics of the framework, and each design with the name of its file.
pub fn content() -> (Vec<Topic>, Vec<(&'static str, Design)>) {
    let (framework, _) =
        read_framework(&shipped::framework_text(), Origin::Shipped).expect("it is good");
    let designs = shipped::designs().iter().map(|entry| {
        let (design, _) =
            read_design(entry.file.name, &entry.file.text(), Origin::Shipped).expect("it is good");
        (entry.file.name, design)
    });
    (framework.topics, designs.collect())
}

/// The rows of a folder that the matching is tuned on, with the questions that answer them.
pub fn typed(folder: &str, file: &str, design: &Design) -> Vec<(Vec<isize>, String)> {
    let path = format!("{}/tests/ask/{folder}/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).expect(&path);
    let table: toml::Table = toml::from_str(&text).expect(&path);
    let indices: HashMap<&str, isize> = (design.clarify.iter().enumerate())
        .map(|(index, clarify)| (clarify.ask.as_str(), index as isize))
        .chain([("", -1)])
        .collect();
    let strings = |row: &toml::Value, key: &str| -> Vec<String> {
        let all = row[key].as_array().expect(key).iter();
        all.filter_map(|one| one.as_str().map(str::to_owned))
            .collect()
    };
    let mut rows = Vec::new();
    for row in table["rows"].as_array().expect("rows") {
        let asks = strings(row, "asks");
        let asks: Vec<isize> = asks.iter().map(|ask| indices[ask.as_str()]).collect();
        rows.extend(
            strings(row, "typed")
                .into_iter()
                .map(|text| (asks.clone(), text)),
        );
    }
    rows
}
