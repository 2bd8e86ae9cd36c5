//! Tables in the shapes that spreadsheets, forms and other languages give them.

use insta::assert_snapshot;
use talkbell::import::Hints;

use crate::support::{day, in_zone, outline, read, talks, what_is_said};

fn berlin() -> Hints {
    Hints { date: Some(day("2025-06-12")), ..in_zone("Europe/Berlin") }
}

#[test]
fn german_and_french_tables_are_understood() {
    let german = "Datum;Uhrzeit;Titel;Referent;Raum;Moderation\n\
                  12.06.2025;09:00 - 09:30 Uhr;Begrüßung;Dr. Anna Müller;Hörsaal 1;Prof. Max Groß\n\
                  12.06.2025;09.30–10.15 Uhr;Vortrag;Jens Öhler, Ute Schäfer;Hörsaal 1;\n12.06.2025;10 Uhr;Kaffeepause;;Foyer;\n";
    assert_snapshot!(outline(&read(german, &in_zone("Europe/Berlin"))), @"
    Hörsaal 1 [Hörsaal 1] moderated by Prof. Max Groß
      12 09:00-09:30 other Begrüßung: Dr. Anna Müller
      12 09:30-10:15 other Vortrag: Jens Öhler, Ute Schäfer
    Foyer [Foyer]
      12 10:00-10:30 break Kaffeepause
    ");
    let french = "Jour;Heure de début;Heure de fin;Titre;Intervenants;Salle\njeudi 12 juin 2025;9h00;9h30;Accueil;Zoé Dupont;A\n\
                  jeudi 12 juin 2025;9h30;10h15;Exposé;Luc Martin;A\n";
    assert_snapshot!(outline(&read(french, &in_zone("Europe/Paris"))), @"
    A [A]
      12 09:00-09:30 other Accueil: Zoé Dupont
      12 09:30-10:15 other Exposé: Luc Martin
    ");
}

/// A slot may be a number and a day “Day 1”: what stands below a name tells whether the column is it.
#[test]
fn a_column_is_what_it_holds() {
    let table = "Paper ID,Paper Title,Authors,Session,Presentation Time,Slot,Day\n\
                 12,Learning,Ada Lovelace (X); Alan Turing (Y)*,Oral 1,10 Oct 2023 09:00,1,Day 1 (Tuesday)\n\
                 13,More,Grace Hopper (X)*,Oral 1,10 Oct 2023 09:15,2,Day 1 (Tuesday)\n";
    assert_snapshot!(outline(&read(table, &in_zone("Europe/Berlin"))), @"
    Oral 1
      10 09:00-09:15 other Learning: Ada Lovelace (X), Alan Turing (Y)
      10 09:15-09:45 other More: Grace Hopper (X)
    ");
}

#[test]
fn what_is_a_draft_is_no_part_of_the_programme() {
    let table = "Name,Status,Event Start,Event End,Venue\nOpening,Published,2024-09-16 09:00,2024-09-16 09:30,Hall\n\
                 Idea,Draft,2024-09-16 10:00,2024-09-16 10:30,Hall\nGone,canceled,2024-09-16 11:00,2024-09-16 11:30,Hall\n";
    assert_snapshot!(outline(&read(table, &in_zone("Europe/Berlin"))), @"
    Hall [Hall]
      16 09:00-09:30 other Opening
      16 11:00-11:30 other Gone CANCELLED
    ");
    assert!(
        what_is_said(table, &in_zone("Europe/Berlin")).contains("3 Note: A row that is not confirmed is left out.")
    );
}

#[test]
fn a_table_of_rooms_or_of_days_is_read_cell_by_cell() {
    let rooms = "Time,Room A,Room B\n09:00 - 10:00,\"Keynote: Machines\nAda Lovelace\",\n10:00 - 10:30,Coffee break,\n\
                 10:30 - 11:00,Talk A,Talk B\n11:00 - 11:30,Last A,Last B\n";
    assert_snapshot!(outline(&read(rooms, &berlin())), @"
    Room A [Room A]
      12 09:00-10:00 keynote Keynote: Machines: Ada Lovelace
      12 10:30-11:00 other Talk A
      12 11:00-11:30 other Last A
    Thursday 12 June 2025
      12 10:00-10:30 break Coffee break
    Room B [Room B]
      12 10:30-11:00 other Talk B
      12 11:00-11:30 other Last B
    ");
    let days = ",\"Monday, 9 June 2025\",\"Tuesday, 10 June 2025\"\n09:00,Opening,Second day\n10:00,Coffee,\n10:30,Talk,Other talk\n";
    assert_snapshot!(outline(&read(days, &in_zone("Europe/Berlin"))), @"
    Monday 9 June 2025
      09 09:00-10:00 other Opening
      09 10:00-10:30 break Coffee
      09 10:30-11:00 other Talk
    Tuesday 10 June 2025
      10 09:00-10:30 other Second day
      10 10:30-11:00 other Other talk
    ");
}

#[test]
fn a_table_of_markdown_is_a_table() {
    let table = "| Time | Talk | Speaker |\n|------|:----:|---------|\n| 9:00 - 9:30 | Opening | Ada Lovelace |\n| 9:30 - 10:00 | Second | Alan Turing |\n";
    assert_snapshot!(outline(&read(table, &berlin())), @"
    Thursday 12 June 2025
      12 09:00-09:30 other Opening: Ada Lovelace
      12 09:30-10:00 other Second: Alan Turing
    ");
}

/// `Z` and `+02:00` make instants, and so do seconds since 1970: `--time-zone` says then only on which day they are.
#[test]
fn instants_stay_where_they_are() {
    let told = "2025-06-10T09:00:00+00:00";
    for cell in ["2025-06-10T09:00:00Z", "2025-06-10T11:00:00+02:00", "1749546000", "1749546000000"] {
        let table = format!("title,start,minutes\nOne,{cell},30\n");
        for zone in ["Europe/Berlin", "America/New_York"] {
            assert_eq!(talks(&read(&table, &in_zone(zone)))[0].start.to_rfc3339(), told, "{cell} {zone}");
        }
    }
    assert_snapshot!(what_is_said("title,start,minutes\nOne,2025-06-10T11:00:00+02:00,30\n", &in_zone("America/New_York")), @"2 Warning: The times are written in UTC+2, but you say that they are in America/New_York, which is at UTC-4. They are taken as they are written.");
}

#[test]
fn numbers_of_a_spreadsheet_are_days_and_times() {
    let table = "Title,Date,Start,End\nOne,45818,0.375,0.395833333\n";
    assert_snapshot!(outline(&read(table, &in_zone("Europe/Berlin"))), @"
    Tuesday 10 June 2025
      10 09:00-09:30 other One
    ");
}

#[test]
fn zones_and_last_days_may_have_columns() {
    let table = "Title,Start date,Start time,End date,End time,Time zone\nNight,2025-06-10,23:00,2025-06-11,08:00,America/New_York\n";
    let schedule = read(table, &Hints::on(day("2025-06-01")));
    assert_snapshot!(outline(&schedule), @"
    Tuesday 10 June 2025
      10 23:00-08:00 other Night
    ");
    let utc = "title,start_utc,end_utc\nOne,2025-06-10 09:00,2025-06-10 09:30\n";
    assert_eq!(talks(&read(utc, &Hints::on(day("2025-06-01"))))[0].start.to_rfc3339(), "2025-06-10T09:00:00+00:00");
}
