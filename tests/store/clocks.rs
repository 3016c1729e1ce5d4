//! A wall clock that is set back or forward while a session runs changes no interview time. Promise 10.

use std::time::Duration;

use forty::domain::interview::{ClockReading, Interview, Wait};
use forty::store::{Recorder, SaveState, list, read};

use crate::fixture::{Desk, ID, notes, wall};

/// Steps of the wall clock between two seconds of interview.
const STEPS: [i64; 7] = [
    0,
    -3_600,
    86_400,
    -60 * 365 * 86_400,
    70 * 365 * 86_400,
    -1,
    30 * 60,
];

#[test]
fn interview_time_advances_by_the_awake_clock_whatever_the_wall_clock_does() {
    let dir = tempfile::tempdir().unwrap();
    let mut desk = Desk::start(dir.path(), ID);
    let reading = |seconds: u64, shift: i64| {
        let passed = Duration::from_secs(seconds);
        let awake = Duration::from_secs(1000) + passed;
        ClockReading {
            awake,
            boot: awake,
            wall: wall() + passed + chrono::Duration::seconds(shift),
        }
    };
    let (mut seconds, mut shift, mut last) = (0, 0, Duration::ZERO);
    for step in STEPS {
        shift += step;
        for act in [Interview::pause, Interview::resume] {
            let began = reading(seconds, shift).awake;
            seconds += 1;
            let now = reading(seconds, shift);
            let wait = Wait {
                began,
                planned: Duration::from_secs(1),
                continued: false,
            };
            desk.interview.advance(now, wait);
            act(&mut desk.interview, now);
            assert_eq!(desk.record(), SaveState::Saved);
            let at = desk.interview.session().at;
            assert!(at >= last, "{at:?} after {last:?}");
            last = at;
        }
        desk.insert("typed\n");
    }
    // Each pause lasted a second, whatever the wall clock said.
    assert_eq!(last, Duration::from_secs(STEPS.len() as u64));
    let session = desk.interview.session().clone();
    assert_eq!(desk.checkpoint(), SaveState::Saved);
    let folder = desk.folder();
    drop(desk);
    let found = read(&folder).unwrap();
    assert_eq!(
        (found.session.at, notes(&found.session)),
        (last, notes(&session))
    );
    assert!(!found.session.damaged && found.remarks.is_empty());
    assert_eq!(list(folder.parent().unwrap()).unwrap().sessions.len(), 1);
    // Resumed by a computer whose clock stands at its beginning.
    let early = chrono::DateTime::parse_from_rfc3339("1969-12-31T23:59:59+00:00").unwrap();
    let (found, recorder) = Recorder::open(&folder, &early).unwrap();
    assert_eq!(found.session.at, last);
    recorder.close();
}
