//! The sentences of the verdict, in Chinese.

use lite_alloc::observe::Loss;

use super::{
    Chinese,
    numbers::{scaled, share},
};
use crate::{
    lab::{Cut, LaneKind},
    text::{
        Narration, Verdicts,
        numbers::{grouped, thousandths},
        verdict::{self, Chart, Feature, Labels},
    },
    verdict::{
        Fingerprint, Verdict,
        advice::{Against, Choice, Cost, Doubt, Measure, Other, RULES, Ranked, Reason, Rules},
        measured::Calls,
        table::{Row, Value},
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

/// Apart from blocks that are never freed.
fn but(kept: u32) -> String {
    match kept {
        0 => String::new(),
        kept => format!("（从未释放的 {} 块除外）", grouped(kept)),
    }
}

/// What a cost says in one respect.
fn cost(cost: &Cost, measure: Measure) -> String {
    match measure {
        Measure::Memory => format!("堆 {}", size(cost.heap)),
        Measure::Speed => {
            cost.pace.map_or_else(String::new, |pace| format!("估计用时 {}", thousandths(pace)))
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
                let costs = format!("存活数据最多 {}，堆为 {}", size(verdict.program.peak_live), size(heap));
                let name = kind.name();
                match (verdict.missing().is_empty(), verdict.lanes.len()) {
                    (true, _) => format!("{name} 最适合这个程序：{costs}。"),
                    (false, 1) => format!("只运行了 {name}：{costs}。"),
                    (false, run) => format!("在运行过的 {run} 个分配器中，{name} 最适合这个程序：{costs}。"),
                }
            }
            Choice::Closest(kind) => {
                let none = match (verdict.missing().is_empty(), verdict.lanes.len()) {
                    (true, _) => "没有分配器".to_owned(),
                    (false, run) => format!("在运行过的 {run} 个分配器中，没有一个"),
                };
                let (done, refused) = of(kind).map_or((0, 0), |lane| (lane.done, lane.refused));
                let (closest, each) = match verdict.as_close() {
                    0 => (format!("{} 最接近", kind.name()), ""),
                    others => (format!("{} 与另外 {} 个同样最接近", kind.name(), grouped(others)), "各"),
                };
                if refused == 0 {
                    let all = operations(verdict.program.operations);
                    return format!(
                        "{none}运行完这个程序；{closest}：{each}完成了 {all}中的 {} 个。",
                        grouped(done)
                    );
                }
                let arena = size(verdict.context.arena.bytes());
                let refused = grouped(refused);
                format!(
                    "在 {arena} 的内存区中，{none}能完整运行这个程序；{closest}：{each}拒绝了 {refused} 个请求。"
                )
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
            Reason::Heap { heap, utilisation } => {
                format!(
                    "堆最小（或并列最小）：{}，峰值时其中 {} 是存活数据。",
                    size(heap),
                    share(utilisation)
                )
            }
            Reason::NeverSearches => "它从不查找：分配时取箱的首块，释放时放回。".to_owned(),
            Reason::FewHoles { visits } => {
                format!("平均每个操作只探查 {} 个空闲块。", thousandths(visits))
            }
            Reason::Bounded => {
                "无论顺序如何，它的用时都有固定上限：按大小找到空闲块，按标记合并。".to_owned()
            }
            Reason::SmallObjects { share: small } => {
                format!("{} 的块很小，它为这些大小设有箱。", share(small))
            }
            Reason::Stack { share: frees, kept } => {
                format!("{} 的释放针对最新的存活块{}（后进先出），所以空洞很少。", share(frees), but(kept))
            }
            Reason::Queue { share: frees, kept } => format!(
                "{} 的释放针对最旧的存活块{}（先进先出），所以空洞彼此相邻并合并。",
                share(frees),
                but(kept)
            ),
            Reason::InPlace { in_place, all } => {
                format!("调整大小的 {} 次中，{} 次在原地完成。", grouped(all), grouped(in_place))
            }
            Reason::LosesNothing => "它不丢失内存，而并非每个分配器都如此。".to_owned(),
            Reason::Code { code } => format!("代码最小：{}。", size(code)),
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
                format!("丢失了 {}，而存活峰值只有 {}", size(lost), size(peak))
            }
            Against::Slow { visits: Some(visits), times } => format!(
                "用时约为最快者的 {} 倍：每个操作探查 {} 个空闲块",
                tenths(times),
                thousandths(visits)
            ),
            Against::Slow { visits: None, times } => format!("用时约为最快者的 {} 倍", tenths(times)),
            Against::Large { heap, least } => {
                format!("的堆需要 {}，而最少只需 {}", size(heap), size(least))
            }
        }
    }

    fn other(&self, other: &Other) -> String {
        let Other { kind, better, its, recommended } = other;
        let changed = |measure, how| {
            let (name, unit) = match measure {
                Measure::Memory => ("堆", ""),
                Measure::Speed => ("估计用时", "（dlmalloc = 1）"),
                Measure::Code => ("代码", ""),
            };
            let (from, to) = (plain(recommended, measure), plain(its, measure));
            // A space follows Latin letters, not a Chinese word.
            let gap = if from.ends_with("字节") { "" } else { " " };
            format!("{name}由 {from}{gap}{how} {to}{unit}")
        };
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
            .map(|measure| changed(measure, "增到"))
            .chain((its.lost > recommended.lost).then(|| format!("丢失 {}", size(its.lost))))
            .collect();
        let price = match price.is_empty() {
            true => String::new(),
            false => format!("，代价是{}", price.join("，")),
        };
        format!("如果{respect}最重要，用 {}：{}{price}。", kind.name(), changed(*better, "降到"))
    }

    fn doubt(&self, doubt: &Doubt) -> String {
        match *doubt {
            Doubt::UnknownFrees { unknown, all } => format!(
                "文件中的 {} 次释放有 {} 次释放的是其中没有分配记录的块：这些块没有运行，所以适合程序的可能是别的分配器。",
                grouped(all),
                grouped(unknown)
            ),
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
                format!("{} 与它相差无几：堆相差不到 2%，估计用时相差不到 10%。", lane.short_name())
            }
            Doubt::Phases { shift } => {
                format!("大小分阶段出现（每一部分有 {shift}% 的请求与整体不同）：其他阶段可能需要别的块。")
            }
            Doubt::Growing { kept, peak } => {
                format!("轨迹结束时仍存活 {}，接近峰值 {}：程序可能继续增长。", size(kept), size(peak))
            }
            Doubt::Loses { lost } => format!("它在这次运行中丢失 {}；运行越久，丢失越多。", size(lost)),
            Doubt::Stalls { visits, operation } => format!(
                "第 {} 个操作探查了 {} 个空闲块：如果每个操作都必须很快，这可能太慢。",
                grouped(operation),
                grouped(visits)
            ),
            Doubt::Odd { lines } => {
                format!("文件中有 {} 行异常；略去的内容不在判断之内。", grouped(lines))
            }
            Doubt::Pages { page } => {
                format!("内存区的页为 {}；WebAssembly 的页为 64 KiB，小的差别在那里会消失。", size(page))
            }
            Doubt::Threads => "轨迹只记录一种先后顺序，不反映多线程争用锁的情况。".to_owned(),
            Doubt::Measured => {
                "推荐及其理由依据估计的用时，它们在每台机器上都相同。表中有在本机测得的用时：若有出入，对本机而言以实测为准。"
                    .to_owned()
            }
            Doubt::Estimated => {
                "用时为估计值，由其他程序的实测数据与本程序的探查次数、复制字节数推算。".to_owned()
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
            Row::ExternalAtEnd => "外部碎片（结束时）",
            Row::ExternalWorst => "外部碎片（最坏时）",
            Row::Refused => "被拒绝的请求",
            Row::FirstRefused => "首个被拒绝的操作",
            Row::Lost => "丢失",
            Row::Visits => "探查",
            Row::VisitsEach => "每个操作的探查",
            Row::VisitsWorst => "最坏操作的探查",
            Row::Moves => "移动了块的调整",
            Row::Moved => "调整大小时复制的字节",
            Row::Code => "代码",
            Row::Pace => "估计用时（dlmalloc = 1）",
            Row::Time => "实测用时（每个操作）",
        }
    }

    fn row_meaning(&self, row: Row) -> &'static str {
        match row {
            Row::Done => "泳道完成的轨迹中的操作。被拒绝的请求也计算在内。",
            Row::Heap => "分配器取得的所有页。内存只增不减，所以也是结束时的堆。",
            Row::Utilisation => "存活字节的峰值与最大的堆之比。",
            Row::Overhead => "最大的堆减去存活字节的峰值。",
            Row::Internal => "存活字节达到峰值时，存活块中填充与头部所占的比例。",
            Row::ExternalAtEnd => "结束时，空闲字节中不在最大空闲块里的比例。",
            Row::ExternalWorst => "外部碎片在全程均匀分布的 64 个位置上的最大值。",
            Row::Refused => "因为内存无法增长而被拒绝的请求。",
            Row::FirstRefused => "第一个请求被拒绝的操作。",
            Row::Lost => "分配器再也不会分配出去的字节。",
            Row::Visits => "所有操作中探查的空闲块数：查找合适的块，或查找插入的位置。",
            Row::VisitsEach => "探查总数除以操作数。",
            Row::VisitsWorst => "单个操作中最多的探查。",
            Row::Moves => "不得不移动块的大小调整。",
            Row::Moved => "移动时复制的字节。",
            Row::Code => {
                "这个程序的调用在 WebAssembly 中需要的代码，取自仓库自己的测量；计入哪些调用，见下文。"
            }
            Row::Pace => "估计值：由仓库基准测试中每个操作的实测用时，与本程序的探查次数、复制字节数推算。",
            Row::Time => "在这台机器上不做记录、运行这条轨迹的实测用时。",
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

    fn table_value(&self, value: Value) -> String {
        match value {
            Value::Bytes(bytes) => size(bytes),
            Value::Share(tenths) => share(tenths),
            _ => verdict::cell(value),
        }
    }

    fn chart(&self, chart: Chart) -> &'static str {
        match chart {
            Chart::Live => "存活字节随操作的变化",
            Chart::Sizes => "新块的大小",
            Chart::Lifetimes => "存活时间，按操作数",
            Chart::LifetimeBytes => "存活时间，按期间请求的字节",
        }
    }

    fn chart_says(&self, title: &str, parts: &[&str]) -> String {
        format!("{title}：{}", parts.join("；"))
    }

    fn charts_say(&self, charts: &[&str]) -> String {
        charts.join("。")
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

    fn run_too(&self, lanes: &[LaneKind]) -> String {
        let names: Vec<_> = lanes.iter().map(|lane| lane.short_name()).collect();
        format!("也运行 {}", names.join("、"))
    }

    fn timed(&self, times: &[(LaneKind, String)]) -> String {
        let times: Vec<_> =
            times.iter().map(|(lane, time)| format!("{} {time}", lane.short_name())).collect();
        format!("每个操作的实测用时：{}。", times.join("、"))
    }

    fn making(&self, verdict: &Verdict) -> Vec<String> {
        let calls = match Calls::of(&verdict.program) {
            Calls::AllocFree => "分配与释放",
            Calls::Realloc => "分配、释放与调整大小",
            Calls::Zeroed => "分配、释放、调整大小与清零分配",
        };
        let code = format!(
            "代码指{calls}在 WebAssembly 中所占的大小，采用默认特性，为体积而编译；它取决于程序用到哪些调用。"
        );
        let Rules { loses, slow, larger, near } = RULES;
        let rules = [
            "必须运行完整个程序，不拒绝任何请求。如果没有一个做到，就指出最接近的。".to_owned(),
            format!(
                "丢失的字节不得超过存活峰值的 1/{loses}，或一页（取较大者）：运行越久，丢失越多。如果都超过，则略去这条规则。"
            ),
            format!("估计的时间不得超过其余最快者的 {slow} 倍。"),
            format!("堆最多可比其余最小者大 {larger}%，或一页（取较大者）。"),
            format!("在其余的之中取最快者；慢不超过 {near}% 的视为同样快，其中取堆最小者，再取代码最小者。"),
        ];
        let rules = (1..).zip(rules).map(|(number, rule)| format!("规则 {number}：{rule}"));
        [code].into_iter().chain(rules).collect()
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
    time: "实测用时",
    time_hint: "让各分配器轮流运行这条轨迹而不做记录，并把每个操作的实测用时加入表格",
    timing: "正在测量……",
    no_time: "无法测量用时：运行各分配器的模块未能载入。请重新载入页面后再试。",
    reasons: "理由",
    others: "何时另选",
    against: "其他分配器为何落选",
    doubts: "存疑之处",
    lanes: "各分配器",
    measure: "指标",
    unknown: "未知",
    best: "最好",
    recommended: "推荐",
    failures: "拒绝与丢失",
    program: "程序",
    notes: "关于文件的说明",
    made: "结论的依据",
};
