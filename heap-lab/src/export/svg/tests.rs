//! Drawings are well-formed XML, whatever they say, and hold what was drawn.

use std::rc::Rc;

use super::*;
use crate::brush::Brush;

fn drawn(draw: impl FnOnce(&Brush, &Svg)) -> String {
    let svg = Rc::new(Svg::new("sans-serif", "p"));
    draw(&Brush::on(svg.clone()), &svg);
    svg.finish((120.4, 80.0), "A <title>", "words & \"words\"", "white")
}

/// The elements of a document in order, and its text. Panics if it is not well-formed.
pub fn parse(xml: &str) -> (Vec<String>, Vec<String>) {
    let (mut elements, mut texts, mut open) = (Vec::new(), Vec::new(), Vec::new());
    let mut rest = xml.trim_end();
    while let Some(start) = rest.find('<') {
        let text = &rest[..start];
        if !text.is_empty() {
            texts.push(unescape(text));
        }
        let end = rest.find('>').expect("a tag ends");
        let tag = &rest[start + 1..end];
        assert!(!tag.contains('<'), "{tag}");
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name.to_owned()));
            continue;
        }
        let name = tag.split(' ').next().unwrap_or_default().trim_end_matches('/').to_owned();
        let attributes = tag[name.len()..].trim_end_matches('/');
        assert_eq!(attributes.matches('"').count() % 2, 0, "{tag}");
        attributes.split('"').skip(1).step_by(2).for_each(|value| drop(unescape(value)));
        elements.push(tag.to_owned());
        if !tag.ends_with('/') {
            open.push(name);
        }
    }
    assert!(open.is_empty() && rest.is_empty(), "{open:?} {rest}");
    (elements, texts)
}

fn unescape(text: &str) -> String {
    let known = ["amp;", "lt;", "gt;", "quot;"];
    let mut pieces = text.split('&');
    let is_known = |piece: &str| known.iter().any(|name| piece.starts_with(name));
    pieces.next();
    assert!(pieces.all(is_known), "{text}");
    let allowed = |sign: char| sign >= ' ' || "\t\n\r".contains(sign);
    assert!(text.chars().all(|sign| allowed(sign) && !"\u{fffe}\u{ffff}".contains(sign)), "{text:?}");
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

#[test]
fn any_text_is_well_formed_and_comes_back() {
    let names = ["a", "x<y>&\"z'\"", "</text><script>alert(1)</script>", "]]>", "块 url(#0)", "  two  "];
    let svg = drawn(|brush, svg| {
        svg.begin_link("https://example.org/#a=1&b=\"2\"");
        brush.write_with(600, 12.0, "\"DejaVu Sans Mono\", monospace");
        names.iter().for_each(|name| brush.text(name, 3.0, 4.0));
        svg.end_link();
    });
    let (elements, texts) = parse(&svg);
    assert_eq!(texts, [&["A <title>", "words & \"words\""], &names[..]].concat());
    assert!(elements.iter().all(|element| !element.starts_with("script")));
    let controls = drawn(|brush, _| brush.text("\0a\u{1b}b\u{ffff}\n", 0.0, 0.0));
    assert_eq!(parse(&controls).1.last().map(String::as_str), Some("\u{fffd}a\u{fffd}b\u{fffd}\n"));
}

#[test]
fn shapes_have_their_places_and_looks() {
    let svg = drawn(|brush, _| {
        brush.fill_with("red");
        brush.rect(1.4, 2.0, 0.1, 5.0);
        brush.from(10.0, 20.0);
        brush.pill(0.0, 0.0, 30.0, 10.0, 3.0);
        brush.draw_with("blue", 1.5);
        brush.dashed(true);
        brush.opacity(0.35);
        brush.frame((0.0, 0.0, 30.0, 10.0), 1.0, false, true);
        brush.opacity(1.0);
        brush.dashed(false);
        brush.line(&[(0.0, -20.25), (1.26, 0.0)]);
        brush.curve(&[(0.0, 0.0), (1.0, 1.0), (2.0, 2.0), (3.0, 3.0)]);
        brush.shape(&[(0.0, 0.0), (4.0, 0.0), (2.0, 3.0)]);
    });
    let (elements, _) = parse(&svg);
    assert_eq!(
        elements[4..],
        [
            r#"rect fill="red" x="1" y="2" width="1" height="5"/"#,
            r#"rect fill="red" x="10" y="20" width="30" height="10" rx="3"/"#,
            r#"path fill="none" stroke="blue" stroke-width="2" stroke-dasharray="4 3" opacity="35%" d="M40 20.5L10.5 20.5L10.5 29.5L40 29.5"/"#,
            r#"path fill="none" stroke="blue" stroke-width="2" d="M10 -0.3L11.3 20"/"#,
            r#"path fill="none" stroke="blue" stroke-width="2" d="M10 20C11 21 12 22 13 23"/"#,
            r#"path fill="red" d="M10 20L14 20L12 23Z"/"#,
        ]
    );
    assert!(elements[0].contains(r#" width="121" height="80" viewBox="0 0 121 80""#), "{}", elements[0]);
}

#[test]
fn each_pattern_is_defined_once() {
    let motifs = [Motif::Hatch, Motif::CrossHatch, Motif::Dots, Motif::Stripes, Motif::Bars, Motif::Lines];
    let svg = drawn(|brush, _| {
        for motif in motifs.into_iter().chain(motifs) {
            brush.fill_with_pattern(&Pattern::new(motif, 4.0, "rgb(1, 2, 3)"));
            brush.rect(0.0, 0.0, 9.0, 9.0);
        }
    });
    let (elements, _) = parse(&svg);
    let defined = elements.iter().filter(|element| element.starts_with("pattern"));
    let ids: Vec<_> =
        defined.map(|element| element.split("id=\"").nth(1).and_then(|id| id.split('"').next())).collect();
    assert_eq!(ids, ["p0", "p1", "p2", "p3", "p4", "p5"].map(Some));
    for id in ids.into_iter().flatten() {
        assert_eq!(svg.matches(&format!("fill=\"url(#{id})\"")).count(), 2);
    }
}

#[test]
fn images_are_parts_of_the_file_where_it_can_hold_them() {
    let drawn = |svg: Svg| {
        let svg = Rc::new(svg);
        let brush = Brush::on(svg.clone());
        brush.from(10.0, 20.0);
        brush.shifted(5.0, 0.0, |brush| {
            brush.image(&Image { bytes: &[0; 8], columns: 2, rows: 1 }, 0.0, 0.0, 30.0, 4.0);
        });
        brush.fill_with("red");
        brush.rect(0.0, 0.0, 1.0, 1.0);
        svg.finish((100.0, 100.0), "", "", "white")
    };
    let with = Svg::new("sans-serif", "p").with_images(|image| {
        Some(format!("data:{} of {} by {}", image.bytes.len(), image.columns, image.rows))
    });
    let image =
        r#"<image preserveAspectRatio="none" x="15" y="20" width="30" height="4" href="data:8 of 2 by 1"/>"#;
    let rect = r#"<rect fill="red" x="10" y="20""#;
    let file = drawn(with);
    assert!(file.contains(image) && file.contains(rect), "{file}");
    let file = drawn(Svg::new("sans-serif", "p"));
    assert!(!file.contains("<image") && file.contains(rect), "{file}");
}
