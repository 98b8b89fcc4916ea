//! The words of the language as plain data, for help and completion. [`super::natives`] and [`super::lists`] implement
//! them, and [`crate::text::Vocabulary`] describes them.

/// Which word.
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
    IndexOf,
    Swap,
    Slice,
    Sort,
}

/// A function of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its id.
    pub id: WordId,
    /// Its name.
    pub name: &'static str,
    /// Its forms.
    pub forms: &'static [&'static str],
    /// Its use.
    pub group: Group,
}

/// The use of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// It becomes an operation of the run.
    Memory,
    /// It helps to write a workload.
    Help,
    /// It works on a list, some also on a string; also as a method: `list.push(x)`.
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

/// Whether a script may define a function of this name: the word came later than links in which it may be one.
pub fn may_be_defined(word: &Word) -> bool {
    matches!(word.id, WordId::IndexOf | WordId::Swap | WordId::Slice | WordId::Sort)
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
    word(WordId::Len, Group::List, "len", &["list.len()", "text.len()"]),
    word(WordId::IsEmpty, Group::List, "is_empty", &["list.is_empty()", "text.is_empty()"]),
    word(WordId::Push, Group::List, "push", &["list.push(value)"]),
    word(WordId::Pop, Group::List, "pop", &["list.pop()"]),
    word(WordId::Shift, Group::List, "shift", &["list.shift()"]),
    word(WordId::Insert, Group::List, "insert", &["list.insert(index, value)"]),
    word(WordId::Remove, Group::List, "remove", &["list.remove(index)"]),
    word(WordId::Reverse, Group::List, "reverse", &["list.reverse()"]),
    word(WordId::Sort, Group::List, "sort", &["list.sort()", "list.sort(|x| …)"]),
    word(WordId::Swap, Group::List, "swap", &["list.swap(index, index)"]),
    word(WordId::Slice, Group::List, "slice", &["list.slice(from, to)"]),
    word(WordId::Contains, Group::List, "contains", &["list.contains(value)", "text.contains(text)"]),
    word(WordId::IndexOf, Group::List, "index_of", &["list.index_of(value)", "text.index_of(text)"]),
    word(WordId::Clear, Group::List, "clear", &["list.clear()"]),
    word(WordId::Map, Group::List, "map", &["list.map(|x| …)"]),
    word(WordId::Filter, Group::List, "filter", &["list.filter(|x| …)"]),
    word(WordId::ForEach, Group::List, "for_each", &["list.for_each(|x| …)"]),
];
