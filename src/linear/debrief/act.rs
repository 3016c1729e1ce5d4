//! What a line does in the debrief.

use super::commands::{self, DebriefCommand, DebriefLine};
use super::{DebriefRoom, RoomPage, Step, describe};
use crate::domain::judging::anchor::LinePosition;
use crate::domain::judging::evidence::evidence;
use crate::domain::judging::marks::SelfMark;
use crate::domain::judging::ranking::MOST_LINES;
use crate::domain::session::event::Wall;
use crate::domain::session::timeline::clock;
use crate::linear::room::misspelled;

/// The longest line for next time, in characters.
const LONGEST: usize = 500;
const NOT_YET: &str = "You can read that once every stage is closed: your self-scores come first.";

impl DebriefRoom {
    /// Says where the debrief stands, and asks for what comes next.
    pub(super) fn greet(&mut self) {
        let title = self.session().head.design.title.clone();
        let spent = clock(self.session().at);
        self.say(&format!(
            "Debrief of {title}, finished after {spent}. /help or ? lists the commands."
        ));
        if let Err(why) = &self.design {
            let why =
                format!("The design of this session cannot be read: {why}. There is no rubric.");
            self.say(&why);
        }
        match self.open_from(0) {
            Some(open) => self.begin_stage(open),
            None => self.page(if self.reviews.is_empty() {
                RoomPage::Summary
            } else {
                RoomPage::Reviews
            }),
        }
    }

    pub(super) fn line(&mut self, line: &str, now: Wall) {
        match commands::read(line) {
            DebriefLine::Command(command, behind) => self.perform(command, behind, now),
            DebriefLine::Unknown(Some(name)) => self.say(&misspelled(name)),
            DebriefLine::Unknown(None) => self.say("That is no command: /help lists them."),
            DebriefLine::Answer(answer) => self.answer(answer, now),
        }
    }

    /// Takes a line as the answer to what was asked last.
    fn answer(&mut self, answer: &str, now: Wall) {
        match self.step.clone() {
            Step::Item {
                stage,
                item,
                lines,
                is_clear,
            } => match choice(answer, &self.numbered(stage, lines), is_clear) {
                LineChoice::Line(position) => self.mark_shown(stage, item, position, now),
                LineChoice::NotShown => self.mark(stage, item, SelfMark::NotShown, now),
                LineChoice::Search => self.search(stage, item, answer),
                LineChoice::None => self.say("There is no such line. Type the number of one that is listed, words to search for, or 0 for not shown."),
            },
            Step::Close { stage } if answer.is_empty() || answer == "1" => self.close(stage, now),
            Step::Close { stage } => {
                let lines = describe::items(self, stage);
                self.say_all(&lines);
                self.go(Step::Close { stage });
            }
            Step::Answer { stage } => self.go_on(stage + 1),
            Step::Page(RoomPage::Summary) => {
                let number = answer.parse::<usize>().ok();
                match number.and_then(|number| describe::next_step(self, number)) {
                    Some(lines) => {
                        self.say_all(&lines);
                        self.go(Step::Page(RoomPage::Summary));
                    }
                    None => self.after(RoomPage::Summary),
                }
            }
            Step::Page(page) => self.after(page),
            Step::NextTime => self.next_time(answer, now),
        }
    }

    fn perform(&mut self, command: DebriefCommand, behind: &str, now: Wall) {
        let number = behind
            .parse::<usize>()
            .ok()
            .and_then(|number| number.checked_sub(1));
        let count = self.session().stages.len();
        let named = number.filter(|stage| *stage < count);
        let open = self.stage_here();
        match command {
            DebriefCommand::Help => self.say_all(&commands::help()),
            DebriefCommand::Quit => self.leaves = true,
            DebriefCommand::Notes => {
                let stage = named.or(open).unwrap_or(0);
                let lines = crate::linear::describe::notes(self.session(), stage);
                self.say_all(&lines);
            }
            DebriefCommand::NextTime => self.next_time(behind, now),
            DebriefCommand::Stage => match named {
                Some(stage) if !self.rubric(stage).is_empty() => self.ask_item(stage, 0),
                _ => self.say(&format!("The stages are numbered 1 to {count}.")),
            },
            DebriefCommand::Interviewer => self.page(RoomPage::Interviewer),
            DebriefCommand::Sums => self.page(RoomPage::Sums),
            DebriefCommand::Reviews => self.page(RoomPage::Reviews),
            DebriefCommand::Summary => self.page(RoomPage::Summary),
            DebriefCommand::Back
            | DebriefCommand::Skip
            | DebriefCommand::Items
            | DebriefCommand::Close
            | DebriefCommand::Answer => match open {
                Some(stage) => self.perform_in(stage, command, now),
                None => self.say("No stage is open: /stage 2 opens one."),
            },
        }
    }

