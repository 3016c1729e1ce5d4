//! The coach's table of sessions and reviews. A review is blind until every stage is scored, and saved as it is made.

use std::sync::OnceLock;

use forty::domain::judging::review::{CoachMark, CommentKind};
use forty::domain::session::plan::Minutes;
use forty::store;
use ratatui::style::Modifier;
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
pub const SCORED: &str =
    "KKK<space><enter>yKKK<space><enter>yKKK<space><enter>yKKK<space><enter>yKKK<space><enter>y";

/// The table's first row.
fn first_row(play: &mut Play) -> String {
    let screen = play.screen();
    let row = screen.lines().find(|line| line.starts_with('▸'));
    row.unwrap_or_default().to_owned()
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
        play.review("coach", "desk").play("KKK<space>-u");
        insta::assert_snapshot!(format!("review_at_{name}"), play.screen());
    }
}

#[test]
fn the_notes_show_silences_and_comments_between_the_lines() {
    let mut play = debriefed((80, 24));
    play.review("coach", "desk")
        .play("]KKKcname the unit<enter><tab>");
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
    assert!(
        has(&mut play, "hidden until you have scored"),
        "{}",
        play.screen()
    );
    play.play("<enter>");
    for _ in 0..5 {
        for _ in 0..5 {
            assert!(
                !has(&mut play, "candidate         gap"),
                "{}",
                play.screen()
            );
            assert!(!has(&mut play, "✓"), "{}", play.screen());
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
        .play("vpyq");
    assert!(
        first_row(&mut play).contains("1 1 1 1 1") && has(&mut play, "━━ ━━ ╌╌ ╌╌ 2"),
        "{}",
        play.screen()
    );
    play.coach("coach", "another desk");
    assert!(
        has(&mut play, "reviewed by 1 more") && has(&mut play, "hidden until you have scored"),
        "{}",
        play.screen()
    );
}

#[test]
fn revealing_early_asks_and_goes_on_record() {
    let mut play = debriefed((80, 24));
    play.review("coach", "desk").play("KKK<space>v");
    assert!(
        has(&mut play, "0 of 5 stages are scored"),
        "{}",
        play.screen()
    );
    play.play("n");
    assert!(
        !has(&mut play, "candidate         gap"),
        "{}",
        play.screen()
    );
    assert_eq!(play.reviews()[0].revealed, None);
    play.play("vy");
    assert!(has(&mut play, "candidate         gap"), "{}", play.screen());
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
    play.review("coach", "desk").play("KKK<space>-u");
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
        .play("Jcname the unit<c-t><enter>");
    play.review("coach", "desk").play("]Jcunit<down><enter>");
    assert!(has(&mut play, " name the unit"), "{}", play.screen());
    play.play("<enter>");
    let comments = &play.reviews()[0].comments;
    assert_eq!(comments.len(), 2);
    assert_eq!(comments[1].text, "name the unit");
}

#[test]
fn a_comment_is_offered_the_phrases_of_its_kind_first() {
    let mut play = debriefed((80, 24));
    play.review("coach", "desk").play("Jc<tab>");
    for kind in ["fix: ", "question: ", "good: "] {
        let screen = play.screen();
        let mut rows = screen.lines().filter(|row| row.starts_with("│   "));
        let first = rows.find(|row| row.contains(": "));
        assert!(first.is_some_and(|row| row.contains(kind)), "{screen}");
        play.play("<tab>");
    }
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
        .play("cseen by the first<enter>py");
    play.review("coach", "another desk").play("J<space>");
    assert_eq!(play.reviews().len(), 2);
    play.play("<tab><tab><tab><tab>");
    assert!(!has(&mut play, "stage      coach"), "{}", play.screen());
    play.play("<tab>[").play(SCORED).play("v");
    assert!(has(&mut play, "stage      coach"), "{}", play.screen());
    play.play("<tab>]]]]");
    assert!(
        has(&mut play, "coach, good: seen by the first"),
        "{}",
        play.screen()
    );
}

#[test]
fn a_review_that_the_disk_refuses_says_so_until_it_is_saved() {
    let mut play = debriefed((80, 24));
    let folder = play.home.path().join("sessions");
    let folder = play.folder_in(&folder);
    let in_the_way = folder.join("reviews");
    play.review("coach", "desk");
    forty::store::files::replace(&in_the_way, b"no folder").unwrap();
    play.play("J<space>");
    assert!(has(&mut play, "NOT SAVED"), "{}", play.screen());
    play.play("q");
    assert!(has(&mut play, "Rubric"), "{}", play.screen());
    std::fs::remove_file(in_the_way).unwrap();
    play.play("<+2s>");
    assert!(!has(&mut play, "NOT SAVED"), "{}", play.screen());
    assert_eq!(play.reviews().len(), 1);
}

#[test]
fn a_review_that_cannot_be_saved_can_be_left_and_written_to_another_folder() {
    let mut play = debriefed((80, 24));
    let sessions = play.home.path().join("sessions");
    let folder = play.folder_in(&sessions);
    play.coach("coach", "desk").play("<enter>");
    forty::store::files::replace(&folder.join("reviews"), b"no folder").unwrap();
    play.play("Jckeep me<enter>q");
    assert!(
        has(&mut play, "write everything to another folder"),
        "{}",
        play.screen()
    );
    play.play("s");
    assert!(!has(&mut play, "write everything"), "{}", play.screen());
    play.play("qw");
    assert!(has(&mut play, "review written to"), "{}", play.screen());
    let id = folder.file_name().unwrap().to_str().unwrap();
    let again = format!("review {id}` brings it to the session");
    let bare = |text: &str| text.replace([' ', '\n'], "");
    let screen = play.screen();
    assert!(bare(&screen).contains(&bare(&again)), "{screen}");
    assert!(has(&mut play, "1 session,"), "{}", play.screen());
    let written = play.home.path().join("desk/rescued-reviews");
    let written = written.join(folder.file_name().unwrap()).join("reviews");
    let name = std::fs::read_dir(&written)
        .unwrap()
        .next()
        .unwrap()
        .unwrap();
    let text = std::fs::read_to_string(name.path()).unwrap();
    assert!(text.contains("keep me"), "{text}");
}

#[test]
fn a_long_name_of_a_report_is_whole_in_its_box_at_every_width() {
    for size in [(80, 24), (120, 40), (200, 40)] {
        let mut play = debriefed(size);
        play.review("coach", "desk");
        let name = "0123456789".repeat(30);
        let screen = play.play(&format!("x<c-u>{name}")).screen();
        let runs = screen.split(|letter: char| !letter.is_ascii_digit());
        let shown: usize = runs.map(str::len).filter(|length| *length > 20).sum();
        assert_eq!(shown, name.len(), "{size:?}: {screen}");
    }
}

#[test]
fn no_two_columns_of_the_coachs_list_have_one_name() {
    for width in [80, 120, 160, 200, 240] {
        let mut play = debriefed((width, 40));
        play.coach("coach", "desk").play("z");
        let screen = play.screen();
        let heads = screen.lines().find(|line| line.contains("my levels"));
        let heads = heads.unwrap_or_else(|| panic!("{screen}"));
        let heads = heads.split('│').next().unwrap_or_default();
        let mut rest = heads.to_owned();
        for name in [
            "candidate",
            "design",
            "date",
            "time",
            "worst",
            "my levels",
            "condition",
            "self",
            "reviews",
        ] {
            rest = rest.replacen(name, "", 1);
        }
        assert_eq!(rest.trim(), "", "{screen}");
    }
}

#[test]
fn a_report_replaces_a_file_only_right_after_the_question_about_it() {
    let mut play = debriefed((80, 24));
    play.review("coach", "desk");
    let path = play.home.path().join("report.html");
    let typed = format!("x<c-u>{}<enter>", path.display());
    let put = || forty::store::files::replace(&path, b"mine").unwrap();
    let text = || std::fs::read_to_string(&path).unwrap();
    put();
    for leave in ["", "<esc>", "<c-u>/elsewhere/no-folder/a.html<enter><esc>"] {
        play.play(&typed);
        assert!(has(&mut play, "exists already"), "{}", play.screen());
        assert_eq!(text(), "mine");
        if leave.is_empty() {
            play.play("<enter>");
            assert!(text().contains("<html"), "{}", play.screen());
            put();
        } else {
            play.play(leave);
        }
    }
    play.play(&typed);
    assert_eq!(text(), "mine", "{}", play.screen());
}

#[test]
fn items_are_marked_only_beside_the_rubric_or_the_notes() {
    let mut play = debriefed((80, 24));
    play.review("coach", "desk").play("Jcseen<enter>");
    for _ in 0..3 {
        play.play("<backtab>-uU<enter> ");
        assert!(has(&mut play, "Tab goes there"), "{}", play.screen());
    }
    assert!(play.reviews()[0].marks.is_empty());
    play.play("<tab><tab><tab>-");
    assert!(play.reviews()[0].mark_of(0, 0).is_some());
}

#[test]
fn going_to_a_stage_shows_the_notes_of_that_stage() {
    let mut play = debriefed((120, 40));
    play.review("coach", "desk");
    for short in ["Setup", "Data", "Model", "Serving", "Monitor"] {
        assert!(
            has(&mut play, &format!("Notes · {short}")),
            "{}",
            play.screen()
        );
        play.play("]");
    }
}

#[test]
fn the_candidate_sees_a_review_only_after_the_own_marks() {
    let mut play = finished((120, 40));
    play.play("<enter>q");
    play.review("coach", "desk")
        .play(SCORED)
        .play("[Jc<tab>name the unit<enter>py");
    play.debrief();
    for _ in 0..4 {
        play.play("<enter>y<enter>");
    }
    assert!(!has(&mut play, "name the unit"), "{}", play.screen());
    play.play("<enter>y<enter><right><right>");
    assert!(has(&mut play, "name the unit"), "{}", play.screen());
}

#[test]
fn the_candidate_sees_a_review_only_once_it_is_published() {
    let mut play = debriefed((120, 40));
    play.review("coach", "desk").play("p");
    assert!(
        has(&mut play, "nothing to publish yet"),
        "{}",
        play.screen()
    );
    play.play("Jc<tab>name the unit<enter>");
    play.debrief();
    assert!(!has(&mut play, "Reviews"), "{}", play.screen());
    play.review("coach", "desk").play("py");
    assert!(
        has(&mut play, "published: the candidate sees"),
        "{}",
        play.screen()
    );
    play.play("p");
    assert!(has(&mut play, "already published"), "{}", play.screen());
    play.debrief().play("<left>");
    assert!(has(&mut play, "name the unit"), "{}", play.screen());
    play.review("coach", "desk").play("-<backtab>");
    assert!(
        has(&mut play, "p publishes the changes"),
        "{}",
        play.screen()
    );
    play.play("py");
    assert!(has(&mut play, "published again"), "{}", play.screen());
    assert!(!has(&mut play, "the changes."), "{}", play.screen());
}

#[test]
fn a_note_on_a_rubric_item_is_saved_with_every_key_and_shown_under_the_item() {
    let mut play = debriefed((80, 24));
    play.review("coach", "desk")
        .play("iName it here.<a-enter>Not in Model.<esc><+1s>");
    let note = |play: &Play| play.reviews()[0].note_of(0, 0).map(str::to_owned);
    assert_eq!(note(&play).unwrap(), "Name it here.\nNot in Model.");
    assert!(
        has(&mut play, "note   Name it here. Not in Model."),
        "{}",
        play.screen()
    );
    play.play("i<c-a><bs><enter>");
    assert_eq!(note(&play), None);
}

#[test]
fn a_comment_on_a_stage_needs_no_line_and_may_have_paragraphs() {
    let mut play = debriefed((80, 24));
    play.review("coach", "desk")
        .play("]]<tab><tab>c<tab>Nothing here.<a-enter>Why?<enter>");
    let comment = play.reviews()[0].comments[0].clone();
    assert!(comment.anchor.is_on_stage());
    assert_eq!(
        (comment.anchor.stage, &*comment.text),
        (2, "Nothing here.\nWhy?")
    );
    assert!(
        has(&mut play, "fix: Nothing here.\n       Why?"),
        "{}",
        play.screen()
    );
    assert!(has(&mut play, "the whole stage"), "{}", play.screen());
}

#[test]
fn a_comment_that_was_begun_moves_to_the_line_chosen_next_and_cut_text_is_kept() {
    let mut play = debriefed((80, 24));
    play.review("coach", "desk")
        .play("<tab><home>chalf a thought<esc><+1s><end>c");
    assert!(has(&mut play, "is on this line now"), "{}", play.screen());
    play.play("<c-a><c-x><esc><+1s><home>c<c-v><enter>");
    let comment = play.reviews()[0].comments[0].clone();
    assert_eq!((comment.anchor.line, &*comment.text), (0, "half a thought"));
}

/// A message with two paragraphs, three things to fix and a goal.
const MESSAGE: &str = "oGood order of readers.<enter>The sizing stops at the mean.<tab>Size for the peak.\
    <enter>Answer each follow-up in one line.<enter>Name the key of every cache.<tab>Serving from 2 to 3";

#[test]
fn the_message_at_120x40_and_80x24() {
    for (name, size) in [("120x40", (120, 40)), ("80x24", (80, 24))] {
        let mut play = debriefed(size);
        play.review("coach", "desk").play(MESSAGE).play("<backtab>");
        insta::assert_snapshot!(format!("message_at_{name}"), play.screen());
    }
}

#[test]
fn a_message_is_saved_with_every_key_and_closing_it_keeps_it() {
    let mut play = debriefed((80, 24));
    play.review("coach", "desk").play(MESSAGE);
    let message = play.reviews()[0].message.clone();
    assert_eq!(
        message.paragraphs().collect::<Vec<_>>(),
        ["Good order of readers.", "The sizing stops at the mean."]
    );
    assert_eq!(message.to_fix().count(), 3);
    assert_eq!(message.goal(), Some("Serving from 2 to 3"));
    play.play("<esc><+1s>-zo");
    assert_eq!(
        play.reviews()[0].message,
        message,
        "undo of a mark keeps it"
    );
    assert!(has(&mut play, "Serving from 2 to 3"), "{}", play.screen());
}

#[test]
fn a_fourth_thing_to_fix_is_refused_with_a_sentence() {
    let mut play = debriefed((80, 24));
    play.review("coach", "desk")
        .play("o<tab>a<enter>b<enter>c<enter>");
    assert!(
        has(&mut play, "three things to fix are the most"),
        "{}",
        play.screen()
    );
    let fixes = play.reviews()[0].message.fixes.clone();
    assert_eq!(fixes, ["a", "b", "c"]);
    play.play("<bs>d");
    assert!(!has(&mut play, "are the most"), "{}", play.screen());
}

#[test]
fn a_published_message_is_the_first_that_the_candidate_sees_in_the_debrief() {
    let mut play = debriefed((120, 40));
    play.review("coach", "desk").play(MESSAGE);
    play.debrief();
    assert!(!has(&mut play, "sizing stops"), "{}", play.screen());
    play.review("coach", "desk").play("py");
    play.debrief();
    insta::assert_snapshot!(play.screen());
}

#[test]
fn a_new_session_is_listed_after_r_and_on_coming_back() {
    let mut play = debriefed((80, 24));
    play.coach("coach", "desk");
    let sessions = play.home.path().join("sessions");
    let first = play.folder_in(&sessions);
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
    // One session is the same in every order.
    play.play("sss");
    assert!(has(&mut play, "sorted: newest first"), "{}", play.screen());
}

#[test]
fn an_unfinished_session_can_be_reviewed_too() {
    let mut play = Play::start_with((80, 24), |setup| {
        setup.minutes = Minutes::AsFramework;
    });
    play.play("an idea<+90s><esc>ql");
    play.review("coach", "desk").play("J<space>Jcgo on<enter>");
    assert_eq!(play.reviews()[0].comments.len(), 1);
}

#[test]
fn the_list_of_a_folder_that_is_not_there_says_so() {
    let mut play = Play::home((80, 24));
    std::fs::remove_dir_all(play.home.path().join("sessions")).ok();
    play.play("v");
    assert!(has(&mut play, "there is no folder"), "{}", play.screen());
}

#[test]
fn a_session_is_marked_unread_again_and_found_by_words_for_what_it_is() {
    let mut play = debriefed((120, 36));
    play.coach("coach", "desk").play("<enter>q");
    assert!(has(&mut play, "1 session, 0 unread"), "{}", play.screen());
    play.play("u");
    assert!(has(&mut play, "1 session, 1 unread"), "{}", play.screen());
    for (words, found) in [
        ("unread over", 1),
        ("mine", 0),
        ("finished", 1),
        ("unfinished", 0),
    ] {
        play.play(&format!("/{words}<enter>"));
        let shown = format!("{found} of 1 sessions");
        assert!(has(&mut play, &shown), "{words}: {}", play.screen());
        play.play("<c-u>");
    }
    assert!(has(&mut play, "1 session, 1 unread"), "{}", play.screen());
}

#[test]
fn z_shows_every_column_in_place_of_the_preview() {
    let mut play = debriefed((120, 36));
    play.coach("coach", "desk");
    assert!(has(&mut play, "First lines") && !has(&mut play, "condition"));
    play.play("z");
    assert!(
        !has(&mut play, "First lines") && has(&mut play, "condition"),
        "{}",
        play.screen()
    );
}

#[test]
fn publishing_asks_once_with_what_would_be_sent() {
    let mut play = debriefed((80, 24));
    play.review("coach", "desk")
        .play("J<space>cgood<enter>oThe mean is not the peak.<esc><+1s>p");
    insta::assert_snapshot!(play.screen());
    play.play("n");
    assert!(play.reviews()[0].published.is_none());
    play.play("py");
    assert!(play.reviews()[0].published.is_some());
}

#[test]
fn marking_the_rest_names_the_key_that_undoes_it_and_that_goes_back_to_the_stage() {
    let mut play = debriefed((80, 24));
    play.review("coach", "desk").play("J<space><enter>y");
    assert!(
        has(&mut play, "7 not shown, z undoes it"),
        "{}",
        play.screen()
    );
    assert!(has(&mut play, "▸ Data"), "{}", play.screen());
    play.play("z");
    assert!(has(&mut play, "undone"), "{}", play.screen());
    assert!(has(&mut play, "▸ Setup"), "{}", play.screen());
    let marks = &play.reviews()[0].marks;
    assert_eq!(
        marks
            .values()
            .map(std::collections::BTreeMap::len)
            .sum::<usize>(),
        1
    );
}

#[test]
fn a_preview_that_is_slow_to_read_stops_no_key_and_a_stale_one_is_dropped() {
    let mut play = debriefed((120, 40));
    play.holds_previews = true;
    play.coach("coach", "desk");
    // Nothing answers: the keys of the list work all the same.
    assert!(!has(&mut play, "First lines"), "{}", play.screen());
    play.play("s");
    assert!(has(&mut play, "sorted: "), "{}", play.screen());
    play.play("r");
    let [stale, latest] = &play.previews[..] else {
        panic!("{:?}", play.previews);
    };
    let (stale, latest) = (stale.clone(), latest.clone());
    play.answer_preview(&stale);
    assert!(!has(&mut play, "First lines"), "{}", play.screen());
    play.answer_preview(&latest);
    assert!(has(&mut play, "First lines"), "{}", play.screen());
}

#[test]
fn a_running_session_is_named_running_and_r_shows_what_was_written_since() {
    let mut candidate = Play::start((120, 40));
    candidate.play("an idea<+2s>");
    let sessions = candidate.home.path().join("sessions");
    let mut coach = Play::home((120, 40));
    coach.review_in(&sessions);
    let screen = coach.screen();
    assert!(screen.contains("Review · running · sam"), "{screen}");
    assert!(screen.contains("r refresh"), "{screen}");
    candidate.play("<enter>written meanwhile<+2s>");
    assert!(!has(&mut coach, "written meanwhile"));
    coach.play("r");
    assert!(has(&mut coach, "written meanwhile"), "{}", coach.screen());
    candidate.play("<a-q>f");
    candidate.go_home();
    coach.play("r");
    let screen = coach.screen();
    assert!(screen.contains("Review · sam"), "{screen}");
    assert!(!screen.contains("r refresh"), "{screen}");
}

#[test]
fn notes_tab_and_rubric_are_always_those_of_one_stage() {
    let mut play = debriefed((120, 40));
    play.review("coach", "desk");
    for (key, short) in [
        ("", "Setup"),
        ("<right>", "Data"),
        ("<right>", "Model"),
        ("<left>", "Data"),
        ("]", "Model"),
        ("[[", "Setup"),
    ] {
        play.play(key);
        for words in [
            format!("▸ {short}"),
            format!("Notes · {short}"),
            format!("Rubric · {short}"),
        ] {
            assert!(has(&mut play, &words), "{key}: {words}\n{}", play.screen());
        }
    }
}

/// Whether a row of the screen with these words is reversed from this column to that one.
fn is_reversed(play: &mut Play, words: &str, columns: std::ops::Range<u16>) -> bool {
    let row = play.screen().lines().position(|line| line.contains(words));
    let row = row.unwrap_or_else(|| panic!("{words}\n{}", play.screen())) as u16;
    let buffer = play.buffer();
    columns.into_iter().all(|x| {
        let cell = &buffer[(x, row)];
        cell.modifier.contains(Modifier::REVERSED | Modifier::BOLD)
    })
}

#[test]
fn what_is_selected_is_reversed_up_to_the_edges_of_its_pane() {
    let mut play = debriefed((120, 40));
    play.review("coach", "desk");
    // The item; the line that a mark would name has a hollow marker.
    assert!(is_reversed(&mut play, "▸ · names who reads", 61..120));
    assert!(!is_reversed(&mut play, "▹  0  alt text", 0..1));
    play.play("<tab>");
    assert!(is_reversed(&mut play, "▸  0  alt text", 0..60));
    assert!(
        !is_reversed(&mut play, "▸  0  alt text", 0..61),
        "the divider"
    );
    assert!(!is_reversed(&mut play, "▹ · names who reads", 61..62));
    play.play("cone<enter>ctwo<enter><tab>");
    assert!(is_reversed(&mut play, "▸ good: ", 61..120));
    assert!(!is_reversed(&mut play, "▹  0  alt text", 0..1));
    let mut play = finished((120, 40));
    play.play("<enter>");
    assert!(is_reversed(&mut play, "▸ · names who reads", 61..120));
    assert!(!is_reversed(&mut play, "▹  0  alt text", 0..1));
}

#[test]
fn a_rubric_that_does_not_fit_says_which_items_are_in_view() {
    let mut play = debriefed((60, 20));
    play.review("coach", "desk");
    let foot = |play: &mut Play| {
        play.screen()
            .lines()
            .rev()
            .nth(1)
            .unwrap_or_default()
            .to_owned()
    };
    assert!(foot(&mut play).contains("1 to "), "{}", play.screen());
    assert!(foot(&mut play).contains(" of 8"), "{}", play.screen());
    play.play("<end>");
    assert!(foot(&mut play).contains(" to 8 of 8"), "{}", play.screen());
    play.play("<tab>");
    assert!(!foot(&mut play).contains(" of 8"), "{}", play.screen());
}

#[test]
fn the_footer_offers_marks_only_on_panes_where_they_act() {
    let mut play = debriefed((80, 24));
    play.review("coach", "desk");
    let footer = |play: &mut Play| {
        play.screen()
            .lines()
            .next_back()
            .unwrap_or_default()
            .to_owned()
    };
    for offered in [true, true, false, false, false] {
        assert_eq!(
            footer(&mut play).contains("Space"),
            offered,
            "{}",
            play.screen()
        );
        play.play("<tab>");
    }
}

#[test]
fn opening_the_session_of_somebody_else_hides_the_marks_from_commands() {
    // The one who practices here, and whether a session of sam makes the coach a reviewer before a mark is made.
    for (practices, is_reviewer) in [("kim", true), ("sam", false)] {
        let mut play = debriefed((80, 24));
        play.review_where("coach", "desk", practices);
        let state = play.home.path().join("desk");
        let (reviewers, _) = store::known_coaches(&state, store::Which::Reviewers);
        assert_eq!(reviewers.len() == 1, is_reviewer, "{practices}");
    }
}

#[test]
fn a_published_review_without_a_message_is_called_a_review() {
    let mut play = debriefed((120, 40));
    play.review("coach", "desk").play("J<space>pyq");
    play.coach("coach", "desk");
    assert!(has(&mut play, "Review    published"), "{}", play.screen());
    assert!(!has(&mut play, "Message"), "{}", play.screen());
    play.review("coach", "desk").play("oShort.<esc><+1s>py");
    play.coach("coach", "desk");
    assert!(has(&mut play, "Message   published"), "{}", play.screen());
}

#[test]
fn publishing_the_review_of_an_unfinished_session_says_so() {
    let mut play = Play::start_with((80, 24), |setup| {
        setup.minutes = Minutes::AsFramework;
    });
    play.play("an idea<+90s><esc>ql");
    play.review("coach", "desk").play("J<space>p");
    for asks in [
        "a review of an unfinished session?",
        "The candidate sees it after finishing",
    ] {
        assert!(has(&mut play, asks), "{}", play.screen());
    }
    play.play("y");
    assert!(
        has(
            &mut play,
            "published: the candidate sees this review after finishing"
        ),
        "{}",
        play.screen()
    );
}

#[test]
fn the_worst_overrun_and_the_sum_of_overruns_have_names_of_their_own() {
    let mut play = debriefed((120, 40));
    play.coach("coach", "desk");
    let screen = play.screen();
    let parts = screen.lines().filter_map(|line| line.split_once('│'));
    let (list, preview): (Vec<&str>, Vec<&str>) = parts.unzip();
    let (list, preview) = (list.concat(), preview.concat());
    assert!(list.contains("worst") && !list.contains("over"), "{screen}");
    assert!(
        preview.contains("0:08 over") && !preview.contains("worst"),
        "{screen}"
    );
}

#[test]
fn space_says_what_to_do_where_no_line_is_likely() {
    let mut play = Play::start_with((80, 24), |setup| {
        setup.minutes = Minutes::AsFramework;
    });
    play.play("zzz<+90s><esc>ql");
    play.review("coach", "desk").play("<space>");
    let says = "/ searches a line, - marks it not shown";
    assert!(has(&mut play, says), "{}", play.screen());
}

#[test]
fn where_going_back_ends_the_program_the_footer_says_quit() {
    let mut play = debriefed((80, 24));
    play.coach("coach", "desk");
    let last = |play: &mut Play| play.screen().lines().last().unwrap_or_default().to_owned();
    assert!(!last(&mut play).contains("q back"), "{}", play.screen());
    play.play("<enter>");
    assert!(!last(&mut play).contains("q quit"), "{}", play.screen());
    let mut play = debriefed((120, 40));
    play.coach("coach", "desk");
    assert!(last(&mut play).contains("q quit"), "{}", play.screen());
    play.go_home().play("v");
    assert!(last(&mut play).contains("q back"), "{}", play.screen());
}

#[test]
fn the_notes_of_a_review_tell_at_their_times_what_was_said_and_when_nothing_was() {
    let mut play = debriefed((120, 40));
    play.review("coach", "desk");
    for words in [
        "0:21 follow-up Say the person on the other end",
        "1:08 next stage Data Pipeline",
    ] {
        assert!(has(&mut play, words), "{words}\n{}", play.screen());
    }
    play.play("]");
    assert!(
        has(&mut play, "1:29 silence 1:10 without an edit"),
        "{}",
        play.screen()
    );
}
