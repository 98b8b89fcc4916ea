//! What is written is read as the same operations.

use heap_lab::{
    import::{self, Format, NoteKind, write::Writer},
    script,
    trace::{MAX_SIZE, Op, Trace},
};
use proptest::prelude::*;

use super::import;

/// Any operations that a program may do, with any names.
fn traces() -> impl Strategy<Value = Trace> {
    let size = prop_oneof![0..100_u32, 0..=MAX_SIZE];
    let step = (0..10_u32, size, 0..17_u32, any::<prop::sample::Index>(), "[ -~é中]{0,12}");
    prop::collection::vec(step, 1..60).prop_map(|steps| {
        let (mut trace, mut live) = (Trace::default(), Vec::new());
        for (kind, size, align, index, text) in steps {
            trace.ops.push(match kind {
                0 => Op::Label { text: text.trim().into() },
                1 => Op::TakePages { pages: size.max(1) },
                2 | 3 if !live.is_empty() => Op::Free { block: live.swap_remove(index.index(live.len())) },
                4 | 5 if !live.is_empty() => {
                    Op::Realloc { block: live[index.index(live.len())], size: size.max(1) }
                }
                _ => {
                    let block = trace.blocks.len() as u32;
                    live.push(block);
                    trace.blocks.push(&text);
                    Op::Alloc { block, size, align: 1 << align, zeroed: kind % 2 == 0 }
                }
            });
        }
        trace
    })
}

fn written(writer: Writer<'_>) -> String {
    writer.collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(miri) { 2 } else { 256 }))]

    #[test]
    fn the_operations_stay_the_same(trace in traces(), chunk in 1..50_usize) {
        let text = written(Writer::script(&trace, "From a test.\nIn two lines."));
        let read = import(text.as_bytes(), chunk).unwrap();
        prop_assert_eq!(&read.trace.ops, &trace.ops);
        prop_assert_eq!(read.format, Format::Lines);
        let numbers = NoteKind::HeaderOps { said: 0, found: 0 };
        prop_assert_eq!([NoteKind::NoEnd, numbers].map(|kind| read.notes.count(kind)), [0, 0]);
        prop_assert_eq!(read.trace.blocks.len(), trace.blocks.len());
        let mut names = read.trace.blocks.iter().enumerate();
        let are_numbers = names.all(|(id, name)| name == format!("#{id}"));
        prop_assert!(are_numbers);
        // Once more, and the names stay as well.
        let again = written(Writer::recorded(&read.trace, "From a test.\nIn two lines."));
        prop_assert_eq!(again, text);
    }
}

#[test]
fn the_numbers_of_a_recorded_file_are_kept() {
    let file = "a 7 24\nf 7\na 7 32\nz 3 8 64\nr 7 64\nf 7\nf 3\n";
    let imported = import(file.as_bytes(), usize::MAX).unwrap();
    let text = written(Writer::recorded(&imported.trace, ""));
    assert_eq!(text, format!("# lite-alloc trace 1\n{file}# end, operations: 7\n"));
    assert_eq!(import(text.as_bytes(), usize::MAX).unwrap().trace, imported.trace);
}

#[test]
fn a_script_is_written_with_numbers_under_a_heading() {
    let script = "let a = alloc(24); label(\"grow\\tit\"); realloc(a, 100); let b = alloc_zeroed(8); free(a); take_pages(2);";
    let executed = script::run(script).unwrap();
    let text = written(Writer::script(&executed.trace, "From a script.\nEach line is an operation."));
    let expected = "# lite-alloc trace 1\n# From a script.\n# Each line is an operation.\n\
                    a 0 24\n= grow it\nr 0 100\nz 1 8\nf 0\np 2\n# end, operations: 5\n";
    assert_eq!(text, expected);
}

#[test]
fn pieces_are_whole_lines_of_bounded_size() {
    let file: String = (0..20_000).map(|id| format!("a {id} 24\nf {id}\n")).collect();
    let imported = import(file.as_bytes(), usize::MAX).unwrap();
    let pieces: Vec<_> = Writer::recorded(&imported.trace, "x").collect();
    assert!(pieces.len() > 3);
    assert!(pieces.iter().all(|piece| piece.ends_with('\n') && piece.len() < (1 << 16) + 100));
    assert_eq!(pieces.concat(), format!("# lite-alloc trace 1\n# x\n{file}# end, operations: 40000\n"));
}

#[test]
fn a_label_that_is_too_long_for_a_line_is_cut() {
    let label = "é".repeat(import::ImportError::LONGEST);
    let mut trace = Trace::default();
    trace.ops.push(Op::Label { text: label.as_str().into() });
    let text = written(Writer::script(&trace, ""));
    let read = import(text.as_bytes(), usize::MAX).unwrap();
    let Op::Label { text } = &read.trace.ops[0] else { panic!("a label") };
    assert!(label.starts_with(&**text) && text.len() > import::ImportError::LONGEST - 10);
}
