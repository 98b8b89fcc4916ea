//! Links that work, links that do not, and that the two are never confused.

mod lessons;

use proptest::{collection::vec, prelude::*, sample::subsequence};

use super::*;
use crate::{speed::Speed, text::Language};

fn work() -> Work {
    Work {
        script: "let a = alloc(24);\nfree(a);\n".into(),
        home: None,
        settings: Settings::default(),
        lanes: unnamed(),
        at: Some(Playhead { done: 1, event: 2 }),
        notes: Notes::default(),
    }
}

fn any_work() -> impl Strategy<Value = Work> {
    (
        "(let |alloc\\(|[0-9]{1,3}|\\);\n|\\PC){0,60}",
        6..=16u32,
        1..=1024u32,
        subsequence(LaneKind::OURS.to_vec(), 1..=LaneKind::OURS.len()),
        proptest::option::of((0..100_000usize, 0..50usize)),
        vec(((0..9usize, 0..3usize), "\\PC{0,9}"), 0..4),
    )
        .prop_map(|(script, page, max_pages, lanes, at, notes)| Work {
            script,
            home: None,
            settings: Settings { page_size: 1 << page, max_pages },
            lanes: lanes.into_iter().collect(),
            at: at.map(|(done, event)| Playhead { done, event }),
            notes: notes
                .iter()
                .map(|&((done, event), ref text)| (Playhead { done, event }, &**text))
                .collect(),
        })
}

/// A link whose JSON is `json`.
fn link(json: &str) -> String {
    format!("1.{}", base64url::encode(&compress_to_vec_zlib(json.as_bytes(), 6)))
}

fn decoded(json: &str) -> Result<Work, LinkError> {
    decode(&link(json)).map(|link| match link {
        Link::Work(work) => work,
        other => panic!("{other:?} is no work"),
    })
}

proptest! {
    #[test]
    fn work_comes_back_as_it_was(work in any_work()) {
        let fragment = encode(&work).unwrap();
        prop_assert!(fragment.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b)), "{fragment}");
        prop_assert!(ends_well(&fragment), "{fragment}");
        prop_assert_eq!(decode(&fragment), Ok(Link::Work(work)));
    }

    #[test]
    fn an_example_comes_back_as_it_was(
        slug in "[a-z]([a-z0-9-]{0,30}[a-z0-9])?",
        lanes in subsequence(LaneKind::OURS.to_vec(), 1..=LaneKind::OURS.len()),
        at in proptest::option::of((0..9999usize, 0..99usize)),
    ) {
        let at = at.map(|(done, event)| Playhead { done, event });
        let lanes = lanes.into_iter().collect();
        prop_assert_eq!(decode(&example(&slug, lanes, at)), Ok(Link::Example { slug, lanes, at }));
    }

    #[test]
    fn a_damaged_link_is_never_taken_for_other_work(work in any_work(), at in any::<prop::sample::Index>(), to in "[A-Za-z0-9_.=&%#-]") {
        let fragment = encode(&work).unwrap();
        let at = at.index(fragment.len());
        let mut damaged = fragment.clone();
        damaged.replace_range(at..=at, &to);
        // A changed header of the compression can leave the work intact.
        prop_assert!(decode(&damaged).is_err() || decode(&damaged) == Ok(Link::Work(work)));
    }

    #[test]
    fn a_link_cut_short_says_so_or_has_lost_nothing(work in any_work(), at in any::<prop::sample::Index>()) {
        let fragment = encode(&work).unwrap();
        let short = &fragment[..1 + at.index(fragment.len() - 1)];
        let lost = &fragment[short.len()..];
        let read = decode(short);
        // The checksum covers every bit that counts, so what is read in spite of a loss is what was shared.
        prop_assert!(read == Err(LinkError::Damaged) || lost.len() <= 4 && read == Ok(Link::Work(work)));
    }

    #[test]
    fn whatever_follows_a_complete_link_is_ignored(
        work in any_work(),
        slug in "[a-z]([a-z0-9-]{0,20}[a-z0-9])?",
        lanes in subsequence(LaneKind::OURS.to_vec(), 1..=LaneKind::OURS.len()),
        at in proptest::option::of((0..9999usize, 0..99usize)),
        junk in "[.,;:!?)>}\"'*~|\\]\u{3002}\u{ff0c}\u{ff09}\u{300d}\u{2019}\u{2026}][^&A-Za-z0-9]{0,3}\\PC{0,9}",
        view in sample_view(),
    ) {
        let at = at.map(|(done, event)| Playhead { done, event });
        for link in [encode(&work).unwrap(), example(&slug, lanes.into_iter().collect(), at)] {
            let link = view.join(link);
            let whole = opened(&link);
            prop_assert!(whole.0.is_ok());
            for junk in [&junk, &percent(&junk), "-", "__", "&fbclid=IwAR0-_x&utm_source=chat", "&amp;gclid=1", "&x", "&", ")&y=z."] {
                prop_assert_eq!(opened(&format!("{link}{junk}")), whole.clone(), "{}{}", link, junk);
            }
        }
    }

    #[test]
    fn any_text_is_read_without_panic(text in "\\PC{0,80}", body in "[A-Za-z0-9_-]{0,80}", bytes in vec(any::<u8>(), 0..80)) {
        let _ = decode(&text);
        let _ = decode(&format!("1.{body}"));
        let _ = decode(&format!("1.{}", base64url::encode(&bytes)));
    }

    #[test]
    fn base64url_comes_back_whatever_follows(bytes in vec(any::<u8>(), 0..40), junk in "([^A-Za-z0-9_-]\\PC*)?") {
        let text = base64url::encode(&bytes);
        prop_assert_eq!(base64url::decode(&format!("{text}{junk}"), ""), bytes.clone());
        let (start, end) = text.split_at(text.len() / 2);
        prop_assert_eq!(base64url::decode(&format!("{start}{junk}"), end), bytes);
    }
}

