//! Tables whose columns are called this and that, and whose rows leave things unsaid.

use insta::assert_snapshot;
use talkbell::import::Hints;

use crate::support::{columns, day, in_zone, outline, read, talks, what_is_said};

fn berlin() -> Hints {
    Hints { date: Some(day("2025-06-12")), ..in_zone("Europe/Berlin") }
}

#[test]
fn a_plain_table_is_no_table_of_rooms() {
    let german =
        "Uhrzeit;Programmpunkt;Raum;Wer\n09:00;Begrüßung;Saal A;Dr. Anna Müller\n09:15;Keynote;Saal A;Bernd Groß\n";
    assert_snapshot!(outline(&read(german, &berlin())), @"
    Saal A [Saal A]
      12 09:00-09:15 other Begrüßung: Dr. Anna Müller
      12 09:15-09:45 keynote Keynote: Bernd Groß
    ");
    let tongues = "time,title_english,title_german\n14:00,Opening,Eröffnung\n14:30,Fair,Messe\n";
    assert_snapshot!(what_is_said(tongues, &berlin()), @r#"1 Error: No column is known to hold the titles. Say which does: --map title="…". The columns are “time”, “title_english”, “title_german”."#);
    let rooms = "Time,Red,Blue\n9:00,One,Two\n9:30,Three,Four\n";
    assert!(what_is_said(rooms, &berlin()).starts_with(
        "1 Note: The columns of this table are taken for rooms, with a talk in each cell: “Red”, “Blue”. If one of them \
         holds the titles, say so: --map title=\"Red\"."
    ));
}

/// It would make a header of a row in the midst of the programme, and lose what stands above.
#[test]
fn below_slots_there_is_no_header_of_rooms() {
    let table = "13:10-13:30;Setup;;\n13:30-13:50;Intro;Chengzhi Zhang;\n;Session 1;;Chair: tbd\n14:30-14:50;FP 1;tbd;\n14:50-15:10;FP 2;tbd;x\n";
    assert!(what_is_said(table, &berlin()).contains("Error: No row names the columns."));
}

#[test]
fn a_sessions_title_is_a_title_and_a_summary_an_abstract() {
    let table = "Session Title,Summary,Start,End\nOpening,We open.,9:00,9:30\n";
    let schedule = read(table, &berlin());
    assert_eq!(
        (talks(&schedule)[0].title.as_str(), talks(&schedule)[0].summary.as_deref()),
        ("Opening", Some("We open."))
    );
    let topics = "Session Title,Topic,Start,End\nOpening,Hello,9:00,9:30\n";
    assert_eq!(talks(&read(topics, &berlin()))[0].title, "Opening");
    assert_eq!(talks(&read("Summary,Start,End\nOpening,9:00,9:30\n", &berlin()))[0].title, "Opening");
}

#[test]
fn people_are_parted_by_what_parts_people() {
    for (cell, expected) in [
        ("Jane Doe, Stanford University", &["Jane Doe, Stanford University"][..]),
        ("Doe, Jane; Roe, John", &["Doe, Jane", "Roe, John"]),
        ("Jane Doe & John Roe", &["Jane Doe", "John Roe"]),
        ("Anna Groß und Ute Öhler", &["Anna Groß", "Ute Öhler"]),
        ("Anna Groß / Ute Öhler", &["Anna Groß", "Ute Öhler"]),
        ("Jane Doe<br>John Roe<br/>Ann O&#x27;Hara", &["Jane Doe", "John Roe", "Ann O'Hara"]),
        ("Jane Doe\nJohn Roe", &["Jane Doe", "John Roe"]),
    ] {
        let table = format!("Title,Start,End,Speakers\nOne,9:00,9:30,\"{cell}\"\n");
        assert_eq!(talks(&read(&table, &berlin()))[0].speakers, expected, "{cell}");
    }
}

#[test]
fn moderators_and_chairs_both_lead_and_no_speaker_vanishes_unsaid() {
    let table = "*Date,*Time Start,*Time End,*Session Title,Speakers (Optional),Role: Moderators (Optional),Role: Session Chairs (Optional),Session or Sub-session(Sub)\n\
                 2025-06-12,9:00,10:00,Haptics,Ida Jo,Mia Moore,Carl Chair,Session\n2025-06-12,9:00,9:30,Grid,Dan Ode,,,Sub\n";
    assert_snapshot!(outline(&read(table, &in_zone("Europe/Berlin"))), @"
    Haptics moderated by Mia Moore, Carl Chair
      12 09:00-09:30 other Grid: Dan Ode
    ");
    assert_snapshot!(what_is_said(table, &in_zone("Europe/Berlin")), @"2 Warning: This session has talks of its own, so its own speakers are left out. If they lead it, put them in the column of its moderators.");
}

#[test]
fn a_row_for_each_speaker_makes_one_talk() {
    let table = "Session Id,Title,Room,Scheduled At,Scheduled Duration,FirstName,LastName\n\
                 1,APIs,A,18 Jul 2025 09:00 AM,45,Ada,Obi\n2,Panel,A,18 Jul 2025 10:00 AM,60,Ada,Obi\n2,Panel,A,18 Jul 2025 10:00 AM,60,Tunde,Bello\n";
    assert_snapshot!(outline(&read(table, &in_zone("Europe/Berlin"))), @"
    A [A]
      18 09:00-09:45 other APIs: Ada Obi
      18 10:00-11:00 panel Panel: Ada Obi, Tunde Bello
    ");
    assert_snapshot!(what_is_said(table, &in_zone("Europe/Berlin")), @"4 Note: Rows with one title, time and room are one talk, with the speakers of all of them.");
}

#[test]
fn a_row_without_a_title_is_called_something_or_left_out() {
    let table = "Start,End,Category,Title,Speaker\n9:00,9:30,Welcome Note,,\n9:30,10:00,Invited Talk:,Deep nets,Ada Lovelace\n\
                 10:00,10:30,,,Alan Turing\n10:30,11:00,,,\n";
    assert_snapshot!(outline(&read(table, &berlin())), @"
    Thursday 12 June 2025
      12 09:00-09:30 other Welcome Note
      12 09:30-10:00 keynote Deep nets: Ada Lovelace
      12 10:00-10:30 other Talk by Alan Turing: Alan Turing
    ");
    assert_snapshot!(what_is_said(table, &berlin()), @"
    4 Warning: This row has no title. It is called “Talk by Alan Turing” until you give it one.
    5 Warning: Left out, as it has a time but no title. Give it one if it belongs to the programme.
    ");
}

#[test]
fn a_row_that_says_only_text_heads_a_session_and_may_say_who_leads_it() {
    let table = "Time,Title,Speaker\n(CEST time),,\n9:00-9:15,Opening,Ann Lee\nSession 1 (Chair: Mia Mo),,\n9:15-9:35,One,Bob Ray\n\
                 Time,Title,Speaker\nSession 2,,\nSession Chair: Jo Ko,,\n10:30-11:00,Two,Dee Dow\n";
    assert_snapshot!(outline(&read(table, &Hints { time_zone: None, ..berlin() })), @"
    Thursday 12 June 2025
      12 09:00-09:15 other Opening: Ann Lee
    Session 1 moderated by Mia Mo
      12 09:15-09:35 other One: Bob Ray
    Session 2 moderated by Jo Ko
      12 10:30-11:00 other Two: Dee Dow
    ");
}

#[test]
fn columns_have_more_names_than_one() {
    let spanish =
        "Día,Hora inicio,Hora fin,Actividad,Ponente,Sala\n15/09/2025,9:00,9:30,Inauguración,Ana García,Aula Magna\n";
    assert_snapshot!(outline(&read(spanish, &in_zone("Europe/Madrid"))), @"
    Aula Magna [Aula Magna]
      15 09:00-09:30 other Inauguración: Ana García
    ");
    let hopin = "Start time,End time,Schedule name,Schedule description,Stage name\n2025-12-10 15:00,2025-12-10 16:00,Keynote,Hello,Main\n";
    assert_snapshot!(outline(&read(hopin, &in_zone("Europe/Berlin"))), @"
    Main [Main]
      10 15:00-16:00 keynote Keynote
    ");
    let panels =
        "date,time,panel_title,title,name,Track Title\n12.06.2025,14:00-15:30 Uhr,Panel A,Paper 1,Jane Doe,Politics\n";
    let schedule = read(panels, &in_zone("Europe/Berlin"));
    assert_snapshot!(outline(&schedule), @"
    Panel A
      12 14:00-15:30 other Paper 1: Jane Doe
    ");
    assert_eq!(schedule.sessions[0].track.as_deref(), Some("Politics"));
}

/// Whatever its columns are called, even lines of cells are no page.
#[test]
fn a_table_with_a_header_in_no_known_words_is_told_that() {
    let table = "Kellonaika,Ohjelma,Puhuja\n9.00,Avaus,Aino\n9.30,Puhe,Eino\n";
    assert!(what_is_said(table, &berlin()).contains("No row names the columns."));
    let mapped = Hints { columns: columns(&[("title", "Ohjelma"), ("start", "Kellonaika")]), ..berlin() };
    assert_eq!(talks(&read(table, &mapped)).len(), 2);
}

#[test]
fn advice_names_no_role_that_has_its_column() {
    let table = "Title,Start,End,Speakers,Colour\nOne,9:00,9:30,Ada Lovelace,red\n";
    assert_snapshot!(what_is_said(table, &berlin()), @r#"1 Note: The column “Colour” is left out. If one holds something, say what, for example --map room="Colour"."#);
}

#[test]
fn markup_in_a_cell_is_no_part_of_a_title_a_room_or_a_name() {
    let table = "Title,Start,End,Speaker,Room\n<i>Deep</i> &amp; wide,9:00,9:30,Ann O&#x27;Hara,<b>Hall</b> 1\n";
    assert_snapshot!(outline(&read(table, &berlin())), @"
    Hall 1 [Hall 1]
      12 09:00-09:30 other Deep & wide: Ann O'Hara
    ");
}
