//! What recordings of 10^4, 10^5 and 10^6 operations cost: time to record, memory, seeks, frames, and the pictures of the whole
//! run. `cargo xtask bench lab` runs it natively and in wasm.
//!
//! The programs are made up, each of one kind of use. Every lane runs them in turn; the memory is counted by the global
//! allocator, so nothing is left out.

mod pictures;

use std::{
    alloc::{GlobalAlloc, Layout, System},
    rc::Rc,
    sync::atomic::{AtomicUsize, Ordering},
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

/// The clock and the output of the host.
#[cfg(target_family = "wasm")]
mod host {
    #[link(wasm_import_module = "host")]
    unsafe extern "C" {
        safe fn now() -> f64;
        fn print(start: *const u8, len: usize);
    }

    /// Milliseconds since some moment.
    pub fn milliseconds() -> f64 {
        now()
    }

    pub fn say(line: &str) {
        // SAFETY: the host reads these bytes.
        unsafe { print(line.as_ptr(), line.len()) }
    }
}

#[cfg(not(target_family = "wasm"))]
mod host {
    use std::{sync::LazyLock, time::Instant};

    static START: LazyLock<Instant> = LazyLock::new(Instant::now);

    /// Milliseconds since some moment.
    pub fn milliseconds() -> f64 {
        START.elapsed().as_secs_f64() * 1e3
    }

    pub fn say(line: &str) {
        println!("{line}");
    }
}

/// A program that is being made up.
#[derive(Default)]
struct Program {
    ops: Vec<Op>,
    blocks: u32,
    seed: u64,
}

impl Program {
    /// A number below `limit`.
    fn random(&mut self, limit: u32) -> u32 {
        // Knuth's linear congruential generator; its high bits are good.
        self.seed = self.seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((u64::from((self.seed >> 32) as u32) * u64::from(limit)) >> 32) as u32
    }

    fn alloc(&mut self, size: u32) -> u32 {
        let block = self.blocks;
        self.blocks += 1;
        self.ops.push(Op::Alloc { block, size, align: 8, zeroed: self.blocks.is_multiple_of(16) });
        block
    }

    fn free(&mut self, block: u32) {
        self.ops.push(Op::Free { block });
    }

    /// Blocks are freed in the opposite order, as local variables are.
    fn stack(&mut self) {
        let depth = 4 + self.random(60);
        let mut blocks = Vec::new();
        for _ in 0..depth {
            let size = 16 + self.random(240);
            blocks.push(self.alloc(size));
        }
        blocks.into_iter().rev().for_each(|block| self.free(block));
    }

    /// Blocks are freed in the same order, long after.
    fn queue(&mut self, live: &mut Vec<u32>, ops: usize) {
        let mut queue = std::collections::VecDeque::from(std::mem::take(live));
        while self.ops.len() < ops {
            let size = 16 + self.random(500);
            queue.push_back(self.alloc(size));
            if queue.len() > 10_000
                && let Some(block) = queue.pop_front()
            {
                self.free(block);
            }
        }
    }

    /// Blocks of one size at a time, of which a tenth stays.
    fn phase(&mut self, ops: usize) {
        let size = 24 + 40 * self.random(12);
        let count = (ops / 40).min(20_000);
        let blocks: Vec<_> = (0..count).map(|_| self.alloc(size)).collect();
        blocks
            .into_iter()
            .enumerate()
            .filter(|(index, _)| index % 10 != 0)
            .for_each(|(_, block)| self.free(block));
    }

    /// Any size, freed at any time.
    fn anything(&mut self, live: &mut Vec<u32>, most: u32) {
        if live.is_empty() || self.random(most) >= live.len() as u32 {
            let shift = self.random(8);
            let size = 8 + self.random(16 << shift);
            live.push(self.alloc(size));
        } else {
            let block = live.swap_remove(self.random(live.len() as u32) as usize);
            self.free(block);
        }
    }

    /// A frame of a game: short texts and lists that grow, and now and then things that stay for long.
    fn frame(&mut self, live: &mut Vec<u32>) {
        let mut short = Vec::new();
        for _ in 0..20 {
            match self.random(10) {
                0..6 => {
                    let size = 8 + self.random(56);
                    short.push(self.alloc(size));
                }
                6..9 => {
                    let list = self.alloc(32);
                    for power in 0..1 + self.random(5) {
                        self.ops.push(Op::Realloc { block: list, size: 64 << power });
                    }
                    short.push(list);
                }
                _ if live.len() < 30_000 => {
                    let size = 48 + self.random(400);
                    live.push(self.alloc(size));
                }
                _ => {
                    let block = live.swap_remove(self.random(30_000) as usize);
                    self.free(block);
                }
            }
        }
        while !short.is_empty() {
            let block = short.swap_remove(self.random(short.len() as u32) as usize);
            self.free(block);
        }
    }
}

const PROGRAMS: [&str; 5] = ["stack", "queue", "phases", "anything", "game"];

fn program(name: &str, ops: usize) -> Rc<Trace> {
    let mut program = Program { seed: 7, ..Program::default() };
    let mut live = Vec::new();
    while program.ops.len() < ops {
        match name {
            "stack" => program.stack(),
            "queue" => program.queue(&mut live, ops),
            "phases" => program.phase(ops),
            "anything" => program.anything(&mut live, 20_000),
            _ => program.frame(&mut live),
        }
    }
    program.ops.truncate(ops);
    program.ops.shrink_to_fit();
    Rc::new(Trace { ops: program.ops, blocks: (0..program.blocks).map(|_| "x").collect() })
}

/// The milliseconds that something takes.
fn time<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let start = host::milliseconds();
    let result = work();
    (host::milliseconds() - start, result)
}

