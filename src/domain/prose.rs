//! Markdown as plain text that reads well aloud: no marks of emphasis, each paragraph and each item on one line, which is
//! wrapped once by whoever prints it, and each row of a table as lines of a title and its text.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// The indent of what is inside an item, and of code.
const INDENT: &str = "  ";

/// The lines of a text, with an empty line between two blocks.
pub fn lines(markdown: &str) -> Vec<String> {
    let mut prose = PlainText::default();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        prose.event(event);
    }
    prose.flush();
    prose.lines
}

#[derive(Default)]
struct PlainText {
    lines: Vec<String>,
    /// The text of the open block.
    text: String,
    /// The number of the next item of each open list; `None` in one without numbers.
    lists: Vec<Option<u64>>,
    /// The marker of an item of which no line is written yet.
    marker: Option<String>,
    /// Whether an empty line comes before the next one.
    gap: bool,
    in_code: bool,
    /// The targets of the open links, and where their texts begin.
    links: Vec<(String, usize)>,
    /// The titles of the open table, and the cells of its open row.
    titles: Vec<String>,
    cells: Vec<String>,
}

impl PlainText {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text)
            | Event::Code(text)
            | Event::Html(text)
            | Event::InlineHtml(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text) => self.text.push_str(&text),
            Event::SoftBreak => self.text.push(' '),
            Event::HardBreak => self.text.push('\n'),
            Event::Rule => self.end_block(),
            Event::FootnoteReference(name) => self.text.extend(["[", &*name, "]"]),
            Event::TaskListMarker(done) => {
                self.text.push_str(if done { "done: " } else { "open: " });
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.links.push((dest_url.into_string(), self.text.len()));
            }
            Tag::List(first) => {
                self.flush();
                self.lists.push(first);
            }
            Tag::Item => {
                self.flush();
                self.marker = Some(match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number = number.saturating_add(1);
                        format!("{}. ", *number - 1)
                    }
                    _ => "- ".to_owned(),
                });
            }
            Tag::CodeBlock(_) => {
                self.flush();
                self.in_code = true;
            }
            Tag::TableHead | Tag::TableRow => self.cells.clear(),
            Tag::Table(_) | Tag::Paragraph | Tag::Heading { .. } | Tag::HtmlBlock => self.flush(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Link | TagEnd::Image => self.end_link(),
            TagEnd::Item => {
                self.flush();
                // An item without text.
                if self.marker.is_some() {
                    self.line("");
                }
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
                self.gap |= self.lists.is_empty();
            }
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.text);
                self.cells.push(cell.trim().replace('\n', " "));
            }
            TagEnd::TableHead => self.titles = std::mem::take(&mut self.cells),
            TagEnd::TableRow => self.end_row(),
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock
            | TagEnd::BlockQuote(_)
            | TagEnd::Table => self.end_block(),
            _ => {}
        }
    }

    /// A row: each cell behind the title of its column.
    fn end_row(&mut self) {
        let (titles, cells) = (self.titles.clone(), std::mem::take(&mut self.cells));
        for (title, cell) in titles
            .iter()
            .zip(cells)
            .filter(|(_, cell)| !cell.is_empty())
        {
            let line = if title.is_empty() {
                cell
            } else {
                format!("{title}: {cell}")
            };
            self.line(&line);
        }
        self.gap = true;
    }

    fn end_block(&mut self) {
        self.flush();
        self.gap = true;
    }

    /// Adds the address behind the text of a link, unless the text is the address.
    fn end_link(&mut self) {
        if let Some((target, start)) = self.links.pop()
            && target.contains("://")
            && self.text.get(start..) != Some(&target)
        {
            self.text.extend([" (", &*target, ")"]);
        }
    }

    /// Writes the open text.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        if std::mem::take(&mut self.in_code) {
            for line in text.lines() {
                self.line(&format!("{INDENT}{line}"));
            }
        } else {
            for line in text.trim().lines() {
                self.line(line);
            }
        }
    }

    fn line(&mut self, text: &str) {
        if std::mem::take(&mut self.gap) && !self.lines.is_empty() {
            self.lines.push(String::new());
        }
        let depth = self.lists.len();
        let line = match self.marker.take() {
            Some(marker) => INDENT.repeat(depth.saturating_sub(1)) + &marker + text,
            None => INDENT.repeat(depth) + text,
        };
        self.lines.push(line.trim_end().to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_becomes_text_without_marks_and_each_paragraph_one_line() {
        let markdown = "\
## Serving

**The path.** A request goes
*through* `gateway` and
[the paper](https://example.org/a).

- one item
  of two lines
  - inside
- 2 \\* 3

1. first
2. second

| Part | Choice |
| --- | --- |
| index | `HNSW`, **fast** |
| cache | |

```
a  b
```
The end, at <https://example.org>.";
        let expected = "\
Serving

The path. A request goes through gateway and the paper (https://example.org/a).

- one item of two lines
  - inside
- 2 * 3

1. first
2. second

Part: index
Choice: HNSW, fast

Part: cache

  a  b

The end, at https://example.org.";
        assert_eq!(lines(markdown).join("\n"), expected);
    }

    #[test]
    fn a_text_without_words_has_no_lines_and_an_empty_item_its_marker() {
        for empty in ["", " \n\n", "---"] {
            assert_eq!(lines(empty), [] as [&str; 0], "{empty}");
        }
        assert_eq!(lines("-\n- a"), ["-", "- a"]);
    }
}
