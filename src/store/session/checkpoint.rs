//! Reading `session.toml`: the checkpoint as a session of its own, or laid over one from a damaged journal.
//! It must not know how the file is replaced.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use serde::Deserialize;

use super::checkpoint_marks::{AskedForm, EvidenceForm, FollowUpForm};
use super::summary::{Status, Summary, SummaryForm};
use crate::domain::session::event::{FORMAT, Head, Options, Wall};
use crate::domain::session::plan::{Plan, PlannedPrompt, PlannedStage, PromptFrom};
use crate::domain::session::{Condition, Gap, Page, Run, Session, Why};
use crate::store::error::StoreError;
use crate::store::files;
use crate::store::form;
use crate::store::log::codec;
use crate::store::toml_marks;

pub(in crate::store) const NAME: &str = "session.toml";
pub(in crate::store) const LIMIT: u64 = 4 * 1024 * 1024;
/// What the last line begins with; the CRC-32 of the bytes before it follows.
pub(in crate::store) const SEAL: &str = "# crc ";

/// A checkpoint as read.
#[derive(Debug)]
pub(in crate::store) struct Checkpoint {
    pub summary: Summary,
    /// The head of the session's journal, as far as a checkpoint keeps it.
    pub head: Head,
    /// One a stage.
    pub notes: Vec<String>,
    pub design_crc: Option<u32>,
    /// The file is as it was written.
    pub sound: bool,
    session: SessionForm,
    gaps: Vec<GapForm>,
    stages: Vec<StageForm>,
}

/// Reads a checkpoint, of whichever session.
pub(in crate::store) fn read_file(path: &Path) -> Result<Checkpoint, StoreError> {
    let text = files::read_text(path, LIMIT)?;
    let form = parse(&text, path)?;
    let unreadable = |why: &str| StoreError::Unreadable {
        path: path.to_owned(),
        why: why.to_owned(),
    };
    let head = form.head();
    if !codec::is_sane(&head) {
        return Err(unreadable("its plan is none"));
    }
    let notes = notes_by_stage(&form.stage, form.notes)
        .ok_or_else(|| unreadable("a stage's notes are missing"))?;
    Ok(Checkpoint {
        summary: form.summary.into_summary(),
        head,
        notes,
        design_crc: form.session.design_crc,
        sound: is_sound(&text),
        session: form.session,
        gaps: form.gap,
        stages: form.stage,
    })
}

/// The checkpoint of the session `id`.
pub(in crate::store) fn read(folder: &Path, id: &str) -> Result<Checkpoint, StoreError> {
    let checkpoint = read_file(&folder.join(NAME))?;
    if checkpoint.summary.id == id {
        return Ok(checkpoint);
    }
    Err(StoreError::Misnamed {
        folder: folder.to_owned(),
        named: id.to_owned(),
        id: checkpoint.summary.id,
    })
}

impl Checkpoint {
    /// The session as this file alone tells it.
    pub fn to_session(&self) -> Session {
        let mut session = Session::new(self.head.clone());
        self.lay_over(&mut session);
        session
    }

    /// Brings a session, folded from events up to this checkpoint's, to where the checkpoint stands. Lines that are
    /// the same in both keep their moment.
    pub fn lay_over(&self, session: &mut Session) {
        let state = &self.session;
        let had = |condition: Condition| {
            let mut conditions = self.summary.condition.iter();
            conditions.any(|word| word == condition.word())
        };
        session.n = self.summary.event.max(session.n);
        session.at = self.summary.elapsed;
        session.run = match (self.summary.status, state.paused) {
            (Status::Finished, _) => Run::Finished,
            (Status::InProgress, true) => Run::Paused,
            (Status::InProgress, false) => Run::Running,
        };
        session.ended = self.summary.ended_at;
        session.stage = state.open.min(session.pages.len().saturating_sub(1));
        session.gaps = self.gaps.iter().map(GapForm::gap).collect();
        session.damaged |= had(Condition::Damaged);
        session.edited_later |= had(Condition::EditedLater);
        session.resumed = had(Condition::Resumed);
        session.notes_crc.clone_from(&state.notes_crc);
        let known_at = Duration::from_millis(state.wall_known_ms);
        session.known_wall = (known_at, state.wall_known_at);
        session.next_time.clone_from(&state.next_time);
        let stages = self.stages.iter().zip(&self.notes);
        for (page, (stage, notes)) in session.pages.iter_mut().zip(stages) {
            page.notes.become_text(notes, self.summary.elapsed);
            page.whole = true;
            stage.lay_over(page);
        }
    }

    /// Each stage's CRC-32 of the notes in this file.
    pub fn notes_crc(&self) -> Vec<u32> {
        let notes = self.notes.iter();
        notes.map(|text| crc32fast::hash(text.as_bytes())).collect()
    }
}

/// Whether the last line seals the bytes before it.
fn is_sound(text: &str) -> bool {
    let seal = text.rfind(SEAL).map(|at| text.split_at(at));
    seal.is_some_and(|(before, seal)| {
        let crc = seal
            .strip_prefix(SEAL)
            .and_then(|crc| crc.strip_suffix('\n'));
        crc.and_then(|crc| crc.parse().ok()) == Some(crc32fast::hash(before.as_bytes()))
    })
}

fn parse(text: &str, path: &Path) -> Result<Form, StoreError> {
    let newer = |found| StoreError::Newer {
        path: path.to_owned(),
        found,
    };
    if toml_marks::are_too_many(text) {
        return Err(StoreError::Unreadable {
            path: path.to_owned(),
            why: "it has more keys than any session".to_owned(),
        });
    }
    match toml::from_str::<Form>(text) {
        Ok(form) if form.format > u64::from(FORMAT) => Err(newer(form.format)),
        Ok(form) => Ok(form),
        Err(why) => Err(match toml::from_str::<Version>(text) {
            Ok(Version { format }) if format > u64::from(FORMAT) => newer(format),
            _ => StoreError::Unreadable {
                path: path.to_owned(),
                why: form::told(&why, text),
            },
        }),
    }
}

