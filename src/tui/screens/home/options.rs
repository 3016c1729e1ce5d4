//! The options with which the next run is started, and the keys that change them; `panel` draws them. They do not know
//! the designs.

mod panel;

pub use panel::OptionsSubject;

use std::time::Duration;

use crate::domain::interview::setup::{ClockForm, HIGHEST_SEED, Setup};
use crate::domain::overview::StageMinutes;
use crate::domain::session::event::RunOptions;
use crate::domain::session::plan::{Minutes, scaled};
use crate::domain::session::timeline::clock;
use crate::domain::settings::Settings;
use crate::domain::units::{counted, parse_time, parse_times, write_times};
use crate::tui::effect::{Effect, say};
use crate::tui::input::Key;
use crate::tui::keys::{Action, Context};
use crate::tui::widgets::scroll::around;
use crate::tui::widgets::text_input::{InputOutcome, TextInput};

/// Longest text in characters.
const LIMIT: usize = 120;
/// A blank at which lines are not broken.
const NO_BREAK_SPACE: char = '\u{a0}';

/// An option of the next run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Minutes,
    Total,
    Strict,
    Seed,
    Interruptions,
    Clock,
}

const FIELDS: [Field; 6] = [
    Field::Minutes,
    Field::Total,
    Field::Strict,
    Field::Seed,
    Field::Interruptions,
    Field::Clock,
];

impl Field {
    fn name(self) -> &'static str {
        match self {
            Self::Minutes => "minutes",
            Self::Total => "total",
            Self::Strict => "strict",
            Self::Seed => "seed",
            Self::Interruptions => "interruptions",
            Self::Clock => "clock",
        }
    }

    fn meaning(self) -> &'static str {
        match self {
            Self::Minutes => "a time for each stage, like 5,10,10,10,5 or 90s,2m; or give a total",
            Self::Total => "a time for all stages, like 60m, in proportion; or give minutes",
            Self::Strict => "on: at zero the next stage begins; off: the time over is counted",
            Self::Seed => "a number: the same one gives the same follow-ups; empty: a random one",
            Self::Interruptions => "on: the interviewer asks follow-up questions on the way",
            Self::Clock => "how the countdown looks; hidden shows only overruns",
        }
    }

    /// Says briefly that the option's value is wrong.
    pub fn wrong(self) -> String {
        let verb = match self {
            Self::Minutes => "are",
            _ => "is",
        };
        format!("{} {verb} wrong", self.name())
    }
}

/// The options as they were entered, valid or not.
#[derive(Debug, Clone)]
pub struct OptionsPanel {
    stages: Vec<StageMinutes>,
    /// One time for each stage, separated by commas; empty where a total is given.
    minutes: TextInput,
    total: TextInput,
    /// The minutes that a total has replaced, which return where it is cleared.
    replaced: String,
    strict: bool,
    /// A number; where empty, a seed is drawn.
    seed: TextInput,
    interruptions: bool,
    clock: ClockForm,
    /// The index of the selected option in `FIELDS`.
    selected: usize,
}

impl OptionsPanel {
    /// The options that the settings have, with the framework's times where they name none.
    pub fn new(stages: Vec<StageMinutes>, settings: &Settings) -> Self {
        let empty = || TextInput::new("", LIMIT);
        let mut options = Self {
            stages,
            minutes: empty(),
            total: empty(),
            replaced: String::new(),
            strict: settings.strict,
            seed: empty(),
            interruptions: settings.interruptions,
            clock: settings.clock,
            selected: 0,
        };
        match &settings.minutes {
            Minutes::AsFramework => options.minutes.set(&write_times(&options.framework())),
            Minutes::Each(times) => options.minutes.set(&write_times(times)),
            Minutes::Total(total) => options.total.set(&write_times(&[*total])),
        }
        options
    }

    /// The framework's time for each stage.
    fn framework(&self) -> Vec<Duration> {
        self.stages.iter().map(|stage| stage.time).collect()
    }

    /// The setup of a run of this design.
    ///
    /// # Errors
    /// The first option whose value is wrong, and why.
    pub fn setup(&self, design: &str) -> Result<Setup, (Field, String)> {
        Ok(Setup {
            drill: None,
            minutes: self.read_minutes()?,
            seed: self.read_seed().map_err(|why| (Field::Seed, why))?,
            options: RunOptions {
                strict: self.strict,
                quiet: !self.interruptions,
                ..RunOptions::default()
            },
            clock: self.clock,
            ..Setup::of(design)
        })
    }

