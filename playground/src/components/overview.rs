//! The whole run above the heaps: a map of address by time for each lane, curves on the same axis, the sizes at the
//! position, and a search.
//!
//! [`heap_lab::overview`] reads the recordings, `work` does so in slices. This file puts the parts together, and turns
//! pointers and keys into moves of the playhead and of the view.

mod axis;
mod differ;
pub mod figure;
mod find;
mod gestures;
mod growing;
mod look;
mod map;
mod pictures;
mod plot;
mod sight;
mod sizes;
mod tip;
mod work;

use heap_lab::{
    lab::{LaneKind, Lanes, frame::Frame},
    overview::{Kind, curves::Curve, growth::room, window::Window},
    playhead::Playhead,
    scene::legend::Swatch,
    state::{Action, Growing, Move, Progress, Run},
    text::{Text, overview::Summary},
};
use web_sys::{Element, HtmlSelectElement};
use yew::prelude::*;

use super::{heap::use_size, text::use_text};
use crate::{browser::wheel::Wheel, store::Dispatch};
use figure::Shown;
use find::{Find, SharedWorks};
use gestures::{Gesture, Meant, Spot};
use look::use_look;
use map::LaneMap;
use pictures::Wanted;
use plot::CurvesPlot;
use sight::{Sight, use_following};
use sizes::Sizes;
use work::{Works, use_work};

/// Space between two maps, in pixels.
const APART: f64 = 2.0;
/// A step of the zoom.
const STEP: f64 = 1.5;
/// The most pixels of a map, across and down.
const MOST_PIXELS: (f64, f64) = (2_048.0, 512.0);

#[derive(PartialEq, Properties)]
pub struct OverviewProps {
    /// The run, as far as it may be seen.
    pub run: Run,
    /// While lanes of the run are still made, what there is of them. Then nothing can be done but choose the curve.
    pub growing: Option<(Growing, Progress)>,
    pub shown: Lanes,
    /// The lanes at the position.
    pub frames: Vec<Frame>,
    pub playhead: Playhead,
    pub playing: bool,
    /// Changes whenever the colours do.
    pub dark: bool,
    pub dispatch: Dispatch,
}

/// What is open beside the maps.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Sizes,
    Find,
}

