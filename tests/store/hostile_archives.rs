//! Archives from strangers: a bad one is refused with a reason, and nothing is written. Promise 8.

use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use forty::store::Class;
use forty::store::{pack, unpack};
use tar::{EntryType, Header};

use crate::fixture::{Desk, ID, OTHER_ID, tree};

const MIB: usize = 1024 * 1024;

/// One entry of a tar file: its raw name, its type, the claimed size, and the bytes.
struct Item {
    name: Vec<u8>,
    kind: EntryType,
    link: &'static str,
    claimed: u64,
    bytes: Vec<u8>,
}

fn item(name: &str, bytes: &[u8]) -> Item {
    Item {
        name: name.as_bytes().to_vec(),
        kind: EntryType::Regular,
        link: "",
        claimed: bytes.len() as u64,
        bytes: bytes.to_vec(),
    }
}

fn odd(name: &str, kind: EntryType, link: &'static str) -> Item {
    Item {
        kind,
        link,
        ..item(name, b"")
    }
}

fn block(item: &Item) -> Vec<u8> {
    let mut header = Header::new_ustar();
    let fields = header.as_ustar_mut().unwrap();
    fields.name[..item.name.len()].copy_from_slice(&item.name);
    fields.linkname[..item.link.len()].copy_from_slice(item.link.as_bytes());
    header.set_entry_type(item.kind);
    header.set_size(item.claimed);
    header.set_mode(0o777);
    header.set_cksum();
    let mut bytes = header.as_bytes().to_vec();
    bytes.extend(&item.bytes);
    bytes.resize(bytes.len().next_multiple_of(512), 0);
    bytes
}

fn tarred(items: &[Item]) -> Vec<u8> {
    let mut bytes: Vec<u8> = items.iter().flat_map(block).collect();
    bytes.extend([0; 1024]);
    bytes
}

fn zipped(bytes: &[u8]) -> Vec<u8> {
    let mut zip = GzEncoder::new(Vec::new(), Compression::fast());
    zip.write_all(bytes).unwrap();
    zip.finish().unwrap()
}

/// A folder with a session whose files are valid in an archive.
struct Place {
    dir: tempfile::TempDir,
    sessions: std::path::PathBuf,
    session: std::path::PathBuf,
}

fn place() -> Place {
    let dir = tempfile::tempdir().unwrap();
    let (_, session) = Desk::finished(dir.path(), OTHER_ID);
    let elsewhere = tempfile::tempdir_in(dir.path()).unwrap().keep();
    let (_, other) = Desk::finished(&elsewhere, ID);
    Place {
        sessions: session.parent().unwrap().to_owned(),
        session: other,
        dir,
    }
}

impl Place {
    fn file(&self, name: &str) -> Item {
        let bytes = std::fs::read(self.session.join(name)).unwrap();
        item(&format!("{ID}/{name}"), &bytes)
    }

    /// The files of a complete session, then more entries.
    fn and(&self, more: impl IntoIterator<Item = Item>) -> Vec<u8> {
        let own = [
            "checkpoint.jsonl",
            "design.toml",
            "journal.jsonl",
            "notes.md",
            "session.toml",
        ];
        let mut items: Vec<Item> = own.map(|name| self.file(name)).into();
        items.extend(more);
        zipped(&tarred(&items))
    }

    /// Asserts that the archive is refused and leaves no file; returns the message.
    fn refuses(&self, what: &str, archive: &[u8]) -> String {
        let before = tree(self.dir.path());
        let error = unpack(
            archive,
            Path::new("mail.tgz"),
            &self.sessions,
            &crate::fixture::wall(),
        )
        .unwrap_err();
        assert_eq!(error.class(), Class::InvalidContent, "{what}: {error}");
        assert!(
            tree(self.dir.path()) == before,
            "{what} left something behind"
        );
        let words = error.to_string();
        assert!(words.contains("mail.tgz"), "{what}: {words}");
        assert!(!words.contains(|c: char| c.is_control()), "{what}: {words}");
        words
    }
}

#[test]
fn the_files_that_the_others_are_added_to_are_a_session() {
    let place = place();
    let unpacked = unpack(
        &*place.and([]),
        Path::new("mail.tgz"),
        &place.sessions,
        &crate::fixture::wall(),
    )
    .unwrap();
    assert_eq!(unpacked.id, ID);
}

