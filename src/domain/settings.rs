//! The settings of the program: their values, and the one table from which the reading of `config.toml` and of the
//! environment, `forty config` and `docs/settings.md` follow. A new setting is a field, its default and a row here.

mod resolved;

use crate::domain::interview::setup::{ClockForm, Setup};
use crate::domain::names;
use crate::domain::session::event::RunOptions;
use crate::domain::session::plan::Minutes;
use crate::domain::units::{parse_time, parse_times, write_times, write_total};

pub use resolved::{ResolvedSettings, SetBy};

/// The values of all settings.
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a switch of its own that the user sets"
)]
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    pub candidate: String,
    pub coach: String,
    pub theme: String,
    pub ascii: Ascii,
    pub clock: ClockForm,
    pub warnings: Warnings,
    pub reduced_motion: bool,
    pub screen_reader: bool,
    pub mouse: bool,
    pub editor: String,
    pub sessions: String,
    pub designs: String,
    pub minutes: Minutes,
    pub strict: bool,
    pub interruptions: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            candidate: String::new(),
            coach: String::new(),
            theme: THEMES[0].to_owned(),
            ascii: Ascii::Auto,
            clock: ClockForm::Digits,
            warnings: Warnings::Bell,
            reduced_motion: false,
            screen_reader: false,
            mouse: true,
            editor: String::new(),
            sessions: String::new(),
            designs: String::new(),
            minutes: Minutes::AsFramework,
            strict: false,
            interruptions: true,
        }
    }
}

impl Settings {
    /// An interview on the design with this id, with these settings.
    pub fn setup(&self, design: &str) -> Setup {
        Setup {
            minutes: self.minutes.clone(),
            options: RunOptions {
                quiet: !self.interruptions,
                strict: self.strict,
                ..RunOptions::default()
            },
            clock: self.clock,
            ..Setup::of(design)
        }
    }
}

/// The names of the themes.
pub const THEMES: [&str; 5] = ["terminal", "light", "dark", "high-contrast", "mono"];

/// How the end of a stage draws attention. The screen always says so in words too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Warnings {
    Bell,
    /// The screen is shown in reverse for a moment.
    Flash,
    None,
}

impl Warnings {
    const ALL: [Self; 3] = [Self::Bell, Self::Flash, Self::None];

    fn word(self) -> &'static str {
        match self {
            Self::Bell => "bell",
            Self::Flash => "flash",
            Self::None => "none",
        }
    }
}

/// Whether frames and marks are drawn with ASCII characters only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ascii {
    /// Where the locale is not UTF-8.
    Auto,
    On,
    Off,
}

impl Ascii {
    const ALL: [Self; 3] = [Self::Auto, Self::On, Self::Off];

    fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::On => "on",
            Self::Off => "off",
        }
    }
}

/// How a value is written in `config.toml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingKind {
    /// Any text in quotes.
    Text,
    /// `true` or `false`.
    Switch,
    /// One of these words in quotes.
    Word(&'static [&'static str]),
}

/// A row of the table: one setting.
#[derive(Debug)]
pub struct Setting {
    /// Its key in `config.toml`.
    pub name: &'static str,
    /// Its environment variable.
    pub variable: &'static str,
    pub kind: SettingKind,
    /// One sentence for the file and the page of settings, without a full stop.
    pub meaning: &'static str,
    /// The value as text, without quotes.
    get: fn(&Settings) -> String,
    /// Takes a value, which is one of the words where the kind has words, or says why it cannot be used.
    set: fn(&mut Settings, &str) -> Result<(), String>,
}

