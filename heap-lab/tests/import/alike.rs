//! The same program, logged by each tool, is the same trace.

use std::fmt::Write;

use heap_lab::{
    import::{Format, ImportError, Imported},
    trace::{Op, Trace},
};
use proptest::prelude::*;

use super::import;

/// What a program asks for. Addresses are few, so that they are used again, twice, or while nothing is there.
#[derive(Clone, Copy, Debug)]
enum Ask {
    Malloc { at: u64, size: u64 },
    Calloc { at: u64, count: u64, size: u64 },
    Memalign { at: u64, align: u64, size: u64 },
    Realloc { from: u64, to: u64, size: u64 },
    Free { at: u64 },
}

fn asks() -> impl Strategy<Value = Vec<Ask>> {
    let address = || (1..12_u64).prop_map(|number| 0x7f00_0000_1000 + number * 64);
    let size = || prop_oneof![1 => Just(0), 20 => 1..5_000_u64];
    let ask = prop_oneof![
        4 => (address(), size()).prop_map(|(at, size)| Ask::Malloc { at, size }),
        1 => (address(), 1..9_u64, size()).prop_map(|(at, count, size)| Ask::Calloc { at, count, size }),
        1 => (address(), 4..9_u32, size()).prop_map(|(at, align, size)| Ask::Memalign { at, align: 1 << align, size }),
        2 => (address(), address(), 1..5_000_u64).prop_map(|(from, to, size)| Ask::Realloc { from, to, size }),
        4 => address().prop_map(|at| Ask::Free { at }),
    ];
    prop::collection::vec(ask, 1..60)
}

/// The log that a tool would have written.
fn log(format: Format, asks: &[Ask]) -> String {
    let mut log = String::new();
    for &ask in asks {
        let _ = match (format, ask) {
            (Format::Mtrace, Ask::Malloc { at, size } | Ask::Memalign { at, size, .. }) => {
                writeln!(log, "@ ./a:(f+1c)[0x12db] + {at:#x} {size:#x}")
            }
            (Format::Mtrace, Ask::Calloc { at, count, size }) => {
                writeln!(log, "@ ./a:(f+1c)[0x12db] + {at:#x} {:#x}", count * size)
            }
            (Format::Mtrace, Ask::Realloc { from, to, size }) => {
                writeln!(log, "@ ./a:[0x1303] < {from:#x}\n@ ./a:[0x1303] > {to:#x} {size:#x}")
            }
            (Format::Mtrace, Ask::Free { at }) => writeln!(log, "@ ./a:[0x13ca] - {at:#x}"),
            (Format::Valgrind, Ask::Malloc { at, size }) => writeln!(log, "--12-- malloc({size}) = 0x{at:X}"),
            (Format::Valgrind, Ask::Calloc { at, count, size }) => {
                writeln!(log, "--12-- calloc({count},{size}) = 0x{at:X}")
            }
            (Format::Valgrind, Ask::Memalign { at, align, size }) => {
                writeln!(log, "--12-- memalign(al {align}, size {size}) = 0x{at:X}")
            }
            (Format::Valgrind, Ask::Realloc { from, to, size }) => {
                writeln!(log, "--12-- realloc(0x{from:X},{size}) = 0x{to:X}")
            }
            (Format::Valgrind, Ask::Free { at }) => writeln!(log, "--12-- free(0x{at:X})"),
            (Format::Ltrace, Ask::Malloc { at, size }) => {
                writeln!(log, "12 malloc({size} <unfinished ...>\n12 <... malloc resumed> )   = {at:#x}")
            }
            (Format::Ltrace, Ask::Calloc { at, count, size }) => {
                writeln!(log, "12 calloc({count}, {size})      = {at:#x}")
            }
            (Format::Ltrace, Ask::Memalign { at, align, size }) => {
                writeln!(log, "12 memalign({align}, {size}, 0x55, 2)   = {at:#x}")
            }
            (Format::Ltrace, Ask::Realloc { from, to, size }) => {
                writeln!(log, "12 realloc({from:#x}, {size})   = {to:#x}")
            }
            (Format::Ltrace, Ask::Free { at }) => writeln!(log, "12 free({at:#x})     = <void>"),
            (Format::Android, Ask::Malloc { at, size }) => writeln!(log, "12: malloc {at:#x} {size} 100 200"),
            (Format::Android, Ask::Calloc { at, count, size }) => {
                writeln!(log, "12: calloc {at:#x} {count} {size}")
            }
            (Format::Android, Ask::Memalign { at, align, size }) => {
                writeln!(log, "12: memalign {at:#x} {align} {size}")
            }
            (Format::Android, Ask::Realloc { from, to, size }) => {
                writeln!(log, "12: realloc {to:#x} {from:#x} {size}")
            }
            (Format::Android, Ask::Free { at }) => writeln!(log, "12: free {at:#x}"),
            (Format::Mbed, Ask::Malloc { at, size } | Ask::Memalign { at, size, .. }) => {
                writeln!(log, "#m:{at:#x};0x182f-{size}")
            }
            (Format::Mbed, Ask::Calloc { at, count, size }) => {
                writeln!(log, "#c:{at:#x};0x182f-{count};{size}")
            }
            (Format::Mbed, Ask::Realloc { from, to, size }) => {
                writeln!(log, "#r:{to:#x};0x182f-{from:#x};{size}")
            }
            (Format::Mbed, Ask::Free { at }) => writeln!(log, "#f:0x0;0x182f-{at:#x}"),
            (Format::Logalloc, Ask::Malloc { at, size }) => writeln!(log, "12 12 malloc({size})={at:#x}"),
            (Format::Logalloc, Ask::Calloc { at, count, size }) => {
                writeln!(log, "12 12 calloc({count},{size})={at:#x}")
            }
            (Format::Logalloc, Ask::Memalign { at, align, size }) => {
                writeln!(log, "12 12 posix_memalign({align},{size})={at:#x}")
            }
            (Format::Logalloc, Ask::Realloc { from, to, size }) => {
                writeln!(log, "12 12 realloc({from:#x},{size})={to:#x}")
            }
            (Format::Logalloc, Ask::Free { at }) => writeln!(log, "12 12 free({at:#x})"),
            (Format::Heaptrack, Ask::Malloc { at, size } | Ask::Memalign { at, size, .. }) => {
                writeln!(log, "t 55cf 1\n+ {size:x} 8 {at:x}")
            }
            (Format::Heaptrack, Ask::Calloc { at, count, size }) => {
                writeln!(log, "+ {:x} 8 {at:x}", count * size)
            }
            (Format::Heaptrack, Ask::Realloc { from, to, size }) => {
                writeln!(log, "- {from:x}\n+ {size:x} 8 {to:x}")
            }
            (Format::Heaptrack, Ask::Free { at }) => writeln!(log, "- {at:x}"),
            (Format::Lines | Format::MallocLab | Format::WeeAlloc, _) => unreachable!("no log of addresses"),
        };
    }
    log
}

