//! What the interviewer said, in the left pane: what must be read, and what has the rest of the room.

use std::rc::Rc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::super::InterviewScreen;
use super::super::conversation::PartLines;
use super::section::{LeftPane, draw_section};
use super::share::{Shared, WantedRows, share};
use crate::tui::theme;
use crate::tui::widgets::hanging::cut_line;
use crate::tui::widgets::{below, put_styled};

/// The parts of the interviewer's section: those that must be read, and the rest with their rank.
#[derive(Default)]
pub(super) struct Said {
    pub(super) must: Vec<Rc<PartLines>>,
    pub(super) more: Vec<Rc<PartLines>>,
    /// Which of the rest is the brief.
    pub(super) brief: usize,
    /// How many of the rest are follow-ups and new answers, which are counted where they are hidden.
    pub(super) counted: usize,
    /// Whether its one row names the key that reads the brief.
    pub(super) names_key: bool,
}

impl Said {
    /// How many follow-ups and new answers have no room.
    pub(super) fn hidden(&self, shared: &Shared) -> usize {
        let shown = shared.more.iter().take(self.counted);
        shown.filter(|shown| !**shown).count()
    }

    /// Says in one row how many follow-ups and new answers have no room, if any.
    pub(super) fn say_hidden(&mut self, wanted: &mut WantedRows, shared: Shared) -> Shared {
        if self.hidden(&shared) == 0 {
            return shared;
        }
        wanted.must.push(1);
        let shared = share(wanted);
        let words = format!("  {} more: Esc r", self.hidden(&shared));
        self.must
            .push(Rc::new(vec![Line::styled(words, theme::SECONDARY)]));
        shared
    }

    /// Says in one row where the brief is, which has no room, if nothing else is shown.
    pub(super) fn say_where_brief_is(&mut self, wanted: &mut WantedRows, shared: Shared) -> Shared {
        if !self.must.is_empty() || shared.more.contains(&true) {
            return shared;
        }
        let key = Line::styled("  Esc r reads the brief", theme::SECONDARY);
        self.must.push(Rc::new(vec![key]));
        self.names_key = true;
        wanted.must.push(1);
        share(wanted)
    }
}

/// The rows that what must be read may take.
#[derive(Debug, Clone, Copy)]
pub(super) struct RowLimits {
    /// Of the unanswered follow-ups, beside the chosen prompt without its hint.
    pub(super) follow_ups: usize,
    /// Of all, beside the chosen prompt with its hint.
    pub(super) all: usize,
}

impl InterviewScreen {
    /// What the interviewer said, in order of its importance: the unanswered follow-ups, the newest first, and what was
    /// just answered. An answer that was just given takes the place of older follow-ups, words that were not understood
    /// take none.
    pub(super) fn said(&self, width: usize, room: RowLimits) -> Said {
        let mut asked = self.asked_parts(true, width);
        let older = asked.split_off(self.newest_asked().max(1).min(asked.len()));
        let has_answers = self.answers > 0;
        let is_answer = self.shows_answer();
        let keeps_answer = is_answer && self.is_understood();
        let kept = asked.first().filter(|_| keeps_answer).map_or(0, Vec::len);
        let mut must = self.follow_up_parts(width);
        let mut rows = kept;
        let fits = must.iter().take_while(|part| {
            rows += part.len();
            rows <= room.follow_ups
        });
        let fits = fits.count().max(1).min(must.len());
        let mut more = must.split_off(fits);
        let older_follow_ups = more.len();
        let mut rows: usize = must.iter().map(Vec::len).sum();
        let mut answers = asked.into_iter().peekable();
        let mut is_first = true;
        while let Some(part) = answers.peek().filter(|_| has_answers) {
            let is_kept = is_first && is_answer && (keeps_answer || must.is_empty());
            if !is_kept && (older_follow_ups > 0 || rows + part.len() > room.all) {
                break;
            }
            rows += part.len();
            must.extend(answers.next());
            is_first = false;
        }
        more.extend(answers);
        let brief = more.len();
        let counted = if has_answers { brief } else { older_follow_ups };
        let mut more: Vec<Rc<PartLines>> = more.into_iter().map(Rc::new).collect();
        more.push(Rc::clone(&self.wrapped.brief));
        more.extend(older.into_iter().map(Rc::new));
        more.extend(self.answered_parts(width).into_iter().map(Rc::new));
        Said {
            must: must.into_iter().map(Rc::new).collect(),
            more,
            brief,
            counted,
            names_key: false,
        }
    }

    /// Whether the interviewer understood something of what was asked with the last Enter.
    pub(super) fn is_understood(&self) -> bool {
        let asked = self.session().stages[self.session().stage].asked.iter();
        let mut newest = asked.rev().take(self.newest_asked());
        newest.any(|asked| asked.reply.is_some())
    }

    /// Draws the section of the interviewer.
    pub(super) fn draw_said(
        &mut self,
        said: &Said,
        shared: &Shared,
        left: LeftPane,
        area: Rect,
        buf: &mut Buffer,
    ) {
        let mut title = vec![Span::styled("Interviewer", theme::STRONG)];
        if self.unanswered() > 0 {
            title.push(Span::styled(" · ", theme::SECONDARY));
            let count = format!("{} unanswered", self.unanswered());
            title.push(Span::styled(count, theme::WARNING));
        }
        // The row that says where the brief is has the same key.
        let keys = if said.names_key { "" } else { "Esc r read all" };
        draw_section(title, keys, area, left.width, buf);
        let more = said.more.iter().zip(&shared.more);
        let more = more.filter(|(_, shown)| **shown).map(|(part, _)| part);
        let blank = Line::default();
        let mut lines: Vec<&Line<'_>> = Vec::new();
        for (index, part) in said.must.iter().chain(more).enumerate() {
            let is_must = index < said.must.len();
            if index > 0 && (shared.inner_gaps || !is_must) {
                lines.push(&blank);
            }
            lines.extend(part.iter());
        }
        let area = below(area, 1);
        self.follow_up_area = Rect {
            height: (self
                .follow_up_parts(left.width.into())
                .first()
                .map_or(0, Vec::len) as u16)
                .min(area.height),
            ..area
        };
        let shown = self.scroll.lay_out(lines.len(), area.height.into());
        let is_cut = shown.end < lines.len() && !shown.is_empty();
        let mut lines = lines[shown].to_vec();
        let end = is_cut.then(|| cut_line(lines[lines.len() - 1], left.width.into()));
        if let Some(end) = &end {
            lines.pop();
            lines.push(end);
        }
        put_styled(lines, area, buf);
    }
}
