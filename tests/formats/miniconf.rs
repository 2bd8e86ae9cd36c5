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
    assert_snapshot!(said(&imported), @"Note: 1 of the 4 papers is in no session of the calendar, and so not in the programme, such as “Delta”.");
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
    assert_snapshot!(said(&imported), @"main_paper_sessions.yml.1A.end Note: This session has no end: it is taken for an hour.");
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
    assert_snapshot!(said(&folder(&[("papers.csv", "UID,title\na,Alpha\n"), ("notes.json", "{}")])), @"
    Error: No calendar was found in this folder. It should be main_calendar.json or a file of sessions with their times. Found: notes.json, papers.csv.
    Note: 1 of the 1 papers is in no session of the calendar, and so not in the programme, such as “Alpha”.
    ");
    assert_snapshot!(said(&folder(&[("main_calendar.json", "[{\"title\": \"x\",\n")])), @"main_calendar.json:2 Error: This JSON breaks off here. Fetch the file again; it is not whole.");
    assert_snapshot!(said(&folder(&[("main_calendar.json", r#"[{"title":"Late","start":"2025-06-01T10:00:00","end":"2025-06-01T09:00:00"},{"start":"x","title":"y"}]"#)])), @"
    main_calendar.json[0].end Error: “Late” ends before it starts. Mend one of the two times.
    main_calendar.json[1].start Error: “x” is no time that can be read. Write it like 2025-07-18T09:00:00.
    ");
}
