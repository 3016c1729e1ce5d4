//! One made-up session: who sits it when with which design, and its folder once it is held.

use std::path::Path;
use std::time::Duration;

use chrono::{Days, FixedOffset, NaiveDate, NaiveTime};
use forty::content::library::OpenedDesign;
use forty::domain::session::Session;
use forty::domain::session::event::{DesignName, Entry, FORMAT, Head, RunOptions, Wall};
use forty::domain::session::plan::{Minutes, Plan};
use forty::report::markdown;
use forty::store::{self, Recorder, SaveState};

use super::chance::Chance;
use super::seat::Seat;
use super::{Content, Unwritten};

const PROGRAM: &str = "forty 0.1.0";
const DAYS: usize = 730;
/// Offsets of the places where candidates sit, in hours.
const PLACES: [i32; 4] = [0, 1, -5, 9];

/// A session as it is to be written.
pub struct Held<'a> {
    design: &'a OpenedDesign,
    session: Session,
    entries: Vec<Entry>,
}

impl Held<'_> {
    /// Writes it as a session folder, through the recorder.
    pub fn write(self, sessions: &Path) -> Result<(), Unwritten> {
        let head = &self.session.head;
        let mut recorder = Recorder::create(sessions, head, &self.design.text)?;
        recorder.append(&self.entries, &self.session);
        recorder.checkpoint(&self.session, markdown::page);
        match recorder.close() {
            SaveState::Saved => Ok(()),
            SaveState::NotSaved(why) => Err(Unwritten::Unsaved(head.id.clone(), why)),
        }
    }
}

/// Holds the session at a place among so many.
pub fn hold(content: &Content, place: (usize, usize), seed: u64) -> Held<'_> {
    let mut chance = Chance::of(seed, place.0);
    let design = chance.one_of(&content.designs);
    let head = head(content, design, place, &mut chance);
    let mut seat = Seat::new(head, design, chance);
    seat.sit();
    let (session, entries) = seat.get_up();
    Held {
        design,
        session,
        entries,
    }
}

fn head(
    content: &Content,
    design: &OpenedDesign,
    place: (usize, usize),
    chance: &mut Chance,
) -> Head {
    let minutes = if chance.percent(12) {
        Minutes::Total(Duration::from_secs(60 * chance.one_of(&[20, 30, 45, 60])))
    } else {
        Minutes::AsFramework
    };
    let plan = Plan::new(&content.framework, &design.design, &minutes);
    let wall = start(place, chance);
    // Places that fall on one day differ in these digits, so no two sessions have one id.
    let digits = (place.0 as u16).wrapping_mul(0x9e37);
    Head {
        format: FORMAT,
        program: PROGRAM.to_owned(),
        id: store::session_id(&wall, &design.design.id, digits),
        design: DesignName {
            id: design.design.id.clone(),
            title: design.design.title.clone(),
        },
        candidate: format!("candidate {:03}", 1 + chance.below(place.1 / 12 + 3)),
        seed: chance.below(1_000_000) as u32,
        options: RunOptions {
            strict: chance.percent(10),
            quiet: chance.percent(8),
        },
        wall,
        design_crc: Some(crc32fast::hash(design.text.as_bytes())),
        plan: plan.expect("a total fits any framework"),
    }
}

/// A moment between eight and ten o'clock, the places spread evenly over two years.
fn start((place, count): (usize, usize), chance: &mut Chance) -> Wall {
    let day = (place * DAYS / count.max(1)) as u64;
    let first = NaiveDate::from_ymd_opt(2024, 11, 25).expect("it is a day");
    let time = chance.seconds(8 * 3600, 22 * 3600);
    let offset = FixedOffset::east_opt(3600 * chance.one_of(&PLACES)).expect("it is a place");
    let local = (first + Days::new(day)).and_time(NaiveTime::MIN) + time;
    local
        .and_local_timezone(offset)
        .single()
        .expect("offsets do not change")
}
