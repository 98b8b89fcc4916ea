//! Files that can't be replayed, in Chinese.

use super::Chinese;
use crate::{
    import::Unplayable,
    text::unplayable::{UnplayableText, Unplayables},
};

impl Unplayables for Chinese {
    fn unplayable(&self, file: Unplayable) -> UnplayableText {
        match file {
            Unplayable::Dhat => UnplayableText {
                why: "这是 DHAT 的堆剖析结果。其中只有各调用位置的合计，没有块分配和释放的先后顺序。",
                instead: "用 Valgrind 记录顺序，再把 `trace.txt` 拖到这里：",
            },
            Unplayable::Massif => UnplayableText {
                why: "这是 Massif 的堆剖析结果。它只记下若干时刻有多少存活字节，没有其间分配和释放了哪些块。",
                instead: "用 Valgrind 记录每一次请求，再把 `trace.txt` 拖到这里：",
            },
            Unplayable::HeaptrackInterpreted => UnplayableText {
                why: "这是 heaptrack 解释过的文件。其中已经没有地址，所以看不出每次释放的是哪个块。",
                instead: "保留 heaptrack 的原始数据，再把 `trace.raw` 拖到这里：",
            },
            Unplayable::MtraceReport => UnplayableText {
                why: "这是 `mtrace` 程序的报告。它只列出错误，没有列出请求。",
                instead: "请拖入生成这份报告所用的日志，也就是程序运行时 `MALLOC_TRACE` 指定的文件：",
            },
            Unplayable::PyTorch => UnplayableText {
                why: "这是 PyTorch 分配器的快照。它描述的是 GPU 的内存，常有 5 到 40 GB，本页的内存区放不下。",
                instead: "本页重放的是程序在 CPU 上的分配。请用 heaptrack 记录，再把 `trace.raw` 拖到这里：",
            },
            Unplayable::EspIdf => UnplayableText {
                why: "这是 ESP-IDF 的堆跟踪结果。它说明哪些块被释放了，但没有说明是什么时候释放的。",
                instead: "打开 `CONFIG_HEAP_USE_HOOKS`，把这两个函数加到你的程序里，再把它们打印的内容拖到这里：",
            },
            Unplayable::MallocBench => UnplayableText {
                why: "这是 malloc-bench 的轨迹，用的是 Protocol Buffers 的二进制格式。本页读取的是文本。",
                instead: "用 Protocol Buffers 附带的 `protoc` 转换这个文件，再把 `trace.txt` 拖到这里：",
            },
            Unplayable::Zstd => UnplayableText {
                why: "这个文件用 zstd 压缩，浏览器无法解压。",
                instead: "heaptrack 的文件中，只有原始数据可以重放。请先解压，再把得到的文件拖到这里：",
            },
            Unplayable::Binary => UnplayableText {
                why: "这个文件不是 UTF-8 文本。本页读取文本，以及用 gzip 压缩的文本。",
                instead: "例如，在 Linux 上用 Valgrind 记录一个程序，再把 `trace.txt` 拖到这里：",
            },
            Unplayable::Unknown => UnplayableText {
                why: "这个文件的开头没有一行是本页能读懂的。",
                instead: "例如，在 Linux 上用 Valgrind 记录一个程序，再把 `trace.txt` 拖到这里：",
            },
        }
    }
}
