//! What the palette can open: sessions, designs, lists and references.

use super::{Run, command, possible_if};
use crate::domain::interview::ClockReading;
use crate::domain::overview::{HomeData, Role};
use crate::domain::sanitize;
use crate::tui::effect::Route;
use crate::tui::keys::{self, Action, Availability, Context};
use crate::tui::router::App;
use crate::tui::router::screen::Screen;
use crate::tui::widgets::command_box::BoxCommand;

impl App {
    /// What can be opened from everywhere but an interview, which must be left first.
    pub(super) fn places(&self, now: ClockReading) -> Vec<(BoxCommand, Run)> {
        let in_interview = matches!(self.screen, Screen::Interview(_, None));
        // A running interview waits for no files.
        let (data, last) = if in_interview {
            (HomeData::default(), None)
        } else {
            let last = self.context.last_finished(&now.wall);
            (self.context.home_data(&now.wall), last)
        };
        let designs = self.context.library.rows();
        let titles = designs.iter().map(|row| sanitize::line(&row.title));
        let titles: Vec<String> = titles.collect();
        let unread = self.why_unread();
        let mut places = Vec::new();
        if !in_interview {
            places.push(resume(&data));
        }
        for (design, title) in designs.iter().zip(&titles) {
            let availability = match &design.problem {
                Some(why) => Err(sanitize::line(why)),
                None => Ok(String::new()),
            };
            let run = Run::Start(design.id.clone());
            places.push((format!("Start {title}"), availability, run));
        }
        // Home has keys of its own for the lists.
        if !matches!(self.screen, Screen::Home(_)) {
            places.extend(lists());
        }
        for (design, title) in designs.iter().zip(&titles) {
            let mut cards = data.designs.iter();
            let is_scored = cards.any(|card| {
                card.id == design.id && card.attempts.iter().any(|attempt| attempt.is_scored)
            });
            let availability = possible_if(is_scored, unread);
            let run = Run::Go(Route::Reading(Some(design.id.clone())));
            places.push((format!("Read the reference of {title}"), availability, run));
        }
        let replay = possible_if(last.is_some(), "no session of your own is finished");
        places.push((
            "Replay the last session".to_owned(),
            replay,
            Run::ReplayLast,
        ));
        let places = places.into_iter().map(|(label, availability, run)| {
            let availability = if in_interview {
                Err("leave the interview first".to_owned())
            } else {
                availability
            };
            let command = BoxCommand {
                keys: self.home_key(&run).into_iter().collect(),
                ..command(label, availability)
            };
            (command, run)
        });
        places.collect()
    }

    /// Why the reference of a design cannot be read from here. A coach attempts nothing, and reads it in Study.
    fn why_unread(&self) -> &'static str {
        let is_coaching = match &self.screen {
            Screen::Review(..) | Screen::Cohort(_) | Screen::Calibration(_) => true,
            Screen::Sessions(sessions) => sessions.role() == Role::Coach,
            _ => false,
        };
        if is_coaching {
            "in Study: f at home"
        } else {
            "after a scored interview"
        }
    }

    /// The key of home that does the same.
    fn home_key(&self, run: &Run) -> Option<String> {
        let Screen::Home(home) = &self.screen else {
            return None;
        };
        let chosen = home.chosen();
        let action = match run {
            Run::Go(Route::Resume(_)) => Action::Resume,
            Run::Go(Route::Reading(id)) if id.as_deref() == chosen => Action::Study,
            Run::Start(id) if Some(id.as_str()) == chosen && !home.chooses_assignment() => {
                Action::Start
            }
            _ => return None,
        };
        let entries = self.keys.entries(Context::Home).into_iter();
        let mut entries = entries.filter(|entry| entry.action == action);
        entries.next()?.names.into_iter().next()
    }
}

/// The commands that open the lists of sessions.
fn lists() -> [(String, Availability, Run); 2] {
    let lists = [
        (Action::Sessions, Route::Sessions),
        (Action::History, Route::History),
    ];
    lists.map(|(action, route)| {
        let label = keys::label(Context::Home, &action).to_owned();
        (label, Ok(String::new()), Run::Go(route))
    })
}

/// The command that resumes the unfinished session.
fn resume(data: &HomeData) -> (String, Availability, Run) {
    match &data.unfinished {
        Some(session) => (
            format!("Resume {}", session.words()),
            Ok(String::new()),
            Run::Go(Route::Resume(session.id.clone())),
        ),
        None => (
            keys::label(Context::Home, &Action::Resume).to_owned(),
            Err(data.why_no_resume().to_owned()),
            Run::Go(Route::Home),
        ),
    }
}
