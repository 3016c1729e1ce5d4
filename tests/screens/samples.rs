//! The sample sessions in `sessions/`: made by the program from these scripts with `FORTY_BLESS=1 cargo test --test
//! screens samples`, then kept. A later program must still read them.

use std::path::{Path, PathBuf};

use forty::store;

use crate::play::Play;

/// A run that goes over in the first stage, pauses once, and is finished.
const GOOD: &str = "\
readers: screen-reader users first, then search, then compose<enter>\
wrong beats missing: never guess who somebody is<+1m10s><enter>\
p95 under 1 s for compose, 60 s for alt text, 30 days for the archive<+2m><enter>\
4M uploads a day = 46/s on average, 100/s at peak<+2m38s><a-down><a-x><a-down><a-x><esc><+1s>\
<a-n>sources: opted-in alt texts (60k), 5k professional ones, public sets after licence review<+3m><enter>\
split by uploader and near-duplicate cluster, so the test number is honest<+1m20s>\
<a-h><+20s><a-x><esc><+1s><a-p><+3m><a-p><+2m><enter>safety scan before captioning<+2m>\
<a-n>baseline: tags from a classifier, then CNN + LSTM to have a floor<+3m><enter>\
ship a 0.3B encoder-decoder, fine-tuned; 3B VLM offline for the archive<+3m><enter>\
CIDEr and hallucination rate offline, accept and report rate online<+3m>\
<a-n>three lanes, two pools; archive on spot, paused when queue age rises<+4m><enter>\
80/s after duplicates, 30/s a GPU at 60 % -> 3, plus one spare<+4m><enter>canary 5 %, rollback on report rate<+1m30s>\
<a-n>no references live: similarity score, abstain rate, panel of 2,200 a week<+2m><enter>\
retrain quarterly through the full gate; kill switch for one phrase<+1m48s><a-q>f";

#[test]
fn every_sample_session_reads_whole() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sessions");
    if std::env::var_os("FORTY_BLESS").is_some() {
        make(GOOD, &folder);
    }
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

/// Plays a script in a home of its own and moves the session it leaves among the samples.
fn make(script: &str, samples: &Path) {
    let mut play = Play::start((80, 24));
    play.play(script);
    let sessions = play.home.path().join("sessions");
    for entry in std::fs::read_dir(sessions).unwrap() {
        let made: PathBuf = entry.unwrap().path();
        let kept = samples.join(made.file_name().unwrap());
        let _ = std::fs::remove_dir_all(&kept);
        std::fs::create_dir_all(&kept).unwrap();
        for file in std::fs::read_dir(&made).unwrap() {
            let file = file.unwrap().path();
            std::fs::copy(&file, kept.join(file.file_name().unwrap())).unwrap();
        }
        // The lock is nobody's once the run is over.
        let _ = std::fs::remove_file(kept.join("lock"));
    }
}
