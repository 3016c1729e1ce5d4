//! One stage of a session as JSON: its times, its notes and what was said of them.

use serde::Serialize;

use super::id_of;
use crate::domain::session::activity::Silence;
use crate::domain::session::event::{self, millis};
use crate::domain::session::overruns;
use crate::domain::session::{Page, Session};
use crate::report::facts::{Facts, Judged, Reaction, Who};
use crate::report::lines;

#[derive(Serialize)]
pub(super) struct Stage<'a> {
    id: &'a str,
    title: &'a str,
    budget_ms: u64,
    spent_ms: u64,
    over_ms: u64,
    notes: String,
    lines: Vec<Line>,
    silences: Vec<Gap>,
    covered: Vec<&'a str>,
    hints: Vec<Hint<'a>>,
    asked: Vec<Asked<'a>>,
    follow_ups: Vec<FollowUp<'a>>,
    level: Option<u8>,
    evidence: Vec<Evidence<'a>>,
    /// Items that the candidate marked so, in their words.
    not_shown: Vec<&'a str>,
    marked_after_reference: bool,
    /// None before the finish.
    ledger: Option<Account<'a>>,
}

/// A rubric item marked shown.
#[derive(Serialize)]
pub(super) struct Evidence<'a> {
    look_for: &'a str,
    level: &'a str,
    /// The id of the stage in whose notes the line stands.
    stage: &'a str,
    /// From 1.
    line: usize,
    text: &'a str,
}

#[derive(Serialize)]
struct Line {
    text: String,
    touched_ms: u64,
}

#[derive(Serialize)]
struct Gap {
    from_ms: u64,
    to_ms: u64,
}

#[derive(Serialize)]
struct Hint<'a> {
    prompt: &'a str,
    at_ms: u64,
}

#[derive(Serialize)]
struct Asked<'a> {
    typed: &'a str,
    question: Option<&'a str>,
    answer: Option<&'a str>,
    at_ms: u64,
}

#[derive(Serialize)]
struct FollowUp<'a> {
    ask: &'a str,
    at_ms: u64,
    /// How long until the notes of the stage changed; null where they never did.
    reacted_ms: Option<u64>,
}

/// What paid for the stage's overrun.
#[derive(Serialize)]
struct Account<'a> {
    unspent_ms: u64,
    saved: Vec<Paid<'a>>,
    taken: Vec<Paid<'a>>,
    past_end_ms: u64,
}

#[derive(Serialize)]
struct Paid<'a> {
    stage: &'a str,
    ms: u64,
}

impl<'a> Stage<'a> {
    pub(super) fn of(facts: &Facts<'a>, place: usize) -> Self {
        let session = facts.report.session;
        let plan = &session.head.plan.stages[place];
        let page = &session.pages[place];
        let time = session.timeline_now().stages[place];
        let own = facts.report.sight.own;
        let prompt = |place: usize| {
            plan.prompts
                .get(place)
                .map_or("", |prompt| prompt.ask.as_str())
        };
        let hints = page.hints.iter().map(|(place, at)| Hint {
            prompt: prompt(*place),
            at_ms: millis::whole(*at),
        });
        let lines = lines(session, place).into_iter();
        let lines = lines.map(|(text, touched)| Line {
            text,
            touched_ms: millis::whole(touched),
        });
        let evidence = page.evidence.values().filter(|_| own);
        let items = facts.items(place);
        let not_shown = items
            .iter()
            .filter(|item| item.by(Who::Own) == Some(Judged::NotShown));
        Self {
            id: &plan.id,
            title: &plan.title,
            budget_ms: millis::whole(time.planned),
            spent_ms: millis::whole(time.spent),
            over_ms: millis::whole(time.over()),
            notes: page.notes.to_string(),
            lines: lines.collect(),
            silences: facts.silences(place).map(gap).collect(),
            covered: page.covered.iter().map(|place| prompt(*place)).collect(),
            hints: hints.collect(),
            asked: asked(page),
            follow_ups: follow_ups(facts, page, place),
            level: facts.report.own_level(place),
            evidence: evidence.map(|shown| Evidence::of(session, shown)).collect(),
            not_shown: not_shown.map(|item| item.look_for).collect(),
            marked_after_reference: own && page.marked_after_reference,
            ledger: (facts.accounts.get(place)).map(|account| Account::of(session, account)),
        }
    }
}

impl<'a> Evidence<'a> {
    pub(super) fn of(session: &'a Session, evidence: &'a event::Evidence) -> Self {
        Self {
            look_for: &evidence.look_for,
            level: &evidence.level,
            stage: id_of(session, evidence.in_stage),
            line: evidence.line.saturating_add(1),
            text: &evidence.text,
        }
    }
}

impl<'a> Account<'a> {
    fn of(session: &'a Session, account: &overruns::Account) -> Self {
        let paid = |parts: &[(usize, std::time::Duration)]| {
            let parts = parts.iter().map(|(stage, time)| Paid {
                stage: id_of(session, *stage),
                ms: millis::whole(*time),
            });
            parts.collect()
        };
        Self {
            unspent_ms: millis::whole(account.unspent),
            saved: paid(&account.saved),
            taken: paid(&account.taken),
            past_end_ms: millis::whole(account.past_end),
        }
    }
}

fn gap(silence: &Silence) -> Gap {
    Gap {
        from_ms: millis::whole(silence.from),
        to_ms: millis::whole(silence.to),
    }
}

fn asked(page: &Page) -> Vec<Asked<'_>> {
    let asked = page.asked.iter().map(|asked| {
        let reply = asked.reply.as_ref();
        Asked {
            typed: &asked.typed,
            question: reply.map(|(question, _)| question.as_str()),
            answer: reply.map(|(_, answer)| answer.as_str()),
            at_ms: millis::whole(asked.at),
        }
    });
    asked.collect()
}

fn follow_ups<'a>(facts: &Facts<'_>, page: &'a Page, stage: usize) -> Vec<FollowUp<'a>> {
    let follow_ups = page.follow_ups.iter().map(|(_, ask, at)| FollowUp {
        ask,
        at_ms: millis::whole(*at),
        reacted_ms: match facts.reaction(stage, *at) {
            Some(Reaction::After(time)) => Some(millis::whole(time)),
            Some(Reaction::Never) | None => None,
        },
    });
    follow_ups.collect()
}
