//! The best of each row, and numbers as files have them.

use super::*;
use crate::{
    lab::{LaneKind, Recording},
    verdict::{
        Fingerprint,
        programs::{self, ARENA},
    },
};

#[test]
fn the_best_lane_of_a_row_stands_out() {
    let trace = programs::queue(1_200);
    let program = Fingerprint::of(&trace);
    let result = |kind| LaneResult::of(&mut Recording::run(kind, trace.clone(), ARENA).unwrap());
    let lanes = LaneKind::OURS.map(result);
    let costs: Vec<_> = lanes.iter().map(|lane| Cost::of(lane, &program)).collect();
    let pairs: Vec<_> = lanes.iter().zip(&costs).collect();
    for row in Row::ALL {
        let values: Vec<_> = pairs.iter().map(|(lane, cost)| row.value(lane, cost)).collect();
        assert!(values.iter().flatten().all(|value| value.plain().parse::<f64>().is_ok()));
        let best = row.best(&pairs);
        assert!(best.iter().filter(|&&best| best).count() * 2 <= lanes.len(), "{row:?}");
    }
    let code = Row::Code.best(&pairs);
    assert_eq!(code, [true, false, false, false], "it has the least code");
    let mut fewer = lanes.clone();
    fewer[0].refused = 1;
    let pairs: Vec<_> = fewer.iter().zip(&costs).collect();
    assert!(!Row::Code.best(&pairs)[0], "it did not do the same");
}

#[test]
fn numbers_in_files_have_a_point() {
    let plain =
        [Value::Share(687), Value::Ratio(1_050), Value::Time(12_345), Value::Bytes(64)].map(Value::plain);
    assert_eq!(plain, ["68.7", "1.050", "12.345", "64"]);
}
