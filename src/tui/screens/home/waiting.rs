//! What waits above the list of designs: the unfinished session, and the debrief to score or to read. Each is a section, or a
//! line where rows are few.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::HomeScreen;
use crate::domain::overview::waiting::News;
use crate::domain::units::counted;
use crate::tui::theme;
use crate::tui::widgets::blocks::marker;
use crate::tui::widgets::{fit, mark_selected, put, row_of};

/// What stands before an offered key.
const OFFER_GAP: &str = "   ";

impl HomeScreen {
    /// The unfinished session and the waiting debrief, each as a section with a blank row below it.
    pub(super) fn sections(&self, width: usize) -> Vec<Line<'static>> {
        let mut lines = self.offer();
        lines.extend((!lines.is_empty()).then(Line::default));
        if let Some(waiting) = self.waiting(width) {
            lines.extend(waiting);
            lines.push(Line::default());
        }
        lines
    }

    /// The same on a line each, with a blank row below both.
    pub(super) fn short_sections(&self, width: usize) -> Vec<Line<'static>> {
        let lines = self.short_offer(width).into_iter();
        let mut lines: Vec<Line<'static>> = lines.chain(self.short_waiting(width)).collect();
        lines.extend((!lines.is_empty()).then(Line::default));
        lines
    }

    /// Marks the unfinished session if it is selected.
    pub(super) fn draw_offer_marker(&self, row: Rect, buf: &mut Buffer) {
        put(marker(self.on_offer), theme::PLAIN, 0, row, buf);
        if self.on_offer {
            mark_selected(row_of(row, 0), true, buf);
        }
    }

    /// The unfinished session as a section above the list.
    fn offer(&self) -> Vec<Line<'static>> {
        let Some(session) = &self.data.unfinished else {
            return Vec::new();
        };
        let heading = match self.data.more_unfinished {
            0 => "Unfinished".to_owned(),
            more => format!("Unfinished: the latest of {}", counted(more + 1, "session")),
        };
        let widest = self.data.designs.iter().map(|card| card.title.width());
        let widest = widest.max().unwrap_or(0).max(session.title.width());
        let blanks = " ".repeat(widest - session.title.width() + 2);
        let title = format!("{}{blanks}", session.title);
        let at = [&*session.at, &*session.stage]
            .into_iter()
            .filter(|text| !text.is_empty());
        let at = at.collect::<Vec<_>>().join(" · ");
        let resume = "r resume";
        let blanks = title.width().saturating_sub(resume.width());
        vec![
            Line::styled(heading, theme::STRONG),
            Line::from(vec![Span::raw(title), Span::styled(at, theme::WARNING)]),
            Line::from(vec![
                Span::styled("r", theme::ACCENT_STRONG),
                Span::raw(format!(" resume{}", " ".repeat(blanks))),
                Span::styled(session.since.clone(), theme::SECONDARY),
            ]),
        ]
    }

    /// The session whose debrief waits, as a section above the list.
    fn waiting(&self, width: usize) -> Option<[Line<'static>; 3]> {
        let waiting = self.data.waiting.as_ref()?;
        let words = waiting.news.describe();
        let name = width.saturating_sub(words.width() + 2).max(8);
        let title = match waiting.news {
            News::Unscored { .. } => "To score",
            News::Reviewed { .. } => "Reviewed",
        };
        Some([
            Line::styled(title, theme::STRONG),
            Line::from(vec![
                Span::raw(format!("{}  ", fit(&waiting.title, name))),
                Span::styled(fit(&words, width.saturating_sub(10)), theme::WARNING),
            ]),
            Line::from(vec![
                Span::styled("s", theme::ACCENT_STRONG),
                Span::raw(" debrief"),
            ]),
        ])
    }

    /// The same on one line of this width.
    fn short_waiting(&self, width: usize) -> Option<Line<'static>> {
        let waiting = self.data.waiting.as_ref()?;
        let states = [
            waiting.news.describe(),
            waiting.news.describe_briefly().to_owned(),
        ];
        Some(offered(&waiting.title, &states, ("s", "debrief"), width))
    }

    /// The unfinished session on one line of this width.
    fn short_offer(&self, width: usize) -> Option<Line<'static>> {
        let session = self.data.unfinished.as_ref()?;
        let at = &session.at;
        let whole = format!("unfinished: {at}, {}", session.stage);
        let states = [
            whole.trim_end_matches([',', ' ']).to_owned(),
            format!("unfinished: {at}"),
            "unfinished".to_owned(),
        ];
        Some(offered(&session.title, &states, ("r", "resume"), width))
    }
}

/// A line of this width that offers a key: a title with the first of these states that fits before it, else with the last
/// one behind as much of the title as fits.
fn offered(
    title: &str,
    states: &[String],
    (key, word): (&'static str, &str),
    width: usize,
) -> Line<'static> {
    let room = width.saturating_sub(OFFER_GAP.len() + key.len() + 1 + word.len());
    let whole = states.iter().map(|state| format!("{title}   {state}"));
    let whole = whole.into_iter().find(|text| text.width() <= room);
    let text = whole.unwrap_or_else(|| {
        let state = states.last().map_or("", String::as_str);
        let title = fit(title, room.saturating_sub(state.width() + 2));
        format!("{title}  {state}")
    });
    Line::from(vec![
        Span::styled(text, theme::WARNING),
        Span::raw(OFFER_GAP),
        Span::styled(key, theme::ACCENT_STRONG),
        Span::raw(format!(" {word}")),
    ])
}
