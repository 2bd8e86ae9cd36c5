//! A poster session: everything is shown at once, and announced once.

use insta::assert_snapshot;
use talkbell::rehearsal::Member;

use crate::support::harness::Harness;
use crate::support::stage::{ADA, AUDIENCE, MODERATORS, Stage};

/// So many posters from 18:00 to 19:00, and a talk after them.
fn programme(posters: usize) -> String {
    let mut page = "title = \"Theory\"\ntime_zone = \"America/Los_Angeles\"\ndate = 2021-07-21\n\
                    [[session]]\ntitle = \"Poster Session 3\"\nmoderators = [\"Yi Ma\"]\n"
        .to_owned();
    for number in 1..=posters {
        page.push_str(&format!(
            "[[session.talk]]\nid = \"p{number}\"\ntitle = \"Poster {number:02}\"\nkind = \"poster\"\n\
             speakers = [\"Ada Lovelace\"]\nstart = 18:00:00\nend = 19:00:00\n"
        ));
    }
    page + "[[session.talk]]\ntitle = \"Prizes\"\nstart = 19:00:00\nend = 19:10:00\n"
}

fn stage(posters: usize) -> Stage {
    Stage::with_programme(&programme(posters)).without_the_show()
}

#[tokio::test]
async fn posters_that_are_shown_at_once_ring_once_and_start_once() {
    let mut story = Harness::begin(stage(3), "17:51").await;
    story.channel(AUDIENCE);
    story.at("18:00").await;
    assert_snapshot!(story.channel(AUDIENCE), @"
    ── 17:55:00 ──
    <@&3000> 3 posters at 18:00, in 5 min: **Poster Session 3**
    (pings @&3000)
    [Schedule]

    ── 18:00:00 ──
    Now: 3 posters in **Poster Session 3**
    │ Poster Session 3
    │ 18:00 – 19:00 · 60 min
    │ - **Poster 01** · Ada Lovelace
    │ - **Poster 02** · Ada Lovelace
    │ - **Poster 03** · Ada Lovelace
    [Ask a question] [Schedule]
    ");
    story.at("18:59").await;
    assert_snapshot!(story.asks("/now").await, @"
    (only Ada sees this)
    Now: 3 posters in **Poster Session 3**
    │ Poster Session 3
    │ 18:00 – 19:00 · 60 min
    │ - **Poster 01** · Ada Lovelace
    │ - **Poster 02** · Ada Lovelace
    │ - **Poster 03** · Ada Lovelace
    [Schedule]
    ");
    story.at("19:00").await;
    assert!(story.channel(AUDIENCE).contains("Now: **Prizes**"), "a talk of the same session is announced by itself");
}

#[tokio::test]
async fn seventy_posters_are_one_message_and_a_count() {
    let long = "On the behaviour of very deep networks whose titles are as long as these, part";
    let page = programme(70).replace("title = \"Poster", &format!("title = \"{long}"));
    let page = page.replace(&format!("{long} Session"), "Poster Session");
    let mut story = Harness::begin(Stage::with_programme(&page).without_the_show(), "17:59").await;
    story.channel(AUDIENCE);
    story.at("18:00").await;
    let said = story.channel(AUDIENCE);
    assert_eq!(said.matches("Now:").count(), 1, "{said}");
    assert!(said.contains("Now: 70 posters in **Poster Session 3**"), "{said}");
    assert!(said.contains("… and 37 more: /schedule shows all of them."), "{said}");
    let posted = story.discord.messages(AUDIENCE);
    let list = posted.last().unwrap()["embeds"][0]["description"].as_str().unwrap();
    assert!(list.chars().count() <= 4096, "{}", list.chars().count());
}

#[tokio::test]
async fn a_poster_that_is_called_off_is_taken_from_the_list_and_nothing_rings_again() {
    let mut story = Harness::begin(stage(2), "17:59").await;
    story.at("18:10").await;
    story.channel(AUDIENCE);
    let cancelled = programme(2).replace("title = \"Poster 01\"", "title = \"Poster 01\"\ncancelled = true");
    story.rewrites_programme(&cancelled);
    story.rereads_programme().await;
    story.corrected().await;
    assert_eq!(story.channel(AUDIENCE), "", "it runs already, so there is nothing to tell");
    let start =
        story.discord.messages(AUDIENCE).into_iter().find(|message| message["content"].to_string().contains("Now:"));
    assert_eq!(start.unwrap()["content"], "Now: one poster in **Poster Session 3**");
    story.at("18:20").await;
    assert_eq!(story.channel(AUDIENCE), "");
}

#[tokio::test]
async fn posters_that_move_together_move_in_their_message_too() {
    let mut stage = stage(2);
    *stage.world.members.iter_mut().find(|member| member.id == ADA).unwrap() = Member::organiser(ADA, "Ada");
    let mut story = Harness::begin(stage, "17:56").await;
    story.at("17:58").await;
    story.channel(AUDIENCE);
    story.rewrites_programme(&programme(2).replace("start = 18:00:00", "start = 18:30:00"));
    story.rereads_programme().await;
    story.goes_to(MODERATORS);
    story.presses("Apply").await;
    story.corrected().await;
    let bell = story.discord.messages(AUDIENCE).into_iter().nth(1).unwrap();
    assert_eq!(bell["content"], "Moved: **Poster Session 3** is now at <t:1626917400:t>, <t:1626917400:R>.");
    story.at("18:30").await;
    assert!(story.channel(AUDIENCE).contains("Now: 2 posters in **Poster Session 3**"));
}

#[tokio::test]
async fn a_poster_that_stays_when_the_other_moves_is_not_announced_again() {
    let mut story = Harness::begin(stage(2), "17:59").await;
    story.at("18:10").await;
    assert!(story.channel(AUDIENCE).contains("Now: 2 posters in **Poster Session 3**"));
    let first = "title = \"Poster 01\"\nkind = \"poster\"\nspeakers = [\"Ada Lovelace\"]\nstart = 18:00:00";
    story.rewrites_programme(&programme(2).replace(first, &first.replace("18:00", "18:40")));
    story.rereads_programme().await;
    story.corrected().await;
    story.at("18:20").await;
    assert_snapshot!(story.channel(AUDIENCE), @r"
    ── 18:10:00 ──
    The programme has changed:
    │ - **Poster 01** is now at 18:40. It was at 18:00.
    [What's on now?]
    ");
    story.at("18:40").await;
    assert_snapshot!(story.channel(AUDIENCE), @r"
    ── 18:35:00 ──
    <@&3000> One poster at 18:40, in 5 min: **Poster Session 3**
    (pings @&3000)
    [Schedule]

    ── 18:40:00 ──
    Now: one poster in **Poster Session 3**
    │ Poster Session 3
    │ 18:40 – 19:00 · 20 min
    │ - **Poster 01** · Ada Lovelace
    [Ask a question] [Schedule]
    ");
}
