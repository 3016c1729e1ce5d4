//! The likely lines of an item in the rows below its rubric.

use textwrap::Options;
use unicode_width::UnicodeWidthStr;

use super::super::fit;
use super::EvidencePicker;
use crate::domain::sanitize;

impl EvidencePicker {
    /// The likely lines in one row: `1 Data 3   2 Serving 3`, as many as fit.
    pub(super) fn likely_row(&self, width: usize) -> String {
        let lines = (1..).zip(&self.likely);
        let lines =
            lines.map(|(digit, position)| format!("{digit} {}", self.short_place(*position)));
        fit(&lines.collect::<Vec<_>>().join("   "), width)
    }

    /// The likely lines with their words: each whole as far as so many rows last, else on one row. Where there are fewer
    /// rows than lines, the last row names the others; where it is the only one, the first has half of it for its words.
    pub(super) fn likely_rows(&self, width: usize, most: usize) -> Vec<String> {
        let lines = self.notes.lines();
        if most < self.likely.len() {
            let with_words = most.saturating_sub(1).max(1);
            let (first, others) = self.likely.split_at(with_words);
            let mut rows: Vec<String> = (1..)
                .zip(first)
                .map(|(digit, line): (usize, _)| {
                    let words = sanitize::line(lines[line.stage][line.line].trim());
                    format!("{digit} {}: {words}", self.short_place(*line))
                })
                .collect();
            let others = (with_words + 1..).zip(others);
            let others = others.map(|(digit, line)| format!("{digit} {}", self.short_place(*line)));
            let others = others.collect::<Vec<_>>().join("   ");
            if most == 1 {
                let others = fit(&others, width / 2);
                let first = fit(&rows[0], width.saturating_sub(others.width() + 3));
                return vec![format!("{first}   {others}")];
            }
            rows.push(others);
            return rows.iter().map(|row| fit(row, width)).collect();
        }
        let rows = (1..).zip(&self.likely).map(|(digit, position)| {
            let words = sanitize::line(lines[position.stage][position.line].trim());
            let place = self.short_place(*position);
            (format!("{digit}  "), format!("{place}: {words}"))
        });
        let rows: Vec<(String, String)> = rows.collect();
        let mut free = most.saturating_sub(rows.len());
        let lines = rows.iter().flat_map(|(lead, text)| {
            let options = Options::new(width.max(1)).initial_indent(lead);
            let whole = textwrap::wrap(text, options.subsequent_indent("   "));
            match free.checked_sub(whole.len().saturating_sub(1)) {
                Some(rest) => {
                    free = rest;
                    whole.into_iter().map(Into::into).collect()
                }
                None => vec![fit(&format!("{lead}{text}"), width)],
            }
        });
        lines.collect()
    }
}
