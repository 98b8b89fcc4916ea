//! The heap that is open, whatever its allocator: [`Heap`].

use core::{
    alloc::{GlobalAlloc, Layout},
    cell::RefCell,
    ptr::NonNull,
};

use lite_alloc::{
    allocate::Allocate, boundary_tag::BoundaryTag, bump_free_list::BumpFreeList, free_list::FreeList,
    segregated_bump::SegregatedBump,
};

use crate::{dlmalloc, pages::Source, shared::Shared, talc};

/// The heap that is open. Some allocators point into themselves, so one that has served a request is never moved.
pub static HEAP: Shared<RefCell<Heap>> = Shared::new(RefCell::new(Heap::Closed));

/// An allocator, with what it keeps outside its pages.
#[expect(clippy::large_enum_variant, reason = "there is only one, in a static")]
pub enum Heap {
    Closed,
    BumpFreeList(BumpFreeList<Source>),
    SegregatedBump(SegregatedBump<Source>),
    FreeList(FreeList<Source>),
    BoundaryTag(BoundaryTag<Source>),
    Dlmalloc(dlmalloc::Heap),
    Talc(talc::Heap),
}

/// What is asked of an allocator.
pub trait Requests {
    fn allocate(&mut self, layout: Layout, zeroed: bool) -> Option<NonNull<u8>>;

    /// # Safety
    /// `block` is a live block of this layout, and `new_size` makes a layout at its alignment and is not 0.
    unsafe fn reallocate(
        &mut self,
        block: NonNull<u8>,
        layout: Layout,
        new_size: usize,
    ) -> Option<NonNull<u8>>;

    /// # Safety
    /// `block` is a live block of this layout.
    unsafe fn deallocate(&mut self, block: NonNull<u8>, layout: Layout);
}

/// Work on a heap, to be compiled for each allocator.
pub trait Work {
    type Output;

    fn on(self, heap: &mut impl Requests) -> Self::Output;
}

impl Heap {
    /// Puts an empty heap on the pages, which nobody uses. The numbers are the places of the lanes of the playground.
    pub fn open(&mut self, kind: u32, page_size: usize) -> bool {
        *self = match kind {
            0 => Self::BumpFreeList(BumpFreeList::new(Source)),
            1 => Self::SegregatedBump(SegregatedBump::new(Source)),
            2 => Self::FreeList(FreeList::new(Source)),
            3 => Self::BoundaryTag(BoundaryTag::new(Source)),
            4 => dlmalloc::open(page_size).map_or(Self::Closed, Self::Dlmalloc),
            5 => Self::Talc(talc::open()),
            _ => Self::Closed,
        };
        !matches!(self, Self::Closed)
    }

    /// Does the work, unless no heap is open.
    pub fn work<W: Work>(&mut self, work: W) -> Option<W::Output> {
        match self {
            Self::Closed => None,
            Self::BumpFreeList(heap) => Some(work.on(heap)),
            Self::SegregatedBump(heap) => Some(work.on(heap)),
            Self::FreeList(heap) => Some(work.on(heap)),
            Self::BoundaryTag(heap) => Some(work.on(heap)),
            Self::Dlmalloc(heap) => Some(work.on(heap)),
            Self::Talc(heap) => Some(work.on(heap)),
        }
    }
}

macro_rules! ours {
    ($($allocator:ident)*) => {$(
        impl Requests for $allocator<Source> {
            #[inline]
            fn allocate(&mut self, layout: Layout, zeroed: bool) -> Option<NonNull<u8>> {
                if zeroed { self.allocate_zeroed(layout) } else { Allocate::allocate(self, layout) }
            }

            #[inline]
            unsafe fn reallocate(&mut self, block: NonNull<u8>, layout: Layout, new_size: usize) -> Option<NonNull<u8>> {
                // SAFETY: the same contract.
                unsafe { Allocate::reallocate(self, block, layout, new_size) }
            }

            #[inline]
            unsafe fn deallocate(&mut self, block: NonNull<u8>, layout: Layout) {
                // SAFETY: the same contract.
                unsafe { Allocate::deallocate(self, block, layout) }
            }
        }
    )*};
}

ours!(BumpFreeList SegregatedBump FreeList BoundaryTag);

impl Requests for dlmalloc::Heap {
    #[inline]
    fn allocate(&mut self, layout: Layout, zeroed: bool) -> Option<NonNull<u8>> {
        let (size, align) = (layout.size(), layout.align());
        // SAFETY: it is a layout.
        NonNull::new(unsafe { if zeroed { self.calloc(size, align) } else { self.malloc(size, align) } })
    }

    #[inline]
    unsafe fn reallocate(
        &mut self,
        block: NonNull<u8>,
        layout: Layout,
        new_size: usize,
    ) -> Option<NonNull<u8>> {
        // SAFETY: the same contract.
        NonNull::new(unsafe { self.realloc(block.as_ptr(), layout.size(), layout.align(), new_size) })
    }

    #[inline]
    unsafe fn deallocate(&mut self, block: NonNull<u8>, layout: Layout) {
        // SAFETY: the same contract.
        unsafe { self.free(block.as_ptr(), layout.size(), layout.align()) }
    }
}

impl Requests for talc::Heap {
    #[inline]
    fn allocate(&mut self, layout: Layout, zeroed: bool) -> Option<NonNull<u8>> {
        // SAFETY: no layout here has the size 0.
        NonNull::new(unsafe { if zeroed { self.alloc_zeroed(layout) } else { self.alloc(layout) } })
    }

    #[inline]
    unsafe fn reallocate(
        &mut self,
        block: NonNull<u8>,
        layout: Layout,
        new_size: usize,
    ) -> Option<NonNull<u8>> {
        // SAFETY: the same contract.
        NonNull::new(unsafe { self.realloc(block.as_ptr(), layout, new_size) })
    }

    #[inline]
    unsafe fn deallocate(&mut self, block: NonNull<u8>, layout: Layout) {
        // SAFETY: the same contract.
        unsafe { self.dealloc(block.as_ptr(), layout) }
    }
}
