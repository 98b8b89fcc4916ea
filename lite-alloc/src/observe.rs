//! Events for each step of an allocator: [`Event`] and [`Observer`].
//!
//! The allocators emit events and never read anything back from their observer. `()` ignores all events at no cost: an
//! unobserved allocator compiles to the same code as one without hooks.
//!
//! 分配器每一步的事件：[`Event`] 与 [`Observer`]。分配器只发出事件，从不读取观察者的状态。`()` 忽略所有事件，没有任何开销：
//! 未被观察的分配器与没有钩子的分配器编译出相同的代码。

/// Receives the events of an allocator, in order, as they happen.
///
/// The observer of a *global* heap must not allocate from that heap.
///
/// 在分配器工作的同时，按顺序接收它的事件。*全局*堆的观察者不得从该堆分配内存。
pub trait Observer {
    /// Whether events are wanted; if `false`, they are never constructed.
    ///
    /// 是否需要事件；为 `false` 时，事件根本不会构造。
    const LISTENS: bool = true;

    /// Called after the step that `event` describes.
    ///
    /// 在 `event` 所描述的一步完成之后调用。
    fn event(&mut self, event: Event);
}

impl Observer for () {
    const LISTENS: bool = false;

    #[inline(always)]
    fn event(&mut self, _: Event) {}
}

/// Passes an event to the observer if it wants events. The type of the observer must be called `O` at the call site.
///
/// With `--cfg lite_alloc_no_hooks` the hooks are empty; a test compares the code of an unobserved allocator with that.
/// The branch stays even then, although it never runs: the order of the blocks in the machine code depends on the branches
/// in the source, so without it equivalent functions could be laid out differently.
macro_rules! emit {
    ($observer:expr, $event:expr) => {
        if O::LISTENS {
            #[cfg(not(lite_alloc_no_hooks))]
            $crate::observe::Observer::event($observer, $event);
            #[cfg(lite_alloc_no_hooks)]
            core::hint::black_box(());
        }
    };
}
pub(crate) use emit;

/// Whether a free block fits a request.
///
/// 空闲块是否放得下请求。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// It has room for a block of the requested size and alignment.
    ///
    /// 足够大，且放得下按要求对齐的块。
    Fits,
    /// It is smaller than the requested size.
    ///
    /// 小于所请求的大小。
    TooSmall,
    /// It is large enough for the size, but not after its start is moved up to the requested alignment.
    ///
    /// 大小足够，但把起始地址上移到所要求的对齐之后就不够了。
    Misaligned,
}

/// The neighbour with which a block is merged.
///
/// 与一个块合并的邻居。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The free block that ends where this one starts.
    ///
    /// 左邻：结束于本块起始处的空闲块。
    Left,
    /// The free block that starts where this one ends.
    ///
    /// 右邻：起始于本块结束处的空闲块。
    Right,
}

/// Why bytes will never be handed out again.
///
/// 字节永远不会再被交出的原因。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// Skipped by the bump pointer to reach the requested alignment.
    ///
    /// 碰撞指针为满足对齐而跳过的字节。
    Gap,
    /// The unused end of a region, abandoned when new pages did not follow it.
    ///
    /// 新页与原区域不相接，原区域未用完的末尾被放弃。
    Tail,
    /// A freed block that is larger than the largest bin and not directly below the bump pointer.
    ///
    /// 被释放的块大于最大的箱，且不紧邻碰撞指针之下。
    Large,
    /// The end of a block that shrank in place, where it cannot be reused.
    ///
    /// 块原地缩小时让出、且无法再次使用的末尾。
    Shrunk,
}

/// A boundary tag that was written. See [`BoundaryTag`](crate::boundary_tag::BoundaryTag).
///
/// 写入的边界标记。见 [`BoundaryTag`](crate::boundary_tag::BoundaryTag)。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// The tag of a live block: the block before it is now free.
    ///
    /// 存活块的标记：它前面的块现在是空闲的。
    PreviousFree,
    /// The tag of a live block: the block before it is now live.
    ///
    /// 存活块的标记：它前面的块现在是存活的。
    PreviousLive,
    /// The footer of a free block, its last word: the size of the block, in bytes.
    ///
    /// 空闲块的脚部，即其最后一个字：该块的字节数。
    Footer(usize),
}

