//! The menu of everything that leaves the page: links, the code of a frame, pictures, numbers, the verdict, paper.

mod saving;
mod verdict;

use heap_lab::{
    examples,
    export::svg::escape,
    lab::{
        LaneKind, Lanes,
        report::{self, Asked},
    },
    playhead::{Playhead, Timeline},
    share::View,
    speed::Speed,
    state::{Action, AppState, Document, Notice, Run},
    text::{Text, examples::ExampleText},
    verdict::Verdict,
};
use web_sys::HtmlAnchorElement;
use yew::prelude::*;

use super::{
    heap::figure::{Picture, Subject, Words},
    icon::{Shape, icon},
    program,
};
use crate::{
    browser::{brush, clipboard, download, fragment, popover, printing},
    store::Dispatch,
};
pub use saving::stop;
use verdict::Format;

/// The id for `popovertarget`.
pub const ID: &str = "share-menu";
/// The width of pictures, in pixels.
const WIDTH: f64 = 960.0;
/// Pixels of a PNG per pixel of the picture.
const RATIO: f64 = 2.0;
/// The height of a frame in another page, in pixels.
const FRAME: u32 = 420;

/// A choice in the menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Copy a link.
    Link,
    /// Copy the code of a frame.
    Embed,
    /// Save a picture of these lanes as SVG.
    Svg(Lanes),
    /// Save it as PNG.
    Png(Lanes),
    /// Save the maps and the curve of the whole run as SVG, or as PNG.
    Run {
        /// Whether it is saved as pixels.
        pixels: bool,
    },
    /// Save the numbers.
    Csv,
    /// Save the trace, compressed or not.
    Trace {
        /// Whether it is compressed.
        gzip: bool,
    },
    /// Save the verdict, or its charts.
    Verdict(Format),
    /// Print.
    Print,
}

/// The button that opens the menu, and the menu; `judged` is whether a verdict is shown.
pub fn menu(shown: Lanes, judged: bool, choose: &Callback<Choice>, text: &dyn Text) -> Html {
    let (title, labels) = (text.page().header.share, text.export());
    let choosing = |choice: Choice| {
        let choose = choose.clone();
        move |_: MouseEvent| choose.emit(choice)
    };
    let button = |id: &'static str, face: &'static str, hint: &'static str, choice: Choice| {
        html! {
            <button type="button" class="button" {id} title={hint} onclick={choosing(choice)}>{ face }</button>
        }
    };
    let download = |id: Option<&'static str>, what: &'static str, format: &'static str, choice: Choice| {
        let name = text.download(what, format);
        html! {
            <button type="button" class="button" {id} aria-label={name.clone()} title={name}
                onclick={choosing(choice)}>{ format }</button>
        }
    };
    let picture = |name: &'static str, lanes: Lanes| {
        html! {
            <div class="share-row" data-lanes={lanes.slugs()}>
                <span>{ name }</span>
                { download(None, name, "SVG", Choice::Svg(lanes)) }
                { download(None, name, "PNG", Choice::Png(lanes)) }
            </div>
        }
    };
    let judgement = text.verdict_labels();
    let verdict_rows = [
        (judgement.title, [("share-verdict-csv", "CSV", Format::Csv), ("share-verdict-json", "JSON", Format::Json)]),
        (judgement.charts, [("share-charts-svg", "SVG", Format::Svg), ("share-charts-png", "PNG", Format::Png)]),
    ]
    .map(|(what, formats)| {
        html! {
            <div class="share-row">
                <span>{ what }</span>
                { for formats.map(|(id, format, choice)| download(Some(id), what, format, Choice::Verdict(choice))) }
            </div>
        }
    });
    let single = |lane: LaneKind| picture(lane.short_name(), Lanes::of(|one| one == lane));
    html! {
        <>
            <button type="button" class="button button-flat" id="open-share" popovertarget={ID} aria-haspopup="dialog">
                { title }{ icon(Shape::Down) }
            </button>
            <div id={ID} class="popover popover-small share" popover="auto" role="dialog" aria-label={title}>
                { button("share", labels.link, text.page().header.share_hint, Choice::Link) }
                { button("share-embed", labels.embed, labels.embed_hint, Choice::Embed) }
                if judged { { for verdict_rows } }
                { picture(labels.all_lanes, shown) }
                if shown.iter().count() > 1 {
                    { for shown.iter().map(single) }
                }
                <div class="share-row">
                    <span title={text.overview().save_hint}>{ text.overview().title }</span>
                    { download(Some("share-run-svg"), text.overview().title, "SVG", Choice::Run { pixels: false }) }
                    { download(Some("share-run-png"), text.overview().title, "PNG", Choice::Run { pixels: true }) }
                </div>
                <div class="share-row">
                    <span title={labels.numbers_hint}>{ labels.numbers }</span>
                    { download(Some("share-csv"), labels.numbers, "CSV", Choice::Csv) }
                </div>
                <div class="share-row">
                    <span title={text.program().save_hint}>{ text.program().trace }</span>
                    { download(Some("share-trace"), text.program().trace, "TXT", Choice::Trace { gzip: false }) }
                    { download(Some("share-trace-gz"), text.program().trace, "GZ", Choice::Trace { gzip: true }) }
                </div>
                { button("share-print", labels.print, labels.print_hint, Choice::Print) }
            </div>
        </>
    }
}

