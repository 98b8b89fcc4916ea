//! Fuzzes [`BumpFreeList`].
#![no_main]

use lite_alloc::bump_free_list::BumpFreeList;

lite_alloc_fuzz::target!(BumpFreeList);
