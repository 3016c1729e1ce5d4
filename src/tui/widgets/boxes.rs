//! Boxes over a screen, with keys and facts in their borders.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Clear, Widget};

use super::clicks::Clicks;
use super::{below, footer, from_column, put, put_lines, put_right, wrap};
use crate::tui::draw_context::DrawContext;
use crate::tui::keys::FooterKey;
use crate::tui::theme;

/// The widest box of a text, in columns.
pub const WIDEST: u16 = 90;
/// The width of a question, in columns.
const QUESTION: u16 = 66;

/// Draws an empty box with a rounded border around an area; returns the area inside. `title` and `keys` are in its
/// borders.
pub fn draw_box(title: Line<'_>, keys: Line<'_>, area: Rect, buf: &mut Buffer) -> Rect {
    let area = area.intersection(buf.area);
    Clear.render(area, buf);
    let block = Block::bordered()
        .border_type(BorderType::Rounded)
        .border_style(theme::ACCENT)
        .title(in_border(title))
        .title_bottom(in_border(keys));
    let inner = block.inner(area);
    block.render(area, buf);
    inner
}

/// The line between two blanks and after a piece of the border; nothing for an empty line.
fn in_border(line: Line<'_>) -> Line<'_> {
    if line.width() == 0 {
        return line;
    }
    let border = Span::styled("─ ", theme::ACCENT);
    let spans = [border].into_iter().chain(line.spans);
    spans.chain([Span::raw(" ")]).collect()
}

/// Draws keys into the lower border of the box with this inside, and adds them to those that can be clicked. Where not
/// all fit, the last stays, which should close the box.
pub fn draw_border_keys(keys: &[FooterKey], inside: Rect, clicks: &Clicks, buf: &mut Buffer) {
    let border = Rect {
        y: inside.bottom(),
        height: 1,
        width: inside.width.saturating_sub(2),
        ..from_column(inside, 1)
    };
    let mut rest = border.intersection(buf.area);
    let mut shown: Vec<usize> = (0..keys.len()).collect();
    let needed = |shown: &[usize]| {
        let widths = shown.iter().map(|index| footer::key_width(&keys[*index]));
        widths.map(|width| width + 3).sum::<u16>().saturating_sub(1)
    };
    while shown.len() > 1 && needed(&shown) > rest.width {
        shown.remove(shown.len() - 2);
    }
    let mut drawn = Vec::new();
    for (position, index) in shown.into_iter().enumerate() {
        let before = if position == 0 { 1 } else { 3 };
        let columns = before + footer::key_width(&keys[index]) + 1;
        let blanks = " ".repeat(usize::from(columns.min(rest.width)));
        put(&blanks, theme::PLAIN, 0, rest, buf);
        let key = from_column(rest, before);
        drawn.push((footer::draw_key(&keys[index], key, buf), index));
        // The blank behind a key is the first of those before the next one.
        rest = from_column(rest, columns - 1);
    }
    clicks.add(keys, drawn);
}

/// Draws one fact at the right end of the upper border of the box with this inside.
pub fn draw_border_fact(fact: &str, style: Style, inside: Rect, buf: &mut Buffer) {
    let border = Rect {
        y: inside.y.saturating_sub(1),
        height: 1,
        width: inside.width.saturating_sub(1),
        ..inside
    };
    put_right(&format!(" {fact} "), style, border, buf);
}

/// Dims an area and draws an empty box in its middle; returns the area inside the box.
pub fn draw_dialog(
    title: Line<'_>,
    keys: Line<'_>,
    (width, height): (u16, u16),
    area: Rect,
    buf: &mut Buffer,
) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    let dialog = Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + (area.height - height) / 2,
        width,
        height,
    };
    buf.set_style(area.intersection(buf.area), theme::BEHIND);
    draw_box(title, keys, dialog, buf)
}

/// Draws a question over the middle of a screen: its title and its keys in the borders, what the answers do between them.
/// Returns where the text begins.
pub fn draw_question(
    title: Line<'_>,
    text: &str,
    keys: &[FooterKey],
    context: &DrawContext<'_>,
    area: Rect,
    buf: &mut Buffer,
) -> Position {
    let lines = wrap(
        text,
        usize::from(QUESTION.min(area.width)).saturating_sub(4),
    );
    // Blank rows around the text go first in a low window.
    let rows = lines.len() as u16;
    let gap = u16::from(area.height >= rows + 4);
    let size = (QUESTION, rows + 2 + 2 * gap);
    let inner = draw_dialog(title, Line::default(), size, area, buf);
    draw_border_keys(keys, inner, context.clicks, buf);
    let text = below(inner.inner(Margin::new(1, 0)), gap);
    put_lines(lines, theme::PLAIN, text, buf);
    text.as_position()
}

#[cfg(test)]
mod tests {
    use crossterm::event::KeyCode;

    use super::*;
    use crate::tui::input::Key;
    use crate::tui::keys::Action;

    #[test]
    fn a_box_is_empty_and_has_its_title_and_its_keys_in_its_borders() {
        let mut buf = Buffer::with_lines(["xxxxxxxxxxxxxxxx"; 3]);
        let clicks = Clicks::default();
        let inner = draw_box(Line::raw("Ask"), Line::default(), buf.area, &mut buf);
        let escape = Key::plain(KeyCode::Esc);
        let key = FooterKey {
            label: "Esc".into(),
            word: "leave".into(),
            action: Action::Back,
            key: escape,
        };
        draw_border_keys(&[key.clone(), key], inner, &clicks, &mut buf);
        assert_eq!(clicks.at(3, 2), Some(escape));
        assert_eq!(clicks.at(12, 2), None);
        assert_eq!(inner, Rect::new(1, 1, 14, 1));
        buf.set_style(buf.area, Style::reset());
        let mut expected =
            Buffer::with_lines(["╭─ Ask ────────╮", "│              │", "╰─ Esc leave ──╯"]);
        expected.set_style(expected.area, Style::reset());
        assert_eq!(buf, expected);
    }
}
