//! A fixed range of bytes, handed out page by page: for embedded targets, tests, and heaps inside another heap.
//!
//! 一段按页交出的固定字节范围：用于嵌入式目标、测试，以及任何建在另一个堆之内的堆。

use core::ptr::NonNull;

use super::{Memory, Pages};
use crate::GRANULE;

/// A fixed range of bytes, handed out from low to high in pages of a chosen size.
///
/// With `ZEROED` the range must initially hold zeros, as a `static` array of zeros does. All methods are O(1).
///
/// 一段固定的字节范围，按选定的页大小从低地址到高地址交出。`ZEROED` 为真时，该范围最初须全为零（例如全零的 `static` 数组）。
/// 所有方法均为 O(1)。
#[derive(Debug)]
pub struct Region<const ZEROED: bool = false> {
    start: *mut u8,
    /// One past the last byte. A partial page before it is not used.
    end: *mut u8,
    /// Bytes handed out, always a multiple of `page_size`.
    used: usize,
    page_size: usize,
}

// SAFETY: the region is the only owner of the range, so both can move between threads together.
unsafe impl<const ZEROED: bool> Send for Region<ZEROED> {}

impl<const ZEROED: bool> Region<ZEROED> {
    /// The `size` bytes from `start`, in pages of `page_size` bytes. A partial page at the end is not used.
    ///
    /// 从 `start` 开始的 `size` 个字节，每页 `page_size` 字节；不足一页的部分不使用。
    ///
    /// # Panics
    /// If `page_size` is not a positive multiple of [`GRANULE`]. Debug builds also panic, at the first growth, if `start` is
    /// null or not a multiple of [`GRANULE`], and if the range is smaller than a page, larger than `isize::MAX`, or reaches
    /// the end of the address space.
    ///
    /// `page_size` 不是 [`GRANULE`] 的正整数倍时 panic。调试构建中，若 `start` 为空或不是 [`GRANULE`] 的整数倍，或该范围小于一页、
    /// 大于 `isize::MAX` 或到达地址空间的末尾，则在首次增长时也会 panic。
    ///
    /// # Safety
    /// - The range is valid for reads and writes, nothing else uses it, and it outlives all blocks from it.
    /// - `start` is a multiple of [`GRANULE`], and not null.
    /// - The range has at most `isize::MAX` bytes and does not include the last byte of the address space, so the address one
    ///   past its end does not wrap to 0.
    /// - If `ZEROED`, it holds zeros.
    ///
    /// 调用者须保证：
    /// - 该范围可读可写，不被任何其他代码使用，且存续时间不短于由它分配的任何内存块。
    /// - `start` 是 [`GRANULE`] 的整数倍，且不为空。
    /// - 该范围不超过 `isize::MAX` 字节，且不包含地址空间的最后一个字节：末尾之后的地址不会回绕为 0。
    /// - 若 `ZEROED` 为真，该范围全为零。
    pub const unsafe fn new(start: *mut u8, size: usize, page_size: usize) -> Self {
        // SAFETY: same contract as the caller's.
        unsafe { Self::between(start, start.wrapping_add(size), page_size) }
    }

