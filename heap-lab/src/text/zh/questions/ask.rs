//! The usual words of questions, in Chinese.

use super::super::Chinese;
use crate::{
    lab::LaneKind,
    question::{Happening, Kind, Measure, Question},
    text::{
        numbers::grouped,
        questions::{Span, block},
    },
    trace::Trace,
};

pub(super) fn sentence(question: &Question, trace: &Trace) -> String {
    let ops = ops(question, trace);
    let next = self::ops(&Question { to: question.from + 1, ..*question }, trace);
    let lane = question.lane().map_or("", LaneKind::short_name);
    match question.kind {
        Kind::Place => format!("执行{next}时，{lane} 会把块放在哪里？"),
        Kind::Probes => format!("执行{next}时，{lane} 会依次探查哪些空闲块？"),
        Kind::List { bin: None } => format!("执行{ops}之后，{lane} 的空闲链表里依次是哪些块？"),
        Kind::List { bin: Some(size) } => {
            format!("执行{ops}之后，{lane} 中 {} 字节的箱里依次是哪些块？", grouped(size))
        }
        Kind::Draw { unit } => {
            format!("执行{ops}之后，{lane} 的堆是什么样子？每格 {} 字节。", grouped(unit))
        }
        Kind::Number(measure) => {
            let block = block(question, trace).map_or_else(|| "该块".to_owned(), |block| format!("{block} "));
            number(measure, lane, &ops, &next, &block)
        }
        Kind::YesNo(happening) => {
            let lane = if question.lanes.iter().nth(1).is_none() {
                format!("{lane} ")
            } else {
                "各分配器".to_owned()
            };
            let what = match happening {
                Happening::Refused => "会拒绝请求吗",
                Happening::Grows => "的堆会增长吗",
                Happening::Moves => "会移动块吗",
                Happening::Reuses => "会重用释放过的内存吗",
                Happening::Merges => "会合并空闲块吗",
                Happening::Splits => "会分割空闲块吗",
                Happening::Loses => "会丢失字节吗",
            };
            format!("执行{ops}时，{lane}{what}？")
        }
        Kind::First(happening) => {
            format!("哪个分配器会最先{}？也可能都不会。", to_do(happening))
        }
    }
}

/// What an allocator does, after “first”.
pub(super) fn to_do(happening: Happening) -> &'static str {
    match happening {
        Happening::Refused => "拒绝请求",
        Happening::Grows => "增长堆",
        Happening::Moves => "移动块",
        Happening::Reuses => "重用释放过的内存",
        Happening::Merges => "合并空闲块",
        Happening::Splits => "分割空闲块",
        Happening::Loses => "丢失字节",
    }
}

/// The operations, with the spaces that belong around them.
fn ops(question: &Question, trace: &Trace) -> String {
    match Span::of(question, trace, &Chinese) {
        Span::Few(ops) if ops.is_empty() => "下一个操作".to_owned(),
        Span::Few(ops) => format!(" {} ", ops.join("、")),
        Span::Many(count) => format!("接下来的 {} 个操作", grouped(count as u64)),
    }
}

fn number(measure: Measure, lane: &str, ops: &str, next: &str, block: &str) -> String {
    match measure {
        Measure::Probes => format!("执行{ops}时，{lane} 会探查多少个空闲块？"),
        Measure::Copied => format!("执行{ops}时，{lane} 会复制多少字节？"),
        Measure::Used => format!("执行{ops}之后，{block}在 {lane} 中占用多少字节？"),
        Measure::Padding => format!("执行{ops}之后，{block}在 {lane} 中有多少字节的填充？"),
        Measure::Address => format!("执行{ops}之后，{block}在 {lane} 中的地址是多少？"),
        Measure::Free => format!("执行{ops}之后，{lane} 中有多少空闲字节？"),
        Measure::Largest => format!("执行{ops}之后，{lane} 中最大空闲块有多少字节？"),
        Measure::Holes => format!("执行{ops}之后，{lane} 中有多少个空闲块？"),
        Measure::Lost => format!("执行{ops}之后，{lane} 一共会丢失多少字节？"),
        Measure::Live => format!("执行{ops}之后，{lane} 中存活块一共请求了多少字节？"),
        Measure::Unused => format!("执行{ops}之后，{lane} 中的存活块比请求的多占用多少字节？"),
        Measure::Heap => format!("执行{ops}之后，{lane} 的堆有多少字节？"),
        Measure::Pages => format!("执行{ops}之后，{lane} 的堆有多少页？"),
        Measure::Failed => format!("执行{ops}之后，{lane} 一共拒绝了多少个请求？"),
        Measure::FailsAt => format!("{lane} 最先拒绝的是第几个操作？若都不拒绝，请答 0。"),
        Measure::Frees => format!("要让{next}在 {lane} 中成功，至少要先释放多少个块？"),
        Measure::External => format!("执行{ops}之后，{lane} 的外部碎片是百分之几？取整数。"),
    }
}
