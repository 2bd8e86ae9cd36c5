//! Stories of what is asked: slash commands, what is offered while one types, and buttons.

#![expect(clippy::unwrap_used, reason = "in a test's helper an unwrap is an assertion")]

#[expect(dead_code, reason = "this test uses a part of the support")]
mod support;

use insta::assert_snapshot;
use serde_json::Value;
use sqlx::{ConnectOptions, Connection};
use support::harness::Harness;
use support::page::{session, talk};
use support::stage::{AUDIENCE, LOUNGE, MODERATORS, Stage};

/// A morning with a gap, so that there is something between talks.
fn morning() -> Stage {
    let programme = session(
        "Theory",
        "Yi Ma",
        &[
            talk("10:00 - 10:20", "Oral", "First Things", "Ada Lovelace", "What comes first."),
            talk("11:00 - 11:20", "Oral", "Last Things", "Emmy Noether", "What comes last."),
        ],
    );
    Stage::with_programme(&programme)
}

#[tokio::test]
async fn now_says_something_useful_at_every_hour() {
    let mut story = Harness::begin(morning(), "08:48").await;
    assert_snapshot!(story.asks("/now").await, @"
    (only Ada sees this)
    Nothing runs just now. **Theory** starts in 72 min, with:
    │ Oral
    │ First Things
    │ **Ada Lovelace**
    │ 10:00 – 10:20 · 20 min
    │ What comes first.
    │ Theory · 1 of 2
    [Abstract] [Remind me]
    ");
    story.at("10:05").await;
    assert_snapshot!(story.asks("/now").await, @"
    (only Ada sees this)
    Ends in 15 min.
    Next, in 55 min: **Last Things**
    │ Oral
    │ First Things
    │ **Ada Lovelace**
    │ 10:00 – 10:20 · 20 min
    │ What comes first.
    │ Theory · 1 of 2
    [Abstract]
    ");
    story.at("10:20").await;
    assert_snapshot!(story.asks("/now").await, @"
    (only Ada sees this)
    Nothing runs just now in **Theory**. Next, in 40 min:
    │ Oral
    │ Last Things
    │ **Emmy Noether**
    │ 11:00 – 11:20 · 20 min
    │ What comes last.
    │ Theory · 2 of 2
    [Abstract] [Remind me]
    ");
    story.at("11:19").await;
    assert_snapshot!(story.asks("/now").await, @"
    (only Ada sees this)
    Ends in 1 min.
    This is the last talk of the session.
    │ Oral
    │ Last Things
    │ **Emmy Noether**
    │ 11:00 – 11:20 · 20 min
    │ What comes last.
    │ Theory · 2 of 2
    [Abstract]
    ");
    story.at("12:00").await;
    assert_snapshot!(story.asks("/now").await, @"
    (only Ada sees this)
    Nothing runs any more: **Theory** ended 40 min ago, at Wed 21 Jul 11:20.
    [Schedule]
    ");
}

#[tokio::test]
async fn next_says_something_useful_at_every_hour() {
    let mut story = Harness::begin(morning(), "08:48").await;
    assert_snapshot!(story.asks("/next").await, @"
    (only Ada sees this)
    Starts in 72 min.
    │ Oral
    │ First Things
    │ **Ada Lovelace**
    │ 10:00 – 10:20 · 20 min
    │ What comes first.
    │ Theory · 1 of 2
    [Abstract] [Remind me]
    ");
    story.at("10:05").await;
    assert_snapshot!(story.asks("/next").await, @"
    (only Ada sees this)
    Starts in 55 min.
    │ Oral
    │ Last Things
    │ **Emmy Noether**
    │ 11:00 – 11:20 · 20 min
    │ What comes last.
    │ Theory · 2 of 2
    [Abstract] [Remind me]
    ");
    story.at("10:30").await;
    assert_snapshot!(story.asks("/next").await, @"
    (only Ada sees this)
    Starts in 30 min.
    │ Oral
    │ Last Things
    │ **Emmy Noether**
    │ 11:00 – 11:20 · 20 min
    │ What comes last.
    │ Theory · 2 of 2
    [Abstract] [Remind me]
    ");
    story.at("11:00").await;
    assert_snapshot!(story.asks("/next").await, @"
    (only Ada sees this)
    Nothing comes after this: **Last Things** is the last talk. It ends in 20 min.
    ");
    story.at("12:00").await;
    assert_snapshot!(story.asks("/next").await, @"
    (only Ada sees this)
    Nothing runs any more: **Theory** ended 40 min ago, at Wed 21 Jul 11:20.
    [Schedule]
    ");
}

#[tokio::test]
async fn schedule_shows_the_session_before_during_and_after() {
    let mut story = Harness::begin(morning(), "08:48").await;
    assert_snapshot!(story.asks("/schedule").await, @"
    (only Ada sees this)
    Starts in 72 min.
    │ Theory
    │ 10:00 · Oral · **First Things**
    │ Ada Lovelace
    │ 11:00 · Oral · **Last Things**
    │ Emmy Noether
    [▾ Remind me of … (2)]
    ");
    for (time, said) in [("10:05", "Ends in 75 min."), ("10:30", "Ends in 50 min."), ("12:00", "Ended 40 min ago.")] {
        story.at(time).await;
        assert!(story.asks("/schedule").await.contains(said), "{time}: {}", story.asks("/schedule").await);
    }
}

#[tokio::test]
async fn abstract_without_a_talk_means_the_current_one() {
    let mut story = Harness::begin(morning(), "08:48").await;
    for (time, title, when) in [
        ("08:50", "First Things", "Starts in 70 min."),
        ("10:05", "First Things", "Ends in 15 min."),
        ("10:30", "Last Things", "Starts in 30 min."),
        ("11:19:30", "Last Things", "Ends in 0 min 30 s."),
        ("12:00", "Last Things", "Ended 40 min ago."),
    ] {
        story.at(time).await;
        let answer = story.asks("/abstract").await;
        assert!(answer.contains(title) && answer.contains(when), "{time}: {answer}");
    }
}

#[tokio::test]
async fn abstract_finds_the_talk_however_it_is_named() {
    let mut story = Harness::begin(Stage::sample(), "17:48").await;
    let offered = story.offers("/abstract tensor programs IV").await;
    let value = offered[0]["value"].as_str().unwrap();
    let by_choice = story.asks(&format!("/abstract {value}")).await;
    assert_snapshot!(by_choice, @"
    (only Ada sees this)
    Starts in 37 min.
    │ Spotlight
    │ Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks
    │ **Greg Yang · Edward Hu**
    │ 18:25 – 18:30 · 5 min
    │ As its width tends to infinity, a deep neural network's behavior under g… (967 characters)
    │ Deep Learning Theory 5 · 3 of 7
    [Remind me]
    ");
    for named in [
        "Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks",
        "tensor programs iv: feature learning in infinite-width neural networks",
        "feature learning",
        "Tensr Progams IV",
        "edward hu",
    ] {
        assert_eq!(story.asks(&format!("/abstract {named}")).await, by_choice, "{named}");
    }
    assert_snapshot!(story.asks("/abstract the price of @everyone's **tea**").await, @r#"
    (only Ada sees this)
    No talk matches “the price of @¦everyone's \*\*tea\*\*”. Pick one from the list as you type, or look at /schedule.
    "#);
    assert_snapshot!(story.asks("/abstract Q&A").await, @"
    (only Ada sees this)
    The programme has no abstract for **Q&A**.
    │ Q&A
    │ Q&A
    │ 18:50 – 18:55 · 5 min
    │ Deep Learning Theory 5
    [Remind me]
    ");
}

#[tokio::test]
async fn while_one_types_talks_are_offered_by_title_and_speaker() {
    let mut story = Harness::begin(Stage::sample(), "17:48").await;
    assert_snapshot!(story.types("/abstract tens").await, @"
    Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks (Greg Yang, Edward Hu)
    Tensor Programs IIb: Architectural Universality Of Neural Tangent Kernel Training Dynamics (Greg…
    Contrastive Learning Inverts the Data Generating Process (Roland S. Zimmermann, Yash Sharma,…
    Do We Actually Need Dense Over-Parameterization? In-Time Over-Parameterization in Sparse Training…
    Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent (Kangqiao Liu, Liu…
    Dissecting Supervised Constrastive Learning (Florian Graf, Christoph Hofer, Marc Niethammer,…
    Scaling Properties of Deep Residual Networks (Alain-Sam Cohen, Rama Cont, Alain Rossier, Renyuan Xu)
    ");
    assert_snapshot!(story.types("/abstract bethge").await, @"Contrastive Learning Inverts the Data Generating Process (Roland S. Zimmermann, Yash Sharma,…");
    assert_snapshot!(story.types("/abstract contrasitve").await, @"
    Contrastive Learning Inverts the Data Generating Process (Roland S. Zimmermann, Yash Sharma,…
    Dissecting Supervised Constrastive Learning (Florian Graf, Christoph Hofer, Marc Niethammer,…
    ");
    assert_eq!(story.types("/abstract qqqq").await, "");
    assert_eq!(story.offers("/abstract ").await.len(), 8, "all are offered before the first letter");
}

#[tokio::test]
async fn of_very_many_talks_discord_is_offered_what_it_takes() {
    let speakers = "Somebody With A Long Name · ".repeat(4) + "Another";
    let title = |n| format!("On a Subject that Needs Many Words, and Then Some More, Part {n} of a Series");
    let talks: Vec<String> = (0..60)
        .map(|n| {
            talk(
                &format!("{:02}:{:02} - {:02}:{:02}", 9 + n / 30, n % 30 * 2, 9 + n / 30, n % 30 * 2 + 1),
                "Oral",
                &title(n),
                &speakers,
                "",
            )
        })
        .collect();
    let mut story = Harness::begin(Stage::with_programme(&session("Many", "Yi Ma", &talks)), "08:00").await;
    for typed in ["", "subject", "Somebody"] {
        let offers = story.offers(&format!("/abstract {typed}")).await;
        assert_eq!(offers.len(), 25);
        assert!(offers.iter().all(|offer| (1..=100).contains(&text(&offer["name"]).chars().count())));
    }
    let wanted = story.offers("/abstract Part 57").await;
    assert!(story.asks(&format!("/abstract {}", text(&wanted[0]["value"]))).await.contains("Part 57"));
}

#[tokio::test]
async fn an_answer_is_the_askers_own_unless_they_share_it() {
    let mut story = Harness::begin(Stage::sample(), "18:05").await;
    for command in ["/now", "/next", "/abstract", "/abstract tensor", "/schedule"] {
        assert!(story.asks(command).await.starts_with("(only Ada sees this)"), "{command}");
        assert!(story.asks(&format!("{command} public:true")).await.starts_with("(everyone sees this)"), "{command}");
    }
    assert!(story.presses("What's next?").await.starts_with("(only Ada sees this)"));
}

#[tokio::test]
async fn buttons_work_from_notice_to_answer() {
    let mut story = Harness::begin(Stage::sample(), "17:48").await;
    story.at("17:50").await;
    let schedule = story.presses("Schedule").await;
    assert_eq!(schedule, story.asks("/schedule").await);
    story.at("17:55").await;
    assert_eq!(story.presses("Abstract").await, story.asks("/abstract").await);
    story.at("18:00").await;
    assert_eq!(story.presses("What's next?").await, story.asks("/next").await);
    story.at("18:49").await;
    assert_eq!(story.presses("What's on now?").await, story.asks("/now").await);
}

#[tokio::test]
async fn buttons_outlive_the_bot_that_posted_them() {
    let mut story = Harness::begin(Stage::sample(), "17:48").await;
    story.at("17:55").await;
    story.crash().await;
    story.start().await.unwrap();
    assert!(story.presses("Schedule").await.contains("Starts in 5 min."));
    assert!(story.presses("Abstract").await.contains("Dissecting Supervised"));
}

#[tokio::test]
async fn a_button_of_a_conference_that_is_gone_says_so() {
    let mut story = Harness::begin(Stage::sample(), "17:48").await;
    story.at("17:55").await;
    story.asks("/now").await;
    story.stop().await;
    story.rewrites_programme(&session(
        "Another",
        "Yi Ma",
        &[talk("19:00 - 19:20", "Oral", "Else", "Ada Lovelace", "")],
    ));
    let renamed = story.configuration().replace("icml2021-dlt5", "neurips2021");
    *story.configuration() = renamed;
    story.start().await.unwrap();
    assert_snapshot!(story.presses("Abstract").await, @"
    (only Ada sees this)
    This button belongs to a programme that I no longer carry. /schedule shows the current one.
    ");
}

#[tokio::test]
async fn any_channel_of_the_server_may_ask() {
    let mut story = Harness::begin(Stage::sample(), "18:05").await;
    let in_audience = story.asks("/now").await;
    for channel in [MODERATORS, LOUNGE] {
        story.goes_to(channel);
        assert_eq!(story.asks("/now").await, in_audience);
    }
}

#[tokio::test]
async fn answers_do_not_wait_for_the_store() {
    let mut story = Harness::begin(Stage::sample(), "17:48").await;
    let url = format!("sqlite:{}", story.folder().join("talkbell.db").display());
    let options: sqlx::sqlite::SqliteConnectOptions = url.parse().unwrap();
    let mut other = options.connect().await.unwrap();
    let options = options.busy_timeout(std::time::Duration::ZERO);
    sqlx::raw_sql("BEGIN EXCLUSIVE").execute(&mut other).await.unwrap();
    let mut third = options.connect().await.unwrap();
    let refused = sqlx::raw_sql("UPDATE outbox SET attempts = 0").execute(&mut third).await.unwrap_err();
    assert!(refused.to_string().contains("locked"), "{refused}");

    story.passes_to("17:50");
    for command in ["/now", "/next", "/abstract tensor", "/schedule"] {
        assert!(story.asks(command).await.starts_with("(only Ada sees this)"));
    }
    assert_eq!(story.channel_without_answers(AUDIENCE), "", "the notice waits for the store");

    sqlx::raw_sql("ROLLBACK").execute(&mut other).await.unwrap();
    other.close().await.unwrap();
    story.landed().await;
    assert!(story.channel_without_answers(AUDIENCE).contains("in 10 min"));
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}
