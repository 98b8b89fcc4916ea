//! placeholder
#![no_std]
pub mod allocate;
pub mod inspect;
pub mod memory;
pub mod observe;
/// granule
pub const GRANULE: usize = 16;
