//! The real program in a pseudoterminal: bytes in, a screen out. Every wait is for a condition and has a deadline.

use std::io::{Read, Write};
use std::sync::mpsc;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use tempfile::TempDir;

/// A wait that takes this long has failed. Generous, for a machine that is busy with other work.
const DEADLINE: Duration = Duration::from_secs(30);

/// What the program has written so far.
struct Output {
    parser: vt100::Parser,
    bytes: Vec<u8>,
    /// The window is being closed: the next bytes are the last that are read.
    closing: bool,
    /// Everything was read: no program has the terminal any more.
    is_whole: bool,
    /// The terminal reads nothing once this many bytes were written.
    stall_at: Option<usize>,
}

impl Output {
    fn screen(&self) -> String {
        self.parser.screen().contents()
    }

    fn is_stalled(&self) -> bool {
        self.stall_at.is_some_and(|at| self.bytes.len() >= at)
    }
}

pub struct Terminal {
    master: Option<Box<dyn MasterPty + Send>>,
    keys: Option<Box<dyn Write + Send>>,
    output: Arc<(Mutex<Output>, Condvar)>,
    child: Option<Box<dyn Child + Send + Sync>>,
    pub process: i32,
    /// The terminal's modes before the program started.
    pub initial_modes: String,
}

impl Terminal {
    /// Starts `forty` with these arguments in a terminal of this size, with its files in `home`. `["sh", script]`
    /// starts a shell that runs the script and then becomes `forty start`.
    pub fn start(home: &TempDir, arguments: &[&str], size: (u16, u16)) -> Self {
        Self::start_with(home, arguments, size, &[])
    }

