//! Texts of questions and of what is wrong with an answer, in English.

use super::{English, narration::count};
use crate::{
    lab::{LaneKind, shortage::Shortage},
    question::{Ambiguous, Answer, Choice, Fault, Happening, Kind, Measure, Paint, Question},
    text::{
        Questions, Tiles,
        numbers::{address, grouped},
    },
    trace::Trace,
};

mod ask;
mod shortage;

impl Questions for English {
    fn ask(&self, question: &Question, trace: &Trace) -> String {
        ask::sentence(question, trace)
    }

    fn kind_of_question(&self, kind: Kind) -> &'static str {
        match kind {
            Kind::Place => "where a block is placed",
            Kind::Probes => "which free blocks are visited",
            Kind::List { .. } => "the order of a list",
            Kind::Draw { .. } => "what the heap looks like",
            Kind::Number(_) => "a number",
            Kind::YesNo(_) => "yes or no",
            Kind::First(_) => "which lane is first",
        }
    }

    fn how_to_answer(&self, kind: Kind) -> &'static str {
        match kind {
            Kind::Place => "Click the place in the heap where the block will begin, or choose its address.",
            Kind::Probes => "Click the free blocks in the order in which they are visited.",
            Kind::List { .. } => "Click the blocks in the order of the list, the first one first.",
            Kind::Draw { .. } => "Choose a use, then mark the cells of the heap.",
            Kind::Number(_) => "Enter a number.",
            Kind::YesNo(_) => "Choose yes or no.",
            Kind::First(_) => "Choose a lane.",
        }
    }

    fn measure(&self, measure: Measure) -> &'static str {
        match measure {
            Measure::Probes => "Free blocks visited",
            Measure::Copied => "Bytes copied",
            Measure::Used => "Bytes used",
            Measure::Padding => "Bytes of padding",
            Measure::Address => "Address",
            Measure::Free => "Bytes free",
            Measure::Largest => "Largest free piece, in bytes",
            Measure::Holes => "Free blocks",
            Measure::Lost => "Bytes lost",
            Measure::Live => "Bytes live",
            Measure::Unused => "Bytes unused in live blocks",
            Measure::Heap => "Bytes of the heap",
            Measure::Pages => "Pages",
            Measure::Failed => "Requests refused",
            Measure::FailsAt => "Number of the first operation refused",
            Measure::Frees => "Fewest blocks to free",
            Measure::External => "External fragmentation, in percent",
        }
    }

    fn measured(&self, measure: Measure, value: u64) -> String {
        match measure {
            Measure::Probes | Measure::Holes => count(value, "free block"),
            Measure::Copied
            | Measure::Used
            | Measure::Padding
            | Measure::Free
            | Measure::Largest
            | Measure::Lost
            | Measure::Live
            | Measure::Unused
            | Measure::Heap => count(value, "byte"),
            Measure::Address => u32::try_from(value).map_or_else(|_| grouped(value), address),
            Measure::Pages => count(value, "page"),
            Measure::Failed => count(value, "request"),
            Measure::FailsAt if value == 0 => "no operation".to_owned(),
            Measure::FailsAt => format!("operation {}", grouped(value)),
            Measure::Frees => count(value, "block"),
            Measure::External => format!("{} %", grouped(value)),
        }
    }

    fn happening(&self, happening: Happening) -> &'static str {
        match happening {
            Happening::Refused => "Refused",
            Happening::Grows => "Heap grows",
            Happening::Moves => "Block moves",
            Happening::Reuses => "Freed memory is reused",
            Happening::Merges => "Free blocks are merged",
            Happening::Splits => "Free block is split",
            Happening::Loses => "Bytes are lost",
        }
    }

    fn paint(&self, paint: Paint) -> &'static str {
        match paint {
            Paint::Live => "live",
            Paint::Padding => "padding",
            Paint::Free => "free",
            Paint::Other => "none of these",
        }
    }

    fn yes_or_no(&self, yes: bool) -> &'static str {
        if yes { "yes" } else { "no" }
    }

    fn is_refused(&self) -> &'static str {
        "nowhere: the request is refused"
    }

    fn in_no_lane(&self) -> &'static str {
        "none of them"
    }

    fn choice(&self, choice: &Choice, name: &str) -> String {
        let at = address(choice.address);
        match choice.tile {
            Some(tile) if tile.start == choice.address => self.tile(&tile, name),
            Some(tile) => format!("{at}: within {}", self.tile(&tile, name)),
            None => format!("{at}: new pages at the end of the heap"),
        }
    }

    fn answer(&self, answer: &Answer, question: &Question) -> String {
        match answer {
            Answer::Place(None) => self.is_refused().to_owned(),
            Answer::Place(Some(at)) => address(*at),
            Answer::Probes(blocks) | Answer::List(blocks) => {
                let blocks: Vec<_> = blocks.iter().copied().map(address).collect();
                if blocks.is_empty() { "no block".to_owned() } else { blocks.join(", ") }
            }
            Answer::Draw(cells) => {
                let Kind::Draw { unit } = question.kind else { return String::new() };
                let run = |run: &[Paint]| {
                    let size = run.len() as u64 * u64::from(unit);
                    format!("{} {}", count(size, "byte"), self.paint(run[0]))
                };
                cells.chunk_by(|one, other| one == other).map(run).collect::<Vec<_>>().join(", ")
            }
            Answer::Number(value) => match question.kind {
                Kind::Number(measure) => self.measured(measure, *value),
                _ => grouped(*value),
            },
            Answer::YesNo(all) => {
                let lanes = question.lanes.iter().zip(all);
                let lanes =
                    lanes.map(|(lane, &yes)| format!("{} {}", lane.short_name(), self.yes_or_no(yes)));
                lanes.collect::<Vec<_>>().join(", ")
            }
            Answer::First(None) => self.in_no_lane().to_owned(),
            Answer::First(Some(lane)) => lane.short_name().to_owned(),
        }
    }

    fn is_right(&self) -> &'static str {
        "Right."
    }

    fn fault(&self, fault: &Fault, question: &Question, trace: &Trace) -> String {
        match *fault {
            Fault::Place { said: Some(said), right: Some(right) } => {
                format!("The block is placed at {}, not at {}.", address(right), address(said))
            }
            Fault::Place { right: Some(right), .. } => {
                format!("The request is not refused: the block is placed at {}.", address(right))
            }
            Fault::Place { right: None, .. } => "No block is placed: the request is refused.".to_owned(),
            Fault::Sequence { index, said, right } => sequence(question.kind, index, said, right),
            Fault::Cell { at, said, right } => {
                let is = |paint| match paint {
                    Paint::Other => "neither live nor free",
                    paint => self.paint(paint),
                };
                let not = said.map(|said| format!(", not {}", self.paint(said))).unwrap_or_default();
                format!("The cell at {} is {}{not}.", address(at), is(right))
            }
            Fault::Number { said, right } => match question.kind {
                Kind::Number(measure @ (Measure::Address | Measure::FailsAt)) => {
                    format!("It is {}, not {}.", self.measured(measure, right), self.measured(measure, said))
                }
                Kind::Number(measure) => {
                    format!("It is {}, not {}.", self.measured(measure, right), grouped(said))
                }
                _ => format!("It is {}, not {}.", grouped(right), grouped(said)),
            },
            Fault::Lane { lane, right } => match question.kind {
                Kind::YesNo(happening) => format!("{}.", happens(happening, lane, right)),
                _ => format!("In {}, the answer is {}.", lane.short_name(), self.yes_or_no(right)),
            },
            Fault::First { said, right: Some(right), op } => {
                let what = match question.kind {
                    Kind::First(happening) => ask::to_do(happening),
                    _ => "do it",
                };
                let not = said.map(|said| format!(", not {}", said.short_name())).unwrap_or_default();
                let at = op.map(|op| format!(": in operation {}", grouped(trace.count(op) as u64 + 1)));
                format!("The first to {what} is {}{not}{}.", right.short_name(), at.unwrap_or_default())
            }
            Fault::First { right: None, .. } => "It happens in none of them.".to_owned(),
            Fault::Kind => "This is not an answer to the question.".to_owned(),
        }
    }

    fn because(&self, number: usize, lane: LaneKind, story: &str) -> String {
        format!("Operation {} in {}: {story}.", grouped(number as u64), lane.short_name())
    }

    fn ambiguous(&self, ambiguous: Ambiguous) -> String {
        match ambiguous {
            Ambiguous::NoOperation => {
                "The script has no operation here to ask about. Choose an `op` before its end and an `until` after `op`."
                    .to_owned()
            }
            Ambiguous::NoRequest => {
                "The next operation requests no memory in this lane. Ask before an `alloc` or `realloc`.".to_owned()
            }
            Ambiguous::NoProbes => {
                "The next operation visits no free block in this lane. Ask about another operation or lane.".to_owned()
            }
            Ambiguous::GrowsFirst => "The heap grows before a free block is visited, so that block can't be clicked yet. \
                 Ask about an operation that needs no new pages."
                .to_owned(),
            Ambiguous::Twice { at } => format!(
                "The free block at {} is visited twice, since there are two searches. Ask about an operation with one search.",
                address(at)
            ),
            Ambiguous::TooLong { len, most } => format!(
                "The answer would be {}; {} can be chosen. Ask where fewer blocks are free.",
                count(len, "block"),
                grouped(most)
            ),
            Ambiguous::NoBin => "This lane has no such list. A lane with bins needs `bin=` and the size of blocks in one; \
                 a lane with one list takes no `bin`."
                .to_owned(),
            Ambiguous::ShortList => {
                "The list has fewer than two blocks, so it has only one order. Ask where more blocks are free.".to_owned()
            }
            Ambiguous::Cells { at } => {
                format!("The cell at {} would be two things at once. Choose a smaller `unit`.", address(at))
            }
            Ambiguous::TooManyCells { cells: u32::MAX, .. } => "A cell needs at least one byte. Choose a `unit`.".to_owned(),
            Ambiguous::TooManyCells { cells, most } => format!(
                "The drawing would have {}, at most {} are possible. Choose a larger `unit` or a smaller arena.",
                count(cells, "cell"),
                grouped(most)
            ),
            Ambiguous::NoNumber => {
                "There is no such number here. Ask where its block is live, or where the next request is refused.".to_owned()
            }
            Ambiguous::Tie => {
                "It happens first in several lanes at once. Choose lanes that differ, or ask yes or no.".to_owned()
            }
        }
    }

    fn shortage(&self, shortage: &Shortage, trace: &Trace) -> Vec<String> {
        shortage::sentences(shortage, trace)
    }

    fn shortage_is_sought(&self) -> &'static str {
        "Looking for the fewest blocks that would have had to be freed…"
    }
}

