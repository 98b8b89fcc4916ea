//! The memory of the target at hand: `memory.grow` on WebAssembly, a stand-in for it on Unix and Windows, none elsewhere.
//!
//! Beside `initial`, the only file that names targets. [`crate::single_threaded`] builds on it.
//!
//! 当前目标的内存：WebAssembly 上是 `memory.grow`，Unix 与 Windows 上是它的模拟，其他目标上没有。

use super::{Memory, Pages};

/// Bytes of a page of WebAssembly: 64 KiB.
///
/// WebAssembly 页大小（字节）：64 KiB。
pub const PAGE_SIZE: usize = 65536;

/// A number of pages.
///
/// 页数。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageCount(pub usize);

impl PageCount {
    /// The same in bytes.
    ///
    /// 以字节表示。
    ///
    /// # Panics
    /// In debug builds, if the result does not fit in a `usize`: on 32-bit targets, from 65,536 pages on. In release
    /// builds it wraps.
    ///
    /// 调试构建中，结果超出 `usize` 时（32 位目标上即不少于 65536 页）；发布构建中则回绕。
    pub fn size_in_bytes(self) -> usize {
        self.0 * PAGE_SIZE
    }
}

/// Adds pages to the memory of this target. Returns the number of the first new page, which starts at that many times
/// [`PAGE_SIZE`], or `usize::MAX` if there are not as many, as on bare metal always. The pages are the caller's: the
/// allocators leave them alone.
///
/// 为当前目标的内存增加 `pages` 页，返回第一个新页的页号（起始地址为页号乘以 [`PAGE_SIZE`]）；无法增长时返回
/// `usize::MAX`，裸机上总是如此。新页归调用者所有，分配器不会使用。
///
/// # Safety
/// None that the caller must keep; the function is `unsafe` as it was in version 0.1.
///
/// 调用者无须遵守任何条件；保留 `unsafe` 只为与 0.1 版一致。
#[inline(always)]
pub unsafe fn grow_memory(pages: usize) -> usize {
    target::grow(pages)
}

/// Starts the stand-in memory of Unix and Windows anew, with all its pages, for tests and benchmarks. Blocks that are
/// still held stay valid: their memory is leaked. On targets without a stand-in it does nothing.
///
/// Reset the allocators too, or they go on in the memory that they have.
///
/// 重新开始一段完整的模拟内存（仅 Unix 与 Windows 上有），用于测试与基准测试。仍被持有的内存块保持有效：其内存被泄漏。
/// 在没有模拟内存的目标上什么也不做。分配器也要一并重置，否则它们会继续使用原有的内存。
#[cfg(not(target_family = "wasm"))]
#[inline]
pub fn reset_heap() {
    target::reset();
}

/// The memory that this target has, shared by all who use it. Fresh pages hold zeros.
///
/// - WebAssembly: the linear memory. Each growth takes some pages ahead, a thirty-second of what the memory
///   has grown by since the start, or the exact need if there are not as many.
/// - Unix and Windows: a stand-in of 128 MiB, one per process. It comes from the C library's `calloc`, which every
///   program with `std` has; a program without a C library does not link if it uses this type.
/// - Elsewhere, as on bare metal: none. [`grow`](Memory::grow) is always refused; use a
///   [`Region`](super::region::Region).
///
/// 当前目标的内存，由所有使用者共享，新页全为零。WebAssembly 上是线性内存，每次增长多取一些页，即程序启动以来
/// 内存已增长部分的三十二分之一，不足时只增长恰好所需的页；Unix 与 Windows 上是每个进程一段 128 MiB 的模拟内存，来自 C 库的 `calloc`（凡使用 `std`
/// 的程序都有；没有 C 库的程序若使用此类型则无法链接）；其他目标（如裸机）上没有内存，[`grow`](Memory::grow)
/// 总是被拒绝，请使用 [`Region`](super::region::Region)。
#[derive(Clone, Copy, Debug, Default)]
pub struct Platform;

// SAFETY: see each `target`.
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

/// The lowest address that a heap got a page at, kept in debug builds.
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

/// It is not known, and costs nothing.
#[cfg(not(all(debug_assertions, target_has_atomic = "ptr")))]
mod lowest {
    #[inline(always)]
    pub(super) fn note(_: usize) {}

    #[inline(always)]
    pub(super) fn get() -> usize {
        0
    }
}

/// The linear memory. Fresh pages are zero, follow those before, and are nobody else's by the rules of `memory.grow`.
#[cfg(target_family = "wasm")]
mod target {
    #[cfg(target_arch = "wasm32")]
    use core::arch::wasm32::{memory_grow, memory_size};
    #[cfg(target_arch = "wasm64")]
    use core::arch::wasm64::{memory_grow, memory_size};
    use core::ptr::{NonNull, with_exposed_provenance_mut};

    use super::{PAGE_SIZE, Pages};
    use crate::GRANULE;

    /// For so many pages that the memory has grown by, one more is taken ahead.
    const AHEAD: usize = 32;

    unsafe extern "C" {
        /// From the linker: where the memory ended that the program was given at the start. It has an address only.
        static __heap_end: u8;
    }

