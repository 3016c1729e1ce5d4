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
use crate::domain::settings::SetBy;
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
}

#[derive(Serialize)]
struct ShownSettings {
    settings: Vec<ShownSetting>,
}

fn show(
    paths: &Paths,
    config: &Config,
    with_origin: bool,
    as_json: bool,
) -> Result<ExitCode, Failure> {
    let rows = config.resolved.rows();
    if as_json {
        let settings = rows.map(|(setting, value, by)| ShownSetting {
            name: setting.name,
            value,
            origin: origin(config, setting.variable, by),
            variable: setting.variable,
        });
        let settings = settings.collect();
        return print(&json::versioned(&ShownSettings { settings }));
    }
    let lines: Vec<(String, String)> = rows
        .map(|(setting, value, by)| {
            let line = format!("{} = {}", setting.name, setting.toml(&value));
            (sanitize::line(&line), origin(config, setting.variable, by))
        })
        .collect();
    let width = lines.iter().map(|line| sanitize::columns(&line.0)).max();
    let text = lines.iter().map(|(line, origin)| {
        if with_origin {
            let gap = width.unwrap_or(0).saturating_sub(sanitize::columns(line));
            format!("{line}{:gap$}  # {}\n", "", sanitize::line(origin))
        } else {
            format!("{line}\n")
        }
    });
    let text: String = text.collect();
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
