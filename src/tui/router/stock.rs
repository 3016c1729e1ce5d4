//! What the app has at hand: the library, the folders, who practises. Opens interviews and says what home shows.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use crate::app::failure::{Code, Failure};
use crate::content::library::{Library, Unopened};
use crate::content::{Origin, read_design};
use crate::domain::content::design::Design;
use crate::domain::interview::{Interview, Reading};
use crate::domain::sanitize;
use crate::domain::session::event::{DesignName, Event, FORMAT, Head, Options, Wall};
use crate::domain::session::plan::Plan;
use crate::domain::session::timeline::clock;
use crate::store::{self, Found, Listed, Paths, Recorder, Status, Summary};
use crate::tui::effect::{ClockForm, HIGHEST_SEED, Setup};
use crate::tui::screens::home::{Card, Shelf, StageMinutes, Unfinished};
use crate::tui::screens::interview::{InterviewScreen, Interviewer};
use crate::tui::screens::reading::ReadingScreen;

/// How many folders home looks into for unfinished sessions and last results.
const LOOKED_INTO: usize = 200;

#[derive(Debug)]
pub struct Stock {
    pub paths: Paths,
    pub library: Library,
    /// Who practises, or reviews.
    pub name: String,
    /// Name and version of this program.
    pub program: String,
    /// Where seeds and ids come from; moves on with each use.
    pub chance: u64,
}

/// How an interview is come by.
#[derive(Debug, Clone, PartialEq)]
pub enum Start {
    New(Setup),
    /// An unfinished session, by whatever names it.
    Again(String),
}

/// An interview that can be sat down to.
#[derive(Debug)]
pub(super) struct Seat {
    pub screen: InterviewScreen,
    pub recorder: Recorder,
    /// What was the matter with its files.
    pub remark: Option<String>,
}

impl Stock {
    /// Starts or takes up an interview; its first events wait to be written.
    pub(super) fn open(&mut self, start: &Start, now: Reading) -> Result<Seat, Failure> {
        match start {
            Start::New(setup) => self.begin(setup, now),
            Start::Again(words) => self.resume(words, now),
        }
    }

    fn begin(&mut self, setup: &Setup, now: Reading) -> Result<Seat, Failure> {
        let opened = self
            .library
            .open(&setup.design)
            .map_err(|why| not_opened(&self.library, &setup.design, why))?;
        let plan = Plan::new(self.library.framework(), &opened.design, &setup.minutes)
            .map_err(|error| Failure::new(Code::WrongUse, error.to_string()))?;
        let seed = setup
            .seed
            .unwrap_or((self.draw() % (u64::from(HIGHEST_SEED) + 1)) as u32);
        let head = Head {
            format: FORMAT,
            program: self.program.clone(),
            id: store::session_id(&now.wall, &opened.design.id, self.draw() as u16),
            design: DesignName {
                id: opened.design.id.clone(),
                title: opened.design.title.clone(),
            },
            candidate: self.name.clone(),
            seed,
            options: Options {
                strict: setup.strict,
                quiet: setup.quiet,
            },
            wall: now.wall,
            design_crc: Some(crc32fast::hash(opened.text.as_bytes())),
            plan,
        };
        let recorder = Recorder::create(&self.paths.sessions, &head, &opened.text)?;
        let mut interview = Interview::start(head, now);
        interview.expect_follow_ups(&opened.design);
        let interviewer = Interviewer::new(&opened.design);
        Ok(Seat {
            screen: InterviewScreen::new(interview, Some(interviewer), setup.clock),
            recorder,
            remark: None,
        })
    }

