//! Tests of what a builder makes of blocks that move, are left out, or are unknown.

use super::*;

fn notes(imported: &Imported) -> Vec<(u32, NoteKind)> {
    imported.notes.list().iter().map(|note| (note.line, note.kind)).collect()
}

#[test]
fn a_block_that_moves_is_known_by_its_new_key_alone() {
    let mut to = Builder::new(Format::Mtrace);
    to.at(1);
    to.allocate(0x10, Some(24), 0, false).unwrap();
    to.at(2);
    to.reallocate(0x10, 0x20, Some(100)).unwrap();
    to.at(3);
    to.free(0x10).unwrap();
    to.at(4);
    to.allocate(0x10, Some(8), 0, false).unwrap();
    to.at(5);
    to.free(0x20).unwrap();
    let imported = to.finish().unwrap();
    let alloc = |block, size| Op::Alloc { block, size, align: 8, zeroed: false };
    let expected = [alloc(0, 24), Op::Realloc { block: 0, size: 100 }, alloc(1, 8), Op::Free { block: 0 }];
    assert_eq!(imported.trace.ops, expected);
    assert_eq!(imported.trace.blocks.iter().collect::<Vec<_>>(), ["#1", "#2"]);
    let freed = NoteKind::DoubleFree { block: 0, freed: 2 };
    assert_eq!(notes(&imported), [(3, freed), (4, NoteKind::NeverFreed { block: 1, size: 8 })]);
    assert_eq!(imported.peak_live, 108);
}

#[test]
fn a_move_onto_a_live_block_frees_that_one_first() {
    let mut to = Builder::new(Format::Mtrace);
    to.allocate(0x10, Some(24), 0, false).unwrap();
    to.allocate(0x20, Some(32), 0, false).unwrap();
    to.reallocate(0x10, 0x20, Some(48)).unwrap();
    to.free(0x20).unwrap();
    let imported = to.finish().unwrap();
    let expected = [Op::Free { block: 1 }, Op::Realloc { block: 0, size: 48 }, Op::Free { block: 0 }];
    assert_eq!(imported.trace.ops[2..], expected);
    assert_eq!(notes(&imported), [(0, NoteKind::AllocLive { block: 1 })]);
}

#[test]
fn what_is_left_out_is_left_out_to_its_end() {
    let mut to = Builder::new(Format::Mtrace);
    let huge = u64::from(MAX_SIZE) + 1;
    to.allocate(0x10, Some(huge), 0, false).unwrap();
    to.reallocate(0x10, 0x20, Some(8)).unwrap();
    to.free(0x20).unwrap();
    to.allocate(0x20, Some(8), 0, false).unwrap();
    // A block that can't grow stays as it is, at its new address.
    to.reallocate(0x20, 0x30, Some(huge)).unwrap();
    to.free(0x30).unwrap();
    let imported = to.finish().unwrap();
    let expected = [Op::Alloc { block: 0, size: 8, align: 8, zeroed: false }, Op::Free { block: 0 }];
    assert_eq!(imported.trace.ops, expected);
    assert_eq!(notes(&imported), [(0, NoteKind::TooLarge { size: huge }); 2]);
}

#[test]
fn what_is_left_out_counts_as_an_operation() {
    const HUGE: Option<u64> = Some(u64::MAX);
    for request in 0..3 {
        let mut to = Builder::new(Format::Mtrace);
        to.allocate(0x10, Some(8), 0, false).unwrap();
        to.allocate(0x20, HUGE, 0, false).unwrap();
        to.left_out = MAX_RECORDED - 2;
        let last = match request {
            0 => to.allocate(0x30, HUGE, 0, false),
            1 => to.reallocate(0x10, 0x30, HUGE),
            _ => to.reallocate(0x20, 0x30, Some(8)),
        };
        assert_eq!(last, Ok(()));
        assert_eq!(to.label("one too many"), Err(ImportError::TooLong { line: 0 }));
    }
}

#[test]
fn a_number_that_is_used_again_makes_another_name() {
    let mut to = Builder::new(Format::MallocLab);
    for size in [Some(8), None, Some(u64::MAX), Some(8)] {
        to.allocate(7, size, 0, false).unwrap();
        to.free(7).unwrap();
    }
    let imported = to.finish().unwrap();
    assert_eq!(imported.trace.blocks.iter().collect::<Vec<_>>(), ["#7", "#7.2", "#7.3"]);
}

#[test]
fn an_arena_has_room_for_twice_what_is_live() {
    let mut to = Builder::new(Format::Lines);
    to.allocate(0, Some(5 << 20), 0, false).unwrap();
    let arena = to.finish().unwrap().arena();
    assert_eq!((arena.page_size, arena.max_pages), (65_536, 256));
}

#[test]
fn an_unknown_block_ends_what_was_known_of_its_address() {
    let mut to = Builder::new(Format::Ltrace);
    let allocate = |to: &mut Builder| to.allocate(0x10, Some(24), 0, false).unwrap();
    // Unknown at a new address, where a block was freed, and where one is live.
    to.replace_unknown(0x20).unwrap();
    to.free(0x20).unwrap();
    allocate(&mut to);
    to.free(0x10).unwrap();
    to.replace_unknown(0x10).unwrap();
    to.free(0x10).unwrap();
    allocate(&mut to);
    to.replace_unknown(0x10).unwrap();
    to.reallocate(0x10, 0x10, Some(8)).unwrap();
    let imported = to.finish().unwrap();
    let kinds: Vec<_> = notes(&imported).into_iter().map(|(_, kind)| kind).collect();
    let unknown = NoteKind::FreeUnknown;
    let never = NoteKind::NeverFreed { block: 2, size: 8 };
    let expected = [unknown, unknown, NoteKind::AllocLive { block: 1 }, NoteKind::ReallocUnknown, never];
    assert_eq!(kinds, expected);
}
