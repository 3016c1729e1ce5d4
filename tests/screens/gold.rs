//! The gold sessions in `calibration/`, which coaches score to see how their marks agree with others: made by the program
//! from these scripts with `FORTY_BLESS=1 cargo test --test screens gold`. Nobody sat these interviews. Their designs and
//! their framework are the shipped ones without what no coach needs for scoring, so that the archives stay small.

use std::path::{Path, PathBuf};
use std::time::Duration;

use forty::app::calibration::{self, Calibrations};
use forty::app::context::AppContext;
use forty::content::gold;
use forty::domain::judging::agreement::Agreement;
use forty::domain::judging::calibration::{AgreedItem, scored};
use forty::domain::judging::review::CoachMark;
use forty::domain::session::Session;
use forty::domain::session::event::{Event, Evidence, Wall};
use forty::store::{self, Coach, Recorder};
use tempfile::TempDir;
use toml::{Table, Value};

use crate::play::{self, Play};

/// What the candidate does in a stage.
enum Act {
    /// Types a line of the notes, then thinks for so many seconds.
    Note(&'static str, u64),
    /// Asks the interviewer.
    Ask(&'static str),
}
use Act::{Ask, Note};

struct Gold {
    design: &'static str,
    candidate: &'static str,
    /// The design's questions that stay in the session's copy: one for each of these words.
    questions: [&'static str; 3],
    stages: [&'static [Act]; 5],
}

const GOLD: [Gold; 3] = [FRAUD, CAPTIONS, FEED];

const FRAUD: Gold = Gold {
    design: "fraud-detection",
    candidate: "candidate a",
    questions: ["a day", "fraud", "How fast"],
    stages: [
        &[
            Ask("how common is fraud"),
            Note(
                "unit: one payment attempt, scored before authorization; actions: approve, 3-D Secure, block, hold for an analyst",
                12,
            ),
            Note(
                "launch metric: fraud + lost margin in $ per 1,000 $; guardrail: honest block rate <= 0.3 %",
                10,
            ),
            Note(
                "approve everything = 99.8 % accurate -> no accuracy; PR-AUC, recall at 0.3 % FPR",
                8,
            ),
            Note(
                "miss = amount + 20 $ fee; refused buyer = 0.1 x amount + 15 $; for 120 $: 140 against 27",
                22,
            ),
            Note(
                "base rate 0.2 %, recall 80 %, FPR 0.3 % -> precision 0.0016 / (0.0016 + 0.0030) = 35 %",
                25,
            ),
            Note("who pays: the shop without 3DS, the bank with it", 9),
            Note("compare with the existing rules in an A/B test", 7),
            Note("network limit: chargebacks below 0.9 %", 5),
        ],
        &[
            Note(
                "counters: attempts per card 1 min / 1 h, declines per device 10 min, cards per IP 24 h",
                35,
            ),
            Note("train weeks 1-10, validate 11, test 12, in this order", 40),
            Note(
                "labels need up to 60 days: test rows are at least 60 days old",
                30,
            ),
            Note(
                "feed older than 5 min or nulls > 2 %: stop training, page the owner",
                45,
            ),
            Note(
                "log the feature values at the decision and train on those, not on a later join",
                40,
            ),
            Note(
                "fraud = chargeback with a fraud code or analyst confirms; 'not received' disputes are not",
                50,
            ),
            Note(
                "1 h counter slides by minute in event time; a retry with the same id counts once",
                60,
            ),
            Note("blocked payments have no label", 80),
        ],
        &[
            Note(
                "gradient boosted trees first: tabular counters, 5 ms on CPU, retrained daily",
                45,
            ),
            Note(
                "rules first: the stolen list wins over the score, other rules are features",
                50,
            ),
            Note("offline: PR-AUC against last month's model", 35),
            Note(
                "block if p (A + 20) > (1 - p)(0.1 A + 15): at 100 $ p > 0.17",
                70,
            ),
            Note("negatives sampled at 1 %: p = q / (q + (1 - q) / 0.01)", 65),
            Note("later: a sequence model over the card's history", 40),
            Note(
                "card testing: own small model on decline bursts; each attempt is cents, the harm is the card sold on",
                60,
            ),
            Note("uncertain ones go to the 200 analysts", 40),
        ],
        &[
            Ask("how fast must the decision be"),
            Note(
                "feature store cut off after 10 ms -> value of an hour ago + missing flag",
                45,
            ),
            Note("peak 10k/s x 5 ms = 50 cores, at 60 % load: 84", 50),
            Note(
                "gateway 10 + features 15 + rules 5 + score 10 + slack 10 = 50 ms",
                60,
            ),
            Note("release: shadow a week, 1 %, 10 %, all", 40),
            Note("counters in Redis, three copies", 45),
            Note(
                "fallback: all features -> request-only model -> table by amount and country",
                70,
            ),
            Note("the stream job updates counters within 2 s", 60),
        ],
        &[
            Note(
                "alert: block rate 1.5 x the same hour last week -> page, turn off the newest rule",
                25,
            ),
            Note("retrain nightly", 12),
            Note(
                "weekly: fraud in bp beside refused honest buyers (won appeals)",
                25,
            ),
            Note(
                "early: cards that banks report stolen within 2 days, analyst hits",
                25,
            ),
            Note("recent weeks always look better than they are", 15),
            Note("false blocks by country and card brand", 12),
            Note("random release of 0.5 % of blocks", 12),
            Note(
                "new attack: spike per BIN -> rule within 5 min, ends after 24 h, 200 labels, retrain next day",
                25,
            ),
        ],
    ],
};

const CAPTIONS: Gold = Gold {
    design: "image-caption-generator",
    candidate: "candidate b",
    questions: ["Who", "How many", "How fast"],
    stages: [
        &[
            Ask("who reads the captions"),
            Note(
                "readers in order: blind users (short, safe alt text), search, author who gets a suggestion",
                15,
            ),
            Ask("how many pictures are uploaded"),
            Note("4M/day = 46/s mean, peak about 100/s", 18),
            Note("success: share of suggestions that authors accept", 12),
            Note(
                "suggestion 1 s synchronous, alt text 60 s from a queue, archive 30 days by batch",
                20,
            ),
            Note(
                "a wrong caption is worse than none: a blind reader cannot check it",
                15,
            ),
            Note("100/s at 50/s a card = 2 cards", 12),
            Note("if unsure say nothing", 6),
            Note("also the archive, 500M pictures", 8),
        ],
        &[
            Note(
                "60k alt texts with opt-in, 5k bought from professionals, public sets after a license check",
                50,
            ),
            Note(
                "one function resizes and normalizes, used in training and in serving",
                45,
            ),
            Note("broken or blocked upload: no caption, a flag, no retry", 50),
            Note("drop pairs with a low image-text score", 60),
            Note("split by user 80/10/10", 40),
            Note("GDPR: delete on request", 50),
            Note("human evaluation of 500 captions", 40),
            Note(
                "synthetic captions from a larger model for rare objects",
                80,
            ),
        ],
        &[
            Note("ViT encoder, the decoder attends over patch tokens", 50),
            Note("fine-tune a pre-trained captioner with cross-entropy", 50),
            Note("beam 3: short and stable; sampling invents more", 55),
            Note(
                "CIDEr + rate of objects that are not in the picture (CHAIR)",
                60,
            ),
            Note("below 0.7 confidence no caption", 45),
            Note(
                "0.3B x 2 B = 0.6 GB at 600 GB/s: 1 ms/token, 15 ms; 3B: 150 ms -> archive only",
                130,
            ),
        ],
        &[
            Note("upload -> Kafka -> workers call the captioner", 50),
            Note("batch up to 16 or 20 ms, whichever is first", 45),
            Note("cache by perceptual hash + model version", 60),
            Note("p95 under 1 s with caching and batching", 50),
            Note(
                "KV cache: 2 x 12 layers x 768 x 2 B = 37 KB a token, x 20 x 16 = 12 MB",
                70,
            ),
            Note("5 cards x 1.2 $/h x 730 = 4,380 $ a month", 50),
            Note("larger batches cost latency", 40),
            Note("canary, then rollback", 40),
        ],
        &[
            Note("queue age > 30 s: add workers, then pause the archive", 30),
            Note("people rate 300 published captions each week", 25),
            Note("release 1 %, 10 %, 50 %; back if reports rise by 20 %", 25),
            Note(
                "image-text similarity of live captions, needs no reference",
                25,
            ),
            Note("quality by slice: screenshots, people, food", 20),
            Note("users can report a caption", 15),
            Note("acceptance rate online", 40),
        ],
    ],
};

const FEED: Gold = Gold {
    design: "recommendation-system",
    candidate: "candidate c",
    questions: ["a day", "today", "How fast"],
    stages: [
        &[
            Note("personalized home screen with collaborative filtering", 20),
            Note(
                "metric: sessions with a save per user; must not get worse: hides",
                25,
            ),
            Note(
                "clicks alone reward clickbait -> completed views instead",
                25,
            ),
            Note("500M/day -> 5.8k/s, peak 3x = 17k/s", 35),
            Note("should be fresh and real time", 15),
            Note("compare with today's system", 15),
            Note("fairness matters, avoid filter bubbles", 20),
        ],
        &[
            Note(
                "log impressions with position and request id, not only taps",
                60,
            ),
            Note("80/10/10 split", 40),
            Note("clean missing values and outliers", 70),
            Note("feature store for online and offline", 80),
            Note("negatives: shown and not tapped", 70),
            Note("labels: clicks, likes, saves, watch time", 90),
        ],
        &[
            Note(
                "10M items -> retrieval 1,000 -> light ranker 200 -> ranker 50 -> page of 20",
                80,
            ),
            Note(
                "cold start: text and image embedding of the item; popular in the country for a new user",
                90,
            ),
            Note("precision and recall, then an A/B test", 70),
            Note("multi-task heads: tap, finish, save, hide", 80),
            Note("position bias must be considered", 60),
            Note("user = average of the last 100 item embeddings", 90),
        ],
        &[
            Note(
                "sources in parallel, 30 ms each; a late one is left out, popular items fill the page",
                90,
            ),
            Note("scale horizontally with Kubernetes", 60),
            Note(
                "10M x 128 dims x 4 B = 5 GB, HNSW + 50 %, 3 copies -> 23 GB",
                100,
            ),
            Note("latency below 200 ms, the ranker is the slowest", 60),
            Note("canary 5 %, then all", 50),
            Note("GPUs are expensive; autoscale at peaks", 80),
        ],
        &[
            Note(
                "empty pages > 1 %: page on-call, switch to the popular list",
                40,
            ),
            Note("retrain daily", 30),
            Note("A/B test for two weeks", 40),
            Note("watch drift of predictions", 40),
            Note(
                "feedback loop: we train on what we showed -> 2 % of slots are random",
                60,
            ),
        ],
    ],
};

impl Gold {
    /// Plays the interview up to its finish.
    fn play(&self, number: u32) -> Play {
        let files = vec![
            ("framework.toml".to_owned(), framework()),
            (format!("{}.toml", self.design), self.copy_of_design()),
        ];
        let mut play = Play::gold(self.design, number, files, self.candidate);
        for (stage, acts) in self.stages.iter().enumerate() {
            if stage > 0 {
                play.play("<a-n>");
            }
            for act in *acts {
                match act {
                    Note(text, thinks) => type_note(&mut play, text, *thinks),
                    Ask(question) => _ = play.play(&format!("<+4s><a-a>{question}<enter><+6s>")),
                }
            }
        }
        play.play("<a-q>f");
        play
    }

    /// The shipped design without what scoring does not need.
    fn copy_of_design(&self) -> String {
        let mut design = shipped(self.design);
        for key in ["estimate", "source"] {
            design.remove(key);
        }
        let is_asked =
            |clarify: &Value, words: &str| clarify["ask"].as_str().unwrap().contains(words);
        let all = design["clarify"].as_array().unwrap().clone();
        let questions = self
            .questions
            .iter()
            .filter_map(|words| all.iter().find(|it| is_asked(it, words)));
        let mut questions: Vec<Value> = questions.cloned().collect();
        questions.dedup();
        for question in &mut questions {
            question["also"] = Value::Array(Vec::new());
        }
        design.insert("clarify".into(), questions.into());
        for stage in design["stage"].as_array_mut().unwrap() {
            let stage = stage.as_table_mut().unwrap();
            stage.remove("notes");
            stage.insert("prompt".into(), Value::Array(Vec::new()));
            stage.insert("mistakes".into(), Value::Array(Vec::new()));
            stage.insert(
                "reference".into(),
                "A gold session has no reference answer.".into(),
            );
            let follow_ups = stage["follow_up"].as_array_mut().unwrap();
            follow_ups.truncate(2);
            for follow_up in follow_ups {
                let strong = follow_up["strong"].as_str().unwrap().trim();
                let first = strong.split_inclusive(". ").next().unwrap_or_default();
                follow_up["strong"] = first.trim().into();
            }
            for item in stage["rubric"].as_array_mut().unwrap() {
                let item = item.as_table_mut().unwrap();
                for key in ["how", "signals", "shows", "near"] {
                    item.remove(key);
                }
            }
        }
        toml::to_string(&design).unwrap()
    }
}

/// The shipped framework with one prompt for a stage.
fn framework() -> String {
    let mut framework = shipped("framework");
    for key in ["topic", "lifecycle", "rubric", "concept"] {
        framework.remove(key);
    }
    for stage in framework["stage"].as_array_mut().unwrap() {
        let prompts = stage.as_table_mut().unwrap()["prompt"]
            .as_array_mut()
            .unwrap();
        prompts.truncate(1);
    }
    toml::to_string(&framework).unwrap()
}

fn shipped(name: &str) -> Table {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("designs/{name}.toml"));
    toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// Types a line half a dozen words at a time, ten characters a second.
fn type_note(play: &mut Play, text: &str, thinks: u64) {
    let words: Vec<&str> = text.split_inclusive(' ').collect();
    for some in words.chunks(9) {
        let some = some.concat();
        play.burst(&some);
        play.pass(Duration::from_millis(100 * some.chars().count() as u64));
    }
    play.play(&format!("<enter><+{}s>", thinks * 4 / 3));
}

/// The session's archive. Its journal has no line for each second in which nothing happened, and nothing beside it that
/// follows from it.
fn pack_without_heartbeats(session: &Path) -> Vec<u8> {
    let found = store::read(session).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let head = &found.session.head;
    let mut recorder =
        Recorder::create(folder.path(), head, &found.design_text.clone().unwrap()).unwrap();
    let mut entries = found.log.entries().to_vec();
    entries.retain(|entry| entry.event != Event::Here);
    for (number, entry) in (1..).zip(&mut entries) {
        entry.n = number;
    }
    let mut folded = Session::new(head.clone());
    for entry in &entries {
        folded.apply(entry);
    }
    recorder.append(&entries, &folded);
    recorder.checkpoint(&folded, |_| String::new());
    let copy = recorder.folder().to_owned();
    recorder.close();
    for name in ["checkpoint.jsonl", "notes.md"] {
        let _ = std::fs::remove_file(copy.join(name));
    }
    store::pack(&copy).unwrap().bytes
}

/// The folder of the archives; they are made again first where `FORTY_BLESS` is set.
fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("calibration");
    if std::env::var_os("FORTY_BLESS").is_some() {
        for (number, gold) in (0..).zip(&GOLD) {
            let play = gold.play(number);
            let session = play.folder_in(&play.home.path().join("sessions"));
            let packed = pack_without_heartbeats(&session);
            let path = folder.join(format!("{}.tar.gz", gold.design));
            store::files::replace(&path, &packed).unwrap();
        }
    }
    folder
}

#[test]
fn the_gold_sessions_are_small_whole_and_marked_item_by_item() {
    let folder = folder();
    let mut bytes = 0;
    for file in std::fs::read_dir(&folder).unwrap() {
        let file = file.unwrap();
        if file.file_name() != "agreed.toml" {
            bytes += file.metadata().unwrap().len();
        }
    }
    // They are part of the program, whose size is watched.
    assert!(bytes < 36 * 1024, "{bytes}");
    let calibrating = Calibrating::new();
    let agreed = gold::agreed().unwrap();
    let listed = store::list(&calibrating.folder).unwrap();
    assert_eq!(listed.sessions.len(), agreed.len());
    for session in &agreed {
        let found = store::read(&calibrating.folder.join(&session.id)).unwrap();
        assert_eq!(found.remarks, Vec::<String>::new());
        assert!(found.session.is_finished());
        let stages = found.session.head.plan.stages.iter().zip(&session.stages);
        for (stage, agreed) in stages {
            let items = agreed.items.len();
            assert_eq!((stage.id.as_str(), items), (agreed.id.as_str(), 8));
            assert!(agreed.items.iter().all(|item| item.reason.ends_with('.')));
        }
    }
}

/// A coach with a round of gold sessions.
struct Calibrating {
    context: AppContext,
    coach: Coach,
    folder: PathBuf,
    home: TempDir,
}

impl Calibrating {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let mut context = play::app_context(&home);
        let (coach, _) = context.coach(now()).unwrap();
        let folder = calibration::begin(&context.paths, &coach, 0, &now()).unwrap();
        context.paths.sessions.clone_from(&folder);
        Self {
            context,
            coach,
            folder,
            home,
        }
    }

    fn state(&self) -> Calibrations {
        calibration::calibrations(&self.context.paths, &self.coach, now()).unwrap()
    }

    /// Marks every item of the first sessions as this says.
    fn score(&self, sessions: usize, is_shown: impl Fn(&AgreedItem) -> bool) {
        for agreed in gold::agreed().unwrap().iter().take(sessions) {
            let folder = self.folder.join(&agreed.id);
            let mut open = self.context.open_review(&folder, now()).unwrap();
            for (stage, agreed) in agreed.stages.iter().enumerate() {
                for (item, agreed) in agreed.items.iter().enumerate() {
                    let evidence = Evidence {
                        look_for: agreed.look_for.clone(),
                        level: "solid".into(),
                        in_stage: stage,
                        line: 0,
                        text: "line".into(),
                    };
                    let mark = if is_shown(agreed) {
                        CoachMark::Shown(evidence)
                    } else {
                        CoachMark::NotShown
                    };
                    open.review.mark(stage, item, mark, now());
                }
            }
            let (session, design) = (&open.loaded.session, open.loaded.design.as_ref().ok());
            open.writer.save(&open.review, session, design);
            assert_eq!(open.writer.save_error(), None);
        }
    }

    /// The files of the round, whatever they hold.
    fn files(&self) -> String {
        let mut texts = String::new();
        let mut folders = vec![self.folder.clone()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    texts += &String::from_utf8_lossy(&std::fs::read(path).unwrap());
                }
            }
        }
        texts
    }
}

