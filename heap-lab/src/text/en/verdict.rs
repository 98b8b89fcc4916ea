//! The sentences of the verdict, in English.

use lite_alloc::observe::Loss;

use super::{English, narration::count};
use crate::{
    lab::{Cut, LaneKind},
    text::{
        Narration, Verdicts,
        numbers::{grouped, scaled, share, thousandths},
        verdict::{Chart, Feature, Labels},
    },
    verdict::{
        Fingerprint, Verdict,
        advice::{Against, Choice, Cost, Doubt, Measure, Other, RULES, Ranked, Reason, Rules},
        measured::Calls,
        table::Row,
    },
};

mod program;

/// Bytes with their unit.
fn size(bytes: impl Into<u64>) -> String {
    match bytes.into() {
        1 => "1 byte".to_owned(),
        bytes @ 0..1024 => format!("{bytes} bytes"),
        bytes => scaled(bytes),
    }
}

fn operations(number: usize) -> String {
    count(number, "operation")
}

/// Apart from blocks that are never freed.
fn but(kept: u32) -> String {
    match kept {
        0 => String::new(),
        kept => format!(" (apart from {} never freed)", grouped(kept)),
    }
}

/// What a cost is in one respect, and that of another allocator.
fn compared(its: &Cost, other: &Cost, measure: Measure) -> String {
    let known = |number: Option<u32>, write: fn(u32) -> String| number.map_or_else(String::new, write);
    match measure {
        Measure::Memory => format!("a heap of {} instead of {}", size(its.heap), size(other.heap)),
        Measure::Speed => format!(
            "an estimated {} times the time of dlmalloc instead of {}",
            known(its.pace, thousandths),
            known(other.pace, thousandths)
        ),
        Measure::Code => {
            format!("{} of code instead of {}", known(its.code, size), known(other.code, size))
        }
    }
}

/// What a cost is in all respects.
fn costs(cost: &Cost) -> String {
    let pace =
        cost.pace.map(|pace| format!(", an estimated {} times the time of dlmalloc", thousandths(pace)));
    let code = cost.code.map(|code| format!(", {} of code", size(code)));
    let lost = (cost.lost > 0).then(|| format!(", {} lost", size(cost.lost)));
    let more: String = [pace, code, lost].into_iter().flatten().collect();
    format!("a heap of {}{more}", size(cost.heap))
}

