//! Draws the right pane of a wide screen: all that the interviewer said, each part in full.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::super::InterviewScreen;
use super::super::Panel;
use super::super::conversation::PartLines;
use super::section::draw_lines;
use crate::tui::theme;

/// A section: its title and its parts.
type RightSection = (&'static str, Vec<PartLines>);

impl InterviewScreen {
    /// Draws the pane; `width` is that of its text.
    pub(super) fn draw_right(&mut self, pane: Rect, width: u16, buf: &mut Buffer) {
        let width = usize::from(width);
        let mut sections: [RightSection; 4] = [
            ("Follow-up", self.follow_up_parts(width)),
            ("Asked", self.asked_parts(false, width)),
            ("Earlier follow-ups", self.answered_parts(width)),
            ("Brief", vec![self.brief_part(width)]),
        ];
        let is_new = |panel: &Panel| matches!(panel, Panel::Brief);
        let keeps_brief = self.panel.as_ref().is_some_and(is_new);
        shorten(&mut sections, pane.height.into(), keeps_brief);
        let first = sections[0].1.first().map_or(0, Vec::len) as u16;
        self.follow_up_area = Rect {
            y: pane.y + 1,
            height: first.min(pane.height.saturating_sub(1)),
            ..pane
        };
        let lines = lines(&sections, usize::from(pane.height));
        let shown = self.scroll.lay_out(lines.len(), pane.height.into());
        draw_lines(&lines[shown], pane, buf);
    }
}

/// Leaves out the brief, then older answers and older follow-ups, until the rest fits.
fn shorten(sections: &mut [RightSection; 4], height: usize, keeps_brief: bool) {
    let fits = |sections: &[RightSection; 4]| lines(sections, height).len() <= height;
    if !fits(sections) && !keeps_brief {
        sections[3].1.clear();
    }
    while !fits(sections) && sections[2].1.pop().is_some() {}
    while !fits(sections) && sections[1].1.len() > 1 {
        sections[1].1.pop();
    }
}

/// The lines of the sections, with a blank row between parts where all fit so.
fn lines(sections: &[RightSection; 4], height: usize) -> PartLines {
    let spaced = all_lines(sections, true);
    if spaced.len() <= height {
        return spaced;
    }
    all_lines(sections, false)
}

fn all_lines(sections: &[RightSection; 4], spaced: bool) -> PartLines {
    let mut lines: PartLines = Vec::new();
    for (title, parts) in sections.iter().filter(|(_, parts)| !parts.is_empty()) {
        if spaced && !lines.is_empty() {
            lines.push(Line::default());
        }
        lines.push(Line::styled(format!("  {title}"), theme::STRONG));
        for (index, part) in parts.iter().enumerate() {
            if spaced && index > 0 {
                lines.push(Line::default());
            }
            lines.extend(part.iter().cloned());
        }
    }
    lines
}
