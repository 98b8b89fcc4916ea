//! Every state that an allocator can come into on a small memory: [`Explorer`].
//!
//! Breadth first: from each state found, everything that a program can do is done once, by the model in `shadow.rs`, which
//! checks it. A state that was seen before, by its hash, is not followed again. No state is kept: each remembers the one
//! it came from, so it can be made again from nothing, and a failure is reported with the shortest way to it.

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

/// A small memory, and what is tried on it.
#[derive(Clone, Debug)]
pub struct World {
    pub shape: Shape,
    /// Bytes that are asked for, in allocations and reallocations.
    pub sizes: Vec<usize>,
    /// Alignments that are asked for, as powers of two.
    pub aligns: Vec<u32>,
    /// Whether others take pages, too.
    pub others: bool,
    /// Bytes that the allocator may read at the start and at the end of a free block: its header and its footer.
    pub tags: [usize; 2],
}

/// When to stop, unless there are no more states before.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Operations one after another.
    pub depth: usize,
    /// Distinct states.
    pub states: usize,
}

/// What was found.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    pub states: usize,
    pub operations: usize,
    /// Every sequence of this many operations was tried.
    pub depth: usize,
    /// Whether there are no more states: then every sequence of any length was tried.
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
    /// The state before.
    from: u32,
    /// The number of the operation among those that are possible there.
    choice: u32,
}

/// A state as it is put back.
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

    /// Explores as far as `limits` say.
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

    /// Does everything that is possible in a state.
    fn expand(&mut self, state: usize, nothing: &Saved<A::Roots>) {
        self.restore(nothing);
        let mut script = Script::new(ZEROED, self.world.shape);
        for choice in self.way(state) {
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

    /// Does one step. The live blocks are in the order of their addresses here, to be the same whatever led to them.
    fn apply(&mut self, operation: Operation, script: &mut Script) {
        script.announce(operation, &self.shadow.model);
        self.shadow.apply(operation);
        self.shadow.model.live.sort_by_key(|block| block.address());
        script.done(&self.shadow.model);
    }

    /// The choices that lead to a state from the first one.
    fn way(&self, mut state: usize) -> Vec<usize> {
        let mut way = Vec::new();
        while state != 0 {
            let step = self.steps[state];
            way.push(step.choice as usize);
            state = step.from as usize;
        }
        way.reverse();
        way
    }

    /// Everything that a program can do now.
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

    /// Takes note of the state there is, unless it was seen before.
    fn found(&mut self, step: Step) {
        let hash = self.hash();
        if self.seen.insert(hash) {
            self.steps.push(step);
        }
    }

    /// The state as a number: where the memory ends, the pages granted, the roots, the live blocks, and all bytes that
    /// the allocator may read.
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
        // SAFETY: the arena's bytes are initialised, and nobody writes while the shadow is borrowed.
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
