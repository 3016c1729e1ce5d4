//! The README's picture: the interview screen, drawn by the program and stored in `docs/`. It is made again with
//! `FORTY_BLESS=1 cargo test --test screens picture`, and a test checks that the program still draws the same.

use std::fmt::Write;
use std::path::Path;

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier};

use crate::play::Play;

/// Width and height of a cell, in the picture's units.
const CELL: (u16, u16) = (9, 19);
const MARGIN: u16 = 12;

const SCRIPT: &str = "alt text for screen-reader users first<enter>p95 under 1 s for suggestions, 60 s for alt text\
    <+5m48s><a-n><+1m>sources: uploads 4M/day, 60k user alt texts<enter>only the 8% who opted in may be trained on\
    <+2m>\
    <enter>split by uploader and near-duplicate cluster so that the test number is honest, not the same beach twice\
    <+2m32s><esc><down><space><down><down><esc>";

#[test]
fn the_picture_in_docs_is_what_the_program_draws() {
    let mut play = Play::start((80, 24));
    play.play(SCRIPT);
    let svg = picture(play.buffer());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/interview.svg");
    if std::env::var_os("FORTY_BLESS").is_some() {
        #[expect(
            clippy::disallowed_methods,
            reason = "the test writes the picture it compares"
        )]
        std::fs::write(&path, &svg).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == svg,
        "docs/interview.svg is not what is drawn now: FORTY_BLESS=1 makes it anew"
    );
}

fn picture(buffer: &Buffer) -> String {
    let (columns, rows) = (buffer.area.width, buffer.area.height);
    let (width, height) = (columns * CELL.0 + 2 * MARGIN, rows * CELL.1 + 2 * MARGIN);
    let mut svg = String::new();
    let _ = writeln!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         role=\"img\" aria-label=\"The interview screen: countdown and prompts on the left, notes on the right\">"
    );
    let _ = writeln!(
        svg,
        "<rect width=\"{width}\" height=\"{height}\" rx=\"8\" fill=\"#16181d\"/>"
    );
    let font = "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace";
    let _ = writeln!(
        svg,
        "<g font-family=\"{font}\" font-size=\"15\" xml:space=\"preserve\">"
    );
    for y in 0..rows {
        let mut x = 0;
        while x < columns {
            let style = buffer[(x, y)].style();
            let start = x;
            let mut run = String::new();
            while x < columns && buffer[(x, y)].style() == style {
                run.push_str(buffer[(x, y)].symbol());
                x += 1;
            }
            if run.trim().is_empty() {
                continue;
            }
            let (left, base) = (MARGIN + start * CELL.0, MARGIN + y * CELL.1 + 14);
            let length = (x - start) * CELL.0;
            let weight = if style.add_modifier.contains(Modifier::BOLD) {
                " font-weight=\"bold\""
            } else {
                ""
            };
            let faint = if style.add_modifier.contains(Modifier::DIM) {
                " opacity=\"0.55\""
            } else {
                ""
            };
            let fill = color(style.fg.unwrap_or(Color::Reset));
            let text = run.replace('&', "&amp;").replace('<', "&lt;");
            let _ = writeln!(
                svg,
                "<text x=\"{left}\" y=\"{base}\" textLength=\"{length}\" lengthAdjust=\"spacingAndGlyphs\" \
                 fill=\"{fill}\"{weight}{faint}>{text}</text>"
            );
        }
    }
    svg.push_str("</g>\n</svg>\n");
    svg
}

fn color(color: Color) -> &'static str {
    match color {
        Color::Cyan => "#56b6c2",
        Color::Green => "#98c379",
        Color::Yellow => "#e5c07b",
        Color::Red => "#e06c75",
        _ => "#d7dae0",
    }
}
