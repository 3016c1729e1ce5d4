//! The record of a stage for the coach: time spent against the plan, then the events of the stage. It contains nothing of
//! the self-scores.

use std::time::Duration;

use ratatui::text::{Line, Span};

use super::ReviewScreen;
use crate::domain::content::design::Design;
use crate::domain::judging::facts::{DebriefExchange, ExchangeKind, SessionFacts};
use crate::domain::judging::report::Report;
use crate::domain::judging::viewer::Viewer;
use crate::domain::sanitize;
use crate::domain::session::Session;
use crate::domain::session::activity::LinesByTime;
use crate::domain::session::event::Event;
use crate::domain::session::log::Log;
use crate::domain::session::time_table::TimeTable;
use crate::domain::session::timeline::{clock, stretches};
use crate::tui::theme;
use crate::tui::widgets::hanging::{below_lead, hang, section};
use crate::tui::widgets::notes_view::{Remark, Remarks};
use crate::tui::widgets::pace;

/// Columns of a time and the blanks behind it.
const TIME: usize = 7;

/// What the page says, as it was when the stage was opened.
#[derive(Debug, Default)]
pub(super) struct RecordPage {
    times: TimeTable,
    /// The title of the stage.
    stage: String,
    events: Vec<RecordedEvent>,
    /// Times that were not counted.
    gaps: Vec<String>,
}

/// Something that happened at a time.
#[derive(Debug)]
struct RecordedEvent {
    at: Duration,
    /// When it ended, which for a silence is later.
    end: Duration,
    /// What it was, in one or two words.
    word: String,
    text: String,
    /// What followed it.
    more: Vec<String>,
}

impl RecordedEvent {
    fn new(at: Duration, word: &str, text: &str) -> Self {
        Self {
            at,
            end: at,
            word: word.to_owned(),
            text: sanitize::line(text),
            more: Vec::new(),
        }
    }
}

impl RecordPage {
    /// The record of the stage that is open.
    pub fn of(screen: &ReviewScreen) -> Self {
        let session = &screen.session;
        let gaps = session.shown_gaps().into_iter();
        Self {
            times: TimeTable::of(session, &screen.pace),
            stage: sanitize::line(&session.head.plan.stages[screen.stage].title),
            events: events(screen),
            gaps: gaps.map(|gap| sanitize::line(&gap.to_string())).collect(),
        }
    }

    /// The lines of the page at a width.
    pub fn lines(&self, width: usize) -> Vec<Line<'static>> {
        let mut lines = Vec::new();
        section(&mut lines, "Time", "");
        lines.extend(pace::lines(&self.times.rows, true, width));
        section(&mut lines, &self.stage, "");
        if self.events.is_empty() {
            lines.push(Line::styled("This stage has no events.", theme::SECONDARY));
        }
        for event in &self.events {
            let at = format!("{:>1$}  ", clock(event.at), TIME - 2);
            let word = format!("{} ", event.word);
            // The text hangs under the word, which is the first of its line.
            let mut own = Vec::new();
            let text = format!("{word}{}", event.text);
            let time = vec![Span::styled(at, theme::SECONDARY)];
            hang(&mut own, time, text.trim_end(), theme::PLAIN, width);
            if let Some(first) = own.first_mut() {
                color_word(first, &event.word);
            }
            lines.extend(own);
            for more in &event.more {
                below_lead(&mut lines, TIME, more, theme::SECONDARY, width);
            }
        }
        if !self.gaps.is_empty() {
            section(&mut lines, "Time not counted (pauses, sleep)", "");
            for gap in &self.gaps {
                hang(&mut lines, Vec::new(), gap, theme::PLAIN, width);
            }
        }
        lines
    }
}

/// Gives the word with which a text begins the accent.
fn color_word(line: &mut Line<'static>, word: &str) {
    let Some(text) = line.spans.pop() else {
        return;
    };
    match text.content.strip_prefix(word) {
        Some(rest) => line.spans.extend([
            Span::styled(word.to_owned(), theme::ACCENT),
            Span::raw(rest.to_owned()),
        ]),
        None => line.spans.push(text),
    }
}

