//! A coach's message in the debrief before every stage is scored: after a question, on record, and said with the levels.

use forty::app::load::LoadedSession;
use forty::app::reader::Reader;
use forty::report::{Format, plain};

use crate::coach::SCORED;
use crate::debrief::{KEEP, finished};
use crate::play::Play;

const SAID: &str = "saw the coach's message before scoring 4 stages";

/// A session with one closed stage, and a coach's published message and comment.
fn with_message(size: (u16, u16)) -> Play {
    let mut play = finished(size);
    play.play("<enter>").play(KEEP).play("<enter><enter><esc>");
    play.review("coach", "desk")
        .play("Jcname the unit<enter>oSize for the peak.<esc><+1s>py");
    play.debrief();
    play
}

fn has(play: &mut Play, words: &str) -> bool {
    play.screen().contains(words)
}

#[test]
fn a_message_is_read_early_only_after_a_question_and_nothing_else_of_the_review_is() {
    let mut play = with_message((80, 24));
    assert!(has(&mut play, "o message"), "{}", play.screen());
    play.play("o");
    insta::assert_snapshot!("early_question_at_80x24", play.screen());
    play.play("n");
    assert!(!has(&mut play, "Size for the peak"), "{}", play.screen());
    assert_eq!(play.record().message_opened, None);
    play.play("oy");
    insta::assert_snapshot!("early_message_at_80x24", play.screen());
    assert_eq!(play.record().message_opened, Some(4));
    for back in ["<enter>", "g", "<left>", "<right>", "o"] {
        play.play(back);
        assert!(has(&mut play, "Rubric"), "{back}: {}", play.screen());
        play.play("o");
        assert!(has(&mut play, "Size for the peak"), "{}", play.screen());
    }
}

#[test]
fn an_early_look_is_said_wherever_self_levels_are() {
    let mut play = with_message((120, 40));
    play.play("oy<enter>");
    for _ in 0..4 {
        play.play(KEEP).play("<enter><enter>");
    }
    play.play("<right><right><right>");
    assert!(has(&mut play, &format!("You {SAID}.")), "{}", play.screen());
    play.play("<esc>");
    let folder = play.folder_in(&play.home.path().join("sessions"));
    let loaded = LoadedSession::read(&folder, &Reader::Candidate).unwrap();
    assert!(plain::show(&loaded.report(), None).contains(SAID));
    for format in Format::ALL {
        let page = format.page(&loaded.report());
        assert!(
            page.replace("&#x27;", "'").contains(SAID),
            "{format:?}: {page}"
        );
    }
    play.review("coach", "desk")
        .play(SCORED)
        .play("<tab><tab><tab>");
    assert!(!has(&mut play, "before scoring 4"), "{}", play.screen());
    play.play("v");
    assert!(has(&mut play, "before scoring 4"), "{}", play.screen());
}

#[test]
fn without_a_message_o_says_so() {
    let mut play = finished((80, 24));
    play.play("<enter>o");
    assert!(
        has(&mut play, "no coach has written a message"),
        "{}",
        play.screen()
    );
}