/// What seeks took, in milliseconds: the mean and the most.
#[derive(Default)]
struct Seeks {
    sum: f64,
    most: f64,
    count: usize,
}

impl Seeks {
    fn seek(&mut self, recording: &mut Recording, done: usize) {
        let (took, ()) = time(|| recording.seek(done));
        (self.sum, self.most, self.count) = (self.sum + took, self.most.max(took), self.count + 1);
    }

    fn text(&self) -> String {
        format!("{:.2} ({:.2})", self.sum / self.count.max(1) as f64, self.most)
    }
}

fn measure(name: &str, kind: LaneKind, trace: &Rc<Trace>) -> Option<usize> {
    let settings = Settings::new(1 << 16, Settings::MAX_BYTES >> 16).ok()?;
    let before = LIVE.load(Ordering::Relaxed);
    PEAK.store(before, Ordering::Relaxed);
    let mut slowest: f64 = 0.0;
    let (took, recording) = time(|| {
        let mut recorder = Recorder::new(kind, trace.clone(), settings).ok()?;
        loop {
            let (piece, is_over) = time(|| recorder.advance(1000));
            slowest = slowest.max(piece);
            if is_over.ok()? {
                return Some(recorder.finish());
            }
        }
    });
    let mut recording = recording?;
    let ops = recording.len();
    let (taken, peak) = (LIVE.load(Ordering::Relaxed) - before, PEAK.load(Ordering::Relaxed) - before);
    let (arena, live) = (recording.last_end(), recording.numbers().live_blocks);
    let visits = recording.numbers().probes_total;
    let (to_start, ()) = time(|| recording.seek(0));
    let (to_end, ()) = time(|| recording.seek(ops));
    let (mut far, mut any, mut near) = (Seeks::default(), Seeks::default(), Seeks::default());
    for done in (0..ops).step_by(100_000).chain((0..ops).rev().step_by(100_000)) {
        far.seek(&mut recording, done);
    }
    let mut random = Program::default();
    for _ in 0..40 {
        any.seek(&mut recording, random.random(ops as u32 + 1) as usize);
    }
    recording.seek(ops / 2);
    let (one, ()) = time(|| (0..1000).for_each(|step| recording.seek(ops / 2 + step)));
    near.sum = one;
    near.count = 1000;
    recording.seek(ops.saturating_sub(ops / 50));
    let structure = (0..20).map(|step| {
        recording.seek(recording.position() - step % 2);
        time(|| recording.numbers()).0
    });
    let numbers = structure.sum::<f64>() / 20.0;
    let (frames, tiles) = time(|| {
        let mut tiles = 0;
        (0..20).for_each(|_| recording.each_tile(0..u32::MAX, &mut |_| tiles += 1));
        tiles / 20
    });
    let frame = frames / 20.0;
    let (one, longest) = pictures::frames(kind, &mut recording);
    let pictures::Whole { survey, map, curves, growing } = pictures::whole(&recording);
    host::say(&format!(
        "{name:9} {:17} {ops:8} ops: {:6.0} ops/ms, {:.0} visits/ms, slowest piece {slowest:5.1} ms; {:4} bytes/op ({:3} at most), heap {:3} bytes/op, \
         {live:6} live; seek to start {to_start:.1}, to end {to_end:.1}, by 100,000 {}, anywhere {}, by 1 {:.4} ms; structure {numbers:.2}, \
         {tiles} tiles {frame:.2} ms; a frame {one:.2} ({longest:.2}) ms; survey {survey:.0}, map {map:.0}, curves {curves:.0}, while it \
         runs {growing:.0} ms",
        kind.short_name(),
        ops as f64 / took,
        visits as f64 / took,
        taken / ops,
        peak / ops,
        arena as usize / ops,
        far.text(),
        any.text(),
        near.sum / near.count as f64,
    ));
    Some(taken)
}

/// Measures these programs, or only one of them.
fn all(ops: usize, only: Option<&str>) {
    for name in PROGRAMS.into_iter().filter(|name| only.is_none_or(|only| only == *name)) {
        let before = LIVE.load(Ordering::Relaxed);
        let trace = program(name, ops);
        let mut three = LIVE.load(Ordering::Relaxed) - before;
        for kind in LaneKind::OURS {
            let taken = measure(name, kind, &trace).unwrap_or(0);
            if kind != LaneKind::SegregatedBump {
                three += taken;
            }
        }
        host::say(&format!("{name:9} three lanes and the trace: {} MB", three / 1_000_000));
    }
}

/// Measures programs of this many operations: that one, or all.
#[cfg(target_family = "wasm")]
#[unsafe(no_mangle)]
pub extern "C" fn measure_all(ops: u32, program: u32) {
    all(ops as usize, PROGRAMS.get(program as usize).copied());
}

fn main() {
    for ops in std::env::args().skip(1).filter_map(|ops| ops.parse().ok()) {
        all(ops, None);
    }
}
