//! The interviewer's side of the screen: asking, answers, follow-ups, and what was said to read again. Rubric and
//! reference are not known here.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Focus, InterviewScreen, Panel};
use crate::domain::content::design::{Clarify, Design};
use crate::domain::interview::ClockReading;
use crate::domain::interview::questions::Questions;
use crate::domain::sanitize;
use crate::domain::session::timeline::clock;
use crate::tui::effect::{Effect, say};
use crate::tui::input::Key;
use crate::tui::keys::Action;
use crate::tui::theme;
use crate::tui::widgets::blocks::marker;
use crate::tui::widgets::scroll::Scroll;
use crate::tui::widgets::text_input::TextInput;
use crate::tui::widgets::{below, put, wrap};

/// Rows for what is typed; a longer question scrolls in them.
const TYPED_ROWS: u16 = 2;
/// What the interviewer says where nothing fits.
const STATE_AN_ASSUMPTION: &str = "I have no answer to that. State an assumption and continue.";

/// What the interviewer knows to answer, and what is being typed to ask.
#[derive(Debug)]
pub struct Interviewer {
    questions: Questions,
    clarify: Vec<Clarify>,
    typed: TextInput,
    /// Questions that fit what is typed, best first, and the selected one among them.
    matches: Vec<usize>,
    chosen: usize,
}

impl Interviewer {
    pub fn new(design: &Design) -> Self {
        Self {
            questions: Questions::of(design),
            clarify: design.clarify.clone(),
            typed: TextInput::default(),
            matches: Vec::new(),
            chosen: 0,
        }
    }

    fn retyped(&mut self) {
        self.chosen = 0;
        self.matches = if self.typed.text().trim().chars().count() < 3 {
            Vec::new()
        } else {
            self.questions.best(&self.typed.text())
        };
    }
}

impl InterviewScreen {
    pub(super) fn open_ask(&mut self) -> Vec<Effect> {
        if self.interviewer.is_none() {
            return say("the design of this session cannot be read: there is nobody to ask");
        }
        self.focus = Focus::Asking;
        Vec::new()
    }

    /// A key while asking. What was typed stays for the next time.
    pub(super) fn asking_key(
        &mut self,
        action: Option<&Action>,
        key: Key,
        now: ClockReading,
    ) -> Vec<Effect> {
        let Some(interviewer) = &mut self.interviewer else {
            self.focus = Focus::Notes;
            return Vec::new();
        };
        let last = interviewer.matches.len().saturating_sub(1);
        match action {
            Some(Action::Up) => interviewer.chosen = interviewer.chosen.saturating_sub(1),
            Some(Action::Down) => interviewer.chosen = (interviewer.chosen + 1).min(last),
            Some(Action::Back) => self.focus = Focus::Notes,
            Some(Action::Accept) => return self.take_answer(now),
            _ => {
                if interviewer.typed.on(action, key).is_change() {
                    interviewer.retyped();
                }
            }
        }
        Vec::new()
    }

    pub(super) fn asking_paste(&mut self, text: &str) {
        if let Some(interviewer) = &mut self.interviewer {
            interviewer.typed.paste(text);
            interviewer.retyped();
        }
    }

    /// The chosen question is asked: answered on the left, and written into the notes.
    fn take_answer(&mut self, now: ClockReading) -> Vec<Effect> {
        self.focus = Focus::Notes;
        let Some(interviewer) = &mut self.interviewer else {
            return Vec::new();
        };
        let typed = interviewer.typed.text().trim().to_owned();
        if typed.is_empty() {
            return Vec::new();
        }
        let taken = interviewer
            .matches
            .get(interviewer.chosen)
            .map(|place| &interviewer.clarify[*place]);
        let reply = taken.map(|item| (item.ask.clone(), item.answer.clone()));
        interviewer.typed.set("");
        interviewer.retyped();
        let (question, answer) = match &reply {
            Some((question, answer)) => (question.clone(), answer.clone()),
            None => (typed.clone(), STATE_AN_ASSUMPTION.to_owned()),
        };
        self.interview.ask(typed, reply, now);
        self.scroll = Scroll::default();
        self.panel = Some(Panel::Answer {
            question: question.clone(),
            answer: answer.clone(),
        });
        let stage = self.session().stage;
        let answer = answer.split_whitespace().collect::<Vec<_>>().join(" ");
        let outcome = self.notes[stage].write_below(&format!("Q: {question}\nA: {answer}"));
        if self.hand_over(stage, outcome, now) {
            return Vec::new();
        }
        say("the notes of this stage are full: the answer is on record all the same")
    }

