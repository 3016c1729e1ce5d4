//! The one table of commands of the debrief, and how a line is read.

use crate::linear::commands::{HELP_SIGNS, nearest};

/// What a command does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DebriefCommand {
    Back,
    Skip,
    Items,
    Stage,
    Notes,
    Close,
    Answer,
    Interviewer,
    Sums,
    Reviews,
    Summary,
    NextTime,
    Quit,
    Help,
}

/// A row of the table: command, names, how it is written, and what it does.
type Row = (
    DebriefCommand,
    &'static [&'static str],
    &'static str,
    &'static str,
);

#[rustfmt::skip]
const TABLE: [Row; 14] = [
    (DebriefCommand::Back, &["back", "g"], "/back", "the item before"),
    (DebriefCommand::Skip, &["skip"], "/skip", "the next item; this one keeps its mark, or has none"),
    (DebriefCommand::Items, &["items"], "/items", "list the items of this stage with their marks and the level so far"),
    (DebriefCommand::Stage, &["stage"], "/stage 2", "go to stage 2; marks of a closed stage are recorded as made after the answer"),
    (DebriefCommand::Notes, &["notes"], "/notes", "read the notes of this stage; /notes 1 those of stage 1"),
    (DebriefCommand::Close, &["close"], "/close", "close this stage; an item without a mark counts as not shown"),
    (DebriefCommand::Answer, &["answer"], "/answer", "read the answer of this stage again, once it is closed"),
    (DebriefCommand::Interviewer, &["interviewer"], "/interviewer", "read what both sides asked, once every stage is closed"),
    (DebriefCommand::Sums, &["sums"], "/sums", "read your sums, the design's estimates and common mistakes"),
    (DebriefCommand::Reviews, &["reviews"], "/reviews", "read the coaches' reviews"),
    (DebriefCommand::Summary, &["summary"], "/summary", "read levels, times and next steps"),
    (DebriefCommand::NextTime, &["next-time"], "/next-time name the scale first", "write the line for next time"),
    (DebriefCommand::Quit, &["quit", "q", "save"], "/quit", "leave; everything marked is saved"),
    (DebriefCommand::Help, &["help", "?"], "/help", "list the commands"),
];

/// A line of the candidate.
#[derive(Debug, PartialEq, Eq)]
pub enum DebriefLine<'a> {
    /// An answer to what was asked.
    Answer(&'a str),
    Command(DebriefCommand, &'a str),
    /// A slash and a word that is no command, with the command that it is near to.
    Unknown(Option<&'static str>),
}

/// Reads a line.
pub fn read(line: &str) -> DebriefLine<'_> {
    if HELP_SIGNS.contains(&line.trim()) {
        return DebriefLine::Command(DebriefCommand::Help, "");
    }
    let Some(rest) = line.trim_start().strip_prefix('/') else {
        return DebriefLine::Answer(line.trim());
    };
    let (word, behind) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let is_it = |name: &&str| name.eq_ignore_ascii_case(word);
    let row = TABLE.iter().find(|row| row.1.iter().any(is_it));
    match row {
        Some((command, ..)) => DebriefLine::Command(*command, behind.trim()),
        None => DebriefLine::Unknown(nearest(word, TABLE.iter().map(|row| row.1[0]))),
    }
}

/// The commands, each on a line of its own with what it does.
pub fn help() -> Vec<String> {
    let rows = TABLE.iter();
    let mut lines: Vec<String> = rows
        .map(|(_, _, written, does)| format!("{written}: {does}."))
        .collect();
    lines.push(
        "At an item: a number takes that likely line, or where none is listed that line of the stage; 2.3 takes line 3 of stage 2, words search the notes, 0 marks it not shown."
            .into(),
    );
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slash_and_a_word_is_a_command_and_all_else_answers() {
        let table = [
            ("", DebriefLine::Answer("")),
            (" 2.3 ", DebriefLine::Answer("2.3")),
            ("/items", DebriefLine::Command(DebriefCommand::Items, "")),
            ("/NOTES 2", DebriefLine::Command(DebriefCommand::Notes, "2")),
            (
                "/next-time name the scale",
                DebriefLine::Command(DebriefCommand::NextTime, "name the scale"),
            ),
            ("?", DebriefLine::Command(DebriefCommand::Help, "")),
            ("/itemss", DebriefLine::Unknown(Some("items"))),
            ("/tmp", DebriefLine::Unknown(None)),
        ];
        for (line, expected) in table {
            assert_eq!(read(line), expected, "{line}");
        }
    }

    #[test]
    fn no_word_names_two_commands() {
        let mut names: Vec<&str> = TABLE.iter().flat_map(|row| row.1).copied().collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
