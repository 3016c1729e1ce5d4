//! Rescued sessions are taken back on disks with faults and from other file systems.

mod scene;

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::sync::Arc;

use rustix::io::Errno;

use super::super::delete::{delete, restore};
use super::super::known::{find, folder_of, list_with_rescued};
use super::super::rescued::is_found;
use super::*;
use crate::store::disk::tests::{Call, Disk, Fault, use_disk};
use scene::{ODD, Own, Rescued, events, now, other_file_system, texts, type_on};

/// What is done to a folder.
type Act = fn(&Path);

#[test]
fn reviews_that_cannot_be_read_come_back_from_another_file_system_byte_for_byte() {
    let rescued = Rescued::new(Own::Missing);
    use_disk(Some(other_file_system()));
    let remarks = take_back(&rescued.paths);
    use_disk(None);
    assert_eq!(remarks.len(), 1, "{remarks:?}");
    rescued.assert_back(&[""], "from another file system");
    let mut names = files::names(&rescued.own.join("reviews"), |_| true).unwrap();
    let mut expected = ODD.map(|(name, _)| name.to_owned());
    expected.sort_unstable();
    names.sort_unstable();
    assert_eq!(names, expected);
    assert!(!rescued.copy.exists() && !rescued.paths.trash.exists());
}

#[test]
fn what_cannot_be_copied_from_another_file_system_goes_to_the_trash() {
    let rescued = Rescued::new(Own::Missing);
    symlink("elsewhere", rescued.copy.join("reviews/link")).unwrap();
    fs::create_dir(rescued.copy.join("more")).unwrap();
    fs::write(rescued.copy.join("more/text"), "mine").unwrap();
    use_disk(Some(other_file_system()));
    take_back(&rescued.paths);
    use_disk(None);
    rescued.assert_back(&[""], "with a link and a folder");
    let id = rescued.copy.file_name().unwrap();
    let trashed = rescued.paths.trash.join(id);
    assert_eq!(texts(&trashed.join("more")), ["mine"]);
    assert!(trashed.join("reviews/link").symlink_metadata().is_ok());
}

#[test]
fn reviews_of_both_copies_stay_where_a_longer_or_an_equal_copy_is_taken_back() {
    for own in [Own::Missing, Own::Shorter, Own::Empty, Own::Longer] {
        let rescued = Rescued::new(own);
        let mut prefixes = vec![""];
        if own != Own::Missing {
            prefixes.push("of the own folder: ");
        }
        for _ in 0..2 {
            let remarks = take_back(&rescued.paths);
            rescued.assert_true(&remarks, "both");
            rescued.assert_back(&prefixes, "both");
        }
    }
    // The session is back already, and the reviews of the copy are not.
    let rescued = Rescued::new(Own::Missing);
    files::make_folders(&rescued.own).unwrap();
    for name in files::names(&rescued.copy, fs::FileType::is_file).unwrap() {
        if name != ORIGIN {
            fs::copy(rescued.copy.join(&name), rescued.own.join(&name)).unwrap();
        }
    }
    let remarks = take_back(&rescued.paths);
    assert!(remarks[0].contains("is not longer"), "{remarks:?}");
    rescued.assert_back(&[""], "an equal copy");
}

/// Promise 5. Afterwards the disk is good again, as at the next start.
#[test]
fn whichever_call_fails_while_a_session_is_taken_back_none_of_its_texts_is_lost_and_what_is_said_is_true()
 {
    for (own, is_near) in [
        (Own::Shorter, true),
        (Own::Shorter, false),
        (Own::Longer, true),
    ] {
        for (call, for_ever) in [
            (Call::Open, false),
            (Call::Open, true),
            (Call::Create, false),
            (Call::Write, false),
            (Call::Sync, false),
            (Call::Sync, true),
            (Call::Rename, false),
        ] {
            for number in 0.. {
                let rescued = Rescued::new(own);
                let disk = Disk::with(call, number, for_ever, Fault::Fails(Errno::IO));
                if !is_near {
                    disk.add(Call::Rename, 0, false, Fault::Fails(Errno::XDEV));
                }
                let what = format!("{own:?}, {call:?} {number}, {for_ever}, near: {is_near}");
                use_disk(Some(Arc::clone(&disk)));
                let remarks = take_back(&rescued.paths);
                use_disk(None);
                rescued.assert_true(&remarks, &what);
                take_back(&rescued.paths);
                rescued.assert_back(&["", "of the own folder: "], &what);
                // What fails for ever fails from the first call on.
                if for_ever || disk.count(call) <= number {
                    break;
                }
            }
        }
    }
}

