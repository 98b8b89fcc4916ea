//! The heap of the page itself: a panel with its numbers while it is open, and a button that records the page for some seconds
//! and opens that as a trace. The menu of examples has the button that opens the panel.

use gloo_timers::callback::Interval;
use heap_lab::{
    own::Heap,
    text::{Text, numbers::scaled},
};
use yew::prelude::*;

use super::{
    examples,
    program::{Opener, Opening},
    text::use_text,
};
use crate::{allocator, browser::popover};

/// The id for `popovertarget`.
pub const ID: &str = "own-heap";
/// How long it records, in seconds.
const SECONDS: u32 = 5;
/// The time between two readings of the heap, in milliseconds. Each draws seven texts anew, if they differ.
const PAUSE: u32 = 500;
/// A second, in milliseconds.
const SECOND: u32 = 1000;

#[derive(PartialEq, Properties)]
pub struct OwnHeapProps {
    /// Whether a question is open: then no other program is opened.
    pub asked: bool,
}

/// The panel; and while it records, how long yet, with a button that ends it.
#[component]
pub fn OwnHeap(props: &OwnHeapProps) -> Html {
    let text = use_text();
    let words = text.own_heap();
    let is_open = use_state_eq(|| false);
    // Seconds that are left.
    let left = use_state_eq(|| None::<u32>);
    let failed = use_state_eq(|| false);
    let opener = use_context::<Opener>().unwrap_or_default();
    use_effect_with(*left, {
        let (left, opener) = (left.clone(), opener.clone());
        move |now: &Option<u32>| {
            let timer = now.map(|now| {
                Interval::new(SECOND, move || match now {
                    0 | 1 => end(&left, &opener, words.name),
                    _ => left.set(Some(now - 1)),
                })
            });
            move || drop(timer)
        }
    });
    // Nothing would end it otherwise.
    use_effect_with((), |()| || drop(allocator::stop_recording()));
    let start = {
        let (left, failed) = (left.clone(), failed.clone());
        move |_: MouseEvent| {
            let started = allocator::start_recording();
            failed.set(!started);
            if started {
                left.set(Some(SECONDS));
                // Out of the way of what is recorded.
                popover::hide(ID);
                popover::hide(examples::ID);
            }
        }
    };
    let stop = {
        let (left, name) = (left.clone(), words.name);
        move |_: MouseEvent| end(&left, &opener, name)
    };
    let toggled = {
        let is_open = is_open.clone();
        move |_: Event| is_open.set(popover::is_open(ID))
    };
    html! {
        <>
            <div id={ID} class="own-heap popover popover-small" popover="auto" role="dialog" aria-label={words.title}
                ontoggle={toggled}>
                <h2>{ words.title }</h2>
                <p>{ words.about }</p>
                if *is_open { <Figures /> }
                <button type="button" class="button" id="record-own-heap" disabled={props.asked || left.is_some()} onclick={start}>
                    { words.record }
                </button>
                <p>{ if *failed { words.no_memory } else { words.recording } }</p>
            </div>
            if let Some(seconds) = *left {
                <div class="own-heap-recording">
                    <p role="status">{ text.recording_left(seconds, allocator::recorded()) }</p>
                    <button type="button" class="button" id="stop-own-heap" onclick={stop}>{ words.stop }</button>
                </div>
            }
        </>
    }
}

/// Ends the recording, and opens it.
fn end(left: &UseStateHandle<Option<u32>>, opener: &Opener, name: &str) {
    left.set(None);
    let bytes = allocator::stop_recording();
    opener.emit(Opening::Bytes { name: name.to_owned(), bytes });
}

/// The numbers. They are read while this is shown.
#[component]
fn Figures() -> Html {
    let text = use_text();
    let heap = use_state_eq(allocator::heap);
    let first = use_memo((), |()| *heap);
    use_effect_with((), {
        let heap = heap.clone();
        move |()| {
            let timer = Interval::new(PAUSE, move || heap.set(allocator::heap()));
            move || drop(timer)
        }
    });
    figures(&heap, first.size, text)
}

fn figures(heap: &Heap, first: u64, text: &dyn Text) -> Html {
    let words = text.own_heap();
    let share = text.own_heap_share(heap.used_share(), heap.free_blocks);
    let rows = [
        ("used", words.used, heap.used),
        ("free", words.free, heap.free()),
        ("largest", words.largest, heap.largest),
        ("size", words.size, heap.size),
        ("growth", words.growth, heap.size.saturating_sub(first)),
    ];
    let thousandths = heap.used_share();
    html! {
        <>
            <div class="own-heap-bar" role="img" aria-label={share.clone()} title={share}>
                <span style={format!("inline-size: {}.{}%", thousandths / 10, thousandths % 10)} />
            </div>
            <dl>
                { for rows.map(|(name, label, bytes)| html! {
                    <div data-own={name} data-bytes={bytes.to_string()}><dt>{ label }</dt><dd>{ scaled(bytes) }</dd></div>
                }) }
            </dl>
        </>
    }
}
