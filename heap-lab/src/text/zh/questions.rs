//! Texts of questions and of what is wrong with an answer, in Chinese.

use super::Chinese;
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

impl Questions for Chinese {
    fn ask(&self, question: &Question, trace: &Trace) -> String {
        ask::sentence(question, trace)
    }

    fn kind_of_question(&self, kind: Kind) -> &'static str {
        match kind {
            Kind::Place => "块放在哪里",
            Kind::Probes => "探查哪些空闲块",
            Kind::List { .. } => "链表的次序",
            Kind::Draw { .. } => "堆的样子",
            Kind::Number(_) => "一个数",
            Kind::YesNo(_) => "是或否",
            Kind::First(_) => "哪条泳道最先",
        }
    }

    fn how_to_answer(&self, kind: Kind) -> &'static str {
        match kind {
            Kind::Place => "在堆中点击块的起始位置，或选择它的地址。",
            Kind::Probes => "按探查的次序点击空闲块。",
            Kind::List { .. } => "按链表的次序点击各块，从首块开始。",
            Kind::Draw { .. } => "先选一种用途，再标记堆中的格子。",
            Kind::Number(_) => "输入一个数。",
            Kind::YesNo(_) => "选择是或否。",
            Kind::First(_) => "选择一条泳道。",
        }
    }

    fn measure(&self, measure: Measure) -> &'static str {
        match measure {
            Measure::Probes => "探查的空闲块数",
            Measure::Copied => "复制的字节",
            Measure::Used => "占用的字节",
            Measure::Padding => "填充的字节",
            Measure::Address => "地址",
            Measure::Free => "空闲字节",
            Measure::Largest => "最大空闲块的字节",
            Measure::Holes => "空闲块数",
            Measure::Lost => "丢失的字节",
            Measure::Live => "存活的字节",
            Measure::Unused => "存活块中未请求的字节",
            Measure::Heap => "堆的字节",
            Measure::Pages => "页数",
            Measure::Failed => "被拒绝的请求数",
            Measure::FailsAt => "最先被拒绝的操作的序号",
            Measure::Frees => "至少要释放的块数",
            Measure::External => "外部碎片的百分比",
        }
    }

    fn measured(&self, measure: Measure, value: u64) -> String {
        let number = grouped(value);
        match measure {
            Measure::Copied
            | Measure::Used
            | Measure::Padding
            | Measure::Free
            | Measure::Largest
            | Measure::Lost
            | Measure::Live
            | Measure::Unused
            | Measure::Heap => format!("{number} 字节"),
            Measure::Address => u32::try_from(value).map_or(number, address),
            Measure::Probes | Measure::Holes => format!("{number} 个空闲块"),
            Measure::Pages => format!("{number} 页"),
            Measure::Failed => format!("{number} 个请求"),
            Measure::FailsAt if value == 0 => "没有操作".to_owned(),
            Measure::FailsAt => format!("第 {number} 个操作"),
            Measure::Frees => format!("{number} 个块"),
            Measure::External => format!("{number}%"),
        }
    }

    fn happening(&self, happening: Happening) -> &'static str {
        match happening {
            Happening::Refused => "被拒绝",
            Happening::Grows => "堆增长",
            Happening::Moves => "块移动",
            Happening::Reuses => "重用释放过的内存",
            Happening::Merges => "合并空闲块",
            Happening::Splits => "分割空闲块",
            Happening::Loses => "丢失字节",
        }
    }

    fn paint(&self, paint: Paint) -> &'static str {
        match paint {
            Paint::Live => "存活",
            Paint::Padding => "填充",
            Paint::Free => "空闲",
            Paint::Other => "都不是",
        }
    }

    fn yes_or_no(&self, yes: bool) -> &'static str {
        if yes { "是" } else { "否" }
    }

    fn is_refused(&self) -> &'static str {
        "不会放置：请求被拒绝"
    }

    fn in_no_lane(&self) -> &'static str {
        "都不会"
    }

    fn choice(&self, choice: &Choice, name: &str) -> String {
        let at = address(choice.address);
        match choice.tile {
            Some(tile) if tile.start == choice.address => self.tile(&tile, name),
            Some(tile) => format!("{at}：位于“{}”之内", self.tile(&tile, name)),
            None => format!("{at}：堆末尾的新页"),
        }
    }

    fn answer(&self, answer: &Answer, question: &Question) -> String {
        match answer {
            Answer::Place(None) => self.is_refused().to_owned(),
            Answer::Place(Some(at)) => address(*at),
            Answer::Probes(blocks) | Answer::List(blocks) => {
                let blocks: Vec<_> = blocks.iter().copied().map(address).collect();
                if blocks.is_empty() { "没有块".to_owned() } else { blocks.join("、") }
            }
            Answer::Draw(cells) => {
                let Kind::Draw { unit } = question.kind else { return String::new() };
                let run = |run: &[Paint]| {
                    let size = run.len() as u64 * u64::from(unit);
                    format!("{} 字节{}", grouped(size), self.paint(run[0]))
                };
                cells.chunk_by(|one, other| one == other).map(run).collect::<Vec<_>>().join("，")
            }
            Answer::Number(value) => match question.kind {
                Kind::Number(measure) => self.measured(measure, *value),
                _ => grouped(*value),
            },
            Answer::YesNo(all) => {
                let lanes = question.lanes.iter().zip(all);
                let lanes =
                    lanes.map(|(lane, &yes)| format!("{}：{}", lane.short_name(), self.yes_or_no(yes)));
                lanes.collect::<Vec<_>>().join("，")
            }
            Answer::First(None) => self.in_no_lane().to_owned(),
            Answer::First(Some(lane)) => lane.short_name().to_owned(),
        }
    }

    fn is_right(&self) -> &'static str {
        "正确。"
    }

    fn fault(&self, fault: &Fault, question: &Question, trace: &Trace) -> String {
        match *fault {
            Fault::Place { said: Some(said), right: Some(right) } => {
                format!("块放在 {}，而不是 {}。", address(right), address(said))
            }
            Fault::Place { right: Some(right), .. } => {
                format!("请求没有被拒绝：块放在 {}。", address(right))
            }
            Fault::Place { right: None, .. } => "没有放置块：请求被拒绝。".to_owned(),
            Fault::Sequence { index, said, right } => sequence(question.kind, index, said, right),
            Fault::Cell { at, said, right } => {
                let is = |paint| match paint {
                    Paint::Other => "既不是存活也不是空闲",
                    Paint::Live => "是存活",
                    Paint::Padding => "是填充",
                    Paint::Free => "是空闲",
                };
                let not = match said {
                    Some(said) if right != Paint::Other => format!("，而不是“{}”", self.paint(said)),
                    _ => String::new(),
                };
                format!("{} 处的格子{}{not}。", address(at), is(right))
            }
            Fault::Number { said, right } => {
                let number = |number| match question.kind {
                    Kind::Number(Measure::FailsAt) => self.measured(Measure::FailsAt, number),
                    Kind::Number(measure) => format!(" {}", self.measured(measure, number)),
                    _ => format!(" {}", grouped(number)),
                };
                format!("应为{}，而不是{}。", number(right), number(said))
            }
            Fault::Lane { lane, right } => match question.kind {
                Kind::YesNo(happening) => format!("{}。", happens(happening, lane, right)),
                _ => format!("{}：{}。", lane.short_name(), self.yes_or_no(right)),
            },
            Fault::First { said, right: Some(right), op } => {
                let what = match question.kind {
                    Kind::First(happening) => ask::to_do(happening),
                    _ => "发生",
                };
                let not = said.map(|said| format!("，而不是 {}", said.short_name())).unwrap_or_default();
                let at = op.map(|op| format!("：在第 {} 个操作中", grouped(trace.count(op) as u64 + 1)));
                format!("最先{what}的是 {}{not}{}。", right.short_name(), at.unwrap_or_default())
            }
            Fault::First { right: None, .. } => "哪条泳道都不会。".to_owned(),
            Fault::Kind => "这不是对这个问题的回答。".to_owned(),
        }
    }

    fn because(&self, number: usize, lane: LaneKind, story: &str) -> String {
        format!("第 {} 个操作，{}：{story}。", grouped(number as u64), lane.short_name())
    }

    fn ambiguous(&self, ambiguous: Ambiguous) -> String {
        match ambiguous {
            Ambiguous::NoOperation => {
                "脚本在这里没有可问的操作。请让 `op` 小于操作总数，并让 `until` 大于 `op`。".to_owned()
            }
            Ambiguous::NoRequest => {
                "下一个操作在该泳道中不请求内存。请在 `alloc` 或 `realloc` 之前提问。".to_owned()
            }
            Ambiguous::NoProbes => "下一个操作在该泳道中不探查空闲块。请换一个操作或泳道。".to_owned(),
            Ambiguous::GrowsFirst => {
                "探查空闲块之前堆先增长，此时还无法点击那个块。请选择不需要新页的操作。".to_owned()
            }
            Ambiguous::Twice { at } => {
                format!("有两次查找，因此 {} 处的空闲块被探查两次。请选择只查找一次的操作。", address(at))
            }
            Ambiguous::TooLong { len, most } => format!(
                "答案会有 {} 块，最多可选 {} 块。请在空闲块较少的位置提问。",
                grouped(len),
                grouped(most)
            ),
            Ambiguous::NoBin => {
                "该泳道没有这样的链表。有箱的泳道要用 `bin=` 给出箱中块的大小；只有一个链表的泳道不用 `bin`。"
                    .to_owned()
            }
            Ambiguous::ShortList => "链表中不足两块，只有一种次序。请在空闲块较多的位置提问。".to_owned(),
            Ambiguous::Cells { at } => {
                format!("{} 处的格子会同时有两种用途。请用更小的 `unit`。", address(at))
            }
            Ambiguous::TooManyCells { cells: u32::MAX, .. } => "每格至少一个字节。请给出 `unit`。".to_owned(),
            Ambiguous::TooManyCells { cells, most } => format!(
                "图中会有 {} 格，最多可画 {} 格。请用更大的 `unit`，或更小的内存区。",
                grouped(cells),
                grouped(most)
            ),
            Ambiguous::NoNumber => {
                "这里没有这个数。请在相应的块存活的位置，或在被拒绝的请求之前提问。".to_owned()
            }
            Ambiguous::Tie => {
                "有几条泳道在同一个操作中同时最先。请选择结果不同的泳道，或改为 `yes-no` 问题。".to_owned()
            }
        }
    }

    fn shortage(&self, shortage: &Shortage, trace: &Trace) -> Vec<String> {
        shortage::sentences(shortage, trace)
    }

    fn shortage_is_sought(&self) -> &'static str {
        "正在查找最少需要释放哪些块……"
    }
}

