//! Which folders the program uses, from flags and environment variables that the caller passes in.

use std::path::{Path, PathBuf};

use directories::{BaseDirs, ProjectDirs};

use super::error::StoreError;
use crate::domain::shell;

/// Folders from flags and environment variables. The caller lets a flag override its variable.
#[derive(Debug, Clone, Default)]
pub struct Given {
    /// `--home`, `FORTY_HOME`.
    pub home: Option<PathBuf>,
    /// `--sessions`, `FORTY_SESSIONS`.
    pub sessions: Option<PathBuf>,
    /// `--designs`, `FORTY_DESIGNS`.
    pub designs: Option<PathBuf>,
    pub xdg_data_home: Option<PathBuf>,
    pub xdg_config_home: Option<PathBuf>,
    pub xdg_state_home: Option<PathBuf>,
}

/// Every folder the program uses; each is created when it is first written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    pub data: PathBuf,
    pub config: PathBuf,
    /// Data of this machine that may be lost: logs, the coaches' digits, what a coach has read.
    pub state: PathBuf,
    pub sessions: PathBuf,
    pub designs: PathBuf,
    pub trash: PathBuf,
    /// The home folder of the user, for a session that can be written nowhere else.
    pub user_home: Option<PathBuf>,
    /// The folder of temporary files, for a session that can be written not even there.
    pub temporary: PathBuf,
    /// The home folder that a command must be given as a flag to find these folders.
    pub home_flag: Option<PathBuf>,
    /// The sessions folder that a command finds with that flag alone.
    pub default_sessions: PathBuf,
}

impl Paths {
    /// The folder of the assignments.
    pub fn assignments(&self) -> PathBuf {
        self.data.join("assignments")
    }

    /// The sessions folder of rescued sessions.
    pub fn rescued(&self) -> PathBuf {
        self.state.join("rescued")
    }

    /// A command that the user may copy into a shell, with the flags that it needs to find these folders. `words` are those
    /// behind the name of the program; it may be empty.
    pub fn command(&self, words: &str) -> String {
        self.command_in(&self.sessions, words)
    }

    /// Whether those commands have flags.
    pub fn has_flags(&self) -> bool {
        self.home_flag.is_some() || self.sessions != self.default_sessions
    }

    /// The same for a session in this sessions folder.
    pub fn command_in(&self, sessions: &Path, words: &str) -> String {
        let home = self.home_flag.as_deref().map(|home| ("home", home));
        let is_other = sessions != self.default_sessions;
        let sessions = is_other.then_some(("sessions", sessions));
        let flags = home.into_iter().chain(sessions);
        let flags = flags.map(|(flag, folder)| {
            let folder = shell::word(&folder.display().to_string());
            format!(" --{flag} {folder}")
        });
        let flags: String = flags.collect();
        format!("forty{flags} {words}").trim_end().to_owned()
    }

    /// A text with the flags that this run needs in each command between backquotes, so that it works when it is copied. A
    /// command that has flags already stays as it is.
    pub fn fill(&self, text: &str) -> String {
        let mut parts = text.split("`forty ");
        let first = parts.next().unwrap_or_default();
        let filled = parts.map(|part| {
            let has_flags = part.starts_with("--home ") || part.starts_with("--sessions ");
            if has_flags {
                format!("`forty {part}")
            } else {
                format!("`{} {part}", self.command(""))
            }
        });
        first.to_owned() + &filled.collect::<String>()
    }

    /// A path for people, with the home folder as `~`, also where the home folder is a link.
    pub fn short(&self, path: &Path) -> String {
        let home = self
            .user_home
            .as_deref()
            .filter(|home| home.parent().is_some());
        let real = home.and_then(|home| home.canonicalize().ok());
        let mut homes = home.into_iter().chain(real.as_deref());
        match homes.find_map(|home| path.strip_prefix(home).ok()) {
            Some(rest) if rest.as_os_str().is_empty() => "~".to_owned(),
            Some(rest) => format!("~/{}", rest.display()),
            None => path.display().to_string(),
        }
    }

    /// The folder of reviews that cannot be written in their session's folder.
    pub fn rescued_reviews(&self) -> PathBuf {
        self.state.join("rescued-reviews")
    }

    /// The given home, else the absolute XDG variables, else the platform's folders.
    ///
    /// # Errors
    /// When nothing is given and the platform knows no home folder.
    pub fn resolve(given: &Given) -> Result<Self, StoreError> {
        let (data, config, state) = match &given.home {
            Some(home) => {
                let home = absolute(home)?;
                (home.clone(), home.clone(), home.join("state"))
            }
            None => Self::of_platform(given)?,
        };
        let moved = |to: &Option<PathBuf>, name| {
            to.as_deref().map_or_else(|| Ok(data.join(name)), absolute)
        };
        let sessions = moved(&given.sessions, "sessions")?;
        Ok(Self {
            home_flag: None,
            default_sessions: sessions.clone(),
            sessions,
            designs: moved(&given.designs, "designs")?,
            trash: data.join("trash"),
            user_home: BaseDirs::new().map(|dirs| dirs.home_dir().to_owned()),
            temporary: std::env::temp_dir(),
            data,
            config,
            state,
        })
    }

    fn of_platform(given: &Given) -> Result<(PathBuf, PathBuf, PathBuf), StoreError> {
        let platform = ProjectDirs::from("", "", "forty");
        let pick = |xdg: &Option<PathBuf>, of_platform: fn(&ProjectDirs) -> &Path| {
            let xdg = xdg.as_ref().filter(|path| path.is_absolute());
            xdg.map(|path| path.join("forty"))
                .or_else(|| platform.as_ref().map(|dirs| of_platform(dirs).to_owned()))
                .ok_or(StoreError::NoHome)
        };
        Ok((
            pick(&given.xdg_data_home, ProjectDirs::data_dir)?,
            pick(&given.xdg_config_home, ProjectDirs::config_dir)?,
            pick(&given.xdg_state_home, |dirs| {
                dirs.state_dir().unwrap_or(dirs.data_local_dir())
            })?,
        ))
    }
}

fn absolute(path: &Path) -> Result<PathBuf, StoreError> {
    std::path::absolute(path).map_err(StoreError::io("find the folder", path))
}
