//! Embeds every file of `designs/` and an index of the designs in the program. A design that cannot be read is left out
//! of the index with a warning; the test of the shipped files then reports all its mistakes.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs, io};

use design::Design;

#[allow(dead_code, reason = "the build script uses a part of it")]
#[path = "src/domain/content/design.rs"]
mod design;
#[allow(dead_code, reason = "the build script uses a part of it")]
#[path = "src/domain/content/text.rs"]
mod text;

fn main() -> io::Result<()> {
    let root = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    for read in [
        "build.rs",
        "designs",
        "src/domain/content/design.rs",
        "src/domain/content/text.rs",
    ] {
        println!("cargo::rerun-if-changed={read}");
    }
    let (mut files, mut designs) = (String::new(), String::new());
    let names = content_files(&Path::new(&root).join("designs"))?;
    for (index, name) in names.iter().enumerate() {
        println!("cargo::rerun-if-changed=designs/{name}");
        let path = format!("{root}/designs/{name}");
        // Writing to a String cannot fail.
        let _ = writeln!(
            files,
            "ShippedFile {{ name: {name:?}, text: include_str!({path:?}) }},"
        );
        if name == "framework.toml" {
            continue;
        }
        match toml::from_str(&fs::read_to_string(&path)?) {
            Ok(design) => designs.push_str(&entry(index, name, &design)),
            Err(error) => println!(
                "cargo::warning=designs/{name} is not listed: {}",
                error.message()
            ),
        }
    }
    let code = format!(
        "static FILES: &[ShippedFile] = &[\n{files}];\nstatic DESIGNS: &[ShippedDesign] = &[\n{designs}];\n"
    );
    write_generated(&Path::new(&out).join("shipped.rs"), &code)
}

#[allow(
    clippy::disallowed_methods,
    reason = "nothing reads the build's output while it is written"
)]
fn write_generated(path: &Path, code: &str) -> io::Result<()> {
    fs::write(path, code)
}

/// The sorted names of the TOML files in a folder; none where the folder does not exist.
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
            .is_some_and(|ending| ending == "toml")
        {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// One line of the generated index; `index` is that of the file.
fn entry(index: usize, file: &str, design: &Design) -> String {
    let [id, title, category, summary] =
        [&design.id, &design.title, &design.category, &design.summary]
            .map(|text| text::join_lines(text));
    let concepts: Vec<_> = design
        .concepts
        .iter()
        .map(|concept| text::join_lines(concept))
        .collect();
    format!(
        "ShippedDesign {{ id: {id:?}, title: {title:?}, category: {category:?}, difficulty: Difficulty::{:?}, \
         stars: {}, summary: {summary:?}, concepts: &{concepts:?}, file: {file:?}, text: FILES[{index}].text }},\n",
        design.difficulty, design.stars,
    )
}
