//! Zig's `std.heap.wasm_allocator` behind three functions. Sizes and alignments are only known at run time, as in Rust.
const std = @import("std");

const allocator = std.heap.wasm_allocator;

fn alignment(bytes: usize) std.mem.Alignment {
    return @enumFromInt(@ctz(bytes));
}

/// Null if there is no memory.
export fn zig_alloc(size: usize, alignment_bytes: usize) ?[*]u8 {
    return allocator.rawAlloc(size, alignment(alignment_bytes), 0);
}

export fn zig_free(block: [*]u8, size: usize, alignment_bytes: usize) void {
    allocator.rawFree(block[0..size], alignment(alignment_bytes), 0);
}

/// Null if the block can't have the new size where it is.
export fn zig_remap(block: [*]u8, size: usize, alignment_bytes: usize, new_size: usize) ?[*]u8 {
    return allocator.rawRemap(block[0..size], alignment(alignment_bytes), new_size, 0);
}