fn sequence(kind: Kind, index: usize, said: Option<u32>, right: Option<u32>) -> String {
    let what = if kind == Kind::Probes { "探查" } else { "链表" };
    let number = grouped(index as u64 + 1);
    match (said, right) {
        (Some(said), Some(right)) => {
            format!("{what}的第 {number} 块是 {}，而不是 {}。", address(right), address(said))
        }
        (None, Some(right)) => format!("{what}还没有结束：第 {number} 块是 {}。", address(right)),
        (Some(said), None) => {
            format!("{what}到第 {} 块为止，之后没有 {}。", grouped(index as u64), address(said))
        }
        (None, None) => format!("{what}到第 {} 块为止。", grouped(index as u64)),
    }
}

/// That something happens in a lane, or that it does not.
fn happens(happening: Happening, lane: LaneKind, yes: bool) -> String {
    let lane = lane.short_name();
    let what = match (happening, yes) {
        (Happening::Refused, true) => "拒绝了请求",
        (Happening::Refused, false) => "没有拒绝请求",
        (Happening::Grows, true) => "的堆增长了",
        (Happening::Grows, false) => "的堆没有增长",
        (Happening::Moves, true) => "移动了块",
        (Happening::Moves, false) => "没有移动块",
        (Happening::Reuses, true) => "重用了释放过的内存",
        (Happening::Reuses, false) => "没有重用释放过的内存",
        (Happening::Merges, true) => "合并了空闲块",
        (Happening::Merges, false) => "没有合并空闲块",
        (Happening::Splits, true) => "分割了空闲块",
        (Happening::Splits, false) => "没有分割空闲块",
        (Happening::Loses, true) => "丢失了字节",
        (Happening::Loses, false) => "没有丢失字节",
    };
    format!("{lane} {what}")
}
