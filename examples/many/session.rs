//! One generated session: its candidate, design, start and options, and its folder.

use std::path::Path;
use std::time::Duration;

use chrono::{Days, FixedOffset, NaiveTime};
use forty::content::library::OpenedDesign;
use forty::domain::session::Session;
use forty::domain::session::event::{DesignName, Entry, FORMAT, Head, RunOptions, Wall};
use forty::domain::session::plan::{Minutes, Plan};
use forty::report::markdown;
use forty::store::{self, Coach, Recorder, SaveState};

use super::candidate::Candidate;
use super::random::Random;
use super::{Content, Spread, WriteError, review};

const PROGRAM: &str = "forty 0.1.0";
/// The UTC offsets of candidates, in hours.
const UTC_OFFSETS: [i32; 4] = [0, 1, -5, 9];

/// A session before it is written.
pub struct GeneratedSession<'a> {
    design: &'a OpenedDesign,
    session: Session,
    entries: Vec<Entry>,
    random: Random,
    /// How much more often an item is shown than in the first session, in percent.
    progress: usize,
}

impl GeneratedSession<'_> {
    /// Writes it as a session folder, through the recorder; with a coach and their state folder, mostly with a review.
    pub fn write(
        mut self,
        sessions: &Path,
        coach: Option<(&Coach, &Path)>,
    ) -> Result<(), WriteError> {
        let head = &self.session.head;
        let mut recorder = Recorder::create(sessions, head, &self.design.text)?;
        recorder.append(&self.entries, &self.session);
        recorder.checkpoint(&self.session, markdown::page);
        if let SaveState::NotSaved(why) = recorder.close() {
            return Err(WriteError::Unsaved(head.id.clone(), why));
        }
        if let Some(coach) = coach.filter(|_| self.session.is_finished() && self.random.percent(90))
        {
            let (folder, design) = (sessions.join(&head.id), &self.design.design);
            let shown = (60 + self.progress).min(95);
            review::write(
                &folder,
                &self.session,
                design,
                coach,
                &mut self.random,
                shown,
            )?;
        }
        Ok(())
    }
}

/// Generates the session (index, count).
pub fn generate<'a>(
    content: &'a Content,
    index: (usize, usize),
    seed: u64,
    spread: &Spread<'_>,
) -> GeneratedSession<'a> {
    let mut random = Random::of(seed, index.0);
    let design = random.one_of(&content.designs);
    let head = head(content, design, index, &mut random, spread);
    let progress = spread.progress * index.0 / index.1.max(1);
    let mut candidate = Candidate::new(head, design, random, progress);
    candidate.run_interview();
    let (session, entries) = candidate.debrief(spread.scored);
    GeneratedSession {
        design,
        session,
        entries,
        random: Random::of(!seed, index.0),
        progress,
    }
}

fn head(
    content: &Content,
    design: &OpenedDesign,
    index: (usize, usize),
    random: &mut Random,
    spread: &Spread<'_>,
) -> Head {
    let minutes = if random.percent(12) {
        Minutes::Total(Duration::from_secs(60 * random.one_of(&[20, 30, 45, 60])))
    } else {
        Minutes::AsFramework
    };
    let plan = Plan::new(&content.framework, &design.design, &minutes);
    let wall = start(index, random, spread);
    // Sessions of the same day differ in these digits, so their ids are unique.
    let digits = (index.0 as u16).wrapping_mul(0x9e37);
    Head {
        format: FORMAT,
        program: PROGRAM.to_owned(),
        id: store::session_id(&wall, &design.design.id, digits),
        design: DesignName {
            id: design.design.id.clone(),
            title: design.design.title.clone(),
        },
        candidate: if spread.candidates.is_empty() {
            format!("candidate {:03}", 1 + random.below(index.1 / 12 + 3))
        } else {
            (*random.one_of(spread.candidates)).to_owned()
        },
        assignment: None,
        seed: random.below(1_000_000) as u32,
        options: RunOptions {
            strict: random.percent(10),
            quiet: random.percent(8),
            ..RunOptions::default()
        },
        wall,
        design_crc: Some(crc32fast::hash(design.text.as_bytes())),
        plan: plan.expect("a total fits any framework"),
    }
}

/// A time between 8:00 and 22:00; the sessions are spread evenly.
fn start((index, count): (usize, usize), random: &mut Random, spread: &Spread<'_>) -> Wall {
    let day = (index * spread.days / count.max(1)) as u64;
    let time = random.seconds(8 * 3600, 22 * 3600);
    let offset =
        FixedOffset::east_opt(3600 * random.one_of(&UTC_OFFSETS)).expect("it is an offset");
    let local = (spread.first + Days::new(day)).and_time(NaiveTime::MIN) + time;
    local
        .and_local_timezone(offset)
        .single()
        .expect("offsets do not change")
}
