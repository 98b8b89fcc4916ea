//! Links to lessons.

use super::*;
use crate::homework::Homework;

fn any_homework() -> impl Strategy<Value = Option<Homework>> {
    proptest::option::of((any::<u32>(), 1..100u32).prop_map(|(seed, count)| Homework { seed, count }))
}

fn any_source() -> impl Strategy<Value = Source> {
    prop_oneof![
        "[a-z]([a-z0-9-]{0,20}[a-z0-9])?".prop_map(Source::Course),
        "(# |\n\n|`|\\PC){0,60}".prop_map(Source::Text),
    ]
}

fn lesson(text: &str, step: usize, homework: Option<Homework>) -> LessonLink {
    LessonLink { source: Source::Text(text.into()), step, homework }
}

proptest! {
    #[test]
    fn a_lesson_comes_back_from_its_link_whatever_follows(
        source in any_source(),
        step in 0..99usize,
        homework in any_homework(),
        view in sample_view(),
        junk in "[.,;:!?)>}\"'*~|\\]\u{3002}\u{ff0c}\u{2026}][^&A-Za-z0-9]{0,3}\\PC{0,9}",
    ) {
        let lesson = LessonLink { source, step, homework };
        let link = view.join(lesson.write().unwrap());
        prop_assert!(ends_well(&link), "{link}");
        for junk in ["", &junk, &percent(&junk), "-", "&fbclid=IwAR0-_x", "&amp;gclid=1", "&"] {
            let read = opened(&format!("{link}{junk}"));
            prop_assert_eq!(read, (Ok(Link::Lesson(lesson.clone())), view), "{}{}", link, junk);
        }
        let escaped = opened(&link.replace('&', "&amp;"));
        prop_assert_eq!(escaped, (Ok(Link::Lesson(lesson)), view));
    }

    #[test]
    fn a_damaged_lesson_is_never_taken_for_another(text in "\\PC{0,60}", at in any::<prop::sample::Index>(), to in "[A-Za-z0-9_.=&%#-]") {
        let lesson = lesson(&text, 0, None);
        let link = lesson.write().unwrap();
        let at = at.index(link.len());
        let mut damaged = link.clone();
        damaged.replace_range(at..=at, &to);
        let read = decode(&damaged);
        prop_assert!(read.is_err() || read == Ok(Link::Lesson(lesson)), "{damaged}");
    }

    #[test]
    fn any_text_behind_a_version_is_read_without_panic(text in "\\PC{0,80}", body in "[A-Za-z0-9_-]{0,80}") {
        let _ = decode(&format!("2.{text}"));
        let _ = decode(&format!("2.{body}&step={text}&homework={text}"));
        let _ = decode(&format!("lesson={text}"));
    }
}

/// A link that was ever made opens at the same lesson, step and homework.
#[test]
fn the_format_of_lessons_stays() {
    let homework = Some(Homework { seed: 7, count: 10 });
    let course = |step, homework| LessonLink { source: Source::Course("coalescing".into()), step, homework };
    for (link, expected) in [
        ("lesson=coalescing", course(0, None)),
        ("lesson=coalescing&step=1", course(0, None)),
        ("lesson=coalescing&step=3", course(2, None)),
        ("step=3&lesson=coalescing", course(2, None)),
        ("lesson=coalescing&homework=7.10", course(0, homework)),
        ("lesson=coalescing&homework=7.10&step=2", course(1, homework)),
        ("TEXT", lesson("# Title\n\nOf a lesson: 课程.\n", 0, None)),
        ("TEXT&homework=7.10&step=4", lesson("# Title\n\nOf a lesson: 课程.\n", 3, homework)),
    ] {
        let link = link.replace("TEXT", "2.eNpTVgjJLMlJ5eLyT1NIVMhJLS7Oz7NSeLF-3_MV3XpcAJczC0U");
        assert_eq!(decode(&link), Ok(Link::Lesson(expected.clone())), "{link}");
        assert_eq!(opened(&format!("{link}&lang=zh&embed")).0, Ok(Link::Lesson(expected)));
    }
    assert_eq!(course(0, None).write().as_deref(), Ok("lesson=coalescing"));
    assert_eq!(course(2, homework).write().as_deref(), Ok("lesson=coalescing&homework=7.10&step=3"));
}

