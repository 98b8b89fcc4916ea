//! The pictures of a whole run in English.

use super::{English, narration::bytes};
use crate::{
    lab::{Attempt, Cut, LaneKind},
    overview::{
        curves::Curve,
        divergence::{Aspect, Deed, Divergence},
        find::Query,
        survey::{Found, Life, NEVER},
    },
    text::{
        Narration,
        numbers::{address, grouped, scaled},
        overview::{Labels, Overviews, Summary},
    },
};

static LABELS: Labels = Labels {
    title: "Whole run",
    toggle: "Maps and curves of the whole run (o)",
    save_hint: "Maps and curves of the whole run, as the page shows them",
    key: "the whole run: maps and curves",
    maps: "Maps of the whole run: address by time. Plus and minus zoom, 0 shows all. Arrows up and down move through the addresses, with Shift they zoom them, as the wheel does.",
    zoom_keys: "In the whole run: zoom the time around the position, as the wheel does; with Shift, the arrows and the wheel zoom the addresses",
    one_of_many: "One of many here: Shift with the wheel or the arrows zooms the addresses.",
    zoom_out: "Show more of the run (-)",
    zoom_in: "Show less of the run (+)",
    whole: "All",
    curve: "Curve",
    log: "Log",
    log_hint: "A logarithmic axis",
    sizes: "Sizes",
    find: "Find",
    refused: "refused",
    refused_hint: "A request was refused here",
    operations: "operation",
    find_field: "Find in the run",
    find_hint: "0x1f0 · a block · line 12 · 64 bytes · a label · 1200",
    find_examples: "0x1f0, a name, line 12, 64 bytes, 1200",
    differ: "Where two lanes differ",
    differ_one: "One lane",
    differ_other: "The other lane",
    differ_in: "They differ in",
    differ_first: "First",
    differ_next: "Next",
    no_difference: "They don't differ in this from there on.",
    never_differ: "They never differ in this.",
    sizes_here: "Sizes at the position",
    in_bytes: "Count bytes",
    live: "live",
    free: "free",
    no_blocks: "No blocks.",
    sizes_wait: "Counted again when it pauses.",
    room: "Could I allocate this here?",
    room_size: "Bytes",
    room_align: "Aligned to",
    room_unknown: "Not known: it can't be taken back in time.",
    free_unknown: "free blocks: not known",
    searching: "Searching…",
};

