//! Comparisons of two attempts that consist of a few events each.

mod marks;

use super::*;
use crate::domain::content::design::{Design, DesignStage, Difficulty, Level, RubricItem};
use crate::domain::judging::review::{CoachMark, Review};
use crate::domain::judging::viewer::Viewer;
use crate::domain::session::Session;
use crate::domain::session::event::{
    DesignName, EnteredBy, Entry, Event, Evidence, FORMAT, FinishedBy, Head, RunOptions,
};
use crate::domain::session::log::Log;
use crate::domain::session::notes::Edit;
use crate::domain::session::plan::{Plan, PlannedPrompt, PlannedStage, PromptFrom};

/// An attempt as it is being made.
pub struct Attempted {
    pub session: Session,
    pub log: Log,
    pub design: Design,
    pub reviews: Vec<Review>,
    now: Duration,
}

/// A plan's stage of five minutes with two prompts.
fn planned(id: &str) -> PlannedStage {
    let prompt = |ask: &str| PlannedPrompt {
        ask: format!("{id}: {ask}?"),
        hint: String::new(),
        from: PromptFrom::Framework,
        listen_for: String::new(),
    };
    PlannedStage {
        id: id.to_owned(),
        title: format!("The *{id}*"),
        short: id.to_owned(),
        framework_budget: Duration::from_secs(300),
        budget: Duration::from_secs(300),
        done: String::new(),
        prompts: vec![prompt("who"), prompt("why")],
    }
}

/// A design's stage with two solid items and a strong one.
fn rubric_of(id: &str) -> DesignStage {
    let item = |level, words: &str, signals: [&str; 2]| RubricItem {
        level,
        look_for: format!("{id} {words}"),
        signals: signals.map(str::to_owned).to_vec(),
        ..RubricItem::default()
    };
    DesignStage {
        id: id.to_owned(),
        rubric: vec![
            item(Level::Solid, "users", ["users", "readers"]),
            item(Level::Solid, "latency", ["p95", "200 ms"]),
            item(Level::Strong, "cost", ["cost", "budget"]),
        ],
        ..DesignStage::default()
    }
}

impl Attempted {
    /// Started on a day of November with these stages, the first of them entered.
    pub fn on(day: u32, stages: &[&str]) -> Self {
        let head = Head {
            format: FORMAT,
            program: String::new(),
            id: format!("202611{day:02}-captions"),
            design: DesignName {
                id: "captions".into(),
                title: "Captions".into(),
            },
            candidate: "Ada".into(),
            assignment: None,
            seed: 1,
            options: RunOptions::default(),
            wall: chrono::DateTime::parse_from_rfc3339(&format!("2026-11-{day:02}T09:00:00+01:00"))
                .unwrap(),
            design_crc: None,
            plan: Plan {
                framework: "f".into(),
                brief: String::new(),
                stages: stages.iter().map(|id| planned(id)).collect(),
            },
        };
        let design = Design {
            id: "captions".into(),
            title: "Captions".into(),
            category: String::new(),
            difficulty: Difficulty::Easy,
            stars: 1,
            summary: String::new(),
            concepts: Vec::new(),
            brief: String::new(),
            clarify: Vec::new(),
            stages: stages.iter().map(|id| rubric_of(id)).collect(),
            estimates: Vec::new(),
            sources: Vec::new(),
        };
        let mut attempted = Self {
            session: Session::new(head.clone()),
            log: Log::default(),
            design,
            reviews: Vec::new(),
            now: Duration::ZERO,
        };
        attempted.happen(Event::Head(Box::new(head)));
        attempted.enter(0);
        attempted
    }

    fn happen(&mut self, event: Event) {
        let entry = Entry {
            n: self.log.entries().len() as u64 + 1,
            at: self.now,
            after: self.session.is_finished().then_some(0),
            event,
        };
        self.session.apply(&entry);
        self.log.push(entry);
    }

    /// Lets seconds of the interview pass.
    pub fn pass(&mut self, seconds: u64) -> &mut Self {
        self.now += Duration::from_secs(seconds);
        self
    }

    pub fn enter(&mut self, stage: usize) -> &mut Self {
        let by = EnteredBy::Key;
        self.happen(Event::Entered { stage, by });
        self
    }

    /// Appends to the notes of a stage.
    pub fn write(&mut self, stage: usize, text: &str) -> &mut Self {
        let edit = Edit {
            at: self.session.stages[stage].notes.rope().len_chars(),
            removed: 0,
            inserted: text.to_owned(),
        };
        self.happen(Event::edit(stage, edit));
        self
    }

