//! Fuzzes [`BoundaryTag`].
#![no_main]

use lite_alloc::boundary_tag::BoundaryTag;

lite_alloc_fuzz::target!(BoundaryTag);
