//! What one key costs in the notes: a letter typed, the screen drawn, at 50 columns and 20 rows.
//! `cargo bench --bench notes`. The figures must not grow with the text.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::hint::black_box;
use std::time::Duration;

use divan::Bencher;
use forty::tui::widgets::notes::{EditAction, Move, Notes, NotesLook};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ropey::Rope;

const AREA: Rect = Rect::new(0, 0, 50, 20);
const SIZES: [usize; 4] = [0, 10_000, 100_000, 250_000];

fn main() {
    divan::main();
}

/// Notes as people take them: short lines, bullets, here and there one that wraps.
fn lines(letters: usize) -> String {
    let lines = [
        "sources: uploads 4M/day, 60k user alt texts",
        "- split by uploader and near-duplicate cluster so that the test number is honest, not the same beach twice",
        "  ingress = 4e6/day * 500 KB → 2 TB/day",
        "",
    ];
    let text = lines.join("\n").repeat(letters / 180 + 1);
    text.chars().take(letters).collect()
}

fn long_line(bytes: usize) -> String {
    lines(bytes).replace('\n', " ")
}

fn unbroken(bytes: usize) -> String {
    "x".repeat(bytes)
}

/// An editor of the text that was drawn once, the caret at this part of it in a hundred.
fn warm(text: &str, percent: usize, touched: &[Duration]) -> Notes {
    let rope = Rope::from_str(text);
    let at = rope.len_chars() * percent / 100;
    let mut notes = Notes::new(rope);
    notes.go_to(at);
    draw(&mut notes, &mut Buffer::empty(AREA), touched);
    notes
}

fn draw(notes: &mut Notes, buf: &mut Buffer, touched: &[Duration]) {
    let look = NotesLook {
        gutter: 3,
        touched,
        ..NotesLook::default()
    };
    black_box(notes.render(AREA, buf, &look));
}

/// Measures one action and the drawing.
fn echo(bencher: Bencher<'_, '_>, text: &str, percent: usize, action: &EditAction) {
    let touched: Vec<Duration> = (0..text.lines().count() as u64)
        .map(Duration::from_secs)
        .collect();
    let notes = warm(text, percent, &touched);
    bencher
        .with_inputs(|| (notes.clone(), Buffer::empty(AREA), action.clone()))
        .bench_refs(|(notes, buf, action)| {
            let _ = black_box(notes.act(action.clone(), Duration::ZERO));
            draw(notes, buf, &touched);
        });
}

#[divan::bench(args = SIZES)]
fn letter_at_the_end(bencher: Bencher<'_, '_>, bytes: usize) {
    echo(bencher, &lines(bytes), 100, &EditAction::Insert('x'));
}

#[divan::bench(args = SIZES)]
fn letter_in_the_middle(bencher: Bencher<'_, '_>, bytes: usize) {
    echo(bencher, &lines(bytes), 50, &EditAction::Insert('x'));
}

#[divan::bench(args = SIZES)]
fn newline_in_the_middle(bencher: Bencher<'_, '_>, bytes: usize) {
    echo(bencher, &lines(bytes), 50, &EditAction::Newline);
}

#[divan::bench(args = [0, 50, 100])]
fn letter_in_a_line_of_100_kb_at_percent(bencher: Bencher<'_, '_>, percent: usize) {
    echo(
        bencher,
        &long_line(100_000),
        percent,
        &EditAction::Insert('x'),
    );
}

#[divan::bench(args = [0, 50, 100])]
fn letter_in_a_word_of_100_kb_at_percent(bencher: Bencher<'_, '_>, percent: usize) {
    echo(
        bencher,
        &unbroken(100_000),
        percent,
        &EditAction::Insert('x'),
    );
}

#[divan::bench]
fn row_down_in_a_line_of_100_kb(bencher: Bencher<'_, '_>) {
    let to = Move::Down;
    echo(
        bencher,
        &long_line(100_000),
        50,
        &EditAction::Move { to, select: false },
    );
}

/// The most that one key can cost: the whole line is wrapped anew.
#[divan::bench]
fn jump_to_the_end_of_a_line_of_100_kb(bencher: Bencher<'_, '_>) {
    let to = Move::TextEnd;
    echo(
        bencher,
        &long_line(100_000),
        0,
        &EditAction::Move { to, select: false },
    );
}

#[divan::bench]
fn paste_of_100_kb_on_one_line(bencher: Bencher<'_, '_>) {
    echo(bencher, "", 0, &EditAction::Paste(long_line(100_000)));
}

#[divan::bench]
fn find_in_250_kb(bencher: Bencher<'_, '_>) {
    let notes = warm(&lines(250_000), 50, &[]);
    bencher
        .with_inputs(|| notes.clone())
        .bench_refs(|notes| black_box(notes.find("not there", true)));
}
