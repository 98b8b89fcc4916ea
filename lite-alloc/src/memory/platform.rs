//! The memory of the target at hand: `memory.grow` on WebAssembly, a mock of it on a hosted system, none on bare metal.
//!
//! The only file that names targets. [`crate::single_threaded`] builds on it.
//!
//! 当前目标的内存：WebAssembly 上是 `memory.grow`，有操作系统的目标上是它的模拟，裸机上没有。

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
/// [`PAGE_SIZE`], or `usize::MAX` if the memory is not to be had, as it never is on bare metal. The pages are the
/// caller's: the allocators leave them alone.
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

#[cfg(not(any(target_family = "wasm", target_os = "none")))]
pub use target::reset_heap;

/// The memory that this target has, shared by all who use it. Fresh pages hold zeros.
///
/// - WebAssembly: the linear memory. It grows by a sixteenth ahead, or by the exact need if there is not as much.
/// - Hosted systems: a stand-in of 128 MiB, one per process.
/// - Bare metal: none. [`grow`](Memory::grow) is always refused; use a [`Region`](super::region::Region).
///
/// 当前目标的内存，由所有使用者共享，新页全为零。WebAssembly 上是线性内存，每次多增长现有大小的十六分之一，
/// 不足时只增长恰好所需的页；有操作系统的目标上是每个进程一段 128 MiB 的模拟内存；裸机上没有内存，
/// [`grow`](Memory::grow) 总是被拒绝，请使用 [`Region`](super::region::Region)。
#[derive(Clone, Copy, Debug, Default)]
pub struct Platform;

// SAFETY: see each `target`.
unsafe impl Memory for Platform {
    const ZEROED: bool = true;

    const SHARED: bool = cfg!(any(not(target_family = "wasm"), target_feature = "atomics"));

    #[inline(always)]
    fn end(&self) -> usize {
        target::pages().wrapping_mul(PAGE_SIZE)
    }

    #[inline(always)]
    fn grow(&mut self, bytes: usize) -> Option<Pages> {
        target::grow_bytes(bytes)
    }

    #[inline(always)]
    fn at(&self, address: usize) -> *mut u8 {
        core::ptr::with_exposed_provenance_mut(address)
    }
}

/// The linear memory. Fresh pages are zero, follow those before, and are nobody else's by the rules of `memory.grow`.
#[cfg(target_family = "wasm")]
mod target {
    use core::{
        arch::wasm32::{memory_grow, memory_size},
        ptr::{NonNull, with_exposed_provenance_mut},
    };

    use super::{PAGE_SIZE, Pages};
    use crate::GRANULE;

    /// Pages of the whole address space.
    const ALL: usize = 1 << 16;

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

    /// Growing is dear, so at first a sixteenth of the memory more is asked for than is needed.
    #[inline(always)]
    pub(super) fn grow_bytes(bytes: usize) -> Option<Pages> {
        // More than `bytes`, which are whole granules, by at least one: no object may reach the end of the address space.
        let need = bytes / PAGE_SIZE + 1;
        let mut count = need + (pages() >> 4);
        let mut first = grow(count);
        if first == REFUSED {
            count = need;
            first = grow(count);
            if first == REFUSED {
                return None;
            }
        }
        // With threads, somebody else's pages may follow by now.
        let pages = if cfg!(target_feature = "atomics") { first + count } else { pages() };
        let start = first * PAGE_SIZE;
        let end = pages.wrapping_mul(PAGE_SIZE).wrapping_sub((pages / (ALL / GRANULE)) & GRANULE);
        let size = end - start;
        // SAFETY: the first page holds the program's own statics and stack.
        let start = unsafe { NonNull::new_unchecked(with_exposed_provenance_mut(start)) };
        Some(Pages { start, size })
    }
}

