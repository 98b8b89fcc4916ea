//! What a lesson claims, and what the recording says.

use std::cmp::Ordering;

use super::places::{block_named, op_exists};
use crate::{
    lab::{LaneKind, Lanes},
    lesson::{
        Place,
        claim::{Claim, Side, Term, What},
        mistakes::{ClaimMistake, Mistake, RunMistake},
        run::Runner,
    },
    question::{self, Value},
};

/// Checks a claim at a place where these lanes are shown.
pub fn check(claim: &Claim, place: &Place, shown: Lanes, runner: &Runner) -> Result<(), Mistake> {
    let left = term(&claim.term, place, shown, runner)?;
    let (right, both) = match &claim.other {
        Side::Value(value) => (*value, false),
        Side::Term(other) => (term(other, place, shown, runner)?, true),
    };
    match claim.orders.allow(order(left, right)) {
        true => Ok(()),
        false => Err(ClaimMistake::Untrue { left, orders: claim.orders, right, both }.into()),
    }
}

/// The value of a term.
fn term(term: &Term, place: &Place, shown: Lanes, runner: &Runner) -> Result<Value, Mistake> {
    let lane = match term.lane {
        Some(lane) => lane,
        None => only(shown).ok_or(ClaimMistake::ManyLanes)?,
    };
    if term.op.is_none() && place.event > 0 {
        return Err(ClaimMistake::Midway.into());
    }
    let op = term.op.or(place.op).unwrap_or(0);
    op_exists(op, &runner.trace)?;
    let name = term.what.key();
    value(term, lane, op, runner)?.ok_or_else(|| ClaimMistake::NoValue { name }.into())
}

fn value(term: &Term, lane: LaneKind, op: usize, runner: &Runner) -> Result<Option<Value>, RunMistake> {
    let done = runner.trace.done(op);
    let block = match &term.block {
        None => None,
        Some(name) => {
            let block = block_named(name, &runner.trace);
            Some(block.ok_or_else(|| RunMistake::NoBlock { name: name.clone() })?)
        }
    };
    Ok(match term.what {
        What::Measure(measure) => {
            question::value(measure, block, lane, done, &runner.recordings).map(Value::Number)
        }
        What::Happening(happening) => {
            question::happens(happening, lane, done, &runner.recordings).map(Value::Yes)
        }
    })
}

/// The only lane.
fn only(lanes: Lanes) -> Option<LaneKind> {
    let mut lanes = lanes.iter();
    lanes.next().filter(|_| lanes.next().is_none())
}

fn order(left: Value, right: Value) -> Ordering {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.cmp(&right),
        (Value::Yes(left), Value::Yes(right)) => left.cmp(&right),
        // The reader has refused such claims.
        (Value::Number(_), Value::Yes(_)) => Ordering::Less,
        (Value::Yes(_), Value::Number(_)) => Ordering::Greater,
    }
}
