//! Where pages come from: the only thing an allocator needs from its platform.
//!
//! [`region`] hands out a fixed range of bytes, [`platform`] is the memory of the current target, and on WebAssembly
//! `initial` begins with the free part of the initial memory. The allocators decide how to use the pages.
//!
//! 页的来源：分配器对平台的唯一要求。[`region`] 把一段固定的字节范围按页交出，[`platform`] 是当前目标自带的内存，
//! WebAssembly 上的 `initial` 则从初始内存的空闲部分开始。页如何使用由分配器决定。

use core::ptr::NonNull;

#[cfg(any(target_family = "wasm", all(doc, not(target_pointer_width = "16"))))]
pub mod initial;
// The size of a page, 64 KiB, does not fit into 16 bits.
#[cfg(not(target_pointer_width = "16"))]
pub mod platform;
pub mod region;

/// A run of fresh pages: `size` bytes from `start`.
///
/// 一段连续的新页：从 `start` 起的 `size` 个字节。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pages {
    /// The first byte, at a multiple of [`GRANULE`](crate::GRANULE).
    ///
    /// 第一个字节，地址是 [`GRANULE`](crate::GRANULE) 的整数倍。
    pub start: NonNull<u8>,
    /// Size in bytes, a multiple of [`GRANULE`](crate::GRANULE).
    ///
    /// 字节数，是 [`GRANULE`](crate::GRANULE) 的整数倍。
    pub size: usize,
}

/// A memory that grows upward by whole pages and never shrinks, as the linear memory of WebAssembly does.
///
/// Growth need not be contiguous: other code may take pages in between. [`Memory::end`] says in advance where new pages will
/// start, so an allocator can ask for exactly the missing bytes, and changes nothing if it is refused.
///
/// 按整页向上增长、从不缩小的内存，如同 WebAssembly 的线性内存。增长不必连续：中间的页可能被其他代码取走。
/// [`Memory::end`] 事先说明新页将从哪里开始，因此分配器只请求所缺的字节数，被拒绝时不改变任何状态。
///
/// # Safety
/// - [`grow`](Memory::grow) returns at least as many bytes as requested, and nothing else uses them for as long as the
///   memory is in use.
/// - They start at the address that [`end`](Memory::end) returned just before, or higher if [`SHARED`](Memory::SHARED) is
///   true. Address and size are multiples of [`GRANULE`](crate::GRANULE). Addresses only ever rise, and never reach the end
///   of the address space: the address one past the last byte handed out does not wrap to 0.
/// - Contiguous pages may be used as one range: a pointer to one of them is valid for all of them.
/// - If [`ZEROED`](Memory::ZEROED) is true, fresh pages hold zeros.
///
/// 实现者须保证：
/// - [`grow`](Memory::grow) 返回的字节不少于所请求的，且在该内存使用期间不被任何其他代码使用。
/// - 它们从 [`end`](Memory::end) 刚刚给出的地址开始，起始地址与长度都是 [`GRANULE`](crate::GRANULE) 的整数倍；
///   仅当 [`SHARED`](Memory::SHARED) 为真时，起始地址可以更高。地址只增不减，
///   且永远到不了地址空间的末尾：最后一个字节之后的地址不会回绕为 0。
/// - 首尾相接的页可当作一段使用：指向其中一页的指针对所有这些页都有效。
/// - 若 [`ZEROED`](Memory::ZEROED) 为真，新页全为零。
pub unsafe trait Memory {
    /// Whether fresh pages are known to hold zeros. If so, zeroed allocations need not clear fresh memory.
    ///
    /// 新页是否必定全为零。若是，在新内存上的清零分配无需再次清零。
    const ZEROED: bool;

    /// Whether other threads may take pages between a call of [`end`](Memory::end) and one of [`grow`](Memory::grow).
    /// If so, pages may start higher than the allocator expected: it uses them as far as they go, and asks again.
    ///
    /// 在调用 [`end`](Memory::end) 与 [`grow`](Memory::grow) 之间，其他线程是否可能取走页。若是，新页的起始地址可能
    /// 比分配器预期的高：它会尽量使用这些页，并重新请求。
    const SHARED: bool = false;

    /// An address below which no page was ever handed out; 0 if unknown. Debug builds use it to detect addresses that are
    /// not blocks.
    ///
    /// 在此地址之下从未交出过页；未知时为 0。调试构建据此发现并非块的地址。
    fn start(&self) -> usize {
        0
    }

    /// The address at which the next page would start; 0 if the memory fills the address space.
    ///
    /// 下一页将开始的地址；若内存已占满整个地址空间，则为 0。
    fn end(&self) -> usize;

    /// Adds at least `bytes` bytes, a multiple of [`GRANULE`](crate::GRANULE), in whole pages. `None`, without any change, if
    /// there are not enough.
    ///
    /// 按整页增加至少 `bytes` 个字节（[`GRANULE`](crate::GRANULE) 的整数倍）；不足时返回 `None`，且不改变任何状态。
    fn grow(&mut self, bytes: usize) -> Option<Pages>;

    /// A pointer to `address`, which must lie in pages handed out before; the pointer is valid for all of these pages. For any
    /// other address it must not be used.
    ///
    /// 指向 `address` 的指针。`address` 须位于已交出的页中，所得指针对所有这些页都有效；由其他地址得到的指针不得使用。
    fn at(&self, address: usize) -> *mut u8;
}

/// Whether `address` lies in a memory that `reset_heap` has replaced by one at lower addresses.
#[inline(always)]
pub(crate) fn is_before_reset<M: Memory>(memory: &M, address: usize) -> bool {
    M::SHARED && address >= memory.end()
}
