//! A verdict as JSON: the page saves the same.

use heap_lab::{
    export::verdict::{self, Subject},
    verdict::Verdict,
};

use crate::input::Program;

/// The verdict on a program as JSON, with a line break at its end.
pub fn write(program: &Program, verdict: &Verdict) -> String {
    let recorded = program.recorded.as_ref().map(|(format, notes)| (*format, &**notes));
    verdict::json(&Subject { file: &program.name, recorded }, verdict)
}
