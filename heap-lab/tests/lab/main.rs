//! The lab, tested from outside: recordings against allocators that run without it, and dumps that a reader can follow.

mod dump;
mod golden;
mod growth;
mod midway;
mod oracle;
mod refusals;
mod replay;
mod traces;
mod visits;
