//! The examples in Chinese. `tests/example_claims.rs` asserts what is said here.

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
                intro: "同样的请求发给每个分配器。每次释放之后，看看各条泳道留下怎样的空洞，下一个块又怎样使\
                         用它。",
                afterwards: "所有泳道都把 `copy` 放在 `draft` 原来的位置，但只有 FreeList 和 BoundaryTag 为 \
                         `note` 分割这个空洞。这两者还会合并释放的块，所以 `page` 放进了 `index` 和 `draft` \
                         原来的位置；BumpFreeList 和 SegregatedBump 为它增长到了第二页。",
            },
            Id::FirstFit => ExampleText {
                title: "首次适应，还是大小正好",
                intro: "先释放 96、64 和 32 字节的块，随后的三个请求各比其中一个略小。各条泳道会选哪个空洞？",
                afterwards: "FreeList 取第一个足够大的空洞并分割它：`a` 和 `b` 共用 `large` 的空洞，`c` 跳过两个\
                         太小的空洞，取自页末尾的 272 字节。其他泳道把 `small`、`medium` 和 `large` 的空洞依\
                         次给了 `a`、`b` 和 `c`。",
            },
            Id::BumpPointer => ExampleText {
                title: "碰撞指针",
                intro: "下一个块从哪里开始？为此要探查多少个空闲块？最后一块释放后，碰撞指针会怎样？",
                afterwards: "没有空闲块时，BumpFreeList、SegregatedBump 和 BoundaryTag 只移动指针，探查 0 块；对 \
                         FreeList 来说一页就是一个大空洞，同样的六个请求要探查 8 块。释放 `f` 时，\
                         BumpFreeList 和 BoundaryTag 把指针移回，`h` 就从那里开始；SegregatedBump 把 `f` 放进\
                         箱里，增长到了 3 页。",
            },
            Id::Bins => ExampleText {
                title: "箱的操作是 O(1)",
                intro: "十二个块分三种大小，按随机顺序释放，然后再分配八个。各条泳道为它们探查多少块？",
                afterwards: "为这八个请求，FreeList 探查 31 块，BoundaryTag 8 块，另外两者 0 块：不管还有多少空闲\
                         块，箱都立即给出第一块。大小种类少的代价是填充：最后在 BumpFreeList 和 \
                         SegregatedBump 中是 226 字节，在 FreeList 中是 162 字节。",
            },
            Id::LongList => ExampleText {
                title: "很长的链表",
                intro: "能放下 `a` 的空洞前面有一百个小空洞。各条泳道为 `a`、`b` 和 `c` 要找多远？最后哪些泳\
                         道有完整的 3,000 字节？",
                afterwards: "FreeList 为 `a` 探查 101 块，为 `b` 又是 101 块；BoundaryTag 探查 1 块和 0 块，其他\
                         泳道 0 块。最后 200 个小块相邻而空闲：FreeList 和 BoundaryTag 把它们合并，用来放 \
                         `huge`；在另外两者中它们一直留在 16 字节的箱里。",
            },
            Id::LargeBlocks => ExampleText {
                title: "大块没有箱",
                intro: "200 字节的块分配后又释放：起初它是堆的最后一块，后来每次都有一个小块跟在后面。哪个堆\
                         会一直增长？",
                afterwards: "大于 128 字节的块，只有正好是碰撞指针下方的最后一块时，SegregatedBump 才能复用，否则\
                         就丢失。最后它在 1,536 字节的堆中丢失了 976 字节。其他泳道每一轮都使用同样的字节。",
            },
            Id::Coalescing => ExampleText {
                title: "向左、向右和两侧合并",
                intro: "五个相邻的块先后释放。请在每次释放处按事件单步执行，数一数空闲块；谁有 160 字节给 \
                         `large`？",
                afterwards: "FreeList 和 BoundaryTag 把每个块与左侧、右侧或两侧的空洞合并，所以 `large` 从五块中\
                         的第一块处开始。另外两者保留 5 个 32 字节的块：合计也是 160 字节，却不是完整的一块，\
                         所以要增长。",
            },
            Id::Splitting => ExampleText {
                title: "分割",
                intro: "先释放 256 字节的块，随后是四个较小的块。会为它们分割这个空洞吗？下一个 256 字节的请\
                         求还能用它吗？",
                afterwards: "FreeList 和 BoundaryTag 分割空洞，各部分释放后又合并起来：`again` 从 `large` 原来的\
                         位置开始。在 BumpFreeList 中也是如此，因为空洞一直是完整的，小块取自未使用的内存。\
                         SegregatedBump 没有 256 字节的箱，丢失了它们，增长到 2 页。",
            },
            Id::BoundaryTags => ExampleText {
                title: "边界标记",
                intro: "在 BoundaryTag 中，每个块都以一个标记开头，说明前一块是否空闲；空闲块在两端都记有自\
                         己的大小。与 FreeList 比较：为了找到空闲的邻居，各要探查什么？",
                afterwards: "6 次释放中，BoundaryTag 没有经过任何空闲块就找到了邻居；FreeList 有 4 次要沿链表走过\
                         一个空闲块。两者都有完整的 240 字节放 `large`。",
            },
            Id::GoodFit => ExampleText {
                title: "良好适应（good fit）",
                intro: "请求到来时有五个空洞。BoundaryTag 查找哪些箱、探查多少块？FreeList 从最低地址开始查\
                         找，又要探查多少块？",
                afterwards: "不管有多少空闲块，BoundaryTag 最多探查 2 块：对 `second` 来说，对应大小的箱中的块太\
                         小，于是分割下一个非空箱中的第一块。没有箱能放下 `huge`，它探查 0 块，FreeList 探查 \
                         15 块。",
            },
            Id::ExternalFragmentation => ExampleText {
                title: "外部碎片",
                intro: "隔一个释放一个。比较空闲总量与最大空闲块：放得下 700 字节吗？然后其余的也释放。",
                afterwards: "当时有 1,024 字节空闲，却都是 128 字节的空洞：每条泳道都拒绝了 700 字节的请求。全部\
                         释放之后，FreeList 和 BoundaryTag 有完整的一块，满足了 1,000 字节的请求；另外两者的\
                         最大空闲块仍是 128 字节。",
            },
            Id::GrowingVec => ExampleText {
                title: "用 realloc 增长的 Vec",
                intro: "向量的容量不断加倍，先是单独增长，后来旁边有另一个向量。它什么时候能原地增长？缩小时，多\
                         出的部分会怎样？",
                afterwards: "单独增长时，`v` 在每条泳道中都原地增长；旁边有 `w` 时，每次都要移动，并留下一个空洞。缩\
                         小时，FreeList 和 BoundaryTag 释放它的末尾，SegregatedBump 丢失 192 字节，\
                         BumpFreeList 则把它移到 64 字节的空洞里，那是 `w` 最初的位置。",
            },
            Id::Alignment => ExampleText {
                title: "对齐与填充",
                intro: "先是较小的对齐，然后是较大的。为了到达 64 或 128 的倍数，会跳过哪些字节？以后还能用\
                         吗？",
                afterwards: "在 BumpFreeList 和 SegregatedBump 中，跳过的 112 字节丢失了；在 FreeList 和 \
                         BoundaryTag 中它们是空洞，没有丢失。后两者把 `aligned` 放进了空洞；前两者没有找到地\
                         址合适的块，取用了未使用的内存。",
            },
            Id::OutOfMemory => ExampleText {
                title: "内存不足",
                intro: "内存最多增长到 8 页，每页 128 字节。各条泳道会拒绝哪些请求？哪些较小的请求仍能满足？",
                afterwards: "拒绝不改变任何东西，所以较小的请求仍可能满足。FreeList 拒绝了 3 个请求，BumpFreeList \
                          4 个，SegregatedBump 5 个；BoundaryTag 的箱占用 460 字节，它拒绝了 6 个。\
                         SegregatedBump 丢失了释放的块，其他泳道都用它来放 `d`。",
            },
            Id::OtherPages => ExampleText {
                title: "被其他代码取走的页",
                intro: "其他代码两次在中间取走一些页。之前那一页的剩余部分会怎样？空闲块最大能有多大？",
                afterwards: "BumpFreeList 和 SegregatedBump 在外来页之前丢失了 128 字节，BoundaryTag 丢失了 16 字\
                         节；对 FreeList 来说，剩余部分是普通的空洞，它把 `d` 放在了那里。外来页两侧没有合并：\
                         FreeList 有 768 字节空闲，但最大空闲块是 256 字节，只好为 `f` 增长。",
            },
            Id::TwoLifetimes => ExampleText {
                title: "短期与长期的块",
                intro: "每个请求都会释放自己的临时内存，并留下一个存活更久的小块。各个堆什么时候停止增长？最\
                         后有什么是完整的一块？",
                afterwards: "后半程没有一个堆增长。大小种类很少，所以在 BumpFreeList 和 SegregatedBump 中，虽然不\
                         合并，每个缓冲区都放得进第一个缓冲区的位置。但最后只有 FreeList 和 BoundaryTag 的空\
                         闲内存是完整的一块。",
            },
            Id::Random => ExampleText {
                title: "随机负载",
                intro: "每条泳道都执行同样的随机请求：比较堆的大小、探查的块数和丢失的字节。在脚本中换一个种\
                         子，名次会变吗？",
                afterwards: "FreeList 的堆最小，有 8,192 字节，却探查了 2,725 块；其次是 BoundaryTag，9,216 字节，\
                         探查 216 块；再次是 BumpFreeList，11,264 字节；SegregatedBump 有 15,360 字节，其中 \
                         8,096 字节丢失了。换一个种子，名次几乎不变。",
            },
        }
    }
}
