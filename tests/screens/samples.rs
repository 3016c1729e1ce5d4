//! The sample sessions in `sessions/`: made by the program from these scripts with `FORTY_BLESS=1 cargo test --test
//! screens samples`, then stored. Later versions of the program must still read them.

use std::path::{Path, PathBuf};
use std::sync::Once;

use forty::store;

use crate::play::Play;

/// Every stage within its time; questions asked, follow-ups answered in the notes.
const GOOD: &str = "\
<a-a>who reads the captions<enter>\
readers: screen-reader users first; a wrong caption is worse than none<enter>\
<a-a>how many pictures are uploaded<enter>\
= 4e6/day<enter>\
p95 under 1 s for compose, 60 s for alt text; the archive in 30 days, by batch<enter>\
abstain below a score: tags or nothing, error budget 3 %<+2m50s><a-m><a-m>\
<a-down><space><down><space><enter>\
<a-n>sources: opted-in alt texts (60k), 5k professional ones, one public set after licence review<+35s><enter>\
resize, rotate, normalise in one step that training and serving share<+1m10s><enter>\
near-duplicates by hash: one cluster stays inside one split, then cut by time<+50s><enter>\
filter noisy pairs: a captioner proposes, an image-text matcher keeps<+1m25s><enter>\
slices with labels: screenshots, memes, poor photos, people<+50s><enter>\
COCO alone is clean and narrow: nobody's kitchen looks like that<+1m45s><a-m><a-x><+1s>\
<a-n>baseline: tags from a classifier, then CNN + LSTM as a floor<+1m10s><enter>\
ship a 0.3B encoder-decoder, pre-trained and fine-tuned; a larger one offline for the archive<+1m45s><enter>\
offline: CIDEr and a hallucination rate (CHAIR); online: accept, edit and report rate<+1m45s><enter>\
gate: no release where a slice loses more than 1 point<+2m35s><enter>\
calibrate the score so that abstaining means something<+50s><a-m><a-x><+1s>\
<a-n>three lanes, two pools: compose first, archive on spot and paused when the queue ages<+1m45s><enter>\
= 4e6/day * 0.75 / (30/s)<enter>\
batch of 16 within 20 ms, fp16, a cache by perceptual hash<+1m45s><enter>\
shadow, then canary at 5 %; roll back on report rate within 10 minutes<+3m30s><enter>\
p95 split: decode 40 ms, queue 50, encode 60, generate 350<+1m45s><a-x><+1s>\
<a-n>live there are no references: similarity score, abstain rate, a panel of 2,200 a week<+1m10s><enter>\
drift: embedding distance per slice, alarms by slice and not in all<+1m10s><enter>\
retrain quarterly through the full gate; a kill switch for one phrase<+1m25s><a-x><+1s><a-q>f";

/// A run that goes over in the first stage, pauses once, and is finished.
const OVERRUN: &str = "\
readers: screen-reader users first, then search, then compose<enter>\
wrong beats missing: never guess who somebody is<+1m10s><enter>\
p95 under 1 s for compose, 60 s for alt text, 30 days for the archive<+1m40s><enter>\
4M uploads a day = 46/s on average, 100/s at peak<+2m10s><a-down><space><down><space><enter>\
<a-n>sources: opted-in alt texts (60k), 5k professional ones, public sets after licence review<+2m40s><enter>\
split by uploader and near-duplicate cluster, so the test number is honest<+1m20s>\
<a-h><+20s><a-x><+1s><a-p><+3m><a-p><+2m><enter>safety scan before captioning<+2m>\
<a-n>baseline: tags from a classifier, then CNN + LSTM to have a floor<+2m30s><enter>\
ship a 0.3B encoder-decoder, fine-tuned; 3B VLM offline for the archive<+2m30s><enter>\
CIDEr and hallucination rate offline, accept and report rate online<+2m30s>\
<a-n>three lanes, two pools; archive on spot, paused when queue age rises<+3m30s><enter>\
80/s after duplicates, 30/s a GPU at 60 % -> 3, plus one spare<+3m30s><enter>canary 5 %, rollback on report rate<+1m20s>\
<a-n>no references live: similarity score, abstain rate, panel of 2,200 a week<+1m40s><enter>\
retrain quarterly through the full gate; kill switch for one phrase<+1m20s><a-q>f";

