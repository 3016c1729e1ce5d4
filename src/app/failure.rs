//! The error of a command: what failed, why, its exit code and a hint.

use std::fmt;
use std::path::Path;

use crate::clock;
use crate::content::Diagnostic;
use crate::content::library::{DesignError, Library};
use crate::domain::content::framework::Framework;
use crate::domain::session::event::Wall;
use crate::domain::session::plan::{PlanError, time_options_hint};
pub use crate::store::Class as Code;
use crate::store::{self, Paths, StoreError};

/// A failed command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    pub code: Code,
    /// What failed, where and why; it starts in lower case and has no full stop.
    pub message: String,
    pub hint: Option<String>,
    /// The commands of the hint are for the machine of somebody else.
    is_for_others: bool,
    /// A shorter message for the line of a screen that shows the session already.
    short: Option<String>,
}

impl Failure {
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            hint: None,
            is_for_others: false,
            short: None,
        }
    }

    /// The message for the line of a screen.
    pub fn on_screen(&self) -> String {
        self.short.clone().unwrap_or_else(|| self.message.clone())
    }

    /// The failure to plan an interview with this framework.
    pub fn of_plan(error: &PlanError, framework: &Framework) -> Self {
        let failure = Self::new(Code::Usage, error.to_string());
        match error {
            PlanError::WrongCount { .. } => failure.hint(time_options_hint(framework)),
            PlanError::NoStage { .. } => failure,
        }
    }

    /// The failure to open the design with this id.
    pub fn of_design(library: &Library, id: &str, error: DesignError) -> Self {
        match error {
            DesignError::Unknown => {
                Self::new(Code::NotFound, format!("no design `{id}`")).hint(library.hint_for(id))
            }
            DesignError::Unreadable(reason) => Self::new(
                Code::InvalidContent,
                format!("cannot read design `{id}`: {reason}"),
            )
            .hint("`forty paths` names your designs folder"),
            DesignError::Wrong(file, _, mistakes) => {
                let message = format!("`{id}` has {}", count_mistakes(&mistakes));
                Self::new(Code::InvalidContent, message).hint(format!(
                    "`forty check` lists them: {file} in your designs folder (`forty paths`)"
                ))
            }
        }
    }

    /// The same with the flags of the run in the commands of its hint, which a user may copy.
    #[must_use]
    pub fn with_flags(mut self, paths: &Paths) -> Self {
        if !self.is_for_others {
            self.hint = self.hint.map(|hint| paths.fill(&hint));
        }
        self
    }

    /// The same with this hint, whose commands are for this machine.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        (self.hint, self.is_for_others) = (Some(hint.into()), false);
        self
    }

    /// The same with a hint whose commands are for the machine of somebody else, which has other folders.
    #[must_use]
    pub fn hint_for_others(mut self, hint: impl Into<String>) -> Self {
        (self.hint, self.is_for_others) = (Some(hint.into()), true);
        self
    }
}

/// The number of errors among the diagnostics, in words.
pub fn count_mistakes(diagnostics: &[Diagnostic]) -> String {
    match diagnostics.iter().filter(|one| one.is_error()).count() {
        1 => "a mistake".to_owned(),
        count => format!("{count} mistakes"),
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

/// A terminal that cannot be read or written.
impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::new(Code::Failed, format!("cannot use the terminal: {error}"))
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        if let StoreError::InUse { id, pid, since } = &error {
            return in_use(id, *pid, since.as_ref(), &clock::wall());
        }
        Self {
            code: error.class(),
            message: error.with_cause(),
            hint: error.hint(),
            is_for_others: error.is_for_others(),
            short: error.short(),
        }
    }
}

/// Another process has this open: who, since when on the clock of this machine, and what to do.
fn in_use(id: &str, pid: Option<u32>, since: Option<&Wall>, now: &Wall) -> Failure {
    if pid == Some(std::process::id()) {
        // A slow disk still gets what was written before the session was left.
        let saving = "its last changes are still being saved";
        return Failure {
            short: Some(format!("{saving}: try again in a moment")),
            ..Failure::new(Code::InUse, format!("`{id}`: {saving}")).hint("try again in a moment")
        };
    }
    let since = since.map(|since| since.with_timezone(now.offset()));
    let since = since.map_or(String::new(), |since| {
        let is_today = since.date_naive() == now.date_naive();
        let form = if is_today { "%H:%M" } else { "%d %b %H:%M" };
        format!(" since {}", since.format(form))
    });
    let process = pid.map_or(String::new(), |pid| format!(" (process {pid})"));
    let open = format!("open in another window{since}{process}");
    let hint = format!("close it there first; `forty show {id}` reads it meanwhile");
    Failure {
        short: Some(format!("{open}: close it there first")),
        ..Failure::new(Code::InUse, format!("`{id}` is {open}")).hint(hint)
    }
}

/// Writes the report of a crash and creates its folder.
///
/// # Errors
/// When the folder or the file cannot be written.
pub fn write_crash_report(path: &Path, report: &str) -> Result<(), Failure> {
    Ok(store::write_report(path, report)?)
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    #[test]
    fn a_hint_for_somebody_else_has_no_flags_of_the_run() {
        let given = store::Given {
            home: Some("/a home".into()),
            ..store::Given::default()
        };
        let mut paths = Paths::resolve(&given).expect("folders");
        paths.home_flag = given.home;
        let failure = |hint: &str| Failure::new(Code::Failed, "no").hint(hint);
        let here = failure("`forty assign --list`").with_flags(&paths);
        let command = "`forty --home '/a home' assign --list`";
        assert_eq!(here.hint.as_deref(), Some(command));
        let others = failure("").hint_for_others("`forty pack`");
        assert_eq!(others.clone().with_flags(&paths), others);
    }

    #[test]
    fn a_screen_says_the_hint_of_a_folder_that_cannot_be_made_as_the_shell_does() {
        let failure = Failure::from(StoreError::Io {
            doing: "create the folder",
            path: "/somewhere/far/away".into(),
            why: std::io::ErrorKind::ReadOnlyFilesystem.into(),
        });
        let hint = failure.hint.clone().expect("a hint");
        let shown = failure.on_screen();
        assert!(shown.ends_with(&hint) && !shown.contains("far"), "{shown}");
        assert!(shown.starts_with("cannot create the folder: "), "{shown}");
    }

    #[test]
    fn a_session_in_use_says_where_since_when_in_local_words_and_what_to_do() {
        let time = |text: &str| DateTime::parse_from_rfc3339(text).expect("a time");
        let now = time("2026-11-28T17:30:00+01:00");
        for (since, words) in [
            ("2026-11-28T15:52:05+00:00", " since 16:52"),
            ("2026-11-27T23:50:00+01:00", " since 27 Nov 23:50"),
        ] {
            let failure = in_use("some-id", Some(28879), Some(&time(since)), &now);
            let open = format!("open in another window{words} (process 28879)");
            assert_eq!(failure.message, format!("`some-id` is {open}"));
            let short = failure.on_screen();
            assert_eq!(short, format!("{open}: close it there first"));
            assert!(short.len() <= 80, "{short}");
            assert!(
                failure
                    .hint
                    .is_some_and(|hint| hint.contains("close it there first"))
            );
        }
        let own = in_use("some-id", Some(std::process::id()), None, &now).on_screen();
        assert_eq!(
            own,
            "its last changes are still being saved: try again in a moment"
        );
        let unknown = in_use("some-id", None, None, &now);
        assert_eq!(unknown.message, "`some-id` is open in another window");
    }
}
