//! The allocators, ready to be the `#[global_allocator]`, each with one static heap on the memory of the target.
//!
//! They are unit structs, as in version 0.1: a value is only a handle, and all values of a type share its heap.
//!
//! Bare-metal targets have no memory that can grow, so every request is refused there: use
//! [`Global`] on a [`Region`](crate::memory::region::Region).
//!
//! 可直接作为 `#[global_allocator]` 的分配器，各自在当前目标的内存上拥有一个静态堆。与 0.1 版一样，
//! 它们是单元结构体：值只是句柄，同一类型的所有值共享一个堆。
//!
//! 裸机目标没有可增长的内存，所有请求都会被拒绝：请改用建立在 [`Region`](crate::memory::region::Region) 上的
//! [`Global`]。

use core::alloc::{GlobalAlloc, Layout};

use crate::{
    boundary_tag::BoundaryTag, bump_free_list::BumpFreeList, free_list::FreeList, global::Global,
    inspect::Summary, memory::platform::Platform, segregated_bump::SegregatedBump,
};

macro_rules! single_threaded {
    ($(#[$doc:meta])* $name:ident = $allocator:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default)]
        pub struct $name;

        impl $name {
            /// A handle to the heap of this type.
            ///
            /// 该类型的堆的句柄。
            pub const fn new() -> Self {
                Self
            }

            /// Replaces the heap by an empty one and leaks all its blocks and pages. For tests and benchmarks. O(1).
            ///
            /// 以一个空堆替换该堆，其所有内存块与页都被泄漏，用于测试与基准测试。O(1)。
            ///
            /// # Safety
            /// No block of the heap is used or freed afterwards.
            ///
            /// 此后不再使用、也不再释放该堆的任何块。
            pub unsafe fn reset() {
                Self::heap().with_mut(|heap| *heap = $allocator::new(Platform));
            }

            /// The sums of the heap of this type, under its lock. O(n) in the number of free blocks.
            ///
            /// 该类型的堆的合计，在持有锁的情况下得到。O(n)，n 为空闲块数。
            pub fn summary(self) -> Summary {
                Self::heap().with_mut(|heap| Summary::of(heap))
            }

            #[inline(always)]
            fn heap() -> &'static Global<$allocator<Platform>> {
                static HEAP: Global<$allocator<Platform>> = Global::new($allocator::new(Platform));
                &HEAP
            }
        }

        // SAFETY: `Global` fulfils the contract.
        unsafe impl GlobalAlloc for $name {
            #[inline]
            unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
                // SAFETY: same contract as the caller's.
                unsafe { Self::heap().alloc(layout) }
            }

            #[inline]
            unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
                // SAFETY: same contract as the caller's.
                unsafe { Self::heap().dealloc(block, layout) }
            }

            #[inline]
            unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
                // SAFETY: same contract as the caller's.
                unsafe { Self::heap().alloc_zeroed(layout) }
            }

            #[inline]
            unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
                // SAFETY: same contract as the caller's.
                unsafe { Self::heap().realloc(block, layout, new_size) }
            }
        }
    };
}

single_threaded! {
    /// A bump pointer and an unordered free list for each power of two: the smallest code, fast for any sizes. See
    /// [`BumpFreeList`].
    ///
    /// 碰撞指针加无序空闲链表，每个 2 的幂一个：代码最小，任意大小都快。详见 [`BumpFreeList`]。
    ///
    /// ```
    /// use lite_alloc::single_threaded::BumpFreeListAllocator;
    ///
    /// #[global_allocator]
    /// static ALLOCATOR: BumpFreeListAllocator = BumpFreeListAllocator::new();
    ///
    /// fn main() {
    ///     assert_eq!(vec![1, 2, 3].iter().sum::<i32>(), 6);
    /// }
    /// ```
    BumpFreeListAllocator = BumpFreeList
}

single_threaded! {
    /// A bump pointer and four bins of fixed block sizes: small blocks in constant time. See [`SegregatedBump`].
    ///
    /// 四个固定块大小的箱加碰撞指针：小块的分配与释放为常数时间。详见 [`SegregatedBump`]。
    ///
    /// ```
    /// use lite_alloc::single_threaded::SegregatedBumpAllocator;
    ///
    /// #[global_allocator]
    /// static ALLOCATOR: SegregatedBumpAllocator = SegregatedBumpAllocator::new();
    ///
    /// fn main() {
    ///     assert_eq!(vec![1, 2, 3].iter().sum::<i32>(), 6);
    /// }
    /// ```
    SegregatedBumpAllocator = SegregatedBump
}

single_threaded! {
    /// One free list in address order, with splitting and coalescing: the least memory. See [`FreeList`].
    ///
    /// 按地址排序、支持分割与合并的空闲链表：内存最省。详见 [`FreeList`]。
    ///
    /// ```
    /// use lite_alloc::single_threaded::FreeListAllocator;
    ///
    /// #[global_allocator]
    /// static ALLOCATOR: FreeListAllocator = FreeListAllocator::new();
    ///
    /// fn main() {
    ///     assert_eq!(vec![1, 2, 3].iter().sum::<i32>(), 6);
    /// }
    /// ```
    FreeListAllocator = FreeList
}

single_threaded! {
    /// Boundary tags and bins by size, with splitting and coalescing: every operation in constant time. See [`BoundaryTag`].
    ///
    /// 边界标记加按大小分的箱，支持分割与合并，所有操作均为常数时间。详见 [`BoundaryTag`]。
    ///
    /// ```
    /// use lite_alloc::single_threaded::BoundaryTagAllocator;
    ///
    /// #[global_allocator]
    /// static ALLOCATOR: BoundaryTagAllocator = BoundaryTagAllocator::new();
    ///
    /// fn main() {
    ///     assert_eq!(vec![1, 2, 3].iter().sum::<i32>(), 6);
    /// }
    /// ```
    BoundaryTagAllocator = BoundaryTag
}
