//! Plays a key script with times on the app as the event loop would, and returns the screen as text.
//!
//! In `word<enter><esc>n<+5m>` characters are typed; `<+5m>` lets time pass with the loop's wake-ups;
//! `<click 3,5>` clicks at column and row; `<stop 2h>` stops the program, `<sleep 2h>` the computer; `<kill>` kills the process and resumes.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chrono::DateTime;
use crossterm::event::{KeyCode, KeyModifiers};
use forty::app::assignments::{self, NewAssignment};
use forty::app::calibration;
use forty::app::context::AppContext;
use forty::app::failure::Failure;
use forty::app::preview::PreviewJob;
use forty::app::start::StartRequest;
use forty::content::library::Library;
use forty::content::{Origin, read_design};
use forty::domain::assignment::AssignmentChange;
use forty::domain::interview::ClockReading;
use forty::domain::interview::follow_ups::SplitMix64;
use forty::domain::interview::setup::Setup;
use forty::domain::judging::report::Report;
use forty::domain::judging::viewer::Viewer;
use forty::domain::session::event::RunOptions;
use forty::domain::session::plan::Minutes;
use forty::domain::settings::Settings;
use forty::domain::symbols::Symbols;
use forty::store::{self, Given, Paths};
use forty::tui::draw_context::DrawContext;
use forty::tui::effect::StatusMessage;
use forty::tui::keys::remap::{self, KeyMap};
use forty::tui::os_events::{LoopMessage, OsEvent};
use forty::tui::router::{App, Order};
use forty::tui::symbols;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, Cell};
use tempfile::TempDir;

pub struct Play {
    app: App,
    terminal: Terminal<TestBackend>,
    now: ClockReading,
    /// The time that passes after each typed character.
    pace: Duration,
    pub orders: Vec<Order>,
    /// Whether previews wait for the test to answer them, and those that wait.
    pub holds_previews: bool,
    pub previews: Vec<PreviewJob>,
    /// How many frames were drawn.
    pub frames: usize,
    pub home: TempDir,
}

impl Play {
    pub fn home(size: (u16, u16)) -> Self {
        let home = tempfile::tempdir().unwrap();
        let app = App::home(app_context(&home), beginning());
        Self::new(app, home, size)
    }

    /// Home with assignments for the candidate: a design, the days until it is due, and a message.
    pub fn home_assigned(size: (u16, u16), assigned: &[(&str, i64, &str)]) -> Self {
        let home = tempfile::tempdir().unwrap();
        let mut context = app_context(&home);
        context.settings.coach = "Grace".into();
        for (design, days, message) in assigned {
            let now = beginning().wall;
            let new = NewAssignment {
                design: (*design).to_owned(),
                candidates: vec![" Sam".into(), "Bob".into()],
                due: now.date_naive() + chrono::Duration::days(*days),
                minutes: Minutes::Total(Duration::from_secs(20 * 60)),
                seed: Some(7),
                message: (*message).to_owned(),
            };
            context.assign(new, now).unwrap();
        }
        let app = App::home(app_context(&home), beginning());
        Self::new(app, home, size)
    }

    /// Withdraws the assignment of this design, as its coach.
    pub fn withdraw(&self, design: &str) {
        let context = app_context(&self.home);
        let all = assignments::list(&context.paths).unwrap().all;
        let found = all.iter().find(|one| one.design.id == design).unwrap();
        let change = AssignmentChange {
            is_withdrawn: true,
            ..AssignmentChange::default()
        };
        let changed = context.change_assignment(&found.id, change, self.now.wall);
        changed.unwrap();
    }

    /// Home with the assignment in this text.
    pub fn home_with_assignment(size: (u16, u16), text: &str) -> Self {
        let home = tempfile::tempdir().unwrap();
        let context = app_context(&home);
        assignments::take(&context.paths, text.as_bytes(), Path::new("mail.toml")).unwrap();
        let app = App::home(context, beginning());
        Self::new(app, home, size)
    }

