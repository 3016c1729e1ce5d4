//! What `forty export` writes, from a sample with marks and a review.

use std::fs;
use std::path::Path;

use super::{forty, home};

const SAMPLE: &str = "20261123";

/// A file's text after exporting the sample to it without a format.
fn exported(name: &str) -> String {
    let home = home();
    let file = home.path().join(name);
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("sessions");
    forty(&home)
        .arg("--sessions")
        .arg(samples)
        .args(["export", SAMPLE, "-o"])
        .arg(&file)
        .assert()
        .success();
    fs::read_to_string(file).unwrap()
}

#[test]
fn the_ending_of_the_file_names_the_format() {
    assert!(exported("page.html").starts_with("<!doctype html>"));
    assert!(exported("page.JSON").starts_with("{\n"));
    assert!(exported("page.md").starts_with("# Image Caption Generator"));
    assert!(exported("page.txt").starts_with("# Image Caption Generator"));
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
