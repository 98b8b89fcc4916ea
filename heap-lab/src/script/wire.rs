//! A script that was run, as bytes: they come from a copy of this program in another thread, which shares no memory
//! with it.
//!
//! Numbers have seven bits per byte, the lowest first; the last byte has its top bit clear. Texts and lists begin with
//! their length, values of an enumeration with the number of their variant.

use std::rc::Rc;

use super::{
    execute::{self, Executed},
    mistakes::ScriptError,
};
use crate::trace::{Blocks, Op, Trace};

mod mistakes;

/// Runs a script, to the end.
pub fn run(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    match execute::run(text) {
        Ok(executed) => {
            bytes.push(0);
            executed.write(&mut bytes);
        }
        Err(error) => {
            bytes.push(1);
            error.write(&mut bytes);
        }
    }
    bytes
}

/// What [`run`] found. `None` if the bytes are damaged, or the mistake shows without a run.
pub fn read(mut bytes: &[u8]) -> Option<Result<Executed, ScriptError>> {
    let from = &mut bytes;
    let result = match byte(from)? {
        0 => Ok(Executed::read(from)?),
        1 => Err(ScriptError::read(from)?),
        _ => return None,
    };
    from.is_empty().then_some(result)
}

/// What can be written as bytes, and read again.
trait Wire: Sized {
    fn write(&self, to: &mut Vec<u8>);

    /// Takes it from the front of the bytes. `None` if they are damaged.
    fn read(from: &mut &[u8]) -> Option<Self>;
}

fn byte(from: &mut &[u8]) -> Option<u8> {
    let (&byte, rest) = from.split_first()?;
    *from = rest;
    Some(byte)
}

/// The length of a text or a list. Its items have at least one byte each.
fn count(from: &mut &[u8]) -> Option<usize> {
    usize::read(from).filter(|&count| count <= from.len())
}