fn now() -> Wall {
    play::beginning().wall
}

#[test]
fn a_coach_who_marks_exactly_the_agreed_marks_gets_100_percent_and_kappa_1() {
    let calibrating = Calibrating::new();
    calibrating.score(3, |agreed| agreed.shown);
    let state = calibrating.state();
    let result = &state.results[0].calibration;
    for agreement in [&result.items, &result.levels] {
        assert_eq!(
            (agreement.percent(), agreement.kappa),
            (Some(100), Some(1.0))
        );
    }
    assert_eq!((result.items.of, result.levels.of), (120, 15));
    assert_eq!(result.differences, []);
    // The result is kept, and the next round would be another one.
    let kept = calibrating.state();
    assert_eq!(kept.results, state.results);
    assert!(kept.open.is_none());
}

#[test]
fn a_coach_who_marks_all_as_shown_gets_the_figures_computed_by_hand() {
    let calibrating = Calibrating::new();
    calibrating.score(3, |_| true);
    let state = calibrating.state();
    let result = &state.results[0].calibration;
    // The agreed marks show 54 of 120 items, and every one of the 15 levels is below 4.
    let figures = |agreement: &Agreement| (agreement.equal, agreement.percent(), agreement.kappa);
    assert_eq!(figures(&result.items), (54, Some(45), Some(0.0)));
    assert_eq!(figures(&result.levels), (0, Some(0), Some(0.0)));
    let stages: Vec<_> = result
        .stages
        .iter()
        .map(|stage| figures(&stage.items))
        .collect();
    let kappa = Some(0.0);
    let by_hand = [
        (11, Some(46), kappa),
        (12, Some(50), kappa),
        (11, Some(46), kappa),
        (10, Some(42), kappa),
        (10, Some(42), kappa),
    ];
    assert_eq!(stages, by_hand);
    assert_eq!(result.differences.len(), 66);
    assert!(result.differences.iter().all(|one| !one.reason.is_empty()));
}

