//! A report as the page's template takes it: every text from outside cleaned, every figure in words. The template
//! escapes; nothing here is markup.

use std::time::Duration;

use serde::Serialize;

use crate::domain::sanitize;
use crate::domain::session::Session;
use crate::domain::session::event::{Evidence, Wall};
use crate::report::facts::{Facts, Item, Judged, Remark, Row};
use crate::report::levels::Levels;
use crate::report::words;
use crate::report::{Said, clock, status};

/// Longest title in the chart, whose texts do not wrap.
const CHART_TITLE: usize = 22;

#[derive(Serialize)]
pub struct View {
    title: String,
    candidate: String,
    id: String,
    program: String,
    started: String,
    ended: Option<String>,
    status: &'static str,
    seed: u32,
    conditions: Vec<[&'static str; 2]>,
    elapsed: String,
    planned: String,
    over: Option<String>,
    levels: Option<Table>,
    pace: Vec<Pace>,
    gaps: Vec<String>,
    stages: Vec<Stage>,
    is_finished: bool,
    next_time: Option<String>,
    reviews: Vec<Review>,
    worth: &'static str,
}

/// Everybody's levels, a row a stage.
#[derive(Serialize)]
struct Table {
    columns: Vec<String>,
    rows: Vec<TableRow>,
}

#[derive(Serialize)]
struct TableRow {
    title: String,
    cells: Vec<String>,
}

/// A stage in the chart and in the tables beside it. Widths are parts of the longest, in per cent.
#[derive(Serialize)]
struct Pace {
    title: String,
    short_title: String,
    planned: String,
    spent: String,
    over: Option<String>,
    unspent: Option<String>,
    paid: Option<String>,
    covered: usize,
    prompts: usize,
    planned_width: f64,
    /// What was spent of the planned time, and past it.
    within_width: f64,
    over_width: f64,
}

#[derive(Serialize)]
struct Stage {
    number: usize,
    title: String,
    spent: String,
    planned: String,
    over: Option<String>,
    levels: Vec<[String; 2]>,
    covered: Vec<String>,
    prompts: usize,
    said: Vec<Spoken>,
    rows: Vec<NoteRow>,
    has_notes: bool,
    gone: Vec<Note>,
    items: Vec<RubricItem>,
    marked_late: bool,
}

#[derive(Serialize)]
struct Spoken {
    at: String,
    what: &'static str,
    words: String,
    question: Option<String>,
    answer: Option<String>,
    matched_nothing: bool,
    reaction: Option<String>,
}

/// A line of the notes, or the silence before one.
#[derive(Serialize)]
struct NoteRow {
    silence: Option<String>,
    number: usize,
    minute: Option<u64>,
    text: String,
    comments: Vec<Note>,
}

/// A comment.
#[derive(Serialize)]
struct Note {
    kind: &'static str,
    coach: String,
    at: String,
    edited: Option<String>,
    resolved: Option<String>,
    text: String,
    /// Where it holds on to more than one line.
    lines: Option<String>,
    on: String,
}

#[derive(Serialize)]
struct RubricItem {
    level: String,
    look_for: String,
    marks: Vec<RubricMark>,
}

#[derive(Serialize)]
struct RubricMark {
    who: String,
    word: &'static str,
    evidence: Option<Shown>,
}

#[derive(Serialize)]
struct Shown {
    /// Where it stands, as words and as the id of an element of the page, if that line is there.
    place: String,
    target: Option<String>,
    text: String,
}

#[derive(Serialize)]
struct Review {
    coach: String,
    changed: Option<String>,
    told: Vec<String>,
    comments: usize,
    resolved: usize,
}

impl View {
    pub fn of(facts: &Facts<'_>) -> Self {
        let session = facts.report.session;
        let head = &session.head;
        let timeline = session.timeline_now();
        let conditions = session.condition().into_iter();
        Self {
            title: sanitize::line(&head.design.title),
            candidate: sanitize::line(&head.candidate),
            id: sanitize::line(&head.id),
            program: sanitize::line(&head.program),
            started: wall(head.wall),
            ended: session.ended.map(wall),
            status: status(session),
            seed: head.seed,
            conditions: conditions
                .map(|condition| [condition.word(), words::meaning(condition)])
                .collect(),
            elapsed: clock(timeline.elapsed()),
            planned: clock(timeline.planned()),
            over: some_time(timeline.over()),
            levels: levels(facts),
            pace: pace(facts),
            gaps: gaps(session),
            stages: (0..facts.stages())
                .map(|place| stage(facts, place))
                .collect(),
            is_finished: session.is_finished(),
            next_time: facts.report.next_time().map(sanitize::line),
            reviews: reviews(facts),
            worth: words::WORTH,
        }
    }
}

fn wall(wall: Wall) -> String {
    wall.format("%Y-%m-%d %H:%M %:z").to_string()
}

fn some_time(time: Duration) -> Option<String> {
    (!time.is_zero()).then(|| clock(time))
}

fn short(session: &Session, stage: usize) -> String {
    let stage = session.head.plan.stages.get(stage);
    stage.map_or_else(
        || "a stage that is not there".to_owned(),
        |stage| sanitize::line(&stage.short),
    )
}

fn title(session: &Session, stage: usize) -> String {
    sanitize::line(&session.head.plan.stages[stage].title)
}

fn gaps(session: &Session) -> Vec<String> {
    let gaps = session.gaps.iter();
    gaps.map(|gap| format!("{}, since {}", words::gap(gap), wall(gap.since)))
        .collect()
}

fn levels(facts: &Facts<'_>) -> Option<Table> {
    let levels = Levels::of(facts)?;
    let row = |(stage, cells): (usize, Vec<String>)| TableRow {
        title: title(facts.report.session, stage),
        cells,
    };
    Some(Table {
        columns: levels
            .columns
            .iter()
            .map(|column| sanitize::line(column))
            .collect(),
        rows: levels.rows.into_iter().enumerate().map(row).collect(),
    })
}

/// A title that is not too long for the chart.
fn cut(title: &str) -> String {
    let mut letters = title.chars();
    let mut short: String = letters.by_ref().take(CHART_TITLE).collect();
    if letters.next().is_some() {
        short.push('…');
    }
    short
}

fn pace(facts: &Facts<'_>) -> Vec<Pace> {
    let session = facts.report.session;
    let stages = session.timeline_now().stages;
    let longest = stages.iter().map(|time| time.planned.max(time.spent)).max();
    let longest = longest.unwrap_or_default().as_secs_f64().max(1.0);
    let width = |time: Duration| (time.as_secs_f64() / longest * 1000.0).round() / 10.0;
    let pace = stages.iter().enumerate().map(|(place, time)| {
        let account = facts.accounts.get(place);
        let title = title(session, place);
        let (within, over) = (time.spent.min(time.planned), time.over());
        Pace {
            short_title: cut(&title),
            title,
            planned: clock(time.planned),
            spent: clock(time.spent),
            over: some_time(over),
            unspent: account.and_then(|account| some_time(account.unspent)),
            paid: account.and_then(|account| words::paid(account, |stage| short(session, stage))),
            covered: session.pages[place].covered.len(),
            prompts: session.head.plan.stages[place].prompts.len(),
            planned_width: width(time.planned),
            within_width: width(within),
            over_width: width(over),
        }
    });
    pace.collect()
}

fn stage(facts: &Facts<'_>, place: usize) -> Stage {
    let session = facts.report.session;
    let (plan, page) = (&session.head.plan.stages[place], &session.pages[place]);
    let time = session.timeline_now().stages[place];
    let covered = page
        .covered
        .iter()
        .filter_map(|prompt| plan.prompts.get(*prompt));
    let own = facts.report.own_level(place);
    let own = own.map(|level| ["own".to_owned(), words::level(Some(level))]);
    let theirs = facts.reviews.iter().filter_map(|(coach, review)| {
        let level = facts.report.level(review, place)?;
        Some([sanitize::line(coach), words::level(Some(level))])
    });
    Stage {
        number: place + 1,
        title: sanitize::line(&plan.title),
        spent: clock(time.spent),
        planned: clock(time.planned),
        over: some_time(time.over()),
        levels: own.into_iter().chain(theirs).collect(),
        covered: covered.map(|prompt| sanitize::line(&prompt.ask)).collect(),
        prompts: plan.prompts.len(),
        said: (facts.said(place).into_iter())
            .map(|(said, reaction)| spoken(&said, reaction.map(words::reaction)))
            .collect(),
        rows: facts.rows(place).into_iter().map(note_row).collect(),
        has_notes: !page.notes.is_empty(),
        gone: facts.gone(place).map(note).collect(),
        items: (facts.items(place).iter())
            .map(|item| rubric_item(facts, item))
            .collect(),
        marked_late: facts.report.sight.own && page.marked_after_reference,
    }
}

fn spoken(said: &Said<'_>, reaction: Option<String>) -> Spoken {
    Spoken {
        at: clock(said.at),
        what: said.what,
        words: sanitize::line(said.words),
        question: said.reply.map(|(question, _)| sanitize::line(question)),
        answer: said
            .reply
            .map(|(_, answer)| sanitize::text(answer).into_owned()),
        matched_nothing: said.what == "asked" && said.reply.is_none(),
        reaction,
    }
}

fn note_row(row: Row<'_>) -> NoteRow {
    match row {
        Row::Silence(silence) => NoteRow {
            silence: Some(words::silence(&silence)),
            number: 0,
            minute: None,
            text: String::new(),
            comments: Vec::new(),
        },
        Row::Line(line) => NoteRow {
            silence: None,
            number: line.number,
            minute: (!line.text.is_empty()).then_some(line.touched.as_secs() / 60),
            text: sanitize::text(&line.text).into_owned(),
            comments: line.remarks.into_iter().map(note).collect(),
        },
    }
}

fn note(remark: &Remark<'_>) -> Note {
    let comment = remark.comment;
    let held = comment.anchor.lines();
    let from = remark.spot.map(|spot| spot.line + 1).filter(|_| held > 1);
    Note {
        kind: comment.kind.word(),
        coach: sanitize::line(&remark.coach),
        at: wall(comment.at),
        edited: comment.edited.map(wall),
        resolved: comment.resolved.map(wall),
        text: sanitize::text(&comment.text).into_owned(),
        lines: from.map(|from| format!("lines {from} to {}", from + held - 1)),
        on: sanitize::line(&comment.anchor.text),
    }
}

fn rubric_item(facts: &Facts<'_>, item: &Item<'_>) -> RubricItem {
    let session = facts.report.session;
    let marks = item.marks.iter().map(|(who, judged)| RubricMark {
        who: sanitize::line(facts.name(*who)),
        word: judged.word(),
        evidence: match judged {
            Judged::Shown(evidence) => Some(shown(session, evidence)),
            Judged::NotShown | Judged::NotAssessed | Judged::Unmarked => None,
        },
    });
    RubricItem {
        level: sanitize::line(item.level),
        look_for: sanitize::line(item.look_for),
        marks: marks.collect(),
    }
}

fn shown(session: &Session, evidence: &Evidence) -> Shown {
    let page = session.pages.get(evidence.in_stage);
    let notes = page
        .map(|page| &page.notes)
        .filter(|notes| !notes.is_empty());
    let is_there = notes.is_some_and(|notes| evidence.line < notes.line_count());
    let (stage, line) = (evidence.in_stage, evidence.line.saturating_add(1));
    Shown {
        place: format!("{} line {line}", short(session, stage)),
        target: is_there.then(|| format!("stage-{}-line-{line}", stage + 1)),
        text: sanitize::line(evidence.text.trim()),
    }
}

fn reviews(facts: &Facts<'_>) -> Vec<Review> {
    let session = facts.report.session;
    let reviews = facts.reviews.iter().map(|(coach, review)| Review {
        coach: sanitize::line(coach),
        changed: review.changed.map(wall),
        told: words::standing(facts, review, |stage| short(session, stage)),
        comments: review.comments.len(),
        resolved: review
            .comments
            .iter()
            .filter(|comment| comment.resolved.is_some())
            .count(),
    });
    reviews.collect()
}
