//! What can be chosen for an answer, so that every question can be answered from a list, too.

use super::{Answer, Kind, Question, Recordings};
use crate::lab::{
    Recording, Rest,
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
            TileKind::Foreign | TileKind::Reserved | TileKind::Held => continue,
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
    let sizes: Vec<u32> = (question.from..question.to)
        .filter_map(|op| recording.request(op))
        .map(|request| request.needed)
        .take(MOST_REQUESTS)
        .collect();
    for tile in recording.tiles(0..recording.heap_end()).into_iter().chain(ungrown(recording)) {
        if matches!(tile.kind, TileKind::Live { .. } | TileKind::Free { .. } | TileKind::Bump) {
            all.extend(sizes.iter().map(|size| tile.start + size).filter(|&rest| rest < tile.end()));
        }
    }
    all
}
