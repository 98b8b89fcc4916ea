//! The page: holds the state, passes snapshots of it down, and connects it to the browser.

use heap_lab::{
    lab::frame::Frame,
    playhead::Timeline,
    script::by_hand::Request,
    state::{Action, AppState, Run},
    text::Language,
};
use yew::prelude::*;

use super::{
    announcer::announcer,
    desk::Desk,
    header::Header,
    help::Help,
    inspector::Inspector,
    lane::LanePanel,
    notice::NoticeBar,
    page::{self, use_keys, use_language, use_links, use_saving, use_theme},
    running::{use_playing, use_running},
    tools::Tools,
    transport::Transport,
};
use crate::store::Dispatch;

/// The page.
#[component]
pub fn App() -> Html {
    let state = use_reducer(page::opening);
    let dispatch = state.dispatcher();
    use_running(&state, &dispatch);
    use_playing(&state, &dispatch);
    use_saving(&state);
    use_links(&dispatch);
    use_theme(&state, &dispatch);
    use_language(&state);
    use_keys(&state, &dispatch);

    let share = {
        let (document, dispatch) = (state.document(), dispatch.clone());
        Callback::from(move |_| page::share(&document, &dispatch))
    };
    let free = use_callback(dispatch.clone(), |block, dispatch| {
        dispatch.dispatch(Action::ByHand(Request::Free { block }));
    });
    let line = state.run.as_ref().filter(|_| state.error.is_none()).and_then(|run| {
        let op = state.playhead.current()?;
        run.source.line(op)
    });
    let text = state.language.text();
    let labels = &text.page().app;
    html! {
        <ContextProvider<Language> context={state.language}>
        <div class="app" data-state={status(&state)} data-revision={state.revision.to_string()}>
            <Header settings={state.settings} theme={state.theme} language={state.language} {share}
                dispatch={dispatch.clone()} />
            <NoticeBar notice={state.notice.clone()} dispatch={dispatch.clone()} />
            <main class="bench">
                <Desk text={state.text.clone()} error={state.error.clone()} stale={state.stale} current_line={line}
                    shown={state.shown}
                    dispatch={dispatch.clone()} />
                if let (Some(run), Some(pick)) = (&state.run, state.selected) {
                    <Inspector {pick} trace={run.trace.clone()} source={run.source.clone()} frames={frames(&state, run)} free={free.clone()}
                        dispatch={dispatch.clone()} />
                }
                if let Some(run) = &state.run {
                    { lanes(&state, run, &free, &dispatch) }
                } else {
                    <section class="lanes lanes-empty">
                        <p>{ if state.stale { labels.running } else { labels.no_run } }</p>
                    </section>
                }
            </main>
            if let Some(run) = &state.run {
                <Transport run={run.clone()} playhead={state.playhead} steps={steps(&state, run)}
                    playing={state.playing} speed={state.speed} dispatch={dispatch.clone()} />
                { announcer(run, state.playhead, &frames(&state, run), state.playing, text) }
            }
            <Help />
        </div>
        </ContextProvider<Language>>
    }
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

fn lanes(state: &AppState, run: &Run, free: &Callback<u32>, dispatch: &Dispatch) -> Html {
    let reach = run.reach(state.shown);
    let lane = |frame: Frame| {
        let key = frame.kind.slug();
        html! {
            <LanePanel {key} {frame} run={run.clone()} {reach} selected={state.selected} hovered={state.hovered}
                show_links={state.show_links} zoom={state.zoom} dark={state.dark} playing={state.playing}
                free={free.clone()} dispatch={dispatch.clone()} />
        }
    };
    html! {
        <section class="lanes" aria-label={state.language.text().page().app.lanes}>
            <Tools shown={state.shown} show_links={state.show_links} dispatch={dispatch.clone()} />
            { for frames(state, run).into_iter().map(lane) }
        </section>
    }
}

/// The most steps that a visible lane takes in the operation shown.
fn steps(state: &AppState, run: &Run) -> usize {
    state.playhead.current().map_or(0, |op| run.timeline(state.shown).steps(op))
}
