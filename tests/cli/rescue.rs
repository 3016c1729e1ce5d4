//! Sessions that are rescued and not back yet, and the commands that messages name: each works as it is printed.

use std::path::{Path, PathBuf};

use super::*;

/// Folders with names that a shell would split.
struct Folders {
    dir: TempDir,
}

impl Folders {
    fn new() -> Self {
        Self {
            dir: tempfile::tempdir().unwrap(),
        }
    }

    fn home(&self) -> PathBuf {
        self.dir.path().join("a home")
    }

    fn sessions(&self) -> PathBuf {
        self.dir.path().join("my sessions")
    }

    /// The program without any folder in the environment.
    fn bare(&self) -> Command {
        let mut command = forty(&self.dir);
        command.env_remove("FORTY_HOME");
        command.env("HOME", self.dir.path().join("user"));
        command
    }

    /// The program with the folders as flags.
    fn forty(&self) -> Command {
        let mut command = self.bare();
        command.arg("--home").arg(self.home());
        command.arg("--sessions").arg(self.sessions());
        command
    }

    /// Records an interview, to its end or not, and returns what was printed and its folder.
    fn record(&self, lines: &str) -> (String, PathBuf) {
        let sessions = || {
            let entries = std::fs::read_dir(self.sessions()).into_iter().flatten();
            entries
                .map(|entry| entry.unwrap().path())
                .collect::<Vec<_>>()
        };
        let before = sessions();
        let mut start = self.forty();
        start.args(["start", "fraud-detection", "--linear"]);
        let printed = printed(start.write_stdin(lines.to_owned()));
        let new = sessions().into_iter().find(|path| !before.contains(path));
        (printed, new.unwrap())
    }

    /// Moves a session to the folder of rescued ones, where it stays: a file stands in the way back.
    fn rescue(&self, own: &Path) -> PathBuf {
        let rescued = self.home().join("state/rescued");
        std::fs::create_dir_all(&rescued).unwrap();
        let rescued = rescued.join(own.file_name().unwrap());
        std::fs::rename(own, &rescued).unwrap();
        write(&rescued.join("rescued-from"), own.to_str().unwrap());
        write(&self.sessions().join(".rescued"), "");
        rescued
    }
}

fn write(path: &Path, text: &str) {
    forty::store::files::replace(path, text.as_bytes()).unwrap();
}

/// What a command that succeeds prints on both outputs.
fn printed(command: &mut Command) -> String {
    let output = command.assert().success().get_output().clone();
    let text = [output.stdout, output.stderr].concat();
    String::from_utf8(text).unwrap()
}

/// The arguments of the command that stands in back quotes behind these words, as a shell reads them.
fn command_after(printed: &str, words: &str) -> Vec<String> {
    // Lines of plain text are wrapped.
    let printed = &printed.replace('\n', " ");
    let (_, rest) = printed.split_once(words).expect(printed);
    let command = rest.split('`').nth(1).expect(printed);
    let mut read = shell_words::split(command).unwrap();
    assert_eq!(read.remove(0), "forty");
    read
}

