//! Help and the palette: what they list in the present state, and how a chosen command is run.

use super::screen::Screen;
use super::{App, Order, open};
use crate::app::recording::Recording;
use crate::domain::interview::ClockReading;
use crate::domain::overview::{HomeData, Role};
use crate::domain::sanitize;
use crate::tui::effect::Route;
use crate::tui::input::{Input, Key};
use crate::tui::keys::{self, Action, ActionKeys, Availability, Context, is_command, shell};
use crate::tui::widgets::command_box::{BoxCommand, BoxOutcome, CommandBox, CommandBoxKind};

/// What a command of a box does.
#[derive(Debug, Clone)]
enum Run {
    /// Presses this key of the table.
    Press(Key),
    Go(Route),
    /// Starts the design with this id.
    Start(String),
    /// Replays the candidate's latest finished session.
    ReplayLast,
    /// Says that this command is one for the shell.
    Shell(&'static str),
    /// Lists the last messages.
    Messages,
    Copy(String),
}

/// An open box, and what each of its commands does.
#[derive(Debug)]
pub(super) struct OpenBox {
    pub view: CommandBox,
    runs: Vec<Run>,
}

impl OpenBox {
    fn new(
        kind: CommandBoxKind,
        title: impl Into<String>,
        commands: Vec<(BoxCommand, Run)>,
    ) -> Self {
        let (commands, runs) = commands.into_iter().unzip();
        let view = CommandBox::new(kind, title, commands);
        Self { view, runs }
    }
}

impl App {
    /// Opens the keys of the screen, those of the part with the keys first.
    pub(super) fn open_help(&mut self) {
        self.screen.prepare_for_box();
        let entries = self.help_entries().into_iter();
        let commands = entries.map(|(entry, key)| {
            let now = self.availability_of(&entry, key);
            let run = Run::Press(key.unwrap_or(entry.key));
            let command = BoxCommand {
                group: entry.heading,
                keys: entry.names,
                label: entry.label.to_owned(),
                word: entry.word,
                now,
            };
            (command, run)
        });
        let title = format!("Help · {}", self.screen.name());
        self.command_box = Some(OpenBox::new(
            CommandBoxKind::Help,
            title,
            commands.collect(),
        ));
    }

    /// The keys of the part of the screen with the keys, then of its other parts, then those of every screen; each with
    /// the key to press, or none where another part of the screen must have the keys.
    fn help_entries(&self) -> Vec<(ActionKeys, Option<Key>)> {
        let focused = self.screen.focused_contexts();
        let reachable = focused.iter().flat_map(|context| {
            let entries = self.keys.entries(*context).into_iter();
            entries.map(|entry| {
                let key = self.pressed(&entry);
                (entry, key)
            })
        });
        let (everywhere, mut entries): (Vec<_>, Vec<_>) =
            reachable.partition(|(entry, _)| entry.from == Context::Everywhere);
        for context in self.screen.contexts() {
            if !focused.contains(&context) {
                let own = self.keys.entries(context).into_iter();
                let own = own.filter(|entry| entry.from == context);
                entries.extend(own.map(|entry| (entry, None)));
            }
        }
        for (entry, key) in everywhere {
            let is_known = |(known, key): &(ActionKeys, Option<Key>)| {
                key.is_some() && known.action == entry.action
            };
            if !entries.iter().any(is_known) {
                entries.push((entry, key));
            }
        }
        entries
    }

    /// The key that does the action now, if one does.
    fn pressed(&self, entry: &ActionKeys) -> Option<Key> {
        let key = self.screen.as_command(entry.from, entry.key);
        (self.screen.action(key).as_ref() == Some(&entry.action)).then_some(key)
    }

    fn availability_of(&self, entry: &ActionKeys, key: Option<Key>) -> Availability {
        if key.is_none() {
            return Err(format!("only in: {}", entry.heading));
        }
        self.screen.availability(&entry.action, self.is_saved())
    }

    /// Whether everything of the open session is on disk.
    pub(super) fn is_saved(&self) -> bool {
        let recording = self.recording.as_ref();
        recording.and_then(Recording::save_error).is_none()
    }

    /// Opens the commands that can be reached from here.
    pub(super) fn open_palette(&mut self, now: ClockReading) {
        self.screen.prepare_for_box();
        let entries = self.help_entries().into_iter();
        let entries = entries.filter(|(entry, _)| is_command(&entry.action));
        let is_home = matches!(self.screen, Screen::Home(_));
        // Home lists these with the design or session that they open.
        let is_place =
            |action: &Action| is_home && matches!(action, Action::Start | Action::Resume);
        let own = entries.filter_map(|(entry, key)| {
            let key = key.filter(|_| !is_place(&entry.action))?;
            let command = BoxCommand {
                group: "",
                now: self.availability_of(&entry, Some(key)),
                label: entry.label.to_owned(),
                word: entry.word,
                keys: entry.names,
            };
            Some((command, Run::Press(key)))
        });
        let (own, places): (Vec<_>, _) = (own.collect(), self.places(now));
        // In an interview nothing else can be opened.
        let mut commands = match &self.screen {
            Screen::Interview(_, None) => [own, places].concat(),
            _ => [places, own].concat(),
        };
        let shell = shell::COMMANDS.iter().map(|(label, line)| {
            let command = BoxCommand {
                group: "",
                keys: vec![(*line).to_owned()],
                label: (*label).to_owned(),
                word: "",
                now: Ok(String::new()),
            };
            (command, Run::Shell(line))
        });
        commands.push((self.list_messages(), Run::Messages));
        commands.extend(shell);
        self.command_box = Some(OpenBox::new(CommandBoxKind::Palette, "Commands", commands));
    }

