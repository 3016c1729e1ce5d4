//! The lines drawn so far and the markers that the next ones stand behind. Knows nothing of Markdown.

use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::tui::theme;

/// What is drawn before the lines of a list item or a quotation.
struct Container {
    /// Before the first line, until that is drawn.
    first: Option<String>,
    /// Before the others.
    rest: String,
    is_item: bool,
}

pub struct MarkdownPage {
    width: usize,
    pub lines: Vec<Line<'static>>,
    containers: Vec<Container>,
    /// Whether a blank line stands before the next block.
    gap: bool,
    /// The blank line before the next line drawn, as how many containers it stands in: a block may draw none.
    due: Option<usize>,
}

impl MarkdownPage {
    pub fn new(width: usize) -> Self {
        Self {
            width,
            lines: Vec::new(),
            containers: Vec::new(),
            gap: false,
            due: None,
        }
    }

    /// The columns that a line has here.
    pub fn room(&self) -> usize {
        let taken = self.containers.iter().map(|outer| outer.rest.width());
        self.width.saturating_sub(taken.sum()).max(1)
    }

    pub fn is_in_item(&self) -> bool {
        self.containers.last().is_some_and(|inner| inner.is_item)
    }

    /// Puts what follows behind a bar.
    pub fn quote(&mut self) {
        self.contain(None, "│ ".to_owned());
    }

    /// Puts what follows behind a marker, its further lines below the first.
    pub fn item(&mut self, marker: String) {
        let rest = " ".repeat(marker.width());
        self.contain(Some(marker), rest);
    }

    /// Where half of the width is gone already, deeper markers are not drawn.
    fn contain(&mut self, first: Option<String>, rest: String) {
        let is_item = first.is_some();
        let room = self.room().saturating_sub(rest.width());
        let (first, rest) = if room * 2 < self.width {
            (None, String::new())
        } else {
            (first, rest)
        };
        self.containers.push(Container {
            first,
            rest,
            is_item,
        });
    }

    pub fn end_quote(&mut self) {
        self.containers.pop();
    }

    /// An item without a text is its marker.
    pub fn end_item(&mut self) {
        if self
            .containers
            .last()
            .is_some_and(|item| item.first.is_some())
        {
            self.line(Vec::new());
        }
        self.containers.pop();
    }

    pub fn begin_block(&mut self) {
        if self.gap && !self.lines.is_empty() {
            self.due = self.due.or(Some(self.containers.len()));
        }
        self.gap = false;
    }

    /// Whether a blank line stands between this block and another behind it.
    pub fn end_block(&mut self, gap: bool) {
        self.gap = gap;
    }

    /// Adds a line behind the markers of what it stands in.
    pub fn line(&mut self, spans: Vec<Span<'static>>) {
        if let Some(depth) = self.due.take() {
            let outer = self.containers.iter().take(depth);
            let before: String = outer.map(|outer| outer.rest.as_str()).collect();
            self.lines.push(Line::raw(before.trim_end().to_owned()));
        }
        let mut before = String::new();
        for container in &mut self.containers {
            match container.first.take() {
                Some(marker) => before.push_str(&marker),
                None => before.push_str(&container.rest),
            }
        }
        if spans.is_empty() {
            before.truncate(before.trim_end().len());
        }
        let before = (!before.is_empty()).then(|| Span::styled(before, theme::PLAIN));
        self.lines.push(before.into_iter().chain(spans).collect());
    }
}