/// What is shown between the lines of the notes: questions, hints, follow-ups and silences, each before the first line
/// that was written after it, and where the interview went on to another stage.
pub(super) fn remarks(session: &Session, design: Option<&Design>, log: &Log) -> Remarks {
    let report = Report::new(session, design, log, &[], Viewer::Candidate);
    let facts = SessionFacts::of(&report);
    let mut remarks = Remarks::new();
    for (stage, state) in session.stages.iter().enumerate() {
        let lines = LinesByTime::of(&state.notes);
        for event in said(&facts, stage) {
            let here = remarks
                .entry((stage, lines.first_from(event.end)))
                .or_default();
            here.push(Remark::event(Some(event.at), &event.word, &event.text));
            let more = event.more.iter();
            here.extend(more.map(|more| Remark::event(None, "", more)));
        }
        let end = lines.first_from(Duration::MAX);
        let left = left(session, log, stage);
        let left = left.map(|(at, word, to)| Remark::event(Some(at), word, &to));
        remarks.entry((stage, end)).or_default().extend(left);
    }
    remarks
}

/// When the interview went from a stage to another one, with a word for that, and its title.
fn left<'a>(
    session: &'a Session,
    log: &'a Log,
    stage: usize,
) -> impl Iterator<Item = (Duration, &'static str, String)> + 'a {
    let entered = log.entries()[..log.interview_len()].iter();
    let entered = entered.filter_map(|entry| match entry.event {
        Event::Entered { stage, .. } => Some((entry.at, stage)),
        _ => None,
    });
    let entered = std::iter::once((Duration::ZERO, 0)).chain(entered);
    let stretches = stretches(entered, session.timeline_now().elapsed());
    (1..stretches.len()).filter_map(move |index| {
        let (from, next) = (stretches[index - 1].stage, &stretches[index]);
        let to = session
            .head
            .plan
            .stages
            .get(next.stage)
            .filter(|_| from == stage && next.stage != from)?;
        let word = if next.stage > stage {
            "next stage"
        } else {
            "back to"
        };
        Some((next.start, word, sanitize::line(&to.title)))
    })
}

/// The exchanges and the silences of a stage in order of time.
fn said(facts: &SessionFacts<'_>, stage: usize) -> Vec<RecordedEvent> {
    let exchanges = facts.exchanges(stage);
    let exchanges = exchanges.iter().map(described);
    let silences = facts.silences(stage).map(|(_, silence)| {
        let length = format!("{} without an edit", clock(silence.length()));
        RecordedEvent {
            end: silence.to,
            ..RecordedEvent::new(silence.from, "silence", &length)
        }
    });
    let mut all: Vec<RecordedEvent> = exchanges.chain(silences).collect();
    all.sort_by_key(|event| event.at);
    all
}

/// The events of the stage in order of time.
fn events(screen: &ReviewScreen) -> Vec<RecordedEvent> {
    let (session, log) = (&screen.session, &screen.log);
    let report = Report::new(session, screen.design(), log, &[], Viewer::Candidate);
    let said = said(&SessionFacts::of(&report), screen.stage);
    let events = log.entries()[..log.interview_len()].iter();
    let events = events.filter_map(|entry| describe(screen, entry.at, &entry.event));
    let mut all: Vec<RecordedEvent> = events.chain(said).collect();
    all.sort_by_key(|event| event.at);
    all
}

fn described(exchange: &DebriefExchange<'_>) -> RecordedEvent {
    let mut event = RecordedEvent::new(exchange.at, exchange.kind.word(), exchange.text);
    let more = match (exchange.reply, exchange.reaction) {
        (Some((question, answer)), _) => vec![
            format!("matched question: {question}"),
            format!("answer: {answer}"),
        ],
        (None, Some(reaction)) => vec![reaction.to_string()],
        (None, None) if exchange.kind == ExchangeKind::Asked => {
            vec!["no question matched".to_owned()]
        }
        (None, None) => Vec::new(),
    };
    event.more = more.iter().map(|text| sanitize::line(text)).collect();
    event
}

/// Another event of the stage; `None` for edits and for events of other stages.
fn describe(screen: &ReviewScreen, at: Duration, event: &Event) -> Option<RecordedEvent> {
    let here = screen.stage;
    Some(match event {
        Event::Entered { stage, .. } if *stage == here => {
            RecordedEvent::new(at, "stage", "entered")
        }
        Event::Covered { stage, prompt } if *stage == here => {
            let plan = screen.session.head.plan.stages.get(here)?;
            RecordedEvent::new(at, "covered", &plan.prompts.get(*prompt)?.ask)
        }
        Event::EditorOpened { stage } if *stage == here => {
            RecordedEvent::new(at, "editor", "the notes were opened in an editor")
        }
        _ => return None,
    })
}
