//! Files of recorded programs, in Chinese.

use super::Chinese;
use crate::{
    import::{Format, ImportError, Note, NoteKind, Wrong, gzip::GzipError},
    text::{
        Imports, Unplayables,
        mistakes::code,
        numbers::{grouped, grouped_u64},
    },
    trace::{BlockId, Blocks, MAX_ALIGN, MAX_RECORDED, MAX_SIZE},
};

impl Imports for Chinese {
    fn trace_format(&self, format: Format) -> &'static str {
        match format {
            Format::Lines => "lite-alloc 轨迹",
            Format::MallocLab => "malloc lab 格式的轨迹",
            Format::Mtrace => "glibc 的 mtrace 日志",
            Format::Valgrind => "Valgrind 的 --trace-malloc 日志",
            Format::Ltrace => "ltrace 日志",
            Format::Android => "Android 的 record_allocs 记录",
            Format::Mbed => "Mbed OS 的内存跟踪日志",
            Format::Logalloc => "Firefox 的 logalloc 日志",
            Format::Heaptrack => "heaptrack 数据",
            Format::WeeAlloc => "wee_alloc 的测试轨迹",
        }
    }

    fn trace_note(&self, note: &Note, blocks: &Blocks) -> String {
        let name = |block: BlockId| blocks.get(block).unwrap_or("某个块").to_owned();
        match note.kind {
            NoteKind::FreeUnknown => "释放了从未分配过的块。已略过。".into(),
            NoteKind::FreeNull => "释放空指针，没有任何作用。已略过。".into(),
            NoteKind::FreesBefore { count } => {
                format!("记录器略过了 {} 次释放，那些块在记录开始之前就已分配。", grouped_u64(count))
            }
            NoteKind::DoubleFree { block, freed } => {
                format!("再次释放 {}：它已在第 {} 行释放。已略过。", name(block), grouped(freed))
            }
            NoteKind::ReallocUnknown => "改变一个并不存活的块的大小。已当作分配。".into(),
            NoteKind::ReallocZero => "把大小改为 0 字节。已当作释放。".into(),
            NoteKind::AllocLive { block } => {
                format!("{} 尚未释放又被分配。已先释放 {0}。", name(block))
            }
            NoteKind::NoSize => "缺少大小。已当作 0。".into(),
            NoteKind::ZeroSize => "请求 0 字节。会向分配器请求 1 字节。".into(),
            NoteKind::TooLarge { size } => format!(
                "请求 {} 字节，而上限是 {}（1 GiB）。已略过；如果是新的块，之后与它有关的操作也都略过。",
                grouped_u64(size),
                grouped(MAX_SIZE)
            ),
            NoteKind::LargeAlign { align } => {
                format!("请求的对齐是 {}。已改用这里最大的 {}。", grouped_u64(align), grouped(MAX_ALIGN))
            }
            NoteKind::WasRefused => "记录时这个请求就失败了。已略过。".into(),
            NoteKind::Ignored => "与堆无关。已略过。".into(),
            NoteKind::NoAddress => "工具没有记录块的地址。已略过。".into(),
            NoteKind::CutOff => "这一行不完整。已略过。".into(),
            NoteKind::NeverFreed { block, size } => {
                format!("{} 始终未释放，结束时仍占 {} 字节。", name(block), grouped(size))
            }
            NoteKind::HeaderOps { said, found } => header("操作", said, found),
            NoteKind::HeaderIds { said, found } => header("块编号", said, found),
            NoteKind::OtherProcess { pid } => {
                format!("这是进程 {pid} 的调用，而不是日志中第一个进程的。已略过。")
            }
            NoteKind::InsideLibc => "C 库内部的调用，ltrace 记录的参数是错的。已略过。".into(),
            NoteKind::NoEnd => "缺少最后一行 `# end`，例如程序被终止。已有的内容都已采用。".into(),
        }
    }

    fn trace_notes(&self, kind: NoteKind, count: u32) -> String {
        let (what, done) = match kind {
            NoteKind::FreeUnknown => ("次释放的是从未分配过的块", "已略过"),
            NoteKind::FreeNull => ("次释放的是空指针", "已略过"),
            NoteKind::FreesBefore { .. } => ("行统计了记录开始之前分配的块的释放", "记录器已略过"),
            NoteKind::DoubleFree { .. } => ("次释放的是已经释放的块", "已略过"),
            NoteKind::ReallocUnknown => ("次改变大小的块并不存活", "已当作分配"),
            NoteKind::ReallocZero => ("次把大小改为 0 字节", "已当作释放"),
            NoteKind::AllocLive { .. } => ("次分配时那里的块尚未释放", "已先释放那个块"),
            NoteKind::NoSize => ("个请求没有大小", "已当作 0"),
            NoteKind::ZeroSize => ("次请求 0 字节", "会向分配器请求 1 字节"),
            NoteKind::TooLarge { .. } => ("个请求超过 1 GiB", "已略过"),
            NoteKind::LargeAlign { .. } => ("个对齐超过 65,536", "已改用这个值"),
            NoteKind::WasRefused => ("个请求在记录时就失败了", "已略过"),
            NoteKind::Ignored => ("行与堆无关", "已略过"),
            NoteKind::NoAddress => ("次调用没有地址", "已略过"),
            NoteKind::CutOff => ("行不完整", "已略过"),
            NoteKind::NeverFreed { .. } => ("个块始终未释放", "许多程序结束时把它们留给系统"),
            NoteKind::HeaderOps { .. } => ("处声明的操作数不对", "以实际为准"),
            NoteKind::HeaderIds { .. } => ("处声明的块编号数不对", "以实际为准"),
            NoteKind::OtherProcess { .. } => ("次调用属于其他进程", "已略过"),
            NoteKind::InsideLibc => ("次调用在 C 库内部", "已略过"),
            NoteKind::NoEnd => ("处缺少结尾", "已有的内容都已采用"),
        };
        format!("{} {what}，{done}。", grouped(count))
    }

    fn unlisted_notes(&self, listed: usize, unlisted: u32) -> String {
        format!("列出了 {} 条说明，另有 {} 条只计数。", grouped(listed), grouped(unlisted))
    }

    fn import_error(&self, error: &ImportError) -> String {
        match error {
            ImportError::Unplayable(file) => self.unplayable(*file).paragraph(file.command()),
            ImportError::Empty => "这个文件里没有任何操作。请选择别的文件，或重新记录程序。".into(),
            ImportError::Line { line, format, text, wrong: what } => {
                format!("第 {} 行 {}：{}", grouped(*line), code(text), wrong(*what, *format))
            }
            ImportError::TooLong { line } => format!(
                "轨迹太长：第 {} 行超出了 {} 个操作的上限。请只记录程序的一部分，或只保留这一行之前的内容。",
                grouped(*line),
                grouped(MAX_RECORDED as u64)
            ),
            ImportError::LongLine { line } => format!(
                "第 {} 行超过 {} 字节，不会是操作。请删除它，或检查文件是否是完整的文本。",
                grouped(*line),
                grouped(ImportError::LONGEST as u64)
            ),
        }
    }

    fn gzip_error(&self, error: GzipError) -> String {
        match error {
            GzipError::NotGzip => "这个文件不是用 gzip 压缩的。请选择工具写出的文件。",
            GzipError::CutOff => "这个压缩文件缺少结尾。请重新复制或下载。",
            GzipError::Damaged => "这个压缩文件已损坏。请重新复制或下载。",
            GzipError::Checksum => "这个压缩文件已损坏：内容与校验和不符。请重新复制或下载。",
        }
        .into()
    }

    fn heading(&self, from: &str) -> String {
        format!(
            "来自 {from}。\n\
             a ID SIZE [ALIGN]  分配一个块；没有 ALIGN 时对齐为 8\n\
             z ID SIZE [ALIGN]  同上，且所有字节为 0\n\
             r ID SIZE          改变块的大小\n\
             f ID               释放一个块\n\
             p PAGES            其他代码取走内存页\n\
             = TEXT             标签"
        )
    }
}

