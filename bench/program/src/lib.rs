//! A whole program with one allocator: it reads, changes and prints JSON. Only its size is measured.
#![cfg(target_family = "wasm")]

use std::ptr;

use serde_json::Value;

/// Links the crate with the allocator, which is the global one.
use subject as _;

/// Allocates a buffer for a text that is passed to [`answer`].
#[unsafe(no_mangle)]
extern "C" fn room(length: usize) -> *mut u8 {
    Box::into_raw(vec![0; length].into_boxed_slice()).cast()
}

/// The changed text, after its length in four bytes. Null if the text is not JSON.
///
/// # Safety
/// The text comes from [`room`] with this length, and is not used afterwards.
#[unsafe(no_mangle)]
unsafe extern "C" fn answer(text: *mut u8, length: usize) -> *mut u8 {
    // SAFETY: the caller promises that it is such a block.
    let text = unsafe { Box::from_raw(ptr::slice_from_raw_parts_mut(text, length)) };
    let Ok(mut value) = serde_json::from_slice::<Value>(&text) else { return ptr::null_mut() };
    change(&mut value);
    let text = value.to_string();
    let mut out = Vec::with_capacity(text.len() + 4);
    out.extend_from_slice(&(text.len() as u32).to_le_bytes());
    out.extend_from_slice(text.as_bytes());
    Box::into_raw(out.into_boxed_slice()).cast()
}

/// Adds 1 to every number and a character to every string.
fn change(value: &mut Value) {
    match value {
        Value::Null | Value::Bool(_) => {}
        Value::Number(number) => {
            if let Some(whole) = number.as_i64() {
                *number = (whole + 1).into();
            }
        }
        Value::String(text) => text.push('!'),
        Value::Array(items) => items.iter_mut().for_each(change),
        Value::Object(fields) => fields.values_mut().for_each(change),
    }
}
