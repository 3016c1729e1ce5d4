//! The interviewer's part of the screen: asking, answers, follow-ups, and the transcript. It does not know rubric and
//! reference answers.

use std::time::Duration;

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
use crate::tui::widgets::blocks::{Blocks, marker};
use crate::tui::widgets::scroll::Scroll;
use crate::tui::widgets::text_input::TextInput;
use crate::tui::widgets::{below, put, put_lines, wrap};

/// Rows of the question being typed; a longer one scrolls in them.
const TYPED_ROWS: u16 = 2;
/// The answer where no question of the design matches.
const STATE_AN_ASSUMPTION: &str = "I have no answer to that. State an assumption and continue.";

/// The questions that the interviewer can answer, and the question being typed.
#[derive(Debug)]
pub struct Interviewer {
    questions: Questions,
    clarify: Vec<Clarify>,
    typed: TextInput,
    /// Indices of the questions that match the typed text, best first, and which of them is selected.
    matches: Vec<usize>,
    selected: usize,
}

impl Interviewer {
    pub fn new(design: &Design) -> Self {
        Self {
            questions: Questions::of(design),
            clarify: design.clarify.clone(),
            typed: TextInput::default(),
            matches: Vec::new(),
            selected: 0,
        }
    }

    /// Matches again after the typed text has changed.
    fn update_matches(&mut self) {
        self.selected = 0;
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

    /// Takes a key while asking. The typed text is kept when asking ends.
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
            Some(Action::Up) => interviewer.selected = interviewer.selected.saturating_sub(1),
            Some(Action::Down) => interviewer.selected = (interviewer.selected + 1).min(last),
            Some(Action::Back) => self.focus = Focus::Notes,
            Some(Action::Accept) => return self.take_answer(now),
            _ => {
                if interviewer.typed.on(action, key).is_change() {
                    interviewer.update_matches();
                }
            }
        }
        Vec::new()
    }

    pub(super) fn asking_paste(&mut self, text: &str) {
        if let Some(interviewer) = &mut self.interviewer {
            interviewer.typed.paste(text);
            interviewer.update_matches();
        }
    }

    /// Asks the selected question: shows the answer on the left and writes it into the notes.
    fn take_answer(&mut self, now: ClockReading) -> Vec<Effect> {
        self.focus = Focus::Notes;
        let Some(interviewer) = &mut self.interviewer else {
            return Vec::new();
        };
        let typed = interviewer.typed.text().trim().to_owned();
        if typed.is_empty() {
            return Vec::new();
        }
        let matched = interviewer.matches.get(interviewer.selected);
        let matched = matched.map(|index| &interviewer.clarify[*index]);
        let reply = matched.map(|item| (item.ask.clone(), item.answer.clone()));
        interviewer.typed.set("");
        interviewer.update_matches();
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
        if self.apply(stage, outcome, now) {
            return Vec::new();
        }
        say("the notes of this stage are full: the answer is on record all the same")
    }

    /// The time, the question and the answer of everything the interviewer said, in order of time. A follow-up has no
    /// answer.
    fn exchanges(&self) -> Vec<(Duration, &str, Option<&str>)> {
        let mut exchanges = Vec::new();
        for state in &self.session().stages {
            exchanges.extend(state.asked.iter().map(|asked| match &asked.reply {
                Some((question, answer)) => (asked.at, question.as_str(), Some(answer.as_str())),
                None => (asked.at, asked.typed.as_str(), Some(STATE_AN_ASSUMPTION)),
            }));
            let follow_ups = state.follow_ups.iter();
            exchanges.extend(follow_ups.map(|(_, ask, at)| (*at, ask.as_str(), None)));
        }
        exchanges.sort_by_key(|(at, ..)| *at);
        exchanges
    }

    /// The brief, then everything the interviewer said.
    pub(super) fn transcript(&self) -> String {
        let mut parts = vec![self.session().head.plan.brief.clone()];
        for (at, question, answer) in self.exchanges() {
            let at = clock(at);
            parts.push(match answer {
                Some(answer) => format!("{at} Q: {question}\n{answer}"),
                None => format!("{at} {question}"),
            });
        }
        parts.join("\n\n")
    }

    /// One line for the brief and for each question, the latest last.
    pub(super) fn headlines(&self) -> Vec<String> {
        let questions = self.exchanges().into_iter();
        let questions = questions
            .map(|(at, question, _)| format!("{} {}", clock(at), sanitize::line(question)));
        std::iter::once("brief: Esc r".to_owned())
            .chain(questions)
            .collect()
    }

    /// Draws the typed question and its matches over the left pane; returns where the caret is.
    pub(super) fn draw_asking(&mut self, area: Rect, buf: &mut Buffer) -> Position {
        let Some(interviewer) = &mut self.interviewer else {
            return area.as_position();
        };
        put("Ask the interviewer", theme::STRONG, 0, area, buf);
        let width = usize::from(area.width);
        let list = below(area, TYPED_ROWS + 2);
        if interviewer.matches.is_empty() {
            let hint = match interviewer.typed.text().trim().chars().count() {
                0..3 => "Type a question in your own words.",
                _ => "No question matches. Enter asks it: then state an assumption and continue.",
            };
            put_lines(wrap(hint, width), theme::QUIET, list, buf);
        }
        let mut blocks = Blocks::default();
        for (row, index) in interviewer.matches.iter().enumerate() {
            let lead = format!("{} ", marker(row == interviewer.selected));
            let ask = sanitize::line(&interviewer.clarify[*index].ask);
            blocks.add(row, &lead, &ask, width, true);
        }
        blocks.draw(Some(interviewer.selected), list, buf);
        let input = Rect {
            height: TYPED_ROWS.min(area.height.saturating_sub(1)),
            ..below(area, 1)
        };
        interviewer.typed.draw(input, theme::PLAIN, buf)
    }
}
