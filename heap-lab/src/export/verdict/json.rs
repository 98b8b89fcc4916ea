//! A verdict as JSON, for other programs: the page saves what the terminal prints. It is in English, whatever the language
//! of the page.
//!
//! Names end in the unit of their number. What is not known is `null`, or left out of a lane. Operations count from 1.

use super::Subject;
use crate::{
    export::json::Json,
    lab::{Cut, report::Refusal},
    text::{Language, Text},
    verdict::{
        Fingerprint, Histogram, LaneResult, Verdict,
        advice::{Advice, Choice, Cost},
        table::Row,
    },
};

/// The version of this format. Fields may be added without a new one.
const VERSION: u32 = 1;

/// The verdict on a program as a file.
pub fn json(subject: &Subject, verdict: &Verdict) -> String {
    let text = Language::English.text();
    let (advice, arena) = (&verdict.advice, verdict.context.arena);
    let lanes = verdict.lanes.iter().filter_map(|one| Some(lane(one, &advice.ranked(one.kind)?.cost, text)));
    map([
        ("version", VERSION.into()),
        ("file", subject.file.into()),
        ("format", subject.recorded.map_or("script", |(format, _)| text.trace_format(format)).into()),
        ("operations", verdict.program.operations.into()),
        ("notes", notes(subject, text)),
        ("arena", map([("page_bytes", arena.page_size.into()), ("max_pages", arena.max_pages.into())])),
        ("program", program(&verdict.program)),
        ("lanes", lanes.collect()),
        ("recommendation", recommendation(advice, text.recommended(verdict), text)),
    ])
    .file()
}

fn map<const N: usize>(fields: [(&str, Json); N]) -> Json {
    Json::Map(named(fields))
}