impl Overviews for English {
    fn overview(&self) -> &'static Labels {
        &LABELS
    }

    fn curve(&self, curve: Curve) -> &'static str {
        match curve {
            Curve::Live => "Live bytes",
            Curve::Heap => "Heap",
            Curve::Free => "Free bytes",
            Curve::Largest => "Largest free block",
            Curve::Probes => "Probes",
            Curve::Lost => "Lost bytes",
        }
    }

    fn aspect(&self, aspect: Aspect) -> &'static str {
        match aspect {
            Aspect::Success => "what is refused",
            Aspect::Cost => "probes",
            Aspect::Place => "addresses",
        }
    }

    fn stretch(&self, first: usize, last: usize) -> String {
        format!("operations {} to {}", grouped(first), grouped(last))
    }

    fn surveying(&self, percent: usize) -> String {
        format!("Reading the run: {percent} %")
    }

    fn found(&self, found: &Found, name: &str, count: &dyn Fn(usize) -> usize) -> Vec<String> {
        match *found {
            Found::Block(Life { tile, from, to }) => vec![
                format!("Block {name}: {} at {}", bytes(tile.size), address(tile.start)),
                span(count(from as usize + 1), (to != NEVER).then(|| count(to as usize + 1))),
            ],
            Found::Free => vec!["Free".to_owned()],
            Found::Untouched => vec!["Untouched".to_owned()],
            Found::Lost { tile, since } => vec![
                format!("Lost: {} at {}", bytes(tile.size), address(tile.start)),
                format!("since operation {}", grouped(count(since as usize + 1))),
            ],
            Found::Foreign => vec!["A page of other code".to_owned()],
            Found::Reserved => vec!["The heads of the bins".to_owned()],
            Found::Opaque => vec!["Free or bookkeeping: this allocator does not say which.".to_owned()],
            Found::NotGrown => vec!["The memory has not grown this far.".to_owned()],
        }
    }

    fn summary(&self, summary: &Summary) -> String {
        let Summary { lane, operations, peak, heap, lost, refused } = *summary;
        let lost = if lost > 0 { format!(", {} lost", bytes(lost)) } else { String::new() };
        let refused = match refused {
            0 => "no request refused".to_owned(),
            1 => "1 request refused".to_owned(),
            many => format!("{} requests refused", grouped(many)),
        };
        format!(
            "{}: {} operations, at most {} live, a heap of {} at the end{lost}, {refused}.",
            lane.short_name(),
            grouped(operations),
            bytes(peak),
            bytes(heap)
        )
    }

    fn cut_off(&self, lane: LaneKind, done: usize, cut: Option<Cut>) -> String {
        let why = match cut {
            Some(Cut::TooSlow) => ": it visits too many free blocks",
            Some(Cut::Memory) => ": there is no memory to record more",
            Some(Cut::Stopped) | None => "",
        };
        format!("{} is complete up to operation {}{why}.", lane.short_name(), grouped(done))
    }

    fn hidden_curve(&self, lanes: &[LaneKind]) -> String {
        let names: Vec<_> = lanes.iter().map(|lane| lane.short_name()).collect();
        format!("Not known of {}, whose code does not report it.", names.join(" and "))
    }

    fn sampled(&self, samples: usize) -> String {
        format!("read after {} operations", grouped(samples))
    }

    fn query(&self, query: &Query) -> String {
        match query {
            Query::Address(at) => format!("Blocks that were ever at {}", address(*at)),
            Query::Line(line) => format!("Operations of line {}", grouped(*line)),
            Query::Size(size) => format!("Requests of {}", bytes(*size)),
            Query::Operation(number) => format!("Operation {}", grouped(*number)),
            Query::Text(text) => format!("Blocks named “{text}”, labels with “{text}”"),
        }
    }

    fn hits(&self, count: usize, listed: usize) -> String {
        match count {
            0 => "Nothing found.".to_owned(),
            1 => "1 place".to_owned(),
            _ if listed < count => {
                format!("{} places, the first {} are listed", grouped(count), grouped(listed))
            }
            _ => format!("{} places", grouped(count)),
        }
    }

    fn life(&self, name: &str, size: u32, from: usize, to: Option<usize>) -> String {
        format!("{name}, {}, {}", bytes(size), span(from, to))
    }

    fn divergence(&self, lanes: [LaneKind; 2], number: usize, divergence: &Divergence) -> String {
        let [one, other] = [0, 1].map(|index| {
            let deed = match divergence.deeds[index] {
                Deed::Granted => "does it".to_owned(),
                Deed::Refused => "refuses".to_owned(),
                Deed::NoBlock => "has no such block".to_owned(),
                Deed::Visited(0) => "visits no free block".to_owned(),
                Deed::Visited(1) => "visits 1 free block".to_owned(),
                Deed::Visited(many) => format!("visits {} free blocks", grouped(many)),
                Deed::Placed { address: at, offset } => {
                    format!("has the block at {}, {} bytes from its first one", address(at), grouped(offset))
                }
                Deed::Nothing => "has no block then".to_owned(),
            };
            format!("{} {deed}", lanes[index].short_name())
        });
        format!("Operation {}: {one}; {other}.", grouped(number))
    }

    fn attempt(&self, attempt: &Attempt) -> String {
        match *attempt {
            Attempt::InFree { address: at, size } => {
                format!("Yes, in a free block of {}, at {}.", bytes(size), address(at))
            }
            Attempt::InUntouched { address: at } => {
                format!("Yes, in untouched memory, at {}.", address(at))
            }
            Attempt::Grows { by } => format!("Yes, after growing by {}.", scaled_bytes(by)),
            Attempt::Refused { ref refusal, largest } => {
                let why = English.refusal(refusal);
                let why = why.strip_prefix("refused").unwrap_or(&why);
                let why = why.trim_start_matches([',', ':', ' ']);
                format!("No: {why}. The largest free block has {}.", bytes(largest))
            }
        }
    }

    fn room_wrong(&self, most: u32) -> String {
        format!("Bytes: write a whole number from 1 to {}.", grouped(most))
    }

    fn room_wrong_align(&self, most: u32) -> String {
        format!("Aligned to: write a power of two up to {}, such as 8.", grouped(most))
    }

    fn size_class(&self, from: u32, to: u32) -> String {
        format!("{} to {}", scaled(from), scaled_bytes(to))
    }

    fn of_class(&self, blocks: u32, in_all: u32) -> String {
        let unit = if blocks == 1 { "block" } else { "blocks" };
        format!("{} {unit}, {}", grouped(blocks), bytes(in_all))
    }
}

/// A size of which a tenth of its unit says enough.
fn scaled_bytes(number: u32) -> String {
    if number < 1024 { bytes(number) } else { scaled(number) }
}

fn span(from: usize, to: Option<usize>) -> String {
    match to {
        Some(to) => format!("from operation {} to {}", grouped(from), grouped(to)),
        None => format!("from operation {} to the end", grouped(from)),
    }
}