/// The section.
#[component]
pub fn Overview(props: &OverviewProps) -> Html {
    let OverviewProps { run, growing, shown, playhead, dispatch, .. } = props;
    let text = use_text();
    let labels = text.overview();
    let (area, maps) = (use_node_ref(), use_node_ref());
    let (width, height) = use_size(&maps);
    let line_of_text = use_node_ref();
    let line = use_size(&line_of_text).1.max(1.0);
    let part = use_state_eq(|| None::<Window>);
    let curve = use_state_eq(|| Curve::Heap);
    let is_log = use_state_eq(|| false);
    let side = use_state_eq(|| None::<Side>);
    let spot = use_state_eq(|| None::<Spot>);
    let gesture = use_mut_ref(Gesture::default);
    let look = use_look(props.dark);

    let is_growing = growing.is_some();
    let reach =
        growing.as_ref().map_or_else(|| run.reach(*shown), |(growing, _)| room(growing.reach(*shown)));
    let whole = Window::whole(run.trace.ops.len(), reach);
    let sight = Sight::new(&part, &whole);
    let window = if is_growing { whole.clone() } else { sight.window() };
    let is_zoomed = window != whole;
    let count = shown.iter().count().max(1) as f64;
    let wanted = look.as_ref().filter(|_| width > 0.0 && height > 0.0).map(|look| {
        let (across, down) = (width, (height / count - APART).max(1.0));
        // A picture that is made again and again needn't be as sharp.
        let most = if is_growing { 1.0 } else { look.ratio };
        let ratio = most.min(MOST_PIXELS.0 / across).min(MOST_PIXELS.1 / down);
        let pixels = |length: f64| (length * ratio).round().max(1.0) as u32;
        let (window, palette) = (window.clone(), look.palette);
        Wanted { window, size: (pixels(across), pixels(down)), ratio, palette, curve: *curve }
    });
    let works = use_work(run, growing.as_ref(), *shown, wanted);
    use_effect_with((window.clone(), *curve, *is_log), |(window, curve, is_log)| {
        figure::note(Some(Shown { window: window.clone(), curve: *curve, is_log: *is_log }));
        || figure::note(None)
    });
    use_following(playhead.done, &sight);

    let latest = use_mut_ref(|| None);
    *latest.borrow_mut() = (!is_growing).then(|| sight.clone());
    {
        let (area, latest) = (area.clone(), latest.clone());
        use_effect_with((), move |()| {
            let wheel = area.cast::<Element>().map(|element| {
                let place = element.clone();
                Wheel::anywhere(&element, move |turns, x, y, is_sideways| {
                    let Some(sight) = &*latest.borrow() else { return };
                    let spot = Spot::at(&place, x, y);
                    let factor = STEP.powi(turns);
                    sight.change(|window, whole| match spot.map.filter(|_| is_sideways) {
                        Some((_, up)) => window.zoomed_addresses(whole, factor, up),
                        None => window.zoomed_time(whole, factor, spot.across),
                    });
                })
            });
            move || drop(wheel)
        });
    }
    let go = {
        let (dispatch, window) = (dispatch.clone(), window.clone());
        move |across: f64| {
            let done =
                if across <= 0.0 && window.ops.start == 0 { 0 } else { window.op_at(across) as usize + 1 };
            dispatch.dispatch(Action::Go(Move::To(done)));
        }
    };
    let on_down = {
        let (gesture, area) = (gesture.clone(), area.clone());
        Callback::from(move |event: PointerEvent| {
            let is_on_label =
                event.target_dyn_into::<Element>().is_some_and(|target| target.tag_name() == "BUTTON");
            let is_meant = event.button() == 0 && !is_on_label && !is_growing;
            if let Some(area) = area.cast::<Element>().filter(|_| is_meant) {
                gesture.borrow_mut().press(&area, &event);
            }
        })
    };
    let on_move = {
        let (gesture, area, spot, go) = (gesture.clone(), area.clone(), spot.clone(), go.clone());
        let sight = sight.clone();
        Callback::from(move |event: PointerEvent| {
            let Some(area) = area.cast::<Element>().filter(|_| !is_growing) else { return };
            let here = Spot::of(&area, &event);
            match gesture.borrow_mut().drag(&event) {
                Meant::Nothing if event.pointer_type() != "touch" => spot.set(Some(here)),
                Meant::Nothing => {}
                Meant::Drag(dx, dy) if is_zoomed => {
                    let (across, up) = (-dx / width.max(1.0), dy / (height / count).max(1.0));
                    sight.change(|window, whole| window.panned(whole, across, up));
                    spot.set(None);
                }
                Meant::Drag(..) => {
                    go(here.across);
                    spot.set(Some(here));
                }
                Meant::Pinch(factor, x, y) => {
                    let around = Spot::at(&area, x, y).across;
                    sight.change(|window, whole| window.zoomed_time(whole, factor, around));
                }
            }
        })
    };
    let on_up = {
        let (gesture, area, go) = (gesture.clone(), area.clone(), go.clone());
        Callback::from(move |event: PointerEvent| {
            let mut gesture = gesture.borrow_mut();
            if let Some(area) = area.cast::<Element>().filter(|_| gesture.is_down() && !gesture.dragged) {
                go(Spot::of(&area, &event).across);
            }
            gesture.release(&event);
        })
    };
    let on_cancel = {
        let gesture = gesture.clone();
        Callback::from(move |event: PointerEvent| gesture.borrow_mut().release(&event))
    };
    let on_leave = {
        let spot = spot.clone();
        Callback::from(move |_: PointerEvent| spot.set(None))
    };
    let middle = (playhead.done as f64 - 0.5).max(0.0);
    let at = window.across(middle);
    let zoom = {
        let sight = sight.clone();
        Callback::from(move |steps: i32| {
            sight.change(|window, whole| {
                if steps == 0 {
                    return whole.clone();
                }
                // What is at the position stays there, if that is in view.
                let at = window.across(middle);
                let around = if (0.0..=1.0).contains(&at) { at } else { 0.5 };
                window.zoomed_time(whole, STEP.powi(2 * steps), around)
            });
        })
    };
    let on_key = {
        let zoom = zoom.clone();
        Callback::from(move |event: KeyboardEvent| {
            if is_growing || event.ctrl_key() || event.alt_key() || event.meta_key() {
                return;
            }
            match event.key().as_str() {
                "+" | "=" => zoom.emit(1),
                "-" => zoom.emit(-1),
                "0" => zoom.emit(0),
                "ArrowUp" if event.shift_key() => {
                    sight.change(|window, whole| window.zoomed_addresses(whole, STEP, 0.5));
                }
                "ArrowDown" if event.shift_key() => {
                    sight.change(|window, whole| window.zoomed_addresses(whole, 1.0 / STEP, 0.5));
                }
                "ArrowUp" => sight.change(|window, whole| window.panned(whole, 0.0, 0.25)),
                "ArrowDown" => sight.change(|window, whole| window.panned(whole, 0.0, -0.25)),
                _ => return,
            }
            event.prevent_default();
            event.stop_propagation();
        })
    };

    let lanes = works.borrow();
    let progress = lanes.progress();
    let note = (*spot).and_then(|spot| tip::tip(&spot, &lanes, (&window, height / count), run, text));
    let plots: Vec<_> =
        lanes.lanes().iter().filter_map(|lane| Some((lane.kind, lane.last_plot()?))).collect();
    let said = plot::note(&lanes, *shown, *curve, text);
    let has_refusals = lanes.has_refusals();
    let lane_map = |lane: LaneKind| {
        let work = lanes.lanes().iter().find(|work| work.kind == lane);
        let map = work.and_then(|work| work.last_map());
        let until = map.as_ref().and_then(|map| map.until).or((is_growing && map.is_none()).then_some(0));
        // The picture is made now and then; the words say the same as the rest of the page.
        let ahead = until.zip(growing.as_ref()).map(|(done, (_, so_far))| {
            let words = text.lane_progress(lane, so_far.each[lane as usize].unwrap_or(0), so_far.all);
            (window.across(f64::from(done)), words.into())
        });
        html! {
            <LaneMap {lane} {map} window={window.clone()} {ahead} cut={cut(run, lane, &window, text)} summary={summary(run, lane, &lanes, text)} look={look.clone()} />
        }
    };
    let end = window.ops.end as usize;
    let (marks, words) = axis::marks(&window, run, (width, line), text, dispatch);
    html! {
        <section class={classes!("overview", side.filter(|_| !is_growing).map(|_| "overview-with-side"))} id="overview" aria-label={labels.title}
            data-from={window.ops.start.to_string()} data-to={window.ops.end.to_string()}
            data-low={window.addresses.start.to_string()} data-high={window.addresses.end.to_string()}
            data-ready={(progress.is_none() && !is_growing).to_string()} data-growing={is_growing.then_some("")}>
            <header class="overview-bar">
                <h2>{ labels.title }</h2>
                <p class="overview-stretch">{ match progress {
                    Some(percent) => text.surveying(percent),
                    None => text.stretch(run.count(window.ops.start as usize + 1).max(1), run.count(end)),
                } }</p>
                { legend(*shown, look.as_ref(), has_refusals, text) }
                <div class="buttons">
                    { zoom_button("out", "−", labels.zoom_out, -1, &zoom, !is_zoomed) }
                    { zoom_button("in", "+", labels.zoom_in, 1, &zoom, is_growing) }
                    { zoom_button("all", labels.whole, labels.whole, 0, &zoom, !is_zoomed) }
                </div>
                { side_button(Side::Sizes, labels.sizes, "open-sizes", &side, is_growing) }
                { side_button(Side::Find, labels.find, "open-find", &side, is_growing) }
            </header>
            <div class="overview-time" ref={area} tabindex="0" role="group" aria-label={labels.maps}
                onpointerdown={on_down} onpointermove={on_move} onpointerup={on_up} onpointercancel={on_cancel}
                onpointerleave={on_leave} onkeydown={on_key}>
                if !run.labels.is_empty() { <div class="overview-labels">{ words }</div> }
                <div class="overview-addresses" aria-hidden="true">
                    { for shown.iter().map(|_| html! { <span data-high={address(window.addresses.end)} data-low={address(window.addresses.start)}></span> }) }
                </div>
                <div class="overview-maps" ref={maps}>{ for shown.iter().map(lane_map) }</div>
                <span class="overview-line-height" ref={line_of_text} aria-hidden="true"></span>
                { axis::axis(&window, run, (width, line), labels.operations) }
                <CurvesPlot {plots} curve={*curve} is_log={*is_log} window={window.clone()} look={look.clone()} name={text.curve(*curve)} />
                <div class="overview-over">
                    { marks }
                    if let Some(spot) = &*spot {
                        <i class="overview-pointer" style={format!("--at:{}", spot.across.clamp(0.0, 1.0))}></i>
                    }
                    if !is_growing && (0.0..=1.0).contains(&at) {
                        <i class="overview-playhead" style={format!("--at:{at}")} data-at={playhead.done.to_string()}></i>
                    }
                </div>
                { note.unwrap_or_default() }
            </div>
            <div class="overview-key">
                { curve_choice(*curve, &curve, text) }
                <label class="chip" title={labels.log_hint}>
                    <input type="checkbox" name="log" checked={*is_log} onchange={
                        let is_log = is_log.clone();
                        move |_: Event| is_log.set(!*is_log)
                    } />
                    <span>{ labels.log }</span>
                </label>
                if let Some(look) = &look {
                    { for shown.iter().filter(|&lane| curve.is_known_of(lane)).map(|lane| line_key(lane, look)) }
                }
                if let Some(said) = said { <small id="curve-note">{ said }</small> }
            </div>
            if let Some(side) = (*side).filter(|_| !is_growing) {
                <aside class="overview-side">
                    { match side {
                        Side::Sizes => html! { <Sizes frames={props.frames.clone()} playing={props.playing} /> },
                        Side::Find => html! {
                            <Find run={run.clone()} works={SharedWorks(works.clone())} ready={progress.is_none()}
                                done={playhead.done} dispatch={dispatch.clone()} />
                        },
                    } }
                </aside>
            }
        </section>
    }
}

