//! Texts as they stand in a file made texts as they are read: line breaks joined, Markdown tables looked at.
//! Text in, text or places in it out.

use crate::domain::sanitize;

/// What somebody writes where something is still to be written.
pub const GAP: &str = "TODO";

/// Every break and run of blanks at a break made one space.
pub fn one_line(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join(" ")
}

/// Single line breaks joined to one space; blank lines stay, one between two paragraphs.
pub fn paragraphs(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(str::trim).collect();
    lines
        .split(|line| line.is_empty())
        .filter(|paragraph| !paragraph.is_empty())
        .map(|paragraph| paragraph.join(" "))
        .collect::<Vec<_>>()
        .join("\n\n")
}

/// Markdown as written, without blank lines around it.
pub fn markdown(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    text.trim_matches('\n').trim_end().to_owned()
}

/// The words alone, for telling whether two texts say the same.
pub fn bare_words(text: &str) -> String {
    let words = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Where the word that marks a gap stands, if it does.
pub fn gap(text: &str) -> Option<usize> {
    let is_apart = |letter: Option<char>| letter.is_none_or(|letter| !letter.is_alphanumeric());
    text.match_indices(GAP).map(|(at, _)| at).find(|&at| {
        is_apart(text[..at].chars().next_back()) && is_apart(text[at + GAP.len()..].chars().next())
    })
}

/// The first character that must not reach a terminal, if there is one.
pub fn foul_character(text: &str) -> Option<char> {
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let is_break = letter == '\r' && letters.peek() == Some(&'\n');
        // Joiners do their work inside emoji and some scripts.
        let is_joiner = matches!(letter, '\u{200c}' | '\u{200d}');
        if !is_break && !is_joiner && sanitize::shown(letter) != letter {
            return Some(letter);
        }
    }
    None
}

/// What is wrong with a table of a Markdown text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableFault {
    /// The line of the text, from 0.
    pub line: usize,
    pub kind: TableFaultKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableFaultKind {
    /// The second row is not `| --- | --- |`.
    NoRule,
    /// Nothing stands below the rule.
    NoRows,
    /// The row has another number of columns than the table's first.
    Columns { found: usize, first: usize },
}

/// How many tables a Markdown text holds, and what is wrong with them.
pub fn tables(markdown: &str) -> (usize, Vec<TableFault>) {
    let mut fenced = false;
    let lines = markdown.lines().map(str::trim).map(|line| {
        fenced ^= line.starts_with("```");
        if fenced { "" } else { line }
    });
    let lines: Vec<_> = lines.enumerate().collect();
    let tables = lines.split(|(_, line)| !line.starts_with('|'));
    let tables: Vec<_> = tables.filter(|rows| !rows.is_empty()).collect();
    let faults = tables.iter().flat_map(|rows| table_faults(rows));
    (tables.len(), faults.collect())
}

fn table_faults(rows: &[(usize, &str)]) -> Vec<TableFault> {
    let (top, header) = rows[0];
    let first = cells(header).len();
    let mut faults = Vec::new();
    let mut fault = |line, kind| faults.push(TableFault { line, kind });
    match rows.get(1) {
        Some((_, rule)) if is_rule(rule) => {
            if rows.len() == 2 {
                fault(top, TableFaultKind::NoRows);
            }
        }
        _ => fault(top, TableFaultKind::NoRule),
    }
    for (line, row) in &rows[1..] {
        let found = cells(row).len();
        if found != first {
            fault(*line, TableFaultKind::Columns { found, first });
        }
    }
    faults
}

fn is_rule(row: &str) -> bool {
    cells(row).iter().all(|cell| {
        let cell = cell.trim();
        let dashes = cell.strip_prefix(':').unwrap_or(cell);
        let dashes = dashes.strip_suffix(':').unwrap_or(dashes);
        !dashes.is_empty() && dashes.bytes().all(|byte| byte == b'-')
    })
}

/// The cells of a row; `\|` is a character of its cell.
fn cells(row: &str) -> Vec<&str> {
    let row = row.strip_prefix('|').unwrap_or(row);
    let mut cells = Vec::new();
    let (mut start, mut escaped) = (0, false);
    for (at, letter) in row.char_indices() {
        if letter == '|' && !escaped {
            cells.push(&row[start..at]);
            start = at + 1;
        }
        escaped = letter == '\\' && !escaped;
    }
    if start < row.len() {
        cells.push(&row[start..]);
    }
    cells
}

/// The targets of a Markdown text's links, where they name a scheme.
pub fn link_targets(markdown: &str) -> impl Iterator<Item = &str> {
    markdown.split("](").skip(1).filter_map(|rest| {
        // A title may stand behind the address.
        let target = rest[..rest.find(')')?].split_whitespace().next()?;
        target.contains(':').then_some(target)
    })
}
