//! Performs the effects of screens: opens screens, shows messages, rings, copies and writes.

use std::path::PathBuf;

use super::open::{self, OpenedScreen};
use super::screen::Screen;
use super::{App, Order};
use crate::app::debrief::earlier_steps;
use crate::app::export;
use crate::app::failure::Failure;
use crate::app::load::LoadedSession;
use crate::app::reader::Reader;
use crate::app::recording::{self, reopening};
use crate::app::start::StartRequest;
use crate::domain::cards::CardChanges;
use crate::domain::interview::ClockReading;
use crate::domain::interview::setup::DRILL_TIME;
use crate::domain::judging::marks::Debrief;
use crate::domain::judging::report::Report;
use crate::domain::judging::viewer::Viewer;
use crate::domain::overview::Role;
use crate::domain::sanitize;
use crate::domain::session::log::Log;
use crate::tui::effect::{Effect, Route, StatusMessage};
use crate::tui::screens::debrief::{DebriefData, DebriefScreen};
use crate::tui::screens::finished::FinishedScreen;

impl App {
    pub(super) fn perform_all(&mut self, effects: Vec<Effect>, now: ClockReading) {
        for effect in effects {
            self.perform(effect, now);
        }
    }

    fn perform(&mut self, effect: Effect, now: ClockReading) {
        match effect {
            Effect::Go(route) => self.go(route, now),
            Effect::Say(text) => self.message = Some(text.into()),
            Effect::SayFor(time, message) => {
                self.notice = Some((now.awake + time, message.clone()));
                self.message = Some(message);
            }
            Effect::Ring => self.warn(now),
            Effect::MarkUnread(id) => {
                let marked = self.context.mark_unread(&id, now.wall);
                self.read_again(now);
                self.message = Some(marked.map_or_else(
                    |error| error.to_string().into(),
                    |()| "marked as unread".into(),
                ));
            }
            Effect::Copy(text) => self.orders.push(Order::Copy(text)),
            Effect::EditOutside(text) => self.open_editor(&text, now),
            Effect::Quit => self.leave(true, now),
            Effect::Deafen(time) => self.deaf_until = now.awake + time,
            Effect::Reload => {
                self.message = Some("reloaded".into());
                self.read_again(now);
            }
            Effect::WriteElsewhere => self.offer_rescue(),
            Effect::Export(id) => {
                let written = self.context.export_own(&id).map_or_else(
                    |error| error.on_screen(),
                    |path| format!("written: {}", sanitize::line(&path.display().to_string())),
                );
                self.message = Some(written.into());
            }
            Effect::OfferReport => self.offer_report(),
            Effect::WriteReport(path) => self.write_report(path.into()),
            Effect::CommentAt(stage, time) => {
                if let Screen::Review(review, ..) = &mut self.screen {
                    let effects = review.comment_at(stage, time);
                    self.perform_all(effects, now);
                }
            }
            Effect::FinishMerge => self.finish_merge(),
            Effect::RefreshReview => self.refresh_review(),
            Effect::SaveCards(changes) => self.save_cards(&changes, now),
            Effect::SavePhrases(phrases) => {
                if let Err(error) = self.context.save_phrases(&phrases) {
                    self.message = Some(error.to_string().into());
                }
            }
        }
    }