/// Does what was chosen, closes the menu, and reports it. `judged` is the verdict that is shown.
pub fn act(choice: Choice, state: &AppState, judged: Option<&Verdict>, dispatch: &Dispatch) {
    // In a narrow window the menu is a part of another one.
    [ID, super::header::MORE].into_iter().for_each(popover::hide);
    let notify = {
        let dispatch = dispatch.clone();
        move |notice| dispatch.dispatch(Action::Notify(Some(notice)))
    };
    match (choice, &state.seen()) {
        (Choice::Trace { gzip }, run) => saving::save_trace(state, run.as_ref(), gzip, notify),
        (Choice::Link | Choice::Embed, _) => copy(choice == Choice::Embed, state, notify),
        (Choice::Svg(lanes), Some(run)) => save_picture(state, run, lanes, false, notify),
        (Choice::Png(lanes), Some(run)) => save_picture(state, run, lanes, true, notify),
        (Choice::Run { pixels }, Some(run)) => {
            saving::save_run(state, run, words(state, run), pixels, notify)
        }
        (Choice::Csv, Some(run)) => saving::save_numbers(state, run, notify),
        (Choice::Verdict(format), _) => {
            if let Some(judged) = judged {
                verdict::save(state, judged, format, notify);
            }
        }
        (Choice::Print, _) => printing::print(),
        // There is nothing to show yet.
        (Choice::Svg(_) | Choice::Png(_) | Choice::Run { .. } | Choice::Csv, None) => {}
    }
}

/// Copies a link, or the code of a frame.
fn copy(embed: bool, state: &AppState, notify: impl Fn(Notice) + 'static) {
    let document = if embed { embedded(state) } else { state.document() };
    let text = match document.write() {
        Ok(text) => text,
        Err(error) => return notify(Notice::NoLink(error)),
    };
    let address = fragment::address(&text);
    let (code, copied, refused) = if embed {
        (frame(state, &address), Notice::EmbedCopied, Notice::EmbedRefused)
    } else {
        fragment::replace(&text);
        (address, Notice::LinkCopied, Notice::CopyRefused)
    };
    clipboard::copy(code, move |done| notify(if done { copied } else { refused }));
}

/// Saves a picture of some lanes, as pixels or as SVG.
fn save_picture(state: &AppState, run: &Run, lanes: Lanes, pixels: bool, notify: impl Fn(Notice) + 'static) {
    let name = file(state, run, lanes, if pixels { "png" } else { "svg" });
    let (picture, words) = (Picture::new(&Subject { state, run, lanes, width: WIDTH }), words(state, run));
    let (svg, height) = picture.svg(&words);
    let saved = {
        let name = name.clone();
        move |saved| notify(if saved { Notice::Saved(name) } else { Notice::NotSaved })
    };
    if !pixels {
        return saved(download::save_text(&name, "image/svg+xml", &svg));
    }
    match brush::sheet(WIDTH, height, RATIO) {
        Some((canvas, brush)) => {
            picture.paint(&brush, &words, height);
            download::save_canvas(name, &canvas, saved);
        }
        None => saved(false),
    }
}

/// The work as a figure in another page.
fn embedded(state: &AppState) -> Document {
    let view = View {
        embed: true,
        zoom: state.zoom,
        speed: (state.speed != Speed::default()).then_some(state.speed),
        language: Some(state.language),
    };
    Document { view, ..state.document() }
}