#[test]
fn every_printed_command_has_the_folders_of_the_flags_and_works_as_it_is() {
    let folders = Folders::new();
    let (said, _) = folders.record("one\n");
    let resume = command_after(&said, "saved at ");
    let mut again = folders.bare();
    let said = printed(
        again
            .args(resume)
            .arg("--linear")
            .write_stdin("\ntwo\n/finish\n"),
    );
    assert!(said.contains("resumed at "), "{said}");
    let show = said
        .lines()
        .find(|line| line.contains(" show last"))
        .unwrap();
    let show = show.split("  ").next().unwrap();
    let show = shell_words::split(show).unwrap();
    let record = json(folders.bare().args(&show[1..]).arg("--json"));
    assert_eq!(record["stages"][0]["notes"], "one\ntwo\n");
    // The debrief that is left, and what cannot be opened.
    let mut debrief = folders.forty();
    let said = printed(debrief.args(["debrief", "--linear"]).write_stdin(""));
    let again = command_after(&said, "Nothing is marked yet: ");
    printed(folders.bare().args(again).write_stdin(""));
    let refused = folders
        .forty()
        .args(["resume", "last", "--linear"])
        .assert();
    let refused = String::from_utf8(refused.failure().get_output().stderr.clone()).unwrap();
    printed(
        folders
            .bare()
            .args(command_after(&refused, "read it with ")),
    );
    let unknown = folders
        .forty()
        .args(["show", "20990101"])
        .assert()
        .failure();
    let unknown = String::from_utf8(unknown.get_output().stderr.clone()).unwrap();
    printed(
        folders
            .bare()
            .args(command_after(&unknown, "see all with ")),
    );
    // Home and sessions folder of the environment need no flags.
    let mut plain = folders.bare();
    plain.env("FORTY_HOME", folders.home());
    plain.env("FORTY_SESSIONS", folders.sessions());
    let start = plain.args(["start", "fraud-detection", "--linear"]);
    let said = printed(start.write_stdin("three\n"));
    // With the id where the other session began in the same second.
    let resume = command_after(&said, "saved at ");
    assert_eq!(resume[0], "resume", "{said}");
    assert!(!resume.iter().any(|word| word.starts_with("--")), "{said}");
}

/// Of several sessions, `forty resume` alone continues the latest one.
#[test]
fn the_farewell_of_an_earlier_session_names_it() {
    let folders = Folders::new();
    let (_, first) = folders.record("one\n");
    let (_, second) = folders.record("two\n");
    let ids = [&first, &second].map(|folder| folder.file_name().unwrap().to_str().unwrap());
    for id in ids {
        let mut resume = folders.forty();
        let said = printed(
            resume
                .args(["resume", id, "--linear"])
                .write_stdin("\non\n"),
        );
        let command = command_after(&said, "saved at ");
        let mut again = folders.bare();
        let said = printed(
            again
                .args(command)
                .arg("--linear")
                .write_stdin(format!("\n{id}\n")),
        );
        assert!(said.contains("resumed at "), "{said}");
        let notes = printed(folders.forty().args(["show", id]));
        assert!(notes.contains(id), "{notes}");
        let record = json(folders.forty().args(["show", id, "--json"]));
        assert!(record["stages"][0]["notes"].as_str().unwrap().contains(id));
    }
}

/// Every command between backquotes on one output of a run, with the words that a shell makes of it.
fn commands(printed: &str) -> Vec<Vec<String>> {
    let printed = printed.replace('\n', " ");
    let quoted = printed
        .split('`')
        .filter(|quoted| quoted.starts_with("forty "));
    quoted
        .map(|command| shell_words::split(command).unwrap())
        .collect()
}

#[test]
fn every_hint_for_this_machine_has_the_folders_of_the_flags() {
    let folders = Folders::new();
    let (_, own) = folders.record("one\n/finish\n");
    let id = own.file_name().unwrap().to_str().unwrap();
    let wrong = folders.dir.path().join("wrong.toml");
    write(&wrong, "wrong");
    let wrong = wrong.to_str().unwrap();
    let mut count = 0;
    for words in [
        "--as Ada start",
        "start no-such-design",
        "start",
        "assign --change nothing --due 2999-01-01",
        "drill llm-serving --cards",
        "new Bad_Id",
        "coach export coach.toml --as nobody",
        "show nothing",
        "resume nothing --linear",
        "delete nothing",
        "repair nothing",
        &format!("compare {id} {id}"),
        &format!("resume {id} --linear"),
        "cohort --candidate nobody",
        "stats --as nobody",
        "config init",
        "new one-of-mine",
        "assign --list",
        "doctor",
        "config check",
    ] {
        let output = folders.forty().args(words.split(' ')).output().unwrap();
        let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        for command in commands(&said) {
            if command[1] == "assign" && words == "assign --list" {
                // What a coach does elsewhere.
                continue;
            }
            let flags = [
                "--home",
                folders.home().to_str().unwrap(),
                "--sessions",
                folders.sessions().to_str().unwrap(),
            ]
            .map(str::to_owned);
            assert!(command.get(1..5) == Some(&flags[..]), "{words}: {said}");
            count += 1;
        }
    }
    assert!(count >= 18, "{count}");
    // The commands for the machine of somebody else have none.
    for words in [["unpack", wrong], ["coach", "import"]] {
        let mut run = folders.forty();
        run.args(words);
        if words[0] == "coach" {
            run.arg(wrong);
        }
        let said = run.output().unwrap().stderr;
        let said = String::from_utf8(said).unwrap();
        let has_flags = commands(&said).iter().any(|command| command[1] == "--home");
        assert!(!has_flags && said.contains("`forty "), "{said}");
    }
}

