//! `forty config`: the path of the settings file, a new one, the settings in use, and every mistake.

use std::io::ErrorKind;
use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;

use super::args::ConfigCommand;
use super::{print, say};
use crate::app::config::Config;
use crate::app::context::check_minutes_in;
use crate::app::failure::{Code, Failure};
use crate::content::config::template;
use crate::domain::sanitize;
use crate::domain::settings::{SetBy, TABLE, in_quotes};
use crate::report::json;
use crate::store::{self, Paths, StoreError};

pub fn run(
    paths: &Paths,
    mut config: Config,
    command: &ConfigCommand,
) -> Result<ExitCode, Failure> {
    check_minutes_in(paths, &mut config);
    let config = &config;
    match command {
        ConfigCommand::Path => print(&shown(&config.path)),
        ConfigCommand::Init => init(paths),
        ConfigCommand::Show { origin, json } => show(paths, config, *origin, *json),
        ConfigCommand::Check => Ok(check(paths, config)),
    }
}

fn init(paths: &Paths) -> Result<ExitCode, Failure> {
    let path =
        store::create_settings(&paths.config, &template()).map_err(|error| match &error {
            StoreError::Io { why, path, .. } if why.kind() == ErrorKind::AlreadyExists => {
                let message = format!("file already exists: {}", path.display());
                Failure::new(Code::Failed, message)
                    .hint("`forty config show` has the settings in use")
            }
            _ => error.into(),
        })?;
    let check = paths.command("config check");
    say(&format!(
        "remove the `#` before a setting, then run `{check}`"
    ));
    print(&shown(&path))
}

/// A path as a line; it may come from the environment.
fn shown(path: &Path) -> String {
    sanitize::line(&path.display().to_string()) + "\n"
}

/// A setting as `forty config show --json` prints it.
#[derive(Serialize)]
struct ShownSetting {
    name: &'static str,
    value: String,
    origin: String,
    variable: &'static str,
    /// Where values of it are that cannot be used.
    refused: Vec<String>,
}

/// The keys that the file gives to an action.
#[derive(Serialize)]
struct ShownKeys {
    action: String,
    keys: Vec<String>,
    origin: String,
    /// The names that are no keys, or keys of something else.
    refused: Vec<String>,
    /// Whether there is no such action.
    is_unknown: bool,
}

/// What the file has that is no setting.
#[derive(Serialize)]
struct ShownUnknown {
    name: String,
    origin: String,
    /// The setting with the nearest name.
    nearest: Option<String>,
}

#[derive(Serialize)]
struct ShownSettings {
    settings: Vec<ShownSetting>,
    keys: Vec<ShownKeys>,
    unknown: Vec<ShownUnknown>,
}

impl ShownSettings {
    fn of(config: &Config) -> Self {
        let rows = config.resolved.rows();
        let settings = rows.map(|(setting, value, by)| {
            let refused = config.unused(setting.name);
            ShownSetting {
                name: setting.name,
                value,
                origin: origin(config, setting.variable, by),
                variable: setting.variable,
                refused: refused
                    .map(|by| origin(config, setting.variable, by))
                    .collect(),
            }
        });
        let keys = config.bound.iter().map(|bound| ShownKeys {
            action: bound.action.clone(),
            keys: bound.keys.clone(),
            origin: format!("{}:{}", config.path.display(), bound.position.line),
            refused: bound.refused.clone(),
            is_unknown: bound.is_unknown,
        });
        let unknown = config.unknown.iter().map(|unknown| ShownUnknown {
            name: unknown.name.clone(),
            origin: format!("{}:{}", config.path.display(), unknown.line),
            nearest: unknown.nearest.clone(),
        });
        Self {
            settings: settings.collect(),
            keys: keys.collect(),
            unknown: unknown.collect(),
        }
    }

    /// The lines of the settings, then those of the keys, each with where it comes from and what is refused. Together they
    /// are a file of settings.
    fn lines(&self) -> [Vec<(String, String)>; 2] {
        let rows = TABLE.iter().zip(&self.settings);
        let settings = rows.map(|(setting, shown)| {
            let refused = shown.refused.iter();
            let refused = refused.map(|place| format!("; the value of {place} is refused"));
            let line = format!("{} = {}", shown.name, setting.toml(&shown.value));
            (line, shown.origin.clone() + &refused.collect::<String>())
        });
        let unknown = self.unknown.iter().map(|shown| {
            let nearest = shown.nearest.as_ref();
            let nearest = nearest.map(|name| format!("; did you mean `{name}`?"));
            let line = format!("# there is no setting `{}`", shown.name);
            (line, shown.origin.clone() + &nearest.unwrap_or_default())
        });
        let keys = self.keys.iter().map(|shown| {
            if shown.is_unknown {
                let line = format!("# there is no action `{}`", shown.action);
                return (line, shown.origin.clone());
            }
            let refused = shown.refused.iter();
            let refused = refused.map(|key| format!("; `{key}` is refused"));
            let keys: Vec<String> = shown.keys.iter().map(|key| in_quotes(key)).collect();
            let line = match &keys[..] {
                // An empty list is a mistake.
                [] => format!("# {} keeps its keys", shown.action),
                [key] => format!("{} = {key}", shown.action),
                keys => format!("{} = [{}]", shown.action, keys.join(", ")),
            };
            (line, shown.origin.clone() + &refused.collect::<String>())
        });
        [settings.chain(unknown).collect(), keys.collect()]
    }
}

fn show(
    paths: &Paths,
    config: &Config,
    with_origin: bool,
    as_json: bool,
) -> Result<ExitCode, Failure> {
    let shown = ShownSettings::of(config);
    if as_json {
        return print(&json::versioned(&shown));
    }
    let parts = shown.lines();
    let lines = parts.iter().flatten();
    let width = lines.map(|(line, _)| sanitize::columns(&sanitize::line(line)));
    let width = width.max().unwrap_or(0);
    let text_of = |lines: &[(String, String)]| {
        let lines = lines.iter().map(|(line, origin)| {
            let line = sanitize::line(line);
            if with_origin {
                let gap = width.saturating_sub(sanitize::columns(&line));
                format!("{line}{:gap$}  # {}\n", "", sanitize::line(origin))
            } else {
                format!("{line}\n")
            }
        });
        lines.collect::<String>()
    };
    let mut text = text_of(&parts[0]);
    if !parts[1].is_empty() {
        text += "\n[keys]\n";
        text += &text_of(&parts[1]);
    }
    if let Some(remark) = config.remark() {
        say(&paths.fill(&format!("note: {remark}")));
    }
    print(&text)
}

/// Who set a value, in words.
fn origin(config: &Config, variable: &str, by: SetBy) -> String {
    match by {
        SetBy::Default => "default".to_owned(),
        SetBy::File(line) => format!("{}:{line}", config.path.display()),
        SetBy::Environment => format!("environment {variable}"),
        SetBy::Flag => "flag".to_owned(),
    }
}

fn check(paths: &Paths, config: &Config) -> ExitCode {
    if let Some(why) = &config.unreadable {
        say(&format!("error: {why}"));
        return ExitCode::from(Code::InvalidContent as u8);
    }
    let pictures = config.pictures();
    if !pictures.is_empty() {
        say(&paths.fill(pictures.trim_end()));
        return ExitCode::from(Code::InvalidContent as u8);
    }
    if config.text.is_none() {
        let init = paths.command("config init");
        say(&format!(
            "there is no {}: the defaults are in use; `{init}` creates it",
            config.path.display()
        ));
    }
    ExitCode::SUCCESS
}
