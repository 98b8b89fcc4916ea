//! The sentences about mistakes, in English.

use super::English;
use crate::{
    arena::{ArenaError, Settings, SettingsError},
    script::{
        ScriptError,
        by_hand::Later,
        mistakes::{ByHand, Called, Limit, Mistake, Named, Refusal},
    },
    share::LinkError,
    state::Notice,
    text::{Export, Mistakes, Runs, Teaching, mistakes::code, numbers::grouped},
};

mod runtime;
mod syntax;

use runtime::runtime;
use syntax::syntax;

impl Mistakes for English {
    fn mistake(&self, error: &ScriptError) -> String {
        let text = match &error.mistake {
            Mistake::Syntax(wrong) => syntax(wrong),
            Mistake::Runtime(wrong) => runtime(wrong),
            Mistake::Refusal(refusal) => refused(refusal),
            Mistake::Limit(limit) => limited(*limit),
            Mistake::ByHand(reason) => by_hand(reason),
        };
        match &error.called {
            None => text,
            Some(Called { function, line }) => format!("{text} (`{function}` was called on line {line}.)"),
        }
    }

    fn settings_error(&self, error: SettingsError) -> String {
        match error {
            SettingsError::PageSize { page_size } => format!(
                "A page can't have {} bytes. Choose a power of two from {} to {}.",
                grouped(page_size),
                Settings::MIN_PAGE,
                grouped(Settings::MAX_PAGE)
            ),
            SettingsError::MaxPages { max_pages, page_size, most } => format!(
                "An arena can't have {} pages. Choose from 1 to {} pages of {} bytes.",
                grouped(max_pages),
                grouped(most),
                grouped(page_size)
            ),
        }
    }

    fn arena_error(&self, error: ArenaError) -> String {
        match error {
            ArenaError::Settings(error) => self.settings_error(error),
            ArenaError::NoEngine => {
                "This allocator runs in a module of its own, which is not loaded.".to_owned()
            }
            ArenaError::NoRoom { bytes } => format!(
                "The browser does not have enough memory for an arena of {} KiB. Choose fewer or smaller pages.",
                grouped(bytes >> 10)
            ),
        }
    }

    fn link_error(&self, error: &LinkError) -> String {
        match error {
            LinkError::TooLong { most } => {
                format!("This is too long for a link. Shorten the script to under {} KiB.", most >> 10)
            }
            LinkError::Version { found, known } => format!(
                "This link uses format {found}, but this page reads formats up to {known}. Reload the page to get the \
                 newest version."
            ),
            LinkError::Damaged => {
                "This link is damaged: part of it is missing or was changed. Copy the whole link again."
                    .into()
            }
            LinkError::Arena(error) => {
                format!("This link describes an impossible arena. {}", self.settings_error(*error))
            }
            LinkError::Lesson(slug) => format!(
                "There is no lesson {}. Choose one from the menu, or reload the page to get the newest version.",
                code(slug)
            ),
            LinkError::Example(slug) => {
                format!("There is no example {}. Choose one from the menu.", code(slug))
            }
            LinkError::Sample(slug) => format!(
                "There is no sample {}. Choose one from the menu of examples, or reload the page to get the newest version.",
                code(slug)
            ),
            LinkError::File => {
                "A link can't hold this trace: it is in a file of yours, which never leaves your computer. To show it \
                 to somebody, save the trace and send them the file."
                    .into()
            }
        }
    }

    fn notice(&self, notice: &Notice) -> String {
        match notice {
            Notice::LinkCopied => "Link copied. It opens this script, arena, lanes and position.".into(),
            Notice::CopyRefused => {
                "The browser did not allow copying. Copy the link from the address bar.".into()
            }
            Notice::EmbedCopied => self.export().embed_copied.into(),
            Notice::EmbedRefused => self.export().embed_refused.into(),
            Notice::Making(made) => self.making_file(*made),
            Notice::Saved(name) => self.saved(name),
            Notice::NoPeers => "The allocators dlmalloc and talc could not be loaded, so their lanes are hidden. Check the network, or \
                                reload the page, and show them again."
                .into(),
            Notice::NotSaved => self.export().not_saved.into(),
            Notice::NoLink(error) | Notice::LinkFailed(error) => self.link_error(error),
            Notice::ExampleInstead(error) => {
                format!("{} The first example was opened instead.", self.link_error(error))
            }
            Notice::StaleBlocks => {
                "Nothing was freed: the blocks shown are from an earlier version of the script. Wait for the \
                 new run, or correct the mistake."
                    .into()
            }
            Notice::NoScript => {
                "A recorded program can't be changed by hand. Go back to the script to allocate and free.".into()
            }
            Notice::ByHand(error) => self.mistake(error),
            Notice::AddedLater { line, later } => added_later(*line, later),
            Notice::Teaching(notice) => self.teaching_notice(*notice),
            Notice::NothingToAsk => {
                "There is nothing to ask about this run. A quiz needs operations that search, split, merge, move or fail."
                    .into()
            }
            Notice::Stopped(progress) => self.stopped(progress),
        }
    }
}

