//! What an allocator holds now, read from its own structures: [`Inspect`].
//!
//! 从分配器自身的结构中读出它当前持有什么：[`Inspect`]。

use core::{fmt, ops::Range};

use crate::{align::GRANULE, allocate::Allocate};

/// A free block, as its header in memory says.
///
/// 一个空闲块，内容来自它在内存中的头部。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FreeBlock {
    /// The address of its first byte, header included.
    ///
    /// 第一个字节的地址，包含头部。
    pub address: usize,
    /// Bytes, header included.
    ///
    /// 字节数，包含头部。
    pub size: usize,
    /// The bin it is in, counted from 0; 0 where there are no bins.
    ///
    /// 所在的箱，从 0 起数；没有箱时为 0。
    pub bin: usize,
}

impl FreeBlock {
    /// The addresses of its bytes.
    pub(crate) fn range(self) -> Range<usize> {
        self.address..self.address.saturating_add(self.size)
    }
}

/// An invariant that does not hold, or a misuse: what, and where.
///
/// 不成立的不变量，或一次误用：是什么，在哪里。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    ///
    /// 错误所在。
    pub what: &'static str,
    /// The address it was seen at.
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

/// An allocator that can be looked into.
///
/// 可以查看内部的分配器。
pub trait Inspect: Allocate {
    /// The words outside the blocks from which all the rest is reached: an array, so that two of them can be compared
    /// word by word.
    ///
    /// 内存块之外的若干字，由它们可以到达其余的一切；以数组表示，因此可以逐字比较。
    type Roots: Copy + fmt::Debug + AsRef<[Word]> + AsMut<[Word]>;

    /// The smallest block size of each bin, in bytes and in ascending order; empty where there is one list.
    ///
    /// 各箱中最小的块大小，以字节计，按升序排列；只有一个链表时为空。
    const BINS: &'static [usize];

    /// The roots as they are. O(1).
    ///
    /// 当前的根。O(1)。
    fn roots(&self) -> Self::Roots;

    /// Puts roots read before back. O(1).
    ///
    /// 恢复先前读出的根。O(1)。
    ///
    /// # Safety
    /// The bytes of the heap are those of the moment the roots were read.
    ///
    /// 堆中的字节与读出这些根的时刻相同。
    unsafe fn set_roots(&mut self, roots: Self::Roots);

    /// Visits the free blocks in list order, bin by bin; stops when `visit` returns false. O(n).
    ///
    /// 按链表顺序逐箱访问空闲块；`visit` 返回 false 时停止。O(n)。
    fn free_blocks(&self, visit: &mut dyn FnMut(FreeBlock) -> bool);

    /// Addresses above the bump pointer, to hand out next; empty where there is no bump pointer. O(1).
    ///
    /// 碰撞指针之上、接下来将交出的地址范围；没有碰撞指针时为空。O(1)。
    fn bump(&self) -> Range<usize>;

    /// Addresses in the heap that the allocator keeps for itself, such as the heads of its bins; empty where it keeps
    /// everything outside the heap. O(1).
    ///
    /// 分配器在堆中为自己保留的地址范围，例如各箱的链表头；若一切都保存在堆之外则为空。O(1)。
    fn reserved(&self) -> Range<usize> {
        0..0
    }

    /// Checks every invariant of the structure. O(n) in the free blocks where they stand in the order of addresses,
    /// O(n^2) where they do not, in constant space.
    ///
    /// 检查结构的所有不变量。空闲块按地址排序时为 O(n)，否则为 O(n^2)，n 为空闲块数；只用常数空间。
    ///
    /// # Errors
    /// The first invariant that does not hold.
    ///
    /// 第一个不成立的不变量。
    fn check(&self) -> Result<(), Fault>;
}

/// The invariants that any free block obeys, whatever list it is in.
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

/// The invariant that no two free blocks overlap, and each obeys [`check_block`]. O(n^2), in constant space.
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

/// Whether `range` shares a byte with the `size` bytes from `address`.
pub(crate) fn overlap(range: Range<usize>, address: usize, size: usize) -> bool {
    range.start < address.saturating_add(size) && address < range.end
}
