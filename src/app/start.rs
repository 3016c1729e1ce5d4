//! Starts and resumes interviews.

use std::path::Path;

use crate::app::assignments::unknown_design;
use crate::app::context::AppContext;
use crate::app::failure::{Code, Failure};
use crate::app::load;
use crate::app::recording::Recording;
use crate::content::library::{DesignError, OpenedDesign};
use crate::domain::assignment::Assignment;
use crate::domain::content::design::Design;
use crate::domain::interview::setup::{ClockForm, HIGHEST_SEED, Setup};
use crate::domain::interview::{ClockReading, Interview};
use crate::domain::session::event::{
    AnsweredAssignment, DesignName, FORMAT, Head, RunOptions, Wall,
};
use crate::domain::session::plan::Plan;
use crate::domain::{names, sanitize, shell};
use crate::store::{self, Recorder, Status};

/// The interview to open.
#[derive(Debug, Clone, PartialEq)]
pub enum StartRequest {
    New(Setup),
    /// The same whose design was opened already.
    Planned(Box<PlannedStart>),
    /// An unfinished session: an id, a unique prefix of one, a folder, or `last`.
    Resume(String),
}

/// A setup with its design and the plan of its interview.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedStart {
    setup: Setup,
    opened: OpenedDesign,
    plan: Plan,
}

/// An interview that is ready to run, with its open recording.
#[derive(Debug)]
pub struct OpenInterview {
    pub interview: Interview,
    /// `None` where the design of a resumed session cannot be read.
    pub design: Option<Design>,
    pub clock: ClockForm,
    pub recording: Recording,
    /// The problems of the session's files.
    pub remark: Option<String>,
}

impl AppContext {
    /// Starts or resumes an interview. Its first events are not on disk yet.
    ///
    /// # Errors
    /// When the design or the session cannot be opened, or its files cannot be written.
    pub fn open(
        &mut self,
        start: &StartRequest,
        now: ClockReading,
    ) -> Result<OpenInterview, Failure> {
        let setup = match start {
            StartRequest::New(setup) => Some(setup),
            StartRequest::Planned(start) => Some(&start.setup),
            StartRequest::Resume(_) => None,
        };
        let assignment = setup.and_then(|setup| setup.assignment.as_deref());
        if let Some(withdrawn) = assignment.filter(|one| one.is_withdrawn) {
            return Err(withdrawn_by_coach(withdrawn));
        }
        let mut open = match start {
            StartRequest::New(setup) => {
                let (opened, plan) = self.plan(setup)?;
                self.start(setup, opened, plan, now)
            }
            StartRequest::Planned(start) => {
                let PlannedStart {
                    setup,
                    opened,
                    plan,
                } = &**start;
                self.start(setup, opened.clone(), plan.clone(), now)
            }
            StartRequest::Resume(session) => self.resume(session, now),
        }?;
        if let Some(design) = &open.design {
            open.interview.schedule_follow_ups(design);
        }
        Ok(open)
    }

    fn start(
        &mut self,
        setup: &Setup,
        opened: OpenedDesign,
        plan: Plan,
        now: ClockReading,
    ) -> Result<OpenInterview, Failure> {
        let assignment = setup.assignment.as_deref();
        let drawn = (self.chance.draw() % (u64::from(HIGHEST_SEED) + 1)) as u32;
        let design_crc = crc32fast::hash(opened.text.as_bytes());
        let framework_crc = || crc32fast::hash(self.library.framework_text().as_bytes());
        let answered = assignment.map(|it| it.answered(design_crc, framework_crc()));
        let remark = assignment.and_then(|it| self.remark_on(it, answered.as_ref()?));
        let head = Head {
            format: FORMAT,
            program: self.program.clone(),
            id: store::session_id(&now.wall, &opened.design.id, self.chance.draw() as u16),
            design: DesignName {
                id: opened.design.id.clone(),
                title: opened.design.title.clone(),
            },
            candidate: (setup.candidate.clone()).unwrap_or_else(|| self.settings.candidate.clone()),
            assignment: answered,
            seed: setup.seed.unwrap_or(drawn),
            options: RunOptions {
                drill: setup.drill.is_some(),
                ..setup.options
            },
            wall: now.wall,
            design_crc: Some(design_crc),
            plan,
        };
        let recorder = Recorder::create(&self.paths.sessions, &head, &opened.text)?;
        Ok(OpenInterview {
            interview: Interview::start(head, now),
            design: Some(opened.design),
            clock: setup.clock,
            recording: Recording::new(recorder),
            remark,
        })
    }