    fn resume(&mut self, words: &str, now: Reading) -> Result<Seat, Failure> {
        let folder = store::resolve(&self.paths.sessions, words)?;
        let (found, recorder) = Recorder::open(&folder, &now.wall)?;
        if found.session.is_finished() {
            let id = &found.session.head.id;
            return Err(Failure::new(
                Code::WrongUse,
                format!("`{id}` is finished and cannot be resumed"),
            )
            .hint(format!("read it: `forty show {id}`")));
        }
        let design = self.design_of(&found);
        let remark = found.remarks.first().cloned();
        let mut interview = Interview::resume(found.session, self.program.clone(), now);
        if let Some(design) = &design {
            interview.expect_follow_ups(design);
        }
        let interviewer = design.as_ref().map(Interviewer::new);
        Ok(Seat {
            screen: InterviewScreen::new(interview, interviewer, ClockForm::Digits),
            recorder,
            remark,
        })
    }

    /// The design that a session ran with: its own copy, else what the library has under its id.
    fn design_of(&self, found: &Found) -> Option<Design> {
        let copy = found.design_text.as_deref();
        let copy = copy.and_then(|text| read_design("design.toml", text, Origin::Copy).ok());
        let id = &found.session.head.design.id;
        copy.map(|(design, _)| design)
            .or_else(|| self.library.open(id).ok().map(|opened| opened.design))
    }

    /// Moves a session that leaves no mark to the trash.
    pub(super) fn throw_away(&self, recorder: Recorder) -> Result<(), Failure> {
        recorder.discard(&self.paths.trash)?;
        Ok(())
    }

    /// A path as it is shown, cleaned.
    pub(super) fn shown_path(path: &Path) -> String {
        sanitize::line(&path.display().to_string())
    }

    /// The design to practise next: the first that was never finished, else the first.
    pub fn next_design(&self) -> Option<String> {
        let cards = self.shelf().designs;
        let fit: Vec<&Card> = cards.iter().filter(|card| card.problem.is_none()).collect();
        let fresh = fit.iter().find(|card| card.last.is_empty());
        fresh.or(fit.first()).map(|card| card.id.clone())
    }

    /// Any design.
    pub fn random_design(&self) -> Option<String> {
        let fit = self
            .library
            .rows()
            .iter()
            .filter(|row| row.problem.is_none());
        let ids: Vec<&String> = fit.map(|row| &row.id).collect();
        let place = (self.chance % (ids.len().max(1) as u64)) as usize;
        ids.get(place).map(|id| (*id).clone())
    }

    /// What is wrong with the user's own framework, where it is not used.
    pub(super) fn complaint(&self) -> Option<String> {
        let problem = self.library.framework_problem()?;
        Some(format!(
            "your framework is not used: {}",
            sanitize::line(problem)
        ))
    }

    /// What home shows now.
    pub(super) fn shelf(&self) -> Shelf {
        let recent = self.recent();
        let mut unfinished = recent
            .iter()
            .filter(|listed| may_be_resumed(listed))
            .map(|listed| &listed.summary);
        let minutes = self
            .library
            .framework()
            .stages
            .iter()
            .map(|stage| stage.budget)
            .sum::<Duration>()
            .as_secs()
            / 60;
        let cards = self.library.rows().iter().map(|row| Card {
            id: row.id.clone(),
            title: sanitize::line(&row.title),
            difficulty: row.difficulty.to_owned(),
            stars: row.stars,
            minutes,
            summary: sanitize::line(&row.summary),
            concepts: row
                .concepts
                .iter()
                .map(|concept| sanitize::line(concept))
                .collect(),
            last: (recent
                .iter()
                .find(|listed| finished(listed) == Some(&row.id)))
            .map_or(String::new(), |listed| finished_words(&listed.summary)),
            problem: row.problem.as_deref().map(sanitize::line),
        });
        let stages = self.library.framework().stages.iter();
        Shelf {
            designs: cards.collect(),
            stages: stages
                .map(|stage| StageMinutes {
                    short: sanitize::line(&stage.short),
                    time: stage.budget,
                })
                .collect(),
            unfinished: unfinished.next().map(|summary| Unfinished {
                id: summary.id.clone(),
                words: format!(
                    "{} at {}, started {}",
                    sanitize::line(&summary.design.title),
                    clock(summary.elapsed),
                    day(summary.started_at)
                ),
            }),
            more_unfinished: unfinished.next().is_some(),
        }
    }

