//! Undo and redo give the lines of the notes their earlier times back, in the record as on the screen.

use std::time::Duration;

use crossterm::event::{KeyCode, KeyModifiers};
use proptest::prelude::*;

use super::*;
use crate::domain::session::log::tests::{head, wall};
use crate::tui::input::Key;
use crate::tui::keys::remap::{self, KeyMap};

/// A run of keys after which the next edit begins another undo step.
type Run = Vec<Input>;

fn key(code: KeyCode) -> Input {
    Input::Key(Key::plain(code))
}

fn ctrl(letter: char) -> Input {
    Input::Key(Key::ctrl(letter))
}

fn typed(text: &str) -> Run {
    text.chars()
        .map(|letter| match letter {
            '\n' => key(KeyCode::Enter),
            letter => Input::Key(Key::char(letter)),
        })
        .collect()
}

/// A run that edits; letters are not typed and deleted again in it, so that no undo step cancels out.
fn edit() -> impl Strategy<Value = Run> {
    let shift_up = Input::Key(Key::with(KeyCode::Up, KeyModifiers::SHIFT));
    prop_oneof![
        4 => "[ab \n]{1,6}".prop_map(|text| typed(&text)),
        1 => (1..4_usize).prop_map(|count| vec![key(KeyCode::Backspace); count]),
        1 => (1..4_usize).prop_map(|count| vec![key(KeyCode::Delete); count]),
        1 => "[cd\n]{0,4}".prop_map(|text| vec![Input::Paste(text)]),
        1 => Just(vec![ctrl('a'), Input::Key(Key::char('z'))]),
        1 => Just(vec![shift_up.clone(), key(KeyCode::Tab)]),
        1 => Just(vec![shift_up, Input::Key(Key::char('y'))]),
        1 => Just(vec![ctrl('u')]),
        1 => Just(vec![ctrl('w')]),
        1 => Just(vec![key(KeyCode::BackTab)]),
    ]
}

fn run() -> impl Strategy<Value = Run> {
    let moves = [
        KeyCode::Up,
        KeyCode::Down,
        KeyCode::Home,
        KeyCode::End,
        KeyCode::Left,
    ];
    let step = prop_oneof![
        5 => edit(),
        2 => Just(vec![ctrl('z')]),
        1 => Just(vec![ctrl('y')]),
    ];
    (step, prop::sample::select(moves.to_vec())).prop_map(|(mut run, to)| {
        run.push(key(to));
        run
    })
}

fn reading(ms: u64) -> ClockReading {
    let since = Duration::from_millis(1_000_000 + ms);
    ClockReading {
        awake: since,
        boot: since,
        wall: wall(),
    }
}

fn begun() -> (InterviewScreen, Vec<Entry>) {
    let interview = Interview::start(head(&["Setup"]), reading(0));
    let mut screen = InterviewScreen::new(interview, None, ClockForm::Digits);
    let entries = screen.take_events();
    (screen, entries)
}

/// The text of the notes and the times of their lines.
fn notes(session: &Session) -> (String, Vec<Duration>) {
    let notes = &session.stages[0].notes;
    (notes.to_string(), notes.touched_times().to_vec())
}

fn folded(entries: &[Entry]) -> Session {
    let mut session = Session::new(head(&["Setup"]));
    for entry in entries {
        session.apply(entry);
    }
    session
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_undo_and_redo_leads_to_a_state_that_was_there_with_its_times(
        runs in prop::collection::vec((run(), 0..1500_u64), 1..40),
    ) {
        let (mut screen, mut entries) = begun();
        let mut seen = vec![notes(screen.session())];
        let mut now = 0;
        let last = std::iter::repeat_n((vec![ctrl('z')], 100), 200);
        for (run, wait) in runs.into_iter().chain(last) {
            for input in run {
                now += wait / 10;
                let is_undo = [ctrl('z'), ctrl('y')].contains(&input);
                screen.on(input, reading(now));
                entries.extend(screen.take_events());
                let state = notes(screen.session());
                if is_undo {
                    prop_assert!(seen.contains(&state), "{:?} in {:?}", state, seen);
                }
                seen.push(state);
            }
            now += wait;
        }
        prop_assert_eq!(notes(screen.session()), (String::new(), vec![Duration::ZERO]));
        let folded = folded(&entries);
        prop_assert!(!folded.damaged);
        prop_assert_eq!(notes(&folded), notes(screen.session()));
    }

    #[test]
    fn keys_of_one_turn_leave_the_record_with_the_text_and_the_times_of_the_screen(
        turns in prop::collection::vec((prop::collection::vec(run(), 1..6), 0..3000_u64), 1..12),
    ) {
        let (mut screen, mut entries) = begun();
        let mut now = 0;
        for (runs, wait) in turns {
            for input in runs.into_iter().flatten() {
                screen.on(input, reading(now));
            }
            entries.extend(screen.take_events());
            let folded = folded(&entries);
            prop_assert!(!folded.damaged);
            prop_assert_eq!(notes(&folded), notes(screen.session()));
            now += wait;
        }
        for _ in 0..300 {
            screen.on(ctrl('z'), reading(now));
        }
        entries.extend(screen.take_events());
        prop_assert_eq!(notes(&folded(&entries)), (String::new(), vec![Duration::ZERO]));
    }
}