    /// Everything the interviewer said so far: the brief, then answers and follow-ups by their moment.
    pub(super) fn said(&self) -> String {
        let session = self.session();
        let mut said = Vec::new();
        for page in &session.stages {
            for asked in &page.asked {
                let (question, answer) = match &asked.reply {
                    Some((question, answer)) => (question.as_str(), answer.as_str()),
                    None => (asked.typed.as_str(), STATE_AN_ASSUMPTION),
                };
                said.push((
                    asked.at,
                    format!("{} Q: {question}\n{answer}", clock(asked.at)),
                ));
            }
            for (_, ask, at) in &page.follow_ups {
                said.push((*at, format!("{} {ask}", clock(*at))));
            }
        }
        said.sort_by_key(|(at, _)| *at);
        let brief = session.head.plan.brief.clone();
        let parts = std::iter::once(brief).chain(said.into_iter().map(|(_, words)| words));
        parts.collect::<Vec<_>>().join("\n\n")
    }

    /// One line each of what the interviewer said, the latest last.
    pub(super) fn entries(&self) -> Vec<String> {
        let mut entries = Vec::new();
        for page in &self.session().stages {
            let asked = page.asked.iter().map(|asked| {
                let question = asked
                    .reply
                    .as_ref()
                    .map_or(&asked.typed, |(question, _)| question);
                (asked.at, question.clone())
            });
            let came = page
                .follow_ups
                .iter()
                .map(|(_, ask, at)| (*at, ask.clone()));
            entries.extend(asked.chain(came));
        }
        entries.sort_by_key(|(at, _)| *at);
        let lines = entries
            .into_iter()
            .map(|(at, words)| format!("{} {}", clock(at), sanitize::line(&words)));
        std::iter::once("brief: Esc r".to_owned())
            .chain(lines)
            .collect()
    }

    /// The line that is typed and the questions that fit it, over the left pane; where the caret stands.
    pub(super) fn draw_asking(&mut self, area: Rect, buf: &mut Buffer) -> Position {
        let Some(interviewer) = &mut self.interviewer else {
            return area.as_position();
        };
        let width = usize::from(area.width);
        let mut lines = vec![
            (theme::STRONG, "Ask the interviewer".to_owned()),
            (theme::PLAIN, String::new()),
        ];
        lines.extend(vec![(theme::PLAIN, String::new()); usize::from(TYPED_ROWS)]);
        if interviewer.matches.is_empty() {
            let words = match interviewer.typed.text().trim().chars().count() {
                0..3 => "Type a question in your own words.",
                _ => "No question matches. Enter asks it: then state an assumption and continue.",
            };
            lines.extend(
                wrap(words, width)
                    .into_iter()
                    .map(|line| (theme::QUIET, line)),
            );
        }
        for (row, index) in interviewer.matches.iter().enumerate() {
            let is_selected = row == interviewer.chosen;
            let style = theme::entry(is_selected);
            let ask = sanitize::line(&interviewer.clarify[*index].ask);
            for (line, words) in wrap(&ask, width.saturating_sub(2)).into_iter().enumerate() {
                let lead = marker(is_selected && line == 0);
                lines.push((style, format!("{lead} {words}")));
            }
        }
        for (row, (style, line)) in (0..area.height).zip(&lines) {
            put(line, *style, row, area, buf);
        }
        let input = Rect {
            height: TYPED_ROWS.min(area.height.saturating_sub(1)),
            ..below(area, 1)
        };
        interviewer.typed.draw(input, theme::PLAIN, buf)
    }
}
