//! The memory of the current target: `memory.grow` on WebAssembly, a stand-in for it on Unix and Windows, none elsewhere.
//!
//! What differs between targets in how they get memory is here and in `initial`. [`crate::single_threaded`] builds on it.
//!
//! 当前目标的内存：WebAssembly 上是 `memory.grow`，Unix 与 Windows 上是它的模拟，其他目标上没有。

use super::{Memory, Pages};

/// The page size of WebAssembly in bytes: 64 KiB.
///
/// WebAssembly 页大小（字节）：64 KiB。
pub const PAGE_SIZE: usize = 65536;

/// A number of pages.
///
/// 页数。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageCount(pub usize);

impl PageCount {
    /// The size of these pages in bytes.
    ///
    /// 这些页的字节数。
    ///
    /// # Panics
    /// In debug builds, if the result does not fit in a `usize`, which on 32-bit targets happens from 65,536 pages on.
    /// Release builds wrap.
    ///
    /// 调试构建中，若结果超出 `usize`（32 位目标上即不少于 65,536 页）则 panic；发布构建中则回绕。
    pub fn size_in_bytes(self) -> usize {
        self.0 * PAGE_SIZE
    }
}

/// Adds `pages` pages to the memory of this target. Returns the number of the first new page, whose address is that number
/// times [`PAGE_SIZE`], or `usize::MAX` if the memory cannot grow by that much, which on bare metal is always the case. The
/// pages belong to the caller: the allocators do not use them.
///
/// 为当前目标的内存增加 `pages` 页，返回第一个新页的页号（起始地址为页号乘以 [`PAGE_SIZE`]）；无法增长时返回
/// `usize::MAX`，裸机上总是如此。新页归调用者所有，分配器不会使用。
///
/// # Safety
/// The caller has no obligations; the function is `unsafe` only for compatibility with version 0.1.
///
/// 调用者无须遵守任何条件；保留 `unsafe` 只为与 0.1 版一致。
#[inline(always)]
pub unsafe fn grow_memory(pages: usize) -> usize {
    target::grow(pages)
}

/// Replaces the stand-in memory of Unix and Windows by a new one with all its pages, for tests and benchmarks. Live blocks
/// stay valid: the old memory is leaked. On targets without a stand-in it does nothing.
///
/// Reset the allocators too; otherwise they continue to use the memory that they have.
///
/// 以一段全新的模拟内存替换原有的模拟内存（仅 Unix 与 Windows 上有），用于测试与基准测试。存活块保持有效：原有的内存被泄漏。
/// 在没有模拟内存的目标上什么也不做。分配器也要一并重置，否则它们会继续使用原有的内存。
#[cfg(not(target_family = "wasm"))]
#[inline]
pub fn reset_heap() {
    target::reset();
}

/// The memory of this target, shared by all code that uses it. Fresh pages hold zeros.
///
/// - WebAssembly: the linear memory. Each growth takes extra pages in advance, a thirty-second of what the memory has grown
///   by since the start, or none if there are not enough.
/// - Unix and Windows: a stand-in of 128 MiB, one per process. It comes from `calloc` of the C library, which every
///   program with `std` has; a program without a C library does not link if it uses this type.
/// - Elsewhere, as on bare metal: no memory. [`grow`](Memory::grow) is always refused; use a
///   [`Region`](super::region::Region).
///
/// 当前目标的内存，由所有使用者共享，新页全为零。
/// - WebAssembly：线性内存。每次增长会多取一些页，即程序启动以来内存已增长部分的三十二分之一；不足时只增长恰好所需的页。
/// - Unix 与 Windows：每个进程一段 128 MiB 的模拟内存，来自 C 库的 `calloc`。凡使用 `std` 的程序都有 C 库；没有 C 库的
///   程序若使用此类型则无法链接。
/// - 其他目标（如裸机）：没有内存，[`grow`](Memory::grow) 总是被拒绝，请使用 [`Region`](super::region::Region)。
#[derive(Clone, Copy, Debug, Default)]
pub struct Platform;

// SAFETY: see each module `target`.
unsafe impl Memory for Platform {
    const ZEROED: bool = true;

    const SHARED: bool = cfg!(any(not(target_family = "wasm"), target_feature = "atomics"));

    #[inline(always)]
    fn start(&self) -> usize {
        lowest::get()
    }

    #[inline(always)]
    fn end(&self) -> usize {
        target::pages().wrapping_mul(PAGE_SIZE)
    }

    #[inline(always)]
    fn grow(&mut self, bytes: usize) -> Option<Pages> {
        let pages = target::grow_bytes(bytes)?;
        lowest::note(pages.start.addr().get());
        Some(pages)
    }

    #[inline(always)]
    fn at(&self, address: usize) -> *mut u8 {
        core::ptr::with_exposed_provenance_mut(address)
    }
}

