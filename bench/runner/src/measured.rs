//! The short table in the documentation of the library, in English and Chinese.

use subject::{Kind, Subject};

use crate::{
    csv::{Csv, Row},
    results::Results,
    table::Table,
    tables,
};

/// Workloads that represent different kinds of programs, each with its description.
const SPEEDS: [(&str, &str, &str); 8] = [
    ("push-pop", "one block, repeatedly", "反复使用同一个块"),
    ("small", "small objects, 1 to 128 bytes", "1 到 128 字节的小对象"),
    ("tree", "trees of boxes", "由 `Box` 构成的树"),
    ("collections", "maps, strings, deques", "映射、字符串、双端队列"),
    ("json", "a serde_json request", "一次 serde_json 请求"),
    ("grow", "a vector that grows", "增长中的 `Vec`"),
    ("random", "random sizes up to 10,000 bytes", "随机大小，至多 10,000 字节"),
    ("phases", "fill, free half, fill with another size", "填满、释放一半、换一种大小再填满"),
];

/// The language of the row names.
#[derive(Clone, Copy)]
pub enum Language {
    English,
    Chinese,
    Both,
}

/// The file that the documentation includes.
pub fn text(results: &Results) -> String {
    format!(
        "{}\n\
         Speed is a ratio to dlmalloc, Rust's default on WebAssembly: 2.00 is twice as fast. Measured in V8; method, \
         spread and more allocators are in the repository under `bench/`. This table is generated.\n\n\
         速度是与 dlmalloc（Rust 在 WebAssembly 上的默认分配器）之比：2.00 表示快一倍。在 V8 中测得；测量方法、\
         离散程度与更多分配器见仓库的 `bench/`。本表由程序生成。\n",
        table(results, Language::Both)
    )
}

/// The table alone, in Markdown.
pub fn table(results: &Results, language: Language) -> String {
    let subjects: Vec<_> =
        tables::subjects(&results.size).into_iter().filter(|subject| is_shown(subject)).collect();
    let mut table = Table::new([""].into_iter().chain(subjects.iter().map(|subject| tables::short(subject))));
    let mut row = |english: &str, chinese: &str, cell: &dyn Fn(&Subject) -> Option<String>| {
        let name = match language {
            Language::English => english.to_owned(),
            Language::Chinese => chinese.to_owned(),
            Language::Both => format!("{english}<br>{chinese}"),
        };
        let cells = subjects.iter().map(|subject| cell(subject).unwrap_or_default());
        table.row([name].into_iter().chain(cells));
    };
    let bytes = |csv: &Csv, subject: &Subject, column: &str| {
        find(csv, subject, None, |row| tables::thousands(row.text(column)))
    };
    row("code, bytes: alloc, dealloc", "代码字节数：alloc、dealloc", &|subject| {
        bytes(&results.size, subject, "alloc_dealloc")
    });
    row("code, bytes: with realloc", "代码字节数：含 realloc", &|subject| {
        bytes(&results.size, subject, "with_realloc")
    });
    row("a serde_json program, bytes at level z", "serde_json 程序在 z 级的字节数", &|subject| {
        bytes(&results.programs, subject, "z")
    });
    row("the same, at level 3", "同一程序在 3 级的字节数", &|subject| {
        bytes(&results.programs, subject, "3")
    });
    for (workload, english, chinese) in SPEEDS {
        row(&format!("speed: {english}"), &format!("速度：{chinese}"), &|subject| {
            find(&results.speed, subject, Some(workload), tables::speed_cell)
        });
    }
    row("reusable after freeing in random order", "随机释放后可再用的比例", &|subject| {
        find(&results.reuse, subject, None, |row| tables::share(row, "again"))
    });
    table.markdown()
}

/// The allocators of this repository and the two most common alternatives.
fn is_shown(subject: &Subject) -> bool {
    subject.kind == Kind::Ours || ["dlmalloc", "talc"].contains(&subject.name)
}

fn find(
    csv: &Csv,
    subject: &Subject,
    workload: Option<&str>,
    cell: impl Fn(&Row<'_>) -> String,
) -> Option<String> {
    let is_wanted = |row: &Row<'_>| {
        row.text("allocator") == subject.name
            && workload.is_none_or(|workload| row.text("workload") == workload)
    };
    csv.rows().find(is_wanted).map(|row| cell(&row))
}
