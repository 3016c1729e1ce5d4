//! A simulated candidate in a real interview: types, pauses, leaves and returns.

use std::time::Duration;

use forty::content::library::OpenedDesign;
use forty::domain::interview::asking::Ask;
use forty::domain::interview::{ClockReading, Interview, Wait};
use forty::domain::judging::anchor::LinePosition;
use forty::domain::judging::evidence::evidence;
use forty::domain::judging::marks::{Debrief, SelfMark};
use forty::domain::session::Session;
use forty::domain::session::event::{Entry, Head, Wall};
use forty::domain::session::notes::Edit;

use super::random::Random;
use super::texts;

pub struct Candidate<'a> {
    design: &'a OpenedDesign,
    random: Random,
    start: Wall,
    /// Wall time since the start.
    now: Duration,
    interview: Interview,
    entries: Vec<Entry>,
    typing: Typing,
    /// How much more often an item of the rubric is shown than usual, in percent.
    progress: usize,
}

/// How much is typed in one turn of the loop.
#[derive(Clone, Copy)]
enum Typing {
    /// Some words at once.
    Bursts,
    /// One key, which gives thousands of edits for each session.
    Keys,
}

/// An interruption of a stage.
#[derive(Clone, Copy, PartialEq)]
enum Break {
    Pause,
    Stop,
    Away,
    /// The candidate never returns.
    Left,
}

impl<'a> Candidate<'a> {
    pub fn new(head: Head, design: &'a OpenedDesign, mut random: Random, progress: usize) -> Self {
        let start = head.wall;
        let typing = if random.percent(1) {
            Typing::Keys
        } else {
            Typing::Bursts
        };
        let mut interview = Interview::start(head, reading(start, Duration::ZERO));
        interview.schedule_follow_ups(&design.design);
        Self {
            design,
            random,
            start,
            now: Duration::ZERO,
            interview,
            entries: Vec::new(),
            typing,
            progress,
        }
    }

    /// Runs the interview from the first stage to the finish, or until the candidate leaves.
    pub fn run_interview(&mut self) {
        let stages = self.session().stages.len();
        let last = self.random.below(stages);
        let breaks = [(25, Break::Pause), (8, Break::Stop), (10, Break::Away)];
        let mut breaks = breaks.map(|(percent, kind)| {
            let comes = self.random.percent(percent);
            comes.then_some((self.random.below(stages), kind))
        });
        if self.random.percent(8) {
            breaks[0] = Some((last, Break::Left));
        }
        for stage in 0..stages {
            if self.session().stage < stage {
                // It is refused if `--strict` has closed the stage.
                let _ = self.interview.next_stage(self.reading());
            }
            let due = breaks.iter().flatten().find(|(at, _)| *at == stage);
            let due = due.map(|(_, kind)| *kind);
            if !self.stage(due) {
                return;
            }
        }
        self.interview.finish(self.reading());
    }

    /// Works on the open stage for about its planned time; returns false if the interview is over.
    fn stage(&mut self, due: Option<Break>) -> bool {
        let stage = self.session().stage;
        let planned = self.session().head.plan.stages[stage].budget;
        let spent = planned * (70 + self.random.below(50) as u32) / 100;
        let texts = self.texts(stage);
        let pace = spent / texts.len() as u32;
        let middle = texts.len() / 2;
        for (index, text) in texts.into_iter().enumerate() {
            self.wait(pace);
            if self.session().is_finished() {
                return false;
            }
            if self.session().stage != stage {
                return true;
            }
            self.write(&text);
            if index == middle {
                self.consider(stage);
                if due.is_some_and(|due| !self.interrupt(due)) {
                    return false;
                }
            }
        }
        true
    }

    /// The text that is typed into a stage in each turn.
    fn texts(&mut self, stage: usize) -> Vec<String> {
        let (lines, most) = match self.typing {
            Typing::Bursts => (4 + self.random.below(3), 22),
            Typing::Keys => (8, 1),
        };
        let text = texts::lines(stage, lines, &mut self.random).concat();
        let letters: Vec<char> = text.chars().collect();
        letters.chunks(most).map(String::from_iter).collect()
    }

