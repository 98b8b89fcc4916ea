//! Who owns which pages of a memory, without its bytes: [`Pages`].

use std::ops::Range;

use super::{Settings, SettingsError};

/// A run of pages with one owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageRun {
    /// First byte.
    pub start: u32,
    /// Bytes, a multiple of the page size.
    pub size: u32,
    /// Whether other code took the pages.
    pub foreign: bool,
}

/// The pages of a memory that grows upward. Addresses are offsets.
#[derive(Clone, Debug)]
pub struct Pages {
    settings: Settings,
    /// One past the last page handed out, at most `settings.bytes()`.
    end: u32,
    /// Runs of pages in address order. They tile `0..` up to the highest `end` so far; neighbours have different
    /// owners.
    runs: Vec<PageRun>,
}

impl Pages {
    /// No pages yet.
    ///
    /// # Errors
    /// The settings are impossible.
    pub fn new(settings: Settings) -> Result<Self, SettingsError> {
        settings.check()?;
        Ok(Self { settings, end: 0, runs: Vec::new() })
    }

    /// The size of the pages, and how many there may be.
    pub fn settings(&self) -> Settings {
        self.settings
    }

    /// One past the last byte of the last page.
    pub fn end(&self) -> u32 {
        self.end
    }

    /// How many more bytes the limit allows.
    pub fn room(&self) -> u32 {
        self.settings.bytes() - self.end
    }

    /// The runs of pages that overlap `range`, in address order, each of them maximal.
    pub fn runs(&self, range: Range<u32>) -> impl Iterator<Item = PageRun> {
        let end = self.end;
        let first = self.runs.partition_point(|run| run.start + run.size <= range.start);
        let clipped = move |run: &PageRun| PageRun { size: run.size.min(end - run.start), ..*run };
        self.runs[first..].iter().take_while(move |run| run.start < range.end.min(end)).map(clipped)
    }

    /// Adds a run of whole pages, `size` bytes in all, and returns its start; `None` if the limit does not allow it.
    pub fn grow(&mut self, size: u32, foreign: bool) -> Option<u32> {
        if size > self.room() {
            return None;
        }
        let start = self.end;
        self.end += size;
        match self.runs.last_mut() {
            Some(last) if last.foreign == foreign => last.size += size,
            _ if size == 0 => {}
            _ => self.runs.push(PageRun { start, size, foreign }),
        }
        Some(start)
    }

    /// Sets the end to one that it had before, earlier or later.
    pub fn set_end(&mut self, end: u32) {
        self.end = end;
    }
}
