//! The folder of a Mini-Conf site.

use std::collections::BTreeMap;

use insta::assert_snapshot;
use talkbell::import::{Imported, import};

use crate::support::{in_zone, no_hints, outline, said, shared_path, usable};

fn folder(files: &[(&str, &str)]) -> Imported {
    let files: BTreeMap<String, Vec<u8>> =
        files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
    import(&files, &in_zone("UTC"))
}

fn real() -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(shared_path("miniconf/iclr2020")).unwrap();
    let files = entries.map(|entry| entry.unwrap().path());
    files.map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(path).unwrap())).collect()
}

#[test]
fn a_real_conference_is_understood() {
    let imported = import(&real(), &no_hints());
    assert_snapshot!(said(&imported), @"
    Note: The programme names no time zone, and its times are in UTC: its days are counted by that. --time-zone names the place's.
    Note: This programme names no moderators: nobody will be reminded.
    Note: 686 of the 687 papers are in no session of the calendar, and so not in the programme, such as “Dynamic Sparse Training: Find Efficient Sparse Network From Scratch With Trainable Masked Layers”.
    ");
    let schedule = usable(imported);
    assert_eq!((schedule.title.as_str(), schedule.sessions.len()), ("MiniConf 2020", 56));
    let session = |title: &str| schedule.sessions.iter().find(|session| session.title == title).unwrap();
    let paper = &session("Poster Day 1 Session 1 (P1S1)").talks[0];
    assert!(paper.title.starts_with("Enabling Deep Spiking Neural Networks"), "{}", paper.title);
    assert_eq!((paper.kind.key(), paper.speakers.len()), ("poster", 4));
    let answers = &session("Live Q&A: Aisha Walcott-Bryant").talks[0];
    assert_eq!((answers.kind.key(), answers.speakers.join(",")), ("qa", "Dr. Aisha Walcott-Bryant".to_owned()));
    assert!(answers.summary.as_deref().is_some_and(|summary| summary.starts_with("Artificial Intelligence")));
}

/// Lesson 9: one paper may have several slots. Lesson 13: authors parted by bars.
#[test]
fn papers_are_tied_to_sessions_by_name_by_page_and_by_a_file_of_sessions() {
    let imported = folder(&[
        (
            "main_calendar.json",
            r#"[{"title":"Poster Session (S1)","start":"2025-06-01T09:00:00+00:00","end":"2025-06-01T10:00:00+00:00","location":"Hall A","link":null},
               {"title":"Posters","start":"2025-06-01T10:00:00+00:00","end":"2025-06-01T11:00:00+00:00","link":"papers.html?session=Mon+Session+2&filter=keywords"},
               {"title":"Best paper","start":"2025-06-01T11:00:00+00:00","end":"2025-06-01T11:30:00+00:00","link":"https://x.example/poster_c.html"},
               {"title":"Lunch","start":"2025-06-01T12:00:00+00:00","end":"2025-06-01T13:00:00+00:00","link":null}]"#,
        ),
        (
            "papers.csv",
            "UID,title,authors,abstract,keywords,sessions\na,Alpha,Ada Lovelace|Alan Turing,About.,x,S1|Mon Session 2\nb,Beta,Grace Hopper,,x,\nc,Gamma,,,x,\nd,Delta,,,x,\n",
        ),
        (
            "poster_schedule.yml",
            "- name: Mon Session 2\n  posters:\n    - UID: b\n      join_link: https://zoom.example/?pwd=1\n",
        ),
    ]);
    assert_snapshot!(said(&imported), @"
    Note: This programme names no moderators: nobody will be reminded.
    Note: 1 of the 4 papers is in no session of the calendar, and so not in the programme, such as “Delta”.
    ");
    assert_snapshot!(outline(&usable(imported)), @"
    Poster Session (S1) [Hall A]
      01 09:00-10:00 poster Alpha: Ada Lovelace, Alan Turing
    Posters
      01 10:00-11:00 poster Alpha: Ada Lovelace, Alan Turing
      01 10:00-11:00 poster Beta: Grace Hopper
    Best paper
      01 11:00-11:30 other Gamma
    Lunch
      01 12:00-13:00 break Lunch
    ");
}

#[test]
fn sessions_may_have_their_times_in_a_file_of_their_own() {
    let imported = folder(&[
        ("config.yml", "name: ACL\ntagline: Annual <br> meeting\n"),
        (
            "main_papers.csv",
            "UID,title,authors,abstract\nmain.1,Alpha,Ada Lovelace|Alan Turing,About.\nmain.2,Beta,Grace Hopper,\n",
        ),
        (
            "main_paper_sessions.yml",
            "1A:\n  date: 2020-07-06_05:00:00\n  papers:\n  - main.1\ng2:\n  name: QA 2\n  long_name: \"QA 2: Theory\"\n  start_time: 2020-07-06 08:00:00\n  end_time: 2020-07-06 09:00:00\n  papers: [main.2]\n",
        ),
    ]);
    assert_snapshot!(said(&imported), @"
    main_paper_sessions.yml.1A.end Note: This session has no end: it is taken for an hour.
    Note: This programme names no moderators: nobody will be reminded.
    ");
    assert_snapshot!(outline(&usable(imported)), @"
    Session 1A
      06 05:00-06:00 other Alpha: Ada Lovelace, Alan Turing
    QA 2: Theory
      06 08:00-09:00 other Beta: Grace Hopper
    ");
}

#[test]
fn a_folder_that_is_none_says_what_it_holds() {
    assert_snapshot!(said(&folder(&[])), @"Error: This folder holds no file of data. A Mini-Conf folder has main_calendar.json and papers.csv.");
    assert_snapshot!(said(&folder(&[("papers.csv", "UID,title\na,Alpha\n"), ("notes.json", "{}")])), @"Error: No calendar was found in this folder. It should be main_calendar.json or a file of sessions with their times. Found: notes.json, papers.csv.");
    assert_snapshot!(said(&folder(&[("main_calendar.json", "[{\"title\": \"x\",\n")])), @"main_calendar.json:2 Error: This JSON breaks off here. Fetch the file again; it is not whole.");
    assert_snapshot!(said(&folder(&[("main_calendar.json", r#"[{"title":"Late","start":"2025-06-01T10:00:00","end":"2025-06-01T09:00:00"},{"start":"x","title":"y"}]"#)])), @"
    main_calendar.json[0].end Error: “Late” ends before it starts. Mend one of the two times.
    main_calendar.json[1].start Error: “x” is no time that can be read. Write it like 2025-07-18T09:00:00.
    ");
}

/// As COLT has it: papers in two sessions each, and a file of chairs.
#[test]
fn papers_of_two_sessions_are_in_both_and_a_file_names_the_chairs() {
    let imported = folder(&[
        (
            "main_calendar.json",
            r#"[{"title":"Session 1A","start":"2020-07-09T08:30:00Z","end":"2020-07-09T11:00:00Z","link":"papers.html?session=Session+1A","calendarId":"session"},
               {"title":"Session 1E","start":"2020-07-10T04:00:00Z","end":"2020-07-10T06:00:00Z","link":"papers.html?session=Session+1E","calendarId":"session"},
               {"title":"Problems","start":"2020-07-12T04:00:00Z","end":"2020-07-12T06:00:00Z","link":"papers.html?session=Session+OP"}]"#,
        ),
        (
            "Main Track_papers.csv",
            "UID,title,authors,session\n54,Alpha,Ada Lovelace|Alan Turing,Session 1A|Session 1E\n",
        ),
        ("open_problems.csv", "UID,title,authors,session\nOP1,Beta,Grace Hopper,Session OP\n"),
        ("chairs.csv", "UID,chair\nSession 1A,Jayadev Acharya\nSession OP,TBD\n"),
    ]);
    assert_snapshot!(said(&imported), @"");
    assert_snapshot!(outline(&usable(imported)), @"
    Session 1A moderated by Jayadev Acharya
      09 08:30-11:00 other Alpha: Ada Lovelace, Alan Turing
    Session 1E
      10 04:00-06:00 other Alpha: Ada Lovelace, Alan Turing
    Problems
      12 04:00-06:00 other Beta: Grace Hopper
    ");
}

/// As ISMIR has it: session 1 of music is not session 1 of the papers.
#[test]
fn a_list_with_a_page_of_its_own_has_sessions_of_its_own() {
    let imported = folder(&[
        (
            "main_calendar.json",
            r#"[{"title":"Posters 1A","start":"2020-10-12T13:00:00Z","end":"2020-10-12T14:00:00Z","link":"papers.html?session=1"},
               {"title":"LBD 1B","start":"2020-10-12T14:00:00Z","end":"2020-10-12T15:00:00Z","link":"lbds.html?session=1"},
               {"title":"Music 1A","start":"2020-10-12T15:00:00Z","end":"2020-10-12T16:00:00Z","link":"music.html?session=1"}]"#,
        ),
        ("papers.csv", "UID,session,title,authors\n1,1,Beats,\"Zhang, Yixiao*; Jiang, Junyan\"\n"),
        ("lbds.csv", "UID,session,title,authors\n1,1,A demo,Zed Why\n"),
        ("events.csv", "UID,title,start_date\n1,Lunch,2020-10-12\n"),
    ]);
    assert_snapshot!(said(&imported), @"
    Note: Not read, as no such file of a Mini-Conf site is known: events.csv. If one is a table of sessions, import it by itself.
    Note: This programme names no moderators: nobody will be reminded.
    ");
    assert_snapshot!(outline(&usable(imported)), @"
    Posters 1A
      12 13:00-14:00 poster Beats: Yixiao Zhang, Junyan Jiang
    LBD 1B
      12 14:00-15:00 other A demo: Zed Why
    Music 1A
      12 15:00-16:00 other Music 1A
    ");
}

/// As EMNLP has it.
#[test]
fn workshops_tutorials_and_plenaries_consist_of_their_parts() {
    let imported = folder(&[
        (
            "workshops.yml",
            "- UID: WS-3\n  title: Workshop on Insights\n  organizers: Anna Rogers\n  sessions:\n  - name: Opening remarks\n    start_time: 2020-11-19 15:00:00+00:00\n    end_time: 2020-11-19 15:15:00+00:00\n    hosts: TBD\n  - name: \"Q&A with Rada Mihalcea\"\n    start_time: 2020-11-19 16:00:00+00:00\n    end_time: 2020-11-19 16:15:00+00:00\n    hosts: A. Chuklin and Sameer Singh\n",
        ),
        (
            "tutorials.yml",
            "- UID: T1\n  title: Interpreting\n  organizers: Eric Wallace, Matt Gardner\n  sessions:\n  - name: Part 1\n    start_time: 2020-11-20 15:00:00+00:00\n    end_time: 2020-11-20 16:30:00+00:00\n  - name: BREAK\n    start_time: 2020-11-20 16:30:00+00:00\n    end_time: 2020-11-20 17:00:00+00:00\n  - name: Part 2\n    start_time: 2020-11-21 15:00:00+00:00\n    end_time: 2020-11-21 16:30:00+00:00\n",
        ),
        (
            "plenary_sessions.yml",
            "- UID: opening\n  title: Opening Remarks\n  presenter: Qiang Yang\n  abstract: 'One.\\nTwo $\\nabla$.'\n  sessions:\n  - name: P-Live Presentation\n    start_time: 2020-11-16 14:45:00+00:00\n    end_time: 2020-11-16 15:00:00+00:00\n",
        ),
        (
            "overall_calendar.json",
            r#"[{"title":"Opening Remarks","start":"2020-11-16T14:45:00Z","end":"2020-11-16T15:00:00Z","type":"Plenary Sessions","view":"day"}]"#,
        ),
    ]);
    assert_snapshot!(said(&imported), @"");
    let schedule = usable(imported);
    assert_snapshot!(outline(&schedule), @"
    Opening Remarks
      16 14:45-15:00 other Opening Remarks: Qiang Yang
    Workshop on Insights moderated by A. Chuklin, Sameer Singh
      19 15:00-15:15 other Opening remarks
      19 16:00-16:15 qa Q&A with Rada Mihalcea
    Interpreting, Friday 20 November
      20 15:00-16:30 tutorial Part 1: Eric Wallace, Matt Gardner
      20 16:30-17:00 break BREAK
    Interpreting, Saturday 21 November
      21 15:00-16:30 tutorial Part 2: Eric Wallace, Matt Gardner
    ");
    assert_eq!(schedule.sessions[0].talks[0].summary.as_deref(), Some("One.\nTwo ∇."));
}

/// As AKBC and AAAI have it.
#[test]
fn an_entry_without_a_title_is_called_after_its_speaker_its_cluster_or_its_id() {
    let imported = folder(&[
        (
            "sessions.json",
            r#"[{"sessionId":"wcohen","start":"2020-06-22T08:20:00Z","end":"2020-06-22T08:55:00Z","calendarId":"invited"},
               {"sessionId":"d1","start":"2020-06-22T09:20:00Z","end":"2020-06-22T09:55:00Z","calendarId":"poster"},
               {"start":"2020-06-22T10:20:00Z","end":"2020-06-22T10:55:00Z"},
               {"cluster_name":"ML: Ethics","start":"2020-06-22T11:20:00Z","end":"2020-06-22T11:55:00Z"}]"#,
        ),
        ("speakers.csv", "UID,title,speaker,abstract,sessionId\n1,Reasoning in Text,William Cohen,About.,wcohen\n"),
    ]);
    assert_snapshot!(said(&imported), @"
    sessions.json[1].title Warning: This entry of the calendar has no title: it is called “d1”, as its file calls it.
    sessions.json[2].title Warning: This entry of the calendar has no title and is left out.
    Note: This programme names no moderators: nobody will be reminded.
    ");
    assert_snapshot!(outline(&usable(imported)), @"
    Reasoning in Text
      22 08:20-08:55 keynote Reasoning in Text: William Cohen
    d1
      22 09:20-09:55 poster d1
    ML: Ethics
      22 11:20-11:55 other ML: Ethics
    ");
}

/// As PLDI has it.
#[test]
fn a_table_says_when_each_paper_is_told_in_its_session() {
    let imported = folder(&[
        ("tracks.csv", "UID,name\npldi,PLDI\n"),
        (
            "track_pldi.csv",
            "UID,title,start,end,info_link,category\n# Wed,,,,,\npldi_1A,Talks 1A,2021-06-23T13:00:00+00:00,2021-06-23T13:35:00+00:00,/papers.html?session=Talks+1A,paper-session\npldi_p1,Poster Session 1,2021-06-23T13:35:00+00:00,2021-06-23T14:30:00+00:00,/papers.html?session=Posters+1,poster\n",
        ),
        (
            "calendar_papers.csv",
            "session,start,end,paperUID,posterNumber\npldi_1A,2021-06-23T13:00:00-00:00,2021-06-23T13:05:00-00:00,a,\npldi_1A,2021-06-23T13:05:00-00:00,2021-06-23T13:10:00-00:00,b,\npldi_p1,,,a,12\n",
        ),
        (
            "papers.csv",
            "UID,title,authors,sessions\na,Alpha,Ada Lovelace,Talks 1A|Posters 1\nb,Beta,Eve Eff,Talks 1A|Posters 1\n",
        ),
    ]);
    assert_snapshot!(outline(&usable(imported)), @"
    Talks 1A
      23 13:00-13:05 other Alpha: Ada Lovelace
      23 13:05-13:10 other Beta: Eve Eff
    Poster Session 1
      23 13:35-14:30 poster Alpha: Ada Lovelace
      23 13:35-14:30 poster Beta: Eve Eff
    ");
}

/// As IEEE VIS has it.
#[test]
fn events_with_sessions_with_slots_are_understood() {
    let imported = folder(&[
        (
            "session_list.json",
            r#"{"conf":{"long_name":"Conference Events","event_type":"VIS","sessions":[{"title":"VIS Keynote","chair":[],"time_start":"2022-10-18T19:00:00Z","time_end":"2022-10-18T20:15:00Z","time_slots":[]}]},
               "full":{"long_name":"VIS Full Papers","event_type":"Paper Presentations","sessions":[{"title":"Language","chair":["Tamara Munzner"],"room_name":"Ballroom 4","time_start":"2022-10-18T15:45:00Z","time_end":"2022-10-18T17:00:00Z","time_slots":[
                 {"slot_id":"1-pres","type":"In Person Presentation","title":"Alpha","authors":["Elsie Lee-Robbins",{"name":"Eytan Adar","email":"x@example.com"}],"abstract":"About.","time_start":"2022-10-18T16:00:00Z","time_end":"2022-10-18T16:13:00Z"},
                 {"slot_id":"1-qa","type":"In Person Q+A","title":"Alpha (Q+A)","authors":[],"time_start":"2022-10-18T16:13:00Z","time_end":"2022-10-18T16:15:00Z"}]}]}}"#,
        ),
        ("paper_list.json", r#"{"1":{"title":"Alpha","authors":["Elsie Lee-Robbins"],"session_id":"full1"}}"#),
    ]);
    assert_snapshot!(said(&imported), @"");
    let schedule = usable(imported);
    assert_eq!(schedule.sessions[0].track.as_deref(), Some("VIS Full Papers"));
    assert_snapshot!(outline(&schedule), @"
    Language [Ballroom 4] moderated by Tamara Munzner
      18 16:00-16:13 oral Alpha: Elsie Lee-Robbins, Eytan Adar
      18 16:13-16:15 qa Alpha (Q+A)
    VIS Keynote
      18 19:00-20:15 keynote VIS Keynote
    ");
}
