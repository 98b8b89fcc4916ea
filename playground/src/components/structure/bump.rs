//! The bump range as a bar: where the bump pointer is, and how far it can go.

use std::ops::Range;

use heap_lab::{
    lab::{LaneKind, view::PageRun},
    scene::Pick,
    text::{Text, numbers::address},
};
use yew::prelude::*;

/// The bump range of a lane.
pub struct BumpRange<'a> {
    /// The lane.
    pub lane: LaneKind,
    /// The memory above the bump pointer.
    pub range: Range<u32>,
    /// The pages grown so far.
    pub page_runs: &'a [PageRun],
    /// What is selected.
    pub selected: Option<Pick>,
    /// What is pointed at.
    pub hovered: Option<Pick>,
}

/// The bar, from the start of the run of pages that the range ends in.
pub fn bump_range(bump: &BumpRange, text: &dyn Text) -> Html {
    let Range { start, end } = bump.range;
    let rest = bump.lane.rest();
    let title = text.bump_title(rest);
    let ends_there =
        |run: &&PageRun| !run.foreign && run.start < end && end - run.start <= run.size && run.start <= start;
    let Some(run) = bump.page_runs.iter().find(ends_there) else {
        return html! {
            <h3 class="structure-head">{ title }<span>{ text.no_pages_yet() }</span></h3>
        };
    };
    let whole = f64::from(end - run.start).max(1.0);
    let used = (f64::from(start - run.start) / whole * 10_000.0).round() / 100.0;
    let lit = |pick: Option<Pick>| match pick {
        Some(Pick::At(lane, at)) => lane == bump.lane && bump.range.contains(&at),
        _ => false,
    };
    let class = classes!(
        "structure-bump",
        lit(bump.selected).then_some("selected"),
        lit(bump.hovered).then_some("hovered"),
    );
    html! {
        <>
            <h3 class="structure-head">
                { title }
                <span>{ text.untouched(end.saturating_sub(start)) }</span>
            </h3>
            <button type="button" {class} data-address={start.to_string()} tabindex="0"
                aria-label={text.bump_range(rest, start, end)} style={format!("--used:{used}%")}>
                <span class="structure-used"></span>
                <span class="structure-pointer"></span>
            </button>
            <p class="structure-ends" aria-hidden="true">
                <code>{ address(run.start) }</code>
                <code class="structure-at">{ format!("{} {}", text.bump_pointer(rest), address(start)) }</code>
                <code>{ format!("{} {}", text.bump_end(), address(end)) }</code>
            </p>
        </>
    }
}
