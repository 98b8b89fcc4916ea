//! A verdict as JSON. Names end in the unit of their number; what is not known is `null`, or left out of a lane.

use std::collections::BTreeMap;

use heap_lab::{
    lab::{Cut, report::Refusal},
    text::{Language, Text},
    verdict::{
        Fingerprint, Histogram, LaneResult, Verdict,
        advice::{Choice, Cost},
        table::Row,
    },
};
use serde::Serialize;
use serde_json::Number;

use crate::input::Program;

/// All of it.
#[derive(Serialize)]
struct Output<'a> {
    /// The version of this format. Fields may be added without a new one.
    version: u32,
    /// The name of the file.
    file: &'a str,
    /// Its format, in English; "script" for a script.
    format: &'a str,
    /// Operations of the program.
    operations: usize,
    /// What was odd about the file, by kind.
    notes: Vec<Note>,
    arena: Arena,
    program: ProgramOutput,
    /// One for each allocator, in the order of the page.
    lanes: Vec<Lane>,
    recommendation: Recommendation,
}

#[derive(Serialize)]
struct Note {
    /// How often this kind occurs.
    count: u32,
    /// The line of the first.
    first_line: u32,
    /// In words, with the number.
    text: String,
}

#[derive(Serialize)]
struct Arena {
    page_bytes: u32,
    max_pages: u32,
}

#[derive(Serialize)]
struct ProgramOutput {
    allocations: u32,
    zeroed: u32,
    reallocs: u32,
    reallocs_growing: u32,
    reallocs_shrinking: u32,
    /// The median of the factors by which blocks grew, in tenths.
    growth_factor_tenths: Option<u32>,
    frees: u32,
    /// All bytes that were ever requested.
    requested_bytes: u64,
    peak_live_bytes: u64,
    /// The operation after which it was reached, from 1.
    peak_operation: usize,
    peak_live_blocks: u32,
    never_freed_blocks: u32,
    never_freed_bytes: u64,
    smallest_bytes: u32,
    median_bytes: u32,
    largest_bytes: u32,
    different_sizes: usize,
    /// Blocks of at most 128 bytes.
    small_blocks: u32,
    /// Frees of the youngest block, and of the oldest, among those that are freed at all.
    frees_of_youngest: u32,
    frees_of_oldest: u32,
    /// How often live memory fell from over a half of its peak to at most an eighth.
    drains: u32,
    /// How unlike the whole the sizes of a part are, in percent.
    size_shift_percent: Option<u32>,
    /// By the largest number of a class, how many are in it.
    sizes_bytes: BTreeMap<u64, u32>,
    lifetimes_operations: BTreeMap<u64, u32>,
    lifetimes_bytes: BTreeMap<u64, u32>,
    alignments_bytes: BTreeMap<u32, u32>,
}

#[derive(Serialize)]
struct Lane {
    /// The name of the allocator in links and arguments.
    lane: &'static str,
    /// The name of its type.
    name: &'static str,
    /// Whether it did the whole trace and refused nothing.
    complete: bool,
    /// Why it did not do the whole trace.
    cut: Option<&'static str>,
    peak_live_bytes: u32,
    live_at_end_bytes: u32,
    reallocs_in_place: u32,
    /// The measures of the page's table, by their names there.
    #[serde(flatten)]
    measures: BTreeMap<&'static str, Number>,
    /// Bytes lost, by reason.
    lost: Option<Lost>,
    first_refusal: Option<RefusalOutput>,
}

#[derive(Serialize)]
struct Lost {
    skipped_for_alignment_bytes: u64,
    ends_of_regions_bytes: u64,
    larger_than_bins_bytes: u64,
    shrunk_in_place_bytes: u64,
}

#[derive(Serialize)]
struct RefusalOutput {
    /// From 1.
    operation: usize,
    needed_bytes: Option<u32>,
    free_bytes: Option<u32>,
    could_grow_bytes: Option<u32>,
    text: Option<String>,
}

#[derive(Serialize)]
struct Recommendation {
    /// The recommended allocator, or the one that comes closest; `null` if no lane was run.
    lane: Option<&'static str>,
    /// Whether it runs the program.
    fits: bool,
    text: String,
    /// All lanes, the recommended one first.
    ranking: Vec<&'static str>,
    reasons: Vec<String>,
    others: Vec<String>,
    doubts: Vec<String>,
}

