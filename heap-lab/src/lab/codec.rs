//! The steps of an operation as bytes: most take 3 to 5.
//!
//! A step begins with a byte for its kind. Most numbers in it were in the operation before: they are the block's, or a step's
//! before. So a number is the index of one of the last few, or else an address is the distance from the last one. Writing
//! and reading go through the same list of the fields of a step, so they can't differ in their order.

use lite_alloc::observe::{Fit, Loss, Side, Tag};

use super::view::{Step, Tile};

/// What is known of an operation without its steps.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Known {
    /// Its block after it.
    pub(super) made: Option<Tile>,
    /// Its block before it.
    pub(super) gone: Option<Tile>,
    /// The alignment of its block.
    pub(super) align: u32,
}

/// Adds the bytes of steps to `bytes`.
pub(super) fn encode(steps: &[Step], known: Known, bytes: &mut Vec<u8>) {
    let mut writer = Writer { seen: Seen::new(known), bytes, kind: 0, is_first: true };
    for &(mut step) in steps {
        (writer.kind, writer.is_first) = (writer.bytes.len(), true);
        let kind = kind(&step);
        writer.bytes.push(kind);
        each_number(&mut step, &mut writer);
    }
}

/// The steps that these bytes are.
pub(super) fn decode(bytes: impl Iterator<Item = u8>, known: Known) -> Vec<Step> {
    let mut reader = Reader { seen: Seen::new(known), bytes, kind: 0, is_first: true };
    let mut steps = Vec::new();
    while let Some(kind) = reader.bytes.next() {
        (reader.kind, reader.is_first) = (kind, true);
        let mut step = of_kind(kind & KIND);
        each_number(&mut step, &mut reader);
        steps.push(step);
    }
    steps
}

/// Bits of the first byte: the kind of the step, whether its search is for the same as the last, and the index, from 1, of
/// its first address among the last ones.
const KIND: u8 = 31;
const SAME: u8 = 32;
const FIRST: u32 = 6;

/// The kind of a step: everything in it but its numbers.
fn kind(step: &Step) -> u8 {
    match step {
        Step::Probed { fit: Fit::Fits, .. } => 0,
        Step::Probed { fit: Fit::TooSmall, .. } => 1,
        Step::Probed { fit: Fit::Misaligned, .. } => 2,
        Step::Skipped { .. } => 3,
        Step::Passed { .. } => 4,
        Step::Taken { .. } => 5,
        Step::Split { .. } => 6,
        Step::Inserted { after: None, .. } => 7,
        Step::Inserted { after: Some(_), .. } => 8,
        Step::Merged { side: Side::Left, .. } => 9,
        Step::Merged { side: Side::Right, .. } => 10,
        Step::Popped { .. } => 11,
        Step::Pushed { .. } => 12,
        Step::Relinked { after: None, .. } => 13,
        Step::Relinked { after: Some(_), .. } => 14,
        Step::Tagged { tag: Tag::PreviousFree, .. } => 15,
        Step::Tagged { tag: Tag::PreviousLive, .. } => 16,
        Step::Tagged { tag: Tag::Footer(_), .. } => 17,
        Step::Bumped { .. } => 18,
        Step::Lowered { .. } => 19,
        Step::Grown { .. } => 20,
        Step::Refused { .. } => 21,
        Step::Resized { .. } => 22,
        Step::Moved { .. } => 23,
        Step::Lost { reason: Loss::Gap, .. } => 24,
        Step::Lost { reason: Loss::Tail, .. } => 25,
        Step::Lost { reason: Loss::Large, .. } => 26,
        Step::Lost { reason: Loss::Shrunk, .. } => 27,
    }
}

/// A step of this kind. Its numbers are filled in afterwards.
fn of_kind(kind: u8) -> Step {
    let (block, size, needed, align, bin, at) = (0, 0, 0, 0, 0, 0);
    let probed = |fit| Step::Probed { block, size, fit, needed, align };
    let merged = |side| Step::Merged { block, neighbour: 0, side, size };
    let tagged = |tag| Step::Tagged { at, tag };
    let lost = |reason| Step::Lost { start: 0, size, reason };
    match kind {
        0 => probed(Fit::Fits),
        1 => probed(Fit::TooSmall),
        2 => probed(Fit::Misaligned),
        4 => Step::Passed { block, size },
        5 => Step::Taken { block, size },
        6 => Step::Split { block, size, rest: 0, rest_size: 0 },
        7 => Step::Inserted { block, size, after: None },
        8 => Step::Inserted { block, size, after: Some(0) },
        9 => merged(Side::Left),
        10 => merged(Side::Right),
        11 => Step::Popped { bin, block, size },
        12 => Step::Pushed { bin, block, size },
        13 => Step::Relinked { block, after: None },
        14 => Step::Relinked { block, after: Some(0) },
        15 => tagged(Tag::PreviousFree),
        16 => tagged(Tag::PreviousLive),
        17 => tagged(Tag::Footer(0)),
        18 => Step::Bumped { block, size, gap: 0 },
        19 => Step::Lowered { block, size },
        20 => Step::Grown { start: 0, size },
        21 => Step::Refused { bytes: 0 },
        22 => Step::Resized { block, from: 0, to: 0 },
        23 => Step::Moved { from: 0, to: 0, size },
        24 => lost(Loss::Gap),
        25 => lost(Loss::Tail),
        26 => lost(Loss::Large),
        27 => lost(Loss::Shrunk),
        _ => Step::Skipped { probes: 0 },
    }
}

