//! What `talkbell doctor` says, told with the real binary at a local Discord.

#![expect(clippy::unwrap_used, reason = "in a test's helper an unwrap is an assertion")]

#[expect(dead_code, reason = "this test uses a part of the support")]
mod support;

use std::process::Command;

use chrono::{DateTime, Utc};
use insta::assert_snapshot;
use serde_json::json;
use support::harness::Harness;
use support::page::{session, talk};
use support::stage::{ADA, AUDIENCE, BELL, GUILD, HALL_A, HALL_B, MODERATORS, Stage, TOKEN, YI_MA};
use talkbell::announce::{ChannelId, Routing, UserId};
use talkbell::rehearsal::{CHAT_PERMISSIONS, Fault, FaultKind, Overwrite, Role, Target, Whom};
use talkbell::store::{Store, StoreLock};

const EMBED_LINKS: u64 = 1 << 14;
const READ_MESSAGE_HISTORY: u64 = 1 << 16;
const MENTION_EVERYONE: u64 = 1 << 17;

/// Its exit status and what it says, with the folder as `…`.
async fn doctor(story: &mut Harness) -> (Option<i32>, String) {
    let token = TOKEN.to_owned();
    doctor_with(story, token).await
}

async fn doctor_with(story: &mut Harness, token: String) -> (Option<i32>, String) {
    let folder = story.folder().display().to_string();
    let file = story.folder().join("talkbell.toml");
    std::fs::write(&file, story.configuration().as_str()).unwrap();
    let asked = tokio::task::spawn_blocking(move || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_talkbell"));
        command.arg("doctor").arg("--config").arg(&file).env("DISCORD_TOKEN", token).env_remove("TALKBELL_LOG");
        command.output().unwrap()
    });
    let output = asked.await.unwrap();
    let url = story.discord.api_url();
    let said = String::from_utf8(output.stdout).unwrap();
    let port = url.rsplit(':').next().unwrap();
    (output.status.code(), said.replace(&folder, "…").replace(port, "PORT"))
}

/// The lines that ask for attention.
async fn trouble(stage: Stage) -> String {
    let mut story = Harness::begin_without_bot(stage, "17:30").await;
    trouble_in(&mut story).await
}

async fn trouble_in(story: &mut Harness) -> String {
    let (_, said) = doctor(story).await;
    // That the sample is over is no trouble here.
    let lines = said.lines().filter(|line| !line.starts_with("ok ") && !line.contains("0 of them still to come"));
    lines.collect::<Vec<_>>().join("\n")
}

fn audience_without(permissions: u64) -> Stage {
    let mut stage = Stage::sample();
    let overwrite = Overwrite { of: Whom::Role(GUILD), allow: 0, deny: permissions };
    stage.world.channels.iter_mut().filter(|it| it.id == AUDIENCE).for_each(|it| it.overwrites.push(overwrite));
    stage
}

