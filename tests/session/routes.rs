//! Rooms and sessions that have channels of their own.

use insta::assert_snapshot;

use crate::support::harness::Harness;
use crate::support::page::TWO_ROOMS;
use crate::support::stage::{AUDIENCE, HALL_A, HALL_B, Stage};

fn stage() -> Stage {
    Stage::two_rooms().routed().without_the_show().without_bell()
}

#[tokio::test]
async fn two_rooms_hear_their_own_talks_at_one_instant() {
    let mut story = Harness::begin(stage(), "17:49").await;
    story.at("18:00").await;
    assert_snapshot!(story.channel(HALL_A), @r"
    ── 17:50:00 ──
    **Graphs** starts at 18:00, in 10 min.
    │ Graphs
    │ Moderator: Yi Ma
    │ 18:00 · Oral · **Walks**
    │ Emmy
    │ 18:20 · Oral · **Cuts**
    │ 18:40 · **Q&A**
    [▾ Remind me of … (2)]
    [Schedule]

    ── 17:55:00 ──
    Oral at 18:00, in 5 min: **Walks** by Emmy
    [What's on now?]

    ── 18:00:00 ──
    Now: **Walks**
    │ Oral
    │ Walks
    │ **Emmy**
    │ 18:00 – 18:20 · 20 min · Hall A
    │ Graphs · 1 of 2
    [Ask a question] [What's next?]
    ");
    assert_snapshot!(story.channel(HALL_B), @r"
    ── 17:50:00 ──
    **Trees** starts at 18:00, in 10 min.
    │ Trees
    │ Moderator: Grace Hopper
    │ 18:00 · Oral · **Roots**
    │ Sofia
    │ 18:20 · Oral · **Leaves**
    [▾ Remind me of … (2)]
    [Schedule]

    ── 17:55:00 ──
    Oral at 18:00, in 5 min: **Roots** by Sofia
    [What's on now?]

    ── 18:00:00 ──
    Now: **Roots**
    │ Oral
    │ Roots
    │ **Sofia**
    │ 18:00 – 18:20 · 20 min · Hall B
    │ Trees · 1 of 2
    [Ask a question] [What's next?]
    ");
    assert_eq!(story.channel(AUDIENCE), "");
    story.at("18:50").await;
    let said = story.channel(HALL_A);
    let closing = said.rsplit_once("──\n").unwrap().1;
    assert_snapshot!(closing, @r"
    **Groups** starts at 19:00, in 10 min.
    │ Groups
    │ 19:00 · Oral · **Orbits**
    [▾ Remind me of … (1)]
    [Schedule]
    ");
    let said = story.channel(HALL_B);
    let closing = said.rsplit_once("──\n").unwrap().1;
    assert_snapshot!(closing, @r"
    **Trees** has ended. Thank you to Grace Hopper and to everyone who spoke, asked and listened.
    [Schedule]
    ");
}

#[tokio::test]
async fn a_session_with_a_channel_of_its_own_leaves_its_room() {
    let tables = format!("[conference.sessions]\nTREES = {AUDIENCE}\ngroups = {HALL_B}\n");
    let mut story = Harness::begin(stage().routing(&tables), "17:49").await;
    story.at("19:00").await;
    let firsts = |said: &str| said.lines().filter(|line| line.starts_with("Now:")).collect::<Vec<_>>().join(" ");
    assert_eq!(firsts(&story.channel(HALL_A)), "Now: **Walks** Now: **Cuts**");
    assert_eq!(firsts(&story.channel(HALL_B)), "Now: **Orbits**");
    assert_eq!(firsts(&story.channel(AUDIENCE)), "Now: **Roots** Now: **Leaves**");
}

#[tokio::test]
async fn a_change_is_told_where_it_matters() {
    let mut story = Harness::begin(stage(), "17:51").await;
    let channels = [HALL_A, HALL_B, AUDIENCE];
    let _ = channels.map(|channel| story.channel(channel));
    let later = TWO_ROOMS.replace(
        "title = \"Leaves\"\nkind = \"oral\"\nstart = 18:20:00",
        "title = \"Leaves\"\nkind = \"oral\"\nstart = 18:25:00",
    );
    let moved = later.replace("title = \"Groups\"\nroom = \"Hall A\"", "title = \"Groups\"\nroom = \"Hall B\"");
    story.rewrites_programme(&moved);
    story.rereads_programme().await;
    assert_snapshot!(story.channel(HALL_A), @r"
    ── 17:51:00 ──
    The programme has changed:
    │ - **Orbits** is now in Hall B, and is announced in <#2004>.
    [What's on now?]
    ");
    assert_snapshot!(story.channel(HALL_B), @r"
    ── 17:51:00 ──
    The programme has changed, in 2 places:
    │ - **Leaves** is now at 18:25. It was at 18:20.
    │ - **Orbits** is now in Hall B.
    [What's on now?]
    ");
    assert_eq!(story.channel(AUDIENCE), "");
    story.at("19:00").await;
    assert!(!story.channel(HALL_A).contains("Orbits") && story.channel(HALL_B).contains("Now: **Orbits**"));
}

#[tokio::test]
async fn a_session_that_goes_to_another_room_while_it_runs_is_corrected_where_it_was_said() {
    let mut story = Harness::begin(stage(), "18:00").await;
    let _ = [HALL_A, HALL_B].map(|channel| story.channel(channel));
    let graphs = "moderators = [\"Yi Ma\"]\nroom = \"Hall A\"";
    story.rewrites_programme(&TWO_ROOMS.replace(graphs, &graphs.replace("Hall A", "Hall B")));
    story.rereads_programme().await;
    assert_snapshot!(story.channel(HALL_A), @r"
    ── 18:00:00 ──
    The programme has changed, in 2 places:
    │ - **Cuts** is now in Hall B, and is announced in <#2004>.
    │ - **Q&A** is now in Hall B, and is announced in <#2004>.
    [What's on now?]
    ");
    assert_snapshot!(story.channel(HALL_B), @r"
    ── 18:00:00 ──
    The programme has changed, in 2 places:
    │ - **Cuts** is now in Hall B.
    │ - **Q&A** is now in Hall B.
    [What's on now?]
    ");
    let start = story.discord.messages(HALL_A).into_iter().find(|it| it["content"] == "Now: **Walks**").unwrap();
    assert!(start["embeds"][0]["description"].as_str().unwrap().contains("Hall B"), "{start}");
    story.at("18:20").await;
    assert_eq!(story.channel(HALL_A), "");
    let said = story.channel(HALL_B);
    assert!(said.contains("Now: **Cuts**") && !said.contains("Walks"), "{said}");
}

#[tokio::test]
async fn what_is_asked_in_a_rooms_channel_is_answered_for_the_room() {
    let mut story = Harness::begin(stage(), "18:10").await;
    story.goes_to(HALL_B);
    assert_snapshot!(story.asks("/now").await, @r"
    (only Ada sees this)
    Ends in 10 min.
    Next, in 10 min: **Leaves**
    Elsewhere, one talk runs:
    **Hall A** · Walks · until 18:20
    │ Oral
    │ Roots
    │ **Sofia**
    │ 18:00 – 18:20 · 20 min · Hall B
    │ Trees · 1 of 2
    ");
    assert_snapshot!(story.asks("/next").await, @r"
    (only Ada sees this)
    Starts in 10 min.
    │ Oral
    │ Leaves
    │ 18:20 – 18:50 · 30 min · Hall B
    │ Trees · 2 of 2
    [Remind me]
    ");
    assert!(story.asks("/abstract").await.contains("Roots"));
    assert!(story.asks("/schedule").await.contains("│ Trees"));
    story.goes_to(AUDIENCE);
    assert_snapshot!(story.asks("/now").await, @r"
    (only Ada sees this)
    2 talks run now.
    2 more start in 10 min.
    │ **Hall A** · Walks · until 18:20
    │ **Hall B** · Roots · until 18:20
    [▾ More about … (2)]
    ");
}

#[tokio::test]
async fn after_an_absence_each_room_is_told_of_its_own() {
    let mut story = Harness::begin(stage(), "17:51").await;
    let _ = [HALL_A, HALL_B].map(|channel| story.channel(channel));
    story.stop().await;
    story.passes_to("18:30");
    story.start().await.unwrap();
    let caught_up = |said: String| said.split("\n\n").next().unwrap_or_default().to_owned();
    assert_snapshot!(caught_up(story.channel(HALL_A)), @r"
    ── 18:30:00 ──
    While I was away, I could not announce this one:
    │ 18:00 · Oral · **Walks**
    │ Emmy
    [Schedule]
    ");
    assert_snapshot!(caught_up(story.channel(HALL_B)), @r"
    ── 18:30:00 ──
    While I was away, I could not announce this one:
    │ 18:00 · Oral · **Roots**
    │ Sofia
    [Schedule]
    ");
}