/// The lowest address of a page that a heap has obtained, recorded in debug builds.
#[cfg(all(debug_assertions, target_has_atomic = "ptr"))]
mod lowest {
    use core::sync::atomic::{AtomicUsize, Ordering::Relaxed};

    static LOWEST: AtomicUsize = AtomicUsize::new(usize::MAX);

    pub(super) fn note(start: usize) {
        LOWEST.fetch_min(start, Relaxed);
    }

    pub(super) fn get() -> usize {
        LOWEST.load(Relaxed)
    }
}

/// Not recorded, at no cost.
#[cfg(not(all(debug_assertions, target_has_atomic = "ptr")))]
mod lowest {
    #[inline(always)]
    pub(super) fn note(_: usize) {}

    #[inline(always)]
    pub(super) fn get() -> usize {
        0
    }
}

#[cfg(all(target_family = "wasm", target_feature = "atomics"))]
pub(crate) use target::catch_up;

/// The linear memory. By the rules of `memory.grow`, fresh pages are zero, follow the previous ones, and are used by nothing
/// else.
#[cfg(target_family = "wasm")]
mod target {
    #[cfg(target_arch = "wasm32")]
    use core::arch::wasm32::{memory_grow, memory_size};
    #[cfg(target_arch = "wasm64")]
    use core::arch::wasm64::{memory_grow, memory_size};
    use core::ptr::{NonNull, with_exposed_provenance_mut};
    #[cfg(target_feature = "atomics")]
    use core::sync::atomic::{AtomicUsize, Ordering::Relaxed};

    use super::{PAGE_SIZE, Pages};
    use crate::GRANULE;

    /// One page is taken in advance for this many pages that the memory has grown by.
    const AHEAD: usize = 32;

    unsafe extern "C" {
        /// From the linker: the end of the initial memory. Only its address is meaningful.
        static __heap_end: u8;
    }

    /// The result of a growth that was refused.
    const REFUSED: usize = usize::MAX;

    #[inline(always)]
    pub(super) fn pages() -> usize {
        memory_size(0)
    }

    #[inline(always)]
    pub(super) fn grow(pages: usize) -> usize {
        memory_grow(0, pages)
    }

    /// The end address of `pages` pages: 0 at the end of a 32-bit address space.
    #[inline(always)]
    fn end_of(pages: usize) -> usize {
        pages.wrapping_mul(PAGE_SIZE)
    }

    /// Adds `need` pages and, if there are enough, `ahead` more: `memory.grow` is expensive, so over-allocate. Returns the
    /// number of the first page and that of the page after the last.
    #[cfg(not(target_feature = "atomics"))]
    #[inline(always)]
    fn extend(need: usize, ahead: usize) -> Option<(usize, usize)> {
        let first = grow(need);
        if first == REFUSED {
            return None;
        }
        // A second call is less code than a second attempt. Refused or not, the memory size gives the end.
        grow(ahead);
        Some((first, pages()))
    }

    /// The same in a single call, since another thread could take pages between two. For the same reason the end is computed
    /// and not read.
    #[cfg(target_feature = "atomics")]
    #[inline(always)]
    fn extend(need: usize, ahead: usize) -> Option<(usize, usize)> {
        let attempt = |count| match grow(count) {
            REFUSED => None,
            first => Some((first, first + count)),
        };
        attempt(need + ahead).or_else(|| attempt(need))
    }

    /// The most pages that the memory had after a heap grew it.
    #[cfg(target_feature = "atomics")]
    static GROWN: AtomicUsize = AtomicUsize::new(0);

    /// Makes the calling thread see how far other threads have grown the memory. Called under the lock of a heap, before it is used.
    ///
    /// V8 keeps a copy of the size of a shared memory for each thread, and checks `memory.copy` and `memory.fill` against it. When a
    /// thread grows the memory, the copies of the others are updated only when they next enter a function or a loop, which may be
    /// after they have taken the lock and a block in the new pages. Filling that block would trap.
    #[cfg(target_feature = "atomics")]
    #[inline(always)]
    pub(crate) fn catch_up() {
        // In an engine that follows the standard, a thread sees all earlier growths, and this is never true.
        if pages() < GROWN.load(Relaxed) {
            // It adds no pages, but updates the copy of the size.
            grow(0);
        }
    }

