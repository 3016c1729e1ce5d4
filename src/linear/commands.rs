//! The one table of commands, and how a line is read: a command, or text for the notes.

/// What a command does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InterviewCommand {
    Next,
    Back,
    Prompts,
    Covered,
    Hint,
    Ask,
    Answered,
    Brief,
    Read,
    Notes,
    Undo,
    Redo,
    Sum,
    Time,
    Pause,
    Continue,
    Save,
    Finish,
    Quit,
    Help,
}

/// What stands behind the word of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Takes {
    Nothing,
    Numbers,
    Words,
}

/// A row of the table: command, its names, what it takes, how it is written, and what it does.
type Row = (
    InterviewCommand,
    &'static [&'static str],
    Takes,
    &'static str,
    &'static str,
);

/// The last name is the letter that the screens have for it.
#[rustfmt::skip]
const TABLE: [Row; 20] = [
    (InterviewCommand::Next, &["next", "n"], Takes::Nothing, "/next", "next stage"),
    (InterviewCommand::Back, &["back", "g"], Takes::Nothing, "/back", "back one stage"),
    (InterviewCommand::Prompts, &["prompts"], Takes::Nothing, "/prompts", "list the prompts"),
    (InterviewCommand::Covered, &["covered", "x"], Takes::Numbers, "/covered 3", "mark prompt 3 covered, or not"),
    (InterviewCommand::Hint, &["hint", "h"], Takes::Numbers, "/hint 3", "show the hint for prompt 3; this is recorded"),
    (InterviewCommand::Ask, &["ask", "a"], Takes::Words, "/ask QUESTION", "ask the interviewer"),
    (InterviewCommand::Answered, &["answered", "m"], Takes::Nothing, "/answered", "mark the newest follow-up answered, or not"),
    (InterviewCommand::Brief, &["brief"], Takes::Nothing, "/brief", "read the brief"),
    (InterviewCommand::Read, &["read", "r"], Takes::Nothing, "/read", "read brief, answers and follow-ups"),
    (InterviewCommand::Notes, &["notes"], Takes::Numbers, "/notes", "read the notes of this stage; /notes 1 those of stage 1"),
    (InterviewCommand::Undo, &["undo"], Takes::Nothing, "/undo", "remove the last line again"),
    (InterviewCommand::Redo, &["redo"], Takes::Nothing, "/redo", "redo what was undone"),
    (InterviewCommand::Sum, &["sum", "="], Takes::Numbers, "/sum", "compute the last line; /sum 2 computes line 2"),
    (InterviewCommand::Time, &["time"], Takes::Nothing, "/time", "say the time left"),
    (InterviewCommand::Pause, &["pause", "p"], Takes::Nothing, "/pause", "stop the clock; this is recorded"),
    (InterviewCommand::Continue, &["continue"], Takes::Nothing, "/continue", "let the clock run again"),
    (InterviewCommand::Save, &["save"], Takes::Nothing, "/save", "leave and save for later"),
    (InterviewCommand::Finish, &["finish"], Takes::Nothing, "/finish", "finish the interview; then it cannot be resumed"),
    (InterviewCommand::Quit, &["quit", "q"], Takes::Nothing, "/quit", "leave: asks how"),
    (InterviewCommand::Help, &["help", "?"], Takes::Nothing, "/help", "list the commands"),
];