/// A run that was left in its third stage.
const UNFINISHED: &str = "\
we sit before the authorisation: answer in 50 ms at p99, or the payment goes through<enter>\
<a-a>how many payments<enter>\
= 100e6/day<enter>\
cost of a miss: the ticket; cost of a false alarm: a lost customer<+1m40s>\
<a-n>labels come weeks late by chargeback; analysts give some within a day<+1m10s><enter>\
features: counts per card and device over 1 min, 1 h, 7 days, from a stream<+1m30s><enter>\
point-in-time joins, or the training set knows the future<+2m>\
<a-n>rules first, then gradient boosted trees on 200 features<+1m50s><enter>\
class weights, not resampling<+40s><a-q>l";

/// What a stage's items are shown by: words of a line, or nothing where the notes do not show the item.
type Shown = [&'static str; 8];

/// The candidate's marks in the debrief of the good run, by stage.
const OWN_GOOD: [Shown; 5] = [
    [
        "readers:",
        "p95 under",
        "CIDEr",
        "p95 under",
        "abstain below",
        "",
        "abstain below",
        "",
    ],
    [
        "sources:",
        "resize",
        "near-duplicates",
        "filter noisy",
        "near-duplicates",
        "slices",
        "",
        "",
    ],
    ["", "ship a", "", "", "CHAIR", "calibrate", "", ""],
    [
        "",
        "batch of 16",
        "perceptual",
        "p95 split",
        "",
        "three lanes",
        "",
        "",
    ],
    ["", "2,200", "canary", "2,200", "", "shadow", "", ""],
];
/// The candidate's marks in the debrief of the overrunning run, by stage.
const OWN_OVERRUN: [Shown; 5] = [
    ["readers:", "p95 under", "CIDEr", "", "", "", "", ""],
    ["sources:", "", "near-duplicate", "", "", "", "", ""],
    ["baseline", "ship a", "", "", "", "", "", ""],
    ["", "", "queue age", "", "", "three lanes", "", ""],
    ["", "2,200", "canary", "", "", "", "", ""],
];

/// The keys that mark the items of a stage, each by a search for its line.
fn marks(shown: Shown) -> String {
    let keys = shown.map(|words| match words {
        "" => "-".to_owned(),
        words => format!("/{words}<enter><space>"),
    });
    keys.concat()
}

/// A whole debrief with these marks.
fn debrief(shown: &[Shown; 5]) -> String {
    let stages = shown.iter().map(|stage| marks(*stage));
    stages.map(|keys| keys + "<enter><enter>").collect()
}

/// A coach's review of the overrunning run: every item marked, comments on three lines, a message, published.
pub fn review() -> String {
    let setup = marks([
        "readers:",
        "p95 under",
        "",
        "p95 under",
        "wrong beats",
        "46/s",
        "",
        "",
    ]);
    let data = marks(["sources:", "", "", "", "uploader", "", "", ""]);
    let model = marks(["", "ship a", "", "", "CIDEr", "", "", ""]);
    let serving = marks(["", "", "queue age", "", "", "three lanes", "", ""]);
    let monitor = marks(["", "2,200", "", "2,200", "", "", "", ""]);
    format!(
        "{setup}\
         <tab><end>c<tab>Show where 46/s comes from: the sum is worth a line of its own.<enter>\
         <home>cThe order of readers decides everything below: good that it stands first.<enter>\
         <backtab>]{data}\
         <tab><home><down>c<tab><tab>Honest against what? Say what leaks if you do not.<enter>\
         <backtab>]{model}]{serving}]{monitor}v\
         oThe order of the readers and the three deadlines are the best part. The sizing stops at the mean.<enter>\
         The second half follows the model, not the system around it.<tab>\
         Size for the peak: 100 a second, 60 % busy, one spare. Write the sum and then the GPUs.<enter>\
         Answer each follow-up in one line before you continue.<enter>\
         Name the key of every cache, and who may have a hit.<tab>\
         Raise Serving from 1 to 2: a cache key, and a limit for each hop.<esc><+1s>py"
    )
}

/// The overrunning run after its finish, with the debrief open.
pub fn overrun() -> Play {
    let mut overrun = Play::sample("image-caption-generator", 0);
    overrun.play(OVERRUN).at_once().play("<enter>");
    overrun
}

/// The keys of its whole debrief.
pub fn overrun_debrief() -> String {
    debrief(&OWN_OVERRUN)
}

#[test]
fn every_sample_session_reads_whole() {
    let folder = samples();
    let listing = store::list(&folder).unwrap();
    assert!(listing.unreadable.is_empty(), "{:?}", listing.unreadable);
    assert!(!listing.sessions.is_empty());
    for listed in listing.sessions {
        let found = store::read(&listed.folder).unwrap();
        assert_eq!(
            found.remarks,
            Vec::<String>::new(),
            "{}",
            listed.folder.display()
        );
        let words: Vec<&str> = found
            .session
            .condition()
            .iter()
            .map(|condition| condition.word())
            .collect();
        assert_eq!(listed.summary.condition, words);
        assert_eq!(
            listed.summary.elapsed,
            found.session.timeline_now().elapsed()
        );
    }
}

#[test]
fn the_samples_are_a_good_run_one_that_overruns_and_pauses_with_a_review_and_an_unfinished_one() {
    let folder = samples();
    let listing = store::list(&folder).unwrap();
    let told: Vec<(&str, &str, bool, usize)> = listing
        .sessions
        .iter()
        .map(|listed| {
            let summary = &listed.summary;
            let over = !summary.over.is_zero();
            let reviews = listed.review_files.len();
            (
                summary.status.word(),
                summary.condition[0].as_str(),
                over,
                reviews,
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("in-progress", "clean", false, 0),
            ("finished", "clean", false, 0),
            ("finished", "paused", true, 1),
        ]
    );
    let is_sample = |listed: &store::Listed| listed.summary.candidate == "sample candidate";
    assert!(listing.sessions.iter().all(is_sample));
}

/// The folder of the samples; they are made again first where `FORTY_BLESS` is set.
fn samples() -> PathBuf {
    static ONCE: Once = Once::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sessions");
    ONCE.call_once(|| {
        if std::env::var_os("FORTY_BLESS").is_some() {
            make_all(&folder);
        }
    });
    folder
}

fn make_all(samples: &Path) {
    let mut overrun = overrun();
    overrun.play(&overrun_debrief()).play("<esc>");
    overrun.review("sample coach", "desk").play(&review());
    keep(&overrun, samples);
    let mut good = Play::sample("image-caption-generator", 1);
    good.play(GOOD).at_once().play("<enter>");
    good.play(&debrief(&OWN_GOOD)).play("<esc>");
    keep(&good, samples);
    let mut unfinished = Play::sample("fraud-detection", 2);
    unfinished.play(UNFINISHED);
    keep(&unfinished, samples);
}

/// Copies the session of a play to the samples.
fn keep(play: &Play, samples: &Path) {
    for session in std::fs::read_dir(play.home.path().join("sessions")).unwrap() {
        let made: PathBuf = session.unwrap().path();
        let kept = samples.join(made.file_name().unwrap());
        let _ = std::fs::remove_dir_all(&kept);
        copy(&made, &kept);
        // The lock is nobody's once the run is over.
        let _ = std::fs::remove_file(kept.join("lock"));
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for file in std::fs::read_dir(from).unwrap() {
        let file = file.unwrap().path();
        let to = to.join(file.file_name().unwrap());
        if file.is_dir() {
            copy(&file, &to);
        } else {
            std::fs::copy(&file, to).unwrap();
        }
    }
}
