//! [`Global`]: any allocator of this crate as a `#[global_allocator]` on a memory of your choice.
//!
//! [`crate::single_threaded`] has the three ready-made.

use core::{
    alloc::{GlobalAlloc, Layout},
    cell::UnsafeCell,
    ptr::{self, NonNull},
};

use crate::{allocate::Allocate, lock::Lock};

/// An allocator that can be a `static`, and so the `#[global_allocator]`.
///
/// The heap is behind a lock on targets with threads; on WebAssembly without threads the lock is nothing. On bare metal
/// with interrupts turn on the feature `critical-section`.
///
/// In debug builds, giving back what is not a live block and entering the heap from inside itself panic with address
/// and reason, as far as the structure can tell.
///
/// 可以作为 `static`（从而作为 `#[global_allocator]`）使用的分配器。在有线程的目标上由锁保护；在无线程的 WebAssembly 上没有锁的开销；
/// 在带中断的裸机上请启用 `critical-section` 特性。调试构建会检测重复释放等误用并给出地址与原因。
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
    /// 由 `allocator` 建立一个全局堆。
    pub const fn new(allocator: A) -> Self {
        Self { lock: Lock::new(), heap: UnsafeCell::new(allocator) }
    }

    /// Looks at or changes the allocator, with everybody else kept out.
    ///
    /// `work` must not allocate from this heap.
    ///
    /// 在独占的情况下访问分配器；`work` 不得从该堆分配内存。
    #[inline(always)]
    pub fn with<T>(&self, work: impl FnOnce(&mut A) -> T) -> T {
        self.lock.with(|| {
            // SAFETY: the lock lets one in at a time.
            work(unsafe { &mut *self.heap.get() })
        })
    }
}

impl<A: Allocate> Global<A> {
    /// Panics, the lock open again, if `block` is not to be given back.
    #[inline(always)]
    #[track_caller]
    fn expect_live(&self, block: NonNull<u8>, layout: Layout) {
        if cfg!(debug_assertions)
            && let Some(fault) = self.with(|heap| heap.misuse(block, layout))
        {
            panic!("{fault} (layout: {} bytes, alignment {})", layout.size(), layout.align());
        }
    }
}

fn to_raw(block: Option<NonNull<u8>>) -> *mut u8 {
    block.map_or(ptr::null_mut(), NonNull::as_ptr)
}

// SAFETY: the allocator keeps the promises of `Allocate`, which are those of `GlobalAlloc`; it does not unwind but for
// misuse in debug builds.
unsafe impl<A: Allocate> GlobalAlloc for Global<A> {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        to_raw(self.with(|heap| heap.allocate(layout)))
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the caller gives a live block back, which is not null.
        unsafe {
            let block = NonNull::new_unchecked(block);
            self.expect_live(block, layout);
            self.with(|heap| heap.deallocate(block, layout));
        }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        to_raw(self.with(|heap| heap.allocate_zeroed(layout)))
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        // SAFETY: the caller's promises are the same.
        unsafe {
            let block = NonNull::new_unchecked(block);
            self.expect_live(block, layout);
            to_raw(self.with(|heap| heap.reallocate(block, layout, new_size)))
        }
    }
}
