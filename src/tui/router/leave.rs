//! Leaving a screen or the program: by key, by signal, or with an unsaved session.

use super::rescue::{Rescue, RescueAnswer};
use super::screen::Screen;
use super::{App, Exit, Order};
use crate::app::recording::{Ending, Recording, written_text};
use crate::app::review::ReviewWriter;
use crate::domain::interview::ClockReading;
use crate::tui::effect::StatusMessage;
use crate::tui::input::{Input, Key};
use crate::tui::keys::{self, Action, Context};
use crate::tui::screens::home::HomeScreen;

/// Whether a key is none of those that the dialog takes.
fn is_no_answer(rescue: &Rescue, key: Key) -> bool {
    let context = rescue.context();
    context.is_question() && keys::action(context, key).is_none()
}

impl App {
    /// Leaves the open screen for the one that opened it or for home, or ends the program. If the session cannot be saved,
    /// a dialog opens instead.
    pub(super) fn leave(&mut self, quit: bool, now: ClockReading) {
        self.record(now);
        if let Screen::Review(_, _, replay @ Some(_)) = &mut self.screen
            && !quit
        {
            *replay = None;
            return;
        }
        if let Screen::Review(_, writer, _) = &self.screen
            && let Some(reason) = writer.save_error()
        {
            let folder = ReviewWriter::rescue_folder(&self.context.paths);
            let reason = reason.to_owned();
            self.rescue = Some(Rescue::new(reason, folder, quit));
            return;
        }
        let saved = self.recording.as_mut().map_or(Ok(()), Recording::retry);
        match saved {
            Ok(()) => self.close(quit, false, now),
            Err(reason) => self.open_rescue(reason, quit),
        }
    }

    fn open_rescue(&mut self, reason: String, quit: bool) {
        let paths = &self.context.paths;
        let folder = match (&self.recording, self.screen.session()) {
            (Some(_), Some(session)) => Recording::rescue_folder(session, paths),
            _ => paths.rescued(),
        };
        self.rescue = Some(Rescue::new(reason, folder, quit));
    }

    /// Opens the dialog about the unsaved session; a saved one needs none.
    pub(super) fn offer_rescue(&mut self) {
        let reason = self.recording.as_ref().and_then(Recording::save_error);
        match reason {
            Some(reason) => self.open_rescue(reason, false),
            None => self.message = Some("everything is saved: there is nothing to write".into()),
        }
    }

    /// Closes the session. `may_lose` is the user's choice to leave without saving.
    fn close(&mut self, quit: bool, may_lose: bool, now: ClockReading) {
        let unfinished = self
            .screen
            .session()
            .filter(|session| !session.is_finished());
        let unfinished = unfinished.map(|session| session.head.id.clone());
        let closed = self.save_and_close(may_lose, now);
        let said = self.message.take().map(|message| message.text);
        let last_message = closed.as_ref().map(Ending::message).or(said);
        if quit || (self.beneath.is_empty() && !self.from_home) {
            let lines: Vec<String> = last_message
                .into_iter()
                .chain(self.farewell.take())
                .collect();
            let last_message = (!lines.is_empty()).then(|| lines.join("\n"));
            self.orders.push(Order::Exit(Exit::Done(last_message)));
            return;
        }
        let home = || Screen::Home(Box::new(HomeScreen::new(self.context.home_data(&now.wall))));
        self.screen = self.beneath.pop().unwrap_or_else(home);
        self.message = last_message.map(StatusMessage::from);
        self.read_again(now);
        if let (Screen::Home(home), Some(id), Some(closed)) = (&self.screen, unfinished, closed)
            && closed.is_usual
            && home.offers(&id)
        {
            // Its key is shorter than the command that works everywhere.
            let keys = self
                .keys
                .footer(Context::Home, |action| *action == Action::Resume);
            let resumes = keys.first().map(|key| format!("{} resumes it", key.label));
            let next = resumes.unwrap_or(closed.next);
            self.message = Some(format!("{}{next}", closed.said).into());
        }
    }