#[test]
fn an_entry_that_is_no_file_of_the_session_is_refused_by_its_name() {
    let place = place();
    let in_it = |name: &str| format!("{ID}/{name}");
    let names = [
        "../evil",
        "..",
        "/etc/passwd",
        "//etc/passwd",
        "evil",
        "",
        ".",
        "./x",
        "\u{1b}[2Jevil",
        "\u{202e}evil",
    ];
    let inside = [
        "",
        ".",
        "..",
        "../evil",
        "../../evil",
        "./notes.md",
        "/notes.md",
        "lock",
        "evil",
        "NOTES.md",
        "notes.md ",
        "notes.md/x",
        "journal.1.jsonl",
        "journal.torn.1",
        "checkpoint.jsonl.aside",
        ".replacing-x",
        "reviews",
        "reviews/../../evil.toml",
        "reviews/../notes.md",
        "reviews/x/y.toml",
        "reviews/.toml",
        "reviews/Grace.toml",
        "reviews\\evil.toml",
    ];
    let inside = inside.map(in_it);
    for name in names.into_iter().chain(inside.iter().map(String::as_str)) {
        for first in [false, true] {
            let evil = item(name, b"evil");
            let archive = if first {
                let rest = ["journal.jsonl", "checkpoint.jsonl"].map(|name| place.file(name));
                zipped(&tarred(&[evil].into_iter().chain(rest).collect::<Vec<_>>()))
            } else {
                place.and([evil])
            };
            let words = place.refuses(name, &archive);
            let shown =
                forty::domain::sanitize::line(name.strip_prefix(&in_it("")).unwrap_or(name));
            assert!(words.contains(&shown), "{name}: {words}");
        }
    }
    let mut raw = item("x", b"");
    raw.name = [ID.as_bytes(), b"/\xff\xfe"].concat();
    place.refuses("not UTF-8", &place.and([raw]));
}

#[test]
fn what_is_no_ordinary_file_is_refused_even_under_a_good_name() {
    let place = place();
    let outside = place.dir.path().join("outside");
    crate::fixture::put(&outside, b"mine");
    for kind in [
        EntryType::Symlink,
        EntryType::Link,
        EntryType::Char,
        EntryType::Block,
        EntryType::Directory,
        EntryType::Fifo,
        EntryType::Continuous,
        EntryType::GNULongName,
        EntryType::GNULongLink,
        EntryType::GNUSparse,
        EntryType::XGlobalHeader,
        EntryType::XHeader,
        EntryType::new(b'?'),
    ] {
        for link in ["../../outside", "/etc/passwd"] {
            let name = format!("{ID}/reviews/a-0000.toml");
            let words = place.refuses(&format!("{kind:?}"), &place.and([odd(&name, kind, link)]));
            let told = format!("`{name}` is not an ordinary file");
            assert!(words.contains(&told), "{kind:?}: {words}");
        }
    }
}

#[test]
fn a_second_folder_is_refused() {
    let place = place();
    for name in [OTHER_ID, "a"] {
        let name = format!("{name}/notes.md");
        let words = place.refuses(&name, &place.and([item(&name, b"x")]));
        assert!(
            words.contains(&format!("`{name}` is in a second folder")),
            "{words}"
        );
    }
}

#[test]
fn a_file_that_is_in_it_twice_is_refused() {
    let place = place();
    let words = place.refuses("twice", &place.and([place.file("notes.md")]));
    assert!(words.contains("`notes.md` is in it twice"), "{words}");
}

#[test]
fn a_folder_that_is_not_named_by_the_session_in_it_is_refused() {
    let place = place();
    for top in ["20261123-130512-caption-generator-0000", "a", OTHER_ID] {
        let renamed = ["journal.jsonl", "checkpoint.jsonl"].map(|name| {
            let file = place.file(name);
            item(&format!("{top}/{name}"), &file.bytes)
        });
        let words = place.refuses(top, &zipped(&tarred(&renamed)));
        assert!(words.contains(ID), "{words}");
    }
    for top in ["A", "a.b", "a b", "-a", ".unpacking-x"] {
        let renamed = item(&format!("{top}/notes.md"), b"x");
        place.refuses(top, &zipped(&tarred(&[renamed])));
    }
}

#[test]
fn an_archive_without_a_session_is_refused() {
    let place = place();
    let notes = || place.file("notes.md");
    for (what, archive) in [
        ("no bytes", Vec::new()),
        ("no gzip", b"PK\x03\x04 what is this?".to_vec()),
        ("a tar that is not zipped", tarred(&[notes()])),
        ("no tar", zipped(&[b'x'; 2000])),
        ("nothing in the tar", zipped(&tarred(&[]))),
        ("nothing in the gzip", zipped(b"")),
        ("notes alone", zipped(&tarred(&[notes()]))),
        (
            "a review alone",
            zipped(&tarred(&[item(&format!("{ID}/reviews/a.toml"), b"")])),
        ),
    ] {
        place.refuses(what, &archive);
    }
}

