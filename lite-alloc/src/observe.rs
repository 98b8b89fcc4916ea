//! What an allocator does, told as it happens: [`Event`] and [`Observer`].
//!
//! The allocators only tell; what is made of it is the observer's. `()` observes nothing and costs nothing: the code
//! of an unobserved allocator is the code of one without hooks.

/// Hears what an allocator does, in order, while it does it.
///
/// The observer of a *global* heap must not allocate from that heap.
pub trait Observer {
    /// Called after the step that `event` describes.
    fn event(&mut self, event: Event);
}

impl Observer for () {
    #[inline(always)]
    fn event(&mut self, _: Event) {}
}

/// Tells `$observer` of `$event`. With `--cfg lite_alloc_no_hooks` there are no hooks at all, for the test that an
/// unobserved allocator is the same code.
macro_rules! tell {
    ($observer:expr, $event:expr) => {{
        #[cfg(not(lite_alloc_no_hooks))]
        $crate::observe::Observer::event($observer, $event);
        #[cfg(lite_alloc_no_hooks)]
        let _ = || ($crate::observe::Observer::event($observer, $event));
    }};
}
pub(crate) use tell;

/// How a free block compares with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// Large enough, and holds an aligned block of the size asked.
    Fits,
    /// Smaller than the size asked.
    TooSmall,
    /// Large enough for the size, but not once the start is moved up to the alignment asked.
    Misaligned,
}

/// The neighbour that a block is merged with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The free block that ends where this one starts.
    Left,
    /// The free block that starts where this one ends.
    Right,
}

/// Why bytes will never be handed out again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// Skipped at the bump pointer to reach the alignment asked.
    Gap,
    /// The unused end of a region, left behind when the memory went on elsewhere.
    Tail,
    /// A freed block larger than the largest bin.
    Large,
    /// What a large block gave up when it shrank in place.
    Shrunk,
}

/// One step of an operation. Addresses and sizes are in bytes; `after` is the block whose link was changed, `None` for
/// the head of the list.
///
/// Every free-block header that an operation writes lies at an address that one of its events names, so an observer
/// can follow the structure in the bytes without walking it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A free block was looked at.
    Probed {
        /// Its address.
        block: usize,
        /// Its size.
        size: usize,
        /// Whether it will do.
        fit: Fit,
    },
    /// A free block was walked past, looking for the place by address where a block belongs.
    Passed {
        /// Its address.
        block: usize,
        /// Its size.
        size: usize,
    },
    /// A free block, or the part of it that was asked for, left the list.
    Taken {
        /// Its address.
        block: usize,
        /// Its size.
        size: usize,
        /// Its predecessor in the list.
        after: Option<usize>,
    },
    /// A free block was cut, and `rest` stays in the list. Comes before [`Event::Taken`]; a block may be cut twice,
    /// in front and behind.
    Split {
        /// The part that will be taken.
        block: usize,
        /// Its size.
        size: usize,
        /// The part that stays free.
        rest: usize,
        /// Its size.
        rest_size: usize,
    },
    /// A free block entered the list.
    Inserted {
        /// Its address.
        block: usize,
        /// Its size.
        size: usize,
        /// Its predecessor in the list.
        after: Option<usize>,
    },
    /// Two adjacent free blocks became one.
    Merged {
        /// The block that was being freed or grown.
        block: usize,
        /// The free neighbour.
        neighbour: usize,
        /// On which side of `block` the neighbour is.
        side: Side,
        /// The size of both together, which start at the lower address.
        size: usize,
    },
    /// The first block of a bin was taken.
    Popped {
        /// The bin, counted from 0.
        bin: usize,
        /// The block.
        block: usize,
    },
    /// A block was put first in a bin.
    Pushed {
        /// The bin, counted from 0.
        bin: usize,
        /// The block.
        block: usize,
    },
    /// The bump pointer moved up over `gap` bytes of alignment and a new block.
    Bumped {
        /// The new block.
        block: usize,
        /// Its size.
        size: usize,
        /// Bytes skipped below it.
        gap: usize,
    },
    /// The memory grew.
    Grown {
        /// First new byte.
        start: usize,
        /// New bytes.
        size: usize,
        /// Whether they follow what the allocator could already use.
        contiguous: bool,
    },
    /// The memory refused to grow: the request fails.
    Refused {
        /// Bytes that were missing.
        bytes: usize,
    },
    /// A block changed its size without moving.
    Resized {
        /// The block.
        block: usize,
        /// Its size before.
        from: usize,
        /// Its size now.
        to: usize,
    },
    /// A block moved, its contents with it. The events of allocating its new place came before, those of giving back
    /// the old one follow.
    Moved {
        /// The old block.
        from: usize,
        /// The new one.
        to: usize,
        /// Bytes copied.
        size: usize,
    },
    /// Bytes were lost for good.
    Lost {
        /// First lost byte.
        start: usize,
        /// Bytes.
        size: usize,
        /// Why.
        reason: Loss,
    },
}
