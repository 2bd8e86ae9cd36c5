//! The calendar feed, over HTTP, read back by a library that did not write it.

#![expect(clippy::unwrap_used, reason = "in a test's helper an unwrap is an assertion")]

#[expect(dead_code, reason = "this test uses a part of the support")]
mod support;

use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarProperty, ICalendarStatus, ICalendarValue,
};
use insta::assert_snapshot;
use reqwest::StatusCode;
use reqwest::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED};
use support::harness::Harness;
use support::page::{session, talk};
use support::stage::Stage;

const CALENDAR: &str = "/calendar/icml2021-dlt5.ics";

async fn begin(page: &str) -> Harness {
    let mut story = Harness::begin_without_bot(Stage::with_programme(page), "17:00").await;
    story.configuration().push_str("[web]\nlisten = \"127.0.0.1:0\"\n");
    story.start().await.unwrap();
    story
}

fn programme(talks: &[(&str, &str)]) -> String {
    let talks: Vec<String> =
        talks.iter().map(|(times, title)| talk(times, "Oral", title, &format!("Speaker of {title}"), "")).collect();
    session("Theory", "Yi Ma", &talks)
}

async fn get(story: &Harness, path: &str) -> reqwest::Response {
    reqwest::get(format!("http://{}{path}", story.web())).await.unwrap()
}

/// Each event: what, when, in which state, how often changed.
async fn events(story: &Harness, path: &str) -> String {
    let response = get(story, path).await;
    assert_eq!(response.status(), StatusCode::OK);
    let calendar = ICalendar::parse(response.text().await.unwrap()).expect("an iCalendar file");
    let of_kind = |kind| calendar.components.iter().filter(move |it| it.component_type == kind);
    assert_eq!(of_kind(ICalendarComponentType::VTimezone).count(), 1);
    let mut lines: Vec<String> = of_kind(ICalendarComponentType::VEvent).map(event).collect();
    lines.sort();
    lines.join("\n")
}

fn event(component: &ICalendarComponent) -> String {
    let value = |property| component.property(&property).and_then(|entry| entry.values.first()).unwrap();
    let text = |property| value(property).as_text().unwrap_or_default().to_owned();
    let start = match value(ICalendarProperty::Dtstart) {
        ICalendarValue::PartialDateTime(at) => format!("{:02}:{:02}", at.hour.unwrap(), at.minute.unwrap()),
        other => panic!("{other:?} is no instant"),
    };
    let status = match value(ICalendarProperty::Status) {
        ICalendarValue::Status(ICalendarStatus::Confirmed) => "",
        ICalendarValue::Status(ICalendarStatus::Cancelled) => " (cancelled)",
        other => panic!("{other:?} is no state of ours"),
    };
    let ICalendarValue::Integer(sequence) = value(ICalendarProperty::Sequence) else { panic!("a number") };
    let uid = component.uid().unwrap();
    format!("{start} {}{status} · {uid} · {sequence}", text(ICalendarProperty::Summary))
}

