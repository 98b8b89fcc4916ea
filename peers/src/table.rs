//! A whole trace as a table in the memory of the module, run without a word to the outside: [`Table`].
//!
//! An operation is three numbers of 32 bits: its code, with the power of two of its alignment in the second byte; its slot,
//! or a number of pages; and its size. Slots are the variables of the program: a slot holds one block at a time. An
//! operation on an empty slot does nothing, as in a lane, where its block was refused.

use core::{
    alloc::Layout,
    cell::Cell,
    ptr::{self, NonNull},
};

use crate::{
    heap::{HEAP, Heap, Requests, Work},
    pages::{self, PAGES},
    shared::Shared,
};

const ALLOCATE: u32 = 0;
const ALLOCATE_ZEROED: u32 = 1;
const REALLOCATE: u32 = 2;
const FREE: u32 = 3;
const TAKE_PAGES: u32 = 4;

unsafe extern "C" {
    /// The end of the statics and of the stack, from the linker. Only its address means something.
    static __heap_base: u8;
}

/// The table of the heap that is open.
pub static TABLE: Shared<Table> = Shared::new(Table {
    kind: Cell::new(0),
    operations: Cell::new(0),
    slots: Cell::new(0),
    next: Cell::new(0),
});

/// Where it lies: operations, then slots, in front of the arena.
pub struct Table {
    /// The allocator that runs it.
    kind: Cell<u32>,
    operations: Cell<usize>,
    slots: Cell<usize>,
    /// The operation that is next.
    next: Cell<usize>,
}

/// An operation, as it comes from outside.
#[derive(Clone, Copy)]
#[repr(C)]
struct Operation {
    code: u32,
    slot: u32,
    size: u32,
}

/// A block of the program; of size 0 if there is none.
#[derive(Clone, Copy)]
#[repr(C)]
struct Slot {
    block: *mut u8,
    size: usize,
    align: usize,
}

impl Table {
    /// Makes room for a table and returns the address behind it, where the arena may start.
    pub fn open(&self, kind: u32, operations: u32, slots: u32) -> Option<usize> {
        self.next.set(0);
        self.kind.set(kind);
        self.operations.set(0);
        self.slots.set(0);
        let bytes = u64::from(operations) * size_of::<Operation>() as u64
            + u64::from(slots) * size_of::<Slot>() as u64;
        let end = (start() as u64 + bytes).next_multiple_of(u64::from(pages::MOST_ALIGN));
        let end = usize::try_from(end).ok().filter(|&end| end <= isize::MAX as usize && pages::reach(end))?;
        self.operations.set(operations as usize);
        self.slots.set(slots as usize);
        // Whatever another heap left there is no operation and no block of this one.
        // SAFETY: the memory reaches to `end`, and behind the statics nobody uses it.
        unsafe { ptr::with_exposed_provenance_mut::<u8>(start()).write_bytes(0, bytes as usize) };
        Some(end)
    }

    /// The address of the first operation.
    pub fn operations(&self) -> u32 {
        start() as u32
    }

    /// Runs the next `count` operations. Returns false if one of them is none, or if there is no table.
    pub fn run(&self, count: u32) -> bool {
        let mut left = count as usize;
        while left != 0 {
            let (first, all) = (self.next.get(), self.operations.get());
            let last = all.min(first.saturating_add(left));
            if first == last || !self.work(first, last) {
                return false;
            }
            left -= last - first;
            self.next.set(last);
            if last == all && !self.begin_again() {
                return false;
            }
        }
        true
    }

    fn work(&self, first: usize, last: usize) -> bool {
        HEAP.borrow_mut().work(Stretch { table: self, first, last }).unwrap_or(false)
    }

    /// Goes back to the first operation, with an empty heap.
    fn begin_again(&self) -> bool {
        self.next.set(0);
        let mut heap = HEAP.borrow_mut();
        *heap = Heap::Closed;
        PAGES.clear();
        // SAFETY: the table has so many slots, and no reference to them exists.
        unsafe { self.slots_at().write_bytes(0, self.slots.get()) };
        heap.open(self.kind.get(), PAGES.page_size())
    }

    fn slots_at(&self) -> *mut Slot {
        ptr::with_exposed_provenance_mut(start() + self.operations.get() * size_of::<Operation>())
    }
}

/// The address of the table.
fn start() -> usize {
    (&raw const __heap_base).addr().next_multiple_of(align_of::<Operation>())
}

/// The operations from `first` to before `last`, which the table has.
struct Stretch<'a> {
    table: &'a Table,
    first: usize,
    last: usize,
}

impl Work for Stretch<'_> {
    type Output = bool;

    fn on(self, heap: &mut impl Requests) -> bool {
        let operations: *const Operation = ptr::with_exposed_provenance(start());
        let (slots, count) = (self.table.slots_at(), self.table.slots.get());
        (self.first..self.last).all(|index| {
            // SAFETY: the table has this operation, and any three numbers are one.
            let Operation { code, slot, size } = unsafe { operations.add(index).read() };
            if code == TAKE_PAGES {
                PAGES.take(slot);
                return true;
            }
            // SAFETY: the table has this slot; nothing else refers to it.
            slot < count as u32 && run(heap, unsafe { &mut *slots.add(slot as usize) }, code, size as usize)
        })
    }
}

/// Runs an operation on a slot. Returns false if it is none.
#[inline(always)]
fn run(heap: &mut impl Requests, slot: &mut Slot, code: u32, size: usize) -> bool {
    // What a slot holds was a layout when it was put there.
    // SAFETY: see above; `size` is not 0, so there is a block of this layout.
    let held = |slot: &Slot| unsafe {
        (NonNull::new_unchecked(slot.block), Layout::from_size_align_unchecked(slot.size, slot.align))
    };
    let align = 1 << (code >> 8 & 31);
    let layout = Layout::from_size_align(size, align).ok().filter(|layout| layout.size() != 0);
    match (code & 0xff, slot.size) {
        (ALLOCATE | ALLOCATE_ZEROED, 0) => {
            if size == 0 || align > pages::MOST_ALIGN as usize {
                return false;
            }
            let zeroed = code & 0xff == ALLOCATE_ZEROED;
            if let Some(block) = layout.and_then(|layout| heap.allocate(layout, zeroed)) {
                *slot = Slot { block: block.as_ptr(), size, align };
            }
        }
        // A slot that is not empty was not freed: the program is wrong.
        (ALLOCATE | ALLOCATE_ZEROED, _) => return false,
        (REALLOCATE | FREE, 0) => {}
        (REALLOCATE, _) => {
            let (block, old) = held(slot);
            if size == 0 {
                return false;
            }
            if Layout::from_size_align(size, old.align()).is_err() {
                return true;
            }
            // SAFETY: the slot holds the block, and the new size makes a layout.
            if let Some(block) = unsafe { heap.reallocate(block, old, size) } {
                *slot = Slot { block: block.as_ptr(), size, align: old.align() };
            }
        }
        (FREE, _) => {
            let (block, layout) = held(slot);
            // SAFETY: the slot holds the block.
            unsafe { heap.deallocate(block, layout) };
            slot.size = 0;
        }
        _ => return false,
    }
    true
}
