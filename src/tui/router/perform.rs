//! What screens ask for, done: another screen opened, something said, rung, copied or written.

use super::{App, Open, Order, Screen, Start, Stock};
use crate::domain::interview::Reading;
use crate::tui::effect::{Effect, Route};
use crate::tui::screens::desk::Whose;
use crate::tui::screens::finished::Finished;
use crate::tui::screens::home::{Home, Shelf};

impl App {
    pub(super) fn perform_all(&mut self, effects: Vec<Effect>, now: Reading) {
        for effect in effects {
            self.perform(effect, now);
        }
    }

    fn perform(&mut self, effect: Effect, now: Reading) {
        if matches!(effect, Effect::Go(_)) {
            // It was about the screen that is left.
            self.help = None;
        }
        match effect {
            Effect::Say(words) => self.message = Some(words),
            Effect::Ring => self.orders.push(Order::Ring),
            Effect::Copy(text) => self.orders.push(Order::Copy(text)),
            Effect::EditOutside(text) => self.orders.push(Order::Edit(text)),
            Effect::Quit => self.go_away(true, now),
            Effect::Go(Route::Home) => self.go_away(false, now),
            Effect::Go(Route::Finished) => self.show_finished(now),
            Effect::Go(Route::Debrief) => self.show_debrief(now),
            Effect::Deafen(time) => self.deaf_until = now.awake + time,
            Effect::Go(Route::Reading(design)) => {
                if let Screen::Home(home) = &self.screen {
                    self.kept = Some(home.options().clone());
                }
                self.screen = Screen::Reading(self.stock.reading(design));
            }
            Effect::Go(Route::Back) => self.go_back(now),
            Effect::Go(Route::Desk) => self.show_table(Whose::Coach, now),
            Effect::Go(Route::History) => self.show_table(Whose::Own, now),
            Effect::Go(Route::Past(id)) => self.show_past(&id, now),
            Effect::Go(Route::Review(id)) => self.show_review(&id, now),
            Effect::Go(Route::Replay) => self.show_replay(),
            Effect::Go(Route::Compared(a, b)) => self.show_compared([&a, &b], now),
            Effect::Reload => {
                self.read_again(now);
                self.message = Some("read again".into());
            }
            Effect::OfferReport => self.offer_report(),
            Effect::WriteReport(path) => self.write_report(&path),
            Effect::SavePhrases(phrases) => self.keep_phrases(&phrases),
            Effect::Go(Route::Start(setup)) => self.go_to(&Start::New(setup), now),
            Effect::Go(Route::Resume(id)) => self.go_to(&Start::Again(id), now),
        }
    }

    pub(super) fn go_to(&mut self, start: &Start, now: Reading) {
        match self.stock.open(start, now) {
            Ok(seat) => {
                // An interview leads home, wherever it was opened.
                self.beneath.clear();
                self.screen = Screen::Interview(Box::new(seat.screen));
                self.open = Some(Open::new(seat.recorder));
                self.message = seat.remark;
                self.record(now);
            }
            Err(error) => self.message = Some(error.to_string()),
        }
    }

    fn show_finished(&mut self, now: Reading) {
        self.record(now);
        let Some(folder) = self
            .open
            .as_ref()
            .map(|open| Stock::shown_path(open.recorder.folder()))
        else {
            return;
        };
        let home = Screen::Home(Home::new(Shelf::default()));
        self.screen = match std::mem::replace(&mut self.screen, home) {
            Screen::Interview(screen) => {
                Screen::Finished(Finished::new(screen.session(), &folder), screen)
            }
            other => other,
        };
    }
}
