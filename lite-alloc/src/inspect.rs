//! What an allocator holds now, read from its own structures: [`Inspect`]. The invariants that several allocators share are
//! checked here.
//!
//! 从分配器自身的结构中读出它当前持有什么：[`Inspect`]。多个分配器共有的不变量也在此检查。

use core::{alloc::Layout, fmt, ops::Range, ptr::NonNull};

use crate::{
    align::GRANULE,
    allocate::Allocate,
    memory::{Memory, is_before_reset},
};

/// A free block, as described by its header in memory.
///
/// 一个空闲块，内容来自它在内存中的头部。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FreeBlock {
    /// Address of its first byte, header included.
    ///
    /// 第一个字节的地址，包含头部。
    pub address: usize,
    /// Size in bytes, header included.
    ///
    /// 字节数，包含头部。
    pub size: usize,
    /// The bin that the block is in, as an index into [`Inspect::BINS`]; `None` iff the allocator has a single list and no
    /// bins.
    ///
    /// 块所在的箱，即 [`Inspect::BINS`] 的下标；当且仅当分配器只有一个链表、没有箱时为 `None`。
    pub bin: Option<usize>,
}

impl FreeBlock {
    /// The addresses of its bytes.
    pub(crate) fn range(self) -> Range<usize> {
        self.address..self.address.saturating_add(self.size)
    }
}

/// The sums of a heap at one moment.
///
/// 一个堆在某一时刻的合计。
///
/// ```
/// use lite_alloc::{inspect::Summary, single_threaded::BoundaryTagAllocator};
///
/// #[global_allocator]
/// static ALLOCATOR: BoundaryTagAllocator = BoundaryTagAllocator::new();
///
/// fn main() {
///     let unused = |heap: Summary| heap.free + heap.bump.len();
///     let block = vec![1_u8; 1000];
///     let before = unused(ALLOCATOR.summary());
///     drop(block);
///     // The block with its tag, in whole granules.
///     assert_eq!(unused(ALLOCATOR.summary()), before + 1008);
/// }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// The number of free blocks.
    ///
    /// 空闲块数。
    pub free_blocks: usize,
    /// Their bytes together, headers included.
    ///
    /// 它们的总字节数，包含头部。
    pub free: usize,
    /// The size of the largest of them; 0 if there is none.
    ///
    /// 其中最大者的大小；没有则为 0。
    pub largest: usize,
    /// See [`Inspect::bump`].
    ///
    /// 见 [`Inspect::bump`]。
    pub bump: Range<usize>,
    /// See [`Inspect::reserved`].
    ///
    /// 见 [`Inspect::reserved`]。
    pub reserved: Range<usize>,
}

impl Summary {
    /// Visits all free blocks of `allocator`. O(n) in their number.
    ///
    /// 访问 `allocator` 的所有空闲块。O(n)，n 为其数目。
    pub fn of<A: Inspect>(allocator: &A) -> Self {
        let mut sums = Self { bump: allocator.bump(), reserved: allocator.reserved(), ..Self::default() };
        allocator.free_blocks(&mut |block| {
            sums.free_blocks += 1;
            sums.free += block.size;
            sums.largest = sums.largest.max(block.size);
            true
        });
        sums
    }
}

/// A violated invariant or a misuse: what is wrong, and where.
///
/// 被违反的不变量，或一次误用：是什么，在哪里。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    ///
    /// 错误所在。
    pub what: &'static str,
    /// The address at which it was found.
    ///
    /// 发现错误的地址。
    pub address: usize,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:#x}: {}", self.address, self.what)
    }
}

impl core::error::Error for Fault {}

/// A word that an allocator keeps outside its blocks: a pointer with its provenance, or a plain number.
///
/// 分配器保存在内存块之外的一个字：带有来源（provenance）的指针，或普通的数。
pub type Word = *mut u8;

/// An allocator whose state can be read, checked and restored.
///
/// 状态可以读取、检查和恢复的分配器。
pub trait Inspect: Allocate {
    /// The words outside the blocks from which everything else is reachable. As an array, so that two states can be compared
    /// word by word.
    ///
    /// 内存块之外的若干字，由它们可以到达其余的一切；以数组表示，因此两个状态可以逐字比较。
    type Roots: Copy + fmt::Debug + AsRef<[Word]> + AsMut<[Word]>;

    /// The smallest block size of each bin, in bytes and in ascending order; empty if there is a single list.
    ///
    /// 各箱中最小的块大小，以字节计，按升序排列；只有一个链表时为空。
    const BINS: &'static [usize];

    /// Whether an observer wants the events of this allocator. [`Global`](crate::global::Global) then panics on re-entry
    /// also in release builds.
    ///
    /// 是否有观察者需要该分配器的事件。若是，则 [`Global`](crate::global::Global) 在发布构建中被重入时也会 panic。
    const OBSERVED: bool = false;

    /// The current roots. O(1).
    ///
    /// 当前的根。O(1)。
    fn roots(&self) -> Self::Roots;

    /// Restores roots that were read earlier. O(1).
    ///
    /// 恢复先前读出的根。O(1)。
    ///
    /// # Safety
    /// The bytes of the heap are the same as when the roots were read.
    ///
    /// 堆中的字节与读出这些根的时刻相同。
    unsafe fn set_roots(&mut self, roots: Self::Roots);

