//! Long lists that grow without being moved: [`Chunks`], and on top of them lists of mostly small numbers: [`Narrow`], and
//! of ranges that follow each other: [`Spans`].
//!
//! A list that doubles when it is full takes three times its size for a moment, and a recording has many lists. Here, only
//! the first chunk grows that way, so that a short recording takes little.

use std::ops::Range;

/// Bytes of a chunk, at most.
const CHUNK: usize = 1 << 16;

/// A list in chunks.
pub(super) struct Chunks<T> {
    /// All but the last are full.
    chunks: Vec<Vec<T>>,
}

impl<T: Copy> Chunks<T> {
    /// Elements of a chunk, a power of two.
    pub(super) const LEN: usize = CHUNK / size_of::<T>().next_power_of_two();

    pub(super) fn new() -> Self {
        Self { chunks: Vec::new() }
    }

    pub(super) fn len(&self) -> usize {
        self.chunks.last().map_or(0, |last| (self.chunks.len() - 1) * Self::LEN + last.len())
    }

    pub(super) fn push(&mut self, element: T) {
        self.last().push(element);
    }

    /// The chunk that is not full yet.
    fn last(&mut self) -> &mut Vec<T> {
        if self.chunks.last().is_none_or(|last| last.len() == Self::LEN) {
            let room = if self.chunks.is_empty() { 0 } else { Self::LEN };
            self.chunks.push(Vec::with_capacity(room));
        }
        let last = self.chunks.len() - 1;
        &mut self.chunks[last]
    }

    #[inline(always)]
    pub(super) fn get(&self, index: usize) -> T {
        // At level z, indexing a slice is an instruction, and indexing a `Vec` a call.
        self.chunks.as_slice()[index / Self::LEN].as_slice()[index % Self::LEN]
    }

    #[inline(always)]
    pub(super) fn set(&mut self, index: usize, element: T) {
        self.chunks.as_mut_slice()[index / Self::LEN].as_mut_slice()[index % Self::LEN] = element;
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = T> {
        self.chunks.iter().flatten().copied()
    }

    /// The index of the first element for which `is_before` does not hold, if it holds for all before that one.
    pub(super) fn partition_point(&self, is_before: impl Fn(&T) -> bool) -> usize {
        let holds = |chunk: &Vec<T>| chunk.last().is_some_and(&is_before);
        let full = self.chunks.partition_point(holds);
        match self.chunks.get(full) {
            Some(chunk) => full * Self::LEN + chunk.partition_point(&is_before),
            None => self.len(),
        }
    }

    /// The memory that it takes.
    pub(super) fn bytes(&self) -> usize {
        let elements: usize = self.chunks.iter().map(Vec::capacity).sum();
        elements * size_of::<T>() + self.chunks.capacity() * size_of::<Vec<T>>()
    }
}

impl Chunks<u8> {
    /// Makes room for this many bytes in one chunk, so that [`from`](Self::from) finds them all, and returns where they
    /// start. If need be, `filler` ends the chunk before.
    pub(super) fn make_room(&mut self, len: usize, filler: u8) -> usize {
        let last = self.last();
        if last.len() + len > Self::LEN {
            last.resize(Self::LEN, filler);
        }
        self.len()
    }

    /// Adds bytes for which there is room.
    pub(super) fn extend(&mut self, bytes: &[u8]) {
        self.last().extend_from_slice(bytes);
    }

    /// The bytes from an index to the end of its chunk.
    #[inline(always)]
    pub(super) fn from(&self, index: usize) -> &[u8] {
        self.chunks.as_slice()[index / Self::LEN].as_slice().split_at(index % Self::LEN).1
    }

    /// The index of the chunk after that of `index`.
    pub(super) fn next_chunk(index: usize) -> usize {
        (index / Self::LEN + 1) * Self::LEN
    }
}

/// The type of most numbers of a [`Narrow`] list.
pub(super) trait Small: Copy + Into<u32> + TryFrom<u32> {
    /// Stands for a number that is kept elsewhere.
    const LARGE: Self;
}

impl Small for u8 {
    const LARGE: Self = Self::MAX;
}

impl Small for u16 {
    const LARGE: Self = Self::MAX;
}

/// A list of numbers most of which are less than the largest of `T`.
pub(super) struct Narrow<T> {
    numbers: Chunks<T>,
    /// The others, with their indices, in this order.
    large: Chunks<(u32, u32)>,
}

impl<T: Small> Narrow<T> {
    pub(super) fn new() -> Self {
        Self { numbers: Chunks::new(), large: Chunks::new() }
    }