/// A frame that shows the page at this address.
fn frame(state: &AppState, address: &str) -> String {
    let mut code = String::from("<iframe src=\"");
    escape(&mut code, address);
    code.push_str("\" title=\"");
    escape(&mut code, &state.language.text().embed_title(&subject(state)));
    code += &format!("\" width=\"100%\" height=\"{FRAME}\" style=\"border: 0\" loading=\"lazy\"></iframe>");
    code
}

/// The link from a figure in another page to the whole page at the same position. Its address is that of the figure, which
/// may be a step behind, and exact once it is followed: to make it takes a while.
pub fn open_link(state: &AppState) -> Html {
    let labels = state.language.text().export();
    let (fragment, view) = View::split(&fragment::get());
    let last = View { embed: false, ..view }.join(fragment);
    let refresh = {
        let state = state.clone();
        move |event: MouseEvent| {
            let document = state.document();
            let view = View { embed: false, ..document.view };
            let text = Document { view, ..document }.write();
            if let Some((link, text)) = event.target_dyn_into::<HtmlAnchorElement>().zip(text.ok()) {
                link.set_href(&fragment::address(&text));
            }
        }
    };
    html! {
        <a id="open-page" class="open-page" href={fragment::address(&last)} target="_blank" rel="noopener"
            title={labels.open_hint} onclick={refresh}>{ labels.open }{ " ↗" }</a>
    }
}

/// The name of the work: that of the example, if it is one.
pub fn subject(state: &AppState) -> String {
    let text = state.language.text();
    if let Some(home) = state.program.home() {
        return program::name(home, text);
    }
    examples::of_script(&state.program.script())
        .map_or(text.export().script, |example| {
            let ExampleText { title, .. } = text.example(example.id);
            title
        })
        .to_owned()
}

/// What is written around a picture of the state.
pub fn words(state: &AppState, run: &Run) -> Words {
    let text = state.language.text();
    let len = run.count(run.trace.ops.len());
    let (title, mut position) = match state.playhead.current() {
        Some(op) => {
            let title = match report::asked(&run.trace, op) {
                Asked::Label { text } => text.to_owned(),
                asked if run.is_recorded() => text.recorded_request(&asked),
                asked => text.request(&asked),
            };
            let about = text.about(&report::about(&run.trace, op)).replace('`', "");
            let chapter =
                report::chapter(&run.labels, op).map(|label| text.chapter(label)).unwrap_or_default();
            // At a label, the operations before it are over.
            let number = run.count(op + 1);
            let parts = [about, text.position(number, len), chapter];
            (title, parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "))
        }
        None => (text.page().transport.before_first.to_owned(), text.before_all(len)),
    };
    if let Playhead { event: event @ 1.., .. } = state.playhead {
        let steps = state.playhead.current().map_or(0, |op| run.timeline(state.shown).steps(op));
        position += &format!(" · {}", text.event(event, steps));
    }
    let link = state.document().write().map(|text| fragment::address(&text));
    let made_with = text.export().made_with;
    Words {
        title,
        position,
        subject: subject(state),
        made_with,
        link: link.unwrap_or_else(|_| fragment::address("")),
    }
}

/// The name of the work in names of files: letters and digits.
pub fn stem(state: &AppState) -> String {
    if let Some(home) = state.program.home() {
        let name = home.name().split('.').next().unwrap_or_default();
        let clean: String =
            name.chars().map(|letter| if letter.is_alphanumeric() { letter } else { '-' }).take(40).collect();
        return if clean.is_empty() { "trace".to_owned() } else { clean };
    }
    examples::of_script(&state.program.script()).map_or("script", |example| example.slug).to_owned()
}

/// The name of a file: `lite-alloc-tour-9-free-list.svg`.
fn file(state: &AppState, run: &Run, lanes: Lanes, kind: &str) -> String {
    let subject = stem(state);
    let Playhead { done, event } = state.playhead;
    let at = match event {
        0 => run.count(done).to_string(),
        event => format!("{}.{event}", run.count(done) + 1),
    };
    let lane = if lanes == state.shown { String::new() } else { format!("-{}", lanes.slugs()) };
    format!("lite-alloc-{subject}-{at}{lane}.{kind}")
}
