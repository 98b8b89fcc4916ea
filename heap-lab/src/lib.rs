//! The core of the playground: everything that does not depend on a browser. ARCHITECTURE.md has the map.

pub mod arena;
pub mod examples;
pub mod lab;
pub mod playhead;
pub mod scene;
pub mod script;
pub mod share;
pub mod speed;
pub mod state;
pub mod text;
pub mod trace;
