//! What scripts can do with lists (Rhai's arrays), each paid for by the values it touches.

use rhai::{Array, Dynamic, Engine, FnPtr, INT, NativeCallContext};

use super::engine::{Answer, Block, Machine, mistake};

/// Lists and maps in each other, at most. They are cloned and dropped by recursion, so the stack sets the limit.
const MAX_DEPTH: u32 = 32;

/// Adds the functions to `engine`.
pub fn register(engine: &mut Engine, machine: &Machine) {
    engine.register_iterator::<Array>();
    engine.register_fn("len", |list: &mut Array| list.len() as INT);
    engine.register_get("len", |list: &mut Array| list.len() as INT);
    engine.register_fn("is_empty", |list: &mut Array| list.is_empty());
    engine.register_fn("pop", |list: &mut Array| list.pop().unwrap_or_default());
    engine.register_fn("clear", |list: &mut Array| list.clear());
    let m = machine.clone();
    engine.register_fn("push", move |list: &mut Array, value: Dynamic| {
        pay(&m, &value)?;
        list.push(value);
        Answer::Ok(())
    });
    let m = machine.clone();
    engine.register_fn("insert", move |list: &mut Array, index: INT, value: Dynamic| {
        pay(&m, &value)?;
        m.spend(list.len() as u64 / 64)?;
        let len = list.len();
        match usize::try_from(index).ok().filter(|&index| index <= len) {
            Some(index) => list.insert(index, value),
            None => return out_of_bounds(index, len),
        }
        Answer::Ok(())
    });
    let m = machine.clone();
    engine.register_fn("remove", move |list: &mut Array, index: INT| {
        m.spend(list.len() as u64 / 64)?;
        match usize::try_from(index).ok().filter(|&index| index < list.len()) {
            Some(index) => Answer::Ok(list.remove(index)),
            None => out_of_bounds(index, list.len()),
        }
    });
    let m = machine.clone();
    engine.register_fn("shift", move |list: &mut Array| {
        m.spend(list.len() as u64 / 64)?;
        Answer::Ok(if list.is_empty() { Dynamic::UNIT } else { list.remove(0) })
    });
    let m = machine.clone();
    engine.register_fn("reverse", move |list: &mut Array| {
        m.spend(list.len() as u64 / 8)?;
        list.reverse();
        Answer::Ok(())
    });
    let m = machine.clone();
    engine.register_fn("shuffle", move |list: &mut Array| {
        for value in list.iter() {
            pay(&m, value)?;
        }
        m.spend(list.len() as u64)?;
        m.with(|program| program.shuffle(list));
        Answer::Ok(list.clone())
    });
    let m = machine.clone();
    engine.register_fn("contains", move |list: &mut Array, value: Dynamic| {
        m.spend(list.len() as u64 / 8)?;
        Answer::Ok(list.iter().any(|other| same(other, &value)))
    });
    with_functions(engine, machine);
}

fn with_functions(engine: &mut Engine, machine: &Machine) {
    let m = machine.clone();
    engine.register_fn("map", move |ctx: NativeCallContext, list: &mut Array, f: FnPtr| {
        pay_all(&m, list)?;
        let made: Answer<Array> = list.iter().map(|value| call(&ctx, &f, value)).collect();
        Answer::Ok(made?)
    });
    let m = machine.clone();
    engine.register_fn("filter", move |ctx: NativeCallContext, list: &mut Array, f: FnPtr| {
        pay_all(&m, list)?;
        let mut kept = Array::new();
        for value in list.iter() {
            match call(&ctx, &f, value)?.as_bool() {
                Ok(true) => kept.push(value.clone()),
                Ok(false) => {}
                Err(_) => return mistake("The function of `filter` must answer `true` or `false`."),
            }
        }
        Answer::Ok(kept)
    });
    let m = machine.clone();
    engine.register_fn("for_each", move |ctx: NativeCallContext, list: &mut Array, f: FnPtr| {
        pay_all(&m, list)?;
        list.iter().try_for_each(|value| call(&ctx, &f, value).map(drop))
    });
}

fn call(ctx: &NativeCallContext, f: &FnPtr, value: &Dynamic) -> Answer<Dynamic> {
    f.call_within_context(ctx, (value.clone(),))
}

/// Numbers, truth values, texts and blocks can be compared; lists are never the same.
fn same(a: &Dynamic, b: &Dynamic) -> bool {
    if let (Some(a), Some(b)) = (a.read_lock::<Block>(), b.read_lock::<Block>()) {
        return *a == *b;
    }
    if let (Ok(a), Ok(b)) = (a.as_int(), b.as_int()) {
        return a == b;
    }
    if let (Ok(a), Ok(b)) = (a.as_bool(), b.as_bool()) {
        return a == b;
    }
    match (a.as_immutable_string_ref(), b.as_immutable_string_ref()) {
        (Ok(a), Ok(b)) => *a == *b,
        _ => false,
    }
}

/// The error for an index outside of a list.
fn out_of_bounds<T>(index: INT, len: usize) -> Answer<T> {
    mistake(index_message(index, len))
}

/// Why `index` is none of a list of `len` values.
pub fn index_message(index: INT, len: usize) -> String {
    match len {
        0 => format!("The list is empty, so there is nothing at index {index}."),
        1 => format!("The list has 1 value, so the only index is 0, not {index}."),
        _ => format!("The list has {len} values, so an index goes from 0 to {}, not {index}.", len - 1),
    }
}

fn pay_all(m: &Machine, list: &Array) -> Answer<()> {
    m.spend(list.len() as u64)?;
    list.iter().try_for_each(|value| pay(m, value))
}

/// Pays for a value that is copied or put into a list: what it holds, however deep.
pub fn pay(m: &Machine, value: &Dynamic) -> Answer<()> {
    match weight(value, 0) {
        Some(0) => Ok(()),
        Some(weight) => m.spend(weight),
        None => mistake(format!("Lists in lists in lists …: {MAX_DEPTH} levels are the most.")),
    }
}

/// The number of values inside; `None` where they are nested too deep.
fn weight(value: &Dynamic, depth: u32) -> Option<u64> {
    if depth > MAX_DEPTH {
        return None;
    }
    let inside = |value: &Dynamic| Some(1 + weight(value, depth + 1)?);
    if let Ok(list) = value.as_array_ref() {
        return list.iter().map(inside).sum();
    }
    if let Ok(map) = value.as_map_ref() {
        return map.values().map(inside).sum();
    }
    Some(0)
}
