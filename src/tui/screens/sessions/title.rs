//! The title row of a table of sessions: what is listed, and at the right one fact as far as it has room.

use ratatui::buffer::Buffer;
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

use super::SessionsScreen;
use crate::domain::overview::Role;
use crate::domain::progress::{Progress, sessions_text};
use crate::tui::theme;
use crate::tui::widgets::frame::ScreenFrame;

/// The columns between what is listed and the fact.
const GAP: usize = 2;

impl SessionsScreen {
    /// Draws the title row. What is listed comes first: where not all has room, the streak goes, then the time practiced,
    /// then the fact at the right.
    pub(super) fn draw_title(&self, parts: &ScreenFrame, buf: &mut Buffer) {
        let listed = self.listed();
        let practiced = self.progress.as_ref();
        let practiced = practiced.filter(|progress| progress.sessions > 0);
        let practiced = practiced.map_or_else(Vec::new, |progress| {
            let practiced = format!("{listed}, {} practiced", progress.time_text());
            let streak = progress.streak_text();
            let with_streak = streak.map(|streak| format!("{practiced}, {streak}"));
            with_streak.into_iter().chain([practiced]).collect()
        });
        let mut lefts = practiced;
        lefts.push(listed);
        let (facts, style) = self.facts();
        let room = usize::from(parts.title_text().width);
        let all = facts
            .iter()
            .flat_map(|fact| lefts.iter().map(move |left| (left, fact)));
        let mut fitting =
            all.filter(|(left, fact)| fact.is_empty() || left.width() + GAP + fact.width() <= room);
        let nothing = (String::new(), String::new());
        let (left, fact) = fitting.next().unwrap_or((&nothing.0, &nothing.1));
        parts.draw_title((left, theme::STRONG), (fact, style), buf);
    }

    /// The name of the screen, and how many sessions it lists.
    fn listed(&self) -> String {
        let all = self.rows.len();
        let s = if all == 1 { "" } else { "s" };
        let unread = self.rows.iter().filter(|row| row.is_unread).count();
        let shown = match self.role {
            _ if self.list.filter().is_some() => {
                format!("{} of {all} sessions", self.list.count().0)
            }
            Role::Coach if self.is_calibration() => format!("{} of {all} scored", self.scored()),
            Role::Coach => format!("{all} session{s}, {unread} unread"),
            Role::Candidate => {
                let drills = self.progress.as_ref().map_or(0, |progress| progress.drills);
                sessions_text(all.saturating_sub(drills), drills)
            }
        };
        let unreadable = match self.unreadable {
            0 => String::new(),
            some => format!(", {some} cannot be read: forty list tells why"),
        };
        let title = match self.role {
            Role::Coach if self.is_calibration() => "Calibration",
            Role::Coach => "Coach: sessions",
            Role::Candidate => "History",
        };
        format!("{title}   {shown}{unreadable}")
    }

    /// The fact at the right, then shorter ones for less room, and its style.
    fn facts(&self) -> (Vec<String>, Style) {
        let weakest = self.progress.as_ref().and_then(Progress::weakest_text);
        let (facts, style) = match weakest {
            Some(weakest) => (vec![weakest], theme::WARNING),
            None if self.is_calibration() => {
                let first = if self.is_round_complete() {
                    "the round is complete: "
                } else {
                    "score all, then "
                };
                let rest = ["a shows how your marks agree", "a shows the result"];
                let facts = rest.map(|rest| format!("{first}{rest}"));
                (facts.to_vec(), theme::SECONDARY)
            }
            // One's own folder is no news.
            None if self.role == Role::Candidate => (Vec::new(), theme::SECONDARY),
            None => {
                let coach = self.folder.split(" · ").next().unwrap_or_default();
                let facts = vec![self.folder.clone(), coach.to_owned()];
                (facts, theme::SECONDARY)
            }
        };
        let facts = facts.into_iter().chain([String::new()]);
        (facts.collect(), style)
    }
}