    pub(super) fn push(&mut self, number: u32) {
        let small = T::try_from(number).ok().filter(|_| number < T::LARGE.into());
        if small.is_none() {
            self.large.push((self.numbers.len() as u32, number));
        }
        self.numbers.push(small.unwrap_or(T::LARGE));
    }

    #[inline]
    pub(super) fn get(&self, index: usize) -> u32 {
        let number = self.numbers.get(index).into();
        if number == T::LARGE.into() { self.large(index) } else { number }
    }

    #[cold]
    fn large(&self, index: usize) -> u32 {
        let at = self.large.partition_point(|&(other, _)| (other as usize) < index);
        self.large.get(at).1
    }

    pub(super) fn bytes(&self) -> usize {
        self.numbers.bytes() + self.large.bytes()
    }
}

/// Ranges of a list, mostly short, each of which begins where the one before it ends.
pub(super) struct Spans {
    lens: Narrow<u8>,
    /// The start of every [`Self::GROUP`]th.
    starts: Chunks<u32>,
    end: u32,
}

impl Spans {
    const GROUP: usize = 64;

    pub(super) fn new() -> Self {
        Self { lens: Narrow::new(), starts: Chunks::new(), end: 0 }
    }

    /// Adds the range that ends there.
    pub(super) fn push(&mut self, end: usize) {
        if self.lens.numbers.len().is_multiple_of(Self::GROUP) {
            self.starts.push(self.end);
        }
        let end = end as u32;
        self.lens.push(end - self.end);
        self.end = end;
    }

    #[inline]
    pub(super) fn len(&self, index: usize) -> usize {
        self.lens.get(index) as usize
    }

    /// Where a range starts; of one more than there are, the end of the last.
    pub(super) fn start(&self, index: usize) -> usize {
        if index == self.lens.numbers.len() {
            return self.end as usize;
        }
        let first = index / Self::GROUP * Self::GROUP;
        (first..index)
            .fold(self.starts.get(index / Self::GROUP) as usize, |start, index| start + self.len(index))
    }

    pub(super) fn range(&self, index: usize) -> Range<usize> {
        let start = self.start(index);
        start..start + self.len(index)
    }

    pub(super) fn bytes(&self) -> usize {
        self.lens.bytes() + self.starts.bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_stay_where_they_are_across_chunks() {
        let mut list = Chunks::<u32>::new();
        let most = Chunks::<u32>::LEN as u32 * 2 + 5;
        (0..most).for_each(|number| list.push(number * 2));
        assert_eq!(list.len(), most as usize);
        assert!(list.iter().eq((0..most).map(|number| number * 2)));
        for number in [0, 1, most / 2, most - 1] {
            assert_eq!(list.get(number as usize), number * 2);
            assert_eq!(list.partition_point(|&element| element < number * 2), number as usize);
        }
        assert_eq!(list.partition_point(|_| true), list.len());
        list.set(most as usize - 1, 7);
        assert_eq!(list.get(most as usize - 1), 7);
        assert!(list.bytes() >= most as usize * 4);
    }

    #[test]
    fn bytes_that_belong_together_lie_in_one_chunk() {
        let mut list = Chunks::<u8>::new();
        let mut starts = Vec::new();
        while list.len() < 2 * Chunks::<u8>::LEN {
            starts.push(list.make_room(7, 255));
            list.extend(&[1, 2, 3, 4, 5, 6, 7]);
        }
        assert!(starts.iter().all(|&start| list.from(start)[..7] == [1, 2, 3, 4, 5, 6, 7]));
        let filler = Chunks::<u8>::LEN % 7;
        assert_eq!(list.from(Chunks::<u8>::LEN - filler), vec![255; filler]);
        assert_eq!(Chunks::<u8>::next_chunk(Chunks::<u8>::LEN - 1), Chunks::<u8>::LEN);
    }

    #[test]
    fn large_numbers_are_kept_too() {
        let numbers = [0, 254, 255, 256, 7, u32::MAX, 1];
        let (mut bytes, mut pairs) = (Narrow::<u8>::new(), Narrow::<u16>::new());
        for number in numbers {
            bytes.push(number);
            pairs.push(number);
        }
        for (index, number) in numbers.into_iter().enumerate() {
            assert_eq!((bytes.get(index), pairs.get(index)), (number, number));
        }
    }

    #[test]
    fn a_range_starts_where_the_one_before_it_ends() {
        let mut spans = Spans::new();
        let ends: Vec<usize> = (0..200).map(|index| index * index).collect();
        ends.iter().for_each(|&end| spans.push(end));
        for (index, &end) in ends.iter().enumerate() {
            let start = index.checked_sub(1).map_or(0, |before| ends[before]);
            assert_eq!(spans.range(index), start..end);
        }
        assert_eq!(spans.start(200), 199 * 199);
    }
}