    pub(super) fn go(&mut self, route: Route, now: ClockReading) {
        // The open box is about the old screen.
        self.command_box = None;
        let context = &mut self.context;
        let opened = match route {
            Route::Home | Route::Back => return self.leave(false, now),
            Route::Finished => return self.show_finished(now),
            Route::Debrief => return self.show_debrief(now),
            Route::Drill { design, stage } => {
                return self.drill(design.as_deref(), stage.as_deref(), now);
            }
            Route::Next => {
                return match context.next_setup(&now.wall) {
                    Ok(setup) => self.show_interview(&StartRequest::New(setup), now),
                    Err(error) => self.message = Some(error.on_screen().into()),
                };
            }
            Route::Tutor => return self.show_tutor(now),
            Route::Cards => open::cards(context, now.wall),
            Route::Start(setup) => return self.show_interview(&StartRequest::New(setup), now),
            Route::Resume(id) => return self.show_interview(&StartRequest::Resume(id), now),
            Route::Past(id) => match context.is_finished(&id) {
                Ok(false) => return self.show_interview(&StartRequest::Resume(id), now),
                Ok(true) => open::debrief(context, &context.folder_of(&id), now.wall),
                Err(error) => Err(error),
            },
            Route::Step(id, number) => return self.do_step(&id, number, now),
            Route::PastReplay(id) => match context.is_finished(&id) {
                Ok(false) => {
                    return self.message = Some("a replay needs a finished session".into());
                }
                Ok(true) => open::replay_own(&context.folder_of(&id)),
                Err(error) => Err(error),
            },
            Route::Reading(design) => Ok(open::study(context, design.as_deref(), now.wall)),
            Route::Sessions => open::table(context, Role::Coach, now.wall),
            Route::Cohort => open::cohort(context, now.wall),
            Route::Calibration => open::calibration(context, now.wall),
            Route::History => open::table(context, Role::Candidate, now.wall),
            Route::Review(id) => open::review(context, &context.folder_of(&id), now.wall),
            Route::Replay => return self.open_replay(),
            Route::Compared(a, b) => {
                let role = match &self.screen {
                    Screen::Sessions(sessions) => sessions.role(),
                    _ => Role::Coach,
                };
                open::compared(context, [&a, &b], role)
            }
        };
        self.open_above(opened, now);
    }

    /// Opens the debrief of a finished session at one of its next steps.
    fn do_step(&mut self, id: &str, number: usize, now: ClockReading) {
        let opened = open::debrief(&self.context, &self.context.folder_of(id), now.wall);
        self.open_above(opened, now);
        if let Screen::Debrief(debrief) = &mut self.screen {
            let effects = debrief.take_step(number, now.wall);
            self.perform_all(effects, now);
        }
    }

    /// Starts a drill, for the candidate of the debrief that it comes from; that is saved and closed before.
    fn drill(&mut self, design: Option<&str>, stage: Option<&str>, now: ClockReading) {
        let mut setup = match self.context.drill(design, stage, DRILL_TIME, &now.wall) {
            Ok(setup) => setup,
            Err(error) => return self.message = Some(error.to_string().into()),
        };
        if let Screen::Debrief(debrief) = &self.screen {
            setup.candidate = Some(debrief.session().head.candidate.clone());
        }
        if matches!(self.screen, Screen::Debrief(_)) && !self.close_before_another(now) {
            return;
        }
        self.show_interview(&StartRequest::New(setup), now);
    }

    /// Saves the review that has what its copies have, and puts these away.
    fn finish_merge(&mut self) {
        if let Screen::Review(review, writer, _) = &mut self.screen {
            let (session, design) = (review.session(), review.design());
            let merged = writer.finish_merge(review.review(), session, design);
            self.message = Some(match merged {
                Ok(()) => "merged: the copy is kept as a file that ends in .merged".into(),
                Err(why) => format!("merged, but the copy is still there: {why}").into(),
            });
        }
    }

    /// Shows the session under review as it is now.
    fn refresh_review(&mut self) {
        if let Screen::Review(review, writer, _) = &mut self.screen {
            self.message = Some(match self.context.reread(writer) {
                Ok((session, log)) => {
                    let is_running = writer.is_running(&session);
                    review.refresh(session, log, is_running);
                    "refreshed".into()
                }
                Err(error) => error.to_string().into(),
            });
        }
    }

    /// Covers the open review with the replay of its session.
    fn open_replay(&mut self) {
        if let Screen::Review(review, _, replay) = &mut self.screen {
            match open::replay(review) {
                Ok(opened) => *replay = Some(Box::new(opened)),
                Err(error) => self.message = Some(error.on_screen().into()),
            }
        }
    }

    /// Saves the ratings of concept cards; the screen keeps those that cannot be saved, and tries again with the next one.
    fn save_cards(&mut self, changes: &CardChanges, now: ClockReading) {
        match self.context.save_cards(changes, &now.wall) {
            Ok(()) => {
                if let Screen::Cards(cards) = &mut self.screen {
                    cards.saved();
                }
            }
            Err(error) => {
                let kept = "the next rating tries again; q twice leaves without saving";
                self.message = Some(format!("NOT SAVED: {error}; {kept}").into());
            }
        }
    }

    /// Opens a screen; leaving it leads back to this one.
    pub(super) fn open_above(&mut self, opened: Result<OpenedScreen, Failure>, now: ClockReading) {
        match opened {
            Ok(opened) => {
                let before = self.show(opened, now);
                self.beneath.push(before);
            }
            Err(error) => self.message = Some(error.on_screen().into()),
        }
    }

