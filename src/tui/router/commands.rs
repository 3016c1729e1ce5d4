//! Help and the palette: what they list in the present state, and how a chosen command is run.

mod places;

use super::screen::Screen;
use super::{App, Order, open};
use crate::app::recording::Recording;
use crate::domain::interview::ClockReading;
use crate::tui::effect::Route;
use crate::tui::input::{Input, Key};
use crate::tui::keys::{Action, ActionKeys, Availability, Context, is_command, shell};
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

/// A command without a key.
fn command(label: String, now: Availability) -> BoxCommand {
    BoxCommand {
        group: "",
        keys: Vec::new(),
        label,
        word: "",
        now,
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
        let mut open = OpenBox::new(CommandBoxKind::Help, title, commands.collect());
        open.view = open.view.with_notes(self.screen.legend());
        self.command_box = Some(open);
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
                keys: vec![(*line).to_owned()],
                ..command((*label).to_owned(), Ok(String::new()))
            };
            (command, Run::Shell(line))
        });
        commands.push((self.list_messages(), Run::Messages));
        commands.extend(shell);
        self.command_box = Some(OpenBox::new(CommandBoxKind::Palette, "Commands", commands));
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
        let now = possible_if(!self.said.is_empty(), "there are no messages yet");
        command("Show the last messages in full".to_owned(), now)
    }

    /// Opens the last messages, the newest first, each in full.
    fn open_messages(&mut self) {
        let commands = self.said.iter().rev().map(|message| {
            let command = command(message.clone(), Ok(String::new()));
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

fn possible_if(is_possible: bool, otherwise: &str) -> Availability {
    if is_possible {
        Ok(String::new())
    } else {
        Err(otherwise.to_owned())
    }
}
