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
    let (table, indices) = read(folder, file, design);
    let mut rows = Vec::new();
    for row in tables(&table, "rows") {
        let asks = asked(&row["asks"], &indices);
        rows.extend(strings(&row["typed"]).map(|text| (asks.clone(), text.to_owned())));
    }
    rows
}

/// The same of the compound questions: those that answer any part.
pub fn compound(folder: &str, file: &str, design: &Design) -> Vec<(Vec<isize>, String)> {
    let (table, indices) = read(folder, file, design);
    let rows = tables(&table, "compound").iter().map(|row| {
        let parts = row["asks"].as_array().expect("asks").iter();
        let asks = parts.flat_map(|part| asked(part, &indices));
        (
            asks.collect(),
            row["typed"].as_str().expect("typed").to_owned(),
        )
    });
    rows.collect()
}

/// A file of rows, and the index of each question; that of the empty one is -1.
fn read<'a>(
    folder: &str,
    file: &str,
    design: &'a Design,
) -> (toml::Table, HashMap<&'a str, isize>) {
    let path = format!("{}/tests/ask/{folder}/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).expect(&path);
    let table: toml::Table = toml::from_str(&text).expect(&path);
    let indices = (design.clarify.iter().enumerate())
        .map(|(index, clarify)| (clarify.ask.as_str(), index as isize))
        .chain([("", -1)]);
    (table, indices.collect())
}

/// The tables of a list, which may be missing.
fn tables<'a>(table: &'a toml::Table, key: &str) -> &'a [toml::Value] {
    let list = table.get(key).and_then(toml::Value::as_array);
    list.map_or(&[], Vec::as_slice)
}

fn strings(list: &toml::Value) -> impl Iterator<Item = &str> {
    let list = list.as_array().expect("a list").iter();
    list.filter_map(toml::Value::as_str)
}

fn asked(list: &toml::Value, indices: &HashMap<&str, isize>) -> Vec<isize> {
    strings(list).map(|ask| indices[ask]).collect()
}