    /// Does a command of a stage.
    fn perform_in(&mut self, stage: usize, command: DebriefCommand, now: Wall) {
        let item = match &self.step {
            Step::Item { item, .. } => *item,
            _ => self.rubric(stage).len(),
        };
        match command {
            DebriefCommand::Back => match item.checked_sub(1) {
                Some(before) => self.ask_item(stage, before),
                None => self.say("This is the first item."),
            },
            DebriefCommand::Skip => self.go_to_item(stage, item + 1),
            DebriefCommand::Items => {
                let lines = describe::items(self, stage);
                self.say_all(&lines);
            }
            DebriefCommand::Close => self.close(stage, now),
            _ if self.is_open(stage) => {
                self.say("You can read the answer once the stage is closed.");
            }
            _ => self.say_answer(stage),
        }
    }

    /// The stage that is marked or whose answer was read.
    fn stage_here(&self) -> Option<usize> {
        match &self.step {
            Step::Item { stage, .. } | Step::Close { stage } | Step::Answer { stage } => {
                Some(*stage)
            }
            Step::Page(_) | Step::NextTime => None,
        }
    }

    fn mark_shown(&mut self, stage: usize, item: usize, position: LinePosition, now: Wall) {
        let Some(rubric_item) = self.rubric(stage).get(item) else {
            return;
        };
        match evidence(self.session(), rubric_item, position) {
            Ok(evidence) => self.mark(stage, item, SelfMark::Shown(evidence), now),
            Err(why) => self.say(&format!("Not marked: {why}.")),
        }
    }

    fn mark(&mut self, stage: usize, item: usize, mark: SelfMark, now: Wall) {
        let rubric = self.rubric(stage).to_vec();
        self.debrief.mark(stage, item, mark, &rubric, now);
        let said = describe::mark(self, stage, item);
        self.say(&said);
        self.go_to_item(stage, item + 1);
    }

    /// Asks for an item, or after the last one whether to close the stage.
    fn go_to_item(&mut self, stage: usize, item: usize) {
        if item < self.rubric(stage).len() {
            self.ask_item(stage, item);
        } else {
            self.go(Step::Close { stage });
        }
    }

    fn ask_item(&mut self, stage: usize, item: usize) {
        let ranking = self.rank(stage, item);
        self.go(Step::Item {
            stage,
            item,
            is_clear: ranking.highlighted().is_some(),
            lines: ranking.lines,
        });
    }

    /// The lines that a number takes at an item: the likely ones, or where there are none those of the stage as its notes
    /// are listed.
    fn numbered(&self, stage: usize, likely: Vec<LinePosition>) -> Vec<LinePosition> {
        if !likely.is_empty() {
            return likely;
        }
        let notes = &self.session().stages[stage].notes;
        let mut texts: Vec<_> = notes.lines().collect();
        // What stands behind the last line end is no line yet.
        texts.pop_if(|(text, _)| text.is_empty());
        let lines = 0..texts.len();
        lines.map(|line| LinePosition { stage, line }).collect()
    }

    /// Takes the lines with all these words in place of the likely ones.
    fn search(&mut self, stage: usize, item: usize, words: &str) {
        let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
        let mut lines = Vec::new();
        for (index, state) in self.session().stages.iter().enumerate() {
            for (line, (text, _)) in state.notes.lines().enumerate() {
                let text = text.to_lowercase();
                if words.iter().all(|word| text.contains(word)) {
                    lines.push(LinePosition { stage: index, line });
                }
            }
        }
        lines.truncate(MOST_LINES);
        if lines.is_empty() {
            return self.say("No line has these words.");
        }
        let found = describe::lines(self, &lines);
        self.say_all(&found);
        self.say("Type the number of a line, or 0 for not shown.");
        self.step = Step::Item {
            stage,
            item,
            lines,
            is_clear: false,
        };
    }

