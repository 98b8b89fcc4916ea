//! Small single-threaded memory allocators for WebAssembly and embedded systems.
//!
//! 面向 WebAssembly 与嵌入式系统的小型单线程内存分配器。
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
