//! Leaving a screen or the program: by key, by signal, or with an unsaved session.

use super::rescue::{Answer, Rescue};
use super::screen::Screen;
use super::{App, Exit, Order};
use crate::domain::interview::ClockReading;
use crate::domain::session::timeline::clock;
use crate::tui::input::Input;
use crate::tui::screens::home::HomeScreen;

impl App {
    /// Leaves the open screen for the one that opened it or for home, or ends the program. If the session cannot be saved,
    /// a dialog opens instead.
    pub(super) fn leave(&mut self, quit: bool, now: ClockReading) {
        self.record(now);
        if let Some(why) = self.screen.unsaved_review() {
            self.message = Some(format!("not left, the review is not saved: {why}"));
            return;
        }
        let saved = match (&mut self.recording, self.screen.session()) {
            (Some(recording), Some(session)) => recording.retry(session),
            _ => Ok(()),
        };
        match saved {
            Ok(()) => self.close(quit, now),
            Err(reason) => {
                self.rescue = Some(Rescue {
                    reason,
                    why_not: None,
                    folder: std::env::temp_dir().join("forty-sessions"),
                    then_quit: quit,
                });
            }
        }
    }

    fn close(&mut self, quit: bool, now: ClockReading) {
        let last_message = self.save_and_close(now).or(self.message.take());
        if quit || (self.beneath.is_empty() && !self.from_home) {
            self.orders.push(Order::Exit(Exit::Done(last_message)));
            return;
        }
        let home = || Screen::Home(HomeScreen::new(self.context.home_data()));
        self.screen = self.beneath.pop().unwrap_or_else(home);
        self.message = last_message;
        self.read_again(now);
    }

    /// Saves and closes the open session; returns a message about it.
    fn save_and_close(&mut self, now: ClockReading) -> Option<String> {
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
        let mut recording = self.recording.take()?;
        let session = self.screen.session()?;
        if is_running && session.is_false_start() {
            return Some(match recording.discard(&self.context.paths.trash) {
                Ok(()) => {
                    "nothing was written within a minute: moved to the trash, no session is saved"
                        .into()
                }
                Err(error) => error.to_string(),
            });
        }
        recording.checkpoint(session, now.awake);
        let at = clock(session.at);
        match recording.close() {
            Ok(()) => is_running.then(|| format!("saved at {at}: `forty resume` continues it")),
            Err(why) => Some(format!("NOT SAVED at {at}: {why}")),
        }
    }

    /// Handles a key while the dialog about an unsaved session is open.
    pub(super) fn answer(&mut self, input: &Input, now: ClockReading) {
        let (Input::Key(key), Some(rescue)) = (input, &mut self.rescue) else {
            return;
        };
        let quit = rescue.then_quit;
        match Rescue::on(*key) {
            Some(Answer::Stay) => self.rescue = None,
            Some(Answer::Leave) => {
                self.rescue = None;
                self.close(quit, now);
            }
            Some(Answer::Write) => {
                let (Some(session), Some(open)) = (self.screen.session(), &mut self.recording)
                else {
                    self.rescue = None;
                    return;
                };
                match open.rescue(&rescue.folder, session) {
                    Ok(written) => {
                        self.rescue = None;
                        self.close(quit, now);
                        self.set_last_message(format!("written to {}", written.display()));
                    }
                    Err(error) => rescue.why_not = Some(error.to_string()),
                }
            }
            None => {}
        }
    }

    /// Sets the message, or what the program prints if it is about to end.
    fn set_last_message(&mut self, message: String) {
        match self.orders.last_mut() {
            Some(Order::Exit(Exit::Done(last_message))) => *last_message = Some(message),
            _ => self.message = Some(message),
        }
    }

    pub(super) fn end(&mut self, signal: i32, now: ClockReading) {
        self.save_and_close(now);
        self.orders.push(Order::Exit(Exit::Signal(signal)));
    }
}
