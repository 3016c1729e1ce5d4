//! The lines drawn so far, and the markers of the open list items and quotations. It knows nothing of Markdown.

use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::tui::theme;

/// A list item or a quotation, and what is drawn before its lines.
struct Container {
    /// The marker before the first line; `None` once that is drawn.
    first: Option<String>,
    /// What is drawn before the other lines.
    rest: String,
    is_item: bool,
}

#[derive(Default)]
pub struct MarkdownPage {
    width: usize,
    pub lines: Vec<Line<'static>>,
    containers: Vec<Container>,
    /// Whether there is a blank line before the next block.
    gap: bool,
    /// How many containers a blank line is in that comes before the next line. It waits, since a block may draw nothing.
    due: Option<usize>,
}

impl MarkdownPage {
    pub fn new(width: usize) -> Self {
        Self {
            width,
            ..Self::default()
        }
    }

    /// The columns of a line, without the markers.
    pub fn room(&self) -> usize {
        let taken = self.containers.iter().map(|outer| outer.rest.width());
        self.width.saturating_sub(taken.sum()).max(1)
    }

    pub fn is_in_item(&self) -> bool {
        self.containers.last().is_some_and(|inner| inner.is_item)
    }

    /// Begins a quotation: a bar is drawn before its lines.
    pub fn quote(&mut self) {
        self.contain(None, "│ ".to_owned());
    }

    /// Begins a list item: its first line follows a marker, and its other lines are indented.
    pub fn item(&mut self, marker: String) {
        let rest = " ".repeat(marker.width());
        self.contain(Some(marker), rest);
    }

    /// Begins a container. A marker that would leave less than half of the width is not drawn.
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

    /// Ends a list item or a quotation. Of an item without text the marker is drawn.
    pub fn end_container(&mut self) {
        let is_unmarked = |inner: &Container| inner.first.is_some();
        if self.containers.last().is_some_and(is_unmarked) {
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

    /// Ends a block; `gap` says whether there is a blank line before the next block.
    pub fn end_block(&mut self, gap: bool) {
        self.gap = gap;
    }

    /// Adds a line after the markers of its containers.
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
