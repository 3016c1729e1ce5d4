//! What is said at the finish, as plain text: the table of the stages, and where the record is.

use unicode_width::UnicodeWidthStr;

use crate::domain::session::finished::{Finished, of_all};
use crate::domain::session::timeline::clock;

/// The least columns behind the titles: planned and spent time, the difference from the plan, and the prompts.
const TIME: usize = 9;
const DIFFERENCE: usize = 24;
const PROMPTS: usize = 10;

/// The name of the last row.
const TOTAL: &str = "Total";

/// The figures of a row: planned and spent time, the difference from the plan, and the prompts.
type FinishedFigures = [String; 4];

/// The rows of the table of the stages in so many columns, with the heads of its columns, and with short titles where the
/// whole ones have no room.
pub fn table(said: &Finished, columns: usize) -> Vec<String> {
    let figures = figures(said);
    let differences = figures.iter().map(|row| row[2].width() + 2);
    let difference = differences.max().unwrap_or(0).max(DIFFERENCE);
    let titles = titles(
        said,
        columns.saturating_sub(2 * TIME + difference + PROMPTS),
    );
    let widest = titles.iter().map(|title| title.width()).max().unwrap_or(0);
    let rows = titles.iter().zip(figures);
    let rows = rows.map(|(title, [planned, spent, differs, prompts])| {
        let blanks = " ".repeat(widest - title.width());
        format!(
            "{title}{blanks}{planned:>TIME$}{spent:>TIME$}{differs:>difference$}{prompts:>PROMPTS$}"
        )
    });
    rows.collect()
}

/// The head, the titles of the stages, short where the whole ones are wider than so many columns, and the name of the last
/// row.
fn titles(said: &Finished, columns: usize) -> Vec<&str> {
    let rows = &said.times.rows;
    let has_room = rows.iter().all(|row| row.title.width() <= columns);
    let titles = rows
        .iter()
        .map(|row| if has_room { &*row.title } else { &*row.short });
    let titles = std::iter::once("stage").chain(titles);
    titles.chain([TOTAL]).collect()
}

fn figures(said: &Finished) -> Vec<FinishedFigures> {
    let heads = ["planned", "spent", "against the plan", "prompts"].map(str::to_owned);
    let stages = said.times.rows.iter().zip(&said.prompts);
    let stages = stages.map(|(row, prompts)| {
        let planned = clock(row.times.planned);
        [
            planned,
            row.spent_text(),
            row.difference_text(),
            of_all(*prompts),
        ]
    });
    let total = &said.times.total;
    let total = [
        clock(total.planned),
        clock(total.spent),
        said.times.differences_text(),
        of_all(said.all_prompts()),
    ];
    std::iter::once(heads)
        .chain(stages)
        .chain([total])
        .collect()
}

/// The condition, the candidate and the place of the record; a row may be longer than the screen is wide.
pub fn facts(said: &Finished) -> Vec<String> {
    vec![
        format!("condition: {}", said.condition),
        format!("candidate: {}", said.candidate),
        format!("record: {}", said.folder),
    ]
}
