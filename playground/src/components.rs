//! The views: snapshots of [`heap_lab::state`] come down, intents go up, one file each.

mod announcer;
mod app;
mod arena_form;
mod by_hand;
mod challenge;
mod desk;
pub mod editor;
mod example;
mod examples;
mod field_table;
mod format;
mod header;
pub mod heap;
mod help;
mod history;
mod icon;
mod inspector;
mod lane;
pub mod lesson;
mod notice;
mod numbers;
mod page;
mod print;
mod progress;
mod prose;
mod running;
mod share;
mod shortage;
mod story;
mod structure;
mod text;
mod timeline;
mod transport;
mod work;

pub use app::App;