fn address(address: u32) -> String {
    heap_lab::text::numbers::address(address)
}

fn legend(shown: Lanes, look: Option<&look::Look>, has_refusals: bool, text: &dyn Text) -> Html {
    let entry = |kind: Kind| {
        let (name, meaning) = text.swatch(swatch_of(kind));
        let style = look.map(|look| format!("--kind:{}", look.kind(kind)));
        html! { <li title={meaning}><i class="overview-swatch" {style}></i>{ name }</li> }
    };
    let labels = text.overview();
    html! {
        <ul class="overview-legend" aria-label={text.legend_title()}>
            { for kinds(shown).map(entry) }
            if has_refusals {
                <li title={labels.refused_hint} id="legend-refused">
                    <svg class="overview-refused" viewBox="0 0 10 10" aria-hidden="true"><path d="M1 0h8l-4 7zM4.5 0h1v10h-1z" /></svg>
                    { labels.refused }
                </li>
            }
        </ul>
    }
}

/// What the maps of these lanes may show.
fn kinds(shown: Lanes) -> impl Iterator<Item = Kind> {
    Kind::ALL.into_iter().filter(move |kind| match kind {
        Kind::Reserved => shown.iter().any(LaneKind::has_tags),
        Kind::Opaque => !shown.iter().all(LaneKind::is_inspected),
        _ => true,
    })
}

