//! The examples in Chinese.

use super::Chinese;
use crate::{
    examples::Id,
    text::examples::{ExampleText, Examples},
};

impl Examples for Chinese {
    fn example(&self, id: Id) -> ExampleText {
        match id {
            Id::Tour => ExampleText {
                title: "导览",
                watch: "`green` 留下的空洞，所有泳道都用来放 `grey`，但只有 FreeList 和 BoundaryTag 会为 `mint` 把\
                        它分割开。也只有这两者会合并，所以能把 `wide` 放进 `red` 和 `green` 原来的位置。",
            },
            Id::FirstFit => ExampleText {
                title: "首次适应，还是大小正好",
                watch: "FreeList 取第一个足够大的空洞并分割它，所以最后一个请求找不到空洞。BumpFreeList 把大小向上\
                        取整到 2 的幂，每个块只供同一大小复用：20 字节占用 32 字节的空洞，90 字节占用 128 字节的\
                        空洞。",
            },
            Id::BumpPointer => ExampleText {
                title: "碰撞指针",
                watch: "在全新的堆上，BumpFreeList、SegregatedBump 和 BoundaryTag 只需移动一个指针，完全不用查找；\
                        FreeList 只有链表，每个块都要从新页形成的那个空洞中分割出来。最后一块释放时，BumpFreeList \
                        和 BoundaryTag 会把指针移回去。",
            },
            Id::Bins => ExampleText {
                title: "箱的操作是 O(1)",
                watch: "比较再次分配时探查的块数：FreeList 逐个检查空洞，而箱立即给出第一块，不管还有多少空闲块。\
                        大小种类少，代价是填充：在 BumpFreeList 和 SegregatedBump 中，25 字节占用 32 字节，100 字\
                        节占用 128 字节。",
            },
            Id::LongList => ExampleText {
                title: "很长的链表",
                watch: "FreeList 要逐个探查空洞，直到找到合适的，或者走到链表末尾；每种大小各有一个箱时，看一次就\
                        够了。不合并，内存就会困在不合适的箱里：最后两百个小块相邻而空闲，只有 FreeList 和 \
                        BoundaryTag 能用它们满足 3,000 字节的请求。",
            },
            Id::LargeBlocks => ExampleText {
                title: "大块没有箱",
                watch: "大于 128 字节的块释放后，只有它正好是碰撞指针下方的最后一块，SegregatedBump 才能复用；否则\
                        就永久丢失，堆每一轮都会增长。其他分配器每次都复用同样的字节。",
            },
            Id::Coalescing => ExampleText {
                title: "向左、向右和两侧合并",
                watch: "在每次释放处按事件单步执行：FreeList 和 BoundaryTag 会把块与左侧、右侧或两侧的空洞合并。另\
                        外两者保留五个独立的空洞，所以 160 字节只能取自未使用的内存。",
            },
            Id::Splitting => ExampleText {
                title: "分割",
                watch: "FreeList 和 BoundaryTag 会分割 256 字节的空洞，各部分释放并合并之后，它又是完整的一块。\
                        BumpFreeList 既不分割也不合并：小块取自未使用的内存，空洞仍然留给下一个 256 字节的请求。",
            },
            Id::BoundaryTags => ExampleText {
                title: "边界标记",
                watch: "在 BoundaryTag 中，每个块都以一个标记开头，说明前一块是否空闲，而空闲块在两端都记有自己的\
                        大小。所以释放时不用查找就知道左右邻居的状态，四种情况都是如此，而 FreeList 要遍历链表才能\
                        找到邻居。",
            },
            Id::GoodFit => ExampleText {
                title: "良好适应（good fit）",
                watch: "BoundaryTag 先探查对应大小的箱中的第一块，如果太小，就分割下一个非空箱中的第一块：不管有多\
                        少空闲块，最多看两次。FreeList 从最低地址开始查找，分割第一个足够大的空洞。",
            },
            Id::ExternalFragmentation => ExampleText {
                title: "外部碎片",
                watch: "空闲的字节超过一千，但 700 字节的请求失败了，因为没有这么大的空洞：比较空闲总量与最大空\
                        洞。全部释放之后，只有会合并空洞的 FreeList 和 BoundaryTag 能满足 1,000 字节的请求。",
            },
            Id::GrowingVec => ExampleText {
                title: "用 realloc 增长的 Vec",
                watch: "位于堆末尾的块，或者后面有空闲空间的块，可以原地增长；被其他块挡住时就要移动，并留下一个空\
                        洞。缩小时，FreeList 和 BoundaryTag 释放块的末尾，SegregatedBump 会丢失这一部分，\
                        BumpFreeList 则把块移到新大小的空洞里。",
            },
            Id::Alignment => ExampleText {
                title: "对齐与填充",
                watch: "每个块都从 16 的倍数处开始，所以较小的对齐除了末尾的填充之外没有代价。较大的对齐会在块前留\
                        下间隙：在 FreeList 和 BoundaryTag 中是空洞，由碰撞指针跳过时则丢失。",
            },
            Id::OutOfMemory => ExampleText {
                title: "内存不足",
                watch: "内存不能再增长时，请求被拒绝，其他一切不变。较小的请求仍能用剩余的空间满足，而剩余多少，各\
                        条泳道不同。",
            },
            Id::OtherPages => ExampleText {
                title: "被其他代码取走的页",
                watch: "JavaScript 或其他库在中间取走一些页，堆在它们之后继续。之前那一页的剩余部分，在 FreeList \
                        中成为普通的空洞，在 BoundaryTag 中也是，只是两端少了 16 字节；另外两者再也不会使用它。",
            },
            Id::TwoLifetimes => ExampleText {
                title: "短期与长期的块",
                watch: "每个请求都会释放自己的临时内存，并在中间留下一个存活更久的小块。大小种类少时，每个缓冲区都\
                        能放进前一个留下的空洞，所以即使不合并，堆也会停止增长；但最后只有 FreeList 和 \
                        BoundaryTag 又得到完整的一块。",
            },
            Id::Random => ExampleText {
                title: "随机负载",
                watch: "每条泳道都执行同样的六百个操作：比较堆的大小、探查的块数和丢失的字节。换一个种子，画面会\
                        变，但名次几乎不变。",
            },
        }
    }
}