    /// An interview with these files in the user's designs folder.
    pub fn start_with_files(size: (u16, u16), files: &[(&str, &str)]) -> Self {
        let home = tempfile::tempdir().unwrap();
        let own = files
            .iter()
            .map(|(name, text)| ((*name).to_owned(), Ok((*text).to_owned())));
        let mut stock = app_context(&home);
        stock.library = Library::new(own.collect());
        let start = StartRequest::New(Setup::of("image-caption-generator"));
        let app = App::interview(stock, &start, beginning()).unwrap();
        Self::new(app, home, size)
    }

    /// An interview on the caption design.
    pub fn start(size: (u16, u16)) -> Self {
        Self::start_with(size, |_| ())
    }

    pub fn start_with(size: (u16, u16), change: impl FnOnce(&mut Setup)) -> Self {
        let mut setup = Setup::of("image-caption-generator");
        setup.seed = Some(7);
        change(&mut setup);
        let home = tempfile::tempdir().unwrap();
        let app =
            App::interview(app_context(&home), &StartRequest::New(setup), beginning()).unwrap();
        Self::new(app, home, size)
    }

    /// An interview with other settings, and keys that the user bound to actions.
    pub fn start_with_settings(settings: Settings, bound: &[(&str, &[String])]) -> Self {
        let home = tempfile::tempdir().unwrap();
        let setup = Setup {
            options: RunOptions {
                quiet: true,
                ..RunOptions::default()
            },
            ..Setup::of("image-caption-generator")
        };
        let mut stock = app_context(&home);
        stock.settings = settings;
        let mut app = App::interview(stock, &StartRequest::New(setup), beginning()).unwrap();
        app.keys = KeyMap::new(bound.iter().copied()).0;
        Self::new(app, home, (80, 24))
    }

    /// Binds keys to actions by their names, as the user's settings do.
    pub fn bind(&mut self, bound: &[(&str, &[String])]) {
        let (keys, mistakes) = KeyMap::new(bound.iter().copied());
        assert_eq!(mistakes, []);
        self.app.keys = keys;
    }

    /// Draws with ASCII from now on, as where the locale is not UTF-8.
    pub fn in_ascii(&mut self) -> &mut Self {
        self.app.look.symbols = Symbols::Ascii;
        symbols::set_in_use(Symbols::Ascii);
        self
    }

    /// Home with other settings, and what is wrong with them.
    pub fn home_with_settings(settings: Settings, remark: Option<&str>) -> Self {
        let home = tempfile::tempdir().unwrap();
        let mut stock = app_context(&home);
        stock.settings = settings;
        stock.settings_remark = remark.map(str::to_owned);
        Self::new(App::home(stock, beginning()), home, (80, 24))
    }

    /// A sample session of this design, started so many days later, typed slowly.
    pub fn sample(design: &str, days: u32) -> Self {
        let home = tempfile::tempdir().unwrap();
        let mut stock = app_context(&home);
        stock.settings.candidate = "sample candidate".into();
        stock.chance.0 += u64::from(days);
        let mut now = beginning();
        now.wall += chrono::Duration::days(days.into());
        let mut setup = Setup::of(design);
        setup.seed = Some(7);
        let app = App::interview(stock, &StartRequest::New(setup), now).unwrap();
        let mut play = Self::new(app, home, (80, 24));
        play.now = now;
        play.pace = Duration::from_millis(170);
        play
    }

    /// A gold session of this design by this candidate, started so many days later, with these files in the user's designs
    /// folder.
    pub fn gold(design: &str, days: u32, files: Vec<(String, String)>, candidate: &str) -> Self {
        let home = tempfile::tempdir().unwrap();
        let mut stock = app_context(&home);
        let files = files.into_iter().map(|(name, text)| (name, Ok(text)));
        stock.library = Library::new(files.collect());
        stock.settings.candidate = candidate.into();
        stock.chance.0 += 100 + u64::from(days);
        let mut now = beginning();
        now.wall -= chrono::Duration::days(14 - i64::from(days));
        let mut setup = Setup::of(design);
        setup.seed = Some(7);
        let app = App::interview(stock, &StartRequest::New(setup), now).unwrap();
        let mut play = Self::new(app, home, (80, 24));
        play.now = now;
        play
    }

