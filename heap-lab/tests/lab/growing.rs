//! Pictures of a run that is still made, against those of the whole run.

use heap_lab::{
    arena::Settings,
    lab::{LaneKind, Recorder},
    overview::{
        curves::{Curves, EXACT},
        growth::{Growth, room},
        samples::Samples,
        window::Window,
    },
};
use proptest::prelude::*;

use super::{
    overview::{areas, raster, run, survey},
    traces::{self, Writer},
};

proptest! {
    #![proptest_config(ProptestConfig { cases: if cfg!(miri) { 2 } else { 48 }, ..ProptestConfig::default() })]

    #[test]
    fn what_is_known_so_far_is_as_in_the_whole(
        trace in traces::trace(60),
        settings in traces::settings(),
        (columns, rows) in (1_u32..12, 1_u32..7),
        piece in 1_u32..12,
    ) {
        let ops = trace.ops.len();
        for lane in LaneKind::OURS {
            let mut whole = run(lane, &trace, settings);
            let known = survey(&mut whole, ops);
            let window = Window::whole(ops, whole.last_end());
            let all = areas(&raster(&whole, &known, &window, columns, rows));
            // It begins again whenever this arena is too small.
            let mut recorder = Recorder::within(lane, trace.clone(), settings, 64).unwrap();
            let mut growth = Growth::new(ops, whole.last_end(), columns, rows);
            let mut samples = Samples::of_growing(ops as u32);
            let mut is_over = false;
            while !is_over {
                is_over = recorder.advance(piece).unwrap();
                let recording = recorder.so_far();
                growth.advance(recording, &|| true);
                samples.note(recording);
                let done = growth.done() as usize * columns as usize / ops.max(1);
                for (cells, of_all) in areas(growth.cells()).iter().zip(&all) {
                    prop_assert_eq!(&cells[..done], &of_all[..done], "{:?}", lane);
                    prop_assert!(cells[done..].iter().all(|areas| areas.iter().sum::<u64>() == 0));
                }
            }
            let recording = recorder.finish();
            while !growth.advance(&recording, &|| true) {}
            prop_assert_eq!(areas(growth.cells()), all);
            for &(op, largest) in samples.values() {
                whole.seek(op as usize + 1);
                prop_assert_eq!(largest, whole.numbers().largest_hole);
            }
        }
    }
}

#[test]
fn curves_that_grow_go_through_the_exact_ones() {
    let mut writer = Writer::default();
    for _ in 0..2_000 {
        writer.alloc("a", 64).alloc("b", 1000).free("a");
    }
    let trace = writer.done();
    let (ops, columns) = (trace.ops.len(), 40);
    let settings = Settings::new(4096, 64).unwrap();
    for lane in LaneKind::OURS {
        let mut exact = Curves::new(0..ops as u32, columns, ops);
        assert!(exact.advance(&run(lane, &trace, settings), &|| false));
        let mut recorder = Recorder::new(lane, trace.clone(), settings).unwrap();
        let mut growing = Curves::new(0..ops as u32, columns, 0);
        let mut is_over = false;
        while !is_over {
            is_over = recorder.advance(500).unwrap();
            growing.note(recorder.so_far());
            assert!(growing.done() as usize + 1024 >= recorder.done());
        }
        for curve in EXACT {
            let columns = |curves: &Curves| curves.columns(curve).unwrap().to_vec();
            let mut points = 0;
            for (point, all) in columns(&growing).into_iter().zip(columns(&exact)) {
                let (Some(point), Some(all)) = (point, all) else { continue };
                assert!(all.least <= point.least && point.most <= all.most, "{lane:?} {curve:?}");
                points += 1;
            }
            assert!(points >= 5, "{lane:?} {curve:?}");
        }
    }
}

#[test]
fn a_map_that_grows_has_room_for_more_but_not_much() {
    for reach in [0, 1, 63, 64, 65, 4096, 100_000, 1 << 20, (1 << 30) - 64, 1 << 30] {
        let room = room(reach);
        assert!(room >= reach.max(1) && f64::from(room) <= 1.5 * f64::from(reach) + 1.0, "{reach}: {room}");
    }
}