    /// Visits the free blocks in list order, bin by bin; stops when `visit` returns false. O(n).
    ///
    /// 按链表顺序逐箱访问空闲块；`visit` 返回 false 时停止。O(n)。
    fn free_blocks(&self, visit: &mut dyn FnMut(FreeBlock) -> bool);

    /// The addresses from the bump pointer to the end of its region, which are handed out next; empty if there is no bump
    /// pointer. O(1).
    ///
    /// 从碰撞指针到其区域末尾、接下来将交出的地址范围；没有碰撞指针时为空。O(1)。
    fn bump(&self) -> Range<usize>;

    /// Addresses in the heap that the allocator reserves for itself, such as the heads of its bins; empty if it keeps all its
    /// own data outside the heap. O(1).
    ///
    /// 分配器在堆中为自己保留的地址范围，例如各箱的链表头；若自身的数据都保存在堆之外则为空。O(1)。
    fn reserved(&self) -> Range<usize> {
        0..0
    }

    /// Checks every invariant of the structure. O(n) in the number of free blocks if the list is in address order, otherwise
    /// O(n^2); constant space.
    ///
    /// 检查结构的所有不变量。空闲块按地址排序时为 O(n)，否则为 O(n^2)，n 为空闲块数；只用常数空间。
    ///
    /// # Errors
    /// The first violated invariant.
    ///
    /// 第一个被违反的不变量。
    fn check(&self) -> Result<(), Fault>;

    /// Why `block` must not be freed with this layout, as far as the structure shows: it is already free, lies in memory that
    /// was never handed out, or is not a block of this layout. O(n) in the number of free blocks.
    ///
    /// [`Global`](crate::global::Global) calls this in debug builds and panics with the result. `None` means that no fault
    /// was found, not that there is none: without headers on live blocks, not every misuse can be detected.
    ///
    /// 不得以该布局释放 `block` 的原因（以结构所能判断的为限）：它已经空闲、位于从未交出的内存中，或不是该布局的块。
    /// 复杂度为 O(n)，n 为空闲块数。[`Global`](crate::global::Global) 在调试构建中调用此方法，并以其结果 panic。
    /// `None` 只表示没有发现错误：存活块没有头部，因此并非所有误用都能判断。
    fn misuse(&self, block: NonNull<u8>, layout: Layout) -> Option<Fault> {
        misuse(self, block, layout)
    }
}

/// The part of [`Inspect::misuse`] that all allocators share: alignment, and overlap with memory that is not live.
pub(crate) fn misuse<A: Inspect + ?Sized>(
    allocator: &A,
    block: NonNull<u8>,
    layout: Layout,
) -> Option<Fault> {
    let address = block.addr().get();
    let fault = |what| Some(Fault { what, address });
    if !address.is_multiple_of(GRANULE) {
        return fault("not the start of a block: blocks start at multiples of 16");
    }
    if !address.is_multiple_of(layout.align()) {
        return fault("not a block of this layout: its address is not aligned to it");
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
        return fault("not a block: it overlaps the bookkeeping of the heap");
    }
    let bump = allocator.bump();
    // Addresses only rise, so the bump space lies above all blocks. Off WebAssembly that need not hold: `reset_heap` may
    // have continued at a lower address.
    if !A::Memory::SHARED && bump.end != 0 && start >= bump.end {
        return fault("not a block: it lies above the heap, in foreign memory");
    }
    if overlap(bump, start, size) {
        return fault("not a block: it reaches into memory that was never handed out, or is free again");
    }
    let mut found = None;
    allocator.free_blocks(&mut |free| {
        if free.address == start {
            found = fault("freed twice: the block is already free");
        } else if overlap(free.range(), start, size) {
            found = fault("not a block of this layout: part of it is free");
        }
        found.is_none()
    });
    found
}

/// Checks the address and the size of a free block, whatever list it is in.
pub(crate) fn check_block<A: Allocate>(block: FreeBlock) -> Result<(), Fault> {
    let fault = |what| Err(Fault { what, address: block.address });
    if !(block.address + A::HEADER).is_multiple_of(GRANULE) {
        fault("the payload of a free block would not start at a multiple of the granule")
    } else if block.size < GRANULE || !block.size.is_multiple_of(GRANULE) {
        fault("a free block is not a whole number of granules long")
    } else if block.address.checked_add(block.size).is_none() {
        fault("a free block reaches past the end of the address space")
    } else {
        Ok(())
    }
}

/// Checks that no two free blocks overlap, and each of them by [`check_block`]. O(n^2), constant space.
pub(crate) fn check_disjoint<A: Inspect>(allocator: &A) -> Result<(), Fault> {
    let mut result = Ok(());
    let mut index = 0;
    allocator.free_blocks(&mut |block| {
        result = check_block::<A>(block);
        let mut others = 0;
        allocator.free_blocks(&mut |other| {
            if result.is_ok() && others < index && overlap(block.range(), other.address, other.size) {
                result = Err(Fault { what: "two free blocks overlap", address: block.address });
            }
            others += 1;
            others < index && result.is_ok()
        });
        index += 1;
        result.is_ok()
    });
    result
}

/// Checks that no free block lies in the bump space.
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

/// Whether `range` shares a byte with the `size` bytes from `address`.
pub(crate) fn overlap(range: Range<usize>, address: usize, size: usize) -> bool {
    range.start < address.saturating_add(size) && address < range.end
}
