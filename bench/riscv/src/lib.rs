//! The list of the allocators that are measured on bare-metal riscv32im.
//!
//! With one of the features on, `ALLOCATOR` is that allocator on the fixed heap of [`heap`], set up as its documentation
//! says for one processor without threads. The list [`ALL`] exists without features, for the runner.
#![no_std]

use subject::{Kind, Subject};

#[cfg(target_os = "none")]
pub mod heap;
#[cfg(target_os = "none")]
pub mod one_hart;
#[cfg(target_os = "none")]
mod peers;

/// Each line becomes an entry of the list, the static for its feature, and the function that prepares it.
macro_rules! subjects {
    ($($feature:literal, $title:literal, $package:literal, $kind:ident:
        $type:ty = $value:expr, $start:expr;)*) => {
        /// In the order of the tables.
        pub const ALL: &[Subject] = &[$(Subject {
            name: $feature,
            title: $title,
            package: $package,
            kind: Kind::$kind,
        }),*];

        $(
            /// The allocator whose feature is on.
            #[cfg(all(target_os = "none", feature = $feature))]
            pub static ALLOCATOR: $type = $value;

            /// Gives it the heap, if it doesn't get it on creation.
            #[cfg(all(target_os = "none", feature = $feature))]
            pub fn start() {
                let start: fn(&$type) = $start;
                start(&ALLOCATOR);
            }
        )*
    };
}

subjects! {
    "lite-bump-free-list", "lite-alloc BumpFreeList", "lite-alloc", Ours:
        heap::Lite<lite_alloc::bump_free_list::BumpFreeList<heap::Pages>> =
        heap::Lite::new(lite_alloc::bump_free_list::BumpFreeList::new(heap::PAGES)), |_| {};
    "lite-segregated", "lite-alloc SegregatedBump", "lite-alloc", Ours:
        heap::Lite<lite_alloc::segregated_bump::SegregatedBump<heap::Pages>> =
        heap::Lite::new(lite_alloc::segregated_bump::SegregatedBump::new(heap::PAGES)), |_| {};
    "lite-free-list", "lite-alloc FreeList", "lite-alloc", Ours:
        heap::Lite<lite_alloc::free_list::FreeList<heap::Pages>> =
        heap::Lite::new(lite_alloc::free_list::FreeList::new(heap::PAGES)), |_| {};
    "lite-boundary-tag", "lite-alloc BoundaryTag", "lite-alloc", Ours:
        heap::Lite<lite_alloc::boundary_tag::BoundaryTag<heap::Pages>> =
        heap::Lite::new(lite_alloc::boundary_tag::BoundaryTag::new(heap::PAGES)), |_| {};
    "dlmalloc", "dlmalloc", "dlmalloc", Peer:
        one_hart::OneHart<peers::dlmalloc::Dlmalloc> = one_hart::OneHart::new(peers::dlmalloc::new()), |_| {};
    "talc", "talc", "talc", Peer:
        peers::talc::Talc = peers::talc::new(), |_| {};
    "rlsf", "rlsf", "rlsf", Peer:
        one_hart::OneHart<peers::rlsf::Tlsf> = one_hart::OneHart::new(peers::rlsf::Tlsf::new()), peers::rlsf::start;
    "picoalloc", "picoalloc", "picoalloc", Peer:
        one_hart::OneHart<peers::picoalloc::Picoalloc> = one_hart::OneHart::new(peers::picoalloc::new()), |_| {};
    "buddy_system_allocator", "buddy_system_allocator", "buddy_system_allocator", Peer:
        one_hart::OneHart<peers::buddy::Buddy> = one_hart::OneHart::new(peers::buddy::Buddy::empty()), peers::buddy::start;
    "linked_list_allocator", "linked_list_allocator", "linked_list_allocator", Peer:
        one_hart::OneHart<peers::linked_list::LinkedList> = one_hart::OneHart::new(peers::linked_list::LinkedList::empty()),
        peers::linked_list::start;
    "embedded-tlsf", "embedded-alloc TlsfHeap", "embedded-alloc", Peer:
        embedded_alloc::TlsfHeap = embedded_alloc::TlsfHeap::empty(),
        // SAFETY: nothing else uses the heap, and this is called once.
        |heap| unsafe { heap.init(heap::start().addr(), heap::SIZE) };
    "embedded-llff", "embedded-alloc LlffHeap", "embedded-alloc", Peer:
        embedded_alloc::LlffHeap = embedded_alloc::LlffHeap::empty(),
        // SAFETY: nothing else uses the heap, and this is called once.
        |heap| unsafe { heap.init(heap::start().addr(), heap::SIZE) };
    "never-freed", "bump, never freed", "", Peer:
        one_hart::OneHart<peers::never_freed::NeverFreed> = one_hart::OneHart::new(peers::never_freed::new()), |_| {};
}
