//! What every allocator of this crate can do: [`Allocate`].
//!
//! 本 crate 的每个分配器都具备的能力：[`Allocate`]。

use core::{alloc::Layout, ptr::NonNull};

use crate::{
    align::GRANULE,
    memory::{Memory, is_before_reset},
};

/// An allocator over one [`Memory`].
///
/// The methods are those of [`GlobalAlloc`](core::alloc::GlobalAlloc), but take `&mut self` and accept layouts of size 0.
/// Sizes and alignments are in bytes; any alignment is supported. Each allocator documents the complexity of its operations.
///
/// 建立在一个 [`Memory`] 之上的分配器。方法与 [`GlobalAlloc`](core::alloc::GlobalAlloc) 相同，但以 `&mut self` 调用，
/// 并接受大小为 0 的布局。大小与对齐均以字节计，支持任意对齐。各操作的复杂度见各分配器的说明。
///
/// # Safety
/// Blocks handed out are aligned and large enough, overlap no other live block, and do not move until they are freed; a
/// request that cannot be met returns `None` and changes nothing.
///
/// 实现者须保证：交出的内存块满足对齐且足够大，不与其他存活块重叠，释放之前不移动；无法满足的请求返回 `None`，
/// 且不改变任何状态。
pub unsafe trait Allocate {
    /// Where the pages come from.
    ///
    /// 页的来源。
    type Memory: Memory;

    /// Size of the header of a live block, in bytes. The header lies directly before the address handed out, so the block
    /// starts this many bytes lower; [`block_size`](Allocate::block_size) includes it.
    ///
    /// 存活块头部的大小（字节）。头部紧邻所交出的地址之前，因此块的起始地址比它低这么多字节；
    /// [`block_size`](Allocate::block_size) 包含头部。
    const HEADER: usize = 0;

    /// The memory that the allocator takes its pages from.
    ///
    /// 分配器从中取得页的内存。
    fn memory(&self) -> &Self::Memory;

    /// Mutable access to the same memory, for code that drives it from outside.
    ///
    /// 同一内存的可变引用，供从外部驱动内存的代码使用。
    ///
    /// # Safety
    /// The memory is not replaced or swapped, and no page that the allocator has obtained is given to other code.
    ///
    /// 不得替换或对调该内存，也不得把分配器已取得的页交给其他代码。
    unsafe fn memory_mut(&mut self) -> &mut Self::Memory;

    /// Bytes that a block of this layout occupies in the heap: at least `layout.size()`, a multiple of the granule.
    /// O(1).
    ///
    /// 该布局的内存块在堆中占用的字节数：不小于 `layout.size()`，是粒度的整数倍。O(1)。
    fn block_size(layout: Layout) -> usize;

    /// Allocates a block; its contents are unspecified. `None` if neither free memory nor new pages can hold it.
    ///
    /// 分配一个块，内容未定。空闲空间与新页都放不下时返回 `None`。
    fn allocate(&mut self, layout: Layout) -> Option<NonNull<u8>>;

    /// Allocates a zeroed block. Pages that this call obtains are not cleared again if they are known to hold zeros.
    /// `None` as for [`allocate`](Allocate::allocate).
    ///
    /// 分配一个全零的块；本次调用新取得的页若必定全为零，则不再清零。返回 `None` 的条件与
    /// [`allocate`](Allocate::allocate) 相同。
    fn allocate_zeroed(&mut self, layout: Layout) -> Option<NonNull<u8>> {
        // If the end is 0, the memory cannot grow: `last` wraps, and the whole block counts as old.
        let last = self.memory().end().wrapping_sub(1);
        let block = self.allocate(layout)?;
        let size = layout.size();
        let address = block.addr().get();
        let old = match Self::Memory::ZEROED && !is_before_reset(self.memory(), address) {
            // New pages may have been part of a free block, whose header is in their first granule.
            true => size.min(last.saturating_sub(address) + GRANULE),
            false => size,
        };
        // SAFETY: the block has `size` bytes.
        unsafe { block.write_bytes(0, old) };
        Some(block)
    }

    /// Frees a block. It cannot fail.
    ///
    /// 释放一个块；不会失败。
    ///
    /// # Safety
    /// `block` is a live block of this allocator, and `layout` is its layout.
    ///
    /// `block` 是本分配器的存活块，`layout` 是它的布局。
    unsafe fn deallocate(&mut self, block: NonNull<u8>, layout: Layout);

    /// Changes the size of a block, in place where the structure allows it, otherwise by
    /// [`relocate`](Allocate::relocate). `None` if there is no room; the block is then unchanged.
    ///
    /// Without the cargo feature `realloc` every block is relocated.
    ///
    /// 改变块的大小：结构允许时原地进行，否则通过 [`relocate`](Allocate::relocate) 搬移。空间不足时返回 `None`，
    /// 原块保持不变。未启用 `realloc` 特性时总是搬移。
    ///
    /// # Safety
    /// `block` is a live block of this allocator, and `layout` is its layout; `new_size` is not 0 and, rounded up to the
    /// alignment, at most `isize::MAX`. If a block is returned, `block` must not be used any more; the new block has the
    /// size `new_size` and the alignment of `layout`.
    ///
    /// `block` 是本分配器的存活块，`layout` 是它的布局；`new_size` 不为 0，且向上取整到对齐后不超过 `isize::MAX`。
    /// 若返回了新块，则不得再使用 `block`；新块的大小为 `new_size`，对齐与 `layout` 相同。
    unsafe fn reallocate(
        &mut self,
        block: NonNull<u8>,
        layout: Layout,
        new_size: usize,
    ) -> Option<NonNull<u8>> {
        // SAFETY: same contract as the caller's.
        unsafe { self.relocate(block, layout, new_size) }
    }

    /// Changes the size of a block by moving it: allocates a new block, copies the contents up to the smaller of both
    /// sizes, and frees the old block. `None` if there is no room for the new block; the old one is then unchanged.
    ///
    /// 以搬移的方式改变块的大小：分配新块，按两者中较小的大小复制内容，释放旧块。放不下新块时返回 `None`，旧块保持不变。
    ///
    /// # Safety
    /// As for [`reallocate`](Allocate::reallocate).
    ///
    /// 与 [`reallocate`](Allocate::reallocate) 相同。
    unsafe fn relocate(
        &mut self,
        block: NonNull<u8>,
        layout: Layout,
        new_size: usize,
    ) -> Option<NonNull<u8>> {
        // SAFETY: the contract makes this a valid layout.
        let new_layout = unsafe { Layout::from_size_align_unchecked(new_size, layout.align()) };
        let new = self.allocate(new_layout)?;
        let size = layout.size().min(new_size);
        self.on_move(block, new, size);
        // SAFETY: both are live blocks of at least `size` bytes, and live blocks do not overlap.
        unsafe {
            new.copy_from_nonoverlapping(block, size);
            self.deallocate(block, layout);
        }
        Some(new)
    }

    /// A hook for allocators that report their steps: [`relocate`](Allocate::relocate) has allocated `to`, and will copy
    /// `size` bytes from `from` and free that. Does nothing by default.
    ///
    /// 供报告步骤的分配器使用的钩子：[`relocate`](Allocate::relocate) 已分配 `to`，随后将从 `from` 复制 `size` 个字节并释放
    /// `from`。默认什么也不做。
    #[inline(always)]
    fn on_move(&mut self, from: NonNull<u8>, to: NonNull<u8>, size: usize) {
        let _ = (from, to, size);
    }
}