/// After the finish of an earlier session, every command that is printed opens that session and no later one.
#[test]
fn the_commands_after_a_finish_open_the_session_that_was_finished() {
    let folders = Folders::new();
    let (_, first) = folders.record("one\n");
    folders.record("two\n/finish\n");
    let id = first.file_name().unwrap().to_str().unwrap();
    let mut resume = folders.forty();
    resume.args(["resume", id, "--linear"]);
    let said = printed(resume.write_stdin("\nthe first\n/finish\n"));
    let joined = said.replace('\n', " ");
    for act in ["show", "export"] {
        let (_, rest) = joined.split_once(&format!(" {act} ")).expect(&joined);
        let word = rest.split(' ').next().unwrap();
        let text = printed(folders.forty().args([act, word]));
        assert!(text.contains("the first"), "{act} {word}: {text}");
    }
    assert_eq!(
        joined.matches(&format!(" debrief {id} ")).count(),
        2,
        "{joined}"
    );
}

/// What the start did with rescued sessions is said once, whichever command it is, also where it then fails.
#[test]
fn every_command_that_takes_sessions_back_says_what_became_of_them() {
    let folders = Folders::new();
    let (_, own) = folders.record("one\n/finish\n");
    let rescued = folders.rescue(&own);
    let id = own.file_name().unwrap().to_str().unwrap();
    for words in [
        &["debrief", "--linear"][..],
        &["debrief", id, "--linear"],
        &["start", "fraud-detection", "--linear"],
        &["start", "no-such-design", "--linear"],
        &["drill", "--linear"],
        &["drill", "no-such-design", "--linear"],
        &["resume", "no-such-session", "--linear"],
        &[
            "assign",
            "fraud-detection",
            "--for",
            "Ada",
            "--due",
            "2999-01-01",
        ],
    ] {
        let run = folders
            .forty()
            .args(words)
            .write_stdin("")
            .output()
            .unwrap();
        let said = String::from_utf8([run.stdout, run.stderr].concat()).unwrap();
        let said = said.replace('\n', " ");
        let place = format!("`{id}` stays in {}", rescued.display());
        assert_eq!(said.matches(&place).count(), 1, "{words:?}: {said}");
        let debrief = command_after(&said, "where ");
        let mut again = folders.bare();
        printed(again.args(debrief).arg("--linear").write_stdin(""));
    }
}

