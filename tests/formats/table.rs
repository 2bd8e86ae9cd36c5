//! CSV and TSV, from Whova or of any columns.

use insta::assert_snapshot;
use talkbell::import::{Format, Hints, import, import_as};
use talkbell::schedule::TalkKind;

use crate::support::{columns, day, in_zone, no_hints, outline, read, said, shared, talks, usable, what_is_said};

const TTA: &str = "csv/tta-icml2025-schedule.csv";

fn vancouver() -> Hints {
    Hints { date: Some(day("2025-07-18")), ..in_zone("America/Vancouver") }
}

/// Lesson 5: `9:00` beside `11:00`, a time of day without a date, a start without an end.
#[test]
fn a_workshops_table_is_understood_with_its_day_and_zone() {
    let mapped = Hints { columns: columns(&[("title", "Program"), ("start", "Start time")]), ..vancouver() };
    let schedule = usable(import(&shared(TTA), &mapped));
    assert_eq!(talks(&schedule).len(), 24);
    let talks = talks(&schedule);
    assert_eq!(talks[0].start.to_rfc3339(), "2025-07-18T16:00:00+00:00");
    assert_eq!(talks[23].title, "🏁 Finish");
    let kinds = |kind| talks.iter().filter(|talk| talk.kind == kind).count();
    assert_eq!((kinds(TalkKind::Keynote), kinds(TalkKind::Oral), kinds(TalkKind::Spotlight)), (5, 6, 4));
    assert_eq!((kinds(TalkKind::Poster), kinds(TalkKind::Break), kinds(TalkKind::Panel)), (2, 2, 1));
    assert_eq!(usable(import(&shared(TTA), &vancouver())), schedule, "the columns are guessed right too");
}

