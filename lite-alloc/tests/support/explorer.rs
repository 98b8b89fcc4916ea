//! Every state that an allocator can reach on a small memory: [`Explorer`].
//!
//! The search is breadth first: in each state, every possible operation is done once through the model in `shadow.rs`, which
//! checks it. A state whose hash was seen before is not explored again. Instead of its bytes, each state stores the state and
//! the operation it came from: it is reached again by repeating the operations from the start, and a failure is reported with
//! the shortest sequence that leads to it.

use std::{
    collections::HashSet,
    fmt,
    hash::{DefaultHasher, Hash, Hasher},
    ops::Range,
};

use lite_alloc::memory::Memory;

use super::{
    arena::{Arena, Host},
    case::Shape,
    operation::{Operation, Size},
    script::Script,
    shadow::{Model, Shadow},
    subject::Subject,
};

/// A small memory, and the operations that are tried on it.
#[derive(Clone, Debug)]
pub struct World {
    pub shape: Shape,
    /// The requested sizes of allocations and reallocations, in bytes.
    pub sizes: Vec<usize>,
    /// The requested alignments, as exponents of 2.
    pub aligns: Vec<u32>,
    /// Whether other code takes pages, too.
    pub others: bool,
    /// The size in bytes of the header and of the footer of a free block, which the allocator may read.
    pub tags: [usize; 2],
}

/// When the search ends, unless it runs out of states first.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The number of operations in a sequence.
    pub depth: usize,
    /// Distinct states.
    pub states: usize,
}

/// The result of a search.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    pub states: usize,
    pub operations: usize,
    /// Every sequence of this many operations was done.
    pub depth: usize,
    /// Whether there are no more states: then sequences of any length are covered.
    pub all: bool,
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { states, operations, depth, all } = self;
        write!(f, "{states} states, {operations} operations tried, ")?;
        match all {
            true => write!(f, "all sequences of any length"),
            false => write!(f, "all sequences of {depth}"),
        }
    }
}

/// How a state was found.
#[derive(Clone, Copy)]
struct Step {
    /// The previous state.
    from: u32,
    /// The index of the operation among those that are possible there.
    choice: u32,
}

/// Everything that is needed to restore a state.
struct Saved<R> {
    model: Model,
    roots: R,
    end: usize,
    bytes: Vec<u8>,
}

pub struct Explorer<A: Subject<Memory: Host>> {
    world: World,
    shadow: Shadow<A>,
    /// The address of the first page.
    start: usize,
    steps: Vec<Step>,
    seen: HashSet<u64>,
    operations: usize,
}

impl<A: Subject<Memory = Arena<ZEROED>>, const ZEROED: bool> Explorer<A> {
    pub fn new(world: World) -> Self {
        let shadow = Shadow::<A>::new(world.shape.build());
        let start = shadow.memory().end();
        Self { world, shadow, start, steps: Vec::new(), seen: HashSet::new(), operations: 0 }
    }

    /// Explores up to the limits.
    pub fn run(mut self, limits: Limits) -> Found {
        let nothing = self.save();
        self.found(Step { from: 0, choice: 0 });
        let mut done = 0;
        for depth in 0..limits.depth {
            let known = self.steps.len();
            for state in done..known {
                self.expand(state, &nothing);
                if self.steps.len() >= limits.states {
                    return self.end(depth, false);
                }
            }
            if self.steps.len() == known {
                return self.end(depth, true);
            }
            done = known;
        }
        self.end(limits.depth, false)
    }

    fn end(self, depth: usize, all: bool) -> Found {
        Found { states: self.steps.len(), operations: self.operations, depth, all }
    }

    /// Does every possible operation in a state.
    fn expand(&mut self, state: usize, nothing: &Saved<A::Roots>) {
        self.restore(nothing);
        let mut script = Script::new(ZEROED, self.world.shape);
        for choice in self.path(state) {
            let operation = self.choices()[choice];
            self.apply(operation, &mut script);
        }
        let here = self.save();
        for (choice, operation) in self.choices().into_iter().enumerate() {
            self.apply(operation, &mut script.clone());
            self.operations += 1;
            self.found(Step { from: state as u32, choice: choice as u32 });
            self.restore(&here);
        }
    }