#[tokio::test]
async fn a_subscriber_sees_what_moves_vanishes_and_comes_back() {
    let first =
        [("18:00 - 18:20", "Alpha"), ("18:20 - 18:40", "Beta"), ("18:40 - 19:00", "Gamma"), ("19:00 - 19:20", "Delta")];
    let mut story = begin(&programme(&first)).await;
    assert_snapshot!(events(&story, CALENDAR).await, @"
    18:00 Alpha · alpha.icml2021-dlt5@talkbell · 0
    18:20 Beta · beta.icml2021-dlt5@talkbell · 0
    18:40 Gamma · gamma.icml2021-dlt5@talkbell · 0
    19:00 Delta · delta.icml2021-dlt5@talkbell · 0
    ");
    assert_eq!(events(&story, "/calendar/icml2021-dlt5/theory.ics").await, events(&story, CALENDAR).await);

    let mut moved = first;
    moved[3].0 = "19:30 - 19:50";
    story.rewrites_programme(&programme(&moved));
    story.rereads_programme().await;
    assert_snapshot!(events(&story, CALENDAR).await, @"
    18:00 Alpha · alpha.icml2021-dlt5@talkbell · 0
    18:20 Beta · beta.icml2021-dlt5@talkbell · 0
    18:40 Gamma · gamma.icml2021-dlt5@talkbell · 0
    19:30 Delta · delta.icml2021-dlt5@talkbell · 1
    ");

    story.rewrites_programme(&programme(&[moved[0], moved[2], moved[3]]));
    story.rereads_programme().await;
    assert_snapshot!(events(&story, CALENDAR).await, @"
    18:00 Alpha · alpha.icml2021-dlt5@talkbell · 0
    18:20 Beta (cancelled) · beta.icml2021-dlt5@talkbell · 1
    18:40 Gamma · gamma.icml2021-dlt5@talkbell · 0
    19:30 Delta · delta.icml2021-dlt5@talkbell · 1
    ");
    let gone = events(&story, CALENDAR).await;
    story.restart().await;
    assert_eq!(events(&story, CALENDAR).await, gone, "nothing is forgotten, and nothing counted twice");

    story.rewrites_programme(&programme(&moved));
    story.rereads_programme().await;
    assert_snapshot!(events(&story, CALENDAR).await, @"
    18:00 Alpha · alpha.icml2021-dlt5@talkbell · 0
    18:20 Beta · beta.icml2021-dlt5@talkbell · 2
    18:40 Gamma · gamma.icml2021-dlt5@talkbell · 0
    19:30 Delta · delta.icml2021-dlt5@talkbell · 1
    ");
}

#[tokio::test]
async fn who_has_it_already_is_told_so() {
    let story = begin(&programme(&[("18:00 - 18:20", "Alpha"), ("18:20 - 18:40", "Beta")])).await;
    let whole = get(&story, CALENDAR).await;
    let header = |name| whole.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(header(CONTENT_TYPE), "text/calendar; charset=utf-8");
    assert_eq!(header(CACHE_CONTROL), "public, max-age=300");
    let (tag, date) = (header(ETAG), header(LAST_MODIFIED));
    let client = reqwest::Client::new();
    let again = async |name, value: &str| {
        let request = client.get(format!("http://{}{CALENDAR}", story.web())).header(name, value);
        request.send().await.unwrap().status()
    };
    assert_eq!(again(IF_NONE_MATCH, &tag).await, StatusCode::NOT_MODIFIED);
    assert_eq!(again(IF_NONE_MATCH, &format!("\"other\", W/{tag}")).await, StatusCode::NOT_MODIFIED);
    assert_eq!(again(IF_NONE_MATCH, "\"other\"").await, StatusCode::OK);
    assert_eq!(again(IF_MODIFIED_SINCE, &date).await, StatusCode::NOT_MODIFIED);
    assert_eq!(again(IF_MODIFIED_SINCE, "Wed, 01 Jan 2020 00:00:00 GMT").await, StatusCode::OK);

    story.rewrites_programme(&programme(&[("18:00 - 18:20", "Alpha"), ("18:25 - 18:40", "Beta")]));
    story.rereads_programme().await;
    assert_eq!(again(IF_NONE_MATCH, &tag).await, StatusCode::OK);
}

#[tokio::test]
async fn other_addresses_lead_nowhere() {
    let story = begin(&programme(&[("18:00 - 18:20", "Alpha")])).await;
    for path in
        ["/calendar/icml2021-dlt5", "/calendar/none.ics", "/calendar/icml2021-dlt5/none.ics", "/calendar/%00.ics"]
    {
        assert_eq!(get(&story, path).await.status(), StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn schedule_gives_the_address() {
    let mut story = begin(&programme(&[("18:00 - 18:20", "Alpha")])).await;
    story.asks("/schedule").await;
    let answer = story.last_answer().to_string();
    assert!(answer.contains("/calendar/icml2021-dlt5.ics"), "{answer}");
}
