//! What a command did, as lines while it runs or as one JSON object at its end.

use std::collections::BTreeSet;
use std::fmt;
use std::io::{self, IsTerminal};
use std::process::ExitCode;
use std::sync::atomic::Ordering;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use serde::Serialize;

use super::clients::Used;
use crate::app::failure::Failure;
use crate::cli;
use crate::domain::sanitize;

/// The progress bar. The columns behind it have fixed widths, so that it does not jump.
const BAR: &str = "{msg} [{wide_bar}] {pos}/{len} {rate:>6} {left:>11}{end}";
/// How often the bar is drawn where nothing changes.
const TICK: Duration = Duration::from_millis(250);

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SyncChange {
    /// `pushed`, `pulled`, `continued`, `withdrawn`, `removed`.
    pub act: &'static str,
    /// `session`, `review`, `assignment`, `object`.
    pub kind: &'static str,
    /// The id of the session or the assignment, or the key of the object.
    pub id: String,
    /// The coach of a review.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coach: Option<String>,
    /// In bytes.
    pub size: u64,
}

/// An object that was not taken, and why; both are sanitized.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UntakenObject {
    pub id: String,
    pub why: String,
}

/// What a command did.
#[derive(Debug, Serialize)]
pub struct SyncOutcome {
    pub command: &'static str,
    pub dry_run: bool,
    pub changes: Vec<SyncChange>,
    /// How many sessions and reviews needed nothing.
    pub unchanged: u64,
    /// How many objects are not fetched any more, since their bytes were wrong too often or no key of this machine opens
    /// them.
    pub wrong: u64,
    /// What will not be taken, whatever happens.
    pub refused: Vec<UntakenObject>,
    /// What the next run tries again.
    pub failed: Vec<UntakenObject>,
    pub requests: u64,
    pub bytes_sent: u64,
    pub bytes_received: u64,
    /// What the store was used for before.
    #[serde(skip)]
    before: [u64; 3],
}

impl SyncOutcome {
    /// An outcome of a command that begins now.
    pub fn new(command: &'static str, dry_run: bool, used: &Used) -> Self {
        Self {
            command,
            dry_run,
            changes: Vec::new(),
            unchanged: 0,
            wrong: 0,
            refused: Vec::new(),
            failed: Vec::new(),
            requests: 0,
            bytes_sent: 0,
            bytes_received: 0,
            before: numbers(used),
        }
    }

    /// Takes in what the store was used for since the command began.
    pub fn count(&mut self, used: &Used) {
        let (now, before) = (numbers(used), self.before);
        let [requests, sent, received] = [0, 1, 2].map(|i| now[i].saturating_sub(before[i]));
        self.requests = requests;
        self.bytes_sent = sent;
        self.bytes_received = received;
    }

    pub fn fail(&mut self, id: &str, why: &str) {
        self.failed.push(UntakenObject {
            id: sanitize::line(id),
            why: sanitize::line(why),
        });
    }

    pub fn refuse(&mut self, id: &str, why: &str) {
        self.refused.push(UntakenObject {
            id: sanitize::line(id),
            why: sanitize::line(why),
        });
    }

    /// The exit code: a refused object is a fact about the store and no failure of the command, except in a check.
    pub fn code(&self) -> ExitCode {
        let is_check = self.command == "verify";
        if self.failed.is_empty() && (self.refused.is_empty() || !is_check) {
            ExitCode::SUCCESS
        } else {
            ExitCode::from(1)
        }
    }

    /// How many changes of this kind there are. A session counts once, also where several versions of it are new.
    pub fn number(&self, kind: &str) -> usize {
        let changes = self.changes.iter().filter(|change| change.kind == kind);
        if kind == "session" {
            let ids: BTreeSet<&str> = changes.map(|change| change.id.as_str()).collect();
            ids.len()
        } else {
            changes.count()
        }
    }
}

/// Requests, bytes sent, bytes received.
fn numbers(used: &Used) -> [u64; 3] {
    [&used.requests, &used.sent, &used.received].map(|number| number.load(Ordering::Relaxed))
}

/// Where a command reports to.
#[derive(Debug, Clone)]
pub struct SyncOutput {
    is_json: bool,
    bar: ProgressBar,
    /// Lines and bar are on one terminal, so that lines are put above the bar.
    is_above: bool,
    /// Changes are counted, not said.
    pub is_silent: bool,
}

impl SyncOutput {
    pub fn new(is_json: bool) -> Self {
        let is_drawn = !is_json && io::stderr().is_terminal();
        let target = if is_drawn {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        Self {
            is_json,
            bar: ProgressBar::with_draw_target(Some(0), target),
            is_above: is_drawn && io::stdout().is_terminal(),
            is_silent: false,
        }
    }

    /// Begins a progress bar of so many objects.
    pub fn begin(&self, doing: &'static str, count: usize) {
        if count == 0 || self.is_silent {
            return;
        }
        if let Ok(style) = ProgressStyle::with_template(BAR) {
            let style = style.with_key("rate", rate).with_key("left", left);
            let style = style.with_key("end", end);
            self.bar.set_style(style.progress_chars("=> "));
        }
        self.bar.reset();
        self.bar.set_length(count as u64);
        self.bar.set_message(doing);
        // Also where nothing comes for a while, it is seen to live.
        self.bar.enable_steady_tick(TICK);
    }

    /// Counts an object.
    pub fn step(&self) {
        if self.is_silent {
            return;
        }
        self.bar.inc(1);
    }

    /// Removes the progress bar.
    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }

