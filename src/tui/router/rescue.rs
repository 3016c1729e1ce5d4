//! The dialog for leaving with a session that cannot be saved. It offers another folder.

use std::path::PathBuf;

use ratatui::Frame;
use ratatui::layout::{Margin, Rect};
use ratatui::text::Line;
use ratatui::widgets::{Clear, Widget};
use unicode_width::UnicodeWidthStr;

use crate::domain::sanitize;
use crate::tui::input::Key;
use crate::tui::keys::remap::KeyMap;
use crate::tui::keys::{self, Action, Context};
use crate::tui::theme;
use crate::tui::widgets::boxes::{draw_border_keys, draw_dialog};
use crate::tui::widgets::clicks::Clicks;
use crate::tui::widgets::text_input::TextInput;
use crate::tui::widgets::{below, fit, from_column, put, put_lines, wrap_command};

/// The most characters of a typed folder.
const LONGEST_PATH: usize = 1000;

/// The columns of the dialog, and its rows beside those of the reasons and the folder.
const WIDTH: u16 = 70;
const ROWS: u16 = 6;
/// The indent of the folder.
const INDENT: u16 = 3;
/// The most rows of a text.
const MOST_ROWS: usize = 6;

/// The open dialog.
#[derive(Debug)]
pub struct Rescue {
    /// Why the session is not saved.
    pub reason: String,
    /// The sessions folder that is offered instead.
    pub folder: PathBuf,
    /// The folder while it is edited.
    pub input: Option<TextInput>,
    /// Why the session cannot be written to that folder either.
    pub why_not: Option<String>,
    /// Whether leaving ends the program or shows home.
    pub then_quit: bool,
}

/// The answer of the user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RescueAnswer {
    /// Write everything to the offered folder, then leave.
    Write,
    /// Leave without saving what is not on disk.
    Leave,
    /// Continue the interview.
    Cancel,
}

impl Rescue {
    /// The dialog about a session that is not saved for this reason.
    pub fn new(reason: String, folder: PathBuf, then_quit: bool) -> Self {
        Self {
            reason,
            folder,
            input: None,
            why_not: None,
            then_quit,
        }
    }

    /// Handles a key; returns the answer if it is one.
    pub fn on(&mut self, key: Key) -> Option<RescueAnswer> {
        if let Some(input) = &mut self.input {
            let action = keys::action(Context::Naming, key);
            match action {
                Some(Action::Back) => self.input = None,
                Some(Action::Clear) => input.set(""),
                Some(Action::Accept) if input.is_blank() => {}
                Some(Action::Accept) => {
                    // The path is absolute, so that the message about it can be used anywhere.
                    let typed = PathBuf::from(input.text().trim());
                    self.folder = std::path::absolute(&typed).unwrap_or(typed);
                    self.input = None;
                    return Some(RescueAnswer::Write);
                }
                action => {
                    input.on(action.as_ref(), key);
                }
            }
            return None;
        }
        match keys::action(Context::Unsaved, key)? {
            Action::WriteElsewhere => Some(RescueAnswer::Write),
            Action::LeaveUnsaved => Some(RescueAnswer::Leave),
            Action::Cancel => Some(RescueAnswer::Cancel),
            Action::EditFolder => {
                let folder = self.folder.display().to_string();
                self.input = Some(TextInput::new(&folder, LONGEST_PATH));
                None
            }
            _ => None,
        }
    }

    /// Inserts a pasted text into the folder while it is edited.
    pub fn paste(&mut self, text: &str) {
        if let Some(input) = &mut self.input {
            input.paste(text);
        }
    }

    /// The context in which keys are looked up now.
    pub fn context(&self) -> Context {
        if self.input.is_some() {
            Context::Naming
        } else {
            Context::Unsaved
        }
    }

    /// The texts in rows of so many columns, and in at most `rows` rows together.
    fn texts(&self, width: usize, rows: usize) -> Texts {
        let whole = format!("NOT SAVED: {}", sanitize::line(&self.reason));
        let is_short = whole.width() + 4 <= width;
        let reason = if is_short { "" } else { &*self.reason };
        let why_not = self.why_not.as_deref().unwrap_or_default();
        let folder = self.folder.display().to_string();
        let room = width.saturating_sub(usize::from(INDENT));
        let folder = sanitize::line(&folder);
        let (reason, why_not) = (sanitize::line(reason), sanitize::line(why_not));
        let mut most = [MOST_ROWS; 3];
        if self.input.is_some() {
            most[1] = 1;
        }
        let texts = [(&*reason, width), (&*folder, room), (&*why_not, width)];
        let [reason, folder, why_not] = wrapped(texts, most, rows);
        Texts {
            title: if is_short {
                whole
            } else {
                "NOT SAVED".to_owned()
            },
            reason,
            folder,
            why_not,
        }
    }

