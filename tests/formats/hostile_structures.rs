//! Files that are made to hurt: each is refused, or read as what it holds, and none takes the program down.

use talkbell::import::{LARGEST_SOURCE, import};

use crate::support::{no_hints, said, talks, usable};

#[test]
fn hostile_files_are_refused_with_a_reason() {
    let refused: [(&str, Vec<u8>, &str); 13] = [
        ("a zip", b"PK\x03\x04\x14\x00schedule.xml".to_vec(), "a zip archive"),
        ("a gzip", b"\x1f\x8b\x08\x00".to_vec(), "compressed"),
        ("too large", vec![b'x'; LARGEST_SOURCE + 1], "larger than 32 MiB"),
        ("an endless line", vec![b'x'; LARGEST_SOURCE], "longer than any"),
        ("elements alone", format!("<schedule>{}", "<a/>".repeat(1_000_000)).into(), "more elements"),
        ("attributes alone", format!("<schedule {}", "a='' ".repeat(2_000_000)).into(), "more elements"),
        (
            "deep XML",
            format!("<schedule>{}{}</schedule>", "<a>".repeat(150_000), "</a>".repeat(150_000)).into(),
            "no event",
        ),
        ("open XML", format!("<schedule>{}", "<day>".repeat(200_000)).into(), "cannot be read"),
        ("an entity bomb", bomb().into(), "defines entities"),
        ("deep JSON", "[".repeat(400_000).into(), "no JSON that can be read"),
        ("deep objects", "{\"schedule\":".repeat(400_000).into(), "no JSON that can be read"),
        ("values alone", format!("[{}0]", "0,".repeat(1_000_000)).into(), "more values"),
        (
            "lines of a calendar alone",
            format!("BEGIN:VCALENDAR\n{}", "A:\n".repeat(2_000_000)).into(),
            "more than any programme",
        ),
    ];
    for (name, bytes, reason) in refused {
        let imported = import(&bytes, &no_hints());
        assert!(imported.schedule.is_none(), "{name}");
        assert!(said(&imported).contains(reason), "{name}: {}", said(&imported));
    }
}

#[test]
fn hostile_abstracts_are_read_in_one_pass() {
    for piece in
        ["<div>", "<ul><li>", "<a href='x", "&amp;amp;", "<script>", "$\\frac{", "](", "**a", "Passcode:", "http://("]
    {
        let text = piece.repeat(60_000 / piece.len());
        let xml = format!(
            "<schedule><day date='2026-01-31'><event><title>One</title><date>2026-01-31T10:00:00Z</date>\
             <duration>00:30</duration><abstract><![CDATA[{text}]]></abstract></event></day></schedule>"
        );
        assert_eq!(talks(&usable(import(xml.as_bytes(), &no_hints()))).len(), 1, "{piece}");
        let json = serde_json::json!({ "talks": [{ "title": "One", "start": "2026-01-31T10:00:00Z", "duration": 30, "abstract": text }] });
        assert_eq!(talks(&usable(import(json.to_string().as_bytes(), &no_hints()))).len(), 1, "{piece}");
    }
}

#[test]
fn rules_alone_make_no_endless_calendar() {
    let rule = "BEGIN:VEVENT\nDTSTART:20260501T100000Z\nRRULE:FREQ=SECONDLY\nSUMMARY:Tick\nEND:VEVENT\n";
    let calendar = format!("BEGIN:VCALENDAR\n{}END:VCALENDAR\n", rule.repeat(400));
    assert!(talks(&usable(import(calendar.as_bytes(), &no_hints()))).len() <= 20_060);
    let never = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260501T100000Z\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31\nSUMMARY:Never\nEND:VEVENT\nEND:VCALENDAR\n";
    let _ = import(never.as_bytes(), &no_hints());
}

fn bomb() -> String {
    let mut bomb = "<?xml version='1.0'?><!DOCTYPE schedule [<!ENTITY a0 'ha'>".to_owned();
    for n in 1..10 {
        bomb.push_str(&format!("<!ENTITY a{n} '{}'>", format!("&a{};", n - 1).repeat(10)));
    }
    bomb + "]><schedule><title>&a9;</title></schedule>"
}
