//! The coach's table of sessions and reviews. A review is blind until every stage is scored, and saved as it is made.

use std::sync::OnceLock;

use forty::domain::judging::review::{CoachMark, CommentKind};
use forty::domain::session::plan::Minutes;
use tempfile::TempDir;

use crate::debrief::{KEEP, finished};
use crate::play::Play;

/// A session with every stage of the debrief closed: two items shown, the rest not.
pub fn debriefed(size: (u16, u16)) -> Play {
    static ONCE: OnceLock<TempDir> = OnceLock::new();
    let home = ONCE.get_or_init(|| {
        let mut play = finished((80, 24));
        play.play("<enter>");
        for _ in 0..5 {
            play.play(KEEP).play("<enter><enter>");
        }
        play.play("<esc>");
        play.home
    });
    Play::with_sessions_of(home, size)
}

/// All five stages scored: the first item shown, the rest not.
pub const SCORED: &str = "<space><enter><space><enter><space><enter><space><enter><space><enter>";

/// The table's first row.
fn first_row(play: &mut Play) -> String {
    play.screen().lines().nth(2).unwrap_or_default().to_owned()
}

fn has(play: &mut Play, words: &str) -> bool {
    play.screen().contains(words)
}

#[test]
fn the_sessions_at_80x24_and_120x40() {
    for (name, size) in [("80x24", (80, 24)), ("120x40", (120, 40))] {
        let mut play = debriefed(size);
        play.coach("coach", "desk");
        insta::assert_snapshot!(format!("sessions_at_{name}"), play.screen());
    }
}

#[test]
fn a_review_at_three_sizes() {
    for (name, size) in [
        ("80x24", (80, 24)),
        ("60x20", (60, 20)),
        ("120x40", (120, 40)),
    ] {
        let mut play = debriefed(size);
        play.review("coach", "desk").play("<space>-u");
        insta::assert_snapshot!(format!("review_at_{name}"), play.screen());
    }
}

#[test]
fn the_notes_show_silences_and_comments_between_the_lines() {
    let mut play = debriefed((80, 24));
    play.review("coach", "desk")
        .play("]cname the unit<enter><tab>");
    insta::assert_snapshot!(play.screen());
}

#[test]
fn the_record_tells_pace_and_what_happened_when() {
    let mut play = debriefed((80, 24));
    play.review("coach", "desk").play("]<tab><tab><tab>");
    insta::assert_snapshot!(play.screen());
}

#[test]
fn an_opened_session_is_read_and_unread_sessions_come_first() {
    let mut play = debriefed((80, 24));
    play.coach("coach", "desk");
    assert!(has(&mut play, "1 session, 1 unread"));
    play.play("<enter>q");
    assert!(has(&mut play, "1 session, 0 unread"), "{}", play.screen());
}

#[test]
fn the_candidates_marks_are_nowhere_before_every_stage_is_scored() {
    let mut play = debriefed((120, 40));
    let own = play.record();
    assert!(own.stages.iter().all(|page| page.level.is_some()));
    play.coach("coach", "desk");
    assert!(first_row(&mut play).contains(" ? "), "{}", play.screen());
    play.play("<enter>");
    for _ in 0..5 {
        for _ in 0..5 {
            assert!(!has(&mut play, "Candidate"), "{}", play.screen());
            assert!(!has(&mut play, "[x]"), "{}", play.screen());
            play.play("<tab>");
        }
        play.play("]");
    }
}

#[test]
fn scoring_every_stage_reveals_both_side_by_side_with_the_gap() {
    let mut play = debriefed((120, 40));
    play.review("coach", "desk").play(SCORED);
    assert!(has(&mut play, "v reveals"), "{}", play.screen());
    play.play("v");
    insta::assert_snapshot!(play.screen());
    let review = &play.reviews()[0];
    assert_eq!(review.revealed.map(|revealed| revealed.early), Some(false));
}

#[test]
fn the_self_level_is_shown_in_the_table_once_the_coach_has_scored() {
    let mut play = debriefed((120, 40));
    play.coach("coach", "desk")
        .play("<enter>")
        .play(SCORED)
        .play("vq");
    assert!(
        first_row(&mut play).contains(" 22112 yours"),
        "{}",
        play.screen()
    );
    play.coach("coach", "another desk");
    assert!(
        first_row(&mut play).contains(" ?     1"),
        "{}",
        play.screen()
    );
}

