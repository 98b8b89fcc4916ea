//! The sentences about metrics, in Chinese.

use super::Chinese;
use crate::{lab::metrics::Metric, text::Metrics};

impl Metrics for Chinese {
    fn metrics_title(&self) -> &'static str {
        "各项指标"
    }

    fn percent_sign(&self) -> &'static str {
        "%"
    }

    fn metric(&self, metric: Metric) -> &'static str {
        match metric {
            Metric::Live => "存活",
            Metric::Heap => "堆",
            Metric::Utilisation => "利用率",
            Metric::Internal => "内部碎片",
            Metric::External => "外部碎片",
            Metric::Free => "空闲",
            Metric::LargestFree => "最大空闲块",
            Metric::Probes => "探查",
            Metric::ProbesTotal => "探查总数",
            Metric::Pages => "页",
            Metric::Failed => "被拒绝",
            Metric::Lost => "丢失",
        }
    }

    fn metric_meaning(&self, metric: Metric) -> &'static str {
        match metric {
            Metric::Live => "程序请求且尚未释放的字节。",
            Metric::Heap => "分配器取得的所有页的字节。内存只增不减。",
            Metric::Utilisation => "存活字节占堆的比例：内存利用了多少。",
            Metric::Internal => "内部碎片：存活块中填充所占的比例，因为块只有某些大小。",
            Metric::External => "外部碎片：空闲字节中，不在最大空闲块里的比例。",
            Metric::Free => "空闲块与未使用区的字节。可与最大空闲块比较。",
            Metric::LargestFree => {
                "最大的空闲块，未使用区也计算在内。更大的请求需要新的页，无论空闲的总量是多少。"
            }
            Metric::Probes => "这个操作中探查的空闲块数：查找合适的块，或查找插入的位置。",
            Metric::ProbesTotal => "从开始起探查的空闲块数：查找的代价。",
            Metric::Pages => "到目前为止增长的页数。",
            Metric::Failed => "到目前为止被拒绝的请求数，因为内存无法增长。",
            Metric::Lost => "此分配器再也不会分配出去的字节。",
        }
    }
}
