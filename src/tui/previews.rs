//! The thread that reads previews for a coach's list.

use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use super::os_events::LoopMessage;
use crate::app::preview::PreviewJob;

/// Gives jobs to the thread, which ends with this value.
#[derive(Debug)]
pub struct PreviewReader(Sender<PreviewJob>);

impl PreviewReader {
    /// Starts the thread, which sends what it reads to the main loop.
    ///
    /// # Errors
    /// When the thread cannot be started.
    pub fn start(channel: Sender<LoopMessage>) -> std::io::Result<Self> {
        let (sender, jobs) = mpsc::channel();
        let thread = thread::Builder::new().name("previews".into());
        thread.spawn(move || read_all(&jobs, &channel))?;
        Ok(Self(sender))
    }

    /// Reads this preview next; one that waits is not read any more.
    pub fn read(&self, job: PreviewJob) {
        // Where the thread has ended, the list shows what it knows without it.
        let _ = self.0.send(job);
    }
}

fn read_all(jobs: &Receiver<PreviewJob>, channel: &Sender<LoopMessage>) {
    while let Ok(job) = jobs.recv() {
        // The selection went on while the one before was read.
        let job = jobs.try_iter().last().unwrap_or(job);
        let preview = job.run();
        if channel
            .send(LoopMessage::Preview(job.number, preview))
            .is_err()
        {
            return;
        }
    }
}