/// Gives the numbers of a step to `numbers`, in order.
fn each_number(step: &mut Step, numbers: &mut impl Numbers) {
    match step {
        Step::Probed { block, size, needed, align, .. } => {
            numbers.stretch(block, size);
            numbers.request(needed, align);
        }
        Step::Passed { block, size } | Step::Taken { block, size } | Step::Lowered { block, size } => {
            numbers.stretch(block, size);
        }
        Step::Grown { start, size } | Step::Lost { start, size, .. } => numbers.stretch(start, size),
        Step::Skipped { probes } => numbers.count(probes),
        Step::Split { block, size, rest, rest_size } => {
            numbers.stretch(block, size);
            numbers.stretch(rest, rest_size);
        }
        Step::Inserted { block, size, after } => {
            numbers.stretch(block, size);
            after.iter_mut().for_each(|after| numbers.address(after));
        }
        Step::Merged { block, neighbour, size, .. } => {
            numbers.address(block);
            numbers.stretch(neighbour, size);
        }
        Step::Popped { bin, block, size } | Step::Pushed { bin, block, size } => {
            numbers.stretch(block, size);
            numbers.count(bin);
        }
        Step::Relinked { block, after } => {
            numbers.address(block);
            after.iter_mut().for_each(|after| numbers.address(after));
        }
        Step::Tagged { at, tag } => {
            numbers.address(at);
            if let Tag::Footer(size) = tag {
                // A block is smaller than an arena.
                let mut number = *size as u32;
                numbers.size(&mut number);
                *size = number as usize;
            }
        }
        Step::Bumped { block, size, gap } => {
            numbers.stretch(block, size);
            numbers.count(gap);
        }
        Step::Refused { bytes } => numbers.size(bytes),
        Step::Resized { block, from, to } => {
            numbers.address(block);
            numbers.size(from);
            numbers.size(to);
        }
        Step::Moved { from, to, size } => {
            numbers.address(from);
            numbers.address(to);
            numbers.size(size);
        }
    }
}

/// Takes the numbers of a step, or fills them in.
trait Numbers {
    fn seen(&mut self) -> &mut Seen;
    fn address(&mut self, address: &mut u32);
    fn size(&mut self, size: &mut u32);
    fn count(&mut self, count: &mut u32);
    /// What a search is for.
    fn request(&mut self, needed: &mut u32, align: &mut u32);

    /// A stretch of memory. Its end is known from then on.
    fn stretch(&mut self, start: &mut u32, size: &mut u32) {
        self.address(start);
        self.size(size);
        let seen = self.seen();
        seen.addresses.saw(start.wrapping_add(*size));
        seen.addresses.saw(*start);
    }
}

/// The last few numbers, the latest first.
struct Last([u32; 8]);

impl Last {
    fn find(&self, number: u32) -> Option<usize> {
        self.0.iter().position(|&other| other == number)
    }

    fn saw(&mut self, number: u32) {
        let place = self.find(number).unwrap_or(self.0.len() - 1);
        self.0.copy_within(..place, 1);
        self.0[0] = number;
    }
}

/// What writer and reader know alike.
struct Seen {
    addresses: Last,
    sizes: Last,
    request: (u32, u32),
}

impl Seen {
    fn new(known: Known) -> Self {
        let (mut addresses, mut sizes) = (Last([0; 8]), Last([0; 8]));
        for tile in known.gone.into_iter().chain(known.made) {
            addresses.saw(tile.start.wrapping_add(tile.size));
            addresses.saw(tile.start);
            sizes.saw(tile.size);
        }
        Self { addresses, sizes, request: (known.made.map_or(0, |tile| tile.size), known.align) }
    }
}

struct Writer<'a> {
    seen: Seen,
    bytes: &'a mut Vec<u8>,
    /// Where the first byte of the step is.
    kind: usize,
    /// Whether the next address is the first of the step.
    is_first: bool,
}

