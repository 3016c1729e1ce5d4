//! The cells of a screen as SVG elements: what lies behind the letters, then letters and lines.

use std::collections::BTreeMap;
use std::fmt::Write;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier, Style};

use super::svg::CELL;

/// Elements that lie behind the letters, and all others.
pub fn draw(buffer: &Buffer, cursor: Option<(u16, u16)>) -> [Vec<String>; 2] {
    let mut layers: [Vec<String>; 2] = Default::default();
    for y in 0..buffer.area.height {
        let row: Vec<&Cell> = (0..buffer.area.width).map(|x| &buffer[(x, y)]).collect();
        backgrounds(&row, y, &mut layers[0]);
        letters(&row, y, &mut layers[1]);
        let mut shapes = Shapes::default();
        shapes.add(&row, y);
        layers[1].extend(shapes.elements());
    }
    if let Some((x, y)) = cursor {
        let (left, top) = (x * CELL.0, y * CELL.1 + 2);
        layers[1].push(format!("<path class=\"k\" d=\"M{left} {top}h2v16h-2z\"/>"));
    }
    layers
}

/// A text as XML.
pub fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;").replace('"', "&quot;")
}

fn has(style: Style, modifier: Modifier) -> bool {
    style.add_modifier.contains(modifier)
}

/// The class of a color.
fn color(style: Style) -> &'static str {
    match style.fg.unwrap_or(Color::Reset) {
        Color::Reset if has(style, Modifier::DIM) => "m",
        Color::Reset => "",
        Color::Cyan => "c",
        Color::Green => "g",
        Color::Yellow => "y",
        Color::Red => "r",
        other => panic!("no color of the pictures stands for {other:?}"),
    }
}

/// The class of a letter or line in this style.
fn ink(style: Style) -> String {
    let mut class = if has(style, Modifier::REVERSED) {
        "v".to_owned()
    } else {
        color(style).to_owned()
    };
    if has(style, Modifier::DIM) && !matches!(class.as_str(), "m" | "v") {
        class.push_str(" o");
    }
    class
}

/// The ranges of equal values in a row.
fn runs<T: PartialEq>(values: &[T]) -> Vec<(usize, usize)> {
    let mut runs = Vec::new();
    let mut start = 0;
    for end in 1..=values.len() {
        if end == values.len() || values[end] != values[start] {
            runs.push((start, end));
            start = end;
        }
    }
    runs
}

fn backgrounds(row: &[&Cell], y: u16, elements: &mut Vec<String>) {
    let class = |cell: &&Cell| {
        let style = cell.style();
        has(style, Modifier::REVERSED).then(|| color(style))
    };
    let classes: Vec<_> = row.iter().map(class).collect();
    for (start, end) in runs(&classes) {
        if let Some(class) = classes[start] {
            let (x, y) = (start as u16 * CELL.0, y * CELL.1);
            let width = (end - start) as u16 * CELL.0;
            let class = format!("k {class}");
            elements.push(format!(
                "<path class=\"{}\" d=\"M{x} {y}h{width}v{}h-{width}z\"/>",
                class.trim(),
                CELL.1
            ));
        }
    }
}

/// What is drawn in a cell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Glyph {
    Blank,
    /// A letter of any font; its neighbors are in the same element.
    Letter,
    /// A symbol that some fonts lack: centered in its cell.
    Symbol,
    Shape,
}

/// The symbols that are drawn as shapes.
const SHAPES: &str = "─━╌│┃├┤┬┴┼┿┌┐└┘╭╮╰╯▀▁▂▃▄▅▆▇█░▒▓";

fn glyph(cell: &Cell) -> Glyph {
    match cell.symbol() {
        "" | " " => Glyph::Blank,
        symbol => match symbol.chars().next().unwrap_or(' ') {
            letter if SHAPES.contains(letter) => Glyph::Shape,
            ' '..='\u{ff}' | '…' | '–' | '“' | '”' | '’' | '‘' => Glyph::Letter,
            _ => Glyph::Symbol,
        },
    }
}

