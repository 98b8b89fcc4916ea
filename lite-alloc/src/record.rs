//! [`Recorder`]: a global allocator around any other that records the requests of a program, so that they can be replayed
//! on other allocators. Needs the feature `record`.
//!
//! [`Recorder`]：包裹任意分配器的全局分配器，记录程序的请求，以便在其他分配器上重放。须启用 `record` 特性。
//!
//! ```no_run
//! use lite_alloc::record::Recorder;
//! use std::alloc::System;
//!
//! #[global_allocator]
//! static ALLOCATOR: Recorder<System> = Recorder::new(System);
//!
//! fn main() -> std::io::Result<()> {
//!     ALLOCATOR.start_file("program.trace")?;
//!     let words: Vec<String> = std::env::args().collect();
//!     println!("{}", words.join(" "));
//!     Ok(())
//! }
//! ```
//!
//! # The file
//!
//! One operation per line, as text:
//!
//! ```text
//! # lite-alloc trace 1
//! a 0 24        allocate 24 bytes as block 0, aligned to 8
//! a 1 100 64    allocate 100 bytes as block 1, aligned to 64
//! z 2 16 1      allocate 16 zeroed bytes as block 2, without alignment
//! r 0 48        change the size of block 0 to 48 bytes
//! f 1           free block 1
//! = a label     from Recorder::label
//! # end, operations: 5
//! ```
//!
//! (The explanations are not in the file.) Blocks are numbered in the order of their allocation, and no number is used again.
//! Addresses and contents of blocks are not recorded, so a single-threaded program that does the same again makes the same
//! file again.
//!
//! # What is recorded
//!
//! - Every request of every thread that goes through the recorder. With threads, the lines are in an order in which the
//!   requests could have happened one after the other: a free is written before the block is given back, an allocation after
//!   the block was obtained, and while a block is reallocated no other thread records.
//! - Not the memory of the recorder itself.
//! - A request that is refused changes nothing. It is a comment: `# refused: a 1000000 8`, with kind, size and alignment.
//! - Blocks that were allocated before the recording started are unknown: when they are freed, that is left out, and counted
//!   in a comment at the end. If one is reallocated, the result is recorded as an allocation.
//! - If a block was freed past the recorder, as by a C library that shares the allocator, this is recorded when its address is
//!   allocated again.
//!
//! # The end
//!
//! A recording ends with [`stop`](Recorder::stop), with a [`guard`](Recorder::guard), or when the process exits. The last works
//! on Unix and Windows, by `atexit` of the C library, so what later functions of `atexit` do isn't recorded. On Unix it includes
//! [`std::process::exit`]; on Windows that function doesn't call them, so stop the recording before. Elsewhere, a recording
//! into a file must be stopped.
//!
//! The file is written in pieces of 64 KiB, which hold only whole lines. If the process aborts or is killed, the last piece is
//! lost, and so is the comment `# end`. A child made by `fork` doesn't record. If the file can't be written, as when the disk
//! is full, or there is no memory for the table of blocks, the recording ends, the program continues, and
//! [`error`](Recorder::error) tells.
//!
//! # Cost
//!
//! While it isn't recording: one branch per call. While it is: for each request a lock, a few words in a hash table, and 6 to
//! 20 bytes of text. For 10,000,000 requests with 50,000 live blocks that is about 2 s and a file of 125 MB, 37 MB after
//! gzip. The table takes 21 to 43 bytes for each live block, half of that with 32-bit pointers. A recording into memory also
//! takes the size of its text, up to three times while that grows.
//!
//! The recorder needs thread-local variables that never allocate, which Rust has on all targets with native support for them.
//!
//! # 中文
//!
//! **文件。** 每行一个操作，格式见上（右边的说明不在文件中）：`a` 分配，`z` 清零分配，`r` 改变大小，`f` 释放，`=` 标签。块按分配的
//! 顺序编号，编号不重复使用；未写出的对齐为 8。地址与块的内容不被记录，因此同一次单线程运行每次得到相同的文件。
//!
//! **记录什么。**
//!
//! - 所有线程经过它的每个请求。多线程时，各行的顺序是这些请求可能依次发生的一种顺序：释放在归还块之前写出，分配在取得块之后写出，
//!   重新分配一个块期间其他线程不会记录。
//! - 记录器自身的内存不被记录。
//! - 被拒绝的请求不改变任何状态，只写成注释：`# refused: a 1000000 8`，依次为种类、大小与对齐。
//! - 记录开始之前分配的块是未知的：它们的释放被略去，其数目写在末尾的注释中；若被重新分配，则其结果记为一次分配。
//! - 若某个块绕过记录器被释放（例如由共用该分配器的 C 库释放），则在其地址再次被分配时补记。
//!
//! **结束。** 记录以 [`stop`](Recorder::stop)、[`guard`](Recorder::guard) 或进程退出结束。后者用于 Unix 与 Windows，借助 C 库的
//! `atexit`，因此其后的 `atexit` 函数不被记录；在 Unix 上也包括 [`std::process::exit`]，在 Windows 上该函数不调用它们，请事先停止记录。
//! 在其他目标上，写入文件的记录必须停止。
//!
//! 文件每 64 KiB 写一次，每次都是完整的行。进程异常终止或被杀死时，会丢失最后一段与注释 `# end`。`fork` 产生的子进程不记录。
//! 若无法写入文件（例如磁盘已满），或没有内存存放块的表，则记录结束，程序继续运行，原因由 [`error`](Recorder::error) 给出。
//!
//! **开销。** 不记录时，每次调用多一个分支。记录时，每个请求需要一个锁、散列表中的几个字以及 6 至 20 字节的文本。
//! 以 50,000 个存活块、10,000,000 个请求计，约需 2 秒，文件为 125 MB，gzip 之后为 37 MB。每个存活块在表中占 21 至 43 字节，
//! 32 位指针时减半。记录到内存时还要加上文本的大小，文本增长时最多为其三倍。
//!
//! 记录器需要从不分配内存的线程局部变量；凡原生支持线程局部变量的目标，Rust 都满足这一点。

