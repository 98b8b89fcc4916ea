//! The verdict on a run: what kind of program it is, what each allocator made of it, and which one fits.
//!
//! ```text
//! survey          reads a run in pieces, and makes the verdict
//! table           the measures of all lanes, side by side
//!   advice        which allocator fits: rules over what follows, with reasons and doubts
//!     lane        what one allocator made of the program, read from its recording
//!     measured    code size and pace of the allocators, from the measurements of the repository
//!     fingerprint what kind of program it is, read from the trace alone
//!       order     which of the live blocks are the youngest and the oldest
//!       histogram counts by powers of two
//!       median    the median of very many numbers
//! ```
//!
//! Everything here is a fact; [`crate::text`] makes the sentences. The page and the terminal use the same code, so they
//! say the same.

pub mod advice;
pub mod fingerprint;
pub mod histogram;
pub mod lane;
pub mod measured;
pub mod table;

mod median;
mod order;
#[cfg(test)]
mod programs;
mod survey;

pub use advice::Advice;
pub use fingerprint::Fingerprint;
pub use histogram::Histogram;
pub use lane::LaneResult;
pub use survey::{Survey, Verdict};

/// A part in tenths of a percent of the whole, rounded; `None` if there is no whole.
pub fn permille(part: u64, whole: u64) -> Option<u32> {
    let (part, whole) = (u128::from(part), u128::from(whole));
    let share = (part * 1000 + whole / 2).checked_div(whole)?;
    Some(u32::try_from(share).unwrap_or(u32::MAX))
}
