//! What is said at the finish: planned and spent time by stage, the condition, and where the record is.

use super::Session;
use super::pace::Pace;
use super::timeline::clock;
use crate::domain::sanitize;

/// The title and the lines. `folder` is the sanitized path of the session's folder.
pub fn lines(session: &Session, folder: &str) -> (String, Vec<String>) {
    let pace = Pace::of(session);
    let design = sanitize::line(&session.head.design.title);
    let row = |stage: &str, times: [&str; 4], prompts: &str| {
        let times = times.map(|time| format!("{time:>7} ")).concat();
        format!("{stage:<28} {times} {prompts}")
    };
    let times = ["planned", "spent", "over", "unspent"];
    let mut lines = vec![row("stage", times, "prompts")];
    let stages = session.head.plan.stages.iter().zip(&session.stages);
    for ((stage, state), pace) in stages.zip(&pace.stages) {
        let times = pace.times;
        let times = [times.planned, times.spent, times.over, times.unspent].map(clock);
        let prompts = format!("{}/{}", state.covered.len(), stage.prompts.len());
        let title = sanitize::line(&stage.title);
        lines.push(row(&title, times.each_ref().map(String::as_str), &prompts));
    }
    let condition = session.condition();
    let condition: Vec<&str> = condition.iter().map(|condition| condition.word()).collect();
    lines.extend([
        String::new(),
        format!("condition: {}", condition.join(", ")),
        format!(
            "candidate: {} (`--as NAME` or `forty config init` changes it)",
            sanitize::line(&session.head.candidate)
        ),
        format!("record: {folder}"),
        String::new(),
        "forty debrief              the debrief, at any time later".into(),
        "forty show last            the record, with the minute of every line".into(),
        "forty export last          the same as a page of Markdown".into(),
    ]);
    let title = format!("{design}: finished after {}", clock(pace.total.spent));
    (title, lines)
}
