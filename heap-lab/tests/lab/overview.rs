//! Pictures of whole runs against the states that they show, one by one.

use std::rc::Rc;

use heap_lab::{
    arena::Settings,
    lab::{
        Attempt, LaneKind, Recording,
        report::{self, Report},
        view::{Outcome, Tile, TileKind},
    },
    overview::{
        Kind,
        curves::{Curve, Curves, EXACT},
        divergence::{Aspect, Comparison, Deed},
        find::{Query, Search, What},
        histogram::Histogram,
        paint::{Palette, Picture},
        raster::{Cells, Raster},
        samples::Samples,
        survey::{Found, NEVER, Survey},
        window::Window,
    },
    trace::{Op, Source, Trace},
};
use proptest::prelude::*;

use super::traces::{self, Writer};

pub fn run(lane: LaneKind, trace: &Rc<Trace>, settings: Settings) -> Recording {
    Recording::run(lane, trace.clone(), settings).unwrap()
}

pub fn survey(recording: &mut Recording, len: usize) -> Survey {
    let mut survey = Survey::new(recording, len);
    // Every slice is over at once: what is left must not depend on where slices end.
    while !survey.advance(recording, &|| true) {}
    survey
}

pub fn raster(recording: &Recording, survey: &Survey, window: &Window, columns: u32, rows: u32) -> Cells {
    let mut raster = Raster::new(window.clone(), columns, rows);
    while !raster.advance(recording, survey, &|| true) {}
    raster.finish()
}

/// All cells, row by row.
pub fn areas(cells: &Cells) -> Vec<Vec<[u64; Kind::ALL.len()]>> {
    let row = |row| {
        let mut all = Vec::new();
        cells.row(row, &mut |areas| all.push(*areas));
        all
    };
    (0..cells.size().1).map(row).collect()
}

/// The cells counted tile by tile, after each operation.
fn counted(
    recording: &mut Recording,
    window: &Window,
    columns: u64,
    rows: u64,
) -> Vec<Vec<[u64; Kind::ALL.len()]>> {
    let (wide, high) = (window.ops.len() as u64, window.addresses.len() as u64);
    let overlap = |from: u64, to: u64, cell: u64, size: u64| {
        to.min((cell + 1) * size).saturating_sub(from.max(cell * size))
    };
    let mut all = vec![vec![[0; Kind::ALL.len()]; columns as usize]; rows as usize];
    for op in window.ops.clone() {
        recording.seek(op as usize + 1);
        let left = u64::from(op - window.ops.start) * columns;
        let mut pour = |from: u32, to: u32, kind: Kind| {
            let inside = |at: u32| u64::from(at.clamp(window.addresses.start, window.addresses.end));
            let base = u64::from(window.addresses.start);
            let (low, top) = ((inside(from) - base) * rows, (inside(to) - base) * rows);
            for (row, cells) in all.iter_mut().enumerate() {
                let tall = overlap(low, top, row as u64, high);
                for (column, cell) in cells.iter_mut().enumerate() {
                    cell[kind as usize] += tall * overlap(left, left + columns, column as u64, wide);
                }
            }
        };
        for tile in recording.tiles(0..recording.heap_end()) {
            let asked_end = tile.end() - tile.padding();
            pour(asked_end, tile.end(), Kind::Padding);
            pour(tile.start, asked_end, kind(tile.kind));
        }
    }
    all
}

fn kind(kind: TileKind) -> Kind {
    match kind {
        TileKind::Live { .. } => Kind::Live,
        TileKind::Free { .. } => Kind::Free,
        TileKind::Bump => Kind::Untouched,
        TileKind::Lost { .. } => Kind::Lost,
        TileKind::Foreign => Kind::Foreign,
        TileKind::Reserved => Kind::Reserved,
        TileKind::Opaque => Kind::Opaque,
        TileKind::Held => unreachable!("only inside an operation"),
    }
}

