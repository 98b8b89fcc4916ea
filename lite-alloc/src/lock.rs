//! Mutual exclusion for a static heap: nothing on WebAssembly without threads, a critical section with the cargo feature,
//! a spin lock elsewhere.
//!
//! The first two do not block when a heap is re-entered, as by an observer that allocates, so a flag detects it. The flag is
//! set only if the caller wants that, and otherwise costs nothing.

pub(crate) use variant::Lock;

/// The panic message for re-entry. The lock is released before the panic, which may allocate.
const REENTERED: &str =
    "the allocator was re-entered: the observer or the memory of a global heap must not allocate from it";

/// The flag that a heap is in use.
#[cfg(any(feature = "critical-section", all(target_family = "wasm", not(target_feature = "atomics"))))]
mod flag {
    use core::cell::Cell;

    pub(super) struct Flag(Cell<bool>);

    /// Clears the flag on drop, also while unwinding.
    pub(super) struct Guard<'a>(&'a Cell<bool>);

    impl Drop for Guard<'_> {
        fn drop(&mut self) {
            self.0.set(false);
        }
    }

    impl Flag {
        pub(super) const fn new() -> Self {
            Self(Cell::new(false))
        }

        /// Sets the flag while the guard lives. Panics if it is already set.
        #[inline(always)]
        pub(super) fn set(&self) -> Guard<'_> {
            if self.0.replace(true) {
                self.0.set(false);
                panic!("{}", super::REENTERED);
            }
            Guard(&self.0)
        }
    }
}

/// One thread and no interrupts: no lock is needed.
#[cfg(all(target_family = "wasm", not(target_feature = "atomics"), not(feature = "critical-section")))]
mod variant {
    use super::flag::Flag;

    pub(crate) struct Lock(Flag);

    // SAFETY: there is one thread.
    unsafe impl Sync for Lock {}

    impl Lock {
        pub(crate) const fn new() -> Self {
            Self(Flag::new())
        }

        #[inline(always)]
        pub(crate) fn with<T>(&self, detect_reentry: bool, work: impl FnOnce() -> T) -> T {
            let _guard = detect_reentry.then(|| self.0.set());
            work()
        }
    }
}

/// The critical section of the target, which excludes interrupts too.
#[cfg(feature = "critical-section")]
mod variant {
    use super::flag::Flag;

    pub(crate) struct Lock(critical_section::Mutex<Flag>);

    impl Lock {
        pub(crate) const fn new() -> Self {
            Self(critical_section::Mutex::new(Flag::new()))
        }

        #[inline(always)]
        pub(crate) fn with<T>(&self, detect_reentry: bool, work: impl FnOnce() -> T) -> T {
            critical_section::with(|section| {
                let _guard = detect_reentry.then(|| self.0.borrow(section).set());
                work()
            })
        }
    }
}

/// A spin lock: it is held only briefly, and a lock of the operating system could itself allocate.
#[cfg(not(any(feature = "critical-section", all(target_family = "wasm", not(target_feature = "atomics")))))]
mod variant {
    use core::sync::atomic::{
        AtomicUsize,
        Ordering::{Acquire, Relaxed, Release},
    };

    use system::{this_thread, wait};

    /// The state of an unlocked lock.
    const UNLOCKED: usize = 0;

    pub(crate) struct Lock {
        /// The thread that holds the lock, or [`UNLOCKED`].
        holder: AtomicUsize,
    }

    /// Unlocks on drop, also while unwinding.
    struct Guard<'a>(&'a AtomicUsize);

    impl Drop for Guard<'_> {
        fn drop(&mut self) {
            self.0.store(UNLOCKED, Release);
        }
    }

    impl Lock {
        pub(crate) const fn new() -> Self {
            Self { holder: AtomicUsize::new(UNLOCKED) }
        }

        pub(crate) fn with<T>(&self, detect_reentry: bool, work: impl FnOnce() -> T) -> T {
            let thread = if detect_reentry { this_thread() } else { ANONYMOUS };
            if self.holder.compare_exchange(UNLOCKED, thread, Acquire, Relaxed).is_err() {
                self.wait_as(thread);
            }
            let _guard = Guard(&self.holder);
            work()
        }

        /// Waits for the lock and acquires it. Not inlined, to keep the fast path small.
        #[cold]
        #[inline(never)]
        fn wait_as(&self, thread: usize) {
            let mut attempt = 0;
            while let Err(holder) = self.holder.compare_exchange_weak(UNLOCKED, thread, Acquire, Relaxed) {
                if holder == thread && thread != ANONYMOUS {
                    self.holder.store(UNLOCKED, Release);
                    panic!("{}", super::REENTERED);
                }
                wait(attempt);
                attempt += 1;
            }
        }
    }

    /// A holder without identity.
    const ANONYMOUS: usize = 1;

    /// Sleeping and thread identity, for programs that have `std`.
    #[cfg(all(feature = "std", not(target_family = "wasm")))]
    mod system {
        extern crate std;

        use super::ANONYMOUS;

        /// Waits before the next attempt. With more threads than processors the holder may not be running, and threads that
        /// spin or yield can keep it from running, so they sleep after a few attempts.
        pub(super) fn wait(attempt: usize) {
            match attempt < 64 {
                true => core::hint::spin_loop(),
                false => std::thread::sleep(core::time::Duration::from_micros(50)),
            }
        }

        /// The identity of the current thread: the address of its copy of a thread-local value.
        pub(super) fn this_thread() -> usize {
            std::thread_local!(static HERE: u16 = const { 0 });
            HERE.try_with(|here| core::ptr::from_ref(here).addr()).unwrap_or(ANONYMOUS)
        }
    }

    /// Without `std` a thread cannot sleep and has no identity.
    #[cfg(not(all(feature = "std", not(target_family = "wasm"))))]
    mod system {
        pub(super) fn wait(_: usize) {
            core::hint::spin_loop();
        }

        pub(super) fn this_thread() -> usize {
            super::ANONYMOUS
        }
    }
}
