//! A microscope for memory allocators. ARCHITECTURE.md has the map.

pub mod arena;
pub mod browser;
pub mod components;
pub mod examples;
pub mod lab;
pub mod playhead;
pub mod scene;
pub mod script;
pub mod share;
pub mod state;
pub mod trace;
