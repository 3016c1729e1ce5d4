//! Opens the tutor, which is not recorded, and what it leads to.

use std::time::Duration;

use crate::app::context::AppContext;
use crate::app::failure::{Code, Failure, count_mistakes};
use crate::content::tutor;
use crate::domain::content::design::Design;
use crate::domain::interview::setup::Setup;
use crate::domain::interview::{ClockReading, Interview};
use crate::domain::sanitize;
use crate::domain::session::event::{DesignName, FORMAT, Head, RunOptions, Wall};
use crate::domain::session::plan::{Minutes, Plan};

/// The interview of the tutor and its design. Nothing of it is written to disk.
///
/// # Errors
/// When its files have mistakes, which a test rules out.
pub fn open(now: ClockReading) -> Result<(Interview, Design), Failure> {
    let wrong = |why: String| Failure::new(Code::InvalidContent, format!("the tutor: {why}"));
    let (framework, design) = tutor::read().map_err(|all| wrong(count_mistakes(&all)))?;
    let plan = Plan::new(&framework, &design, &Minutes::AsFramework);
    let head = Head {
        format: FORMAT,
        program: String::new(),
        id: "tutor".to_owned(),
        design: DesignName {
            id: design.id.clone(),
            title: design.title.clone(),
        },
        candidate: String::new(),
        assignment: None,
        seed: 0,
        options: RunOptions {
            quiet: true,
            ..RunOptions::default()
        },
        wall: now.wall,
        design_crc: None,
        plan: plan.map_err(|error| wrong(error.to_string()))?,
    };
    Ok((Interview::start(head, now), design))
}

impl AppContext {
    /// The title of the next design to practice, sanitized, and how long an interview on it is with the settings in use.
    /// `None` where no design can be started.
    pub fn next_interview(&mut self, now: &Wall) -> Option<(String, Duration)> {
        let setup = self.next_setup(now).ok()?;
        let (opened, plan) = self.plan(&setup).ok()?;
        Some((sanitize::line(&opened.design.title), plan.total()))
    }

    /// The setup of the next design to practice, with the settings in use.
    ///
    /// # Errors
    /// When no design can be started.
    pub fn next_setup(&mut self, now: &Wall) -> Result<Setup, Failure> {
        let design = self.design_to_start(None, now)?;
        Ok(self.settings.setup(&design))
    }
}
