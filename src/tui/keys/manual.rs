//! The table of keys as text, for `docs/keys.md` and the man page.

use std::fmt::Write;

use super::remap::{KeyMap, NONE, action_name, is_open};
use super::{Context, Entry, table};

/// What holds for the keys of all screens.
pub const IN_THE_NOTES: &str = "In the notes every letter is text. A letter is a command only as the key right after \
    Esc, or with Alt: Esc n and Alt-n are the same. F1, and ? where no text is typed, show the keys of the present \
    screen and run them. Ctrl-P, and : where no text is typed, find any command by its name. A click on a key in a \
    footer or in the border of a box runs it.";

/// A context in the manual.
#[derive(Debug, Clone)]
pub struct Section {
    pub heading: &'static str,
    /// The heading of the section whose keys work here too, where this one does not bind them itself.
    pub inherits: Option<&'static str>,
    /// The actions that the context binds itself; at least one.
    pub entries: Vec<Entry>,
}

/// Every context of the table with its keys.
pub fn sections() -> Vec<Section> {
    let none: &KeyMap = &NONE;
    let sections = table().map(|group| {
        let entries = none.entries(group.context).into_iter();
        let parent = |context: Context| table().find(|other| other.context == context);
        Section {
            heading: group.heading,
            inherits: group.parent.and_then(parent).map(|group| group.heading),
            entries: entries
                .filter(|entry| entry.from == group.context)
                .collect(),
        }
    });
    sections.collect()
}

/// The page `docs/keys.md`.
pub fn markdown() -> String {
    let mut page = String::from(
        "# Keys\n\n\
         This page is made from the table of keys of the program (`FORTY_BLESS=1 cargo test --lib keys`).\n\
         The last column has the name by which `[keys]` in `config.toml` gives the action other keys\n\
         ([settings.md](settings.md)).\n\n\
",
    );
    page.push_str(&textwrap::fill(IN_THE_NOTES, 118));
    page.push('\n');
    for section in sections() {
        _ = write!(page, "\n## {}\n\n", section.heading);
        if let Some(parent) = section.inherits {
            _ = write!(page, "Also the keys of \"{parent}\".\n\n");
        }
        page.push_str("| key | action | name |\n|---|---|---|\n");
        for entry in section.entries {
            let keys: Vec<String> = entry.names.iter().map(|name| code(name)).collect();
            let name = match &entry.action {
                action if is_open(action) => format!("`{}`", action_name(action)),
                _ => String::new(),
            };
            let (keys, label) = (keys.join(" "), entry.label);
            _ = writeln!(page, "| {keys} | {label} | {name} |");
        }
    }
    page
}

/// A key as code in a cell of a table.
fn code(name: &str) -> String {
    format!("`{}`", name.replace('|', "\\|"))
}
