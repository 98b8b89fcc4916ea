//! What a recorder knows: the live blocks, the text that is not written yet, and where it goes.
//!
//! Everything happens under a lock, with a flag of the thread set: what a thread allocates while its flag is set is not
//! recorded. So the log may itself use `Vec`, also if the recorder is the global allocator.

use alloc::vec::Vec;
use core::{
    alloc::Layout,
    cell::{Cell, UnsafeCell},
    sync::atomic::{AtomicBool, Ordering::Relaxed},
};
use std::{fs::File, io, io::Write};

use super::table::Table;
use crate::lock::Lock;

/// The text is written to a file when there is this much of it. Only whole lines are written.
const WRITTEN: usize = 64 * 1024;

/// No line of an operation is longer: a letter, three numbers of at most 20 digits, and what separates them.
const LONGEST: usize = 96;

/// The alignment of a line that names none.
const USUAL_ALIGN: usize = 8;

pub(super) struct Log {
    /// Read without the lock, and only changed under it. A thread that frees a recorded block never sees the value from
    /// before the recording: whoever allocated it saw the new one, and the block came to this thread after that.
    recording: AtomicBool,
    lock: Lock,
    state: UnsafeCell<State>,
    #[cfg(any(unix, windows))]
    link: super::at_exit::Link,
}

// SAFETY: the state is only accessed under the lock, and can be sent between threads.
unsafe impl Sync for Log {}

struct State {
    sink: Sink,
    /// What is not written yet; all of it, if it is kept.
    text: Vec<u8>,
    blocks: Table,
    /// The id of the next block.
    next: usize,
    operations: u64,
    /// Frees of blocks that are not in the recording.
    unknown: u64,
    failure: Option<io::Error>,
}

/// Where the text goes.
enum Sink {
    Nowhere,
    Memory,
    File {
        file: File,
        /// A child made by `fork` has a copy of everything, and must not write to the file of its parent.
        #[cfg(any(unix, windows))]
        process: u32,
    },
}

std::thread_local! {
    /// Whether this thread is in a log. Without initialisation and destructor, so that it never allocates and is there as
    /// long as the thread is.
    static INSIDE: Cell<bool> = const { Cell::new(false) };
}

/// Clears the flag on drop, also while unwinding.
struct Inside;

impl Inside {
    /// Sets the flag; `None` if it is set already.
    fn enter() -> Option<Self> {
        INSIDE.with(|inside| (!inside.replace(true)).then(|| Self))
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        INSIDE.with(|inside| inside.set(false));
    }
}

impl Log {
    pub(super) const fn new() -> Self {
        Self {
            recording: AtomicBool::new(false),
            lock: Lock::new(),
            state: UnsafeCell::new(State {
                sink: Sink::Nowhere,
                text: Vec::new(),
                blocks: Table::new(),
                next: 0,
                operations: 0,
                unknown: 0,
                failure: None,
            }),
            #[cfg(any(unix, windows))]
            link: super::at_exit::Link::new(),
        }
    }

    #[inline(always)]
    pub(super) fn is_recording(&self) -> bool {
        self.recording.load(Relaxed)
    }

    #[cfg(any(unix, windows))]
    pub(super) fn link(&self) -> &super::at_exit::Link {
        &self.link
    }

    /// Calls `work` under the lock; `None`, without a call, if this thread is in a log already.
    fn with<T>(&self, work: impl FnOnce(&mut State) -> T) -> Option<T> {
        let _inside = Inside::enter()?;
        Some(self.lock.with(false, || {
            // SAFETY: the lock is held, and the flag keeps this thread from coming here again.
            work(unsafe { &mut *self.state.get() })
        }))
    }

    /// [`with`](Self::with), if it is recording. If `work` fails, the recording ends.
    fn note(&self, work: impl FnOnce(&mut State) -> io::Result<()>) {
        self.with(|state| {
            if self.is_recording() {
                let result = work(state);
                self.end_after(state, result);
            }
        });
    }

    /// Ends the recording if `result` is an error.
    fn end_after(&self, state: &mut State, result: io::Result<()>) {
        if let Err(error) = result {
            self.recording.store(false, Relaxed);
            state.fail(error);
        }
    }

