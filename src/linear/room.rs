//! The state of an interview in plain text. In every turn time passes, lines are handled, what happened is saved, and
//! then the text is returned that is to be printed.

use std::time::Duration;

use signal_hook::consts::SIGINT;

use super::commands::{self, InterviewLine};
use super::finished::{facts, table};
use super::input::InputMessage;
use super::notes;
use super::talk::{Interviewer, Leave, PendingChoice, Talk};
use super::{act, describe};
use crate::app::context::AppContext;
use crate::app::failure::Failure;
use crate::app::recording::{self, Ending, Recording};
use crate::app::start::StartRequest;
use crate::domain::interview::setup::ClockForm;
use crate::domain::interview::{ClockReading, Notice, Wait, announcements};
use crate::domain::session::event::Wall;
use crate::domain::session::time_words::total_words;
use crate::domain::session::timeline::{StageTime, clock};
use crate::domain::session::{RunState, Session, finished};
use crate::domain::settings::Warnings;

/// How long to wait before a failed write is retried.
pub const RETRY: Duration = Duration::from_secs(1);

/// What a turn gives to its caller.
#[derive(Debug, Default)]
pub struct Turn {
    /// The text to print, whole lines.
    pub text: String,
    /// Whether the bell rings.
    pub rings: bool,
    pub ended: Option<Ended>,
}

/// How the program ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// The signal that ended it, if one did.
    pub signal: Option<i32>,
    /// The last message, for standard error.
    pub message: Option<String>,
    /// Whether the record is on disk, in its own folder or in another.
    pub is_saved: bool,
}

impl Ended {
    /// The end of a recording. Who pressed Ctrl-C is there to read the message; another signal gets one only where
    /// something is not as usual.
    pub fn of(ending: Option<Ending>, signal: Option<i32>) -> Self {
        let is_silent = signal.is_some_and(|signal| signal != SIGINT);
        Self {
            signal,
            is_saved: ending.as_ref().is_none_or(|ending| ending.is_saved),
            message: ending
                .filter(|ending| !(is_silent && ending.is_usual))
                .map(|ending| ending.message()),
        }
    }
}

/// What is said to a word that is nearly the name of a command.
pub fn misspelled(name: &str) -> String {
    format!("Nothing was done: did you mean /{name}? // at the start of a line types a slash.")
}

/// An interview in plain text.
pub struct Room {
    context: AppContext,
    talk: Talk,
    recording: Option<Recording>,
    clock: ClockForm,
    /// How many follow-ups were said, by stage.
    said: Vec<usize>,
    is_saved: bool,
    wait: Wait,
    turn: Turn,
}

