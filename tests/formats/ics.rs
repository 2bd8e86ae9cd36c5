//! iCalendar: two conferences' calendars, torture files of two libraries, and what others may write.

use talkbell::import::{Level, import};
use talkbell::schedule::TalkKind;

use crate::support::{in_zone, no_hints, outline, said, shared, shared_path, talks, usable, what_is_said};

#[test]
fn neurips_2018_is_read_whole() {
    let imported = import(&shared("ics/neurips2018-google.ics"), &no_hints());
    let told = said(&imported);
    let schedule = usable(imported);
    assert_eq!(talks(&schedule).len(), 293);
    assert_eq!((schedule.title.as_str(), schedule.time_zone.name()), ("NeurIPS 2018", "America/Toronto"));
    let lunch = talks(&schedule).into_iter().find(|talk| talk.title == "Lunch on your own").unwrap();
    assert_eq!((lunch.kind, lunch.start.to_rfc3339().as_str()), (TalkKind::Break, "2018-12-04T17:45:00+00:00"));
    assert!(lunch.summary.as_deref().unwrap().starts_with("Link to details (https://nips.cc/"));
    assert!(told.lines().count() <= 6, "{told}");
}

/// Lesson 7: UIDs may be useless; each talk has an id of its own all the same.
#[test]
fn pycon_uk_2015_is_read_whole() {
    let schedule = usable(import(&shared("ics/pyconuk-2015.ics"), &in_zone("Europe/London")));
    assert_eq!(talks(&schedule).len(), 162);
    let ids: std::collections::BTreeSet<_> = talks(&schedule).iter().map(|talk| talk.id.clone()).collect();
    assert_eq!(ids.len(), 162);
    let twins =
        event("20260501T100000Z", "UID:same\nSUMMARY:One") + &event("20260501T110000Z", "UID:same\nSUMMARY:Two");
    let twins = usable(import(calendar(&twins).as_bytes(), &no_hints()));
    assert_eq!(talks(&twins).iter().map(|talk| talk.id.as_str()).collect::<Vec<_>>(), ["one", "two"]);
}

