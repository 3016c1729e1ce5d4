//! What the next run is started with, and how keys change it; `panel` draws it.
//! It must not know which designs there are, nor what starting does.

mod panel;

use std::time::Duration;

use super::StageMinutes;
use super::entry::Entry;
use crate::domain::interview::setup::{ClockForm, HIGHEST_SEED, Setup};
use crate::domain::session::event::Options as RunOptions;
use crate::domain::session::plan::{Minutes, stretched};
use crate::domain::session::timeline::clock;
use crate::domain::units::{parse_time, parse_times, write_times};
use crate::tui::effect::Effect;
use crate::tui::keys::Action;
use crate::tui::widgets::notes::Action as Edit;

const CLOCKS: [(ClockForm, &str); 3] = [
    (ClockForm::Digits, "digits"),
    (ClockForm::Bar, "bar"),
    (ClockForm::Hidden, "hidden"),
];

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

/// The options as they stand, right or wrong.
#[derive(Debug, Clone)]
pub struct Options {
    stages: Vec<StageMinutes>,
    /// One time a stage; empty where a total is given.
    minutes: Entry,
    total: Entry,
    strict: bool,
    /// Empty: any.
    seed: Entry,
    interruptions: bool,
    /// A place in `CLOCKS`.
    clock: usize,
    /// A place in `FIELDS`.
    chosen: usize,
}

impl Options {
    /// Everything as the framework has it.
    pub fn of(stages: Vec<StageMinutes>) -> Self {
        let mut options = Self {
            stages,
            minutes: Entry::default(),
            total: Entry::default(),
            strict: false,
            seed: Entry::default(),
            interruptions: true,
            clock: 0,
            chosen: 0,
        };
        options.minutes = Entry::of(&write_times(&options.framework()));
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
            clock: CLOCKS[self.clock].0,
            ..Setup::of(design)
        })
    }

    fn read_minutes(&self) -> Result<Minutes, (Field, String)> {
        if !self.total.is_empty() {
            let total = parse_time(self.total.text()).map_err(|why| (Field::Total, why))?;
            return Ok(Minutes::Total(total));
        }
        if self.minutes.is_empty() {
            return Ok(Minutes::AsFramework);
        }
        let times = parse_times(self.minutes.text()).map_err(|why| (Field::Minutes, why))?;
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
        let words = self.seed.text().trim();
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
        if self.clock > 0 {
            words.push(format!("clock {}", CLOCKS[self.clock].1));
        }
        (!words.is_empty()).then(|| words.join(", "))
    }

    pub fn choose(&mut self, field: Field) {
        self.chosen = FIELDS.iter().position(|other| *other == field).unwrap_or(0);
    }

    /// Moves on or back by options, at the ends around.
    pub fn step(&mut self, by: isize) {
        let count = FIELDS.len();
        self.chosen = (self.chosen + count).saturating_add_signed(by) % count;
    }

    /// Whether typing goes into a text.
    pub fn is_at_text(&self) -> bool {
        self.entry(FIELDS[self.chosen]).is_some()
    }

    fn entry(&self, field: Field) -> Option<&Entry> {
        match field {
            Field::Minutes => Some(&self.minutes),
            Field::Total => Some(&self.total),
            Field::Seed => Some(&self.seed),
            Field::Strict | Field::Interruptions | Field::Clock => None,
        }
    }

    /// Changes the chosen text, if one is chosen. Of minutes and total, what is given clears the other; without
    /// either the framework's minutes stand there again.
    fn edit<T: Default>(&mut self, change: impl FnOnce(&mut Entry) -> T) -> T {
        let field = FIELDS[self.chosen];
        let entry = match field {
            Field::Minutes => &mut self.minutes,
            Field::Total => &mut self.total,
            Field::Seed => &mut self.seed,
            Field::Strict | Field::Interruptions | Field::Clock => return T::default(),
        };
        let before = entry.text().to_owned();
        let made = change(entry);
        let changed = entry.text() != before;
        match field {
            Field::Minutes if changed => self.total = Entry::default(),
            Field::Total if changed && self.total.is_empty() => {
                self.minutes = Entry::of(&write_times(&self.framework()));
            }
            Field::Total if changed => self.minutes = Entry::default(),
            _ => {}
        }
        made
    }

    /// Types into the chosen text; what cannot stand there is left out and named.
    pub fn paste(&mut self, text: &str) -> Vec<Effect> {
        let refused = self.edit(|entry| text.chars().find(|character| !entry.insert(*character)));
        let said = refused.map(|character| format!("{character:?} cannot stand here"));
        said.map(Effect::Say).into_iter().collect()
    }

    /// Does what a key of the panel does.
    pub fn act(&mut self, action: &Action) {
        match action {
            Action::Up => self.step(-1),
            Action::Down => self.step(1),
            Action::Change | Action::After => self.change(1),
            Action::Before => self.change(-1),
            Action::First => self.edit(|entry| entry.step(isize::MIN)),
            Action::Last => self.edit(|entry| entry.step(isize::MAX)),
            Action::Edit(Edit::Backspace) => self.edit(Entry::backspace),
            Action::Edit(Edit::Delete) => self.edit(Entry::delete),
            Action::Clear => self.edit(|entry| *entry = Entry::default()),
            _ => {}
        }
    }

    /// Switches or cycles; in a text, moves the caret.
    fn change(&mut self, by: isize) {
        match FIELDS[self.chosen] {
            Field::Minutes | Field::Total | Field::Seed => self.edit(|entry| entry.step(by)),
            Field::Strict => self.strict = !self.strict,
            Field::Interruptions => self.interruptions = !self.interruptions,
            Field::Clock => {
                let count = CLOCKS.len();
                self.clock = (self.clock + count).saturating_add_signed(by) % count;
            }
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
                let read = self.minutes.text().split(',').map(parse_time);
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
