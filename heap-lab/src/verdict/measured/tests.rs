//! The table is that of the measurements, and what follows from it is near them.

use std::{env, fs};

use super::*;
use crate::{
    lab::Recording,
    verdict::{
        LaneResult,
        advice::Cost,
        programs::{self, ARENA},
    },
};

const SIZES: &str = include_str!("../../../../bench/results/size.csv");
const SPEEDS: &str = include_str!("../../../../bench/results/speed.csv");

/// The allocators with their names in the measurements, and the workloads that show their pace with small objects and
/// with any sizes. Only workloads without long lists for the one that searches: its visits are counted apart. None in
/// which an allocator loses memory: that is judged by its heap.
const SUBJECTS: [(&str, &str, &[&str], &[&str]); 6] = [
    ("bump-free-list", "lite-bump-free-list", SMALL, ANY),
    ("segregated-bump", "lite-segregated", SMALL, &["stack", "push-pop"]),
    ("free-list", "lite-free-list", &["push-pop"], &["stack", "queue"]),
    ("boundary-tag", "lite-boundary-tag", SMALL, ANY),
    ("dlmalloc", "dlmalloc", SMALL, ANY),
    ("talc", "talc", SMALL, ANY),
];
const SMALL: &[&str] = &["small", "push-pop", "tree"];
const ANY: &[&str] = &["random", "stack", "queue"];

/// The cells of the row that begins with these.
fn row<'a>(table: &'a str, begin: &[&str]) -> Vec<&'a str> {
    let mut rows = table.lines().map(|line| line.split(',').collect::<Vec<_>>());
    rows.find(|row| row.starts_with(begin)).unwrap_or_else(|| panic!("{begin:?} was not measured"))
}

/// The geometric mean of the times in these workloads, in percent of dlmalloc's.
fn time(name: &str, workloads: &[&str]) -> u32 {
    let speed = |workload: &&str| row(SPEEDS, &[workload, name])[4].parse::<f64>().unwrap();
    let logs: f64 = workloads.iter().map(|workload| speed(workload).ln()).sum();
    (100.0 / (logs / workloads.len() as f64).exp()).round() as u32
}

#[test]
fn the_table_is_that_of_the_measurements() {
    let mut table = String::from("allocator,alloc_dealloc,with_realloc,with_zeroed,pace_small,pace_any\n");
    for (slug, name, small, any) in SUBJECTS {
        let sizes = row(SIZES, &[name])[1..4].join(",");
        table += &format!("{slug},{sizes},{},{}\n", time(name, small), time(name, any));
    }
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/src/verdict/measured.csv"), &table).unwrap();
    } else {
        assert_eq!(table, TABLE, "UPDATE_GOLDEN=1 writes it again");
    }
}

#[test]
fn each_lane_was_measured() {
    for lane in LaneKind::ALL {
        let sizes = [Calls::AllocFree, Calls::Realloc, Calls::Zeroed].map(|calls| code_size(lane, calls));
        assert!(sizes.iter().all(Option::is_some) && sizes.is_sorted(), "{sizes:?}");
        let pace = |visits, moved| pace(lane, false, 100, visits, moved).unwrap();
        assert!(pace(0, 0) > 0 && pace(0, 0) < pace(100, 0) && pace(0, 0) < pace(0, 1 << 20));
    }
}

/// Where the allocator that searches has long lists, its estimated time is near the one that was measured.
#[test]
fn the_estimate_of_searches_is_near_what_was_measured() {
    let workloads = [
        ("small", programs::small(10_000)),
        ("bimodal", programs::bimodal(10_000)),
        ("random", programs::mix(10_000)),
        ("phases", programs::phases(40_000)),
    ];
    for (workload, trace) in workloads {
        let result = LaneResult::of(&mut Recording::run(LaneKind::FreeList, trace.clone(), ARENA).unwrap());
        let estimate = Cost::of(&result, &Fingerprint::of(&trace)).pace.unwrap();
        let measured = 1000.0 / row(SPEEDS, &[workload, "lite-free-list"])[4].parse::<f64>().unwrap();
        let ratio = f64::from(estimate) / measured;
        assert!((0.4..2.5).contains(&ratio), "{workload}: {estimate} estimated, {measured} measured");
    }
}