#[tokio::test]
async fn a_sound_configuration_is_well() {
    let mut story = Harness::begin_without_bot(Stage::sample(), "17:30").await;
    let (status, said) = doctor(&mut story).await;
    assert_snapshot!(said, @"
    ok   …/talkbell.toml is sound.
    ok   The store sqlite:…/talkbell.db opens.
    look The programme of icml2021-dlt5 has 8 talks in 1 sessions, and 50 announcements, 0 of them still to come.
    ok   The token is talkbell's.
    ok   The application is talkbell, 6001.
    ok   This machine's clock agrees with Discord's.
    ok   The gateway is ws://127.0.0.1:PORT/gateway.
    ok   talkbell is in the server ICML 2021.
    ok   The channel 2000 is #theory-5, and talkbell may do there what it must.
    ok   The channel 2001 is #moderators, and talkbell may do there what it must.
    ok   The role @talk-bell can be mentioned.
    ok   The moderator 4000 is Yi Ma.
    All is well.
    ");
    assert_eq!(status, Some(0));
}

#[tokio::test]
async fn a_refused_token_is_the_one_thing_said_of_discord() {
    let mut story = Harness::begin_without_bot(Stage::sample(), "17:30").await;
    let (status, said) = doctor_with(&mut story, "another.token".to_owned()).await;
    assert_snapshot!(said, @"
    ok   …/talkbell.toml is sound.
    ok   The store sqlite:…/talkbell.db opens.
    look The programme of icml2021-dlt5 has 8 talks in 1 sessions, and 50 announcements, 0 of them still to come.
    BAD  Discord refuses the token in DISCORD_TOKEN: copy it again from the developer portal (Bot, Reset Token), without quotes or spaces.
    ok   The gateway is ws://127.0.0.1:PORT/gateway.
    1 of these must be mended before talkbell can do its work.
    ");
    assert_eq!(status, Some(1));
}

#[tokio::test]
async fn missing_permissions_are_named_with_their_channel() {
    assert_snapshot!(trouble(audience_without(EMBED_LINKS | READ_MESSAGE_HISTORY)).await, @r"
    BAD  …/talkbell.toml:10: channel of the conference icml2021-dlt5: talkbell lacks Embed Links, Read Message History in #theory-5. In Discord: Edit Channel, Permissions, and give it to talkbell's role
    1 of these must be mended before talkbell can do its work.
    ");
    assert_snapshot!(trouble(audience_without(READ_MESSAGE_HISTORY)).await, @r"
    look …/talkbell.toml:10: channel of the conference icml2021-dlt5: talkbell lacks Read Message History in #theory-5: when an answer of Discord's is lost, it cannot look whether its message arrived
    All is well.
    ");
}

#[tokio::test]
async fn a_role_of_talkbells_own_makes_up_for_what_everyone_lacks() {
    let mut stage = audience_without(CHAT_PERMISSIONS);
    stage.world.roles.push(Role { of_bot: true, ..Role::open(3001, "bots") });
    let allowed = Overwrite { of: Whom::Role(3001), allow: CHAT_PERMISSIONS, deny: 0 };
    stage.world.channels.iter_mut().filter(|it| it.id == AUDIENCE).for_each(|it| it.overwrites.push(allowed));
    assert_snapshot!(trouble(stage).await, @r"
    All is well.
    ");
}

#[tokio::test]
async fn channels_that_are_not_there_or_not_seen_are_named() {
    let mut stage = audience_without(1 << 10);
    stage.world.channels.retain(|channel| channel.id != MODERATORS);
    assert_snapshot!(trouble(stage).await, @r"
    BAD  …/talkbell.toml:10: channel of the conference icml2021-dlt5: talkbell may not see the channel 2000. Invite it to that server, and give it View Channel, Send Messages and Embed Links there
    BAD  …/talkbell.toml:11: moderator_channel of the conference icml2021-dlt5: there is no channel 2001 on Discord. In Discord, switch on developer mode, right-click the channel and choose Copy Channel ID
    2 of these must be mended before talkbell can do its work.
    ");
}

#[tokio::test]
async fn a_role_that_nobody_may_mention_would_ring_nobody() {
    let mut stage = Stage::sample();
    let silent = CHAT_PERMISSIONS & !MENTION_EVERYONE;
    stage.world.roles = vec![
        Role { mentionable: false, ..Role::open(BELL, "talk-bell") },
        Role { permissions: silent, ..Role::open(GUILD, "everyone") },
    ];
    assert_snapshot!(trouble(stage).await, @r"
    BAD  …/talkbell.toml:12: ping_role of the conference icml2021-dlt5: talkbell may not mention @talk-bell, so nobody would be rung. In Discord: Server Settings, Roles, and allow anyone to mention this role
    1 of these must be mended before talkbell can do its work.
    ");

    let mut stage = Stage::sample();
    stage.world.roles.clear();
    assert_snapshot!(trouble(stage).await, @r"
    BAD  …/talkbell.toml:12: ping_role of the conference icml2021-dlt5: there is no role 3000 in the server ICML 2021. Copy its id once more
    1 of these must be mended before talkbell can do its work.
    ");
}

#[tokio::test]
async fn roles_that_give_powers_are_looked_for() {
    let mut stage = Stage::sample();
    stage.world.roles.push(Role::open(3007, "chairs"));
    let mut story = Harness::begin_without_bot(stage, "17:30").await;
    let roles = format!("ping_role = {BELL}\nmoderator_role = 3007\norganiser_role = 3008");
    let configuration = story.configuration().replace(&format!("ping_role = {BELL}"), &roles);
    *story.configuration() = configuration;
    let (_, said) = doctor(&mut story).await;
    assert!(said.contains("ok   The role @chairs is in the server."), "{said}");
    assert_snapshot!(trouble_in(&mut story).await, @r"
    BAD  …/talkbell.toml:14: organiser_role of the conference icml2021-dlt5: there is no role 3008 in the server ICML 2021. Copy its id once more
    1 of these must be mended before talkbell can do its work.
    ");
}

#[tokio::test]
async fn moderators_who_are_no_members_are_named() {
    let mut stage = Stage::sample();
    stage.world.members.retain(|member| member.id != YI_MA);
    assert_snapshot!(trouble(stage).await, @r"
    BAD  …/talkbell.toml:14: moderators, Yi Ma, of the conference icml2021-dlt5: 4000 is no member of the server, so no direct message reaches them. Copy their id once more, or invite them
    1 of these must be mended before talkbell can do its work.
    ");
}

#[tokio::test]
async fn a_server_without_talkbell_gets_an_invitation() {
    let mut stage = Stage::sample();
    stage.world.guild.id = 1001;
    assert_snapshot!(trouble(stage).await, @r"
    BAD  …/talkbell.toml:9: guild of the conference icml2021-dlt5: talkbell is not in the server 1000. Is the id right? If so, invite it: https://discord.com/oauth2/authorize?client_id=6001&scope=bot+applications.commands&permissions=84992
    1 of these must be mended before talkbell can do its work.
    ");
}

#[tokio::test]
async fn a_clock_that_disagrees_is_measured() {
    let mut story = Harness::begin_without_bot(Stage::sample(), "17:30").await;
    for (off, whole_seconds) in [(10, "9"), (-3600, "359")] {
        story.discord.heal();
        let on = Target::Request { method: "GET".to_owned(), path: "/users/@me".to_owned() };
        story.discord.inject(Fault { on, times: 1, kind: FaultKind::Dated(off) });
        let said = trouble_in(&mut story).await;
        let verdict = if off > 0 { "look This machine's clock is" } else { "BAD  This machine's clock is" };
        let side = if off > 0 { "s behind Discord's" } else { "s ahead of Discord's" };
        assert!(said.contains(&format!("{verdict} {whole_seconds}")) && said.contains(side), "{said}");
    }
}

#[tokio::test]
async fn what_discord_does_not_answer_is_doubtful_and_never_fatal() {
    let mut story = Harness::begin_without_bot(Stage::sample(), "17:30").await;
    for path in ["/guilds", "/oauth2"] {
        let on = Target::Request { method: "GET".to_owned(), path: path.to_owned() };
        story.discord.inject(Fault { on, times: 100, kind: FaultKind::Status(404) });
    }
    assert_snapshot!(trouble_in(&mut story).await, @r"
    look The application could not be asked for: Discord answered 404 Not Found: 404: Not Found.
    look …/talkbell.toml:9: guild of the conference icml2021-dlt5: the server 1000 could not be checked: Discord answered 404 Not Found: 404: Not Found
    look …/talkbell.toml:10: channel of the conference icml2021-dlt5: the channel #theory-5 is there, but what talkbell may do in it could not be found out
    look …/talkbell.toml:11: moderator_channel of the conference icml2021-dlt5: the channel #moderators is there, but what talkbell may do in it could not be found out
    look …/talkbell.toml:12: ping_role of the conference icml2021-dlt5: the role 3000 could not be checked
    look …/talkbell.toml:14: moderators, Yi Ma, of the conference icml2021-dlt5: the moderator 4000 could not be checked: Discord answered 404 Not Found: 404: Not Found
    All is well.
    ");
    story.start().await.unwrap();
}

#[tokio::test]
async fn words_that_make_a_notice_too_long_are_found_before_the_day() {
    let page = session("Theory", "Yi Ma", &[talk("18:00 - 18:20", "Oral", "Perceptrons", "Ada Lovelace", "")]);
    let mut story = Harness::begin_without_bot(Stage::with_programme(&page), "17:30").await;
    let wordy = format!("talk-start = {} {{ $title }}\n", "Hear ye! ".repeat(250));
    std::fs::write(story.folder().join("words.ftl"), wordy).unwrap();
    let file = story.folder().join("words.ftl").display().to_string();
    let section = format!("[words]\nfile = \"{file}\"\n");
    story.configuration().insert_str(0, &section);
    assert_snapshot!(trouble_in(&mut story).await, @r"
    BAD  The talk-start of talk:perceptrons at 21 Jul 18:00 PDT is longer than Discord takes: its content has 2262, and 2000 is the most. Shorten it in the programme, or in the file that words names.
    1 of these must be mended before talkbell can do its work.
    ");
}

#[tokio::test]
async fn each_routed_channel_is_checked_and_names_that_the_programme_lacks_are_named() {
    let mut stage = Stage::two_rooms();
    let overwrite = Overwrite { of: Whom::Role(GUILD), allow: 0, deny: EMBED_LINKS };
    stage.world.channels.iter_mut().filter(|it| it.id == HALL_B).for_each(|it| it.overwrites.push(overwrite));
    let rooms = format!("[conference.rooms]\n\"Hall A\" = {HALL_A}\n\"Hal B\" = {HALL_B}\n\"Kitchen\" = {HALL_A}\n");
    let sessions = format!("[conference.sessions]\n\"Tress\" = 2999\n\"Groups\" = {HALL_A}\n");
    let said = trouble(stage.routing(&rooms).routing(&sessions)).await;
    assert_snapshot!(said, @r"
    look …/talkbell.toml:17: the programme of icml2021-dlt5 has no room “Hal B”; “Hall B” is most like it
    look …/talkbell.toml:18: the programme of icml2021-dlt5 has no room “Kitchen”; talkbell check --json names them all
    look …/talkbell.toml:20: the programme of icml2021-dlt5 has no session “Tress”; “Trees” is most like it
    BAD  …/talkbell.toml:17: rooms, Hal B, of the conference icml2021-dlt5: talkbell lacks Embed Links in #hall-b. In Discord: Edit Channel, Permissions, and give it to talkbell's role
    BAD  …/talkbell.toml:20: sessions, Tress, of the conference icml2021-dlt5: there is no channel 2999 on Discord. In Discord, switch on developer mode, right-click the channel and choose Copy Channel ID
    2 of these must be mended before talkbell can do its work.
    ");
}

#[tokio::test]
async fn a_file_without_a_conference_says_how_there_will_be_one() {
    let mut story = Harness::begin_without_bot(Stage::sample(), "17:30").await;
    let general = story.configuration().split("[[conference]]").next().unwrap().to_owned();
    *story.configuration() = general;
    assert_snapshot!(trouble_in(&mut story).await, @r"
    look There is no conference yet: give the command /conference setup on Discord once talkbell runs, or declare one in the file.
    All is well.
    ");
}

#[tokio::test]
async fn what_was_decided_on_discord_is_checked_like_what_the_file_says() {
    let mut stage = Stage::two_rooms();
    let overwrite = Overwrite { of: Whom::Role(GUILD), allow: 0, deny: EMBED_LINKS };
    stage.world.channels.iter_mut().filter(|it| it.id == HALL_B).for_each(|it| it.overwrites.push(overwrite));
    let mut story = Harness::begin_without_bot(stage, "17:30").await;
    let url = format!("sqlite:{}", story.folder().join("talkbell.db").display());
    let store = Store::open(&url).await.unwrap();
    let (ada, at) = (UserId::new(ADA).unwrap(), DateTime::<Utc>::UNIX_EPOCH);
    let channel = |id| ChannelId::new(id).unwrap();
    let routes = [
        Routing::Room("Hall B".to_owned(), channel(HALL_B)),
        Routing::Room("Kitchen".to_owned(), channel(HALL_A)),
        Routing::Person("Ada Lovelace".to_owned(), UserId::new(4242).unwrap()),
    ];
    store.decide(&"icml2021-dlt5".parse().unwrap(), &routes, ada, at).await.unwrap();
    // As the wizard keeps it.
    let kept = json!({"name": "Workshop", "source": {"file": "workshop.txt"}, "guild": GUILD, "channel": 2999});
    store.keep_settings(&"workshop".parse().unwrap(), GUILD, &kept.to_string(), at).await.unwrap();
    store.close().await;
    assert_snapshot!(trouble_in(&mut story).await, @r"
    look Set by /conference routes on Discord: the programme of icml2021-dlt5 has no room “Kitchen”; talkbell check --json names them all
    BAD  Set by command on Discord, rooms, Hall B, of the conference icml2021-dlt5: talkbell lacks Embed Links in #hall-b. In Discord: Edit Channel, Permissions, and give it to talkbell's role
    BAD  Set by command on Discord, moderators, Ada Lovelace, of the conference icml2021-dlt5: 4242 is no member of the server, so no direct message reaches them. Copy their id once more, or invite them
    BAD  Set by command on Discord, channel of the conference workshop: there is no channel 2999 on Discord. In Discord, switch on developer mode, right-click the channel and choose Copy Channel ID
    3 of these must be mended before talkbell can do its work.
    ");
    // The same while a bot has the store.
    let _running = StoreLock::take(&url).unwrap();
    let said = trouble_in(&mut story).await;
    assert!(said.starts_with("look The store is not free") && said.contains("#hall-b"), "{said}");
}