    /// From here on, keys take no time.
    pub fn at_once(&mut self) -> &mut Self {
        self.pace = Duration::ZERO;
        self
    }

    /// Home, with the sessions of another home copied into it.
    pub fn with_sessions_of(other: &TempDir, size: (u16, u16)) -> Self {
        let home = tempfile::tempdir().unwrap();
        for session in std::fs::read_dir(other.path().join("sessions")).unwrap() {
            let from = session.unwrap().path();
            let to = home.path().join("sessions").join(from.file_name().unwrap());
            std::fs::create_dir_all(&to).unwrap();
            for file in std::fs::read_dir(&from).unwrap() {
                let file = file.unwrap().path();
                std::fs::copy(&file, to.join(file.file_name().unwrap())).unwrap();
            }
        }
        let app = App::home(app_context(&home), beginning());
        Self::new(app, home, size)
    }

    fn new(app: App, home: TempDir, size: (u16, u16)) -> Self {
        let mut play = Self {
            app,
            terminal: Terminal::new(TestBackend::new(size.0, size.1)).unwrap(),
            now: beginning(),
            pace: Duration::ZERO,
            orders: Vec::new(),
            holds_previews: false,
            previews: Vec::new(),
            frames: 0,
            home,
        };
        play.draw();
        play
    }

    pub fn play(&mut self, script: &str) -> &mut Self {
        let mut rest = script;
        while let Some(character) = rest.chars().next() {
            if character == '<' {
                let end = rest
                    .find('>')
                    .unwrap_or_else(|| panic!("no `>` in `{rest}`"));
                self.act(&rest[1..end]);
                rest = &rest[end + 1..];
            } else {
                self.key(KeyCode::Char(character), KeyModifiers::NONE);
                if !self.pace.is_zero() {
                    self.pass(self.pace);
                }
                rest = &rest[character.len_utf8()..];
            }
        }
        // An Esc at the end waits to see whether it begins something longer.
        self.pass(Duration::from_millis(60));
        self
    }

    /// Gives all of these keys to the app in one turn.
    pub fn burst(&mut self, text: &str) -> &mut Self {
        let at = self.now.awake;
        self.turn(&[LoopMessage::Bytes(text.as_bytes().to_vec(), at)]);
        self
    }

    /// The screen as text, line ends trimmed, the temporary folder named `~`.
    pub fn screen(&mut self) -> String {
        self.draw();
        let home = self.home.path().display().to_string();
        text_of(self.terminal.backend().buffer(), &home)
    }

    /// The session as people read it: its notes and what the program shows of it.
    pub fn files(&self) -> String {
        let exports = self.reported(|report| {
            [
                forty::report::markdown::report(report),
                forty::report::plain::show(report, None),
                forty::report::json::show(report, None),
                forty::report::html::page(report),
            ]
        });
        let paths = app_context(&self.home).paths;
        let folder = store::find(&paths, "last", &self.now.wall).unwrap();
        // It is written in the background: before the first writing there is nothing to read.
        let page = std::fs::read_to_string(folder.join("notes.md")).unwrap_or_default();
        exports.concat() + &page
    }