use alloc::vec::Vec;
use core::alloc::{GlobalAlloc, Layout};
use std::{fs::File, io, path::Path};

use self::log::Log;

#[cfg(any(unix, windows))]
mod at_exit;
mod log;
mod table;

/// A global allocator that passes every request to another one, and can record them. See [the module](self).
///
/// Usually it is the `#[global_allocator]`, in a static. Requests to any other recorder are recorded in the same way.
///
/// 把每个请求交给另一个分配器、并能记录这些请求的全局分配器，见[模块文档](self)。
///
/// 通常它是静态变量中的 `#[global_allocator]`；对其他记录器的请求也以同样的方式记录。
///
/// # Examples
///
/// Into memory, on any target:
///
/// ```
/// use lite_alloc::record::Recorder;
/// use std::alloc::System;
///
/// #[global_allocator]
/// static ALLOCATOR: Recorder<System> = Recorder::new(System);
///
/// fn main() -> std::io::Result<()> {
///     ALLOCATOR.start()?;
///     let mut bytes = Vec::<u8>::with_capacity(100);
///     bytes.reserve_exact(200);
///     drop(bytes);
///     let text = ALLOCATOR.stop();
///     assert_eq!(text, b"# lite-alloc trace 1\na 0 100 1\nr 0 200\nf 0\n# end, operations: 3\n");
///     Ok(())
/// }
/// ```
pub struct Recorder<A> {
    inner: A,
    log: Log,
}

impl<A> Recorder<A> {
    /// A recorder around `inner`. It doesn't record yet.
    ///
    /// 包裹 `inner` 的记录器，尚未开始记录。
    pub const fn new(inner: A) -> Self {
        Self { inner, log: Log::new() }
    }

    /// The allocator inside. Requests to it are not recorded.
    ///
    /// 内部的分配器；直接对它的请求不被记录。
    pub const fn inner(&self) -> &A {
        &self.inner
    }

    /// Records into a new file at `path`, which replaces an old one, until the recording is stopped or the process exits.
    ///
    /// 记录到 `path` 处的新文件（替换已有的文件），直到停止记录或进程退出。
    ///
    /// # Errors
    /// The file can't be created, or [`ResourceBusy`](io::ErrorKind::ResourceBusy): it is recording already.
    ///
    /// 无法创建文件；或已经在记录：[`ResourceBusy`](io::ErrorKind::ResourceBusy)。
    pub fn start_file(&'static self, path: impl AsRef<Path>) -> io::Result<()> {
        #[cfg(any(unix, windows))]
        at_exit::end(&self.log)?;
        self.log.start(|| File::create(path).map(Some))
    }

