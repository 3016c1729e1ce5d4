//! A box over the screen with commands that are filtered by their names and run: help, and the palette.
//!
//! ```text
//! ╭─ Help · Interview ───────────────────────────────── 5 of 38 keys ─╮
//! │  filter stage█                                                    │
//! │                                                                   │
//! │  key      or   action                                         now │
//! │▸ Esc n    F2   Go to the next stage    Model Architecture is next │
//! ╰─ Enter run   ↑ ↓ choose   Ctrl-U clear filter   Esc close ────────╯
//! ```

mod draw;
mod filter;

use super::blocks::Drawn;
use super::list::Selection;
use super::text_input::TextInput;
use crate::tui::input::Key;
use crate::tui::keys::{self, Action, Availability, Context};

/// The most characters of the filter.
const LONGEST: usize = 60;

/// What the box lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommandBoxKind {
    /// The keys, in their order; with words to filter by.
    Help,
    /// Commands; with letters to filter by, the best match first.
    Palette,
    /// Messages in full, which Enter copies; with words to filter by.
    Messages,
}

/// A command in the box.
#[derive(Debug, Clone)]
pub struct BoxCommand {
    /// The heading above it, which neighbors may share; the palette shows none.
    pub group: &'static str,
    /// The names of its keys, or the command line that does it.
    pub keys: Vec<String>,
    /// What it does.
    pub label: String,
    /// Its word in the footer, by which it is found too.
    pub word: &'static str,
    /// Its state, or why it is not possible.
    pub now: Availability,
}

/// What a key or a click did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BoxOutcome {
    Nothing,
    Close,
    /// Run the command with this index.
    Run(usize),
}

/// The open box.
#[derive(Debug)]
pub struct CommandBox {
    kind: CommandBoxKind,
    title: String,
    commands: Vec<BoxCommand>,
    /// Sentences below the commands, before those of every box of this kind.
    notes: &'static [&'static str],
    filter: TextInput,
    /// The commands that match the filter, with the matched letters of their labels.
    shown: Vec<(usize, Vec<usize>)>,
    /// The same, with the selected one.
    list: Selection,
    /// Why the selected command was not run.
    refusal: Option<String>,
    first: usize,
    drawn: Drawn,
}

impl CommandBox {
    pub fn new(kind: CommandBoxKind, title: impl Into<String>, commands: Vec<BoxCommand>) -> Self {
        let mut new = Self {
            kind,
            title: title.into(),
            commands,
            notes: &[],
            filter: TextInput::new("", LONGEST),
            shown: Vec::new(),
            list: Selection::default(),
            refusal: None,
            first: 0,
            drawn: Drawn::default(),
        };
        new.arrange();
        new
    }

    /// The box with these sentences below the commands.
    #[must_use]
    pub fn with_notes(mut self, notes: &'static [&'static str]) -> Self {
        self.notes = notes;
        self
    }

    /// Handles a key.
    pub fn on(&mut self, key: Key) -> BoxOutcome {
        self.refusal = None;
        let action = keys::action(Context::CommandBox, key);
        match action {
            Some(Action::Back) => return BoxOutcome::Close,
            Some(Action::Help) if self.kind == CommandBoxKind::Help => return BoxOutcome::Close,
            Some(Action::Palette) if self.kind == CommandBoxKind::Palette => {
                return BoxOutcome::Close;
            }
            Some(Action::Accept) => return self.run(),
            Some(action) if self.list.act(&action) => {}
            action => {
                if self.filter.on(action.as_ref(), key).is_change() {
                    self.arrange();
                }
            }
        }
        BoxOutcome::Nothing
    }

    /// Adds a pasted text to the filter.
    pub fn paste(&mut self, text: &str) {
        if self.filter.paste(text.trim()).is_change() {
            self.arrange();
        }
    }

    /// Handles a click: one on a row runs its command.
    pub fn click(&mut self, column: u16, row: u16) -> BoxOutcome {
        self.refusal = None;
        match self.drawn.item_at(column, row) {
            Some(index) if self.list.select(index) => self.run(),
            _ => BoxOutcome::Nothing,
        }
    }

    /// Moves the selection by the mouse wheel.
    pub fn wheel(&mut self, up: bool) {
        self.list.by(if up { -1 } else { 1 });
    }

    /// Says in the border why a command was not run.
    pub fn refuse(&mut self, why: impl Into<String>) {
        self.refusal = Some(why.into());
    }

    fn run(&mut self) -> BoxOutcome {
        let Some(selected) = self.list.selected() else {
            return BoxOutcome::Nothing;
        };
        let (index, _) = &self.shown[selected];
        match &self.commands[*index].now {
            Ok(_) => BoxOutcome::Run(*index),
            Err(why) => {
                self.refusal = Some(format!("not possible now: {why}"));
                BoxOutcome::Nothing
            }
        }
    }

    fn arrange(&mut self) {
        let texts = self.commands.iter().map(|command| {
            let keys = command.keys.join(" ");
            format!("{} {keys} {}", command.label, command.word)
        });
        let texts: Vec<String> = texts.collect();
        let is_refused = |index: usize| self.commands[index].now.is_err();
        self.shown = filter::matching(self.kind, &self.filter.text(), &texts, is_refused);
        let possible = self.shown.iter().position(|(index, _)| !is_refused(*index));
        self.list = Selection::of(self.shown.len());
        self.list.select(possible.unwrap_or(0));
        self.first = 0;
    }
}

