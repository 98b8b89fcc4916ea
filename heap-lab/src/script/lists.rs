//! What scripts can do with lists (Rhai's arrays). The cost of each function is the number of values it touches.

use std::any::TypeId;

use rhai::{Array, Dynamic, Engine, FnPtr, INT};

use super::{
    machine::{Answer, Call, Machine, any, mistake, register},
    mistakes::{Kind, Limit, NumberUse, Runtime},
    sorting,
    values::{as_block, expect_int},
};

/// The maximum nesting of lists and maps. They are cloned and dropped by recursion, so the stack sets the limit.
const MAX_DEPTH: u32 = 32;

/// Adds the functions to `engine`.
pub fn register_all(engine: &mut Engine, machine: &Machine) {
    engine.register_iterator::<Array>();
    let (any, list, function) = (any(), TypeId::of::<Array>(), TypeId::of::<FnPtr>());
    let mut add = |name, parameters: &[TypeId], native| register(engine, machine, name, parameters, native);
    add("len", &[list], |_, args| Ok((values(args[0])?.len() as INT).into()));
    add("is_empty", &[list], |_, args| Ok(values(args[0])?.is_empty().into()));
    add("clear", &[list], |_, args| change(args, |list, _| list.clear()).map(Dynamic::from));
    add("pop", &[list], |_, args| change(args, |list, _| list.pop().unwrap_or_default()));
    add("push", &[list, any], |call, args| {
        pay(call.machine, args[1])?;
        change(args, |list, rest| list.push(rest[0].take())).map(Dynamic::from)
    });
    add("shift", &[list], |call, args| {
        pay_to_move(call, args[0])?;
        change(args, |list, _| if list.is_empty() { Dynamic::UNIT } else { list.remove(0) })
    });
    add("insert", &[list, any, any], |call, args| {
        let index = expect_int(args[1], NumberUse::Index)?;
        pay_to_move(call, args[0])?;
        pay(call.machine, args[2])?;
        change(args, |list, rest| {
            let at = position(index, list.len())?;
            list.insert(at, rest[1].take());
            Ok(Dynamic::UNIT)
        })?
    });
    add("remove", &[list, any], |call, args| {
        let index = expect_int(args[1], NumberUse::Index)?;
        pay_to_move(call, args[0])?;
        change(args, |list, _| Ok(list.remove(place(index, list.len())?)))?
    });
    add("swap", &[list, any, any], |call, args| {
        let (a, b) = (expect_int(args[1], NumberUse::Index)?, expect_int(args[2], NumberUse::Index)?);
        call.machine.spend(1)?;
        change(args, |list, _| {
            let len = list.len();
            list.swap(place(a, len)?, place(b, len)?);
            Ok(Dynamic::UNIT)
        })?
    });
    add("slice", &[list, any, any], |call, args| {
        let (from, to) = (expect_int(args[1], NumberUse::Index)?, expect_int(args[2], NumberUse::Index)?);
        pay(call.machine, args[0])?;
        let list = values(args[0])?;
        let (from, to) = (position(from, list.len())?, position(to, list.len())?);
        Ok(Dynamic::from_array(list.get(from..to).unwrap_or_default().to_vec()))
    });
    add("+", &[list, list], |call, args| {
        pay(call.machine, args[0])?;
        pay(call.machine, args[1])?;
        let both = values(args[0])?.iter().chain(values(args[1])?.iter()).cloned().collect();
        Ok(Dynamic::from_array(both))
    });
    add("sort", &[list], |call, args| sorting::sort(call, args, None));
    add("sort", &[list, function], |call, args| {
        let key = args[1].take().cast::<FnPtr>();
        sorting::sort(call, args, Some(key))
    });
    add("reverse", &[list], |call, args| {
        pay_to_move(call, args[0])?;
        change(args, |list, _| list.reverse()).map(Dynamic::from)
    });
    add("shuffle", &[list], |call, args| {
        pay(call.machine, args[0])?;
        change(args, |list, _| call.machine.with(|program| program.shuffle(list)))?;
        Ok(args[0].clone())
    });
    add("contains", &[list, any], |call, args| Ok((index_of(call, args)? >= 0).into()));
    add("index_of", &[list, any], |call, args| Ok(index_of(call, args)?.into()));
    add("map", &[list, function], map);
    add("filter", &[list, function], filter);
    add("for_each", &[list, function], |call, args| map(call, args).map(|_| Dynamic::UNIT));
}

