//! What ended a run, as bytes.

use super::{Wire, byte, count, read_text, wire_enum, write_text};
use crate::script::{
    mistakes::{
        BlockUse, Called, Kind, Limit, Mistake, Named, NumberUse, Refusal, Runtime, ScriptError, Value,
    },
    vocabulary::{self, Word, vocabulary},
};

impl Wire for ScriptError {
    fn write(&self, to: &mut Vec<u8>) {
        let Self { mistake, line, column, called } = self;
        mistake.write(to);
        line.write(to);
        column.write(to);
        called.write(to);
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        Some(Self {
            mistake: Wire::read(from)?,
            line: Wire::read(from)?,
            column: Wire::read(from)?,
            called: Wire::read(from)?,
        })
    }
}

impl Wire for Called {
    fn write(&self, to: &mut Vec<u8>) {
        self.function.write(to);
        self.line.write(to);
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        Some(Self { function: Wire::read(from)?, line: Wire::read(from)? })
    }
}

impl Wire for Mistake {
    fn write(&self, to: &mut Vec<u8>) {
        match self {
            Self::Runtime(runtime) => {
                to.push(0);
                runtime.write(to);
            }
            Self::Refusal(refusal) => {
                to.push(1);
                refusal.write(to);
            }
            Self::Limit(limit) => {
                to.push(2);
                limit.write(to);
            }
            // These show without a run, which is the most of the work.
            Self::Syntax(_) | Self::ByHand(_) => to.push(u8::MAX),
        }
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        Some(match byte(from)? {
            0 => Self::Runtime(Wire::read(from)?),
            1 => Self::Refusal(Wire::read(from)?),
            2 => Self::Limit(Wire::read(from)?),
            _ => return None,
        })
    }
}

wire_enum!(Limit {
    0 Script { bytes, most },
    1 Text { most },
    2 Steps { most },
    3 Lists { most },
    4 Nesting { most },
    5 Chain,
    6 Calls,
    7 Functions { most },
    8 Variables,
});

wire_enum!(Refusal {
    0 ZeroSize,
    1 NegativeSize(size),
    2 LargeSize { size, most },
    3 LargeAlign { align, most },
    4 OddAlign { align, below, above, most },
    5 ReallocAfterFree { block, line },
    6 ReallocToZero,
    7 DoubleFree { block, line },
    8 Pages { pages, most },
    9 NoBlockNamed(name),
    10 NoBlockNumbered { number, count },
    11 RandomRange { low, high },
    12 RunFull { most },
});

wire_enum!(Runtime {
    0 Thrown(text),
    1 NoVariable(name),
    2 Arguments { name, forms, given },
    3 Parameters { name, count, given },
    4 Closure { count, given },
    5 Operator { operator, given },
    6 Print(name),
    7 NoFunction { name, near },
    8 NumberExpected { role, found },
    9 BlockExpected { role, found },
    10 Expected { expected, found },
    11 ListIndex { index, len },
    12 ListPosition { index, len },
    13 TextIndex { index, len },
    14 BitIndex { index, len },
    15 NotIndexed(kind),
    16 NotIterable,
    17 NoProperty(name),
    18 Constant(name),
    19 ConstantChanged(name),
    20 UnboundThis,
    21 DivisionByZero,
    22 NegativePower,
    23 Overflow,
    24 FilterAnswer,
    25 ZeroStep,
    26 Other(text),
});

wire_enum!(Kind {
    0 Number,
    1 Bool,
    2 Text,
    3 Character,
    4 List,
    5 Map,
    6 Function,
    7 Range,
    8 Iterable,
    9 Block,
    10 Nothing,
    11 Other(name),
});

wire_enum!(Value {
    0 Number(number),
    1 Bool(is_true),
    2 Text(text),
    3 List(len),
    4 Other(kind),
});

wire_enum!(NumberUse {
    0 Size,
    1 Align,
    2 Pages,
    3 Block,
    4 Low,
    5 High,
    6 Seed,
    7 Index,
});

wire_enum!(BlockUse {
    0 Realloc,
    1 Free,
    2 SizeOf,
});

wire_enum!(Named {
    0 Variable(name),
    1 OnLine { name, line, nth },
    2 Number(number),
});

impl Wire for String {
    fn write(&self, to: &mut Vec<u8>) {
        write_text(self, to);
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        read_text(from).map(Self::from)
    }
}

impl<T: Wire> Wire for Option<T> {
    fn write(&self, to: &mut Vec<u8>) {
        self.is_some().write(to);
        if let Some(value) = self {
            value.write(to);
        }
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        match bool::read(from)? {
            true => T::read(from).map(Some),
            false => Some(None),
        }
    }
}

impl Wire for Vec<Kind> {
    fn write(&self, to: &mut Vec<u8>) {
        self.len().write(to);
        self.iter().for_each(|kind| kind.write(to));
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        let len = count(from)?;
        (0..len).map(|_| Kind::read(from)).collect()
    }
}

/// A name in the vocabulary.
impl Wire for &'static str {
    fn write(&self, to: &mut Vec<u8>) {
        write_text(self, to);
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        vocabulary::find(read_text(from)?).map(|word| word.name)
    }
}

/// The forms of a word in the vocabulary.
impl Wire for &'static [&'static str] {
    fn write(&self, to: &mut Vec<u8>) {
        let is_this = |word: &Word| word.forms == *self;
        vocabulary().iter().position(is_this).unwrap_or(usize::MAX).write(to);
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        vocabulary().get(usize::read(from)?).map(|word| word.forms)
    }
}