fn ends_well(link: &str) -> bool {
    link.ends_with(|last: char| last.is_ascii_alphanumeric())
}

fn sample_view() -> impl Strategy<Value = View> {
    let speed = prop::sample::select(Speed::ALL.to_vec());
    let language = prop::sample::select(Language::ALL.to_vec());
    (any::<bool>(), -3..3, proptest::option::of(speed), proptest::option::of(language))
        .prop_map(|(embed, zoom, speed, language)| View { embed, zoom, speed, language })
}

/// What a link says, as the page reads it.
fn opened(fragment: &str) -> (Result<Link, LinkError>, View) {
    let (rest, view) = View::split(fragment);
    (decode(&rest), view)
}

/// As browsers write it in an address.
fn percent(text: &str) -> String {
    let escaped = |byte: u8| match byte {
        b' ' | b'"' | b'<' | b'>' | b'`' | 0x7f.. => format!("%{byte:02X}"),
        _ => char::from(byte).to_string(),
    };
    text.bytes().map(escaped).collect()
}

/// Works enough that some of their links would end in `-` or `_`; older versions made such links.
fn many() -> impl Iterator<Item = (Work, String)> {
    (0..5_000).map(|done| {
        let script = format!("{}{done}", "/".repeat(done % 97));
        let work = Work { script, ..work() };
        let link = encode(&work).expect("it fits");
        (work, link)
    })
}

#[test]
fn links_that_ended_in_a_dash_end_in_a_letter_and_open_without_that_end_too() {
    let mut rare = [0; 3];
    for (work, link) in many() {
        assert!(ends_well(&link), "{link}");
        let Some(old) = link.strip_suffix(FILLER).filter(|old| !ends_well(old)) else { continue };
        assert_eq!(decode(old), Ok(Link::Work(work.clone())), "as it was made before");
        let chat = old.trim_end_matches(['-', '_']);
        assert_eq!(decode(chat), Ok(Link::Work(work)), "as it arrived then");
        rare[old.len() - chat.len()] += 1;
    }
    assert!(rare[1] > 10 && rare[2] > 0, "{rare:?}");
}

#[test]
fn ampersands_that_were_escaped_are_understood() {
    let link = "example=coalescing&lanes=free-list.boundary-tag&op=9&event=2&embed&zoom=2&speed=6e&lang=zh";
    let whole = opened(link);
    assert!(matches!(whole, (Ok(Link::Example { at: Some(Playhead { done: 9, event: 2 }), .. }), _)));
    for escaped in ["&amp;", "&amp;amp;", "&#038;", "&#38;"] {
        assert_eq!(opened(&link.replace('&', escaped)), whole);
    }
}

#[test]
fn an_address_that_others_appended_to_is_the_address() {
    for fragment in ["fbclid=IwAR0-_x", "&utm_source=chat&utm_medium=x", "&"] {
        assert_eq!(decode(fragment), Ok(Link::Nothing), "{fragment}");
    }
}

#[test]
fn the_format_of_version_1_stays() {
    let fragment = "1.eNqrVipOLsosKFGyUspJLVFIVLBVSMzJyU_WMDLRtI7JSytKTdVIBLGUdJQKEtNTlaxMDY0gzGIlKwsdpUSg1mhDHaPYWgBx7BZK";
    let settings = Settings { page_size: 512, max_pages: 8 };
    assert_eq!(decode(fragment), Ok(Link::Work(Work { settings, ..work() })));
}

