//! Test sessions: a real interview and a real recorder, with a clock that the test sets.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::DateTime;
use forty::domain::content::design::{Design, DesignStage, Difficulty, Prompt};
use forty::domain::content::framework::{CorePrompt, Framework, FrameworkStage};
use forty::domain::interview::{ClockReading, Interview, Wait};
use forty::domain::session::Session;
use forty::domain::session::event::{DesignName, Entry, FORMAT, Head, RunOptions, Wall};
use forty::domain::session::notes::Edit;
use forty::domain::session::plan::{Minutes, Plan};
use forty::store::{Given, Paths, Recorder, SaveState};

pub const ID: &str = "20261123-130512-caption-generator-4f2a";
pub const OTHER_ID: &str = "20261122-090000-fraud-detection-00ff";
pub const DESIGN_TEXT: &str = "format = 1\nid = \"caption-generator\"\n";
/// The notes of three stages.
pub const TEXTS: [&str; 3] = [
    "latency p95 < 200 ms \"hard\"\r\n\\o/ \u{1b}[31m not red\n\"\"\"quoted\"\"\"\ttab\n",
    "日本語 e\u{301} 👩‍👩‍👧\n[notes]\nformat = 2\n# crc 1\n",
    "",
];

/// An interview with its recorder, as in the event loop.
pub struct Desk {
    pub recorder: Recorder,
    pub interview: Interview,
    pub now: Duration,
    /// Every entry passed to the recorder.
    pub entries: Vec<Entry>,
}

pub fn wall() -> Wall {
    DateTime::parse_from_rfc3339("2026-11-23T14:05:12+01:00").unwrap()
}

pub fn head(id: &str) -> Head {
    let stage = |id: &str, title: &str| FrameworkStage {
        id: id.to_owned(),
        title: title.to_owned(),
        short: title.to_owned(),
        budget: Duration::from_secs(300),
        done: "all of it".to_owned(),
        prompts: vec![CorePrompt {
            ask: format!("What about {title}?"),
            hint: "think \"big\"".to_owned(),
            listen_for: "numbers".to_owned(),
        }],
    };
    let framework = Framework {
        id: "ml-system-design".to_owned(),
        title: "ML System Design".to_owned(),
        version: 1,
        stages: vec![
            stage("problem-setup", "Setup"),
            stage("data-pipeline", "Data"),
            stage("monitoring", "Monitoring"),
        ],
        ..Framework::default()
    };
    let design = Design {
        id: "caption-generator".to_owned(),
        title: "Caption Generator".to_owned(),
        category: String::new(),
        difficulty: Difficulty::Medium,
        stars: 3,
        summary: String::new(),
        concepts: Vec::new(),
        brief: "Captions, please.\nMany.".to_owned(),
        clarify: Vec::new(),
        stages: vec![DesignStage {
            id: "data-pipeline".to_owned(),
            prompts: vec![Prompt {
                ask: "Why not just COCO?".to_owned(),
                hint: "license".to_owned(),
            }],
            ..DesignStage::default()
        }],
        estimates: Vec::new(),
        sources: Vec::new(),
    };
    Head {
        format: FORMAT,
        program: "forty 0.1.0".to_owned(),
        id: id.to_owned(),
        design: DesignName {
            id: design.id.clone(),
            title: design.title.clone(),
        },
        candidate: "Ada \u{202e}Lovelace".to_owned(),
        assignment: None,
        seed: 4711,
        options: RunOptions::default(),
        wall: wall(),
        design_crc: Some(crc32fast::hash(DESIGN_TEXT.as_bytes())),
        plan: Plan::new(&framework, &design, &Minutes::AsFramework).unwrap(),
    }
}

impl Desk {
    /// Starts a session in `dir/sessions`.
    pub fn start(dir: &Path, id: &str) -> Self {
        let sessions = dir.join("sessions");
        let head = head(id);
        let recorder = Recorder::create(&sessions, &head, DESIGN_TEXT).unwrap();
        let now = Duration::ZERO;
        let mut desk = Self {
            recorder,
            interview: Interview::start(head, reading(now)),
            now,
            entries: Vec::new(),
        };
        assert_eq!(desk.record(), SaveState::Saved);
        desk
    }

    pub fn folder(&self) -> PathBuf {
        self.recorder.folder().to_owned()
    }

    pub fn reading(&self) -> ClockReading {
        reading(self.now)
    }

    /// Appends the interview's new entries.
    pub fn record(&mut self) -> SaveState {
        let entries = self.interview.take_outbox();
        let session = self.interview.session();
        let state = self.recorder.append(&entries, session);
        self.entries.extend(entries);
        state
    }

    /// Advances the clock.
    pub fn wait(&mut self, passing: Duration) {
        let wait = Wait {
            began: self.reading().awake,
            planned: passing,
            continued: false,
        };
        self.now += passing;
        self.interview.advance(self.reading(), wait);
        self.record();
    }

    /// Types at the end of the open stage, one character per turn.
    pub fn type_text(&mut self, text: &str) {
        for character in text.chars() {
            self.wait(Duration::from_millis(70));
            self.insert(&character.to_string());
        }
    }

    /// Inserts a text at the end of the open stage.
    pub fn insert(&mut self, text: &str) -> SaveState {
        let stage = self.interview.session().stage;
        let notes = &self.interview.session().stages[stage].notes;
        let edit = Edit {
            at: notes.rope().len_chars(),
            removed: 0,
            inserted: text.to_owned(),
        };
        self.interview.edit(stage, edit, self.reading());
        self.record()
    }

