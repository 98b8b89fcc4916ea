//! What keeps two users of one heap apart: nothing on WebAssembly without threads, a critical section where the
//! feature asks for it, a spin lock elsewhere.
//!
//! Nobody waits in the first two when a heap is entered from inside itself, by an observer that allocates: a mark
//! catches it. It is kept where the caller asks for it, and costs nothing where not.

pub(crate) use variant::Lock;

/// What a heap that is entered from inside itself panics with, after it was left, so that the panic can allocate.
const REENTERED: &str = "the allocator was entered from inside itself: an observer or a memory of a global heap must not allocate from it";

/// The mark that a heap is being worked on.
#[cfg(any(feature = "critical-section", all(target_family = "wasm", not(target_feature = "atomics"))))]
mod mark {
    use core::cell::Cell;

    pub(super) struct Mark(Cell<bool>);

    /// Takes the mark away at the end of the work, be it a panic.
    pub(super) struct Guard<'a>(&'a Cell<bool>);

    impl Drop for Guard<'_> {
        fn drop(&mut self) {
            self.0.set(false);
        }
    }

    impl Mark {
        pub(super) const fn new() -> Self {
            Self(Cell::new(false))
        }

        /// Sets the mark for as long as the guard lives.
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

/// One thread and no interrupts: there is nobody to keep apart.
#[cfg(all(target_family = "wasm", not(target_feature = "atomics"), not(feature = "critical-section")))]
mod variant {
    use super::mark::Mark;

    pub(crate) struct Lock(Mark);

    // SAFETY: there is one thread.
    unsafe impl Sync for Lock {}

    impl Lock {
        pub(crate) const fn new() -> Self {
            Self(Mark::new())
        }

        #[inline(always)]
        pub(crate) fn with<T>(&self, marked: bool, work: impl FnOnce() -> T) -> T {
            let _guard = marked.then(|| self.0.set());
            work()
        }
    }
}

/// The target's critical section, which keeps interrupts out too.
#[cfg(feature = "critical-section")]
mod variant {
    use super::mark::Mark;

    pub(crate) struct Lock(critical_section::Mutex<Mark>);

    impl Lock {
        pub(crate) const fn new() -> Self {
            Self(critical_section::Mutex::new(Mark::new()))
        }

        #[inline(always)]
        pub(crate) fn with<T>(&self, marked: bool, work: impl FnOnce() -> T) -> T {
            critical_section::with(|section| {
                let _guard = marked.then(|| self.0.borrow(section).set());
                work()
            })
        }
    }
}

/// A spin lock: the work inside is short, and a lock of the system's could itself allocate.
#[cfg(not(any(feature = "critical-section", all(target_family = "wasm", not(target_feature = "atomics")))))]
mod variant {
    use core::sync::atomic::{
        AtomicUsize,
        Ordering::{Acquire, Relaxed, Release},
    };

    use system::{me, wait};

    /// The state of a lock that nobody holds.
    const OPEN: usize = 0;

    pub(crate) struct Lock {
        /// Who holds it, or [`OPEN`].
        holder: AtomicUsize,
    }

    /// Opens the lock at the end of the work, be it a panic.
    struct Guard<'a>(&'a AtomicUsize);

    impl Drop for Guard<'_> {
        fn drop(&mut self) {
            self.0.store(OPEN, Release);
        }
    }

    impl Lock {
        pub(crate) const fn new() -> Self {
            Self { holder: AtomicUsize::new(OPEN) }
        }

        pub(crate) fn with<T>(&self, marked: bool, work: impl FnOnce() -> T) -> T {
            let me = if marked { me() } else { SOMEBODY };
            if self.holder.compare_exchange(OPEN, me, Acquire, Relaxed).is_err() {
                self.wait_as(me);
            }
            let _guard = Guard(&self.holder);
            work()
        }

        /// Waits for the lock, and takes it. Not inlined, to keep it out of the way of the work.
        #[cold]
        #[inline(never)]
        fn wait_as(&self, me: usize) {
            let mut attempt = 0;
            while let Err(holder) = self.holder.compare_exchange_weak(OPEN, me, Acquire, Relaxed) {
                if holder == me && me != SOMEBODY {
                    self.holder.store(OPEN, Release);
                    panic!("{}", super::REENTERED);
                }
                wait(attempt);
                attempt += 1;
            }
        }
    }

    /// A holder that cannot be distinguished from others.
    const SOMEBODY: usize = 1;

    /// The operating system's help, for programs that have `std`.
    #[cfg(all(feature = "std", not(target_family = "wasm")))]
    mod system {
        extern crate std;

        use super::SOMEBODY;

        /// Waits before the next attempt. With more threads than processors the holder may not be running, and threads
        /// that spin or yield keep it from running, so after a few attempts they sleep.
        pub(super) fn wait(attempt: usize) {
            match attempt < 64 {
                true => core::hint::spin_loop(),
                false => std::thread::sleep(core::time::Duration::from_micros(50)),
            }
        }

        /// The current thread, named by the address of its copy of a thread-local value.
        pub(super) fn me() -> usize {
            std::thread_local!(static HERE: u16 = const { 0 });
            HERE.try_with(|here| core::ptr::from_ref(here).addr()).unwrap_or(SOMEBODY)
        }
    }

    /// Without `std` there is nothing to wait with, and no way to name the current thread.
    #[cfg(not(all(feature = "std", not(target_family = "wasm"))))]
    mod system {
        pub(super) fn wait(_: usize) {
            core::hint::spin_loop();
        }

        pub(super) fn me() -> usize {
            super::SOMEBODY
        }
    }
}
