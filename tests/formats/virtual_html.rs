//! Session pages as a browser saves them. There is no real one among the shared files: these are built the way the sites of
//! several years build theirs.

use insta::assert_snapshot;
use talkbell::import::{Hints, import};

use crate::support::{no_hints, outline, read, said, talks, usable};

const SAMPLE: &str = include_str!("../../data/icml-2021-deep-learning-theory-5.txt");

fn hints() -> Hints {
    Hints { year: Some(2021), ..no_hints() }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('·', "&middot;")
}

/// The site's frame around the page: menus, scripts, a footer.
fn framed(body: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><title>ICML 2021</title><script>var a = '<h2>no</h2>';</script>\
         <style>.a {{ color: red }}</style></head><body>\
         <nav class=\"navbar\"><ul><li><a href=\"/\">ICML</a></li><li>Select Year: (2021)</li></ul></nav>\
         <main>{body}</main><footer><p>The ICML Logo above may be used on presentations.</p></footer></body></html>"
    )
}

/// The slots of the sample: time, kind, title, people, abstract.
fn slots() -> Vec<[String; 5]> {
    let blocks = SAMPLE.split("\nWed 21 July ").skip(1);
    let slot = |block: &str| {
        let mut lines = block.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('['));
        let mut next = || lines.next().unwrap_or_default().to_owned();
        [format!("Wed 21 July {}", next()), next(), next(), next(), next()]
    };
    blocks.map(slot).collect()
}

#[test]
fn the_sample_in_plain_markup_gives_the_same_programme() {
    let paragraphs: String = SAMPLE
        .split("\n\n")
        .map(|block| {
            let lines: Vec<String> = block.lines().map(escaped).collect();
            format!("<p>{}</p>\n", lines.join("<br>\n"))
        })
        .collect();
    let plain = read(SAMPLE, &hints());
    assert_eq!(read(&framed(&paragraphs), &hints()), plain);
    let divisions: String = SAMPLE.lines().map(|line| format!("<div>{}</div>", escaped(line))).collect();
    assert_eq!(read(&framed(&divisions), &hints()), plain);
}

#[test]
fn the_sample_in_cards_gives_the_same_programme() {
    let cards: String = slots()
        .iter()
        .map(|[time, kind, title, people, summary]| {
            format!(
                "<div class=\"track-schedule-card\"><div>\n<div class=\"btn-spacer float-end track-pad\">\
                 <span class=\"bookmark-cell\" title=\"Add / Remove Bookmark\"></span>\
                 <a class=\"btn btn-sm\" href=\"/p.pdf\">Paper</a><br>\
                 <div class=\"float-end small\">\n  {kind}\n</div></div>\
                 <div class=\"text-muted small\">{time}</div>\
                 <h5><strong><a href=\"/virtual/2021/poster/9\">{}</a></strong></h5>\
                 <p class=\"text-muted\">\n{}\n</p></div>\n<div class=\"abstract\"><p>{}</p></div></div>\n",
                escaped(title),
                escaped(people),
                escaped(summary)
            )
        })
        .collect();
    let page = framed(&format!(
        "<div class=\"pp-card-header\"><h3 class=\"text-center\">Session</h3>\
         <h2 class=\"card-title main-title text-center\">Deep Learning Theory 5</h2>\
         <h5 class=\"text-center text-muted\">Moderator: Yi Ma</h5></div>\
         <div><b>Abstract:</b></div><div>Chat is not available.</div>{cards}"
    ));
    let imported = import(page.as_bytes(), &hints());
    assert_snapshot!(said(&imported), @"");
    assert_eq!(usable(imported), read(SAMPLE, &hints()));
}

/// The posters of a session have its times.
#[test]
fn a_poster_session_gives_its_time_to_each_poster() {
    let card = |title: &str, people: &str| {
        format!(
            "<div class=\"track-schedule-card\"><div class=\"float-end small\">Poster</div>\
             <div class=\"small\" title=\"Poster Position\">#W-100</div>\
             <h5><strong><a href=\"/virtual/2024/poster/1\">{title}</a></strong></h5>\
             <p class=\"text-muted\">{people}</p><div class=\"abstract\"><p>About {title}.</p><p>More.</p></div></div>"
        )
    };
    let page = framed(&format!(
        "<h2 class=\"card-title main-title text-center\">Poster Session 1 East</h2>\
         <h5 class=\"text-center text-muted\">East Exhibit Hall A-C</h5>\
         <div class=\"text-center text-muted text-monospace\">Wed 11 Dec 11 a.m. PST &mdash; 2 p.m. PST</div>\
         <div>{}{}</div>",
        card("Alpha", "Ada Lovelace &middot; Alan Turing"),
        card("Beta nets", "Grace Hopper &middot; Yi Ma")
    ));
    let imported = import(page.as_bytes(), &Hints { year: Some(2024), ..no_hints() });
    assert_snapshot!(said(&imported), @"
    “Session” Warning: The session “Poster Session 1 East” names no moderator: nobody will be reminded.
    ");
    let schedule = usable(imported);
    assert_snapshot!(outline(&schedule), @"
    Poster Session 1 East [East Exhibit Hall A-C]
      11 11:00-14:00 poster Alpha: Ada Lovelace, Alan Turing
      11 11:00-14:00 poster Beta nets: Grace Hopper, Yi Ma
    ");
    assert_eq!(talks(&schedule)[0].summary.as_deref(), Some("About Alpha.\n\nMore."));
}

/// The older design: a card with a header, a type, a body and a footer.
#[test]
fn older_cards_are_understood() {
    let page = framed(
        "<h2>Session</h2><h2 class=\"main-title\">Optimization</h2>\
         <div class=\"maincard narrower\"><div class=\"maincardHeader\">Tue 12 June 2018 11:00 - 11:20 CEST</div>\
         <div class=\"maincardType\">Oral</div><div class=\"maincardBody\">On Steps</div>\
         <div class=\"maincardFooter\">Ada Lovelace &middot; Alan Turing</div></div>\
         <div class=\"maincard narrower\"><div class=\"maincardHeader\">Tue 12 June 2018 11:20 - 11:30 CEST</div>\
         <div class=\"maincardType\">Oral</div><div class=\"maincardBody\">On Leaps</div>\
         <div class=\"maincardFooter\">Grace Hopper</div></div>",
    );
    assert_snapshot!(outline(&read(&page, &no_hints())), @"
    Optimization
      12 11:00-11:20 oral On Steps: Ada Lovelace, Alan Turing
      12 11:20-11:30 oral On Leaps: Grace Hopper
    ");
}

#[test]
fn a_page_that_is_no_session_says_what_to_do() {
    let page = framed("<h1>Welcome</h1><p>Our conference is in July.</p>");
    assert_snapshot!(said(&import(page.as_bytes(), &no_hints())), @"
    Error: No slot was found. A slot begins with a line that says when it is, like `Wed 21 July 18:00 - 18:20 PDT`.
    “Welcome” Note: Left out 2 lines above the session: “Welcome”.
    ");
    let broken =
        framed("<h2 class=\"main-title\">Theory</h2><p>Wed 31 June 18:00 - 18:20 PDT</p><p>Oral<br>A Title</p>");
    assert_snapshot!(said(&import(broken.as_bytes(), &hints())), @"
    “Session” Warning: The session “Theory” names no moderator: nobody will be reminded.
    “Wed 31 June 18:00 - 18:20 PDT” Error: There is no 31 June in any year.
    ");
}