fn named<const N: usize>(fields: [(&str, Json); N]) -> Vec<(String, Json)> {
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// What was odd about the file, by kind, each with the line of the first.
fn notes(subject: &Subject, text: &dyn Text) -> Json {
    let kinds = subject.recorded.iter().flat_map(|(_, notes)| notes.kinds());
    let note = |(note, count): (crate::import::Note, u32)| {
        let words = text.trace_notes(note.kind, count);
        map([("count", count.into()), ("first_line", note.line.into()), ("text", words.into())])
    };
    kinds.map(note).collect()
}

fn program(program: &Fingerprint) -> Json {
    // By the largest number of a class, how many are in it.
    let classes = |histogram: &Histogram| {
        let counts = histogram.counts().iter().enumerate().filter(|&(_, &count)| count > 0);
        let field =
            |(class, &count): (usize, &u32)| (Histogram::range(class).end().to_string(), count.into());
        Json::Map(counts.map(field).collect())
    };
    let aligns = program.aligns.iter().map(|&(align, count)| (align.to_string(), count.into()));
    let Fingerprint { sizes, lifetimes, reallocs, .. } = program;
    map([
        ("allocations", program.allocations.into()),
        ("zeroed", program.zeroed.into()),
        ("reallocs", reallocs.count.into()),
        ("reallocs_growing", reallocs.grew.into()),
        ("reallocs_shrinking", reallocs.shrank.into()),
        // The median of the last size of a resized block per its first.
        ("growth_factor_tenths", reallocs.factor.into()),
        ("frees", program.frees.into()),
        // All bytes that were ever requested.
        ("requested_bytes", program.requested.into()),
        ("peak_live_bytes", program.peak_live.into()),
        // The operation after which that was reached.
        ("peak_operation", program.peak_at.into()),
        ("peak_live_blocks", program.peak_blocks.into()),
        ("never_freed_blocks", program.kept_blocks.into()),
        ("never_freed_bytes", program.kept.into()),
        ("smallest_bytes", sizes.least.into()),
        ("median_bytes", sizes.median.into()),
        ("largest_bytes", sizes.most.into()),
        ("different_sizes", sizes.different.into()),
        // Blocks of at most 128 bytes.
        ("small_blocks", sizes.small.into()),
        // Frees of the youngest live block, and of the oldest.
        ("frees_of_youngest", lifetimes.order.youngest.into()),
        ("frees_of_oldest", lifetimes.order.oldest.into()),
        // The same, among those that are freed at all.
        ("frees_of_youngest_ever_freed", lifetimes.order_of_freed.youngest.into()),
        ("frees_of_oldest_ever_freed", lifetimes.order_of_freed.oldest.into()),
        // How often live memory fell from over a half of its peak to at most an eighth.
        ("drains", program.drains.into()),
        // How unlike the whole the sizes of a part are.
        ("size_shift_percent", program.shift.into()),
        ("sizes_bytes", classes(&sizes.histogram)),
        ("lifetimes_operations", classes(&lifetimes.operations)),
        ("lifetimes_bytes", classes(&lifetimes.bytes)),
        ("alignments_bytes", Json::Map(aligns.collect())),
    ])
}

fn lane(lane: &LaneResult, cost: &Cost, text: &dyn Text) -> Json {
    let mut fields = named([
        // Its name in links and arguments, and that of its type.
        ("lane", lane.kind.slug().into()),
        ("name", lane.kind.name().into()),
        // Whether it did the whole trace and refused nothing; if it did not, why.
        ("complete", lane.is_complete().into()),
        ("cut", lane.cut.map(cut).into()),
        ("peak_live_bytes", lane.peak_live.into()),
        ("live_at_end_bytes", lane.live_at_end.into()),
        ("reallocs_in_place", lane.in_place.into()),
    ]);
    // The measures of the page's table, by their names there.
    let mut measures: Vec<_> = Row::ALL
        .into_iter()
        .filter_map(|row| Some((row.key().to_owned(), Json::decimal(&row.value(lane, cost)?.plain()))))
        .collect();
    measures.sort_by(|(one, _), (other, _)| one.cmp(other));
    fields.extend(measures);
    let lost = lane.inside.map(|inside| {
        map([
            ("skipped_for_alignment_bytes", inside.lost.gap.into()),
            ("ends_of_regions_bytes", inside.lost.tail.into()),
            ("larger_than_bins_bytes", inside.lost.large.into()),
            ("shrunk_in_place_bytes", inside.lost.shrunk.into()),
        ])
    });
    let refusal = lane.first_refusal.map(|first| {
        let part = |part: fn(&Refusal) -> u32| first.refusal.as_ref().map(part);
        map([
            ("operation", first.operation.into()),
            ("needed_bytes", part(|refusal| refusal.needed).into()),
            ("free_bytes", part(|refusal| refusal.free).into()),
            ("could_grow_bytes", part(|refusal| refusal.room).into()),
            ("text", first.refusal.map(|refusal| text.refusal(&refusal)).into()),
        ])
    });
    fields.extend(named([("lost", lost.into()), ("first_refusal", refusal.into())]));
    Json::Map(fields)
}

fn cut(cut: Cut) -> &'static str {
    match cut {
        Cut::TooSlow => "too slow",
        Cut::Memory => "memory",
        Cut::Stopped => "stopped",
    }
}

fn recommendation(advice: &Advice, words: String, text: &dyn Text) -> Json {
    // The one that comes closest may not fit.
    let (lane, fits) = match advice.choice {
        Choice::Fits(lane) => (Some(lane.slug()), true),
        Choice::Closest(lane) => (Some(lane.slug()), false),
        Choice::Nothing => (None, false),
    };
    map([
        ("lane", lane.into()),
        ("fits", fits.into()),
        ("text", words.into()),
        // All lanes, the recommended one first.
        ("ranking", advice.ranking.iter().map(|ranked| ranked.kind.slug()).collect()),
        ("reasons", advice.reasons.iter().map(|reason| text.speaks_for(reason)).collect()),
        ("others", advice.others.iter().map(|other| text.other(other)).collect()),
        ("doubts", advice.doubts.iter().map(|doubt| text.doubt(doubt)).collect()),
    ])
}
