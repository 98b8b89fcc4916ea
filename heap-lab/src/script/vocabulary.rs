//! The words of the language as plain data, for help and completion. What they do is in [`super::natives`] and [`super::lists`].

/// A function of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its name.
    pub name: &'static str,
    /// How it is called, one form each.
    pub forms: &'static [&'static str],
    /// What it does, in a sentence.
    pub about: &'static str,
    /// Where it belongs.
    pub group: Group,
}

/// What a word is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// It becomes an operation of the run.
    Memory,
    /// It helps to write a workload.
    Help,
    /// It works on a list, also as a method: `list.push(x)`.
    List,
}

/// Every function of the language, the most important first.
pub fn vocabulary() -> &'static [Word] {
    WORDS
}

/// The word of this name.
pub fn find(name: &str) -> Option<&'static Word> {
    WORDS.iter().find(|word| word.name == name)
}

const fn word(group: Group, name: &'static str, forms: &'static [&'static str], about: &'static str) -> Word {
    Word { name, forms, about, group }
}

const WORDS: &[Word] = &[
    word(
        Group::Memory,
        "alloc",
        &["alloc(size)", "alloc(size, align)"],
        "A new block of `size` bytes, at a multiple of `align` (8 unless told).",
    ),
    word(
        Group::Memory,
        "alloc_zeroed",
        &["alloc_zeroed(size)", "alloc_zeroed(size, align)"],
        "A new block whose bytes are all 0.",
    ),
    word(
        Group::Memory,
        "realloc",
        &["realloc(block, size)"],
        "Gives the block another size; it may move, and is still the same block.",
    ),
    word(
        Group::Memory,
        "free",
        &["free(block)", "free(list)"],
        "Gives the block back, or every block of a list.",
    ),
    word(Group::Memory, "label", &["label(text)"], "Puts a mark on the timeline."),
    word(
        Group::Memory,
        "take_pages",
        &["take_pages(count)"],
        "Somebody else grows the memory: these pages are never the allocator's.",
    ),
    word(
        Group::Help,
        "random",
        &["random(low, high)"],
        "A number from `low` to `high`, both included; the same ones in every run.",
    ),
    word(Group::Help, "seed", &["seed(number)"], "Starts another sequence of random numbers."),
    word(
        Group::Help,
        "shuffle",
        &["shuffle(list)"],
        "Puts a list in random order, in place, and returns it.",
    ),
    word(Group::Help, "size_of", &["size_of(block)"], "The size that was last asked for the block."),
    word(
        Group::Help,
        "block",
        &["block(\"name\")", "block(number)"],
        "A block by the name it has in the picture, or by its number in the run, from 1.",
    ),
    word(Group::Help, "min", &["min(a, b)"], "The smaller of two numbers."),
    word(Group::Help, "max", &["max(a, b)"], "The larger of two numbers."),
    word(Group::Help, "abs", &["abs(number)"], "The number without its sign."),
    word(
        Group::Help,
        "range",
        &["range(from, to)", "range(from, to, step)"],
        "The numbers from `from` up to, but not including, `to`: for `for`.",
    ),
    word(Group::List, "len", &["list.len()"], "How many values the list holds."),
    word(Group::List, "is_empty", &["list.is_empty()"], "Whether the list holds nothing."),
    word(Group::List, "push", &["list.push(value)"], "Puts a value at the end."),
    word(Group::List, "pop", &["list.pop()"], "Takes the last value out and returns it."),
    word(Group::List, "shift", &["list.shift()"], "Takes the first value out and returns it."),
    word(Group::List, "insert", &["list.insert(index, value)"], "Puts a value before the one at `index`."),
    word(Group::List, "remove", &["list.remove(index)"], "Takes the value at `index` out and returns it."),
    word(Group::List, "reverse", &["list.reverse()"], "Turns the order round, in place."),
    word(Group::List, "contains", &["list.contains(value)"], "Whether the value is in the list."),
    word(Group::List, "clear", &["list.clear()"], "Empties the list; its blocks stay allocated."),
    word(Group::List, "map", &["list.map(|x| …)"], "A list of what the function makes of each value."),
    word(
        Group::List,
        "filter",
        &["list.filter(|x| …)"],
        "A list of the values that the function is true for.",
    ),
    word(Group::List, "for_each", &["list.for_each(|x| …)"], "Calls the function with each value."),
];