fn swatch_of(kind: Kind) -> Swatch {
    match kind {
        Kind::Live => Swatch::Live,
        Kind::Padding => Swatch::Padding,
        Kind::Free => Swatch::Free,
        Kind::Untouched => Swatch::Untouched,
        Kind::Lost => Swatch::Lost,
        Kind::Foreign => Swatch::Foreign,
        Kind::Reserved => Swatch::Reserved,
        Kind::Opaque => Swatch::Opaque,
    }
}

fn zoom_button(
    name: &'static str,
    sign: &'static str,
    label: &'static str,
    steps: i32,
    zoom: &Callback<i32>,
    off: bool,
) -> Html {
    let zoom = zoom.clone();
    let press = move |_: MouseEvent| {
        if !off {
            zoom.emit(steps);
        }
    };
    html! {
        <button type="button" class="button" data-overview-zoom={name} aria-label={label} title={label}
            aria-disabled={off.to_string()} onclick={press}>{ sign }</button>
    }
}

fn side_button(
    of: Side,
    label: &'static str,
    id: &'static str,
    side: &UseStateHandle<Option<Side>>,
    off: bool,
) -> Html {
    let is_open = **side == Some(of) && !off;
    let side = side.clone();
    let toggle = move |_: MouseEvent| {
        if !off {
            side.set((!is_open).then_some(of));
        }
    };
    html! {
        <button type="button" class="button" {id} aria-expanded={is_open.to_string()} aria-disabled={off.then_some("true")}
            onclick={toggle}>{ label }</button>
    }
}