/// Made by the page when it had three lanes. They open as they were made: the same script, arena, lanes and position.
#[test]
fn links_of_three_lanes_stay() {
    let all = "1.eNo9yEEKgCAQBdCryF8ZtFBzZXSTNpNMEUiJuovuHkPg7vEe1FjO3BCQuClSi6KU7qidH-b1ktv6WWMk98KsSYQRmQ5GsMb53xVhej-GRhnk";
    let two = "1.eNplzDEKhDAQheGrhFe5YBFdqyxbaGHlDdRilChC1JDESry7DoKN3c_HzNvhezfZAAWjgyDxF2TM2kdp9vk1C1v3WCIl4-C0jogLMSyNGiqRaXa3h_rGMLRw1Si22ZbXfTX5kPMIhdVdb29rjxP2rS0f";
    let one = "1.eNo9jTsKgDAQRK8SplJIsX6qiIWNlTdQi1WiCEElSSfeXRfB7vEY5l0Is9_OCANno2JVK3bumJO8TKthFzf9LiMSuXhrExaCxsmrhckoLz8OMIWG412oR_tuuy3ERg44Hh6jBr-5njSN9wPCuicf";
    let script = "let a = alloc(24);\nlet b = alloc(100);\nfree(a);\n";
    let settings = Settings { page_size: 1024, max_pages: 3 };
    let at = |done, event| Some(Playhead { done, event });
    let made = |lanes: &[LaneKind], at| Work {
        script: script.into(),
        home: None,
        settings,
        lanes: lanes.iter().copied().collect(),
        at,
        notes: Notes::default(),
    };
    let (bump, list) = (LaneKind::BumpFreeList, LaneKind::FreeList);
    let three = [bump, LaneKind::SegregatedBump, list];
    for (fragment, work) in
        [(all, made(&three, None)), (two, made(&[bump, list], None)), (one, made(&[list], at(0, 0)))]
    {
        assert_eq!(decode(fragment), Ok(Link::Work(work)));
    }
    let example = |at| Ok(Link::Example { slug: "coalescing".into(), lanes: unnamed(), at });
    assert_eq!(decode("example=coalescing"), example(None));
    assert_eq!(decode("example=coalescing&op=9"), example(at(9, 0)));
    assert_eq!(decode("example=coalescing&op=9&event=2"), example(at(9, 2)));
}

/// Links made when there were four lanes.
#[test]
fn links_of_four_lanes_stay() {
    let link = "1.eNqrVipOLsosKFGyUspJLVFIVLBVSMzJyU_WMDLRtI7JA4klwcUMDQxAgmlFqakaiSCWko5SQWJ6qpKVoYGRCYRdrGRlrKOUk5gHYkUruQHV-mQWlziCDEgsyS8CanHKL81LSSyqDElMRwjH6iglAl0RbaRjGFsLAMMlL5M";
    let expected = Work {
        script: "let a = alloc(24);\nlet b = alloc(100);\nfree(a);\n".into(),
        home: None,
        settings: Settings { page_size: 1024, max_pages: 3 },
        lanes: Lanes::from_iter([LaneKind::FreeList, LaneKind::BoundaryTag]),
        at: Some(Playhead { done: 2, event: 1 }),
        notes: Notes::default(),
    };
    let Ok(Link::Work(work)) = decode(link) else { panic!("it is work") };
    assert_eq!(work, expected);
    let example = decode("example=boundary-tags&lanes=free-list.boundary-tag&op=3&event=2");
    let Ok(Link::Example { slug, lanes, at, .. }) = example else { panic!("it is an example") };
    assert_eq!((&*slug, lanes, at), ("boundary-tags", expected.lanes, Some(Playhead { done: 3, event: 2 })));
}