fn refused(refusal: &Refusal) -> String {
    match refusal {
        Refusal::ZeroSize => "A block can't have 0 bytes. The size must be at least 1.".into(),
        Refusal::NegativeSize(size) => {
            format!("A block can't have {} bytes. The size must be at least 1.", grouped(*size))
        }
        Refusal::LargeSize { size, most } => format!(
            "A block can't have {} bytes. The size must be at most {} (1 GiB).",
            grouped(*size),
            grouped(*most)
        ),
        Refusal::LargeAlign { align, most } => format!(
            "An alignment of {} is too large. It must be at most {}, a WebAssembly page.",
            grouped(*align),
            grouped(*most)
        ),
        Refusal::OddAlign { align, below, above, most } => {
            let near = if below == above { format!("{below}") } else { format!("{below} or {above}") };
            format!(
                "An alignment must be a power of two (1, 2, 4, 8 … {}), and {} is not one. Try {near}.",
                grouped(*most),
                grouped(*align)
            )
        }
        Refusal::ReallocAfterFree { block, line } => format!(
            "{} was freed on line {line}, so it can't be reallocated. Use `alloc` to get a new block.",
            upper(&named(block))
        ),
        Refusal::ReallocToZero => "A block can't have 0 bytes. Use `free` to free it.".into(),
        Refusal::DoubleFree { block, line } => {
            format!(
                "Double free: {} was already freed on line {line}. Free each block only once.",
                named(block)
            )
        }
        Refusal::Pages { pages, most } => format!(
            "`take_pages` can't take {} pages. The number must be from 1 to {}.",
            grouped(*pages),
            grouped(*most)
        ),
        Refusal::NoBlockNamed(name) => {
            format!("There is no block called {} so far. Allocate it before this line.", code(name))
        }
        Refusal::NoBlockNumbered { number, count: 0 } => {
            format!("There is no block {}: nothing has been allocated so far.", grouped(*number))
        }
        Refusal::NoBlockNumbered { number, count: 1 } => {
            format!("There is no block {}. So far there is only block 1.", grouped(*number))
        }
        Refusal::NoBlockNumbered { number, count } => format!(
            "There is no block {}. So far there are blocks 1 to {}.",
            grouped(*number),
            grouped(*count)
        ),
        Refusal::RandomRange { low, high } => {
            format!(
                "`random({low}, {high})` has its limits in the wrong order. Write the smaller number first."
            )
        }
        Refusal::RunFull { most } => {
            format!(
                "This run has more than {} operations. Make it shorter, for example with fewer rounds of a loop.",
                grouped(*most)
            )
        }
    }
}

fn limited(limit: Limit) -> String {
    match limit {
        Limit::Script { bytes, most } => format!(
            "The script has {} bytes, and the limit is {}. Use loops and functions for parts that repeat.",
            grouped(bytes),
            grouped(most)
        ),
        Limit::Text { most } => {
            format!("This string is longer than {} bytes, the limit. Make it shorter.", grouped(most))
        }
        Limit::Steps { most } => format!(
            "Stopped after {} steps. Does this loop ever end? If it does, run it fewer times.",
            grouped(most)
        ),
        Limit::Lists { most } => {
            format!("Lists and maps are nested more than {most} levels deep here. Keep the values in a flat list.")
        }
        Limit::Nesting { most } => format!(
            "Brackets and blocks are nested more than {most} levels deep here. Move the inner part to a function, \
             or keep its value in a variable."
        ),
        Limit::Chain => {
            "Too many operators, calls or `else if`s are chained together here. Split this into several statements, or move a part to a function.".into()
        }
        Limit::Calls => {
            "Function calls are nested too deeply here. Does the recursion ever end? Consider a loop instead.".into()
        }
        Limit::Functions { most } => {
            format!("The script has more than {most} functions, the limit. Merge some of them.")
        }
        Limit::Variables => "There are too many variables at once. Keep the values in a list.".into(),
    }
}

fn named(block: &Named) -> String {
    match block {
        Named::Variable(name) => format!("`{name}`"),
        Named::OnLine { name, line, nth: None } => format!("`{name}` of line {line}"),
        Named::OnLine { name, line, nth: Some(nth) } => {
            format!("`{name}` number {} of line {line}", grouped(*nth as u64))
        }
        Named::Number(number) => format!("block {}", grouped(*number)),
    }
}

/// At the beginning of a sentence.
fn upper(words: &str) -> String {
    words.strip_prefix("block").map_or_else(|| words.into(), |rest| format!("Block{rest}"))
}

fn added_later(line: u32, later: &Later) -> String {
    let Later { number, asked, after } = *later;
    let place = match after {
        Some((first, last)) if first == last => {
            format!("Added as line {line}, after line {last}: a line can only go between statements.")
        }
        Some((first, last)) => format!(
            "Added as line {line}, after the statement in lines {first} to {last}: a line can only go between \
             statements."
        ),
        None => format!(
            "Added as line {line}, at the end of the script: anywhere earlier it would have changed what follows."
        ),
    };
    format!("{place} It is operation {}, not operation {}.", grouped(number as u64), grouped(asked as u64))
}

fn by_hand(reason: &ByHand) -> String {
    match reason {
        ByHand::FreedLater { block, line } => {
            let block = upper(&named(block));
            format!("{block} is freed on line {line} of the script. Change that line to free it earlier.")
        }
        ByHand::NoPositionToFree { block } => format!(
            "No line that frees {} can be added to the script without changing the rest. Edit the script \
             instead.",
            named(block)
        ),
        ByHand::NoBlock => "The run has no such block. Select another one.".into(),
        ByHand::NoPosition => {
            "No line can be added to the script. Is the run full, or does the script end in a comment?".into()
        }
    }
}