    /// A text made of the report on the one session on disk, as its candidate may see it.
    pub fn reported<T>(&self, make: impl FnOnce(&Report<'_>) -> T) -> T {
        let paths = app_context(&self.home).paths;
        let folder = store::find(&paths, "last", &self.now.wall).unwrap();
        let found = store::read(&folder).unwrap();
        let text = found.design_text.unwrap();
        let design = read_design("design.toml", &text, Origin::Copy).ok();
        let design = design.map(|(design, _)| design);
        let log = store::read(&folder).unwrap().log;
        make(&Report::new(
            &found.session,
            design.as_ref(),
            &log,
            &[],
            Viewer::Candidate,
        ))
    }

    /// The screen with its styles.
    pub fn buffer(&mut self) -> &ratatui::buffer::Buffer {
        self.draw();
        self.terminal.backend().buffer()
    }

    /// The screen with its styles, the temporary folder named `~`, and the cursor where it is shown.
    pub fn shown(&mut self) -> (Buffer, Option<(u16, u16)>) {
        self.draw();
        let backend = self.terminal.backend();
        let position = backend.cursor_position();
        let cursor = backend.cursor_visible();
        let cursor = cursor.then_some((position.x, position.y));
        let mut buffer = backend.buffer().clone();
        let home = self.home.path().display().to_string();
        let length = home.chars().count();
        for row in buffer.content.chunks_mut(buffer.area.width.into()) {
            let text: String = row.iter().map(Cell::symbol).collect();
            if let Some(at) = text.find(&home) {
                let column = text[..at].chars().count();
                let path = &mut row[column..];
                let blank = path.iter().position(|cell| cell.symbol() == " ");
                let end = blank.unwrap_or(path.len());
                let path = &mut path[..end];
                path[..length].fill(Cell::new(" "));
                path.rotate_left(length - 1);
                path[0].set_char('~');
            }
        }
        (buffer, cursor)
    }

    /// The column and row of the terminal's cursor.
    pub fn cursor(&mut self) -> (u16, u16) {
        self.draw();
        self.terminal
            .get_cursor_position()
            .map(|position| (position.x, position.y))
            .unwrap()
    }

    /// Writes so many finished sessions of another candidate, each started a second later than now.
    pub fn add_sessions_of_others(&mut self, count: i64) {
        let paths = app_context(&self.home).paths;
        let folder = store::find(&paths, "last", &self.now.wall).unwrap();
        let summary = when_saved(&folder.join("session.toml"));
        let id = folder.file_name().unwrap().to_str().unwrap();
        let journal = std::fs::read(folder.join("journal.jsonl")).unwrap();
        for number in 1..=count {
            let start = self.now.wall + chrono::Duration::seconds(number);
            let start = start.with_timezone(&chrono::Utc).format("%Y%m%d-%H%M%S");
            let other = format!("{start}-fraud-detection-0000");
            let own = summary.replace(id, &other);
            let lines = own.lines().map(|line| match line {
                line if line.starts_with("candidate") => "candidate = \"bob\"\n".to_owned(),
                line => line.to_owned() + "\n",
            });
            let lines: String = lines.collect();
            let folder = paths.sessions.join(other);
            store::files::make_folders(&folder).unwrap();
            store::files::replace(&folder.join("session.toml"), lines.as_bytes()).unwrap();
            store::files::replace(&folder.join("journal.jsonl"), &journal).unwrap();
        }
        self.now.wall += chrono::Duration::hours(1);
    }

    /// The one session on disk, read from its files.
    pub fn record(&self) -> forty::domain::session::Session {
        let paths = app_context(&self.home).paths;
        store::read(&store::find(&paths, "last", &self.now.wall).unwrap())
            .unwrap()
            .session
    }

    /// Lets time pass with the loop's wake-ups. Only the last frame is drawn, to save time;
    /// `every_second_of_an_interview_can_be_drawn` draws them all.
    pub fn pass(&mut self, time: Duration) {
        let mut rest = time;
        while !rest.is_zero() {
            let step = self.app.wait(self.now).unwrap_or(rest).min(rest);
            // The loop never waits nothing twice.
            let step = step.max(Duration::from_nanos(1));
            self.advance(step, step, step);
            self.take_turn(&[]);
            rest = rest.saturating_sub(step);
        }
        if self.app.is_changed() {
            self.draw();
        }
    }

    fn act(&mut self, words: &str) {
        if let Some(time) = words.strip_prefix('+') {
            return self.pass(humantime::parse_duration(time).unwrap());
        }
        let (name, argument) = words.split_once(' ').unwrap_or((words, ""));
        match name {
            "stop" | "sleep" => {
                let gap = humantime::parse_duration(argument).unwrap();
                let awake = if name == "stop" { gap } else { Duration::ZERO };
                self.app.wait(self.now);
                self.advance(awake, gap, gap);
                self.turn(&[]);
            }
            "kill" => self.kill(),
            "tear" => self.tear(),
            "paste" => {
                let text = argument.replace("\\n", "\n");
                self.send(&format!("\x1b[200~{text}\x1b[201~"));
            }
            "click" => {
                let (column, row) = argument.split_once(',').unwrap();
                let (column, row): (u16, u16) = (column.parse().unwrap(), row.parse().unwrap());
                self.send(&format!("\x1b[<0;{};{}M", column + 1, row + 1));
            }
            "resize" => {
                let (width, height) = argument.split_once('x').unwrap();
                let (width, height) = (width.parse().unwrap(), height.parse().unwrap());
                self.terminal.backend_mut().resize(width, height);
                self.turn(&[LoopMessage::OsEvent(OsEvent::Resized)]);
            }
            _ => {
                let (code, modifiers) = named_key(words);
                self.key(code, modifiers);
            }
        }
    }

    /// Opens the debrief of the latest session, as by `forty debrief`.
    pub fn debrief(&mut self) -> &mut Self {
        self.end_program();
        let day = Duration::from_secs(24 * 60 * 60);
        self.advance(day, day, day);
        let stock = app_context(&self.home);
        let folder = stock.to_debrief(None, &self.now.wall).unwrap();
        self.app = App::debrief(stock, &folder, self.now).unwrap();
        self.draw();
        self
    }

    /// Opens the sessions of a coach of this name on a machine of that name, as by `forty review`, a day later.
    pub fn coach(&mut self, name: &str, machine: &str) -> &mut Self {
        self.open_coach(name, machine, |stock, now| {
            App::sessions(stock, now).unwrap()
        })
    }

    /// Opens the review of the latest session, as by `forty review last`.
    pub fn review(&mut self, name: &str, machine: &str) -> &mut Self {
        self.open_coach(name, machine, |stock, now| {
            let folder = store::find(&stock.paths, "last", &now.wall).unwrap();
            App::review(stock, &folder, now).unwrap()
        })
    }

    /// Opens the review of the latest session where this candidate practices.
    pub fn review_where(&mut self, name: &str, machine: &str, candidate: &str) -> &mut Self {
        self.open_coach(name, machine, |mut stock, now| {
            stock.settings.candidate = candidate.into();
            let folder = store::find(&stock.paths, "last", &now.wall).unwrap();
            App::review(stock, &folder, now).unwrap()
        })
    }

    /// Opens the review of the latest session in another sessions folder.
    pub fn review_in(&mut self, sessions: &std::path::Path) -> &mut Self {
        let mut stock = app_context(&self.home);
        stock.settings.coach = "coach".into();
        sessions.clone_into(&mut stock.paths.sessions);
        let folder = store::find(&stock.paths, "last", &self.now.wall).unwrap();
        self.app = App::review(stock, &folder, self.now).unwrap();
        self.draw();
        self
    }

    /// Opens the gold sessions of a coach's first round, as by `forty review --calibrate`.
    pub fn calibrate(&mut self) -> &mut Self {
        self.open_coach("kim", "desk", |mut stock, now| {
            let (coach, _) = stock.coach(now.wall).unwrap();
            let folder = calibration::begin(&stock.paths, &coach, 0, &now.wall);
            stock.paths.sessions = folder.unwrap();
            App::sessions(stock, now).unwrap()
        })
    }

    fn open_coach(
        &mut self,
        name: &str,
        machine: &str,
        open: impl FnOnce(AppContext, ClockReading) -> App,
    ) -> &mut Self {
        self.end_program();
        let day = Duration::from_secs(24 * 60 * 60);
        self.advance(day, day, day);
        let mut stock = app_context(&self.home);
        stock.settings.coach = name.into();
        stock.paths.state = self.home.path().join(machine);
        stock.paths.config = self.home.path().join(machine);
        stock.chance = SplitMix64(machine.bytes().map(u64::from).sum());
        self.app = open(stock, self.now);
        // The loop asks for a preview before it waits.
        self.take_turn(&[]);
        self.draw();
        self
    }

    /// Ends the program, whose threads go on until the disk has everything: then no lock is held any more. Home is open.
    pub fn end_program(&mut self) {
        self.app = App::home(app_context(&self.home), self.now);
        for lock in locks(self.home.path()) {
            wait_until(&lock, |file| file.try_lock().ok());
        }
    }

    /// Every file of the latest session with its bytes, without the reviews.
    pub fn own_files(&self) -> Vec<(String, Vec<u8>)> {
        let paths = app_context(&self.home).paths;
        let folder = store::find(&paths, "last", &self.now.wall).unwrap();
        let files = std::fs::read_dir(folder)
            .unwrap()
            .map(|file| file.unwrap().path());
        let files = files.filter(|path| path.is_file());
        let name =
            |path: &std::path::Path| path.file_name().unwrap().to_string_lossy().into_owned();
        let mut files: Vec<_> = files
            .map(|path| (name(&path), std::fs::read(path).unwrap()))
            .collect();
        files.sort();
        files
    }

    /// The folder of the latest session in a sessions folder.
    pub fn folder_in(&self, sessions: &std::path::Path) -> std::path::PathBuf {
        let paths = Paths {
            sessions: sessions.to_owned(),
            ..app_context(&self.home).paths
        };
        store::find(&paths, "last", &self.now.wall).unwrap()
    }

    /// The reviews of the latest session.
    pub fn reviews(&self) -> Vec<forty::domain::judging::review::Review> {
        let paths = app_context(&self.home).paths;
        let folder = store::find(&paths, "last", &self.now.wall).unwrap();
        let (kept, remarks) = store::reviews(&folder, &self.record());
        assert_eq!(remarks, Vec::<String>::new());
        kept.into_iter().map(|kept| kept.review).collect()
    }

    /// Home again, a day later, as by `forty`.
    pub fn go_home(&mut self) -> &mut Self {
        self.open_coach("sam", "state", App::home)
    }

    /// A file of the latest session.
    pub fn file(&self, name: &str) -> String {
        let paths = app_context(&self.home).paths;
        let folder = store::find(&paths, "last", &self.now.wall).unwrap();
        when_saved(&folder.join(name))
    }

    /// Replaces a text in the session's copy of the design.
    pub fn spoil_design(&self, text: &str) {
        let paths = app_context(&self.home).paths;
        let path = store::find(&paths, "last", &self.now.wall).unwrap();
        let path = path.join("design.toml");
        store::files::replace(&path, text.as_bytes()).unwrap();
    }

    /// Why the latest session cannot be debriefed.
    pub fn no_debrief(&self) -> Failure {
        app_context(&self.home)
            .to_debrief(Some("last"), &self.now.wall)
            .unwrap_err()
    }

    /// Cuts the journal in the middle of a line, as a power cut does.
    fn tear(&mut self) {
        let paths = app_context(&self.home).paths;
        let journal = store::find(&paths, "last", &self.now.wall)
            .unwrap()
            .join("journal.jsonl");
        let mut file = std::fs::OpenOptions::new()
            .append(true)
            .open(journal)
            .unwrap();
        std::io::Write::write_all(&mut file, b"{\"n\":9").unwrap();
    }

    /// Starts the program again after a kill: rescued sessions are taken back, and home opens.
    pub fn start_again(&mut self) -> &mut Self {
        self.end_program();
        let mut context = app_context(&self.home);
        context.rescued = store::take_back(&context.paths);
        self.app = App::home(context, self.now);
        self.draw();
        self
    }

    fn kill(&mut self) {
        let start = StartRequest::Resume("last".into());
        self.file("checkpoint.jsonl");
        self.end_program();
        self.advance(
            Duration::from_secs(60),
            Duration::from_secs(60),
            Duration::from_secs(60),
        );
        self.app = App::interview(app_context(&self.home), &start, self.now).unwrap();
        self.draw();
    }

    fn key(&mut self, code: KeyCode, modifiers: KeyModifiers) {
        self.send(&bytes_of(code, modifiers));
    }

    /// Sends what a terminal sends.
    fn send(&mut self, bytes: &str) {
        self.turn(&[LoopMessage::Bytes(
            bytes.as_bytes().to_vec(),
            self.now.awake,
        )]);
    }

    /// One turn of the loop. Previews are read at once, unless the test holds them.
    fn take_turn(&mut self, messages: &[LoopMessage]) {
        let mut orders = self.app.turn(messages, self.now);
        let jobs = orders.extract_if(.., |order| matches!(order, Order::LoadPreview(_)));
        let jobs: Vec<PreviewJob> = jobs
            .filter_map(|order| match order {
                Order::LoadPreview(job) => Some(job),
                _ => None,
            })
            .collect();
        self.orders.extend(orders);
        if self.holds_previews {
            self.previews.extend(jobs);
            return;
        }
        for job in jobs {
            self.answer_preview(&job);
        }
    }

    /// Reads a preview and sends it to the app.
    pub fn answer_preview(&mut self, job: &PreviewJob) {
        self.take_turn(&[LoopMessage::Preview(job.number, job.run())]);
        if self.app.is_changed() {
            self.draw();
        }
    }

    fn turn(&mut self, messages: &[LoopMessage]) {
        self.take_turn(messages);
        if self.app.is_changed() {
            self.draw();
        }
    }

    fn draw(&mut self) {
        self.frames += 1;
        let (app, now) = (&mut self.app, self.now);
        self.terminal.draw(|frame| app.draw(frame, now)).unwrap();
    }

    fn advance(&mut self, awake: Duration, boot: Duration, wall: Duration) {
        self.now.awake += awake;
        self.now.boot += boot;
        self.now.wall += wall;
    }
}

/// A screen as text, line ends trimmed; the folder `home` is named `~`.
pub fn text_of(buffer: &Buffer, home: &str) -> String {
    let mut lines = Vec::new();
    for y in 0..buffer.area.height {
        let mut line = String::new();
        let mut skip = 0;
        for x in 0..buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            if skip == 0 {
                line.push_str(symbol);
                skip = unicode_width::UnicodeWidthStr::width(symbol).max(1);
            }
            skip -= 1;
        }
        lines.push(line.replace(home, "~").trim_end().to_owned());
    }
    lines.join("\n") + "\n"
}