    fn read_minutes(&self) -> Result<Minutes, (Field, String)> {
        if !self.total.is_blank() {
            let total = parse_time(&self.total.text()).map_err(|why| (Field::Total, why))?;
            return Ok(Minutes::Total(total));
        }
        if self.minutes.is_blank() {
            return Ok(Minutes::AsFramework);
        }
        let times = parse_times(&self.minutes.text()).map_err(|why| (Field::Minutes, why))?;
        if times.len() != self.stages.len() {
            let given = counted(times.len(), "time");
            let why = format!("{given} for {}", counted(self.stages.len(), "stage"));
            return Err((Field::Minutes, why));
        }
        if times == self.framework() {
            return Ok(Minutes::AsFramework);
        }
        Ok(Minutes::Each(times))
    }

    fn read_seed(&self) -> Result<Option<u32>, String> {
        let text = self.seed.text();
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
        let seed = text
            .parse()
            .ok()
            .filter(|seed| is_number && *seed <= HIGHEST_SEED);
        let wrong = || format!("`{text}` is no seed: a number from 0 to {HIGHEST_SEED}, or empty");
        seed.map(Some).ok_or_else(wrong)
    }

    /// Why an option's value is wrong; `None` where it is valid.
    fn mistake(&self, field: Field) -> Option<String> {
        match field {
            Field::Minutes | Field::Total => {
                let (wrong, why) = self.read_minutes().err()?;
                (wrong == field).then_some(why)
            }
            Field::Seed => self.read_seed().err(),
            Field::Strict | Field::Interruptions | Field::Clock => None,
        }
    }

    /// Lists the options that differ from the defaults, and says which one is wrong; `None` where all are defaults.
    pub fn kept_text(&self) -> Option<String> {
        let (mut changes, mut wrong) = (Vec::new(), None);
        match self.read_minutes() {
            Ok(Minutes::AsFramework) => {}
            Ok(Minutes::Each(_)) => changes.push(format!("minutes {}", self.minutes.text().trim())),
            Ok(Minutes::Total(_)) => changes.push(format!("total {}", self.total.text().trim())),
            Err((field, _)) => wrong = Some(field),
        }
        if self.strict {
            changes.push("strict".into());
        }
        match self.read_seed() {
            Ok(None) => {}
            Ok(Some(seed)) => changes.push(format!("seed {seed}")),
            Err(_) => wrong = wrong.or(Some(Field::Seed)),
        }
        if !self.interruptions {
            changes.push("no interruptions".into());
        }
        if self.clock != ClockForm::default() {
            changes.push(format!("clock {}", self.clock.word()));
        }
        let kept = (!changes.is_empty()).then(|| format!("options kept: {}", changes.join(", ")));
        // Enter starts nothing before it is corrected.
        let wrong = wrong.map(|field| format!("{}: Enter opens the options", field.wrong()));
        let parts: Vec<String> = kept.into_iter().chain(wrong).collect();
        (!parts.is_empty()).then(|| parts.join("; "))
    }

    /// The value shown for an option that is no text, and the placeholder of an empty text.
    fn value(&self, field: Field) -> String {
        let switch = |on: bool| if on { "on" } else { "off" };
        let word = match field {
            Field::Minutes if self.total.is_blank() => {
                return format!("as usual: {}", write_times(&self.framework()));
            }
            Field::Minutes => return "from the total, in proportion".into(),
            Field::Total => return "none".into(),
            Field::Seed => return "random".into(),
            Field::Strict => switch(self.strict),
            Field::Interruptions => switch(self.interruptions),
            Field::Clock => self.clock.word(),
        };
        if FIELDS[self.selected] == field {
            format!("‹ {word} ›")
        } else {
            word.to_owned()
        }
    }

    pub fn select(&mut self, field: Field) {
        let index = FIELDS.iter().position(|other| *other == field);
        self.selected = index.unwrap_or(0);
    }

    /// Selects another option, from the last to the first and back.
    pub fn step(&mut self, by: isize) {
        self.selected = around(self.selected, by, FIELDS.len());
    }