/// The letters of a row, in stretches of one style without two blanks.
fn letters(row: &[&Cell], y: u16, elements: &mut Vec<String>) {
    let styles: Vec<Style> = row.iter().map(|cell| letter_style(cell)).collect();
    let kinds: Vec<Glyph> = row.iter().map(|cell| glyph(cell)).collect();
    let mut x = 0;
    while x < row.len() {
        let start = x;
        x += 1;
        match kinds[start] {
            Glyph::Blank | Glyph::Shape => continue,
            Glyph::Symbol => {}
            Glyph::Letter => {
                let goes_on = |at: usize| {
                    at < row.len() && kinds[at] == Glyph::Letter && styles[at] == styles[start]
                };
                while goes_on(x) || (kinds.get(x) == Some(&Glyph::Blank) && goes_on(x + 1)) {
                    x += 1;
                }
            }
        }
        let text: String = row[start..x].iter().map(|cell| cell.symbol()).collect();
        elements.push(letter_element(
            &text,
            kinds[start],
            styles[start],
            (start, x, y),
        ));
    }
}

/// The style of a cell without what only a background needs.
fn letter_style(cell: &Cell) -> Style {
    let mut style = cell.style();
    style.bg = None;
    style.underline_color = None;
    style
}

fn letter_element(
    text: &str,
    kind: Glyph,
    style: Style,
    (start, end, y): (usize, usize, u16),
) -> String {
    let mut class = ink(style);
    for (modifier, name) in [(Modifier::BOLD, " b"), (Modifier::ITALIC, " i")] {
        if has(style, modifier) {
            class.push_str(name);
        }
    }
    let (left, base) = (start as u16 * CELL.0, y * CELL.1 + 14);
    let width = (end - start) as u16 * CELL.0;
    let text = escaped(text);
    let mut element = String::from("<text");
    let is_symbol = kind == Glyph::Symbol;
    if is_symbol {
        class.push_str(" s");
    }
    if !class.trim().is_empty() {
        let _ = write!(element, " class=\"{}\"", class.trim());
    }
    if is_symbol {
        let middle = f32::from(left) + f32::from(CELL.0) / 2.0;
        let _ = write!(element, " x=\"{middle}\" y=\"{base}\">{text}</text>");
    } else {
        let _ = write!(
            element,
            " x=\"{left}\" y=\"{base}\" textLength=\"{width}\" lengthAdjust=\"spacingAndGlyphs\">{text}</text>"
        );
    }
    let line = |height: u16| {
        let (class, y) = (ink(style), base + 2 - height);
        let class = format!("l {class}");
        format!(
            "<path class=\"{}\" d=\"M{left} {y}h{width}\"/>",
            class.trim()
        )
    };
    if has(style, Modifier::UNDERLINED) {
        element += &line(0);
    }
    if has(style, Modifier::CROSSED_OUT) {
        element += &line(7);
    }
    element
}

/// Lines and blocks of a row as paths, by class.
#[derive(Default)]
struct Shapes(BTreeMap<String, String>);

impl Shapes {
    fn add(&mut self, row: &[&Cell], y: u16) {
        let cells: Vec<(&str, String)> = (row.iter())
            .map(|cell| (cell.symbol(), ink(letter_style(cell))))
            .collect();
        for (start, end) in runs(&cells) {
            if glyph(row[start]) != Glyph::Shape {
                continue;
            }
            let (symbol, ink) = &cells[start];
            let symbol = symbol.chars().next().unwrap_or(' ');
            if matches!(symbol, '─' | '━' | '╌' | '▀'..='▓') {
                self.shape(symbol, ink, (start as u16, y), (end - start) as u16);
            } else {
                for x in start..end {
                    self.shape(symbol, ink, (x as u16, y), 1);
                }
            }
        }
    }

