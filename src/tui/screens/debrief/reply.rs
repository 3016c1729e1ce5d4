//! The candidate's reply to a coach's comment: a floating box with the comment and a text. Leaving the box keeps the reply.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Position, Rect};
use ratatui::text::Line;

use super::pages::DebriefPage;
use super::{DebriefScreen, DebriefStep, reviews};
use crate::domain::judging::facts::SessionFacts;
use crate::domain::judging::report::{Report, is_debriefed};
use crate::domain::judging::viewer::Viewer;
use crate::domain::sanitize;
use crate::domain::session::event::{CommentName, Wall};
use crate::domain::session::log::Log;
use crate::tui::draw_context::DrawContext;
use crate::tui::effect::{Effect, say};
use crate::tui::input::Key;
use crate::tui::keys::{Action, Context};
use crate::tui::theme;
use crate::tui::widgets::boxes::{WIDEST, draw_border_keys, draw_dialog};
use crate::tui::widgets::scroll::around;
use crate::tui::widgets::text_input::{InputOutcome, TextInput, most_rows};
use crate::tui::widgets::{below, put_lines, wrap_at_most};

/// Longest reply, in characters.
const LONGEST: usize = 2000;
/// Why there is nothing to reply to.
pub(super) const NO_COMMENT: &str = "no coach has commented";

/// A comment that can be replied to.
#[derive(Debug)]
struct Replyable {
    name: CommentName,
    /// Its kind, its coach and its text, clean.
    about: String,
    reply: String,
}

/// A reply while it is typed.
#[derive(Debug)]
pub(super) struct ReplyEditor {
    comments: Vec<Replyable>,
    /// The index of the comment.
    chosen: usize,
    input: TextInput,
}

impl ReplyEditor {
    fn choose(&mut self, index: usize) {
        self.chosen = index;
        self.input = TextInput::with_lines(&self.comments[index].reply, LONGEST);
    }
}

impl DebriefScreen {
    /// The comments that the candidate may see, in the order of the page.
    fn replyable(&self) -> Vec<Replyable> {
        let (session, design) = (self.session(), self.design.as_ref().ok());
        let log = Log::default();
        let report = Report::new(session, design, &log, &self.reviews, Viewer::Candidate);
        let facts = SessionFacts::of(&report);
        let all = 0..facts.reviews.len();
        let all = all.flat_map(|review| reviews::in_order(&facts, review));
        let all = all.map(|(_, placed)| {
            let (kind, text) = (placed.comment.kind.word(), &placed.comment.text);
            Replyable {
                name: placed.name.clone(),
                about: sanitize::line(&format!("{kind}, {}: {text}", placed.coach)),
                reply: placed
                    .reply
                    .map_or_else(String::new, |reply| reply.text.clone()),
            }
        });
        all.collect()
    }

    /// Whether a reply is possible here: on the page of reviews, with a comment on it.
    pub(super) fn can_reply(&self) -> bool {
        self.step == DebriefStep::Page(DebriefPage::Reviews)
            && is_debriefed(self.session(), self.design.as_ref().ok())
            && self
                .reviews
                .iter()
                .any(|review| !review.comments.is_empty())
    }

    /// Opens the reply to the first comment that has none.
    pub(super) fn open_reply(&mut self) -> Vec<Effect> {
        let comments = if self.can_reply() {
            self.replyable()
        } else {
            Vec::new()
        };
        if comments.is_empty() {
            return say(NO_COMMENT);
        }
        let open = comments.iter().position(|comment| comment.reply.is_empty());
        let mut editor = ReplyEditor {
            comments,
            chosen: 0,
            input: TextInput::default(),
        };
        editor.choose(open.unwrap_or(0));
        self.reply = Some(editor);
        Vec::new()
    }

    /// Records what is typed.
    pub(super) fn keep_reply(&mut self, now: Wall) {
        if let Some(editor) = &mut self.reply {
            let comment = &mut editor.comments[editor.chosen];
            editor.input.text().trim().clone_into(&mut comment.reply);
            self.debrief
                .reply(comment.name.clone(), &comment.reply, now);
        }
    }

    /// Takes a key while a reply is typed.
    pub(super) fn reply_key(
        &mut self,
        action: Option<&Action>,
        key: Key,
        now: Wall,
    ) -> Vec<Effect> {
        match action {
            Some(Action::Accept | Action::Back) => {
                self.keep_reply(now);
                self.reply = None;
                let scroll = std::mem::take(&mut self.page.scroll);
                self.open_page(DebriefPage::Reviews);
                self.page.scroll = scroll;
                if self.session().replies.is_empty() {
                    return Vec::new();
                }
                return say("replies are saved; send them to the coach with `forty pack`");
            }
            Some(Action::OtherPane | Action::PreviousPane) => {
                self.keep_reply(now);
                let by = if action == Some(&Action::OtherPane) {
                    1
                } else {
                    -1
                };
                if let Some(editor) = &mut self.reply {
                    editor.choose(around(editor.chosen, by, editor.comments.len()));
                }
                return Vec::new();
            }
            _ => {}
        }
        let outcome = self.reply.as_mut();
        outcome.map_or_else(Vec::new, |editor| effects(editor.input.on(action, key)))
    }

    pub(super) fn paste_into_reply(&mut self, text: &str) -> Vec<Effect> {
        let editor = self.reply.as_mut();
        editor.map_or_else(Vec::new, |editor| effects(editor.input.paste(text)))
    }

    pub(super) fn draw_reply(
        &mut self,
        area: Rect,
        context: &DrawContext<'_>,
        buf: &mut Buffer,
    ) -> Position {
        let Some(editor) = &mut self.reply else {
            return area.as_position();
        };
        let width = area.width.min(WIDEST);
        let text_width = width.saturating_sub(4);
        let about = &editor.comments[editor.chosen].about;
        let about = wrap_at_most(about, text_width.into(), most_rows(area.height).into());
        let rows = editor.input.rows_in_box(width, area.height);
        let height = about.len() as u16 + rows + 5;
        let (number, all) = (editor.chosen + 1, editor.comments.len());
        let title = format!("Reply to comment {number} of {all}");
        let title = Line::styled(title, theme::ACCENT_STRONG);
        let inner = draw_dialog(title, Line::default(), (width, height), area, buf);
        let keys = context.keys.box_keys(Context::Replying);
        draw_border_keys(&keys, inner, context.clicks, buf);
        let rest = below(inner.inner(Margin::new(1, 0)), 1);
        let above = about.len() as u16 + 1;
        put_lines(about, theme::SECONDARY, rest, buf);
        let field = below(rest, above);
        let field = Rect {
            height: field.height.min(rows),
            ..field
        };
        editor.input.draw(field, theme::PLAIN, buf)
    }
}

fn effects(outcome: InputOutcome) -> Vec<Effect> {
    match outcome {
        InputOutcome::Full => say("a reply holds 2,000 characters"),
        InputOutcome::Cut(text) => vec![Effect::Copy(text)],
        InputOutcome::Same | InputOutcome::Changed => Vec::new(),
    }
}