    /// The request to start an interview with this setup, whose design is opened here.
    ///
    /// # Errors
    /// As [`AppContext::plan`].
    pub fn planned(&self, setup: Setup) -> Result<StartRequest, Failure> {
        let (opened, plan) = self.plan(&setup)?;
        let start = PlannedStart {
            setup,
            opened,
            plan,
        };
        Ok(StartRequest::Planned(Box::new(start)))
    }

    /// The design of a setup and the plan of its interview.
    ///
    /// # Errors
    /// When the design cannot be opened, or the times are not those of its stages.
    pub fn plan(&self, setup: &Setup) -> Result<(OpenedDesign, Plan), Failure> {
        let assignment = setup.assignment.as_deref();
        let opened = self.library.open(&setup.design);
        let opened = opened.map_err(|error| self.not_opened(setup, error))?;
        let framework = &*self.library.framework_of_plans();
        let minutes = assignment.map(|it| it.minutes_for(framework.stages.len()));
        let plan = match &setup.drill {
            Some(drill) => Plan::of_stage(framework, &opened.design, &drill.stage, drill.time),
            None => Plan::new(
                framework,
                &opened.design,
                minutes.as_ref().unwrap_or(&setup.minutes),
            ),
        };
        let plan = plan.map_err(|error| Failure::of_plan(&error, framework))?;
        Ok((opened, plan))
    }

    /// Why the design of a setup cannot be opened.
    fn not_opened(&self, setup: &Setup, error: DesignError) -> Failure {
        match (&setup.assignment, error) {
            (Some(assignment), DesignError::Unknown) => unknown_design(assignment),
            (_, error) => Failure::of_design(&self.library, &setup.design, error),
        }
    }

    /// What is to be said of an interview that answers an assignment: whether it is another one's or of other files, and what
    /// the coach says about it.
    fn remark_on(&self, assignment: &Assignment, answered: &AnsweredAssignment) -> Option<String> {
        let coach = sanitize::line(&assignment.coach);
        let name = &self.settings.candidate;
        if !assignment.is_for(name) {
            let name = sanitize::line(name);
            return Some(format!("{coach} did not assign this to {name}"));
        }
        let message = assignment.message.split_whitespace();
        let message = sanitize::line(&message.collect::<Vec<_>>().join(" "));
        let said = (!message.is_empty()).then(|| format!("{coach}: {message}"));
        let differs = match answered.differs.as_slice() {
            [] => None,
            [one] => Some(format!(
                "the {one} here is not the one that {coach} assigned"
            )),
            _ => Some(format!(
                "design and framework here are not those that {coach} assigned"
            )),
        };
        let remarks: Vec<String> = differs.into_iter().chain(said).collect();
        (!remarks.is_empty()).then(|| remarks.join("; "))
    }

    fn resume(&self, session: &str, now: ClockReading) -> Result<OpenInterview, Failure> {
        let folder = store::find_free(&self.paths, session, &now.wall)?;
        let (found, recorder) = Recorder::open(&folder, &now.wall)?;
        let (id, design) = (&found.session.head.id, &found.session.head.design.id);
        if found.session.is_finished() {
            let message = format!("`{id}` is finished and cannot be resumed");
            let command = self.paths.command(&format!("show {id}"));
            return Err(
                Failure::new(Code::Usage, message).hint(format!("read it with `{command}`"))
            );
        }
        // The design in the library may have changed, but is better than no design.
        let design = load::design_copy(&found)
            .ok()
            .or_else(|| self.library.open(design).ok().map(|opened| opened.design));
        Ok(OpenInterview {
            interview: Interview::reopen(found.session, self.program.clone(), now),
            design,
            clock: self.settings.clock,
            recording: Recording::new(recorder),
            remark: (!found.remarks.is_empty()).then(|| found.remarks.join("; ")),
        })
    }

