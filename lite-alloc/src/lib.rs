//! Small memory allocators for WebAssembly and embedded systems: no dependencies, `no_std`, a few hundred bytes of code.
//!
//! ```
//! use lite_alloc::single_threaded::FreeListAllocator;
//!
//! #[global_allocator]
//! static ALLOCATOR: FreeListAllocator = FreeListAllocator::new();
//!
//! fn main() {
//!     let mut words = vec!["small", "fast", "correct"];
//!     words.sort();
//!     assert_eq!(words.concat(), "correctfastsmall");
//! }
//! ```
//!
//! # Which one
//!
//! | | [`BumpFreeListAllocator`] | [`SegregatedBumpAllocator`] | [`FreeListAllocator`] |
//! |---|---|---|---|
//! | idea | bump pointer and one unordered free list | four fixed bins and a bump pointer | one free list in address order |
//! | allocate | first fit in the list, O(n); else bump, O(1) | take from a bin, O(1); else bump, O(1) | first fit, O(n); else grow |
//! | free | first in the list, O(1) | first in its bin, O(1) | insert in order and coalesce, O(n) |
//! | block sizes | multiples of 16 | 16, 32, 64, 128; larger: multiples of 16, never reused | multiples of 16 |
//! | splits, coalesces | yes, no | no, no | yes, yes |
//! | for | short-lived tasks, smallest code | many small objects, known patterns | long-running, general purpose |
//!
//! n is the number of free blocks. Any power-of-two alignment is honoured, for fresh and for reused blocks. A request
//! that cannot be met returns null and changes nothing. Live blocks have no header.
//!
//! # Threads
//!
//! The algorithms are single-threaded. The static heaps are sound all the same: on WebAssembly without threads there is
//! nobody to keep apart and no cost; on any other target each heap is behind a lock. On bare metal with interrupts,
//! turn on the feature `critical-section`.
//!
//! # Features
//!
//! - `realloc` (default): blocks grow and shrink in place where the structure allows it. Without it, every
//!   reallocation moves the block, and the code is smaller.
//! - `critical-section`: the static heaps are behind the `critical-section` crate's lock.
//!
//! # The parts
//!
//! - [`single_threaded`]: the three as unit structs, ready to be the `#[global_allocator]`.
//! - [`global::Global`]: the same on a memory of your own, such as a [`Region`](memory::region::Region) of a static array.
//! - [`bump_free_list`], [`segregated_bump`], [`free_list`]: the algorithms, generic over memory and observer.
//! - [`observe`], [`inspect`]: hear what an allocator does, and look at what it holds.
//!
//! # 中文
//!
//! 面向 WebAssembly 与嵌入式系统的小型内存分配器：无依赖、`no_std`、代码仅数百字节。
//!
//! 三个分配器：[`BumpFreeListAllocator`]（碰撞指针加无序空闲链表，代码最小，适合短期任务）、[`SegregatedBumpAllocator`]
//! （16、32、64、128 字节四个箱加碰撞指针，小对象为 O(1)，更大的块不再复用）、[`FreeListAllocator`]（按地址排序并合并的空闲链表，
//! 通用、适合长期运行）。支持任意 2 的幂次对齐；无法满足的请求返回空指针且不改变任何状态；存活的块没有头部开销。
//!
//! 算法是单线程的，但静态堆始终是健全的：在无线程的 WebAssembly 上没有锁；在其他目标上每个堆由锁保护；在带中断的裸机上请启用
//! `critical-section` 特性。`realloc` 特性（默认启用）允许在结构许可时原地增长或缩小内存块。
//!
//! [`BumpFreeListAllocator`]: single_threaded::BumpFreeListAllocator
//! [`SegregatedBumpAllocator`]: single_threaded::SegregatedBumpAllocator
//! [`FreeListAllocator`]: single_threaded::FreeListAllocator
#![no_std]
#![warn(missing_docs)]

mod align;
pub mod allocate;
mod block;
mod bump;
pub mod bump_free_list;
pub mod free_list;
pub mod inspect;
mod list;
pub mod memory;
pub mod observe;
pub mod segregated_bump;

// What is shared needs a lock, and a lock needs atomics or a critical section.
#[cfg(any(target_family = "wasm", target_has_atomic = "ptr", feature = "critical-section"))]
pub mod global;
#[cfg(any(target_family = "wasm", target_has_atomic = "ptr", feature = "critical-section"))]
mod lock;
#[cfg(any(target_family = "wasm", target_has_atomic = "ptr", feature = "critical-section"))]
pub mod single_threaded;

pub use align::GRANULE;
#[cfg(not(any(target_family = "wasm", target_os = "none")))]
pub use memory::platform::reset_heap;
pub use memory::platform::{PAGE_SIZE, PageCount, grow_memory};

/// The examples of the README are tests.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
