//! The time to list 1,000 and 10,000 sessions with warm disk caches: `cargo bench --bench list`. 10,000 must stay under
//! half a second. `FORTY_BENCH_LARGE` adds 100,000 sessions in 14 GB of temporary files.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use divan::Bencher;
use forty::store;

#[path = "../examples/many/mod.rs"]
mod many;

fn main() {
    if !is_large() {
        eprintln!("100,000 sessions are left out: set FORTY_BENCH_LARGE for them");
    }
    divan::main();
}

fn is_large() -> bool {
    std::env::var_os("FORTY_BENCH_LARGE").is_some()
}

fn sizes() -> Vec<usize> {
    let mut sizes = vec![1_000, 10_000];
    sizes.extend(is_large().then_some(100_000));
    sizes
}

#[divan::bench(args = sizes(), sample_count = 20)]
fn all(bencher: Bencher<'_, '_>, count: usize) {
    let sessions = tempfile::tempdir().unwrap();
    many::write(sessions.path(), count, 1, None, &many::Spread::default()).unwrap();
    bencher.bench_local(|| {
        let listing = store::list(sessions.path()).unwrap();
        assert_eq!(listing.sessions.len(), count);
        listing
    });
}