/// Bits of the first byte of a number: whether it is an index, in the bits above; else whether it counts 16s, its sign, and
/// its lowest bits. The highest bit of a byte says that more follow.
const INDEX: u8 = 1;
const SIXTEENS: u8 = 2;
const NEGATIVE: u8 = 4;
const MORE: u8 = 128;

impl Writer<'_> {
    fn number(&mut self, number: i64) {
        let magnitude = number.unsigned_abs();
        let is_whole = magnitude.is_multiple_of(16);
        let mut rest = if is_whole { magnitude / 16 } else { magnitude };
        let flags = if is_whole { SIXTEENS } else { 0 } | if number < 0 { NEGATIVE } else { 0 };
        let mut byte = flags | ((rest & 15) as u8) << 3;
        rest >>= 4;
        while rest != 0 {
            self.bytes.push(byte | MORE);
            byte = (rest & 127) as u8;
            rest >>= 7;
        }
        self.bytes.push(byte);
    }

    fn index(&mut self, index: usize) {
        self.bytes.push((index as u8) << 1 | INDEX);
    }
}

impl Numbers for Writer<'_> {
    fn seen(&mut self) -> &mut Seen {
        &mut self.seen
    }

    fn address(&mut self, address: &mut u32) {
        let last = &self.seen.addresses;
        match last.find(*address) {
            Some(index) if self.is_first && index < 3 => {
                self.bytes[self.kind] |= (index as u8 + 1) << FIRST;
            }
            Some(index) => self.index(index),
            None => self.number(i64::from(*address) - i64::from(last.0[0])),
        }
        self.is_first = false;
        self.seen.addresses.saw(*address);
    }

    fn size(&mut self, size: &mut u32) {
        match self.seen.sizes.find(*size) {
            Some(index) => self.index(index),
            None => self.number((*size).into()),
        }
        self.seen.sizes.saw(*size);
    }

    fn count(&mut self, count: &mut u32) {
        self.number((*count).into());
    }

    fn request(&mut self, needed: &mut u32, align: &mut u32) {
        let request = (*needed, *align);
        if self.seen.request == request {
            self.bytes[self.kind] |= SAME;
        } else {
            self.count(needed);
            self.count(align);
            self.seen.request = request;
        }
    }
}

struct Reader<B> {
    seen: Seen,
    bytes: B,
    /// The first byte of the step.
    kind: u8,
    is_first: bool,
}

/// A number in bytes.
enum Coded {
    Index(usize),
    Number(i64),
}

impl<B: Iterator<Item = u8>> Reader<B> {
    fn coded(&mut self) -> Coded {
        let first = self.bytes.next().unwrap_or(0);
        if first & INDEX != 0 {
            return Coded::Index(usize::from(first >> 1));
        }
        let mut magnitude = u64::from(first & !MORE) >> 3;
        let (mut more, mut shift) = (first & MORE != 0, 4);
        while more && shift < 64 {
            let byte = self.bytes.next().unwrap_or(0);
            magnitude |= u64::from(byte & !MORE) << shift;
            (more, shift) = (byte & MORE != 0, shift + 7);
        }
        let scale = if first & SIXTEENS != 0 { 16 } else { 1 };
        let sign = if first & NEGATIVE != 0 { -1 } else { 1 };
        Coded::Number(magnitude as i64 * scale * sign)
    }
}

impl<B: Iterator<Item = u8>> Numbers for Reader<B> {
    fn seen(&mut self) -> &mut Seen {
        &mut self.seen
    }

    fn address(&mut self, address: &mut u32) {
        let index = usize::from(self.kind >> FIRST);
        let coded = match std::mem::take(&mut self.is_first) && index != 0 {
            true => Coded::Index(index - 1),
            false => self.coded(),
        };
        let last = &mut self.seen.addresses;
        *address = match coded {
            Coded::Index(index) => last.0[index % last.0.len()],
            Coded::Number(distance) => (i64::from(last.0[0]) + distance) as u32,
        };
        last.saw(*address);
    }

    fn size(&mut self, size: &mut u32) {
        let coded = self.coded();
        let last = &mut self.seen.sizes;
        *size = match coded {
            Coded::Index(index) => last.0[index % last.0.len()],
            Coded::Number(number) => number as u32,
        };
        last.saw(*size);
    }

    fn count(&mut self, count: &mut u32) {
        if let Coded::Number(number) = self.coded() {
            *count = number as u32;
        }
    }

    fn request(&mut self, needed: &mut u32, align: &mut u32) {
        if self.kind & SAME == 0 {
            self.count(needed);
            self.count(align);
            self.seen.request = (*needed, *align);
        }
        (*needed, *align) = self.seen.request;
    }
}

#[cfg(test)]
mod tests;
