//! Sessions made into text for others to read: values in, text out. No file is touched here.

pub mod compare;
pub mod csv;
mod facts;
pub mod html;
pub mod json;
mod levels;
pub mod markdown;
pub mod plain;
mod words;

use std::time::Duration;

use crate::domain::sanitize;
use crate::domain::session::Session;
use crate::domain::session::event::Evidence;
pub use crate::domain::session::timeline::clock;

/// The words of a session's condition, in one order.
pub fn condition(session: &Session) -> Vec<&'static str> {
    session
        .condition()
        .iter()
        .map(|condition| condition.word())
        .collect()
}

/// `in-progress` or `finished`.
pub fn status(session: &Session) -> &'static str {
    if session.is_finished() {
        "finished"
    } else {
        "in-progress"
    }
}

/// Where a piece of evidence stands: the stage's name and the line from 1.
pub fn place(session: &Session, evidence: &Evidence) -> String {
    let stage = session.head.plan.stages.get(evidence.in_stage);
    let short = stage.map_or(String::new(), |stage| sanitize::line(&stage.short));
    format!("{short} line {}", evidence.line.saturating_add(1))
}

/// What went between candidate and interviewer in a stage, by moment. Texts come from a file and are not clean.
pub struct Said<'a> {
    pub at: Duration,
    /// What it was.
    pub what: &'static str,
    pub words: &'a str,
    /// What a question was taken for and its answer; none where nothing matched, and for all else.
    pub reply: Option<(&'a str, &'a str)>,
}

/// What was asked in a stage, the hints taken there and the follow-ups that came up.
pub fn said(session: &Session, stage: usize) -> Vec<Said<'_>> {
    let planned = session.head.plan.stages.get(stage);
    let Some((planned, page)) = planned.zip(session.pages.get(stage)) else {
        return Vec::new();
    };
    let plain = |at: Duration, what, words| Said {
        at,
        what,
        words,
        reply: None,
    };
    let asked = page.asked.iter().map(|asked| Said {
        reply: (asked.reply.as_ref())
            .map(|(question, answer)| (question.as_str(), answer.as_str())),
        ..plain(asked.at, "asked", &asked.typed)
    });
    let hints = page.hints.iter().filter_map(|(prompt, at)| {
        let prompt = planned.prompts.get(*prompt)?;
        Some(plain(*at, "hint taken", &prompt.ask))
    });
    let follow_ups = page.follow_ups.iter();
    let follow_ups = follow_ups.map(|(_, ask, at)| plain(*at, "follow-up", ask));
    let mut said: Vec<Said<'_>> = asked.chain(hints).chain(follow_ups).collect();
    said.sort_by_key(|said| said.at);
    said
}

impl Said<'_> {
    /// On one line, each text from outside made fit to be shown by `clean`.
    pub fn line(&self, clean: impl Fn(&str) -> String) -> String {
        let (at, what, words) = (clock(self.at), self.what, clean(self.words));
        match self.reply {
            Some((question, answer)) => {
                let (question, answer) = (clean(question), clean(answer));
                format!("{at} {what}: {words}, taken for: {question} Answer: {answer}")
            }
            None if self.what == "asked" => format!("{at} {what}: {words}, nothing matched"),
            None => format!("{at} {what}: {words}"),
        }
    }
}

