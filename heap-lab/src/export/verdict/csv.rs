//! The numbers of a verdict as a table: a row for each measure, a column for each lane, like the table of the page.
//!
//! ```text
//! measure,bump-free-list,free-list,…
//! heap_bytes,131072,65536,…
//! ```
//!
//! The names end in the unit of their number. The words are the same in each language, so that programs can read them.

use crate::{
    export::csv::MARK,
    verdict::{Verdict, table::Row},
};

/// The table as a file.
pub fn csv(verdict: &Verdict) -> String {
    let mut text = format!("{MARK}measure");
    for lane in &verdict.lanes {
        text.push(',');
        text.push_str(lane.kind.slug());
    }
    text.push('\n');
    for row in Row::ALL {
        text.push_str(row.key());
        for lane in &verdict.lanes {
            text.push(',');
            let ranked = verdict.advice.ranked(lane.kind);
            if let Some(value) = ranked.and_then(|ranked| row.value(lane, &ranked.cost)) {
                text.push_str(&value.plain());
            }
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::{
        arena::Settings,
        lab::{LaneKind, Recording},
        trace::{Op, Trace},
        verdict::{Fingerprint, LaneResult, advice::Context},
    };

    #[test]
    fn each_measure_has_a_row_and_each_lane_a_column() {
        let op = Op::Alloc { block: 0, size: 64, align: 8, zeroed: false };
        let trace = Rc::new(Trace { ops: vec![op], blocks: ["a"].into_iter().collect() });
        let arena = Settings::default();
        let lanes = [LaneKind::FreeList, LaneKind::BoundaryTag];
        let lanes =
            lanes.map(|kind| LaneResult::of(&mut Recording::run(kind, trace.clone(), arena).unwrap()));
        let context = Context { arena, ..Context::default() };
        let table = csv(&Verdict::new(context, Fingerprint::of(&trace), lanes.to_vec()));
        let rows: Vec<_> = table.trim_start_matches(MARK).lines().collect();
        assert_eq!(rows.len(), 1 + Row::ALL.len());
        assert_eq!(rows[0], "measure,free-list,boundary-tag");
        assert_eq!(rows[2], "heap_bytes,512,1024");
        assert!(rows.iter().all(|row| row.split(',').count() == 3));
    }
}
