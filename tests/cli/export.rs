//! What `forty export` writes, from a sample with marks and a review.

use std::fs;
use std::path::Path;

use super::{forty, home};

const SAMPLE: &str = "20261123";

/// A file's text after exporting the sample to it without a format.
fn exported(name: &str) -> String {
    exported_with(name).0
}

/// The same, and what was said.
fn exported_with(name: &str) -> (String, String) {
    let home = home();
    let file = home.path().join(name);
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("sessions");
    let mut command = forty(&home);
    command
        .arg("--sessions")
        .arg(samples)
        .args(["export", SAMPLE, "-o"])
        .arg(&file);
    let output = command.output().unwrap();
    assert!(output.status.success());
    let said = String::from_utf8(output.stderr).unwrap();
    (fs::read_to_string(file).unwrap(), said)
}

#[test]
fn the_ending_of_the_file_names_the_format() {
    assert!(exported("page.html").starts_with("<!doctype html>"));
    assert!(exported("page.JSON").starts_with("{\n"));
    assert!(exported("page.md").starts_with("# Image Caption Generator"));
    assert!(exported("page.txt").starts_with("Image Caption Generator"));
    let (page, said) = exported_with("page.pdf");
    assert!(page.starts_with("# Image Caption Generator"));
    assert!(said.contains("written as Markdown: "), "{said}");
    assert!(exported_with("page.md").1.contains("written: "));
}

#[test]
fn the_levels_of_a_page_are_a_table_with_a_row_for_each_stage() {
    let page = exported("page.md");
    let table = page
        .lines()
        .skip_while(|line| !line.starts_with("| Stage | Self"));
    let rows: Vec<&str> = table.take_while(|line| !line.is_empty()).collect();
    assert_eq!(rows.len(), 2 + 5, "{rows:#?}");
    let cells = rows[0].matches('|').count();
    assert!(
        rows.iter().all(|row| row.matches('|').count() == cells),
        "{rows:#?}"
    );
}
