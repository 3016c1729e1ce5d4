//! The ratatui backend, which collects the bytes of a frame for one write. ratatui's own opens the terminal device to get
//! its size, and resets styles and shows the cursor in each frame; this one sends only what changed.

mod tails;

use std::io;

use crossterm::cursor::{Hide, MoveTo, MoveToColumn, Show};
use crossterm::queue;
use crossterm::style::{Attribute, Print, SetAttribute, SetStyle};
use crossterm::terminal::{Clear, ClearType as Region};
use ratatui::backend::{Backend, ClearType, IntoCrossterm, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier, Style};

use tails::{Tails, extent};

/// The largest frame: larger than any screen, and a few megabytes.
const MOST_COLUMNS: u16 = 1000;
const MOST_ROWS: u16 = 300;

/// Collects the bytes of a frame, which [`super::terminal::TerminalGuard`] writes.
#[derive(Debug, Default)]
pub struct FrameBytes {
    /// The bytes that are not written yet.
    pub pending: Vec<u8>,
    /// Whether the terminal shows its cursor; `None` if that is not known.
    cursor_shown: Option<bool>,
    tails: Tails,
}

impl FrameBytes {
    fn show_cursor_if(&mut self, shown: bool) -> io::Result<()> {
        if self.cursor_shown.replace(shown) == Some(shown) {
            Ok(())
        } else if shown {
            queue!(self.pending, Show)
        } else {
            queue!(self.pending, Hide)
        }
    }
}

impl Backend for FrameBytes {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, cells: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut last = None;
        let mut style = Style::new();
        for (x, y, cell) in cells {
            match last {
                Some((column, row)) if row == y && x == column + 1 => {}
                Some((_, row)) if row == y => queue!(self.pending, MoveToColumn(x))?,
                _ => queue!(self.pending, MoveTo(x, y))?,
            }
            let (width, is_joined) = extent(cell);
            let left = self.tails.draw((x, y), (width, is_joined));
            // How far a terminal moves behind a sign of several characters is not known.
            last = Some((x, y)).filter(|_| !is_joined && left.is_empty());
            let own = style_of(cell);
            if own != style {
                if style != Style::new() {
                    queue!(self.pending, SetAttribute(Attribute::Reset))?;
                }
                queue!(self.pending, SetStyle(own.into_crossterm()))?;
                style = own;
            }
            if is_joined && width > 1 {
                self.pending.extend((0..width).map(|_| b' '));
                queue!(self.pending, MoveToColumn(x))?;
            }
            self.pending.extend_from_slice(cell.symbol().as_bytes());
            if !left.is_empty() && style != Style::new() {
                queue!(self.pending, SetAttribute(Attribute::Reset))?;
                style = Style::new();
            }
            for column in left {
                queue!(self.pending, MoveToColumn(column), Print(' '))?;
            }
        }
        if style != Style::new() {
            queue!(self.pending, SetAttribute(Attribute::Reset))?;
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.show_cursor_if(false)
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.show_cursor_if(true)
    }

