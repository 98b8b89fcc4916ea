//! A fixed byte range handed out page by page: for embedded targets, tests, and any heap inside another.
//!
//! 一段按页交出的固定字节范围：用于嵌入式目标、测试，以及任何建在另一个堆之内的堆。

use core::ptr::NonNull;

use super::{Memory, Pages};
use crate::GRANULE;

/// A fixed range of bytes, handed out from low to high in pages of a chosen size.
///
/// `ZEROED` promises that the range holds zeros at first, as a `static` array of zeros does. All methods are O(1).
///
/// 一段固定的字节范围，按选定的页大小从低地址到高地址交出。`ZEROED` 保证该范围最初全为零（例如全零的 `static` 数组）。
/// 所有方法均为 O(1)。
#[derive(Debug)]
pub struct Region<const ZEROED: bool = false> {
    start: *mut u8,
    size: usize,
    used: usize,
    page_size: usize,
}

// SAFETY: the range belongs to the region alone, and goes wherever it goes.
unsafe impl<const ZEROED: bool> Send for Region<ZEROED> {}

impl<const ZEROED: bool> Region<ZEROED> {
    /// The `size` bytes from `start`, in pages of `page_size` bytes. What does not fill a page is not used.
    ///
    /// 从 `start` 开始的 `size` 个字节，每页 `page_size` 字节；不足一页的部分不使用。
    ///
    /// # Panics
    /// If `page_size` is not a positive multiple of [`GRANULE`].
    ///
    /// `page_size` 不是 [`GRANULE`] 的正整数倍时。
    ///
    /// # Safety
    /// - The range is valid for reads and writes, nothing else uses it, and it lives as long as any block from it.
    /// - `start` is a multiple of [`GRANULE`].
    /// - If `ZEROED`, it holds zeros.
    ///
    /// 调用者须保证：
    /// - 该范围可读可写，不被任何其他代码使用，且存续时间不短于由它分配的任何内存块。
    /// - `start` 是 [`GRANULE`] 的整数倍。
    /// - 若 `ZEROED` 为真，该范围全为零。
    pub const unsafe fn new(start: *mut u8, size: usize, page_size: usize) -> Self {
        assert!(
            page_size != 0 && page_size.is_multiple_of(GRANULE),
            "page_size is a positive multiple of the granule"
        );
        Self { start, size: size - size % page_size, used: 0, page_size }
    }

    /// Hands the next `bytes`, in whole pages, to somebody else: they are not the allocator's any more. `None` if there
    /// are not as many; then nothing has changed.
    ///
    /// 把接下来的 `bytes` 个字节（按整页）交给别人使用，它们不再属于分配器；不足时返回 `None`，且不改变任何状态。
    pub fn take(&mut self, bytes: usize) -> Option<Pages> {
        self.grow(bytes)
    }
}

// SAFETY: pages come from the range in ascending order, each once, and a range that is a valid object never reaches
// the end of the address space. All pointers are made from the one to the whole range.
unsafe impl<const ZEROED: bool> Memory for Region<ZEROED> {
    const ZEROED: bool = ZEROED;

    fn end(&self) -> usize {
        self.start.addr() + self.used
    }

    fn grow(&mut self, bytes: usize) -> Option<Pages> {
        let size = bytes.checked_next_multiple_of(self.page_size)?;
        if size > self.size - self.used {
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
