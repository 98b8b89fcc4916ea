//! The memory that a recording takes, counted by the global allocator of this test.

use std::{
    alloc::{GlobalAlloc, Layout, System},
    rc::Rc,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use heap_lab::{
    arena::Settings,
    lab::{LaneKind, Recorder, Recording},
    trace::{Op, Trace},
};

/// The system's allocator, counting the bytes that are live.
struct Counting;

static LIVE: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);
/// The tests count one after the other.
static COUNTING: Mutex<()> = Mutex::new(());

#[global_allocator]
static ALLOCATOR: Counting = Counting;

// SAFETY: the system's allocator does all the work.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let live = LIVE.fetch_add(layout.size(), Ordering::Relaxed) + layout.size();
        PEAK.fetch_max(live, Ordering::Relaxed);
        // SAFETY: by the contract.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        LIVE.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: by the contract.
        unsafe { System.dealloc(block, layout) }
    }
}

/// Two blocks that stay live, and between them one that comes and goes.
fn trace(rounds: u32) -> Rc<Trace> {
    let alloc = |block| Op::Alloc { block, size: 16, align: 8, zeroed: false };
    let mut ops = vec![alloc(0), alloc(1), alloc(2), Op::Free { block: 1 }];
    ops.extend((3..rounds + 3).flat_map(|block| [alloc(block), Op::Free { block }]));
    let blocks = (0..rounds + 3).map(|_| "x").collect();
    Rc::new(Trace { ops, blocks })
}

/// A copy of its roots for each operation would be hundreds of bytes for an allocator that has a hundred bins.
#[test]
fn an_operation_takes_no_more_memory_where_an_allocator_has_many_roots() {
    const ROUNDS: u32 = 30_000;
    let _alone = COUNTING.lock();
    let trace = trace(ROUNDS);
    let settings = Settings::new(1024, 1).expect("possible");
    let per_operation = LaneKind::OURS.map(|kind| {
        let before = LIVE.load(Ordering::Relaxed);
        let recording = Recording::run(kind, trace.clone(), settings).expect("possible");
        let taken = LIVE.load(Ordering::Relaxed) - before;
        drop(recording);
        taken / trace.ops.len()
    });
    let most = LaneKind::OURS.iter().zip(per_operation).find(|(_, bytes)| *bytes > 120);
    assert_eq!(most, None, "bytes for each operation: {per_operation:?}");
}

/// The guard of the page relies on it.
#[test]
fn a_recorder_says_how_much_memory_it_takes() {
    let _alone = COUNTING.lock();
    let trace = trace(30_000);
    let settings = Settings::new(1024, 1).expect("possible");
    for kind in LaneKind::OURS {
        let before = LIVE.load(Ordering::Relaxed);
        let mut recorder = Recorder::new(kind, trace.clone(), settings).expect("possible");
        while !recorder.advance(u32::MAX).expect("possible") {}
        let taken = LIVE.load(Ordering::Relaxed) - before;
        let said = recorder.bytes();
        assert!(said.abs_diff(taken) < taken / 10, "{said} bytes said, {taken} taken in {kind:?}");
    }
}

/// The most bytes that were live at once while `work` ran, beyond those before it.
fn peak(work: impl FnOnce()) -> usize {
    let before = LIVE.load(Ordering::Relaxed);
    PEAK.store(before, Ordering::Relaxed);
    work();
    PEAK.load(Ordering::Relaxed) - before
}

/// The largest arenas take no more memory than what happens in them, also while a run is replaced by the next one, and
/// what is kept of large ones for later is little.
#[test]
fn an_arena_takes_what_its_run_needs() {
    let _alone = COUNTING.lock();
    let settings = Settings::new(1 << 16, 1024).expect("possible");
    let run = |trace: &Rc<Trace>| {
        LaneKind::OURS.map(|kind| Recording::run(kind, trace.clone(), settings).expect("possible"))
    };
    let small = trace(10);
    let twice = peak(|| {
        let first = run(&small);
        drop((run(&small), first));
    });
    assert!(twice < 3 << 20, "{twice} bytes for eight small runs");

    const MIB: u32 = 1 << 20;
    let alloc = |block| Op::Alloc { block, size: 15 * MIB / 8, align: 8, zeroed: false };
    let blocks = (0..8).map(|_| "x").collect();
    let large = Rc::new(Trace { ops: (0..8).map(alloc).collect(), blocks });
    let before = LIVE.load(Ordering::Relaxed);
    let needed = peak(|| drop(run(&large)));
    assert!(needed < 4 * 48 * MIB as usize, "{needed} bytes for blocks of 15 MiB in each of four lanes");
    let kept = LIVE.load(Ordering::Relaxed).saturating_sub(before);
    assert!(kept <= 4 * MIB as usize, "{kept} bytes are kept");
}
