//! The curves of all lanes on the time axis of the maps.

use heap_lab::{
    lab::{LaneKind, Lanes},
    overview::{
        curves::{self, Curve, Extent},
        window::Window,
    },
    text::{
        Text,
        numbers::{grouped, scaled},
    },
};
use web_sys::HtmlCanvasElement;
use yew::prelude::*;

use super::{
    look::Look,
    pictures::{Line, Plot, Shared},
    work::Works,
};
use crate::{
    browser::brush::{self, Brush},
    components::heap::use_size,
};

#[derive(PartialEq, Properties)]
pub struct CurvesProps {
    /// The curves that are ready.
    pub plots: Vec<(LaneKind, Shared<Plot>)>,
    pub curve: Curve,
    pub is_log: bool,
    /// The part of the run that is shown.
    pub window: Window,
    pub look: Option<Look>,
    pub name: AttrValue,
}

/// The plot and its axis.
#[component]
pub fn CurvesPlot(props: &CurvesProps) -> Html {
    let (place, canvas) = (use_node_ref(), use_node_ref());
    let (width, height) = use_size(&place);
    let plots: Vec<_> = props.plots.iter().filter(|(_, plot)| plot.curve == props.curve).cloned().collect();
    let most = plots.iter().map(|(_, plot)| most(plot)).max().unwrap_or(0);
    let ticks = curves::ticks(most, props.curve.is_bytes(), props.is_log);
    {
        let canvas = canvas.clone();
        let inputs = (
            plots,
            most,
            props.is_log,
            props.window.clone(),
            props.look.clone(),
            (width, height),
            ticks.clone(),
        );
        use_effect_with(inputs, move |(plots, most, is_log, window, look, (width, height), ticks)| {
            let (Some(element), Some(look)) = (canvas.cast::<HtmlCanvasElement>(), look) else { return };
            if *width <= 0.0 {
                return;
            }
            let Some(brush) = brush::start(&element, *width, *height) else { return };
            let scale = Scale { most: *most, is_log: *is_log, width: *width, height: *height };
            paint(&brush, plots, window, look, &scale, ticks);
        });
    }
    let number = |tick: u32| number(tick, props.curve);
    html! {
        <>
            <div class="overview-values" aria-hidden="true">
                { for ticks.iter().map(|&tick| html! {
                    <span style={format!("--up:{}", curves::height(tick, most, props.is_log))}>{ number(tick) }</span>
                }) }
            </div>
            <div class="overview-plot" ref={place} role="img" aria-label={props.name.clone()} data-curve={props.curve.key()}
                data-most={most.to_string()}>
                <canvas ref={canvas} aria-hidden="true" />
            </div>
        </>
    }
}

/// The size of a plot, and its largest value.
pub struct Scale {
    pub most: u32,
    pub is_log: bool,
    pub width: f64,
    pub height: f64,
}

impl Scale {
    /// Where a value is, from the top. Lines at the edges would be cut.
    pub fn down(&self, value: u32) -> f64 {
        2.0 + (1.0 - curves::height(value, self.most, self.is_log)) * (self.height - 4.0)
    }
}

/// Paints lines at these values, and the curves over them.
pub fn paint(
    brush: &Brush,
    plots: &[(LaneKind, Shared<Plot>)],
    window: &Window,
    look: &Look,
    scale: &Scale,
    ticks: &[u32],
) {
    brush.fill_with(&look.grid);
    for &tick in ticks {
        brush.rect(0.0, scale.down(tick), scale.width, 1.0);
    }
    for (index, (lane, plot)) in plots.iter().enumerate() {
        let (color, (dash, gap)) = look.lane(*lane);
        brush.draw_with(color, stroke(index, plots.len()));
        brush.dash(dash, gap);
        brush.line(&points(plot, window, scale.width, &|value| scale.down(value)));
    }
    brush.dash(0.0, 0.0);
}

/// The width of a curve: those painted before others are wider, so that they show at the edges of the others where they are equal.
fn stroke(index: usize, curves: usize) -> f64 {
    let over = (curves - 1 - index) as f64;
    1.5 + over * (3.0 / curves as f64).min(1.0)
}

/// A value beside the plot.
pub fn number(value: u32, curve: Curve) -> String {
    if curve.is_bytes() && value >= 1024 { scaled(value) } else { grouped(value) }
}

/// What is to be said of a curve: of which lanes it is not known, and after how many operations it was read.
pub fn note(works: &Works, shown: Lanes, curve: Curve, text: &dyn Text) -> Option<String> {
    let hidden: Vec<_> = shown.iter().filter(|&lane| !curve.is_known_of(lane)).collect();
    let plots = works.lanes().iter().filter_map(|lane| lane.last_plot());
    let sampled = plots.filter(|plot| plot.curve == curve).find_map(|plot| match &plot.line {
        Line::Sampled(samples) if !samples.is_exact() => Some(text.sampled(samples.values().len())),
        Line::Sampled(_) | Line::Exact(_) => None,
    });
    let hidden = (!hidden.is_empty()).then(|| text.hidden_curve(&hidden));
    let parts: Vec<_> = sampled.into_iter().chain(hidden).collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// The highest value of a curve.
pub fn most(plot: &Plot) -> u32 {
    match &plot.line {
        Line::Exact(curves) => curves.columns(plot.curve).map_or(0, curves::most),
        Line::Sampled(samples) => samples.values().iter().map(|&(_, value)| value).max().unwrap_or(0),
    }
}

/// The points of a curve.
fn points(plot: &Plot, window: &Window, width: f64, down: &dyn Fn(u32) -> f64) -> Vec<(f64, f64)> {
    let left = window.across(f64::from(plot.ops.start)) * width;
    let right = window.across(f64::from(plot.ops.end)) * width;
    match &plot.line {
        Line::Sampled(samples) => {
            let point = |&(op, value): &(u32, u32)| (window.across(f64::from(op) + 0.5) * width, down(value));
            samples.values().iter().map(point).collect()
        }
        Line::Exact(curves) => {
            let columns = curves.columns(plot.curve).unwrap_or_default();
            let step = (right - left) / columns.len().max(1) as f64;
            let mut points: Vec<(f64, f64)> = Vec::new();
            for (index, extent) in columns.iter().enumerate() {
                let Some(Extent { least, most }) = *extent else { continue };
                let x = left + index as f64 * step;
                // A number stays until the next operation.
                if let Some(&(_, y)) = points.last() {
                    points.push((x, y));
                }
                // It goes on from the nearer end.
                let (low, high) = (down(least), down(most));
                let from_low = points.last().is_none_or(|&(_, y)| (y - low).abs() <= (y - high).abs());
                let (first, second) = if from_low { (low, high) } else { (high, low) };
                points.push((x, first));
                if least != most {
                    points.push((x, second));
                }
            }
            if let Some(&(_, y)) = points.last() {
                points.push((window.across(f64::from(plot.end)) * width, y));
            }
            points
        }
    }
}
