//! Puts every file of `designs/` into the program, with an index of the designs. A design whose head cannot be read
//! is left out of the index and named in a warning: the test of the shipped files then tells all that is wrong.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs, io};

use toml::de::{DeTable, DeValue};

fn main() -> io::Result<()> {
    let root = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=designs");

    let (mut texts, mut files, mut designs) = (String::new(), String::new(), String::new());
    let names = content_files(&Path::new(&root).join("designs"))?;
    for (number, name) in names.iter().enumerate() {
        println!("cargo::rerun-if-changed=designs/{name}");
        let path = format!("{root}/designs/{name}");
        let text = format!("TEXT_{number}");
        let _ = writeln!(texts, "const {text}: &str = include_str!({path:?});");
        let _ = writeln!(files, "    File {{ name: {name:?}, text: {text} }},");
        if name == "framework.toml" {
            continue;
        }
        match entry(&fs::read_to_string(&path)?, name, &text) {
            Ok(entry) => designs.push_str(&entry),
            Err(why) => println!("cargo::warning=designs/{name} is not listed: {why}"),
        }
    }
    let code = format!(
        "{texts}\nstatic FILES: &[File] = &[\n{files}];\n\nstatic DESIGNS: &[Entry] = &[\n{designs}];\n"
    );
    write_generated(&Path::new(&out).join("shipped.rs"), &code)
}

#[allow(
    clippy::disallowed_methods,
    reason = "the build's own output; nothing reads it while it is written"
)]
fn write_generated(path: &Path, code: &str) -> io::Result<()> {
    fs::write(path, code)
}

/// The names of the TOML files in a folder, sorted; none where there is no folder.
fn content_files(folder: &Path) -> io::Result<Vec<String>> {
    let listing = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        listing => listing?,
    };
    let mut names = Vec::new();
    for file in listing {
        let name = file?.file_name().to_string_lossy().into_owned();
        if Path::new(&name)
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// One line of the index, or why there can be none. `constant` names the text in the generated code.
fn entry(text: &str, name: &str, constant: &str) -> Result<String, String> {
    let table = DeTable::parse(text).map_err(|error| error.message().to_owned())?;
    let table = table.get_ref();
    let word = |key: &str| match table.get(key).map(toml::Spanned::get_ref) {
        Some(DeValue::String(text)) => Ok(joined(text)),
        _ => Err(format!("`{key}` is no string")),
    };
    let stars = match table.get("stars").map(toml::Spanned::get_ref) {
        Some(DeValue::Integer(digits)) => digits.as_str().parse::<u8>().ok(),
        _ => None,
    };
    let stars = stars.ok_or("`stars` is no number")?;
    let difficulty = match word("difficulty")?.as_str() {
        "easy" => "Easy",
        "medium" => "Medium",
        "medium-hard" => "MediumHard",
        "hard" => "Hard",
        _ => return Err("`difficulty` is unknown".to_owned()),
    };
    let concepts = match table.get("concepts").map(toml::Spanned::get_ref) {
        Some(DeValue::Array(list)) => list
            .iter()
            .map(|item| item.get_ref().as_str().map(joined))
            .collect::<Option<Vec<_>>>(),
        _ => None,
    };
    let concepts = concepts.ok_or("`concepts` is no list of strings")?;
    Ok(format!(
        "    Entry {{ id: {:?}, title: {:?}, category: {:?}, difficulty: Difficulty::{difficulty}, \
         stars: {stars}, summary: {:?}, concepts: &{concepts:?}, file: {name:?}, text: {constant} }},\n",
        word("id")?,
        word("title")?,
        word("category")?,
        word("summary")?,
    ))
}

/// A text on one line, as the program shows it.
fn joined(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join(" ")
}