impl Wire for u64 {
    fn write(&self, to: &mut Vec<u8>) {
        let mut rest = *self;
        while rest >= 0x80 {
            to.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        to.push(rest as u8);
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        let mut number = 0;
        for shift in (0..Self::BITS).step_by(7) {
            let byte = byte(from)?;
            let bits = Self::from(byte & 0x7f);
            number |= bits << shift;
            if byte < 0x80 {
                // The tenth byte has room for bits that a number doesn't have.
                return (bits << shift >> shift == bits).then_some(number);
            }
        }
        None
    }
}

impl Wire for i64 {
    fn write(&self, to: &mut Vec<u8>) {
        self.cast_unsigned().write(to);
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        u64::read(from).map(u64::cast_signed)
    }
}

impl Wire for u32 {
    fn write(&self, to: &mut Vec<u8>) {
        u64::from(*self).write(to);
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        u64::read(from)?.try_into().ok()
    }
}

impl Wire for usize {
    fn write(&self, to: &mut Vec<u8>) {
        (*self as u64).write(to);
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        u64::read(from)?.try_into().ok()
    }
}

impl Wire for bool {
    fn write(&self, to: &mut Vec<u8>) {
        to.push(u8::from(*self));
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        match byte(from)? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

fn write_text(text: &str, to: &mut Vec<u8>) {
    text.len().write(to);
    to.extend_from_slice(text.as_bytes());
}

fn read_text<'a>(from: &mut &'a [u8]) -> Option<&'a str> {
    let len = count(from)?;
    let (text, rest) = from.split_at(len);
    *from = rest;
    std::str::from_utf8(text).ok()
}

impl Wire for Rc<str> {
    fn write(&self, to: &mut Vec<u8>) {
        write_text(self, to);
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        read_text(from).map(Self::from)
    }
}

/// The variants of an enumeration, each with its number and its fields.
macro_rules! wire_enum {
    ($type:ident { $($number:literal $name:ident $(($($item:ident),*))? $({ $($field:ident),* })?,)* }) => {
        impl Wire for $type {
            fn write(&self, to: &mut Vec<u8>) {
                match self {
                    $(Self::$name $(($($item),*))? $({ $($field),* })? => {
                        to.push($number);
                        $($($item.write(to);)*)?
                        $($($field.write(to);)*)?
                    })*
                }
            }

            fn read(from: &mut &[u8]) -> Option<Self> {
                Some(match byte(from)? {
                    $($number => {
                        $($(let $item = Wire::read(from)?;)*)?
                        $($(let $field = Wire::read(from)?;)*)?
                        Self::$name $(($($item),*))? $({ $($field),* })?
                    })*
                    _ => return None,
                })
            }
        }
    };
}

use wire_enum;

wire_enum!(Op {
    0 Alloc { block, size, align, zeroed },
    1 Realloc { block, size },
    2 Free { block },
    3 Label { text },
    4 TakePages { pages },
});

impl Wire for Executed {
    fn write(&self, to: &mut Vec<u8>) {
        let Self { trace, lines, name_lines, statements, spans } = self;
        spans.len().write(to);
        for (first, last) in &**spans {
            first.write(to);
            last.write(to);
        }
        trace.blocks.len().write(to);
        for (block, line) in trace.blocks.iter().zip(&**name_lines) {
            write_text(block, to);
            line.write(to);
        }
        trace.ops.len().write(to);
        for ((op, line), statement) in trace.ops.iter().zip(&**lines).zip(&**statements) {
            op.write(to);
            line.write(to);
            statement.write(to);
        }
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        let len = count(from)?;
        let mut spans = Vec::with_capacity(len);
        for _ in 0..len {
            spans.push((u32::read(from)?, u32::read(from)?));
        }
        let len = count(from)?;
        let (mut blocks, mut name_lines) = (Blocks::default(), Vec::with_capacity(len));
        for _ in 0..len {
            blocks.push(&<Rc<str> as Wire>::read(from)?);
            name_lines.push(u32::read(from)?);
        }
        let len = count(from)?;
        let mut ops = Vec::with_capacity(len);
        let (mut lines, mut statements) = (Vec::with_capacity(len), Vec::with_capacity(len));
        for _ in 0..len {
            let op = Op::read(from)?;
            if op.block().is_some_and(|block| block as usize >= blocks.len()) {
                return None;
            }
            ops.push(op);
            lines.push(u32::read(from)?);
            statements.push(usize::read(from)?);
        }
        Some(Self {
            trace: Rc::new(Trace { ops, blocks }),
            lines: lines.into(),
            name_lines: name_lines.into(),
            statements: statements.into(),
            spans: spans.into(),
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_of_every_length() {
        for number in (0..64).flat_map(|bit| [(1 << bit) - 1, 1 << bit]).chain([u64::MAX]) {
            let mut bytes = Vec::new();
            number.write(&mut bytes);
            let mut rest = &bytes[..];
            assert_eq!((u64::read(&mut rest), rest), (Some(number), &[][..]));
            assert_eq!(u32::read(&mut &bytes[..]), u32::try_from(number).ok());
        }
        let too_large = [&[0xff; 9][..], &[2]].concat();
        for mut wrong in [&too_large[..], &[0x80; 11], &[0x80], &[]] {
            assert_eq!(u64::read(&mut wrong), None);
        }
    }

    /// One statement of each kind.
    fn statement() -> impl Strategy<Value = String> {
        prop_oneof![
            (1..1_u32 << 30, 0..17)
                .prop_map(|(size, power)| format!("l.push(alloc({size}, {}));", 1 << power)),
            (1..900_u32).prop_map(|size| format!("{{ let a = alloc_zeroed({size}); free(a); }}")),
            (1..900_u32).prop_map(|size| format!("realloc(first, {size});")),
            "[a-z é变]{0,9}".prop_map(|text| format!("label(\"{text}\");")),
            (1..65_537_u32).prop_map(|pages| format!("take_pages({pages});")),
            (1..300).prop_map(|n| format!("for i in 0..{n} {{\nalloc(i + 1); }}")),
        ]
    }

    fn script() -> impl Strategy<Value = String> {
        proptest::collection::vec(statement(), 0..12)
            .prop_map(|statements| format!("let l = []; let first = alloc(1);\n{}", statements.join("\n")))
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_run_stays_the_same(text in script()) {
            let executed = execute::run(&text);
            prop_assert!(executed.is_ok(), "{:?}\n{}", executed, text);
            prop_assert_eq!(read(&run(&text)), Some(executed));
        }

        #[test]
        fn a_part_or_more_is_refused(text in script(), part in any::<proptest::sample::Index>()) {
            let mut bytes = run(&text);
            prop_assert_eq!(read(&bytes[..part.index(bytes.len())]), None);
            bytes.push(0);
            prop_assert_eq!(read(&bytes), None);
        }

        #[test]
        fn changed_bytes_are_refused_or_hold_together(
            text in script(),
            at in any::<proptest::sample::Index>(),
            byte in any::<u8>(),
        ) {
            let mut bytes = run(&text);
            let at = at.index(bytes.len());
            bytes[at] = byte;
            if let Some(Ok(Executed { trace, lines, name_lines, statements, .. })) = read(&bytes) {
                prop_assert_eq!((lines.len(), statements.len()), (trace.ops.len(), trace.ops.len()));
                prop_assert_eq!(name_lines.len(), trace.blocks.len());
                let mut blocks = trace.ops.iter().filter_map(Op::block);
                prop_assert!(blocks.all(|block| (block as usize) < trace.blocks.len()));
            }
        }
    }
}
