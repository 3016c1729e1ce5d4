//! Sessions for the pages: the sample with marks and two reviews, one with hostile texts, one with a damaged log, and a
//! long one.

use std::fmt::Write;
use std::path::Path;
use std::time::Duration;

use chrono::DateTime;
use forty::content::{self, Origin};
use forty::domain::content::design::{Design, DesignStage, Difficulty, Level, RubricItem};
use forty::domain::judging::anchor::Anchor;
use forty::domain::judging::anchor::LinePosition;
use forty::domain::judging::evidence::evidence as evidence_at;
use forty::domain::judging::marks::{self, Debrief};
use forty::domain::judging::message::Message;
use forty::domain::judging::report::Report;
use forty::domain::judging::review::{CoachMark, Comment, CommentKind, Review};
use forty::domain::judging::viewer::Viewer;
use forty::domain::session::Session;
use forty::domain::session::event::{
    DesignName, EnteredBy, Entry, Event, Evidence, FORMAT, FinishedBy, Head, RunOptions, Wall,
};
use forty::domain::session::log::Log;
use forty::domain::session::notes::Edit;
use forty::domain::session::plan::{Plan, PlannedPrompt, PlannedStage, PromptFrom};
use forty::store;
use sha2::{Digest, Sha256};

/// Everything that a report is made from.
pub struct Record {
    pub session: Session,
    pub design: Option<Design>,
    pub log: Log,
    pub reviews: Vec<Review>,
    pub viewer: Viewer,
}

impl Record {
    pub fn report(&self) -> Report<'_> {
        let design = self.design.as_ref();
        Report::new(&self.session, design, &self.log, &self.reviews, self.viewer)
    }

    /// A session that is nothing but its log.
    fn of(head: Head, events: Vec<(u64, Event)>, holes: &[usize]) -> Self {
        let mut log = Log::default();
        let mut session = Session::new(head.clone());
        let head = (0, Event::Head(Box::new(head)));
        for (index, (ms, event)) in [head].into_iter().chain(events).enumerate() {
            if holes.contains(&index) {
                log.mark_gap();
            }
            log.push(Entry {
                n: index as u64 + 1,
                at: Duration::from_millis(ms),
                after: None,
                event,
            });
            log.fold(index, &mut session);
        }
        Self {
            session,
            design: None,
            log,
            reviews: Vec::new(),
            viewer: Viewer::Candidate,
        }
    }
}

/// A wall time some minutes after the sample session's finish.
pub fn wall(minutes: i64) -> Wall {
    let finish = DateTime::parse_from_rfc3339("2026-11-23T14:45:00+01:00").unwrap();
    finish + chrono::Duration::minutes(minutes)
}

/// The shipped session with the candidate's marks, and two coaches who saw them.
pub fn sample() -> Record {
    let given = store::Given {
        home: Some(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kept")),
        ..store::Given::default()
    };
    let paths = store::Paths::resolve(&given).unwrap();
    let folder = store::find(&paths, "last", &wall(0)).unwrap();
    let found = store::read(&folder).unwrap();
    let text = found.design_text.unwrap();
    let (design, _) = content::read_design("design.toml", &text, Origin::Copy).unwrap();
    let session = debriefed(found.session, &design);
    let reviews = vec![grace(&session, &design), linus(&session, &design)];
    Record {
        session,
        design: Some(design),
        log: found.log,
        reviews,
        viewer: Viewer::Coach { review: 0 },
    }
}

/// The SHA-256 of the sample's page, as hexadecimal digits and a line end.
pub fn sample_page_hash() -> String {
    let page = forty::report::html::page(&sample().report());
    let digits = Sha256::digest(page)
        .iter()
        .fold(String::new(), |mut digits, byte| {
            let _ = write!(digits, "{byte:02x}");
            digits
        });
    digits + "\n"
}

fn rubric<'a>(design: &'a Design, session: &Session, stage: usize) -> &'a [RubricItem] {
    let id = &session.head.plan.stages[stage].id;
    design.stage(id).map_or(&[], |stage| &stage.rubric)
}

