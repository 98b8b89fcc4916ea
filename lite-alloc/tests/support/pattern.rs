//! Contents that distinguish blocks: every block is filled with a sequence that depends on its number.

/// Not a power of two, so that contents that were moved by a typical distance do not match.
const PERIOD: usize = 251;

/// How many bytes are compared at a time.
const CHUNK: usize = 4096;

/// The sequence, long enough for a chunk that starts anywhere in the first period.
static SEQUENCE: [u8; PERIOD + CHUNK] = sequence();

const fn sequence() -> [u8; PERIOD + CHUNK] {
    let mut bytes = [0; PERIOD + CHUNK];
    let mut i = 0;
    while i < bytes.len() {
        bytes[i] = (i % PERIOD) as u8 + 1;
        i += 1;
    }
    bytes
}

/// The pieces of the pattern for `size` bytes of block number `number`.
fn pieces(number: usize, size: usize) -> impl Iterator<Item = (usize, &'static [u8])> {
    (0..size).step_by(CHUNK).map(move |at| {
        let start = (number * 7 + at) % PERIOD;
        (at, &SEQUENCE[start..start + CHUNK.min(size - at)])
    })
}

/// Writes the pattern of block `number` over its first `size` bytes.
///
/// # Safety
/// `block` is valid for writes of `size` bytes.
pub unsafe fn fill(block: *mut u8, number: usize, size: usize) {
    for (at, piece) in pieces(number, size) {
        // SAFETY: `at + piece.len() <= size`, and the sequence is not in the block.
        unsafe { block.add(at).copy_from_nonoverlapping(piece.as_ptr(), piece.len()) };
    }
}

/// Whether the first `size` bytes are those that [`fill`] wrote for `number`.
///
/// # Safety
/// `block` is valid for reads of `size` bytes, which are initialised.
pub unsafe fn holds(block: *const u8, number: usize, size: usize) -> bool {
    pieces(number, size).all(|(at, piece)| {
        // SAFETY: `at + piece.len() <= size`.
        unsafe { std::slice::from_raw_parts(block.add(at), piece.len()) == piece }
    })
}

/// Whether `size` bytes are zero.
///
/// # Safety
/// As for [`holds`].
pub unsafe fn is_zero(block: *const u8, size: usize) -> bool {
    static ZEROS: [u8; CHUNK] = [0; CHUNK];
    (0..size).step_by(CHUNK).all(|at| {
        let length = CHUNK.min(size - at);
        // SAFETY: `at + length <= size`.
        unsafe { std::slice::from_raw_parts(block.add(at), length) == &ZEROS[..length] }
    })
}