fn curve_choice(now: Curve, curve: &UseStateHandle<Curve>, text: &dyn Text) -> Html {
    let curve = curve.clone();
    let choose = move |event: Event| {
        let field: HtmlSelectElement = event.target_unchecked_into();
        if let Some(&chosen) = Curve::ALL.get(field.selected_index().max(0) as usize) {
            curve.set(chosen);
        }
    };
    html! {
        <select id="curve" aria-label={text.overview().curve} title={text.overview().curve} onchange={choose}>
            { for Curve::ALL.into_iter().map(|one| html! {
                <option value={one.key()} selected={one == now}>{ text.curve(one) }</option>
            }) }
        </select>
    }
}

/// The line of a lane in the plot.
fn line_key(lane: LaneKind, look: &look::Look) -> Html {
    let (color, (dash, gap)) = look.lane(lane);
    let dashes = if dash > 0.0 { format!("{dash} {gap}") } else { "none".to_owned() };
    html! {
        <span class="overview-line">
            <svg viewBox="0 0 28 6" width="28" height="6" aria-hidden="true">
                <path d="M0 3h28" fill="none" stroke={color.to_owned()} stroke-width="2" stroke-dasharray={dashes} />
            </svg>
            { lane.short_name() }
        </span>
    }
}

/// Where a lane ends before the run does, if that is in view.
fn cut(run: &Run, lane: LaneKind, window: &Window, text: &dyn Text) -> Option<(f64, AttrValue)> {
    let done = run.complete_up_to(lane);
    if done >= run.trace.ops.len() {
        return None;
    }
    let at = window.across(done as f64);
    let recording = run.recordings().iter().find(|recording| recording.borrow().kind() == lane)?;
    let why = text.cut_off(lane, run.count(done), recording.borrow().cut());
    (at < 1.0).then(|| (at.max(0.0), why.into()))
}

/// The map of a lane in a sentence.
fn summary(run: &Run, lane: LaneKind, works: &Works, text: &dyn Text) -> AttrValue {
    let work = works.lanes().iter().find(|work| work.kind == lane);
    let said = work.and_then(|work| {
        work.read(|recording, survey| {
            let len = survey.len();
            let mut last = None;
            recording.sums(len.saturating_sub(1)..len, &mut |_, sums| last = Some(*sums));
            let sums = last.unwrap_or_default();
            text.summary(&Summary {
                lane,
                operations: run.count(len),
                peak: sums.peak_live,
                heap: sums.heap_end - sums.foreign,
                lost: sums.lost,
                refused: sums.failed,
            })
        })
    });
    said.unwrap_or_else(|| lane.short_name().to_owned()).into()
}
