//! What the fuzz targets share: the operations, the model and the checks of `lite-alloc/tests/support`, and its decoder of
//! bytes to test cases.

use std::fmt;

use libfuzzer_sys::arbitrary::{Arbitrary, Result, Unstructured};

/// All modules except those for proptest and the exhaustive search.
#[path = "../../lite-alloc/tests/support"]
pub mod support {
    pub mod arena;
    pub mod case;
    pub mod links;
    pub mod log;
    pub mod operation;
    pub mod pattern;
    pub mod picture;
    pub mod room;
    pub mod shadow;
    pub mod subject;
    pub mod tags;
}

use support::case::Case;

/// A case that the fuzzer made. A crash prints it as a test for `lite-alloc/tests/replays.rs`.
pub struct Input(pub Case);

impl fmt::Debug for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<'a> Arbitrary<'a> for Input {
    fn arbitrary(bytes: &mut Unstructured<'a>) -> Result<Self> {
        Ok(Self(Case::decode(bytes.bytes(bytes.len())?)))
    }

    fn arbitrary_take_rest(bytes: Unstructured<'a>) -> Result<Self> {
        Ok(Self(Case::decode(bytes.take_rest())))
    }
}

/// A fuzz target for one allocator.
#[macro_export]
macro_rules! target {
    ($allocator:ident) => {
        use $crate::support::{arena::Arena, case::run, log::Log};

        libfuzzer_sys::fuzz_target!(|input: $crate::Input| {
            let $crate::support::case::Case { zeroed, shape, operations } = input.0;
            match zeroed {
                true => run::<$allocator<Arena<true>, Log>, true>(shape, &operations),
                false => run::<$allocator<Arena<false>, Log>, false>(shape, &operations),
            }
        });
    };
}
