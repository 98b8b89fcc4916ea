//! Fuzzes [`SegregatedBump`].
#![no_main]

use lite_alloc::segregated_bump::SegregatedBump;

lite_alloc_fuzz::target!(SegregatedBump);
