//! The headers of a run as they were last seen, and how they change: [`Shadow`], [`Patch`]. What they are for is
//! explained in [`super::history`].

use std::mem::MaybeUninit;

use lite_alloc::GRANULE;

use crate::arena::Arena;

/// The bytes of a granule that contains headers, tags or footers. Not a number, since there may be pointers among them.
type Header = [MaybeUninit<u8>; GRANULE];

/// Bytes that an operation changed.
pub(super) struct Patch {
    /// A multiple of the granule.
    address: u32,
    other: Header,
}

impl Patch {
    /// Exchanges the bytes with those in the arena.
    ///
    /// # Safety
    /// The allocator in the arena runs no operation that depends on them until they are back.
    pub(super) unsafe fn swap(&mut self, arena: &mut Arena) {
        // SAFETY: by the contract.
        unsafe { arena.swap(self.address, &mut self.other) };
    }
}

/// The last known bytes of all granules that ever contained a header, tag or footer.
#[derive(Default)]
pub(super) struct Shadow {
    /// Parts of the arena in address order, each once it has such a granule.
    parts: Vec<Option<Box<Part>>>,
}

/// Granules in a part of the arena.
const GRANULES: usize = 64;

struct Part {
    /// A bit for each granule that ever contained a header.
    known: u64,
    headers: [Header; GRANULES],
}

impl Shadow {
    /// The change that an operation made to the granule at `address`.
    pub(super) fn compare(&mut self, arena: &Arena, address: u32) -> Option<Patch> {
        let mut header = [MaybeUninit::uninit(); GRANULE];
        if arena.read(address, &mut header) < GRANULE {
            return None;
        }
        let granule = address as usize / GRANULE;
        let (part, granule) = (granule / GRANULES, granule % GRANULES);
        if part >= self.parts.len() {
            self.parts.resize_with(part + 1, || None);
        }
        // Fresh pages are zero.
        let zero = || Box::new(Part { known: 0, headers: [[MaybeUninit::new(0); GRANULE]; GRANULES] });
        let part = self.parts[part].get_or_insert_with(zero);
        part.known |= 1 << granule;
        let shadow = &mut part.headers[granule];
        if plain(shadow) == plain(&header) {
            return None;
        }
        Some(Patch { address, other: std::mem::replace(shadow, header) })
    }

    /// Writes the whole shadow into the arena.
    ///
    /// # Safety
    /// The allocator in the arena runs no more operations, since the contents of live blocks are lost.
    pub(super) unsafe fn settle(self, arena: &mut Arena) {
        for (index, part) in self.parts.into_iter().enumerate() {
            let Some(mut part) = part else { continue };
            for (granule, header) in part.headers.iter_mut().enumerate() {
                if part.known & (1 << granule) != 0 {
                    let address = (index * GRANULES + granule) * GRANULE;
                    // SAFETY: by the contract.
                    unsafe { arena.swap(address as u32, header) };
                }
            }
        }
    }
}

/// The bytes as numbers, to compare them.
fn plain(header: &Header) -> [u8; GRANULE] {
    // SAFETY: headers are copied from pages, which were filled with zeros, and allocators write no padding.
    header.map(|byte| unsafe { byte.assume_init() })
}
