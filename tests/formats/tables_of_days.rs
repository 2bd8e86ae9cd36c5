//! When the rows of a table are, where their cells say little of it.

use insta::assert_snapshot;
use talkbell::import::Hints;

use crate::support::{day, in_zone, outline, read, talks, what_is_said};

fn thursday() -> Hints {
    Hints { date: Some(day("2025-06-12")), ..in_zone("Europe/Berlin") }
}

/// All of them on the day of `--date` would be a wrong programme that looks right.
#[test]
fn days_of_the_week_and_numbers_count_from_the_date_that_is_given() {
    for (first, second) in [("Thursday", "Friday"), ("Do", "Fr"), ("1", "2"), ("Day 1", "Day 2"), ("1. Tag", "2. Tag")]
    {
        let table = format!("Day,Start,End,Title\n{first},9:00,9:30,One\n,9:30,10:00,Two\n{second},9:00,9:30,Three\n");
        let starts: Vec<String> =
            talks(&read(&table, &thursday())).iter().map(|talk| talk.start.format("%d %H").to_string()).collect();
        assert_eq!(starts, ["12 07", "12 07", "13 07"], "{first}");
        let undated = what_is_said(&table, &in_zone("Europe/Berlin"));
        assert!(
            undated.contains("Error") && undated.contains("is a day of the programme, but not a date"),
            "{undated}"
        );
    }
    let headed = "Start,End,Title\nThursday,,\n9:00,9:30,One\nFriday,,\n9:00,9:30,Two\n";
    assert_snapshot!(outline(&read(headed, &thursday())), @"
    Thursday 12 June 2025
      12 09:00-09:30 other One
    Friday 13 June 2025
      13 09:00-09:30 other Two
    ");
    let rooms = ",Thursday,Friday\n09:00,Opening,Second day\n10:00,Talk,Other talk\n";
    assert_eq!(
        talks(&read(rooms, &thursday())).iter().filter(|talk| talk.start.to_string().contains("06-13")).count(),
        2
    );
}

#[test]
fn how_days_are_counted_is_said() {
    let table = "Day,Start,End,Title\nThursday,9:00,9:30,One\nFriday,9:00,9:30,Two\n";
    assert_snapshot!(what_is_said(table, &thursday()), @"2 Note: The days are counted from --date: “Thursday” is Thursday 12 June 2025, “Friday” is Friday 13 June 2025.");
    let wednesday = Hints { date: Some(day("2025-06-11")), ..thursday() };
    assert_snapshot!(what_is_said(table, &wednesday), @"2 Warning: The days are counted from --date: “Thursday” is Thursday 12 June 2025, “Friday” is Friday 13 June 2025. --date is another day of the week. Mend it if that is wrong.");
}

#[test]
fn days_that_nobody_can_read_are_no_reason_to_put_all_on_one_day() {
    let table = "Day,Start,End,Title\nFirst,9:00,9:30,One\nSecond,9:00,9:30,Two\n";
    assert_snapshot!(what_is_said(table, &thursday()), @"1 Error: The column “Day” holds days such as “First”, which cannot be read as days. Write them like 2025-07-18.");
}

#[test]
fn days_are_read_with_what_stands_around_them() {
    for written in [
        "Sa 31.01.2026",
        "\"Samstag, 31.01.2026\"",
        "Sat 1/31/2026",
        "2026-01-31 (Sat)",
        "31-Jan-26",
        "Day 1 (31 Jan 2026)",
        "\"Day 1 - Sat Jan 31, 2026\"",
    ] {
        let table = format!("Date,Start,End,Title\n{written},9:00,9:30,One\n");
        let schedule = read(&table, &in_zone("Europe/Berlin"));
        assert_eq!(talks(&schedule)[0].start.to_rfc3339(), "2026-01-31T08:00:00+00:00", "{written}");
    }
    for written in ["Saturday (1/31)", "31-Jan", "Day 1 - Sat Jan 31"] {
        let table = format!("Date,Start,End,Title\n{written},9:00,9:30,One\n");
        let hints = Hints { year: Some(2026), ..in_zone("Europe/Berlin") };
        assert_eq!(talks(&read(&table, &hints))[0].start.to_rfc3339(), "2026-01-31T08:00:00+00:00", "{written}");
    }
}

#[test]
fn a_day_above_the_header_is_that_of_the_rows_below() {
    let table = "My workshop,,\n\"Thursday, June 12, 2025\",,\nTime,Title,Speaker\n9:00-9:30,Opening,Ann Lee\n,,\n\
                 \"Friday, June 13, 2025\",,\nTime,Title,Speaker\n9:00-9:30,Talk,Bob Ray\n";
    assert_snapshot!(outline(&read(table, &in_zone("Europe/Berlin"))), @"
    Thursday 12 June 2025
      12 09:00-09:30 other Opening: Ann Lee
    Friday 13 June 2025
      13 09:00-09:30 other Talk: Bob Ray
    ");
}

/// Lesson 5: `9:00` beside `1:30`.
#[test]
fn times_that_go_back_after_noon_are_of_the_afternoon() {
    let starts = "Time,Title\n8:30,Registration\n9:00,Welcome\n12:00,Lunch\n1:30,Talk\n5:30,Dinner\n8:00,Party\n";
    assert_snapshot!(outline(&read(starts, &thursday())), @"
    Thursday 12 June 2025
      12 08:30-09:00 break Registration
      12 09:00-12:00 other Welcome
      12 12:00-13:30 break Lunch
      12 13:30-17:30 other Talk
      12 17:30-20:00 break Dinner
      12 20:00-20:30 other Party
    ");
    assert!(what_is_said(starts, &thursday()).contains("read as the afternoon"));
    let spans = "Time,Title\n9:00-10:30,Welcome\n12:00 - 1:30,Lunch\n1:30-3:00,Talk\n";
    assert_snapshot!(outline(&read(spans, &thursday())), @"
    Thursday 12 June 2025
      12 09:00-10:30 other Welcome
      12 12:00-13:30 break Lunch
      12 13:30-15:00 other Talk
    ");
    for told in ["9:00,Opening\n12:00,Lunch\n1:30 PM,Talk\n", "12:00,Lunch\n13:00,Talk\n1:30,Night\n"] {
        assert!(!what_is_said(&format!("Time,Title\n{told}"), &thursday()).contains("afternoon"), "{told}");
    }
}

#[test]
fn spans_are_read_however_they_are_written() {
    for (written, times) in [
        ("9-9:30", "09:00-09:30"),
        ("9-10am", "09:00-10:00"),
        ("9 - 10 am", "09:00-10:00"),
        ("10h30 à 11h15", "10:30-11:15"),
        ("10:00 a 11:00", "10:00-11:00"),
        ("09:00 bis 09:30 Uhr", "09:00-09:30"),
        ("09:00h - 10:00 hs", "09:00-10:00"),
    ] {
        let table = format!("Time,Title\n{written},One\n");
        assert!(outline(&read(&table, &thursday())).contains(&format!("12 {times} ")), "{written}");
    }
}

#[test]
fn what_has_no_time_yet_is_left_out() {
    let table = "Time,Title\n9-9:30,Talk\nTBA,Social dinner\nTBD (afternoon),Tour\n";
    assert_snapshot!(what_is_said(table, &thursday()), @"
    3 Warning: Left out, as its time is not known yet: “Social dinner”.
    4 Warning: Left out, as its time is not known yet: “Tour”.
    ");
    assert_eq!(talks(&read(table, &thursday())).len(), 1);
}