/// A stand-in for linear memory, so that programs and tests written for WebAssembly run natively: one zeroed range of
/// the system's, handed out page by page to all threads of the process.
#[cfg(not(any(target_family = "wasm", target_os = "none")))]
mod target {
    extern crate std;

    use core::{cell::UnsafeCell, ptr};
    use std::alloc::{GlobalAlloc, Layout, System};

    use super::{PAGE_SIZE, Pages};
    use crate::{
        GRANULE,
        align::gap,
        lock::Lock,
        memory::{Memory, region::Region},
    };

    /// Pages of the stand-in: 128 MiB, of which the system provides what is touched.
    const ALL: usize = if cfg!(miri) { 64 } else { 2048 };

    /// The range at hand; none before the first use.
    struct Mock {
        lock: Lock,
        range: UnsafeCell<Option<Region<true>>>,
    }

    // SAFETY: the range is only reached through the lock.
    unsafe impl Sync for Mock {}

    static MOCK: Mock = Mock { lock: Lock::new(), range: UnsafeCell::new(None) };

    fn with_mock<T>(work: impl FnOnce(&mut Option<Region<true>>) -> T) -> T {
        MOCK.lock.with(false, || {
            // SAFETY: the lock lets one in at a time.
            work(unsafe { &mut *MOCK.range.get() })
        })
    }

    /// The range, made at the first use. It asks `System`, never the global allocator, which may be waiting for it.
    fn with_range<T>(work: impl FnOnce(&mut Region<true>) -> T) -> T {
        with_mock(|mock| {
            work(mock.get_or_insert_with(|| {
                // One page more than is used, and a weak alignment: zeros that are aligned more strongly than usual
                // would be written one by one, and all of it touched.
                // SAFETY: these are a valid size, which is not 0, and a valid alignment.
                let start = unsafe {
                    System.alloc_zeroed(Layout::from_size_align_unchecked((ALL + 1) * PAGE_SIZE, GRANULE))
                };
                start.expose_provenance();
                let (start, size) = match start.is_null() {
                    true => (ptr::without_provenance_mut(PAGE_SIZE), 0),
                    // SAFETY: to the next page border it is less than the page that was asked for on top.
                    false => (unsafe { start.byte_add(gap(start.addr(), PAGE_SIZE)) }, ALL * PAGE_SIZE),
                };
                // SAFETY: the range is fresh, zero, never given back, and aligned to a page; or it is empty.
                unsafe { Region::new(start, size, PAGE_SIZE) }
            }))
        })
    }

    pub(super) fn pages() -> usize {
        with_range(|range| range.end() / PAGE_SIZE)
    }

    pub(super) fn grow(pages: usize) -> usize {
        grow_bytes(pages.saturating_mul(PAGE_SIZE))
            .map_or(usize::MAX, |pages| pages.start.addr().get() / PAGE_SIZE)
    }

    pub(super) fn grow_bytes(bytes: usize) -> Option<Pages> {
        with_range(|range| range.grow(bytes))
    }

    /// Starts the stand-in memory anew, with all its pages, for tests and benchmarks off WebAssembly. Blocks that are
    /// still held stay valid: their memory is leaked.
    ///
    /// Reset the allocators too, or they go on in the memory that they have.
    ///
    /// 重新开始一段完整的模拟内存，用于非 WebAssembly 目标上的测试与基准测试。仍被持有的内存块保持有效：其内存被泄漏。
    /// 分配器也要一并重置，否则它们会继续使用原有的内存。
    pub fn reset_heap() {
        with_mock(|mock| *mock = None);
    }
}

/// Bare metal has no memory of its own to grow: use a [`Region`](super::region::Region).
#[cfg(all(target_os = "none", not(target_family = "wasm")))]
mod target {
    use super::Pages;

    pub(super) fn pages() -> usize {
        0
    }

    pub(super) fn grow(_: usize) -> usize {
        usize::MAX
    }

    pub(super) fn grow_bytes(_: usize) -> Option<Pages> {
        None
    }
}
