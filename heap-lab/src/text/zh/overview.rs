//! The pictures of a whole run in Chinese.

use super::{Chinese, narration::bytes, numbers::scaled};
use crate::{
    lab::{Attempt, Cut, LaneKind},
    overview::{
        curves::Curve,
        divergence::{Aspect, Deed, Divergence},
        find::Query,
        survey::{Found, Life, NEVER},
    },
    text::{
        Narration,
        numbers::{address, grouped},
        overview::{Labels, Overviews, Summary},
    },
};

static LABELS: Labels = Labels {
    title: "全程总览",
    toggle: "全程的地图与曲线（o）",
    save_hint: "全程的地图与曲线，与页面所示相同",
    key: "全程总览：地图与曲线",
    maps: "全程地图：纵轴为地址，横轴为时间。加号、减号缩放，0 显示全部；上、下箭头移动地址范围，按住 Shift 时缩放地址，滚轮也一样。",
    zoom_keys: "在全程总览中：以当前位置为中心缩放时间，滚轮也一样；按住 Shift 时，箭头和滚轮缩放地址",
    one_of_many: "此处有许多块：按住 Shift 用滚轮或箭头缩放地址。",
    zoom_out: "显示更多操作（-）",
    zoom_in: "显示更少操作（+）",
    whole: "全部",
    curve: "曲线",
    log: "对数",
    log_hint: "对数坐标",
    sizes: "大小",
    find: "查找",
    refused: "被拒绝",
    refused_hint: "此处有请求被拒绝",
    operations: "操作",
    find_field: "在运行中查找",
    find_hint: "0x1f0 · 块名 · 第 12 行 · 64 字节 · 标签 · 操作 1200",
    find_examples: "0x1f0、名称、第 12 行、64 字节、1200",
    differ: "两条泳道的差别",
    differ_one: "一条泳道",
    differ_other: "另一条泳道",
    differ_in: "比较",
    differ_first: "首个",
    differ_next: "下一个",
    no_difference: "此后在这方面没有差别。",
    never_differ: "在这方面始终没有差别。",
    sizes_here: "当前位置的块大小",
    in_bytes: "按字节计",
    live: "存活",
    free: "空闲",
    no_blocks: "没有块。",
    sizes_wait: "暂停后重新统计。",
    room: "这里还能分配吗？",
    room_size: "字节",
    room_align: "对齐",
    room_unknown: "未知：它无法回到过去的时刻。",
    free_unknown: "空闲块：未知",
    searching: "正在查找……",
};

