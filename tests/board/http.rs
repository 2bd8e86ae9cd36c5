//! The board as programs see it: addresses, headers, events.

use std::time::{Duration, Instant};

use insta::assert_snapshot;
use talkbell::questions::QaAct;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::events::{Events, lines};
use crate::room::{Asked, CONFERENCE, Room, SESSION, TENSOR_PROGRAMS};

async fn get(url: &str) -> (u16, String) {
    let response = reqwest::get(url).await.unwrap();
    (response.status().as_u16(), response.text().await.unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_board_is_there_for_all_and_its_other_side_for_who_knows_the_secret() {
    let mut room = Room::at("18:10").await;
    let (status, page) = get(&room.board()).await;
    assert_eq!(status, 200);
    assert!(page.contains("<title>Questions · Deep Learning Theory 5</title>"), "{page}");
    let desk = room.desk();
    assert_eq!(get(&desk).await.0, 200);

    let (status, nowhere) = get(&room.url("/board/icml2021-dlt5/no-such-session")).await;
    assert_eq!(status, 404);
    assert!(nowhere.contains("There is no board here"), "{nowhere}");
    // One digit off, and one too many.
    let (most, last) = desk.split_at(desk.len() - 1);
    let wrong = format!("{most}{}", if last == "0" { "1" } else { "0" });
    for unknown in [
        wrong.clone(),
        format!("{wrong}/events"),
        most.to_owned(),
        format!("{desk}0"),
        room.url(&format!("/board/{CONFERENCE}/{SESSION}/moderator")),
        room.url(&format!("/board/nobody/{SESSION}")),
        room.url(&format!("/board/nobody/{SESSION}/events")),
        room.url("/board/%00/%2e%2e"),
        room.url("/board"),
        room.url("/"),
    ] {
        assert_eq!(get(&unknown).await, (404, nowhere.clone()), "{unknown}");
    }

    room.keeps_its_address();
    room.story.restart().await;
    assert_eq!(room.desk(), desk, "the moderator's address holds over a restart");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_may_run_its_own_scripts_and_nothing_else() {
    let room = Room::at("18:10").await;
    for url in [room.board(), room.desk(), room.url("/board/board.css"), room.url("/nowhere"), room.board() + "/events"]
    {
        let response = reqwest::get(&url).await.unwrap();
        let header = |name: &str| response.headers()[name].to_str().unwrap().to_owned();
        let policy = header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; script-src 'self';"), "{url}: {policy}");
        assert!(!policy.contains("unsafe"), "{url}: {policy}");
        let others = ["x-content-type-options", "referrer-policy", "x-robots-tag"].map(header);
        assert_eq!(others, ["nosniff", "no-referrer", "noindex, nofollow"], "{url}");
    }
    let page = reqwest::get(room.board()).await.unwrap();
    assert_eq!(page.headers()["cache-control"], "no-store");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_board_shows_what_is_wanted_most_and_each_side_what_is_for_it() {
    let room = Room::at("18:10").await;
    let (mut hall, mut desk) = (Events::of(&room.board()).await, Events::of(&room.desk()).await);
    let (name, hello) = hall.next().await.unwrap();
    assert!(name == "hello" && hello["version"].is_string(), "{hello}");
    let (name, clock) = hall.next().await.unwrap();
    assert_eq!((name.as_str(), &clock["speed"]), ("clock", &0.0.into()));
    let empty = hall.board().await;
    assert_eq!((lines(&empty["open"]), &empty["current"]), (vec![], &serde_json::Value::Null));
    assert_eq!(empty["slot"]["title"], "Dissecting Supervised Constrastive Learning");

    let one = room.asks("Does it **scale**?").await;
    let two = room.asks_so(Asked { text: "Which width?", talk: TENSOR_PROGRAMS, ..Asked::default() }).await;
    let held = Asked { text: "A held one?", name: "Eve", held: true, ..Asked::default() };
    room.asks_so(held).await;
    room.want(two, 2).await;
    room.want(one, 1).await;
    let board = hall.board_where(|board| lines(&board["open"]) == ["2 Which width?", "1 Does it scale?"]).await;
    assert_snapshot!(board["open"][0], @r#"{"about":"Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks","id":2,"text":"Which width?","votes":2,"wanted":"2 people want this"}"#);
    assert_eq!(board["open"][1]["about"], "Ada · Dissecting Supervised Constrastive Learning");
    assert!(!board.to_string().contains("Eve") && !board.to_string().contains("A held one"), "{board}");
    let board = desk.board_where(|board| board["talks"][2]["open"][0]["votes"] == 2 && !board["held"].is_null()).await;
    assert_eq!(lines(&board["held"]), ["0 A held one?"]);
    assert_eq!(board["next"]["text"], "Which width?");

    room.moderator(QaAct::TakeUp(one)).await;
    let board = hall.board_where(|board| board["current"]["text"] == "Does it scale?").await;
    assert_eq!(lines(&board["open"]), ["2 Which width?"]);
    room.moderator(QaAct::Answered(one)).await;
    let board = hall.board_where(|board| board["current"].is_null()).await;
    assert_eq!(board["answered"], "1 answered");
    let board =
        desk.board_where(|board| board["current"].is_null() && board["talks"][0]["answered"][0].is_object()).await;
    assert_eq!(lines(&board["talks"][0]["answered"]), ["1 Does it scale?"]);
    room.moderator(QaAct::Close).await;
    let board = hall.board_where(|board| board["hint"] == "The Q&A is over. Thank you for your questions.").await;
    assert_eq!(lines(&board["open"]), ["2 Which width?"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_votes_are_few_events_and_the_newest_state_wins() {
    let room = Room::at("18:10").await;
    let question = room.asks("Does it scale?").await;
    let mut hall = Events::of(&room.board()).await;
    hall.board_where(|board| lines(&board["open"]) == ["0 Does it scale?"]).await;
    let (began, before) = (Instant::now(), hall.boards);
    room.want(question, 300).await;
    hall.board_where(|board| lines(&board["open"]) == ["300 Does it scale?"]).await;
    let (events, seconds) = (hall.boards - before, began.elapsed().as_secs_f64());
    let many = f64::from(u32::try_from(events).unwrap());
    assert_eq!(hall.votes, events, "whoever has the questions is sent the votes alone");
    assert!(many <= seconds * 10.0 + 2.0, "{events} events in {seconds} s");
}

#[tokio::test(flavor = "multi_thread")]
async fn someone_who_never_reads_holds_nobody_up() {
    let room = Room::at("18:10").await;
    let long = "Why so long? ".repeat(100);
    let question = room.asks(&long).await;
    let mut deaf = TcpStream::connect(room.story.web()).await.unwrap();
    let request = format!("GET /board/{CONFERENCE}/{SESSION}/events HTTP/1.1\r\nhost: here\r\n\r\n");
    deaf.write_all(request.as_bytes()).await.unwrap();
    let mut hall = Events::of(&room.board()).await;
    for votes in 1..=20 {
        room.want(question, 1).await;
        hall.board_where(|board| board["open"][0]["votes"] == votes).await;
    }
    drop(deaf);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_programme_alone_changes_a_board_too() {
    let mut room = Room::at("18:10").await;
    let mut hall = Events::of(&room.board()).await;
    let board = hall.board().await;
    let title = board["slot"]["title"].as_str().unwrap().to_owned();
    room.story.at("18:20").await;
    let board = hall.board_where(|board| board["slot"]["title"] != title.as_str()).await;
    assert_snapshot!(board["slot"], @r#"{"label":"left","runs":true,"title":"Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent","until_ms":1626917100000}"#);
    room.story.at("19:10").await;
    let board = hall.board_where(|board| board["slot"]["until_ms"].is_null()).await;
    assert_eq!(board["slot"]["title"], "This session has ended.");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_looks_does_not_keep_talkbell_from_stopping() {
    let mut room = Room::at("18:10").await;
    let mut hall = Events::of(&room.board()).await;
    hall.board().await;
    let took = room.story.stop().await;
    while hall.next().await.is_some() {}
    println!("stopped in {took:?}");
    assert!(took < Duration::from_secs(20), "it does not wait for those who look: {took:?}");
}