/// A line of the candidate.
#[derive(Debug, PartialEq, Eq)]
pub enum InterviewLine<'a> {
    /// Text for the notes.
    Text(&'a str),
    /// Text for the notes whose first word looks like a command.
    Slash(&'a str),
    /// A command with what stands behind it.
    Command(InterviewCommand, &'a str),
    /// A command with words behind it that it does not take.
    TooMuch(&'static str),
    /// A slash and a word that is nearly the name of a command, which it likely was meant to be.
    Misspelled(&'static str),
}

/// The signs that show help and commands on the screens; alone on a line they list the commands.
pub const HELP_SIGNS: [&str; 2] = ["?", ":"];

/// Reads a line. Two slashes at its start are one slash of text, and a blank before a lone sign of help makes it text.
pub fn read(line: &str) -> InterviewLine<'_> {
    if HELP_SIGNS.contains(&line.trim()) {
        return if line.starts_with(char::is_whitespace) {
            InterviewLine::Text(line.trim())
        } else {
            InterviewLine::Command(InterviewCommand::Help, "")
        };
    }
    let Some(rest) = line.strip_prefix('/') else {
        return InterviewLine::Text(line);
    };
    if rest.starts_with('/') {
        return InterviewLine::Text(rest);
    }
    let (word, behind) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let behind = behind.trim();
    let is_it = |name: &&str| name.eq_ignore_ascii_case(word);
    let row = TABLE.iter().find(|row| row.1.iter().any(is_it));
    match row {
        None => {
            let names = TABLE.iter().map(|row| row.1[0]);
            nearest(word, names).map_or(InterviewLine::Slash(line), InterviewLine::Misspelled)
        }
        Some((command, _, takes, written, _)) => {
            let is_fit = match takes {
                Takes::Nothing => behind.is_empty(),
                Takes::Numbers => behind.is_empty() || numbers(behind).is_some(),
                Takes::Words => true,
            };
            if is_fit {
                InterviewLine::Command(*command, behind)
            } else {
                InterviewLine::TooMuch(written)
            }
        }
    }
}

/// The name that a word was likely meant to be; `None` where none is near.
pub fn nearest<'n>(word: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let word = word.to_lowercase();
    let distances = names.map(|name| (strsim::osa_distance(&word, name), name));
    let near = distances.filter(|(distance, name)| *distance <= (name.len() / 3).max(1));
    near.min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// Whole numbers with blanks or commas between them; `None` if there is anything else, or nothing.
pub fn numbers(text: &str) -> Option<Vec<usize>> {
    let words = text.split([' ', '\t', ',']).filter(|word| !word.is_empty());
    let numbers: Option<Vec<usize>> = words.map(|word| word.parse().ok()).collect();
    numbers.filter(|numbers| !numbers.is_empty())
}

/// The commands, each on a line of its own with what it does; `question` is the one that the interviewer is asked there.
pub fn help(question: &str) -> Vec<String> {
    let rows = TABLE
        .iter()
        .map(|(_, names, takes, written, does)| match takes {
            Takes::Words => format!("/{} {question}: {does}.", names[0]),
            Takes::Nothing | Takes::Numbers => format!("{written}: {does}."),
        });
    let mut lines: Vec<String> = rows.collect();
    lines.push("? or : alone on a line: list the commands; with a blank before it, it goes into the notes.".into());
    lines.push("Any other line goes into the notes. // at its start types a slash.".into());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slash_and_a_word_of_the_table_is_a_command_and_all_else_is_text() {
        let table = [
            ("users ask", InterviewLine::Text("users ask")),
            ("", InterviewLine::Text("")),
            (" /next", InterviewLine::Text(" /next")),
            ("?", InterviewLine::Command(InterviewCommand::Help, "")),
            (": ", InterviewLine::Command(InterviewCommand::Help, "")),
            (" ?", InterviewLine::Text("?")),
            ("? p95", InterviewLine::Text("? p95")),
            ("//next", InterviewLine::Text("/next")),
            ("/next", InterviewLine::Command(InterviewCommand::Next, "")),
            ("/NEXT ", InterviewLine::Command(InterviewCommand::Next, "")),
            ("/n", InterviewLine::Command(InterviewCommand::Next, "")),
            (
                "/ask how many users?",
                InterviewLine::Command(InterviewCommand::Ask, "how many users?"),
            ),
            (
                "/covered 3, 4",
                InterviewLine::Command(InterviewCommand::Covered, "3, 4"),
            ),
            ("/covered all", InterviewLine::TooMuch("/covered 3")),
            ("/time to first token", InterviewLine::TooMuch("/time")),
            ("/asks budget", InterviewLine::Misspelled("ask")),
            ("/prompt", InterviewLine::Misspelled("prompts")),
            ("/tmp is full", InterviewLine::Slash("/tmp is full")),
            ("/usr/lib is full", InterviewLine::Slash("/usr/lib is full")),
            ("/", InterviewLine::Slash("/")),
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

    #[test]
    fn numbers_are_read_with_blanks_or_commas() {
        assert_eq!(numbers("1, 3 4"), Some(vec![1, 3, 4]));
        for none in ["", " ", "1a", "-1", "how many"] {
            assert_eq!(numbers(none), None, "{none}");
        }
    }
}