    pub fn act(&mut self, act: impl FnOnce(&mut Interview, ClockReading)) {
        let now = self.reading();
        act(&mut self.interview, now);
        self.record();
    }

    /// Saves, and waits until it is saved.
    pub fn checkpoint(&mut self) -> SaveState {
        self.recorder.checkpoint(self.interview.session(), notes_md);
        self.recorder.flush()
    }

    /// Works through all stages up to the last, with a checkpoint on the way and more typed after it.
    pub fn work(&mut self) {
        self.type_text(TEXTS[0]);
        self.act(|interview, now| interview.toggle_covered(0, now));
        self.act(|interview, now| interview.take_hint(0, now));
        self.act(|interview, now| interview.next_stage(now).unwrap());
        self.type_text(&"every word of it is kept, ".repeat(10));
        self.act(Interview::pause);
        self.wait(Duration::from_secs(65));
        self.act(Interview::resume);
        self.type_text(TEXTS[1]);
        self.checkpoint();
        self.act(|interview, now| interview.toggle_covered(1, now));
        self.type_text("after the checkpoint\n");
        self.act(|interview, now| interview.next_stage(now).unwrap());
        self.wait(Duration::from_secs(2));
    }

    /// Works, finishes and closes; returns the session and its folder.
    pub fn finished(dir: &Path, id: &str) -> (Session, PathBuf) {
        let mut desk = Self::start(dir, id);
        desk.work();
        desk.type_text("end");
        desk.act(Interview::finish);
        assert_eq!(desk.checkpoint(), SaveState::Saved);
        let folder = desk.folder();
        assert_eq!(desk.recorder.close(), SaveState::Saved);
        (desk.interview.session().clone(), folder)
    }

    /// Works and is killed; returns the session, all its entries and its folder.
    pub fn killed(dir: &Path, id: &str) -> (Session, Vec<Entry>, PathBuf) {
        let mut desk = Self::start(dir, id);
        desk.work();
        desk.type_text("the end");
        let session = desk.interview.session().clone();
        let folder = desk.recorder.folder().to_owned();
        drop(desk.recorder);
        // A process that another test starts in this instant has the lock until it runs its program.
        while forty::store::is_open(&folder) {
            std::thread::yield_now();
        }
        (session, desk.entries, folder)
    }
}

pub fn reading(now: Duration) -> ClockReading {
    let awake = Duration::from_secs(1000) + now;
    ClockReading {
        awake,
        boot: awake,
        wall: wall() + now,
    }
}

pub fn notes_md(session: &Session) -> String {
    notes(session).join("\n\n")
}

pub fn notes(session: &Session) -> Vec<String> {
    let pages = session.stages.iter();
    pages.map(|page| page.notes.to_string()).collect()
}

/// Copies a session's folder into a new sessions folder; only regular files.
pub fn copy(folder: &Path, sessions: &Path) -> PathBuf {
    let to = sessions.join(folder.file_name().unwrap());
    std::fs::create_dir_all(&to).unwrap();
    for entry in std::fs::read_dir(folder).unwrap() {
        let from = entry.unwrap().path();
        if from.is_file() {
            std::fs::copy(&from, to.join(from.file_name().unwrap())).unwrap();
        }
    }
    to
}

/// Writes a file, new or not.
pub fn put(path: &Path, bytes: &[u8]) {
    use std::io::Write;
    let mut options = std::fs::OpenOptions::new();
    let file = options.write(true).create(true).truncate(true).open(path);
    file.unwrap().write_all(bytes).unwrap();
}

/// The lines of a journal, with their LFs.
pub fn lines(path: &Path) -> Vec<Vec<u8>> {
    let bytes = std::fs::read(path).unwrap();
    let lines = bytes.split_inclusive(|byte| *byte == b'\n');
    lines.map(<[u8]>::to_vec).collect()
}

/// A line with its CRC.
pub fn sealed(json: &str) -> Vec<u8> {
    let open = json.strip_suffix('}').unwrap();
    format!("{open},\"crc\":{}}}\n", crc32fast::hash(open.as_bytes())).into_bytes()
}

/// Everything below a folder by relative path: type, mode, and bytes.
pub fn tree(folder: &Path) -> BTreeMap<PathBuf, (&'static str, u32, Vec<u8>)> {
    use std::os::unix::fs::PermissionsExt;
    let mut all = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(inner) = folders.pop() {
        for entry in std::fs::read_dir(inner).unwrap() {
            let path = entry.unwrap().path();
            let about = path.symlink_metadata().unwrap();
            let (kind, bytes) = if about.is_dir() {
                folders.push(path.clone());
                ("folder", Vec::new())
            } else if about.is_file() {
                ("file", std::fs::read(&path).unwrap())
            } else {
                ("other", Vec::new())
            };
            let name = path.strip_prefix(folder).unwrap().to_owned();
            all.insert(name, (kind, about.permissions().mode() & 0o777, bytes));
        }
    }
    all
}

/// The folders of a program whose home is this one. It looks for rescued sessions nowhere else.
pub fn paths_in(dir: &Path) -> Paths {
    let given = Given {
        home: Some(dir.to_owned()),
        ..Given::default()
    };
    Paths {
        user_home: None,
        temporary: dir.join("temporary"),
        ..Paths::resolve(&given).unwrap()
    }
}