#[test]
fn revealing_early_asks_and_goes_on_record() {
    let mut play = debriefed((80, 24));
    play.review("coach", "desk").play("<space>v");
    assert!(
        has(&mut play, "0 of 5 stages are scored"),
        "{}",
        play.screen()
    );
    play.play("n");
    assert!(!has(&mut play, "Candidate"), "{}", play.screen());
    assert_eq!(play.reviews()[0].revealed, None);
    play.play("vy");
    assert!(has(&mut play, "Candidate"), "{}", play.screen());
    assert!(
        has(&mut play, "before every stage was scored"),
        "{}",
        play.screen()
    );
    play.play("[<tab>-");
    let review = &play.reviews()[0];
    assert_eq!(review.revealed.map(|revealed| revealed.early), Some(true));
    assert!(review.marked_after_reveal.contains(&0));
}

#[test]
fn marks_are_saved_as_they_are_made_and_undone_one_by_one() {
    let mut play = debriefed((80, 24));
    play.review("coach", "desk").play("<space>-u");
    let marks = |play: &Play| {
        let review = &play.reviews()[0];
        (0..8)
            .map(|item| review.mark_of(0, item).cloned())
            .collect::<Vec<_>>()
    };
    let made = marks(&play);
    assert!(matches!(made[0], Some(CoachMark::Shown(_))));
    assert_eq!(made[1], Some(CoachMark::NotShown));
    assert_eq!(made[2], Some(CoachMark::NotAssessed));
    play.play("zz");
    assert_eq!(marks(&play)[1..], [const { None }; 7]);
    play.review("coach", "desk").play("U");
    assert!(marks(&play).iter().all(Option::is_some));
}

#[test]
fn a_comment_stays_anchored_to_the_selected_lines_and_can_be_edited_and_resolved() {
    let mut play = debriefed((80, 24));
    play.review("coach", "desk")
        .play("<tab><home><s-down>c<tab>say whose p95<enter>");
    let comment = play.reviews()[0].comments[0].clone();
    assert_eq!(comment.kind, CommentKind::Fix);
    assert_eq!(comment.text, "say whose p95");
    assert_eq!(comment.anchor.lines(), 2);
    play.play("e and where<enter>C");
    let comment = play.reviews()[0].comments[0].clone();
    assert_eq!(comment.text, "say whose p95 and where");
    assert!(comment.edited.is_some() && comment.resolved.is_some());
    assert!(
        has(&mut play, "fix, resolved: say whose p95 and where"),
        "{}",
        play.screen()
    );
    play.play("CC<esc>")
        .review("coach", "desk")
        .play("<tab><tab>");
    assert!(
        has(&mut play, "fix, resolved: say whose p95"),
        "{}",
        play.screen()
    );
}

#[test]
fn the_draft_of_a_comment_survives_a_kill_and_esc() {
    let mut play = debriefed((80, 24));
    play.review("coach", "desk").play("chalf a thou");
    play.review("coach", "desk").play("c");
    assert!(has(&mut play, "half a thou"), "{}", play.screen());
    play.play("ght<esc>");
    assert!(has(&mut play, "c continues it"), "{}", play.screen());
    assert_eq!(play.reviews()[0].comments.len(), 0);
    play.play("c<enter>");
    assert_eq!(play.reviews()[0].comments[0].text, "half a thought");
    assert_eq!(play.reviews()[0].draft, None);
}

#[test]
fn the_coachs_phrases_are_offered_while_typing_and_saved() {
    let mut play = debriefed((80, 24));
    play.review("coach", "desk")
        .play("cname the unit<c-t><enter>");
    play.review("coach", "desk").play("]cunit<down><enter>");
    assert!(has(&mut play, " name the unit"), "{}", play.screen());
    play.play("<enter>");
    let comments = &play.reviews()[0].comments;
    assert_eq!(comments.len(), 2);
    assert_eq!(comments[1].text, "name the unit");
}

