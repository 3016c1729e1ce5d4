//! Comments between the lines of the notes: they are what the page is about, so they are not dim as events are.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::domain::judging::review::CommentKind;
use crate::tui::theme;

/// The column of the bar before a comment, and of its text.
const BAR: u16 = 6;
const TEXT: u16 = BAR + 2;
const SYMBOL: &str = "┃";

/// Gives the comments in an area where notes were drawn plain text, a bar before each of their rows, and the color of
/// their kind.
pub(super) fn raise_comments(area: Rect, buf: &mut Buffer) {
    let area = area.intersection(buf.area);
    if area.width <= TEXT {
        return;
    }
    let mut is_comment = false;
    for y in area.top()..area.bottom() {
        let symbol = |x: u16| buf[(area.x + x, y)].symbol();
        let begins = symbol(BAR) == SYMBOL;
        let continues = (0..TEXT).all(|x| symbol(x) == " ") && symbol(TEXT) != " ";
        is_comment = begins || is_comment && continues;
        if !is_comment {
            continue;
        }
        if continues && !begins {
            buf[(area.x + BAR, y)]
                .set_symbol(SYMBOL)
                .set_style(theme::ACCENT);
        }
        let row = Rect {
            x: area.x + TEXT,
            y,
            width: area.width - TEXT,
            height: 1,
        };
        buf.set_style(row, Style::new().remove_modifier(Modifier::DIM));
        if begins {
            color_kind(row, buf);
        }
    }
}

/// Gives the kind that stands before the first colon of a row its color.
fn color_kind(row: Rect, buf: &mut Buffer) {
    let cells = row.positions().map(|at| buf[at].symbol().to_owned());
    let cells: Vec<String> = cells.collect();
    let Some(colon) = cells.iter().position(|cell| cell == ":") else {
        return;
    };
    for kind in CommentKind::ALL {
        let word: Vec<char> = kind.word().chars().collect();
        let is_word = |from: &usize| {
            let letters = cells[*from..colon].iter().zip(&word);
            let mut same = letters.map(|(cell, letter)| cell.chars().eq([*letter]));
            same.all(|is_same| is_same)
        };
        let last = colon.checked_sub(word.len());
        let found = last.and_then(|last| (0..=last).rev().find(is_word));
        if let Some(from) = found {
            let place = Rect {
                x: row.x + from as u16,
                width: word.len() as u16,
                ..row
            };
            return buf.set_style(place, style(kind));
        }
    }
}

fn style(kind: CommentKind) -> Style {
    match kind {
        CommentKind::Good => theme::GOOD,
        CommentKind::Fix => theme::WARNING,
        CommentKind::Question => theme::ACCENT,
    }
}