/// The verdict on a program as JSON, with a line break at its end.
pub fn write(program: &Program, verdict: &Verdict) -> String {
    let text = Language::English.text();
    let advice = &verdict.advice;
    let (lane, fits) = match advice.choice {
        Choice::Fits(lane) => (Some(lane.slug()), true),
        Choice::Closest(lane) => (Some(lane.slug()), false),
        Choice::Nothing => (None, false),
    };
    let notes = program.recorded.as_ref().map_or_else(Vec::new, |(_, notes)| {
        let note = |(note, count): (heap_lab::import::Note, u32)| Note {
            count,
            first_line: note.line,
            text: text.trace_notes(note.kind, count),
        };
        notes.kinds().map(note).collect()
    });
    let cost = |lane: &LaneResult| advice.ranking.iter().find(|ranked| ranked.kind == lane.kind);
    let lanes = verdict.lanes.iter().filter_map(|lane| Some(self::lane(lane, &cost(lane)?.cost, text)));
    let output = Output {
        version: 1,
        file: &program.name,
        format: program.recorded.as_ref().map_or("script", |(format, _)| text.trace_format(*format)),
        operations: verdict.program.operations,
        notes,
        arena: Arena {
            page_bytes: verdict.context.arena.page_size,
            max_pages: verdict.context.arena.max_pages,
        },
        program: self::program(&verdict.program),
        lanes: lanes.collect(),
        recommendation: Recommendation {
            lane,
            fits,
            text: text.recommended(verdict),
            ranking: advice.ranking.iter().map(|ranked| ranked.kind.slug()).collect(),
            reasons: advice.reasons.iter().map(|reason| text.speaks_for(reason)).collect(),
            others: advice.others.iter().map(|other| text.other(other)).collect(),
            doubts: advice.doubts.iter().map(|doubt| text.doubt(doubt)).collect(),
        },
    };
    // Maps have keys that are texts or numbers, so nothing can fail.
    let mut json = serde_json::to_string_pretty(&output).unwrap_or_default();
    json.push('\n');
    json
}

fn lane(lane: &LaneResult, cost: &Cost, text: &dyn Text) -> Lane {
    let number = |row: Row| {
        let plain = row.value(lane, cost)?.plain();
        Some((row.key(), plain.parse().ok()?))
    };
    let refusal = lane.first_refusal.map(|first| {
        let part = |part: fn(&Refusal) -> u32| first.refusal.as_ref().map(part);
        RefusalOutput {
            operation: first.operation,
            needed_bytes: part(|refusal| refusal.needed),
            free_bytes: part(|refusal| refusal.free),
            could_grow_bytes: part(|refusal| refusal.room),
            text: first.refusal.map(|refusal| text.refusal(&refusal)),
        }
    });
    Lane {
        lane: lane.kind.slug(),
        name: lane.kind.name(),
        complete: lane.is_complete(),
        cut: lane.cut.map(|cut| match cut {
            Cut::TooSlow => "too slow",
            Cut::Memory => "memory",
            Cut::Stopped => "stopped",
        }),
        peak_live_bytes: lane.peak_live,
        live_at_end_bytes: lane.live_at_end,
        reallocs_in_place: lane.in_place,
        measures: Row::ALL.into_iter().filter_map(number).collect(),
        lost: lane.inside.map(|inside| Lost {
            skipped_for_alignment_bytes: inside.lost.gap,
            ends_of_regions_bytes: inside.lost.tail,
            larger_than_bins_bytes: inside.lost.large,
            shrunk_in_place_bytes: inside.lost.shrunk,
        }),
        first_refusal: refusal,
    }
}

fn program(program: &Fingerprint) -> ProgramOutput {
    let classes = |histogram: &Histogram| {
        let counts = histogram.counts().iter().enumerate().filter(|&(_, &count)| count > 0);
        counts.map(|(class, &count)| (*Histogram::range(class).end(), count)).collect()
    };
    let Fingerprint { sizes, lifetimes, reallocs, .. } = program;
    ProgramOutput {
        allocations: program.allocations,
        zeroed: program.zeroed,
        reallocs: reallocs.count,
        reallocs_growing: reallocs.grew,
        reallocs_shrinking: reallocs.shrank,
        growth_factor_tenths: reallocs.factor,
        frees: program.frees,
        requested_bytes: program.requested,
        peak_live_bytes: program.peak_live,
        peak_operation: program.peak_at,
        peak_live_blocks: program.peak_blocks,
        never_freed_blocks: program.kept_blocks,
        never_freed_bytes: program.kept,
        smallest_bytes: sizes.least,
        median_bytes: sizes.median,
        largest_bytes: sizes.most,
        different_sizes: sizes.different,
        small_blocks: sizes.small,
        frees_of_youngest: lifetimes.youngest,
        frees_of_oldest: lifetimes.oldest,
        drains: program.drains,
        size_shift_percent: program.shift,
        sizes_bytes: classes(&sizes.histogram),
        lifetimes_operations: classes(&lifetimes.operations),
        lifetimes_bytes: classes(&lifetimes.bytes),
        alignments_bytes: program.aligns.iter().copied().collect(),
    }
}