    /// Begins to record, into the file that `open` opens, or into memory. It is only called if nothing is recorded already:
    /// a second recording must not empty the file of the first.
    pub(super) fn start(&self, open: impl FnOnce() -> io::Result<Option<File>>) -> io::Result<()> {
        let started = self.with(|state| {
            if self.is_recording() {
                return Err(io::ErrorKind::ResourceBusy.into());
            }
            state.start(open()?)?;
            self.recording.store(true, Relaxed);
            Ok(())
        });
        started.unwrap_or_else(|| Err(io::ErrorKind::ResourceBusy.into()))
    }

    /// Ends the recording. What is kept in memory stays there.
    pub(super) fn end(&self) {
        self.with(|state| self.end_now(state));
    }

    /// Ends the recording, and hands out the text that is in memory.
    pub(super) fn take(&self) -> Vec<u8> {
        let taken = self.with(|state| {
            self.end_now(state);
            core::mem::take(&mut state.text)
        });
        taken.unwrap_or_default()
    }

    fn end_now(&self, state: &mut State) {
        if self.recording.swap(false, Relaxed) {
            state.end();
        }
    }

    pub(super) fn operations(&self) -> u64 {
        self.with(|state| state.operations).unwrap_or(0)
    }

    /// A copy of the error that ended the last recording.
    pub(super) fn failure(&self) -> Option<io::Error> {
        let copy = |error: &io::Error| match error.raw_os_error() {
            Some(code) => io::Error::from_raw_os_error(code),
            None => error.kind().into(),
        };
        self.with(|state| state.failure.as_ref().map(copy)).flatten()
    }

    pub(super) fn label(&self, text: &str) {
        self.note(|state| state.label(text));
    }

    /// The inner allocator has returned `block`, or null.
    #[cold]
    #[inline(never)]
    pub(super) fn allocated(&self, kind: u8, block: *mut u8, layout: Layout) {
        self.note(|state| state.allocated(kind, block.addr(), layout.size(), layout.align()));
    }

    /// The inner allocator will free `block`.
    #[cold]
    #[inline(never)]
    pub(super) fn freed(&self, block: *mut u8) {
        self.note(|state| state.freed(block.addr()));
    }

    /// Calls `reallocate`, the inner allocator, under the lock: it may free the old block, and another thread that is given
    /// its address must not record that first.
    #[cold]
    #[inline(never)]
    pub(super) fn reallocated(
        &self,
        block: *mut u8,
        layout: Layout,
        new_size: usize,
        reallocate: &mut dyn FnMut() -> *mut u8,
    ) -> *mut u8 {
        let recorded = self.with(|state| {
            let new = reallocate();
            if self.is_recording() {
                let result = state.reallocated(block.addr(), new.addr(), new_size, layout.align());
                self.end_after(state, result);
            }
            new
        });
        recorded.unwrap_or_else(reallocate)
    }
}

impl State {
    fn start(&mut self, file: Option<File>) -> io::Result<()> {
        self.text.clear();
        self.text.try_reserve(WRITTEN).map_err(|_| io::ErrorKind::OutOfMemory)?;
        self.blocks = Table::new();
        (self.next, self.operations, self.unknown, self.failure) = (0, 0, 0, None);
        self.sink = match file {
            None => Sink::Memory,
            Some(file) => Sink::File {
                file,
                #[cfg(any(unix, windows))]
                process: std::process::id(),
            },
        };
        self.text.extend_from_slice(b"# lite-alloc trace 1\n");
        Ok(())
    }

    fn end(&mut self) {
        let written = self.room(2 * LONGEST).and_then(|()| {
            if self.unknown > 0 {
                self.put(b"# frees of blocks from before the recording, left out: ");
                self.number(self.unknown);
                self.put(b"\n");
            }
            self.put(b"# end, operations: ");
            self.number(self.operations);
            self.put(b"\n");
            self.write()
        });
        match written {
            Ok(()) => self.close(),
            Err(error) => self.fail(error),
        }
    }

    /// Keeps the reason, and the text if it is in memory.
    fn fail(&mut self, error: io::Error) {
        self.failure = Some(error);
        self.close();
    }

