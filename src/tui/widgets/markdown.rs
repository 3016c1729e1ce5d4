//! Renders Markdown as styled lines, wrapped to a width. Nothing is hidden: raw HTML is shown as text, and the address of
//! a link is shown after its text.

mod page;
mod styled_text;
mod table;
#[cfg(test)]
mod tests;
mod write;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::tui::theme;
use page::MarkdownPage;
pub(super) use styled_text::StyledText;
use table::TableBuilder;
pub use write::{cell, code, part, plain};

/// The greatest width, which limits the length of a rule.
const WIDEST: usize = 1000;
/// The indent of a code block.
const CODE_INDENT: &str = "  ";

/// The text as lines of at most `width` columns, with a blank line between two blocks.
pub fn lines(markdown: &str, width: usize) -> Vec<Line<'static>> {
    let mut renderer = Renderer {
        page: MarkdownPage::new(width.clamp(1, WIDEST)),
        ..Renderer::default()
    };
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        renderer.event(event);
    }
    renderer.flush();
    renderer.page.lines
}

/// The state of rendering: the open Markdown elements, and the lines drawn so far.
#[derive(Default)]
struct Renderer {
    page: MarkdownPage,
    /// The lists that are open, outermost first.
    lists: Vec<OpenList>,
    /// The text of the open paragraph, heading, code block or table cell.
    text: StyledText,
    styles: Vec<Style>,
    links: Vec<OpenLink>,
    in_code: bool,
    table: Option<TableBuilder>,
}

struct OpenList {
    /// The number of the next item, if items have numbers.
    next: Option<u64>,
    /// Whether there are blank lines between the items.
    loose: bool,
}

/// A link whose text is not complete.
struct OpenLink {
    target: String,
    /// Where the text of the link starts, in bytes of `Renderer::text`.
    start: usize,
}

impl Renderer {
    fn event(&mut self, event: Event<'_>) {
        let style = self.style();
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => {
                self.text.push(&text, style);
            }
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.text.push(&text, style.patch(theme::ACCENT));
            }
            Event::SoftBreak => self.text.push(" ", style),
            Event::HardBreak => self.text.push("\n", style),
            Event::Rule => {
                self.flush();
                self.page.begin_block();
                let rule = "─".repeat(self.page.room());
                self.page.line(vec![Span::styled(rule, theme::SECONDARY)]);
                self.page.end_block(true);
            }
            Event::FootnoteReference(name) => self.text.push(&format!("[{name}]"), style),
            Event::TaskListMarker(done) => {
                self.text.push(if done { "[x] " } else { "[ ] " }, style);
            }
        }
    }

    fn style(&self) -> Style {
        let patch = |all: Style, style: &Style| all.patch(*style);
        self.styles.iter().fold(theme::PLAIN, patch)
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Emphasis => self.styles.push(theme::EMPHASIS),
            Tag::Strong => self.styles.push(theme::STRONG),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => self.links.push(OpenLink {
                target: dest_url.to_string(),
                start: self.text.len(),
            }),
            Tag::TableHead | Tag::TableRow => {
                self.table.iter_mut().for_each(TableBuilder::begin_row);
            }
            Tag::TableCell
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => {}
            block => self.start_block(block),
        }
    }

    fn start_block(&mut self, tag: Tag<'_>) {
        self.flush();
        self.page.begin_block();
        match tag {
            Tag::Heading { level, .. } => self.styles.push(heading(level)),
            Tag::CodeBlock(_) => self.in_code = true,
            Tag::BlockQuote(_) => self.page.quote(),
            Tag::List(next) => self.lists.push(OpenList { next, loose: false }),
            Tag::Item => {
                let marker = self.lists.last_mut().map(OpenList::marker);
                self.page.item(marker.unwrap_or_default());
            }
            Tag::Paragraph => {
                let is_in_item = self.page.is_in_item();
                if let Some(list) = self.lists.last_mut().filter(|_| is_in_item) {
                    list.loose = true;
                }
            }
            Tag::Table(alignments) => self.table = Some(TableBuilder::new(alignments)),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong => {
                self.styles.pop();
            }
            TagEnd::Link | TagEnd::Image => self.end_link(),
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.text);
                if let Some(table) = &mut self.table {
                    table.add(cell);
                }
            }
            TagEnd::Heading(_)
            | TagEnd::CodeBlock
            | TagEnd::Paragraph
            | TagEnd::HtmlBlock
            | TagEnd::Item
            | TagEnd::List(_)
            | TagEnd::BlockQuote(_)
            | TagEnd::Table => self.end_block(tag),
            _ => {}
        }
    }

    fn end_block(&mut self, tag: TagEnd) {
        if std::mem::take(&mut self.in_code) {
            self.draw_code();
        }
        self.flush();
        let mut gap = true;
        match tag {
            TagEnd::Heading(_) => {
                self.styles.pop();
            }
            TagEnd::Item => {
                self.page.end_container();
                gap = self.lists.last().is_some_and(|list| list.loose);
            }
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::BlockQuote(_) => self.page.end_container(),
            TagEnd::Table => {
                let table = self.table.take();
                for line in table.map_or(Vec::new(), |table| table.drawn(self.page.room())) {
                    self.page.line(line);
                }
            }
            _ => {}
        }
        self.page.end_block(gap);
    }

    /// Adds the address after the text of a link, unless the text is the address.
    fn end_link(&mut self) {
        let Some(link) = self.links.pop() else {
            return;
        };
        if link.target.contains("://") && !self.text.is_from(link.start, &link.target) {
            let style = self.style();
            self.text.push(&format!(" ({})", link.target), style);
        }
    }

    /// Draws the open text, if it is not code.
    fn flush(&mut self) {
        if self.in_code {
            return;
        }
        let text = std::mem::take(&mut self.text);
        for spans in text.wrapped(self.page.room()) {
            self.page.line(spans);
        }
    }

    fn draw_code(&mut self) {
        let text = std::mem::take(&mut self.text);
        let room = self.page.room();
        let indent = if room > 2 * CODE_INDENT.len() {
            CODE_INDENT
        } else {
            ""
        };
        for spans in text.broken(room - indent.len()) {
            let mut line = vec![Span::raw(indent)];
            line.extend(
                spans
                    .into_iter()
                    .map(|span| span.patch_style(theme::ACCENT)),
            );
            self.page.line(line);
        }
    }
}

impl OpenList {
    /// The marker of the next item.
    fn marker(&mut self) -> String {
        let Some(number) = &mut self.next else {
            return "- ".to_owned();
        };
        let marker = format!("{number}. ");
        *number = number.saturating_add(1);
        marker
    }
}

fn heading(level: HeadingLevel) -> Style {
    match level {
        HeadingLevel::H1 | HeadingLevel::H2 => theme::HEADING,
        _ => theme::STRONG,
    }
}