/// Links to samples, which came with recorded programs.
#[test]
fn links_of_samples_stay() {
    let sample = |lanes, at| Ok(Link::Sample { slug: "json".into(), lanes, at });
    assert_eq!(decode("sample=json"), sample(Lanes::at_first(), None));
    let (list, at) = (Lanes::from_iter([LaneKind::FreeList]), Some(Playhead { done: 9, event: 2 }));
    assert_eq!(decode("sample=json&lanes=free-list&op=9&event=2"), sample(list, at));
    assert_eq!(super::sample("json", list, at), "sample=json&lanes=free-list&op=9&event=2");
    let home = Some(Home::Sample("json".into()));
    let expected = Work { script: String::new(), home, ..work() };
    let (page, pages) = (expected.settings.page_size, expected.settings.max_pages);
    let json = format!(r#"{{"script":"","sample":"json","page":{page},"pages":{pages},"at":[1,2]}}"#);
    assert_eq!(decoded(&json), Ok(expected.clone()));
    assert_eq!(decode(&encode(&expected).unwrap()), Ok(Link::Work(expected)));
}

#[test]
fn a_tab_keeps_the_name_of_a_file_whatever_it_is() {
    for name in ["malloc.rep", "我的 程序.trace", "\"", "", "a&b=c#d"] {
        let work = Work { script: String::new(), home: Some(Home::File(name.into())), ..work() };
        assert_eq!(decode(&encode(&work).unwrap()), Ok(Link::Work(work)));
    }
}

#[test]
fn base64url_agrees_with_the_standard() {
    for (bytes, text) in
        [("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy"), ("??>", "Pz8-")]
    {
        assert_eq!(base64url::encode(bytes.as_bytes()), text);
        assert_eq!(base64url::decode(text, ""), bytes.as_bytes());
    }
    assert_eq!(base64url::encode(&[0xFF, 0xEF]), "_-8");
}

#[test]
fn an_ordinary_fragment_is_no_link() {
    for fragment in ["", "script", "lane-2"] {
        assert_eq!(decode(fragment), Ok(Link::Nothing), "{fragment}");
    }
}

#[test]
fn a_link_of_another_version_names_it() {
    assert_eq!(decode("3.AAAA"), Err(LinkError::Version { found: "3".into(), known: "2" }));
}

#[test]
fn a_long_link_is_refused_before_it_is_read() {
    assert_eq!(decode(&format!("1.{}", "A".repeat(MAX_FRAGMENT))), Err(TOO_LONG));
    // A small link that would fill the memory.
    let bomb = base64url::encode(&compress_to_vec_zlib(&vec![b' '; 8 * MAX_WORK], 6));
    assert!(bomb.len() < MAX_FRAGMENT);
    assert_eq!(decode(&format!("1.{bomb}")), Err(TOO_LONG));
}

#[test]
fn the_longest_script_fits_however_badly_it_compresses() {
    let mut seed = 1_u32;
    let mut random = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        char::from(b'#' + (seed >> 24) as u8 % 56)
    };
    let mut long = Work { script: (0..MAX_WORK - 200).map(|_| random()).collect(), ..work() };
    assert_eq!(decode(&encode(&long).unwrap()), Ok(Link::Work(long.clone())));
    long.script.push_str(&" ".repeat(200));
    assert_eq!(encode(&long), Err(TOO_LONG));
}

#[test]
fn arenas_that_cannot_be_are_refused() {
    for (page, pages) in [(0, 1), (48, 1), (1 << 17, 1), (512, 0), (1 << 16, u32::MAX)] {
        let json = format!(r#"{{"script":"","page":{page},"pages":{pages}}}"#);
        assert!(matches!(decoded(&json), Err(LinkError::Arena(_))), "{json}");
    }
}

#[test]
fn what_a_link_leaves_out_has_a_meaning() {
    let work = decoded(r#"{"script":"x","page":64,"pages":1,"later":true}"#).unwrap();
    assert_eq!((work.lanes, work.at), (unnamed(), None));
    assert_eq!(decoded(r#"{"script":"x"}"#), Err(LinkError::Damaged));
}

#[test]
fn lanes_that_are_unknown_are_passed_over() {
    let shown = |lanes: &str| {
        decoded(&format!(r#"{{"script":"","page":64,"pages":1,"lanes":{lanes}}}"#)).unwrap().lanes
    };
    let list = LaneKind::FreeList;
    assert_eq!(shown(&format!(r#"["Later","{0}","{0}"]"#, list.name())), Lanes::from_iter([list]));
    assert_eq!(shown(r#"["Later"]"#), unnamed());
    assert_eq!(shown("[]"), unnamed());
}

#[test]
fn links_to_examples_are_readable() {
    let link = |at| example("splitting", unnamed(), at);
    assert_eq!(link(None), "example=splitting");
    assert_eq!(link(Some(Playhead { done: 12, event: 0 })), "example=splitting&op=12");
    assert_eq!(link(Some(Playhead { done: 12, event: 3 })), "example=splitting&op=12&event=3");
    let lanes = Lanes::from_iter([LaneKind::FreeList, LaneKind::BoundaryTag]);
    let at = Some(Playhead { done: 12, event: 0 });
    assert_eq!(example("splitting", lanes, at), "example=splitting&lanes=free-list.boundary-tag&op=12");
    for wrong in [
        "example=",
        "example=-",
        "op=3",
        "lanes=free-list",
        "example=x&op=",
        "example=x&op=-1",
        "example=x&event=e",
        "%00=x",
    ] {
        assert_eq!(decode(wrong), Err(LinkError::Damaged), "{wrong}");
    }
    let later = Link::Example { slug: "x".into(), lanes: unnamed(), at: None };
    assert_eq!(decode("example=x&lanes=later.lanes"), Ok(later.clone()));
    assert_eq!(decode("embed=1&example=x"), Ok(later));
}