    /// What can be opened from everywhere but an interview, which must be left first.
    fn places(&self, now: ClockReading) -> Vec<(BoxCommand, Run)> {
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
            let now = match &design.problem {
                Some(why) => Err(sanitize::line(why)),
                None => Ok(String::new()),
            };
            let run = Run::Start(design.id.clone());
            places.push((format!("Start {title}"), now, run));
        }
        // Home has keys of its own for the lists.
        if !matches!(self.screen, Screen::Home(_)) {
            places.extend(lists());
        }
        for (design, title) in designs.iter().zip(&titles) {
            let mut cards = data.designs.iter();
            let is_practiced = cards.any(|card| card.id == design.id && !card.attempts.is_empty());
            let now = possible_if(is_practiced, unread);
            let run = Run::Go(Route::Reading(Some(design.id.clone())));
            places.push((format!("Read the reference of {title}"), now, run));
        }
        let replay = possible_if(last.is_some(), "no session of your own is finished");
        places.push((
            "Replay the last session".to_owned(),
            replay,
            Run::ReplayLast,
        ));
        let places = places.into_iter().map(|(label, now, run)| {
            let command = BoxCommand {
                group: "",
                keys: self.home_key(&run).into_iter().collect(),
                label,
                word: "",
                now: if in_interview {
                    Err("leave the interview first".to_owned())
                } else {
                    now
                },
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
            "after your first attempt"
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
            Run::Go(Route::Reading(id)) if id.as_deref() == chosen => Action::Browse,
            Run::Start(id) if Some(id.as_str()) == chosen && !home.chooses_assignment() => {
                Action::Start
            }
            _ => return None,
        };
        let entries = self.keys.entries(Context::Home).into_iter();
        let mut entries = entries.filter(|entry| entry.action == action);
        entries.next()?.names.into_iter().next()
    }

    /// Handles an input while a box is open; returns whether there was one.
    pub(super) fn box_input(&mut self, input: &Input, now: ClockReading) -> bool {
        let Some(open) = &mut self.command_box else {
            return false;
        };
        let outcome = match input {
            Input::Key(key) => open.view.on(*key),
            Input::Click {
                column,
                row,
                dragged: false,
            } => open.view.click(*column, *row),
            Input::Wheel { up, .. } => {
                open.view.wheel(*up);
                BoxOutcome::Nothing
            }
            Input::Paste(text) => {
                open.view.paste(text);
                BoxOutcome::Nothing
            }
            Input::Click { .. } | Input::Resize => BoxOutcome::Nothing,
        };
        match outcome {
            BoxOutcome::Nothing => {}
            BoxOutcome::Close => self.command_box = None,
            BoxOutcome::Run(index) => self.run(index, now),
        }
        true
    }

    fn run(&mut self, index: usize, now: ClockReading) {
        let Some(open) = &mut self.command_box else {
            return;
        };
        let Some(run) = open.runs.get(index).cloned() else {
            return;
        };
        if let Run::Shell(line) = run {
            open.view.refuse(format!("run it in a shell: {line}"));
            return;
        }
        self.command_box = None;
        match run {
            Run::Press(key) => self.press(key, now),
            Run::Go(route) => {
                if self.leave_for_home(now) {
                    self.go(route, now);
                }
            }
            Run::Start(id) => {
                if self.leave_for_home(now)
                    && let Screen::Home(home) = &mut self.screen
                {
                    let effects = home.start_design(&id);
                    self.perform_all(effects, now);
                }
            }
            Run::ReplayLast => {
                if self.leave_for_home(now)
                    && let Some(folder) = self.context.last_finished(&now.wall)
                {
                    self.open_above(open::replay_own(&folder), now);
                }
            }
            Run::Messages => self.open_messages(),
            Run::Copy(text) => {
                self.orders.push(Order::Copy(text));
                self.message = Some("copied".into());
            }
            Run::Shell(_) => {}
        }
    }

    /// The command that lists the last messages.
    fn list_messages(&self) -> BoxCommand {
        let is_there = !self.said.is_empty();
        BoxCommand {
            group: "",
            keys: Vec::new(),
            label: "Show the last messages in full".to_owned(),
            word: "",
            now: possible_if(is_there, "there are no messages yet"),
        }
    }

    /// Opens the last messages, the newest first, each in full.
    fn open_messages(&mut self) {
        let commands = self.said.iter().rev().map(|message| {
            let command = BoxCommand {
                group: "",
                keys: Vec::new(),
                label: message.clone(),
                word: "",
                now: Ok(String::new()),
            };
            (command, Run::Copy(message.clone()))
        });
        let open = OpenBox::new(CommandBoxKind::Messages, "Messages", commands.collect());
        self.command_box = Some(open);
    }

    /// Leaves the open screen and those below it for home; returns whether nothing unsaved holds it back.
    fn leave_for_home(&mut self, now: ClockReading) -> bool {
        if !matches!(self.screen, Screen::Home(_)) {
            self.beneath.clear();
            self.from_home = true;
            self.leave(false, now);
        }
        matches!(self.screen, Screen::Home(_))
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

fn possible_if(is_possible: bool, otherwise: &str) -> Availability {
    if is_possible {
        Ok(String::new())
    } else {
        Err(otherwise.to_owned())
    }
}
