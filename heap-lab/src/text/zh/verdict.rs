//! The sentences of the verdict, in Chinese.

use lite_alloc::observe::Loss;

use super::Chinese;
use crate::{
    lab::{Cut, LaneKind},
    text::{
        Narration, Verdicts,
        numbers::{grouped, scaled, share, thousandths},
        verdict::{Chart, Feature, Labels},
    },
    verdict::{
        Fingerprint, Verdict,
        advice::{Against, Choice, Cost, Doubt, Measure, Other, Ranked, Reason},
        table::Row,
    },
};

mod program;

/// Bytes with their unit.
fn size(bytes: impl Into<u64>) -> String {
    match bytes.into() {
        bytes @ 0..1024 => format!("{bytes} 字节"),
        bytes => scaled(bytes),
    }
}

fn operations(number: usize) -> String {
    format!("{} 个操作", grouped(number))
}

/// What a cost says in one respect.
fn cost(cost: &Cost, measure: Measure) -> String {
    match measure {
        Measure::Memory => format!("堆 {}", size(cost.heap)),
        Measure::Speed => {
            cost.pace.map_or_else(String::new, |pace| format!("估计的时间 {}", thousandths(pace)))
        }
        Measure::Code => cost.code.map_or_else(String::new, |code| format!("代码 {}", size(code))),
    }
}

