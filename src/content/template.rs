//! A design file to start from: every key there, explained in plain English, with TODO for what its author must
//! write. Text out; who writes it where is no matter of this file.

use std::fmt::Write;

use super::limits;
use crate::domain::content::framework::{Framework, Stage};
use crate::domain::sanitize;

const HEAD: &str = r#"# A design for forty: one interview problem, with everything that its interviewer knows.
#
# Write over each TODO. `forty check` with this file's path names the ones that are left, and every mistake.
# Lines that begin with # are notes to you: take them out whenever you like. Between """ and """ a single line
# break counts as a blank, and an empty line begins a new paragraph.

# The version of this file format.
format = 1

# The design's name on the command line. The file is named after it: {id}.toml
id = "{id}"

# The name that people see.
title = "{title}"

# What kind of system it is, in two or three words.
category = "TODO"

# How hard it is: easy, medium, medium-hard or hard; and the same as 1 to 5 stars.
difficulty = "medium"
stars = 3

# One line for the list of designs.
summary = "TODO"

# What this design makes people practise: {concepts} terms or more.
concepts = [
{concept_items}]

# What the interviewer says first. Vague on purpose: how much, how fast, how good and for whom is left for the
# candidate to ask.
brief = """
TODO
"""
"#;

const CLARIFY_NOTE: &str = r"
# What a candidate should ask, {clarify} questions or more, and what the interviewer answers. `also` holds other
# words for the same question, {wordings} or more: they are how a question that somebody types finds its answer.
# These fit nearly every system; change them until they fit yours.
";

/// Questions that fit nearly every system, each with other words for it.
const QUESTIONS: [(&str, [&str; 4]); 12] = [
    (
        "Who will use the results, and what for?",
        ["users", "audience", "use case", "who acts on it"],
    ),
    (
        "How many requests are there, and what is the peak?",
        ["traffic", "qps", "scale", "requests a second"],
    ),
    (
        "How quickly must an answer be there?",
        ["latency", "response time", "p95", "real time or batch"],
    ),
    (
        "Which data is there to learn from?",
        ["training data", "history", "logs", "what do we store"],
    ),
    (
        "Where do the labels come from, and how late are they?",
        ["ground truth", "annotations", "feedback", "label delay"],
    ),
    (
        "How large is the data, and how fast does it grow?",
        ["size", "storage", "how many items", "growth"],
    ),
    (
        "How will we know that it works?",
        ["success", "metric", "kpi", "what counts as good"],
    ),
    (
        "What does a wrong answer cost?",
        ["mistakes", "risk", "false positives", "error budget"],
    ),
    (
        "What is in place today?",
        [
            "baseline",
            "existing system",
            "current solution",
            "what does it replace",
        ],
    ),
    (
        "What may we not do with the data?",
        ["privacy", "consent", "gdpr", "personal data"],
    ),
    (
        "What hardware is there, and what may it cost?",
        ["budget", "gpu", "infrastructure", "machines"],
    ),
    (
        "How much downtime can we live with?",
        ["availability", "uptime", "reliability", "slo"],
    ),
];

const STAGES_NOTE: &str = r"
# One part for each stage of the framework, under the stage's id. The framework's own prompts come by themselves.
";

const STAGE: &str = r#"
# ---- {title}, {minutes} minutes ----
[[stage]]
id = "{id}"

# What candidates commonly get wrong here, {mistakes} things or more.
mistakes = [
{mistake_items}]

# A strong answer to this stage, as Markdown with a table in it. Seen after the finish only.
reference = """
TODO

| Choice | Gains | Costs | Choose when |
|---|---|---|---|
| TODO | what it gives | what it takes | what speaks for it |
"""
"#;

const PROMPT_NOTE: &str = r"
# What this design asks in this stage, {prompts} prompts or more. A hint is a nudge for somebody who is stuck: it says
# more than the prompt and gives nothing away.
";

const PROMPT: &str = r#"
[[stage.prompt]]
ask = "TODO {n}"
hint = "TODO: the nudge"
"#;

const FOLLOW_UP_NOTE: &str = r"
# Questions that the interviewer interrupts with, {follow_ups} or more: the minute of the stage, and what a strong reply
# holds. The reply is seen after the finish only.
";

const FOLLOW_UP: &str = r#"
[[stage.follow_up]]
minute = {minute}
ask = "TODO {n}"
strong = "TODO"
"#;

const RUBRIC_NOTE: &str = r"
# What can be seen in good notes: three solid, three strong and two exceptional things, each a plain fact that is there
# or is not. `signals` are words that would stand in such a line; they find the line and never grade it.
";

const RUBRIC: &str = r#"
[[stage.rubric]]
level = "{level}"
look_for = "TODO {n}"
signals = ["TODO"]
"#;

const ESTIMATE_NOTE: &str = r"
# Figures of the reference answers, {estimates} or more, and the sums they follow from. Replace the example.
";

