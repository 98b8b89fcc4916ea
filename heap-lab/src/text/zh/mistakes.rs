//! The sentences about mistakes, in Chinese.

use super::Chinese;
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

impl Mistakes for Chinese {
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
            Some(Called { function, line }) => format!("{text}（`{function}` 在第 {line} 行被调用。）"),
        }
    }

    fn settings_error(&self, error: SettingsError) -> String {
        match error {
            SettingsError::PageSize { page_size } => format!(
                "页的大小不能是 {} 字节。请选择 {} 到 {} 之间的 2 的幂。",
                grouped(page_size),
                Settings::MIN_PAGE,
                grouped(Settings::MAX_PAGE)
            ),
            SettingsError::MaxPages { max_pages, page_size, most } => format!(
                "内存区不能有 {} 页。页大小为 {} 字节时，请选择 1 到 {} 页。",
                grouped(max_pages),
                grouped(page_size),
                grouped(most)
            ),
        }
    }

    fn arena_error(&self, error: ArenaError) -> String {
        match error {
            ArenaError::Settings(error) => self.settings_error(error),
            ArenaError::NoEngine => "这个分配器在单独的模块中运行，而该模块没有载入。".to_owned(),
            ArenaError::NoRoom { bytes } => {
                format!(
                    "浏览器没有足够的内存提供 {} KiB 的内存区。请减少页数或减小页大小。",
                    grouped(bytes >> 10)
                )
            }
        }
    }

    fn link_error(&self, error: &LinkError) -> String {
        match error {
            LinkError::TooLong { most } => {
                format!("内容太长，放不进链接。请把脚本缩短到 {} KiB 以内。", most >> 10)
            }
            LinkError::Version { found, known } => {
                format!(
                    "这个链接的格式是 {found}，而本页面最高只能读取格式 {known}。请刷新页面以获取最新版本。"
                )
            }
            LinkError::Damaged => "这个链接已损坏：有一部分缺失或被改动。请重新复制完整的链接。".into(),
            LinkError::Arena(error) => {
                format!("链接中的内存区设置无效。{}", self.settings_error(*error))
            }
            LinkError::Lesson(slug) => {
                format!("没有名为 {} 的课程。请从菜单中选择，或刷新页面以获取最新版本。", code(slug))
            }
            LinkError::Example(slug) => format!("没有名为 {} 的示例。请从菜单中选择。", code(slug)),
            LinkError::Sample(slug) => {
                format!("“记录的程序”中没有 {}。请从示例菜单中选择，或刷新页面以获取最新版本。", code(slug))
            }
            LinkError::File => {
                "链接放不下这条轨迹：它在你自己的文件里，从不离开你的电脑。想给别人看，请保存轨迹，再把文件发给对方。".into()
            }
        }
    }

    fn notice(&self, notice: &Notice) -> String {
        match notice {
            Notice::LinkCopied => "链接已复制。打开它会看到同样的脚本、内存区、泳道和位置。".into(),
            Notice::CopyRefused => "浏览器不允许复制。请从地址栏复制链接。".into(),
            Notice::EmbedCopied => self.export().embed_copied.into(),
            Notice::EmbedRefused => self.export().embed_refused.into(),
            Notice::Making => self.export().making.into(),
            Notice::Saved(name) => self.saved(name),
            Notice::NoPeers => {
                "无法载入 dlmalloc 和 talc，它们的泳道已隐藏。请检查网络或重新载入页面，然后再次显示它们。"
                    .into()
            }
            Notice::NotSaved => self.export().not_saved.into(),
            Notice::NoLink(error) | Notice::LinkFailed(error) => self.link_error(error),
            Notice::ExampleInstead(error) => format!("{}已改为打开第一个示例。", self.link_error(error)),
            Notice::StaleBlocks => {
                "没有释放任何块：显示的块不属于当前的脚本。请等待脚本运行完毕，或先改正其中的错误。".into()
            }
            Notice::NoScript => "记录的程序不能手动修改。要分配和释放，请返回脚本。".into(),
            Notice::ByHand(error) => self.mistake(error),
            Notice::AddedLater { line, later } => added_later(*line, later),
            Notice::Teaching(notice) => self.teaching_notice(*notice),
            Notice::NothingToAsk => {
                "这次运行没有可以提问的地方。测验需要有查找、分割、合并、移动或失败的操作。".into()
            }
            Notice::Stopped(progress) => self.stopped(progress),
        }
    }
}

