//! Sorting a list: stable, and the same in every run.

use std::cmp::Ordering;

use rhai::{Array, Dynamic, FnPtr};

use super::{
    lists::{apply, change, pay, values},
    machine::{Answer, Call, mistake},
    mistakes::{Kind, Runtime},
    values::{as_block, kind},
};

/// A value with what it is sorted by.
type Keyed = (Dynamic, Dynamic);

/// Sorts the first argument, a list, by its values or by what `key` returns for each, and returns it.
pub fn sort(call: &Call, args: &mut [&mut Dynamic], key: Option<FnPtr>) -> Answer<Dynamic> {
    pay(call.machine, args[0])?;
    let mut keyed = Vec::new();
    for value in values(args[0])?.iter() {
        let key = key.as_ref().map_or_else(|| Ok(value.clone()), |key| apply(call, key, value))?;
        let first = keyed.first().map_or(&key, |(first, _): &Keyed| first);
        if order(first, &key).is_none() {
            let (expected, found) = (kind(first.type_name()), kind(key.type_name()));
            return mistake(if order(first, first).is_some() {
                Runtime::Expected { expected, found }
            } else {
                Runtime::Expected { expected: Kind::Number, found }
            });
        }
        keyed.push((key, value.clone()));
    }
    // A comparison is quick.
    call.machine.spend(keyed.len() as u64 * u64::from((keyed.len() | 1).ilog2()) / 16)?;
    let sorted: Array = merged(keyed).into_iter().map(|(_, value)| value).collect();
    change(args, |list, _| *list = sorted)?;
    Ok(args[0].clone())
}

/// The order of two values of one type; `None` if they have none.
fn order(a: &Dynamic, b: &Dynamic) -> Option<Ordering> {
    if let (Ok(a), Ok(b)) = (a.as_int(), b.as_int()) {
        return Some(a.cmp(&b));
    }
    // Blocks are in the order of their allocation.
    if let (Some(a), Some(b)) = (as_block(a), as_block(b)) {
        return Some(a.0.cmp(&b.0));
    }
    match (a.as_immutable_string_ref(), b.as_immutable_string_ref()) {
        (Ok(a), Ok(b)) => Some(a.as_str().cmp(b.as_str())),
        _ => None,
    }
}

/// Merge sort. The standard library's `sort_by` would be several times as much code in the page.
fn merged(mut left: Vec<Keyed>) -> Vec<Keyed> {
    if left.len() < 2 {
        return left;
    }
    let right = merged(left.split_off(left.len() / 2));
    let (mut left, mut right) = (merged(left).into_iter().peekable(), right.into_iter().peekable());
    let mut all = Vec::with_capacity(left.len() + right.len());
    while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
        let is_right_first = order(&b.0, &a.0) == Some(Ordering::Less);
        all.extend(if is_right_first { right.next() } else { left.next() });
    }
    all.extend(left.chain(right));
    all
}
