//! A file of our own that is laid over an address.

use crate::source::{Says, Web};
use crate::support::harness::Harness;
use crate::support::page::SAMPLE;
use crate::support::stage::{AUDIENCE, Stage};

/// The organiser's file moves nothing: it names another moderator, and where the rest stands.
async fn story(time: &str) -> (Harness, Web) {
    let web = Web::start(Says::Text(SAMPLE.to_owned())).await;
    let over = format!(
        "source = \"{}\"\n[[session]]\nmatch = \"Deep Learning Theory 5\"\nmoderators = [\"Yi Ma\"]\nroom = \"Hall C\"\n",
        web.url("/programme?key=secret")
    );
    let mut story = Harness::begin_without_bot(Stage::with_programme(&over), time).await;
    story.configuration().insert_str(0, "[fetch]\nallow_hosts = [\"127.0.0.1\"]\ntimeout = \"3s\"\n");
    story.start().await.unwrap();
    (story, web)
}

#[tokio::test]
async fn what_changes_at_the_address_is_told_and_what_the_file_says_stays() {
    let (mut story, web) = story("18:10").await;
    assert!(story.asks("/now").await.contains("Hall C"), "{}", story.last_answer());
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
    assert!(web.asked()[0].headers.contains_key("if-none-match"), "it was asked whether anything changed");
    web.says(Says::Elsewhere("http://192.168.0.1/".to_owned()));
    story.rereads_programme().await;
    assert_eq!(story.channel(AUDIENCE), "", "a base that is away changes nothing");
}

#[tokio::test]
async fn a_file_from_the_web_names_no_file_of_this_machine() {
    let (mut story, web) = crate::following::story("18:10").await;
    let secret = story.folder().join("secret.toml");
    let own = "title = \"Secret\"\ntime_zone = \"UTC\"\n[[session]]\ntitle = \"Secret\"\n[[session.talk]]\ntitle = \"Secret\"\n\
               start = 2021-07-22T02:00:00\nminutes = 10\n";
    std::fs::write(&secret, own).unwrap();
    story.channel(AUDIENCE);
    web.asked();
    web.says(Says::Text(format!("source = \"{}\"\n", secret.display())));
    story.rereads_programme().await;
    assert_eq!(story.channel(AUDIENCE), "", "the last good programme stays");
    let asked: Vec<String> = web.asked().into_iter().map(|asked| asked.path).collect();
    assert!(asked.iter().any(|path| path.ends_with("secret.toml")), "it was asked of the same server: {asked:?}");
}

#[tokio::test]
async fn a_talk_that_is_called_off_at_its_source_is_told_and_never_rings() {
    let (mut story, web) = crate::following::story("18:10").await;
    story.channel(AUDIENCE);
    web.says(Says::Text(SAMPLE.replace("18:50 - 18:55 PDT\n\nQ&A\nQ&A", "18:50 - 18:55 PDT\n\nQ&A\n[CANCELED] Q&A")));
    story.rereads_programme().await;
    insta::assert_snapshot!(story.channel(AUDIENCE), @r"
    ── 18:10:00 ──
    The programme has changed:
    │ - **Q&A** at 18:50 is cancelled.
    [What's on now?]
    ");
    story.at("18:50").await;
    assert!(!story.channel(AUDIENCE).contains("**Q&A** in"), "it does not ring");
}
