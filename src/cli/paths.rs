//! `forty paths`: prints the folders that the program uses.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::process::ExitCode;

use super::print;
use crate::app::failure::Failure;
use crate::domain::sanitize;
use crate::report::json;
use crate::store::Paths;

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
        let all = all.map(|(name, path)| (name, path.display().to_string()));
        return print(&json::versioned(&BTreeMap::from(all)));
    }
    let mut text = String::new();
    for (name, path) in all {
        // Writing to a String cannot fail.
        let path = sanitize::line(&path.display().to_string());
        let _ = writeln!(text, "{name:<9} {path}");
    }
    print(&text)
}
