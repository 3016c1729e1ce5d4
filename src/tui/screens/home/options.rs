//! What the next run is started with, and how keys change it; `panel` draws it.
//! It must not know which designs there are, nor what starting does.

mod panel;

use std::time::Duration;

use crate::domain::interview::setup::{ClockForm, HIGHEST_SEED, Setup};
use crate::domain::overview::StageMinutes;
use crate::domain::session::event::RunOptions;
use crate::domain::session::plan::{Minutes, stretched};
use crate::domain::session::timeline::clock;
use crate::domain::units::{parse_time, parse_times, write_times};
use crate::tui::effect::{Effect, say};
use crate::tui::input::Key;
use crate::tui::keys::{Action, Context};
use crate::tui::widgets::scroll::around;
use crate::tui::widgets::text_input::{InputOutcome, TextInput};

/// Most characters of a text.
const LIMIT: usize = 120;
/// Stands for a blank at which no line is broken.
const HOLD: char = '\u{a0}';

/// One option.
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
            Self::Minutes => {
                "a time for each stage, like 5,10,10,10,5 or 90s,2m; takes the place of a total"
            }
            Self::Total => {
                "a time for all stages, like 60m: they keep their proportions; takes the place of minutes"
            }
            Self::Strict => {
                "on: at zero the next stage begins; off: a stage goes over, and it is counted"
            }
            Self::Seed => "the same seed gives the same interview; left empty, one is drawn",
            Self::Interruptions => "on: the interviewer asks follow-up questions on the way",
            Self::Clock => "how the countdown looks; hidden shows only overruns",
        }
    }

    /// That its text is wrong, in a few words.
    pub fn wrong(self) -> String {
        let verb = match self {
            Self::Minutes => "are",
            _ => "is",
        };
        format!("{} {verb} wrong", self.name())
    }
}

/// The options as they are, right or wrong.
#[derive(Debug, Clone)]
pub struct OptionsPanel {
    stages: Vec<StageMinutes>,
    /// One time a stage; empty where a total is given.
    minutes: TextInput,
    total: TextInput,
    strict: bool,
    /// Empty: any.
    seed: TextInput,
    interruptions: bool,
    clock: ClockForm,
    /// An index in `FIELDS`.
    selected: usize,
}

impl OptionsPanel {
    /// Everything as the framework has it.
    pub fn of(stages: Vec<StageMinutes>) -> Self {
        let empty = || TextInput::new("", LIMIT);
        let mut options = Self {
            stages,
            minutes: empty(),
            total: empty(),
            strict: false,
            seed: empty(),
            interruptions: true,
            clock: ClockForm::default(),
            selected: 0,
        };
        options.minutes.set(&write_times(&options.framework()));
        options
    }

    /// The framework's own times.
    fn framework(&self) -> Vec<Duration> {
        self.stages.iter().map(|stage| stage.time).collect()
    }