/// All settings, in the order of the file.
#[rustfmt::skip]
pub static TABLE: [Setting; 15] = [
    Setting { name: "candidate", variable: "FORTY_CANDIDATE", kind: SettingKind::Text,
        meaning: "Name of the candidate in new sessions; empty: the login name",
        get: |all| all.candidate.clone(), set: |all, text| { all.candidate = name(text)?; Ok(()) } },
    Setting { name: "coach", variable: "FORTY_COACH", kind: SettingKind::Text,
        meaning: "Name of the coach in reviews; empty: the login name",
        get: |all| all.coach.clone(), set: |all, text| { all.coach = coach_name(text)?; Ok(()) } },
    Setting { name: "theme", variable: "FORTY_THEME", kind: SettingKind::Word(&THEMES),
        meaning: "Colors: the 16 colors of the terminal, Forty's light, dark or high-contrast palette, or no color",
        get: |all| all.theme.clone(), set: |all, text| { text.clone_into(&mut all.theme); Ok(()) } },
    Setting { name: "ascii", variable: "FORTY_ASCII", kind: SettingKind::Word(&["auto", "on", "off"]),
        meaning: "Frames and marks of ASCII characters only; auto: where the locale is not UTF-8",
        get: |all| all.ascii.word().into(), set: |all, text| pick(&mut all.ascii, &Ascii::ALL, Ascii::word, text) },
    Setting { name: "clock", variable: "FORTY_CLOCK", kind: SettingKind::Word(&["digits", "bar", "hidden"]),
        meaning: "Form of the countdown; hidden: only overruns are shown",
        get: |all| all.clock.word().into(), set: |all, text| pick(&mut all.clock, &ClockForm::ALL, ClockForm::word, text) },
    Setting { name: "warnings", variable: "FORTY_WARNINGS", kind: SettingKind::Word(&["bell", "flash", "none"]),
        meaning: "Signal at the end of a stage, beside the words on the screen",
        get: |all| all.warnings.word().into(), set: |all, text| pick(&mut all.warnings, &Warnings::ALL, Warnings::word, text) },
    Setting { name: "reduced_motion", variable: "FORTY_REDUCED_MOTION", kind: SettingKind::Switch,
        meaning: "No flash, and a running clock is drawn every ten seconds or on a key, not every second",
        get: |all| all.reduced_motion.to_string(), set: |all, text| switch(&mut all.reduced_motion, text) },
    Setting { name: "screen_reader", variable: "FORTY_SCREEN_READER", kind: SettingKind::Switch,
        meaning: "Interview, drill, concept cards and debrief as plain text that is read aloud in order, as with `--linear`; `forty` alone prints the commands for them",
        get: |all| all.screen_reader.to_string(), set: |all, text| switch(&mut all.screen_reader, text) },
    Setting { name: "mouse", variable: "FORTY_MOUSE", kind: SettingKind::Switch,
        meaning: "Clicks and the wheel; false: the terminal keeps the mouse and selects text",
        get: |all| all.mouse.to_string(), set: |all, text| switch(&mut all.mouse, text) },
    Setting { name: "editor", variable: "FORTY_EDITOR", kind: SettingKind::Text,
        meaning: "Command of your editor; empty: $VISUAL, else $EDITOR",
        get: |all| all.editor.clone(), set: |all, text| { text.clone_into(&mut all.editor); Ok(()) } },
    Setting { name: "sessions", variable: "FORTY_SESSIONS", kind: SettingKind::Text,
        meaning: "Folder of the sessions; empty: in the data folder that `forty paths` names",
        get: |all| all.sessions.clone(), set: |all, text| { text.clone_into(&mut all.sessions); Ok(()) } },
    Setting { name: "designs", variable: "FORTY_DESIGNS", kind: SettingKind::Text,
        meaning: "Folder of your own designs; empty: in the data folder that `forty paths` names",
        get: |all| all.designs.clone(), set: |all, text| { text.clone_into(&mut all.designs); Ok(()) } },
    Setting { name: "minutes", variable: "FORTY_MINUTES", kind: SettingKind::Text,
        meaning: "Time of each stage such as \"5,10,10,10,5\", or of all together such as \"60m\"; empty: the framework's",
        get: |all| minutes_text(&all.minutes), set: |all, text| { all.minutes = minutes(text)?; Ok(()) } },
    Setting { name: "strict", variable: "FORTY_STRICT", kind: SettingKind::Switch,
        meaning: "The next stage starts when the time of a stage is over",
        get: |all| all.strict.to_string(), set: |all, text| switch(&mut all.strict, text) },
    Setting { name: "interruptions", variable: "FORTY_INTERRUPTIONS", kind: SettingKind::Switch,
        meaning: "The interviewer asks follow-up questions during a stage",
        get: |all| all.interruptions.to_string(), set: |all, text| switch(&mut all.interruptions, text) },
];

