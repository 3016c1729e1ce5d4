//! The rules for the page in a browser.

use std::path::{Path, PathBuf};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use forty::domain::sanitize;
use forty::domain::session::replay::Replay;
use forty::domain::session::timeline::clock;
use forty::report::html;
use serde_json::{Value, json};

use crate::driver::Browser;
use crate::fixture::{self, Record};

/// A rule with its name.
pub struct Check {
    pub name: &'static str,
    pub run: fn(&Browser),
    pub needs_axe: bool,
}

const fn check(name: &'static str, run: fn(&Browser)) -> Check {
    Check {
        name,
        run,
        needs_axe: false,
    }
}

pub const CHECKS: &[Check] = &[
    check("the_slider_shows_the_notes_at_its_time", slider),
    check("a_damaged_log_replays_as_it_is_folded", damaged),
    check("twenty_thousand_edits_replay_as_they_are_folded", long),
    check("keys_step_by_edit_by_time_and_by_stage", keys),
    check("it_plays_to_the_end_and_skips_idle_time", plays),
    check("nothing_is_requested_and_nothing_breaks_the_policy", quiet),
    check("hostile_texts_stay_texts", hostile),
    check(
        "it_reads_whole_without_a_script_and_on_paper",
        without_script,
    ),
    check("it_fits_a_phone", narrow),
    check("the_pace_table_scrolls_sideways_at_no_width", tables),
    check(
        "the_message_and_the_comments_come_first_with_links_to_their_lines",
        message_first,
    ),
    check("the_picture_in_docs_is_of_this_page", picture),
    Check {
        name: "axe_finds_no_barrier_in_light_or_dark",
        run: barriers,
        needs_axe: true,
    },
];

/// Writes a record's page where a person can look at it later.
fn page(name: &str, record: &Record) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("report");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(format!("{name}.html"));
    let html = html::page(&record.report());
    forty::store::write_given(&path, html.as_bytes(), true).unwrap();
    path
}

/// Stage, notes and countdown on the page at each time that the slider is moved to.
fn shown_at(browser: &Browser, moments: &[u64]) -> Vec<[String; 3]> {
    let script = "const by = (name) => document.getElementById('replay-' + name); \
        return arguments.map((at) => { by('at').value = at; by('at').dispatchEvent(new Event('input')); \
        return ['stage', 'notes', 'countdown'].map((name) => by(name).textContent); });";
    let script = script.replace("arguments.map", "Array.from(arguments).map");
    serde_json::from_value(browser.run(&script, &json!(moments))).unwrap()
}

/// The same as the fold has it.
fn folded(replay: &Replay) -> [String; 3] {
    let session = replay.session();
    let stage = session.stage;
    let title = &session.head.plan.stages[stage].title;
    let notes = session.stages[stage].notes.to_string();
    let time = session.timeline(replay.at()).stages[stage];
    let left = Duration::from_secs(time.left().as_millis().div_ceil(1000) as u64);
    let countdown = if time.is_over() {
        format!("+{} over", clock(time.over()))
    } else {
        format!("{} left of {}", clock(left), clock(time.planned))
    };
    let finished = if session.is_finished() {
        ", finished"
    } else {
        ""
    };
    [
        format!("{}. {}", stage + 1, sanitize::line(title)),
        sanitize::text(&notes).into_owned(),
        countdown + finished,
    ]
}

fn agree(browser: &Browser, record: &Record, moments: &[u64]) {
    let mut replay = Replay::of(record.log.clone()).unwrap();
    for (at, shown) in moments.iter().zip(shown_at(browser, moments)) {
        replay.seek(Duration::from_millis(*at));
        assert_eq!(shown, folded(&replay), "at {at} ms");
    }
}

fn slider(browser: &Browser) {
    let record = fixture::sample();
    browser.load(&page("sample", &record));
    // Forwards, backwards, in the middle of a burst, over time, and at the ends.
    agree(browser, &record, &[30_000, 1_300_000, 700_000]);
    agree(
        browser,
        &record,
        &[0, 70_000, 320_000, 349_000, 348_999, 1_000_000, 2_208_000],
    );
    browser.keys("replay-at", "\u{e011}");
    assert_eq!(
        browser.run(
            "return document.getElementById('replay-clock').textContent",
            &json!([])
        ),
        "0:00"
    );
    browser.keys("replay-at", "\u{e010}");
    let mut replay = Replay::of(record.log.clone()).unwrap();
    replay.seek(replay.end());
    assert_eq!(now(browser)[..3], folded(&replay));
    let mark = browser.run(
        "const mark = document.querySelector('#replay-notes mark'); \
         return getComputedStyle(mark).borderBottomStyle + mark.textContent",
        &json!([]),
    );
    assert!(
        mark.as_str().unwrap().starts_with("solid"),
        "the last change is underlined: {mark}"
    );
}

