//! What one undo reverts.

use std::fmt::Write;

use super::{Cursor, Splice, check, drawn, kinds, notes, play};
use crate::tui::widgets::notes::undo::{UndoHistory, UndoStep};

#[test]
fn undo_goes_by_words_and_pauses_and_never_by_letters() {
    check(&[
        ("|", "one two<undo>", "one |"),
        ("|", "one two<undo><undo>", "|"),
        ("|", "one<wait>two<undo>", "one|"),
        ("|", "    one two<undo>", "    one |"),
        ("|", "    one two<undo><undo>", "|"),
        ("|", "one<enter>two<undo>", "one\n|"),
        ("|", "one<left>x<undo>", "on|e"),
        ("|", "wrold<bs><bs><bs><bs>orld<undo>", "|"),
        ("one two|", "<bs><bs><bs><bs><bs><undo>", "one|"),
        ("one two|", "<bs><bs><bs><bs><bs><undo><undo>", "one two|"),
        ("|one two", "<del><del><del><undo>", "|one two"),
        ("|", "ab<bs><bs><undo>", "|"),
        ("x|", "ab<bs><bs>cd<undo>", "x|"),
        ("|", "<undo><redo>", "|"),
    ]);
}

#[test]
fn an_edit_by_one_key_is_one_step() {
    check(&[
        ("|", "ab<paste:one two\nthree>cd<undo>", "abone two\nthree|"),
        ("|", "ab<paste:one two\nthree>cd<undo><undo>", "ab|"),
        ("a^b\nc|d", "<tab><undo>", "a^b\nc|d"),
        ("a^b\nc|d", "<cut><undo>", "a^b\nc|d"),
        ("one two|", "<wordback><wordback><undo>", "one |"),
        ("a^bc|d", "xyz<undo>", "a^bc|d"),
    ]);
}

#[test]
fn undo_restores_the_caret_and_redo_moves_it_again() {
    check(&[
        ("ab|cd", "x<end><undo>", "ab|cd"),
        ("ab|cd", "x<end><undo><redo>", "abx|cd"),
        ("|", "one two<undo><undo><redo>", "one |"),
        ("|", "one two<undo><redo><redo>", "one two|"),
        ("|", "one two<undo>x<redo>", "one x|"),
        ("a^b\nc|d", "<tab><undo><redo>", "  a^b\n  c|d"),
    ]);
}

#[test]
fn replacing_all_text_is_one_step() {
    let mut notes = notes("one tw|o");
    let _ = notes.replace_all("1 two 3");
    let _ = play(&mut notes, "<undo>");
    assert_eq!(drawn(&notes), "one tw|o");
    assert_eq!(kinds(&play(&mut notes, "<undo>")), ["same"]);
}

#[test]
fn thousands_of_steps_can_be_undone() {
    let mut notes = notes("|");
    let mut text = String::new();
    for word in 0..3000 {
        write!(text, "{word} ").expect("a string takes all");
    }
    let _ = play(&mut notes, &text);
    let _ = play(&mut notes, &"<undo>".repeat(3000));
    assert_eq!(drawn(&notes), "|");
    let _ = play(&mut notes, &"<redo>".repeat(3000));
    assert_eq!(notes.rope().to_string(), text);
}

#[test]
fn the_oldest_steps_are_dropped_when_all_take_too_many_bytes() {
    let mut history = UndoHistory::default();
    let large = "x".repeat(1024 * 1024);
    for at in 0..40 {
        let splice = Splice {
            at,
            removed: String::new(),
            inserted: large.clone(),
        };
        let step = UndoStep {
            splice,
            before: Cursor::at(0),
            after: Cursor::at(0),
            touched_before: Vec::new(),
            touched_after: Vec::new(),
        };
        history.record(step, None);
    }
    let kept = std::iter::from_fn(|| history.undo().cloned()).count();
    assert_eq!(kept, 15);
}