fn pick<T: Copy>(
    value: &mut T,
    all: &[T],
    word: fn(T) -> &'static str,
    text: &str,
) -> Result<(), String> {
    let known = all.iter().find(|known| word(**known) == text);
    *value = *known.ok_or("there is no such word")?;
    Ok(())
}

fn switch(value: &mut bool, text: &str) -> Result<(), String> {
    *value = text
        .parse()
        .map_err(|_| "it must be true or false".to_owned())?;
    Ok(())
}

fn name(text: &str) -> Result<String, String> {
    if text.chars().any(char::is_control) {
        return Err("a name is one line".into());
    }
    Ok(text.trim().to_owned())
}

/// The name of a coach. Screens and files say "candidate" for the one who was interviewed.
///
/// # Errors
/// When it is "candidate" or has control characters, as a text for the user.
pub fn coach_name(text: &str) -> Result<String, String> {
    if names::is_same(text, "candidate") {
        return Err("a coach needs another name than \"candidate\", such as your own".into());
    }
    name(text)
}

/// A time for each stage, or one for all stages together.
fn minutes(text: &str) -> Result<Minutes, String> {
    Ok(match text.trim() {
        "" => Minutes::AsFramework,
        text if text.contains(',') => Minutes::Each(parse_times(text)?),
        text => Minutes::Total(parse_time(text)?),
    })
}

fn minutes_text(minutes: &Minutes) -> String {
    match minutes {
        Minutes::AsFramework => String::new(),
        Minutes::Each(times) => write_times(times),
        Minutes::Total(total) => write_total(*total),
    }
}

impl Setting {
    /// A value as `config.toml` has it.
    pub fn toml(&self, value: &str) -> String {
        match self.kind {
            SettingKind::Switch => value.to_owned(),
            SettingKind::Text | SettingKind::Word(_) => in_quotes(value),
        }
    }
}

/// A text as `config.toml` has it.
pub fn in_quotes(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{escaped}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_takes_its_own_default_and_each_of_its_words() {
        for (index, setting) in TABLE.iter().enumerate() {
            let (_, default, by) = ResolvedSettings::default().rows().nth(index).unwrap();
            assert_eq!(by, SetBy::Default);
            let words = match setting.kind {
                SettingKind::Word(words) => words.to_vec(),
                SettingKind::Switch => vec!["true", "false"],
                SettingKind::Text => Vec::new(),
            };
            for text in words.into_iter().chain([default.as_str()]) {
                let mut resolved = ResolvedSettings::default();
                resolved.set(index, text, SetBy::Flag).unwrap();
                let (_, value, _) = resolved.rows().nth(index).unwrap();
                assert_eq!(value, text, "{}", setting.name);
            }
        }
    }

    #[test]
    fn every_setting_changes_a_value_of_its_own() {
        for (index, setting) in TABLE.iter().enumerate() {
            let other = match setting.kind {
                SettingKind::Text if setting.name == "minutes" => "90s,2m",
                SettingKind::Text => "other",
                SettingKind::Switch
                    if setting.name == "mouse" || setting.name == "interruptions" =>
                {
                    "false"
                }
                SettingKind::Switch => "true",
                SettingKind::Word(words) => words[1],
            };
            let mut resolved = ResolvedSettings::default();
            resolved.set(index, other, SetBy::Flag).unwrap();
            let defaults = ResolvedSettings::default();
            let changed = resolved.rows().zip(defaults.rows());
            let changed: Vec<&str> = changed
                .filter(|(a, b)| a.1 != b.1)
                .map(|(a, _)| a.0.name)
                .collect();
            assert_eq!(changed, [setting.name]);
        }
    }

    #[test]
    fn a_time_of_all_stages_is_written_with_its_unit() {
        let index = TABLE.iter().position(|row| row.name == "minutes").unwrap();
        for (text, written) in [("60", "60m"), ("1h", "60m"), ("5,10", "5,10"), ("", "")] {
            let mut resolved = ResolvedSettings::default();
            resolved.set(index, text, SetBy::File(1)).unwrap();
            let (_, value, _) = resolved.rows().nth(index).unwrap();
            assert_eq!(value, written, "{text}");
        }
    }
}
