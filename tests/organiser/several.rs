//! Several conferences in one server, and several servers that follow one programme.

use std::sync::Arc;

use insta::assert_snapshot;
use serde_json::json;
use talkbell::announce::{ChannelId, GuildId, UserId};
use talkbell::app::{Answer, Asked, Asker, Question};

use crate::desk::{organised, told};
use crate::source::{Says, Web};
use crate::support::harness::Harness;
use crate::support::page::TWO_ROOMS;
use crate::support::stage::{AUDIENCE, GUILD, HALL_A, HALL_B, LOUNGE, Stage};

const SECOND_SERVER: u64 = 1001;

/// The sample in its channel, and two halls in the lounge.
async fn beside_each_other(time: &str) -> Harness {
    let mut stage = organised(Stage::sample().without_the_show().without_bell());
    stage.world.channels = Stage::two_rooms().world.channels;
    let mut story = Harness::begin_without_bot(stage, time).await;
    let halls = story.folder().join("halls.toml");
    std::fs::write(&halls, TWO_ROOMS).unwrap();
    let second = format!(
        "[[conference]]\nid = \"halls\"\nsource = \"{}\"\nguild = {GUILD}\nchannel = {LOUNGE}\n[conference.announce]\npanel = false\n",
        halls.display()
    );
    story.configuration().push_str(&second);
    story.start().await.unwrap();
    story
}

#[tokio::test]
async fn what_is_on_is_told_of_the_channels_conference_and_elsewhere_of_all() {
    let mut story = beside_each_other("18:05").await;
    story.goes_to(AUDIENCE);
    assert!(story.asks("/now").await.contains("Dissecting"));
    story.goes_to(LOUNGE);
    let lounge = story.asks("/now").await;
    assert!(lounge.contains("Walks") && !lounge.contains("Dissecting"), "{lounge}");
    story.goes_to(HALL_A);
    assert_snapshot!(story.asks("/now").await, @r"
    (only Ada sees this)
    3 talks run, in 2 conferences.
    │ **Deep Learning Theory 5**
    │ **Deep Learning Theory 5** · Dissecting Supervised Constrastive Learning · until 18:20
    │ **Two Halls**
    │ **Hall A** · Walks · until 18:20
    │ **Hall B** · Roots · until 18:20
    [Deep Learning Theory 5] [Two Halls]
    ");
    assert_snapshot!(story.asks("/next").await, @r"
    (only Ada sees this)
    What comes next, in 2 conferences:
    │ **Deep Learning Theory 5**
    │ 18:20 · **Deep Learning Theory 5** · Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent
    │ **Two Halls**
    │ 18:20 · **Hall A** · Cuts
    │ 18:20 · **Hall B** · Leaves
    [Deep Learning Theory 5] [Two Halls]
    ");
    assert!(story.presses("Two Halls").await.contains("2 talks run now."));
    // One alone goes on: it is told of as ever.
    story.at("19:05").await;
    let one = story.asks("/now").await;
    assert!(one.contains("Orbits") && !one.contains("conferences"), "{one}");
}

#[tokio::test]
async fn each_conference_of_a_server_is_looked_after_by_its_name() {
    let story = beside_each_other("17:40").await;
    let status = told(&story, "status", json!({"conference": "halls"})).await;
    assert!(status.contains("**Two Halls**") && status.contains("<#2002>"), "{status}");
    let routes = told(&story, "routes", json!({"conference": "halls"})).await;
    assert!(routes.contains("**Hall A**"), "{routes}");
    assert_snapshot!(told(&story, "routes", json!({})).await, @r"
    Where **Deep Learning Theory 5** is announced. What has no channel of its own goes to <#2000>. For one session: /conference routes session:
    │ The programme names no rooms.
    ");
}

#[tokio::test]
async fn two_servers_that_follow_one_programme_read_it_once_and_share_it() {
    let web = Web::start(Says::Text(TWO_ROOMS.to_owned())).await;
    let mut story =
        Harness::begin_without_bot(organised(Stage::two_rooms().without_the_show().without_bell()), "17:49").await;
    let file = format!("{}/programme.txt", story.folder().display());
    let source = web.url("/halls.toml");
    let configuration = story.configuration();
    *configuration = configuration.replace(&file, &source);
    configuration.insert_str(0, "[fetch]\nallow_hosts = [\"127.0.0.1\"]\n");
    let second = format!(
        "[[conference]]\nid = \"elsewhere\"\nsource = \"{source}\"\nyear = 2021\nguild = {SECOND_SERVER}\nchannel = {LOUNGE}\n[conference.rooms]\n\"Hall B\" = {HALL_B}\n[conference.announce]\npanel = false\n"
    );
    configuration.push_str(&second);
    story.start().await.unwrap();
    web.asked();
    story.rereads_programme().await;
    assert_eq!(web.asked().len(), 1, "read once for both");
    let shared = || {
        let schedules: Vec<_> = story.app().conferences.iter().map(|conference| conference.schedule()).collect();
        Arc::ptr_eq(&schedules[0], &schedules[1])
    };
    assert!(shared(), "kept once in memory");
    web.says(Says::Text(TWO_ROOMS.replace("\"Walks\"", "\"Long walks\"")));
    story.rereads_programme().await;
    assert_eq!(web.asked().len(), 1);
    story.at("18:00").await;
    assert!(story.channel(AUDIENCE).contains("Now: **Roots**"));
    let lounge = story.channel(LOUNGE);
    assert!(lounge.contains("Now: **Long walks**") && !lounge.contains("Roots"), "each by its own routes: {lounge}");
    assert!(story.channel(HALL_B).contains("Now: **Roots**"));
    // Whoever asks in the other server is answered by its conference.
    let asker = Asker {
        user: UserId::new(7).unwrap(),
        name: "Kurt".to_owned(),
        roles: Vec::new(),
        manages_server: false,
        locale: None,
    };
    let asked = Asked {
        id: 1,
        guild: GuildId::new(SECOND_SERVER),
        channel: ChannelId::new(77).unwrap(),
        asker,
        public: false,
        question: Question::Now,
    };
    let Answer::Message { message, .. } = story.app().answer(&asked) else { panic!("a message is the answer") };
    assert!(message.content.contains("2 talks run now."), "{message:?}");
}