    /// A symbol that is repeated in so many cells.
    fn shape(&mut self, symbol: char, ink: &str, (x, y): (u16, u16), cells: u16) {
        let (left, top) = (x * CELL.0, y * CELL.1);
        let width = cells * CELL.0;
        let (height, base) = (f32::from(CELL.1), f32::from(top + CELL.1));
        let mut fill = |top: f32, height: f32| {
            self.path(
                'k',
                ink,
                &format!("M{left} {top}h{width}v{height}h-{width}z"),
            );
        };
        match symbol {
            '▀' => fill(f32::from(top), (height / 2.0).ceil()),
            '▁'..='█' => {
                let eighths = symbol as u32 - '▁' as u32 + 1;
                let part = (height * eighths as f32 / 8.0).round();
                fill(base - part, part);
            }
            '░' | '▒' | '▓' => self.shade(symbol, ink, (left, top), width),
            _ => self.line(
                symbol,
                ink,
                (f32::from(left), f32::from(top)),
                f32::from(width),
            ),
        }
    }

    /// A half-filled block, as columns of thin bars.
    fn shade(&mut self, symbol: char, ink: &str, (left, top): (u16, u16), width: u16) {
        let bar = match symbol {
            '░' => 1,
            '▒' => 2,
            _ => 3,
        };
        let mut bars = String::new();
        for row in 0..CELL.1 / 4 {
            let _ = write!(bars, "M{left} {}h{width}v{bar}h-{width}z", top + row * 4);
        }
        self.path('k', ink, &bars);
    }

    fn line(&mut self, symbol: char, ink: &str, (left, top): (f32, f32), width: f32) {
        let (half_x, half_y) = (f32::from(CELL.0) / 2.0, f32::from(CELL.1) / 2.0);
        let (x, y) = (left + half_x, top + half_y);
        let (right, bottom) = (left + width, top + f32::from(CELL.1));
        let down = |from: f32, to: f32| format!("M{x} {from}V{to}");
        let over = |from: f32, to: f32| format!("M{from} {y}H{to}");
        let arc = |from: (f32, f32), to: (f32, f32)| {
            format!("M{} {}Q{x} {y} {} {}", from.0, from.1, to.0, to.1)
        };
        // Neighbors overlap a little, so that no gap is seen where the picture is scaled.
        let (above, below) = (top - 0.2, bottom + 0.2);
        match symbol {
            '─' => self.path('l', ink, &over(left, right)),
            '━' => self.path('h', ink, &over(left, right)),
            '╌' => self.path('q', ink, &over(left + 1.0, right)),
            '│' => self.path('l', ink, &down(above, below)),
            '┃' => self.path('h', ink, &down(above, below)),
            '├' => self.path('l', ink, &(down(above, below) + &over(x, right))),
            '┤' => self.path('l', ink, &(down(above, below) + &over(left, x))),
            '┬' => self.path('l', ink, &(over(left, right) + &down(y, below))),
            '┴' => self.path('l', ink, &(over(left, right) + &down(above, y))),
            '┼' => self.path('l', ink, &(over(left, right) + &down(above, below))),
            '┿' => {
                self.path('h', ink, &over(left, right));
                self.path('l', ink, &down(above, below));
            }
            '┌' => self.path('l', ink, &(over(x, right) + &down(y, below))),
            '┐' => self.path('l', ink, &(over(left, x) + &down(y, below))),
            '└' => self.path('l', ink, &(over(x, right) + &down(above, y))),
            '┘' => self.path('l', ink, &(over(left, x) + &down(above, y))),
            '╭' => self.path('l', ink, &arc((x, below), (right, y))),
            '╮' => self.path('l', ink, &arc((x, below), (left, y))),
            '╰' => self.path('l', ink, &arc((x, above), (right, y))),
            '╯' => self.path('l', ink, &arc((x, above), (left, y))),
            other => panic!("no shape for {other}"),
        }
    }

    fn path(&mut self, kind: char, ink: &str, data: &str) {
        let class = format!("{kind} {ink}").trim().to_owned();
        self.0.entry(class).or_default().push_str(data);
    }

    fn elements(self) -> impl Iterator<Item = String> {
        let element = |(class, data)| format!("<path class=\"{class}\" d=\"{data}\"/>");
        self.0.into_iter().map(element)
    }
}
