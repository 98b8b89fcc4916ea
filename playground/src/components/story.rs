//! The line above the lanes: what the operation requests, once for all lanes, and the controls of the figure.

use heap_lab::{
    lab::{
        Lanes,
        report::{self, Asked},
    },
    playhead::Playhead,
    state::{
        Action, Run,
        layout::{Change, Layout, Letters},
    },
    text::Text,
};
use yew::prelude::*;

use super::{
    heap::legend,
    icon::{Shape, icon},
    prose::prose,
};
use crate::store::Dispatch;

/// The id for `popovertarget`.
const LEGEND: &str = "legend";

/// What the line shows.
pub struct Story<'a> {
    pub run: &'a Run,
    pub playhead: Playhead,
    /// Whether all links are drawn.
    pub show_links: bool,
    /// The visible lanes.
    pub lanes: Lanes,
    pub layout: Layout,
    /// What a recorded program is called, and the ways to what is in it.
    pub program: Html,
    /// Whether the whole run can be shown above the heaps.
    pub has_overview: bool,
    /// The place in the lesson that the figure belongs to, as a link to it.
    pub place: Html,
    /// The link to the whole page, in a figure of another page.
    pub open: Html,
    /// The button that opens the verdict, if there may be one.
    pub verdict: Html,
    /// The button that adds a note, if there may be one.
    pub note: Html,
}

/// The line.
pub fn story(story: &Story, text: &dyn Text, dispatch: &Dispatch) -> Html {
    let labels = &text.page().story;
    let links = {
        let dispatch = dispatch.clone();
        move |_: Event| dispatch.dispatch(Action::ToggleLinks)
    };
    let letters = {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| dispatch.dispatch(Action::Layout(Change::NextLetters))
    };
    let leave = {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| dispatch.dispatch(Action::Layout(Change::Present(false)))
    };
    let overview = {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| dispatch.dispatch(Action::Layout(Change::ToggleOverview))
    };
    html! {
        <div class="story">
            // The header has the heading, and is hidden then.
            if story.layout.presenting || story.layout.embedded {
                <h1 class="unseen">{ text.page().app.title }</h1>
            }
            { story.program.clone() }
            { words(story, text) }
            <div class="story-tools">
                { story.place.clone() }
                { story.open.clone() }
                if story.layout.presenting {
                    <button type="button" class="button button-flat" id="present-end" onclick={leave}>
                        { text.page().header.present_end }
                    </button>
                }
                { story.note.clone() }
                { story.verdict.clone() }
                if story.has_overview {
                    <button type="button" class="button button-flat" id="open-overview" aria-controls="overview"
                        aria-expanded={story.layout.overview.to_string()} title={text.overview().toggle} onclick={overview}>
                        { text.overview().title }
                    </button>
                }
                <button type="button" class="button button-flat" popovertarget={LEGEND} aria-haspopup="dialog">
                    { labels.legend }{ icon(Shape::Down) }
                </button>
                <button type="button" class="button button-flat" id="letters" data-letters={story.layout.letters.key()}
                    aria-pressed={(story.layout.letters != Letters::Normal).to_string()}
                    aria-label={labels.letters} title={labels.letters} onclick={letters}>
                    { labels.letters_sign }
                </button>
            </div>
            <div id={LEGEND} class="popover legend" popover="auto" role="dialog" aria-label={labels.legend}>
                { legend(story.lanes, text) }
                <label class="chip" title={labels.links_hint}>
                    <input type="checkbox" name="links" checked={story.show_links} onchange={links} />
                    <span>{ labels.links }</span>
                </label>
            </div>
        </div>
    }
}

/// The request in the words of the script, and what it is.
fn words(story: &Story, text: &dyn Text) -> Html {
    let trace = &story.run.trace;
    // Without the header it is the title of the page.
    let title = story.layout.presenting || story.layout.embedded;
    let (role, level) = (title.then_some("heading"), title.then_some("1"));
    let Some(op) = story.playhead.current() else {
        let labels = &text.page().transport;
        let words = if story.run.is_empty() { labels.nothing } else { labels.before_first };
        return html! { <p class="story-words" {role} aria-level={level}><strong>{ words }</strong></p> };
    };
    let asked = report::asked(trace, op);
    if let Asked::Label { text: label } = asked {
        return html! {
            <p class="story-words" {role} aria-level={level} aria-current="step"><strong>{ label }</strong></p>
        };
    }
    let request = if story.run.is_recorded() { text.recorded_request(&asked) } else { text.request(&asked) };
    let about = text.about(&report::about(trace, op));
    html! {
        <p class="story-words" {role} aria-level={level} aria-current="step" title={format!("{request} {}", about.replace('`', ""))}>
            <code>{ request }</code>
            <span>{ prose(&about) }</span>
            if let Some(label) = report::chapter(&story.run.labels, op) {
                <span class="story-chapter">{ text.chapter(label) }</span>
            }
        </p>
    }
}