#[test]
fn nothing_says_an_agreed_mark_before_every_gold_session_is_scored() {
    let calibrating = Calibrating::new();
    calibrating.score(2, |_| true);
    let state = calibrating.state();
    assert_eq!(state.results, []);
    assert_eq!(state.open.as_deref().map(scored), Some(2));
    let files = calibrating.files();
    for session in gold::agreed().unwrap() {
        for item in session.stages.iter().flat_map(|stage| &stage.items) {
            assert!(!files.contains(&item.reason), "{}", item.reason);
        }
    }
}

#[test]
fn a_round_that_was_cut_is_completed_and_keeps_its_marks() {
    let calibrating = Calibrating::new();
    calibrating.score(2, |_| true);
    let last = gold::agreed().unwrap().pop().unwrap().id;
    std::fs::remove_dir_all(calibrating.folder.join(last)).unwrap();
    let (paths, coach) = (&calibrating.context.paths, &calibrating.coach);
    let again = calibration::begin(paths, coach, 0, &now()).unwrap();
    assert_eq!(again, calibrating.folder);
    assert_eq!(calibrating.state().open.as_deref().map(scored), Some(2));
    calibrating.score(3, |_| true);
    assert_eq!(calibrating.state().results.len(), 1);
}

#[test]
fn a_session_is_read_again_where_the_state_folder_cannot_be_written() {
    let calibrating = Calibrating::new();
    let context = &calibrating.context;
    let session = gold::agreed().unwrap().pop().unwrap().id;
    let open = context.open_review(&calibrating.folder.join(session), now());
    let open = open.unwrap();
    let mut context = play::app_context(&calibrating.home);
    // A file is no folder, for any user.
    context.paths.state = open.writer.folder().join("journal.jsonl");
    let (session, _) = context.reread(&open.writer).unwrap();
    assert!(session.is_finished());
}

#[test]
fn gold_sessions_are_no_sessions_of_the_user() {
    let calibrating = Calibrating::new();
    calibrating.score(3, |_| true);
    let paths = play::app_context(&calibrating.home).paths;
    assert!(store::list(&paths.sessions).map_or(true, |list| list.sessions.is_empty()));
}
