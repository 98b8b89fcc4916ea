//! The meaning of the colours, patterns and marks of the heap map.

use heap_lab::{
    lab::Lanes,
    scene::legend::{Sign, Swatch},
    text::Text,
};
use yew::prelude::*;

/// The colours and patterns that these lanes can have, with their names; then the marks with their meanings.
pub fn legend(lanes: Lanes, text: &dyn Text) -> Html {
    let swatches = Swatch::ALL.into_iter().filter(|swatch| swatch.is_in(lanes));
    html! {
        <div class="heap-legend">
            <p class="heap-legend-title">{ text.legend_title() }</p>
            <dl>
                { for swatches.map(|swatch| {
                    let sample = html! { <span class={classes!("heap-swatch", swatch.key())}></span> };
                    entry(None, sample, text.swatch(swatch))
                }) }
            </dl>
            <p class="heap-legend-title">{ text.signs_title() }</p>
            <dl>
                { for Sign::ALL.into_iter().map(|sign| entry(Some(sign.key()), drawing(sign), text.sign(sign))) }
            </dl>
        </div>
    }
}

fn entry(sign: Option<&'static str>, sample: Html, (name, meaning): (&'static str, &'static str)) -> Html {
    html! {
        <div data-sign={sign}>
            <dt>{ sample }{ name }</dt>
            <dd>{ meaning }</dd>
        </div>
    }
}

/// A drawing of a mark on a part of the heap. The classes of its shapes are in the style sheet: `f` is a free block, `l` a
/// live one, `x` a lost one, `m` a line, `d` a dashed line, `s` a solid shape; `now` is in the colour of the current event.
fn drawing(sign: Sign) -> Html {
    let shapes = match sign {
        Sign::Current => r#"<path class="f" d="M1 5h38v13H1z"/><path class="m now w" d="M1 5h38v13H1z"/>"#,
        Sign::Unfit => {
            r#"<path class="f" d="M1 7h38v12H1z"/><path class="s" d="M1 1h12v12H1z"/><path class="m i" d="m4 4 6 6m0-6-6 6"/>"#
        }
        Sign::Fits => {
            r#"<path class="f" d="M1 7h38v12H1z"/><path class="s fits" d="M1 1h12v12H1z"/><path class="m i" d="m3 7 3 3 5-6"/>"#
        }
        Sign::Passed => {
            r#"<path class="f" d="M1 7h38v12H1z"/><path class="s" d="M1 1h12v12H1z"/><path class="m i" d="m5 3 4 4-4 4"/>"#
        }
        Sign::Left => r#"<path class="f" d="M1 9h38v11H1z"/><path class="s" d="m20 1 5 7H15z"/>"#,
        Sign::Entered => r#"<path class="f" d="M1 9h38v11H1z"/><path class="s" d="m20 8 5-7H15z"/>"#,
        Sign::Split => r#"<path class="f" d="M1 5h38v12H1z"/><path class="d w" d="M24 1v20"/>"#,
        Sign::Merged => {
            r#"<path class="f" d="M1 2h38v12H1z"/><path class="m" d="M2 15v4h36v-4"/><path class="s" d="m20 12 4 7h-8z"/>"#
        }
        Sign::Written => r#"<path class="f" d="M1 5h38v12H1z"/><path class="m w" d="M2 4h9v14H2z"/>"#,
        Sign::Bumped => {
            r#"<path class="l" d="M1 3h28v12H1z"/><path class="m" d="M1 19h25"/><path class="s" d="m30 19-7-3v6z"/>"#
        }
        Sign::Resized => {
            r#"<path class="l" d="M1 3h28v12H1z"/><path class="d" d="M10 19h16"/><path class="s" d="m30 19-7-3v6z"/>"#
        }
        Sign::Moved => {
            r#"<path class="d" d="M1 7h14v12H1z"/><path class="m" d="M8 7c6-8 18-8 22-1"/><path class="s" d="m32 9-6-3 5-3z"/>"#
        }
        Sign::Grown => r#"<path class="l" d="M1 5h13v12H1z"/><path class="d" d="M16 5h23v12H16z"/>"#,
        Sign::Refused => {
            r#"<path class="l" d="M1 5h24v12H1z"/><path class="m lost w" d="m20 5 11 12m0-12L20 17"/>"#
        }
        Sign::Lost => {
            r#"<path class="x" d="M1 5h38v12H1z"/><path class="x" d="m7 5 12 12M19 5l12 12M19 5 7 17M31 5 19 17"/><path class="m w" d="M1 5h38v12H1z"/>"#
        }
        Sign::BumpPointer => {
            r#"<path class="l" d="M1 3h19v12H1z"/><path class="m bump w" d="M20 1v15"/><path class="s bump" d="m20 15 5 7H15z"/>"#
        }
        Sign::HeapEnd => r#"<path class="f" d="M1 5h19v12H1z"/><path class="m end" d="M21 1v20"/>"#,
        Sign::PageBorder => r#"<path class="l" d="M1 5h38v12H1z"/><path class="m page" d="M20 2v6m0 6v6"/>"#,
        Sign::ListHead => r#"<path class="f" d="M11 5h28v12H11z"/><path class="s link" d="m12 11-8-5v10z"/>"#,
        Sign::Link => {
            r#"<path class="f" d="M1 9h12v11H1zM27 9h12v11H27z"/><path class="m link" d="M7 9c4-9 20-9 24-2"/><path class="s link" d="m33 10-7-3 5-4z"/>"#
        }
        Sign::Events => {
            r#"<circle class="s" cx="8" cy="11" r="4"/><circle class="s" cx="20" cy="11" r="4"/><circle class="o" cx="32" cy="11" r="3.5"/>"#
        }
        Sign::Given => {
            r#"<path class="f" d="M1 2h38v13H1z"/><circle class="s given" cx="12" cy="14" r="7"/><text class="given" x="12" y="18" font-size="11" text-anchor="middle">1</text>"#
        }
        Sign::Right => {
            r#"<path class="f" d="M1 2h38v13H1z"/><path class="s fits" d="M5 7h23v14H5z"/><text class="fits" x="11" y="18" font-size="11" text-anchor="middle">1</text><path class="m i fits" d="m17 14 3 3 5-6"/>"#
        }
        Sign::ToFree => r#"<path class="l" d="M1 3h38v17H1z"/><path class="d w to-free" d="M4 6h32v11H4z"/>"#,
        Sign::Best => r#"<text class="best" x="20" y="15" font-size="12" text-anchor="middle">96</text>"#,
        Sign::Numbered => {
            r#"<path class="l" d="M1 3h38v16H1z"/><text x="20" y="15" font-size="12" text-anchor="middle">a·5</text>"#
        }
    };
    let svg = format!(r#"<svg viewBox="0 0 40 22" width="40" height="22" aria-hidden="true">{shapes}</svg>"#);
    Html::from_html_unchecked(svg.into())
}
