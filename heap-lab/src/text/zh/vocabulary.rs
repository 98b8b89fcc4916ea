//! The words of the script language in Chinese.

use super::Chinese;
use crate::{script::WordId, text::Vocabulary};

impl Vocabulary for Chinese {
    fn meaning(&self, word: WordId) -> &'static str {
        match word {
            WordId::Alloc => "分配 `size` 字节的块，地址为 `align` 的倍数（默认 8）。",
            WordId::AllocZeroed => "分配一个块，所有字节清零。",
            WordId::Realloc => "改变块的大小。块可能移动，但仍是同一个块。",
            WordId::Free => "释放一个块，或列表中的所有块。",
            WordId::Label => "在时间轴上加一个标签。",
            WordId::TakePages => "其他代码让内存增长：这些页永远不属于分配器。",
            WordId::Random => "从 `low` 到 `high` 的随机数，含两端；每次运行结果相同。",
            WordId::Seed => "换一个随机数序列。",
            WordId::Shuffle => "就地打乱列表的顺序，并返回该列表。",
            WordId::SizeOf => "最近一次为该块请求的大小。",
            WordId::Block => "按图中的名字，或按运行中的编号（从 1 开始）取得块。",
            WordId::Min => "两个数中较小的一个。",
            WordId::Max => "两个数中较大的一个。",
            WordId::Abs => "绝对值。",
            WordId::Range => "从 `from` 到 `to`（不含）的数，用于 `for` 循环。",
            WordId::Len => "列表中值的个数，或字符串的字符数。",
            WordId::IsEmpty => "列表或字符串是否为空。",
            WordId::Push => "在末尾添加一个值。",
            WordId::Pop => "取出并返回最后一个值。",
            WordId::Shift => "取出并返回第一个值。",
            WordId::Insert => "在 `index` 处的值之前插入一个值；-1 表示最后一个。",
            WordId::Remove => "取出并返回 `index` 处的值；-1 表示最后一个。",
            WordId::Reverse => "就地反转顺序。",
            WordId::Contains => "列表是否包含该值，或字符串是否包含该文本。",
            WordId::Clear => "清空列表；其中的块仍未释放。",
            WordId::Map => "由函数对每个值的返回值组成的列表。",
            WordId::Filter => "由使函数返回 true 的值组成的列表。",
            WordId::IndexOf => "该值在列表中，或该文本在字符串中第一次出现的下标；没有则为 -1。",
            WordId::Swap => "交换两个下标处的值。",
            WordId::Slice => "由下标从 `from` 到 `to`（不含）的值组成的列表。",
            WordId::Sort => "就地排序整数、字符串或块，并返回该列表；传入函数时，按它对每个值的返回值排序。",
            WordId::ForEach => "用每个值调用函数。",
        }
    }
}
