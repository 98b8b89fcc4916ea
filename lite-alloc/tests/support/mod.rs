//! What the integration tests share: a memory that fails on request, an observer that stores events, and a model of what an
//! allocator may and must do. The tests themselves are in the files beside this folder.

#![allow(dead_code, reason = "every test file is its own crate and uses only a part of this")]

pub mod arena;
pub mod case;
pub mod explorer;
pub mod links;
pub mod log;
pub mod operation;
pub mod pattern;
pub mod picture;
pub mod room;
pub mod script;
pub mod shadow;
pub mod strategy;
pub mod subject;
pub mod tags;
