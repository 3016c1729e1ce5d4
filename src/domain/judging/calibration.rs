//! The calibration of a coach: the coach's marks of gold sessions beside marks that were agreed on before.

use serde::{Deserialize, Serialize};

use super::agreement::Agreement;
use super::report;
use super::review::{CoachMark, Review};
use super::rubric;
use crate::domain::content::design::Design;
use crate::domain::session::Session;
use crate::domain::session::plan::PlannedStage;

/// The marks that were agreed on for a gold session.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct AgreedSession {
    /// The id of the session.
    pub id: String,
    #[serde(rename = "stage")]
    pub stages: Vec<AgreedStage>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct AgreedStage {
    pub id: String,
    #[serde(rename = "item")]
    pub items: Vec<AgreedItem>,
}

/// The agreed mark of one rubric item.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct AgreedItem {
    /// The item's text in the rubric.
    pub look_for: String,
    pub shown: bool,
    /// Why, in one sentence.
    pub reason: String,
}

/// A mark without its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PlainMark {
    Shown,
    NotShown,
    NotAssessed,
}

impl PlainMark {
    fn of(mark: &CoachMark) -> Self {
        match mark {
            CoachMark::Shown(_) => Self::Shown,
            CoachMark::NotShown => Self::NotShown,
            CoachMark::NotAssessed => Self::NotAssessed,
        }
    }

    fn agreed(shown: bool) -> Self {
        if shown { Self::Shown } else { Self::NotShown }
    }

    pub fn word(self) -> &'static str {
        match self {
            Self::Shown => "shown",
            Self::NotShown => "not shown",
            Self::NotAssessed => "not assessed",
        }
    }
}

/// How a coach's marks of all gold sessions agree with the agreed ones.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    /// The marks of the rubric items.
    pub items: Agreement,
    /// The levels that follow from them; a stage without a level counts as a level of its own.
    pub levels: Agreement,
    /// The same by stage, in the order of the interview.
    #[serde(rename = "stage")]
    pub stages: Vec<StageAgreement>,
    /// The items whose marks differ, in the order of the sessions.
    #[serde(rename = "difference", default)]
    pub differences: Vec<MarkDifference>,
    /// The levels of each gold session; empty in a result that was kept without them.
    #[serde(rename = "session", default, skip_serializing_if = "Vec::is_empty")]
    pub sessions: Vec<GoldLevels>,
}

/// The coach's levels of a gold session beside the agreed ones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoldLevels {
    /// The title of its design.
    pub design: String,
    /// One for each stage, in the order of the interview.
    #[serde(rename = "stage")]
    pub stages: Vec<LevelPair>,
}

/// The levels of one stage of a gold session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelPair {
    /// The short title of the stage.
    pub short: String,
    /// `None` where the coach assessed no item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own: Option<u8>,
    pub agreed: u8,
}

/// How far a coach is with a gold session of a round that is not finished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoldProgress {
    pub candidate: String,
    /// The title of its design.
    pub design: String,
    /// The short titles of the stages that are not scored.
    pub open: Vec<String>,
}

/// How many of these gold sessions are scored.
pub fn scored(round: &[GoldProgress]) -> usize {
    round
        .iter()
        .filter(|session| session.open.is_empty())
        .count()
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StageAgreement {
    pub id: String,
    pub title: String,
    pub items: Agreement,
    pub levels: Agreement,
}

/// A rubric item that the coach marked in another way than it was agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarkDifference {
    /// The session's id, and the title of its design.
    pub session: String,
    pub design: String,
    /// The stage's title.
    pub stage: String,
    pub look_for: String,
    pub own: PlainMark,
    pub agreed: PlainMark,
    /// Why the agreed mark is as it is.
    pub reason: String,
}

/// A gold session that the coach has scored.
#[derive(Debug, Clone, Copy)]
pub struct ScoredGold<'a> {
    pub agreed: &'a AgreedSession,
    pub session: &'a Session,
    pub design: &'a Design,
    pub review: &'a Review,
}

/// The marks and the levels of one stage over all sessions so far.
struct StagePairs {
    id: String,
    title: String,
    items: Vec<(PlainMark, PlainMark)>,
    levels: Vec<(Option<u8>, Option<u8>)>,
}

