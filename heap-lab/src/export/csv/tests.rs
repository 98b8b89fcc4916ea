//! The table says what the page shows, and spreadsheets read it.

use super::*;
use crate::{
    arena::Settings,
    share::View,
    state::{AppState, Document, Job, Theme, Work},
    text::Language,
};

/// A run of a script in all lanes.
fn run(script: &str) -> Run {
    let document = Document {
        program: script.into(),
        settings: Settings::default(),
        shown: Lanes::ours(),
        playhead: None,
        notes: Default::default(),
        lesson: None,
        view: View::default(),
    };
    let mut state = AppState::new(document, Theme::System, Language::English);
    while let Some(mut job) = Job::due(&state) {
        state.apply(loop {
            match job.advance(&|| false) {
                Work::Pending(next) | Work::Elsewhere(next, _) => job = next,
                Work::Done(action) => break action,
            }
        });
    }
    state.run.expect("the script is right")
}

fn table(run: &Run, lanes: Lanes) -> Vec<String> {
    let mut table = Table::new(run.clone(), lanes);
    let mut text = String::new();
    while table.advance() {
        let piece = table.piece(false).unwrap_or_default();
        // A piece ends with a row.
        assert!(piece.is_empty() || piece.len() >= PIECE && piece.len() < 2 * PIECE && piece.ends_with('\n'));
        text += &piece;
    }
    text += &table.piece(true).unwrap_or_default();
    assert!(text.ends_with('\n') && table.piece(true).is_none());
    text.trim_start_matches(MARK).lines().map(str::to_owned).collect()
}

const SCRIPT: &str = "label(\"one, two\");\nlet a = alloc(24);\nlet b = alloc(100, 64);\nfree(a);\nlabel(\"=1+1\");\n\
                      a = realloc(b, 200);\ntake_pages(1);\n";

#[test]
fn a_row_has_the_request_and_the_numbers_of_each_lane() {
    let run = run(SCRIPT);
    let rows = table(&run, Lanes::ours());
    let first: Vec<_> = rows.iter().map(|row| row.split(".address").next().unwrap_or_default()).collect();
    assert_eq!(first[0], "operation,chapter,line,request,block,size,align,bump-free-list");
    let starts = [
        "1,\"one, two\",2,alloc,a,24,8,0,24,",
        "2,\"one, two\",3,alloc,b,100,64,",
        "3,\"one, two\",4,free,a,,,,",
        "4,'=1+1,6,realloc,b,200,,",
        "5,'=1+1,7,take_pages,,1,,,",
    ];
    assert_eq!(rows.len(), 1 + starts.len());
    for (row, start) in rows[1..].iter().zip(starts) {
        assert!(row.starts_with(start), "{row}");
    }

    // Positions without the label at the start and the one in the middle.
    let done = [2, 3, 4, 6, 7];
    for (row, done) in rows[1..].iter().zip(done) {
        let cells: Vec<_> = row.rsplit(',').take(4 * 8).collect();
        for (index, lane) in LaneKind::OURS.into_iter().rev().enumerate() {
            let numbers = run.frame(lane, Playhead::after(done)).expect("it has run").numbers();
            let shown = METRICS.map(|metric| metric.value(&numbers).raw().map(|raw| raw.to_string()));
            let cells = cells[index * 8..][..7].iter().rev().map(|cell| Some((*cell).to_owned()));
            assert_eq!(cells.collect::<Vec<_>>(), shown, "{row}");
        }
    }
}

#[test]
fn each_row_has_as_many_cells_as_the_first_whatever_is_allocated() {
    for example in crate::examples::EXAMPLES {
        let run = run(example.script(Language::Chinese));
        let lanes = Lanes::ours().toggled(LaneKind::FreeList);
        let rows = table(&run, lanes);
        // Names of examples have no commas.
        let cells = |row: &String| row.matches(',').count();
        assert!(rows.iter().all(|row| cells(row) == cells(&rows[0])), "{}", example.slug);
        assert_eq!(rows.len(), 1 + run.trace.count(run.trace.ops.len()), "{}", example.slug);
    }
}

#[test]
fn a_run_without_operations_has_no_rows() {
    assert_eq!(table(&run("// nothing"), Lanes::at_first()).len(), 1);
}

#[test]
fn text_is_quoted_and_never_a_formula() {
    assert_eq!(quoted("list[3]"), "list[3]");
    assert_eq!(quoted("a \"b\", c"), "\"a \"\"b\"\", c\"");
    assert_eq!(quoted("two\nlines"), "\"two\nlines\"");
    for formula in ["=1+1", "+1", "-1", "@SUM(A1)"] {
        assert_eq!(quoted(formula), format!("'{formula}"));
    }
}

#[test]
fn a_long_table_is_taken_in_pieces() {
    let run = run("for i in 0..4000 { let a = alloc(16); free(a); }");
    let mut table = Table::new(run, Lanes::ours());
    let mut pieces = 0;
    while table.advance() {
        pieces += usize::from(table.piece(false).is_some());
    }
    assert!(pieces >= 2, "{pieces}");
}

/// A run of which each lane was stopped early must not repeat the last numbers of a lane as if they went on.
#[test]
fn a_lane_that_ended_has_no_numbers_after_that() {
    let document = Document {
        program: "for i in 0..3000 { alloc(16); }".into(),
        settings: Settings::default(),
        shown: Lanes::of(|lane| lane == LaneKind::FreeList),
        playhead: None,
        notes: Default::default(),
        lesson: None,
        view: View::default(),
    };
    let state = AppState::new(document, Theme::System, Language::English);
    let mut job = Job::due(&state).expect("a script to run");
    while job.progress().is_none_or(|progress| progress.done == 0) {
        match job.advance(&|| true) {
            Work::Pending(next) | Work::Elsewhere(next, _) => job = next,
            Work::Done(_) => panic!("it is over too soon"),
        }
    }
    let Work::Done(crate::state::Action::Ran(Ok(run))) = job.stop() else { panic!("there is a run") };
    let done = run.complete_up_to(LaneKind::FreeList);
    assert!((1..3000).contains(&done));
    let rows = table(&run, Lanes::of(|lane| lane == LaneKind::FreeList));
    assert_eq!(rows.len(), 3001, "the requests are the program's");
    let cells = |row: usize| rows[row].split(',').skip(7).filter(|cell| !cell.is_empty()).count();
    assert!(cells(done) > 0);
    assert_eq!((cells(done + 1), cells(3000)), (0, 0));
    assert_eq!(rows[3000].matches(',').count(), rows[1].matches(',').count());
}
