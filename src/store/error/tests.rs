use io::ErrorKind::{
    AlreadyExists, NotFound, Other, PermissionDenied, ReadOnlyFilesystem, StorageFull, Unsupported,
};

use super::*;

const ELSEWHERE: &str = "choose another folder with `--sessions DIR` or `--home DIR`";
const NETWORK: &str = "some network folders cannot do this: choose another folder";
const FULL: &str = "free some space, or choose another folder with `--sessions DIR`";

fn hint(doing: &'static str, kind: io::ErrorKind) -> Option<String> {
    StoreError::io(doing, Path::new("/a/b"))(kind.into()).hint()
}

#[test]
fn whatever_cannot_be_written_has_a_hint_that_names_the_way_on() {
    let own = [
        "create",
        "create the folder",
        "create a folder in",
        "write",
        "sync",
        "sync the folder",
        "start the sync of",
        "lock",
        "move",
        "move a session to",
        "set aside",
        "remove the folder",
        "keep the torn tail of",
        "cut the torn tail of",
    ];
    for doing in own {
        let is_network = doing.starts_with("sync") || doing == "lock";
        let other = if is_network { NETWORK } else { ELSEWHERE };
        for (kind, words) in [
            (NotFound, ELSEWHERE),
            (StorageFull, FULL),
            (PermissionDenied, ELSEWHERE),
            (ReadOnlyFilesystem, ELSEWHERE),
            (Unsupported, other),
            (Other, other),
        ] {
            let hint = hint(doing, kind).unwrap();
            assert!(hint.starts_with(words), "{doing}, {kind}: {hint}");
        }
    }
    for doing in [GIVEN, "pack"] {
        for (kind, words) in [
            (NotFound, Some("create its folder first")),
            (
                StorageFull,
                Some("free some space, or name a file in another folder"),
            ),
            (PermissionDenied, Some("name a file in another folder")),
            (ReadOnlyFilesystem, Some("name a file in another folder")),
            // The command says how to replace it.
            (AlreadyExists, None),
        ] {
            let hint = hint(doing, kind);
            let is_right = match (&hint, words) {
                (Some(hint), Some(words)) => hint.starts_with(words),
                (hint, words) => hint.is_none() && words.is_none(),
            };
            assert!(is_right, "{doing}, {kind}: {hint:?}");
        }
    }
    for doing in ["open", "read", "list the folder"] {
        assert_eq!(hint(doing, NotFound), None);
        let allow = hint(doing, PermissionDenied).unwrap();
        assert!(allow.contains("chmod"), "{allow}");
    }
    assert_eq!(hint("open", ReadOnlyFilesystem).as_deref(), Some(ELSEWHERE));
    assert!(hint("open", StorageFull).unwrap().starts_with(FULL));
    let gone = hint("find the folder", NotFound).unwrap();
    assert_eq!(gone, "run it from a folder that exists");
}

/// Each act that the source names has its hint in the table above.
#[test]
fn the_table_of_hints_has_every_act() {
    fn acts(folder: &Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                acts(&path, found);
                continue;
            }
            let source = std::fs::read_to_string(path).unwrap();
            let parts = source.split("StoreError::io(\"").skip(1);
            found.extend(parts.filter_map(|part| Some(part.split_once('"')?.0.to_owned())));
        }
    }
    let store = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store");
    let table = std::fs::read_to_string(store.join("error/tests.rs")).unwrap();
    let mut found = Vec::new();
    acts(&store, &mut found);
    assert!(found.len() > 20);
    for act in found {
        assert!(table.contains(&format!("\"{act}\"")), "no hint for `{act}`");
    }
}