#[cfg(test)]
mod tests {
    use crossterm::event::KeyCode;

    use super::*;

    fn command(label: &str, now: Availability) -> BoxCommand {
        BoxCommand {
            group: "",
            keys: vec!["Esc n".into()],
            label: label.into(),
            word: "",
            now,
        }
    }

    fn open() -> CommandBox {
        let commands = vec![
            command("Go to the next stage", Ok(String::new())),
            command("Go back one stage", Err("this is the first stage".into())),
            command("Pause the interview", Ok(String::new())),
        ];
        CommandBox::new(CommandBoxKind::Help, "Help", commands)
    }

    fn press(open: &mut CommandBox, keys: &str) -> BoxOutcome {
        let keys = keys.chars().map(Key::char);
        keys.map(|key| open.on(key))
            .last()
            .unwrap_or(BoxOutcome::Nothing)
    }

    #[test]
    fn enter_runs_the_selected_command_and_refuses_one_that_is_not_possible() {
        let mut open = open();
        let enter = Key::plain(KeyCode::Enter);
        assert_eq!(open.on(enter), BoxOutcome::Run(0));
        open.on(Key::plain(KeyCode::Down));
        assert_eq!(open.on(enter), BoxOutcome::Nothing);
        let why = "not possible now: this is the first stage";
        assert_eq!(open.refusal.as_deref(), Some(why));
        press(&mut open, "interview");
        assert_eq!(
            (open.refusal.clone(), open.on(enter)),
            (None, BoxOutcome::Run(2))
        );
        assert_eq!(open.on(Key::ctrl('u')), BoxOutcome::Nothing);
        assert_eq!(open.shown.len(), 3);
        assert_eq!(open.on(Key::plain(KeyCode::Esc)), BoxOutcome::Close);
    }

    #[test]
    fn the_palette_chooses_the_first_command_that_can_be_run_and_lists_the_others_last() {
        let commands = vec![
            command("Resume a session", Err("no session is unfinished".into())),
            command("Start a session", Ok(String::new())),
            command("Replay a session", Err("none is finished".into())),
            command("Review sessions", Ok(String::new())),
        ];
        let mut open = CommandBox::new(CommandBoxKind::Palette, "Commands", commands);
        let shown = |open: &CommandBox| -> Vec<usize> {
            open.shown.iter().map(|(index, _)| *index).collect()
        };
        assert_eq!(shown(&open), [1, 3, 0, 2]);
        assert_eq!(open.on(Key::plain(KeyCode::Enter)), BoxOutcome::Run(1));
        press(&mut open, "re");
        assert_eq!(shown(&open), [3, 0, 2]);
        assert_eq!(open.on(Key::plain(KeyCode::Enter)), BoxOutcome::Run(3));
    }

    #[test]
    fn help_chooses_the_first_key_that_works_and_keeps_the_order() {
        let commands = vec![
            command("Go back one stage", Err("this is the first stage".into())),
            command("Pause the interview", Ok(String::new())),
        ];
        let mut open = CommandBox::new(CommandBoxKind::Help, "Help", commands);
        assert_eq!(open.on(Key::plain(KeyCode::Enter)), BoxOutcome::Run(1));
    }

    #[test]
    fn nothing_is_run_where_nothing_matches() {
        let mut open = open();
        press(&mut open, "zzz");
        assert_eq!(open.on(Key::plain(KeyCode::Enter)), BoxOutcome::Nothing);
        assert_eq!(open.on(Key::plain(KeyCode::PageDown)), BoxOutcome::Nothing);
    }
}
