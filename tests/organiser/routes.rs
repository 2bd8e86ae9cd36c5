//! Rooms and sessions are given channels by command.

use insta::assert_snapshot;
use serde_json::json;
use talkbell::rehearsal::{Overwrite, Whom};

use crate::desk::{chooses, halls, offered, orders, picks, presses, read, told};
use crate::support::harness::Harness;
use crate::support::page::TWO_ROOMS;
use crate::support::stage::{ADA, AUDIENCE, GUILD, HALL_A, HALL_B, LOUNGE, YI_MA};

const ROOM: &str = "A room, to give it a channel";
const CHANNEL: &str = "Its channel";
const EMBED_LINKS: u64 = 1 << 14;

/// The starts that were announced in a channel.
fn starts(story: &Harness, channel: u64) -> Vec<String> {
    let contents = story.discord.messages(channel).into_iter().map(|it| it["content"].as_str().unwrap().to_owned());
    contents.filter(|content| content.starts_with("Now:")).collect()
}

async fn sets(story: &Harness, room: &str, channel: u64) -> String {
    let shown = orders(story, ADA, "routes", json!({})).await;
    let editor = picks(story, &shown, ROOM, room).await;
    read(&chooses(story, &editor, CHANNEL, &channel.to_string()).await)
}

#[tokio::test]
async fn what_is_suggested_by_name_is_used_when_somebody_says_so() {
    let mut story = Harness::begin(halls(), "17:40").await;
    let shown = orders(&story, ADA, "routes", json!({})).await;
    assert_snapshot!(read(&shown), @r"
    Where **Two Halls** is announced. What has no channel of its own goes to <#2000>. For one session: /conference routes session:
    │ 💡 **Hall A** → <#2003>?
    │ 💡 **Hall B** → <#2004>?
    [▾ A room, to give it a channel (2)]
    [Use these (2)]
    ");
    assert!(!told(&story, "status", json!({})).await.contains("channels of their own"), "nothing is set by itself");
    assert_snapshot!(read(&presses(&story, &shown, "Use these (2)").await), @r"
    Done: 2 are set.
    Where **Two Halls** is announced. What has no channel of its own goes to <#2000>. For one session: /conference routes session:
    │ **Hall A** → <#2003>
    │ **Hall B** → <#2004>
    [▾ A room, to give it a channel (2)]
    ");
    story.at("18:00").await;
    assert_eq!(starts(&story, HALL_A), ["Now: **Walks**"]);
    assert_eq!(starts(&story, HALL_B), ["Now: **Roots**"]);
    assert_eq!(story.channel(AUDIENCE), "");
    assert!(told(&story, "status", json!({})).await.contains("2 rooms and sessions have channels of their own"));
}

#[tokio::test]
async fn a_room_that_gets_a_channel_while_it_is_in_session_goes_on_there_and_says_nothing_twice() {
    let mut story = Harness::begin(halls(), "17:40").await;
    story.at("18:05").await;
    assert_eq!(starts(&story, AUDIENCE).len(), 2, "both halls are told of here");
    assert_snapshot!(sets(&story, "Hall A", HALL_A).await, @r"
    **Hall A** goes to <#2003> from now on.
    Where **Two Halls** is announced. What has no channel of its own goes to <#2000>. For one session: /conference routes session:
    │ **Hall A** → <#2003>
    │ 💡 **Hall B** → <#2004>?
    [▾ A room, to give it a channel (2)]
    [Use these (1)]
    ");
    story.landed().await;
    assert_eq!(story.channel(HALL_A), "", "what was said is not said again");
    story.restart().await;
    story.at("18:20").await;
    assert_eq!(starts(&story, HALL_A), ["Now: **Cuts**"]);
    assert_eq!(starts(&story, AUDIENCE).last().unwrap(), "Now: **Leaves**");
    // What was posted stays where it was, and is put right there.
    story.rewrites_programme(&TWO_ROOMS.replace("title = \"Walks\"", "title = \"Long walks\""));
    story.rereads_programme().await;
    assert!(starts(&story, AUDIENCE).contains(&"Now: **Long walks**".to_owned()), "{:?}", starts(&story, AUDIENCE));

    let shown = orders(&story, ADA, "routes", json!({})).await;
    let editor = picks(&story, &shown, ROOM, "Hall A").await;
    assert_snapshot!(read(&editor), @r"
    **Hall A** goes to <#2003>.
    What was posted stays where it is. What is still to come goes to the channel that you choose.
    [Take its channel away] [Back]
    ");
    let back = presses(&story, &editor, "Take its channel away").await;
    assert!(read(&back).contains("**Hall A** has no channel of its own any more."), "{}", read(&back));
    story.at("18:40").await;
    assert_eq!(starts(&story, HALL_A), ["Now: **Cuts**"]);
    let said = story.channel(AUDIENCE);
    assert!(said.contains("**Q&A** in **Graphs**"), "{said}");
    assert!(!said.contains("Walks**\n│ Oral"), "{said}");
}

#[tokio::test]
async fn a_bell_on_its_way_rings_once_wherever_the_audience_goes() {
    let mut story = Harness::begin(halls(), "17:40").await;
    for (time, channel) in [("18:19", HALL_A), ("18:20", LOUNGE), ("18:20", HALL_A), ("18:21", LOUNGE)] {
        story.at(time).await;
        sets(&story, "Hall A", channel).await;
        story.landed().await;
    }
    story.at("18:45").await;
    let all: Vec<String> = [AUDIENCE, HALL_A, LOUNGE].into_iter().flat_map(|channel| starts(&story, channel)).collect();
    assert_eq!(all.iter().filter(|start| start.contains("Cuts")).count(), 1, "{all:?}");
    let missed = told(&story, "status", json!({})).await;
    assert!(missed.contains("0 missed, 0 failed"), "{missed}");
}

#[tokio::test]
async fn a_session_is_found_by_its_title_and_has_a_channel_of_its_own() {
    let mut story = Harness::begin(halls(), "17:40").await;
    assert_eq!(
        offered(&story, "routes", "session", "gr").await,
        ["Graphs · Wednesday, 21 July 2021 18:00 · Hall A", "Groups · Wednesday, 21 July 2021 19:00 · Hall A"]
    );
    assert_eq!(
        offered(&story, "routes", "session", "hall b").await,
        ["Trees · Wednesday, 21 July 2021 18:00 · Hall B"]
    );
    assert_snapshot!(told(&story, "routes", json!({"session": "Grafs"})).await, @"The programme has no session “Grafs”. Did you mean “Graphs”?");
    assert_snapshot!(told(&story, "routes", json!({"session": "Quantum"})).await, @"The programme has no session “Quantum”. Type a part of its title, and choose from the list.");
    let editor = orders(&story, ADA, "routes", json!({"session": "groups"})).await;
    let done = chooses(&story, &editor, CHANNEL, &LOUNGE.to_string()).await;
    assert_snapshot!(read(&done), @r"
    **Groups** goes to <#2002> from now on.
    Where **Two Halls** is announced. What has no channel of its own goes to <#2000>. For one session: /conference routes session:
    │ 💡 **Hall A** → <#2003>?
    │ 💡 **Hall B** → <#2004>?
    │ Session **Groups** → <#2002>
    [▾ A room, to give it a channel (2)]
    [▾ A session with a channel of its own (1)]
    [Use these (2)]
    ");
    story.at("19:00").await;
    assert_eq!(starts(&story, LOUNGE), ["Now: **Orbits**"]);
    // It can be chosen from the page, too.
    let editor = picks(&story, &done, "A session with a channel of its own", "Groups").await;
    let done = presses(&story, &editor, "Take its channel away").await;
    assert!(!read(&done).contains("Session **"), "{}", read(&done));
}

#[tokio::test]
async fn what_the_configuration_says_is_read_only() {
    let rooms = format!("[conference.rooms]\n\"Hall A\" = {HALL_A}\n\"Hall C\" = {LOUNGE}\n");
    let story = Harness::begin(halls().routing(&rooms), "17:40").await;
    let shown = orders(&story, ADA, "routes", json!({})).await;
    assert_snapshot!(read(&shown), @r"
    Where **Two Halls** is announced. What has no channel of its own goes to <#2000>. For one session: /conference routes session:
    │ **Hall A** → <#2003> · in the configuration file
    │ 💡 **Hall B** → <#2004>?
    │ ⚠ **Hall C** → <#2002> · in the configuration file · not in the programme
    [▾ A room, to give it a channel (3)]
    [Use these (1)]
    ");
    assert_snapshot!(read(&picks(&story, &shown, ROOM, "Hall A").await), @r"
    **Hall A** goes to <#2003>. That stands in the configuration file, and is changed there.
    [Take its channel away] [Back]
    ");
}

#[tokio::test]
async fn a_channel_in_which_talkbell_may_not_post_is_named_at_once() {
    let mut stage = halls();
    let overwrite = Overwrite { of: Whom::Role(GUILD), allow: 0, deny: EMBED_LINKS };
    stage.world.channels.iter_mut().filter(|it| it.id == LOUNGE).for_each(|it| it.overwrites.push(overwrite));
    let story = Harness::begin(stage, "17:40").await;
    let said = sets(&story, "Hall A", LOUNGE).await;
    assert_snapshot!(said.lines().take(2).collect::<Vec<_>>().join("\n"), @r"
    **Hall A** goes to <#2002> from now on.
    ⚠ In <#2002> I may not do what I must: Embed Links. In Discord: Edit Channel, Permissions, and give it to my role.
    ");
}

#[tokio::test]
async fn many_rooms_stand_on_several_pages() {
    let sessions = (0..30).map(|room| {
        format!("[[session]]\ntitle = \"S{room:02}\"\nroom = \"Room {room:02}\"\n[[session.talk]]\ntitle = \"T{room:02}\"\nkind = \"oral\"\nstart = 18:00:00\nminutes = 20\n")
    });
    let head = "title = \"Many\"\ntime_zone = \"America/Los_Angeles\"\ndate = 2021-07-21\n";
    let page = head.to_owned() + &sessions.collect::<String>();
    let story = Harness::begin_without_bot(halls(), "17:40").await;
    story.rewrites_programme(&page);
    let mut story = story;
    story.start().await.unwrap();
    let first = orders(&story, ADA, "routes", json!({})).await;
    assert!(read(&first).contains("[▾ A room, to give it a channel (25)]\n[Later ▶]"), "{}", read(&first));
    let second = presses(&story, &first, "Later ▶").await;
    assert!(read(&second).contains("Room 29") && read(&second).contains("(5)]\n[◀ Earlier]"), "{}", read(&second));
    let editor = picks(&story, &second, ROOM, "Room 28").await;
    chooses(&story, &editor, CHANNEL, &HALL_B.to_string()).await;
    story.at("18:00").await;
    assert_eq!(starts(&story, HALL_B), ["Now: **T28**"]);
}

#[tokio::test]
async fn others_are_refused_kindly() {
    let story = Harness::begin(halls(), "17:40").await;
    for command in ["routes", "moderators"] {
        let refused = orders(&story, YI_MA, command, json!({})).await;
        assert!(refused["content"].as_str().unwrap().starts_with("Only the organisers can do that"), "{refused}");
    }
    assert_eq!(starts(&story, HALL_A), Vec::<String>::new());
}
