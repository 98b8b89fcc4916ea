//! Replays a trace on the allocators in a terminal: the same core as the page, so the same numbers.

pub mod engine;
