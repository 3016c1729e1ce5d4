//! Embeds every file of `designs/`, compressed, and an index of the designs and stages in the program. A file that cannot be read is
//! left out of the index with a warning; the test of the shipped files then reports all its mistakes. A release build also
//! gets the commit that it is built from.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;
use std::{env, fs, io};

use design::Design;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use framework::Framework;

#[allow(dead_code, reason = "the build script uses a part of it")]
#[path = "src/domain/content/design.rs"]
mod design;
#[allow(
    dead_code,
    clippy::struct_field_names,
    reason = "the build script uses a part of it"
)]
#[path = "src/domain/content/framework.rs"]
mod framework;
#[allow(dead_code, reason = "the build script uses a part of it")]
#[path = "src/domain/content/text.rs"]
mod text;

/// The agreed marks of the gold sessions.
const AGREED: &str = "calibration/agreed.toml";

fn main() -> io::Result<()> {
    let root = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    for read in [
        "build.rs",
        AGREED,
        "designs",
        "src/domain/content/design.rs",
        "src/domain/content/framework.rs",
        "src/domain/content/text.rs",
    ] {
        println!("cargo::rerun-if-changed={read}");
    }
    let target = env::var("TARGET").map_err(io::Error::other)?;
    let is_release = env::var("PROFILE").is_ok_and(|profile| profile == "release");
    let build = if is_release {
        commit(&root).map_or_else(String::new, |commit| format!("{commit}, "))
    } else {
        "development build, ".to_owned()
    };
    println!("cargo::rustc-env=FORTY_BUILD= ({build}{target})");
    let (mut files, mut designs, mut stages) = (String::new(), String::new(), String::new());
    let mut warning = String::new();
    let agreed = fs::read_to_string(format!("{root}/{AGREED}"))?;
    write_generated(&Path::new(&out).join("agreed.deflate"), &pack(&agreed)?)?;
    let names = content_files(&Path::new(&root).join("designs"))?;
    for (index, name) in names.iter().enumerate() {
        println!("cargo::rerun-if-changed=designs/{name}");
        let path = format!("{root}/designs/{name}");
        let text = fs::read_to_string(&path)?;
        let packed = format!("{out}/{name}.deflate");
        write_generated(Path::new(&packed), &pack(&text)?)?;
        // Writing to a String cannot fail.
        let _ = writeln!(
            files,
            "ShippedFile {{ name: {name:?}, packed: include_bytes!({packed:?}) }},"
        );
        let listed = if name == "framework.toml" {
            toml::from_str(&text).map(|framework: Framework| {
                stages.push_str(&stage_entries(&framework));
                warning = text::join_lines(&framework.warning);
            })
        } else {
            toml::from_str(&text).map(|design| designs.push_str(&entry(index, &design)))
        };
        if let Err(error) = listed {
            let why = error.message();
            println!("cargo::warning=designs/{name} is not listed: {why}");
        }
    }
    let code = format!(
        "static FILES: &[ShippedFile] = &[\n{files}];\nstatic DESIGNS: &[ShippedDesign] = &[\n{designs}];\n\
         #[allow(clippy::unreadable_literal)]\nstatic STAGES: &[ShippedStage] = &[\n{stages}];\n\
         static WARNING: &str = {warning:?};\n"
    );
    write_generated(&Path::new(&out).join("shipped.rs"), code.as_bytes())
}

/// The commit and its date, such as `61cb66a 2026-11-28`; `None` where this folder is no clone, as in a source archive. Only
/// a release build asks for it, since each commit would then build everything again.
fn commit(root: &str) -> Option<String> {
    let git = |arguments: &[&str]| {
        let output = Command::new("git")
            .arg("-C")
            .arg(root)
            .args(arguments)
            .output()
            .ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        output.status.success().then(|| text.trim().to_owned())
    };
    // An archive may be unpacked inside another repository.
    let top = git(&["rev-parse", "--show-toplevel"])?;
    if fs::canonicalize(top).ok()? != fs::canonicalize(root).ok()? {
        return None;
    }
    // The log of the branch grows with each commit, and the head changes with the branch. Cargo builds again each time
    // where a file is missing.
    for file in ["HEAD", "logs/HEAD"] {
        let path = Path::new(root).join(git(&["rev-parse", "--git-path", file])?);
        if path.exists() {
            println!("cargo::rerun-if-changed={}", path.display());
        }
    }
    git(&["log", "-1", "--format=%h %cs"])
}

#[allow(
    clippy::disallowed_methods,
    reason = "nothing reads the build's output while it is written"
)]
fn write_generated(path: &Path, bytes: &[u8]) -> io::Result<()> {
    fs::write(path, bytes)
}

/// The text, compressed by DEFLATE to about a third.
fn pack(text: &str) -> io::Result<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(text.as_bytes())?;
    encoder.finish()
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

/// The lines of the generated list of stages. A stage without a short title has its title as one.
fn stage_entries(framework: &Framework) -> String {
    let stages = framework.stages.iter().map(|stage| {
        let short = match stage.short.as_str() {
            "" => &stage.title,
            short => short,
        };
        let [id, title, short] = [&stage.id, &stage.title, short].map(text::join_lines);
        let (seconds, nanos) = (stage.budget.as_secs(), stage.budget.subsec_nanos());
        format!(
            "ShippedStage {{ id: {id:?}, title: {title:?}, short: {short:?}, time: Duration::new({seconds}, {nanos}) }},\n"
        )
    });
    stages.collect()
}

/// One line of the generated index; `index` is that of the file.
fn entry(index: usize, design: &Design) -> String {
    let [id, title, category, summary, brief] = [
        &design.id,
        &design.title,
        &design.category,
        &design.summary,
        &design.brief,
    ]
    .map(|text| text::join_lines(text));
    let concepts: Vec<_> = design
        .concepts
        .iter()
        .map(|concept| text::join_lines(concept))
        .collect();
    format!(
        "ShippedDesign {{ id: {id:?}, title: {title:?}, category: {category:?}, difficulty: Difficulty::{:?}, \
         stars: {}, summary: {summary:?}, brief: {brief:?}, concepts: &{concepts:?}, file: FILES[{index}] }},\n",
        design.difficulty, design.stars,
    )
}