    /// The answer to a growth that cannot be.
    const REFUSED: usize = usize::MAX;

    #[inline(always)]
    pub(super) fn pages() -> usize {
        memory_size(0)
    }

    #[inline(always)]
    pub(super) fn grow(pages: usize) -> usize {
        memory_grow(0, pages)
    }

    /// The address one past `pages` pages: 0 at the end of a 32-bit address space.
    #[inline(always)]
    fn end_of(pages: usize) -> usize {
        pages.wrapping_mul(PAGE_SIZE)
    }

    /// Adds `need` pages and, if there are as many, `ahead` more, since growing is expensive. Returns the number of the
    /// first page and that of the page after the last.
    #[cfg(not(target_feature = "atomics"))]
    #[inline(always)]
    fn extend(need: usize, ahead: usize) -> Option<(usize, usize)> {
        let first = grow(need);
        if first == REFUSED {
            return None;
        }
        // A call of its own is less code than a second attempt. Refused or not, the memory says where it ends.
        grow(ahead);
        Some((first, pages()))
    }

    /// The same in one call: between two, another thread could take pages. For the same reason the end is computed.
    #[cfg(target_feature = "atomics")]
    #[inline(always)]
    fn extend(need: usize, ahead: usize) -> Option<(usize, usize)> {
        let attempt = |count| match grow(count) {
            REFUSED => None,
            first => Some((first, first + count)),
        };
        attempt(need + ahead).or_else(|| attempt(need))
    }

    #[inline(always)]
    pub(super) fn grow_bytes(bytes: usize) -> Option<Pages> {
        // Rounded up. But no object may reach the end of the address space, so bytes that would do so need one page more,
        // which there is not.
        let fits = end_of(pages()).wrapping_add(bytes) != 0;
        let need = bytes.wrapping_sub(usize::from(fits)) / PAGE_SIZE + 1;
        // A counter of what heaps alone have grown by would be 22 bytes more code.
        let ahead = end_of(pages()).wrapping_sub((&raw const __heap_end).addr()) / (PAGE_SIZE * AHEAD);
        let (first, after) = extend(need, ahead)?;
        let start = end_of(first);
        let end = match end_of(after) {
            0 => 0_usize.wrapping_sub(GRANULE),
            end => end,
        };
        let size = end - start;
        // With threads, the pages may lie higher than they would have a moment ago, and be the last ones.
        if cfg!(target_feature = "atomics") && size < bytes {
            return None;
        }
        // SAFETY: the first page holds the program's own statics and stack.
        let start = unsafe { NonNull::new_unchecked(with_exposed_provenance_mut(start)) };
        Some(Pages { start, size })
    }
}

/// A stand-in for linear memory, so that programs and tests written for WebAssembly run natively: one zeroed range of
/// the system's, handed out page by page to all threads of the process.
///
/// It must not link `std`: drivers and other `no_std` programs are built for these targets too, and have a panic handler of
/// their own. Every function is `#[inline]` or generic, so that not even `calloc` is referred to where no heap uses it.
#[cfg(all(any(unix, windows), not(target_family = "wasm")))]
mod target {
    use core::{cell::UnsafeCell, ptr::NonNull};

    use super::{PAGE_SIZE, Pages};
    use crate::{
        align::gap,
        lock::Lock,
        memory::{Memory, region::Region},
    };

    /// Pages of the stand-in: 128 MiB, of which the system provides what is touched.
    const ALL: usize = if cfg!(miri) { 64 } else { 2048 };

    unsafe extern "C" {
        /// The C library's: zeros, aligned to 8 at least, or null. It never uses Rust's global allocator, which may be
        /// waiting for it.
        fn calloc(count: usize, size: usize) -> *mut u8;
    }

    /// The range at hand; none before the first use.
    struct Mock {
        lock: Lock,
        range: UnsafeCell<Option<Region<true>>>,
    }

    // SAFETY: the range is only reached through the lock.
    unsafe impl Sync for Mock {}

    static MOCK: Mock = Mock { lock: Lock::new(), range: UnsafeCell::new(None) };

    #[inline]
    fn with_mock<T>(work: impl FnOnce(&mut Option<Region<true>>) -> T) -> T {
        MOCK.lock.with(false, || {
            // SAFETY: the lock lets one in at a time.
            work(unsafe { &mut *MOCK.range.get() })
        })
    }

    /// The range, made at the first use. `None` if the system has no memory for it. Not inlined: it is rarely asked for, and
    /// would crowd the loops of the allocators.
    #[inline(never)]
    fn with_range<T>(work: impl FnOnce(&mut Region<true>) -> Option<T>) -> Option<T> {
        with_mock(|mock| {
            if mock.is_none() {
                // One page more than is used, to find a page border in it.
                // SAFETY: any two numbers may be asked for.
                let start = NonNull::new(unsafe { calloc(ALL + 1, PAGE_SIZE) })?.as_ptr();
                start.expose_provenance();
                // SAFETY: to the next page border it is less than the page that was asked for on top. The range is fresh,
                // zero, and never given back.
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

/// No memory of its own to grow: use a [`Region`](super::region::Region).
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
