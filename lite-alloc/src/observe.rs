//! What an allocator does, told as it happens: [`Event`] and [`Observer`].
//!
//! The allocators only tell; what is made of it is the observer's. `()` observes nothing and costs nothing: the code
//! of an unobserved allocator is the code of one without hooks.
//!
//! 分配器的所作所为，逐步告知：[`Event`] 与 [`Observer`]。分配器只管告知，如何利用是观察者的事。
//! `()` 什么也不观察，也没有任何开销：未被观察的分配器与没有钩子的分配器代码相同。

/// Hears what an allocator does, in order, while it does it.
///
/// The observer of a *global* heap must not allocate from that heap.
///
/// 在分配器工作的同时，按顺序得知它的每一步。*全局*堆的观察者不得从该堆分配内存。
pub trait Observer {
    /// Whether anybody listens. If not, the events are not even put together.
    ///
    /// 是否有人在听。若否，连事件本身也不会构造。
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

/// Tells the observer of an event, if it listens; `O` must be its type where this is used.
///
/// With `--cfg lite_alloc_no_hooks` the hooks are empty, for the test that an unobserved allocator is the same code.
/// Only the branch that never runs stays: the compiler lays out a function by the branches of its source, so that
/// without it two functions that do the same would differ in the order of their parts.
macro_rules! tell {
    ($observer:expr, $event:expr) => {
        if O::LISTENS {
            #[cfg(not(lite_alloc_no_hooks))]
            $crate::observe::Observer::event($observer, $event);
            #[cfg(lite_alloc_no_hooks)]
            core::hint::black_box(());
        }
    };
}
pub(crate) use tell;

/// How a free block compares with a request.
///
/// 空闲块与请求相比如何。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// Large enough, and holds an aligned block of the size asked.
    ///
    /// 足够大，且容得下按要求对齐的块。
    Fits,
    /// Smaller than the size asked.
    ///
    /// 小于所请求的大小。
    TooSmall,
    /// Large enough for the size, but not once the start is moved up to the alignment asked.
    ///
    /// 大小足够，但把起始地址上移到所要求的对齐之后就不够了。
    Misaligned,
}

/// The neighbour that a block is merged with.
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
    /// Skipped at the bump pointer to reach the alignment asked.
    ///
    /// 碰撞指针为满足对齐而跳过的字节。
    Gap,
    /// The unused end of a region, left behind when the memory went on elsewhere.
    ///
    /// 内存在别处继续增长，原区域未用完的末尾被留下。
    Tail,
    /// A freed block larger than the largest bin, and not the last one below the bump pointer.
    ///
    /// 被释放的块大于最大的箱，且不紧邻碰撞指针之下。
    Large,
    /// What a block gave up when it shrank in place, where it cannot be used again.
    ///
    /// 块原地缩小时让出、且无法再次使用的部分。
    Shrunk,
}

