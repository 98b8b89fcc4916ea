//! What every allocator of this crate can do: [`Allocate`].
//!
//! [`crate::global`] makes a `GlobalAlloc` of anything that implements it.
//!
//! 本 crate 的每个分配器都具备的能力：[`Allocate`]。[`crate::global`] 可把任何实现者变成 `GlobalAlloc`。

use core::{alloc::Layout, ptr::NonNull};

use crate::{
    align::GRANULE,
    inspect::{Fault, Inspect, overlap},
    memory::Memory,
    observe::Event,
};

/// An allocator over one [`Memory`].
///
/// The methods are those of [`GlobalAlloc`](core::alloc::GlobalAlloc) on `&mut self`, and take layouts of size 0 too.
/// Sizes and alignments are in bytes; any alignment is honoured. What an operation costs is said at each allocator.
///
/// 建立在一个 [`Memory`] 之上的分配器。方法与 [`GlobalAlloc`](core::alloc::GlobalAlloc) 相同，但以 `&mut self` 调用，
/// 并接受大小为 0 的布局。大小与对齐均以字节计，任何对齐都得到满足。各操作的复杂度见各分配器的说明。
///
/// # Safety
/// Blocks handed out are aligned and large enough, overlap no other live block, and stay where they are until they
/// are given back; a request that cannot be met returns `None` and changes nothing.
///
/// 实现者须保证：交出的内存块满足对齐且足够大，不与其他存活块重叠，归还之前不移动；无法满足的请求返回 `None`，
/// 且不改变任何状态。
pub unsafe trait Allocate {
    /// Where the pages come from.
    ///
    /// 页的来源。
    type Memory: Memory;

    /// Whether an observer listens.
    ///
    /// 是否有观察者在听。
    const OBSERVED: bool;

    /// Bytes of a live block that lie in front of the address handed out: its header. The block starts so many bytes
    /// lower, and [`block_size`](Allocate::block_size) counts them.
    ///
    /// 存活块位于所交出地址之前的字节数，即其头部。块从低这么多字节的地址开始，[`block_size`](Allocate::block_size)
    /// 包含这些字节。
    const HEADER: usize = 0;

    /// The memory that the allocator lives on.
    ///
    /// 分配器所在的内存。
    fn memory(&self) -> &Self::Memory;

    /// The same, for whoever drives the memory from outside.
    ///
    /// 同上，供从外部驱动内存者使用。
    ///
    /// # Safety
    /// The memory stays this one: it is not replaced or swapped, and no page that the allocator has is given away.
    ///
    /// 内存仍是这一个：不得替换或对调，也不得把分配器已有的页交给别人。
    unsafe fn memory_mut(&mut self) -> &mut Self::Memory;

    /// Bytes that a block of this layout takes from the heap: at least `layout.size()`, a multiple of the granule.
    /// O(1).
    ///
    /// 该布局的内存块在堆中占用的字节数：不小于 `layout.size()`，是粒度的整数倍。O(1)。
    fn block_size(layout: Layout) -> usize;

    /// A new block, its contents unknown. `None` if neither what is free nor new pages can hold it.
    ///
    /// 分配一个新块，内容未定。空闲空间与新页都放不下时返回 `None`。
    fn allocate(&mut self, layout: Layout) -> Option<NonNull<u8>>;

    /// A new block of zeros. Pages that this very call takes, where they are known to hold zeros, are not cleared again.
    /// `None` as for [`allocate`](Allocate::allocate).
    ///
    /// 分配一个全零的新块；本次调用新取得的页若必定全为零，则不再清零。返回 `None` 的条件与
    /// [`allocate`](Allocate::allocate) 相同。
    fn allocate_zeroed(&mut self, layout: Layout) -> Option<NonNull<u8>> {
        // If it is 0 there is nothing to grow into, and all is old.
        let last = self.memory().end().wrapping_sub(1);
        let block = self.allocate(layout)?;
        let size = layout.size();
        let address = block.addr().get();
        let old = match Self::Memory::ZEROED && !is_before_reset(self.memory(), address) {
            // New pages may have been a free block for a moment, and hold its header.
            true => size.min(last.saturating_sub(address) + GRANULE),
            false => size,
        };
        // SAFETY: the block has `size` bytes.
        unsafe { block.write_bytes(0, old) };
        Some(block)
    }

    /// Gives a block back. It cannot fail.
    ///
    /// 归还一个块；不会失败。
    ///
    /// # Safety
    /// `block` is a live block of this allocator and `layout` the layout it has.
    ///
    /// `block` 是本分配器的存活块，`layout` 是它的布局。
    unsafe fn deallocate(&mut self, block: NonNull<u8>, layout: Layout);