    /// The same with more environment variables.
    pub fn start_with(
        home: &TempDir,
        arguments: &[&str],
        (columns, rows): (u16, u16),
        variables: &[(&str, &str)],
    ) -> Self {
        let pair = native_pty_system().openpty(size(columns, rows)).unwrap();
        let program = env!("CARGO_BIN_EXE_forty");
        let mut command = if let ["sh", script] = arguments {
            let mut shell = CommandBuilder::new("/bin/sh");
            shell.args(["-c", &format!("{script}; exec {program} start")]);
            shell
        } else {
            let mut command = CommandBuilder::new(program);
            command.args(arguments);
            command
        };
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("TZ", "UTC");
        command.env("FORTY_HOME", home.path());
        command.env("USER", "sam");
        for (name, value) in variables {
            command.env(name, value);
        }
        let initial_modes = format!("{:?}", pair.master.get_termios());
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let output = Output {
            parser: vt100::Parser::new(rows, columns, 0),
            bytes: Vec::new(),
            closing: false,
            is_whole: false,
            stall_at: None,
        };
        let output = Arc::new((Mutex::new(output), Condvar::new()));
        let shared = Arc::clone(&output);
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            loop {
                let read = reader.read(&mut bytes).unwrap_or(0);
                let mut output = shared.0.lock().unwrap();
                output.parser.process(&bytes[..read]);
                output.bytes.extend_from_slice(&bytes[..read]);
                output.is_whole = read == 0;
                shared.1.notify_all();
                if read == 0 || output.closing {
                    break;
                }
                drop(
                    shared
                        .1
                        .wait_while(output, |output| output.is_stalled())
                        .unwrap(),
                );
            }
        });
        Self {
            initial_modes,
            process: child.process_id().unwrap().try_into().unwrap(),
            keys: Some(pair.master.take_writer().unwrap()),
            master: Some(pair.master),
            output,
            child: Some(child),
        }
    }

    pub fn send(&mut self, bytes: &str) -> &mut Self {
        let keys = self.keys.as_mut().unwrap();
        keys.write_all(bytes.as_bytes()).unwrap();
        keys.flush().unwrap();
        self
    }

    /// Waits until the screen contains this text.
    pub fn wait_for(&mut self, text: &str) -> &mut Self {
        self.wait_until(text, |screen| screen.contains(text))
    }

    /// Waits until the screen as text meets a condition, which `what` names.
    pub fn wait_until(&mut self, what: &str, holds: impl Fn(&str) -> bool) -> &mut Self {
        self.wait_while(what, |output| !holds(&output.screen()));
        self
    }

    fn wait_while(&self, what: &str, still: impl Fn(&Output) -> bool) {
        let (output, changed) = &*self.output;
        let output = output.lock().unwrap();
        let (output, timeout) = changed
            .wait_timeout_while(output, DEADLINE, |output| still(output))
            .unwrap();
        assert!(
            !timeout.timed_out(),
            "`{what}` did not appear on\n{}",
            output.screen()
        );
    }

    /// Waits until these bytes were written somewhere after the first `after` bytes.
    pub fn wait_for_bytes(&mut self, bytes: &[u8], after: usize) -> &mut Self {
        self.wait_until_written(&String::from_utf8_lossy(bytes), |written| {
            let written = &written[after.min(written.len())..];
            written.windows(bytes.len()).any(|window| window == bytes)
        });
        self
    }

    /// Waits until all bytes that were written meet a condition, which `what` names.
    pub fn wait_until_written(&self, what: &str, holds: impl Fn(&[u8]) -> bool) {
        self.wait_while(what, |output| !holds(&output.bytes));
    }

    /// Waits until all is read that was written: a program may end before.
    pub fn wait_until_whole(&self) {
        self.wait_while("the end of the output", |output| !output.is_whole);
    }

    pub fn screen(&self) -> String {
        self.output.0.lock().unwrap().screen()
    }

    /// Everything that was written so far.
    pub fn written(&self) -> Vec<u8> {
        self.output.0.lock().unwrap().bytes.clone()
    }

    pub fn resize(&mut self, columns: u16, rows: u16) {
        let mut output = self.output.0.lock().unwrap();
        output.parser.screen_mut().set_size(rows, columns);
        drop(output);
        self.master
            .as_ref()
            .unwrap()
            .resize(size(columns, rows))
            .unwrap();
    }

    /// Sets the terminal to the modes of a shell, as a job that ran meanwhile would.
    pub fn set_shell_modes(&self) {
        let name = self.master.as_ref().unwrap().tty_name().unwrap();
        let done = std::process::Command::new("stty")
            .arg("-F")
            .arg(name)
            .arg("sane")
            .status()
            .unwrap();
        assert!(done.success());
    }

    /// Waits until the terminal has these modes, compared each time the running clock is drawn.
    pub fn wait_for_modes(&mut self, modes: &str) -> &mut Self {
        self.wait_until_written("the modes", |_| self.modes() == modes);
        self
    }

    /// The terminal's modes now.
    pub fn modes(&self) -> String {
        format!("{:?}", self.master.as_ref().unwrap().get_termios())
    }

    /// Makes the terminal read a little more of what is written from now on, and then nothing. Returns once the program
    /// has written that much. A second of the clock is far less, a whole frame far more.
    pub fn stall_in_a_frame(&mut self, redraw: &str) -> &mut Self {
        let at = self.written().len() + 4096;
        self.output.0.lock().unwrap().stall_at = Some(at);
        self.send(redraw);
        self.wait_until_written("a frame", |written| written.len() >= at);
        self
    }

    /// Lets the terminal read again.
    pub fn read_again(&mut self) -> &mut Self {
        self.output.0.lock().unwrap().stall_at = None;
        self.output.1.notify_all();
        self
    }

    pub fn signal(&self, signal: i32) {
        let process = rustix::process::Pid::from_raw(self.process).unwrap();
        let signal = rustix::process::Signal::from_named_raw(signal).unwrap();
        rustix::process::kill_process(process, signal).unwrap();
    }

    /// Closes the window: no more keys are sent, and output is read only until the running clock is drawn once more.
    pub fn close(&mut self) {
        self.output.0.lock().unwrap().closing = true;
        self.keys = None;
        self.master = None;
    }

    /// Waits until the process is stopped.
    pub fn wait_until_stopped(&self) {
        let process = rustix::process::Pid::from_raw(self.process);
        let (_, status) = rustix::process::waitpid(process, rustix::process::WaitOptions::UNTRACED)
            .unwrap()
            .unwrap();
        assert!(status.stopped(), "{status:?}");
    }

    /// Waits until the process has ended, and returns how.
    pub fn ended(&mut self) -> ExitStatus {
        let mut child = self.child.take().unwrap();
        let (sender, ended) = mpsc::channel();
        thread::spawn(move || sender.send(child.wait().unwrap()));
        ended
            .recv_timeout(DEADLINE)
            .unwrap_or_else(|_| panic!("still running:\n{}", self.screen()))
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    }
}
