//! What screens ask for, done: another screen opened, something said, rung, copied or written.

use super::{App, Open, Order, Screen, Start, Stock};
use crate::domain::interview::Reading;
use crate::tui::effect::{Effect, Place};
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
        match effect {
            Effect::Say(words) => self.message = Some(words),
            Effect::Ring => self.orders.push(Order::Ring),
            Effect::Copy(text) => self.orders.push(Order::Copy(text)),
            Effect::EditOutside(text) => self.orders.push(Order::Edit(text)),
            Effect::Redraw => self.orders.push(Order::Redraw),
            Effect::Suspend => self.orders.push(Order::Stop),
            Effect::Quit => self.go_away(true, now),
            Effect::Go(Place::Home | Place::Kept) => self.go_away(false, now),
            Effect::Go(Place::Finished) => self.show_finished(now),
            Effect::Go(Place::Debrief) => self.show_debrief(now),
            Effect::Deafen(time) => self.deaf_until = now.awake + time,
            Effect::Go(Place::Reading(design)) => {
                if let Screen::Home(home) = &self.screen {
                    self.kept = Some(home.options().clone());
                }
                self.screen = Screen::Reading(self.stock.reading(design));
            }
            Effect::Go(Place::Back) => self.go_back(now),
            Effect::Go(Place::Desk) => self.show_table(Whose::Coach, now),
            Effect::Go(Place::History) => self.show_table(Whose::Own, now),
            Effect::Go(Place::Past(id)) => self.show_past(&id, now),
            Effect::Go(Place::Review(id)) => self.show_review(&id, now),
            Effect::Go(Place::Replay) => self.show_replay(),
            Effect::Go(Place::Compared(a, b)) => self.show_compared([&a, &b], now),
            Effect::ReadAgain => {
                self.read_again(now);
                self.message = Some("read again".into());
            }
            Effect::OfferReport => self.offer_report(),
            Effect::WriteReport(path) => self.write_report(&path),
            Effect::KeepPhrases(phrases) => self.keep_phrases(&phrases),
            Effect::Go(Place::Start(setup)) => self.go_to(&Start::New(setup), now),
            Effect::Go(Place::Resume(id)) => self.go_to(&Start::Again(id), now),
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