#[test]
fn end_chooses_the_last_line_also_where_none_was_chosen() {
    let mut play = debriefed((80, 24));
    play.review("coach", "desk")
        .play("][<right><left><tab><end>clast<enter>");
    assert_eq!(play.reviews()[0].comments[0].anchor.line, 2);
}

#[test]
fn a_review_touches_no_file_of_the_candidates() {
    let mut play = debriefed((80, 24));
    let before = play.own_files();
    play.coach("coach", "desk")
        .play("<enter>")
        .play(SCORED)
        .play("vcgood<enter>q");
    assert_eq!(play.own_files(), before);
    assert_eq!(play.reviews().len(), 1);
}

#[test]
fn two_coaches_of_one_name_have_two_reviews_and_see_the_other_only_once_revealed() {
    let mut play = debriefed((120, 40));
    play.review("coach", "desk")
        .play(SCORED)
        .play("cseen by the first<enter>");
    play.review("coach", "another desk").play("<space>");
    assert_eq!(play.reviews().len(), 2);
    play.play("<tab><tab><tab><tab>");
    assert!(!has(&mut play, "coach │"), "{}", play.screen());
    play.play("[").play(SCORED).play("v");
    assert!(has(&mut play, "│ coach"), "{}", play.screen());
}

#[test]
fn a_review_that_the_disk_refuses_says_so_until_it_is_saved() {
    let mut play = debriefed((80, 24));
    let folder = play.home.path().join("sessions");
    let folder = forty::store::resolve(&folder, "last").unwrap();
    let in_the_way = folder.join("reviews");
    play.review("coach", "desk");
    forty::store::files::replace(&in_the_way, b"no folder").unwrap();
    play.play("<space>");
    assert!(has(&mut play, "NOT SAVED"), "{}", play.screen());
    play.play("q");
    assert!(has(&mut play, "Rubric"), "{}", play.screen());
    std::fs::remove_file(in_the_way).unwrap();
    play.play("<+2s>");
    assert!(!has(&mut play, "NOT SAVED"), "{}", play.screen());
    assert_eq!(play.reviews().len(), 1);
}

#[test]
fn the_candidate_sees_a_review_only_after_the_own_marks() {
    let mut play = finished((120, 40));
    play.play("<enter>q");
    play.review("coach", "desk")
        .play(SCORED)
        .play("[Jc<tab>name the unit<enter>");
    play.debrief();
    for _ in 0..4 {
        play.play("<enter><enter>");
    }
    assert!(!has(&mut play, "name the unit"), "{}", play.screen());
    play.play("<enter><enter><right><right><right>");
    assert!(has(&mut play, "name the unit"), "{}", play.screen());
}

#[test]
fn a_new_session_is_listed_after_r_and_on_coming_back() {
    let mut play = debriefed((80, 24));
    play.coach("coach", "desk");
    let sessions = play.home.path().join("sessions");
    let first = forty::store::resolve(&sessions, "last").unwrap();
    let away = play.home.path().join("away");
    std::fs::create_dir(&away).unwrap();
    let elsewhere = away.join(first.file_name().unwrap());
    std::fs::rename(&first, &elsewhere).unwrap();
    play.play("r");
    assert!(has(&mut play, "0 sessions"), "{}", play.screen());
    std::fs::rename(&elsewhere, &first).unwrap();
    play.play("r");
    assert!(has(&mut play, "1 session,"), "{}", play.screen());
}

#[test]
fn the_table_is_filtered_by_what_is_typed_and_sorted() {
    let mut play = debriefed((80, 24));
    play.coach("coach", "desk").play("/nobody");
    assert!(has(&mut play, "0 of 1 sessions"), "{}", play.screen());
    play.play("<esc><+1s>/sam caption<enter>");
    assert!(has(&mut play, "1 of 1 sessions"), "{}", play.screen());
    play.play("sss");
    assert!(has(&mut play, "by design"), "{}", play.screen());
}

#[test]
fn an_unfinished_session_can_be_reviewed_too() {
    let mut play = Play::start_with((80, 24), |setup| {
        setup.minutes = Minutes::AsFramework;
    });
    play.play("an idea<+90s><esc>ql");
    play.review("coach", "desk").play("<space>Jcgo on<enter>");
    assert_eq!(play.reviews()[0].comments.len(), 1);
}