/// A boundary tag that was written beside a block. See [`BoundaryTag`](crate::boundary_tag::BoundaryTag).
///
/// 在块旁边写入的边界标记。见 [`BoundaryTag`](crate::boundary_tag::BoundaryTag)。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// The tag of a live block: the block before it is free now.
    ///
    /// 存活块的标记：它前面的块现在是空闲的。
    PreviousFree,
    /// The tag of a live block: the block before it is live now.
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
/// Every header and tag that an operation writes lies within the granule from an address that one of its events names, so
/// an observer can follow the structure in the bytes without walking it. A block's address is that of its first byte: where
/// blocks have a header ([`HEADER`](crate::allocate::Allocate::HEADER)), the address that the program gets is higher.
///
/// 操作中的一步。地址与大小均以字节计；`after` 是链接被改动的那个块，`None` 表示链表头。
/// 操作所写的每个头部与标记，都位于它的某个事件所给出的地址起的一个粒度之内，因此观察者无需遍历就能在字节中跟踪结构的变化。
/// 块的地址是其第一个字节的地址：若块有头部（[`HEADER`](crate::allocate::Allocate::HEADER)），程序得到的地址更高。
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A free block was looked at.
    ///
    /// 查看了一个空闲块。
    Probed {
        /// Its address.
        ///
        /// 地址。
        block: usize,
        /// Its size.
        ///
        /// 大小。
        size: usize,
        /// Whether it will do.
        ///
        /// 是否合用。
        fit: Fit,
    },
    /// A free block was walked past, looking for the place where a block belongs.
    ///
    /// 寻找块所属的位置时，走过了一个空闲块。
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
    /// A free block, or the part of it that was asked for, left its list.
    ///
    /// 一个空闲块（或其中被请求的部分）离开了链表。
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
    /// A free block was cut, and `rest` stays free. Where there is one list, `rest` stays in it and [`Event::Taken`]
    /// follows; a block may be cut twice, in front and behind. Where there are bins, the whole block was taken before, and
    /// [`Event::Inserted`] follows for `rest`.
    ///
    /// 一个空闲块被分割，`rest` 仍然空闲。只有一个链表时，`rest` 留在其中，随后是 [`Event::Taken`]，且一个块的前后都可能被切，
    /// 因而最多分割两次。有多个箱时，整个块已先被取走，随后 `rest` 以 [`Event::Inserted`] 进入所属的箱。
    Split {
        /// The part that will be taken.
        ///
        /// 将被取走的部分。
        block: usize,
        /// Its size.
        ///
        /// 大小。
        size: usize,
        /// The part that stays free.
        ///
        /// 仍然空闲的部分。
        rest: usize,
        /// Its size.
        ///
        /// 该部分的大小。
        rest_size: usize,
    },
    /// A free block entered the list.
    ///
    /// 一个空闲块进入了链表。
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
    /// Two adjacent free blocks became one.
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
        /// On which side of `block` the neighbour is.
        ///
        /// 邻居在 `block` 的哪一侧。
        side: Side,
        /// The size of both together, which start at the lower address.
        ///
        /// 合并后的大小；合并后的块从较低的地址开始。
        size: usize,
    },
    /// The first block of a bin was taken.
    ///
    /// 取走了箱中的第一个块。
    Popped {
        /// The bin, counted from 0.
        ///
        /// 箱，从 0 起数。
        bin: usize,
        /// The block.
        ///
        /// 块。
        block: usize,
    },
    /// A block was put first in a bin.
    ///
    /// 一个块被放到箱的首位。
    Pushed {
        /// The bin, counted from 0.
        ///
        /// 箱，从 0 起数。
        bin: usize,
        /// The block.
        ///
        /// 块。
        block: usize,
    },
    /// The back link of a free block was rewritten: it leads to another place now. The block itself stays where it is in
    /// the list. Only doubly linked lists have back links.
    ///
    /// 空闲块的反向链接被改写，块本身在链表中的位置不变。只有双向链表才有反向链接。
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
        /// What it says now.
        ///
        /// 标记现在的内容。
        tag: Tag,
    },
    /// The bump pointer moved up over `gap` bytes of alignment and a new block.
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
        /// Bytes skipped below it.
        ///
        /// 在新块之下跳过的字节数。
        gap: usize,
    },
    /// The bump pointer moved down: the block just below it was given back to the bump space.
    ///
    /// 碰撞指针下移：紧邻其下的块归还给了碰撞空间。
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
        /// First new byte.
        ///
        /// 第一个新字节的地址。
        start: usize,
        /// New bytes.
        ///
        /// 新增的字节数。
        size: usize,
    },
    /// The memory refused to grow: the request fails.
    ///
    /// 内存拒绝增长：请求失败。
    Refused {
        /// Bytes that were missing.
        ///
        /// 所缺的字节数。
        bytes: usize,
    },
    /// A block changed its size without moving.
    ///
    /// 块改变了大小，但没有移动。
    Resized {
        /// The block.
        ///
        /// 块。
        block: usize,
        /// Its size before.
        ///
        /// 原来的大小。
        from: usize,
        /// Its size now.
        ///
        /// 现在的大小。
        to: usize,
    },
    /// A block moved, its contents with it. The events of allocating its new place came before, those of giving back
    /// the old one follow.
    ///
    /// 块连同内容一起搬移。分配新位置的事件在此之前，归还旧块的事件在此之后。
    Moved {
        /// The old block.
        ///
        /// 旧块。
        from: usize,
        /// The new one.
        ///
        /// 新块。
        to: usize,
        /// Bytes copied.
        ///
        /// 复制的字节数。
        size: usize,
    },
    /// Bytes were lost for good.
    ///
    /// 有字节永久丢失。
    Lost {
        /// First lost byte.
        ///
        /// 第一个丢失字节的地址。
        start: usize,
        /// Bytes.
        ///
        /// 字节数。
        size: usize,
        /// Why.
        ///
        /// 原因。
        reason: Loss,
    },
}
