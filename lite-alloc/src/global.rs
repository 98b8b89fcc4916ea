//! [`Global`]: any allocator of this crate as a `#[global_allocator]` on a memory of your choice.
//!
//! Ready-made ones are in [`crate::single_threaded`].
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
/// The heap is protected by a spin lock; on WebAssembly without threads there is no lock. With the feature
/// `critical-section` it is protected by a critical section on every target: enable it on bare metal if interrupt handlers
/// allocate, since a handler that interrupts the holder of a spin lock would spin forever.
///
/// Debug builds panic, with address and reason, when something other than a live block is freed, as far as the structure
/// can detect it, and when the heap is re-entered, if the target can detect that. The first check makes every free O(n) in
/// the number of free blocks. Release builds do neither check: they trust the layout, and a wrong one corrupts the heap.
/// These checks are why an allocator must implement [`Inspect`] here.
///
/// 可以作为 `static`，从而可以作为 `#[global_allocator]` 的分配器。
///
/// 堆由自旋锁保护；在无线程的 WebAssembly 上没有锁。启用 `critical-section` 特性后，在任何目标上都改用临界区：
/// 裸机上若中断处理程序会分配内存，请启用它，因为打断了自旋锁持有者的中断处理程序会永远自旋。
///
/// 调试构建中，释放并非存活的块会 panic，并给出地址与原因（以结构所能判断的为限）；重入该堆也会 panic
/// （以目标所能判断的为限）。前一项检查使每次释放变为 O(n)，n 为空闲块数。发布构建不做这两项检查：它们信任传入的布局，
/// 错误的布局会损坏堆。由于这些检查，此处的分配器须实现 [`Inspect`]。
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
///     // SAFETY: the range is aligned and zero, and nothing else uses it.
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

// SAFETY: the heap is only accessed under the lock, and can be sent between threads.
unsafe impl<A: Send> Sync for Global<A> {}

impl<A> Global<A> {
    /// Turns `allocator` into a global heap.
    ///
    /// 用 `allocator` 建立一个全局堆。
    pub const fn new(allocator: A) -> Self {
        Self { lock: Lock::new(), heap: UnsafeCell::new(allocator) }
    }
}

impl<A: Inspect> Global<A> {
    /// Whether to detect re-entry: in debug builds, and if there is an observer, which might allocate.
    const DETECT_REENTRY: bool = cfg!(debug_assertions) || A::OBSERVED;

    /// Calls `look` with the allocator, under the lock.
    ///
    /// 在持有锁的情况下以分配器调用 `look`。
    ///
    /// # Safety
    /// `look` neither allocates from this heap nor frees to it. If it does, debug builds panic, if the target can detect it.
    ///
    /// `look` 不得从该堆分配内存，也不得向它释放内存；否则调试构建会 panic（以目标所能判断的为限）。
    pub unsafe fn with<T>(&self, look: impl FnOnce(&A) -> T) -> T {
        self.with_mut(|heap| look(heap))
    }

    /// [`with`](Self::with), with mutable access.
    #[inline(always)]
    pub(crate) fn with_mut<T>(&self, work: impl FnOnce(&mut A) -> T) -> T {
        self.lock.with(Self::DETECT_REENTRY, || {
            #[cfg(all(target_family = "wasm", target_feature = "atomics"))]
            crate::memory::platform::catch_up();
            // SAFETY: the lock is held.
            work(unsafe { &mut *self.heap.get() })
        })
    }

    /// In debug builds, panics if `size` and `align` are not a layout that `GlobalAlloc` may be called with.
    #[inline(always)]
    #[track_caller]
    fn expect_size(size: usize, align: usize) {
        if cfg!(debug_assertions) && (size == 0 || Layout::from_size_align(size, align).is_err()) {
            panic!("not a valid layout: {size} bytes, alignment {align}");
        }
    }

    /// In debug builds, panics if `block` must not be freed with `layout`. The lock is released before.
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

// SAFETY: the contract of `Allocate` is that of `GlobalAlloc`. It unwinds only on misuse, which breaks that contract.
unsafe impl<A: Inspect> GlobalAlloc for Global<A> {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        Self::expect_size(layout.size(), layout.align());
        // SAFETY: by the contract the size is not 0.
        unsafe { assert_unchecked(layout.size() != 0) };
        to_raw(self.with_mut(|heap| heap.allocate(layout)))
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: by the contract `block` is live, so it is not null.
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
        // SAFETY: same contract as the caller's.
        unsafe {
            self.expect_live(block, layout);
            Self::expect_size(new_size, layout.align());
            assert_unchecked(layout.size() != 0 && new_size != 0);
            let block = NonNull::new_unchecked(block);
            to_raw(self.with_mut(|heap| heap.reallocate(block, layout, new_size)))
        }
    }
}