/// Promises 4 and 5.
#[test]
fn where_one_of_both_copies_cannot_be_read_both_stay_where_they_are_and_the_reason_is_said() {
    let newer = |folder: &Path| {
        let journal = folder.join("journal.jsonl");
        let text = fs::read_to_string(&journal).unwrap();
        let (_, rest) = text.split_once('\n').unwrap();
        let head = br#"{"n":1,"ms":0,"kind":"head","format":99"#;
        let sealed = format!(
            "{},\"crc\":{}}}\n{rest}",
            String::from_utf8_lossy(head),
            crc32fast::hash(head)
        );
        files::replace(&journal, sealed.as_bytes()).unwrap();
    };
    let closed = |folder: &Path| {
        // A folder in the place of the file cannot be read, whoever the user is.
        let journal = folder.join("journal.jsonl");
        fs::rename(&journal, folder.join("moved")).unwrap();
        fs::create_dir(&journal).unwrap();
    };
    let damaged = |folder: &Path| {
        let _ = fs::remove_file(folder.join("checkpoint.jsonl"));
        files::replace(&folder.join("journal.jsonl"), b"damaged\n").unwrap();
    };
    let acts: [(&str, Act); 3] = [
        ("format 99", newer),
        ("not an ordinary file", closed),
        ("holds nothing that can be read", damaged),
    ];
    for (words, act) in acts {
        for is_own in [true, false] {
            let rescued = Rescued::new(Own::Shorter);
            act(if is_own { &rescued.own } else { &rescued.copy });
            let remarks = take_back(&rescued.paths);
            assert_eq!(remarks.len(), 1, "{remarks:?}");
            assert!(remarks[0].contains(words), "{remarks:?}");
            rescued.assert_true(&remarks, words);
            assert!(rescued.own.exists() && rescued.copy.exists());
            assert!(!rescued.paths.trash.exists());
            let found = find(&rescued.paths, rescued.id(), &now());
            let readable = if is_own { &rescued.copy } else { &rescued.own };
            assert_eq!(&found.unwrap(), readable, "{words}");
            let other = if is_own { &rescued.own } else { &rescued.copy };
            assert!(!is_found(other, &rescued.paths) || is_own, "{words}");
        }
    }
}

/// Promise 5. What is typed goes where the most is, and stays when all can be read again.
#[test]
fn a_shorter_copy_takes_the_place_of_no_lines_that_can_be_read_and_loses_none_of_its_own() {
    let rescued = Rescued::new(Own::Longer);
    let (paths, id) = (&rescued.paths, rescued.id());
    // A folder in the place of a file cannot be read, whoever the user is.
    let unread = rescued.own.join("journal.2.jsonl");
    fs::create_dir(&unread).unwrap();
    let _ = fs::remove_file(rescued.own.join("checkpoint.jsonl"));
    assert_eq!(find(paths, id, &now()).unwrap(), rescued.own);
    assert_eq!(folder_of(paths, id), rescued.own);
    let listed = list_with_rescued(paths).unwrap().sessions;
    let folders: Vec<&Path> = listed.iter().map(|it| it.folder.as_path()).collect();
    assert_eq!(folders, [&rescued.own]);
    assert!(!is_found(&rescued.copy, paths));
    let remarks = take_back(paths);
    assert!(remarks[0].contains("cannot be read"), "{remarks:?}");
    assert!(!remarks[0].contains("opens it"), "{remarks:?}");
    assert!(rescued.own.exists() && rescued.copy.exists());
    // An earlier version wrote into the copy.
    type_on(&rescued.copy, "of the copy");
    fs::remove_dir(&unread).unwrap();
    assert!(recorded(&rescued.copy).events() <= rescued.events);
    let remarks = take_back(paths);
    let show = format!("`forty show {}` shows", rescued.copy.display());
    assert!(remarks[0].contains(&show), "{remarks:?}");
    let path = rescued.copy.display().to_string();
    assert_eq!(find(paths, &path, &now()).unwrap(), rescued.copy);
    assert!(rescued.copy.exists() && !paths.trash.exists());
    assert_eq!(events(&rescued.own), rescued.events);
}

