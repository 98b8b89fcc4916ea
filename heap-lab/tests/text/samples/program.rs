//! What is said of recorded programs: while they are opened, of what is in them, and where a lane ended.

use heap_lab::{
    lab::{Cut, LaneKind},
    overview::find::Query,
    share::Home,
    text::Text,
};

use super::{Said, said};

/// Sentences and labels.
pub fn program(text: &dyn Text) -> Vec<Said> {
    let homes = samples!(Home {
        Home::File(_) => [Home::File("a.trace".into())],
        Home::Sample(_) => [Home::Sample("json".into())],
    });
    let cuts = samples!(Cut {
        Cut::TooSlow => [Cut::TooSlow],
        Cut::Memory => [Cut::Memory],
        Cut::Stopped => [Cut::Stopped],
    });
    let queries = samples!(Query {
        Query::Address(_) => [Query::Address(0x1f0)],
        Query::Line(_) => [Query::Line(12)],
        Query::Size(_) => [Query::Size(64)],
        Query::Operation(_) => [Query::Operation(1200)],
        Query::Text(_) => [Query::Text("note".into())],
    });
    let mut all: Vec<_> = homes.iter().map(|home| said("awaited", home, text.awaited(home))).collect();
    all.extend(cuts.iter().map(|cut| said("complete", cut, text.complete_up_to(1000, *cut))));
    for query in &queries {
        all.extend([
            said("query", query, text.query(query)),
            said("nothing found", query, text.nothing_found(query)),
        ]);
    }
    for number in [1, 2, 1000] {
        let words = text.lane_progress(LaneKind::FreeList, number, 2000);
        all.extend([
            said("reading", number, text.reading_file("a.trace", number)),
            said("summary", number, text.trace_summary(number, number, number as u64)),
            said("all notes", number, text.all_notes(number as u32)),
            said("note count", number, text.note_count(number as u32)),
            said("sample size", number, text.sample_size(number as u64)),
            Said { neutral: true, ..said("lane progress", number, words) },
        ]);
    }
    all.push(said("failed", "a file", text.cannot_open("a.trace")));
    let labels = text.program();
    for (about, words) in [
        ("open", labels.open),
        ("open hint", labels.open_hint),
        ("paste", labels.paste),
        ("paste hint", labels.paste_hint),
        ("own", labels.own),
        ("samples", labels.samples),
        ("drop", labels.drop),
        ("cancel", labels.cancel),
        ("unreadable", labels.unreadable),
        ("unloaded", labels.unloaded),
        ("command", labels.command),
        ("running", labels.running),
        ("back", labels.back),
        ("operations", labels.operations),
        ("notes", labels.notes),
        ("find", labels.find),
        ("find hint", labels.find_hint),
        ("next", labels.next),
        ("previous", labels.previous),
        ("not found", labels.not_found),
        ("no notes", labels.no_notes),
        ("all kinds", labels.all_kinds),
        ("save", labels.save),
        ("save hint", labels.save_hint),
        ("trace", labels.trace),
        ("ended", text.ended_before()),
        ("again", text.run_again()),
    ] {
        all.push(said("program", about, words));
    }
    all
}
