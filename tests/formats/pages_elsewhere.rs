//! Session pages as the sites of other years print them, pasted and saved.

use insta::assert_snapshot;
use talkbell::import::{Hints, import};

use crate::support::{no_hints, outline, read, said, usable, what_is_said};

fn hints() -> Hints {
    Hints { year: Some(2025), ..no_hints() }
}

const SAN_DIEGO: &str = "\
Session
San Diego Oral 1A
Upper Level Ballroom 20AB
Moderators: Ann Bee ⋅ Yi Ma
Wed 3 Dec 10 a.m. PST — 11 a.m. PST
[ Abstract ]
Abstract:
Chat is not available.

Wed 3 Dec. 10:00 - 10:20 PST
San Diego Oral
Artificial Hivemind: Open-Ended Homogeneity
Liwei Jiang ⋅ Yuanjun Chai

They often struggle to generate creative content.

Wed 3 Dec. 10:20 - 10:40 PST
Spotlight Poster
Large Language Diffusion Models
Shen Nie ⋅ Fengqi Zhu

Wed 3 Dec. 10:40 - 11:00 PST
{city} Oral
{city} Oral
Small Models
Cy Dee
";

const UNDERSTOOD: &str = "\
San Diego Oral 1A [Upper Level Ballroom 20AB] moderated by Ann Bee, Yi Ma
  03 10:00-10:20 oral Artificial Hivemind: Open-Ended Homogeneity: Liwei Jiang, Yuanjun Chai
  03 10:20-10:40 spotlight Large Language Diffusion Models: Shen Nie, Fengqi Zhu
  03 10:40-11:00 oral Small Models: Cy Dee";

#[test]
fn the_sessions_own_time_below_its_moderators_is_no_slot() {
    assert_eq!(what_is_said(SAN_DIEGO, &hints()), "");
    assert_eq!(outline(&read(SAN_DIEGO, &hints())), UNDERSTOOD);
    // Nothing but a slot inside of it tells where these lines were not copied.
    let bare = SAN_DIEGO.replace("[ Abstract ]\nAbstract:\nChat is not available.\n", "");
    assert_eq!(outline(&read(&bare, &hints())), UNDERSTOOD);
}