    /// The bytes from `start` up to, but not including, `end`, in pages of `page_size` bytes. A partial page at the end is not
    /// used.
    ///
    /// For symbols of a linker script, whose addresses are not known when a `static` is initialised.
    ///
    /// 从 `start` 到 `end`（不含）的字节，每页 `page_size` 字节；不足一页的部分不使用。用于链接脚本中的符号：
    /// 初始化 `static` 时其地址尚不可知。
    ///
    /// ```no_run
    /// use lite_alloc::{free_list::FreeList, global::Global, memory::region::Region};
    ///
    /// unsafe extern "C" {
    ///     // From the linker script. Only their addresses are meaningful.
    ///     static mut _heap_start: u8;
    ///     static mut _heap_end: u8;
    /// }
    ///
    /// // On bare metal, add #[global_allocator].
    /// static ALLOCATOR: Global<FreeList<Region>> =
    ///     // SAFETY: the linker script keeps the range free, and aligns its start to 16 bytes.
    ///     Global::new(FreeList::new(unsafe {
    ///         Region::between(&raw mut _heap_start, &raw mut _heap_end, 1024)
    ///     }));
    /// # std::hint::black_box(&raw const ALLOCATOR);
    /// # mod script {
    /// #     #[unsafe(no_mangle)]
    /// #     static mut _heap_start: u8 = 0;
    /// #     #[unsafe(no_mangle)]
    /// #     static mut _heap_end: u8 = 0;
    /// # }
    /// ```
    ///
    /// # Panics
    /// As [`new`](Region::new). Debug builds also panic, at the first growth, if `end` is below `start`.
    ///
    /// 与 [`new`](Region::new) 相同；调试构建中，若 `end` 低于 `start`，首次增长时也会 panic。
    ///
    /// # Safety
    /// As for [`new`](Region::new), for the range between the two pointers. `end` is not below `start`.
    ///
    /// 对两者之间的范围，要求与 [`new`](Region::new) 相同；`end` 不低于 `start`。
    pub const unsafe fn between(start: *mut u8, end: *mut u8, page_size: usize) -> Self {
        assert!(
            page_size != 0 && page_size.is_multiple_of(GRANULE),
            "page_size must be a positive multiple of the granule"
        );
        Self { start, end, used: 0, page_size }
    }

    /// The size of the range in bytes.
    fn size(&self) -> usize {
        self.end.addr().wrapping_sub(self.start.addr())
    }

    /// Panics if the addresses violate the contract of [`new`](Region::new). Not checked there, since addresses are not known
    /// in constants.
    #[track_caller]
    fn check(&self) {
        let (start, end, page_size) = (self.start.addr(), self.end.addr(), self.page_size);
        assert!(start != 0, "a region must not start at address 0");
        assert!(start.is_multiple_of(GRANULE), "a region must start at a multiple of 16, not at {start:#x}");
        assert!(end != 0, "a region must not contain the last byte of the address space");
        assert!(end >= start, "a region must not end at {end:#x}, below its start at {start:#x}");
        assert!(isize::try_from(self.size()).is_ok(), "a region must not have {} bytes", self.size());
        assert!(self.size() >= page_size, "a region of {} bytes holds no page of {page_size}", self.size());
    }

    /// Takes the next `bytes` bytes, in whole pages, for other code: the allocator will not get them. `None`, without any
    /// change, if there are not enough.
    ///
    /// 把接下来的 `bytes` 个字节（按整页）取出供其他代码使用，分配器不会再得到它们；不足时返回 `None`，且不改变任何状态。
    pub fn take(&mut self, bytes: usize) -> Option<Pages> {
        self.grow(bytes)
    }
}

// SAFETY: pages are handed out in ascending order, each once, and by the contract of `new` the range does not reach the end
// of the address space. All pointers are derived from the one to the whole range.
unsafe impl<const ZEROED: bool> Memory for Region<ZEROED> {
    const ZEROED: bool = ZEROED;

    fn start(&self) -> usize {
        self.start.addr()
    }

    fn end(&self) -> usize {
        self.start.addr() + self.used
    }

    fn grow(&mut self, bytes: usize) -> Option<Pages> {
        if cfg!(debug_assertions) {
            self.check();
        }
        let size = bytes.checked_next_multiple_of(self.page_size)?;
        if size > self.size() - self.used {
            return None;
        }
        // SAFETY: `used` is at most the size of the range.
        let start = NonNull::new(unsafe { self.start.add(self.used) })?;
        self.used += size;
        Some(Pages { start, size })
    }

    fn at(&self, address: usize) -> *mut u8 {
        self.start.with_addr(address)
    }
}
