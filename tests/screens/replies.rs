//! The candidate's replies to a coach's comments: typed in the debrief, kept in the candidate's record, shown to both.

use std::path::Path;

use forty::app::load::LoadedSession;
use forty::app::reader::Reader;
use forty::report::{Format, plain};
use forty::store;

use crate::coach::debriefed;
use crate::play::Play;

/// Two comments and a message, published.
const COMMENTS: &str =
    "Jc<tab>name the unit<enter>Jcgood order<enter>oSize for the peak.<esc><+1s>py";

/// A session whose candidate sees two comments.
fn commented(size: (u16, u16)) -> Play {
    let mut play = debriefed(size);
    play.review("coach", "desk").play(COMMENTS);
    play
}

fn has(play: &mut Play, words: &str) -> bool {
    play.screen().contains(words)
}

#[test]
fn a_reply_is_typed_below_its_comment_and_stands_under_it_on_the_page() {
    let mut play = commented((80, 24));
    play.debrief().play("r<end>the second is the unit");
    insta::assert_snapshot!("reply_box_at_80x24", play.screen());
    play.play("<tab>thank you<tab>");
    assert!(
        has(&mut play, "the second is the unit"),
        "{}",
        play.screen()
    );
    play.play("<enter>");
    insta::assert_snapshot!("replies_at_80x24", play.screen());
    let replies = play.record().replies;
    let texts: Vec<&str> = replies.iter().map(|reply| reply.text.as_str()).collect();
    assert_eq!(texts, ["the second is the unit", "thank you"]);
}

#[test]
fn an_emptied_reply_is_deleted_and_an_unchanged_one_records_nothing() {
    let mut play = commented((80, 24));
    play.debrief().play("rno<enter>");
    let before = play.record().n;
    play.play("r<tab><enter>");
    assert_eq!(play.record().n, before);
    play.play("r<backtab><bs><bs><enter>");
    assert!(play.record().replies.is_empty());
}

#[test]
fn a_reply_that_is_closed_in_any_way_is_kept() {
    let mut play = commented((80, 24));
    play.debrief().play("rhalf a thou<c-c>");
    assert_eq!(play.record().replies[0].text, "half a thou");
}

#[test]
fn without_a_comment_r_says_so() {
    let mut play = debriefed((80, 24));
    play.debrief().play("r");
    assert!(
        has(&mut play, "no coach has commented"),
        "{}",
        play.screen()
    );
}

#[test]
fn a_reply_reaches_the_coach_in_a_packed_session_and_is_in_every_format() {
    let mut coach = commented((120, 40));
    let sessions = |play: &Play| play.home.path().join("sessions");
    let mut candidate = debriefed((120, 40));
    let sent = store::pack(&coach.folder_in(&sessions(&coach))).unwrap();
    let wall = candidate.record().head.wall;
    store::unpack(
        &*sent.bytes,
        Path::new("mail"),
        &sessions(&candidate),
        &wall,
    )
    .unwrap();
    candidate
        .debrief()
        .play("r<end>the second is the unit<enter><esc><+1s>")
        .end_program();
    let sent = store::pack(&candidate.folder_in(&sessions(&candidate))).unwrap();
    let came = store::unpack(&*sent.bytes, Path::new("mail"), &sessions(&coach), &wall).unwrap();
    let store::Arrived::Merged(merged) = came.arrived else {
        panic!("it was there");
    };
    assert!(matches!(merged.record, store::Record::Continued(more) if more >= 1));
    coach.review("coach", "desk");
    assert!(
        has(&mut coach, "reply: the second is the unit"),
        "{}",
        coach.screen()
    );
    coach.play("<tab>");
    assert!(
        has(&mut coach, "reply: the second is the unit"),
        "{}",
        coach.screen()
    );
    let loaded = LoadedSession::read(&came.folder, &Reader::Candidate).unwrap();
    assert!(plain::show(&loaded.report(), None).contains("the second is the unit"));
    for format in Format::ALL {
        let page = format.page(&loaded.report());
        assert!(
            page.contains("the second is the unit"),
            "{format:?}: {page}"
        );
    }
}