    fn close(&mut self) {
        if !matches!(self.sink, Sink::Memory) {
            self.text = Vec::new();
        }
        self.sink = Sink::Nowhere;
        self.blocks = Table::new();
    }

    fn allocated(&mut self, kind: u8, block: usize, size: usize, align: usize) -> io::Result<()> {
        if block == 0 {
            return self.refused(kind, size, align);
        }
        let id = self.next;
        let before = self.blocks.insert(block, id).map_err(|_| io::ErrorKind::OutOfMemory)?;
        self.next = id.checked_add(1).ok_or(io::ErrorKind::FileTooLarge)?;
        // Only what is no Rust code, or breaks the rules, can free a block without the recorder.
        if let Some(before) = before {
            self.line(b'f', before, None, None)?;
        }
        self.line(kind, id, Some(size), Some(align))
    }

    fn freed(&mut self, block: usize) -> io::Result<()> {
        if let Some(id) = self.blocks.remove(block) {
            return self.line(b'f', id, None, None);
        }
        self.unknown += 1;
        Ok(())
    }

    fn reallocated(&mut self, old: usize, new: usize, size: usize, align: usize) -> io::Result<()> {
        if new == 0 {
            return self.refused(b'r', size, align);
        }
        // From here on the block is known, and so its free will be.
        let Some(id) = self.blocks.remove(old) else { return self.allocated(b'a', new, size, align) };
        if let Some(before) = self.blocks.insert(new, id).map_err(|_| io::ErrorKind::OutOfMemory)? {
            self.line(b'f', before, None, None)?;
        }
        self.line(b'r', id, Some(size), None)
    }

    /// A request that failed changes nothing, so it is only a comment.
    fn refused(&mut self, kind: u8, size: usize, align: usize) -> io::Result<()> {
        self.room(LONGEST)?;
        self.put(b"# refused: ");
        self.put(&[kind]);
        for number in [size, align] {
            self.put(b" ");
            self.number(number as u64);
        }
        self.put(b"\n");
        Ok(())
    }

    fn label(&mut self, text: &str) -> io::Result<()> {
        self.room(text.len().saturating_add(LONGEST))?;
        self.put(b"= ");
        let start = self.text.len();
        self.put(text.as_bytes());
        for byte in &mut self.text[start..] {
            if *byte < b' ' {
                *byte = b' ';
            }
        }
        self.put(b"\n");
        Ok(())
    }

    /// The line of an operation.
    fn line(&mut self, kind: u8, id: usize, size: Option<usize>, align: Option<usize>) -> io::Result<()> {
        self.room(LONGEST)?;
        self.put(&[kind]);
        for number in [Some(id), size, align.filter(|&align| align != USUAL_ALIGN)].into_iter().flatten() {
            self.put(b" ");
            self.number(number as u64);
        }
        self.put(b"\n");
        self.operations += 1;
        Ok(())
    }

    /// Makes room for `bytes` more bytes of text.
    fn room(&mut self, bytes: usize) -> io::Result<()> {
        if matches!(self.sink, Sink::File { .. }) && self.text.len().saturating_add(bytes) > WRITTEN {
            self.write()?;
        }
        self.text.try_reserve(bytes).map_err(|_| io::ErrorKind::OutOfMemory.into())
    }

    /// Writes the text to the file, if it goes there.
    fn write(&mut self) -> io::Result<()> {
        match &mut self.sink {
            #[cfg(any(unix, windows))]
            Sink::File { process, .. } if *process != std::process::id() => {
                return Err(io::ErrorKind::BrokenPipe.into());
            }
            Sink::File { file, .. } => file.write_all(&self.text)?,
            Sink::Memory | Sink::Nowhere => return Ok(()),
        }
        self.text.clear();
        Ok(())
    }

    /// Appends to the text, for which there is room.
    fn put(&mut self, bytes: &[u8]) {
        self.text.extend_from_slice(bytes);
    }

    /// Appends a number in decimal digits.
    fn number(&mut self, mut number: u64) {
        let mut digits = [b'0'; 20];
        let mut first = digits.len();
        loop {
            first -= 1;
            digits[first] += (number % 10) as u8;
            number /= 10;
            if number == 0 {
                break;
            }
        }
        self.put(&digits[first..]);
    }
}
