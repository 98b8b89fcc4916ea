//! The lab, tested from outside: recordings against allocators that run without it, and dumps that a reader can follow.

mod golden;
mod oracle;
mod replay;
mod traces;
mod words;
