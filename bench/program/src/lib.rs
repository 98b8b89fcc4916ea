//! A whole program on one allocator: it reads JSON, changes it, and prints it. Only its size is measured.
#![cfg(target_family = "wasm")]

use std::ptr;

use serde_json::Value;

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
    let text = unsafe { Box::from_raw(ptr::slice_from_raw_parts_mut(text, length)) };
    let Ok(mut value) = serde_json::from_slice::<Value>(&text) else { return ptr::null_mut() };
    change(&mut value);
    let text = value.to_string();
    let mut out = Vec::with_capacity(text.len() + 4);
    out.extend_from_slice(&(text.len() as u32).to_le_bytes());
    out.extend_from_slice(text.as_bytes());
    Box::into_raw(out.into_boxed_slice()).cast()
}

/// One more of every number, and a mark at the end of every text.
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
