//! What a click in the heap answers to an open question.

use crate::{
    lab::view::Tile,
    question::{Answer, Choice, Kind, Question},
};

/// Blocks begin at multiples of this from the start of the free block that they are placed in.
const GRANULE: u32 = lite_alloc::GRANULE as u32;

/// Whether answers to the question can be given in the heap.
pub fn is_answered_here(kind: Kind) -> bool {
    match kind {
        Kind::Place | Kind::Probes | Kind::List { .. } => true,
        Kind::Draw { .. } | Kind::Number(_) | Kind::YesNo(_) | Kind::First(_) => false,
    }
}

/// The address that a click at `address` means: the start of a granule, or of a choice that is at most `near` bytes away.
/// `tile` is what is there now, `heap_end` where the heap ends.
pub fn start(address: u32, tile: Option<&Tile>, heap_end: u32, choices: &[Choice], near: u32) -> u32 {
    let base = tile.map_or(heap_end, |tile| tile.start).min(address);
    let within = |choice: &&Choice| (choice.address..=choice.address.saturating_add(near)).contains(&address);
    let choice = choices.iter().filter(within).map(|choice| choice.address).max();
    choice.unwrap_or(base + (address - base) / GRANULE * GRANULE)
}

/// The choice that a click at `address` means: the one whose first granule it is in, or else the first one of the tile.
pub fn choice(address: u32, tile: &Tile, choices: &[Choice]) -> Option<u32> {
    let there =
        || choices.iter().map(|choice| choice.address).filter(|at| (tile.start..tile.end()).contains(at));
    there().find(|at| (*at..at.saturating_add(GRANULE)).contains(&address)).or_else(|| there().min())
}

/// The answer after a click at `at`, which [`start`] or [`choice`] found: a place is replaced, a block is added to the end
/// of a sequence or removed from it. `None` if the question is not answered in the heap.
pub fn clicked(question: &Question, answer: Option<&Answer>, at: u32) -> Option<Answer> {
    let blocks = match answer {
        Some(Answer::Probes(blocks) | Answer::List(blocks)) => blocks.as_slice(),
        _ => &[],
    };
    let toggled = || {
        let mut changed: Vec<u32> = blocks.iter().copied().filter(|&block| block != at).collect();
        if changed.len() == blocks.len() {
            changed.push(at);
        }
        changed
    };
    match question.kind {
        Kind::Place => Some(Answer::Place(Some(at))),
        Kind::Probes => Some(Answer::Probes(toggled())),
        Kind::List { .. } => Some(Answer::List(toggled())),
        Kind::Draw { .. } | Kind::Number(_) | Kind::YesNo(_) | Kind::First(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::{LaneKind, Lanes, view::TileKind};

    fn free(start: u32, size: u32) -> Tile {
        Tile { start, size, kind: TileKind::Free { bin: 0, index: 0 } }
    }

    fn question(kind: Kind) -> Question {
        Question { kind, lanes: Lanes::of(|lane| lane == LaneKind::FreeList), from: 0, to: 1 }
    }

    #[test]
    fn a_place_is_a_granule_counted_from_the_start_of_its_tile() {
        let tile = free(460, 100);
        let at = |address| start(address, Some(&tile), 4096, &[], 0);
        assert_eq!([460, 475, 476, 500].map(at), [460, 460, 476, 492]);
    }

    #[test]
    fn beyond_the_heap_granules_count_from_its_end() {
        let at = |address| start(address, None, 256, &[], 0);
        assert_eq!([256, 271, 272].map(at), [256, 256, 272]);
    }

    #[test]
    fn the_start_of_a_choice_is_easy_to_hit() {
        let tile = free(0, 4096);
        let choices = [Choice { address: 0, tile: Some(tile) }];
        let at = |address| start(address, Some(&tile), 4096, &choices, 64);
        assert_eq!([0, 20, 64, 65].map(at), [0, 0, 0, 64]);
    }

    #[test]
    fn a_second_click_takes_a_block_out_of_the_sequence() {
        let probes = question(Kind::Probes);
        let click = |answer: &[u32], at| clicked(&probes, Some(&Answer::Probes(answer.to_vec())), at);
        assert_eq!(clicked(&probes, None, 64), Some(Answer::Probes(vec![64])));
        assert_eq!(click(&[64], 0), Some(Answer::Probes(vec![64, 0])));
        assert_eq!(click(&[64, 0, 32], 0), Some(Answer::Probes(vec![64, 32])));
    }

    #[test]
    fn another_click_moves_the_place() {
        let place = question(Kind::Place);
        let answer = Some(Answer::Place(Some(16)));
        assert_eq!(clicked(&place, answer.as_ref(), 32), Some(Answer::Place(Some(32))));
        assert_eq!(clicked(&question(Kind::Draw { unit: 8 }), None, 32), None);
    }

    #[test]
    fn of_several_choices_in_a_tile_the_one_at_the_click_counts_or_else_the_first() {
        let hole = free(0, 96);
        let choices = [0, 64, 128].map(|address| Choice { address, tile: None });
        let at = |address| choice(address, &hole, &choices);
        assert_eq!([0, 63, 64, 79, 80].map(at), [Some(0), Some(0), Some(64), Some(64), Some(0)]);
        assert_eq!(choice(200, &free(192, 32), &choices), None);
    }
}
