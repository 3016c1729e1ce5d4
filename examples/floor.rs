//! A minimal program of the same kind as Forty: a text area and a clock, with the same terminal library, one thread that
//! blocks on keys, and one loop. `benches/terminal` measures its cost in the same run as Forty's. Esc ends it.
#![expect(
    clippy::disallowed_methods,
    reason = "the program has no clock module of its own"
)]

use std::io::{self, stdout};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste, Event, KeyCode};
use crossterm::execute;
use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use ratatui::layout::{Constraint, Layout, Position};
use ratatui::widgets::{Block, Paragraph};
use ratatui::{DefaultTerminal, Frame};

fn main() -> io::Result<()> {
    let mut terminal = ratatui::init();
    execute!(stdout(), EnableBracketedPaste)?;
    let (sender, events) = mpsc::channel();
    thread::spawn(move || {
        while let Ok(event) = crossterm::event::read() {
            if sender.send(event).is_err() {
                break;
            }
        }
    });
    let ended = run(&mut terminal, &events);
    execute!(stdout(), DisableBracketedPaste)?;
    ratatui::restore();
    ended
}

fn run(terminal: &mut DefaultTerminal, events: &Receiver<Event>) -> io::Result<()> {
    let started = Instant::now();
    let mut lines = vec![String::new()];
    loop {
        let elapsed = started.elapsed();
        execute!(stdout(), BeginSynchronizedUpdate)?;
        terminal.draw(|frame| draw(frame, &lines, elapsed))?;
        execute!(stdout(), EndSynchronizedUpdate)?;
        let next_second = Duration::from_secs(elapsed.as_secs() + 1);
        match events.recv_timeout(next_second.saturating_sub(started.elapsed())) {
            Ok(event) if is_end(&event) => return Ok(()),
            Ok(event) => {
                edit(&mut lines, event);
                for event in events.try_iter() {
                    edit(&mut lines, event);
                }
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        }
    }
}

fn is_end(event: &Event) -> bool {
    matches!(event, Event::Key(key) if key.code == KeyCode::Esc)
}

/// Types at the end of the text.
fn edit(lines: &mut Vec<String>, event: Event) {
    let typed = match event {
        Event::Paste(text) => text.replace('\r', "\n"),
        Event::Key(key) => match key.code {
            KeyCode::Char(character) => character.to_string(),
            KeyCode::Enter => "\n".to_owned(),
            _ => return,
        },
        _ => return,
    };
    for (index, part) in typed.split('\n').enumerate() {
        if index > 0 {
            lines.push(String::new());
        }
        if let Some(last) = lines.last_mut() {
            last.push_str(part);
        }
    }
}

fn draw(frame: &mut Frame<'_>, lines: &[String], elapsed: Duration) {
    let [clock, text] =
        Layout::vertical([Constraint::Length(1), Constraint::Min(1)]).areas(frame.area());
    let seconds = elapsed.as_secs();
    frame.render_widget(format!("{}:{:02}", seconds / 60, seconds % 60), clock);
    let block = Block::bordered().title("Text");
    let inner = block.inner(text);
    let shown = &lines[lines.len().saturating_sub(inner.height.into())..];
    frame.render_widget(Paragraph::new(shown.join("\n")).block(block), text);
    let column = shown.last().map_or(0, |line| line.chars().count() as u16);
    frame.set_cursor_position(Position::new(
        inner.x + column.min(inner.width.saturating_sub(1)),
        inner.y + (shown.len() as u16).saturating_sub(1),
    ));
}