    #[inline(always)]
    pub(super) fn grow_bytes(bytes: usize) -> Option<Pages> {
        // Rounded up to pages. No object may reach the end of the address space, so bytes that would do so count as one page
        // more, which does not exist.
        let fits = end_of(pages()).wrapping_add(bytes) != 0;
        let need = bytes.wrapping_sub(usize::from(fits)) / PAGE_SIZE + 1;
        // Counting only what the heaps have grown by would take 22 more bytes of code.
        let ahead = end_of(pages()).wrapping_sub((&raw const __heap_end).addr()) / (PAGE_SIZE * AHEAD);
        let (first, after) = extend(need, ahead)?;
        #[cfg(target_feature = "atomics")]
        GROWN.fetch_max(after, Relaxed);
        let start = end_of(first);
        let end = match end_of(after) {
            0 => 0_usize.wrapping_sub(GRANULE),
            end => end,
        };
        let size = end - start;
        // With threads, the pages may start higher than expected and reach the end of the address space.
        if cfg!(target_feature = "atomics") && size < bytes {
            return None;
        }
        // SAFETY: `start` is not 0, since page 0 holds statics and stack of the program.
        let start = unsafe { NonNull::new_unchecked(with_exposed_provenance_mut(start)) };
        Some(Pages { start, size })
    }
}

/// A stand-in for linear memory, so that programs and tests written for WebAssembly run natively: one zeroed range from
/// the operating system, handed out page by page to all threads of the process.
///
/// It must not link `std`: drivers and other `no_std` programs with their own panic handler are built for these targets too.
/// Every function is `#[inline]` or generic, so that a program whose heaps do not use this memory does not even refer to
/// `calloc`.
#[cfg(all(any(unix, windows), not(target_family = "wasm")))]
mod target {
    use core::{cell::UnsafeCell, ptr::NonNull};

    use super::{PAGE_SIZE, Pages};
    use crate::{
        align::gap,
        lock::Lock,
        memory::{Memory, region::Region},
    };

    /// Pages of the stand-in: 128 MiB, which the system commits as they are touched.
    const ALL: usize = if cfg!(miri) { 64 } else { 2048 };

    unsafe extern "C" {
        /// From the C library. Returns zeroed memory aligned to at least 8, or null. It never calls Rust's global allocator,
        /// which would deadlock.
        fn calloc(count: usize, size: usize) -> *mut u8;
    }

    /// The current range; `None` before the first use.
    struct Mock {
        lock: Lock,
        range: UnsafeCell<Option<Region<true>>>,
    }

    // SAFETY: the range is only accessed under the lock.
    unsafe impl Sync for Mock {}

    static MOCK: Mock = Mock { lock: Lock::new(), range: UnsafeCell::new(None) };

    #[inline]
    fn with_mock<T>(work: impl FnOnce(&mut Option<Region<true>>) -> T) -> T {
        MOCK.lock.with(false, || {
            // SAFETY: the lock is held.
            work(unsafe { &mut *MOCK.range.get() })
        })
    }

    /// Calls `work` with the range, which is allocated at the first use. `None` if the system has no memory for it. Not
    /// inlined, to keep this rare path out of the loops of the allocators.
    #[inline(never)]
    fn with_range<T>(work: impl FnOnce(&mut Region<true>) -> Option<T>) -> Option<T> {
        with_mock(|mock| {
            if mock.is_none() {
                // One page more than is used, so that the range can start at a page border.
                // SAFETY: `calloc` accepts any two numbers.
                let start = NonNull::new(unsafe { calloc(ALL + 1, PAGE_SIZE) })?.as_ptr();
                start.expose_provenance();
                // SAFETY: the distance to the next page border is less than the extra page. The range is fresh, zeroed, and
                // never freed.
                *mock = Some(unsafe {
                    Region::new(start.byte_add(gap(start.addr(), PAGE_SIZE)), ALL * PAGE_SIZE, PAGE_SIZE)
                });
            }
            work(mock.as_mut()?)
        })
    }

    #[inline]
    pub(super) fn pages() -> usize {
        with_range(|range| Some(range.end() / PAGE_SIZE)).unwrap_or(0)
    }

    #[inline]
    pub(super) fn grow(pages: usize) -> usize {
        grow_bytes(pages.saturating_mul(PAGE_SIZE))
            .map_or(usize::MAX, |pages| pages.start.addr().get() / PAGE_SIZE)
    }

    #[inline]
    pub(super) fn grow_bytes(bytes: usize) -> Option<Pages> {
        with_range(|range| range.grow(bytes))
    }

    #[inline]
    pub(super) fn reset() {
        with_mock(|mock| *mock = None);
    }
}

/// No memory that could grow: use a [`Region`](super::region::Region).
#[cfg(not(any(unix, windows, target_family = "wasm")))]
mod target {
    use super::Pages;

    #[inline]
    pub(super) fn pages() -> usize {
        0
    }

    #[inline]
    pub(super) fn grow(_: usize) -> usize {
        usize::MAX
    }

    #[inline]
    pub(super) fn grow_bytes(_: usize) -> Option<Pages> {
        None
    }

    #[inline]
    pub(super) fn reset() {}
}