/// The operations, without what not every tool writes.
fn plain(trace: &Trace, alignment: bool, zeroes: bool) -> Vec<Op> {
    let mut ops = trace.ops.clone();
    for op in &mut ops {
        if let Op::Alloc { align, zeroed, .. } = op {
            *align = if alignment { *align } else { 8 };
            *zeroed &= zeroes;
        }
    }
    ops
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(miri) { 2 } else { 300 }))]

    #[test]
    fn logs_of_all_tools_are_read_alike(asks in asks()) {
        let kinds = |imported: &Imported| -> Vec<_> {
            imported.notes.kinds().map(|(note, count)| (note.kind.index(), count)).collect()
        };
        // To heaptrack, a realloc is a free and an allocation.
        let split: Vec<_> = asks.iter().flat_map(|&ask| match ask {
            Ask::Realloc { from, to, size } => vec![Ask::Free { at: from }, Ask::Malloc { at: to, size }],
            other => vec![other],
        }).collect();
        for (format, alignment, zeroes) in [
            (Format::Mtrace, false, false),
            (Format::Valgrind, true, true),
            (Format::Ltrace, true, true),
            (Format::Mbed, false, true),
            (Format::Logalloc, true, true),
            (Format::Heaptrack, false, false),
        ] {
            let asks = if format == Format::Heaptrack { &split } else { &asks };
            let read = |format| import(log(format, asks).as_bytes(), usize::MAX);
            let (imported, expected) = match (read(format), read(Format::Android)) {
                (Ok(imported), Ok(expected)) => (imported, expected),
                // Nothing but frees of unknown blocks.
                (imported, expected) => {
                    prop_assert!(matches!(imported, Err(ImportError::Empty)), "{:?}", imported);
                    prop_assert!(matches!(expected, Err(ImportError::Empty)), "{:?}", expected);
                    continue;
                }
            };
            prop_assert_eq!(imported.format, format);
            let (ops, expected_ops) =
                (plain(&imported.trace, alignment, zeroes), plain(&expected.trace, alignment, zeroes));
            prop_assert_eq!(ops, expected_ops, "{:?}", format);
            prop_assert_eq!(kinds(&imported), kinds(&expected), "{:?}", format);
        }
    }
}
