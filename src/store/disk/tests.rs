//! A disk with faults. It is set for a thread, and the sync threads that this thread starts get it too.

use std::cell::RefCell;
use std::io;
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, ThreadId};

use rustix::io::Errno;

/// A kind of system call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Call {
    Open,
    Create,
    Write,
    Sync,
    Truncate,
    Rename,
    Lock,
    Mode,
}

impl Call {
    /// The calls that write.
    pub const ALL: [Self; 5] = [
        Self::Create,
        Self::Write,
        Self::Sync,
        Self::Truncate,
        Self::Rename,
    ];
}

/// How much of a write is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    Whole,
    Half,
}

/// What happens to a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    Fails(Errno),
    /// Only half of the bytes are written.
    Torn,
    /// The call waits until [`Disk::heal`].
    Waits,
}

/// A fault, the kind of call that it meets, the number of the first one, and whether it meets all later ones too.
type Planned = (Call, usize, bool, Fault);

#[derive(Debug, Default)]
struct State {
    /// The calls so far, and the thread of each.
    calls: Vec<(Call, ThreadId)>,
    faults: Vec<Planned>,
    is_released: bool,
}

/// A disk that counts its calls and has the faults that a test plans.
#[derive(Debug, Default)]
pub struct Disk {
    state: Mutex<State>,
    released: Condvar,
}

thread_local! {
    static CURRENT: RefCell<Option<Arc<Disk>>> = const { RefCell::new(None) };
}

/// Uses this disk on the current thread.
pub fn use_disk(disk: Option<Arc<Disk>>) {
    CURRENT.set(disk);
}

/// The disk of the current thread.
pub fn current() -> Option<Arc<Disk>> {
    CURRENT.with_borrow(Clone::clone)
}

impl Disk {
    /// A disk on which the calls of this kind from number `from` on have this fault; only that one unless `for_ever`.
    /// The first call has number 0.
    pub fn with(call: Call, from: usize, for_ever: bool, fault: Fault) -> Arc<Self> {
        let disk = Self::default();
        disk.set(vec![(call, from, for_ever, fault)]);
        Arc::new(disk)
    }

    /// Adds a fault.
    pub fn add(&self, call: Call, from: usize, for_ever: bool, fault: Fault) {
        let mut state = self.state.lock().unwrap();
        state.faults.push((call, from, for_ever, fault));
    }

    /// From now on all calls of this kind fail.
    pub fn fail_from_now(&self, call: Call, why: Errno) {
        self.set(vec![(call, 0, true, Fault::Fails(why))]);
    }

    /// Ends all faults and waits.
    pub fn heal(&self) {
        self.set(Vec::new());
    }

    fn set(&self, faults: Vec<Planned>) {
        let mut state = self.state.lock().unwrap();
        state.is_released |= faults.is_empty();
        state.faults = faults;
        drop(state);
        self.released.notify_all();
    }

    /// How many calls of this kind were made, by any thread.
    pub fn count(&self, call: Call) -> usize {
        let state = self.state.lock().unwrap();
        state.calls.iter().filter(|(made, _)| *made == call).count()
    }

    /// How many calls of this kind the current thread has made.
    pub fn own_count(&self, call: Call) -> usize {
        let own = (call, thread::current().id());
        let state = self.state.lock().unwrap();
        state.calls.iter().filter(|made| **made == own).count()
    }
}

/// Counts a call of the current thread, and fails or waits if it has a fault.
pub fn enter(call: Call) -> io::Result<Extent> {
    let Some(disk) = current() else {
        return Ok(Extent::Whole);
    };
    let number = disk.count(call);
    let mut state = disk.state.lock().unwrap();
    state.calls.push((call, thread::current().id()));
    let is_met = |(met, from, for_ever, _): &&Planned| {
        *met == call && (number == *from || (*for_ever && number > *from))
    };
    match state.faults.iter().find(is_met).copied() {
        None => Ok(Extent::Whole),
        Some((.., Fault::Fails(why))) => Err(why.into()),
        Some((.., Fault::Torn)) => Ok(Extent::Half),
        Some((.., Fault::Waits)) => {
            drop(disk.released.wait_while(state, |state| !state.is_released));
            Ok(Extent::Whole)
        }
    }
}
