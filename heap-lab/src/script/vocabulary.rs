//! The words of the language as plain data, for help and completion. What they do is in [`super::natives`] and
//! [`super::lists`], and is told in [`crate::text::Vocabulary`].

/// Which word it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordId {
    Alloc,
    AllocZeroed,
    Realloc,
    Free,
    Label,
    TakePages,
    Random,
    Seed,
    Shuffle,
    SizeOf,
    Block,
    Min,
    Max,
    Abs,
    Range,
    Len,
    IsEmpty,
    Push,
    Pop,
    Shift,
    Insert,
    Remove,
    Reverse,
    Contains,
    Clear,
    Map,
    Filter,
    ForEach,
}

/// A function of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Which it is.
    pub id: WordId,
    /// Its name.
    pub name: &'static str,
    /// How it is called, one form each.
    pub forms: &'static [&'static str],
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

const fn word(id: WordId, group: Group, name: &'static str, forms: &'static [&'static str]) -> Word {
    Word { id, name, forms, group }
}

const WORDS: &[Word] = &[
    word(WordId::Alloc, Group::Memory, "alloc", &["alloc(size)", "alloc(size, align)"]),
    word(
        WordId::AllocZeroed,
        Group::Memory,
        "alloc_zeroed",
        &["alloc_zeroed(size)", "alloc_zeroed(size, align)"],
    ),
    word(WordId::Realloc, Group::Memory, "realloc", &["realloc(block, size)"]),
    word(WordId::Free, Group::Memory, "free", &["free(block)", "free(list)"]),
    word(WordId::Label, Group::Memory, "label", &["label(text)"]),
    word(WordId::TakePages, Group::Memory, "take_pages", &["take_pages(count)"]),
    word(WordId::Random, Group::Help, "random", &["random(low, high)"]),
    word(WordId::Seed, Group::Help, "seed", &["seed(number)"]),
    word(WordId::Shuffle, Group::Help, "shuffle", &["shuffle(list)"]),
    word(WordId::SizeOf, Group::Help, "size_of", &["size_of(block)"]),
    word(WordId::Block, Group::Help, "block", &["block(\"name\")", "block(number)"]),
    word(WordId::Min, Group::Help, "min", &["min(a, b)"]),
    word(WordId::Max, Group::Help, "max", &["max(a, b)"]),
    word(WordId::Abs, Group::Help, "abs", &["abs(number)"]),
    word(WordId::Range, Group::Help, "range", &["range(from, to)", "range(from, to, step)"]),
    word(WordId::Len, Group::List, "len", &["list.len()"]),
    word(WordId::IsEmpty, Group::List, "is_empty", &["list.is_empty()"]),
    word(WordId::Push, Group::List, "push", &["list.push(value)"]),
    word(WordId::Pop, Group::List, "pop", &["list.pop()"]),
    word(WordId::Shift, Group::List, "shift", &["list.shift()"]),
    word(WordId::Insert, Group::List, "insert", &["list.insert(index, value)"]),
    word(WordId::Remove, Group::List, "remove", &["list.remove(index)"]),
    word(WordId::Reverse, Group::List, "reverse", &["list.reverse()"]),
    word(WordId::Contains, Group::List, "contains", &["list.contains(value)"]),
    word(WordId::Clear, Group::List, "clear", &["list.clear()"]),
    word(WordId::Map, Group::List, "map", &["list.map(|x| …)"]),
    word(WordId::Filter, Group::List, "filter", &["list.filter(|x| …)"]),
    word(WordId::ForEach, Group::List, "for_each", &["list.for_each(|x| …)"]),
];
