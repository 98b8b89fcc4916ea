//! dlmalloc and talc as lanes: what was recorded is what the engine answered, wherever the position is.

use std::rc::Rc;

use heap_lab::{
    arena::Settings,
    examples::EXAMPLES,
    lab::{
        LaneKind, Recorder, Recording,
        view::{Outcome, TileKind},
    },
    script,
    text::Language,
    trace::{Op, Trace},
};

use crate::module::instance;

fn record(kind: LaneKind, trace: Rc<Trace>, settings: Settings) -> Recording {
    let mut recorder =
        Recorder::on_engine(Box::new(instance()), kind, trace, settings).expect("the engine works");
    while !recorder.advance(100).expect("the engine works") {}
    recorder.finish()
}

/// The tiles of a heap, and the sums of those that are known.
fn tiles(recording: &Recording) -> Vec<(u32, u32, TileKind)> {
    let whole = recording.tiles(0..recording.heap_end());
    let mut end = 0;
    for tile in &whole {
        assert!(tile.start == end && tile.size > 0, "{tile:?} begins at {end}");
        end = tile.end();
        // Parts of the heap show the same tiles.
        for address in [tile.start, tile.start + tile.size / 2, tile.end() - 1] {
            assert_eq!(recording.tile_at(address), Some(*tile));
        }
    }
    assert_eq!(end, recording.heap_end());
    let opaque = |tile: &TileKind| *tile == TileKind::Opaque;
    let apart = whole.windows(2).all(|pair| !(opaque(&pair[0].kind) && opaque(&pair[1].kind)));
    assert!(apart, "what lies between is one tile");
    whole.iter().map(|tile| (tile.start, tile.size, tile.kind)).collect()
}

#[test]
fn every_position_is_the_same_whichever_way_it_is_reached() {
    for example in EXAMPLES {
        let trace = script::run(example.script(Language::English)).expect("it is a script").trace;
        for kind in LaneKind::PEERS {
            let mut recording = record(kind, trace.clone(), example.settings);
            assert_eq!((recording.len(), recording.cut()), (trace.ops.len(), None));
            let mut forwards = Vec::new();
            for position in 0..=recording.len() {
                recording.seek(position);
                recording.check().expect("the tiles cover the heap");
                let numbers = recording.numbers();
                assert!(numbers.is_hidden && numbers.probes_total == 0 && numbers.live == numbers.used);
                forwards.push((tiles(&recording), numbers));
                assert!(recording.bins().is_empty() && recording.bump().is_none());
                if position < recording.len() {
                    assert!(recording.steps(position).is_empty());
                }
            }
            for position in (0..=recording.len()).rev() {
                recording.seek(position);
                assert_eq!((tiles(&recording), recording.numbers()), forwards[position], "{}", example.slug);
            }
            let live = forwards.iter().map(|(_, numbers)| numbers.live).max();
            assert!(live > Some(0), "{}", example.slug);
        }
    }
}

#[test]
fn a_refusal_and_foreign_pages_are_recorded() {
    let alloc = |block, size| Op::Alloc { block, size, align: 8, zeroed: false };
    let ops = vec![
        alloc(0, 100),
        Op::TakePages { pages: 2 },
        alloc(1, 600),
        alloc(2, 5_000),
        Op::Free { block: 2 },
        Op::TakePages { pages: 99 },
        Op::Free { block: 0 },
    ];
    let trace = Rc::new(Trace { ops, blocks: ["a", "b", "c"].into_iter().collect() });
    let settings = Settings { page_size: 512, max_pages: 8 };
    for kind in LaneKind::PEERS {
        let mut recording = record(kind, trace.clone(), settings);
        let outcomes: Vec<_> = (0..recording.len()).map(|op| recording.outcome(op)).collect();
        assert!(matches!(outcomes[2], Outcome::Placed { address } if address >= 1536), "{outcomes:?}");
        assert_eq!(outcomes[3], Outcome::OutOfMemory);
        assert_eq!(outcomes[4..6], [Outcome::NoBlock, Outcome::NoPages]);
        assert_eq!(recording.first_refusal(), Some(3));
        recording.seek(2);
        let foreign: Vec<_> = recording.page_runs().into_iter().filter(|run| run.foreign).collect();
        assert_eq!(foreign.iter().map(|run| (run.start, run.size)).collect::<Vec<_>>(), [(512, 1024)]);
        assert_eq!((recording.numbers().foreign, recording.heap_end()), (1024, 1536));
        assert!(tiles(&recording).contains(&(512, 1024, TileKind::Foreign)));
    }
}