    fn close(&mut self, stage: usize, now: Wall) {
        let rubric = self.rubric(stage).to_vec();
        self.debrief.close(stage, &rubric, now);
        let has_answer = self
            .stage(stage)
            .is_some_and(|own| !own.reference.trim().is_empty());
        if has_answer {
            self.debrief.open_reference(stage, now);
        }
        let level = describe::level(self, stage);
        self.say_all(&level);
        self.say_answer(stage);
    }

    fn say_answer(&mut self, stage: usize) {
        let answer = describe::answer(self, stage);
        self.say_all(&answer);
        self.go(Step::Answer { stage });
    }

    /// Goes to the next stage that is not closed, or after the last to the pages.
    pub(super) fn go_on(&mut self, stage: usize) {
        match self.open_from(stage) {
            Some(open) => self.begin_stage(open),
            None => self.page(RoomPage::Interviewer),
        }
    }

    /// Says a stage with its notes, and asks for its first item without a mark.
    pub(super) fn begin_stage(&mut self, stage: usize) {
        let lines = describe::stage(self, stage);
        self.say_all(&lines);
        let state = &self.session().stages[stage];
        let is_open =
            |item: &usize| !state.evidence.contains_key(item) && !state.not_shown.contains(item);
        let all = self.rubric(stage).len();
        let first = (0..all).find(is_open);
        self.go_to_item(stage, first.unwrap_or(all));
    }

    fn page(&mut self, page: RoomPage) {
        if self.open_from(0).is_some() {
            return self.say(NOT_YET);
        }
        let lines = describe::page(self, page);
        self.say_all(&lines);
        self.go(Step::Page(page));
    }

    fn after(&mut self, page: RoomPage) {
        match page {
            RoomPage::Interviewer => self.page(RoomPage::Sums),
            RoomPage::Sums if !self.reviews.is_empty() => self.page(RoomPage::Reviews),
            RoomPage::Sums | RoomPage::Reviews => self.page(RoomPage::Summary),
            RoomPage::Summary => self.go(Step::NextTime),
        }
    }

    /// Writes the line for next time; an empty one keeps what there is. At the end of the debrief it then leaves.
    fn next_time(&mut self, line: &str, now: Wall) {
        if line.chars().count() > LONGEST {
            return self.say("The line is at most 500 characters long: nothing was written.");
        }
        if !line.is_empty() {
            self.debrief.next_time(line, now);
            self.say(&format!("Next time I will {line}"));
        }
        self.leaves |= self.step == Step::NextTime;
    }

    /// Goes to a step and says what it asks.
    pub(super) fn go(&mut self, step: Step) {
        let asked = describe::question(self, &step);
        self.say_all(&asked);
        self.step = step;
    }
}

/// What a line chooses at an item.
#[derive(Debug, PartialEq, Eq)]
enum LineChoice {
    Line(LinePosition),
    NotShown,
    Search,
    None,
}

fn choice(answer: &str, lines: &[LinePosition], is_clear: bool) -> LineChoice {
    let line = |position: Option<&LinePosition>| {
        position.map_or(LineChoice::None, |position| LineChoice::Line(*position))
    };
    if answer.is_empty() {
        return line(lines.first().filter(|_| is_clear));
    }
    if answer == "0" || answer == "-" {
        return LineChoice::NotShown;
    }
    if let Ok(number) = answer.parse::<usize>() {
        return line(number.checked_sub(1).and_then(|index| lines.get(index)));
    }
    let place = answer.split_once('.').and_then(|(stage, line)| {
        let count = |text: &str| text.trim().parse::<usize>().ok()?.checked_sub(1);
        Some(LinePosition {
            stage: count(stage)?,
            line: count(line)?,
        })
    });
    place.map_or(LineChoice::Search, LineChoice::Line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_line_takes_the_first_line_only_where_it_is_clear() {
        let at = |stage, line| LinePosition { stage, line };
        let lines = [at(0, 2), at(1, 0)];
        let table = [
            ("", true, LineChoice::Line(at(0, 2))),
            ("", false, LineChoice::None),
            ("0", true, LineChoice::NotShown),
            ("-", true, LineChoice::NotShown),
            ("2", false, LineChoice::Line(at(1, 0))),
            ("3", true, LineChoice::None),
            ("2.4", true, LineChoice::Line(at(1, 3))),
            ("0.4", true, LineChoice::Search),
            ("near copies", true, LineChoice::Search),
        ];
        for (answer, is_clear, expected) in table {
            assert_eq!(choice(answer, &lines, is_clear), expected, "{answer}");
        }
    }
}
