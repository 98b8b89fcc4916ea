//! The page: holds the state, passes snapshots of it down, and connects it to the browser.

use heap_lab::{
    lab::{frame::Frame, metrics::Metric},
    playhead::Timeline,
    scene::Pick,
    script::by_hand::Request,
    state::{Action, AppState, Run, layout::Change, reading::Origin},
    text::Language,
};
use yew::prelude::*;

use super::{
    announcer::announcer,
    challenge::use_challenge,
    desk::Desk,
    header::Header,
    heap,
    help::Help,
    history::use_history,
    homework::Give,
    inspector::Inspector,
    lane::LanePanel,
    lesson::{self, LessonPanel, focus::use_focus_later, progress::use_progress},
    notes::{self, NoteForm},
    notice::NoticeBar,
    numbers::{Column, best},
    overview::Overview,
    own_heap::OwnHeap,
    page::{self, use_keys, use_language, use_layout, use_links, use_saving, use_theme},
    print::use_printing,
    program::{self, Opener, Pasting, Unloaded, Waiting, use_opener},
    progress::{progress, underway},
    results::Results,
    running::{use_playing, use_running},
    share,
    shortage::{ShortagePanel, Why, use_shortage},
    story::{Story, story},
    transport::Transport,
    verdict::{self, Judged, VerdictPage, use_verdict},
    write::Write,
};
use crate::store::Dispatch;

/// The page. In the document, the transport comes before the heaps and the panel, so that few presses of Tab lead to it.
#[component]
pub fn App() -> Html {
    let state = use_reducer(page::opening);
    let dispatch = state.dispatcher();
    use_running(&state, &dispatch);
    use_playing(&state, &dispatch);
    use_history(&state, &dispatch);
    use_saving(&state);
    use_links(&dispatch);
    use_theme(&state, &dispatch);
    use_language(&state);
    use_layout(&state);
    use_keys(&state);
    use_printing(&state);
    let (learnt, forget) = use_progress(&state, &dispatch);
    let focus = use_focus_later();
    let (trying, records, forget_records) = use_challenge(&state);
    let forget = Callback::from(move |event: MouseEvent| {
        forget.emit(event.clone());
        forget_records.emit(event);
    });

    let free = use_callback(dispatch.clone(), |block, dispatch| {
        dispatch.dispatch(Action::ByHand(Request::Free { block }));
    });
    let seen = state.seen();
    let run = seen.as_ref();
    let judged = use_verdict(run.filter(|_| state.layout.verdict), &state.program);
    let share = {
        let (state, dispatch, judged) = (state.clone(), dispatch.clone(), judged.verdict.clone());
        Callback::from(move |choice| share::act(choice, &state, judged.as_deref(), &dispatch))
    };
    let why = use_shortage(&state, run);
    let frames = run.map(|run| frames(&state, run)).unwrap_or_default();
    let columns: Vec<Column> = frames.iter().map(Column::of).collect();
    let line = run.filter(|_| state.error.is_none()).and_then(|run| {
        let op = state.playhead.current()?;
        run.source.line(op)
    });
    let next = run
        .filter(|_| !state.at_end())
        .and_then(|run| state.playhead.operation_forward(&run.timeline(state.shown)).current());
    let text = state.language.text();
    let (open, unloaded, opening) = use_opener(state.awaited(), text, &dispatch);
    html! {
        <ContextProvider<Language> context={state.language}>
        <ContextProvider<Opener> context={open}>
        <ContextProvider<Unloaded> context={unloaded}>
        <div class={classes!("app", state.reading.is_some().then_some("app-reading"))} data-state={status(&state)} data-revision={state.revision.to_string()} data-selected={selected(&state)}>
            <Header settings={state.settings} shown={state.shown} scripted={state.program.is_script()} layout={state.layout} theme={state.theme}
                language={state.language} asked={state.is_asked()} lesson={open_lesson(&state)} progress={learnt} clear={forget} {records} share={share.clone()} judged={judged.verdict.is_some()} dispatch={dispatch.clone()} />
            <NoticeBar notice={state.notice.clone()} share={share.clone()} dispatch={dispatch.clone()} />
            if let Some(run) = run {
                <Transport run={run.clone()} len={run.timeline(state.shown).len()} playhead={state.playhead} steps={steps(&state, run)}
                    playing={state.playing} speed={state.speed} notes={if state.reading.is_some() { Vec::new() } else { state.pinned() }} dispatch={dispatch.clone()} />
            }
            { for state.progress.map(|so_far| progress(&so_far, text, &dispatch)) }
            <main class="stage">{ stage(&state, run, &frames, &columns, &Uses { free: &free, why: &why, focus: &focus }, &dispatch) }</main>
            <Desk layout={state.layout} program={state.program.clone()} example={state.example} edited={state.example_edited()} error={state.error.clone()} stale={state.stale}
                shown={state.shown} playhead={state.playhead} run={run.cloned()} lesson={lesson_panel(&state, &dispatch)} asked={state.is_asked()} current_line={line} {next} begun={state.playhead.event > 0} {columns}
                {trying} dispatch={dispatch.clone()}>
                if let Some((run, explained)) = run.zip(why.0.clone()) {
                    <ShortagePanel {explained} trace={run.trace.clone()} toggle={why.1.clone()} />
                } else if let Some((run, pick)) = run.zip(state.selected.filter(|_| !state.pointed)) {
                    <Inspector {pick} trace={run.trace.clone()} source={run.source.clone()} frames={frames.clone()}
                        {free} dispatch={dispatch.clone()} />
                }
            </Desk>
            if let Some(pane) = state.layout.writing {
                <Write {pane} reading={state.reading.clone()} dispatch={dispatch.clone()} />
            }
            if state.layout.verdict { { for run.map(|run| verdict(&state, run, &judged, &dispatch)) } }
            { for run.map(|run| announcer(run, state.playhead, &frames, state.playing, text)) }
            <Help />
            <Pasting />
            <OwnHeap asked={state.is_asked()} />
            <Give lesson={state.reading.as_ref().map(|reading| (reading.lesson.clone(), reading.origin.clone()))} dispatch={dispatch.clone()} />
            <Results lesson={state.reading.as_ref().map(|reading| reading.lesson.clone())} dispatch={dispatch.clone()} />
            { opening }
        </div>
        </ContextProvider<Unloaded>>
        </ContextProvider<Opener>>
        </ContextProvider<Language>>
    }
}

