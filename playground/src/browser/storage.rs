//! Storage, of the site and of this tab. It may be forbidden or full, so nothing may depend on it.

use web_sys::Storage;

use super::window;

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
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
    window().session_storage().ok().flatten()?.get_item(key).ok().flatten()
}

/// Stores `value` under `key` for this tab. Returns whether that worked.
pub fn set_in_tab(key: &str, value: &str) -> bool {
    let storage = window().session_storage().ok().flatten();
    storage.is_some_and(|storage| storage.set_item(key, value).is_ok())
}

/// Removes the value stored under `key`.
pub fn remove(key: &str) {
    if let Some(storage) = storage() {
        // It fails only if storage is forbidden, and then nothing is stored.
        let _ = storage.remove_item(key);
    }
}
