//! The lab, tested from outside: recordings against allocators that run without it, and dumps that a reader can follow.

mod dump;
mod golden;
mod growing;
mod growth;
mod limits;
mod midway;
mod oracle;
mod overview;
mod questions;
mod quiz;
mod refusals;
mod replay;
mod shortage;
mod traces;
mod visits;
