//! The map of one lane: its pixels, the outlines of blocks, marks of refused requests, and where the lane ends.

use heap_lab::{lab::LaneKind, overview::window::Window};
use web_sys::HtmlCanvasElement;
use yew::prelude::*;

use super::{
    look::Look,
    pictures::{Map, Shared},
};
use crate::browser::brush::{self, Brush};

#[derive(PartialEq, Properties)]
pub struct LaneMapProps {
    pub lane: LaneKind,
    /// The map, which may be of another part of the run until the next one is ready.
    pub map: Option<Shared<Map>>,
    /// The part of the run that is shown.
    pub window: Window,
    /// Where the lane ends, if that is in view: from 0 to 1, and why.
    pub cut: Option<(f64, AttrValue)>,
    /// While the lane runs, how far the map is: from 0 to 1, and in words.
    pub ahead: Option<(f64, AttrValue)>,
    /// What the map shows, in a sentence.
    pub summary: AttrValue,
    pub look: Option<Look>,
}

/// A lane that ends behind this share of the map leaves no room there for the reason, which is then written before the end.
const LATE: f64 = 0.75;

/// The map.
#[component]
pub fn LaneMap(props: &LaneMapProps) -> Html {
    let canvas = use_node_ref();
    {
        let canvas = canvas.clone();
        use_effect_with((props.map.clone(), props.look.clone()), move |(map, look)| {
            if let (Some(element), Some(map), Some(look)) = (canvas.cast::<HtmlCanvasElement>(), map, look) {
                paint(&element, map, look);
            }
        });
    }
    let style = props.map.as_ref().map(|map| moved(&map.wanted.window, &props.window));
    let is_current = props.map.as_ref().is_some_and(|map| map.wanted.window == props.window);
    html! {
        <div class="overview-map" data-map={props.lane.slug()} data-ready={is_current.to_string()}>
            <div class="overview-picture" role="img" aria-label={props.summary.clone()}>
                <canvas ref={canvas} {style} aria-hidden="true" />
            </div>
            if let Some((at, why)) = &props.cut {
                <div class={classes!("overview-cut", (*at > LATE).then_some("overview-cut-late"))} style={format!("--at:{at}")}
                    title={why}><span>{ why }</span></div>
            }
            if let Some((at, so_far)) = &props.ahead {
                <div class="overview-ahead" style={format!("--at:{at}")}><span>{ so_far }</span></div>
            }
            <span class="overview-name" aria-hidden="true">{ props.lane.short_name() }</span>
        </div>
    }
}

/// Shows a picture of one part of the run where another part is shown.
fn moved(of: &Window, shown: &Window) -> String {
    if of == shown {
        return String::new();
    }
    let (left, right) = (shown.across(f64::from(of.ops.start)), shown.across(f64::from(of.ops.end)));
    let (low, high) = (shown.up(of.addresses.start), shown.up(of.addresses.end));
    format!(
        "transform:translate({}%,{}%) scale({},{})",
        left * 100.0,
        (1.0 - high) * 100.0,
        right - left,
        high - low
    )
}

fn paint(element: &HtmlCanvasElement, map: &Map, look: &Look) {
    let (columns, rows) = map.picture.size();
    let ratio = map.wanted.ratio;
    if let Some(brush) = brush::put(element, map.picture.bytes(), columns, rows, ratio) {
        paint_marks(&brush, map, look);
    }
}

/// Paints what lies over the pixels of a map: the outlines of blocks, and marks of refused requests.
pub fn paint_marks(brush: &Brush, map: &Map, look: &Look) {
    let ((columns, rows), wanted) = (map.picture.size(), &map.wanted);
    let (width, height) = (f64::from(columns) / wanted.ratio, f64::from(rows) / wanted.ratio);
    let window = &wanted.window;
    let across = |op: u32| window.across(f64::from(op)).clamp(0.0, 1.0) * width;
    let down = |address: u32| (1.0 - window.up(address)).clamp(0.0, 1.0) * height;
    brush.draw_with(&look.outline, 1.0);
    for life in &map.outlines {
        let (left, right) = (across(life.from), across(life.to));
        let (top, bottom) = (down(life.tile.end()), down(life.tile.start));
        brush.frame((left, top, right - left, bottom - top), 1.0, false, false);
    }
    brush.fill_with(&look.refused);
    for &op in &map.refusals {
        paint_refusal(brush, window.across(f64::from(op) + 0.5) * width, 0.0, height);
    }
}

/// The mark of a refused request.
pub fn paint_refusal(brush: &Brush, x: f64, top: f64, bottom: f64) {
    brush.shape(&[(x - 4.0, top), (x + 4.0, top), (x, top + 7.0)]);
    brush.upright(x, top, bottom, 1.0);
}
