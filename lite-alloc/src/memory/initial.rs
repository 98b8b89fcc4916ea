//! The free part of the initial memory of a WebAssembly module, as the first pages of a heap.
//!
//! WebAssembly 模块初始内存中空闲的部分，作为堆的第一批页。

use core::ptr::NonNull;

use super::{Memory, Pages, platform::Platform};
use crate::GRANULE;

unsafe extern "C" {
    /// From the linker: the first byte after the statics and the stack of the program, at a multiple of 16.
    static __heap_base: u8;
    /// From the linker: the end of the initial memory.
    static __heap_end: u8;
}

/// The linear memory after the statics and the stack of the program: first the rest of the initial memory, then the pages
/// directly after it, which [`Platform`] grows. WebAssembly only.
///
/// [`Platform`] does not use the initial memory, because other code may, so its first block grows the memory. With this type
/// the first blocks come from bytes that exist anyway. Programs gain
///
/// - a heap even if the memory cannot grow, its maximum being its initial size: without this type every request is refused;
/// - up to one page, 64 KiB, if the linker chooses the initial size, since it rounds up to whole pages. A small program that
///   reads and prints JSON with serde_json has 1,114,112 bytes of memory afterwards, and 1,179,648 with [`Platform`]; with a
///   stack of 16 KiB instead of Rust's 1 MiB (`-zstack-size=16384`), 65,536 and 131,072;
/// - all of the free part if the initial size is set larger (`--initial-memory`).
///
/// If the memory has grown before the first allocation, the free part is not contiguous with new pages, and is not used.
///
/// 程序的静态变量与栈之后的线性内存：先是初始内存的剩余部分，其后紧接 [`Platform`] 所增长的页。仅用于 WebAssembly。
///
/// [`Platform`] 不使用初始内存，因为其他代码可能在使用它，所以第一个块就会使内存增长；使用本类型时，它来自本来就有的字节。
/// 好处是：
/// - 内存大小固定（最大值等于初始值）时也有堆可用，否则所有请求都会被拒绝；
/// - 初始大小由链接器决定时，至多省下一页（64 KiB），因为它向上取整到整页：一个用 serde_json 读取并输出 JSON 的小程序，
///   此后的内存为 1,114,112 字节，用 [`Platform`] 则为 1,179,648 字节；若把 Rust 默认的 1 MiB 栈改为 16 KiB
///   （`-zstack-size=16384`），则分别为 65,536 与 131,072 字节；
/// - 初始大小设得更大时（`--initial-memory`），所有空闲部分都可用。
///
/// 若内存在首次分配之前已经增长，空闲的部分便不与新页相接，因而不被使用。
///
/// # Examples
///
/// ```
/// # #[cfg(target_family = "wasm")]
/// # mod example {
/// use lite_alloc::{free_list::FreeList, global::Global, memory::initial::Initial};
///
/// #[global_allocator]
/// static ALLOCATOR: Global<FreeList<Initial>> =
///     // SAFETY: this module has no C code, and no other allocator.
///     Global::new(FreeList::new(unsafe { Initial::new() }));
/// # }
/// ```
#[derive(Debug)]
pub struct Initial {
    /// Whether pages were handed out. From then on all pages come from the platform.
    begun: bool,
}

impl Initial {
    /// The memory after the statics and the stack of the program.
    ///
    /// 程序的静态变量与栈之后的内存。
    ///
    /// # Safety
    /// - Nothing else uses the initial memory from `__heap_base` on. C's `malloc` does, so the module must not contain it;
    ///   Emscripten and WASI modules do. Neither Rust's default allocator on `wasm32-unknown-unknown` nor wasm-bindgen uses it.
    /// - In each memory, it is used for a single heap, once.
    /// - The initial memory holds zeros from `__heap_base` on. This holds for a new instance, unless the host has written to a
    ///   memory that it created itself.
    /// - The module is not a shared library that is loaded into the memory of another module (dynamic linking).
    ///
    /// 调用者须保证：
    /// - 没有任何其他代码使用从 `__heap_base` 开始的初始内存。C 的 `malloc` 会使用它，因此模块中不得含有 C 的 `malloc`
    ///   （Emscripten 与 WASI 都含有）。Rust 在 `wasm32-unknown-unknown` 上的默认分配器与 wasm-bindgen 都不使用它。
    /// - 在每个内存中，它只用于一个堆，只用一次。
    /// - 从 `__heap_base` 开始的初始内存全为零。新实例的内存就是如此，除非宿主向自行创建的内存写入过内容。
    /// - 模块不是装入另一个模块内存中的共享库（动态链接）。
    #[inline(always)]
    pub const unsafe fn new() -> Self {
        Self { begun: false }
    }

    /// Bytes of the initial memory that can be handed out. They end at `end`, the current end of the memory.
    #[inline(always)]
    fn free(&self, end: usize) -> usize {
        match !self.begun && end == (&raw const __heap_end).addr() {
            true => end.wrapping_sub((&raw const __heap_base).addr()),
            false => 0,
        }
    }
}

// SAFETY: by the contract of `new` nothing else uses the free part of the initial memory, and it is zero. All other pages are
// those of the platform; their start address shows whether they follow the initial memory.
unsafe impl Memory for Initial {
    const ZEROED: bool = Platform::ZEROED;

    const SHARED: bool = Platform::SHARED;

    #[inline(always)]
    fn start(&self) -> usize {
        (&raw const __heap_base).addr()
    }

    #[inline(always)]
    fn end(&self) -> usize {
        let end = Platform.end();
        end.wrapping_sub(self.free(end))
    }

    #[inline(always)]
    fn grow(&mut self, bytes: usize) -> Option<Pages> {
        let end = Platform.end();
        let free = self.free(end);
        // No object may reach the end of the address space.
        let mut size = if end == 0 { free.saturating_sub(GRANULE) } else { free };
        if bytes > size {
            let more = Platform.grow(bytes - size)?;
            // With threads, foreign pages may have come first. Then these pages are not contiguous, and too few.
            if Self::SHARED && more.start.addr().get() != end {
                self.begun = true;
                return if free == 0 { Some(more) } else { Platform.grow(bytes) };
            }
            size += more.size;
        }
        self.begun = true;
        let start = NonNull::new(self.at(end.wrapping_sub(free)))?;
        Some(Pages { start, size })
    }

    #[inline(always)]
    fn at(&self, address: usize) -> *mut u8 {
        Platform.at(address)
    }
}