    /// Draws the dialog in the middle of the screen.
    pub fn draw(&mut self, (own, clicks): (&KeyMap, &Clicks), frame: &mut Frame<'_>) {
        let area = frame.area();
        let buf = frame.buffer_mut();
        let width = usize::from(area.width.min(WIDTH)).saturating_sub(4);
        let rows = usize::from(area.height.saturating_sub(ROWS));
        let texts = self.texts(width, rows);
        let title = Line::styled(texts.title, theme::ERROR);
        let rows = texts.reason.len() + texts.folder.len() + texts.why_not.len().max(1);
        let height = ROWS + rows as u16;
        let inside = draw_dialog(title, Line::default(), (WIDTH, height), area, buf);
        let keys = own.box_keys(self.context());
        draw_border_keys(&keys, inside, clicks, buf);
        let inner = inside.inner(Margin::new(1, 0));
        let answers = own.footer(Context::Unsaved, |_| true);
        let mut row = texts.reason.len() as u16;
        put_lines(texts.reason, theme::PLAIN, inner, buf);
        let mut field = inner;
        let mut drawn = Vec::new();
        for (index, key) in answers.iter().enumerate() {
            let words = match key.action {
                Action::WriteElsewhere => "write everything to another folder, then leave:",
                Action::EditFolder => "type another folder",
                Action::Cancel => "keep working: saving is retried each second (Esc too)",
                _ => "leave without saving: what is not saved is lost",
            };
            let line = below(inner, row);
            let text = from_column(line, key.label.width() as u16 + 2);
            put(&key.label, theme::ACCENT_STRONG, 0, line, buf);
            put(words, theme::PLAIN, 0, text, buf);
            drawn.push((Rect { height: 1, ..line }, index));
            row += 1;
            if key.action == Action::WriteElsewhere {
                field = below(from_column(inner, INDENT), row);
                put_lines(&texts.folder, theme::PLAIN, field, buf);
                row += texts.folder.len().max(1) as u16;
            }
        }
        if self.input.is_none() {
            clicks.add(&answers, drawn);
        }
        put_lines(texts.why_not, theme::PLAIN, below(inner, row), buf);
        field.height = field.height.min(1);
        let caret = match &mut self.input {
            Some(input) => {
                Clear.render(field, buf);
                input.draw(field, theme::ACCENT_STRONG, buf)
            }
            None => inner.as_position(),
        };
        frame.set_cursor_position(caret);
    }
}

/// The texts of the dialog, wrapped; one that is cut ends in an ellipsis.
struct Texts {
    title: String,
    /// Why the session is not saved, where the title has no room for it.
    reason: Vec<String>,
    folder: Vec<String>,
    why_not: Vec<String>,
}

