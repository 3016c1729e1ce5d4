//! The words that flags take for values of the domain.

use clap::ValueEnum;
use clap::builder::PossibleValue;

use crate::domain::interview::setup::ClockForm;
use crate::report::Format;
use crate::store::Status;

impl ValueEnum for ClockForm {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let value = PossibleValue::new(self.word());
        Some(match self {
            Self::Hidden => value.help("Show only overruns"),
            Self::Digits | Self::Bar => value,
        })
    }
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let (name, meaning) = self.name();
        let value = PossibleValue::new(name);
        Some(match meaning {
            Some(meaning) => value.help(meaning),
            None => value,
        })
    }
}

impl ValueEnum for Status {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::InProgress, Self::Finished]
    }

    /// The words of the screens; that of files and JSON is taken, too.
    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.shown()).alias(self.word()))
    }
}