/// Every line of a stage's notes with the moment it was last touched; none where nothing is written.
pub fn lines(session: &Session, stage: usize) -> Vec<(String, Duration)> {
    let Some(page) = session
        .pages
        .get(stage)
        .filter(|page| !page.notes.is_empty())
    else {
        return Vec::new();
    };
    let notes = &page.notes;
    (0..notes.line_count())
        .map(|line| (notes.line(line).into_owned(), notes.touched(line)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::judging::report::Report;
    use crate::domain::judging::viewer::Viewer;
    use crate::domain::session::event::{DesignName, Entry, Event, FORMAT, Head, Options};
    use crate::domain::session::log::Log;
    use crate::domain::session::plan::{Plan, PlannedPrompt, PlannedStage, PromptFrom};

    fn head() -> Head {
        Head {
            format: FORMAT,
            program: String::new(),
            id: "a".to_owned(),
            design: DesignName {
                id: "a".to_owned(),
                title: "A".to_owned(),
            },
            candidate: "Ada".to_owned(),
            seed: 1,
            options: Options::default(),
            wall: chrono::DateTime::UNIX_EPOCH.fixed_offset(),
            design_crc: None,
            plan: Plan {
                framework: "f".to_owned(),
                brief: String::new(),
                stages: vec![PlannedStage {
                    id: "s".to_owned(),
                    title: "Setup".to_owned(),
                    short: "Setup".to_owned(),
                    framework_budget: Duration::from_secs(60),
                    budget: Duration::from_secs(60),
                    done: String::new(),
                    prompts: vec![PlannedPrompt {
                        ask: "What is predicted?".to_owned(),
                        hint: String::new(),
                        from: PromptFrom::Framework,
                        listen_for: String::new(),
                    }],
                }],
            },
        }
    }

    /// A follow-up, a hint, two questions and a line of notes, five seconds apart.
    fn session() -> Session {
        let asked = |typed: &str, question: Option<&str>, answer: Option<&str>| Event::Asked {
            stage: 0,
            typed: typed.to_owned(),
            question: question.map(str::to_owned),
            answer: answer.map(str::to_owned),
        };
        let events = [
            Event::FollowUp {
                stage: 0,
                follow_up: 2,
                ask: "Who *reads* it?".to_owned(),
            },
            Event::Hint {
                stage: 0,
                prompt: 0,
            },
            asked("how many", Some("How many?"), Some("4M.")),
            asked("\u{1b}why", None, None),
            Event::keyframe(0, "the notes".to_owned()),
        ];
        let mut session = Session::new(head());
        for (place, event) in (1_u64..).zip(events) {
            session.apply(&Entry {
                n: place,
                at: Duration::from_secs(5 * place),
                after: None,
                event,
            });
        }
        session
    }

    /// A report of a session that nobody reviewed.
    fn report<'a>(session: &'a Session, log: &'a Log) -> Report<'a> {
        Report::new(session, None, log, &[], Viewer::Candidate)
    }

    #[test]
    fn evidence_from_a_stranger_may_name_any_line() {
        let evidence = Evidence {
            look_for: String::new(),
            level: String::new(),
            in_stage: usize::MAX,
            line: usize::MAX,
            text: String::new(),
        };
        assert_eq!(
            place(&session(), &evidence),
            format!(" line {}", usize::MAX)
        );
    }

    #[test]
    fn a_page_tells_what_was_said_by_moment_and_before_the_notes() {
        let page = markdown::page(&session());
        let told = "\n\n- 0:05 follow-up: Who \\*reads\\* it?\n\
            - 0:10 hint taken: What is predicted?\n\
            - 0:15 asked: how many, taken for: How many? Answer: 4M.\n\
            - 0:20 asked: ␛why, nothing matched\n\n```text\n  0 the notes\n```\n";
        assert!(page.ends_with(told), "{page}");
    }

    #[test]
    fn plain_text_tells_what_was_said_before_the_notes() {
        let text = plain::show(&report(&session(), &Log::default()), None);
        let told = "\n     0:05 follow-up: Who *reads* it?\n     \
            0:10 hint taken: What is predicted?\n     \
            0:15 asked: how many, taken for: How many? Answer: 4M.\n     \
            0:20 asked: ␛why, nothing matched\n   0 the notes\n";
        assert!(text.ends_with(told), "{text}");
    }

    #[test]
    fn json_has_what_was_asked_and_came_up_with_null_where_nothing_matched() {
        let json: serde_json::Value =
            serde_json::from_str(&json::show(&report(&session(), &Log::default()), None))
                .expect("it is JSON");
        let stage = &json["stages"][0];
        let asked = serde_json::json!([
            {"typed": "how many", "question": "How many?", "answer": "4M.", "at_ms": 15_000},
            {"typed": "\u{1b}why", "question": null, "answer": null, "at_ms": 20_000},
        ]);
        assert_eq!(stage["asked"], asked);
        let follow_ups =
            serde_json::json!([{"ask": "Who *reads* it?", "at_ms": 5000, "reacted_ms": null}]);
        assert_eq!(stage["follow_ups"], follow_ups);
    }
}
