//! The sizes of live and free blocks at the position, and whether a request would still succeed there.

use heap_lab::{
    lab::{Attempt, LaneKind, frame::Frame},
    overview::histogram::{CLASSES, Class, Histogram},
    text::{Text, numbers::scaled},
    trace::{MAX_ALIGN, MAX_SIZE},
};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::super::text::use_text;
use crate::browser::turns::Turns;

/// The fields of a request.
const SIZE: usize = 0;
const ALIGN: usize = 1;

/// While it plays, heaps with more live blocks than this are not counted.
const MANY: u32 = 5_000;

/// Classes whose sizes have room below them: of more, only every second or third one has its size there.
const LABELS: usize = 6;

#[derive(PartialEq, Properties)]
pub struct SizesProps {
    pub frames: Vec<Frame>,
    pub playing: bool,
}

/// The sizes.
#[component]
pub fn Sizes(props: &SizesProps) -> Html {
    let text = use_text();
    let labels = text.overview();
    let in_bytes = use_state_eq(|| false);
    let last = use_mut_ref(Vec::<(LaneKind, Histogram)>::new);
    let live: u32 = props.frames.iter().map(|frame| frame.numbers().live_blocks).sum();
    let waits = props.playing && live > MANY;
    if !waits {
        let count = |frame: &Frame| (frame.kind, frame.read(Histogram::of));
        *last.borrow_mut() = props.frames.iter().map(count).collect();
    }
    let counted = last.borrow();
    let classes = counted.iter().filter_map(|(_, histogram)| histogram.classes());
    let range = classes.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)));
    let toggle = {
        let in_bytes = in_bytes.clone();
        move |_: Event| in_bytes.set(!*in_bytes)
    };
    html! {
        <section class="overview-sizes" aria-label={labels.sizes_here}>
            <Room frames={props.frames.clone()} playing={props.playing} />
            <header>
                <h3>{ labels.sizes_here }</h3>
                <label class="chip"><input type="checkbox" name="in-bytes" checked={*in_bytes} onchange={toggle} />
                    <span>{ labels.in_bytes }</span></label>
            </header>
            if waits { <p>{ labels.sizes_wait }</p> }
            if let Some((first, last)) = range {
                { for counted.iter().map(|(lane, histogram)| bars(*lane, histogram, (first, last), *in_bytes, text)) }
            } else {
                <p>{ labels.no_blocks }</p>
            }
        </section>
    }
}

