//! The time in which the user's editor has the terminal. The editor is a job of its own: its keys and its Ctrl-C reach only it,
//! and this program goes on to hear of signals and of a closed terminal.

use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use rustix::process::Signal;
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTTIN, SIGTTOU};

use super::job_control;
use super::os_events::{LoopMessage, OsEvent};
use super::router::EditorEnd;
use crate::app::editor::{Editor, EditorEvent, SignalTarget};
use crate::clock::Clock;

/// How often interview time is recorded meanwhile.
const SECOND: Duration = Duration::from_secs(1);

/// How long the editor has to end when this program must end.
const LAST_WAIT: Duration = Duration::from_millis(400);

/// Both ends of the channel to the main loop, and the clock.
#[derive(Debug, Clone, Copy)]
pub struct Channel<'a> {
    pub sender: &'a Sender<LoopMessage>,
    pub messages: &'a Receiver<LoopMessage>,
    pub clock: Clock,
}

/// What the program has to do while the editor has the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meanwhile {
    /// Stop with the editor, and return once continued.
    Stop,
    /// Record that a second has passed, so that a kill loses no more of the interview's time than at any other time.
    Second,
}

/// Runs the editor (the command of the settings, which may be empty) on a file until it ends or this program must. Calls
/// `act` each second, and each time this program must stop with the editor. Messages that are not about the editor are
/// added to `others`.
pub fn run(
    setting: &str,
    path: &Path,
    channel: Channel<'_>,
    others: &mut Vec<LoopMessage>,
    act: impl FnMut(Meanwhile),
) -> EditorEnd {
    let is_group = job_control::has_terminal();
    let started = Editor::start(setting, path, is_group).and_then(|editor| {
        let job = EditorJob {
            target: editor.target(),
            is_group,
            clock: channel.clock,
        };
        job.give_terminal();
        let sender = channel.sender.clone();
        let watched = editor.watch(move |event| {
            // Without a receiver the program has ended.
            let _ = sender.send(LoopMessage::Editor(event));
        });
        watched.map(|()| job).map_err(|error| error.to_string())
    });
    let end = match started {
        Ok(job) => job.wait(channel.messages, others, act),
        Err(why) => EditorEnd::Ended(Err(why)),
    };
    if is_group {
        job_control::take_terminal();
    }
    end
}

/// The running editor.
#[derive(Debug, Clone, Copy)]
struct EditorJob {
    target: SignalTarget,
    /// Whether it has a process group of its own. Else the terminal sends its signals to this program too.
    is_group: bool,
    clock: Clock,
}

impl EditorJob {
    /// Gives the terminal to the editor, which may have stopped because it did not have it; returns whether it has it now.
    fn give_terminal(self) -> bool {
        let given = self.is_group && job_control::give_terminal(self.target.id());
        self.target.send(Signal::CONT);
        given
    }

    /// Passes a signal of the terminal on, which an editor in the process group of this program has got itself.
    fn pass_on(self, signal: Signal) {
        if self.is_group {
            self.target.send(signal);
        }
    }

    fn wait(
        self,
        messages: &Receiver<LoopMessage>,
        others: &mut Vec<LoopMessage>,
        mut act: impl FnMut(Meanwhile),
    ) -> EditorEnd {
        let mut next = self.clock.awake() + SECOND;
        loop {
            let now = self.clock.awake();
            if now >= next {
                next = now + SECOND;
                act(Meanwhile::Second);
            }
            let message = match messages.recv_timeout(next.saturating_sub(now)) {
                Ok(message) => message,
                Err(RecvTimeoutError::Timeout) => continue,
                Err(RecvTimeoutError::Disconnected) => {
                    return self.end(SIGHUP, messages, others);
                }
            };
            match message {
                // A window that is closed ends the editor too, often before this program hears of it.
                LoopMessage::Editor(EditorEvent::Ended(Err(_))) if job_control::is_hung_up() => {
                    return EditorEnd::Cut { has_ended: true };
                }
                LoopMessage::Editor(EditorEvent::Ended(result)) => return EditorEnd::Ended(result),
                LoopMessage::Editor(EditorEvent::Stopped(signal)) => self.stopped(signal, &mut act),
                LoopMessage::OsEvent(OsEvent::Continued) => {
                    // The shell has given the terminal to this program.
                    if job_control::has_terminal() {
                        self.give_terminal();
                    }
                }
                // Keys that were pressed before the editor had the terminal. It stops this program by stopping.
                LoopMessage::OsEvent(OsEvent::Stop) => self.pass_on(Signal::TSTP),
                LoopMessage::OsEvent(OsEvent::End(SIGINT)) => self.pass_on(Signal::INT),
                LoopMessage::OsEvent(OsEvent::End(SIGQUIT)) => self.pass_on(Signal::QUIT),
                LoopMessage::OsEvent(event @ (OsEvent::End(_) | OsEvent::HungUp)) => {
                    others.push(message);
                    let signal = match event {
                        OsEvent::End(signal) => signal,
                        _ => SIGHUP,
                    };
                    return self.end(signal, messages, others);
                }
                other => others.push(other),
            }
        }
    }

    /// Stops this program with the editor, so that the shell shows its prompt, and continues the editor afterwards. Without a
    /// shell that would continue this program, the editor is continued at once.
    fn stopped(self, signal: i32, act: &mut impl FnMut(Meanwhile)) {
        let lacked_terminal = matches!(signal, SIGTTIN | SIGTTOU);
        if lacked_terminal && self.give_terminal() {
            return;
        }
        if job_control::is_job() {
            if self.is_group {
                job_control::take_terminal();
            }
            act(Meanwhile::Stop);
        }
        self.give_terminal();
    }

    /// Asks the editor to end as this program must, and waits for it a little.
    fn end(
        self,
        signal: i32,
        messages: &Receiver<LoopMessage>,
        others: &mut Vec<LoopMessage>,
    ) -> EditorEnd {
        self.target.send(if signal == SIGHUP {
            Signal::HUP
        } else {
            Signal::TERM
        });
        self.target.send(Signal::CONT);
        let until = self.clock.awake() + LAST_WAIT;
        loop {
            let rest = until.saturating_sub(self.clock.awake());
            match messages.recv_timeout(rest) {
                Ok(LoopMessage::Editor(EditorEvent::Ended(_))) => {
                    return EditorEnd::Cut { has_ended: true };
                }
                Ok(LoopMessage::Editor(EditorEvent::Stopped(_))) => self.target.send(Signal::CONT),
                Ok(other) => others.push(other),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    return EditorEnd::Cut { has_ended: false };
                }
            }
        }
    }
}