    /// Gives a block another size, in place where the structure allows it, otherwise by
    /// [`relocate`](Allocate::relocate). `None` if there is no room for it; the block is then as it was.
    ///
    /// Without the cargo feature `realloc` every block is relocated.
    ///
    /// 改变块的大小：结构允许时原地进行，否则通过 [`relocate`](Allocate::relocate) 搬移。空间不足时返回 `None`，
    /// 原块保持不变。未启用 `realloc` 特性时总是搬移。
    ///
    /// # Safety
    /// `block` is a live block of this allocator and `layout` the layout it has; `new_size` is not 0 and, rounded up
    /// to the alignment, at most `isize::MAX`. If a block is returned, `block` is not used any more, and the new one
    /// has the size `new_size` and the alignment of `layout`.
    ///
    /// `block` 是本分配器的存活块，`layout` 是它的布局；`new_size` 不为 0，且向上取整到对齐后不超过 `isize::MAX`。
    /// 若返回了新块，则不再使用 `block`；新块的大小为 `new_size`，对齐与 `layout` 相同。
    unsafe fn reallocate(
        &mut self,
        block: NonNull<u8>,
        layout: Layout,
        new_size: usize,
    ) -> Option<NonNull<u8>> {
        // SAFETY: the caller's promises are the same.
        unsafe { self.relocate(block, layout, new_size) }
    }

    /// Gives a block another size by moving it: a new block, a copy of the contents that both can hold, the old block
    /// given back. `None` if there is no room for the new block; the old one is then as it was.
    ///
    /// 以搬移的方式改变块的大小：分配新块，复制两者都容得下的内容，归还旧块。放不下新块时返回 `None`，旧块保持不变。
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
        // SAFETY: by the caller's promise these make a layout.
        let new_layout = unsafe { Layout::from_size_align_unchecked(new_size, layout.align()) };
        let new = self.allocate(new_layout)?;
        let size = layout.size().min(new_size);
        let [from, to] = [block, new].map(|block| block.addr().get() - Self::HEADER);
        self.observe(Event::Moved { from, to, size });
        // SAFETY: both are live blocks of at least `size` bytes, and live blocks do not overlap.
        unsafe {
            new.copy_from_nonoverlapping(block, size);
            self.deallocate(block, layout);
        }
        Some(new)
    }

    /// Tells the observer.
    ///
    /// 通知观察者。
    fn observe(&mut self, event: Event);

    /// What would be wrong with giving `block` back, as far as the structure can tell: it is free already, lies in
    /// memory never handed out, or is no block of that layout. O(n) in the free blocks.
    ///
    /// [`Global`](crate::global::Global) asks in debug builds, and panics with the answer. `None` means that nothing
    /// wrong was found, not that nothing is wrong: a structure without headers on live blocks cannot tell all.
    ///
    /// 归还 `block` 会有什么错误（以结构所能判断的为限）：它已经空闲、位于从未交出的内存中，或不是该布局的块。
    /// 复杂度为 O(n)，n 为空闲块数。[`Global`](crate::global::Global) 在调试构建中查询，并以其回答 panic。
    /// `None` 只表示没有发现错误：存活块没有头部，因此并非所有误用都能判断。
    fn misuse(&self, block: NonNull<u8>, layout: Layout) -> Option<Fault>;
}

/// Whether `address` lies in memory that was left when it was started anew further down, as off WebAssembly it can be.
#[inline(always)]
fn is_before_reset<M: Memory>(memory: &M, address: usize) -> bool {
    M::SHARED && address >= memory.end()
}

/// The part of [`Allocate::misuse`] that is the same for all: alignment, and overlap with what is free.
pub(crate) fn misuse<A: Inspect>(allocator: &A, block: NonNull<u8>, layout: Layout) -> Option<Fault> {
    let address = block.addr().get();
    let fault = |what| Some(Fault { what, address });
    if !address.is_multiple_of(GRANULE) {
        return fault("not the start of a block: blocks start at multiples of 16");
    }
    if !address.is_multiple_of(layout.align()) {
        return fault("not a block of this layout: its address is not aligned so");
    }
    let start = address.wrapping_sub(A::HEADER);
    let size = A::block_size(layout);
    let memory = allocator.memory();
    let memory_end = memory.end();
    if memory_end != 0 && start.saturating_add(size) > memory_end && !is_before_reset(memory, address) {
        return fault("not a block: it reaches past the end of the memory");
    }
    if start < memory.start() {
        return fault("not a block: it lies below the memory of the heap");
    }
    if overlap(allocator.reserved(), start, size) {
        return fault("not a block: it lies where the heap keeps its own records");
    }
    let bump = allocator.bump();
    // Pages come from low to high, so the bump space is above all blocks; but off WebAssembly the memory may have been
    // started anew further down.
    if !A::Memory::SHARED && bump.end != 0 && start >= bump.end {
        return fault("not a block: it lies above the heap, in memory of others");
    }
    if overlap(bump, start, size) {
        return fault("not a block: it reaches into memory that was never handed out, or is free again");
    }
    let mut found = None;
    allocator.free_blocks(&mut |free| {
        if free.address == start {
            found = fault("freed twice: the block is free already");
        } else if overlap(free.range(), start, size) {
            found = fault("not a block of this layout: a part of it is free");
        }
        found.is_none()
    });
    found
}

/// The invariant that no free block lies in the bump space.
pub(crate) fn check_free_of_bump<A: Inspect>(allocator: &A) -> Result<(), Fault> {
    let bump = allocator.bump();
    let mut result = Ok(());
    allocator.free_blocks(&mut |free| {
        if overlap(free.range(), bump.start, bump.len()) {
            result = Err(Fault { what: "a free block lies in the bump space", address: free.address });
        }
        result.is_ok()
    });
    result
}