/// A title may end in a word for a kind.
#[test]
fn a_title_that_ends_like_a_kind_stays_a_title() {
    let page = "Session\nTheory\nModerator: Yi Ma\n\nWed 3 Dec. 10:00 - 10:20 PST\n\nLearning to Poster\n\nAnn Bee ⋅ Cy Dee\n\n\
                Wed 3 Dec. 10:20 - 10:40 PST\n\nOral\nThe Spotlight\n\nEve Eff ⋅ Cy Dee\n";
    assert_snapshot!(outline(&read(page, &hints())), @"
    Theory moderated by Yi Ma
      03 10:00-10:20 other Learning to Poster: Ann Bee, Cy Dee
      03 10:20-10:40 oral The Spotlight: Eve Eff, Cy Dee
    ");
}

#[test]
fn an_award_above_a_title_is_left_out_and_said() {
    let page = "Session\nSession 8: Serving\nMission B1\nModerator: Pradeep Dubey\nWed 14 May 10:30 a.m. PDT — noon PDT\nAbstract:\n\n\
                Wed 14 May 10:30 - 10:50 PDT\n#36\nOutstanding Paper Honorable Mention\nSeesaw: LLM Inference\nQidong Su ⋅ Wei Zhao\n";
    assert_snapshot!(what_is_said(page, &hints()), @"10 Note: Left out, not understood: “Outstanding Paper Honorable Mention”.");
    assert_snapshot!(outline(&read(page, &hints())), @"
    Session 8: Serving [Mission B1] moderated by Pradeep Dubey
      14 10:30-10:50 other Seesaw: LLM Inference: Qidong Su, Wei Zhao
    ");
}

const POSTERS: &str = "\
Session
Poster Session 3 East
East Exhibit Hall A-C
Fri 12 Dec 11 a.m. PST — 2 p.m. PST
Abstract:
Chat is not available.

#1010
Poster
MindLLM: A Subject-Agnostic Model
Weikang Qiu ⋅ Zheng Huang
Decoding signals into text has been a challenge.
#W-100
San Diego Poster
Another Title About Things
Ann Bee ⋅ Cy Dee
We do things.
";

#[test]
fn pasted_posters_have_the_time_of_their_session() {
    let expected = "\
Poster Session 3 East [East Exhibit Hall A-C]
  12 11:00-14:00 poster MindLLM: A Subject-Agnostic Model: Weikang Qiu, Zheng Huang
  12 11:00-14:00 poster Another Title About Things: Ann Bee, Cy Dee";
    assert_eq!(outline(&read(POSTERS, &hints())), expected);
    let unnumbered = POSTERS.replace("#1010\n", "").replace("#W-100\n", "");
    assert_eq!(outline(&read(&unnumbered, &hints())), expected);
    let without_a_foot = POSTERS.replace("Abstract:\nChat is not available.\n", "");
    assert_eq!(outline(&read(&without_a_foot, &hints())), expected);
}

#[test]
fn a_page_without_talks_says_what_was_found() {
    let header = POSTERS.split("#1010").next().unwrap();
    assert_snapshot!(what_is_said(header, &hints()), @"4 Error: This says when the session is, but no talk was found below it. Copy the page down to its last talk; above each talk put a line that says when it is, like `Wed 21 July 18:00 - 18:20 PDT`.");
    let day = "Timezone: America/New_York\n\nRegistration Desk Tue 19 Jul 07:00 a.m.\n\nOpening Remarks Tue 19 Jul 08:45 a.m.\n\n\
               Invited Talk: Weinan E\n\nTowards a Theory Tue 19 Jul 09:00 a.m.\n";
    assert_snapshot!(what_is_said(day, &hints()), @"
    Error: This is the page of a whole day, which says when things start but not when they end. Open its sessions one by one, and paste their pages one below the other.
    1 Note: Left out 5 lines above the session: “Timezone: America/New_York”.
    ");
}

/// A card says which of its parts is the kind: none is taken for the title.
#[test]
fn a_card_of_any_kind_has_its_title_and_its_people() {
    let card = |kind: &str, title: &str, people: &str| {
        format!(
            "<div class=\"track-schedule-card\"><div class=\"float-end small\">{kind}</div>\
             <h5><strong><a href=\"/1\">{title}</a></strong></h5><p class=\"text-muted\">{people}</p></div>"
        )
    };
    let page = format!(
        "<html><body><h2 class=\"main-title\">Posters</h2><h3>Moderator: Yi Ma</h3><div>Tue 15 Jul 11 a.m. PDT &mdash; 1:30 p.m. PDT</div>\
         {}{}{}</body></html>",
        card("San Diego Poster", "MindLLM: A Model", "Weikang Qiu &middot; Zheng Huang"),
        card("Spotlight Poster", "Second Poster", "Haoyu Hu"),
        card("Journal Track", "Third Things", "Plato")
    );
    let imported = import(page.as_bytes(), &hints());
    assert_snapshot!(said(&imported), @"
    “Tue 15 Jul 11 a.m. PDT — 1:30 p.m. PDT” Warning: “Second Poster” overlaps “MindLLM: A Model” (line 9).
    “Tue 15 Jul 11 a.m. PDT — 1:30 p.m. PDT” Warning: “Third Things” overlaps “MindLLM: A Model” (line 9).
    “(Journal Track)” Warning: “Journal Track” is no kind of talk that talkbell knows; it counts as “other”.
    ");
    assert_snapshot!(outline(&usable(imported)), @"
    Posters moderated by Yi Ma
      15 11:00-13:30 poster MindLLM: A Model: Weikang Qiu, Zheng Huang
      15 11:00-13:30 spotlight Second Poster: Haoyu Hu
      15 11:00-13:30 other Third Things: Plato
    ");
}

/// The schedule of a whole conference: each card says where it is.
#[test]
fn older_cards_say_where_they_are() {
    let card = |kind: &str, when: &str, title: &str| {
        format!(
            "<div class=\"maincard narrower\"><div class=\"float-end maincardHeader maincardType\">{kind}</div>\
             <div class=\"maincardHeader\">{when}</div><div class=\"maincardBody\">{title}</div>\
             <div class=\"maincardFooter\">Grace Hopper &#8901; Alan Turing</div></div>"
        )
    };
    let page = format!(
        "<html><body><h2 class=\"main-title\">Schedule</h2>{}{}</body></html>",
        card("Invited Talk", "Tue Oct 06 09:00 AM -- 10:00 AM (PDT) @ Grand Ballroom None", "Keynote"),
        card("Poster", "Tue Oct 06 11:30 AM -- 01:30 PM (PDT) @ Imperial Ballroom #12", "On Posters")
    );
    assert_snapshot!(outline(&read(&page, &Hints { year: Some(2026), ..no_hints() })), @"
    Schedule [Grand Ballroom]
      06 09:00-10:00 keynote Keynote: Grace Hopper, Alan Turing
      06 11:30-13:30 poster On Posters: Grace Hopper, Alan Turing [Imperial Ballroom]
    ");
}