impl Verdicts for Chinese {
    fn verdict_labels(&self) -> &'static Labels {
        &LABELS
    }

    fn recommended(&self, verdict: &Verdict) -> String {
        let of = |kind: LaneKind| verdict.lanes.iter().find(|lane| lane.kind == kind);
        match verdict.advice.choice {
            Choice::Nothing => "还没有分配器运行过这个程序。".to_owned(),
            Choice::Fits(kind) => {
                let heap = of(kind).map_or(0, |lane| lane.heap);
                let peak = verdict.program.peak_live;
                format!("{} 最适合这个程序：存活数据最多 {}，堆为 {}。", kind.name(), size(peak), size(heap))
            }
            Choice::Closest(kind) => {
                let arena = size(verdict.context.arena.bytes());
                let (done, refused) = of(kind).map_or((0, 0), |lane| (lane.done, lane.refused));
                match refused {
                    0 => format!(
                        "没有分配器运行完这个程序；{} 最接近：完成了 {}中的 {} 个。",
                        kind.name(),
                        operations(verdict.program.operations),
                        grouped(done)
                    ),
                    refused => format!(
                        "在 {arena} 的内存区中，没有分配器能运行这个程序；{} 最接近：拒绝了 {} 个请求。",
                        kind.name(),
                        grouped(refused)
                    ),
                }
            }
        }
    }

    fn speaks_for(&self, reason: &Reason) -> String {
        match *reason {
            Reason::Complete { operations: done, others_failed: 0 } => {
                format!("它运行了全部 {}，没有拒绝任何请求。", operations(done))
            }
            Reason::Complete { operations: done, others_failed } => format!(
                "它运行了全部 {}，没有拒绝任何请求；另外有 {} 个分配器做不到。",
                operations(done),
                grouped(others_failed)
            ),
            Reason::Heap { heap, utilisation, least } if heap == least => {
                format!("没有更小的堆：{}，峰值时其中 {} 是存活数据。", size(heap), share(utilisation))
            }
            Reason::Heap { heap, utilisation, least } => format!(
                "它的堆为 {}，峰值时其中 {} 是存活数据；最小的堆为 {}。",
                size(heap),
                share(utilisation),
                size(least)
            ),
            Reason::NeverSearches => "它从不查找：分配时取箱的首块，释放时放回。".to_owned(),
            Reason::FewHoles { visits } => {
                format!("它几乎不用查找：每个操作查看 {} 个空闲块。", thousandths(visits))
            }
            Reason::Bounded => "无论顺序如何，它的时间都是常数：按大小找到空闲块，按标记合并。".to_owned(),
            Reason::SmallObjects { share: small } => {
                format!("{} 的块很小，它为这些大小设有箱。", share(small))
            }
            Reason::Stack { share: frees } => {
                format!("{} 的释放是最新的块，像栈一样，所以空洞很少。", share(frees))
            }
            Reason::Queue { share: frees } => {
                format!("{} 的释放是最旧的块，像队列一样，所以空洞彼此相邻并合并。", share(frees))
            }
            Reason::InPlace { in_place, all } => {
                format!("调整大小的 {} 次中，{} 次在原地完成。", grouped(all), grouped(in_place))
            }
            Reason::LosesNothing => "它不丢失内存，而并非每个分配器都如此。".to_owned(),
            Reason::Code { code, least } if code == least => format!("没有更小的代码：{}。", size(code)),
            Reason::Code { code, least } => {
                format!("它的代码占 {}；最小的占 {}。", size(code), size(least))
            }
        }
    }

    fn ranked(&self, ranked: &Ranked) -> String {
        let name = ranked.kind.short_name();
        match ranked.against.first() {
            None => {
                let all = [Measure::Memory, Measure::Speed, Measure::Code]
                    .map(|measure| cost(&ranked.cost, measure));
                let lost = match ranked.cost.lost {
                    0 => String::new(),
                    lost => format!("，丢失 {}", size(lost)),
                };
                format!("{name} 也适合：{}{lost}。", all.join("，"))
            }
            Some(against) => format!("{name} {}。", self.against(against)),
        }
    }

    fn against(&self, against: &Against) -> String {
        match *against {
            Against::Cut { cut, done, all } => {
                let why = match cut {
                    Cut::TooSlow => "查找太久",
                    Cut::Memory => "记录占用的内存太多",
                    Cut::Stopped => "被停止",
                };
                format!("完成了 {}中的 {} 个：{why}", operations(all), grouped(done))
            }
            Against::Refused { count, first } => {
                format!("拒绝了 {} 个请求，首次在第 {} 个操作", grouped(count), grouped(first))
            }
            Against::Loses { lost, peak } => {
                format!("丢失了 {}，而同时存活的最多 {}", size(lost), size(peak))
            }
            Against::Slow { visits: Some(visits), times } => format!(
                "的时间约为最快者的 {} 倍：每个操作查看 {} 个空闲块",
                tenths(times),
                thousandths(visits)
            ),
            Against::Slow { visits: None, times } => format!("的时间约为最快者的 {} 倍", tenths(times)),
            Against::Large { heap, least } => {
                format!("的堆需要 {}，而 {} 就够了", size(heap), size(least))
            }
        }
    }

    fn other(&self, other: &Other) -> String {
        let Other { kind, better, its, recommended } = other;
        let compared = |measure| format!("{}，而不是 {}", cost(its, measure), plain(recommended, measure));
        let respect = match better {
            Measure::Memory => "内存",
            Measure::Speed => "速度",
            Measure::Code => "代码大小",
        };
        let price: Vec<_> = [Measure::Memory, Measure::Speed, Measure::Code]
            .into_iter()
            .filter(|measure| match measure {
                Measure::Memory => its.heap > recommended.heap,
                Measure::Speed => its.pace > recommended.pace,
                Measure::Code => its.code > recommended.code,
            })
            .map(compared)
            .collect();
        let price = match price.is_empty() {
            true => String::new(),
            false => format!("；代价是{}", price.join("；")),
        };
        format!("如果{respect}最重要，用 {}：{}{price}。", kind.name(), compared(*better))
    }

    fn doubt(&self, doubt: &Doubt) -> String {
        match *doubt {
            Doubt::Short { operations: done } => {
                format!("轨迹只有 {}：更长的轨迹可能得出别的结论。", operations(done))
            }
            Doubt::Cut { lane, done, all } => format!(
                "{} 在 {}中的第 {} 个之后中断，它的数字只属于开头部分。",
                lane.short_name(),
                operations(all),
                grouped(done)
            ),
            Doubt::NotRun { lane } => format!("{} 没有运行。", lane.short_name()),
            Doubt::Arena { lane, limit } => format!(
                "{} 拒绝请求，是因为内存区只有 {}；内存区更大时结果可能不同。",
                lane.short_name(),
                size(limit)
            ),
            Doubt::Close { lane } => {
                format!("{} 几乎没有差别：堆相差不到 2 %，估计的时间相差不到 10 %。", lane.short_name())
            }
            Doubt::Phases { shift } => {
                format!("大小分阶段出现（每一部分有 {shift} % 的请求与整体不同）：其他阶段可能需要别的块。")
            }
            Doubt::Growing { kept, peak } => {
                format!("轨迹结束时有 {} 存活，接近峰值 {}：程序可能继续增长。", size(kept), size(peak))
            }
            Doubt::Loses { lost } => format!("它在这次运行中丢失 {}；运行越久，丢失越多。", size(lost)),
            Doubt::Stalls { visits, operation } => format!(
                "第 {} 个操作查看了 {} 个空闲块：如果每个操作都必须很快，这可能太慢。",
                grouped(operation),
                grouped(visits)
            ),
            Doubt::Odd { lines } => {
                format!("文件中有 {} 行异常；略去的内容不在判断之内。", grouped(lines))
            }
            Doubt::Pages { page } => {
                format!("内存区的页为 {}；WebAssembly 的页为 64 KiB，小的差别在那里会消失。", size(page))
            }
            Doubt::Threads => "轨迹中的操作只有一个顺序：线程怎样争用锁，不在其中。".to_owned(),
            Doubt::Estimated => {
                "时间是估计值：取自其他程序的测量，再加上这个程序的探查次数与复制的字节。".to_owned()
            }
        }
    }

    fn row(&self, row: Row) -> &'static str {
        match row {
            Row::Done => "完成的操作",
            Row::Heap => "最大的堆",
            Row::Utilisation => "利用率",
            Row::Overhead => "额外开销",
            Row::Internal => "内部碎片",
            Row::ExternalAtEnd => "外部碎片，结束时",
            Row::ExternalWorst => "外部碎片，最坏时",
            Row::Refused => "被拒绝的请求",
            Row::FirstRefused => "首个被拒绝的操作",
            Row::Lost => "丢失",
            Row::Visits => "探查",
            Row::VisitsEach => "每个操作的探查",
            Row::VisitsWorst => "最坏操作的探查",
            Row::Moves => "调整大小时移动的块",
            Row::Moved => "调整大小时复制的字节",
            Row::Code => "代码",
            Row::Pace => "估计的时间，dlmalloc = 1",
            Row::Time => "测得的每个操作的时间",
        }
    }

    fn row_meaning(&self, row: Row) -> &'static str {
        match row {
            Row::Done => "泳道完成的轨迹中的操作。被拒绝的请求也计算在内。",
            Row::Heap => "分配器取得的所有页。内存只增不减，所以也是结束时的堆。",
            Row::Utilisation => "存活字节的峰值与最大的堆之比。",
            Row::Overhead => "最大的堆减去存活字节的峰值。",
            Row::Internal => "存活字节达到峰值时，存活块中填充与头部所占的比例。",
            Row::ExternalAtEnd => "结束时，空闲字节中不在最大一片里的比例。",
            Row::ExternalWorst => "在均匀分布于运行中的 64 个位置上，其最大值。",
            Row::Refused => "因为内存无法增长而被拒绝的请求。",
            Row::FirstRefused => "第一个请求被拒绝的操作。",
            Row::Lost => "分配器再也不会分配出去的字节。",
            Row::Visits => "所有操作中查看的空闲块数：查找合适的块，或查找插入的位置。",
            Row::VisitsEach => "探查总数除以操作数。",
            Row::VisitsWorst => "单个操作中最多的探查。",
            Row::Moves => "调整大小时不得不移动的块。",
            Row::Moved => "移动时复制的字节。",
            Row::Code => "这个程序的调用在 WebAssembly 中需要的代码，取自仓库自己的测量。",
            Row::Pace => "估计值：仓库的基准测试中每个操作的时间，加上这次运行的探查与复制的字节。",
            Row::Time => "在这台机器上不做记录、运行轨迹的时间。",
        }
    }

    fn lost_why(&self, verdict: &Verdict, lane: LaneKind) -> Option<String> {
        let lane = verdict.lanes.iter().find(|result| result.kind == lane)?;
        let lost = lane.inside?.lost.each().into_iter().filter(|&(_, bytes)| bytes > 0);
        let parts: Vec<_> = lost
            .map(|(reason, bytes)| {
                let why = match reason {
                    Loss::Gap => "为对齐而跳过",
                    Loss::Tail => "区域末尾剩余",
                    Loss::Large => "释放的块大于最大的箱",
                    Loss::Shrunk => "块原地缩小时让出",
                };
                format!("{}（{why}）", size(bytes))
            })
            .collect();
        let name = lane.kind.short_name();
        (!parts.is_empty()).then(|| format!("{name} 丢失 {}。", parts.join("、")))
    }

    fn refused_why(&self, verdict: &Verdict, lane: LaneKind) -> Option<String> {
        let lane = verdict.lanes.iter().find(|result| result.kind == lane)?;
        let first = lane.first_refusal?;
        let why = first.refusal.map_or_else(|| "被拒绝".to_owned(), |refusal| self.refusal(&refusal));
        Some(format!("{}，第 {} 个操作：{why}。", lane.kind.short_name(), grouped(first.operation)))
    }

    fn feature(&self, feature: Feature, program: &Fingerprint) -> Option<(&'static str, String)> {
        program::feature(feature, program)
    }

    fn chart(&self, chart: Chart) -> &'static str {
        match chart {
            Chart::Live => "存活字节随操作的变化",
            Chart::Sizes => "新块的大小",
            Chart::Lifetimes => "存活时间，按操作数",
            Chart::LifetimeBytes => "存活时间，按期间请求的字节",
        }
    }

    fn bar(&self, chart: Chart, range: &str, share: &str) -> String {
        match chart {
            Chart::Live => format!("{range}：{share}"),
            Chart::Sizes => format!("大小 {range}：{share} 的块"),
            Chart::Lifetimes => format!("{range} 个操作：{share} 的已释放块"),
            Chart::LifetimeBytes => format!("期间申请 {range}：{share} 的已释放块"),
        }
    }

    fn made_in(&self, verdict: &Verdict) -> String {
        let arena = verdict.context.arena;
        format!(
            "每个分配器单独在一个内存区中运行，最多 {} 页，每页 {}，共 {}。",
            grouped(arena.max_pages),
            size(arena.page_size),
            size(arena.bytes())
        )
    }
}