    pub fn cover(&mut self, stage: usize, prompts: &[usize]) -> &mut Self {
        for prompt in prompts.iter().copied() {
            self.happen(Event::Covered { stage, prompt });
        }
        self
    }

    pub fn finish(&mut self) -> &mut Self {
        let states = self.session.stages.iter();
        let notes_crc = states.map(|state| state.notes.crc()).collect();
        self.happen(Event::Finish {
            wall: self.session.head.wall,
            by: FinishedBy::Key,
            notes_crc,
        });
        self
    }

    /// Marks the items of a stage, one letter each: `s` shown, `n` not shown, `-` nothing said.
    pub fn mark(&mut self, stage: usize, marks: &str) -> &mut Self {
        for (item, mark) in marks.chars().enumerate() {
            match mark {
                's' => self.happen(Event::ItemShown {
                    stage,
                    item,
                    evidence: evidence(stage),
                }),
                'n' => self.happen(Event::ItemNotShown { stage, item }),
                _ => {}
            }
        }
        self
    }

    pub fn close(&mut self, stage: usize, level: u8) -> &mut Self {
        self.happen(Event::StageClosed { stage, level });
        self
    }

    /// A coach's marks of every stage, as above; `u` not assessed.
    pub fn review(&mut self, coach: &str, stages: &[&str], is_revealed: bool) -> &mut Self {
        let mut review = Review::new(coach);
        for (stage, marks) in stages.iter().enumerate() {
            for (item, mark) in marks.chars().enumerate() {
                let mark = match mark {
                    's' => CoachMark::Shown(evidence(stage)),
                    'n' => CoachMark::NotShown,
                    'u' => CoachMark::NotAssessed,
                    _ => continue,
                };
                review.mark(stage, item, mark, self.session.head.wall);
            }
        }
        if is_revealed {
            review.reveal(true, self.session.head.wall);
        }
        review.publish(self.session.head.wall);
        self.reviews.push(review);
        self
    }

    /// What the writer of a review may see, or the candidate.
    pub fn report(&self, mine: Option<usize>) -> Report<'_> {
        let design = Some(&self.design);
        let viewer = mine.map_or(Viewer::Candidate, |review| Viewer::Coach { review });
        Report::new(&self.session, design, &self.log, &self.reviews, viewer)
    }
}

fn evidence(stage: usize) -> Evidence {
    Evidence {
        look_for: String::new(),
        level: String::new(),
        in_stage: stage,
        line: 0,
        text: "words".into(),
    }
}

fn compared(a: &Attempted, b: &Attempted) -> Comparison {
    Comparison::of(&a.report(None), &b.report(None)).expect("one design, two sessions")
}

/// The marks of every source of a stage: `name earlier level/later level, +gained, -lost`.
fn described(comparison: &Comparison, stage: usize) -> Vec<String> {
    let level = |level: Option<u8>| level.map_or("none".to_owned(), |level| level.to_string());
    let described = |judged: &SourceMarks| {
        let by = match &judged.by {
            MarkSource::Candidate => "own",
            MarkSource::Coach(name) => name,
        };
        let items = |sign: &str, items: &[ChangedItem]| {
            let item = |item: &ChangedItem| format!(", {sign}{}", item.look_for);
            items.iter().map(item).collect::<String>()
        };
        let (gained, lost) = (items("+", &judged.gained), items("-", &judged.lost));
        let [earlier, later] = judged.levels.map(level);
        format!("{by} {earlier}/{later}{gained}{lost}")
    };
    comparison.stages[stage]
        .marks
        .iter()
        .map(described)
        .collect()
}

#[test]
fn the_attempt_that_was_started_first_comes_first_whatever_the_order() {
    let (mut old, mut new) = (Attempted::on(3, &["a"]), Attempted::on(9, &["a"]));
    old.pass(60).write(0, "old");
    new.pass(60).write(0, "new");
    let comparison = compared(&new, &old);
    assert_eq!(comparison, compared(&old, &new));
    let ids = comparison.attempts.map(|attempt| attempt.id);
    assert_eq!(ids, ["20261103-captions", "20261109-captions"]);
}

#[test]
fn a_session_and_itself_and_two_designs_are_not_compared() {
    let (old, mut new) = (Attempted::on(3, &["a"]), Attempted::on(9, &["a"]));
    let why = Comparison::of(&old.report(None), &old.report(None)).unwrap_err();
    let words = "two different sessions are compared, and both are `20261103-captions`";
    assert_eq!(why.to_string(), words);
    new.session.head.design.id = "ranking".into();
    let why = Comparison::of(&new.report(None), &old.report(None)).unwrap_err();
    let words = "only two attempts at the same design can be compared: \
        `20261103-captions` is at `captions`, `20261109-captions` at `ranking`";
    assert_eq!(why.to_string(), words);
}