#[test]
fn select_all_and_a_letter_undone_give_every_line_its_minute_back() {
    let (mut screen, mut entries) = begun();
    let mut now = 0;
    let mut play = |inputs: Run| {
        for input in inputs {
            screen.on(input, reading(now));
        }
        entries.extend(screen.take_events());
        now += 60_000;
        notes(&folded(&entries))
    };
    play(typed("one\n"));
    play(typed("two\n"));
    let before = play(typed("three"));
    let minutes = |(_, times): &(String, Vec<Duration>)| {
        times
            .iter()
            .map(|time| time.as_secs() / 60)
            .collect::<Vec<_>>()
    };
    assert_eq!(minutes(&before), [0, 1, 2]);
    assert_eq!(
        minutes(&play(vec![ctrl('a'), Input::Key(Key::char('x'))])),
        [3]
    );
    assert_eq!(play(vec![ctrl('z')]), before);
    assert_eq!(minutes(&play(vec![ctrl('y')])), [3]);
    assert_eq!(play(vec![ctrl('z')]), before);
}

#[test]
fn a_key_that_does_not_answer_the_leave_dialog_is_told_what_the_answers_do_there() {
    let [leave, stay] = ["leave", "keep working"];
    let finish = "finish now";
    // Notes or none, and whether they are saved: the words of the box are those of the message.
    let table = [
        ("", true, leave, "l leave, f finish now, Esc keep working"),
        (
            "an idea",
            true,
            "save for later",
            "l save for later, f finish now, Esc keep working",
        ),
        // NOT SAVED: what becomes of the text is asked after leaving.
        (
            "an idea",
            false,
            leave,
            "l leave, f finish now, Esc keep working",
        ),
    ];
    for (notes, is_saved, first, message) in table {
        let (mut screen, _) = begun();
        for input in typed(notes) {
            screen.on(input, reading(0));
        }
        screen.take_events();
        screen.on(
            Input::Key(Key::with(KeyCode::Char('q'), KeyModifiers::ALT)),
            reading(0),
        );
        let said = |letter| no_answer(&screen, Key::char(letter), &remap::NONE, is_saved);
        assert_eq!(said('z'), Some(format!("{message}: no other key answers")));
        assert_eq!(said('l'), None);
        let russian = format!("the keyboard layout is not Latin: 1 {first}, 2 {finish}, 3 {stay}");
        assert_eq!(said('й'), Some(russian));
    }
}

/// What the leave dialog says of a key; `None` if it is an answer.
fn no_answer(screen: &InterviewScreen, key: Key, own: &KeyMap, is_saved: bool) -> Option<String> {
    let keys = screen.leave_keys(own, is_saved);
    let is_answer = screen.action(key).is_some();
    (!is_answer).then(|| own.no_answer(Context::Leaving, keys, key))
}

#[test]
fn the_keys_that_answer_the_leave_dialog_are_named_as_the_user_bound_them() {
    let (mut screen, _) = begun();
    screen.on(
        Input::Key(Key::with(KeyCode::Char('q'), KeyModifiers::ALT)),
        reading(0),
    );
    let keys = ["L".to_owned()];
    let (own, _) = KeyMap::new([("finish-now", keys.as_slice())]);
    let said = no_answer(&screen, Key::char('z'), &own, true).unwrap();
    assert!(said.contains("L finish now"), "{said}");
}