#[test]
fn a_command_is_named_only_where_it_opens_the_copy() {
    let lose = |own: &Path| {
        let _ = fs::remove_file(own.join("checkpoint.jsonl"));
        files::replace(&own.join("journal.jsonl"), b"damaged\n").unwrap();
    };
    // Nothing was written to the copy.
    let rescued = Rescued::new(Own::Shorter);
    lose(&rescued.own);
    for name in files::names(&rescued.copy, fs::FileType::is_file).unwrap() {
        if name != ORIGIN {
            fs::remove_file(rescued.copy.join(name)).unwrap();
        }
    }
    let remarks = take_back(&rescued.paths);
    assert_eq!(remarks.len(), 1, "{remarks:?}");
    assert!(!remarks[0].contains("`forty"), "{remarks:?}");
    assert_eq!(
        find(&rescued.paths, rescued.id(), &now()).unwrap(),
        rescued.own
    );

    // Another copy is longer.
    let rescued = Rescued::new(Own::Shorter);
    lose(&rescued.own);
    let other = rescued.paths.temporary.join("forty-rescued-other");
    files::make_folders(&other).unwrap();
    let other = other.join(rescued.id());
    copy_files(&rescued.copy, &other).unwrap();
    type_on(&other, "more");
    let remarks = take_back(&rescued.paths);
    assert_eq!(remarks.len(), 2, "{remarks:?}");
    for (remark, is_opened) in remarks.iter().zip([false, true]) {
        assert_eq!(remark.contains("` opens it"), is_opened, "{remarks:?}");
    }
    let opens = format!("`forty resume {}` opens it", rescued.id());
    assert!(remarks[1].contains(&opens), "{remarks:?}");
    assert_eq!(find(&rescued.paths, rescued.id(), &now()).unwrap(), other);
}

/// As of a start that a full disk stopped.
#[test]
fn a_copy_without_any_event_makes_no_session() {
    let rescued = Rescued::new(Own::Missing);
    fs::remove_dir_all(&rescued.copy).unwrap();
    fs::create_dir(&rescued.copy).unwrap();
    files::replace(
        &rescued.copy.join(ORIGIN),
        rescued.own.as_os_str().as_encoded_bytes(),
    )
    .unwrap();
    let remarks = take_back(&rescued.paths);
    assert!(
        remarks[0].contains("not longer and is now in"),
        "{remarks:?}"
    );
    assert!(!rescued.own.exists() && !rescued.copy.exists());
}

/// Promise 7. Whichever copy is longer, the other one has text that it lacks.
#[test]
fn where_both_copies_went_on_in_different_ways_both_stay() {
    for is_copy_longer in [true, false] {
        let rescued = Rescued::new(Own::Missing);
        let (paths, own, copy) = (&rescued.paths, &rescued.own, &rescued.copy);
        copy_files(copy, own).unwrap();
        fs::remove_file(own.join(ORIGIN)).unwrap();
        let (longer, shorter) = if is_copy_longer {
            (copy, own)
        } else {
            (own, copy)
        };
        type_on(shorter, "one");
        type_on(longer, "another");
        type_on(longer, "and more");
        for _ in 0..2 {
            let remarks = take_back(paths);
            assert_eq!(remarks.len(), 1, "{remarks:?}");
            let opens = format!("`forty resume {}` opens it", rescued.id());
            assert_eq!(remarks[0].contains(&opens), is_copy_longer, "{remarks:?}");
            assert!(own.exists() && copy.exists() && !paths.trash.exists());
            assert_eq!(find(paths, rescued.id(), &now()).unwrap(), *longer);
        }
    }
}

/// A copy that a kill left beside the sessions comes first.
#[test]
fn of_equal_copies_the_near_one_is_taken_back() {
    let rescued = Rescued::new(Own::Missing);
    let near = rescued.paths.sessions.join(NEAR);
    let near = near.join(rescued.copy.file_name().unwrap());
    copy_files(&rescued.copy, {
        files::make_folders(files::parent(&near)).unwrap();
        &near
    })
    .unwrap();
    let folders = copies(&rescued.paths).into_iter().map(|copy| copy.folder);
    assert_eq!(folders.collect::<Vec<_>>(), [near, rescued.copy.clone()]);
    let remarks = take_back(&rescued.paths);
    assert_eq!(remarks.len(), 2, "{remarks:?}");
    assert!(remarks[0].ends_with("continues from its rescued copy"));
    rescued.assert_true(&remarks, "two copies");
    rescued.assert_back(&[""], "two copies");
}