fn damaged(browser: &Browser) {
    let record = fixture::damaged();
    browser.load(&page("damaged", &record));
    let moments: Vec<u64> = (0..=143)
        .map(|second| second * 1000)
        .rev()
        .chain([500, 70_500, 143_000])
        .collect();
    agree(browser, &record, &moments);
}

fn long(browser: &Browser) {
    let record = fixture::long(20_000);
    browser.load(&page("long", &record));
    let moments: Vec<u64> = (0..40).map(|step| (step * 1_234_567) % 3_600_000).collect();
    agree(browser, &record, &moments);
}

/// Stage, notes, countdown and time on the page now.
fn now(browser: &Browser) -> [String; 4] {
    let script = "return ['stage', 'notes', 'countdown', 'clock'].map((name) => \
        document.getElementById('replay-' + name).textContent)";
    serde_json::from_value(browser.run(script, &json!([]))).unwrap()
}

fn keys(browser: &Browser) {
    const LEFT: &str = "\u{e012}";
    const RIGHT: &str = "\u{e014}";
    let record = fixture::sample();
    browser.load(&page("sample", &record));
    let mut replay = Replay::of(record.log.clone()).unwrap();
    let ten = Duration::from_secs(10);
    let keys = [
        RIGHT, RIGHT, LEFT, ".", ".", "]", RIGHT, RIGHT, LEFT, LEFT, "]", ".", ",", "[", "[", ",",
        ",", "]", "]", "]", "]", "]", RIGHT, LEFT, ".", LEFT, "[",
    ];
    for (index, key) in keys.into_iter().enumerate() {
        // The notes and the slider take the same keys.
        browser.keys(
            if index % 2 == 0 {
                "replay-notes"
            } else {
                "replay-at"
            },
            key,
        );
        match key {
            "." => replay.seek(replay.at() + ten),
            "," => replay.seek(replay.at().saturating_sub(ten)),
            "]" | "[" => drop(replay.step_stage(key == "[")),
            _ => drop(replay.step(key == LEFT)),
        }
        let [stage, notes, countdown] = folded(&replay);
        let moment = clock(replay.at());
        assert_eq!(
            now(browser),
            [stage, notes, countdown, moment],
            "key {index}: {key}"
        );
    }
    browser.keys("replay-notes", "5");
    let speed = browser.run(
        "return document.getElementById('replay-speed').value",
        &json!([]),
    );
    assert_eq!(speed, "32");
}

fn plays(browser: &Browser) {
    let record = fixture::sample();
    browser.load(&page("sample", &record));
    let at = "Number(document.getElementById('replay-at').value)";
    let button = "document.getElementById('replay-play').textContent";
    // The next edit comes after a silence of 66 seconds.
    shown_at(browser, &[4000]);
    browser.keys("replay-notes", "1 ");
    browser.wait(&format!("{button} === 'Stop'"), 5);
    browser.wait(&format!("{at} >= 69000"), 10);
    browser.keys("replay-notes", " ");
    browser.wait(&format!("{button} === 'Play'"), 5);
    // Where it stopped depends on how fast the machine is; what it says about that does not.
    let text = |id: &str| {
        let script = format!("return document.getElementById('{id}').textContent");
        browser
            .run(&script, &json!([]))
            .as_str()
            .unwrap()
            .to_owned()
    };
    let (said, clock) = (text("replay-said"), text("replay-clock"));
    assert!(
        said.starts_with(&format!("Stopped at {clock}, ")),
        "{said} at {clock}"
    );
    let stopped = browser.run(&format!("return {at}"), &json!([]));
    // Two frames later.
    browser.run_async(
        "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()))",
    );
    assert_eq!(
        browser.run(&format!("return {at}"), &json!([])),
        stopped,
        "stopped, it stands"
    );
    browser.keys("replay-notes", "6");
    browser.keys("replay-play", " ");
    browser.wait(&format!("{at} === 2208000 && {button} === 'Play'"), 60);
}