/// Texts wrapped to their widths, each to at most so many rows, and all to at most `rows` together: the answers below them
/// must stay in view, so the longest text gives rows away first. An empty text has none.
fn wrapped(texts: [(&str, usize); 3], most: [usize; 3], rows: usize) -> [Vec<String>; 3] {
    let mut all = texts.map(|(text, width)| {
        if text.is_empty() {
            Vec::new()
        } else {
            wrap_command(text, width)
        }
    });
    let mut counts = most;
    for (count, lines) in counts.iter_mut().zip(&all) {
        *count = lines.len().min(*count);
    }
    while counts.iter().sum::<usize>() > rows {
        let Some(longest) = counts.iter_mut().max().filter(|count| **count > 1) else {
            break;
        };
        *longest -= 1;
    }
    for ((lines, count), (_, width)) in all.iter_mut().zip(counts).zip(texts) {
        if lines.len() > count {
            let rest = lines.split_off(count.saturating_sub(1)).join(" ");
            lines.push(fit(&rest, width));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use crossterm::event::KeyCode;
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;

    use super::*;
    use crate::tui::keys::remap;

    fn dialog() -> Rescue {
        let reason = "no space left on the disk".to_owned();
        Rescue::new(reason, "/home/ada/state/rescued".into(), true)
    }

    fn screen(rescue: &mut Rescue, width: u16) -> String {
        let mut terminal = Terminal::new(TestBackend::new(width, 20)).unwrap();
        let own = (&remap::NONE, &Clicks::default());
        terminal.draw(|frame| rescue.draw(own, frame)).unwrap();
        terminal.backend().to_string()
    }

    #[test]
    fn the_dialog_says_why_nothing_is_saved_and_offers_a_folder() {
        let mut rescue = dialog();
        rescue.why_not = Some("cannot write /mnt: Read-only file system".to_owned());
        for width in [60, 80] {
            let screen = screen(&mut rescue, width);
            for words in [
                "NOT SAVED: no space left on the disk",
                "write everything to another folder, then leave:",
                "/home/ada/state/rescued",
                "keep working: saving is retried each second",
                "leave without saving: what is not saved is lost",
                "cannot write /mnt: Read-only file system",
            ] {
                assert!(screen.contains(words), "{words}: {screen}");
            }
        }
    }

    #[test]
    fn long_reasons_and_the_folder_are_whole() {
        let why = "cannot write /mnt/backup/of/everything/state/rescued/20261123-130512-image-caption-generator-661c: Read-only file system";
        let long = "cannot sync the journal: Input/output error (os error 5); a new file is tried after 64 seconds";
        let mut rescue = dialog();
        let folder =
            "/home/ada/forty-rescued-20261129-073253-image-caption-generator-661c-and-longer";
        rescue.folder = folder.into();
        (rescue.reason, rescue.why_not) = (long.to_owned(), Some(why.to_owned()));
        for width in [60, 80] {
            let screen = screen(&mut rescue, width);
            let rows = screen
                .lines()
                .map(|row| row.trim_matches(['"', ' ', '│']).trim());
            let shown = rows.collect::<Vec<_>>().join(" ");
            let bare = |text: &str| text.replace(' ', "");
            for text in [
                long,
                folder,
                why,
                "leave without saving: what is not saved is lost",
            ] {
                assert!(bare(&shown).contains(&bare(text)), "{text}: {screen}");
            }
        }
    }

    #[test]
    fn texts_that_are_cut_end_in_an_ellipsis_and_never_hide_an_answer() {
        let mut rescue = dialog();
        rescue.reason = "the disk is full ".repeat(40);
        rescue.why_not = Some("it cannot be written ".repeat(40));
        rescue.folder = "/home/ada/a-long-folder".repeat(40).into();
        for is_edited in [false, true] {
            rescue.input = is_edited.then(|| TextInput::new("/home/ada", LONGEST_PATH));
            for width in [60, 80] {
                let screen = screen(&mut rescue, width);
                for words in [
                    "NOT SAVED",
                    "write everything to another folder, then leave:",
                    "type another folder",
                    "keep working: saving is retried each second",
                    "leave without saving: what is not saved is lost",
                    "it cannot be written",
                    "╰─",
                ] {
                    assert!(screen.contains(words), "{words}: {screen}");
                }
                let cut = if is_edited { 2 } else { 3 };
                assert_eq!(screen.matches('…').count(), cut, "{screen}");
            }
        }
    }

    #[test]
    fn keys_of_the_user_are_named_and_every_answer_can_be_clicked() {
        let keys = ["L".to_owned()];
        let (own, _) = KeyMap::new([("leave-unsaved", keys.as_slice())]);
        for (width, height) in [(60, 20), (80, 24), (120, 40)] {
            let clicks = Clicks::default();
            let mut rescue = dialog();
            let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
            let draw = |frame: &mut Frame<'_>| rescue.draw((&own, &clicks), frame);
            terminal.draw(draw).unwrap();
            let screen = terminal.backend().to_string();
            assert!(screen.contains("L  leave without saving"), "{screen}");
            let border = "w write elsewhere   s keep working   e edit   L leave";
            assert!(screen.contains(border), "{screen}");
            let lines: Vec<&str> = screen.lines().collect();
            let row = lines
                .iter()
                .position(|line| line.contains("L  leave"))
                .unwrap();
            // The backend writes a quote before each line.
            let column = lines[row][..lines[row].find("L  leave").unwrap()]
                .chars()
                .count()
                - 1;
            assert_eq!(clicks.at(column as u16, row as u16), Some(Key::char('x')));
        }
    }

    #[test]
    fn the_offered_folder_can_be_edited_and_the_edited_one_is_written_to() {
        let mut rescue = dialog();
        let key = |code| Key::plain(code);
        assert_eq!(rescue.on(Key::char('e')), None);
        for _ in 0.."rescued".len() {
            assert_eq!(rescue.on(key(KeyCode::Backspace)), None);
        }
        // These letters are answers elsewhere in the dialog.
        for letter in "wsx".chars() {
            assert_eq!(rescue.on(Key::char(letter)), None);
        }
        assert!(screen(&mut rescue, 80).contains("/home/ada/state/wsx"));
        assert_eq!(rescue.on(key(KeyCode::Enter)), Some(RescueAnswer::Write));
        assert_eq!(rescue.folder, PathBuf::from("/home/ada/state/wsx"));
        assert_eq!(rescue.input.as_ref().map(TextInput::text), None);
    }

    #[test]
    fn esc_while_the_folder_is_edited_keeps_the_offered_one() {
        let mut rescue = dialog();
        rescue.on(Key::char('e'));
        rescue.on(Key::char('x'));
        assert_eq!(rescue.on(Key::plain(KeyCode::Esc)), None);
        assert_eq!(rescue.folder, PathBuf::from("/home/ada/state/rescued"));
        assert_eq!(rescue.on(Key::char('w')), Some(RescueAnswer::Write));
    }
}