    /// Refuses to write into the session in this folder where it is somebody else's; `act` is the command that would. A
    /// session that cannot be read is left to the command, which says why.
    ///
    /// # Errors
    /// When it is another candidate's.
    pub fn refuse_others(&self, folder: &Path, act: &str) -> Result<(), Failure> {
        let Ok(found) = store::read_state(folder) else {
            return Ok(());
        };
        let head = &found.session.head;
        let own = &self.settings.candidate;
        if names::is_same(&head.candidate, own) {
            return Ok(());
        }
        let (candidate, own) = (sanitize::line(&head.candidate), sanitize::line(own));
        let message = format!(
            "`{}` is a session of {candidate}, and you are {own} here",
            head.id
        );
        let option = shell::option("as", &candidate);
        let word = shell::word(&folder.display().to_string());
        let word = if store::folder_of(&self.paths, &head.id) == folder {
            head.id.clone()
        } else {
            word
        };
        let command = self.paths.command(&format!("{act} {word} {option}"));
        let hint = format!("if it is yours under another name: `{command}`");
        Err(Failure::new(Code::Usage, message).hint(hint))
    }

    /// The id of the latest unfinished session.
    ///
    /// # Errors
    /// When every session is finished, or the sessions folder cannot be listed.
    pub fn latest_unfinished(&self, now: &Wall) -> Result<String, Failure> {
        let newest = store::newest_with_rescued(&self.paths, now, usize::MAX)?;
        let (mut in_use, mut others) = (None, None);
        for listed in newest.filter(|listed| listed.summary.status == Status::InProgress) {
            // One that another process has open counts where there is no other: opening it then reports that process. One of
            // another candidate is refused by its name.
            let first = match (self.is_own(&listed), listed.in_use) {
                (true, false) => return Ok(listed.summary.id),
                (true, true) => &mut in_use,
                (false, _) => &mut others,
            };
            first.get_or_insert(listed.summary.id);
        }
        in_use.or(others).ok_or_else(|| {
            let command = self.paths.command("start");
            Failure::new(Code::NotFound, "no session is unfinished")
                .hint(format!("start one with `{command}`"))
        })
    }

    /// The id of the design to start: the given id, one at random for `random`, or else the next one to practice.
    ///
    /// # Errors
    /// When no design can be started.
    pub fn design_to_start(&mut self, design: Option<&str>, now: &Wall) -> Result<String, Failure> {
        let rows = self.library.rows().iter();
        let usable: Vec<&String> = (rows.filter(|row| row.problem.is_none()))
            .map(|row| &row.id)
            .collect();
        let id = match design {
            Some("random") => {
                let index = self.chance.below(usable.len() as u64) as usize;
                usable.get(index).map(|id| (*id).clone())
            }
            Some(id) => Some(id.to_owned()),
            None => self.next_design(now),
        };
        id.ok_or_else(|| {
            Failure::new(Code::NotFound, "there is no design to start")
                .hint("`forty designs` lists the designs and their problems")
        })
    }
}

/// Why nobody starts a withdrawn assignment: forty minutes for a coach who no longer wants them.
fn withdrawn_by_coach(assignment: &Assignment) -> Failure {
    let coach = sanitize::line(&assignment.coach);
    let design = sanitize::line(&assignment.design.id);
    Failure::new(
        Code::Failed,
        format!("{coach} has withdrawn this assignment"),
    )
    .hint(format!(
        "practice the design for yourself with `forty start {design}`"
    ))
}
