//! A whole program on one allocator: it reads JSON, changes it, and prints it. Only its size is measured.
#![cfg(target_family = "wasm")]

use std::slice;

use serde_json::{Map, Value};

/// Links the allocator in, and with it the static that is the global one.
use subject as _;

/// Room for a text, which [`answer`] takes.
#[unsafe(no_mangle)]
extern "C" fn room(length: usize) -> *mut u8 {
    Box::into_raw(vec![0; length].into_boxed_slice()).cast()
}

/// The changed text: its length comes first, in four bytes. Null if the text is no JSON.
///
/// # Safety
/// The text comes from [`room`], was asked with this length, and is used only here.
#[unsafe(no_mangle)]
unsafe extern "C" fn answer(text: *mut u8, length: usize) -> *mut u8 {
    // SAFETY: the caller promises that it is such a block.
    let text = unsafe { Box::from_raw(slice::from_raw_parts_mut(text, length)) };
    let Ok(mut value) = serde_json::from_slice::<Value>(&text) else { return std::ptr::null_mut() };
    change(&mut value);
    let text = value.to_string();
    let mut out = Vec::with_capacity(text.len() + 4);
    out.extend_from_slice(&(text.len() as u32).to_le_bytes());
    out.extend_from_slice(text.as_bytes());
    Box::into_raw(out.into_boxed_slice()).cast()
}

/// Sorts what can be sorted, counts what was there, and drops nulls.
fn change(value: &mut Value) {
    match value {
        Value::Array(items) => {
            items.retain(|item| !item.is_null());
            items.iter_mut().for_each(change);
            items.sort_by_key(|item| item.to_string());
        }
        Value::Object(fields) => {
            let count = fields.len();
            let mut kept: Map<_, _> =
                std::mem::take(fields).into_iter().filter(|(_, v)| !v.is_null()).collect();
            kept.values_mut().for_each(change);
            kept.insert(format!("fields of {count}"), count.into());
            *fields = kept;
        }
        Value::String(text) => *text = text.to_uppercase(),
        _ => {}
    }
}
