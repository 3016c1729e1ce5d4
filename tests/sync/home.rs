//! The machines of the tests: a home folder with sessions or a coach, and `forty-sync` in it.

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use forty::domain::judging::marks::Debrief;
use forty::domain::judging::review::Review;
use forty::domain::session::event::Wall;
use forty::store::{self, Coach, Recorder, ReviewFile, Scores, Status};
use serde_json::Value;
use tempfile::TempDir;

use crate::many::{self, Spread};
use crate::server::{BUCKET, KEY, SECRET, Server};

/// A machine with its own home folder.
pub struct Home {
    folder: TempDir,
    /// The id and the secret of the credentials.
    access: (String, String),
}

impl Home {
    pub fn empty() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            access: (KEY.to_owned(), SECRET.to_owned()),
        }
    }

    /// A candidate's machine with so many sessions, of which a few are not finished.
    pub fn candidate(name: &str, count: usize, seed: u64) -> Self {
        let home = Self::empty();
        let spread = Spread {
            candidates: &[name],
            ..Spread::default()
        };
        many::write(&home.sessions(), count, seed, None, &spread).unwrap();
        home
    }

    /// Uses other credentials.
    pub fn with_access(mut self, id: &str, secret: &str) -> Self {
        self.access = (id.to_owned(), secret.to_owned());
        self
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn sessions(&self) -> PathBuf {
        self.path().join("sessions")
    }

    pub fn state(&self) -> PathBuf {
        self.path().join("state")
    }

    /// The ids of the finished sessions, oldest first.
    pub fn finished(&self) -> Vec<String> {
        let listing = store::list(&self.sessions()).unwrap();
        let finished = listing.sessions.into_iter();
        let mut finished: Vec<String> = finished
            .filter(|listed| listed.summary.status == Status::Finished)
            .map(|listed| listed.summary.id)
            .collect();
        finished.sort();
        finished
    }

    /// Any command of `forty-sync` on this machine.
    pub fn sync(&self, words: &[&str]) -> Command {
        self.run(env!("CARGO_BIN_EXE_forty-sync"), words)
    }

    /// Any command of `forty` on this machine.
    pub fn forty(&self, words: &[&str]) -> Command {
        self.run(env!("CARGO_BIN_EXE_forty"), words)
    }

    fn run(&self, program: &str, words: &[&str]) -> Command {
        // A measurement names a program that was built for speed.
        let measured = std::env::var_os("FORTY_SYNC").filter(|_| program.ends_with("-sync"));
        let mut command = Command::new(measured.unwrap_or_else(|| program.into()));
        for (name, _) in std::env::vars_os() {
            let shown = name.to_string_lossy();
            if ["AWS_", "FORTY_", "XDG_"]
                .iter()
                .any(|prefix| shown.starts_with(prefix))
            {
                command.env_remove(name);
            }
        }
        command
            .env("FORTY_HOME", self.path())
            .env("HOME", self.path())
            .env("AWS_ACCESS_KEY_ID", &self.access.0)
            .env("AWS_SECRET_ACCESS_KEY", &self.access.1)
            .args(words);
        command
    }

    /// Says where the store is.
    pub fn init(&self, server: &Server, more: &[&str]) {
        let url = format!("s3://{BUCKET}/autumn");
        let endpoint = server.endpoint();
        let mut words = vec!["init", &url, "--endpoint", &endpoint, "--region", "test"];
        words.extend(more);
        self.sync(&words).assert().success();
    }

    /// The same as a command of the standard library, which can be killed.
    pub fn spawned(&self, words: &[&str]) -> std::process::Command {
        let command = self.sync(words);
        let mut plain = std::process::Command::new(command.get_program());
        plain.args(command.get_args());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => plain.env(name, value),
                None => plain.env_remove(name),
            };
        }
        plain
    }

    /// Runs a command that must succeed, and returns what it says in JSON.
    pub fn json(&self, words: &[&str]) -> Value {
        let output = self.sync(words).arg("--json").output().unwrap();
        let said: Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.success(),
            "{words:?}: {} {error}",
            said["failed"]
        );
        said
    }

    /// Writes and publishes a review of a session as a coach of this machine. Returns the key of the coach.
    pub fn review(&self, coach: &str, id: &str, text: &str, at: &str) -> String {
        let now: Wall = chrono::DateTime::parse_from_rfc3339(at).unwrap();
        let seed = coach
            .bytes()
            .fold(7, |seed, byte| seed * 31 + u64::from(byte));
        let (coach, _) = Coach::of(coach, &self.state(), seed, &now).unwrap();
        let folder = self.sessions().join(id);
        let session = store::read(&folder).unwrap().session;
        let opened = ReviewFile::open(&folder, &session, &coach, &self.state(), &now);
        let (mut review, file, _): (Review, _, _) = opened.unwrap();
        text.clone_into(&mut review.message.summary);
        review.publish(now);
        file.save(&review, &Scores::default(), true).unwrap();
        file.flush();
        coach.key
    }

    /// Adds an event to a finished session, as a debrief does.
    pub fn grow(&self, id: &str, text: &str) {
        let now = chrono::DateTime::parse_from_rfc3339("2026-11-28T13:00:00+01:00").unwrap();
        let (found, mut recorder) = Recorder::open(&self.sessions().join(id), &now).unwrap();
        let mut debrief = Debrief::of(found.session).unwrap();
        debrief.next_time(text, now);
        recorder.append(&debrief.take_outbox(), debrief.session());
        recorder.close();
    }

    /// The published messages of a session that this machine has, sorted.
    pub fn messages(&self, id: &str) -> Vec<String> {
        let folder = self.sessions().join(id);
        let session = store::read(&folder).unwrap().session;
        let (reviews, remarks) = store::reviews(&folder, &session);
        assert_eq!(remarks, Vec::<String>::new());
        let messages = reviews.into_iter();
        let mut messages: Vec<String> = messages
            .map(|stored| stored.review.message.summary)
            .collect();
        messages.sort();
        messages
    }
}

/// All files below a folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

/// How many changes a command made.
pub fn changes(said: &Value) -> usize {
    said["changes"].as_array().unwrap().len()
}
