//! What changed between two states of a programme, as the organiser, the audience and the outbox see it.

use chrono::NaiveDate;
use talkbell::import::{Hints, import};
use talkbell::schedule::{Changes, Schedule, changes, with_ids_of};

const SAMPLE: &str = include_str!("../data/icml-2021-deep-learning-theory-5.txt");

#[test]
fn nothing_has_changed_in_the_same_page() {
    assert!(changes(&read(SAMPLE), &read(SAMPLE)).is_empty());
}

#[test]
fn a_corrected_title_is_the_same_talk_and_keeps_its_id() {
    let old = read(SAMPLE);
    let new = read(&SAMPLE.replace("Supervised Constrastive", "Supervised Contrastive"));
    let inherited = with_ids_of(&old, new);
    assert_eq!(ids(&inherited), ids(&old));
    insta::assert_snapshot!(told(&changes(&old, &inherited)), @"title: Dissecting Supervised Constrastive Learning -> Dissecting Supervised Contrastive Learning");
}

#[test]
fn a_retitled_session_keeps_its_id() {
    let old = read(SAMPLE);
    let new = with_ids_of(&old, read(&SAMPLE.replace("Deep Learning Theory 5", "Theory of Deep Learning")));
    assert_eq!(new.sessions[0].id, old.sessions[0].id);
    assert_eq!(new.sessions[0].title, "Theory of Deep Learning");
}

#[test]
fn moved_added_removed_and_swapped_talks_are_told_apart() {
    let old = read(SAMPLE);
    let swapped = SAMPLE
        .replace("18:20 - 18:25", "18:3X - 18:3Y")
        .replace("18:30 - 18:35", "18:20 - 18:25")
        .replace("18:3X - 18:3Y", "18:30 - 18:35");
    insta::assert_snapshot!(told(&changes(&old, &read(&swapped))), @r"
    moved: Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent 01:20 -> 01:30
    moved: Scaling Properties of Deep Residual Networks 01:30 -> 01:20
    ");

    let longer = SAMPLE.replace("18:50 - 18:55 PDT", "18:50 - 19:05 PDT");
    insta::assert_snapshot!(told(&changes(&old, &read(&longer))), @"length: Q&A until 01:55 -> 02:05");

    let without = SAMPLE.replace(
        "Wed 21 July 18:50 - 18:55 PDT\n\nQ&A\nQ&A",
        "Wed 21 July 18:50 - 18:55 PDT\n\nSpotlight\nA Late Result\n\nAda Lovelace\n\nWe show a late result.",
    );
    insta::assert_snapshot!(told(&changes(&old, &read(&without))), @r"
    added: A Late Result
    removed: Q&A
    ");
}

/// Lesson 8: cancellation is often only a title prefix.
#[test]
fn a_cancelled_talk_is_the_same_talk_and_nothing_else_of_it_has_changed() {
    let old = read(SAMPLE);
    let new = read(&SAMPLE.replace("Scaling Properties", "CANCELLED: Scaling Properties"));
    let scaling = new.sessions[0].talks.iter().find(|talk| talk.cancelled).expect("one is cancelled");
    assert_eq!(scaling.title, "Scaling Properties of Deep Residual Networks");
    let titles = |talks: &[talkbell::schedule::Named]| talks.iter().map(|talk| talk.title.clone()).collect::<Vec<_>>();
    let cancelled = changes(&old, &new);
    assert_eq!(titles(&cancelled.cancelled), [scaling.title.as_str()]);
    assert_eq!(Changes { cancelled: Vec::new(), ..cancelled }, Changes::default());
    let restored = changes(&new, &old);
    assert_eq!(titles(&restored.restored), [scaling.title.as_str()]);
    assert_eq!(Changes { restored: Vec::new(), ..restored }, Changes::default());
}

#[test]
fn a_cancelled_talk_is_neither_on_nor_next_and_its_session_goes_on_without_it() {
    let schedule = read(&SAMPLE.replace("Dissecting Supervised", "[CANCELED] Dissecting Supervised"));
    let session = &schedule.sessions[0];
    assert_eq!(session.start().to_rfc3339(), "2021-07-22T01:20:00+00:00");
    let during = session.talks[0].start;
    assert!(session.talks[0].cancelled && schedule.at(during).running.is_empty());
    assert_eq!(schedule.at(during).next[0].talk.id, session.talks[1].id);
    assert!(!session.is_cancelled());
}

fn read(page: &str) -> Schedule {
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
    let imported = import(page.as_bytes(), &Hints { year: Some(2021), ..Hints::on(today) });
    imported.schedule.unwrap_or_else(|| panic!("{:?}", imported.diagnostics))
}

fn ids(schedule: &Schedule) -> Vec<String> {
    schedule.talks().map(|found| found.talk.id.to_string()).collect()
}

fn told(changes: &Changes) -> String {
    let clock = |instant: chrono::DateTime<chrono::Utc>| instant.format("%H:%M").to_string();
    let added = changes.added.iter().map(|talk| format!("added: {}", talk.title));
    let removed = changes.removed.iter().map(|talk| format!("removed: {}", talk.title));
    let moved = changes
        .moved
        .iter()
        .map(|m| format!("moved: {} {} -> {}", m.talk.title, clock(m.from.start), clock(m.to.start)));
    let length = changes
        .length
        .iter()
        .map(|l| format!("length: {} until {} -> {}", l.talk.title, clock(l.from.end), clock(l.to.end)));
    let title = changes.title.iter().map(|changed| format!("title: {} -> {}", changed.from, changed.to));
    added.chain(removed).chain(moved).chain(length).chain(title).collect::<Vec<_>>().join("\n")
}
