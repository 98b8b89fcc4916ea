//! The views: snapshots of [`crate::state`] come down, intents go up, one file each.

mod announcer;
mod app;
mod arena_form;
mod by_hand;
mod desk;
pub mod editor;
mod field_table;
mod format;
mod header;
pub mod heap;
mod help;
mod icon;
mod inspector;
mod lane;
mod lessons;
mod metrics;
mod notice;
mod page;
mod prose;
mod running;
mod structure;
mod timeline;
mod tools;
mod transport;

use yew::UseReducerDispatcher;

use crate::state::AppState;

pub use app::App;

/// The way up: takes an intent to the state.
pub type Dispatch = UseReducerDispatcher<AppState>;
