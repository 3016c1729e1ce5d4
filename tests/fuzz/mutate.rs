//! Mutations of files: of bits, bytes, numbers, words and lines.

use forty::domain::interview::follow_ups::SplitMix64;

/// Numbers at and beyond the limits of types.
const NUMBERS: [&str; 12] = [
    "0",
    "1",
    "-1",
    "63",
    "64",
    "65536",
    "4294967295",
    "9007199254740993",
    "18446744073709551615",
    "99999999999999999999",
    "1e999",
    "null",
];
/// Texts that are hard to measure, to escape, or to show.
const TEXTS: [&str; 8] = [
    "\u{1b}[2J",
    "\u{202e}",
    "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
    "日本\u{1f469}\u{200d}\u{1f467}",
    "\\ud800",
    "\0",
    "</script><!--",
    "```\n| a | b |",
];
const BYTES: &[u8] = b"\0\xff\"\\\n{}[],:=#'\r\t 9";

/// A copy with one to eight mutations; `other` lends a part.
pub fn mutated(bytes: &[u8], other: &[u8], chance: &mut SplitMix64) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=chance.below(8) {
        mutate(&mut bytes, other, chance);
    }
    bytes
}

fn mutate(bytes: &mut Vec<u8>, other: &[u8], chance: &mut SplitMix64) {
    let mut below = |limit: usize| chance.below(limit.max(1) as u64) as usize;
    let at = below(bytes.len());
    let end = (at + below(64)).min(bytes.len());
    match below(13) {
        0 if at < bytes.len() => bytes[at] ^= 1 << below(8),
        1 if at < bytes.len() => bytes[at] = BYTES[below(BYTES.len())],
        2 => drop(bytes.drain(at..end)),
        3 => bytes[at..end].fill(0),
        4 => bytes.truncate(at),
        5 => {
            let part = bytes[at..end].to_vec();
            insert(bytes, at, &part.repeat(1 + below(4)));
        }
        6 => insert(bytes, at, TEXTS[below(TEXTS.len())].as_bytes()),
        7 => {
            let from = below(other.len());
            let to = (from + below(600)).min(other.len());
            insert(bytes, at, &other[from..to]);
        }
        8 => move_line(bytes, at, below(bytes.len()), below(3)),
        9 if below(20) == 0 => insert(bytes, at, &b"[{\""[below(3)..][..1].repeat(20_000)),
        10 => {
            let long = "long text ".repeat(below(4_000));
            insert(bytes, at, long.as_bytes());
        }
        _ => replace_number(bytes, at, NUMBERS[below(NUMBERS.len())]),
    }
}

fn insert(bytes: &mut Vec<u8>, at: usize, part: &[u8]) {
    bytes.splice(at..at, part.iter().copied());
}

/// Replaces the first number after `at`.
fn replace_number(bytes: &mut Vec<u8>, at: usize, number: &str) {
    let is_digit = |byte: &u8| byte.is_ascii_digit();
    if let Some(start) = bytes[at..].iter().position(is_digit) {
        let start = at + start;
        let length = bytes[start..]
            .iter()
            .take_while(|byte| is_digit(byte))
            .count();
        bytes.splice(start..start + length, number.bytes());
    }
}

/// Removes, repeats or moves the line at `at`.
fn move_line(bytes: &mut Vec<u8>, at: usize, to: usize, how: usize) {
    let start = bytes[..at].iter().rposition(|byte| *byte == b'\n');
    let start = start.map_or(0, |end| end + 1);
    let end = bytes[at..].iter().position(|byte| *byte == b'\n');
    let end = end.map_or(bytes.len(), |end| at + end + 1);
    let line = bytes[start..end].to_vec();
    if how > 0 {
        let to = bytes[..to].iter().rposition(|byte| *byte == b'\n');
        insert(bytes, to.map_or(0, |end| end + 1), &line);
    }
    if how < 2 && bytes[start..].starts_with(&line) {
        bytes.drain(start..start + line.len());
    }
}

/// The lines of a journal with right checksums.
pub fn sealed_again(bytes: &[u8]) -> Vec<u8> {
    let mut sealed = Vec::new();
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let key = b",\"crc\":";
        match line.windows(key.len()).rposition(|part| part == key) {
            Some(at) if line.ends_with(b"\n") => {
                let crc = crc32fast::hash(&line[..at]);
                sealed.extend_from_slice(&line[..at]);
                sealed.extend_from_slice(format!(",\"crc\":{crc}}}\n").as_bytes());
            }
            _ => sealed.extend_from_slice(line),
        }
    }
    sealed
}

/// Makes the checksums of all headers of a tar file right.
pub fn tar_with_checksums(bytes: &mut [u8]) {
    for block in bytes.chunks_exact_mut(512) {
        if &block[257..262] == b"ustar" {
            block[148..156].fill(b' ');
            let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
            block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        }
    }
}
