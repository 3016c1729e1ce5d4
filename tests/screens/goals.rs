//! What became of the goal that a coach set in an earlier session of the candidate.

use forty::domain::judging::message::GoalOutcome;

use crate::coach::debriefed;
use crate::debrief::finished;
use crate::play::Play;

/// A second session of a candidate whose coach set a goal in the first one.
fn second(size: (u16, u16)) -> Play {
    let mut play = debriefed(size);
    play.review("coach", "desk")
        .play("o<tab><tab>show each sum<esc>");
    play.go_home().play("k<enter>nothing much<+90s><esc>ql");
    play
}

fn has(play: &mut Play, words: &str) -> bool {
    play.screen().contains(words)
}

#[test]
fn ctrl_g_says_whether_the_goal_of_the_earlier_session_was_met() {
    for (name, size) in [("120x40", (120, 40)), ("80x24", (80, 24))] {
        let mut play = second(size);
        play.review("coach", "desk").play("o<c-g>");
        insta::assert_snapshot!(format!("goal_at_{name}"), play.screen());
        let outcome = |play: &Play| play.reviews()[0].message.earlier_goal;
        assert_eq!(outcome(&play), Some(GoalOutcome::Met));
        play.play("<c-g>");
        assert_eq!(outcome(&play), Some(GoalOutcome::Missed));
        play.play("<c-g>");
        assert_eq!(outcome(&play), None);
    }
}

#[test]
fn without_an_earlier_goal_of_this_coach_nothing_is_asked() {
    let mut play = second((120, 40));
    play.review("another", "laptop").play("o");
    assert!(!has(&mut play, "show each sum"), "{}", play.screen());
    play.play("<c-g>");
    assert!(has(&mut play, "you have set no goal"), "{}", play.screen());
}

#[test]
fn home_says_that_a_review_came_and_only_after_the_own_scores_from_whom_and_its_goal() {
    for (name, size) in [
        ("120x40", (120, 40)),
        ("80x24", (80, 24)),
        ("60x20", (60, 20)),
    ] {
        let mut play = finished(size);
        assert!(has(play.go_home(), "not scored   s debrief") || name == "120x40");
        play.review("Kim", "desk")
            .play("o<tab><tab>ask three questions<esc><+1s>py");
        let waits = play.go_home().screen();
        for hidden in ["Kim", "three questions"] {
            assert!(!waits.contains(hidden), "{waits}");
        }
        insta::assert_snapshot!(format!("review_waits_at_{name}"), waits);
        play.play("s");
        assert!(has(&mut play, "Debrief"), "{}", play.screen());
        let mut play = debriefed(size);
        play.review("Kim", "desk")
            .play("o<tab><tab>ask three questions<esc><+1s>py");
        insta::assert_snapshot!(format!("review_came_at_{name}"), play.go_home().screen());
        play.play("s");
        assert!(has(&mut play, "Kim"), "{}", play.screen());
    }
}

#[test]
fn home_says_no_more_that_a_session_waits_once_it_was_scored() {
    let mut play = Play::start((80, 24));
    play.play("an idea<+90s><esc>qf");
    play.go_home();
    assert!(play.screen().contains("not scored"), "{}", play.screen());
    play.play("s")
        .play(&"<enter>y<enter>".repeat(5))
        .play("<esc><+1s>");
    let home = play.screen();
    assert!(home.contains("Enter start"), "{home}");
    assert!(!home.contains("not scored"), "{home}");
}
