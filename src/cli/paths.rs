//! `forty paths`: prints the folders, so that they can be looked at, copied or deleted.

use std::fmt::Write;
use std::process::ExitCode;

use serde::Serialize;

use super::print;
use crate::app::failure::Failure;
use crate::report::json;
use crate::store::Paths;

#[derive(Serialize)]
struct Listing<'a> {
    schema_version: u32,
    #[serde(flatten)]
    paths: std::collections::BTreeMap<&'a str, String>,
}

pub fn run(paths: &Paths, as_json: bool) -> Result<ExitCode, Failure> {
    let all = [
        ("data", &paths.data),
        ("sessions", &paths.sessions),
        ("designs", &paths.designs),
        ("trash", &paths.trash),
        ("config", &paths.config),
        ("state", &paths.state),
    ];
    if as_json {
        let listing = Listing {
            schema_version: json::SCHEMA_VERSION,
            paths: all
                .iter()
                .map(|(name, path)| (*name, path.display().to_string()))
                .collect(),
        };
        return print(&json::pretty(&listing));
    }
    let mut text = String::new();
    for (name, path) in all {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{name:<9} {}", path.display());
    }
    print(&text)
}