#[test]
fn stages_are_matched_by_id_and_one_that_an_attempt_lacks_is_blank() {
    let table: [(&[&str], &[&str], &[&str]); 4] = [
        (&["a", "b"], &["a", "b"], &["a 11", "b 11"]),
        (&["b", "a"], &["a", "b"], &["a 11", "b 11"]),
        (
            &["a", "x", "b"],
            &["b", "y"],
            &["b 11", "y 01", "a 10", "x 10"],
        ),
        (&["a"], &["a", "a"], &["a 11", "a 01"]),
    ];
    for (earlier, later, expected) in table {
        let comparison = compared(&Attempted::on(3, earlier), &Attempted::on(9, later));
        let stages = comparison.stages.iter().map(|stage| {
            let [earlier, later] = stage.pace.map(|pace| u8::from(pace.is_some()));
            let shares = stage.prompts.map(|share| u8::from(share.is_some()));
            assert_eq!([earlier, later], shares);
            format!("{} {earlier}{later}", stage.id)
        });
        assert_eq!(
            stages.collect::<Vec<_>>(),
            expected,
            "{earlier:?} {later:?}"
        );
    }
}

#[test]
fn a_stage_that_is_not_in_a_drill_has_lost_nothing_and_one_without_time_was_not_run() {
    let mut whole = Attempted::on(3, &["a", "b", "c"]);
    whole.pass(60).write(0, "users").cover(0, &[0]).enter(1);
    whole.pass(60).write(1, "events").enter(2).finish();
    let mut drill = Attempted::on(9, &["b"]);
    drill.session.head.options.drill = true;
    drill.pass(30).write(0, "events and more").finish();
    let comparison = compared(&whole, &drill);
    let stages: Vec<_> = comparison
        .stages
        .iter()
        .map(|stage| {
            let has_text = stage.text.is_some();
            let spent = stage.pace[0].map(|pace| pace.spent_text()).unwrap();
            (&*stage.id, stage.absence.as_deref(), has_text, spent)
        })
        .collect();
    let absence = Some("not in the drill");
    assert_eq!(
        stages,
        [
            ("b", None, true, "1:00".to_owned()),
            ("a", absence, false, "1:00".to_owned()),
            ("c", absence, false, "not run".to_owned()),
        ]
    );
    assert_eq!(comparison.stages[1].covered, Covered::default());
}

#[test]
fn pace_is_of_each_stage_and_in_all() {
    let (mut old, mut new) = (Attempted::on(3, &["a", "b"]), Attempted::on(9, &["a", "b"]));
    old.pass(360).enter(1).pass(240).finish();
    new.pass(200).enter(1).pass(310);
    new.write(1, "not finished yet");
    let comparison = compared(&old, &new);
    let figures = |pace: &ComparedTimes| {
        assert_eq!(pace.exact, pace.shown);
        let times = pace.exact;
        [times.planned, times.spent, times.over].map(|time| time.as_secs())
    };
    let of_stage = |stage: usize| {
        let pace = &comparison.stages[stage].pace;
        pace.map(|pace| figures(&pace.expect("both have it")))
    };
    assert_eq!(of_stage(0), [[300, 360, 60], [300, 200, 0]]);
    assert_eq!(of_stage(1), [[300, 240, 0], [300, 310, 10]]);
    let in_all = comparison.pace.each_ref().map(figures);
    assert_eq!(in_all, [[600, 600, 60], [600, 510, 10]]);
}

#[test]
fn prompts_are_matched_by_their_text_and_not_by_their_index() {
    let (mut old, mut new) = (Attempted::on(3, &["a"]), Attempted::on(9, &["a"]));
    let prompts = &mut new.session.head.plan.stages[0].prompts;
    prompts.insert(0, prompts[0].clone());
    prompts[0].ask = "when?".into();
    old.cover(0, &[0, 1]);
    new.cover(0, &[0, 1]);
    let stage = &compared(&old, &new).stages[0];
    let shares = stage
        .prompts
        .map(|share| share.map(|share| (share.covered, share.of)));
    assert_eq!(shares, [Some((2, 2)), Some((2, 3))]);
    assert_eq!(stage.covered.both, ["a: who?"]);
    assert_eq!(stage.covered.lost, ["a: why?"]);
    assert_eq!(stage.covered.gained, ["when?"]);
}
