//! Which process group has the terminal, and how this program is stopped as by Ctrl-Z.

use std::io;

use nix::sys::signal::{SigSet, Signal as NixSignal};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{
    Pid, Signal, getpgrp, getpid, getsid, kill_current_process_group, kill_process,
};
use rustix::termios::{tcgetpgrp, tcsetpgrp};

/// Whether a shell above this program continues it after it was stopped. A program that the terminal or a script without
/// job control started is in the process group of the session's leader, and nobody would continue it.
pub fn is_job() -> bool {
    getsid(None).is_ok_and(|session| session != getpgrp())
}

/// Whether this program has the terminal, so that it can give it to another process group.
pub fn has_terminal() -> bool {
    tcgetpgrp(io::stdin()).is_ok_and(|group| group == getpgrp())
}

/// Whether another process group has the terminal.
fn is_in_background() -> bool {
    tcgetpgrp(io::stdin()).is_ok_and(|group| group != getpgrp())
}

/// Whether the terminal is gone, as when its window was closed.
pub fn is_hung_up() -> bool {
    let terminal = io::stdin();
    let mut fds = [PollFd::new(&terminal, PollFlags::empty())];
    let now = Timespec::default();
    poll(&mut fds, Some(&now)).is_ok() && fds[0].revents().contains(PollFlags::HUP)
}

/// Takes the terminal back from the process group of another program.
pub fn take_terminal() {
    give_terminal(getpgrp());
}

/// Gives the terminal to a process group; returns whether that group has it.
pub fn give_terminal(group: Pid) -> bool {
    unstopped(|| tcsetpgrp(io::stdin(), group)).is_ok()
}

/// Changes something of the terminal. A program in the background that does this is stopped by SIGTTOU unless it blocks that
/// signal.
pub fn unstopped<T>(change: impl FnOnce() -> T) -> T {
    let mut background = SigSet::empty();
    background.add(NixSignal::SIGTTOU);
    let is_blocked = background.thread_block().is_ok();
    let done = change();
    if is_blocked {
        let _ = background.thread_unblock();
    }
    done
}

/// Stops this program, and as a job every process of it, as the terminal does on Ctrl-Z. Returns once the program is
/// continued and has the terminal: in the background it stops again.
pub fn stop() {
    loop {
        // The kernel may drop a SIGTSTP, but not a SIGSTOP. If it fails, the program just continues.
        let stopped = if is_job() {
            kill_current_process_group(Signal::STOP)
        } else {
            kill_process(getpid(), Signal::STOP)
        };
        if stopped.is_err() || !is_in_background() {
            return;
        }
    }
}