const ESTIMATE: &str = r#"
[[estimate]]
name = "TODO {n}"
formula = "10e6 / (1 day)"
value = 115.7
unit = "per second"
"#;

const SOURCE_NOTE: &str = r#"
# What your figures and claims rest on, {sources} sources or more. Where it is on the web, add a line such as
# url = "https://example.org/paper"
"#;

const SOURCE: &str = r#"
[[source]]
by = "TODO"
title = "TODO {n}"
year = 2024
supports = "TODO: which figure or claim"
"#;

/// A new design with this id, for the stages of this framework. It reads without a mistake but for its TODOs.
pub fn design(id: &str, framework: &Framework) -> String {
    let mut text = head(id);
    text.push_str(&counted(
        &counted(CLARIFY_NOTE, "clarify", limits::CLARIFY),
        "wordings",
        limits::WORDINGS,
    ));
    for (ask, also) in QUESTIONS {
        let also = also.map(|words| format!("\"{words}\"")).join(", ");
        // Writing to a String cannot fail.
        let _ = write!(
            text,
            "\n[[clarify]]\nask = \"{ask}\"\nalso = [{also}]\nanswer = \"TODO\"\n"
        );
    }
    text.push_str(STAGES_NOTE);
    for (place, part) in framework.stages.iter().map(stage).enumerate() {
        // The notes stand once, at the first stage.
        text.push_str(&if place == 0 {
            part
        } else {
            without_notes(&part)
        });
    }
    text.push_str(&counted(ESTIMATE_NOTE, "estimates", limits::ESTIMATES));
    text.push_str(&repeated(ESTIMATE, limits::ESTIMATES));
    text.push_str(&counted(SOURCE_NOTE, "sources", limits::SOURCES));
    text.push_str(&repeated(SOURCE, limits::SOURCES));
    text
}

fn head(id: &str) -> String {
    counted(HEAD, "concepts", limits::CONCEPTS)
        .replace("{id}", id)
        .replace("{title}", &title(id))
        .replace("{concept_items}", &items(limits::CONCEPTS))
}

/// The words of an id, each with a capital.
fn title(id: &str) -> String {
    let words = id.split('-').filter(|word| !word.is_empty()).map(|word| {
        let (first, rest) = word.split_at(1);
        first.to_uppercase() + rest
    });
    words.collect::<Vec<_>>().join(" ")
}

fn stage(stage: &Stage) -> String {
    let minutes = stage.budget.as_millis() as f64 / 60_000.0;
    let mut text = counted(STAGE, "mistakes", limits::STAGE_MISTAKES)
        .replace("{id}", &stage.id)
        .replace("{minutes}", &minutes.to_string())
        .replace("{mistake_items}", &items(limits::STAGE_MISTAKES))
        .replace("{title}", &sanitize::line(&stage.title));
    text.push_str(&counted(PROMPT_NOTE, "prompts", limits::PROMPTS));
    text.push_str(&repeated(PROMPT, limits::PROMPTS));
    text.push_str(&counted(FOLLOW_UP_NOTE, "follow_ups", limits::FOLLOW_UPS));
    for number in 1..=limits::FOLLOW_UPS {
        let share = number as f64 / (limits::FOLLOW_UPS + 1) as f64;
        // Cut, not rounded, to stay inside the shortest stage.
        let minute = (minutes * share * 10.0).floor() / 10.0;
        text.push_str(&numbered(FOLLOW_UP, number).replace("{minute}", &format!("{minute:.1}")));
    }
    text.push_str(RUBRIC_NOTE);
    let levels = limits::RUBRIC
        .iter()
        .flat_map(|(level, count)| std::iter::repeat_n(level, *count));
    for (place, level) in levels.enumerate() {
        text.push_str(&numbered(RUBRIC, place + 1).replace("{level}", level.word()));
    }
    text
}

/// Without the lines that are notes, except the one that names the stage.
fn without_notes(part: &str) -> String {
    let is_note = |line: &&str| line.starts_with('#') && !line.starts_with("# ----");
    let mut kept = String::new();
    for line in part.lines().filter(|line| !is_note(line)) {
        // A note leaves the blank line before it behind.
        if !(line.is_empty() && kept.ends_with("\n\n")) {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

fn items(count: usize) -> String {
    let items = (1..=count).map(|number| format!("  \"TODO {number}\",\n"));
    items.collect()
}

fn repeated(part: &str, count: usize) -> String {
    let parts = (1..=count).map(|number| numbered(part, number));
    parts.collect()
}

fn numbered(part: &str, number: usize) -> String {
    counted(part, "n", number)
}

/// A figure put in the place of its name.
fn counted(part: &str, name: &str, count: usize) -> String {
    part.replace(&format!("{{{name}}}"), &count.to_string())
}