    /// Does one operation. The live blocks are sorted by address, so that their order does not depend on the operations before.
    fn apply(&mut self, operation: Operation, script: &mut Script) {
        script.announce(operation, &self.shadow.model);
        self.shadow.apply(operation);
        self.shadow.model.live.sort_by_key(|block| block.address());
        script.done(&self.shadow.model);
    }

    /// The choices that lead from the first state to this one.
    fn path(&self, mut state: usize) -> Vec<usize> {
        let mut path = Vec::new();
        while state != 0 {
            let step = self.steps[state];
            path.push(step.choice as usize);
            state = step.from as usize;
        }
        path.reverse();
        path
    }

    /// Every operation that is possible now.
    fn choices(&self) -> Vec<Operation> {
        let World { sizes, aligns, others, .. } = &self.world;
        let mut choices = Vec::new();
        for &size in sizes {
            let size = Size::Bytes(size);
            choices.extend(aligns.iter().map(|&align| Operation::Allocate { size, align, zeroed: true }));
        }
        for block in 0..self.shadow.model.live.len() {
            choices.push(Operation::Deallocate { block });
            let resize = |&size| Operation::Reallocate { block, size: Size::Bytes(size) };
            choices.extend(sizes.iter().map(resize));
        }
        if *others && self.shadow.memory().available() != 0 {
            choices.push(Operation::Take { pages: 1 });
        }
        choices
    }

    /// Records the current state, unless it was seen before.
    fn found(&mut self, step: Step) {
        let hash = self.hash();
        if self.seen.insert(hash) {
            self.steps.push(step);
        }
    }

    /// The hash of the current state: the end of the memory, the granted pages, the roots, the live blocks, and all bytes
    /// that the allocator may read.
    fn hash(&self) -> u64 {
        let Shadow { allocator, model, .. } = &self.shadow;
        let mut hasher = DefaultHasher::new();
        let memory = allocator.memory();
        memory.end().hash(&mut hasher);
        model.pages.hash(&mut hasher);
        for word in allocator.roots().as_ref().iter().enumerate().filter(|(_, word)| !word.is_null()) {
            word.hash(&mut hasher);
        }
        let mut idle: Vec<Range<usize>> = vec![allocator.bump(), allocator.reserved()];
        for block in &model.live {
            (block.address(), block.layout.size(), block.layout.align()).hash(&mut hasher);
            idle.push(block.address()..block.range::<A>().end);
        }
        idle.extend(model.lost.iter().cloned());
        let [header, footer] = self.world.tags;
        allocator.free_blocks(&mut |free| {
            idle.push(free.address + header..free.address + free.size - footer);
            true
        });
        idle.sort_unstable_by_key(|range| range.start);
        let mut idle = idle.into_iter().filter(|range| !range.is_empty()).peekable();
        for run in &model.pages {
            let mut at = run.start;
            while at < run.end {
                let next = idle.next_if(|next| next.start < run.end).unwrap_or(run.end..run.end);
                hasher.write(self.bytes(at..next.start));
                at = next.end;
            }
        }
        hasher.finish()
    }

    fn bytes(&self, range: Range<usize>) -> &[u8] {
        // SAFETY: the arena's bytes are initialised, and nothing writes to them while the shadow is borrowed.
        unsafe { std::slice::from_raw_parts(self.shadow.memory().at(range.start), range.len()) }
    }

    fn save(&self) -> Saved<A::Roots> {
        let end = self.shadow.memory().end();
        Saved {
            model: self.shadow.model.clone(),
            roots: self.shadow.allocator.roots(),
            end,
            bytes: self.bytes(self.start..end).to_vec(),
        }
    }

    fn restore(&mut self, saved: &Saved<A::Roots>) {
        self.shadow.model.clone_from(&saved.model);
        self.shadow.host().set_end(saved.end);
        let start = self.shadow.memory().at(self.start);
        // SAFETY: the pages up to `end` held these bytes when the roots were read.
        unsafe {
            start.copy_from_nonoverlapping(saved.bytes.as_ptr(), saved.bytes.len());
            self.shadow.allocator.set_roots(saved.roots);
        }
    }
}
