//! The core of the playground: everything that does not depend on a browser. ARCHITECTURE.md has the map.

pub mod arena;
pub mod brush;
pub mod challenge;
pub mod examples;
pub mod export;
pub mod homework;
pub mod import;
pub mod lab;
pub mod lesson;
pub mod overview;
pub mod own;
pub mod playhead;
pub mod question;
pub mod samples;
pub mod scene;
pub mod script;
pub mod share;
pub mod speed;
pub mod state;
pub mod text;
pub mod trace;
pub mod verdict;