impl Verdicts for English {
    fn verdict_labels(&self) -> &'static Labels {
        &LABELS
    }

    fn recommended(&self, verdict: &Verdict) -> String {
        let of = |kind: LaneKind| verdict.lanes.iter().find(|lane| lane.kind == kind);
        match verdict.advice.choice {
            Choice::Nothing => "No allocator has run this program yet.".to_owned(),
            Choice::Fits(kind) => {
                let heap = of(kind).map_or(0, |lane| lane.heap);
                let costs =
                    format!("a heap of {} for {} of live data", size(heap), size(verdict.program.peak_live));
                let name = kind.name();
                match (verdict.missing().is_empty(), verdict.lanes.len()) {
                    (true, _) => format!("{name} fits this program best: {costs}."),
                    (false, 1) => format!("{name} is the only allocator that was run: {costs}."),
                    (false, run) => {
                        format!(
                            "Of the {run} allocators that were run, {name} fits this program best: {costs}."
                        )
                    }
                }
            }
            Choice::Closest(kind) => {
                let none = match (verdict.missing().is_empty(), verdict.lanes.len()) {
                    (true, _) => "No allocator".to_owned(),
                    (false, run) => format!("None of the {run} allocators that were run"),
                };
                let (done, refused) = of(kind).map_or((0, 0), |lane| (lane.done, lane.refused));
                let (closest, refuse) = match verdict.as_close() {
                    0 => (format!("{} comes closest", kind.name()), "it refuses"),
                    others => (
                        format!("{} and {} come closest", kind.name(), count(others, "other")),
                        "each refuses",
                    ),
                };
                if refused == 0 {
                    let all = operations(verdict.program.operations);
                    return format!(
                        "{none} ran this program to its end; {closest}, with {} of {all}.",
                        grouped(done)
                    );
                }
                let arena = size(verdict.context.arena.bytes());
                format!(
                    "{none} can run this program in {arena}; {closest}: {refuse} {}.",
                    count(refused, "request")
                )
            }
        }
    }

    fn speaks_for(&self, reason: &Reason) -> String {
        match *reason {
            Reason::Complete { operations: done, others_failed: 0 } => {
                format!("It runs all {} and refuses nothing.", operations(done))
            }
            Reason::Complete { operations: done, others_failed } => format!(
                "It runs all {} and refuses nothing; {} of the others can't.",
                operations(done),
                grouped(others_failed)
            ),
            Reason::Heap { heap, utilisation } => format!(
                "No heap is smaller: {}, of which {} is live at the peak.",
                size(heap),
                share(utilisation)
            ),
            Reason::NeverSearches => {
                "It never searches: an allocation takes the first block of a bin, a free puts it back.".to_owned()
            }
            Reason::FewHoles { visits } => format!(
                "It hardly has to search: it looks at {} free blocks per operation.",
                thousandths(visits)
            ),
            Reason::Bounded => {
                "It takes constant time, whatever the order: it finds free blocks by size and merges them by their tags."
                    .to_owned()
            }
            Reason::SmallObjects { share: small } => {
                format!("{} of the blocks are small, and it has bins for these.", share(small))
            }
            Reason::Stack { share: frees, kept } => format!(
                "{} of the frees are of the youngest live block{}, as on a stack, so there are few holes.",
                share(frees),
                but(kept)
            ),
            Reason::Queue { share: frees, kept } => format!(
                "{} of the frees are of the oldest live block{}, as in a queue, so holes lie next to each other and merge.",
                share(frees),
                but(kept)
            ),
            Reason::InPlace { in_place, all } => {
                format!("{} of {} leave the block where it is.", grouped(in_place), count(all, "realloc"))
            }
            Reason::LosesNothing => "It loses no memory, which not all of them can say.".to_owned(),
            Reason::Code { code } => format!("No code is smaller: {}.", size(code)),
        }
    }

    fn ranked(&self, ranked: &Ranked) -> String {
        let name = ranked.kind.short_name();
        match ranked.against.first() {
            None => format!("{name} fits too: {}.", costs(&ranked.cost)),
            Some(against) => format!("{name} {}.", self.against(against)),
        }
    }

    fn against(&self, against: &Against) -> String {
        match *against {
            Against::Cut { cut, done, all } => {
                let why = match cut {
                    Cut::TooSlow => "it searched too long",
                    Cut::Memory => "its recording needed too much memory",
                    Cut::Stopped => "it was stopped",
                };
                format!("did {} of {}: {why}", grouped(done), operations(all))
            }
            Against::Refused { count: refused, first } => {
                format!("refuses {}, the first in operation {}", count(refused, "request"), grouped(first))
            }
            Against::Loses { lost, peak } => {
                format!("loses {}, where at most {} are live at once", size(lost), size(peak))
            }
            Against::Slow { visits: Some(visits), times } => format!(
                "is about {} times as slow as the fastest: it looks at {} free blocks per operation",
                tenths(times),
                thousandths(visits)
            ),
            Against::Slow { visits: None, times } => {
                format!("is about {} times as slow as the fastest", tenths(times))
            }
            Against::Large { heap, least } => {
                format!("needs a heap of {}, where {} suffice", size(heap), size(least))
            }
        }
    }

    fn other(&self, other: &Other) -> String {
        let Other { kind, better, its, recommended } = other;
        let compared = |measure| compared(its, recommended, measure);
        let respect = match better {
            Measure::Memory => "memory",
            Measure::Speed => "speed",
            Measure::Code => "code size",
        };
        let price: Vec<_> = [Measure::Memory, Measure::Speed, Measure::Code]
            .into_iter()
            .filter(|measure| match measure {
                Measure::Memory => its.heap > recommended.heap,
                Measure::Speed => its.pace > recommended.pace,
                Measure::Code => its.code > recommended.code,
            })
            .map(compared)
            .chain((its.lost > recommended.lost).then(|| format!("{} lost", size(its.lost))))
            .collect();
        let price = match price.is_empty() {
            true => String::new(),
            false => format!("; the price is {}", price.join(", and ")),
        };
        format!("If {respect} matters most, use {}: {}{price}.", kind.name(), compared(*better))
    }

    fn doubt(&self, doubt: &Doubt) -> String {
        match *doubt {
            Doubt::UnknownFrees { unknown, all } => format!(
                "Frees without an allocation in the file: {} of {}. Those blocks were not run, so the program may need another \
                 allocator.",
                grouped(unknown),
                grouped(all)
            ),
            Doubt::Short { operations: done } => {
                format!("The trace has only {}: a longer one may tell something else.", operations(done))
            }
            Doubt::Cut { lane, done, all } => format!(
                "{} was cut after {} of {}, so its numbers are those of the beginning.",
                lane.short_name(),
                grouped(done),
                operations(all)
            ),
            Doubt::NotRun { lane } => format!("{} was not run.", lane.short_name()),
            Doubt::Arena { lane, limit } => format!(
                "{} refuses requests because the arena ends at {}; in a larger one the result may differ.",
                lane.short_name(),
                size(limit)
            ),
            Doubt::Close { lane } => format!(
                "{} hardly differs: its heap is within 2 % and its estimated time within 10 %.",
                lane.short_name()
            ),
            Doubt::Phases { shift } => format!(
                "Sizes come in phases ({shift} % of the requests of a part are unlike the whole): other phases than these may \
                 need other blocks."
            ),
            Doubt::Growing { kept, peak } => format!(
                "The trace ends with {} live, near its peak of {}: the program may go on growing.",
                size(kept),
                size(peak)
            ),
            Doubt::Loses { lost } => {
                format!("It loses {} in this run; a longer run loses more.", size(lost))
            }
            Doubt::Stalls { visits, operation } => format!(
                "Operation {} looks at {} free blocks: where single operations must be fast, that may be too slow.",
                grouped(operation),
                grouped(visits)
            ),
            Doubt::Odd { lines } => {
                format!("The file has {}; what was left out is not judged.", count(lines, "odd line"))
            }
            Doubt::Pages { page } => format!(
                "The arena has pages of {}; in WebAssembly, where pages have 64 KiB, small differences vanish.",
                size(page)
            ),
            Doubt::Threads => {
                "A trace puts all operations into one order, so it can't show how threads compete for the lock.".to_owned()
            }
            Doubt::Measured => "The recommendation and its reasons rest on estimated times, which are the same on every machine. The times \
                measured here are in the table: where they differ, trust them for this machine."
                .to_owned(),
            Doubt::Estimated => {
                "Times are estimates from the measurements of other programs, plus probes and copied bytes of this one."
                    .to_owned()
            }
        }
    }

    fn row(&self, row: Row) -> &'static str {
        match row {
            Row::Done => "Operations done",
            Row::Heap => "Largest heap",
            Row::Utilisation => "Utilisation",
            Row::Overhead => "Overhead",
            Row::Internal => "Internal fragmentation",
            Row::ExternalAtEnd => "External frag., at the end",
            Row::ExternalWorst => "External frag., worst",
            Row::Refused => "Requests refused",
            Row::FirstRefused => "First refused operation",
            Row::Lost => "Lost",
            Row::Visits => "Probes",
            Row::VisitsEach => "Probes per operation",
            Row::VisitsWorst => "Probes in the worst operation",
            Row::Moves => "Reallocs that moved the block",
            Row::Moved => "Bytes copied by realloc",
            Row::Code => "Code",
            Row::Pace => "Estimated time, dlmalloc = 1",
            Row::Time => "Measured time per operation",
        }
    }

    fn row_meaning(&self, row: Row) -> &'static str {
        match row {
            Row::Done => "Operations of the trace that the lane did. A refused request counts.",
            Row::Heap => {
                "All pages that the allocator obtained. Memory never shrinks, so it is also the heap at the end."
            }
            Row::Utilisation => "The peak of live bytes per byte of the largest heap.",
            Row::Overhead => "The largest heap without the peak of live bytes.",
            Row::Internal => {
                "The share of the live blocks that is padding and headers, at the peak of live bytes."
            }
            Row::ExternalAtEnd => {
                "The share of the free bytes that lies outside the largest free piece, at the end."
            }
            Row::ExternalWorst => "The most of it at 64 positions, evenly spread over the run.",
            Row::Refused => "Requests that were refused, because the memory could not grow.",
            Row::FirstRefused => "The first operation whose request was refused.",
            Row::Lost => "Bytes that the allocator will never hand out again.",
            Row::Visits => {
                "Free blocks that were looked at in all operations, in a search or for a position in the list."
            }
            Row::VisitsEach => "Probes divided by operations.",
            Row::VisitsWorst => "The most probes in one operation.",
            Row::Moves => "Reallocs for which the block had to move.",
            Row::Moved => "The bytes that were copied then.",
            Row::Code => {
                "The code in WebAssembly for the calls that this program makes, as the repository measured it: below, it is said for which."
            }
            Row::Pace => {
                "An estimate: the time per operation in the benchmark of the repository, plus probes and copied bytes of this run."
            }
            Row::Time => "The trace run without recording, on this machine.",
        }
    }

    fn lost_why(&self, verdict: &Verdict, lane: LaneKind) -> Option<String> {
        let lane = verdict.lanes.iter().find(|result| result.kind == lane)?;
        let lost = lane.inside?.lost.each().into_iter().filter(|&(_, bytes)| bytes > 0);
        let parts: Vec<_> = lost
            .map(|(reason, bytes)| {
                let why = match reason {
                    Loss::Gap => "skipped for alignment",
                    Loss::Tail => "left over at the ends of regions",
                    Loss::Large => "in freed blocks larger than the largest bin",
                    Loss::Shrunk => "cut off blocks that shrank in place",
                };
                format!("{} {why}", size(bytes))
            })
            .collect();
        let name = lane.kind.short_name();
        (!parts.is_empty()).then(|| format!("{name} loses {}.", parts.join(", ")))
    }

    fn refused_why(&self, verdict: &Verdict, lane: LaneKind) -> Option<String> {
        let lane = verdict.lanes.iter().find(|result| result.kind == lane)?;
        let first = lane.first_refusal?;
        let why = first.refusal.map_or_else(|| "refused".to_owned(), |refusal| self.refusal(&refusal));
        Some(format!("{}, operation {}: {why}.", lane.kind.short_name(), grouped(first.operation)))
    }

    fn feature(&self, feature: Feature, program: &Fingerprint) -> Option<(&'static str, String)> {
        program::feature(feature, program)
    }

    fn chart(&self, chart: Chart) -> &'static str {
        match chart {
            Chart::Live => "Live bytes by operation",
            Chart::Sizes => "Sizes of new blocks",
            Chart::Lifetimes => "Lifetimes, in operations",
            Chart::LifetimeBytes => "Lifetimes, in bytes requested meanwhile",
        }
    }

    fn bar(&self, chart: Chart, range: &str, share: &str) -> String {
        match chart {
            Chart::Live => format!("{range}: {share}"),
            Chart::Sizes => format!("sizes of {range}: {share} of the blocks"),
            Chart::Lifetimes => format!("{range} operations: {share} of the freed blocks"),
            Chart::LifetimeBytes => format!("{range} meanwhile: {share} of the freed blocks"),
        }
    }

    fn made_in(&self, verdict: &Verdict) -> String {
        let arena = verdict.context.arena;
        format!(
            "Each allocator ran alone in an arena of at most {} of {}, {} in all.",
            count(arena.max_pages, "page"),
            size(arena.page_size),
            size(arena.bytes())
        )
    }

    fn run_too(&self, lanes: &[LaneKind]) -> String {
        let names: Vec<_> = lanes.iter().map(|lane| lane.short_name()).collect();
        match names.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("Run {} and {last} too", rest.join(", ")),
            _ => format!("Run {} too", names.concat()),
        }
    }

    fn timed(&self, times: &[(LaneKind, String)]) -> String {
        let times: Vec<_> =
            times.iter().map(|(lane, time)| format!("{} {time}", lane.short_name())).collect();
        format!("Measured time per operation: {}.", times.join(", "))
    }

    fn making(&self, verdict: &Verdict) -> Vec<String> {
        let calls = match Calls::of(&verdict.program) {
            Calls::AllocFree => "allocating and freeing",
            Calls::Realloc => "allocating, freeing and reallocating",
            Calls::Zeroed => "allocating, freeing, reallocating and zeroed blocks",
        };
        let code = format!(
            "Code is what {calls} take in WebAssembly, with default features, compiled for size. It depends on the calls that the \
             program makes."
        );
        let Rules { loses, slow, larger, near } = RULES;
        let rules = [
            "it must run the whole program without a refusal. If none does, the one is named that comes closest.".to_owned(),
            format!(
                "it may lose at most 1/{loses} of the peak of live bytes, or one page if that is more: what is lost grows with the \
                 run. If all lose more, this rule is left out."
            ),
            format!("its estimated time may be at most {slow} times that of the fastest allocator left."),
            format!("its heap may be at most {larger} % larger than the smallest left, or one page if that is more."),
            format!(
                "of those left, the fastest is taken. Others that are at most {near} % slower count as equally fast: of these, the \
                 one with the smallest heap is taken, then the one with the least code."
            ),
        ];
        let rules = (1..).zip(rules).map(|(number, rule)| format!("Rule {number}: {rule}"));
        [code].into_iter().chain(rules).collect()
    }
}

/// A number of tenths.
fn tenths(number: u32) -> String {
    match number % 10 {
        0 => grouped(number / 10),
        tenth => format!("{}.{tenth}", grouped(number / 10)),
    }
}

static LABELS: Labels = Labels {
    title: "Verdict",
    hint: "What kind of program this is, what each allocator made of it, and which one fits",
    working: "The run is being read.",
    no_run: "There is no run to judge yet.",
    key: "the verdict on the allocators",
    back: "Back to the heaps",
    print: "Print",
    charts: "Charts",
    time: "Measure the time",
    time_hint: "Runs the trace on each allocator in turn, without recording it, and adds the time per operation to the table",
    timing: "Measuring…",
    no_time: "The time can't be measured: the module in which the allocators run could not be loaded. Reload the page and try \
              again.",
    reasons: "Why",
    others: "When another is better",
    against: "Why not the others",
    doubts: "Doubts",
    lanes: "The allocators",
    measure: "Measure",
    unknown: "not known",
    best: "best",
    recommended: "recommended",
    failures: "Refusals and losses",
    program: "The program",
    notes: "Notes on the file",
    made: "How this was made",
};