    /// Records into memory, until the recording is stopped. For targets without files, such as WebAssembly in a browser.
    ///
    /// 记录到内存，直到停止记录。用于没有文件的目标，例如浏览器中的 WebAssembly。
    ///
    /// # Errors
    /// [`ResourceBusy`](io::ErrorKind::ResourceBusy) if it is recording already, or
    /// [`OutOfMemory`](io::ErrorKind::OutOfMemory).
    ///
    /// 已经在记录时为 [`ResourceBusy`](io::ErrorKind::ResourceBusy)，内存不足时为 [`OutOfMemory`](io::ErrorKind::OutOfMemory)。
    pub fn start(&self) -> io::Result<()> {
        self.log.start(|| Ok(None))
    }

    /// Ends the recording. Returns what was recorded into memory: everything up to an [`error`](Self::error), if there was one.
    /// It is empty if the recording went to a file, which is then complete, or if nothing was recorded.
    ///
    /// 结束记录，返回记录到内存的全部内容；若曾发生[错误](Self::error)，则为此前的全部内容。若记录到文件（此时文件已完整）或
    /// 没有记录，则为空。
    pub fn stop(&self) -> Vec<u8> {
        self.log.take()
    }

    /// Ends the recording when the result is dropped. What was recorded into memory can then still be fetched with
    /// [`stop`](Self::stop).
    ///
    /// 返回值被丢弃时结束记录；记录到内存的内容仍可用 [`stop`](Self::stop) 取得。
    pub const fn guard(&self) -> Guard<'_> {
        Guard { log: &self.log }
    }

    /// Whether it is recording.
    ///
    /// 是否正在记录。
    pub fn is_recording(&self) -> bool {
        self.log.is_recording()
    }

    /// The number of operations in this recording, or in the last one if none is running.
    ///
    /// 本次记录中的操作数；未在记录时为上一次的操作数。
    pub fn operations(&self) -> u64 {
        self.log.operations()
    }

    /// Why the last recording ended before it was stopped; `None` if it didn't. If it was a full disk, the last line of the file
    /// may be incomplete.
    ///
    /// 上一次记录提前结束的原因；没有提前结束则为 `None`。若原因是磁盘已满，文件的最后一行可能不完整。
    pub fn error(&self) -> Option<io::Error> {
        self.log.failure()
    }

    /// Writes a label, which the playground shows as a chapter. It is one line: control characters become spaces. Nothing happens
    /// if it isn't recording.
    ///
    /// 写出一个标签，演练场将其显示为一章。标签占一行：控制字符变为空格。未在记录时什么也不做。
    pub fn label(&self, text: &str) {
        if self.is_recording() {
            self.log.label(text);
        }
    }
}

/// Ends a recording when it is dropped, from [`Recorder::guard`].
///
/// 被丢弃时结束记录，由 [`Recorder::guard`] 得到。
///
/// ```
/// # use lite_alloc::record::Recorder;
/// # static ALLOCATOR: Recorder<std::alloc::System> = Recorder::new(std::alloc::System);
/// # fn main() -> std::io::Result<()> {
/// ALLOCATOR.start()?;
/// {
///     let _until_here = ALLOCATOR.guard();
///     // ...
/// }
/// assert!(!ALLOCATOR.is_recording());
/// # Ok(())
/// # }
/// ```
#[must_use = "the recording ends when this is dropped"]
pub struct Guard<'a> {
    log: &'a Log,
}

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        self.log.end();
    }
}

// SAFETY: every request goes to `inner`, which fulfils the contract, and its result is returned.
unsafe impl<A: GlobalAlloc> GlobalAlloc for Recorder<A> {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: same contract as the caller's.
        let block = unsafe { self.inner.alloc(layout) };
        if self.log.is_recording() {
            self.log.allocated(b'a', block, layout);
        }
        block
    }

    #[inline]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        if self.log.is_recording() {
            self.log.freed(block);
        }
        // SAFETY: same contract as the caller's.
        unsafe { self.inner.dealloc(block, layout) }
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: same contract as the caller's.
        let block = unsafe { self.inner.alloc_zeroed(layout) };
        if self.log.is_recording() {
            self.log.allocated(b'z', block, layout);
        }
        block
    }

    #[inline]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        // SAFETY: same contract as the caller's. It is called once.
        let mut reallocate = || unsafe { self.inner.realloc(block, layout, new_size) };
        if self.log.is_recording() {
            return self.log.reallocated(block, layout, new_size, &mut reallocate);
        }
        reallocate()
    }
}