    /// Says a change at once.
    pub fn change(&self, change: &SyncChange, is_dry: bool) {
        if self.is_json || self.is_silent {
            return;
        }
        let act = match (is_dry, change.act) {
            (true, "pushed") => "would push",
            (true, "pulled") => "would pull",
            (true, "removed") => "would remove",
            (_, act) => act,
        };
        let coach = change.coach.as_deref().map(sanitize::line);
        let by = coach.map_or(String::new(), |coach| format!(" by {coach}"));
        let of = if change.kind == "review" { " of" } else { "" };
        let size = size(change.size);
        let line = format!("{act} {}{of} {}{by} ({size})\n", change.kind, change.id);
        let is_shown = self.bar.length() > Some(0) && !self.bar.is_finished();
        if self.is_above && is_shown {
            // Line and bar in one write, so that the bar does not flicker.
            self.bar.println(line.trim_end());
        } else {
            // A closed pipe is not a failure.
            let _ = cli::print(&line);
        }
    }

    /// Says the end of a command.
    ///
    /// # Errors
    /// When standard output cannot be written.
    pub fn end(&self, outcome: &SyncOutcome) -> Result<(), Failure> {
        self.clear();
        if self.is_json {
            let text = serde_json::to_string(outcome).unwrap_or_default();
            cli::print(&format!("{text}\n"))?;
            return Ok(());
        }
        self.problems(outcome);
        cli::say(&summary(outcome));
        if !outcome.failed.is_empty() {
            cli::say("hint: nothing is lost: the next run tries again what failed");
        }
        Ok(())
    }

    /// Says what a round of `watch` changed: lines were said already.
    ///
    /// # Errors
    /// When standard output cannot be written.
    pub fn round(&self, outcome: &SyncOutcome) -> Result<(), Failure> {
        self.clear();
        if self.is_json && !outcome.changes.is_empty() {
            let text = serde_json::to_string(outcome).unwrap_or_default();
            cli::print(&format!("{text}\n"))?;
        }
        for problem in outcome.refused.iter().filter(|_| !self.is_json) {
            cli::say(&format!("refused: {}: {}", problem.id, problem.why));
        }
        Ok(())
    }

    /// Says what was not taken.
    pub fn problems(&self, outcome: &SyncOutcome) {
        if self.is_json {
            return;
        }
        for problem in &outcome.refused {
            cli::say(&format!("refused: {}: {}", problem.id, problem.why));
        }
        for problem in &outcome.failed {
            cli::say(&format!("failed: {}: {}", problem.id, problem.why));
        }
    }

    /// Prints text for people, or a value for programs.
    ///
    /// # Errors
    /// When standard output cannot be written.
    pub fn value(&self, text: &str, value: &impl Serialize) -> Result<ExitCode, Failure> {
        if self.is_json {
            let value = serde_json::to_string(value).unwrap_or_default();
            return cli::print(&format!("{value}\n"));
        }
        cli::print(text)
    }
}

/// How many objects a second, as the bar shows it.
fn rate(state: &ProgressState, to: &mut dyn fmt::Write) {
    if state.pos() > 0 {
        // What cannot be drawn is left out.
        let _ = write!(to, "{:.0}/s", state.per_sec());
    }
}

/// The time that is left, as the bar shows it.
fn left(state: &ProgressState, to: &mut dyn fmt::Write) {
    if state.pos() > 0 && Some(state.pos()) < state.len() {
        let _ = match state.eta().as_secs() {
            0 => write!(to, "1 s left"),
            seconds @ 1..120 => write!(to, "{seconds} s left"),
            seconds => write!(to, "{} min left", seconds.div_ceil(60)),
        };
    }
}

/// Two blank columns with the cursor before them: `^C`, which the terminal writes there, must not begin a line of its own,
/// which would be cleared in place of the bar.
fn end(_: &ProgressState, to: &mut dyn fmt::Write) {
    let _ = to.write_str("  \x1b[2D");
}

/// One line on all that was done.
fn summary(outcome: &SyncOutcome) -> String {
    let mut parts = Vec::new();
    for (kind, kinds) in [
        ("session", "sessions"),
        ("review", "reviews"),
        ("assignment", "assignments"),
        ("object", "objects"),
    ] {
        match outcome.number(kind) {
            0 => {}
            1 => parts.push(format!("1 {kind}")),
            count => parts.push(format!("{count} {kinds}")),
        }
    }
    let is_check = outcome.command == "verify";
    if parts.is_empty() && !is_check {
        parts.push("nothing new".to_owned());
    }
    let unchanged = if is_check { "whole" } else { "unchanged" };
    for (count, word) in [
        (outcome.unchanged as usize, unchanged),
        (outcome.wrong as usize, "wrong and not fetched any more"),
        (outcome.refused.len(), "refused"),
        (outcome.failed.len(), "failed"),
    ] {
        if count > 0 {
            parts.push(format!("{count} {word}"));
        }
    }
    if parts.is_empty() {
        parts.push("nothing is there".to_owned());
    }
    let bytes = size(outcome.bytes_sent + outcome.bytes_received);
    let requests = match outcome.requests {
        1 => "1 request".to_owned(),
        requests => format!("{requests} requests"),
    };
    let dry = if outcome.dry_run { " (dry run)" } else { "" };
    format!(
        "{}{dry}: {}; {requests}, {bytes}",
        outcome.command,
        parts.join(", ")
    )
}

/// A size in the unit that has a short number.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{:.1} KB", bytes as f64 / 1e3),
        1_000_000..1_000_000_000 => format!("{:.1} MB", bytes as f64 / 1e6),
        _ => format!("{:.1} GB", bytes as f64 / 1e9),
    }
}
