//! The module of dlmalloc and talc, run by the interpreter: what must be true of any allocator, the same results as those of
//! the lanes that run here, and answers to what makes no sense.

mod alike;
mod lanes;
mod module;
mod sense;
mod shadow;
mod table;
