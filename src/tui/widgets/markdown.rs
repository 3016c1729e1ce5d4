//! Markdown made lines of styled text, wrapped to a width. Shows everything that stands in a text, raw HTML as the
//! text it is; knows no screen, follows no link.

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
use styled_text::StyledText;
use table::TableBuilder;
pub use write::{cell, part, plain};

/// No window is wider; a rule is not drawn longer.
const WIDEST: usize = 1000;
/// How far a code block stands to the right.
const CODE_INDENT: &str = "  ";

/// The text as lines of at most `width` columns, a blank line between two blocks and none at either end.
pub fn lines(markdown: &str, width: usize) -> Vec<Line<'static>> {
    let mut renderer = Renderer::new(width.clamp(1, WIDEST));
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        renderer.take(event);
    }
    renderer.flush();
    renderer.page.lines
}

/// What is being read, and the page it goes to.
struct Renderer {
    page: MarkdownPage,
    /// The lists we are in: the number of the next item, where it has one, and whether blank lines part the items.
    lists: Vec<OpenList>,
    /// The paragraph, heading, code block or cell being read.
    text: StyledText,
    styles: Vec<Style>,
    links: Vec<OpenLink>,
    in_code: bool,
    table: Option<TableBuilder>,
}

struct OpenList {
    next: Option<u64>,
    loose: bool,
}

/// A link being read: where it leads, and how much text stands before its own.
struct OpenLink {
    target: String,
    before: usize,
}

impl Renderer {
    fn new(width: usize) -> Self {
        Self {
            page: MarkdownPage::new(width),
            lists: Vec::new(),
            text: StyledText::default(),
            styles: Vec::new(),
            links: Vec::new(),
            in_code: false,
            table: None,
        }
    }

    fn take(&mut self, event: Event<'_>) {
        let style = self.style();
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => {
                self.text.push(&text, style);
            }
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.text.push(&text, style.patch(theme::CODE));
            }
            Event::SoftBreak => self.text.push(" ", style),
            Event::HardBreak => self.text.push("\n", style),
            Event::Rule => {
                self.flush();
                self.page.begin_block();
                let rule = "─".repeat(self.page.room());
                self.page.line(vec![Span::styled(rule, theme::QUIET)]);
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
                before: self.text.len(),
            }),
            Tag::TableHead | Tag::TableRow => {
                self.table.iter_mut().for_each(TableBuilder::begin_row)
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
            TagEnd::Heading(_) => {
                self.flush();
                self.styles.pop();
                self.page.end_block(true);
            }
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::Paragraph | TagEnd::HtmlBlock => {
                self.flush();
                self.page.end_block(true);
            }
            TagEnd::Item => {
                self.flush();
                self.page.end_item();
                self.page
                    .end_block(self.lists.last().is_some_and(|list| list.loose));
            }
            TagEnd::List(_) => {
                self.lists.pop();
                self.page.end_block(true);
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.page.end_quote();
                self.page.end_block(true);
            }
            TagEnd::Table => {
                for spans in
                    (self.table.take()).map_or(Vec::new(), |table| table.drawn(self.page.room()))
                {
                    self.page.line(spans);
                }
                self.page.end_block(true);
            }
            _ => {}
        }
    }

    /// An address that its own words do not give stands behind them.
    fn end_link(&mut self) {
        let Some(link) = self.links.pop() else {
            return;
        };
        if link.target.contains("://") && !self.text.is_from(link.before, &link.target) {
            let style = self.style();
            self.text.push(&format!(" ({})", link.target), style);
        }
    }

    /// Draws the text read so far, if it is not code.
    fn flush(&mut self) {
        if self.in_code {
            return;
        }
        let text = std::mem::take(&mut self.text);
        for spans in text.wrapped(self.page.room()) {
            self.page.line(spans);
        }
    }

    fn end_code(&mut self) {
        self.in_code = false;
        let text = std::mem::take(&mut self.text);
        let room = self.page.room();
        let indent = if room > 2 * CODE_INDENT.len() {
            CODE_INDENT
        } else {
            ""
        };
        for spans in text.broken(room - indent.len()) {
            let mut line = vec![Span::raw(indent)];
            line.extend(spans.into_iter().map(|span| span.patch_style(theme::CODE)));
            self.page.line(line);
        }
        self.page.end_block(true);
    }
}

impl OpenList {
    /// What stands before the next item.
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