impl Overviews for Chinese {
    fn overview(&self) -> &'static Labels {
        &LABELS
    }

    fn curve(&self, curve: Curve) -> &'static str {
        match curve {
            Curve::Live => "存活字节",
            Curve::Heap => "堆",
            Curve::Free => "空闲字节",
            Curve::Largest => "最大空闲块",
            Curve::Probes => "探查",
            Curve::Lost => "丢失字节",
        }
    }

    fn aspect(&self, aspect: Aspect) -> &'static str {
        match aspect {
            Aspect::Success => "成败",
            Aspect::Cost => "探查数",
            Aspect::Place => "地址",
        }
    }

    fn stretch(&self, first: usize, last: usize) -> String {
        format!("第 {} 到 {} 个操作", grouped(first), grouped(last))
    }

    fn surveying(&self, percent: usize) -> String {
        format!("正在读取运行：{percent}%")
    }

    fn found(&self, found: &Found, name: &str, count: &dyn Fn(usize) -> usize) -> Vec<String> {
        match *found {
            Found::Block(Life { tile, from, to }) => vec![
                format!("块 {name}：{}，位于 {}", bytes(tile.size), address(tile.start)),
                span(count(from as usize + 1), (to != NEVER).then(|| count(to as usize + 1))),
            ],
            Found::Free => vec!["空闲".to_owned()],
            Found::Untouched => vec!["未使用区".to_owned()],
            Found::Lost { tile, since } => vec![
                format!("丢失：{}，位于 {}", bytes(tile.size), address(tile.start)),
                format!("始于第 {} 个操作", grouped(count(since as usize + 1))),
            ],
            Found::Foreign => vec!["其他代码的页".to_owned()],
            Found::Reserved => vec!["各箱的链表头".to_owned()],
            Found::Opaque => vec!["空闲或簿记数据：该分配器不提供此信息。".to_owned()],
            Found::NotGrown => vec!["内存还没有增长到这里。".to_owned()],
        }
    }

    fn summary(&self, summary: &Summary) -> String {
        let Summary { lane, operations, peak, heap, lost, refused } = *summary;
        let lost = if lost > 0 { format!("，丢失 {}", bytes(lost)) } else { String::new() };
        let refused = match refused {
            0 => "没有请求被拒绝".to_owned(),
            many => format!("{} 个请求被拒绝", grouped(many)),
        };
        format!(
            "{}：{} 个操作，存活峰值 {}，结束时堆为 {}{lost}，{refused}。",
            lane.short_name(),
            grouped(operations),
            bytes(peak),
            bytes(heap)
        )
    }

    fn cut_off(&self, lane: LaneKind, done: usize, cut: Option<Cut>) -> String {
        let why = match cut {
            Some(Cut::TooSlow) => "：探查的空闲块太多",
            Some(Cut::Memory) => "：没有内存继续记录",
            Some(Cut::Stopped) | None => "",
        };
        format!("{} 只完成到第 {} 个操作{why}。", lane.short_name(), grouped(done))
    }

    fn hidden_curve(&self, lanes: &[LaneKind]) -> String {
        let names: Vec<_> = lanes.iter().map(|lane| lane.short_name()).collect();
        format!("{} 不提供这一项，因此未知。", names.join(" 和 "))
    }

    fn sampled(&self, samples: usize) -> String {
        format!("只在 {} 个操作之后读取", grouped(samples))
    }

    fn query(&self, query: &Query) -> String {
        match query {
            Query::Address(at) => format!("曾位于 {} 的块", address(*at)),
            Query::Line(line) => format!("第 {} 行的操作", grouped(*line)),
            Query::Size(size) => format!("大小为 {}的请求", bytes(*size)),
            Query::Operation(number) => format!("第 {} 个操作", grouped(*number)),
            Query::Text(text) => format!("名为“{text}”的块或含“{text}”的标签"),
        }
    }

    fn hits(&self, count: usize, listed: usize) -> String {
        match count {
            0 => "没有找到。".to_owned(),
            _ if listed < count => format!("共 {} 处，列出前 {} 处", grouped(count), grouped(listed)),
            _ => format!("共 {} 处", grouped(count)),
        }
    }

    fn nothing_found(&self, query: &Query) -> String {
        match query {
            Query::Address(at) => format!("没有曾位于 {} 的块。", address(*at)),
            Query::Line(line) => format!("第 {} 行没有操作。", grouped(*line)),
            Query::Size(size) => format!("没有大小为 {}的请求。", bytes(*size)),
            Query::Operation(number) => format!("没有第 {} 个操作。", grouped(*number)),
            Query::Text(text) => format!("没有名为“{text}”的块，也没有含“{text}”的标签。"),
        }
    }

    fn life(&self, name: &str, size: u32, from: usize, to: Option<usize>) -> String {
        format!("{name}，{}，{}", bytes(size), span(from, to))
    }

    fn divergence(&self, lanes: [LaneKind; 2], number: usize, divergence: &Divergence) -> String {
        let [one, other] = [0, 1].map(|index| {
            let deed = match divergence.deeds[index] {
                Deed::Granted => "成功".to_owned(),
                Deed::Refused => "拒绝".to_owned(),
                Deed::NoBlock => "没有这个块".to_owned(),
                Deed::Visited(many) => format!("探查了 {} 个空闲块", grouped(many)),
                Deed::Placed { address: at, offset } => {
                    format!("的块位于 {}，距首块 {} 字节", address(at), grouped(offset))
                }
                Deed::Nothing => "此时没有块".to_owned(),
            };
            format!("{} {deed}", lanes[index].short_name())
        });
        format!("第 {} 个操作：{one}；{other}。", grouped(number))
    }

    fn attempt(&self, attempt: &Attempt) -> String {
        match *attempt {
            Attempt::InFree { address: at, size } => {
                format!("能，在 {}的空闲块中，位于 {}。", bytes(size), address(at))
            }
            Attempt::InUntouched { address: at } => format!("能，在未使用区中，位于 {}。", address(at)),
            Attempt::Grows { by } => format!("能，但内存要增长 {}。", scaled_bytes(by)),
            Attempt::Refused { ref refusal, largest } => {
                let why = Chinese.refusal(refusal);
                let why = why.strip_prefix("被拒绝").unwrap_or(&why);
                let why = why.trim_start_matches(['，', '：']);
                format!("不能：{why}。最大空闲块有 {}。", bytes(largest))
            }
        }
    }

    fn room_wrong(&self, most: u32) -> String {
        format!("字节：请填 1 到 {} 的整数。", grouped(most))
    }

    fn room_wrong_align(&self, most: u32) -> String {
        format!("对齐：请填 2 的幂，例如 8，最大 {}。", grouped(most))
    }

    fn size_class(&self, from: u32, to: u32) -> String {
        format!("{} 到 {}", scaled(from), scaled_bytes(to))
    }

    fn of_class(&self, blocks: u32, in_all: u32) -> String {
        format!("{} 块，{}", grouped(blocks), bytes(in_all))
    }
}

/// A size of which a tenth of its unit says enough.
fn scaled_bytes(number: u32) -> String {
    if number < 1024 { bytes(number) } else { scaled(number) }
}

fn span(from: usize, to: Option<usize>) -> String {
    match to {
        Some(to) => format!("从第 {} 到第 {} 个操作", grouped(from), grouped(to)),
        None => format!("从第 {} 个操作到最后", grouped(from)),
    }
}
