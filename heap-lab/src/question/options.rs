//! What can be chosen for an answer, so that every question can be answered from a list, too.

use super::{Answer, Kind, Question, Recordings};
use crate::lab::{
    Recording, Rest,
    report::Request,
    view::{Tile, TileKind},
};

/// Requests whose remainders are among the choices for a list.
const MOST_REQUESTS: usize = 8;

/// A choice: an address, and what is there when the question is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The address.
    pub address: u32,
    /// The tile that contains it; `None` at the end of the heap, where new pages would be.
    pub tile: Option<Tile>,
}

/// The choices of a question about addresses, in address order; of other questions there are none. They are read where the
/// question is asked.
///
/// They tell nothing about which are right: all of a kind are among them. A search visits free blocks. A block may be placed
/// at the start of every block and of lost and untouched memory, at both ends of every piece of free memory, and in new pages.
/// A list may hold these later, and what would be left of every block after each request.
pub fn choices(question: &Question, recordings: &Recordings) -> Vec<Choice> {
    let Some(lane) = question.lane() else { return Vec::new() };
    let right = match super::truth(question, recordings) {
        Ok(Answer::Place(Some(address))) => vec![address],
        Ok(Answer::Probes(blocks) | Answer::List(blocks)) => blocks,
        _ => Vec::new(),
    };
    let choose = |recording: &Recording| {
        let mut all: Vec<u32> = match question.kind {
            Kind::Probes => frees(recording).map(|tile| tile.start).collect(),
            Kind::Place => places(question, recording),
            Kind::List { .. } => {
                let mut all = places(question, recording);
                all.extend(rests(question, recording));
                all
            }
            Kind::Draw { .. } | Kind::Number(_) | Kind::YesNo(_) | Kind::First(_) => return Vec::new(),
        };
        // Rarely missing: a heap may begin with memory that its allocator keeps.
        all.extend(right);
        all.sort_unstable();
        all.dedup();
        all.into_iter().map(|address| Choice { address, tile: recording.tile_at(address) }).collect()
    };
    super::at(recordings, lane, question.from, choose).unwrap_or_default()
}

/// Free blocks.
fn frees(recording: &Recording) -> impl Iterator<Item = Tile> {
    let is_free = |tile: &Tile| matches!(tile.kind, TileKind::Free { .. });
    recording.tiles(0..recording.heap_end()).into_iter().filter(is_free)
}

/// The memory that the heap can still get.
fn ungrown(recording: &Recording) -> Option<Tile> {
    let (start, end) = (recording.heap_end(), recording.settings().bytes());
    (start < end).then(|| Tile { start, size: end - start, kind: TileKind::Bump })
}

/// Where a block may be placed.
fn places(question: &Question, recording: &Recording) -> Vec<u32> {
    let request = recording.request(question.from);
    let mut all = Vec::new();
    for tile in recording.tiles(0..recording.heap_end()).into_iter().chain(ungrown(recording)) {
        let is_free = match tile.kind {
            TileKind::Live { .. } | TileKind::Lost { .. } => false,
            TileKind::Free { .. } | TileKind::Bump => true,
            TileKind::Foreign | TileKind::Reserved | TileKind::Held | TileKind::Opaque => continue,
        };
        all.push(tile.start);
        if let Some(request) = request.filter(|_| is_free) {
            let low = request.first_at(tile.start).filter(|&at| at < tile.end());
            // New pages are handed out from their start.
            let high = request
                .last_at(tile.end())
                .filter(|&at| at > tile.start && tile.start < recording.heap_end());
            all.extend(low.into_iter().chain(high));
        }
    }
    all
}

/// Where free memory may begin after a part of it is handed out.
fn rests(question: &Question, recording: &Recording) -> Vec<u32> {
    let mut all = Vec::new();
    if recording.kind().rest() == Rest::Bump {
        return all; // Blocks are not split.
    }
    let requests: Vec<_> =
        (question.from..question.to).filter_map(|op| recording.request(op)).take(MOST_REQUESTS).collect();
    let heap_end = recording.heap_end();
    for tile in recording.tiles(0..heap_end).into_iter().chain(ungrown(recording)) {
        if matches!(tile.kind, TileKind::Live { .. } | TileKind::Free { .. } | TileKind::Bump) {
            // The last block may go on in new pages.
            let end = if tile.end() == heap_end { recording.settings().bytes() } else { tile.end() };
            let rest = |request: &Request| {
                request.first_at(tile.start)?.checked_add(request.needed).filter(|&rest| rest < end)
            };
            all.extend(requests.iter().filter_map(rest));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use std::{cell::RefCell, rc::Rc};

    use super::*;
    use crate::{
        examples::EXAMPLES,
        lab::{LaneKind, Lanes},
        script,
        text::Language,
    };

    /// The right answer must not stand out: it is offered for what the heap looks like, whatever will happen.
    #[test]
    fn the_right_answer_would_be_offered_if_it_were_not_known() {
        let mut asked = 0;
        for (example, lane) in EXAMPLES.iter().flat_map(|example| LaneKind::OURS.map(|lane| (example, lane)))
        {
            let trace = script::run(example.script(Language::English)).unwrap().trace;
            let run = Recording::run(lane, trace, example.settings).unwrap();
            let (len, runs) = (run.len(), [Rc::new(RefCell::new(run))]);
            for op in 0..len {
                let kind = Kind::List { bin: None };
                let list = Question { kind, lanes: Lanes::of(|other| other == lane), from: op, to: op + 1 };
                let place = Question { kind: Kind::Place, ..list };
                for (question, read) in
                    [(place, places as fn(&Question, &Recording) -> Vec<u32>), (list, rests)]
                {
                    let right = match super::super::truth(&question, &runs) {
                        Ok(Answer::Place(Some(address))) => vec![address],
                        Ok(Answer::List(blocks)) => blocks,
                        _ => continue,
                    };
                    let offered = super::super::at(&runs, lane, op, |run| {
                        let mut all = read(&question, run);
                        all.extend(places(&question, run));
                        (run.heap_end() > 0).then_some(all)
                    });
                    // An empty heap may begin with memory that its allocator keeps.
                    let Some(offered) = offered.flatten() else { continue };
                    asked += 1;
                    let missing = right.iter().find(|address| !offered.contains(address));
                    assert_eq!(missing, None, "{} {lane:?} {op} {:?}", example.slug, question.kind);
                }
            }
        }
        assert!(asked > 1000, "{asked}");
    }
}