impl Room {
    /// Starts or resumes an interview.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn open(
        mut context: AppContext,
        start: &StartRequest,
        now: ClockReading,
    ) -> Result<Self, Failure> {
        let open = context.open(start, now)?;
        let topics = context.library.topics();
        let interviewer = (open.design.as_ref()).map(|design| Interviewer::new(design, topics));
        let stages = &open.interview.session().stages;
        let remarks = [
            (!context.rescued.is_empty()).then(|| context.rescued.join("; ")),
            context.settings_remark.clone(),
            context.library.framework_warning(),
            open.remark,
        ];
        let mut room = Self {
            said: stages.iter().map(|state| state.follow_ups.len()).collect(),
            context,
            recording: Some(open.recording),
            clock: open.clock,
            is_saved: true,
            wait: Wait {
                began: now.awake,
                ..Wait::default()
            },
            turn: Turn::default(),
            talk: Talk::new(open.interview, interviewer),
        };
        remarks
            .into_iter()
            .flatten()
            .for_each(|remark| room.talk.say(&format!("Note: {remark}")));
        room.greet(now);
        Ok(room)
    }

    /// The session so far.
    pub fn session(&self) -> &Session {
        self.talk.interview.session()
    }

    /// How long the loop may wait for a message; `None` for no limit.
    pub fn wait(&mut self, now: ClockReading) -> Option<Duration> {
        let recording = self.recording.as_ref();
        let is_unsaved = recording.is_some_and(|recording| !recording.is_settled());
        let retry = is_unsaved.then_some(RETRY);
        let change = self.talk.interview.until_next_change(now);
        let wait = change.into_iter().chain(retry).min();
        self.wait = Wait {
            began: now.awake,
            planned: wait.unwrap_or(Duration::MAX),
            continued: false,
        };
        wait
    }

    /// One turn: time passes, the messages are handled, and what happened is saved.
    pub fn turn(&mut self, messages: &[InputMessage], now: ClockReading) -> Turn {
        self.wait.continued = messages.contains(&InputMessage::Continued);
        self.pass(now);
        for message in messages {
            if self.turn.ended.is_some() || self.session().is_finished() {
                break;
            }
            match message {
                InputMessage::Line(line) => self.line(line, now),
                InputMessage::TooLong => self.talk.say("The line is too long and was not read."),
                InputMessage::EndOfInput => self.talk.leave = Some(Leave::Save),
                InputMessage::End(signal) => self.end(Some(*signal), now),
                InputMessage::Continued => {}
            }
            match self.talk.leave.take() {
                Some(Leave::Finish) => self.talk.interview.finish(now),
                Some(Leave::Save) => self.end(None, now),
                None => {}
            }
        }
        // Only now: the end of a stage may come before the next turn.
        self.hold_follow_ups(now);
        self.record(now);
        if self.turn.ended.is_none() && self.session().is_finished() {
            self.say_finished(&now.wall);
            self.end(None, now);
        }
        self.turn.text = std::mem::take(&mut self.talk.text);
        std::mem::take(&mut self.turn)
    }

    fn greet(&mut self, now: ClockReading) {
        let session = self.session();
        let title = session.head.design.title.clone();
        if session.run == RunState::Paused {
            let at = clock(session.at);
            let paused = describe::paused(session);
            self.talk.say(&format!("{title}, resumed at {at}."));
            return self.talk.say(&paused);
        }
        let brief = session.head.plan.brief.trim().to_owned();
        self.talk.say(&format!("{title}. The clock runs."));
        self.talk.say(&format!("Brief: {brief}"));
        self.talk.say_stage(now);
        self.talk
            .say("Write notes, one line at a time. /help or ? lists the commands.");
    }

    /// While it asks how to leave, no follow-up comes.
    fn hold_follow_ups(&mut self, now: ClockReading) {
        let is_leaving = matches!(self.talk.choice, Some(PendingChoice::Leave));
        self.talk.interview.hold_follow_ups(is_leaving, now);
    }

    fn pass(&mut self, now: ClockReading) {
        let before = self.open_time();
        let (stage, wait) = (self.session().stage, self.wait);
        self.hold_follow_ups(now);
        let notices = self.talk.interview.advance(now, wait);
        self.wait = Wait {
            began: now.awake,
            ..Wait::default()
        };
        self.say_follow_ups();
        for notice in notices {
            self.notice(notice, now);
        }
        let after = self.talk.interview.timeline(now).stages[self.session().stage];
        let is_same = stage == self.session().stage && self.talk.interview.is_running();
        let is_said = self.clock != ClockForm::Hidden;
        if is_same && is_said && announcements::is_due(before, after) {
            let timeline = self.talk.interview.timeline(now).as_shown();
            let lines = describe::time(self.session(), &timeline);
            self.talk.say(&lines[0]);
        }
    }

    /// The time of the open stage at the last event.
    fn open_time(&self) -> StageTime {
        let session = self.session();
        session.timeline_now().stages[session.stage]
    }

    fn notice(&mut self, notice: Notice, now: ClockReading) {
        let timeline = self.talk.interview.timeline(now).as_shown();
        match notice {
            // The announcements say it, and the follow-ups are said in full.
            Notice::OneMinuteLeft | Notice::FollowUp => {}
            Notice::TimeUp => {
                let session = self.session();
                let is_last = session.stage + 1 == session.stages.len();
                let next = if is_last {
                    "/quit leaves"
                } else {
                    "/next is the next stage"
                };
                let total = total_words(&timeline);
                self.ring();
                self.talk.say(&format!("Time is up ({total}): {next}."));
            }
            Notice::StrictEntered(_) => {
                self.talk.choice = None;
                self.ring();
                self.talk.say("Time is up.");
                self.talk.say_stage(now);
            }
            Notice::StrictFinished => {
                self.ring();
                self.talk.say("Time is up.");
            }
            Notice::Stopped(gap) => {
                let gap = clock(gap);
                self.talk.say(&format!(
                    "The program was stopped for {gap}. This time is not counted, but recorded."
                ));
            }
        }
    }

    fn ring(&mut self) {
        self.turn.rings = self.context.settings.warnings == Warnings::Bell;
    }

    /// Says each follow-up in full once, when it comes.
    fn say_follow_ups(&mut self) {
        let mut asks = Vec::new();
        for (state, said) in self
            .talk
            .interview
            .session()
            .stages
            .iter()
            .zip(&mut self.said)
        {
            asks.extend(state.follow_ups.iter().skip(*said));
            *said = state.follow_ups.len();
        }
        let asks: Vec<String> = asks
            .iter()
            .map(|asked| format!("The interviewer asks: {}", asked.ask))
            .collect();
        self.talk.say_all(&asks);
        if !asks.is_empty() {
            self.talk.say("/answered marks it answered.");
        }
    }

    fn line(&mut self, line: &str, now: ClockReading) {
        if let Some(choice) = self.talk.choice.take()
            && act::choose(&mut self.talk, choice, line, now)
        {
            return;
        }
        match commands::read(line) {
            InterviewLine::Command(command, behind) => act::perform(&mut self.talk, command, behind, now),
            InterviewLine::TooMuch(written) => self.talk.say(&format!(
                "Nothing was done: the command is written `{written}`. // at the start types a slash."
            )),
            InterviewLine::Misspelled(name) => self.talk.say(&misspelled(name)),
            InterviewLine::Text(text) if self.session().run == RunState::Paused => {
                act::text_in_pause(&mut self.talk, text, now);
            }
            InterviewLine::Text(text) => self.add(text, now),
            InterviewLine::Slash(text) if self.session().run == RunState::Paused => {
                act::text_in_pause(&mut self.talk, text, now);
            }
            InterviewLine::Slash(text) => {
                self.add(text, now);
                self.talk.say("That is no command and went into the notes: /help lists the commands, /undo removes the line.");
            }
        }
    }

    fn add(&mut self, text: &str, now: ClockReading) {
        let stage = self.session().stage;
        let history = &mut self.talk.histories[stage];
        match notes::add(&mut self.talk.interview, history, text, now) {
            Ok(added) => {
                if let Some(said) = added.said {
                    self.talk.say(&said);
                }
                // Prose changes no result, and long notes must not be computed for each of its lines.
                if added.may_define || self.talk.may_be_outdated {
                    self.talk.update_results(None, now);
                }
            }
            Err(why) => self.talk.say(why),
        }
    }

    /// Saves what happened, and says when something cannot be saved and when it is saved again.
    fn record(&mut self, now: ClockReading) {
        let entries = self.talk.interview.take_outbox();
        let Some(recording) = &mut self.recording else {
            return;
        };
        recording.record(
            &entries,
            self.talk.interview.session(),
            now,
            &self.context.paths,
        );
        let notice = recording.take_notice();
        let error = recording.save_error();
        let was_saved = std::mem::replace(&mut self.is_saved, error.is_none());
        if let Some(notice) = notice {
            self.talk.say(&format!("Note: {notice}"));
        }
        match error {
            Some(why) if was_saved => {
                self.talk
                    .say(&format!("NOT SAVED: {why}. Retrying every second."));
            }
            None if !was_saved => self.talk.say("Saved again: everything is on disk."),
            _ => {}
        }
    }

    fn say_finished(&mut self, now: &Wall) {
        let Some(recording) = &self.recording else {
            return;
        };
        let paths = &self.context.paths;
        let place = recording::place(self.session(), recording.folder(), paths, now);
        let said = finished::of(self.session(), &place);
        self.talk.say(&format!("{}.", said.title));
        // A table of plain text has the columns of a common terminal.
        let parts = [table(&said, 80), facts(&said), said.commands];
        self.talk.say_all(&parts.join(&String::new()));
        let command = format!("{} --linear", place.debrief());
        self.talk
            .say(&format!("{command:<23}  the debrief as plain text"));
    }

    /// Saves and closes the session; the program then ends.
    fn end(&mut self, signal: Option<i32>, now: ClockReading) {
        let was_open = !self.session().is_finished();
        self.talk.interview.leave(now);
        self.record(now);
        let Some(recording) = self.recording.take() else {
            return;
        };
        let (session, paths) = (self.talk.interview.session(), &self.context.paths);
        let ending = recording.end(session, was_open, now, paths, false);
        self.turn.ended = Some(Ended::of(ending, signal));
    }
}