fn quiet(browser: &Browser) {
    for (name, record) in [
        ("sample", fixture::sample()),
        ("hostile", fixture::hostile()),
    ] {
        let path = page(name, &record);
        browser.console();
        browser.load(&path);
        shown_at(browser, &[1000, 90_000]);
        browser.keys("replay-notes", ".,");
        let requested =
            "return performance.getEntriesByType('resource').map((entry) => entry.name)";
        assert_eq!(browser.run(requested, &json!([])), json!([]), "{name}");
        assert_eq!(
            browser.run("return window.violations", &json!([])),
            json!([]),
            "{name}"
        );
        assert_eq!(browser.console(), Vec::<String>::new(), "{name}");
    }
    // The watch itself sees what it watches for.
    browser.run(
        "const script = document.createElement('script'); script.textContent = 'window.ran = 9'; \
         document.body.append(script);",
        &json!([]),
    );
    browser.wait("window.violations.length === 1", 5);
    assert_eq!(browser.run("return window.ran", &json!([])), Value::Null);
}

fn hostile(browser: &Browser) {
    let record = fixture::hostile();
    browser.load(&page("hostile", &record));
    agree(browser, &record, &[0, 90_000, 91_000]);
    assert_eq!(
        browser.run("return window.ran ?? null", &json!([])),
        Value::Null
    );
    let counts = "return ['img', 'a[href^=javascript]', 'iframe', '[onerror]', 'main script', 'body > script'] \
        .map((what) => document.querySelectorAll(what).length)";
    assert_eq!(browser.run(counts, &json!([])), json!([0, 0, 0, 0, 0, 2]));
    let cleaned = sanitize::line(fixture::HOSTILE);
    let texts = "return ['h1', '.facts dd', '.notes .text', '.comment .text', '.comment .by', '.rubric p', \
        '.said li', '.ticks li', '.next', '#reviews ~ h3'] \
        .map((what) => document.querySelector(what).textContent)";
    for text in browser.run(texts, &json!([])).as_array().unwrap() {
        assert!(text.as_str().unwrap().contains(&cleaned), "{text}");
    }
}

fn without_script(browser: &Browser) {
    let record = fixture::sample();
    let path = page("sample", &record);
    let stop = |is_off: bool| {
        browser.devtools(
            "Emulation.setScriptExecutionDisabled",
            &json!({"value": is_off}),
        )
    };
    let height = |id: &str| {
        let script =
            format!("return document.getElementById('{id}').getBoundingClientRect().height");
        browser.run(&script, &json!([])).as_f64().unwrap()
    };
    stop(true);
    browser.load(&path);
    stop(false);
    assert!(
        height("replay") < 1.0,
        "without a script there is no replay"
    );
    assert!(height("replay-link") < 1.0);
    assert!(height("stage-1-line-1") > 10.0);
    browser.load(&path);
    assert!(height("replay") > 100.0);
    let paper =
        |media: &str| browser.devtools("Emulation.setEmulatedMedia", &json!({"media": media}));
    paper("print");
    assert!(height("replay") < 1.0, "no replay on paper");
    assert!(height("stage-5-line-2") > 10.0);
    paper("");
}

fn narrow(browser: &Browser) {
    let phone = json!({"width": 360, "height": 740, "deviceScaleFactor": 1, "mobile": false});
    browser.devtools("Emulation.setDeviceMetricsOverride", &phone);
    for (name, record) in [
        ("sample", fixture::sample()),
        ("hostile", fixture::hostile()),
    ] {
        browser.load(&page(name, &record));
        let over =
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
        assert_eq!(
            browser.run(over, &json!([])),
            0,
            "{name} is no wider than the phone"
        );
    }
    browser.devtools("Emulation.clearDeviceMetricsOverride", &json!({}));
}

fn tables(browser: &Browser) {
    let path = page("sample", &fixture::sample());
    for width in [360, 480, 640, 736, 800, 960, 1024, 1280] {
        let size = json!({"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": false});
        browser.devtools("Emulation.setDeviceMetricsOverride", &size);
        browser.load(&path);
        let over = "return [...document.querySelectorAll('.wide:has(.figures)')].map((it) => it.scrollWidth - it.clientWidth)";
        let over = browser.run(over, &json!([]));
        let all = over.as_array().unwrap();
        assert_eq!(all.len(), 1);
        assert!(all.iter().all(|over| *over == 0), "{width} wide: {over}");
    }
    browser.devtools("Emulation.clearDeviceMetricsOverride", &json!({}));
}

