//! A headless Chromium without a network, controlled over WebDriver. Dropping the value ends the browser.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;

/// How long one command may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// The path of Chrome on macOS, where it is not on `PATH`.
const CHROME_ON_MACOS: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/// The programs that a browser test needs.
pub struct Tools {
    driver: PathBuf,
    browser: PathBuf,
}

impl Tools {
    /// Those on the path, or which one is missing.
    pub fn find() -> Result<Self, &'static str> {
        let driver = on_path(&["chromedriver"]).ok_or("no chromedriver")?;
        let names = [
            "chromium",
            "chromium-browser",
            "google-chrome",
            "google-chrome-stable",
        ];
        let browser = on_path(&names).or_else(|| {
            let on_macos = Path::new(CHROME_ON_MACOS);
            on_macos.is_file().then(|| on_macos.to_owned())
        });
        let browser = browser.ok_or("no Chromium")?;
        Ok(Self { driver, browser })
    }
}

fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let places = names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    places.into_iter().find(|place| place.is_file())
}

/// An open browser with one page.
pub struct Browser {
    driver: Child,
    port: u16,
    session: String,
    /// The folder of the browser profile; it is removed with this value.
    profile: TempDir,
}

impl Browser {
    pub fn open(tools: &Tools) -> Self {
        let mut driver = Command::new(&tools.driver)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let port = port(&mut driver);
        let profile = tempfile::tempdir().unwrap();
        let mut browser = Self {
            driver,
            port,
            session: String::new(),
            profile,
        };
        let arguments = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--host-resolver-rules=MAP * ~NOTFOUND",
            "--window-size=1100,900",
        ];
        let mut arguments: Vec<String> = arguments.map(str::to_owned).to_vec();
        arguments.push(format!(
            "--user-data-dir={}",
            browser.profile.path().display()
        ));
        let options = json!({"binary": tools.browser, "args": arguments});
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "goog:chromeOptions": options,
            "goog:loggingPrefs": {"browser": "ALL"},
        }}});
        let opened = browser.request("POST", "/session", &wanted);
        opened["sessionId"]
            .as_str()
            .unwrap()
            .clone_into(&mut browser.session);
        let nothing = json!({"offline": true, "latency": 0, "throughput": 0});
        browser.post(
            "chromium/network_conditions",
            &json!({"network_conditions": nothing}),
        );
        // Violations of the policy are recorded from the start of the page.
        browser.devtools(
            "Page.addScriptToEvaluateOnNewDocument",
            &json!({"source": "window.violations = []; addEventListener('securitypolicyviolation', \
                (event) => window.violations.push(event.violatedDirective + ' ' + event.blockedURI));"}),
        );
        browser
    }

    /// Opens a file and waits until it is loaded.
    pub fn load(&self, page: &Path) {
        let url = format!("file://{}", page.display());
        self.post("url", &json!({ "url": url }));
    }

    /// The return value of a script in the page.
    pub fn run(&self, script: &str, arguments: &Value) -> Value {
        self.post(
            "execute/sync",
            &json!({"script": script, "args": arguments}),
        )
    }

    /// The value that an asynchronous script passes to its last argument.
    pub fn run_async(&self, script: &str) -> Value {
        self.post("execute/async", &json!({"script": script, "args": []}))
    }

    /// Waits until an expression is true in the page, asked once a frame; the test fails after `seconds`.
    pub fn wait(&self, expression: &str, seconds: u32) {
        let script = format!(
            "const done = arguments[0]; const end = performance.now() + {seconds} * 1000; \
             const ask = () => ({expression}) ? done(true) \
               : performance.now() > end ? done(false) : requestAnimationFrame(ask); ask();"
        );
        let came = self.run_async(&script);
        assert_eq!(came, true, "waited {seconds} s for {expression}");
    }

    /// Types into the element with this id.
    pub fn keys(&self, id: &str, keys: &str) {
        let wanted = json!({"using": "css selector", "value": format!("#{id}")});
        let element = self.post("element", &wanted);
        let element = element.as_object().unwrap().values().next().unwrap();
        let path = format!("element/{}/value", element.as_str().unwrap());
        self.post(&path, &json!({ "text": keys }));
    }

    pub fn devtools(&self, command: &str, parameters: &Value) -> Value {
        let wanted = json!({"cmd": command, "params": parameters});
        self.post("goog/cdp/execute", &wanted)
    }

    /// The console messages since the last call.
    pub fn console(&self) -> Vec<String> {
        let log = self.post("se/log", &json!({"type": "browser"}));
        log.as_array()
            .unwrap()
            .iter()
            .map(Value::to_string)
            .collect()
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        self.request("POST", &format!("/session/{}/{path}", self.session), body)
    }

    fn request(&self, method: &str, path: &str, body: &Value) -> Value {
        let (status, answer) = exchange(self.port, method, path, body).unwrap();
        assert!(
            status.contains(" 200"),
            "{method} {path}: {status} {answer}"
        );
        answer["value"].clone()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The driver ends the browser on request; a killed driver would leave it running.
        if !self.session.is_empty() {
            let path = format!("/session/{}", self.session);
            let _ = exchange(self.port, "DELETE", &path, &Value::Null);
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// The port of the driver, from the line that it prints when it is ready.
fn port(driver: &mut Child) -> u16 {
    let mut lines = BufReader::new(driver.stdout.take().unwrap()).lines();
    let ready = lines.find_map(|line| {
        let line = line.ok()?;
        let (_, port) = line.split_once("started successfully on port ")?;
        port.trim_end_matches('.').parse().ok()
    });
    ready.unwrap_or_else(|| {
        let _ = driver.kill();
        let _ = driver.wait();
        panic!("chromedriver did not start")
    })
}

/// One HTTP exchange with the driver on this machine: the status line and the JSON that came back.
fn exchange(port: u16, method: &str, path: &str, body: &Value) -> std::io::Result<(String, Value)> {
    let body = if body.is_null() {
        String::new()
    } else {
        body.to_string()
    };
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let length = body.len();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n\
         Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )?;
    let mut answer = BufReader::new(stream);
    let mut status = String::new();
    answer.read_line(&mut status)?;
    let mut length = 0;
    loop {
        let mut header = String::new();
        answer.read_line(&mut header)?;
        if header.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = header.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().unwrap_or(0);
        }
    }
    let mut bytes = vec![0; length];
    answer.read_exact(&mut bytes)?;
    Ok((
        status.trim().to_owned(),
        serde_json::from_slice(&bytes).unwrap_or_default(),
    ))
}