/// A key by its name in a script.
pub fn named_key(words: &str) -> (KeyCode, KeyModifiers) {
    let mut modifiers = KeyModifiers::NONE;
    let mut name = words;
    for (prefix, modifier) in [
        ("c-", KeyModifiers::CONTROL),
        ("a-", KeyModifiers::ALT),
        ("s-", KeyModifiers::SHIFT),
    ] {
        if let Some(rest) = name.strip_prefix(prefix).filter(|rest| !rest.is_empty()) {
            modifiers |= modifier;
            name = rest;
        }
    }
    let code = match name {
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "pgup" => KeyCode::PageUp,
        "pgdn" => KeyCode::PageDown,
        "tab" => KeyCode::Tab,
        "backtab" => KeyCode::BackTab,
        "bs" => KeyCode::Backspace,
        "del" => KeyCode::Delete,
        "space" => KeyCode::Char(' '),
        "lt" => KeyCode::Char('<'),
        "ins" => KeyCode::Insert,
        other if other.len() > 1 && other.starts_with('f') => {
            KeyCode::F(other[1..].parse().unwrap())
        }
        other if other.chars().count() == 1 => KeyCode::Char(other.chars().next().unwrap()),
        other => panic!("no key `<{other}>`"),
    };
    (code, modifiers)
}

