use chrono::DateTime;

use super::*;

fn at(time: &str) -> Wall {
    DateTime::parse_from_rfc3339(time).unwrap()
}

fn noon() -> Wall {
    at("2026-11-28T12:00:00+01:00")
}

fn rate(schedule: &mut Schedule, id: &str, rating: Rating, now: &Wall) {
    let state = schedule.rated(id, rating, now);
    schedule.cards.insert(id.to_owned(), state);
}

#[test]
fn a_better_first_rating_comes_back_later() {
    let schedule = Schedule::default();
    let due = |rating| schedule.rated("a", rating, &noon());
    let texts = [Rating::Again, Rating::Hard, Rating::Good, Rating::Easy];
    let texts = texts.map(|rating| interval_text(&due(rating)));
    assert_eq!(texts, ["1 min", "5 min", "10 min", "15 days"]);
}

#[test]
fn a_card_is_known_once_it_is_sent_a_day_ahead_and_no_longer_after_it_was_forgotten() {
    let (mut schedule, mut now) = (Schedule::default(), noon());
    rate(&mut schedule, "a", Rating::Good, &now);
    assert!(!schedule.cards["a"].is_known());
    now += Duration::minutes(10);
    rate(&mut schedule, "a", Rating::Good, &now);
    assert!(schedule.cards["a"].is_known());
    now += Duration::days(30);
    assert_eq!(
        schedule.counts(&["a", "b"], 3, &now),
        CardCounts {
            total: 5,
            closed: 3,
            known: 1,
            due: 1,
            new: 1
        }
    );
    rate(&mut schedule, "a", Rating::Again, &now);
    assert_eq!(schedule.cards["a"].phase, Phase::Relearning);
    assert_eq!(schedule.cards["a"].lapses, 1);
}

#[test]
fn cards_that_are_due_come_before_new_ones_and_those_due_within_minutes_last() {
    let (mut schedule, now) = (Schedule::default(), noon());
    let deck = ["a", "b", "c"];
    rate(&mut schedule, "b", Rating::Again, &now);
    assert_eq!(schedule.next(&deck, &now), Some(0), "b is due in a minute");
    let later = now + Duration::minutes(2);
    assert_eq!(schedule.next(&deck, &later), Some(1));
    rate(&mut schedule, "a", Rating::Easy, &now);
    rate(&mut schedule, "c", Rating::Easy, &now);
    assert_eq!(schedule.next(&deck, &now), Some(1), "nothing else is left");
    assert_eq!(schedule.left_text(&deck, &now), "1 left today");
    rate(&mut schedule, "b", Rating::Easy, &now);
    assert_eq!(schedule.next(&deck, &now), None);
}

#[test]
fn at_most_twenty_cards_are_begun_on_one_day_of_the_readers_time_zone() {
    let mut schedule = Schedule::default();
    let ids: Vec<String> = (0..30).map(|number| format!("{number:02}")).collect();
    let deck: Vec<&str> = ids.iter().map(String::as_str).collect();
    let late = at("2026-11-28T23:50:00+01:00");
    let words = "20 left today, all new";
    assert_eq!(schedule.left_text(&deck, &late), words);
    rate(&mut schedule, deck[0], Rating::Again, &late);
    let words = "20 left today, 19 of them new";
    assert_eq!(schedule.left_text(&deck, &late), words);
    for id in &deck[..NEW_A_DAY] {
        rate(&mut schedule, id, Rating::Easy, &late);
    }
    assert_eq!(schedule.next(&deck, &late), None);
    assert_eq!(schedule.left_text(&deck, &late), "0 left today");
    let tomorrow = late + Duration::minutes(15);
    assert_eq!(schedule.next(&deck, &tomorrow), Some(NEW_A_DAY));
    assert_eq!(
        schedule.left_text(&deck, &tomorrow),
        "10 left today, all new"
    );
}

#[test]
fn a_clock_that_was_set_back_spoils_no_state() {
    let (mut schedule, now) = (Schedule::default(), noon());
    rate(&mut schedule, "a", Rating::Easy, &now);
    let years_ago = now - Duration::days(4000);
    for rating in [Rating::Good, Rating::Again, Rating::Again, Rating::Hard] {
        rate(&mut schedule, "a", rating, &years_ago);
        let state = &schedule.cards["a"];
        assert!(
            state.stability.is_finite() && state.due >= state.last,
            "{state:?}"
        );
    }
}

#[test]
fn a_state_that_no_rating_gives_is_refused() {
    let state = Schedule::default().rated("a", Rating::Good, &noon());
    let text = toml::to_string(&state).unwrap();
    assert_eq!(toml::from_str::<CardState>(&text).unwrap(), state);
    for stability in ["0.0", "nan", "-1.0", "inf"] {
        let line = format!("stability = {}", state.stability);
        let wrong = text.replace(&line, &format!("stability = {stability}"));
        assert!(toml::from_str::<CardState>(&wrong).is_err(), "{wrong}");
    }
}
