//! The tiles of an allocator that cannot be inspected: its live blocks, foreign pages, and what lies between them.

use std::ops::Range;

use super::{
    history::History,
    view::{Tile, TileKind},
};
use crate::arena::Pages;

/// Where the search for the ends of what lies between begins, in bytes; each step is eight times as wide.
const FIRST_STEP: u32 = 256;

/// Visits the tiles that overlap a part of the heap, in address order.
pub(super) fn each_tile(history: &History, pages: &Pages, range: Range<u32>, visit: &mut dyn FnMut(Tile)) {
    // A tile is visited as a whole, so the first and the last one between others need their ends.
    let mut end = before(history, pages, range.start);
    let gap = |from: u32, to: u32, visit: &mut dyn FnMut(Tile)| {
        if from < to {
            visit(Tile { start: from, size: to - from, kind: TileKind::Opaque });
        }
    };
    each_known(history, pages, range.clone(), &mut |tile| {
        gap(end, tile.start, visit);
        end = tile.end();
        visit(tile);
    });
    if end < range.end {
        gap(end, after(history, pages, range.end), visit);
    }
}

/// Visits live blocks and foreign pages, in address order.
fn each_known(history: &History, pages: &Pages, range: Range<u32>, visit: &mut dyn FnMut(Tile)) {
    let foreign = pages.runs(range.clone()).filter(|run| run.foreign);
    let mut foreign =
        foreign.map(|run| Tile { start: run.start, size: run.size, kind: TileKind::Foreign }).peekable();
    history.each_placed(range, |tile| {
        while let Some(first) = foreign.next_if(|first| first.start < tile.start) {
            visit(first);
        }
        visit(tile);
    });
    foreign.for_each(visit);
}

/// The end of the last known tile that begins before `address`, or `address` if that lies in it.
fn before(history: &History, pages: &Pages, address: u32) -> u32 {
    let mut step = FIRST_STEP;
    loop {
        let from = address.saturating_sub(step);
        let mut last = None;
        if from < address {
            each_known(history, pages, from..address, &mut |tile| last = Some(tile.end().min(address)));
        }
        match last {
            Some(end) => return end,
            None if from == 0 => return 0,
            None => step = step.saturating_mul(8),
        }
    }
}

/// The start of the first known tile from `address` on, or the end of the heap.
fn after(history: &History, pages: &Pages, address: u32) -> u32 {
    let mut step = FIRST_STEP;
    loop {
        let to = address.saturating_add(step).min(pages.end());
        let mut first = None;
        if address < to {
            each_known(history, pages, address..to, &mut |tile| {
                first.get_or_insert(tile.start.max(address));
            });
        }
        match first {
            Some(start) => return start,
            None if to == pages.end() => return to,
            None => step = step.saturating_mul(8),
        }
    }
}
