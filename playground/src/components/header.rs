//! The top of the page: the panel, examples, arena, lanes, presenting, sharing, language, theme and help.
//!
//! Where there is no room for all of them, the end of the row becomes a menu: the same elements, shown by the browser as
//! a popover.

use heap_lab::{
    arena::Settings,
    challenge::Records,
    lab::{LaneKind, Lanes},
    state::{
        Action, Theme,
        layout::{Change, Layout, Panel},
        reading::Progress,
    },
    text::{Language, Text, page},
};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::{
    arena_form::ArenaForm,
    desk, examples, format, help,
    icon::{Shape, icon},
    lesson::menu::{self as lesson_menu, Menu as Lessons},
    page::{choose_language, toggle_lane},
    program::Opener,
    share::{self, Choice},
    text::use_text,
};
use crate::{browser, store::Dispatch};

/// Ids for `popovertarget`.
const ARENA: &str = "arena";
const LANES: &str = "lanes";
const OTHERS: &str = "other-lanes";
pub const MORE: &str = "more";
/// The id of the button that opens and closes the panel.
pub const OPEN_PANEL: &str = "open-panel";

#[derive(PartialEq, Properties)]
pub struct HeaderProps {
    pub settings: Settings,
    pub shown: Lanes,
    /// Whether the program is a script.
    pub scripted: bool,
    pub layout: Layout,
    pub theme: Theme,
    pub language: Language,
    /// Whether a question is open: then arena and lanes stay as they are.
    pub asked: bool,
    /// The lesson of the course that is open.
    pub lesson: Option<usize>,
    /// What was answered in the course, and what forgets it.
    pub progress: Progress,
    pub clear: Callback<MouseEvent>,
    /// The best solutions of challenges.
    pub records: Records,
    pub share: Callback<Choice>,
    /// Whether a verdict is shown, which can be saved.
    pub judged: bool,
    pub dispatch: Dispatch,
}

/// The header.
#[component]
pub fn Header(props: &HeaderProps) -> Html {
    let HeaderProps { settings, shown, layout, theme, language, share, dispatch, .. } = props;
    let text = use_text();
    let open = use_context::<Opener>().unwrap_or_default();
    let labels = &text.page().header;
    let arena = text.page().arena.arena;
    let size = format::size(settings.bytes());
    html! {
        <header class="header">
            <button type="button" class="skip" onclick={|_: MouseEvent| browser::focus("play")}>{ labels.skip }</button>
            { panel_button(*layout, props.scripted, labels, dispatch) }
            <h1 class="wordmark">{ "lite-alloc" }<span>{ format!(" {}", labels.playground) }</span></h1>
            <button type="button" class="button" id="open-lessons" popovertarget={lesson_menu::ID} aria-haspopup="dialog">
                { text.lessons().menu }{ icon(Shape::Down) }
            </button>
            <Lessons quiz={props.scripted} language={*language} open={props.lesson} progress={props.progress.clone()}
                clear={props.clear.clone()} records={props.records.clone()} dispatch={dispatch.clone()} />
            <button type="button" class="button" popovertarget={examples::ID} aria-haspopup="dialog">
                { labels.examples }{ icon(Shape::Down) }
            </button>
            { examples::menu(&open, text, dispatch) }
            <button type="button" class="button" popovertarget={ARENA} aria-haspopup="dialog" id="open-arena">
                <span>{ arena }<span class="arena-size">{ " " }{ size }</span></span>{ icon(Shape::Down) }
            </button>
            <div id={ARENA} class="popover popover-small" popover="auto" role="dialog" aria-label={text.page().arena.arena}>
                <ArenaForm settings={*settings} disabled={props.asked} dispatch={dispatch.clone()} />
            </div>
            <button type="button" class="button narrow-only" popovertarget={LANES} aria-haspopup="dialog">
                { labels.lanes }{ icon(Shape::Down) }
            </button>
            { lane_toggles(*shown, props.asked, text, dispatch) }
            <button type="button" class="button button-square narrow-only" popovertarget={MORE} aria-haspopup="dialog"
                aria-label={labels.more} title={labels.more}>{ "⋯" }</button>
            <div id={MORE} class="header-end popover popover-small" popover="auto" role="group" aria-label={labels.more}>
                { present_button(labels, dispatch) }
                { share::menu(*shown, props.judged, share, text) }
                { for Language::ALL.into_iter().filter(|other| other != language)
                    .map(|other| language_button(other, labels, dispatch)) }
                { theme_button(*theme, labels, dispatch) }
                <button type="button" class="button button-flat button-square" id="open-help" popovertarget={help::ID}
                    aria-haspopup="dialog" aria-label={labels.help} title={labels.help_hint}>{ "?" }</button>
            </div>
        </header>
    }
}