/// One step of an operation. Addresses and sizes are in bytes; `after` is the block whose link was changed, `None` for
/// the head of the list.
///
/// Every header and tag that an operation writes lies within one granule of an address in one of its events, so an
/// observer can follow the structure in memory without walking it. The address of a block is that of its first byte: if
/// blocks have a header ([`HEADER`](crate::allocate::Allocate::HEADER)), the address that the program gets is higher.
///
/// 操作中的一步。地址与大小均以字节计；`after` 是链接被改动的那个块，`None` 表示链表头。
/// 操作所写的每个头部与标记，都位于它的某个事件所给出的地址起的一个粒度之内，因此观察者无需遍历就能跟踪内存中结构的变化。
/// 块的地址是其第一个字节的地址：若块有头部（[`HEADER`](crate::allocate::Allocate::HEADER)），程序得到的地址更高。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A free block was probed.
    ///
    /// 探查了一个空闲块。
    Probed {
        /// Its address.
        ///
        /// 地址。
        block: usize,
        /// Its size.
        ///
        /// 大小。
        size: usize,
        /// Whether it fits the request.
        ///
        /// 是否合适。
        fit: Fit,
    },
    /// A free block was passed during the walk to the position of a block in the list.
    ///
    /// 在链表中寻找某个块的位置时，经过了一个空闲块。
    Passed {
        /// Its address.
        ///
        /// 地址。
        block: usize,
        /// Its size.
        ///
        /// 大小。
        size: usize,
    },
    /// A free block, or the requested part of it, was removed from its list.
    ///
    /// 一个空闲块（或其中被请求的部分）从链表中取下。
    Taken {
        /// Its address.
        ///
        /// 地址。
        block: usize,
        /// Its size.
        ///
        /// 大小。
        size: usize,
        /// Its predecessor in the list.
        ///
        /// 链表中的前一个块。
        after: Option<usize>,
    },
    /// A free block was split, and the remainder `rest` stays free. With a single list, `rest` stays in it and
    /// [`Event::Taken`] follows; a block may be split twice, at its start and at its end. With bins, the whole block was taken
    /// before, and [`Event::Inserted`] follows for `rest`.
    ///
    /// 一个空闲块被分割，剩余部分 `rest` 仍然空闲。只有一个链表时，`rest` 留在其中，随后是 [`Event::Taken`]；块的开头和末尾都
    /// 可能被分割，因而最多分割两次。有多个箱时，整个块已先被取走，随后 `rest` 以 [`Event::Inserted`] 进入所属的箱。
    Split {
        /// The part that will be taken.
        ///
        /// 将被取走的部分。
        block: usize,
        /// Its size.
        ///
        /// 大小。
        size: usize,
        /// The remainder, which stays free.
        ///
        /// 仍然空闲的部分。
        rest: usize,
        /// Its size.
        ///
        /// 该部分的大小。
        rest_size: usize,
    },
    /// A free block was inserted into its list.
    ///
    /// 一个空闲块插入了链表。
    Inserted {
        /// Its address.
        ///
        /// 地址。
        block: usize,
        /// Its size.
        ///
        /// 大小。
        size: usize,
        /// Its predecessor in the list.
        ///
        /// 链表中的前一个块。
        after: Option<usize>,
    },
    /// Two adjacent free blocks were merged.
    ///
    /// 两个相邻的空闲块合并为一个。
    Merged {
        /// The block that was being freed or grown.
        ///
        /// 正在释放或增长的块。
        block: usize,
        /// The free neighbour.
        ///
        /// 空闲的邻居。
        neighbour: usize,
        /// The side of `block` on which the neighbour is.
        ///
        /// 邻居在 `block` 的哪一侧。
        side: Side,
        /// The size of the merged block, which starts at the lower of the two addresses.
        ///
        /// 合并后的大小；合并后的块从较低的地址开始。
        size: usize,
    },
    /// The first block of a bin was popped.
    ///
    /// 取走了箱中的第一个块。
    Popped {
        /// The bin, as an index into [`BINS`](crate::inspect::Inspect::BINS).
        ///
        /// 箱，即 [`BINS`](crate::inspect::Inspect::BINS) 的下标。
        bin: usize,
        /// The block.
        ///
        /// 块。
        block: usize,
    },
    /// A block was pushed onto a bin.
    ///
    /// 一个块被放到箱的首位。
    Pushed {
        /// The bin, as an index into [`BINS`](crate::inspect::Inspect::BINS).
        ///
        /// 箱，即 [`BINS`](crate::inspect::Inspect::BINS) 的下标。
        bin: usize,
        /// The block.
        ///
        /// 块。
        block: usize,
    },
    /// The back link of a free block was changed, because its predecessor changed. The block itself keeps its position in
    /// the list. Only doubly linked lists have back links.
    ///
    /// 空闲块的前一个块变了，因此其反向链接被改写；块本身在链表中的位置不变。只有双向链表才有反向链接。
    Relinked {
        /// The block.
        ///
        /// 块。
        block: usize,
        /// Its new predecessor in the list; `None` for the head.
        ///
        /// 链表中新的前一个块；`None` 表示链表头。
        after: Option<usize>,
    },
    /// A boundary tag was written.
    ///
    /// 写入了一个边界标记。
    Tagged {
        /// The address of the tag.
        ///
        /// 标记的地址。
        at: usize,
        /// Its new contents.
        ///
        /// 标记现在的内容。
        tag: Tag,
    },
    /// The bump pointer moved up past `gap` bytes of alignment and a new block.
    ///
    /// 碰撞指针向上越过 `gap` 个对齐字节和一个新块。
    Bumped {
        /// The new block.
        ///
        /// 新块。
        block: usize,
        /// Its size.
        ///
        /// 大小。
        size: usize,
        /// Bytes skipped below the block.
        ///
        /// 在新块之下跳过的字节数。
        gap: usize,
    },
    /// The bump pointer moved down: the block directly below it became bump space again.
    ///
    /// 碰撞指针下移：紧邻其下的块重新成为碰撞空间。
    Lowered {
        /// The block.
        ///
        /// 块。
        block: usize,
        /// Its size.
        ///
        /// 大小。
        size: usize,
    },
    /// The memory grew.
    ///
    /// 内存增长了。
    Grown {
        /// Address of the first new byte.
        ///
        /// 第一个新字节的地址。
        start: usize,
        /// Number of new bytes.
        ///
        /// 新增的字节数。
        size: usize,
    },
    /// The memory refused to grow, so the request fails.
    ///
    /// 内存拒绝增长，因此请求失败。
    Refused {
        /// Number of bytes that were missing.
        ///
        /// 所缺的字节数。
        bytes: usize,
    },
    /// A block was resized in place.
    ///
    /// 块原地改变了大小。
    Resized {
        /// The block.
        ///
        /// 块。
        block: usize,
        /// Its old size.
        ///
        /// 原来的大小。
        from: usize,
        /// Its new size.
        ///
        /// 现在的大小。
        to: usize,
    },
    /// A block and its contents moved. The events of allocating the new block came before, those of freeing the old one
    /// follow.
    ///
    /// 块连同内容一起搬移。分配新块的事件在此之前，释放旧块的事件在此之后。
    Moved {
        /// The old block.
        ///
        /// 旧块。
        from: usize,
        /// The new block.
        ///
        /// 新块。
        to: usize,
        /// Bytes copied.
        ///
        /// 复制的字节数。
        size: usize,
    },
    /// Bytes were permanently lost: this allocator will never hand them out again.
    ///
    /// 有字节永久丢失：本分配器再也不会交出它们。
    Lost {
        /// Address of the first lost byte.
        ///
        /// 第一个丢失字节的地址。
        start: usize,
        /// Number of lost bytes.
        ///
        /// 丢失的字节数。
        size: usize,
        /// The reason.
        ///
        /// 原因。
        reason: Loss,
    },
}
