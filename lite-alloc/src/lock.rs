//! What keeps two users of one heap apart: nothing on WebAssembly without threads, a critical section where the
//! feature asks for it, a spin lock elsewhere. In debug builds it also catches a heap that is entered from inside itself.

pub(crate) use variant::Lock;

/// Told before the lock is left, so that the panic itself can allocate.
#[cfg(debug_assertions)]
const REENTERED: &str = "the allocator was entered from inside itself: an observer or a memory of a global heap must not allocate from it";

/// One thread and no interrupts: there is nobody to keep apart.
#[cfg(all(target_family = "wasm", not(target_feature = "atomics"), not(feature = "critical-section")))]
mod variant {
    #[cfg(debug_assertions)]
    use core::cell::Cell;

    pub(crate) struct Lock {
        #[cfg(debug_assertions)]
        busy: Cell<bool>,
    }

    // SAFETY: there is one thread.
    unsafe impl Sync for Lock {}

    impl Lock {
        pub(crate) const fn new() -> Self {
            Self {
                #[cfg(debug_assertions)]
                busy: Cell::new(false),
            }
        }

        #[inline(always)]
        pub(crate) fn with<T>(&self, work: impl FnOnce() -> T) -> T {
            #[cfg(debug_assertions)]
            if self.busy.replace(true) {
                self.busy.set(false);
                panic!("{}", super::REENTERED);
            }
            let result = work();
            #[cfg(debug_assertions)]
            self.busy.set(false);
            result
        }
    }
}

/// The target's critical section, which keeps interrupts out too.
#[cfg(feature = "critical-section")]
mod variant {
    #[cfg(debug_assertions)]
    use core::cell::Cell;

    pub(crate) struct Lock {
        #[cfg(debug_assertions)]
        busy: critical_section::Mutex<Cell<bool>>,
    }

    impl Lock {
        pub(crate) const fn new() -> Self {
            Self {
                #[cfg(debug_assertions)]
                busy: critical_section::Mutex::new(Cell::new(false)),
            }
        }

        #[inline(always)]
        pub(crate) fn with<T>(&self, work: impl FnOnce() -> T) -> T {
            critical_section::with(|_section| {
                #[cfg(debug_assertions)]
                let busy = self.busy.borrow(_section);
                #[cfg(debug_assertions)]
                if busy.replace(true) {
                    busy.set(false);
                    panic!("{}", super::REENTERED);
                }
                let result = work();
                #[cfg(debug_assertions)]
                busy.set(false);
                result
            })
        }
    }
}

/// A spin lock: the work inside is short, and a lock of the system's could itself allocate.
#[cfg(not(any(feature = "critical-section", all(target_family = "wasm", not(target_feature = "atomics")))))]
mod variant {
    use core::{
        hint::spin_loop,
        sync::atomic::{
            AtomicUsize,
            Ordering::{Acquire, Relaxed, Release},
        },
    };

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

        pub(crate) fn with<T>(&self, work: impl FnOnce() -> T) -> T {
            let me = me();
            while let Err(holder) = self.holder.compare_exchange_weak(OPEN, me, Acquire, Relaxed) {
                #[cfg(debug_assertions)]
                if holder == me && me != UNKNOWN {
                    self.holder.store(OPEN, Release);
                    panic!("{}", super::REENTERED);
                }
                let _ = holder;
                spin_loop();
            }
            let _guard = Guard(&self.holder);
            work()
        }
    }

    /// A holder that cannot be told from others.
    const UNKNOWN: usize = 1;

    /// The thread that runs: where its copy of a thread-local value lies. Only debug builds care.
    #[cfg(all(debug_assertions, not(any(target_family = "wasm", target_os = "none"))))]
    fn me() -> usize {
        extern crate std;
        std::thread_local!(static HERE: u16 = const { 0 });
        HERE.try_with(|here| core::ptr::from_ref(here).addr()).unwrap_or(UNKNOWN)
    }

    #[cfg(not(all(debug_assertions, not(any(target_family = "wasm", target_os = "none")))))]
    fn me() -> usize {
        UNKNOWN
    }
}