fn message_first(browser: &Browser) {
    browser.load(&page("sample", &fixture::sample()));
    let titles =
        "return [...document.querySelectorAll('main h2')].slice(0, 3).map((it) => it.textContent)";
    let titles = browser.run(titles, &json!([]));
    let titles: Vec<&str> = (titles.as_array().unwrap().iter())
        .filter_map(|title| title.as_str())
        .collect();
    assert!(titles[0].starts_with("Message from "), "{titles:?}");
    assert_eq!(titles[1..], ["Comments", "Summary"]);
    let links = "return [...document.querySelectorAll('#comments + ul a')].map((it) => \
                 [it.textContent, document.querySelector(it.getAttribute('href')) !== null])";
    let links = browser.run(links, &json!([]));
    let links = links.as_array().unwrap();
    assert!(!links.is_empty());
    assert!(links.iter().all(|link| link[1] == true), "{links:?}");
}

fn axe() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/report/node_modules/axe-core/axe.min.js")
}

pub fn missing_axe() -> Option<&'static str> {
    (!axe().is_file()).then_some("no axe-core (`npm ci` in tests/report)")
}

fn barriers(browser: &Browser) {
    let axe = std::fs::read_to_string(axe()).unwrap();
    for (name, record) in [
        ("sample", fixture::sample()),
        ("hostile", fixture::hostile()),
    ] {
        let path = page(name, &record);
        for (scheme, width) in [
            ("light", 1100),
            ("dark", 1100),
            ("light", 390),
            ("dark", 390),
        ] {
            let feature = json!({"name": "prefers-color-scheme", "value": scheme});
            browser.devtools(
                "Emulation.setEmulatedMedia",
                &json!({"features": [feature]}),
            );
            let size =
                json!({"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false});
            browser.devtools("Emulation.setDeviceMetricsOverride", &size);
            browser.load(&path);
            shown_at(browser, &[1_300_000]);
            browser.run(&axe, &json!([]));
            let found = browser.run_async(
                "const done = arguments[0]; axe.run(document, {resultTypes: ['violations']}).then((results) => \
                 done(results.violations.map((found) => [found.id, found.help, \
                 ...found.nodes.map((node) => node.html + ' ' + node.failureSummary)])), (error) => done(String(error)));",
            );
            assert_eq!(found, json!([]), "{name}, {scheme}, {width} wide");
        }
    }
    browser.devtools("Emulation.setEmulatedMedia", &json!({"features": []}));
    browser.devtools("Emulation.clearDeviceMetricsOverride", &json!({}));
}

/// Takes the picture of the page's first screen for the docs where `FORTY_BLESS` is set. Its bytes differ from browser to
/// browser, so the page that it was taken of is compared by its hash.
fn picture(browser: &Browser) {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pictures");
    let hash = fixture::sample_page_hash();
    let kept = docs.join("report.sha256");
    if std::env::var_os("FORTY_BLESS").is_some() {
        let png = screenshot(browser, &page("picture", &fixture::sample()));
        assert!(png.len() < 300_000, "{} bytes", png.len());
        forty::store::write_given(&docs.join("report.png"), &png, true).unwrap();
        forty::store::write_given(&kept, hash.as_bytes(), true).unwrap();
    }
    let kept = std::fs::read_to_string(kept).unwrap_or_default();
    assert_eq!(
        kept, hash,
        "FORTY_BLESS=1 takes docs/pictures/report.png again"
    );
}

/// The first screen of a page as a PNG.
fn screenshot(browser: &Browser, page: &Path) -> Vec<u8> {
    let size = json!({"width": 1000, "height": 760, "deviceScaleFactor": 1, "mobile": false});
    browser.devtools("Emulation.setDeviceMetricsOverride", &size);
    browser.devtools("Emulation.setScrollbarsHidden", &json!({"hidden": true}));
    let light = json!({"name": "prefers-color-scheme", "value": "light"});
    browser.devtools("Emulation.setEmulatedMedia", &json!({"features": [light]}));
    browser.load(page);
    let taken = browser.devtools("Page.captureScreenshot", &json!({"format": "png"}));
    browser.devtools("Emulation.setScrollbarsHidden", &json!({"hidden": false}));
    browser.devtools("Emulation.setEmulatedMedia", &json!({"features": []}));
    browser.devtools("Emulation.clearDeviceMetricsOverride", &json!({}));
    STANDARD.decode(taken["data"].as_str().unwrap()).unwrap()
}
