//! Marks under the pointer.

use super::{super::legend::Sign, *};

fn at(steps: &[Step], x: f64, y: f64) -> Option<Sign> {
    let scene = picture(grid(2048), &[], &[], steps, Highlights::default());
    scene.sign_at(x, y).map(|(sign, _)| sign)
}

#[test]
fn each_mark_is_found_where_it_is_drawn() {
    let grid = grid(2048);
    let (x, y) = grid.point(64);
    let end = grid.point(192).0;
    let below = y + grid.row + 2.0;
    let step = Step::Split { block: 64, size: 32, rest: 96, rest_size: 96 };
    assert_eq!(at(&[step], grid.point(96).0, y + 5.0), Some(Sign::Split));
    assert_eq!(at(&[step], (x + end) / 2.0 + 9.0, y + 5.0), None);
    assert_eq!(at(&[probe(64, 128)], x + 5.0, y), Some(Sign::Unfit));
    assert_eq!(at(&[probe(64, 128)], x + 5.0, y + 15.0), None, "below the badge is the block");
    assert_eq!(at(&[Step::Taken { block: 64, size: 128 }], (x + end) / 2.0, y - 4.0), Some(Sign::Left));
    let merged = Step::Merged { block: 64, neighbour: 96, side: Side::Right, size: 128 };
    assert_eq!(at(&[merged], x + 20.0, below), Some(Sign::Merged));
    let moved = Step::Moved { from: 64, to: 600, size: 128 };
    assert_eq!(at(&[moved], x, y + 15.0), Some(Sign::Moved), "on its dashed edge");
    assert_eq!(at(&[moved], x + 20.0, y + 15.0), None, "but not inside");
}

#[test]
fn the_mark_that_is_drawn_last_is_found_first() {
    let grid = grid(2048);
    let (x, y) = grid.point(64);
    let steps = [probe(64, 128), Step::Split { block: 32, size: 32, rest: 64, rest_size: 96 }];
    assert_eq!(at(&steps, x + 2.0, y), Some(Sign::Split));
    assert_eq!(at(&[steps[1], steps[0]], x + 2.0, y), Some(Sign::Unfit));
}

#[test]
fn the_end_of_the_heap_is_found_at_its_line() {
    let grid = grid(2048);
    let (x, y) = grid.edge(2048).expect("visible");
    assert_eq!(at(&[], x, y + 9.0), Some(Sign::HeapEnd));
    assert_eq!(at(&[], x - 30.0, y + 9.0), None);
}
