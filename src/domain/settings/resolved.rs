//! The settings of a run, and who set each of them. Must not know where a file of settings is.

use super::{Setting, Settings, TABLE};

/// Who set a value; a later one wins over an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SetBy {
    Default,
    /// The line in `config.toml`, from 1.
    File(usize),
    Environment,
    Flag,
}

/// The settings, and who set each of them.
#[derive(Debug, Clone, PartialEq)]
pub struct ResolvedSettings {
    pub values: Settings,
    set_by: [SetBy; TABLE.len()],
}

impl Default for ResolvedSettings {
    fn default() -> Self {
        Self {
            values: Settings::default(),
            set_by: [SetBy::Default; TABLE.len()],
        }
    }
}

impl ResolvedSettings {
    /// Sets the value of a row of the table, unless a stronger source has set it already.
    ///
    /// # Errors
    /// Why the value cannot be used; the setting then keeps its value.
    pub fn set(&mut self, index: usize, text: &str, by: SetBy) -> Result<(), String> {
        let before = self.values.clone();
        (TABLE[index].set)(&mut self.values, text)?;
        if by < self.set_by[index] {
            self.values = before;
        } else {
            self.set_by[index] = by;
        }
        Ok(())
    }

    /// Takes the value of a row of the table, and who set it, from other settings.
    pub fn take_from(&mut self, other: &Self, index: usize) {
        let setting = &TABLE[index];
        // A value as it is written is one that can be used.
        let taken = (setting.set)(&mut self.values, &(setting.get)(&other.values));
        debug_assert!(taken.is_ok());
        self.set_by[index] = other.set_by[index];
    }

    /// Each setting with its value as text and who set it.
    pub fn rows(&self) -> impl Iterator<Item = (&'static Setting, String, SetBy)> {
        let rows = TABLE.iter().zip(self.set_by);
        rows.map(|(setting, by)| (setting, (setting.get)(&self.values), by))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stronger_source_wins_in_any_order() {
        use SetBy::{Default, Environment, File, Flag};
        let clock = TABLE.iter().position(|row| row.name == "clock").unwrap();
        for (sources, wanted) in [
            (vec![], ("digits", Default)),
            (vec![(File(3), "bar")], ("bar", File(3))),
            (
                vec![(File(3), "bar"), (Environment, "hidden")],
                ("hidden", Environment),
            ),
            (
                vec![(Environment, "hidden"), (File(3), "bar")],
                ("hidden", Environment),
            ),
            (
                vec![(File(3), "bar"), (Environment, "hidden"), (Flag, "digits")],
                ("digits", Flag),
            ),
            (vec![(Flag, "bar"), (File(3), "digits")], ("bar", Flag)),
        ] {
            let mut resolved = ResolvedSettings::default();
            for (by, text) in &sources {
                resolved.set(clock, text, *by).unwrap();
            }
            let (_, value, by) = resolved.rows().nth(clock).unwrap();
            assert_eq!((value.as_str(), by), wanted, "{sources:?}");
        }
    }

    #[test]
    fn a_value_that_cannot_be_used_changes_nothing() {
        for (name, text) in [("minutes", "5,x"), ("strict", "yes"), ("coach", "a\nb")] {
            let index = TABLE.iter().position(|row| row.name == name).unwrap();
            let mut resolved = ResolvedSettings::default();
            assert!(resolved.set(index, text, SetBy::Flag).is_err(), "{name}");
            assert_eq!(resolved, ResolvedSettings::default(), "{name}");
        }
    }
}
