//! Storage, of the site and of this tab. It may be forbidden or full, so nothing may depend on it.

use std::cell::Cell;

use web_sys::Storage;

use super::window;

thread_local! {
    /// Whether this page leaves the storage alone.
    static LEFT_ALONE: Cell<bool> = const { Cell::new(false) };
}

/// From now on, this page finds nothing and stores nothing: as a figure in another page it is not the reader's own.
pub fn leave_alone() {
    LEFT_ALONE.set(true);
}

fn storage() -> Option<Storage> {
    if LEFT_ALONE.get() { None } else { window().local_storage().ok().flatten() }
}

fn storage_of_tab() -> Option<Storage> {
    if LEFT_ALONE.get() { None } else { window().session_storage().ok().flatten() }
}

/// The value stored under `key`; `None` if there is none or storage is forbidden.
pub fn get(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

/// Stores `value` under `key`. Returns whether that worked.
pub fn set(key: &str, value: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(key, value).is_ok())
}

/// The value that this tab stored under `key`; it survives reloads, and no other tab sees it.
pub fn of_tab(key: &str) -> Option<String> {
    storage_of_tab()?.get_item(key).ok().flatten()
}

/// Stores `value` under `key` for this tab. Returns whether that worked.
pub fn set_in_tab(key: &str, value: &str) -> bool {
    storage_of_tab().is_some_and(|storage| storage.set_item(key, value).is_ok())
}

/// Removes the value stored under `key`.
pub fn remove(key: &str) {
    if let Some(storage) = storage() {
        // It fails only if storage is forbidden, and then nothing is stored.
        let _ = storage.remove_item(key);
    }
}

/// Removes the value that this tab stored under `key`.
pub fn remove_in_tab(key: &str) {
    if let Some(storage) = storage_of_tab() {
        // It fails only if storage is forbidden, and then nothing is stored.
        let _ = storage.remove_item(key);
    }
}
