//! A fact that a lesson states, in a form that the recording can confirm: `largest@free-list#3=64`.
//!
//! ```text
//! [64 bytes](=largest)                  the number in the text is the value
//! [twice](=probes=2)                    the value is 2
//! [more](=probes@free-list>probes@boundary-tag)
//! [at 0x40](=address.c)                 of the block `c`
//! [moves](=moves=yes)
//! ```
//!
//! A term is `NAME[.BLOCK][@LANE][#OPERATIONS]`. Without a lane it is the only lane of the step; without a number of
//! operations it is read where the step is.

use std::{cmp::Ordering, rc::Rc};

use crate::{
    lab::LaneKind,
    question::{Happening, Measure, Value},
};

/// A claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The left side.
    pub term: Term,
    /// How the sides compare.
    pub orders: Orders,
    /// The right side.
    pub other: Side,
}

/// The right side of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Side {
    /// A value.
    Value(Value),
    /// Another term.
    Term(Term),
}

/// Which orders of the two sides make a claim true.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Orders {
    pub less: bool,
    pub equal: bool,
    pub greater: bool,
}

/// Something that the recording knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// What.
    pub what: What,
    /// Of which block, by its name.
    pub block: Option<Rc<str>>,
    /// In which lane.
    pub lane: Option<LaneKind>,
    /// After how many operations, as readers count them.
    pub op: Option<usize>,
}

/// A measure or a happening. A happening is that of the last operation that is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Measure(Measure),
    Happening(Happening),
}

impl What {
    /// Its name in lessons.
    pub fn key(self) -> &'static str {
        match self {
            Self::Measure(measure) => measure.key(),
            Self::Happening(happening) => happening.key(),
        }
    }
}

impl Orders {
    /// Exactly these.
    pub fn of(orders: &[Ordering]) -> Self {
        let has = |order| orders.contains(&order);
        Self { less: has(Ordering::Less), equal: has(Ordering::Equal), greater: has(Ordering::Greater) }
    }

    /// Whether they allow this order.
    pub fn allow(self, order: Ordering) -> bool {
        match order {
            Ordering::Less => self.less,
            Ordering::Equal => self.equal,
            Ordering::Greater => self.greater,
        }
    }
}
