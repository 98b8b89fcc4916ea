//! A script that was run, as bytes: they come from a copy of this program in another thread, which shares no memory
//! with it.
//!
//! Numbers have seven bits per byte, the lowest first; the last byte has its top bit clear. Texts and lists begin with
//! their length.

use std::rc::Rc;

use super::{
    execute::{self, Executed},
    machine::BUDGET,
    mistakes::{Called, Limit, Mistake, Refusal, ScriptError},
};
use crate::trace::{BlockInfo, MAX_OPS, Op, Trace};

/// The script worked.
const EXECUTED: u8 = 0;
/// It takes too many steps.
const STEPS: u8 = 1;
/// It makes too many operations.
const FULL: u8 = 2;
/// It has any other mistake, which bytes don't tell.
const MISTAKE: u8 = 3;

const STEPS_LIMIT: Mistake = Mistake::Limit(Limit::Steps { most: BUDGET });
const FULL_LIMIT: Mistake = Mistake::Refusal(Refusal::RunFull { most: MAX_OPS });

/// Runs a script, to the end.
pub fn run(text: &str) -> Vec<u8> {
    write(&execute::run(text))
}

/// What [`run`] found. `None` if the bytes don't tell, or are damaged: then only another run can.
pub fn read(bytes: &[u8]) -> Option<Result<Executed, ScriptError>> {
    let (&kind, rest) = bytes.split_first()?;
    let mut reader = Reader { rest };
    let result = match kind {
        EXECUTED => Ok(reader.executed()?),
        STEPS => Err(reader.error(STEPS_LIMIT)?),
        FULL => Err(reader.error(FULL_LIMIT)?),
        _ => return None,
    };
    reader.rest.is_empty().then_some(result)
}

fn write(result: &Result<Executed, ScriptError>) -> Vec<u8> {
    let mut writer = Writer { bytes: Vec::new() };
    match result {
        Ok(executed) => {
            writer.bytes.push(EXECUTED);
            writer.executed(executed);
        }
        Err(error) => {
            // These two are how endless loops end. Others are mostly found early, where another run is short, too.
            let kind = match error.mistake {
                STEPS_LIMIT => STEPS,
                FULL_LIMIT => FULL,
                _ => MISTAKE,
            };
            writer.bytes.push(kind);
            writer.error(error);
        }
    }
    writer.bytes
}

struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    fn number(&mut self, mut number: u32) {
        while number >= 0x80 {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    /// A length or an index: all of them are far below 2^32.
    fn count(&mut self, count: usize) {
        self.number(count as u32);
    }

    fn text(&mut self, text: &str) {
        self.count(text.len());
        self.bytes.extend_from_slice(text.as_bytes());
    }

    fn error(&mut self, error: &ScriptError) {
        self.number(error.line);
        self.number(error.column);
        // A call is on line 1 at least.
        self.number(error.called.as_ref().map_or(0, |called| called.line));
        if let Some(called) = &error.called {
            self.text(&called.function);
        }
    }

    fn executed(&mut self, Executed { trace, lines, name_lines, statements, spans }: &Executed) {
        self.count(spans.len());
        for &(first, last) in &**spans {
            self.number(first);
            self.number(last);
        }
        self.count(trace.blocks.len());
        for (block, &line) in trace.blocks.iter().zip(&**name_lines) {
            self.text(&block.name);
            self.number(line);
        }
        self.count(trace.ops.len());
        for ((op, &line), &statement) in trace.ops.iter().zip(&**lines).zip(&**statements) {
            self.op(op);
            self.number(line);
            self.count(statement);
        }
    }

    fn op(&mut self, op: &Op) {
        match *op {
            Op::Alloc { block, size, align, zeroed } => {
                self.bytes.push(u8::from(zeroed));
                self.number(block);
                self.number(size);
                self.number(align);
            }
            Op::Realloc { block, size } => {
                self.bytes.push(2);
                self.number(block);
                self.number(size);
            }
            Op::Free { block } => {
                self.bytes.push(3);
                self.number(block);
            }
            Op::Label { ref text } => {
                self.bytes.push(4);
                self.text(text);
            }
            Op::TakePages { pages } => {
                self.bytes.push(5);
                self.number(pages);
            }
        }
    }
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Option<u8> {
        let (&byte, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(byte)
    }

    fn number(&mut self) -> Option<u32> {
        let mut number = 0;
        for shift in (0..32).step_by(7) {
            let byte = self.byte()?;
            let bits = u32::from(byte & 0x7f);
            number |= bits << shift;
            if byte < 0x80 {
                // The last byte has room for bits that a number doesn't have.
                return (bits << shift >> shift == bits).then_some(number);
            }
        }
        None
    }

    /// The length of a list, whose items have at least one byte each.
    fn count(&mut self) -> Option<usize> {
        let count = self.number()? as usize;
        (count <= self.rest.len()).then_some(count)
    }

    fn text(&mut self) -> Option<&'a str> {
        let len = self.count()?;
        let (text, rest) = self.rest.split_at(len);
        self.rest = rest;
        std::str::from_utf8(text).ok()
    }

    fn error(&mut self, mistake: Mistake) -> Option<ScriptError> {
        let (line, column, called) = (self.number()?, self.number()?, self.number()?);
        let called = match called {
            0 => None,
            line => Some(Called { function: self.text()?.to_owned(), line }),
        };
        Some(ScriptError { called, ..ScriptError::at(mistake, line, column) })
    }

    fn executed(&mut self) -> Option<Executed> {
        let count = self.count()?;
        let mut spans = Vec::with_capacity(count);
        for _ in 0..count {
            spans.push((self.number()?, self.number()?));
        }
        let count = self.count()?;
        let (mut blocks, mut name_lines) = (Vec::with_capacity(count), Vec::with_capacity(count));
        for _ in 0..count {
            blocks.push(BlockInfo { name: self.text()?.into() });
            name_lines.push(self.number()?);
        }
        let count = self.count()?;
        let mut ops = Vec::with_capacity(count);
        let (mut lines, mut statements) = (Vec::with_capacity(count), Vec::with_capacity(count));
        for _ in 0..count {
            ops.push(self.op(blocks.len())?);
            lines.push(self.number()?);
            statements.push(self.number()? as usize);
        }
        Some(Executed {
            trace: Rc::new(Trace { ops, blocks }),
            lines: lines.into(),
            name_lines: name_lines.into(),
            statements: statements.into(),
            spans: spans.into(),
        })
    }

    fn op(&mut self, blocks: usize) -> Option<Op> {
        let kind = self.byte()?;
        Some(match kind {
            0 | 1 => {
                let (block, size, align) = (self.block(blocks)?, self.number()?, self.number()?);
                Op::Alloc { block, size, align, zeroed: kind == 1 }
            }
            2 => Op::Realloc { block: self.block(blocks)?, size: self.number()? },
            3 => Op::Free { block: self.block(blocks)? },
            4 => Op::Label { text: self.text()?.into() },
            5 => Op::TakePages { pages: self.number()? },
            _ => return None,
        })
    }

    /// One of this many blocks.
    fn block(&mut self, blocks: usize) -> Option<u32> {
        self.number().filter(|&block| (block as usize) < blocks)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_of_every_length() {
        for number in (0..32).flat_map(|bit| [(1 << bit) - 1, 1 << bit]).chain([u32::MAX]) {
            let mut writer = Writer { bytes: Vec::new() };
            writer.number(number);
            let mut reader = Reader { rest: &writer.bytes };
            assert_eq!((reader.number(), reader.rest.len()), (Some(number), 0));
        }
        for wrong in [&[0xff, 0xff, 0xff, 0xff, 0x1f][..], &[0x80; 6], &[0x80], &[]] {
            assert_eq!(Reader { rest: wrong }.number(), None, "{wrong:x?}");
        }
    }

    #[test]
    fn what_ends_a_long_run_is_told() {
        let endless = "fn f() {\n loop {}\n}\n\n f();";
        let full = "loop { alloc(8); }";
        for text in [endless, full, "loop {}"] {
            let mistake = execute::run(text);
            assert!(mistake.is_err());
            assert_eq!(read(&run(text)), Some(mistake), "{text}");
        }
    }

    #[test]
    fn other_mistakes_are_left_to_another_run() {
        for text in ["let", "free(1);", "let a = alloc(8); free(a); free(a);"] {
            assert_eq!(read(&run(text)), None, "{text}");
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
