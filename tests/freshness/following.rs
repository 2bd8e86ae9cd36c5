//! A session whose source on the web changes while it runs.

use talkbell::rehearsal::Member;

use crate::source::{Says, Web};
use crate::support::harness::Harness;
use crate::support::page::SAMPLE;
use crate::support::stage::{ADA, AUDIENCE, Stage};

/// The sample, at an address that the configuration allows. Ada manages the server.
pub async fn story(time: &str) -> (Harness, Web) {
    let web = Web::start(Says::Text(SAMPLE.to_owned())).await;
    let mut stage = Stage::sample();
    let ada = stage.world.members.iter_mut().find(|member| member.id == ADA).unwrap();
    *ada = Member::organiser(ADA, "Ada");
    let mut story = Harness::begin_without_bot(stage, time).await;
    let file = format!("{}/programme.txt", story.folder().display());
    let configuration = story.configuration();
    *configuration = configuration.replace(&file, &web.url("/programme?key=secret"));
    configuration.insert_str(0, "[fetch]\nallow_hosts = [\"127.0.0.1\"]\ntimeout = \"3s\"\n");
    story.start().await.unwrap();
    (story, web)
}

#[tokio::test]
async fn a_talk_that_moves_at_its_source_is_told_once() {
    let (mut story, web) = story("18:10").await;
    story.channel(AUDIENCE);
    web.says(Says::Text(SAMPLE.replace("18:50 - 18:55 PDT", "19:00 - 19:10 PDT")));
    story.rereads_programme().await;
    insta::assert_snapshot!(story.channel(AUDIENCE), @r"
    ── 18:10:00 ──
    The programme has changed:
    │ - **Q&A** is now at 19:00. It was at 18:50.
    [What's on now?]
    ");
    web.asked();
    story.rereads_programme().await;
    assert_eq!(story.channel(AUDIENCE), "", "told once");
    assert!(web.asked()[0].headers.contains_key("if-none-match"), "it was asked whether anything changed");
}

#[tokio::test]
async fn a_source_that_breaks_changes_nothing_until_it_is_back() {
    let (mut story, web) = story("17:51").await;
    story.channel(AUDIENCE);
    let broken = [
        Says::Status(500),
        Says::Silence,
        Says::Text(String::new()),
        Says::Text("<html>Sign in</html>".to_owned()),
        Says::Elsewhere("http://192.168.0.1/".to_owned()),
    ];
    for broken in broken {
        web.says(broken);
        story.rereads_programme().await;
        assert_eq!(story.channel(AUDIENCE), "");
    }
    story.at("18:00").await;
    assert!(story.channel(AUDIENCE).contains("Now: **Dissecting"));
    web.says(Says::Text(SAMPLE.replace("Supervised Constrastive", "Supervised Contrastive")));
    story.rereads_programme().await;
    let start = story.discord.messages(AUDIENCE).pop().unwrap();
    assert_eq!(start["content"], "Now: **Dissecting Supervised Contrastive Learning**");
}

#[tokio::test]
async fn a_restart_while_the_source_is_away_goes_on_with_the_last_good_programme() {
    let (mut story, web) = story("17:51").await;
    story.channel(AUDIENCE);
    web.says(Says::Status(503));
    story.restart().await;
    story.at("18:00").await;
    assert!(story.channel(AUDIENCE).contains("Now: **Dissecting"));
    web.says(Says::Text(SAMPLE.replace("18:50 - 18:55 PDT", "19:00 - 19:10 PDT")));
    story.rereads_programme().await;
    assert!(story.channel(AUDIENCE).contains("**Q&A** is now at 19:00"));
}

#[tokio::test]
async fn a_first_start_without_a_programme_says_what_to_mend() {
    let (mut story, web) = story("17:51").await;
    story.stop().await;
    std::fs::remove_file(story.folder().join("talkbell.db")).unwrap();
    web.says(Says::Status(404));
    let refused = story.start().await.unwrap_err().to_string();
    let folder = format!("{}/", story.folder().display());
    let refused = refused.replace(&folder, "").replace(&web.url(""), "http://web");
    insta::assert_snapshot!(refused, @"talkbell.toml:10: the programme http://web/programme?… cannot be read: the server answers 404 Not Found: nothing stands at this address; correct it");
}

#[tokio::test]
async fn another_moderator_is_told() {
    let (mut story, web) = story("17:45").await;
    story.channel(AUDIENCE);
    web.says(Says::Text(SAMPLE.replace("Moderator: Yi Ma", "Moderator: Ada Lovelace")));
    story.rereads_programme().await;
    insta::assert_snapshot!(story.channel(AUDIENCE), @r"
    ── 17:45:00 ──
    The programme has changed:
    │ - **Deep Learning Theory 5** is now moderated by Ada Lovelace.
    [What's on now?]
    ");
}