fn sequence(kind: Kind, index: usize, said: Option<u32>, right: Option<u32>) -> String {
    let what = if kind == Kind::Probes { "search" } else { "list" };
    let so_far = count(index as u64, "block");
    match (said, right) {
        (_, Some(right)) if index == 0 => format!("The {what} begins with {}.", address(right)),
        (Some(said), Some(right)) => {
            let number = grouped(index as u64 + 1);
            format!("Block {number} of the {what} is {}, not {}.", address(right), address(said))
        }
        (None, Some(right)) => format!("The {what} goes on after {so_far}, with {}.", address(right)),
        (Some(said), None) => format!("The {what} ends after {so_far}, without {}.", address(said)),
        (None, None) => format!("The {what} ends after {so_far}."),
    }
}

/// That something happens in a lane, or that it does not.
fn happens(happening: Happening, lane: LaneKind, yes: bool) -> String {
    let lane = lane.short_name();
    match (happening, yes) {
        (Happening::Refused, true) => format!("{lane} refuses a request"),
        (Happening::Refused, false) => format!("{lane} refuses no request"),
        (Happening::Grows, true) => format!("The heap of {lane} grows"),
        (Happening::Grows, false) => format!("The heap of {lane} does not grow"),
        (Happening::Moves, true) => format!("{lane} moves a block"),
        (Happening::Moves, false) => format!("{lane} moves no block"),
        (Happening::Reuses, true) => format!("{lane} reuses freed memory"),
        (Happening::Reuses, false) => format!("{lane} reuses no freed memory"),
        (Happening::Merges, true) => format!("{lane} merges a free block with a neighbour"),
        (Happening::Merges, false) => format!("{lane} merges no free blocks"),
        (Happening::Splits, true) => format!("{lane} splits a free block"),
        (Happening::Splits, false) => format!("{lane} splits no free block"),
        (Happening::Loses, true) => format!("{lane} loses bytes"),
        (Happening::Loses, false) => format!("{lane} loses no bytes"),
    }
}