#[test]
fn what_is_missing_is_said_with_the_flag_that_gives_it() {
    assert_snapshot!(said(&import(&shared(TTA), &no_hints())), @r#"
    1 Note: The column “Program” is taken for title; --map title="…" names another.
    1 Note: The column “Paper(s)” is left out. If one holds something, say what, for example --map speakers="Paper(s)".
    2 Error: The rows say at what time of day, but not on which day. Say which: --date 2025-07-18. (Lines 3, 4, 5, 6, 7 and 18 more too.)
    2 Note: This row has no end: it lasts until the next one starts. (Lines 3, 4, 5, 6, 7 and 17 more too.)
    2 Error: The times name no zone. Say which is meant, for example --time-zone America/Los_Angeles. (Lines 3, 4, 5, 6, 7 and 18 more too.)
    25 Note: This row has no end and nothing follows it: it is taken for 30 minutes. Give it an end if that is wrong.
    "#);
}

#[test]
fn a_column_that_is_not_there_is_said_with_those_that_are() {
    let wrong = Hints { columns: columns(&[("title", "Progam"), ("colour", "x")]), ..vancouver() };
    assert_snapshot!(said(&import(&shared(TTA), &wrong)), @"
    Error: --map knows no `colour`. It knows title, start, end, date, end-date, time-zone, duration, session, track, room, kind, speakers, authors, abstract, moderators, id, status.
    1 Error: --map title: there is no column “Progam”. The columns are “Start time”, “Program”, “Paper(s)”.
    ");
    assert_snapshot!(what_is_said("When it is,What it is\n9:00,A\n", &Hints { columns: columns(&[("title", "What it is")]), ..vancouver() }), @r#"1 Error: No column is known to hold the times at which talks start. Say which does: --map start="…". The columns are “When it is”, “What it is”."#);
}

#[test]
fn columns_of_many_names_are_guessed() {
    let table = "Datum;Beginn;Ende;Titel;Referent;Raum;Beschreibung;Session;Chair\n\
                 18.07.2025;9:00;9:30;Eins;Ada Lovelace;Saal A;Ein Text.;Morgen;Yi Ma\n\
                 18.07.2025;0930;10:00;Zwei;Alan Turing;Saal A;;Morgen;Yi Ma\n\
                 19.07.2025;10:00;11:00;Drei;;Saal B;;Abend;\n";
    let schedule = read(table, &in_zone("Europe/Berlin"));
    assert_snapshot!(outline(&schedule), @"
    Morgen [Saal A] moderated by Yi Ma
      18 09:00-09:30 other Eins: Ada Lovelace
      18 09:30-10:00 other Zwei: Alan Turing
    Abend [Saal B]
      19 10:00-11:00 other Drei
    ");
    assert_eq!(talks(&schedule)[0].summary.as_deref(), Some("Ein Text."));
}

/// Lesson 16: ragged rows, byte-order marks. Delimiters are guessed.
#[test]
fn a_spreadsheets_export_is_understood_however_it_is_made() {
    let plain = "Title,Start,End,Speakers\nOne,2025-07-18 09:00,2025-07-18 09:30,\"Ada Lovelace, Alan Turing\"\n\
                 Two,2025-07-18 09:30,2025-07-18 10:00,Grace Hopper\n";
    let expected = read(plain, &in_zone("Europe/Berlin"));
    assert_eq!(talks(&expected)[0].speakers, ["Ada Lovelace", "Alan Turing"]);
    let tabs = plain.replace("\"Ada Lovelace, Alan Turing\"", "Ada Lovelace; Alan Turing").replace(',', "\t");
    for (what, table) in [
        ("a byte-order mark", format!("\u{FEFF}{plain}")),
        ("CRLF", plain.replace('\n', "\r\n")),
        ("CR", plain.replace('\n', "\r")),
        ("blank lines", plain.replace('\n', "\n\n,,,\n")),
        ("tabs", tabs),
        ("a title above", format!("My workshop\n\n{plain}")),
        ("short rows", plain.replace("Grace Hopper\n", "Grace Hopper,,,\n")),
        ("a blank column", plain.replace("Title,", "Title,,").replace("One,", "One,,").replace("Two,", "Two,,")),
    ] {
        assert_eq!(read(&table, &in_zone("Europe/Berlin")), expected, "{what}");
    }
}

/// Lesson 16: ragged rows.
#[test]
fn a_row_that_is_too_long_is_said() {
    let table =
        "Title,Start,End\nOne,2025-07-18 09:00,2025-07-18 09:30,and, more\nTwo,2025-07-18 09:30,2025-07-18 10:00\n";
    assert_snapshot!(what_is_said(table, &in_zone("Europe/Berlin")), @"2 Warning: This row has more cells than the header has columns; what stands beyond is left out. A cell that holds the delimiter must stand in quotes.");
}

#[test]
fn lines_are_counted_as_an_editor_counts_them() {
    let table = "\r\nTitle,Start,End,Abstract\r\n\r\nOne,2025-07-18 09:00,2025-07-18 09:30,\"two\r\nlines\"\r\n\r\nTwo,soon,,\r\n";
    assert_snapshot!(what_is_said(table, &in_zone("Europe/Berlin")), @"7 Error: “soon” is no day and no time that can be read. Write it like 2025-07-18 or 9:30.");
}

/// Lesson 14: Q&A hides in the type, is an item of its own, or a whole session.
#[test]
fn questions_in_a_type_do_not_make_a_talk_a_questions_slot() {
    let table = "Title,Start,End,Type\nDeep nets,2025-07-18 09:00,2025-07-18 09:40,Talk 30 min + 10min Q&A\n\
                 Keynote,2025-07-18 10:00,2025-07-18 11:00,Keynote (60 min)\nAsk us,2025-07-18 11:00,2025-07-18 11:20,Q&A\n";
    let schedule = read(table, &in_zone("Europe/Berlin"));
    let kinds: Vec<&str> = talks(&schedule).iter().map(|talk| talk.kind.key()).collect();
    assert_eq!(kinds, ["other", "keynote", "qa"]);
}

/// Lesson 3 and 2: no zone at all, or an abbreviation.
#[test]
fn a_zone_is_taken_from_the_header_the_cells_or_the_flag() {
    let start = |table: &str| talks(&read(table, &no_hints()))[0].start.to_rfc3339();
    let told = "2025-07-18T16:00:00+00:00";
    assert_eq!(start("Title,Start (PDT),End (PDT)\nOne,2025-07-18 9:00 AM,2025-07-18 9:30 AM\n"), told);
    assert_eq!(start("Title,Start,End\nOne,2025-07-18 9:00 PDT,2025-07-18 9:30 PDT\n"), told);
    assert_eq!(start("Title,Start,End\nOne,2025-07-18T16:00:00Z,2025-07-18T16:30:00Z\n"), told);
    assert_eq!(start("Title,Start,End\nOne,2025-07-18T18:00:00+02:00,2025-07-18T18:30:00+02:00\n"), told);
    assert_snapshot!(what_is_said("Title,Start,End\nOne,2025-07-18 09:00,2025-07-18 09:30\n", &no_hints()), @"2 Error: The times name no zone. Say which is meant, for example --time-zone America/Los_Angeles.");
}

#[test]
fn times_may_be_spans_and_lengths_and_days_may_head_their_rows() {
    let table = "Time,Talk,Speaker\nFriday 18 July 2025,,\n9:00 - 9:30,One,Ada Lovelace\n9:30-10:00,Two,\n\
                 \"Saturday, July 19, 2025\",,\n10 AM - 11 AM,Three,\n";
    assert_snapshot!(outline(&read(table, &in_zone("Europe/Berlin"))), @"
    Friday 18 July 2025
      18 09:00-09:30 other One: Ada Lovelace
      18 09:30-10:00 other Two
    Saturday 19 July 2025
      19 10:00-11:00 other Three
    ");
    let lengths = "Date,Start,Minutes,Title\n7/18/2025,9:00,30,One\n,9:30,45 min,Two\n7/19/2025,10:00,1:15,Three\n";
    assert_snapshot!(outline(&read(lengths, &in_zone("Europe/Berlin"))), @"
    Friday 18 July 2025
      18 09:00-09:30 other One
      18 09:30-10:15 other Two
    Saturday 19 July 2025
      19 10:00-11:15 other Three
    ");
}

#[test]
fn days_that_may_be_two_days_are_said() {
    let table = "Date,Start,End,Title\n7/8/2025,9:00,10:00,One\n";
    assert_snapshot!(what_is_said(table, &in_zone("America/New_York")), @"2 Warning: Days like 7/8 are read with the month first, so this is 8 July. If the day comes first, write them like 2025-07-18.");
}

/// Lesson 4: what is after midnight belongs to the day before it.
#[test]
fn a_party_after_midnight_belongs_to_its_evening() {
    let table = "Start,Title\n18:00,Dinner\n22:00,Party\n0:30,Chill-out\n2:00,End\n";
    let schedule = read(table, &Hints { date: Some(day("2025-07-18")), ..in_zone("Europe/Berlin") });
    assert_snapshot!(outline(&schedule), @"
    Friday 18 July 2025
      18 18:00-22:00 break Dinner
      18 22:00-22:30 other Party
      19 00:30-02:00 other Chill-out
      19 02:00-02:30 other End
    ");
}

/// Lesson 9: parallel rooms, breaks as rows like any other.
#[test]
fn rooms_run_in_parallel_and_each_start_ends_the_one_before_it_in_its_room() {
    let table = "Start,Title,Room\n9:00,Opening,\n9:30,A1,A\n9:30,B1,B\n10:00,A2,A\n10:30,Coffee break,\n11:00,A3,A\n11:00,B2,B\n12:00,Lunch,\n";
    let schedule = read(table, &Hints { date: Some(day("2025-07-18")), ..in_zone("Europe/Berlin") });
    assert_snapshot!(outline(&schedule), @"
    Friday 18 July 2025
      18 09:00-09:30 other Opening
      18 10:30-11:00 break Coffee break
      18 12:00-12:30 break Lunch
    A [A]
      18 09:30-10:00 other A1
      18 10:00-10:30 other A2
      18 11:00-12:00 other A3
    B [B]
      18 09:30-10:30 other B1
      18 11:00-12:00 other B2
    ");
}

#[test]
fn rows_without_a_time_head_the_rows_below_them() {
    let table = "Start,End,Title,Speaker\n,,Session 1: Theory,\n9:00,9:30,One,Ada Lovelace\n,,Session 2: Practice,\n9:30,10:00,Two,\n";
    let schedule = read(table, &Hints { date: Some(day("2025-07-18")), ..in_zone("Europe/Berlin") });
    assert_snapshot!(outline(&schedule), @"
    Session 1: Theory
      18 09:00-09:30 other One: Ada Lovelace
    Session 2: Practice
      18 09:30-10:00 other Two
    ");
}

/// Lesson 8: cancellation in a title or a column.
#[test]
fn a_cancelled_row_stays_and_is_cancelled() {
    let table =
        "Start,End,Title,Status\n9:00,9:30,[CANCELED] One,\n9:30,10:00,Two,Cancelled\n10:00,10:30,Three,Confirmed\n";
    let schedule = read(table, &Hints { date: Some(day("2025-07-18")), ..in_zone("Europe/Berlin") });
    assert_snapshot!(outline(&schedule), @"
    Friday 18 July 2025
      18 09:00-09:30 other One CANCELLED
      18 09:30-10:00 other Two CANCELLED
      18 10:00-10:30 other Three
    ");
}

const WHOVA: &str = "Please fill in your agenda below,,,,,,,,,\nDo not change the header,,,,,,,,,\n\
    *Date,*Time Start,*Time End,Tracks (Optional),*Session Title,Room/Location,Description (Optional),Speakers,Authors,Session or Sub-session(Sub)\n\
    07/18/2025,9:00 AM,10:00 AM,Main,Opening Session,Hall A,Welcome.,Yi Ma,,\n\
    07/18/2025,9:00 AM,9:30 AM,Main,First paper,Hall A,About it.,,\"Ada Lovelace; Alan Turing\",Sub\n\
    07/18/2025,9:30 AM,10:00 AM,Main,Second paper,Hall A,,,Grace Hopper,Sub\n\
    07/18/2025,10:00 AM,10:30 AM,,Coffee Break,,,,,\n";

#[test]
fn whovas_template_is_understood_with_its_parts() {
    let schedule = read(WHOVA, &in_zone("America/New_York"));
    assert_snapshot!(outline(&schedule), @"
    Opening Session [Hall A]
      18 09:00-09:30 other First paper: Ada Lovelace, Alan Turing
      18 09:30-10:00 other Second paper: Grace Hopper
    Friday 18 July 2025
      18 10:00-10:30 break Coffee Break
    ");
    assert_eq!(schedule.sessions[0].summary.as_deref(), Some("Welcome."));
}

#[test]
fn a_table_that_is_none_says_so() {
    for (what, table) in [
        ("no header", "One,Two\nThree,Four\n"),
        ("no rows", "Title,Start,End\n"),
        ("no title", "Start,Room\n9:00,A\n"),
        ("no time", "Title,Room\nOne,A\n"),
    ] {
        let imported = import_as(Format::Csv, table.as_bytes(), &vancouver());
        assert!(imported.schedule.is_none(), "{what}");
        assert!(said(&imported).contains("Error"), "{what}: {}", said(&imported));
    }
}
