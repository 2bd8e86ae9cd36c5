//! How the board looks, at each size and in each light: nothing sticks out, and all of it can be read.

use serde_json::json;
use talkbell::questions::{QaAct, QuestionId};

use crate::critic::Critic;
use crate::room::{Asked, FIRST_TALK, Room, TENSOR_PROGRAMS};

/// Of the window's height: 4 cm on a picture that is 1.5 m high, which is read from ten metres.
const READABLE_FROM_TEN_METRES: f64 = 0.028;

/// Looks at a page in a window of this size. On it is a question that is asked now, if `asked`.
async fn looks(critic: &mut Critic, name: &str, url: &str, (width, height): (u32, u32), asked: bool) {
    critic.browser.resize(width, height).await;
    critic.browser.visit(url).await;
    critic.browser.until("document.body.dataset.shown > 0").await;
    let (desk, overlay) = (url.contains("/moderator/"), url.contains("view=overlay"));
    // A screen is read from afar, and nobody scrolls it.
    let screen = width >= 900 && !desk && !url.contains("view=list");
    let current = if desk { "#current .text" } else { "#current-text" };
    let expected = json!({
        "smallest": if screen { READABLE_FROM_TEN_METRES } else { 0.0 },
        "scrolls": !screen,
        // Whatever the stream shows below it.
        "grounds": if overlay { json!(["rgb(0, 0, 0)", "rgb(255, 255, 255)", "rgb(128, 128, 128)"]) } else { json!([]) },
        "whole": if asked { json!([current]) } else { json!([]) },
    });
    critic.judges(name, &expected, overlay).await;
}

async fn ask(room: &Room, text: &str, talk: &str, name: &str, votes: u32) -> QuestionId {
    let id = room.asks_so(Asked { text, talk, name, held: false }).await;
    room.want(id, votes).await;
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn at_every_size_and_in_every_light_nothing_sticks_out_and_all_can_be_read() {
    let room = Room::at("18:52").await;
    let (board, desk) = (room.board(), room.desk());
    let mut critic = Critic::new().await;
    looks(&mut critic, "empty", &board, (1920, 1080), false).await;
    looks(&mut critic, "empty-phone", &board, (390, 844), false).await;
    looks(&mut critic, "empty-desk", &desk, (390, 844), false).await;

    let separate = "Does the contrastive loss still separate the classes when the batch is small?";
    let asked = ask(&room, separate, FIRST_TALK, "Emmy", 14).await;
    let transfer = "How does feature learning in the infinite-width limit change what we know about transfer?";
    ask(&room, transfer, TENSOR_PROGRAMS, "Sofia", 11).await;
    ask(&room, "Is the code available?", "scaling-properties", "", 9).await;
    let arabic = "هل تنطبق النتيجة على الشبكات ذات الطبقات المحدودة أيضًا؟";
    ask(&room, arabic, "tensor-programs-iib", "سارة", 6).await;
    let marked = "Great talk 🎉👩‍🔬 Could **dense** over-parameterization be replaced at test time too? \
                  See [this](https://example.org) 🤔";
    ask(&room, marked, "do-we-actually", "Grace", 5).await;
    ask(&room, "学習率が有限のとき、ノイズの形はどう変わりますか?", "noise-and", "花子", 3).await;
    ask(&room, "What would you do next?", "", "Ada", 1).await;
    room.asks_so(Asked { text: "When is lunch?", name: "Bob", held: true, ..Asked::default() }).await;
    looks(&mut critic, "waiting", &board, (1920, 1080), false).await;
    let done = ask(&room, "Does it work for regression?", FIRST_TALK, "Kurt", 2).await;
    room.moderator(QaAct::Answered(done)).await;
    room.moderator(QaAct::TakeUp(asked)).await;
    for (name, look, size) in [
        ("dark", "", (1920, 1080)),
        ("light", "?theme=light", (1920, 1080)),
        ("dark-720", "", (1280, 720)),
        ("four-to-three", "?theme=light", (1024, 768)),
        ("wide", "", (2560, 1080)),
        ("overlay", "?view=overlay", (1920, 1080)),
        ("overlay-light", "?view=overlay&theme=light", (1280, 720)),
        ("list", "?view=list", (1280, 720)),
        ("phone", "", (390, 844)),
        ("phone-light", "?theme=light", (390, 844)),
        ("small-phone", "", (320, 568)),
    ] {
        looks(&mut critic, name, &(board.clone() + look), size, true).await;
    }
    looks(&mut critic, "desk", &desk, (390, 844), true).await;
    looks(&mut critic, "desk-light", &(desk.clone() + "?theme=light"), (390, 844), true).await;

    let long = "I wonder whether the assumption of smoothness, which you introduced on the third slide, is needed for the upper \
                bound alone or for the lower bound as well, since the construction of Bubeck and others seems to do without. ";
    let name = "A person with a rather long name of many parts";
    let long = ask(&room, &long.repeat(2), TENSOR_PROGRAMS, name, 0).await;
    for number in 1..=60 {
        let text =
            format!("Question {number}: how does the bound depend on the width, and is it known to be tight for ReLU?");
        ask(&room, &text, FIRST_TALK, "Somebody", number % 5).await;
    }
    room.moderator(QaAct::TakeUp(long)).await;
    looks(&mut critic, "long", &board, (1920, 1080), true).await;
    looks(&mut critic, "long-720", &(board.clone() + "?theme=light"), (1280, 720), true).await;
    looks(&mut critic, "long-overlay", &(board.clone() + "?view=overlay"), (1280, 720), true).await;
    looks(&mut critic, "long-phone", &board, (390, 844), true).await;
    looks(&mut critic, "long-desk", &desk, (390, 844), true).await;
    assert_eq!(critic.wrong, [""; 0]);
}