/// Texts by stage: in the stages' order, else by the stage's id.
fn notes_by_stage(stages: &[StageForm], mut notes: Vec<NotesForm>) -> Option<Vec<String>> {
    stages
        .iter()
        .map(|stage| {
            let place = notes.iter().position(|notes| notes.stage == stage.id)?;
            Some(notes.remove(place).text)
        })
        .collect()
}

#[derive(Debug, Deserialize)]
struct Version {
    format: u64,
}

/// The whole file.
#[derive(Debug, Deserialize)]
struct Form {
    format: u64,
    summary: SummaryForm,
    session: SessionForm,
    #[serde(default)]
    gap: Vec<GapForm>,
    stage: Vec<StageForm>,
    notes: Vec<NotesForm>,
}

#[derive(Debug, Deserialize)]
struct SessionForm {
    /// Where the names in the summary are cut.
    title: Option<String>,
    candidate: Option<String>,
    program: String,
    framework: String,
    seed: u32,
    strict: bool,
    quiet: bool,
    paused: bool,
    open: usize,
    wall_known_at: Wall,
    wall_known_ms: u64,
    #[serde(default)]
    notes_crc: Vec<u32>,
    design_crc: Option<u32>,
    next_time: Option<String>,
    brief: String,
}

#[derive(Debug, Deserialize)]
struct GapForm {
    at_ms: u64,
    why: String,
    since: Wall,
    ms: Option<u64>,
}

impl GapForm {
    fn gap(&self) -> Gap {
        let words = [Why::Pause, Why::Away, Why::Stopped];
        let why = words.into_iter().find(|why| why.word() == self.why);
        Gap {
            at: Duration::from_millis(self.at_ms),
            why: why.unwrap_or(Why::Away),
            since: self.since,
            length: self.ms.map(Duration::from_millis),
        }
    }
}

#[derive(Debug, Deserialize)]
struct StageForm {
    id: String,
    title: String,
    short: String,
    planned_ms: u64,
    framework_ms: u64,
    spent_ms: u64,
    entered: bool,
    done: String,
    #[serde(default)]
    prompt: Vec<PromptForm>,
    #[serde(default)]
    asked: Vec<AskedForm>,
    #[serde(default)]
    follow_up: Vec<FollowUpForm>,
    #[serde(default)]
    evidence: Vec<EvidenceForm>,
    #[serde(default)]
    not_shown: BTreeSet<usize>,
    level: Option<u8>,
    #[serde(default)]
    reference_opened: bool,
    #[serde(default)]
    marked_after_reference: bool,
}

#[derive(Debug, Deserialize)]
struct PromptForm {
    ask: String,
    hint: String,
    from: PromptFrom,
    #[serde(default)]
    listen_for: String,
    covered: bool,
    #[serde(default)]
    hint_ms: Vec<u64>,
}

#[derive(Debug, Deserialize)]
struct NotesForm {
    stage: String,
    text: String,
}

impl Form {
    fn head(&self) -> Head {
        let (session, summary) = (&self.session, self.summary.head());
        let whole = |whole: &Option<String>, cut: &str| whole.clone().unwrap_or(cut.to_owned());
        let mut design = summary.design.clone();
        design.title = whole(&session.title, &design.title);
        Head {
            format: FORMAT,
            program: session.program.clone(),
            id: summary.id.to_owned(),
            design,
            candidate: whole(&session.candidate, summary.candidate),
            seed: session.seed,
            options: Options {
                strict: session.strict,
                quiet: session.quiet,
            },
            wall: summary.started_at,
            plan: Plan {
                framework: session.framework.clone(),
                brief: session.brief.clone(),
                stages: self.stage.iter().map(StageForm::planned).collect(),
            },
        }
    }
}

impl StageForm {
    /// Brings all of a stage but its notes to where the file has it.
    fn lay_over(&self, page: &mut Page) {
        page.spent = Duration::from_millis(self.spent_ms);
        page.entered = self.entered;
        let prompts = self.prompt.iter().enumerate();
        page.covered = prompts
            .clone()
            .filter(|(_, prompt)| prompt.covered)
            .map(|(place, _)| place)
            .collect();
        page.hints = prompts
            .flat_map(|(place, prompt)| {
                let moments = prompt.hint_ms.iter().copied();
                moments.map(move |at| (place, Duration::from_millis(at)))
            })
            .collect();
        page.hints.sort_by_key(|(_, at)| *at);
        page.asked = self.asked.iter().map(AskedForm::asked).collect();
        page.follow_ups = self.follow_up.iter().map(FollowUpForm::follow_up).collect();
        page.evidence = self.evidence.iter().map(EvidenceForm::evidence).collect();
        page.not_shown.clone_from(&self.not_shown);
        page.level = self.level;
        page.reference_opened = self.reference_opened;
        page.marked_after_reference = self.marked_after_reference;
    }

    fn planned(&self) -> PlannedStage {
        let prompts = self.prompt.iter().map(|prompt| PlannedPrompt {
            ask: prompt.ask.clone(),
            hint: prompt.hint.clone(),
            from: prompt.from,
            listen_for: prompt.listen_for.clone(),
        });
        PlannedStage {
            id: self.id.clone(),
            title: self.title.clone(),
            short: self.short.clone(),
            framework_budget: Duration::from_millis(self.framework_ms),
            budget: Duration::from_millis(self.planned_ms),
            done: self.done.clone(),
            prompts: prompts.collect(),
        }
    }
}
