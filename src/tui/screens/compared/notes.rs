//! The lines of the notes that two attempts differ in: the sign and the color say which attempt has a line, and what changed
//! inside a line is bold.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::domain::compare::{DiffKind, DiffRow, Difference};
use crate::domain::sanitize;
use crate::tui::theme;
use crate::tui::widgets::hanging::hang_styled;

/// The most of the columns that the indent of a line takes: one part of so many, so that words stay in view.
const INDENT_PART: usize = 3;

/// The lines in so many columns, each wrapped under its own first letter.
pub(super) fn lines(text: &Difference, width: usize) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    for row in &text.rows {
        let (sign, style) = match row.kind {
            DiffKind::Same => ("  ", theme::PLAIN),
            DiffKind::Removed => ("- ", theme::REMOVED),
            DiffKind::Added => ("+ ", theme::GOOD),
            DiffKind::Skipped => {
                let s = if row.lines == 1 { "" } else { "s" };
                let text = format!("  {} line{s} the same", row.lines);
                lines.push(Line::styled(text, theme::SECONDARY));
                continue;
            }
        };
        let (indent, pieces) = pieces(row, style);
        let indent = " ".repeat(indent.min(width / INDENT_PART));
        let lead = Span::styled(format!("{sign}{indent}"), style);
        hang_styled(&mut lines, vec![lead], &pieces, width);
    }
    lines
}

/// How many blanks stand before a line, and its pieces in their styles. What changed is bold where it is the smaller part:
/// otherwise bold text would say nothing.
fn pieces(row: &DiffRow, style: Style) -> (usize, Vec<(String, Style)>) {
    let (mut changed, mut all) = (0, 0);
    for piece in &row.pieces {
        let signs = piece.text.chars().filter(|sign| *sign != ' ').count();
        all += signs;
        changed += if piece.changed { signs } else { 0 };
    }
    let is_marked = changed * 2 < all;
    let mut pieces: Vec<(String, Style)> = Vec::new();
    for piece in &row.pieces {
        let own = if piece.changed && is_marked {
            style.patch(theme::STRONG)
        } else {
            style
        };
        pieces.push((sanitize::text(&piece.text).replace('\t', "    "), own));
    }
    let mut indent = 0;
    for (text, _) in &mut pieces {
        let words = text.trim_start_matches(' ');
        indent += text.len() - words.len();
        *text = words.to_owned();
        if !text.is_empty() {
            break;
        }
    }
    (indent, pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(lines: &[Line<'_>]) -> Vec<String> {
        lines.iter().map(Line::to_string).collect()
    }

    #[test]
    fn a_long_line_hangs_under_its_first_letter_behind_its_indent() {
        let difference = Difference::of("", "  - p95 under one second for all");
        let lines = lines(&difference, 20);
        let expected = ["+   - p95 under one", "    second for all"];
        assert_eq!(text_of(&lines), expected);
    }

    #[test]
    fn a_line_that_is_indented_beyond_the_pane_keeps_its_words_in_view() {
        for blanks in [8, 18, 20, 500] {
            let note = format!("{}cap at 30 tokens", " ".repeat(blanks));
            let difference = Difference::of("", &note);
            let shown = text_of(&lines(&difference, 20));
            let words: Vec<&str> = shown.iter().map(|line| line.trim()).collect();
            assert_eq!(words, ["+       cap at 30", "tokens"], "{blanks} blanks");
            assert!(shown.iter().all(|line| line.len() <= 20), "{shown:?}");
        }
    }

    #[test]
    fn removed_and_added_lines_differ_in_color_and_only_a_small_change_is_bold() {
        let difference = Difference::of("p95 under 1 s for all", "p95 under 2 s for all");
        let shown = lines(&difference, 80);
        assert_eq!(
            text_of(&shown),
            ["- p95 under 1 s for all", "+ p95 under 2 s for all"]
        );
        let bold = |line: &Line<'_>| {
            let spans = line.spans.iter();
            let bold = spans.filter(|it| it.style.add_modifier == theme::STRONG.add_modifier);
            bold.map(|span| span.content.to_string())
                .collect::<String>()
        };
        assert_eq!((bold(&shown[0]), bold(&shown[1])), ("1".into(), "2".into()));
        assert_ne!(shown[0].spans[0].style.fg, shown[1].spans[0].style.fg);
        let difference = Difference::of("a quick look", "a slow long read");
        assert!(
            lines(&difference, 80)
                .iter()
                .all(|line| bold(line).is_empty())
        );
    }
}