/// The candidate's marks: the first items of every stage are shown, the fifth is not.
fn debriefed(session: Session, design: &Design) -> Session {
    let mut debrief = Debrief::of(session).unwrap();
    for stage in 0..debrief.session().stages.len() {
        let session = debrief.session().clone();
        let items = rubric(design, &session, stage);
        for item in 0..3 + stage % 3 {
            let line = LinePosition {
                stage,
                line: item % 2,
            };
            let evidence = evidence_at(debrief.session(), &items[item], line).unwrap();
            debrief.mark(
                stage,
                item,
                marks::SelfMark::Shown(evidence),
                items,
                wall(5),
            );
        }
        debrief.mark(stage, 5, marks::SelfMark::NotShown, items, wall(5));
        debrief.close(stage, items, wall(6));
    }
    debrief.open_reference(1, wall(7));
    let session = debrief.session().clone();
    let items = rubric(design, &session, 1);
    debrief.mark(1, 6, marks::SelfMark::NotShown, items, wall(8));
    debrief.next_time("ask about latency before drawing anything", wall(9));
    debrief.session().clone()
}

fn evidence(session: &Session, item: &RubricItem, stage: usize, line: usize) -> Evidence {
    Evidence {
        look_for: item.look_for.clone(),
        level: item.level.word().to_owned(),
        in_stage: stage,
        line,
        text: session.stages[stage].notes.line(line).into_owned(),
    }
}

pub fn comment(kind: CommentKind, anchor: Anchor, text: &str) -> Comment {
    Comment {
        kind,
        anchor,
        text: text.to_owned(),
        at: wall(60),
        edited: None,
        resolved: None,
    }
}

/// A complete review with comments on a line, on several lines, and on removed text.
fn grace(session: &Session, design: &Design) -> Review {
    let mut review = Review::new("Grace Hopper");
    for stage in 0..session.stages.len() {
        let items = rubric(design, session, stage);
        for (index, item) in items.iter().enumerate() {
            let mark = match index {
                0 => CoachMark::Shown(evidence(session, item, stage, 0)),
                1 if stage != 4 => CoachMark::Shown(evidence(session, item, stage, 1)),
                2..=4 if stage == 0 => CoachMark::Shown(evidence(session, item, stage, index - 1)),
                7 => CoachMark::NotAssessed,
                _ => CoachMark::NotShown,
            };
            review.mark(stage, index, mark, wall(60));
        }
    }
    let on = |stage, first, last| Anchor::on(session, stage, first, last).unwrap();
    let mut fix = comment(
        CommentKind::Fix,
        on(0, 2, 2),
        "Good numbers. Say where 1 s comes from: who is waiting, and what do they do when it takes two?",
    );
    fix.resolved = Some(wall(90));
    let gone = Anchor {
        stage: 2,
        line: 1,
        text: "train a CNN from scratch".to_owned(),
        time: None,
    };
    review.comments = vec![
        comment(
            CommentKind::Good,
            on(0, 0, 1),
            "Readers first, and the mistake that must not happen. Most people start with the model.",
        ),
        fix,
        comment(
            CommentKind::Question,
            on(1, 1, 1),
            "How would you find near-duplicates at 4M a day?\nWhich hash, and what does a false match cost?",
        ),
        comment(CommentKind::Fix, gone, "Why would you?"),
    ];
    review.reveal(true, wall(70));
    let change = evidence(session, &rubric(design, session, 1)[2], 1, 2);
    review.mark(1, 2, CoachMark::Shown(change), wall(75));
    review.message = Message {
        summary: "Your requirements are the best part.\nThe sizing stops at the mean.".into(),
        fixes: vec![
            "Size for the peak.".into(),
            "Name the key of *every* cache.".into(),
        ],
        goal: "Raise Serving from 2 to 3".into(),
        earlier_goal: None,
    };
    review.publish(wall(75));
    review
}