    /// What there is to read, with the answers of the design chosen at home.
    pub(super) fn reading(&self, design: Option<String>) -> ReadingScreen {
        let opened = design.as_deref().and_then(|id| self.library.open(id).ok());
        let practised = opened.as_ref().is_some_and(|opened| {
            let mut newest = self.newest();
            newest.any(|listed| finished(&listed) == Some(&opened.design.id))
        });
        let answers = opened.as_ref().map(|opened| (&opened.design, practised));
        ReadingScreen::new(
            crate::tui::router::reading::topics(self.library.framework(), answers),
            design,
        )
    }

    /// The latest sessions, up to where one to resume and the last finished one of each design are among them.
    fn recent(&self) -> Vec<Listed> {
        let rows = self.library.rows().iter();
        let mut lacking: BTreeSet<&String> = rows.map(|row| &row.id).collect();
        let mut is_offered = false;
        let mut newest = self.newest();
        let mut recent = Vec::new();
        while !(is_offered && lacking.is_empty())
            && let Some(listed) = newest.next()
        {
            is_offered |= may_be_resumed(&listed);
            if let Some(design) = finished(&listed) {
                lacking.remove(design);
            }
            recent.push(listed);
        }
        recent
    }

    /// The latest sessions, each opened when it is asked for; a folder that cannot be listed has none to offer.
    fn newest(&self) -> impl Iterator<Item = Listed> + use<> {
        let newest = store::newest(&self.paths.sessions, LOOKED_INTO);
        newest.into_iter().flatten()
    }

    /// The next number of a row that begins at `chance`: `SplitMix64` (Steele, Lea, Flood 2014).
    fn draw(&mut self) -> u64 {
        self.chance = self.chance.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.chance ^ (self.chance >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

/// The design of a session that is finished.
fn finished(listed: &Listed) -> Option<&String> {
    let summary = &listed.summary;
    (summary.status == Status::Finished).then_some(&summary.design.id)
}

fn may_be_resumed(listed: &Listed) -> bool {
    listed.summary.status == Status::InProgress && !listed.in_use
}

fn finished_words(summary: &Summary) -> String {
    format!(
        "finished {}, {}",
        day(summary.ended_at.unwrap_or(summary.started_at)),
        clock(summary.elapsed)
    )
}

fn day(wall: Wall) -> String {
    wall.format("%-d %b %H:%M").to_string()
}

fn not_opened(library: &Library, id: &str, why: Unopened) -> Failure {
    match why {
        Unopened::Unknown => {
            Failure::new(Code::NotFound, format!("no design `{id}`")).hint(library.hint_for(id))
        }
        Unopened::Unreadable(why) => Failure::new(
            Code::InvalidContent,
            format!("`{id}` cannot be read: {why}"),
        ),
        Unopened::Wrong(file, _, mistakes) => {
            let errors = mistakes.iter().filter(|mistake| mistake.is_error()).count();
            Failure::new(
                Code::InvalidContent,
                format!("`{file}` has {errors} mistakes"),
            )
            .hint(format!(
                "`forty check` names each: {file} in your designs folder (`forty paths`)"
            ))
        }
    }
}

/// Whether the checkpoint is written right after an event: stage changes, pauses, the end, stages closed in the
/// debrief.
pub(super) fn wants_checkpoint(event: &Event) -> bool {
    matches!(
        event,
        Event::Head(_)
            | Event::Entered { .. }
            | Event::Pause { .. }
            | Event::Opened { .. }
            | Event::Left { .. }
            | Event::Finish { .. }
            | Event::StageClosed { .. }
            | Event::NextTime { .. }
    )
}

/// Whether an event changes what the checkpoint holds, the passing of time left out.
pub(super) fn changes_checkpoint(event: &Event) -> bool {
    !matches!(event, Event::Here | Event::Unknown)
}
