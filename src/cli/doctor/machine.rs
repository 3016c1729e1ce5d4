//! What `forty doctor` reads of this machine: terminal, locale, folders and programs.

use std::env;
use std::io::{self, IsTerminal};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use rustix::fs::{Access, access, statvfs};

/// System and processor, with the version of the kernel where it is known.
pub fn system() -> String {
    let name = rustix::system::uname();
    format!(
        "{} {} {}",
        env::consts::OS,
        name.release().to_string_lossy(),
        env::consts::ARCH
    )
}

/// A variable that is set and not empty.
fn variable(name: &str) -> Option<String> {
    let value = env::var_os(name)?.to_string_lossy().into_owned();
    (!value.is_empty()).then_some(value)
}

/// The terminal as the environment describes it.
#[derive(Debug)]
pub struct Terminal {
    pub term: Option<String>,
    /// Columns and rows; `None` where there is no terminal.
    pub size: Option<(u16, u16)>,
    /// The locale of characters.
    pub locale: Option<String>,
}

impl Terminal {
    pub fn read() -> Self {
        Self {
            term: variable("TERM"),
            // Without a terminal a size is guessed from programs and the environment.
            size: (io::stdout().is_terminal() || io::stdin().is_terminal())
                .then(crossterm::terminal::size)
                .and_then(Result::ok),
            locale: ["LC_ALL", "LC_CTYPE", "LANG"]
                .into_iter()
                .find_map(variable),
        }
    }

    pub fn is_dumb(&self) -> bool {
        self.term.as_deref().is_none_or(|term| term == "dumb")
    }

    pub fn is_utf8(&self) -> bool {
        let locale = self.locale.as_deref().unwrap_or_default().to_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    }

    /// How many colors the terminal says to have.
    pub fn colors(&self) -> String {
        let term = self.term.as_deref().unwrap_or_default();
        let depth = variable("COLORTERM").unwrap_or_default();
        let colors = if self.is_dumb() {
            "none"
        } else if depth == "truecolor" || depth == "24bit" {
            "16 million"
        } else if term.contains("256color") {
            "256"
        } else {
            "16"
        };
        match variable("NO_COLOR") {
            Some(_) => format!("{colors}, but NO_COLOR is set"),
            None => colors.to_owned(),
        }
    }

    /// The programs between this one and the window.
    pub fn inside() -> String {
        let known = [
            ("TMUX", "tmux"),
            ("STY", "screen"),
            ("ZELLIJ", "zellij"),
            ("SSH_TTY", "ssh"),
        ];
        let known = known
            .into_iter()
            .filter(|(name, _)| variable(name).is_some());
        let mut all: Vec<String> = known.map(|(_, program)| program.to_owned()).collect();
        all.extend(variable("TERM_PROGRAM"));
        all.dedup();
        if all.is_empty() {
            "nothing known".to_owned()
        } else {
            all.join(", ")
        }
    }
}

/// A folder, which may not exist yet.
#[derive(Debug)]
pub struct Folder {
    /// The permission bits; `None` where the folder does not exist.
    mode: Option<u32>,
    /// Whether it can be written, or created where it does not exist.
    pub is_writable: bool,
    /// The free bytes of its disk.
    pub free: Option<u64>,
}

impl Folder {
    pub fn read(path: &Path) -> Self {
        let mode = path
            .metadata()
            .ok()
            .map(|about| about.permissions().mode() & 0o7777);
        let existing = path.ancestors().find(|path| path.exists()).unwrap_or(path);
        let is_writable =
            existing.is_dir() && access(existing, Access::WRITE_OK | Access::EXEC_OK).is_ok();
        let free = statvfs(existing)
            .ok()
            .map(|disk| disk.f_bavail.saturating_mul(disk.f_frsize));
        Self {
            mode,
            is_writable,
            free,
        }
    }

    pub fn describe(&self) -> String {
        match self.mode {
            Some(mode) => format!(
                "{mode:04o}{}",
                if self.is_writable {
                    ""
                } else {
                    " not writable"
                }
            ),
            None => "not there yet".to_owned(),
        }
    }
}

/// The first word of the editor's command: of the settings, else of `$VISUAL`, else of `$EDITOR`.
pub fn editor(setting: &str) -> Option<String> {
    let commands = [
        Some(setting.to_owned()),
        variable("VISUAL"),
        variable("EDITOR"),
    ];
    let command = commands
        .into_iter()
        .flatten()
        .find(|command| !command.trim().is_empty())?;
    let words = shell_words::split(&command).ok()?;
    words.into_iter().next()
}

/// Whether the shell would find a program.
pub fn is_program(name: &str) -> bool {
    let is_executable = |path: &Path| path.is_file() && access(path, Access::EXEC_OK).is_ok();
    if name.contains('/') {
        return is_executable(Path::new(name));
    }
    let folders = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&folders).any(|folder| is_executable(&folder.join(name)))
}
