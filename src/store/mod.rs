//! STUB facade, to be replaced by the real store.
use crate::domain::event::{Entry, Event, Head, Wall};
use crate::domain::session::Session;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

#[derive(Debug, Default, Clone)]
pub struct Asked {
    pub home: Option<PathBuf>,
    pub sessions: Option<PathBuf>,
    pub designs: Option<PathBuf>,
    pub xdg_data: Option<PathBuf>,
    pub xdg_config: Option<PathBuf>,
    pub xdg_state: Option<PathBuf>,
}
#[derive(Debug, Clone)]
pub struct Paths {
    pub data: PathBuf,
    pub config: PathBuf,
    pub state: PathBuf,
    pub sessions: PathBuf,
    pub designs: PathBuf,
    pub trash: PathBuf,
}
impl Paths {
    pub fn resolve(a: &Asked) -> Option<Self> {
        let h = a.home.clone().unwrap_or("/tmp/fortyhome".into());
        Some(Self {
            data: h.clone(),
            config: h.clone(),
            state: h.clone(),
            sessions: a.sessions.clone().unwrap_or(h.join("sessions")),
            designs: h.join("designs"),
            trash: h.join("trash"),
        })
    }
}
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct StoreError(String);
#[derive(Debug, Clone, Copy)]
pub enum Class {
    Failed,
    Usage,
    NotFound,
    InvalidContent,
    InUse,
}
impl StoreError {
    pub fn class(&self) -> Class {
        Class::Failed
    }
    pub fn hint(&self) -> Option<String> {
        None
    }
}
impl From<std::io::Error> for StoreError {
    fn from(e: std::io::Error) -> Self {
        Self(e.to_string())
    }
}
#[derive(Debug)]
pub struct Found {
    pub session: Session,
    pub remarks: Vec<String>,
    pub folder: PathBuf,
}
#[derive(Debug, Clone)]
pub struct Summary {
    pub id: String,
    pub design: String,
    pub title: String,
    pub candidate: String,
    pub started_at: Wall,
    pub status: String,
    pub condition: Vec<String>,
    pub elapsed: Duration,
    pub over: Duration,
    pub levels: BTreeMap<String, u8>,
    pub reviews: u64,
}
impl Summary {
    pub fn is_finished(&self) -> bool {
        self.status == "finished"
    }
}
pub struct Listed {
    pub sessions: Vec<Summary>,
    pub unreadable: Vec<(String, String)>,
}
pub mod library {
    pub fn read(_: &std::path::Path) -> Vec<(String, Result<String, String>)> {
        Vec::new()
    }
}
#[derive(Debug)]
pub struct Recorder {
    folder: PathBuf,
}
pub fn new_id(wall: Wall, design: &str, digits: u16) -> String {
    format!(
        "{}-{design}-{digits:04x}",
        wall.to_utc().format("%Y%m%d-%H%M%S")
    )
}
impl Recorder {
    pub fn create(s: &Path, head: &Head, design: &str) -> Result<Self, StoreError> {
        let folder = s.join(&head.id);
        std::fs::create_dir_all(&folder)?;
        std::fs::write(folder.join("design.toml"), design)?;
        Ok(Self { folder })
    }
    pub fn resume(folder: &Path, _w: Wall) -> Result<(Session, Self), StoreError> {
        Ok((
            read(folder)?.session,
            Self {
                folder: folder.into(),
            },
        ))
    }
    pub fn folder(&self) -> &Path {
        &self.folder
    }
    pub fn is_saved(&self) -> bool {
        true
    }
    pub fn append(&mut self, e: &[Entry]) {
        if e.is_empty() {
            return;
        }
        let mut f = std::fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.folder.join("journal.jsonl"))
            .unwrap();
        for e in e {
            writeln!(f, "{}", serde_json::to_string(e).unwrap()).unwrap();
        }
    }
    pub fn retry(&mut self, _s: &Session) {}
    pub fn checkpoint(&mut self, _s: &Session, page: &str) {
        std::fs::write(self.folder.join("notes.md"), page).unwrap();
    }
    pub fn close(self) {}
    pub fn discard(self, trash: &Path) -> Result<(), StoreError> {
        std::fs::create_dir_all(trash)?;
        std::fs::rename(&self.folder, trash.join(self.folder.file_name().unwrap()))?;
        Ok(())
    }
}
pub fn visit(folder: &Path, mut f: impl FnMut(&Entry)) -> Result<(), StoreError> {
    for l in std::fs::read_to_string(folder.join("journal.jsonl"))?.lines() {
        f(&serde_json::from_str(l).map_err(|e| StoreError(e.to_string()))?);
    }
    Ok(())
}
pub fn read(folder: &Path) -> Result<Found, StoreError> {
    let mut s: Option<Session> = None;
    visit(folder, |e| {
        if let Event::Head(h) = &e.event {
            s = Some(Session::new((**h).clone()));
        }
        s.as_mut().unwrap().apply(e);
    })?;
    Ok(Found {
        session: s.unwrap(),
        remarks: vec![],
        folder: folder.into(),
    })
}
pub fn find(s: &Path, w: &str) -> Result<PathBuf, StoreError> {
    let mut a: Vec<PathBuf> = std::fs::read_dir(s)?.map(|e| e.unwrap().path()).collect();
    a.sort();
    if w == "last" {
        return a.pop().ok_or(StoreError("none".into()));
    }
    Ok(s.join(w))
}
pub fn recent(s: &Path) -> impl Iterator<Item = Summary> {
    let mut a: Vec<PathBuf> = std::fs::read_dir(s)
        .map(|d| d.map(|e| e.unwrap().path()).collect())
        .unwrap_or_default();
    a.sort();
    a.reverse();
    a.into_iter().map(|f| {
        let s = read(&f).unwrap().session;
        Summary {
            id: s.head.id.clone(),
            design: s.head.design.id.clone(),
            title: s.head.design.title.clone(),
            candidate: s.head.candidate.clone(),
            started_at: s.head.wall,
            status: if s.is_finished() {
                "finished"
            } else {
                "in-progress"
            }
            .into(),
            condition: vec![],
            elapsed: s.at,
            over: s.timeline_now().over(),
            levels: BTreeMap::new(),
            reviews: 0,
        }
    })
}
pub fn unfinished(s: &Path) -> impl Iterator<Item = Summary> {
    recent(s).filter(|s| !s.is_finished())
}
pub fn list(s: &Path) -> Result<Listed, StoreError> {
    Ok(Listed {
        sessions: recent(s).collect(),
        unreadable: vec![],
    })
}
pub fn read_content(p: &Path) -> Result<String, StoreError> {
    Ok(std::fs::read_to_string(p)?)
}
pub fn write_export(p: &Path, b: &[u8]) -> Result<(), StoreError> {
    Ok(std::fs::write(p, b)?)
}
pub fn write_report(p: &Path, b: &str) -> Result<(), StoreError> {
    Ok(std::fs::write(p, b)?)
}