/// A review that was begun, and looked at the others' marks early.
fn linus(session: &Session, design: &Design) -> Review {
    let mut review = Review::new("Linus");
    let item = &rubric(design, session, 0)[0];
    review.mark(
        0,
        0,
        CoachMark::Shown(evidence(session, item, 0, 0)),
        wall(61),
    );
    review.reveal(false, wall(62));
    review.publish(wall(62));
    let anchor = Anchor::on(session, 3, 1, 1).unwrap();
    review.comments = vec![comment(
        CommentKind::Good,
        anchor,
        "Arithmetic that one can check.",
    )];
    review
}

/// Text that would act if a page let it.
pub const HOSTILE: &str = "<script>window.ran = 1</script><img src=x onerror=\"window.ran = 2\"></script><!-- \
    [a](javascript:window.ran=3) {{ 7*7 }} ${1} &lt;b&gt; \"' \u{1b}[31m\u{0}\u{202e}txt\u{2066}\u{9b}\u{feff}";

fn stage(id: &str, title: &str) -> PlannedStage {
    PlannedStage {
        id: id.to_owned(),
        title: title.to_owned(),
        short: title.chars().take(40).collect(),
        framework_budget: Duration::from_secs(60),
        budget: Duration::from_secs(60),
        done: String::new(),
        prompts: vec![PlannedPrompt {
            ask: title.to_owned(),
            hint: title.to_owned(),
            from: PromptFrom::Design,
            listen_for: String::new(),
        }],
    }
}

fn head(name: &str, stages: Vec<PlannedStage>) -> Head {
    Head {
        format: FORMAT,
        program: "forty 0.1.0".to_owned(),
        id: "20261123-130512-a-0000".to_owned(),
        design: DesignName {
            id: "a".to_owned(),
            title: name.to_owned(),
        },
        candidate: name.to_owned(),
        assignment: None,
        seed: 1,
        options: RunOptions::default(),
        wall: wall(-40),
        design_crc: None,
        plan: Plan {
            framework: "f".to_owned(),
            brief: String::new(),
            stages,
        },
    }
}

pub fn edit(stage: usize, at: usize, removed: usize, inserted: &str) -> Event {
    Event::edit(
        stage,
        Edit {
            at,
            removed,
            inserted: inserted.to_owned(),
        },
    )
}

fn entered(stage: usize) -> Event {
    Event::Entered {
        stage,
        by: EnteredBy::Key,
    }
}

fn finish(session: &[&str]) -> Event {
    Event::Finish {
        wall: wall(0),
        by: FinishedBy::Key,
        notes_crc: session.iter().map(|text| crc(text)).collect(),
    }
}

fn crc(text: &str) -> u32 {
    let mut notes = forty::domain::session::notes::Text::default();
    notes.replace_with(text, Duration::ZERO);
    notes.crc()
}

/// A session in which every text is hostile, reviewed by a hostile coach.
pub fn hostile() -> Record {
    let asked = Event::Asked {
        stage: 0,
        typed: HOSTILE.to_owned(),
        question: Some(HOSTILE.to_owned()),
        answer: Some(HOSTILE.to_owned()),
        close: Vec::new(),
    };
    let follow_up = Event::FollowUp {
        stage: 0,
        follow_up: 0,
        ask: HOSTILE.to_owned(),
    };
    let notes = format!("{HOSTILE}\n```\n| a | b |\n# {HOSTILE}");
    let events = vec![
        (0, entered(0)),
        (
            1000,
            Event::Covered {
                stage: 0,
                prompt: 0,
            },
        ),
        (
            2000,
            Event::Hint {
                stage: 0,
                prompt: 0,
            },
        ),
        (3000, asked),
        (4000, follow_up),
        (90_000, edit(0, 0, 0, &notes)),
        (91_000, finish(&[&notes])),
    ];
    let mut record = Record::of(head(HOSTILE, vec![stage("s", HOSTILE)]), events, &[]);
    let item = RubricItem {
        level: Level::Solid,
        look_for: HOSTILE.to_owned(),
        ..RubricItem::default()
    };
    let shown = evidence(&record.session, &item, 0, 0);
    let design = design(vec![item]);
    let items = &design.stages[0].rubric;
    let mut debrief = Debrief::of(record.session).unwrap();
    debrief.mark(0, 0, marks::SelfMark::Shown(shown.clone()), items, wall(1));
    debrief.close(0, items, wall(1));
    debrief.next_time(HOSTILE, wall(2));
    record.session = debrief.session().clone();
    let mut review = Review::new(HOSTILE);
    review.mark(0, 0, CoachMark::Shown(shown), wall(3));
    review.reveal(true, wall(4));
    review.message = Message {
        summary: HOSTILE.into(),
        fixes: vec![HOSTILE.into()],
        goal: HOSTILE.into(),
        earlier_goal: None,
    };
    review.publish(wall(5));
    let gone = Anchor {
        stage: 0,
        line: 0,
        text: format!("not {HOSTILE} there"),
        time: None,
    };
    let here = Anchor::on(&record.session, 0, 0, 0).unwrap();
    review.comments = vec![
        comment(CommentKind::Fix, here, HOSTILE),
        comment(CommentKind::Question, gone, HOSTILE),
    ];
    record.reviews = vec![review];
    record.design = Some(design);
    record
}

