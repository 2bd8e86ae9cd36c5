//! talkbell's own format, whole.

use chrono::{DateTime, TimeDelta, Utc};
use insta::assert_snapshot;
use proptest::prelude::*;
use talkbell::export;
use talkbell::import::import;
use talkbell::schedule::{Schedule, Session, Talk, TalkKind, unique_slugs};

use crate::support::{in_zone, no_hints, outline, read, said, shared, usable, what_is_said};

const WHOLE: &str = r#"
title = "Workshop"
time_zone = "Europe/Berlin"
date = 2025-07-18

[[session]]
title = "Morning"
moderators = ["Yi Ma", "Jian Sun"]
room = "Hall A"
abstract = """
One.

Two."""

[[session.talk]]
title = "Deep nets"
kind = "oral"
speakers = ["Ada Lovelace"]
start = 09:00:00
minutes = 30

[[session.talk]]
title = "Wide nets"
speakers = "Alan Turing"
start = "09:30"

[[session.talk]]
id = "answers"
title = "Q&A"
start = 2025-07-18T10:00:00
end = 2025-07-18T10:15:00+02:00
cancelled = true
"#;

#[test]
fn a_written_programme_is_understood() {
    let schedule = read(WHOLE, &no_hints());
    assert_snapshot!(outline(&schedule), @"
    Morning [Hall A] moderated by Yi Ma, Jian Sun
      18 09:00-09:30 oral Deep nets: Ada Lovelace
      18 09:30-10:00 other Wide nets: Alan Turing
      18 10:00-10:15 qa Q&A CANCELLED
    ");
    assert_eq!((schedule.title.as_str(), schedule.time_zone.name()), ("Workshop", "Europe/Berlin"));
    assert_eq!(schedule.sessions[0].summary.as_deref(), Some("One.\n\nTwo."));
    let ids: Vec<&str> = schedule.sessions[0].talks.iter().map(|talk| talk.id.as_str()).collect();
    assert_eq!((schedule.sessions[0].id.as_str(), ids), ("morning", vec!["deep-nets", "wide-nets", "answers"]));
}

#[test]
fn slips_are_said_with_line_and_field() {
    let slip = |from: &str, to: &str| {
        assert!(WHOLE.contains(from), "{from}");
        what_is_said(&WHOLE.replacen(from, to, 1), &no_hints())
    };
    let all = [
        slip("time_zone = \"Europe/Berlin\"", "time_zone = \"Europe/Berln\""),
        slip("time_zone = \"Europe/Berlin\"", ""),
        slip("kind = \"oral\"", "kind = \"orla\""),
        slip("kind = \"oral\"", "kinds = \"oral\""),
        slip("start = 09:00:00", "start = \"nine\""),
        slip("date = 2025-07-18", ""),
        slip("minutes = 30", "minutes = -3"),
        slip("id = \"answers\"", "id = \"The Answers\""),
        slip("title = \"Deep nets\"", ""),
        slip("start = \"09:30\"", ""),
        slip("end = 2025-07-18T10:15:00+02:00", "end = 2025-07-18T09:15:00+02:00"),
        slip("end = 2025-07-18T10:15:00+02:00", ""),
        slip("id = \"answers\"", "match = \"answers\""),
        slip("[[session.talk]]\ntitle = \"Deep nets\"", "[[session.talk]]\nid = \"answers\"\ntitle = \"Deep nets\""),
        what_is_said("title = \"Empty\"\n", &in_zone("UTC")),
        what_is_said("title = \"Open\n", &in_zone("UTC")),
        what_is_said("[[session]]\ntitle = \"None\"\n", &in_zone("UTC")),
    ];
    assert_snapshot!(all.join("\n"), @r#"
    3 time_zone Error: there is no time zone `Europe/Berln`; did you mean Europe/Berlin?
    19 session[0].talk[0].start Error: The times name no zone. Say which is meant at the top of the file, for example time_zone = "America/Los_Angeles", or with --time-zone. (Lines 25, 30 too.)
    17 session[0].talk[0].kind Error: `orla` is no kind of talk; the kinds are oral, spotlight, poster, keynote, tutorial, panel, qa, break, other.
    17 Error: This TOML cannot be read: unknown field `kinds`, expected one of `id`, `match`, `title`, `kind`, `speaker`, `speakers`, `room`, `abstract`, `start`, `end`, `minutes`, `cancelled`, `session`.
    19 session[0].talk[0].start Error: nine is no time. Write it like 2025-07-18T09:00:00, or like "09:00" below a date.
    19 session[0].talk[0].start Error: This is a time of day without a day. Give the session a date, such as date = 2025-07-18.
    25 session[0].talk[1].start Error: This is a time of day without a day. Give the session a date, such as date = 2025-07-18.
    20 session[0].talk[0].minutes Error: -3 is no length of a talk in minutes.
    28 session[0].talk[2].id Error: `The Answers` is no id: 1 to 32 characters of a-z, 0-9 and -.
    15 session[0].talk[0] Error: This talk has no title. Add title = "…".
    22 session[0].talk[1] Error: This talk has no start. Add start = 2025-07-18T09:00:00.
    27 session[0].talk[2] Error: “Q&A” ends before it starts. Mend one of the two times.
    30 session[0].talk[2] Error: This talk has no end, and no talk follows it. Add end = … or minutes = ….
    27 session[0].talk[2] Error: `match` finds a talk of the source that a file is laid over, and there is none like it.
    29 session[0].talk[2].id Error: The id `answers` is here twice (first in line 16). Give each its own.
    Error: No talk was found. An empty programme is taken for a mistake.
    1 Error: This TOML cannot be read: `title`: invalid basic string, expected `"`.
    1 session[0] Error: The session “None” has no talk. Add one with [[session.talk]].
    "#);
}

#[test]
fn what_the_parser_says_is_said_so_that_it_can_be_mended() {
    let slip = |from: &str, to: &str| what_is_said(&WHOLE.replacen(from, to, 1), &no_hints());
    let all = [
        slip("minutes = 30", "minutes = \"30 min\""),
        slip("cancelled = true", "cancelled = \"yes\""),
        slip("start = 09:00:00", "start = 9:00"),
        slip("room = \"Hall A\"", "location = \"Hall A\""),
        slip("date = 2025-07-18", "date = \"18.07.2025\""),
        what_is_said("[[session]]\ntitle = \"A\"\n[session.talk]\ntitle = \"B\"\n", &in_zone("UTC")),
    ];
    assert_snapshot!(all.join("\n"), @r#"
    20 Error: This TOML cannot be read: `minutes`: invalid type: string "30 min", expected i64. Write a number, without quotes and without a unit.
    32 Error: This TOML cannot be read: `cancelled`: invalid type: string "yes", expected a boolean. Write true or false, without quotes.
    19 Error: This TOML cannot be read: `start`: invalid time, expected a two-digit hour (HH). Write a time like 09:00:00, or in quotes like "9:00", and a day like 2025-07-18.
    9 Error: This TOML cannot be read: unknown field `location`, expected one of `id`, `match`, `title`, `moderator`, `moderators`, `room`, `track`, `abstract`, `date`, `cancelled`, `talk`, `talks`. Is `room` meant?
    4 date Error: "18.07.2025" is no day. Write it like 2025-07-18, without quotes.
    3 Error: This TOML cannot be read: invalid type: map, expected a sequence. Several of these may follow, so they stand in two brackets, as in [[session.talk]].
    "#);
}

#[test]
fn several_names_in_one_text_are_several_people() {
    let speakers = |text: &str| {
        let page = WHOLE.replacen("speakers = \"Alan Turing\"", &format!("speakers = \"{text}\""), 1);
        read(&page, &no_hints()).sessions[0].talks[1].speakers.clone()
    };
    assert_eq!(speakers("Ada Lovelace, Alan Turing"), ["Ada Lovelace", "Alan Turing"]);
    assert_eq!(speakers("Martin Luther King, Jr."), ["Martin Luther King, Jr."]);
}

#[test]
fn an_hour_that_comes_twice_is_told_apart() {
    let text = "time_zone = \"Europe/Berlin\"\n[[session]]\ntitle = \"Night\"\n[[session.talk]]\ntitle = \"A\"\n\
                start = 2025-10-26T02:30:00+02:00\nend = 2025-10-26T02:30:00+01:00\n";
    let schedule = read(text, &no_hints());
    assert_eq!(schedule.sessions[0].talks[0].duration(), TimeDelta::hours(1));
    assert_eq!(read(&export::toml(&schedule), &no_hints()), schedule);
}

/// Every real file that is read comes back the same.
#[test]
fn real_programmes_survive_export_and_import() {
    for (file, zone) in [
        ("icml-2021-deep-learning-theory-5.txt", "America/Los_Angeles"),
        ("sessionize/gab-linz-2021.json", "Europe/Vienna"),
        ("virtual-site/neurips-2025-orals-posters-subset.json", "America/Los_Angeles"),
    ] {
        let schedule = usable(import(&shared(file), &in_zone(zone)));
        let again = import(export::toml(&schedule).as_bytes(), &no_hints());
        assert!(!said(&again).contains("Error"), "{file}: {}", said(&again));
        assert_eq!(usable(again), schedule, "{file}");
    }
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[A-Za-z]{1,8}( [A-Za-z&'\"\\\\=\\[\\]#]{1,8}){0,5}", "[\\PC&&[^\\s\u{ad}]]{1,20}"]
        .prop_map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
        .prop_filter("no mark of a cancelled talk", |text| {
            let lower = text.to_lowercase();
            !lower.contains("cancel") && !lower.contains("abgesagt") && !text.is_empty()
        })
}

fn prose() -> impl Strategy<Value = Option<String>> {
    prop::option::of("[A-Za-z\"'\\\\$=#]{1,9}( [a-z\"'\\\\]{1,9}){0,9}(\n\n[a-z]{1,9}|\n[a-z]{1,9}){0,3}")
}

type Written = (String, usize, Vec<String>, Option<String>, Option<String>, bool, i64, i64);

fn talk() -> impl Strategy<Value = Written> {
    let people = prop::collection::vec(text(), 0..3);
    (text(), 0..9_usize, people, prose(), prop::option::of(text()), any::<bool>(), 0..40_000_000_i64, 1..90_000_i64)
}

fn programme(zone: &str, title: String, sessions: Vec<(String, Vec<Written>)>) -> Schedule {
    let from: DateTime<Utc> = "2025-01-01T00:00:00Z".parse().unwrap();
    let titles: Vec<String> = sessions.iter().flat_map(|(_, talks)| talks.iter().map(|talk| talk.0.clone())).collect();
    let mut ids = unique_slugs(titles.iter().map(String::as_str)).into_iter();
    let session_ids = unique_slugs(sessions.iter().map(|(title, _)| title.as_str()));
    let mut sessions: Vec<Session> = sessions
        .into_iter()
        .zip(session_ids)
        .map(|((title, talks), id)| {
            let mut talks: Vec<Talk> = talks
                .into_iter()
                .map(|(title, kind, speakers, summary, room, cancelled, start, length)| Talk {
                    id: ids.next().unwrap().parse().unwrap(),
                    kind: TalkKind::ALL[kind],
                    title,
                    speakers,
                    summary,
                    // A talk in its session's room has none of its own.
                    room: room.map(|room| format!("Room {room}")),
                    cancelled,
                    start: from + TimeDelta::seconds(start),
                    end: from + TimeDelta::seconds(start + length),
                })
                .collect();
            talks.sort_by_key(|talk| (talk.start, talk.end));
            let moderators = talks[0].speakers.clone();
            let (summary, room) = (talks[0].summary.clone(), talks[0].room.as_ref().map(|room| format!("In {room}")));
            Session { id: id.parse().unwrap(), title, moderators, summary, room: room.clone(), track: room, talks }
        })
        .collect();
    sessions.sort_by_key(|session| session.talks[0].start);
    Schedule { title, time_zone: zone.parse().unwrap(), sessions }
}

proptest! {
    #[test]
    fn any_programme_comes_back_as_it_was(
        zone in prop::sample::select(vec!["Europe/Berlin", "America/Los_Angeles", "Asia/Kolkata", "UTC", "Australia/Lord_Howe"]),
        title in text(),
        sessions in prop::collection::vec((text(), prop::collection::vec(talk(), 1..4)), 1..4),
    ) {
        let schedule = programme(zone, title, sessions);
        let text = export::toml(&schedule);
        let again = import(text.as_bytes(), &no_hints());
        prop_assert_eq!(again.schedule.as_ref(), Some(&schedule), "{}\n{}", said(&again), text);
    }

    #[test]
    fn no_text_makes_it_panic(text in "(title|session|talk|\\[\\[|\\]\\]|=|\"|start|2025-07-18|T09:00:00|match|source|\n| |\\.|1|true){0,40}") {
        let _ = import(text.as_bytes(), &no_hints());
    }
}
