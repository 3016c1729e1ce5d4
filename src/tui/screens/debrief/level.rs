//! The level that the marks of a stage reach so far, below its rubric.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::DebriefScreen;
use crate::domain::judging::rubric::{Standing, standing};
use crate::tui::theme;
use crate::tui::widgets::{below, charts, fit, frame, inset, put_styled, wrap};

/// What stands before the level.
const LEVEL_SO_FAR: &str = "Level so far  ";
/// The blanks between the level and the sentence about it.
const LEVEL_GAP: &str = "  ";
/// Where only one pane fits, the part of it that the line that a mark would name takes, at least two rows.
const PROPOSAL: usize = 8;

impl DebriefScreen {
    /// What stands below a rubric that has the whole width and needs so many rows: a blank row, the level with the last
    /// sentence about it, and the line that a mark would name. The blank row gives way to a sentence that needs a row of its
    /// own; where an item would be cut, it and the blank rows at the end give way to the rubric.
    pub(super) fn below_rubric(
        &self,
        stage: usize,
        area: Rect,
        whole: usize,
    ) -> Vec<Line<'static>> {
        let width = usize::from(inset(area).width);
        let height = usize::from(area.height);
        let marked = self.evidence(stage, self.picker.item);
        let level = self.level_row(stage);
        let mut lines = if level.fits(width) {
            vec![Line::default(), level.in_one(width)]
        } else {
            level.in_two()
        };
        let proposal = self
            .picker
            .proposal(marked, width, (height / PROPOSAL).max(2));
        lines.extend(proposal);
        let lacks = |lines: &[Line<'_>]| whole + lines.len() > height;
        if lacks(&lines) && lines[0].width() == 0 {
            lines.remove(0);
        }
        while lacks(&lines) && lines.last().is_some_and(|last| last.width() == 0) {
            lines.pop();
        }
        lines
    }

    /// The level that the marks reach so far, and the last sentence about it.
    pub(super) fn level_row(&self, stage: usize) -> LevelRow {
        let Standing { level, sentences } = self.standing(stage);
        let level = [
            Span::styled(LEVEL_SO_FAR, theme::STRONG),
            charts::level_in_words(Some(level)),
        ];
        LevelRow {
            level: Line::from_iter(level),
            sentence: sentences.last().cloned().unwrap_or_default(),
        }
    }

    /// Draws the level that the marks reach so far in its own part, with what is missing.
    pub(super) fn draw_level(&self, stage: usize, area: Rect, buf: &mut Buffer) {
        let Standing { level, sentences } = self.standing(stage);
        let mut first = vec![Span::styled(LEVEL_SO_FAR, theme::STRONG)];
        frame::draw_rule(area, buf);
        frame::join_left(area, buf);
        first.extend(charts::level(Some(level)));
        let text = inset(below(area, 1));
        let width = usize::from(text.width);
        let sentences = sentences.iter().flat_map(|sentence| wrap(sentence, width));
        let mut lines = vec![Line::from(first)];
        lines.extend(sentences.map(Line::raw));
        put_styled(&lines, text, buf);
    }

    /// What the marks of a stage reach so far.
    fn standing(&self, stage: usize) -> Standing {
        let rubric = self.rubric(stage);
        let evidence = &self.session().stages[stage].evidence;
        let items = 0..rubric.len();
        let shown: Vec<bool> = items.map(|item| evidence.contains_key(&item)).collect();
        standing(&shown, rubric)
    }
}

/// The level of a stage so far with a sentence about it, which may be empty.
pub(super) struct LevelRow {
    level: Line<'static>,
    sentence: String,
}

impl LevelRow {
    /// Whether both fit into one row of so many columns.
    fn fits(&self, width: usize) -> bool {
        self.sentence.is_empty()
            || self.level.width() + LEVEL_GAP.len() + self.sentence.width() <= width
    }

    /// Both in one row, the sentence cut to it.
    pub fn in_one(mut self, width: usize) -> Line<'static> {
        let room = width.saturating_sub(self.level.width() + LEVEL_GAP.len());
        if !self.sentence.is_empty() {
            let sentence = format!("{LEVEL_GAP}{}", fit(&self.sentence, room));
            self.level
                .push_span(Span::styled(sentence, theme::SECONDARY));
        }
        self.level
    }

    /// The level, and the sentence in a row below it.
    fn in_two(self) -> Vec<Line<'static>> {
        vec![self.level, Line::styled(self.sentence, theme::SECONDARY)]
    }
}