fn design(rubric: Vec<RubricItem>) -> Design {
    Design {
        id: "a".to_owned(),
        title: "A".to_owned(),
        category: String::new(),
        difficulty: Difficulty::Easy,
        stars: 1,
        summary: String::new(),
        concepts: Vec::new(),
        brief: String::new(),
        clarify: Vec::new(),
        stages: vec![DesignStage {
            id: "s".to_owned(),
            rubric,
            ..DesignStage::default()
        }],
        estimates: Vec::new(),
        sources: Vec::new(),
    }
}

/// A log with a hole, edits that do not fit, stages that are not there, and wide characters.
pub fn damaged() -> Record {
    let keyframe = |stage, notes: &str| Event::keyframe(stage, notes.to_owned());
    let events = vec![
        (0, entered(0)),
        (1000, edit(0, 0, 0, "a👩‍👩‍👧b é e\u{301} 日本\n")),
        (2000, edit(0, 2, 1, "🦀🦀")),
        (2000, edit(0, 4, 0, "\r\n\ttab")),
        (3000, edit(0, 900, 1, "does not fit")),
        (4000, edit(0, 0, 0, "left out until a keyframe")),
        (5000, keyframe(0, "whole again 🦀")),
        (6000, edit(0, 12, 1, "x\u{1b}y")),
        (7000, entered(1)),
        (8000, edit(1, 0, 0, "second")),
        (9000, edit(0, 0, 5, "WHOLE")),
        (10_000, entered(9)),
        (11_000, edit(9, 0, 0, "nowhere")),
        // Entries are missing here.
        (50_000, edit(1, 0, 0, "left out")),
        (70_000, edit(1, 0, 0, "left out too")),
        (71_000, keyframe(1, "kept")),
        (72_000, edit(1, 4, 0, " on")),
        (73_000, entered(0)),
        (140_000, edit(0, 0, 0, "still in pieces")),
        (141_000, finish(&["", ""])),
        (142_000, edit(1, 0, 0, "after the finish")),
        (143_000, keyframe(1, "after the finish")),
    ];
    let stages = vec![stage("s", "First"), stage("t", "Second")];
    Record::of(head("Damaged", stages), events, &[14])
}

/// So many edits, over an hour and five stages.
#[allow(
    dead_code,
    reason = "one of the tests that share this file makes no long record"
)]
pub fn long(edits: usize) -> Record {
    let mut events = vec![(0, entered(0))];
    let mut lengths = [0; 5];
    for index in 0..edits {
        let (at, stage) = (index as u64 * 180, index * 5 / edits);
        if index > 0 && stage != (index - 1) * 5 / edits {
            events.push((at, entered(stage)));
        }
        let length = &mut lengths[stage];
        if index % 11 == 10 && *length > 0 {
            *length -= 1;
            events.push((at, edit(stage, *length / 2, 1, "")));
        } else {
            let letter = if index % 40 == 39 { "\n" } else { "ä" };
            events.push((at, edit(stage, *length / 2, 0, letter)));
            *length += 1;
        }
    }
    let names = ["one", "two", "three", "four", "five"];
    let stages = names.map(|name| stage(name, name)).to_vec();
    Record::of(head("Long", stages), events, &[])
}
