//! Stories of pasted pages, whole and broken, and what the importer says about them.

use chrono::NaiveDate;
use insta::assert_snapshot;
use talkbell::import::{Hints, Imported, Level, import};
use talkbell::schedule::{Schedule, TalkKind};

const SAMPLE: &str = include_str!("../data/icml-2021-deep-learning-theory-5.txt");

fn hints() -> Hints {
    Hints { year: Some(2021), ..Hints::on(NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day there is")) }
}

fn hints_without_year() -> Hints {
    Hints { year: None, ..hints() }
}

fn hints_with_zone(name: &str) -> Hints {
    Hints { time_zone: Some(name.parse().expect("a zone there is")), ..hints() }
}

fn read(page: &str) -> Schedule {
    let imported = import(page.as_bytes(), &hints());
    imported.schedule.unwrap_or_else(|| panic!("unusable: {:#?}", imported.diagnostics))
}

fn said(imported: &Imported) -> String {
    let line = |line: Option<usize>| line.map_or_else(|| "-".to_owned(), |line| line.to_string());
    let lines = imported.diagnostics.iter().map(|d| format!("{} {:?}: {}", line(d.line), d.level, d.message));
    lines.collect::<Vec<_>>().join("\n")
}

fn what_is_said(page: &str) -> String {
    said(&import(page.as_bytes(), &hints()))
}

/// A page with one slot at this time.
fn at(time: &str) -> String {
    format!(
        "Session\n\nTheory\n\nModerator: Yi Ma\n\n{time}\n\nOral\nA Title\n\nGreg Yang · Edward Hu\n\nAn abstract.\n"
    )
}

fn first_start(page: &str) -> String {
    read(page).sessions[0].talks[0].start.to_rfc3339()
}

#[test]
fn the_sample_is_understood_whole() {
    let imported = import(SAMPLE.as_bytes(), &hints());
    assert_eq!(imported.diagnostics, []);
    let schedule = imported.schedule.unwrap();
    let session = &schedule.sessions[0];
    assert_eq!((schedule.title.as_str(), schedule.time_zone.name()), ("Deep Learning Theory 5", "America/Los_Angeles"));
    assert_eq!((session.moderators.join(";"), &session.summary, &session.room), ("Yi Ma".to_owned(), &None, &None));
    assert_eq!(session.start().to_rfc3339(), "2021-07-22T01:00:00+00:00");
    assert_eq!(session.end().to_rfc3339(), "2021-07-22T01:55:00+00:00");
    let kinds = |kind| session.talks.iter().filter(|talk| talk.kind == kind).count();
    assert_eq!((kinds(TalkKind::Oral), kinds(TalkKind::Spotlight), kinds(TalkKind::QuestionsAndAnswers)), (1, 6, 1));
    let (first, last) = (&session.talks[0], &session.talks[7]);
    assert_eq!(first.speakers, ["Florian Graf", "Christoph Hofer", "Marc Niethammer", "Roland Kwitt"]);
    for talk in &session.talks[..7] {
        let summary = talk.summary.as_deref().unwrap();
        assert!(SAMPLE.lines().any(|line| line == summary), "{summary}");
    }
    assert_eq!((last.title.as_str(), last.speakers.len(), &last.summary), ("Q&A", 0, &None));
}

#[test]
fn a_missing_year_is_inferred_and_said() {
    assert_snapshot!(said(&import(SAMPLE.as_bytes(), &hints_without_year())), @r"14 Note: The page names no year. Taken as 2027: of the years that have Wednesday, 21 July, it is nearest to today. The weekdays fit 2021, 2032 and 2038 too: choose with --year.");
}

#[test]
fn ids_survive_edits_elsewhere() {
    let ids = |page: &str| read(page).talks().map(|t| t.talk.id.to_string()).collect::<Vec<_>>();
    let before = ids(SAMPLE);
    for (from, to) in
        [("Deep Learning Theory 5", "Theory V"), ("Minimizing", "Minimising"), ("Yi Ma", "Yee Ma"), ("18:20", "18:19")]
    {
        assert_eq!(ids(&SAMPLE.replace(from, to)), before, "{from}");
    }
    let mended = ids(&SAMPLE.replace("Constrastive Learning\n", "Contrastive Learning\n"));
    assert_ne!(mended[0], before[0]);
    assert_eq!(mended[1..], before[1..]);
}

#[test]
fn the_same_page_from_another_clipboard_gives_the_same_programme() {
    let plain = read(SAMPLE);
    let no_blanks = SAMPLE.lines().filter(|l| !l.trim().is_empty()).collect::<Vec<_>>().join("\n");
    let more_blanks = SAMPLE.replace('\n', "\n\n");
    for (what, page) in [
        ("CRLF", SAMPLE.replace('\n', "\r\n")),
        ("lone CR", SAMPLE.replace('\n', "\r")),
        ("BOM", format!("\u{FEFF}{SAMPLE}")),
        ("no-break spaces", SAMPLE.replace(' ', "\u{A0}")),
        ("other dots", SAMPLE.replace('·', "⋅")),
        ("bars", SAMPLE.replace('·', "|")),
        ("kind in parentheses", SAMPLE.replace("\nSpotlight\n", "\n(Spotlight)\n").replace("\nOral\n", "\n[ Oral ]\n")),
        ("no blank lines", no_blanks),
        ("more blank lines", more_blanks),
        (
            "buttons",
            SAMPLE.replace("\nSpotlight\n", "\n[ Visit Poster at Spot B3 in Virtual World ] [ Paper ]\nSpotlight\n"),
        ),
        ("foot of page", format!("{SAMPLE}\nSuccessful Page Load\n")),
        ("no Session line", SAMPLE.replace("\nSession\n", "\n")),
    ] {
        assert_eq!(read(&page), plain, "{what}");
    }
}

#[test]
fn times_are_read_however_they_are_written() {
    for time in [
        "Wed, 21 July 18:00 - 18:20 PDT",
        "Jul 21 6 PM to 6:20 PM (PDT)",
        "21 July 2021 1800–1820 PDT",
        "Wed 21 July 6 p.m. PDT — 6:20 p.m. PDT",
        "Wed 21 July 18:00 - 18:20 UTC-7",
        "Wed 21 July 18:00 - 18:20 America/Los_Angeles",
        "Thu 22 July 03:00 - 03:20 CEST",
        "Wednesday, July 21, 18:00 - 18:20 PT",
    ] {
        assert_eq!(first_start(&at(time)), "2021-07-22T01:00:00+00:00", "{time}");
    }
}

#[test]
fn several_pages_are_several_sessions() {
    let second = SAMPLE.replace("Theory 5", "Theory 6").replace("Wed 21", "Thu 22").replace("Yi Ma", "Ada Lovelace");
    let schedule = read(&format!("{second}\n{SAMPLE}"));
    assert_eq!(schedule.title, "Deep Learning Theory");
    let titles: Vec<_> = schedule.sessions.iter().map(|session| session.title.as_str()).collect();
    assert_eq!(titles, ["Deep Learning Theory 5", "Deep Learning Theory 6"]);
    assert_eq!(schedule.sessions[0].talks[7].id.as_str(), "q-a");
    assert_eq!(schedule.sessions[1].talks[7].id.as_str(), "q-a-2");
}

#[test]
fn a_page_pasted_twice_is_noticed() {
    assert_snapshot!(what_is_said(&format!("{SAMPLE}\n{SAMPLE}")), @r"84 Warning: The session “Deep Learning Theory 5” is here twice (first in line 4). Remove one, or each talk is announced twice.");
}

#[test]
fn a_start_without_an_end_is_an_error() {
    assert_snapshot!(what_is_said(&SAMPLE.replace("18:20 - 18:25", "18:20").replace("18:25 - 18:30", "18:25")), @r"23 Error: This slot has a start but no end that can be read. Write it like `Wed 21 July 18:00 - 18:20 PDT`. (Line 32 too.)");
}

#[test]
fn a_full_header_is_read() {
    let page = "Session\nOptimization\n\nHall A\nTue 7 May 2024 1 p.m. PDT — 1:45 p.m. PDT\nModerators: Yi Ma · Jian Sun\nRoom: Halle A 8\n\n\
        Abstract:\n\nFirst paragraph,\nwrapped.\n\nSecond paragraph.\n\nChat is not available.\n\n\
        Tue 7 May 1:00 - 1:15 PM PDT\n\n(Oral)\nOn Steps\n\nGreg Yang, Edward Hu\n\nOne.\n\nTwo.\n\n\
        Tue 7 May 1:15 - 1:30 PM PDT\n\nCoffee Break\n";
    let imported = import(page.as_bytes(), &hints_without_year());
    assert_snapshot!(said(&imported), @r"4 Note: Left out, not understood: “Hall A”.");
    let schedule = imported.schedule.unwrap();
    let session = &schedule.sessions[0];
    assert_eq!(session.moderators, ["Yi Ma", "Jian Sun"]);
    assert_eq!(session.room.as_deref(), Some("Halle A 8"));
    assert_eq!(session.summary.as_deref(), Some("First paragraph, wrapped.\n\nSecond paragraph."));
    assert_eq!(session.talks.len(), 2);
    assert_eq!(session.talks[0].speakers, ["Greg Yang", "Edward Hu"]);
    assert_eq!(session.talks[0].summary.as_deref(), Some("One.\n\nTwo."));
    assert_eq!((session.talks[1].kind, session.talks[1].title.as_str()), (TalkKind::Break, "Coffee Break"));
}

#[test]
fn all_problems_are_said_at_once_in_line_order() {
    let page = SAMPLE
        .replace("18:00 - 18:20", "18:20 - 18:00")
        .replace("Wed 21 July 18:20", "Thu 21 July 18:20")
        .replace("18:25 - 18:30 PDT", "18:25 - 18:30 PDX")
        .replace("Scaling Properties of Deep Residual Networks\n", "")
        .replace("Wed 21 July 18:35", "Wed 31 June 18:35")
        .replace("18:40 - 18:45", "18:40 - 25:00");
    let imported = import(page.as_bytes(), &hints());
    assert!(imported.schedule.is_none());
    assert_snapshot!(said(&imported), @r"
14 Error: 21 July 2021 is a Wednesday, not a Thursday. Is Thursday 22 July meant? 21 July falls on a Thursday in 2016 and 2022; --year chooses. (Line 23 too.)
14 Error: This slot ends before it starts (18:20 to 18:00). Mend one of the two times.
32 Error: `PDX` is no time zone that talkbell knows. Is PDT meant? Mend it, or say which is meant, for example --time-zone America/Los_Angeles.
41 Error: This slot has no title. Put the title on a line of its own, below the time and the kind.
49 Error: There is no 31 June in any year.
58 Error: There is no time 25:00.
");
}

#[test]
fn one_slip_on_every_line_is_said_once() {
    assert_snapshot!(what_is_said(&SAMPLE.replace("Wed 21", "Thu 21")), @r"14 Error: 21 July 2021 is a Wednesday, not a Thursday. Is Thursday 22 July meant? 21 July falls on a Thursday in 2016 and 2022; --year chooses. (Lines 23, 32, 41, 50, 59 and 2 more too.)");
    assert_snapshot!(what_is_said(&SAMPLE.replace("PDT", "IST")), @r"14 Error: IST may mean Asia/Kolkata or Asia/Jerusalem or Europe/Dublin. Say which, for example --time-zone Asia/Kolkata. (Lines 23, 32, 41, 50, 59 and 2 more too.)");
    assert_snapshot!(what_is_said(&SAMPLE.replace(" PDT", "")), @r"14 Error: The times name no zone. Say which is meant, for example --time-zone America/Los_Angeles. (Lines 23, 32, 41, 50, 59 and 2 more too.)");
}

#[test]
fn a_zone_that_is_odd_is_a_warning() {
    assert_snapshot!(what_is_said(&SAMPLE.replace("PDT", "PST")), @r"14 Warning: PST (UTC-8) is not in use on 21 July 2021: America/Los_Angeles is at UTC-7 then. The times are read in PST; if local time is meant, say --time-zone America/Los_Angeles. (Lines 23, 32, 41, 50, 59 and 2 more too.)");
    let elsewhere = import(SAMPLE.as_bytes(), &hints_with_zone("Europe/Berlin"));
    assert_snapshot!(said(&elsewhere), @r"14 Warning: The page says PDT (UTC-7), but --time-zone Europe/Berlin (UTC+2) was given and wins. (Lines 23, 32, 41, 50, 59 and 2 more too.)");
    assert_eq!(elsewhere.schedule.unwrap().sessions[0].start().to_rfc3339(), "2021-07-21T16:00:00+00:00");
    let told = import(SAMPLE.replace("PDT", "IST").as_bytes(), &hints_with_zone("Asia/Kolkata"));
    assert_snapshot!(said(&told), @"");
}

#[test]
fn clocks_that_change_are_noticed() {
    let gap = import(at("Sun 14 March 02:30 - 03:30").as_bytes(), &hints_with_zone("America/Los_Angeles"));
    assert_snapshot!(said(&gap), @r"7 Error: There is no 02:30 on 14 March 2021 in America/Los_Angeles: clocks go forward then. Mend the time or the zone.");
    let fold = import(at("Sun 7 November 01:30 - 02:30").as_bytes(), &hints_with_zone("America/Los_Angeles"));
    assert_snapshot!(said(&fold), @r"7 Warning: 01:30 on 7 November 2021 comes twice in America/Los_Angeles, where clocks go back that night. The first is taken; print UTC-8 if the second is meant.");
    assert!(fold.schedule.is_some());
}

#[test]
fn a_night_session_runs_past_midnight() {
    let page = at("Wed 21 July 23:50 - 00:10 PDT");
    assert_snapshot!(what_is_said(&page), @r"7 Note: This slot runs past midnight: 23:50 to 00:10 the next day.");
    assert_eq!(read(&page).sessions[0].end().to_rfc3339(), "2021-07-22T07:10:00+00:00");
}

#[test]
fn overlaps_name_both_talks() {
    assert_snapshot!(what_is_said(&SAMPLE.replace("18:20 - 18:25", "18:10 - 18:25")), @r"23 Warning: “Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent” overlaps “Dissecting Supervised Constrastive Learning” (line 14).");
}

#[test]
fn an_unknown_kind_counts_as_other() {
    let page = SAMPLE.replace("\nOral\n", "\nFireside\n");
    assert_snapshot!(what_is_said(&page), @r"16 Warning: “Fireside” is no kind of talk that talkbell knows; it counts as “other”.");
    let first = &read(&page).sessions[0].talks[0];
    assert_eq!((first.kind, first.title.as_str()), (TalkKind::Other, "Dissecting Supervised Constrastive Learning"));
}

#[test]
fn what_is_no_programme_says_so() {
    let nothing: [(&str, &[u8]); 7] = [
        ("empty", b""),
        ("blank", b" \n\n"),
        ("binary", b"Session\nab\0c"),
        ("latin-1", b"Session\n\nCaf\xe9"),
        ("prose", b"Dear all,\nsee you on Wednesday.\n"),
        ("calendar", b"BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n"),
        ("no slot", b"Session\n\nTheory\n\nModerator: Yi Ma\n"),
    ];
    let all: Vec<String> = nothing
        .iter()
        .map(|(name, bytes)| {
            let imported = import(*bytes, &hints());
            assert!(imported.schedule.is_none(), "{name}");
            assert!(imported.diagnostics.iter().any(|d| d.level == Level::Error), "{name}");
            format!("{name}: {}", said(&imported))
        })
        .collect();
    assert_snapshot!(all.join("\n"), @r"
empty: - Error: This file is empty. Paste the text of the programme's page into it.
blank: - Error: This file is empty. Paste the text of the programme's page into it.
binary: 2 Error: This is no text file: it holds a NUL byte. Give a programme as UTF-8 text.
latin-1: 3 Error: This is no text file: it holds a byte that is not UTF-8. Give a programme as UTF-8 text.
prose: - Error: No slot was found. A slot begins with a line that says when it is, like `Wed 21 July 18:00 - 18:20 PDT`.
1 Note: Left out 2 lines above the session: “Dear all,”.
calendar: - Error: This calendar holds no event. An empty programme is taken for a mistake.
no slot: - Error: No slot was found. A slot begins with a line that says when it is, like `Wed 21 July 18:00 - 18:20 PDT`.
");
}

#[test]
fn a_printed_year_and_a_contrary_flag_do_not_go_together() {
    assert_snapshot!(what_is_said(&at("Thu 21 July 2022 18:00 - 18:20 PDT")), @r"7 Error: The page says 2022 here, but --year is 2021. Drop --year or mend the page.");
}

#[test]
fn a_programme_may_turn_the_year() {
    let page = at("Fri 31 Dec 22:00 - 23:00 UTC") + "\nSat 1 Jan 09:00 - 09:30 UTC\n\nOral\nMorning After\n";
    let schedule = read(&page);
    assert_eq!(schedule.sessions[0].end().to_rfc3339(), "2022-01-01T09:30:00+00:00");
}
