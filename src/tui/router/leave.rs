//! Every way out of an interview and of the program: by key, by signal, with the disk full.

use super::rescue::{Answer, Rescue};
use super::{App, Exit, Order, Screen};
use crate::domain::interview::Reading;
use crate::domain::session::timeline::clock;
use crate::tui::input::Input;
use crate::tui::screens::home::Home;

impl App {
    /// Leaves the open screen for home, or ends the program; asks first where something is not saved.
    pub(super) fn go_away(&mut self, quit: bool, now: Reading) {
        self.record(now);
        let session = self.screen.session();
        let unsaved = self
            .open
            .as_mut()
            .zip(session)
            .is_some_and(|(open, session)| {
                open.recorder.retry(session);
                !open.recorder.is_saved()
            });
        if unsaved {
            let folder = std::env::temp_dir().join("forty-sessions");
            self.rescue = Some(Rescue {
                why_not: None,
                folder,
                then_quit: quit,
            });
            return;
        }
        self.part(quit, now);
    }

    fn part(&mut self, quit: bool, now: Reading) {
        let farewell = self.leave_interview(now).or(self.message.take());
        if let Some(open) = self.open.take() {
            open.recorder.close();
        }
        if let Some(before) = self.beneath.pop().filter(|_| !quit) {
            self.screen = before;
            self.read_again(now);
            self.message = farewell;
        } else if quit || !self.from_home {
            self.orders.push(Order::Exit(Exit::Done(farewell)));
        } else {
            let mut home = Home::new(self.stock.shelf());
            if let Screen::Reading(reading) = &self.screen {
                reading.design().into_iter().for_each(|id| home.choose(id));
                if let Some(kept) = self.kept.take() {
                    home.keep(kept);
                }
            }
            self.screen = Screen::Home(home);
            self.message = farewell;
        }
    }

    /// A key while the question is open.
    pub(super) fn answer(&mut self, input: &Input, now: Reading) {
        let (Input::Key(key), Some(rescue)) = (input, &self.rescue) else {
            return;
        };
        let (quit, folder) = (rescue.then_quit, rescue.folder.clone());
        match Rescue::on(*key) {
            Some(Answer::Stay) => self.rescue = None,
            Some(Answer::Leave) => {
                self.rescue = None;
                self.part(quit, now);
            }
            Some(Answer::Write) => {
                let (Some(session), Some(open)) = (self.screen.session(), &mut self.open) else {
                    self.rescue = None;
                    return;
                };
                let page = crate::report::markdown::page;
                match open.recorder.rescue(&folder, session, page) {
                    Ok(written) => {
                        self.rescue = None;
                        self.part(quit, now);
                        let words = format!("written to {}", written.display());
                        self.tell_last(words);
                    }
                    Err(error) => {
                        if let Some(rescue) = &mut self.rescue {
                            rescue.why_not = Some(error.to_string());
                        }
                    }
                }
            }
            None => {}
        }
    }

    /// Says something after all else, in the status line or as the last words of the program.
    fn tell_last(&mut self, words: String) {
        match self.orders.last_mut() {
            Some(Order::Exit(Exit::Done(farewell))) => *farewell = Some(words),
            _ => self.message = Some(words),
        }
    }

    /// Leaves an interview that is open, everything kept; what there is to say about it.
    fn leave_interview(&mut self, now: Reading) -> Option<String> {
        if matches!(self.screen, Screen::Debrief(_)) {
            self.leave_debrief(now);
        }
        let Screen::Interview(screen) = &mut self.screen else {
            return None;
        };
        screen.leave(now);
        self.record(now);
        let session = self.interview_mut()?.session().clone();
        let open = self.open.take()?;
        if session.leaves_no_mark() {
            return Some(match self.stock.throw_away(open.recorder) {
                Ok(()) => "left within a minute with nothing written: moved to the trash, no session is kept".into(),
                Err(error) => error.to_string(),
            });
        }
        let at = clock(session.at);
        open.recorder.close();
        Some(format!("kept at {at}: `forty resume` takes it up again"))
    }

    pub(super) fn end(&mut self, signal: i32, now: Reading) {
        self.leave_interview(now);
        if let Some(open) = self.open.take() {
            open.recorder.close();
        }
        self.orders.push(Order::Exit(Exit::Signal(signal)));
    }
}