/// The lesson of the course that is open.
fn open_lesson(state: &AppState) -> Option<usize> {
    match state.reading.as_ref()?.origin {
        Origin::Course(index) => Some(index),
        Origin::Text(_) | Origin::Quiz => None,
    }
}

/// The text of the lesson that is open.
fn lesson_panel(state: &AppState, dispatch: &Dispatch) -> Option<Html> {
    let reading = state.reading.clone()?;
    let (run, away) = (state.run.clone().filter(|_| !state.stale), lesson::is_away(state));
    Some(html! { <LessonPanel {reading} {run} {away} dispatch={dispatch.clone()} /> })
}

/// Where in a lesson the figure belongs, as a link to that step.
fn place_in_lesson(state: &AppState, focus: &Callback<String>, dispatch: &Dispatch) -> Html {
    let Some(reading) = state.reading.clone().filter(|_| !state.layout.embedded) else {
        return Html::default();
    };
    let text = state.language.text();
    let words = lesson::place(&reading, text);
    let (layout, focus, dispatch) = (state.layout, focus.clone(), dispatch.clone());
    let show = move |_: MouseEvent| lesson::show_step(&reading, layout, &focus, &dispatch);
    html! {
        <button type="button" class="link" id="lesson-place" title={text.lessons().show_step} onclick={show}>{ words }</button>
    }
}

/// The name of the selected block, for tests: a block that a lesson selects has no inspector.
fn selected(state: &AppState) -> Option<String> {
    let (Some(Pick::Block(block)), Some(run)) = (state.selected, &state.run) else { return None };
    Some(run.trace.name(block).to_owned())
}

/// The state of the page as attributes, for tests that wait for it.
fn status(state: &AppState) -> &'static str {
    match (state.is_busy(), &state.error) {
        (true, _) => "running",
        (false, Some(_)) => "error",
        (false, None) => "ready",
    }
}

fn frames(state: &AppState, run: &Run) -> Vec<Frame> {
    state.shown.iter().filter_map(|lane| run.frame(lane, state.playhead)).collect()
}

/// What is done with the lanes, besides actions.
struct Uses<'a> {
    free: &'a Callback<u32>,
    why: &'a Why,
    focus: &'a Callback<String>,
}

