//! Finds mistakes in the tables of a Markdown text, and finds its links.

/// A mistake in a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableFault<'m> {
    /// The line of the text, from 0.
    pub line: usize,
    /// The text of that line without blanks around it.
    pub row: &'m str,
    pub message: String,
    pub hint: &'static str,
}

/// The number of tables in a text, and their mistakes.
pub fn tables(markdown: &str) -> (usize, Vec<TableFault<'_>>) {
    let mut is_code = false;
    let lines = markdown.lines().map(str::trim).map(|line| {
        is_code ^= line.starts_with("```");
        if is_code { "" } else { line }
    });
    let lines: Vec<_> = lines.enumerate().collect();
    let tables = lines.split(|(_, line)| !line.starts_with('|'));
    let tables: Vec<_> = tables.filter(|rows| !rows.is_empty()).collect();
    let faults = tables.iter().flat_map(|rows| table_faults(rows));
    (tables.len(), faults.collect())
}

fn table_faults<'m>(rows: &[(usize, &'m str)]) -> Vec<TableFault<'m>> {
    let first = cells(rows[0].1).len();
    let mut faults = Vec::new();
    let mut fault = |(line, row): (usize, &'m str), message: String, hint| {
        faults.push(TableFault {
            line,
            row,
            message,
            hint,
        });
    };
    if !rows.get(1).is_some_and(|(_, row)| is_rule(row)) {
        fault(
            rows[0],
            "the table has no row of dashes below its titles".to_owned(),
            "add one, such as `| --- | --- |`",
        );
    } else if rows.len() == 2 {
        fault(
            rows[0],
            "the table has titles and no rows".to_owned(),
            "add the rows below the row of dashes",
        );
    }
    for row in &rows[1..] {
        let found = cells(row.1).len();
        if found != first {
            fault(
                *row,
                format!(
                    "the number of columns ({found}) differs from that of the table's first row ({first})"
                ),
                "give each row as many cells as the first; a bar inside a cell is written `\\|`",
            );
        }
    }
    faults
}

/// Whether a row is the rule below the titles, such as `| --- | :---: |`.
fn is_rule(row: &str) -> bool {
    cells(row).iter().all(|cell| {
        let dashes = cell.trim().trim_matches(':');
        !dashes.is_empty() && dashes.bytes().all(|byte| byte == b'-')
    })
}

/// The cells of a row. An escaped bar, `\|`, does not end a cell.
fn cells(row: &str) -> Vec<&str> {
    let row = row.strip_prefix('|').unwrap_or(row);
    let mut cells = Vec::new();
    let (mut start, mut is_escaped) = (0, false);
    for (at, letter) in row.char_indices() {
        if letter == '|' && !is_escaped {
            cells.push(&row[start..at]);
            start = at + 1;
        }
        is_escaped = letter == '\\' && !is_escaped;
    }
    if start < row.len() {
        cells.push(&row[start..]);
    }
    cells
}

/// The targets of the links in a text that have a scheme, such as `https:`.
pub fn link_targets(markdown: &str) -> impl Iterator<Item = &str> {
    markdown.split("](").skip(1).filter_map(|rest| {
        // A title may follow the address.
        let target = rest[..rest.find(')')?].split_whitespace().next()?;
        target.contains(':').then_some(target)
    })
}
