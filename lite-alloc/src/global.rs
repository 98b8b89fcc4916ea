//! [`Global`]: any allocator of this crate as a `#[global_allocator]` on a memory of your choice.
//!
//! [`crate::single_threaded`] has them ready-made.
//!
//! [`Global`]：让本 crate 的任何分配器在自选的内存上成为 `#[global_allocator]`。
//! 现成的见 [`crate::single_threaded`]。

use core::{
    alloc::{GlobalAlloc, Layout},
    cell::UnsafeCell,
    hint::assert_unchecked,
    ptr::{self, NonNull},
};

use crate::{inspect::Inspect, lock::Lock};

/// An allocator that can be a `static`, and so the `#[global_allocator]`.
///
/// The heap is behind a spin lock; on WebAssembly without threads the lock is nothing. With the feature
/// `critical-section` it is a critical section on every target: turn it on for bare metal where interrupt handlers
/// allocate, for a handler that interrupts the holder of a spin lock waits for ever.
///
/// In debug builds, giving back what is not a live block panics with address and reason, as far as the structure can
/// tell, and so does entering the heap from inside itself, where the target can tell. The first makes each free O(n) in
/// the free blocks. Release builds check neither: they trust the layout, and a wrong one damages the heap.
///
/// 可以作为 `static`，从而可以作为 `#[global_allocator]` 的分配器。
///
/// 堆由自旋锁保护；在无线程的 WebAssembly 上没有锁。启用 `critical-section` 特性后，在任何目标上都改用临界区：
/// 裸机上若中断处理程序会分配内存，请启用它，因为打断了自旋锁持有者的中断处理程序会永远等待。
///
/// 调试构建中，归还并非存活的块会 panic，并给出地址与原因（以结构所能判断的为限）；从堆的内部再次进入该堆也会 panic
/// （以目标所能判断的为限）。前一项检查使每次释放变为 O(n)，n 为空闲块数。发布构建不做这两项检查：它们信任传入的布局，
/// 错误的布局会损坏堆。
///
/// # Examples
///
/// ```
/// use lite_alloc::{free_list::FreeList, global::Global, memory::region::Region};
///
/// const SIZE: usize = 64 * 1024;
///
/// #[repr(align(16))]
/// struct Heap([u8; SIZE]);
/// static mut HEAP: Heap = Heap([0; SIZE]);
///
/// // On bare metal, add #[global_allocator].
/// static ALLOCATOR: Global<FreeList<Region<true>>> =
///     // SAFETY: the range is aligned, zero, and used by nothing else.
///     Global::new(FreeList::new(unsafe { Region::new((&raw mut HEAP).cast(), SIZE, 1024) }));
///
/// # use std::alloc::{GlobalAlloc, Layout};
/// # let layout = Layout::new::<[u64; 100]>();
/// # unsafe {
/// let block = ALLOCATOR.alloc(layout);
/// assert!(!block.is_null());
/// ALLOCATOR.dealloc(block, layout);
/// # }
/// ```
pub struct Global<A> {
    lock: Lock,
    heap: UnsafeCell<A>,
}

// SAFETY: the heap is only reached through the lock, and may go from thread to thread.
unsafe impl<A: Send> Sync for Global<A> {}

impl<A> Global<A> {
    /// Makes a global heap of `allocator`.
    ///
    /// 用 `allocator` 建立一个全局堆。
    pub const fn new(allocator: A) -> Self {
        Self { lock: Lock::new(), heap: UnsafeCell::new(allocator) }
    }
}

impl<A: Inspect> Global<A> {
    /// Whether to catch a heap that is entered from inside itself: where somebody listens who might do it, and in debug
    /// builds.
    const MARKED: bool = cfg!(debug_assertions) || A::OBSERVED;

    /// Looks at the allocator, with everybody else kept out.
    ///
    /// 在独占的情况下查看分配器。
    ///
    /// # Safety
    /// `look` neither allocates from this heap nor gives back to it. Debug builds panic where the target can tell.
    ///
    /// `look` 不得从该堆分配内存，也不得向它归还内存。调试构建中（以目标所能判断的为限）会 panic。
    pub unsafe fn with<T>(&self, look: impl FnOnce(&A) -> T) -> T {
        self.with_mut(|heap| look(heap))
    }

    /// The same, to change it.
    #[inline(always)]
    pub(crate) fn with_mut<T>(&self, work: impl FnOnce(&mut A) -> T) -> T {
        self.lock.with(Self::MARKED, || {
            // SAFETY: the lock lets one in at a time.
            work(unsafe { &mut *self.heap.get() })
        })
    }

    /// In debug builds, panics if `size` bytes are no request at `align`.
    #[inline(always)]
    #[track_caller]
    fn expect_size(size: usize, align: usize) {
        if cfg!(debug_assertions) && (size == 0 || Layout::from_size_align(size, align).is_err()) {
            panic!("not a size to ask for: {size} bytes, alignment {align}");
        }
    }

    /// In debug builds, panics, the lock open again, if `block` is not to be given back.
    #[inline(always)]
    #[track_caller]
    fn expect_live(&self, block: *mut u8, layout: Layout) {
        if !cfg!(debug_assertions) {
            return;
        }
        Self::expect_size(layout.size(), layout.align());
        let Some(block) = NonNull::new(block) else {
            panic!("not a block: it is null (layout: {} bytes, alignment {})", layout.size(), layout.align());
        };
        if let Some(fault) = self.with_mut(|heap| heap.misuse(block, layout)) {
            panic!("{fault} (layout: {} bytes, alignment {})", layout.size(), layout.align());
        }
    }
}

fn to_raw(block: Option<NonNull<u8>>) -> *mut u8 {
    block.map_or(ptr::null_mut(), NonNull::as_ptr)
}

// SAFETY: the allocator keeps the promises of `Allocate`, which are those of `GlobalAlloc`; it does not unwind but for
// misuse in debug builds.
unsafe impl<A: Inspect> GlobalAlloc for Global<A> {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        Self::expect_size(layout.size(), layout.align());
        // SAFETY: by the caller's promise.
        unsafe { assert_unchecked(layout.size() != 0) };
        to_raw(self.with_mut(|heap| heap.allocate(layout)))
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the caller gives a live block back, which is not null.
        unsafe {
            self.expect_live(block, layout);
            assert_unchecked(layout.size() != 0);
            let block = NonNull::new_unchecked(block);
            self.with_mut(|heap| heap.deallocate(block, layout));
        }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        Self::expect_size(layout.size(), layout.align());
        to_raw(self.with_mut(|heap| heap.allocate_zeroed(layout)))
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        // SAFETY: the caller's promises are the same.
        unsafe {
            self.expect_live(block, layout);
            Self::expect_size(new_size, layout.align());
            assert_unchecked(layout.size() != 0 && new_size != 0);
            let block = NonNull::new_unchecked(block);
            to_raw(self.with_mut(|heap| heap.reallocate(block, layout, new_size)))
        }
    }
}
