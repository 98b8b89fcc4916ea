//! Ends recordings when the process exits, by `atexit` of the C library.
//!
//! It calls a function without arguments, so the recordings form a list. Only those in statics are in it.

use core::{
    ffi::c_int,
    ptr,
    sync::atomic::{
        AtomicBool, AtomicPtr,
        Ordering::{AcqRel, Acquire, Relaxed},
    },
};
use std::io;

use super::log::Log;

unsafe extern "C" {
    /// From the C library, which every program with `std` has on Unix and Windows. Returns 0 if it will call `work`.
    fn atexit(work: extern "C" fn()) -> c_int;
}

/// The log that was listed last.
static LAST: AtomicPtr<Log> = AtomicPtr::new(ptr::null_mut());

/// Whether the C library calls [`end_all`].
static ARRANGED: AtomicBool = AtomicBool::new(false);

/// The place of a log in the list.
pub(super) struct Link {
    listed: AtomicBool,
    /// The log that was listed before it. Written before the log is in the list, and then never again.
    before: AtomicPtr<Log>,
}

impl Link {
    pub(super) const fn new() -> Self {
        Self { listed: AtomicBool::new(false), before: AtomicPtr::new(ptr::null_mut()) }
    }
}

/// Has the recordings of `log` ended when the process exits.
pub(super) fn end(log: &'static Log) -> io::Result<()> {
    // Miri has no `atexit`.
    if !cfg!(miri) && !ARRANGED.swap(true, Relaxed) {
        // SAFETY: the function lives as long as the process.
        if unsafe { atexit(end_all) } != 0 {
            ARRANGED.store(false, Relaxed);
            return Err(io::ErrorKind::OutOfMemory.into());
        }
    }
    let link = log.link();
    if !link.listed.swap(true, Relaxed) {
        let mut last = LAST.load(Acquire);
        loop {
            link.before.store(last, Relaxed);
            match LAST.compare_exchange_weak(last, ptr::from_ref(log).cast_mut(), AcqRel, Acquire) {
                Ok(_) => break,
                Err(now) => last = now,
            }
        }
    }
    Ok(())
}

extern "C" fn end_all() {
    let mut next = LAST.load(Acquire);
    // SAFETY: only logs that live forever are in the list, and only shared references to them are made.
    while let Some(log) = unsafe { next.as_ref() } {
        log.end();
        next = log.link().before.load(Relaxed);
    }
}
