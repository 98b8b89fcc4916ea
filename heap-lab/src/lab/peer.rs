//! Allocators that run elsewhere: [`Engine`], the module `peers/` as this crate knows it.
//!
//! The page runs it in the browser, the terminal in an interpreter. Nothing of it can be inspected: a request goes in, an
//! address comes out, and where live blocks are follows from that. Addresses are offsets from the start of its arena.

pub(super) mod lane;
mod table;
pub mod timing;

use super::LaneKind;
use crate::arena::Settings;

/// An instance of the module. It has one heap at a time.
pub trait Engine {
    /// Calls a function of the module. `None` if it traps: then the instance is of no more use.
    fn call(&mut self, call: Call) -> Option<u32>;

    /// Writes bytes into the memory of the module. Returns whether they are in it.
    fn write(&mut self, address: u32, bytes: &[u8]) -> bool;
}

/// A function of the module, with its arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    /// Opens an empty heap, and a table with room for so many operations on so many blocks at a time.
    Open { kind: u32, page_size: u32, max_pages: u32, operations: u32, slots: u32 },
    /// Allocates a block.
    Allocate { size: u32, align: u32 },
    /// Allocates a block of zeros.
    AllocateZeroed { size: u32, align: u32 },
    /// Changes the size of a block.
    Reallocate { address: u32, size: u32, align: u32, new_size: u32 },
    /// Frees a block.
    Deallocate { address: u32, size: u32, align: u32 },
    /// Other code takes pages.
    TakePages { count: u32 },
    /// Where the last page ends.
    HeapEnd,
    /// Where the table is.
    Operations,
    /// Runs this many operations of the table.
    Run { count: u32 },
}

impl Call {
    /// The name of the function in the module.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open { .. } => "open",
            Self::Allocate { .. } => "allocate",
            Self::AllocateZeroed { .. } => "allocate_zeroed",
            Self::Reallocate { .. } => "reallocate",
            Self::Deallocate { .. } => "deallocate",
            Self::TakePages { .. } => "take_pages",
            Self::HeapEnd => "heap_end",
            Self::Operations => "operations",
            Self::Run { .. } => "run",
        }
    }

    /// Its arguments.
    pub fn arguments(self) -> Vec<u32> {
        match self {
            Self::Open { kind, page_size, max_pages, operations, slots } => {
                vec![kind, page_size, max_pages, operations, slots]
            }
            Self::Allocate { size, align } | Self::AllocateZeroed { size, align } => vec![size, align],
            Self::Reallocate { address, size, align, new_size } => vec![address, size, align, new_size],
            Self::Deallocate { address, size, align } => vec![address, size, align],
            Self::TakePages { count } | Self::Run { count } => vec![count],
            Self::HeapEnd | Self::Operations => Vec::new(),
        }
    }
}

/// Why an engine can't go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// There is not enough memory for its arena.
    NoRoom,
    /// The module failed, or knows no such allocator or settings.
    Failed,
}

/// The answers of the module that are no addresses.
const REFUSED: u32 = u32::MAX;
const INVALID: u32 = u32::MAX - 1;
const NO_ROOM: u32 = u32::MAX - 2;

/// A heap in an engine.
pub struct Peer {
    engine: Box<dyn Engine>,
}

impl Peer {
    /// An empty heap of this allocator.
    ///
    /// # Errors
    /// The engine does not work.
    pub fn open(engine: Box<dyn Engine>, kind: LaneKind, settings: Settings) -> Result<Self, Broken> {
        let mut peer = Self { engine };
        peer.begin(kind, settings, (0, 0)).map(|()| peer)
    }

    /// Allocates a block.
    ///
    /// # Errors
    /// The engine does not work.
    pub fn allocate(&mut self, size: u32, align: u32, zeroed: bool) -> Result<Option<u32>, Broken> {
        self.ask(match zeroed {
            true => Call::AllocateZeroed { size, align },
            false => Call::Allocate { size, align },
        })
    }

    /// Changes the size of a live block.
    ///
    /// # Errors
    /// The engine does not work.
    pub fn reallocate(
        &mut self,
        address: u32,
        size: u32,
        align: u32,
        new_size: u32,
    ) -> Result<Option<u32>, Broken> {
        self.ask(Call::Reallocate { address, size, align, new_size })
    }

    /// Frees a live block.
    ///
    /// # Errors
    /// The engine does not work.
    pub fn deallocate(&mut self, address: u32, size: u32, align: u32) -> Result<(), Broken> {
        self.ask(Call::Deallocate { address, size, align }).map(drop)
    }

    /// Other code takes pages. Returns whether there were enough.
    ///
    /// # Errors
    /// The engine does not work.
    pub fn take_pages(&mut self, count: u32) -> Result<bool, Broken> {
        self.ask(Call::TakePages { count }).map(|answer| answer.is_some())
    }

    /// One past the last byte of the last page.
    ///
    /// # Errors
    /// The engine does not work.
    pub fn heap_end(&mut self) -> Result<u32, Broken> {
        self.ask(Call::HeapEnd)?.ok_or(Broken::Failed)
    }

    /// Begins again with an empty heap, and a table with room for so many operations and slots.
    fn begin(
        &mut self,
        kind: LaneKind,
        settings: Settings,
        (operations, slots): (u32, u32),
    ) -> Result<(), Broken> {
        let Settings { page_size, max_pages } = settings;
        let open = Call::Open { kind: kind as u32, page_size, max_pages, operations, slots };
        self.ask(open)?.ok_or(Broken::Failed).map(drop)
    }

    /// What the module says, or `None` if it refuses.
    fn ask(&mut self, call: Call) -> Result<Option<u32>, Broken> {
        match self.engine.call(call) {
            Some(REFUSED) => Ok(None),
            Some(NO_ROOM) => Err(Broken::NoRoom),
            Some(INVALID) | None => Err(Broken::Failed),
            Some(answer) => Ok(Some(answer)),
        }
    }
}