/// What a terminal sends for a key.
fn bytes_of(code: KeyCode, modifiers: KeyModifiers) -> String {
    let bit = |modifier, bit| u32::from(modifiers.contains(modifier)) * bit;
    let number =
        1 + bit(KeyModifiers::SHIFT, 1) + bit(KeyModifiers::ALT, 2) + bit(KeyModifiers::CONTROL, 4);
    let with_modifiers = |plain: char| format!("\x1b[{};{number}u", u32::from(plain));
    let letter = |letter: char| format!("\x1b[1;{number}{letter}");
    match code {
        KeyCode::Char(plain) if modifiers.is_empty() => plain.to_string(),
        KeyCode::Enter if modifiers.is_empty() => "\r".into(),
        KeyCode::Tab if modifiers.is_empty() => "\t".into(),
        KeyCode::Backspace if modifiers.is_empty() => "\x7f".into(),
        KeyCode::Esc if modifiers.is_empty() => "\x1b".into(),
        KeyCode::Char(plain) => with_modifiers(plain),
        KeyCode::Enter => with_modifiers('\r'),
        KeyCode::Tab => with_modifiers('\t'),
        KeyCode::Backspace => with_modifiers('\x7f'),
        KeyCode::Esc => with_modifiers('\x1b'),
        KeyCode::BackTab => "\x1b[Z".into(),
        KeyCode::Up => letter('A'),
        KeyCode::Down => letter('B'),
        KeyCode::Right => letter('C'),
        KeyCode::Left => letter('D'),
        KeyCode::Home => letter('H'),
        KeyCode::End => letter('F'),
        KeyCode::Insert => format!("\x1b[2;{number}~"),
        KeyCode::Delete => format!("\x1b[3;{number}~"),
        KeyCode::PageUp => format!("\x1b[5;{number}~"),
        KeyCode::PageDown => format!("\x1b[6;{number}~"),
        KeyCode::F(key) => {
            let code = [11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24][usize::from(key) - 1];
            format!("\x1b[{code};{number}~")
        }
        other => panic!("no terminal sends {other:?}"),
    }
}

