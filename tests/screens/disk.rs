//! What the screens say where the disk fails, or where another program takes the files of a session.

use forty::domain::interview::Interview;
use forty::domain::interview::setup::ClockForm;
use forty::tui::draw_context::DrawContext;
use forty::tui::screens::interview::InterviewScreen;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use crate::play::{Play, context, text_of};

/// An interview with notes, drawn with these errors of its recording.
fn drawn(size: (u16, u16), unsaved: Option<&str>, unsynced: Option<&str>) -> String {
    let mut play = Play::start((80, 24));
    play.play("an idea<+3s>");
    let context = DrawContext {
        unsaved,
        unsynced,
        ..context(None)
    };
    let mut interview = Interview::reopen(play.record(), "forty 0".into(), context.now);
    interview.resume(context.now);
    let mut screen = InterviewScreen::new(interview, None, ClockForm::default());
    let mut terminal = Terminal::new(TestBackend::new(size.0, size.1)).unwrap();
    terminal.draw(|frame| screen.draw(frame, &context)).unwrap();
    text_of(terminal.backend().buffer(), "no folder")
}

/// The text of a screen without its lines and line ends, since messages are wrapped.
fn words(screen: &str) -> String {
    let words = screen.split(|letter: char| letter.is_whitespace() || letter == '─');
    let words = words.filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn where_the_disk_does_not_sync_the_screen_says_what_a_power_cut_may_lose() {
    let why = Some("Input/output error");
    insta::assert_snapshot!(drawn((80, 24), None, why));
    for size in [(60, 20), (80, 24), (120, 40)] {
        let screen = drawn(size, None, why);
        assert!(screen.contains(" NOT SYNCED "), "{screen}");
        let all = "NOT SYNCED: Input/output error. The notes are written, but a power cut may lose them. Retrying.";
        assert!(words(&screen).contains(all), "{screen}");
    }
}

#[test]
fn where_the_notes_are_not_saved_the_screen_says_so_first_and_names_the_way_out() {
    let unsaved = Some("no space left on the disk; trying each second");
    for size in [(60, 20), (80, 24), (120, 40)] {
        let screen = drawn(size, unsaved, Some("Input/output error"));
        assert!(screen.contains(" NOT SAVED "), "{screen}");
        assert!(!screen.contains("NOT SYNCED"), "{screen}");
        let all = "NOT SAVED: no space left on the disk; trying each second. Esc w writes to another folder.";
        assert!(words(&screen).contains(all), "{screen}");
    }
}

/// The text of a screen without blanks: where a line with a path ends depends on the length of the path.
fn bare(screen: &str) -> String {
    words(screen).split(' ').collect()
}

/// An interview whose lock another program removed.
fn moved() -> Play {
    let mut play = Play::start((80, 24));
    play.play("an idea<+2s>");
    let folder = play.folder_in(&play.home.path().join("sessions"));
    std::fs::remove_file(folder.join("lock")).unwrap();
    play.play("<+2s>");
    play
}

#[test]
fn a_session_that_continues_in_another_folder_says_why_and_where() {
    let mut play = moved();
    let screen = play.screen();
    let why = "the lock was removed or replaced by another program: this session continues in ~/state/rescued/20261123-";
    assert!(bare(&screen).contains(&bare(why)), "{screen}");
    play.play(" and more");
    let rescued = play.home.path().join("state/rescued");
    let copy = play.folder_in(&rescued);
    let notes = forty::store::read(&copy).unwrap().session.stages[0]
        .notes
        .to_string();
    assert_eq!(notes, "an idea and more");
}

#[test]
fn home_says_that_a_rescued_session_is_back_and_where_the_shorter_copy_is_and_offers_it() {
    let mut play = moved();
    play.play(" and more<+90s>").start_again();
    let screen = play.screen();
    let words = "continues from its rescued copy; the shorter copy is in ~/trash/20261123-";
    assert!(bare(&screen).contains(&bare(words)), "{screen}");
    assert!(
        screen.contains("Image Caption Generator   unfinished:"),
        "{screen}"
    );
    play.play("rp");
    assert!(
        play.screen().contains("an idea and more"),
        "{}",
        play.screen()
    );
}

#[test]
fn home_offers_the_latest_start_up_to_now_and_not_one_that_a_wrong_clock_dated_later() {
    let mut future = Play::sample("fraud-detection", 400);
    future.at_once().play("of another year<+90s><esc>ql");
    let mut play = Play::with_sessions_of(&future.home, (80, 24));
    // The other one is another candidate's and not chosen.
    play.play("<enter>of today<+90s><esc>ql");
    assert!(
        play.screen()
            .contains("Image Caption Generator   unfinished:"),
        "{}",
        play.screen()
    );
    play.play("rp");
    assert!(play.screen().contains("of today"), "{}", play.screen());
}
