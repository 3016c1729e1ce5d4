//! The content reader: every file in `bad/` gives exactly the messages of its `.txt` file, every good file gives none, and
//! no text causes a panic.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bad;
mod good;
mod hostile;
mod template;

use std::path::PathBuf;

use forty::content::{Origin, read_framework};
use forty::domain::content::framework::Framework;

/// A file under `tests/content`.
fn path(name: &str) -> PathBuf {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    root.join("tests").join("content").join(name)
}

fn text(name: &str) -> String {
    std::fs::read_to_string(path(name)).expect("a file of this test can be read")
}

/// The framework that the designs of these tests are checked against.
fn framework() -> Framework {
    let (framework, _) = read_framework(&text("good/framework.toml"), Origin::Shipped)
        .expect("the test's framework is good");
    framework
}
