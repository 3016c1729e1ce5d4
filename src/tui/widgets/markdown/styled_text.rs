//! Styled text and its wrapping: at blanks, and inside a word only if it is wider than a line. Every text is sanitized
//! here, after parsing, so that nothing that a parser decodes reaches the screen unchecked.

use ratatui::style::Style;
use ratatui::text::Span;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::domain::sanitize;
use crate::tui::symbols::shown;

/// Replaces a character that is wider than the whole line.
const TOO_WIDE: &str = "…";
/// Columns from one tab stop to the next, in code.
const TAB: usize = 4;

/// A text as parts of one style each.
#[derive(Debug, Clone, Default)]
pub struct StyledText(Vec<(String, Style)>);

/// One grapheme with its width in columns.
#[derive(Debug, Clone, Copy)]
struct StyledGrapheme<'a> {
    text: &'a str,
    width: usize,
    style: Style,
}

impl StyledText {
    /// Adds a text to the end. Texts of the same style are joined, so that they are sanitized as one.
    pub fn push(&mut self, text: &str, style: Style) {
        match self.0.last_mut() {
            Some((last, same)) if *same == style => last.push_str(text),
            _ => self.0.push((text.to_owned(), style)),
        }
    }

    /// The length in bytes.
    pub fn len(&self) -> usize {
        self.0.iter().map(|(text, _)| text.len()).sum()
    }

    /// Whether the text from a byte to the end is `text`.
    pub fn is_from(&self, start: usize, text: &str) -> bool {
        let whole: String = self.0.iter().map(|(text, _)| text.as_str()).collect();
        whole.get(start..) == Some(text)
    }

    /// The text with its styles patched over another style.
    pub fn over(mut self, style: Style) -> Self {
        for piece in &mut self.0 {
            piece.1 = style.patch(piece.1);
        }
        self
    }

    /// This text, `between` and another text as one.
    pub fn and(mut self, between: &str, other: &Self) -> Self {
        self.push(between, Style::new());
        for (text, style) in &other.0 {
            self.push(text, *style);
        }
        self
    }

    /// The widths of the widest line and of the widest word.
    pub fn widths(&self) -> (usize, usize) {
        let cleaned = self.cleaned();
        let (mut line, mut word, mut widest) = (0, 0, (0, 0));
        for glyph in glyphs(&cleaned) {
            match glyph.text {
                "\n" => (line, word) = (0, 0),
                " " | "\t" => (line, word) = (line + 1, 0),
                _ => (line, word) = (line + glyph.width, word + glyph.width),
            }
            widest = (widest.0.max(line), widest.1.max(word));
        }
        widest
    }

    /// Lines of at most `width` columns with one blank between two words; no line if there is no word.
    pub fn wrapped(&self, width: usize) -> Vec<Vec<Span<'static>>> {
        let cleaned = self.cleaned();
        let mut rows = LineBuilder::new(width);
        for glyph in glyphs(&cleaned) {
            match glyph.text {
                "\n" => rows.end_line(),
                " " | "\t" => rows.blank(glyph),
                _ if glyph.width > 1 => {
                    // Scripts with wide letters have no blanks, so that a line may end after each.
                    rows.end_word();
                    rows.word.push(glyph);
                    rows.end_word();
                }
                _ => rows.word.push(glyph),
            }
        }
        rows.end_word();
        rows.finish()
    }

    /// The lines as written, each broken at `width` columns.
    pub fn broken(&self, width: usize) -> Vec<Vec<Span<'static>>> {
        let cleaned = self.cleaned();
        let mut rows = LineBuilder::new(width);
        for glyph in glyphs(&cleaned) {
            match glyph.text {
                "\n" => rows.close_line(),
                "\t" => {
                    let blank = StyledGrapheme {
                        text: " ",
                        width: 1,
                        ..glyph
                    };
                    for _ in 0..TAB - rows.used % TAB {
                        rows.add(blank);
                    }
                }
                _ => rows.add(glyph),
            }
        }
        rows.finish()
    }

    fn cleaned(&self) -> Vec<(String, Style)> {
        let clean = |(text, style): &(String, Style)| {
            let text = sanitize::text(text);
            (shown(&text).into_owned(), *style)
        };
        self.0.iter().map(clean).collect()
    }
}

fn glyphs(cleaned: &[(String, Style)]) -> impl Iterator<Item = StyledGrapheme<'_>> {
    cleaned.iter().flat_map(|(text, style)| {
        text.graphemes(true).map(|text| StyledGrapheme {
            text,
            width: text.width(),
            style: *style,
        })
    })
}

/// The lines so far, and the open line and word.
struct LineBuilder<'a> {
    width: usize,
    done: Vec<Vec<Span<'static>>>,
    line: Vec<StyledGrapheme<'a>>,
    /// The width of the open line.
    used: usize,
    word: Vec<StyledGrapheme<'a>>,
    /// The blank between the open line and the open word, if there is one.
    between: Option<StyledGrapheme<'a>>,
}

impl<'a> LineBuilder<'a> {
    fn new(width: usize) -> Self {
        Self {
            width: width.max(1),
            done: Vec::new(),
            line: Vec::new(),
            used: 0,
            word: Vec::new(),
            between: None,
        }
    }

    fn blank(&mut self, glyph: StyledGrapheme<'a>) {
        self.end_word();
        if !self.line.is_empty() {
            self.between = Some(StyledGrapheme {
                text: " ",
                width: 1,
                ..glyph
            });
        }
    }

    fn end_word(&mut self) {
        if self.word.is_empty() {
            return;
        }
        let word = std::mem::take(&mut self.word);
        let width: usize = word.iter().map(|glyph| glyph.width).sum();
        let between = self.between.take();
        if !self.line.is_empty() && self.used + usize::from(between.is_some()) + width > self.width
        {
            self.close_line();
        } else if let Some(blank) = between {
            self.add(blank);
        }
        for glyph in word {
            self.add(glyph);
        }
    }

    fn end_line(&mut self) {
        self.end_word();
        self.between = None;
        self.close_line();
    }

    /// Adds a grapheme to the line, or to the next if this one is full.
    fn add(&mut self, glyph: StyledGrapheme<'a>) {
        let glyph = if glyph.width > self.width {
            StyledGrapheme {
                text: TOO_WIDE,
                width: 1,
                ..glyph
            }
        } else {
            glyph
        };
        if self.used + glyph.width > self.width {
            self.close_line();
        }
        self.used += glyph.width;
        self.line.push(glyph);
    }

    fn close_line(&mut self) {
        self.used = 0;
        let mut spans: Vec<(String, Style)> = Vec::new();
        for glyph in self.line.drain(..) {
            match spans.last_mut() {
                Some((text, style)) if *style == glyph.style => text.push_str(glyph.text),
                _ => spans.push((glyph.text.to_owned(), glyph.style)),
            }
        }
        let spans = spans
            .into_iter()
            .map(|(text, style)| Span::styled(text, style));
        self.done.push(spans.collect());
    }

    fn finish(mut self) -> Vec<Vec<Span<'static>>> {
        if !self.line.is_empty() {
            self.close_line();
        }
        self.done
    }
}