impl Calibration {
    /// Compares the marks; `None` while a session is not scored, or its rubric is not the one that was agreed on.
    pub fn of(scored: &[ScoredGold<'_>]) -> Option<Self> {
        let (mut stages, mut differences) = (Vec::new(), Vec::new());
        let mut sessions = Vec::new();
        for gold in scored {
            sessions.push(gold.compare(&mut stages, &mut differences)?);
        }
        let items = stages.iter().flat_map(|stage| stage.items.clone());
        let levels = stages.iter().flat_map(|stage| stage.levels.clone());
        let (items, levels): (Vec<_>, Vec<_>) = (items.collect(), levels.collect());
        Some(Self {
            items: Agreement::of(&items),
            levels: Agreement::of(&levels),
            stages: stages.into_iter().map(StageAgreement::of).collect(),
            differences,
            sessions,
        })
    }

    /// Whether kappa is undefined somewhere.
    pub fn has_undefined(&self) -> bool {
        let stages = self.stages.iter();
        let all = stages.flat_map(|stage| [&stage.items, &stage.levels]);
        all.chain([&self.items, &self.levels])
            .any(|agreement| agreement.kappa.is_none())
    }
}

impl StageAgreement {
    fn of(stage: StagePairs) -> Self {
        Self {
            items: Agreement::of(&stage.items),
            levels: Agreement::of(&stage.levels),
            id: stage.id,
            title: stage.title,
        }
    }
}

/// What kappa says, in one line.
pub const KAPPA: &str = "Kappa is the agreement beyond chance: 1 is full agreement, 0 is what chance gives, below 0 is less.";
/// What it means where kappa is undefined.
pub const UNDEFINED: &str = "It is undefined where you and the agreed marks give every item the same mark: chance alone would agree.";

impl ScoredGold<'_> {
    /// Adds the marks of the session to those of the stages, and what differs; returns its levels. `None` where a stage is
    /// not scored, or its rubric is not the one that was agreed on.
    fn compare(
        &self,
        stages: &mut Vec<StagePairs>,
        differences: &mut Vec<MarkDifference>,
    ) -> Option<GoldLevels> {
        let head = &self.session.head;
        let mut levels = Vec::new();
        for (index, planned) in head.plan.stages.iter().enumerate() {
            let rubric = report::rubric(self.session, Some(self.design), index);
            let agreed = self.agreed.stages.iter().find(|it| it.id == planned.id)?;
            let is_same = rubric.len() == agreed.items.len()
                && (rubric.iter().zip(&agreed.items))
                    .all(|(item, it)| item.look_for == it.look_for);
            if !is_same || !self.review.is_scored(index, rubric.len()) {
                return None;
            }
            let pairs = pairs_of(planned, stages);
            let shown: Vec<bool> = agreed.items.iter().map(|item| item.shown).collect();
            let own = self.review.verdict(index, rubric).map(|it| it.level);
            let level = rubric::level(&shown, rubric).level;
            pairs.levels.push((own, Some(level)));
            levels.push(LevelPair {
                short: planned.short.clone(),
                own,
                agreed: level,
            });
            for (number, item) in agreed.items.iter().enumerate() {
                let own = PlainMark::of(self.review.mark_of(index, number)?);
                let agreed = PlainMark::agreed(item.shown);
                pairs.items.push((own, agreed));
                if own != agreed {
                    differences.push(MarkDifference {
                        session: head.id.clone(),
                        design: head.design.title.clone(),
                        stage: planned.title.clone(),
                        look_for: item.look_for.clone(),
                        own,
                        agreed,
                        reason: item.reason.clone(),
                    });
                }
            }
        }
        Some(GoldLevels {
            design: head.design.title.clone(),
            stages: levels,
        })
    }
}

/// The marks of a stage so far, begun where there are none.
fn pairs_of<'a>(planned: &PlannedStage, stages: &'a mut Vec<StagePairs>) -> &'a mut StagePairs {
    let at = stages.iter().position(|stage| stage.id == planned.id);
    let at = at.unwrap_or_else(|| {
        stages.push(StagePairs {
            id: planned.id.clone(),
            title: planned.title.clone(),
            items: Vec::new(),
            levels: Vec::new(),
        });
        stages.len() - 1
    });
    &mut stages[at]
}
