//! What the words of [`super::vocabulary`] do, except those for lists.

use std::any::TypeId;

use rhai::{Dynamic, Engine, INT, ImmutableString};

use super::{
    machine::{Answer, Call, Machine, any, mistake, register},
    mistakes::{BlockUse, NumberUse, Runtime},
    program::DEFAULT_ALIGN,
    values::{Block, as_block, checked_text, expect_block, expect_int, to_text},
};

/// Adds the functions to `engine`.
pub fn register_all(engine: &mut Engine, machine: &Machine) {
    let (any, int, text, block) =
        (any(), TypeId::of::<INT>(), TypeId::of::<ImmutableString>(), TypeId::of::<Block>());
    let mut add = |name, parameters: &[TypeId], native| register(engine, machine, name, parameters, native);
    add("alloc", &[any], |call, args| alloc(call, args, false));
    add("alloc", &[any, any], |call, args| alloc(call, args, false));
    add("alloc_zeroed", &[any], |call, args| alloc(call, args, true));
    add("alloc_zeroed", &[any, any], |call, args| alloc(call, args, true));
    add("realloc", &[any, any], realloc);
    add("free", &[any], |call, args| free(call, args[0]).map(Dynamic::from));
    add("label", &[any], label);
    add("take_pages", &[any], take_pages);
    add("size_of", &[any], size_of);
    add("block", &[any], find_block);
    add("==", &[block, block], |_, args| Ok((as_block(args[0]) == as_block(args[1])).into()));
    add("!=", &[block, block], |_, args| Ok((as_block(args[0]) != as_block(args[1])).into()));

    add("random", &[any, any], random);
    add("seed", &[any], seed);
    add("min", &[int, int], |_, args| Ok(number(args[0]).min(number(args[1])).into()));
    add("max", &[int, int], |_, args| Ok(number(args[0]).max(number(args[1])).into()));
    add("abs", &[int], |_, args| fits(number(args[0]).checked_abs()));
    add("-", &[int], |_, args| fits(number(args[0]).checked_neg()));
    add("+", &[int], |_, args| Ok(args[0].take()));
    // Rhai's own shifts by 64 or more give 0 without a word.
    add("<<", &[int, int], |_, args| fits(shifted(number(args[0]), number(args[1]))));
    add(">>", &[int, int], |_, args| fits(shifted(number(args[0]), number(args[1]).saturating_neg())));
    add("<<=", &[int, int], |_, args| {
        *args[0] = fits(shifted(number(args[0]), number(args[1])))?;
        Ok(Dynamic::UNIT)
    });
    add(">>=", &[int, int], |_, args| {
        *args[0] = fits(shifted(number(args[0]), number(args[1]).saturating_neg()))?;
        Ok(Dynamic::UNIT)
    });
    add("!", &[TypeId::of::<bool>()], |_, args| Ok((!args[0].as_bool().unwrap_or_default()).into()));
    add("range", &[int, int], |_, args| Ok(Dynamic::from(number(args[0])..number(args[1]))));
    add("range", &[int, int, int], |_, args| steps(number(args[0]), number(args[1]), number(args[2])));

    // Strings can be joined to each other and to any value, up to a length.
    let char = TypeId::of::<char>();
    for parameters in [[text, any], [any, text], [text, text], [text, char], [char, text]] {
        add("+", &parameters, |call, args| joined(call, args[0], args[1]));
    }
    for parameters in [[text, text], [text, char]] {
        add("+=", &parameters, |call, args| {
            *args[0] = joined(call, args[0], args[1])?;
            Ok(Dynamic::UNIT)
        });
    }
    // A string has as many characters as `text[index]` can reach.
    add("len", &[text], |call, args| Ok((text_of(call, args[0]).chars().count() as INT).into()));
    add("is_empty", &[text], |call, args| Ok(text_of(call, args[0]).is_empty().into()));
    for part in [text, char] {
        add("contains", &[text, part], |call, args| Ok((index_of(call, args) >= 0).into()));
        add("index_of", &[text, part], |call, args| Ok(index_of(call, args).into()));
    }
    engine.register_iterator::<std::ops::Range<INT>>();
    engine.register_iterator::<std::ops::RangeInclusive<INT>>();
    engine.register_iterator::<Steps>();
}

fn alloc(call: &Call, args: &mut [&mut Dynamic], zeroed: bool) -> Answer<Dynamic> {
    let size = expect_int(args[0], NumberUse::Size)?;
    let align =
        args.get(1).map_or(Ok(INT::from(DEFAULT_ALIGN)), |align| expect_int(align, NumberUse::Align))?;
    let block = call.with(|program| program.alloc(call.line(), size, align, zeroed))?;
    Ok(Dynamic::from(Block(block)))
}