/// A part of a run, by shares in 256ths.
fn part(whole: &Window, [from, to, low, high]: [u8; 4]) -> Window {
    let cut = |range: &std::ops::Range<u32>, one: u8, other: u8| {
        let at =
            |share: u8| range.start + ((range.end - range.start - 1) as u64 * u64::from(share) / 256) as u32;
        at(one.min(other))..at(one.max(other)) + 1
    };
    Window { ops: cut(&whole.ops, from, to), addresses: cut(&whole.addresses, low, high) }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: if cfg!(miri) { 2 } else { 48 }, ..ProptestConfig::default() })]

    #[test]
    fn a_map_has_the_shares_of_the_states_that_it_shows(
        trace in traces::trace(40),
        settings in traces::settings(),
        shares in any::<[u8; 4]>(),
        (columns, rows) in (1_u32..12, 1_u32..7),
    ) {
        for lane in LaneKind::OURS {
            let mut recording = run(lane, &trace, settings);
            let survey = survey(&mut recording, trace.ops.len());
            let whole = Window::whole(trace.ops.len(), recording.last_end());
            for window in [part(&whole, shares), whole.clone()] {
                let cells = raster(&recording, &survey, &window, columns, rows);
                let naive = counted(&mut recording, &window, columns.into(), rows.into());
                prop_assert_eq!(areas(&cells), naive, "{:?} {:?}", lane, window);
            }
        }
    }

    #[test]
    fn a_tile_of_a_map_is_a_part_of_the_whole(
        trace in traces::trace(60),
        settings in traces::settings(),
        (columns, rows) in (1_u32..9, 1_u32..5),
    ) {
        for lane in LaneKind::OURS {
            let mut recording = run(lane, &trace, settings);
            let survey = survey(&mut recording, trace.ops.len());
            let whole = Window {
                ops: 0..(trace.ops.len() as u32 / 2 * 2).max(2),
                addresses: 0..(recording.last_end() / 2 * 2).max(2),
            };
            let all = areas(&raster(&recording, &survey, &whole, 2 * columns, 2 * rows));
            let (ops, addresses) = (whole.ops.end / 2, whole.addresses.end / 2);
            for (right, upper) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
                let window = Window {
                    ops: right * ops..(right + 1) * ops,
                    addresses: upper * addresses..(upper + 1) * addresses,
                };
                let tile = raster(&recording, &survey, &window, columns, rows);
                for (row, cells) in areas(&tile).into_iter().enumerate() {
                    let of_whole = &all[row + (upper * rows) as usize][(right * columns) as usize..];
                    for (cell, whole) in cells.iter().zip(of_whole) {
                        // The whole counts each operation and byte twice as many parts.
                        prop_assert_eq!(cell.map(|area| 4 * area), whole.map(|area| area));
                    }
                }
            }
        }
    }

    #[test]
    fn what_is_at_an_address_is_what_the_state_says(
        trace in traces::trace(40),
        settings in traces::settings(),
        addresses in proptest::collection::vec(any::<u32>(), 8),
    ) {
        for lane in LaneKind::OURS {
            let mut recording = run(lane, &trace, settings);
            let survey = survey(&mut recording, trace.ops.len());
            for op in 0..trace.ops.len() {
                recording.seek(op + 1);
                let borders = recording.tiles(0..recording.heap_end());
                let ends = borders.iter().flat_map(|tile| [tile.start, tile.end() - 1]);
                let others = addresses.iter().map(|at| at % (recording.last_end() + 64));
                for address in ends.chain(others).collect::<Vec<_>>() {
                    let found = survey.at(&recording, address, op as u32);
                    match (found, recording.tile_at(address)) {
                        (Found::Block(life), Some(tile)) => prop_assert_eq!(life.tile, tile),
                        (Found::Lost { tile, since }, Some(there)) => {
                            prop_assert_eq!(tile, there);
                            prop_assert!(since as usize <= op);
                        }
                        (found, tile) => {
                            let expected = match tile.map(|tile| tile.kind) {
                                Some(TileKind::Free { .. }) => Found::Free,
                                Some(TileKind::Bump) => Found::Untouched,
                                Some(TileKind::Foreign) => Found::Foreign,
                                Some(TileKind::Reserved) => Found::Reserved,
                                Some(TileKind::Opaque) => Found::Opaque,
                                None => Found::NotGrown,
                                Some(other) => return Err(TestCaseError::fail(format!("{found:?} {other:?}"))),
                            };
                            prop_assert_eq!(found, expected, "{:?} {:#x} {}", lane, address, op);
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn curves_have_the_numbers_of_each_position(
        trace in traces::trace(80),
        settings in traces::settings(),
        columns in 1_u32..100,
    ) {
        for lane in LaneKind::OURS {
            let mut recording = run(lane, &trace, settings);
            let survey = survey(&mut recording, trace.ops.len());
            let ops = trace.ops.len() as u32;
            let mut curves = Curves::new(0..ops, columns, survey.len());
            while !curves.advance(&recording, &|| true) {}
            let mut expected = vec![vec![Vec::new(); columns as usize]; EXACT.len()];
            let mut largest = Vec::new();
            for op in 0..ops {
                recording.seek(op as usize + 1);
                let numbers = recording.numbers();
                largest.push((op, numbers.largest_hole));
                let column = (u64::from(op) * u64::from(columns) / u64::from(ops)) as usize;
                for (curve, columns) in EXACT.into_iter().zip(&mut expected) {
                    columns[column].push(match curve {
                        Curve::Live => numbers.live,
                        Curve::Heap => numbers.heap,
                        Curve::Free => numbers.free + numbers.bump,
                        Curve::Probes => numbers.probes_last,
                        Curve::Lost => numbers.lost,
                        Curve::Largest => unreachable!("it is sampled"),
                    });
                }
            }
            for (curve, expected) in EXACT.into_iter().zip(expected) {
                let columns = curves.columns(curve).unwrap();
                let extents: Vec<_> = columns.iter().map(|one| one.map(|one| (one.least, one.most))).collect();
                let naive: Vec<_> = expected
                    .iter()
                    .map(|values| Some((*values.iter().min()?, *values.iter().max()?)))
                    .collect();
                prop_assert_eq!(extents, naive, "{:?} {:?}", lane, curve);
            }

            let mut samples = Samples::new(0..ops, ops, u64::MAX / 4);
            while !samples.advance(&mut recording, &|| true) {}
            prop_assert!(samples.is_exact());
            prop_assert_eq!(samples.values(), &largest);
            let mut few = Samples::new(0..ops, ops, 0);
            while !few.advance(&mut recording, &|| false) {}
            prop_assert!(few.values().iter().all(|value| largest.contains(value)));
            prop_assert!(few.values().len() <= 17);
        }
    }

    #[test]
    fn a_request_that_is_tried_fares_as_it_would(
        trace in traces::trace(30),
        settings in traces::settings(),
        requests in proptest::collection::vec((1_u32..3_000, 0_u32..9), 3),
    ) {
        for lane in LaneKind::OURS {
            let mut recording = run(lane, &trace, settings);
            for done in (0..=trace.ops.len()).rev() {
                for &(size, log) in &requests {
                    let attempt = recording.attempt(done, size, 1 << log).unwrap();
                    let tiles = recording.tiles(0..recording.heap_end());
                    let block = trace.blocks.len() as u32;
                    let mut longer = Trace { ops: trace.ops[..done].to_vec(), blocks: trace.blocks.clone() };
                    longer.blocks.push("new");
                    longer.ops.push(Op::Alloc { block, size, align: 1 << log, zeroed: false });
                    let mut truth = run(lane, &Rc::new(longer), settings);
                    truth.seek(done);
                    prop_assert_eq!(&truth.tiles(0..truth.heap_end()), &tiles, "nothing has changed");
                    let grown = truth.last_end() - truth.end_after(done);
                    match (attempt, truth.outcome(done)) {
                        (Attempt::Grows { by }, Outcome::Placed { .. }) => prop_assert_eq!(by, grown),
                        (Attempt::InFree { address, size }, Outcome::Placed { address: at }) => {
                            prop_assert_eq!((address, grown), (at, 0));
                            let is_it = |tile: &Tile| {
                                let is_free = matches!(tile.kind, TileKind::Free { .. });
                                is_free && tile.size == size && (tile.start..tile.end()).contains(&address)
                            };
                            prop_assert!(tiles.iter().any(is_it));
                        }
                        (Attempt::InUntouched { address }, Outcome::Placed { address: at }) => {
                            prop_assert_eq!((address, grown), (at, 0));
                        }
                        (Attempt::Refused { refusal, largest }, Outcome::OutOfMemory) => {
                            prop_assert_eq!(largest, truth.numbers().largest_hole);
                            let report = report::outcome(&truth, done);
                            prop_assert_eq!(report, Some(Report::Refused(Some(refusal))));
                        }
                        (attempt, outcome) => {
                            return Err(TestCaseError::fail(format!("{lane:?} {done} {attempt:?} {outcome:?}")));
                        }
                    }
                }
            }
            prop_assert!(recording.check().is_ok());
        }
    }

    #[test]
    fn sizes_are_counted_in_their_classes(trace in traces::trace(60), settings in traces::settings()) {
        for lane in LaneKind::OURS {
            let recording = run(lane, &trace, settings);
            let histogram = Histogram::of(&recording);
            let numbers = recording.numbers();
            let sum = |classes: &[heap_lab::overview::histogram::Class]| {
                classes.iter().fold((0, 0), |(blocks, bytes), class| (blocks + class.blocks, bytes + class.bytes))
            };
            prop_assert_eq!(sum(&histogram.live), (numbers.live_blocks, numbers.used));
            prop_assert_eq!(sum(&histogram.free).1, numbers.free);
            for (class, (live, free)) in histogram.live.iter().zip(&histogram.free).enumerate() {
                for one in [live, free] {
                    let (least, most) = (u64::from(one.blocks) << class, u64::from(one.blocks) << (class + 1));
                    prop_assert!(least <= u64::from(one.bytes) && u64::from(one.bytes) < most.max(1));
                }
            }
        }
    }

    #[test]
    fn the_first_difference_is_found(
        trace in traces::trace(60),
        settings in traces::settings(),
        from in 0_usize..30,
    ) {
        let recordings = LaneKind::OURS.map(|lane| run(lane, &trace, settings));
        for (a, b) in [(0, 1), (0, 2), (1, 3), (2, 3), (2, 2)] {
            let lanes = [&recordings[a], &recordings[b]];
            for aspect in Aspect::ALL {
                let mut search = Comparison::new(aspect, from, trace.ops.len());
                let found = loop {
                    if let Some(found) = search.advance(lanes, &|| true) {
                        break found;
                    }
                };
                let mut firsts = [None; 2];
                let naive = (0..trace.ops.len()).find(|&op| {
                    let facts: Vec<_> = (0..2).map(|lane| fact(lanes[lane], op, aspect, &mut firsts[lane])).collect();
                    op >= from && facts[0] != facts[1]
                });
                prop_assert_eq!(found.map(|found| found.op as usize), naive, "{:?}", aspect);
                if let (Some(found), Aspect::Success) = (found, aspect) {
                    let refused = lanes.map(|lane| {
                        matches!(lane.outcome(found.op as usize), Outcome::OutOfMemory | Outcome::NoPages)
                    });
                    prop_assert_eq!(found.deeds.map(|deed| deed == Deed::Refused), refused);
                }
            }
        }
    }

    #[test]
    fn everything_that_matches_is_found(trace in traces::trace(60), settings in traces::settings(), size in 1_u32..64) {
        let lines: Vec<u32> = (0..trace.ops.len() as u32).map(|op| op / 3).collect();
        let source = Source::script(lines);
        let mut recordings: Vec<_> = LaneKind::OURS.map(|lane| run(lane, &trace, settings)).into();
        let surveys: Vec<_> =
            recordings.iter_mut().map(|recording| survey(recording, trace.ops.len())).collect();
        let lanes: Vec<_> = recordings.iter().zip(&surveys).collect();
        let found = |query: Query| {
            let mut search = Search::new(query, trace.ops.len());
            while !search.advance(&trace, &source, &lanes, &|| true) {}
            search.hits().to_vec()
        };
        let ops = |query| found(query).into_iter().map(|hit| hit.op as usize).collect::<Vec<_>>();
        let where_ = |is_it: &dyn Fn(usize, &Op) -> bool| {
            trace.ops.iter().enumerate().filter(|(at, op)| is_it(*at, op)).map(|(at, _)| at).collect::<Vec<_>>()
        };
        let of_size = where_(&|_, op| matches!(*op, Op::Alloc { size: it, .. } | Op::Realloc { size: it, .. } if it == size));
        prop_assert_eq!(ops(Query::Size(size)), of_size);
        prop_assert_eq!(ops(Query::Line(2)), where_(&|at, _| at / 3 == 2));
        prop_assert_eq!(ops(Query::Text("x".into())), where_(&|_, op| op.block().is_some()));
        prop_assert_eq!(ops(Query::Operation(1)), (0..trace.ops.len().min(1)).collect::<Vec<_>>());
        let address = size * 16;
        let lives = found(Query::Address(address));
        for (index, lane) in lanes.iter().enumerate() {
            let naive: Vec<_> = (0..trace.ops.len())
                .filter(|&op| lane.0.block_after(op).is_some_and(|tile| tile.start <= address && address < tile.end()))
                .collect();
            let of_lane: Vec<_> = lives
                .iter()
                .filter(|hit| matches!(hit.what, What::Life { lane, .. } if lane == index))
                .map(|hit| hit.op as usize)
                .collect();
            prop_assert_eq!(of_lane, naive);
        }
    }
}

/// What is compared of an operation, as plain words.
fn fact(recording: &Recording, op: usize, aspect: Aspect, first: &mut Option<u32>) -> String {
    match aspect {
        Aspect::Success => match recording.outcome(op) {
            Outcome::OutOfMemory | Outcome::NoPages => "refused".into(),
            Outcome::NoBlock => "no block".into(),
            _ => "granted".into(),
        },
        Aspect::Cost => recording.steps(op).iter().map(|step| step.visits()).sum::<u32>().to_string(),
        Aspect::Place => match recording.outcome(op) {
            Outcome::Placed { address }
            | Outcome::InPlace { address }
            | Outcome::Moved { to: address, .. } => {
                let first = *first.get_or_insert(address);
                format!("{}", i64::from(address) - i64::from(first))
            }
            _ => "none".into(),
        },
    }
}

#[test]
fn a_run_that_is_seen_in_part_shows_nothing_of_the_rest() {
    let mut writer = Writer::default();
    writer.alloc("a", 100).alloc("b", 200).free("a");
    let begun = writer.done();
    let mut writer = Writer::default();
    writer.alloc("a", 100).alloc("b", 200).free("a").alloc("c", 5_000).free("b");
    let whole = writer.done();
    let settings = Settings::new(512, 64).unwrap();
    for lane in LaneKind::OURS {
        let (mut one, mut other) = (run(lane, &begun, settings), run(lane, &whole, settings));
        let (of_one, of_other) = (survey(&mut one, 3), survey(&mut other, 3));
        assert_eq!(of_one.ends(), of_other.ends());
        assert_eq!(of_one.ends()[1], NEVER, "its end is not seen");
        let window = Window::whole(3, one.last_end());
        assert_eq!(
            areas(&raster(&one, &of_one, &window, 6, 4)),
            areas(&raster(&other, &of_other, &window, 6, 4))
        );
    }
}

#[test]
fn pixels_are_mixed_by_shares() {
    let mut writer = Writer::default();
    // A block in half of the first page, for half of the time.
    writer.alloc("a", 256).free("a");
    let trace = writer.done();
    let mut recording = run(LaneKind::FreeList, &trace, Settings::new(512, 4).unwrap());
    let survey = survey(&mut recording, 2);
    let palette =
        Palette([[200, 0, 0], [9, 9, 9], [0, 100, 0], [9, 9, 9], [9, 9, 9], [9, 9, 9], [9, 9, 9], [9, 9, 9]]);
    let pixels = |window: &Window, columns, rows| {
        let cells = raster(&recording, &survey, window, columns, rows);
        let mut picture = Picture::new(&cells);
        while !picture.advance(&cells, &palette, &|| true) {}
        picture.bytes().chunks(4).map(<[u8]>::to_vec).collect::<Vec<_>>()
    };
    let window = Window { ops: 0..2, addresses: 0..1024 };
    let (live, free, none) = (vec![200, 0, 0, 255], vec![0, 100, 0, 255], vec![0, 0, 0, 0]);
    let sharp = pixels(&window, 2, 4);
    assert_eq!(sharp[..4], [none.clone(), none.clone(), none.clone(), none], "above the heap");
    let where_live = sharp[4..].iter().filter(|&pixel| *pixel == live).count();
    assert_eq!((where_live, sharp[4..].iter().filter(|&pixel| *pixel == free).count()), (1, 3));
    // A quarter of one pixel is live, and half of it has grown.
    assert_eq!(pixels(&window, 1, 1), [vec![50, 75, 0, 128]]);
}