/// The index of the first value that is the same as the second argument, or -1.
fn index_of(call: &Call, args: &[&mut Dynamic]) -> Answer<INT> {
    pay(call.machine, args[0])?;
    let found = values(args[0])?.iter().position(|value| same(value, args[1]));
    Ok(found.map_or(-1, |index| index as INT))
}

fn map(call: &Call, args: &mut [&mut Dynamic]) -> Answer<Dynamic> {
    pay(call.machine, args[0])?;
    let function = args[1].take().cast::<FnPtr>();
    let made: Answer<Array> = values(args[0])?.iter().map(|value| apply(call, &function, value)).collect();
    made.map(Dynamic::from_array)
}

fn filter(call: &Call, args: &mut [&mut Dynamic]) -> Answer<Dynamic> {
    pay(call.machine, args[0])?;
    let function = args[1].take().cast::<FnPtr>();
    let mut kept = Array::new();
    for value in values(args[0])?.iter() {
        match apply(call, &function, value)?.as_bool() {
            Ok(true) => kept.push(value.clone()),
            Ok(false) => {}
            Err(_) => return mistake(Runtime::FilterAnswer),
        }
    }
    Ok(Dynamic::from_array(kept))
}

pub(super) fn apply(call: &Call, function: &FnPtr, value: &Dynamic) -> Answer<Dynamic> {
    function.call_within_context(&call.context, (value.clone(),))
}

/// The values of an argument that was declared as a list.
pub(super) fn values(list: &Dynamic) -> Answer<impl std::ops::Deref<Target = Array>> {
    list.as_array_ref().or_else(|_| no_list())
}

fn no_list<T>() -> Answer<T> {
    mistake(Runtime::Expected { expected: Kind::List, found: Kind::Nothing })
}

/// Changes the first argument, a list, by the others.
pub(super) fn change<T>(
    args: &mut [&mut Dynamic],
    work: impl FnOnce(&mut Array, &mut [&mut Dynamic]) -> T,
) -> Answer<T> {
    match args {
        [list, rest @ ..] if !list.is_read_only() => {
            let mut list = list.as_array_mut().or_else(|_| no_list())?;
            Ok(work(&mut list, rest))
        }
        _ => mistake(Runtime::ConstantChanged(None)),
    }
}

/// Numbers, Booleans, characters, strings and blocks can be compared; lists are never equal.
fn same(a: &Dynamic, b: &Dynamic) -> bool {
    if let (Some(a), Some(b)) = (as_block(a), as_block(b)) {
        return a == b;
    }
    if let (Ok(a), Ok(b)) = (a.as_int(), b.as_int()) {
        return a == b;
    }
    if let (Ok(a), Ok(b)) = (a.as_bool(), b.as_bool()) {
        return a == b;
    }
    if let (Ok(a), Ok(b)) = (a.as_char(), b.as_char()) {
        return a == b;
    }
    match (a.as_immutable_string_ref(), b.as_immutable_string_ref()) {
        (Ok(a), Ok(b)) => *a == *b,
        _ => false,
    }
}

/// The index of one of `len` values. A negative one counts from the end, as in `list[-1]`.
fn place(index: INT, len: usize) -> Answer<usize> {
    from_end(index, len).filter(|&at| at < len).map_or_else(|| mistake(Runtime::ListIndex { index, len }), Ok)
}

/// The index before which something goes: there is one more than values.
fn position(index: INT, len: usize) -> Answer<usize> {
    from_end(index, len)
        .filter(|&at| at <= len)
        .map_or_else(|| mistake(Runtime::ListPosition { index, len }), Ok)
}

fn from_end(index: INT, len: usize) -> Option<usize> {
    usize::try_from(if index < 0 { index + len as INT } else { index }).ok()
}

/// Charges for moving the values of a list, which is quick.
fn pay_to_move(call: &Call, list: &Dynamic) -> Answer<()> {
    call.machine.spend(values(list)?.len() as u64 / 16)
}

/// Charges for a value that is copied or put into a list: for everything in it, however deep.
pub fn pay(machine: &Machine, value: &Dynamic) -> Answer<()> {
    match weight(value, 0) {
        Some(0) => Ok(()),
        Some(weight) => machine.spend(weight),
        None => mistake(Limit::Lists { most: MAX_DEPTH }),
    }
}

/// The number of values inside; `None` if they are nested too deep.
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
