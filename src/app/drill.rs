//! Which stage of which design a drill practices.

use std::time::Duration;

use crate::app::context::AppContext;
use crate::app::failure::{Code, Failure};
use crate::app::progress::progress;
use crate::app::reader::Reader;
use crate::domain::interview::setup::{Setup, StageDrill};
use crate::domain::names;
use crate::domain::overview::DrillOffer;
use crate::domain::progress::Progress;
use crate::domain::sanitize;
use crate::domain::session::event::Wall;
use crate::domain::session::plan::{Minutes, stage_named};
use crate::store::Listed;

impl AppContext {
    /// The setup of a drill. By default it is the design of the candidate's last session, else the next one to practice,
    /// and the candidate's weakest stage, else the first. A stage is named by id, short title, or number from 1.
    ///
    /// # Errors
    /// When there is no such stage, or no design to start.
    pub fn drill(
        &mut self,
        design: Option<&str>,
        stage: Option<&str>,
        time: Duration,
        now: &Wall,
    ) -> Result<Setup, Failure> {
        let recent: Vec<Listed> = self.newest(now).collect();
        let stage = match stage {
            Some(stage) => self.stage_named(stage)?,
            None => self.stage_to_drill(&self.progress_in(&recent, now)),
        };
        let last = self.last_design(&recent);
        let design = self.design_to_start(design.or(last.as_deref()), now)?;
        Ok(Setup {
            drill: Some(StageDrill { stage, time }),
            minutes: Minutes::AsFramework,
            ..self.settings.setup(&design)
        })
    }

    /// The drill that home offers; `None` where no design can be started.
    pub(super) fn drill_offer(
        &self,
        recent: &[Listed],
        progress: Option<&Progress>,
    ) -> Option<DrillOffer> {
        let design = self.last_design(recent);
        let design = design.or_else(|| self.next_design_after(recent))?;
        let row = self.library.rows().iter().find(|row| row.id == design)?;
        let stages = self.library.stages();
        let id = match progress {
            Some(progress) => self.stage_to_drill(progress),
            None => stages.first()?.id.clone(),
        };
        let stage = stages.iter().find(|stage| stage.id == id)?;
        Some(DrillOffer {
            stage: stage.short.clone(),
            design: sanitize::line(&row.title),
        })
    }

    /// The candidate's progress in these sessions.
    pub(super) fn progress_in(&self, recent: &[Listed], now: &Wall) -> Progress {
        let name = &self.settings.candidate;
        progress(recent, &self.library, name, &Reader::Candidate, now)
    }

    /// The weakest stage that the framework has, else its first.
    fn stage_to_drill(&self, progress: &Progress) -> String {
        let stages = &self.library.framework().stages;
        let is_known = |id: &str| stages.iter().any(|stage| stage.id == id);
        let weakest = progress.weakest_of(is_known);
        let first = || stages.first().map(|stage| stage.id.clone());
        weakest
            .map(|stage| stage.id.clone())
            .or_else(first)
            .unwrap_or_default()
    }

    /// The design of the candidate's last session, if it can be started.
    fn last_design(&self, recent: &[Listed]) -> Option<String> {
        let candidate = &self.settings.candidate;
        let mut own = recent
            .iter()
            .filter(|listed| names::is_same(&listed.summary.candidate, candidate));
        let id = &own.next()?.summary.design.id;
        let mut rows = self.library.rows().iter();
        rows.any(|row| row.id == *id && row.problem.is_none())
            .then(|| id.clone())
    }

    fn stage_named(&self, wanted: &str) -> Result<String, Failure> {
        let stages = &self.library.framework().stages;
        let named = stages.iter().map(|stage| (&*stage.id, &*stage.short));
        let found = stage_named(named, wanted).map(|index| stages[index].id.clone());
        found.ok_or_else(|| {
            let hint = no_stage_hint(stages.iter().map(|stage| &*stage.id));
            Failure::new(
                Code::NotFound,
                format!("no stage `{wanted}` in the framework"),
            )
            .hint(hint)
        })
    }
}

/// How to name a stage, where these are the ids of all.
pub fn no_stage_hint<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    let ids: Vec<&str> = ids.collect();
    format!(
        "name a stage by id, {}, by short title, or by number, 1 to {}",
        ids.join(", "),
        ids.len()
    )
}