/// What a cost is in one respect, without its name.
fn plain(cost: &Cost, measure: Measure) -> String {
    match measure {
        Measure::Memory => size(cost.heap),
        Measure::Speed => cost.pace.map_or_else(String::new, thousandths),
        Measure::Code => cost.code.map_or_else(String::new, size),
    }
}

/// A number of tenths.
fn tenths(number: u32) -> String {
    match number % 10 {
        0 => grouped(number / 10),
        tenth => format!("{}.{tenth}", grouped(number / 10)),
    }
}

static LABELS: Labels = Labels {
    title: "结论",
    hint: "这是怎样的程序，每个分配器的表现如何，哪一个适合",
    working: "正在读取这次运行。",
    no_run: "还没有可以判断的运行。",
    key: "对各分配器的结论",
    back: "回到堆",
    print: "打印",
    charts: "图表",
    time: "测量时间",
    time_hint: "让各分配器轮流运行这条轨迹而不做记录，并把每个操作的时间加入表格",
    timing: "正在测量……",
    no_time: "无法测量时间：运行各分配器的模块未能载入。请重新载入页面后再试。",
    reasons: "理由",
    others: "什么时候别的更好",
    against: "为什么不是其他的",
    doubts: "疑问",
    lanes: "各分配器",
    measure: "指标",
    unknown: "未知",
    best: "最好",
    recommended: "推荐",
    failures: "拒绝与丢失",
    program: "程序",
    notes: "关于文件的说明",
    made: "怎样得出",
    rules: "以下情况不予考虑：没有运行完整个轨迹；丢失的字节超过存活峰值的八分之一；估计的时间超过其余最快者的四倍；\
            堆比其余最小者大四分之一以上，且超过一页。其余的取最快者；若有相差不到十分之一的，取堆最小者，再取代码最小者。",
};