#[test]
fn while_one_program_takes_sessions_back_another_one_leaves_them_alone() {
    let rescued = Rescued::new(Own::Missing);
    let near = rescued.paths.sessions.join(NEAR);
    // The first program has copied half of the session.
    let half = near.join(rescued.copy.file_name().unwrap());
    files::make_folders(&half).unwrap();
    fs::write(half.join("journal.jsonl"), "half").unwrap();
    let first = File::open(&rescued.paths.sessions).unwrap();
    first.lock().unwrap();
    assert_eq!(take_back(&rescued.paths), Vec::<String>::new());
    assert!(rescued.copy.exists());
    assert_eq!(texts(&half), ["half"]);
    drop(first);
    assert_eq!(take_back(&rescued.paths).len(), 1);
    rescued.assert_back(&[""], "after the first program");
    assert!(!near.exists());
}

#[test]
fn a_session_whose_review_is_open_is_not_moved() {
    let rescued = Rescued::new(Own::Missing);
    let id = rescued.copy.file_name().unwrap().to_str().unwrap();
    let locks = rescued.paths.state.join("reviewing");
    files::make_folders(&locks).unwrap();
    let review = File::create_new(locks.join(format!("{id}.ada-4f2a.lock"))).unwrap();
    review.lock().unwrap();
    assert_eq!(take_back(&rescued.paths), Vec::<String>::new());
    assert!(rescued.copy.exists());
    drop(review);
    assert_eq!(take_back(&rescued.paths).len(), 1);
    rescued.assert_back(&[""], "after the review");
}

/// It would come back at the next start otherwise.
#[test]
fn a_deleted_session_is_in_the_trash_with_all_its_copies_and_the_longer_one_is_restored() {
    for own in [Own::Missing, Own::Shorter, Own::Longer] {
        // Only a rescued copy may be on the file system of the trash while the sessions folder is on another one.
        for is_near in [true, own == Own::Longer] {
            let rescued = Rescued::new(own);
            let (paths, id) = (&rescued.paths, rescued.id());
            let moved = delete(paths, id, &now()).unwrap();
            assert_eq!(moved.len(), if own == Own::Missing { 1 } else { 2 });
            assert!(moved.iter().all(|moved| moved.starts_with(&paths.trash)));
            assert!(find(paths, id, &now()).is_err());
            assert_eq!(take_back(paths), Vec::<String>::new());
            if !is_near {
                use_disk(Some(other_file_system()));
            }
            let restored = restore(paths, id).unwrap();
            use_disk(None);
            let place = if is_near { &rescued.own } else { &rescued.copy };
            assert_eq!(restored, *place, "{own:?}, near: {is_near}");
            assert_eq!(find(paths, id, &now()).unwrap(), restored);
            assert_eq!(events(&restored), rescued.events);
        }
    }
}

#[test]
fn a_copy_that_is_deleted_by_its_path_leaves_the_other_one() {
    let rescued = Rescued::new(Own::Shorter);
    let word = rescued.own.display().to_string();
    let moved = delete(&rescued.paths, &word, &now()).unwrap();
    assert_eq!(moved.len(), 1);
    let remarks = take_back(&rescued.paths);
    rescued.assert_true(&remarks, "by its path");
    rescued.assert_back(&[""], "by its path");
}

#[test]
fn a_rescued_copy_that_is_deleted_by_its_path_is_restored_beside_the_session() {
    for own in [Own::Shorter, Own::Longer] {
        let rescued = Rescued::new(own);
        let (paths, id) = (&rescued.paths, rescued.id());
        let known = recorded(&rescued.copy).events();
        let word = rescued.copy.display().to_string();
        assert_eq!(delete(paths, &word, &now()).unwrap().len(), 1);
        assert!(rescued.own.exists() && !rescued.copy.exists());
        assert_eq!(restore(paths, id).unwrap(), rescued.copy);
        assert_eq!(events(&rescued.copy), known);
        let (found, longer) = (find(paths, id, &now()).unwrap(), own == Own::Longer);
        assert_eq!(
            found,
            if longer { &rescued.own } else { &rescued.copy }.clone()
        );
    }
}
