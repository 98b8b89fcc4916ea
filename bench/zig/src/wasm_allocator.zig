//! Zig's `std.heap.wasm_allocator` behind three functions. As in Rust, sizes and alignments are known only at run time.
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

/// Null if the block can't be resized in place.
export fn zig_remap(block: [*]u8, size: usize, alignment_bytes: usize, new_size: usize) ?[*]u8 {
    return allocator.rawRemap(block[0..size], alignment(alignment_bytes), new_size, 0);
}