    fn show_interview(&mut self, start: &StartRequest, now: ClockReading) {
        match open::interview(&mut self.context, start, now) {
            Ok(opened) => {
                // Leaving an interview always leads home.
                self.beneath.clear();
                self.show(opened, now);
                self.take_up_left(now);
            }
            Err(error) => self.message = Some(error.on_screen().into()),
        }
    }

    fn show_tutor(&mut self, now: ClockReading) {
        match open::tutor(now) {
            Ok(opened) => {
                // Leaving the tutor leads home, like every interview.
                self.beneath.clear();
                self.show(opened, now);
            }
            Err(error) => self.message = Some(error.on_screen().into()),
        }
    }

    /// Replaces the open screen, which is returned.
    fn show(&mut self, opened: OpenedScreen, now: ClockReading) -> Screen {
        let before = std::mem::replace(&mut self.screen, opened.screen);
        self.recording = opened.recording;
        self.message = opened.message.map(StatusMessage::from);
        self.record(now);
        before
    }

    fn show_finished(&mut self, now: ClockReading) {
        self.record(now);
        let Screen::Interview(screen, page) = &mut self.screen else {
            return;
        };
        if let Some(recording) = &self.recording {
            let (session, paths) = (screen.session(), &self.context.paths);
            let place = recording::place(session, recording.folder(), paths, &now.wall);
            *page = Some(FinishedScreen::new(session, place));
        } else if screen.is_tutor() {
            let next = self.context.next_interview(&now.wall);
            *page = Some(FinishedScreen::after_tutor(
                screen.session(),
                next,
                &self.keys,
            ));
        }
    }

    /// Opens the debrief of the session that was just finished.
    fn show_debrief(&mut self, now: ClockReading) {
        self.record(now);
        let (Some(session), Some(recording)) = (self.screen.session(), &self.recording) else {
            return;
        };
        let Some(debrief) = Debrief::of(session.clone()) else {
            return;
        };
        let loaded = LoadedSession::read(recording.folder(), &Reader::Candidate);
        let (design, reviews, log) = match loaded {
            Ok(loaded) => {
                let reviews = loaded.published_reviews();
                (loaded.design, reviews, loaded.log)
            }
            Err(error) => (Err(error.to_string()), Vec::new(), Log::default()),
        };
        let data = DebriefData {
            design,
            reviews,
            log,
            earlier: earlier_steps(session, recording.folder(), &self.context.paths, &now.wall),
            again: reopening(session, recording.folder(), &self.context.paths, &now.wall),
        };
        let screen = DebriefScreen::new(debrief, data, now.wall);
        self.screen = Screen::Debrief(Box::new(screen));
    }

    /// Reads the sessions of the table on the screen again, or what home says of them.
    pub(super) fn read_again(&mut self, now: ClockReading) {
        if let Screen::Home(home) = &mut self.screen {
            return home.renew(self.context.home_data(&now.wall));
        }
        let Screen::Sessions(sessions) = &mut self.screen else {
            return;
        };
        match self.context.session_table(sessions.role(), now.wall) {
            Ok(table) => {
                sessions.fill(table.rows, table.unreadable);
                sessions.set_progress(table.progress, table.others);
                let remark = table.remark.map(StatusMessage::from);
                self.message = remark.or(self.message.take());
                self.forget_previews();
            }
            Err(error) => self.message = Some(error.on_screen().into()),
        }
    }

    fn offer_report(&mut self) {
        if let Screen::Review(screen, writer, _) = &mut self.screen {
            writer.begin_report();
            let path = export::default_path(&screen.session().head.id, "html");
            let path = export::free_path(path);
            screen.offer_report(&path.display().to_string());
        }
    }

    /// Writes the report of the open review, as its coach may see it.
    fn write_report(&mut self, path: PathBuf) {
        let Screen::Review(screen, writer, _) = &mut self.screen else {
            return;
        };
        let reviews = screen.reviews();
        let viewer = Viewer::Coach { review: 0 };
        let (session, design) = (screen.session(), screen.design());
        let report = Report::new(session, design, screen.log(), &reviews, viewer);
        self.message = Some(match writer.write_report(path, &report) {
            Ok(path) => {
                screen.report_written();
                format!("written: {path}").into()
            }
            Err(why) => why.into(),
        });
    }
}
