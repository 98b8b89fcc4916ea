//! Pictures of a run that is still made, against those of the whole run.

use heap_lab::{
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
    traces,
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
            let mut curves = Curves::new(0..ops as u32, columns, ops);
            while !curves.advance(&whole, &|| true) {}

            // It begins again whenever this arena is too small.
            let mut recorder = Recorder::within(lane, trace.clone(), settings, 64).unwrap();
            let mut growth = Growth::new(ops, whole.last_end(), columns, rows);
            let mut growing = Curves::new(0..ops as u32, columns, 0);
            let mut samples = Samples::of_growing(ops as u32);
            let mut is_over = false;
            while !is_over {
                is_over = recorder.advance(piece).unwrap();
                let recording = recorder.so_far();
                growth.advance(recording, recording.len(), &|| true);
                growing.extend(recording.len());
                growing.advance(recording, &|| true);
                samples.note(recording);
                let done = growth.done() as usize * columns as usize / ops.max(1);
                for (cells, of_all) in areas(growth.cells()).iter().zip(&all) {
                    prop_assert_eq!(&cells[..done], &of_all[..done], "{:?}", lane);
                    prop_assert!(cells[done..].iter().all(|areas| areas.iter().sum::<u64>() == 0));
                }
            }
            let recording = recorder.finish();
            while !growth.advance(&recording, ops, &|| true) {}
            while !growing.advance(&recording, &|| true) {}
            prop_assert_eq!(areas(growth.cells()), all);
            for curve in EXACT {
                prop_assert_eq!(growing.columns(curve), curves.columns(curve));
            }
            for &(op, largest) in samples.values() {
                whole.seek(op as usize + 1);
                prop_assert_eq!(largest, whole.numbers().largest_hole);
            }
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