#[test]
fn a_newer_format_is_refused_by_naming_both_numbers() {
    let place = place();
    let head = crate::fixture::lines(&place.session.join("journal.jsonl")).remove(0);
    let mut head: serde_json::Value = serde_json::from_slice(&head).unwrap();
    head.as_object_mut().unwrap().remove("crc");
    head["format"] = 7.into();
    let line = crate::fixture::sealed(&head.to_string());
    let archive = zipped(&tarred(&[item(&format!("{ID}/journal.jsonl"), &line)]));
    let words = place.refuses("newer", &archive);
    assert_eq!(words, "format 7, this program reads up to 1: mail.tgz");
}

#[test]
fn an_archive_cut_anywhere_is_refused() {
    let place = place();
    let whole = pack(&place.session).unwrap().bytes;
    let step = whole.len() / 150;
    for length in (0..whole.len())
        .step_by(step)
        .chain(whole.len() - 9..whole.len())
    {
        place.refuses(&format!("cut at {length}"), &whole[..length]);
    }
}

#[test]
fn an_archive_with_a_byte_changed_is_refused_or_makes_no_difference() {
    let place = place();
    let whole = pack(&place.session).unwrap().bytes;
    let fresh = tempfile::tempdir().unwrap();
    let mut refused = 0;
    for at in (0..whole.len()).step_by(whole.len() / 150) {
        let mut changed = whole.clone();
        changed[at] ^= 0x10;
        match unpack(
            &*changed,
            Path::new("mail.tgz"),
            fresh.path(),
            &crate::fixture::wall(),
        ) {
            Ok(unpacked) => {
                assert_eq!(pack(&unpacked.folder).unwrap().bytes, whole, "{at}");
                std::fs::remove_dir_all(&unpacked.folder).unwrap();
            }
            Err(error) => {
                refused += 1;
                assert_eq!(error.class(), Class::InvalidContent, "{at}: {error}");
            }
        }
        assert!(tree(fresh.path()).is_empty(), "{at}");
    }
    assert!(refused > 140, "{refused}");
}

#[test]
fn a_file_larger_than_a_session_has_is_refused_before_it_is_written() {
    let place = place();
    for (name, limit) in [
        ("design.toml", 512 * 1024),
        ("checkpoint.jsonl", 4 * MIB),
        ("session.toml", 4096),
        ("notes.md", 4 * MIB),
        ("journal.2.jsonl", 64 * MIB),
        ("journal.torn", 64 * MIB),
        ("reviews/a.toml", MIB),
    ] {
        for claimed in [limit as u64 + 1, 1 << 62, u64::MAX] {
            let huge = Item {
                claimed,
                ..item(&format!("{ID}/{name}"), b"")
            };
            let words = place.refuses(name, &zipped(&tarred(&[huge])));
            let is_told = claimed == u64::MAX || words.contains("is larger than");
            assert!(is_told, "{claimed}: {words}");
        }
    }
}

#[test]
fn a_file_shorter_than_it_says_is_refused() {
    let place = place();
    let short = Item {
        claimed: 5000,
        ..item(&format!("{ID}/notes.md"), b"short")
    };
    place.refuses("short", &zipped(&block(&short)));
}

/// Counts the bytes read from it.
struct Counted<R>(R, u64);

impl<R: std::io::Read> std::io::Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let length = self.0.read(buffer)?;
        self.1 += length as u64;
        Ok(length)
    }
}

/// Appends bytes to a deflated stream and flushes it, so that more can follow.
fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut piece = Vec::with_capacity(bytes.len() + 1024);
    let mut deflater = flate2::Compress::new(Compression::best(), false);
    let flush = flate2::FlushCompress::Full;
    deflater.compress_vec(bytes, &mut piece, flush).unwrap();
    piece
}

#[test]
fn a_bomb_goes_off_nowhere() {
    let place = place();
    let many = (0..1001).map(|n| item(&format!("{ID}/reviews/a-{n}.toml"), b""));
    let words = place.refuses("reviews", &place.and(many));
    assert!(words.contains("more than 1000 reviews"), "{words}");
    // A complete session, and a hundred GiB after the end of the archive.
    let mut bomb = zipped(b"")[..10].to_vec();
    bomb.extend(deflate(&tarred(&[place.file("journal.jsonl")])));
    let before = bomb.len() as u64;
    let zeros = deflate(&vec![0; MIB]);
    bomb.extend(zeros.repeat(100 * 1024));
    let mut counted = Counted(bomb.as_slice(), 0);
    let before_it = tree(place.dir.path());
    let error = unpack(
        &mut counted,
        Path::new("mail.tgz"),
        &place.sessions,
        &crate::fixture::wall(),
    )
    .unwrap_err();
    assert!(tree(place.dir.path()) == before_it);
    assert!(error.to_string().contains("more than 256 MiB"), "{error}");
    let most = before + 300 * zeros.len() as u64;
    assert!(counted.1 < most, "read {} of {}", counted.1, bomb.len());
}