    /// The context in which keys are looked up now.
    pub fn context(&self) -> Context {
        match FIELDS[self.selected] {
            Field::Minutes | Field::Total | Field::Seed => Context::OptionText,
            Field::Strict | Field::Interruptions | Field::Clock => Context::Options,
        }
    }

    fn text(&mut self, field: Field) -> Option<&mut TextInput> {
        match field {
            Field::Minutes => Some(&mut self.minutes),
            Field::Total => Some(&mut self.total),
            Field::Seed => Some(&mut self.seed),
            Field::Strict | Field::Interruptions | Field::Clock => None,
        }
    }

    /// Edits the selected option where it is a text. A change of minutes clears the total and the other way around; where a
    /// total is cleared, the minutes before it return, or the framework's.
    fn edit(&mut self, change: impl FnOnce(&mut TextInput) -> InputOutcome) {
        let field = FIELDS[self.selected];
        let Some(input) = self.text(field) else {
            return;
        };
        let is_changed = change(input).is_change();
        match field {
            Field::Minutes if is_changed => self.total.set(""),
            Field::Total if is_changed && self.total.is_blank() => {
                let minutes = match std::mem::take(&mut self.replaced) {
                    none if none.trim().is_empty() => write_times(&self.framework()),
                    minutes => minutes,
                };
                self.minutes.set(&minutes);
            }
            Field::Total if is_changed => {
                if !self.minutes.is_blank() {
                    self.replaced = self.minutes.text();
                }
                self.minutes.set("");
            }
            _ => {}
        }
    }

    /// Inserts text into the selected option up to the first character that is not allowed, and names that character.
    pub fn paste(&mut self, text: &str) -> Vec<Effect> {
        let is_valid = |character: char| character == ' ' || character.is_ascii_graphic();
        let end = text.find(|character| !is_valid(character));
        let (valid, rest) = text.split_at(end.unwrap_or(text.len()));
        self.edit(|input| input.paste(valid));
        match rest.chars().next() {
            Some(refused) if self.context() == Context::OptionText => {
                say(format!("{refused:?} is not allowed here"))
            }
            _ => Vec::new(),
        }
    }

    /// Takes a key of the panel, with its action.
    pub fn on(&mut self, action: Option<&Action>, key: Key) -> Vec<Effect> {
        match (action, key.typed()) {
            (Some(Action::Up), _) => self.step(-1),
            (Some(Action::Down), _) => self.step(1),
            (Some(Action::Change | Action::Next), _) => self.change(1),
            (Some(Action::Previous), _) => self.change(-1),
            (None, Some(character)) => return self.paste(&character.to_string()),
            _ => self.edit(|input| input.on(action, key)),
        }
        Vec::new()
    }

    /// Switches the selected option, or selects its next or previous value.
    fn change(&mut self, by: isize) {
        match FIELDS[self.selected] {
            Field::Strict => self.strict = !self.strict,
            Field::Interruptions => self.interruptions = !self.interruptions,
            Field::Clock => {
                let all = ClockForm::ALL;
                self.clock = all[around(self.clock as usize, by, all.len())];
            }
            Field::Minutes | Field::Total | Field::Seed => {}
        }
    }

    /// The sum of the minutes and each stage's time; for a text that is wrong, the sum of what can be read.
    fn sum(&self) -> String {
        let (times, rest) = match self.read_minutes() {
            Ok(Minutes::AsFramework) => (self.framework(), ""),
            Ok(Minutes::Each(each)) => (each, ""),
            Ok(Minutes::Total(total)) => (scaled(&self.framework(), total), ""),
            Err((Field::Total, _)) => (Vec::new(), " so far"),
            Err(_) => {
                let text = self.minutes.text();
                let read = text.split(',').map(parse_time);
                (read.filter_map(Result::ok).collect(), " so far")
            }
        };
        let sum = clock(times.iter().sum());
        if !rest.is_empty() || times.is_empty() {
            return format!("total {sum}{rest}");
        }
        let stages = self.stages.iter().zip(&times);
        let stages =
            stages.map(|(stage, time)| format!("{}{NO_BREAK_SPACE}{}", stage.short, clock(*time)));
        format!("total {sum}: {}", stages.collect::<Vec<_>>().join(", "))
    }
}