    /// Not supported: the key reader may read the answer of the terminal.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Err(io::ErrorKind::Unsupported.into())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let Position { x, y } = position.into();
        queue!(self.pending, MoveTo(x, y))
    }

    /// Clears the screen. Another program may have shown or hidden the cursor.
    fn clear(&mut self) -> io::Result<()> {
        self.cursor_shown = None;
        self.tails.clear();
        queue!(self.pending, Clear(Region::All))
    }

    /// Clears the whole screen: frames fill it, so that ratatui never clears a smaller region.
    fn clear_region(&mut self, _: ClearType) -> io::Result<()> {
        self.clear()
    }

    fn size(&self) -> io::Result<Size> {
        let size = rustix::termios::tcgetwinsize(io::stdout())?;
        Ok(possible(size.ws_col, size.ws_row))
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        let size = rustix::termios::tcgetwinsize(io::stdout())?;
        Ok(WindowSize {
            columns_rows: possible(size.ws_col, size.ws_row),
            pixels: Size::new(size.ws_xpixel, size.ws_ypixel),
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The part of the terminal that is drawn. A frame of the largest size that a terminal can claim, 65,535 by 65,535, would
/// not fit into memory.
fn possible(columns: u16, rows: u16) -> Size {
    Size::new(columns.min(MOST_COLUMNS), rows.min(MOST_ROWS))
}

/// The style of a cell, without the colors that a reset sets anyway.
fn style_of(cell: &Cell) -> Style {
    let is_set = |color: &Color| *color != Color::Reset;
    Style {
        fg: Some(cell.fg).filter(is_set),
        bg: Some(cell.bg).filter(is_set),
        underline_color: Some(cell.underline_color).filter(is_set),
        add_modifier: cell.modifier,
        sub_modifier: Modifier::empty(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    use super::*;

    const AREA: Rect = Rect::new(0, 0, 12, 4);

    /// The bytes between two frames.
    fn bytes(before: &Buffer, after: &Buffer) -> Vec<u8> {
        let mut frame = FrameBytes::default();
        frame.draw(before.diff_iter(after)).unwrap();
        frame.pending
    }

    fn buffer(texts: &[(u16, u16, &str, Style)]) -> Buffer {
        let mut buffer = Buffer::empty(AREA);
        for (x, y, text, style) in texts {
            buffer.set_stringn(*x, *y, text, usize::from(AREA.width - x), *style);
        }
        buffer
    }

    fn styles() -> impl Strategy<Value = Style> {
        prop::sample::select(vec![
            Style::new(),
            Style::new().add_modifier(Modifier::ITALIC),
            Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            Style::new().fg(Color::Red).add_modifier(Modifier::BOLD),
            Style::new()
                .bg(Color::Cyan)
                .add_modifier(Modifier::REVERSED),
        ])
    }

    fn texts() -> impl Strategy<Value = Vec<(u16, u16, String, Style)>> {
        prop::collection::vec((0..12_u16, 0..4_u16, "[a-c █]{1,6}", styles()), 0..8)
    }

    fn placed(text: &'static str) -> impl Strategy<Value = Vec<(u16, u16, String, Style)>> {
        prop::collection::vec((0..12_u16, 0..4_u16, text, Just(Style::new())), 0..8)
    }

    fn drawn(texts: &[(u16, u16, String, Style)]) -> Buffer {
        let texts = texts.iter();
        let texts: Vec<_> = texts
            .map(|(x, y, text, style)| (*x, *y, text.as_str(), *style))
            .collect();
        buffer(&texts)
    }

    /// What a terminal shows after these frames, by rows.
    fn shown(frames: &[Buffer]) -> Vec<String> {
        let mut terminal = vt100::Parser::new(AREA.height, AREA.width, 0);
        let mut frame = FrameBytes::default();
        let empty = Buffer::empty(AREA);
        let before = std::iter::once(&empty).chain(frames);
        for (before, after) in before.zip(frames) {
            frame.draw(before.diff_iter(after)).unwrap();
            terminal.process(&std::mem::take(&mut frame.pending));
        }
        let rows = terminal.screen().rows(0, AREA.width);
        rows.map(|row| row.trim_end().to_owned()).collect()
    }

    proptest! {
        #[test]
        fn no_part_of_a_wide_sign_stays_behind(
            first in placed("[a नकหि한]{0,2}(न्दी|हि|की|क्ष|한|b){1,4}"),
            second in placed("(न्दी|हि|한|b| ){1,5}"),
        ) {
            let [first, second] = [first, second].map(|texts| drawn(&texts));
            let last = buffer(&[(1, 1, "plain text", Style::new())]);
            let rows = shown(&[first, second, last]);
            prop_assert_eq!(rows, ["", " plain text", "", ""]);
        }
    }

    proptest! {
        #[test]
        fn a_terminal_shows_what_was_drawn_after_any_two_frames(first in texts(), second in texts()) {
            let (first, second) = (drawn(&first), drawn(&second));
            let mut terminal = vt100::Parser::new(AREA.height, AREA.width, 0);
            terminal.process(&bytes(&Buffer::empty(AREA), &first));
            terminal.process(&bytes(&first, &second));
            for (index, cell) in second.content.iter().enumerate() {
                let (column, row) = second.pos_of(index);
                let shown = terminal.screen().cell(row, column).unwrap();
                let text = if shown.has_contents() { shown.contents() } else { " " };
                prop_assert_eq!(text, cell.symbol());
                prop_assert_eq!(shown.bold(), cell.modifier.contains(Modifier::BOLD));
                prop_assert_eq!(shown.italic(), cell.modifier.contains(Modifier::ITALIC));
                prop_assert_eq!(shown.underline(), cell.modifier.contains(Modifier::UNDERLINED));
                prop_assert_eq!(shown.inverse(), cell.modifier.contains(Modifier::REVERSED));
                prop_assert_eq!(shown.fgcolor() == vt100::Color::Idx(1), cell.fg == Color::Red);
                prop_assert_eq!(shown.bgcolor() == vt100::Color::Idx(6), cell.bg == Color::Cyan);
            }
        }
    }

    #[test]
    fn a_changed_cell_costs_its_move_its_style_and_itself() {
        let bold = Style::new().add_modifier(Modifier::BOLD);
        let before = buffer(&[(2, 1, "4:28", Style::new()), (2, 2, "4:28", bold)]);
        let after = buffer(&[(2, 1, "4:27", Style::new()), (2, 2, "4:27", bold)]);
        let expected = "\x1b[2;6H7\x1b[3;6H\x1b[1m7\x1b[0m";
        assert_eq!(String::from_utf8_lossy(&bytes(&before, &after)), expected);
    }

    #[test]
    fn a_terminal_of_any_claimed_size_is_drawn_within_a_few_megabytes() {
        for (columns, rows) in [(80, 24), (u16::MAX, u16::MAX), (u16::MAX, 1), (0, 0)] {
            let size = possible(columns, rows);
            assert!(size.width <= columns && size.height <= rows);
            assert!(size.area() <= 300_000);
        }
        assert_eq!(possible(500, 200), Size::new(500, 200));
    }

    #[test]
    fn the_cursor_is_shown_once() {
        let mut frame = FrameBytes::default();
        frame.show_cursor().unwrap();
        frame.show_cursor().unwrap();
        assert_eq!(frame.pending, b"\x1b[?25h");
        frame.clear().unwrap();
        frame.pending.clear();
        frame.show_cursor().unwrap();
        assert_eq!(frame.pending, b"\x1b[?25h");
    }
}
