//! The table of keys as sections, for `docs/keys.md` and the man page.

use super::remap::{KeyMap, NONE};
use super::{ActionKeys, Context, table};

/// What holds for the keys of all screens.
pub const IN_THE_NOTES: &str = "In the notes every letter is text. A letter is a command only as the key right after \
    Esc, or with Alt: Esc n and Alt-n are the same. F1, and ? where no text is typed, show the keys of the present \
    screen and run them. Ctrl-P, and : where no text is typed, find any command by its name. A click on a key in a \
    footer or in the border of a box runs it.";

/// A context in the manual.
#[derive(Debug, Clone)]
pub struct ManualSection {
    pub heading: &'static str,
    /// The heading of the section whose keys work here too, where this one does not bind them itself.
    pub inherits: Option<&'static str>,
    /// The actions that the context binds itself; at least one.
    pub entries: Vec<ActionKeys>,
}

/// Every context of the table with its keys.
pub fn sections() -> Vec<ManualSection> {
    let none: &KeyMap = &NONE;
    let sections = table().map(|group| {
        let entries = none.entries(group.context).into_iter();
        let parent = |context: Context| table().find(|other| other.context == context);
        ManualSection {
            heading: group.heading,
            inherits: group.parent.and_then(parent).map(|group| group.heading),
            entries: entries
                .filter(|entry| entry.from == group.context)
                .collect(),
        }
    });
    sections.collect()
}