#[test]
fn wrong_numbers_of_a_lesson_are_damage() {
    let text = lesson("# x", 0, None).write().expect("it fits");
    for start in ["lesson=x", &text] {
        for wrong in [
            "step=",
            "step=x",
            "step=-1",
            "homework=7",
            "homework=7.",
            "homework=7.0",
            "homework=.3",
            "homework=4294967296.1",
        ] {
            assert_eq!(decode(&format!("{start}&{wrong}")), Err(LinkError::Damaged), "{start}&{wrong}");
        }
    }
    for wrong in ["lesson=", "lesson=-", "step=3&lesson="] {
        assert_eq!(decode(wrong), Err(LinkError::Damaged), "{wrong}");
    }
    assert_eq!(decode("lesson=x&step=0"), decode("lesson=x"));
}

#[test]
fn a_long_lesson_is_refused() {
    let text = "a".repeat(MAX_WORK);
    assert!(matches!(decode(&lesson(&text, 0, None).write().expect("it fits")), Ok(Link::Lesson(_))));
    assert_eq!(lesson(&format!("{text}a"), 0, None).write(), Err(TOO_LONG));
    let bomb = base64url::encode(&compress_to_vec_zlib(&vec![b' '; 8 * MAX_WORK], 6));
    assert_eq!(decode(&format!("2.{bomb}")), Err(TOO_LONG));
    let binary = base64url::encode(&compress_to_vec_zlib(&[0xff, 0xfe], 6));
    assert_eq!(decode(&format!("2.{binary}")), Err(LinkError::Damaged));
}

#[test]
fn notes_are_in_links_of_work_and_old_links_have_none() {
    let at = |done, event| Playhead { done, event };
    let notes: Notes = [(at(1, 2), "Look \"here\".\n第二行"), (at(0, 0), "Start")].into_iter().collect();
    let noted = Work { notes: notes.clone(), ..work() };
    let link = encode(&noted).expect("it fits");
    assert_eq!(decode(&link), Ok(Link::Work(noted)));
    let json =
        r#"{"script":"x","page":64,"pages":1,"notes":[[[1,0],"a"],[[0,1],"b"],[[1,0],"c"],[[9,9],"  "]]}"#;
    let read = decoded(json).expect("it is whole").notes;
    assert_eq!(
        read.iter().map(|note| (note.at, &*note.text)).collect::<Vec<_>>(),
        [(at(0, 1), "b"), (at(1, 0), "c")]
    );
    for damaged in [r#""notes":1"#, r#""notes":[[1,"a"]]"#, r#""notes":[[[1,0],2]]"#] {
        assert_eq!(
            decoded(&format!(r#"{{"script":"x","page":64,"pages":1,{damaged}}}"#)),
            Err(LinkError::Damaged)
        );
    }
    let without = decoded(r#"{"script":"x","page":64,"pages":1,"notes":null}"#).expect("it is whole");
    assert!(without.notes.is_empty());
}

#[test]
fn notes_are_few_and_short() {
    let at = |done| Playhead { done, event: 0 };
    let mut notes = Notes::default();
    for done in (0..MAX_NOTES + 9).rev() {
        notes = notes.with(at(done), &"注".repeat(MAX_NOTE + 9));
    }
    assert!(notes.is_full() && notes.len() == MAX_NOTES);
    assert!(notes.iter().all(|note| note.text.chars().count() == MAX_NOTE));
    assert!(notes.windows(2).all(|pair| pair[0].at < pair[1].at));
    let last = at(MAX_NOTES + 8);
    assert_eq!(notes.with(last, "other").at(last), Some("other"), "a full list can be changed");
    let fewer = notes.with(last, "  ");
    assert_eq!((fewer.len(), fewer.at(last)), (MAX_NOTES - 1, None));
}