#[test]
fn a_rescued_session_is_in_every_list_and_can_be_repaired_deleted_and_restored() {
    let folders = Folders::new();
    let (_, own) = folders.record("one\n/finish\n");
    let (_, other) = folders.record("two\n/finish\n");
    let rescued = folders.rescue(&own);
    let [id, other] = [&own, &other].map(|it| it.file_name().unwrap().to_str().unwrap());
    let note = format!("note: rescued to {}", rescued.display());
    for words in [
        &["list"][..],
        &["stats", "--json"],
        &["cohort", "--json"],
        &["cards", "--json"],
        &["show", id, "--json"],
        &["export", id],
        &["repair", id],
    ] {
        let run = folders.forty().args(words).output().unwrap();
        let notes = String::from_utf8(run.stderr).unwrap();
        assert!(
            run.status.success() && notes.contains(&note),
            "{words:?}: {notes}"
        );
    }
    let listed = || {
        let list = json(folders.forty().args(["list", "--json"]));
        let rows = list["sessions"].as_array().unwrap().clone();
        let ids = rows
            .iter()
            .map(|row| row["id"].as_str().unwrap().to_owned());
        ids.collect::<Vec<_>>()
    };
    let has = |id: &str| listed().iter().any(|listed| listed == id);
    assert!(has(id) && has(other));
    assert_eq!(
        json(folders.forty().args(["stats", "--json"]))["sessions"],
        2
    );
    let doctor = folders.forty().arg("doctor").output().unwrap();
    let doctor = String::from_utf8(doctor.stdout).unwrap();
    assert!(doctor.contains("a rescued session is not back"), "{doctor}");
    let resume = command_after(&doctor, "is not back");
    assert_eq!(resume[4..], ["resume", id]);

    // A damaged one is repaired into the sessions folder.
    let journal = rescued.join("journal.jsonl");
    let text = std::fs::read_to_string(&journal).unwrap();
    let (head, rest) = text.split_once('\n').unwrap();
    write(&journal, &format!("{head}\nbad\n{rest}"));
    let said = printed(folders.forty().args(["repair", id]));
    let written = said
        .lines()
        .find(|line| line.starts_with("written: "))
        .unwrap();
    assert!(
        written.contains(folders.sessions().to_str().unwrap()),
        "{said}"
    );

    let said = printed(folders.forty().args(["delete", id]));
    assert!(!has(id) && has(other));
    let undo = command_after(&said, "restore it with ");
    printed(folders.bare().args(undo));
    assert!(has(id) && has(other));
}

#[test]
fn the_undo_that_is_printed_for_a_copy_deleted_by_its_path_works() {
    let folders = Folders::new();
    let (_, own) = folders.record("one\n");
    let spare = folders.dir.path().join("spare");
    copy_folder(&own, &spare);
    let rescued = folders.rescue(&own);
    copy_folder(&spare, &own);
    let said = printed(folders.forty().arg("delete").arg(&rescued));
    assert!(own.exists() && !rescued.exists());
    let undo = command_after(&said, "restore it with ");
    let said = printed(folders.bare().args(undo));
    assert!(said.contains(rescued.to_str().unwrap()), "{said}");
    assert!(own.exists() && rescued.exists());
}

#[test]
fn a_session_is_unpacked_beside_its_rescued_copy_only_where_that_cannot_be_taken_back() {
    for is_free in [true, false] {
        let folders = Folders::new();
        let (_, own) = folders.record("one\n");
        let id = own.file_name().unwrap().to_str().unwrap();
        let archive = folders.dir.path().join("archive");
        printed(folders.forty().args(["pack", id, "-o"]).arg(&archive));
        let mut resume = folders.forty();
        let resume = resume.args(["resume", "--linear"]);
        printed(resume.write_stdin("\ntwo\n"));
        let rescued = folders.rescue(&own);
        if is_free {
            std::fs::remove_file(folders.sessions().join(".rescued")).unwrap();
        }
        let said = printed(folders.forty().arg("unpack").arg(&archive));
        let note = format!("note: rescued to {}", rescued.display());
        assert_eq!(said.contains("is ahead of the archive"), is_free, "{said}");
        assert_eq!(said.contains(&note), !is_free, "{said}");
        let record = json(folders.forty().args(["show", id, "--json"]));
        assert_eq!(record["stages"][0]["notes"], "one\ntwo\n");
    }
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}
