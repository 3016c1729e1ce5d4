//! Typing, deleting, pasting, indenting, finding.

use ropey::Rope;

use super::{check, drawn, kinds, notes, play, splice_of};
use crate::domain::session::notes::Splice;
use crate::tui::edit::EditAction;
use crate::tui::widgets::notes::{EditOutcome, Notes};

const LIMIT: usize = 256 * 1024;

#[test]
fn typing_inserts_at_the_caret_and_replaces_the_selection() {
    check(&[
        ("|", "ab", "ab|"),
        ("a|c", "b", "ab|c"),
        ("a|", "<enter>b", "a\nb|"),
        ("^abc|d", "x", "x|d"),
        ("|abc^d", "x", "x|d"),
        ("a^b\nc|d", "<enter>", "a\n|d"),
        ("|", "\u{1b}\u{7f}\u{85}a\t", "a\t|"),
    ]);
}

#[test]
fn after_a_letter_that_joins_its_neighbor_the_caret_is_after_both() {
    check(&[
        ("|\u{301}x", "e", "e\u{301}|x"),
        ("e|x", "\u{301}", "e\u{301}|x"),
        ("👨|👩", "\u{200d}", "👨\u{200d}👩|"),
        ("e\n|\u{301}x", "<bs>", "e\u{301}|x"),
        ("🇩|x", "🇪", "🇩🇪|x"),
    ]);
}

#[test]
fn deleting_takes_whole_graphemes() {
    check(&[
        ("ab|", "<bs>", "a|"),
        ("|", "<bs><del>", "|"),
        ("ae\u{301}|b", "<bs>", "a|b"),
        ("a|e\u{301}b", "<del>", "a|b"),
        ("x👨\u{200d}👩\u{200d}👧|", "<bs>", "x|"),
        ("|❤\u{fe0f}y", "<del>", "|y"),
        ("🇩🇪🇫🇷|", "<bs>", "🇩🇪|"),
        ("|🇩🇪🇫🇷", "<del>", "|🇫🇷"),
        ("각|", "<bs>", "|"),
        ("a\n|b", "<bs>", "a|b"),
        ("a|\nb", "<del>", "a|b"),
        ("a\r\n|b", "<bs><bs>", "a|b"),
        ("a^b\nc|d", "<bs>", "a|d"),
        ("a^b\nc|d", "<del>", "a|d"),
    ]);
}

#[test]
fn deleting_a_word_stops_at_its_start_and_at_a_line_s_end() {
    check(&[
        ("one two|", "<wordback>", "one |"),
        ("one two  |", "<wordback>", "one |"),
        ("a.b|", "<wordback>", "a.|"),
        ("a...|", "<wordback>", "a|"),
        ("one\n|two", "<wordback>", "one|two"),
        ("one\n  |two", "<wordback>", "one\n|two"),
        ("ne\u{301}e\u{301}|", "<wordback>", "|"),
        ("o^ne t|wo", "<wordback>", "o|wo"),
    ]);
}

#[test]
fn a_paste_is_cleaned_of_control_characters() {
    check(&[
        ("|", "<paste:a\r\nb\rc\nd>", "a\nb\nc\nd|"),
        ("|", "<paste:a\u{1b}[31mb\0\u{9b}\tc>", "a[31mb\tc|"),
        ("^ab|c", "<paste:x>", "x|c"),
        ("a|c", "<paste:\u{7}>", "a|c"),
    ]);
}

#[test]
fn cut_and_copy_keep_the_text_and_return_it() {
    check(&[
        ("a^bc|d", "<cut><end><pastekept>", "adbc|"),
        ("a^bc|d", "<copy><end><pastekept>", "abcdbc|"),
        ("ab|", "<copy><cut><pastekept>", "ab|"),
    ]);
    let mut cut = notes("a^bc|d");
    let outcomes = play(&mut cut, "<cut>");
    assert_eq!(kinds(&outcomes), ["cut"]);
    let splices: Vec<Splice> = outcomes.into_iter().filter_map(splice_of).collect();
    assert_eq!(splices[0].removed, "bc");
    let mut copied = notes("a^bc|d");
    assert_eq!(
        play(&mut copied, "<copy>"),
        [EditOutcome::Copied("bc".to_string())]
    );
    assert_eq!(copied.copied, "bc");
    let mut nothing = notes("ab|");
    assert_eq!(
        play(&mut nothing, "<copy><cut><left>"),
        vec![EditOutcome::Same; 3]
    );
}

#[test]
fn tab_moves_the_line_or_all_selected_lines() {
    check(&[
        ("a|b", "<tab>", "  a|b"),
        ("|", "<tab>", "  |"),
        ("  a|b", "<untab>", "a|b"),
        ("   |a", "<untab>", " |a"),
        (" |   a", "<untab>", "|  a"),
        ("\ta|b", "<untab>", "a|b"),
        ("a|b", "<untab>", "a|b"),
        ("a^b\n\nc|d", "<tab>", "  a^b\n\n  c|d"),
        ("a^b\ncd\n|ef", "<tab>", "  a^b\n  cd\n|ef"),
        ("  a|b\n c\n  d^e", "<untab>", "a|b\nc\nd^e"),
        ("x\na^b|c\ny", "<tab>", "x\n  a^b|c\ny"),
        ("a^b\ncd|", "<tab><tab><untab>", "  a^b\n  cd|"),
    ]);
}

