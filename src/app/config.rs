//! The settings in use. Flags win over the environment, the environment over `config.toml`, the file over the defaults.

use std::ffi::OsString;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use crate::content::config::{self, BoundKeys, UnknownSetting};
use crate::content::{Diagnostic, Severity, SourcePosition, render_all};
use crate::domain::sanitize;
use crate::domain::settings::{ResolvedSettings, SetBy, TABLE};
use crate::store;

/// A setting that a flag gives: its name in the table and the value.
pub type Flag = (&'static str, String);

/// A longer hint does not stand on the line of a remark, in bytes.
const LONGEST_HINT: usize = 60;

/// The settings with where each comes from, and what is wrong with them.
#[derive(Debug, Default)]
pub struct Config {
    /// The file, whether there is one or not.
    pub path: PathBuf,
    /// The text of the file; `None` where there is none.
    pub text: Option<String>,
    /// Why the file cannot be read, on one clean line.
    pub unreadable: Option<String>,
    pub resolved: ResolvedSettings,
    /// The keys that the file binds to other actions.
    pub bound: Vec<BoundKeys>,
    /// The settings with a value that cannot be used, and where it is.
    unused: Vec<(&'static str, SetBy)>,
    /// Where the file has the value of each setting.
    pub positions: Vec<(&'static str, SourcePosition)>,
    /// What the file has at its top that is no setting.
    pub unknown: Vec<UnknownSetting>,
    /// The mistakes of the file, in its order.
    pub mistakes: Vec<Diagnostic>,
    /// The mistakes of environment variables: message and hint.
    pub refused: Vec<(String, String)>,
}

impl Config {
    /// Reads the file in the config folder, the environment and the flags. A mistake anywhere costs only its setting.
    pub fn read(
        folder: &Path,
        variable: impl Fn(&str) -> Option<OsString>,
        flags: &[Flag],
    ) -> Self {
        let mut config = Self {
            path: store::settings_file(folder),
            ..Self::default()
        };
        match store::settings_text(folder) {
            Ok(text) => config.text = text,
            Err(why) => config.unreadable = Some(sanitize::line(&why.with_cause())),
        }
        if let Some(text) = &config.text {
            let file = config::read(text, &mut config.resolved);
            (config.bound, config.mistakes) = (file.bound, file.mistakes);
            (config.positions, config.unknown) = (file.positions, file.unknown);
            let unused = file.unused.into_iter();
            config.unused = unused
                .map(|(name, line)| (name, SetBy::File(line)))
                .collect();
        }
        for (index, setting) in TABLE.iter().enumerate() {
            // An empty variable counts as not set.
            if let Some(value) = variable(setting.variable).filter(|value| !value.is_empty()) {
                config.set(index, &value.to_string_lossy(), SetBy::Environment);
            }
            let flag = flags.iter().find(|(name, _)| *name == setting.name);
            if let Some((_, value)) = flag {
                config.set(index, value, SetBy::Flag);
            }
        }
        config
    }

    fn set(&mut self, index: usize, value: &str, by: SetBy) {
        if let Err(why) = config::set(&mut self.resolved, index, value, by) {
            let message = match by {
                SetBy::Environment => format!("{}: {}", TABLE[index].variable, why.message),
                _ => why.message,
            };
            self.refused.push((message, why.hint));
            self.unused.push((TABLE[index].name, by));
        }
    }

    /// The folder that the file names in a setting: `~/` is the home folder, and a relative path is below the config
    /// folder.
    pub fn folder(&self, text: &str, home: Option<&Path>) -> Option<PathBuf> {
        if text.is_empty() {
            return None;
        }
        if let (Some(rest), Some(home)) = (text.strip_prefix("~/"), home) {
            return Some(home.join(rest));
        }
        Some(self.path.parent().unwrap_or(&self.path).join(text))
    }

    /// Adds a mistake of a value that is not known to be wrong by itself, in its place in the file. The setting then has the
    /// value of the next source.
    pub fn refuse(&mut self, name: &str, message: &str, hint: &str) {
        let mut rows = self.resolved.rows().enumerate();
        let Some((index, (setting, _, by))) = rows.find(|(_, row)| row.0.name == name) else {
            return;
        };
        drop(rows);
        let mut below = ResolvedSettings::default();
        let position = self.positions.iter().find(|(known, _)| *known == name);
        match (by, position) {
            (SetBy::File(line), Some((_, position))) => {
                let mistake = Diagnostic::new(Severity::Error, *position, message, hint);
                self.mistakes.push(mistake);
                self.mistakes.sort_by_key(|one| (one.line, one.column));
                self.unused.push((setting.name, SetBy::File(line)));
            }
            (SetBy::Environment, _) => {
                self.refused.push((message.to_owned(), hint.to_owned()));
                self.unused.push((setting.name, SetBy::Environment));
                if let Some(text) = &self.text {
                    config::read(text, &mut below);
                }
            }
            _ => {}
        }
        self.resolved.take_from(&below, index);
    }

    /// Where the values of a setting are that cannot be used, in the order in which they were found.
    pub fn unused(&self, name: &str) -> impl Iterator<Item = SetBy> {
        let unused = self.unused.iter().filter(move |(known, _)| *known == name);
        unused.map(|(_, by)| *by)
    }

    /// Whether a flag gives the setting of this name.
    pub fn is_from_flag(&self, name: &str) -> bool {
        let mut rows = self.resolved.rows();
        rows.any(|(setting, _, by)| setting.name == name && by == SetBy::Flag)
    }

    /// What is wrong with the settings, on one line; `None` where nothing is.
    pub fn remark(&self) -> Option<String> {
        if let Some(why) = &self.unreadable {
            return Some(format!("settings are not used: {why}"));
        }
        let count = self.mistakes.len() + self.refused.len();
        let first = match (self.mistakes.first(), self.refused.first()) {
            (Some(first), _) => {
                let place = format!("config.toml:{}: {}", first.line, first.message);
                match count {
                    // A list of all keys has no room on one line.
                    1 if first.hint.len() > LONGEST_HINT => {
                        return Some(format!("{place}; `forty config check` says more"));
                    }
                    _ => format!("{place} ({})", first.hint),
                }
            }
            (None, Some((message, hint))) => format!("{message} ({hint})"),
            (None, None) => return None,
        };
        Some(match count {
            1 => first,
            _ => format!("{first}; `forty config check` lists all {count} mistakes"),
        })
    }

    /// Every mistake with its place and hint, as `forty check` prints those of designs.
    pub fn pictures(&self) -> String {
        let file = self.path.display().to_string();
        let mut text = render_all(
            &self.mistakes,
            &file,
            self.text.as_deref().unwrap_or_default(),
        );
        for (message, hint) in &self.refused {
            // Writing to a String cannot fail.
            let _ = write!(text, "error: {message}\n  hint: {hint}\n\n");
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The clock and who set it, with this file, environment and flags.
    fn clock(
        file: Option<&str>,
        variable: Option<&str>,
        flag: Option<&str>,
    ) -> (String, SetBy, Option<String>) {
        let folder = tempfile::tempdir().unwrap();
        if let Some(text) = file {
            store::create_settings(folder.path(), text).unwrap();
        }
        let flags: Vec<Flag> = flag
            .into_iter()
            .map(|value| ("clock", value.to_owned()))
            .collect();
        let variables =
            |name: &str| (name == "FORTY_CLOCK").then(|| variable.map(OsString::from))?;
        let config = Config::read(folder.path(), variables, &flags);
        let (_, value, by) = config
            .resolved
            .rows()
            .find(|row| row.0.name == "clock")
            .unwrap();
        (value, by, config.remark())
    }

    #[test]
    fn flags_win_over_the_environment_and_that_over_the_file_and_the_defaults() {
        let bar = Some("# a comment\nclock = \"bar\"\n");
        for (file, variable, flag, wanted) in [
            (None, None, None, ("digits", SetBy::Default)),
            (bar, None, None, ("bar", SetBy::File(2))),
            (bar, Some("hidden"), None, ("hidden", SetBy::Environment)),
            (bar, Some(""), None, ("bar", SetBy::File(2))),
            (bar, Some("hidden"), Some("digits"), ("digits", SetBy::Flag)),
            (bar, None, Some("digits"), ("digits", SetBy::Flag)),
        ] {
            let (value, by, remark) = clock(file, variable, flag);
            assert_eq!((value.as_str(), by), wanted);
            assert_eq!(remark, None);
        }
    }

    #[test]
    fn a_wrong_value_falls_back_to_the_next_source_and_is_remarked() {
        let (value, by, remark) = clock(Some("clock = \"bar\""), Some("hiden"), None);
        assert_eq!((value.as_str(), by), ("bar", SetBy::File(1)));
        let remark = remark.unwrap();
        assert!(
            remark.contains("FORTY_CLOCK: unknown clock `hiden`"),
            "{remark}"
        );
        assert!(remark.contains("did you mean `hidden`?"), "{remark}");
        let (value, by, remark) = clock(Some("clok = \"bar\"\nclock = 1"), None, None);
        assert_eq!((value.as_str(), by), ("digits", SetBy::Default));
        let remark = remark.unwrap();
        assert!(
            remark.contains("config.toml:1: unknown key `clok` (did you mean `clock`?)"),
            "{remark}"
        );
        assert!(remark.contains("all 2 mistakes"), "{remark}");
    }

    #[test]
    fn a_file_that_cannot_be_read_sets_nothing_and_is_remarked() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("config.toml")).unwrap();
        let config = Config::read(folder.path(), |_| None, &[]);
        assert_eq!(config.resolved, ResolvedSettings::default());
        assert!(
            config
                .remark()
                .unwrap()
                .starts_with("settings are not used: ")
        );
    }

    #[test]
    fn a_folder_in_the_file_is_below_the_config_or_the_home_folder() {
        let config = Config::read(Path::new("/etc/forty"), |_| None, &[]);
        let home = Some(Path::new("/home/sam"));
        for (text, wanted) in [
            ("", None),
            ("/data", Some("/data")),
            ("~/forty", Some("/home/sam/forty")),
            ("sessions", Some("/etc/forty/sessions")),
        ] {
            assert_eq!(
                config.folder(text, home),
                wanted.map(PathBuf::from),
                "{text}"
            );
        }
    }
}