fn refused(refusal: &Refusal) -> String {
    match refusal {
        Refusal::ZeroSize => "块的大小不能是 0 字节。大小至少为 1。".into(),
        Refusal::NegativeSize(size) => format!("块的大小不能是 {} 字节。大小至少为 1。", grouped(*size)),
        Refusal::LargeSize { size, most } => {
            format!("块的大小不能是 {} 字节。大小最多为 {}（1 GiB）。", grouped(*size), grouped(*most))
        }
        Refusal::LargeAlign { align, most } => {
            format!("对齐 {} 太大。最多为 {}，即 WebAssembly 的一页。", grouped(*align), grouped(*most))
        }
        Refusal::OddAlign { align, below, above, most } => {
            let near = if below == above { format!("{below}") } else { format!("{below} 或 {above}") };
            format!(
                "对齐必须是 2 的幂（1、2、4、8……{}），而 {} 不是。请试试 {near}。",
                grouped(*most),
                grouped(*align)
            )
        }
        Refusal::ReallocAfterFree { block, line } => {
            format!("{}已在第 {line} 行释放，不能再改变大小。请用 `alloc` 分配新的块。", named_before(block))
        }
        Refusal::ReallocToZero => "块的大小不能是 0 字节。请用 `free` 释放它。".into(),
        Refusal::DoubleFree { block, line } => {
            format!("重复释放：{}已在第 {line} 行释放。每个块只能释放一次。", named_before(block))
        }
        Refusal::Pages { pages, most } => {
            format!("`take_pages` 不能取走 {} 页。页数必须在 1 到 {} 之间。", grouped(*pages), grouped(*most))
        }
        Refusal::NoBlockNamed(name) => {
            format!("到目前为止没有名为 {} 的块。请在这一行之前分配它。", code(name))
        }
        Refusal::NoBlockNumbered { number, count: 0 } => {
            format!("没有编号为 {} 的块：到目前为止没有分配任何块。", grouped(*number))
        }
        Refusal::NoBlockNumbered { number, count } => {
            format!("没有编号为 {} 的块。到目前为止的块编号为 1 到 {}。", grouped(*number), grouped(*count))
        }
        Refusal::RandomRange { low, high } => {
            format!("`random({low}, {high})` 的上下限写反了。请先写较小的数。")
        }
        Refusal::RunFull { most } => {
            format!("这次运行的操作超过了 {} 个。请减少操作，例如缩短循环。", grouped(*most))
        }
    }
}

fn limited(limit: Limit) -> String {
    match limit {
        Limit::Script { bytes, most } => {
            format!("脚本有 {} 字节，上限是 {}。重复的部分请用循环和函数。", grouped(bytes), grouped(most))
        }
        Limit::Text { most } => format!("这个字符串超过了 {} 字节的上限。请缩短它。", grouped(most)),
        Limit::Steps { most } => {
            format!("运行了 {} 步，已停止。这个循环会结束吗？如果会，请减少循环次数。", grouped(most))
        }
        Limit::Lists { most } => {
            format!("这里的列表和映射嵌套超过了 {most} 层。请把值放进单层的列表。")
        }
        Limit::Nesting { most } => {
            format!("这里的括号和代码块嵌套超过了 {most} 层。请把内层移到函数中，或把它的值存入变量。")
        }
        Limit::Chain => {
            "这里相互依赖的运算符、调用或 `else if` 太多。请拆成几条语句，或把一部分移到函数中。".into()
        }
        Limit::Calls => "这里的函数调用嵌套太深。递归会结束吗？循环不需要递归。".into(),
        Limit::Functions { most } => format!("脚本的函数超过了 {most} 个的上限。请合并一些函数。"),
        Limit::Variables => "同时存在的变量太多。请把值放进列表。".into(),
    }
}

fn named(block: &Named) -> String {
    match block {
        Named::Variable(name) => format!("`{name}`"),
        Named::OnLine { name, line, nth: None } => format!("第 {line} 行的 `{name}`"),
        Named::OnLine { name, line, nth: Some(nth) } => {
            format!("第 {line} 行的第 {} 个 `{name}`", grouped(*nth as u64))
        }
        Named::Number(number) => format!("编号为 {} 的块", grouped(*number)),
    }
}

/// Before Chinese characters, from which code is set off.
fn named_before(block: &Named) -> String {
    let name = named(block);
    if name.ends_with('`') { name + " " } else { name }
}

/// After Chinese characters.
fn named_after(name: &str) -> String {
    if name.starts_with('`') { format!(" {name}") } else { name.into() }
}

fn added_later(line: u32, later: &Later) -> String {
    let Later { number, asked, after } = *later;
    let place = match after {
        Some((first, last)) if first == last => {
            format!("新的一行只能加在语句之间，所以加在第 {last} 行之后，成为第 {line} 行。")
        }
        Some((first, last)) => {
            format!("新的一行只能加在语句之间，所以加在第 {first} 到 {last} 行的语句之后，成为第 {line} 行。")
        }
        None => format!("第 {line} 行加在了脚本末尾：加在更前面会改变后面的操作。"),
    };
    format!("{place}它是第 {} 个操作，而不是第 {} 个。", grouped(number as u64), grouped(asked as u64))
}

fn by_hand(reason: &ByHand) -> String {
    match reason {
        ByHand::FreedLater { block, line } => {
            format!("脚本的第 {line} 行会释放{}。要提前释放它，请修改那一行。", named_after(&named(block)))
        }
        ByHand::NoPositionToFree { block } => {
            format!(
                "无法在不改变其余部分的情况下给脚本添加释放{}的一行。请直接修改脚本。",
                named_after(&named_before(block))
            )
        }
        ByHand::NoBlock => "这次运行中没有这个块。请选择别的块。".into(),
        ByHand::NoPosition => "无法给脚本添加一行。是运行的操作数已达上限，还是脚本以注释结尾？".into(),
    }
}