/// The context for drawing a screen without the app.
pub fn context(message: Option<&StatusMessage>) -> DrawContext<'_> {
    DrawContext {
        now: beginning(),
        keys: &remap::NONE,
        // Nothing is clicked without the app.
        clicks: Box::leak(Box::default()),
        symbols: forty::domain::symbols::Symbols::default(),
        message,
        unsaved: None,
        unsaved_for: Duration::ZERO,
        unsynced: None,
    }
}

/// 14:05:12 in a time zone one hour east of UTC, on clocks with arbitrary starts.
pub fn beginning() -> ClockReading {
    ClockReading {
        awake: Duration::from_millis(77_777),
        boot: Duration::from_millis(99_999),
        wall: DateTime::parse_from_rfc3339("2026-11-23T14:05:12+01:00").unwrap(),
    }
}

fn settings() -> Settings {
    Settings {
        candidate: "sam".into(),
        coach: "sam".into(),
        ..Settings::default()
    }
}

pub fn app_context(home: &TempDir) -> AppContext {
    let given = Given {
        home: Some(home.path().to_owned()),
        ..Given::default()
    };
    let paths = Paths::resolve(&given).unwrap();
    AppContext {
        coaches_remark: None,
        is_candidate_named: false,
        library: Library::new(Vec::new()),
        paths,
        settings: settings(),
        settings_remark: None,
        program: "forty 0".into(),
        chance: SplitMix64(7),
        rescued: Vec::new(),
    }
}

/// The text of a file that the sync thread writes after the screen was drawn.
fn when_saved(path: &Path) -> String {
    wait_until(path, |mut file| {
        let mut text = String::new();
        file.read_to_string(&mut text).ok().map(|_| text)
    })
}

/// Waits until a file is there and has what is wanted.
#[expect(clippy::disallowed_methods, reason = "a wait needs a deadline")]
fn wait_until<T>(path: &Path, wanted: impl Fn(File) -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        match File::open(path).ok().and_then(&wanted) {
            Some(found) => return found,
            None if begun.elapsed().as_secs() > 60 => panic!("waited for {}", path.display()),
            None => std::thread::yield_now(),
        }
    }
}

/// The lock files below a folder.
fn locks(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if entry.file_type().unwrap().is_dir() {
            found.extend(locks(&path));
        } else if path.ends_with("lock") || path.extension().is_some_and(|end| end == "lock") {
            found.push(path);
        }
    }
    found
}