fn realloc(call: &Call, args: &mut [&mut Dynamic]) -> Answer<Dynamic> {
    let block = expect_block(args[0], BlockUse::Realloc)?;
    let size = expect_int(args[1], NumberUse::Size)?;
    call.with(|program| program.realloc(call.line(), block.0, size))?;
    Ok(Dynamic::from(block))
}

fn free(call: &Call, value: &Dynamic) -> Answer<()> {
    if let Ok(list) = value.as_array_ref() {
        call.machine.spend(list.len() as u64)?;
        return list.iter().try_for_each(|value| free(call, value));
    }
    let block = expect_block(value, BlockUse::Free)?;
    call.with(|program| program.free(call.line(), block.0))
}

fn label(call: &Call, args: &mut [&mut Dynamic]) -> Answer<Dynamic> {
    let text = checked_text(text_of(call, args[0]))?;
    call.with(|program| program.label(call.line(), &text)).map(Dynamic::from)
}

fn take_pages(call: &Call, args: &mut [&mut Dynamic]) -> Answer<Dynamic> {
    let pages = expect_int(args[0], NumberUse::Pages)?;
    call.with(|program| program.take_pages(call.line(), pages)).map(Dynamic::from)
}

fn size_of(call: &Call, args: &mut [&mut Dynamic]) -> Answer<Dynamic> {
    let block = expect_block(args[0], BlockUse::SizeOf)?;
    Ok(INT::from(call.machine.with(|program| program.size_of(block.0))).into())
}

fn find_block(call: &Call, args: &mut [&mut Dynamic]) -> Answer<Dynamic> {
    let block = if let Ok(name) = args[0].as_immutable_string_ref() {
        call.with(|program| program.block_named(&name))?
    } else {
        let number = expect_int(args[0], NumberUse::Block)?;
        call.with(|program| program.block_numbered(number))?
    };
    Ok(Dynamic::from(Block(block)))
}

fn random(call: &Call, args: &mut [&mut Dynamic]) -> Answer<Dynamic> {
    let low = expect_int(args[0], NumberUse::Low)?;
    let high = expect_int(args[1], NumberUse::High)?;
    call.with(|program| program.random(low, high)).map(Dynamic::from)
}

fn seed(call: &Call, args: &mut [&mut Dynamic]) -> Answer<Dynamic> {
    let seed = expect_int(args[0], NumberUse::Seed)?;
    call.machine.with(|program| program.seed(seed));
    Ok(Dynamic::UNIT)
}

/// An argument that was declared as a number.
fn number(value: &Dynamic) -> INT {
    value.as_int().unwrap_or_default()
}

fn fits(result: Option<INT>) -> Answer<Dynamic> {
    match result {
        Some(number) => Ok(number.into()),
        None => mistake(Runtime::Overflow),
    }
}

/// The bits of `value` moved `left`, or right if that is negative. `None` if all of them would fall out on the left: that
/// is more likely a mistake than a wish.
fn shifted(value: INT, left: INT) -> Option<INT> {
    if left < 0 {
        return Some(value >> left.unsigned_abs().min(63));
    }
    value.checked_shl(u32::try_from(left).ok()?)
}

fn text_of(call: &Call, value: &Dynamic) -> String {
    call.machine.with(|program| to_text(program, value))
}

/// The index of the first character of the second text in the first one, or -1.
fn index_of(call: &Call, args: &[&mut Dynamic]) -> INT {
    let (text, part) = (text_of(call, args[0]), text_of(call, args[1]));
    text.find(&part).map_or(-1, |at| text[..at].chars().count() as INT)
}

fn steps(from: INT, to: INT, step: INT) -> Answer<Dynamic> {
    if step == 0 {
        return mistake(Runtime::ZeroStep);
    }
    Ok(Dynamic::from(Steps { next: Some(from), to, step }))
}

/// Every `step`th number up, or down, to `to`.
#[derive(Clone)]
struct Steps {
    next: Option<INT>,
    to: INT,
    step: INT,
}

impl Iterator for Steps {
    type Item = INT;

    fn next(&mut self) -> Option<INT> {
        let now = self.next.filter(|&n| if self.step > 0 { n < self.to } else { n > self.to })?;
        self.next = now.checked_add(self.step);
        Some(now)
    }
}

fn joined(call: &Call, a: &Dynamic, b: &Dynamic) -> Answer<Dynamic> {
    checked_text(text_of(call, a) + &text_of(call, b)[..]).map(Dynamic::from)
}