    /// Types at the end of the open stage's notes, and sometimes deletes some characters.
    fn write(&mut self, text: &str) {
        let stage = self.session().stage;
        let end = self.session().stages[stage].notes.rope().len_chars();
        let removed = if self.random.percent(5) {
            end.min(3)
        } else {
            0
        };
        let edit = Edit {
            at: end - removed,
            removed,
            inserted: text.to_owned(),
        };
        self.interview.edit(stage, edit, self.reading());
    }

    /// Covers prompts, takes a hint and asks the interviewer.
    fn consider(&mut self, stage: usize) {
        let now = self.reading();
        for prompt in 0..self.session().head.plan.stages[stage].prompts.len() {
            if self.random.percent(60) {
                self.interview.toggle_covered(prompt, now);
            }
        }
        if self.random.percent(20) {
            self.interview.take_hint(0, now);
        }
        let clarify = &self.design.design.clarify;
        if stage == 0 && !clarify.is_empty() {
            let known = self.random.one_of(clarify).ask.clone();
            let ask = Ask {
                question: clarify.iter().position(|clarify| clarify.ask == known),
                typed: known,
                close: Vec::new(),
            };
            self.interview.ask(ask, clarify, now);
        }
    }

    /// Interrupts the stage; returns false if the candidate never returns.
    fn interrupt(&mut self, due: Break) -> bool {
        let before = self.reading();
        match due {
            Break::Pause => {
                self.interview.pause(before);
                let pause = self.random.seconds(20, 900);
                self.wait(pause);
                self.interview.resume(self.reading());
            }
            Break::Stop => {
                self.now += self.random.seconds(5, 3600);
                self.interview.was_stopped(before, self.reading());
            }
            Break::Left => {
                self.interview.leave(before);
                return false;
            }
            Break::Away => {
                self.interview.leave(before);
                self.take_events();
                self.now += self.random.seconds(60, 40_000);
                let session = self.session().clone();
                let program = session.head.program.clone();
                self.interview = Interview::reopen(session, program, self.reading());
                self.interview.schedule_follow_ups(&self.design.design);
                self.wait(Duration::from_secs(9));
                self.interview.resume(self.reading());
            }
        }
        true
    }

    /// Ends with the session and its events; so many percent of the finished sessions get a self-score.
    pub fn debrief(mut self, scored: usize) -> (Session, Vec<Entry>) {
        self.take_events();
        let debrief = Debrief::of(self.session().clone()).filter(|_| self.random.percent(scored));
        let Some(mut debrief) = debrief else {
            return (self.session().clone(), self.entries);
        };
        self.now += self.random.seconds(30, 600);
        let wall = self.reading().wall;
        for stage in 0..debrief.session().stages.len() {
            self.mark(&mut debrief, stage, wall);
        }
        debrief.next_time(texts::next_time(&mut self.random), wall);
        self.entries.extend(debrief.take_outbox());
        (debrief.session().clone(), self.entries)
    }

    /// Marks the items of a stage and closes it; items of higher levels are shown less often.
    fn mark(&mut self, debrief: &mut Debrief, stage: usize, wall: Wall) {
        let id = &debrief.session().head.plan.stages[stage].id;
        let own = &self.design.design.stages;
        let Some(own) = own.iter().find(|own| own.id == *id) else {
            return;
        };
        for (index, item) in own.rubric.iter().enumerate() {
            let line = self.random.below(6);
            let evidence = evidence(debrief.session(), item, LinePosition { stage, line }).ok();
            let is_shown = self
                .random
                .percent(95 - 20 * item.level as usize + self.progress);
            let mark = evidence.filter(|_| is_shown);
            let mark = mark.map_or(SelfMark::NotShown, SelfMark::Shown);
            debrief.mark(stage, index, mark, &own.rubric, wall);
        }
        debrief.close(stage, &own.rubric, wall);
    }

    /// Advances time by one turn of the loop.
    fn wait(&mut self, passing: Duration) {
        self.take_events();
        let wait = Wait {
            began: self.reading().awake,
            planned: passing,
            continued: false,
        };
        self.now += passing;
        self.interview.advance(self.reading(), wait);
    }

    fn take_events(&mut self) {
        self.entries.extend(self.interview.take_outbox());
    }

    fn session(&self) -> &Session {
        self.interview.session()
    }

    fn reading(&self) -> ClockReading {
        reading(self.start, self.now)
    }
}

fn reading(start: Wall, now: Duration) -> ClockReading {
    ClockReading {
        awake: now,
        boot: now,
        wall: start + now,
    }
}