/// Lessons 6 and 16: torture files give a programme or say why not.
#[test]
fn torture_files_never_go_unsaid() {
    let mut names: Vec<_> =
        std::fs::read_dir(shared_path("ics-edge")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    let lines = names.iter().map(|name| {
        let name = name.to_str().unwrap();
        let imported = import(&shared(&format!("ics-edge/{name}")), &no_hints());
        let errors = imported.diagnostics.iter().any(|d| d.level == Level::Error);
        assert_eq!(imported.schedule.is_none(), errors, "{name}: {}", said(&imported));
        let talks = imported.schedule.as_ref().map_or(0, |schedule| schedule.talks().count());
        // Of these three there is too much wrong to read it all here.
        let long = ["696.ics", "broken_dtstart.ics", "multiple_calendar_components.ics"].contains(&name);
        (!long).then(|| format!("{name}: {talks} talks\n{}", said(&imported)))
    });
    insta::assert_snapshot!(lines.flatten().collect::<Vec<_>>().join("\n"), @r"
    014.ics: 1 talks
    Note: The programme names no time zone, and its times are in UTC: its days are counted by that. --time-zone names the place's.
    Note: This programme names no moderators: nobody will be reminded.
    7 Warning: An event does not say when it ends; 30 minutes are taken.
    15 Note: An event of whole days has no time of day, and is left out: no bell could ring for it. (Lines 23, 31, 39, 47, 55 and 1 more too.)
    71 Warning: An event has no start that can be read, and is left out.
    201.ics: 5 talks
    Note: This programme names no moderators: nobody will be reminded.
    986.ics: 203 talks
    Note: This programme names no moderators: nobody will be reminded.
    22 Warning: A calendar holds no NUL bytes. Those here are left out.
    116 Warning: “Upptagen” overlaps “Upptagen” (line 96). So do 19 others.
    317 Note: An event of whole days has no time of day, and is left out: no bell could ring for it. (Lines 356, 375, 808, 1029, 1189 and 32 more too.)
    america_new_york.ics: 1 talks
    Note: This programme names no moderators: nobody will be reminded.
    55 Warning: `custom_America/New_York` is no time zone that talkbell knows. By the rules that the calendar spells out it is as America/New_York, and is taken for that; --time-zone says otherwise.
    bom_calendar.ics: 0 talks
    Error: This calendar holds no event. An empty programme is taken for a mistake.
    issue_104_broken_calendar.ics: 1 talks
    Note: The programme names no time zone, and its times are in UTC: its days are counted by that. --time-zone names the place's.
    Note: This programme names no moderators: nobody will be reminded.
    issue_1231_recurrence.ics: 1 talks
    Note: The programme names no time zone, and its times are in UTC: its days are counted by that. --time-zone names the place's.
    Note: This programme names no moderators: nobody will be reminded.
    4 Warning: An event does not say when it ends; 30 minutes are taken.
    issue_218_bad_tzid.ics: 1 talks
    Note: This programme names no moderators: nobody will be reminded.
    issue_722_timezone_transition_ambiguity.ics: 0 talks
    19 Error: `MyTimezone` is no time zone that talkbell knows. Say which is meant, for example --time-zone Europe/Berlin. (Lines 25, 31, 37 too.)
    ");
}

/// Lesson 6: a TZID that cannot be mapped is a diagnostic, never a guess.
#[test]
fn an_unknown_zone_is_asked_about() {
    let odd =
        calendar("BEGIN:VEVENT\nDTSTART;TZID=Mars/Olympus:20260501T100000\nDURATION:PT45M\nSUMMARY:Dust\nEND:VEVENT\n");
    insta::assert_snapshot!(what_is_said(&odd, &no_hints()), @r"
    4 Error: `Mars/Olympus` is no time zone that talkbell knows. Say which is meant, for example --time-zone Europe/Berlin.
    ");
    insta::assert_snapshot!(what_is_said(&odd, &in_zone("Europe/Berlin")), @r"
    Note: This programme names no moderators: nobody will be reminded.
    4 Warning: `Mars/Olympus` is no time zone that talkbell knows; --time-zone Europe/Berlin decides.
    ");
    let known = odd.replace("Mars/Olympus", "W. Europe Standard Time");
    let schedule = usable(import(known.as_bytes(), &no_hints()));
    assert_eq!(talks(&schedule)[0].start.to_rfc3339(), "2026-05-01T08:00:00+00:00");
    assert_eq!(schedule.time_zone.name(), "Europe/Berlin");
}

/// Lesson 5: DURATION instead of DTEND, a start without an end. Lesson 8: cancelled by a field.
#[test]
fn lengths_states_and_whole_days_are_understood() {
    let events = event("20260501T100000Z", "DURATION:PT1H30M\nSUMMARY:Long")
        + &event("20260501T120000Z", "SUMMARY:Endless")
        + &event("20260501T130000Z", "DURATION:PT30M\nSTATUS:CANCELLED\nSUMMARY:Off")
        + "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20260501\nSUMMARY:All day\nEND:VEVENT\n";
    let imported = import(calendar(&events).as_bytes(), &no_hints());
    insta::assert_snapshot!(said(&imported), @r"
    Note: The programme names no time zone, and its times are in UTC: its days are counted by that. --time-zone names the place's.
    Note: This programme names no moderators: nobody will be reminded.
    9 Warning: An event does not say when it ends; 30 minutes are taken.
    19 Note: An event of whole days has no time of day, and is left out: no bell could ring for it.
    ");
    insta::assert_snapshot!(outline(&usable(imported)), @r"
    Conf
      01 10:00-11:30 other Long
      01 12:00-12:30 other Endless
      01 13:00-13:30 other Off CANCELLED
    ");
}

#[test]
fn a_rule_repeats_an_event_and_one_of_them_may_be_changed() {
    let events = "BEGIN:VEVENT\nUID:coffee\nDTSTART;TZID=Europe/Berlin:20260501T103000\nDURATION:PT30M\n\
                  RRULE:FREQ=DAILY;COUNT=4\nEXDATE;TZID=Europe/Berlin:20260502T103000\nSUMMARY:Coffee\nEND:VEVENT\n\
                  BEGIN:VEVENT\nUID:coffee\nRECURRENCE-ID;TZID=Europe/Berlin:20260503T103000\n\
                  DTSTART;TZID=Europe/Berlin:20260503T110000\nDURATION:PT30M\nSUMMARY:Late coffee\nEND:VEVENT\n";
    insta::assert_snapshot!(outline(&usable(import(calendar(events).as_bytes(), &no_hints()))), @r"
    Conf · Fri 1 May
      01 10:30-11:00 break Coffee
    Conf · Sun 3 May
      03 11:00-11:30 break Late coffee
    Conf · Mon 4 May
      04 10:30-11:00 break Coffee
    ");
    let endless = event("20260501T100000Z", "DURATION:PT5M\nRRULE:FREQ=DAILY\nSUMMARY:Standup");
    let imported = import(calendar(&endless).as_bytes(), &no_hints());
    assert!(said(&imported).contains("the first 60 times are taken"), "{}", said(&imported));
    assert_eq!(talks(&usable(imported)).len(), 60);
}

/// Lesson 15: meeting links with passwords stand in public feeds.
#[test]
fn a_meetings_password_is_never_posted() {
    let events = event(
        "20260501T100000Z",
        "DURATION:PT5M\nSUMMARY:Open\nLOCATION:https://zoom.us/j/1?pwd=abc\n\
        DESCRIPTION:Join us: https://us02web.zoom.us/j/8?pwd=c2V\\nPasscode: 123456\\nSee https://a.example/?utm_source=x",
    );
    let imported = import(calendar(&events).as_bytes(), &no_hints());
    assert!(said(&imported).contains("left out of what is posted"), "{}", said(&imported));
    let schedule = usable(imported);
    assert_eq!(talks(&schedule)[0].summary.as_deref(), Some("Join us:\n\nSee https://a.example/"));
    assert_eq!(schedule.sessions[0].room, None);
}

/// Lesson 16: a comment before BEGIN:VCALENDAR, byte-order marks.
#[test]
fn what_stands_before_a_calendar_does_not_matter() {
    let events = calendar(&event("20260501T100000Z", "DURATION:PT5M\nSUMMARY:Open"));
    let framed = format!("\u{feff}<!-- made by hand -->\r\n{}-->\n", events.replace('\n', "\r\n"));
    let imported = import(framed.as_bytes(), &no_hints());
    assert_eq!(talks(&usable(imported)).len(), 1);
}

fn event(start: &str, more: &str) -> String {
    format!("BEGIN:VEVENT\nDTSTART:{start}\n{more}\nEND:VEVENT\n")
}

fn calendar(events: &str) -> String {
    format!("BEGIN:VCALENDAR\nVERSION:2.0\nX-WR-CALNAME:Conf\n{events}END:VCALENDAR\n")
}
