//! The screens on which the program opens.

use std::path::Path;
use std::time::Duration;

use super::open::{self, OpenedScreen};
use super::previews::Previews;
use super::screen::Screen;
use super::{App, KeyMap, Wait};
use crate::app::context::AppContext;
use crate::app::failure::Failure;
use crate::app::start::StartRequest;
use crate::domain::interview::ClockReading;
use crate::domain::overview::Role;
use crate::tui::effect::StatusMessage;
use crate::tui::input::Decoder;
use crate::tui::look::Look;
use crate::tui::screens::home::HomeScreen;
use crate::tui::widgets::clicks::Clicks;

impl App {
    /// Opens on home.
    pub fn home(context: AppContext, now: ClockReading) -> Self {
        let data = context.home_data(&now.wall);
        let remark = data.remark.clone();
        let home = HomeScreen::new(data);
        let mut app = Self::on(context, OpenedScreen::new(Screen::Home(Box::new(home))));
        app.message = app.first_message().or(remark).map(StatusMessage::from);
        app.from_home = true;
        app
    }

    /// Opens on an interview, new or resumed.
    ///
    /// # Errors
    /// When it cannot be started or resumed.
    pub fn interview(
        mut context: AppContext,
        start: &StartRequest,
        now: ClockReading,
    ) -> Result<Self, Failure> {
        let mut opened = open::interview(&mut context, start, now)?;
        let remark = opened.message.take();
        let mut app = Self::on(context, opened);
        let remarks = joined(app.file_remarks().chain(remark));
        app.message = remarks.or(app.first_message()).map(StatusMessage::from);
        app.wait.began = now.awake;
        app.record(now);
        app.take_up_left(now);
        Ok(app)
    }

    /// Opens on the debrief of the finished session in this folder.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn debrief(context: AppContext, folder: &Path, now: ClockReading) -> Result<Self, Failure> {
        let opened = open::debrief(&context, folder, now.wall)?;
        let mut app = Self::on(context, opened).noting_files();
        app.record(now);
        Ok(app)
    }

    /// Opens on a coach's table of sessions.
    ///
    /// # Errors
    /// When the sessions folder cannot be listed.
    pub fn sessions(context: AppContext, now: ClockReading) -> Result<Self, Failure> {
        let opened = open::table(&context, Role::Coach, now.wall)?;
        Ok(Self::on(context, opened).noting_files())
    }

    /// The same with this before the first message.
    #[must_use]
    pub fn with_message(mut self, message: String) -> Self {
        self.say_all(std::iter::once(message));
        self
    }

    /// Opens on the concept cards that are due.
    ///
    /// # Errors
    /// When the sessions or the schedule cannot be read.
    pub fn cards(context: AppContext, now: ClockReading) -> Result<Self, Failure> {
        let opened = open::cards(&context, now.wall)?;
        Ok(Self::on(context, opened).noting_files())
    }

    /// Opens on the tutor.
    ///
    /// # Errors
    /// When its files cannot be read.
    pub fn tutor(context: AppContext, now: ClockReading) -> Result<Self, Failure> {
        let mut app = Self::on(context, open::tutor(now)?).noting_files();
        app.wait.began = now.awake;
        app.record(now);
        Ok(app)
    }

    /// Opens on the review of the session in this folder.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn review(context: AppContext, folder: &Path, now: ClockReading) -> Result<Self, Failure> {
        let opened = open::review(&context, folder, now.wall)?;
        Ok(Self::on(context, opened).noting_files())
    }

    /// The same with what happened to files before the message of the screen.
    fn noting_files(mut self) -> Self {
        let remarks = self.file_remarks();
        self.say_all(remarks);
        self
    }

    /// Says these remarks before the message.
    fn say_all(&mut self, remarks: impl Iterator<Item = String>) {
        let message = self.message.take().map(|message| message.text);
        self.message = joined(remarks.chain(message)).map(StatusMessage::from);
    }

    /// What happened to rescued sessions and to the list of coaches.
    fn file_remarks(&self) -> impl Iterator<Item = String> + use<> {
        let remarks = self.context.rescued.iter();
        let remarks = remarks.chain(&self.context.coaches_remark);
        remarks.cloned().collect::<Vec<_>>().into_iter()
    }

    /// What the user must know about the files of all sessions and designs.
    fn first_message(&self) -> Option<String> {
        let remark = joined(self.file_remarks());
        let remark = remark.or_else(|| self.context.settings_remark.clone());
        remark.or_else(|| self.context.library.framework_warning())
    }

    fn on(context: AppContext, opened: OpenedScreen) -> Self {
        Self {
            context,
            screen: opened.screen,
            beneath: Vec::new(),
            recording: opened.recording,
            scratch: None,
            farewell: None,
            decoder: Decoder::default(),
            message: opened.message.map(StatusMessage::from),
            said: Vec::new(),
            notice: None,
            changed: true,
            drawn: Duration::ZERO,
            flash_until: None,
            wait: Wait::default(),
            deaf_until: Duration::ZERO,
            rescue: None,
            command_box: None,
            clicks: Clicks::default(),
            from_home: false,
            unsaved_since: None,
            look: Look::default(),
            keys: KeyMap::default(),
            previews: Previews::default(),
            orders: Vec::new(),
        }
    }
}

/// Several remarks as one message.
fn joined(remarks: impl Iterator<Item = String>) -> Option<String> {
    let remarks: Vec<String> = remarks.collect();
    (!remarks.is_empty()).then(|| remarks.join("; "))
}