#[test]
fn a_mark_makes_moves_select_until_the_next_edit_or_escape() {
    check(&[
        ("|abc", "<mark><right><right>", "^ab|c"),
        ("|abc", "<mark><right>x<right>", "xb|c"),
        ("|abc", "<mark><right><esc><right>", "ab|c"),
        ("|abc", "<mark><right><copy><right>", "a|bc"),
        ("a|bc", "<all>", "^abc|"),
    ]);
}

#[test]
fn an_edit_past_the_limit_changes_nothing_and_says_so() {
    let full = "x".repeat(LIMIT);
    let mut notes = Notes::new(Rope::from_str(&full));
    for (keys, outcomes) in [
        ("y", &["full"][..]),
        ("<enter>", &["full"]),
        ("<bs>ä", &["changed", "full"]),
        ("yz", &["changed", "full"]),
        ("<s-left>z", &["same", "changed"]),
    ] {
        assert_eq!(kinds(&play(&mut notes, keys)), outcomes, "{keys}");
    }
    assert_eq!(notes.rope().len_bytes(), LIMIT);
    assert_eq!(notes.replace_all(&format!("{full}!")), EditOutcome::Full);
}

#[test]
fn notes_loaded_over_the_limit_can_be_made_shorter() {
    let mut notes = Notes::new(Rope::from_str(&"x".repeat(LIMIT + 10)));
    let outcomes = play(&mut notes, "<bs>y<undo>");
    assert_eq!(kinds(&outcomes), ["changed", "full", "full"]);
    assert_eq!(notes.rope().len_bytes(), LIMIT + 9);
}

#[test]
fn replacing_all_text_makes_the_smallest_change() {
    for (before, to, after, change) in [
        (
            "one tw|o three",
            "one 2 three",
            "one 2| three",
            Some((4, 3, "2")),
        ),
        ("one| two", "one two", "one| two", None),
        (
            "one two|",
            "zero\r\none two",
            "zero\none two|",
            Some((0, 0, "zero\n")),
        ),
        (
            "o|ne two",
            "one two three",
            "o|ne two three",
            Some((7, 0, " three")),
        ),
    ] {
        let mut notes = notes(before);
        let edit = splice_of(notes.replace_all(to)).map(|splice| splice.to_edit());
        assert_eq!(drawn(&notes), after);
        let edit = edit
            .as_ref()
            .map(|edit| (edit.at, edit.removed, edit.inserted.as_str()));
        assert_eq!(edit, change, "{before:?} to {to:?}");
    }
}

#[test]
fn every_change_is_returned_with_what_it_removed() {
    for (before, keys, at, removed, inserted) in [
        ("ab|", "c", 2, "", "c"),
        ("a^b|", "c", 1, "b", "c"),
        ("ae\u{301}|", "<bs>", 1, "e\u{301}", ""),
        ("one two|", "<wordback>", 4, "two", ""),
        ("a^b\nc|d", "<tab>", 0, "ab\n", "  ab\n  "),
        ("ab|", "cd<undo>", 2, "cd", ""),
        ("ab|", "cd<undo><redo>", 2, "", "cd"),
        ("a|b", "<paste:x\ry>", 1, "", "x\ny"),
    ] {
        let mut notes = notes(before);
        let last = play(&mut notes, keys).pop().and_then(splice_of).unwrap();
        let parts = (last.at, &*last.removed, &*last.inserted);
        assert_eq!(parts, (at, removed, inserted), "{before:?} and {keys:?}");
    }
}

#[test]
fn a_range_can_be_replaced_as_one_step() {
    let mut notes = notes("a = 1|\nb");
    let _ = notes.replace(5..99, " → 1");
    assert_eq!(drawn(&notes), "a = 1 → 1|");
    let _ = play(&mut notes, "<undo>");
    assert_eq!(drawn(&notes), "a = 1|\nb");
}

#[test]
fn find_selects_the_next_match_in_any_case_and_wraps_around() {
    for (before, needle, forward, after) in [
        ("|one two One", "ONE", true, Some("^one| two One")),
        ("^one| two One", "one", true, Some("one two ^One|")),
        ("one two ^One|", "one", true, Some("^one| two One")),
        ("one two ^One|", "one", false, Some("^one| two One")),
        ("^one| two One", "one", false, Some("one two ^One|")),
        ("^on|e two", "one", true, Some("^one| two")),
        ("a|b", "zz", true, None),
        ("a|b", "", true, None),
        ("|ÄRGER", "är", true, Some("^ÄR|GER")),
        ("|ne\u{301}e", "e", true, Some("n^e\u{301}|e")),
        ("one |x one", "one", false, Some("^one| x one")),
    ] {
        let mut notes = notes(before);
        assert_eq!(
            notes.find(needle, forward),
            after.is_some(),
            "{before:?} {needle:?}"
        );
        assert_eq!(
            drawn(&notes),
            after.unwrap_or(before),
            "{before:?} {needle:?}"
        );
    }
}

#[test]
fn an_undo_that_would_exceed_the_room_is_refused_and_works_when_there_is_room_again() {
    let mut notes = Notes::new(Rope::from_str("a long line of notes"));
    let now = std::time::Duration::ZERO;
    let all = notes.room;
    let _ = notes.act(EditAction::SelectAll, now);
    let _ = notes.act(EditAction::Delete, now);
    // Another stage was filled meanwhile.
    notes.room.bytes = 5;
    assert_eq!(notes.act(EditAction::Undo, now), EditOutcome::Full);
    assert!(notes.is_empty());
    notes.room = all;
    let _ = notes.act(EditAction::Undo, now);
    assert_eq!(notes.rope().to_string(), "a long line of notes");
}