fn panel_button(layout: Layout, scripted: bool, labels: &page::Header, dispatch: &Dispatch) -> Html {
    let dispatch = dispatch.clone();
    let toggle = move |_: MouseEvent| {
        dispatch.dispatch(Action::Layout(Change::ToggleDesk(Panel::Example.of(scripted))));
    };
    html! {
        <button type="button" class="button button-flat button-square" id={OPEN_PANEL} aria-controls={desk::ID}
            aria-expanded={layout.panel.is_some().to_string()} aria-label={labels.panel} title={labels.panel}
            onclick={toggle}>{ icon(Shape::Panel) }</button>
    }
}

/// One stop for Tab, and one for the allocators of others; the arrows move between the lanes.
fn lane_toggles(shown: Lanes, asked: bool, text: &dyn Text, dispatch: &Dispatch) -> Html {
    let on_key = |event: KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowLeft" | "ArrowUp" => -1,
            "ArrowRight" | "ArrowDown" => 1,
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        let Some(root) = event.current_target().and_then(|root| root.dyn_into::<Element>().ok()) else {
            return;
        };
        let Ok(boxes) = root.query_selector_all("input") else { return };
        let at = |index: u32| boxes.item(index).and_then(|node| node.dyn_into::<HtmlElement>().ok());
        let here = (0..boxes.length())
            .find(|&index| at(index).is_some_and(|one| one.matches(":focus").unwrap_or(false)));
        if let Some(next) = here.and_then(|here| here.checked_add_signed(step)).and_then(at) {
            // It does no harm if it cannot take the focus.
            let _ = next.focus();
        }
    };
    let others = text.page().header.other_lanes;
    let is_peer = |lane: LaneKind| !lane.is_inspected();
    let lanes = |kinds: &[LaneKind]| -> Vec<Html> {
        let toggle =
            |(index, &lane): (usize, &LaneKind)| lane_toggle(lane, index == 0, shown, asked, text, dispatch);
        kinds.iter().enumerate().map(toggle).collect()
    };
    html! {
        <div id={LANES} class="lane-toggles popover popover-small" popover="auto" role="toolbar"
            aria-label={text.page().header.lanes} onkeydown={on_key}>
            { for lanes(&LaneKind::OURS) }
            <button type="button" class="button button-flat button-square lane-others-open" popovertarget={OTHERS}
                aria-haspopup="dialog" aria-label={others} title={others}
                data-shown={shown.iter().any(is_peer).then_some("")}>{ "+" }</button>
            <div id={OTHERS} class="lane-others popover popover-small" popover="auto" role="group" aria-label={others}>
                <span class="lane-others-title">{ others }</span>
                { for lanes(&LaneKind::PEERS) }
            </div>
        </div>
    }
}

fn lane_toggle(
    lane: LaneKind,
    is_stop: bool,
    shown: Lanes,
    asked: bool,
    text: &dyn Text,
    dispatch: &Dispatch,
) -> Html {
    let is_shown = shown.contains(lane);
    // At least one lane always stays visible, and its box checked.
    let stays = asked || is_shown && shown.iter().count() == 1;
    let keep = stays.then(|| Callback::from(|event: MouseEvent| event.prevent_default()));
    let toggle = {
        let dispatch = dispatch.clone();
        move |_| toggle_lane(lane, shown, &dispatch)
    };
    html! {
        <label class="lane-toggle" title={format!("{}: {}", lane.name(), text.idea(lane))}>
            <input type="checkbox" name={format!("lane-{}", lane.slug())} checked={is_shown}
                aria-disabled={stays.then_some("true")} tabindex={if is_stop { "0" } else { "-1" }} onclick={keep}
                onchange={toggle} />
            <span>{ lane.short_name() }</span>
        </label>
    }
}

fn present_button(labels: &page::Header, dispatch: &Dispatch) -> Html {
    let dispatch = dispatch.clone();
    let present = move |_: MouseEvent| dispatch.dispatch(Action::Layout(Change::Present(true)));
    html! {
        <button type="button" class="button button-flat" id="present" popovertarget={MORE} popovertargetaction="hide"
            title={labels.present_hint} onclick={present}>{ labels.present }</button>
    }
}

/// Labelled in the language that it changes to.
fn language_button(language: Language, labels: &page::Header, dispatch: &Dispatch) -> Html {
    let dispatch = dispatch.clone();
    let choose = move |_: MouseEvent| choose_language(language, &dispatch);
    html! {
        <button type="button" class="button button-flat" id="language" lang={language.tag()} title={labels.language}
            onclick={choose}>{ language.name() }</button>
    }
}

fn theme_button(theme: Theme, labels: &page::Header, dispatch: &Dispatch) -> Html {
    let (shape, label, next) = match theme {
        Theme::System => (Shape::System, labels.colours_of_system, Theme::Light),
        Theme::Light => (Shape::Light, labels.colours_light, Theme::Dark),
        Theme::Dark => (Shape::Dark, labels.colours_dark, Theme::System),
    };
    let change = {
        let dispatch = dispatch.clone();
        move |_| dispatch.dispatch(Action::Theme(next))
    };
    html! {
        <button type="button" class="button button-flat button-square" id="theme" aria-label={label} title={label}
            onclick={change}>
            { icon(shape) }
        </button>
    }
}