    /// Saves and closes the open session before another is opened; returns false, with a dialog, where it cannot be saved.
    pub(super) fn close_before_another(&mut self, now: ClockReading) -> bool {
        self.record(now);
        let saved = self.recording.as_mut().map_or(Ok(()), Recording::retry);
        match saved {
            Ok(()) => {
                self.save_and_close(false, now);
                true
            }
            Err(reason) => {
                self.open_rescue(reason, false);
                false
            }
        }
    }

    /// Saves and closes the open session; returns whether all went as usual, and a message about it.
    fn save_and_close(&mut self, may_lose: bool, now: ClockReading) -> Option<Ending> {
        let is_running = match &mut self.screen {
            Screen::Interview(screen, None) => {
                screen.leave(now);
                true
            }
            Screen::Debrief(screen) => {
                screen.leave(now.wall);
                false
            }
            _ => false,
        };
        self.record(now);
        let recording = self.recording.take()?;
        let session = self.screen.session()?;
        let paths = &self.context.paths;
        recording.end(session, is_running, now, paths, may_lose)
    }

    /// Handles a key while the dialog about an unsaved session is open.
    pub(super) fn answer(&mut self, input: &Input, now: ClockReading) {
        let Some(rescue) = &mut self.rescue else {
            return;
        };
        let quit = rescue.then_quit;
        let answer = match input {
            Input::Key(key) if is_no_answer(rescue, *key) => {
                // Why the folder cannot be written says more.
                let keys = self.keys.box_keys(rescue.context());
                let answers = self.keys.no_answer(rescue.context(), keys, *key);
                rescue.why_not.get_or_insert(answers);
                None
            }
            Input::Key(key) => rescue.on(*key),
            Input::Paste(text) => {
                rescue.paste(text);
                None
            }
            _ => None,
        };
        match answer {
            Some(RescueAnswer::Cancel) => self.rescue = None,
            Some(RescueAnswer::Leave) => {
                self.rescue = None;
                self.close(quit, true, now);
            }
            Some(RescueAnswer::Write) if matches!(self.screen, Screen::Review(..)) => {
                self.write_review_elsewhere(quit, now);
            }
            Some(RescueAnswer::Write) => {
                let (Some(session), Some(open)) = (self.screen.session(), &mut self.recording)
                else {
                    self.rescue = None;
                    return;
                };
                match open.rescue(&rescue.folder, session) {
                    Ok(written) => {
                        self.rescue = None;
                        let session = session.clone();
                        self.close(quit, true, now);
                        let paths = &self.context.paths;
                        let text = written_text(&session, &written, paths, &now.wall);
                        self.set_last_message(text);
                    }
                    Err(error) => rescue.why_not = Some(error.to_string()),
                }
            }
            None => {}
        }
    }

    /// Writes the open review to the offered folder, then leaves it.
    fn write_review_elsewhere(&mut self, quit: bool, now: ClockReading) {
        let (Screen::Review(screen, writer, _), Some(rescue)) =
            (&mut self.screen, &mut self.rescue)
        else {
            return;
        };
        let (review, session, design) = (screen.review(), screen.session(), screen.design());
        match writer.write_elsewhere(&rescue.folder, review, session, design) {
            Ok(written) => {
                let text = writer.written_text(&written, &rescue.folder, &self.context.paths);
                self.rescue = None;
                self.close(quit, true, now);
                self.set_last_message(text);
            }
            Err(error) => rescue.why_not = Some(error.to_string()),
        }
    }

    /// Sets the message, or what the program prints if it is about to end.
    fn set_last_message(&mut self, message: String) {
        match self.orders.last_mut() {
            Some(Order::Exit(Exit::Done(last_message))) => *last_message = Some(message),
            _ => self.message = Some(message.into()),
        }
    }

    pub(super) fn end(&mut self, signal: i32, now: ClockReading) {
        let closed = self.save_and_close(false, now);
        let unusual = closed.filter(|ending| !ending.is_usual);
        let lines = unusual.map(|ending| ending.message()).into_iter();
        let lines: Vec<String> = lines.chain(self.farewell.take()).collect();
        let message = (!lines.is_empty()).then(|| lines.join("\n"));
        self.orders.push(Order::Exit(Exit::Signal(signal, message)));
    }
}
