//! `forty` itself has no network code: nothing that speaks HTTP or TLS, and no runtime for it, is built without the feature
//! `sync`.
#![allow(clippy::unwrap_used, reason = "a test that cannot continue has failed")]

use std::collections::BTreeSet;
use std::process::Command;

/// Crates that speak HTTP or TLS, or are used for little else.
const BANNED: [&str; 24] = [
    "attohttpc",
    "aws-lc-rs",
    "aws-lc-sys",
    "curl",
    "h2",
    "http",
    "http-body",
    "hyper",
    "hyper-rustls",
    "hyper-util",
    "isahc",
    "minreq",
    "native-tls",
    "object_store",
    "openssl",
    "openssl-sys",
    "quinn",
    "reqwest",
    "ring",
    "rustls",
    "schannel",
    "surf",
    "tokio",
    "ureq",
];

/// The names of the crates that a default build has.
fn built() -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--locked",
            "--offline",
            "-e",
            "normal,build",
            "--prefix",
            "none",
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let names = text.lines().filter_map(|line| line.split(' ').next());
    names.map(str::to_owned).collect()
}

#[test]
fn the_default_build_has_no_http_and_no_tls() {
    let built = built();
    assert!(built.contains("ratatui"), "{built:?}");
    let found: Vec<&str> = BANNED
        .into_iter()
        .filter(|name| built.contains(*name))
        .collect();
    assert_eq!(found, Vec::<&str>::new());
    // The list would find them: the lock has the crates of every feature.
    let locked = include_str!("../Cargo.lock").lines();
    let locked: BTreeSet<&str> = locked
        .filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'))
        .collect();
    let known = BANNED.iter().filter(|name| locked.contains(*name));
    assert!(known.count() >= 8);
}