    /// What a run of this design is started with.
    ///
    /// # Errors
    /// The first option that is wrong, and why.
    pub fn setup(&self, design: &str) -> Result<Setup, (Field, String)> {
        Ok(Setup {
            minutes: self.read_minutes()?,
            seed: self.read_seed().map_err(|why| (Field::Seed, why))?,
            options: RunOptions {
                strict: self.strict,
                quiet: !self.interruptions,
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
            let words = format!(
                "{} for {}",
                count(times.len(), "time"),
                count(self.stages.len(), "stage")
            );
            return Err((Field::Minutes, words));
        }
        if times == self.framework() {
            return Ok(Minutes::AsFramework);
        }
        Ok(Minutes::Each(times))
    }

    fn read_seed(&self) -> Result<Option<u32>, String> {
        let text = self.seed.text();
        let words = text.trim();
        if words.is_empty() {
            return Ok(None);
        }
        let digits = words.bytes().all(|byte| byte.is_ascii_digit());
        match words.parse() {
            Ok(seed) if digits && seed <= HIGHEST_SEED => Ok(Some(seed)),
            _ => Err(format!(
                "`{words}` is no seed: a number from 0 to {HIGHEST_SEED}, or empty"
            )),
        }
    }

    /// Why an option is wrong, where it is.
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

    /// What is not as usual, in a few words.
    pub fn words(&self) -> Option<String> {
        let mut words = Vec::new();
        match self.read_minutes() {
            Ok(Minutes::AsFramework) => {}
            Ok(Minutes::Each(_)) => words.push(format!("minutes {}", self.minutes.text().trim())),
            Ok(Minutes::Total(_)) => words.push(format!("total {}", self.total.text().trim())),
            Err((field, _)) => words.push(field.wrong()),
        }
        if self.strict {
            words.push("strict".into());
        }
        match self.read_seed() {
            Ok(None) => {}
            Ok(Some(seed)) => words.push(format!("seed {seed}")),
            Err(_) => words.push(Field::Seed.wrong()),
        }
        if !self.interruptions {
            words.push("no interruptions".into());
        }
        if self.clock != ClockForm::default() {
            words.push(format!("clock {}", self.clock.word()));
        }
        (!words.is_empty()).then(|| words.join(", "))
    }

    pub fn choose(&mut self, field: Field) {
        let index = FIELDS.iter().position(|other| *other == field);
        self.selected = index.unwrap_or(0);
    }

    /// Selects another option, at the ends around.
    pub fn step(&mut self, by: isize) {
        self.selected = around(self.selected, by, FIELDS.len());
    }

    /// Where keys are looked up now.
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

    /// Changes the selected text, if one is selected. Of minutes and total, what is given clears the other; without
    /// either the framework's minutes are back.
    fn edit(&mut self, change: impl FnOnce(&mut TextInput) -> InputOutcome) {
        let field = FIELDS[self.selected];
        let Some(input) = self.text(field) else {
            return;
        };
        let is_changed = change(input).is_change();
        match field {
            Field::Minutes if is_changed => self.total.set(""),
            Field::Total if is_changed && self.total.is_blank() => {
                self.minutes.set(&write_times(&self.framework()));
            }
            Field::Total if is_changed => self.minutes.set(""),
            _ => {}
        }
    }

    /// Types into the selected text; a character that cannot be part of it is named, and what follows is left out.
    pub fn paste(&mut self, text: &str) -> Vec<Effect> {
        let is_valid = |character: char| character == ' ' || character.is_ascii_graphic();
        let end = text.find(|character| !is_valid(character));
        let (valid, rest) = text.split_at(end.unwrap_or(text.len()));
        self.edit(|input| input.paste(valid));
        match rest.chars().next() {
            Some(refused) if self.context() == Context::OptionText => {
                say(format!("{refused:?} cannot stand here"))
            }
            _ => Vec::new(),
        }
    }

    /// Does what a key of the panel does.
    pub fn on(&mut self, action: Option<&Action>, key: Key) -> Vec<Effect> {
        match (action, key.typed()) {
            (Some(Action::Up), _) => self.step(-1),
            (Some(Action::Down), _) => self.step(1),
            (Some(Action::Change | Action::After), _) => self.change(1),
            (Some(Action::Before), _) => self.change(-1),
            (None, Some(character)) => return self.paste(&character.to_string()),
            _ => self.edit(|input| input.on(action, key)),
        }
        Vec::new()
    }

    /// Switches, or takes the value that follows or goes before.
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

    /// The sum of the minutes, and each stage's; of a text that is wrong, what can be read.
    fn sum(&self) -> String {
        let (times, rest) = match self.read_minutes() {
            Ok(Minutes::AsFramework) => (self.framework(), ""),
            Ok(Minutes::Each(each)) => (each, ""),
            Ok(Minutes::Total(total)) => (stretched(&self.framework(), total), ""),
            Err((Field::Total, _)) => (Vec::new(), " so far"),
            Err(_) => {
                let text = self.minutes.text();
                let read = text.split(',').map(parse_time);
                (read.filter_map(Result::ok).collect(), " so far")
            }
        };
        let sum = clock(times.iter().sum());
        if !rest.is_empty() || times.is_empty() {
            return format!("sum {sum}{rest}");
        }
        let stages = self.stages.iter().zip(&times);
        let stages = stages.map(|(stage, time)| format!("{}{HOLD}{}", stage.short, clock(*time)));
        format!("sum {sum}: {}", stages.collect::<Vec<_>>().join(", "))
    }
}

fn count(number: usize, word: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {word}{plural}")
}