/// The story and the lanes.
fn stage(
    state: &AppState,
    run: Option<&Run>,
    frames: &[Frame],
    columns: &[Column],
    uses: &Uses,
    dispatch: &Dispatch,
) -> Html {
    let labels = &state.language.text().page().app;
    if let Some(home) = state.awaited() {
        return html! { <section class="lanes lanes-empty"><Waiting home={home.clone()} dispatch={dispatch.clone()} /></section> };
    }
    let has_overview = state.reading.is_none() && !state.layout.embedded;
    let overview =
        if state.layout.overview && has_overview { overview(state, run, frames, dispatch) } else { None };
    let overview = overview.unwrap_or_default();
    let recorded = state.program.recorded().filter(|_| !state.layout.embedded);
    let strip = recorded
        .map(|recorded| program::strip(recorded, state.language.text(), dispatch))
        .unwrap_or_default();
    let Some(run) = run else {
        if let Some(so_far) = &state.progress {
            // At the same place among the others as later, so that it stays.
            return html! { <><div class="story story-later">{ strip }</div><></>{ overview }{ underway(so_far, state.language.text()) }</> };
        }
        let words = match state.stale {
            true if state.program.is_script() => labels.running,
            true => state.language.text().program().running,
            false => labels.no_run,
        };
        return html! { <section class="lanes lanes-empty"><p>{ words }</p></section> };
    };
    let toggle = {
        let dispatch = dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.dispatch(Action::Layout(Change::ToggleStructures)))
    };
    let asking = state.reading.as_ref().and_then(|reading| reading.asking.as_ref());
    let reach = heap::reach(run, state.shown, asking);
    let best = Metric::BRIEF.map(|metric| best(metric, columns));
    let lane = |(index, frame): (usize, &Frame)| {
        let key = frame.kind.slug();
        html! {
            <LanePanel {key} numbers={columns[index].numbers} ended={run.ended_before(frame.kind, state.playhead)} frame={frame.clone()} run={run.clone()} best={best.iter().map(|lanes| lanes[index]).collect::<Vec<_>>()}
                {reach} selected={state.selected} hovered={state.hovered}
                explained={uses.why.0.clone()} explain={uses.why.1.clone()} asking={asking.cloned()}
                show_links={state.show_links} zoom={state.zoom} dark={state.dark} playing={state.playing}
                open={state.layout.structures} toggle={toggle.clone()}
                free={uses.free.clone()} dispatch={dispatch.clone()} />
        }
    };
    let shown = Story {
        run,
        playhead: state.playhead,
        show_links: state.show_links,
        lanes: state.shown,
        layout: state.layout,
        program: strip,
        has_overview,
        place: place_in_lesson(state, uses.focus, dispatch),
        open: if state.layout.embedded { share::open_link(state) } else { Html::default() },
        verdict: if state.layout.embedded || state.reading.is_some() {
            Html::default()
        } else {
            verdict::open_button(state.language.text(), dispatch)
        },
        note: if state.layout.embedded || state.reading.is_some() {
            Html::default()
        } else {
            html! { <NoteForm at={state.playhead} note={state.note_here()} dispatch={dispatch.clone()} /> }
        },
    };
    html! {
        <>
            { story(&shown, state.language.text(), dispatch) }
            { notes::note(state, state.language.text()) }
            { overview }
            <section class="lanes" aria-label={labels.lanes}>{ for frames.iter().enumerate().map(lane) }</section>
        </>
    }
}

/// The pictures of the whole run; while lanes run, of what there is so far.
fn overview(state: &AppState, run: Option<&Run>, frames: &[Frame], dispatch: &Dispatch) -> Option<Html> {
    let growing = state.growing.clone().zip(state.progress);
    let run = growing.as_ref().map(|(growing, _)| &growing.run).or(run)?.clone();
    Some(html! {
        <Overview {run} {growing} shown={state.shown} frames={frames.to_vec()} playhead={state.playhead}
            playing={state.playing} dark={state.dark} dispatch={dispatch.clone()} />
    })
}

/// What each allocator made of the program, in place of the heaps.
fn verdict(state: &AppState, run: &Run, judged: &Judged, dispatch: &Dispatch) -> Html {
    let subject = share::words(state, run).subject;
    html! {
        <VerdictPage run={run.clone()} program={state.program.clone()} judged={judged.clone()} {subject} shown={state.shown} dispatch={dispatch.clone()} />
    }
}

/// The most steps that a visible lane takes in the operation shown.
fn steps(state: &AppState, run: &Run) -> usize {
    state.playhead.current().map_or(0, |op| run.timeline(state.shown).steps(op))
}
