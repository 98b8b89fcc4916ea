//! The list of the allocators that are measured.
//!
//! With one of the features on, `ALLOCATOR` is that allocator, set up as its documentation says for programs with one
//! thread. With the feature `global` it is the global allocator of the program that links this crate. The list [`ALL`]
//! exists without features, for the runner.
#![no_std]

/// For allocators that leave growing the memory to the program.
#[cfg(all(
    target_family = "wasm",
    any(feature = "buddy_system_allocator", feature = "linked_list_allocator")
))]
mod growing;

/// An allocator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Its feature, and its name in results.
    pub name: &'static str,
    /// Its name in tables.
    pub title: &'static str,
    /// Its package.
    pub package: &'static str,
    pub kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An allocator of this repository.
    Ours,
    /// A published older version of it.
    Old,
    /// An allocator of another package.
    Peer,
}

/// Each line becomes an entry of the list, and the static for its feature.
macro_rules! subjects {
    ($($feature:literal, $title:literal, $package:literal, $kind:ident: $type:ty = $value:expr;)*) => {
        /// In the order of the tables.
        pub const ALL: &[Subject] = &[$(Subject {
            name: $feature,
            title: $title,
            package: $package,
            kind: Kind::$kind,
        }),*];

        $(
            /// The allocator whose feature is on.
            #[cfg(feature = $feature)]
            #[cfg_attr(feature = "global", global_allocator)]
            pub static ALLOCATOR: $type = $value;
        )*
    };
}

subjects! {
    "lite-bump-free-list", "lite-alloc BumpFreeList", "lite-alloc", Ours:
        lite_alloc::single_threaded::BumpFreeListAllocator =
        lite_alloc::single_threaded::BumpFreeListAllocator::new();
    "lite-segregated", "lite-alloc SegregatedBump", "lite-alloc", Ours:
        lite_alloc::single_threaded::SegregatedBumpAllocator =
        lite_alloc::single_threaded::SegregatedBumpAllocator::new();
    "lite-free-list", "lite-alloc FreeList", "lite-alloc", Ours:
        lite_alloc::single_threaded::FreeListAllocator = lite_alloc::single_threaded::FreeListAllocator::new();
    "lite-boundary-tag", "lite-alloc BoundaryTag", "lite-alloc", Ours:
        lite_alloc::single_threaded::BoundaryTagAllocator = lite_alloc::single_threaded::BoundaryTagAllocator::new();
    "dlmalloc", "dlmalloc", "dlmalloc", Peer:
        dlmalloc::GlobalDlmalloc = dlmalloc::GlobalDlmalloc;
    "talc", "talc", "talc", Peer:
        talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
    "rlsf", "rlsf", "rlsf", Peer:
        rlsf::GlobalTlsf = rlsf::GlobalTlsf::new();
    "rlsf-small", "rlsf small", "rlsf", Peer:
        rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
    "lol_alloc", "lol_alloc", "lol_alloc", Peer:
        lol_alloc::AssumeSingleThreaded<lol_alloc::FreeListAllocator> =
        // SAFETY: nothing here starts a thread.
        unsafe { lol_alloc::AssumeSingleThreaded::new(lol_alloc::FreeListAllocator::new()) };
    "wee_alloc", "wee_alloc", "wee_alloc", Peer:
        wee_alloc::WeeAlloc<'static> = wee_alloc::WeeAlloc::INIT;
    "picoalloc", "picoalloc", "picoalloc", Peer:
        // As its feature `global_allocator_rust` sets up the global allocator.
        picoalloc::Mutex<picoalloc::Allocator<picoalloc::UnsafeSystem<{ 1 << 30 }>>> =
        picoalloc::Mutex::new(picoalloc::Allocator::new(picoalloc::UnsafeSystem));
    "buddy_system_allocator", "buddy_system_allocator", "buddy_system_allocator", Peer:
        buddy_system_allocator::LockedHeapWithRescue<32> =
        buddy_system_allocator::LockedHeapWithRescue::new(growing::rescue);
    "linked_list_allocator", "linked_list_allocator", "linked_list_allocator", Peer:
        growing::LinkedList = growing::LinkedList::empty();
    "zig", "Zig wasm_allocator", "ziglang", Peer:
        zig::WasmAllocator = zig::WasmAllocator;
    "old-bump-free-list", "0.1.0 BumpFreeList", "lite-alloc", Old:
        lite_alloc_0_1_0::single_threaded::BumpFreeListAllocator =
        lite_alloc_0_1_0::single_threaded::BumpFreeListAllocator::new();
    "old-segregated", "0.1.0 SegregatedBump", "lite-alloc", Old:
        lite_alloc_0_1_0::single_threaded::SegregatedBumpAllocator =
        lite_alloc_0_1_0::single_threaded::SegregatedBumpAllocator::new();
    "old-free-list", "0.1.0 FreeList", "lite-alloc", Old:
        lite_alloc_0_1_0::single_threaded::FreeListAllocator =
        lite_alloc_0_1_0::single_threaded::FreeListAllocator::new();
}

/// The allocator with which all others are compared: the default of Rust on wasm.
pub const BASELINE: &str = "dlmalloc";
