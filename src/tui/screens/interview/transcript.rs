//! Reading all that the interviewer said, over the whole width: it opens at the newest, or where nothing is newer than the
//! brief at its beginning, scrolls and finds text.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Focus, InterviewScreen};
use crate::domain::session::conversation;
use crate::tui::keys::{Action, Availability};
use crate::tui::theme;
use crate::tui::widgets::put;
use crate::tui::widgets::scroll::Scroll;

/// The most columns of a line; longer lines are hard to read.
const WIDEST: u16 = 100;

/// The open transcript.
#[derive(Debug, Default)]
pub(super) struct Transcript {
    /// `None` before the first drawing, which goes to the end.
    scroll: Option<Scroll>,
    /// The lines of the last drawing.
    lines: Vec<String>,
    /// The line that was found last.
    found: Option<usize>,
}

impl Transcript {
    /// Which lines are in view, if not all are.
    pub fn position(&self) -> String {
        self.scroll.as_ref().map_or(String::new(), Scroll::position)
    }

    pub fn availability(&self, action: &Action) -> Availability {
        let scroll = self.scroll.as_ref();
        scroll.map_or(Ok(String::new()), |scroll| scroll.availability(action))
    }

    fn scroll(&mut self) -> &mut Scroll {
        self.scroll.get_or_insert_default()
    }

    pub fn wheel(&mut self, up: bool) {
        self.scroll().wheel(up);
    }

    /// Goes to the next line with these words, or the previous one, around the ends; returns whether there is one.
    fn find(&mut self, words: &str, forward: bool) -> bool {
        let words = words.to_lowercase();
        let count = self.lines.len();
        let start = match self.found {
            Some(found) if forward => found + 1,
            Some(found) => found + count - 1,
            None => 0,
        };
        let step = |index: usize| {
            let by = if forward { index } else { count - index };
            (start + by) % count
        };
        let has = |line: &usize| self.lines[*line].to_lowercase().contains(&words);
        self.found = (0..count).map(step).find(has);
        if let Some(found) = self.found {
            let scroll = self.scroll();
            scroll.act(&Action::First);
            scroll.by(found.saturating_sub(2).cast_signed());
        }
        self.found.is_some()
    }
}

impl InterviewScreen {
    pub(super) fn open_transcript(&mut self) {
        self.transcript = Some(Transcript::default());
        self.focus = Focus::Reading;
    }

    /// Closes the transcript, if it is open, and gives the keys to the notes.
    pub(super) fn close_transcript(&mut self) {
        self.transcript = None;
        self.focus = Focus::Notes;
    }

    /// Takes a key while the transcript is open.
    pub(super) fn transcript_key(&mut self, action: Option<&Action>) {
        match action {
            Some(Action::Back) => self.close_transcript(),
            Some(Action::Find) => self.open_find(),
            Some(Action::FindNext) => self.find(true),
            Some(Action::FindPrevious) => self.find(false),
            Some(action) => {
                if let Some(transcript) = &mut self.transcript {
                    transcript.scroll().act(action);
                }
            }
            None => {}
        }
    }

    /// Finds the typed words in the transcript; from its start while they are typed.
    pub(super) fn find_in_transcript(&mut self, words: &str, forward: bool, typing: bool) -> bool {
        let Some(transcript) = &mut self.transcript else {
            return false;
        };
        if typing {
            transcript.found = None;
        }
        transcript.find(words, forward)
    }

    /// Draws the transcript; returns where the cursor belongs.
    pub(super) fn draw_transcript(&mut self, area: Rect, buf: &mut Buffer) -> Position {
        let lines = self.transcript_lines(area.width.min(WIDEST).into());
        let has_exchanges = !conversation::exchanges(self.session()).is_empty();
        let Some(transcript) = &mut self.transcript else {
            return area.as_position();
        };
        let body = area;
        let height = usize::from(body.height);
        if transcript.scroll.is_none() {
            let scroll = transcript.scroll();
            scroll.lay_out(lines.len(), height);
            if has_exchanges {
                scroll.act(&Action::Last);
            }
        }
        let shown = transcript.scroll().lay_out(lines.len(), height);
        let first = shown.start;
        for (row, (line, style)) in (0..body.height).zip(&lines[shown]) {
            let is_found = transcript.found == Some(first + usize::from(row));
            let style = if is_found { theme::MARKED } else { *style };
            put(line, style, row, body, buf);
        }
        transcript.lines = lines.into_iter().map(|(line, _)| line).collect();
        body.as_position()
    }
}
