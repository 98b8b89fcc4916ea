//! Small memory allocators for WebAssembly and embedded systems: no dependencies, `no_std`, 0.3 to 1 KB of code.
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
//! | | [`BumpFreeListAllocator`] | [`SegregatedBumpAllocator`] | [`FreeListAllocator`] | [`BoundaryTagAllocator`] |
//! |---|---|---|---|---|
//! | idea | bump pointer and an unordered free list per power of two | bump pointer and four fixed bins | one free list in address order | boundary tags and bins by size |
//! | allocate | pop from the list of the size, else bump, O(1) | pop from a bin, else bump, O(1) | first fit, O(n); else grow | good fit, O(1); else grow |
//! | free | push onto its list, or lower the bump pointer, O(1) | push onto its bin; larger blocks are lost unless they are the last, O(1) | insert in address order and coalesce, O(n) | coalesce, push onto its bin, O(1) |
//! | block sizes | powers of two from 16 | 16, 32, 64, 128; larger: multiples of 16, no bin | multiples of 16 | multiples of 16, 4 bytes of which are the tag |
//! | splits, coalesces | no, no | no, no | yes, yes | yes, yes |
//! | use it for | any sizes, smallest and fastest, if memory is not scarce | very many small objects, known patterns | least memory, few holes | general purpose: long-running, any pattern |
//!
//! n is the number of free blocks. Any power-of-two alignment is supported, for fresh and for reused blocks. A request that
//! cannot be met returns null and changes nothing. Live blocks of the first three have no header.
//!
//! # Measured
//!
#![doc = include_str!("measured.md")]
//!
//! # Threads
//!
//! The algorithms are single-threaded. The static heaps are nevertheless sound:
//!
//! - WebAssembly without threads needs no lock and pays for none.
//! - On any other target each heap is protected by a spin lock. It excludes other threads, but not interrupt handlers: a
//!   handler that allocates while the interrupted code holds the lock spins forever.
//! - With the feature `critical-section` each heap is protected by a critical section, on every target. Enable it for bare
//!   metal with interrupts. Targets without atomics need it: without it [`single_threaded`] and [`global`] are not
//!   available.
//!
//! On targets with 16-bit pointers a page of 64 KiB does not fit into the address space, so [`single_threaded`] and
//! [`memory::platform`] are not available there: use [`global`] on a [`Region`](memory::region::Region).
//!
//! # Features
//!
//! - `realloc` (default): blocks grow and shrink in place where the structure allows it. Without it, every
//!   reallocation moves the block, and the code is smaller.
//! - `critical-section`: the static heaps are protected by the lock of the `critical-section` crate.
//! - `std`: threads that wait for the spin lock sleep, and debug builds and observed heaps panic on re-entry, which they
//!   detect by the identity of the current thread. Without it the crate never links `std`, on any target.
//! - `record`, which implies `std`: `record::Recorder` writes every request of a program to a file.
//!
//! # Modules
//!
//! - [`single_threaded`]: the allocators as unit structs, ready to be the `#[global_allocator]`.
//! - [`global::Global`]: the same on a memory of your choice, such as a [`Region`](memory::region::Region) on a static
//!   array.
//! - [`bump_free_list`], [`segregated_bump`], [`free_list`], [`boundary_tag`]: the algorithms, generic over memory and observer.
//! - [`observe`], [`inspect`]: receive an event for each step of an allocator, and read what it holds.
//! - `record`, with the feature of that name: record the requests of a program, to replay them in the playground.
//!
//! # 中文
//!
//! 面向 WebAssembly 与嵌入式系统的小型内存分配器：无依赖、`no_std`，代码 0.3 至 1 KB。用法见上面的例子。
//!
//! | | [`BumpFreeListAllocator`] | [`SegregatedBumpAllocator`] | [`FreeListAllocator`] | [`BoundaryTagAllocator`] |
//! |---|---|---|---|---|
//! | 思路 | 碰撞指针加无序链表，每个 2 的幂一个 | 四个固定的箱加碰撞指针 | 按地址排序的单个空闲链表 | 边界标记加按大小分的箱 |
//! | 分配 | 从该大小的链表取，否则碰撞，O(1) | 从箱中取，否则碰撞，O(1) | 首次适应，O(n)；否则增长内存 | 良好适应，O(1)；否则增长内存 |
//! | 释放 | 放到所属链表的首位，或使碰撞指针下移，O(1) | 放到所属箱的首位；更大的块除最后一块外均丢失，O(1) | 按地址插入并合并，O(n) | 合并，放到所属箱的首位，O(1) |
//! | 块大小 | 2 的幂，从 16 起 | 16、32、64、128；更大的为 16 的倍数，没有箱 | 16 的倍数 | 16 的倍数，其中 4 字节为标记 |
//! | 分割、合并 | 否、否 | 否、否 | 是、是 | 是、是 |
//! | 适合 | 任意大小，代码最小、最快，内存不紧张时 | 小对象极多，模式已知时 | 要求内存最省，空洞不多时 | 通用：长期运行，任意模式 |
//!
//! n 为空闲块数。无论新块还是复用的块，都支持任意 2 的幂次对齐。无法满足的请求返回空指针，且不改变任何状态。
//! 前三者的存活块没有头部。
//!
//! **线程。** 算法是单线程的，但静态堆始终是健全的（sound）：
//!
//! - 无线程的 WebAssembly 不需要锁，也没有开销。
//! - 在其他目标上，每个堆由自旋锁保护。它能排除其他线程，但不能排除中断处理程序：若被打断的代码持有锁，在中断处理程序中
//!   分配内存会永远自旋。
//! - 启用 `critical-section` 特性后，在任何目标上每个堆都由临界区保护。带中断的裸机请启用它；没有原子操作的目标
//!   必须启用，否则没有 [`single_threaded`] 与 [`global`]。
//!
//! 指针为 16 位的目标容不下 64 KiB 的页，因此没有 [`single_threaded`] 与 [`memory::platform`]：请在
//! [`Region`](memory::region::Region) 上使用 [`global`]。
//!
//! **特性。**
//!
//! - `realloc`（默认启用）：结构允许时，块原地增长或缩小。不启用时每次重新分配都搬移块，代码更小。
//! - `critical-section`：静态堆由 `critical-section` crate 的临界区保护。
//! - `std`：等待自旋锁的线程会休眠；调试构建与被观察的堆在重入时会 panic（重入须根据当前线程来判断）。
//!   不启用时，本 crate 在任何目标上都不链接 `std`。
//! - `record`（包含 `std`）：`record::Recorder` 把程序的每个请求写入文件。
//!
//! **组成。**
//!
//! - [`single_threaded`]：各分配器的单元结构体，可直接作为 `#[global_allocator]`。
//! - [`global::Global`]：同样的分配器，建立在自选的内存上，例如静态数组的 [`Region`](memory::region::Region)。
//! - [`bump_free_list`]、[`segregated_bump`]、[`free_list`]、[`boundary_tag`]：算法本身，对内存与观察者泛型。
//! - [`observe`]、[`inspect`]：接收分配器每一步的事件，读取它当前持有什么。
//! - `record`（须启用同名特性）：记录一个程序的请求，以便在演练场中重放。
//!
//! [`BoundaryTagAllocator`]: single_threaded::BoundaryTagAllocator
//! [`BumpFreeListAllocator`]: single_threaded::BumpFreeListAllocator
//! [`SegregatedBumpAllocator`]: single_threaded::SegregatedBumpAllocator
//! [`FreeListAllocator`]: single_threaded::FreeListAllocator
#![no_std]
#![warn(missing_docs)]
// The intrinsics for `memory.grow` are unstable on wasm64, as the target itself is.
#![cfg_attr(target_arch = "wasm64", feature(simd_wasm64))]

#[cfg(feature = "record")]
extern crate alloc;
#[cfg(any(test, feature = "record"))]
extern crate std;

mod align;
pub mod allocate;
mod block;
pub mod boundary_tag;
mod bump;
pub mod bump_free_list;
pub mod free_list;
pub mod inspect;
pub mod memory;
pub mod observe;
#[cfg(feature = "record")]
pub mod record;
pub mod segregated_bump;

// A static heap needs a lock, and a lock needs atomics or a critical section.
#[cfg(any(target_family = "wasm", target_has_atomic = "ptr", feature = "critical-section"))]
pub mod global;
#[cfg(any(target_family = "wasm", target_has_atomic = "ptr", feature = "critical-section"))]
mod lock;
#[cfg(all(
    not(target_pointer_width = "16"),
    any(target_family = "wasm", target_has_atomic = "ptr", feature = "critical-section")
))]
pub mod single_threaded;

pub use align::GRANULE;
#[cfg(not(any(target_family = "wasm", target_pointer_width = "16")))]
pub use memory::platform::reset_heap;
#[cfg(not(target_pointer_width = "16"))]
pub use memory::platform::{PAGE_SIZE, PageCount, grow_memory};

/// The examples of the README are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
