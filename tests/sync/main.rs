//! `forty-sync` against an S3 server in this process and against a shared folder.
#![allow(clippy::unwrap_used, reason = "a test that cannot continue has failed")]

mod assigned;
mod cluster;
mod exchange;
mod garage;
mod home;
mod hostile;
mod killed;
mod measure;
mod repaired;
mod server;
mod shell;

#[path = "../../examples/many/mod.rs"]
#[allow(dead_code, reason = "the generator has more than these tests use")]
mod many;
