//! A writer whose syncs and saves hang or fail.

use super::*;

/// A sync that blocks until it is released.
#[derive(Default)]
struct Gate {
    is_open: std::sync::Mutex<bool>,
    changed: std::sync::Condvar,
}

impl Gate {
    fn pass(&self) {
        let shut = self.is_open.lock().unwrap();
        drop(self.changed.wait_while(shut, |open| !*open).unwrap());
    }

    fn open(&self) {
        *self.is_open.lock().unwrap() = true;
        self.changed.notify_all();
    }
}

/// Promise 2. The sync is released only after the last line, so a line that waited for it would hang the test.
#[test]
fn no_line_waits_for_a_sync_or_a_save_and_both_happen_in_the_end() {
    let (_dir, folder) = folder();
    let mut session = session();
    let mut writer = Writer::begin(&folder, 1, 0, &session, Vec::new()).unwrap();
    let gate = Arc::new(Gate::default());
    let its = Arc::clone(&gate);
    let slow = move |file: &File| {
        its.pass();
        file.sync_data()
    };
    let file = writer.file.share();
    writer.syncer = Syncer::with(file, 0, Vec::new(), Box::new(slow)).unwrap();
    let path = folder.join("saved");
    for line in 0..300 {
        write(&mut writer, &mut session, 1);
        let path = path.clone();
        writer.save(Box::new(move || {
            files::replace(&path, line.to_string().as_bytes())
        }));
    }
    let written = std::fs::read(folder.join("journal.jsonl")).unwrap();
    assert_eq!(written.split(|byte| *byte == b'\n').count(), 301);
    assert_eq!(writer.syncer.synced(), 0);
    assert!(!path.exists());
    gate.open();
    assert!(writer.flush(Duration::from_secs(10)));
    assert_eq!(std::fs::read(&path).unwrap(), b"299");
    assert_eq!(writer.trouble(), None);
}

#[test]
fn a_failed_save_is_reported_until_a_retry_succeeds() {
    let (_dir, folder) = folder();
    let mut session = session();
    let mut writer = Writer::begin(&folder, 1, 0, &session, Vec::new()).unwrap();
    write(&mut writer, &mut session, 2);
    let path = folder.join("not yet").join("saved");
    let its = path.clone();
    writer.save(Box::new(move || files::replace(&its, b"saved")));
    writer.flush(Duration::from_secs(10));
    assert!(writer.trouble().is_some());
    write(&mut writer, &mut session, 1);
    assert!(writer.trouble().is_some(), "the journal alone is written");
    std::fs::create_dir(path.parent().unwrap()).unwrap();
    writer.retry(&session);
    writer.flush(Duration::from_secs(10));
    assert_eq!(writer.trouble(), None);
    assert_eq!(std::fs::read(&path).unwrap(), b"saved");
}
