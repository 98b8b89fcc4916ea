//! Fuzzes [`FreeList`].
#![no_main]

use lite_alloc::free_list::FreeList;

lite_alloc_fuzz::target!(FreeList);
