//! A peer as a lane: nothing but its answers is known, so its pages follow from where its heap ends.
//!
//! The engine is let go when the run is over: what is shown of a position comes from the record of where blocks were.

use std::{alloc::Layout, ops::Range};

#[cfg(not(target_family = "wasm"))]
use lite_alloc::inspect::Fault;
use lite_alloc::inspect::FreeBlock;

use super::{Broken, Peer};
use crate::{
    arena::{Arena, Pages},
    lab::lane::Lane,
};

/// A heap in an engine, and its pages.
pub(in crate::lab) struct Outside {
    peer: Option<Peer>,
    pages: Pages,
    broken: Option<Broken>,
}

impl Outside {
    pub(in crate::lab) fn open(peer: Peer, pages: Pages) -> Box<dyn Lane> {
        Box::new(Self { peer: Some(peer), pages, broken: None })
    }

    /// Asks the peer, and notes the pages that it took meanwhile. One that is broken refuses.
    fn ask<T>(&mut self, ask: impl FnOnce(&mut Peer) -> Result<T, Broken>) -> Option<T> {
        let peer = self.peer.as_mut().filter(|_| self.broken.is_none())?;
        let answer = ask(peer).and_then(|answer| Ok((answer, peer.heap_end()?)));
        match answer {
            Ok((answer, end)) => {
                self.pages.grow(end.saturating_sub(self.pages.end()), false);
                Some(answer)
            }
            Err(broken) => {
                self.broken = Some(broken);
                None
            }
        }
    }
}

impl Lane for Outside {
    fn pages(&self) -> &Pages {
        &self.pages
    }

    fn take_pages(&mut self, pages: u32) -> bool {
        let before = self.pages.clone();
        let is_done = self.ask(|peer| peer.take_pages(pages)) == Some(true);
        if is_done {
            let end = self.pages.end();
            self.pages = before;
            self.pages.grow(end - self.pages.end(), true);
        }
        is_done
    }

    unsafe fn set_end(&mut self, end: u32) {
        self.pages.set_end(end);
    }

    fn arena(&self) -> Option<&Arena> {
        None
    }

    unsafe fn arena_mut(&mut self) -> Option<&mut Arena> {
        None
    }

    fn broken(&self) -> Option<Broken> {
        self.broken
    }

    /// What a block really takes is known to the allocator alone.
    fn block_size(&self, layout: Layout) -> u32 {
        u32::try_from(layout.size()).unwrap_or(u32::MAX)
    }

    fn allocate(&mut self, layout: Layout, zeroed: bool) -> Option<u32> {
        let (size, align) = numbers(layout)?;
        self.ask(|peer| peer.allocate(size, align, zeroed))?
    }

    unsafe fn deallocate(&mut self, address: u32, layout: Layout) {
        if let Some((size, align)) = numbers(layout) {
            self.ask(|peer| peer.deallocate(address, size, align));
        }
    }

    unsafe fn reallocate(&mut self, address: u32, layout: Layout, new_size: usize) -> Option<u32> {
        let (size, align) = numbers(layout)?;
        let new_size = u32::try_from(new_size).ok()?;
        self.ask(|peer| peer.reallocate(address, size, align, new_size))?
    }

    fn note(&mut self) {}

    fn noted_bytes(&self) -> usize {
        0
    }

    unsafe fn put_back(&mut self, _: usize) {
        self.peer = None;
    }

    fn bins(&self) -> &'static [usize] {
        &[]
    }

    fn free_blocks(&self, _: &mut dyn FnMut(FreeBlock) -> bool) {}

    fn header(&self) -> u32 {
        0
    }

    fn reserved(&self) -> Range<u32> {
        0..0
    }

    fn bump(&self) -> Range<u32> {
        0..0
    }

    #[cfg(not(target_family = "wasm"))]
    fn check(&self) -> Result<(), Fault> {
        Ok(())
    }
}

fn numbers(layout: Layout) -> Option<(u32, u32)> {
    Some((layout.size().try_into().ok()?, layout.align().try_into().ok()?))
}
