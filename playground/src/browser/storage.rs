//! Local storage. People may forbid it and it may be full, so nothing may depend on it.

use web_sys::Storage;

use super::window;

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// What was stored under `key`; `None` where nothing is or storage is forbidden.
pub fn get(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

/// Stores `value` under `key`. Whether that worked.
pub fn set(key: &str, value: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(key, value).is_ok())
}

/// Forgets what is stored under `key`.
pub fn remove(key: &str) {
    if let Some(storage) = storage() {
        // Only a forbidden storage refuses, and there is nothing in it.
        let _ = storage.remove_item(key);
    }
}
