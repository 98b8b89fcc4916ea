//! What a format is to the framework: [`Reader`] takes its lines, [`recognise`](super::recognise) knows them, and this file knows all formats.

use super::{
    Builder, Format, ImportError, android, heaptrack, lines, logalloc, ltrace, mbed, mtrace, valgrind, wee,
};

/// Reads the lines of one format, and says to a [`Builder`] what they ask of the allocator.
///
/// A line comes without its end, and without spaces, tabs, carriage returns and zero bytes at either side; it may hold any
/// other bytes. The builder already knows its number. Empty lines are never given.
pub trait Reader {
    /// The next line.
    ///
    /// # Errors
    /// It is no operation of a format in which every line is one, or the builder refuses the operation.
    fn line(&mut self, line: &[u8], to: &mut Builder) -> Result<(), ImportError>;

    /// The file is over.
    ///
    /// # Errors
    /// The builder refuses what was held back.
    fn end(&mut self, to: &mut Builder) -> Result<(), ImportError> {
        let _ = to;
        Ok(())
    }
}

impl Format {
    /// All formats. If two know equally many lines at the beginning of a file, the first of them is taken.
    pub const ALL: [Self; 10] = [
        Self::Lines,
        Self::MallocLab,
        Self::WeeAlloc,
        Self::Mtrace,
        Self::Valgrind,
        Self::Ltrace,
        Self::Android,
        Self::Mbed,
        Self::Logalloc,
        Self::Heaptrack,
    ];

    /// Whether keys are numbers that mean something to the reader, rather than addresses. Blocks are named after them.
    pub fn is_numbered(self) -> bool {
        matches!(self, Self::Lines | Self::MallocLab | Self::WeeAlloc)
    }

    /// Whether every line is an operation. In the other formats the output of programs may be between them.
    pub fn is_strict(self) -> bool {
        matches!(self, Self::Lines | Self::MallocLab | Self::WeeAlloc)
    }

    /// Whether a line, trimmed like those of [`Reader::line`], must be of this format.
    pub(super) fn knows(self, line: &[u8]) -> bool {
        match self {
            Self::Lines => lines::is_ours(line),
            Self::MallocLab => lines::is_course(line),
            Self::WeeAlloc => wee::is_line(line),
            Self::Mtrace => mtrace::is_line(line),
            Self::Valgrind => valgrind::is_line(line),
            Self::Ltrace => ltrace::is_line(line),
            Self::Android => android::is_line(line),
            Self::Mbed => mbed::is_line(line),
            Self::Logalloc => logalloc::is_line(line),
            Self::Heaptrack => heaptrack::is_line(line),
        }
    }

    /// A reader of it.
    pub(super) fn reader(self) -> Box<dyn Reader> {
        match self {
            Self::Lines | Self::MallocLab => Box::new(lines::Operations::default()),
            Self::WeeAlloc => Box::new(wee::Allocations::default()),
            Self::Mtrace => Box::new(mtrace::Log::default()),
            Self::Valgrind => Box::new(valgrind::Log::default()),
            Self::Ltrace => Box::new(ltrace::Log::default()),
            Self::Android => Box::new(android::Log),
            Self::Mbed => Box::new(mbed::Log),
            Self::Logalloc => Box::new(logalloc::Log::default()),
            Self::Heaptrack => Box::new(heaptrack::Log),
        }
    }
}
