//! Steps come back as they were written, and take few bytes.

use proptest::prelude::*;

use super::*;
use crate::lab::view::TileKind;

/// Numbers as they are in runs, near each other and in whole granules, and any others.
fn number() -> impl Strategy<Value = u32> {
    prop_oneof![3 => (0_u32..64).prop_map(|number| number * 16), 1 => 0_u32..5000, 1 => any::<u32>()]
}

fn step() -> impl Strategy<Value = Step> {
    let numbers = (number(), number(), number(), number(), any::<bool>());
    (0_u8..28, numbers).prop_map(|(code, (a, b, c, d, is_some))| {
        let after = is_some.then_some(c);
        match of_kind(code) {
            Step::Probed { fit, .. } => Step::Probed { block: a, size: b, fit, needed: c, align: d },
            Step::Skipped { .. } => Step::Skipped { probes: a },
            Step::Passed { .. } => Step::Passed { block: a, size: b },
            Step::Taken { .. } => Step::Taken { block: a, size: b },
            Step::Split { .. } => Step::Split { block: a, size: b, rest: c, rest_size: d },
            Step::Inserted { .. } => Step::Inserted { block: a, size: b, after },
            Step::Merged { side, .. } => Step::Merged { block: a, neighbour: b, side, size: c },
            Step::Popped { .. } => Step::Popped { bin: a, block: b, size: c },
            Step::Pushed { .. } => Step::Pushed { bin: a, block: b, size: c },
            Step::Relinked { .. } => Step::Relinked { block: a, after },
            Step::Tagged { tag: Tag::Footer(_), .. } => Step::Tagged { at: a, tag: Tag::Footer(b as usize) },
            Step::Tagged { tag, .. } => Step::Tagged { at: a, tag },
            Step::Bumped { .. } => Step::Bumped { block: a, size: b, gap: c },
            Step::Lowered { .. } => Step::Lowered { block: a, size: b },
            Step::Grown { .. } => Step::Grown { start: a, size: b },
            Step::Refused { .. } => Step::Refused { bytes: a },
            Step::Resized { .. } => Step::Resized { block: a, from: b, to: c },
            Step::Moved { .. } => Step::Moved { from: a, to: b, size: c },
            Step::Lost { reason, .. } => Step::Lost { start: a, size: b, reason },
        }
    })
}

fn known() -> impl Strategy<Value = Known> {
    let tile = || proptest::option::of((number(), number()));
    (tile(), tile(), number()).prop_map(|(made, gone, align)| {
        let tile = |(start, size)| Tile { start, size, kind: TileKind::Held };
        Known { made: made.map(tile), gone: gone.map(tile), align }
    })
}

fn bytes(steps: &[Step], known: Known) -> Vec<u8> {
    let mut bytes = Vec::new();
    encode(steps, known, &mut bytes);
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: if cfg!(miri) { 4 } else { 2000 },
        failure_persistence: None,
        ..Default::default()
    })]

    #[test]
    fn steps_come_back(steps in proptest::collection::vec(step(), 0..20), known in known()) {
        let bytes = bytes(&steps, known);
        prop_assert_eq!(decode(bytes.into_iter(), known), steps);
    }
}

#[test]
fn every_kind_has_a_byte_of_its_own() {
    for code in 0..28 {
        assert_eq!(kind(&of_kind(code)), code);
    }
}

#[test]
fn numbers_of_the_block_take_no_bytes_or_one() {
    let tile = |start, size| Some(Tile { start, size, kind: TileKind::Held });
    let known = Known { made: tile(123_456_784, 4_096), gone: None, align: 8 };
    let popped = [Step::Popped { bin: 3, block: 123_456_784, size: 4_096 }];
    assert_eq!(bytes(&popped, known).len(), 3);
    let (block, size, needed, align) = (123_457_024, 112, 4_096, 8);
    let probed = [Step::Probed { block, size, fit: Fit::TooSmall, needed, align }];
    assert_eq!(bytes(&probed, known).len(), 3, "it is near, small, and the search is for the block");
}
