//! `forty check FILE…`: prints every mistake in content files, with line, column, caret and hint.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde::Serialize;

use super::args::CheckArgs;
use super::{print, say};
use crate::app::context::library;
use crate::app::failure::{Code, Failure};
use crate::content::{self, ContentKind, Diagnostic, Origin, render_all, shipped};
use crate::domain::content::framework::Framework;
use crate::domain::units::counted;
use crate::report::json;
use crate::store::{self, Class, Paths};

#[derive(Serialize)]
struct CheckedFile {
    file: String,
    mistakes: Vec<Diagnostic>,
}

pub fn run(paths: &Paths, args: &CheckArgs) -> Result<ExitCode, Failure> {
    let files: Vec<PathBuf> = args.files.iter().map(|file| of_id(paths, file)).collect();
    let texts = files.iter().map(|path| Ok((path.as_path(), read(path)?)));
    let texts: Vec<(&Path, String)> = texts.collect::<Result<_, Failure>>()?;
    let frameworks = Frameworks::new(paths, &texts)?;
    let mut files = Vec::new();
    for (path, text) in &texts {
        let (file, origin) = (path.display().to_string(), origin(path, text));
        let mistakes = content::check(&file, text, origin, frameworks.of(origin));
        if !args.json && !mistakes.is_empty() {
            let said = content::without_repeats(&mistakes);
            say(render_all(&said, &file, text).trim_end());
        }
        files.push(CheckedFile { file, mistakes });
    }
    let all = files.iter().flat_map(|file| &file.mistakes);
    let (errors, warnings): (Vec<_>, Vec<_>) = all.partition(|one| one.is_error());
    if args.json {
        print(&json::versioned(&BTreeMap::from([("files", &files)])))?;
    } else if !(errors.is_empty() && warnings.is_empty()) {
        let (errors, warnings) = (errors.len(), warnings.len());
        let [errors, warnings] =
            [(errors, "error"), (warnings, "warning")].map(|(n, noun)| counted(n, noun));
        say(&format!("{errors}, {warnings}"));
    }
    Ok(if errors.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(Code::InvalidContent as u8)
    })
}

/// The file that is meant: that of the user's design with this id where no file has the name.
fn of_id(paths: &Paths, file: &Path) -> PathBuf {
    let id = file.to_str().filter(|id| content::is_id(id));
    let own = id.map(|id| paths.designs.join(format!("{id}.toml")));
    match own {
        Some(own) if !file.exists() && own.is_file() => own,
        _ => file.to_owned(),
    }
}

/// The text of a file, or of standard input for `-`.
fn read(path: &Path) -> Result<String, Failure> {
    if path == Path::new("-") {
        return Ok(store::read_input(path)?);
    }
    store::read_given(path).map_err(|error| {
        let is_missing = error.class() == Class::NotFound;
        let failure = Failure::from(error);
        if is_missing {
            failure
                .hint("name a file, or the id of a design of your own: `forty designs` lists them")
        } else {
            failure
        }
    })
}

/// The frameworks that designs are checked against. A framework among the given files is used for all of them; otherwise
/// a user's designs are checked against the framework in use, and shipped designs against the shipped framework.
struct Frameworks {
    own: Framework,
    shipped: Framework,
}

impl Frameworks {
    fn new(paths: &Paths, texts: &[(&Path, String)]) -> Result<Self, Failure> {
        let read = |text: &str| Some(content::read_framework(text, Origin::Own).ok()?.0);
        let shipped = read(&shipped::framework_text()).ok_or_else(|| {
            Failure::new(Code::InvalidContent, "the shipped framework cannot be read")
        })?;
        let is_framework = |(path, text): &&(&Path, String)| {
            ContentKind::of(&path.display().to_string(), text) == ContentKind::Framework
        };
        let mut given = texts
            .iter()
            .filter(is_framework)
            .filter_map(|(_, text)| read(text));
        if let Some(given) = given.next() {
            return Ok(Self {
                own: given.clone(),
                shipped: given,
            });
        }
        // Files can be checked even where the designs folder cannot be listed.
        let in_use = library(paths)
            .ok()
            .map(|library| library.framework().clone());
        Ok(Self {
            own: in_use.unwrap_or_else(|| shipped.clone()),
            shipped,
        })
    }

    fn of(&self, origin: Origin) -> &Framework {
        match origin {
            Origin::Shipped => &self.shipped,
            Origin::Own | Origin::Copy | Origin::Embedded => &self.own,
        }
    }
}

/// Shipped files are checked more strictly. A file counts as shipped where its name and bytes are those of one.
fn origin(path: &Path, text: &str) -> Origin {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let ours = shipped::files()
        .iter()
        .any(|file| *file.name == *name && file.text() == text);
    if ours { Origin::Shipped } else { Origin::Own }
}