/// The bars of a lane: live blocks up, free blocks down.
fn bars(
    lane: LaneKind,
    histogram: &Histogram,
    (first, last): (usize, usize),
    in_bytes: bool,
    text: &dyn Text,
) -> Html {
    let value = |class: &Class| if in_bytes { class.bytes } else { class.blocks };
    let most = histogram.live.iter().chain(&histogram.free).map(value).max().unwrap_or(0).max(1);
    let labels = text.overview();
    let bar = |kind: &'static str, class: &Class| {
        let style = format!("--share:{}", f64::from(value(class)) / f64::from(most));
        html! { <i class={classes!("overview-bar-of", kind)} {style} data-blocks={class.blocks.to_string()}></i> }
    };
    let every = (last - first) / LABELS + 1;
    // A label may be wider than its column, so the last column of many has none: it would be cut off.
    let has_label = |class: usize| every == 1 || ((class - first).is_multiple_of(every) && class < last);
    let column = |class: usize| {
        let (live, free) = (&histogram.live[class], &histogram.free[class]);
        let to = if class + 1 < CLASSES { (1 << (class + 1)) - 1 } else { u32::MAX };
        let of_free = match lane.is_inspected() {
            true => format!("{} {}", labels.free, text.of_class(free.blocks, free.bytes)),
            false => labels.free_unknown.to_owned(),
        };
        let words = format!(
            "{}: {} {}; {of_free}",
            text.size_class(1 << class, to),
            labels.live,
            text.of_class(live.blocks, live.bytes),
        );
        html! {
            <li title={words.clone()} data-class={class.to_string()}>
                <span class="unseen">{ words }</span>
                { bar("live", live) }
                if lane.is_inspected() { { bar("free", free) } }
                <small aria-hidden="true">{ has_label(class).then(|| scaled(1_u32 << class).replace(' ', "\u{a0}")) }</small>
            </li>
        }
    };
    html! {
        <div class="overview-histogram" data-sizes={lane.slug()}>
            <h4>{ lane.short_name() }
                if !lane.is_inspected() { <small>{ labels.free_unknown }</small> }
            </h4>
            if histogram.classes().is_some() {
                <ol>{ for (first..=last).map(column) }</ol>
            } else {
                <p>{ labels.no_blocks }</p>
            }
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct RoomProps {
    frames: Vec<Frame>,
    playing: bool,
}

/// Whether a request would still succeed at the position.
#[component]
fn Room(props: &RoomProps) -> Html {
    let text = use_text();
    let labels = text.overview();
    // As typed: while a number is being written, it may be none.
    let typed = use_state_eq(|| ["64", "8"].map(str::to_owned));
    let [size, align] = [SIZE, ALIGN].map(|field| asked(&typed[field], field));
    let request = size.zip(align);
    // The whole heap is put back after each try, so they wait until the position stays, and each lane has a turn of its own.
    let answers = use_state(Vec::<(LaneKind, Option<Attempt>)>::new);
    {
        let answers = answers.clone();
        use_effect_with((props.frames.clone(), props.playing, request), move |(frames, playing, request)| {
            let (mut waiting, mut found) = (frames.clone().into_iter(), Vec::new());
            let turns = request.filter(|_| !playing).map(|(size, align)| {
                Turns::start(move || match waiting.next() {
                    Some(frame) => {
                        found.push((frame.kind, frame.attempt(size, align)));
                        true
                    }
                    None => {
                        answers.set(found.clone());
                        false
                    }
                })
            });
            move || drop(turns)
        });
    }
    let field = |field: usize, id: &'static str, name: &'static str, is_right: bool| {
        let (value, typed) = (typed[field].clone(), typed.clone());
        let input = move |event: InputEvent| {
            let mut now = (*typed).clone();
            now[field] = event.target_unchecked_into::<HtmlInputElement>().value();
            typed.set(now);
        };
        html! {
            <label><span>{ name }</span>
                <input type="text" inputmode="numeric" {id} {value} aria-invalid={(!is_right).to_string()}
                    aria-describedby="room-answers" oninput={input} /></label>
        }
    };
    html! {
        <div class="overview-room">
            <h3>{ labels.room }</h3>
            <div class="overview-fields">
                { field(SIZE, "room-size", labels.room_size, size.is_some()) }
                { field(ALIGN, "room-align", labels.room_align, align.is_some()) }
            </div>
            <div id="room-answers" aria-live="polite">
                if size.is_none() { <p>{ text.room_wrong(MAX_SIZE) }</p> }
                if align.is_none() { <p>{ text.room_wrong_align(MAX_ALIGN) }</p> }
                if request.is_some() {
                    <dl>
                        { for answers.iter().map(|(lane, attempt)| html! {
                            <div data-room={lane.slug()}>
                                <dt>{ lane.short_name() }</dt>
                                <dd>{ attempt.as_ref().map_or_else(|| labels.room_unknown.to_owned(), |attempt| text.attempt(attempt)) }</dd>
                            </div>
                        }) }
                    </dl>
                }
            </div>
        </div>
    }
}

/// The number that a field asks for; `None` if it can't be requested.
fn asked(typed: &str, field: usize) -> Option<u32> {
    let number: u32 = typed.trim().replace(',', "").parse().ok()?;
    let is_right = match field {
        SIZE => (1..=MAX_SIZE).contains(&number),
        _ => number.is_power_of_two() && number <= MAX_ALIGN,
    };
    is_right.then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_be_requested_is_asked() {
        assert_eq!(
            ["1", " 64 ", "1,024", "1073741824"].map(|typed| asked(typed, SIZE)),
            [1, 64, 1024, MAX_SIZE].map(Some)
        );
        assert_eq!(
            ["", "0", "-3", "1.5", "1073741825", "99999999999"].map(|typed| asked(typed, SIZE)),
            [None; 6]
        );
        assert_eq!(["1", "8", "65536"].map(|typed| asked(typed, ALIGN)), [1, 8, MAX_ALIGN].map(Some));
        assert_eq!(["", "0", "3", "131072"].map(|typed| asked(typed, ALIGN)), [None; 4]);
    }
}
