//! Recorded programs: the files of other tools, and our own, to traces.
//!
//! ```text
//! Importer                   chunks of bytes in, a trace out
//!   cut                      chunks to lines
//!   recognise, unplayable    the format of a beginning; those that can't be replayed, and why
//!   reader                   all formats, and what a format is
//!     lines, wee             formats of operations
//!     mtrace, valgrind, ...  logs of addresses
//!       calls                names of functions and their arguments to requests
//!       said                 what a line is where each request has one of its own
//!       scan                 numbers, addresses and words of a line
//!       builder              requests on keys to a trace; does what is odd in every format alike
//!         keys               what is known of each key
//!         notes              what was odd, by line, and what was done about it
//! gzip                       compressed files to plain ones, where no browser does it
//! write                      a trace as text in our own format
//! ```
//!
//! A reader knows one format and nothing of traces; the builder knows traces and no format.

mod android;
mod builder;
mod calls;
mod cut;
pub mod gzip;
mod heaptrack;
mod hidden;
mod importer;
mod keys;
mod lines;
mod logalloc;
mod ltrace;
mod mbed;
mod mtrace;
pub mod notes;
mod reader;
mod recognise;
mod said;
mod scan;
mod unplayable;
mod valgrind;
mod wee;
pub mod write;

use std::rc::Rc;

pub use builder::{Builder, Key};
pub use hidden::Hidden;
pub use importer::Importer;
pub use notes::{Note, NoteKind, Notes};
pub use reader::Reader;

use crate::{
    arena::Settings,
    trace::{Source, Trace},
};

/// A format that can be replayed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Our own: one operation per line.
    Lines,
    /// Malloc lab `.rep` and course `.script` files.
    MallocLab,
    /// The log of glibc's `mtrace()`.
    Mtrace,
    /// Valgrind with `--trace-malloc=yes`.
    Valgrind,
    /// ltrace, or a log of its form.
    Ltrace,
    /// Android's `record_allocs`.
    Android,
    /// Mbed OS's memory tracing, `#m:`.
    Mbed,
    /// Firefox's `logalloc`.
    Logalloc,
    /// heaptrack's raw data.
    Heaptrack,
    /// The traces of wee_alloc's tests.
    WeeAlloc,
}

/// A format that is recognised, but can't be replayed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unplayable {
    /// `dhat-heap.json`: sums per call site.
    Dhat,
    /// Valgrind's massif: snapshots.
    Massif,
    /// heaptrack's interpreted file: a free says of which size and from where its block was, but not which block.
    HeaptrackInterpreted,
    /// A report of `mtrace(1)`, not the log.
    MtraceReport,
    /// A snapshot of PyTorch's allocator.
    PyTorch,
    /// ESP-IDF's heap tracing: the time of a free is missing.
    EspIdf,
    /// A trace of malloc-bench, in Protocol Buffers.
    MallocBench,
    /// Compressed with zstd, which browsers can't undo.
    Zstd,
    /// Any other file that is no text.
    Binary,
    /// Text in which no line is an operation.
    Unknown,
}

/// Why there is no trace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportError {
    /// The file can't be replayed.
    Unplayable(Unplayable),
    /// The file is empty, or has nothing but comments.
    Empty,
    /// A line that is no operation of the format.
    Line {
        /// The line, from 1.
        line: u32,
        /// The format.
        format: Format,
        /// The beginning of the line as it is, at most [`ImportError::SHOWN`] characters.
        text: Rc<str>,
        /// What is wrong with it.
        wrong: Wrong,
    },
    /// The trace has more operations than [`MAX_RECORDED`](crate::trace::MAX_RECORDED).
    TooLong {
        /// The line of the first operation that is too many.
        line: u32,
    },
    /// A line longer than [`ImportError::LONGEST`].
    LongLine {
        /// The line, from 1.
        line: u32,
    },
}

/// What is wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// It does not start with an operation.
    Operation,
    /// A block's number is missing, or is no number.
    Id,
    /// The size is no number.
    Size,
    /// The alignment is no power of two.
    Align,
    /// The number of pages is missing, or is no number.
    Pages,
    /// There is more on the line than the operation takes.
    Rest,
}

impl ImportError {
    /// Characters of a line that an error shows.
    pub const SHOWN: usize = 60;
    /// Bytes of the longest line.
    pub const LONGEST: usize = 1 << 16;
}

/// A trace that was read from a file. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The trace.
    pub trace: Rc<Trace>,
    /// The line of each operation.
    pub source: Source,
    /// The format of the file.
    pub format: Format,
    /// What was odd about it.
    pub notes: Rc<Notes>,
    /// The most bytes that are live at once.
    pub peak_live: u64,
    /// Lines of the file.
    pub lines: u32,
    /// Bytes of the file, once it is decompressed.
    pub bytes: u64,
}

impl Imported {
    /// An arena in which the trace can run: WebAssembly's pages, and room for at least twice what is live at once.
    pub fn arena(&self) -> Settings {
        let page_size = Settings::MAX_PAGE;
        let most = Settings::MAX_BYTES / page_size;
        let pages = (self.peak_live.saturating_mul(2) / u64::from(page_size) + 2).next_power_of_two();
        Settings { page_size, max_pages: u32::try_from(pages).unwrap_or(most).clamp(16, most) }
    }
}
