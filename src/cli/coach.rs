//! `forty coach export FILE` and `forty coach import FILE`: one coach on two machines.

use std::path::Path;
use std::process::ExitCode;

use super::args::CoachCommand;
use super::practice::settings_with_names;
use super::{hint, say};
use crate::app::config::Config;
use crate::app::export;
use crate::app::failure::{Code, Failure};
use crate::clock;
use crate::domain::names;
use crate::domain::sanitize;
use crate::domain::shell;
use crate::store::{self, Coach, Imported, Paths, Which};

pub fn run(paths: &Paths, config: Config, command: &CoachCommand) -> Result<ExitCode, Failure> {
    match command {
        CoachCommand::Export { file, force, .. } => {
            export(paths, &settings_with_names(config).coach, file, *force)
        }
        CoachCommand::Import { file, replace_key } => import(paths, file, *replace_key),
    }
}

fn export(paths: &Paths, name: &str, file: &Path, force: bool) -> Result<ExitCode, Failure> {
    let (coaches, remark) = store::known_coaches(&paths.state, Which::All);
    if let Some(remark) = remark {
        say(&format!("note: {remark}"));
    }
    let found = coaches
        .iter()
        .find(|coach| names::is_same(&coach.name, name));
    let Some(coach) = found else {
        let message = format!(
            "coach `{}` has not reviewed on this machine",
            sanitize::line(name)
        );
        let names: Vec<String> = coaches
            .iter()
            .map(|coach| sanitize::line(&coach.name))
            .collect();
        return Err(
            Failure::new(Code::NotFound, message).hint(match names.as_slice() {
                [] => "a coach gets a key with the first `forty review`".to_owned(),
                names => format!("name one of them with `--as`: {}", names.join(", ")),
            }),
        );
    };
    if !force && export::exists(file) {
        let message = format!("file already exists: {}", file.display());
        let hint = "replace it with `--force`, or name another file";
        return Err(Failure::new(Code::Failed, message).hint(hint));
    }
    store::write_private(file, coach.to_file().as_bytes(), force)?;
    say(&format!("written: {}", file.display()));
    let name = file.file_name().unwrap_or_default();
    let name = shell::word(&name.display().to_string());
    say(&format!(
        "hint: on the other machine, `forty coach import {name}`; then delete the file, its key is private"
    ));
    Ok(ExitCode::SUCCESS)
}

fn import(paths: &Paths, file: &Path, over: bool) -> Result<ExitCode, Failure> {
    let coach = Coach::from_file(file, &store::read_given(file)?).map_err(|error| {
        Failure::from(error)
            .hint_for_others("write the file with `forty coach export FILE` on the other machine")
    })?;
    let (imported, remark) = coach.import(&paths.state, over, &clock::wall())?;
    if let Some(remark) = remark {
        say(&format!("note: {remark}"));
    }
    let name = sanitize::line(&coach.name);
    match imported {
        Imported::OtherKey => {
            let message =
                format!("coach `{name}` has another key on this machine; nothing was changed");
            return Err(Failure::new(Code::Failed, message).hint(
                "`--replace-key` replaces it: reviews written here so far then count as another coach's; save the old key first with `forty coach export`",
            ));
        }
        Imported::Added => say(&format!("added: coach {name}")),
        Imported::Known => say(&format!("coach {name} has this key here already")),
        Imported::Replaced => say(&format!("replaced: the key of coach {name}")),
    }
    let as_name = shell::option("as", &name);
    hint(paths, &format!("review with `forty review {as_name}`"));
    Ok(ExitCode::SUCCESS)
}