fn header(what: &str, said: u64, found: u32) -> String {
    format!("文件头声明 {} 个{what}，实际用到 {} 个；以实际为准。", grouped_u64(said), grouped(found))
}

fn wrong(wrong: Wrong, format: Format) -> &'static str {
    match (wrong, format) {
        (Wrong::Operation, Format::WeeAlloc) => {
            "这不是操作。请写成 `Alloc(SIZE),` 或 `Free(NUMBER),`，或删除这一行。"
        }
        (Wrong::Operation, Format::MallocLab) => {
            "这不是操作。行首应是 `a`、`z`、`r`、`f`、`p` 或 `=`，注释以 `#` 开头；文件头的每一行应是一个数字。"
        }
        (Wrong::Operation, _) => "这不是操作。行首应是 `a`、`z`、`r`、`f`、`p` 或 `=`，注释以 `#` 开头。",
        (Wrong::Id, Format::WeeAlloc) => "`Free` 需要分配的编号，从 0 开始，例如 `Free(2),`。",
        (Wrong::Id, _) => "缺少块的编号，或者它不是小于 2^64 的数字。请写在字母之后，例如 `f 7`。",
        (Wrong::Size, Format::WeeAlloc) => "`Alloc` 需要以字节为单位的大小，例如 `Alloc(552),`。",
        (Wrong::Size, _) => "大小不是小于 2^64 的数字。请以字节为单位写在块之后，例如 `a 7 24`。",
        (Wrong::Align, _) => "对齐不是 2 的幂。请写 1、2、4、8 等，或者省略。",
        (Wrong::Pages, _) => "缺少页数，或者页数不是从 1 开始的数字。例如 `p 2`。",
        (Wrong::Rest, _) => "内容多于操作所需。请删除多余的部分；如果是注释，请在前面加上 `#`。",
    }
}
