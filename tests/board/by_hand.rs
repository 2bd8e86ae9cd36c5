//! What a person looks at: figures, and pictures of the board.

use std::path::PathBuf;

use talkbell::questions::QaAct;

use crate::browser::Browser;
use crate::room::{Asked, FIRST_TALK, Room, TENSOR_PROGRAMS};

const VOTES: u32 = 200;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "measures: cargo test --test board -- --ignored --nocapture how_long"]
async fn how_long_a_vote_takes_to_two_screens() {
    let room = Room::at("18:10").await;
    room.asks("Does it scale?").await;
    let button = room.looks_at_the_questions().await;
    let (mut hall, mut phone) = tokio::join!(Browser::open(1280, 720), Browser::open(390, 844));
    hall.visit(&room.board()).await;
    phone.visit(&room.desk()).await;
    // The page itself notes when it shows another number; both clocks are the machine's.
    let watch = "window.seen = []; window.last = '0'; new MutationObserver(() => { \
        const votes = document.querySelector('#questions .count, .pile .count')?.textContent; \
        if (votes !== window.last) { window.last = votes; window.seen.push(performance.timeOrigin + performance.now()); } \
        }).observe(document.body, {subtree: true, childList: true, characterData: true}); 1";
    for browser in [&mut hall, &mut phone] {
        browser.until("document.querySelector('#questions .count, .pile .count')?.textContent === '0'").await;
        browser.evaluate(watch).await;
    }
    let mut sent = Vec::new();
    for press in 1..=VOTES {
        let before = now_ms();
        // Until Discord has the answer: the vote is on the disk, and Ada sees it there.
        room.ada_presses(&button).await;
        sent.push((before, now_ms()));
        // One that came too soon would take back another before the pages showed it.
        for browser in [&mut hall, &mut phone] {
            browser.until(&format!("window.seen.length >= {press}")).await;
        }
    }
    for (name, browser) in [("screen", &mut hall), ("phone", &mut phone)] {
        let seen = browser.evaluate("window.seen").await;
        let seen: Vec<f64> = seen.as_array().unwrap().iter().filter_map(serde_json::Value::as_f64).collect();
        assert_eq!(seen.len(), sent.len(), "each press is shown by itself");
        println!("{name}, {VOTES} presses of a button on Discord:");
        println!("  to the page            {}", figures(sent.iter().zip(&seen).map(|((press, _), seen)| seen - press)));
        println!("  to the answer, beside  {}", figures(sent.iter().map(|(press, answer)| answer - press)));
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "pictures to look at: TALKBELL_PICTURES=folder cargo test --test board -- --ignored pictures"]
async fn pictures_of_the_board() {
    let folder: PathBuf = std::env::var_os("TALKBELL_PICTURES").expect("a folder in TALKBELL_PICTURES").into();
    std::fs::create_dir_all(&folder).unwrap();
    let room = Room::at("18:52").await;
    let mut browser = Browser::open(1920, 1080).await;
    browser.prefers("dark").await;
    let shoot = async |browser: &mut Browser, name: &str, url: &str, width: u32, height: u32| {
        browser.resize(width, height).await;
        browser.visit(url).await;
        browser.until("document.body.dataset.shown > 0").await;
        browser.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))").await;
        browser.picture(&folder.join(format!("{name}.png")), name.contains("overlay")).await;
    };
    let (board, desk) = (room.board(), room.desk());
    shoot(&mut browser, "empty", &board, 1920, 1080).await;
    shoot(&mut browser, "empty-phone", &board, 390, 844).await;
    shoot(&mut browser, "empty-desk", &desk, 390, 844).await;

    let ask = async |text: &str, talk: &str, name: &str, votes: u32| {
        let id = room.asks_so(Asked { text, talk, name, held: false }).await;
        room.want(id, votes).await;
        id
    };
    let asked =
        ask("Does the contrastive loss still separate the classes when the batch is small?", FIRST_TALK, "Emmy", 14)
            .await;
    ask(
        "How does feature learning in the infinite-width limit change what we know about transfer?",
        TENSOR_PROGRAMS,
        "Sofia",
        11,
    )
    .await;
    ask("Is the code available?", "scaling-properties", "", 9).await;
    ask("هل تنطبق النتيجة على الشبكات ذات الطبقات المحدودة أيضًا؟", "tensor-programs-iib", "سارة", 6).await;
    ask("Great talk 🎉👩‍🔬 Could **dense** over-parameterization be replaced at test time too? See [this](https://example.org) 🤔", "do-we-actually", "Grace", 5).await;
    ask("学習率が有限のとき、ノイズの形はどう変わりますか?", "noise-and", "花子", 3).await;
    ask("What would you do next?", "", "Ada", 1).await;
    room.asks_so(Asked { text: "When is lunch?", name: "Bob", held: true, ..Asked::default() }).await;
    shoot(&mut browser, "waiting", &board, 1920, 1080).await;
    let done = ask("Does it work for regression?", FIRST_TALK, "Kurt", 2).await;
    room.moderator(QaAct::Answered(done)).await;
    room.moderator(QaAct::TakeUp(asked)).await;
    for (name, look, width, height) in [
        ("dark", "", 1920, 1080),
        ("light", "?theme=light", 1920, 1080),
        ("dark-720", "", 1280, 720),
        ("four-to-three", "?theme=light", 1024, 768),
        ("overlay", "?view=overlay", 1920, 1080),
        ("overlay-light", "?view=overlay&theme=light", 1280, 720),
        ("list", "?view=list", 1280, 720),
        ("phone", "", 390, 844),
        ("phone-light", "?theme=light", 390, 844),
    ] {
        shoot(&mut browser, name, &(board.clone() + look), width, height).await;
    }
    shoot(&mut browser, "desk", &desk, 390, 844).await;
    shoot(&mut browser, "desk-light", &(desk.clone() + "?theme=light"), 390, 844).await;
    browser.evaluate("scrollTo(0, 700)").await;
    browser.picture(&folder.join("desk-scrolled.png"), false).await;

    let long = "I wonder whether the assumption of smoothness, which you introduced on the third slide, is needed for the upper \
                bound alone or for the lower bound as well, since the construction of Bubeck and others seems to do without. ";
    let long = ask(&long.repeat(2), TENSOR_PROGRAMS, "A person with a rather long name of many parts", 0).await;
    for number in 1..=60 {
        let text =
            format!("Question {number}: how does the bound depend on the width, and is it known to be tight for ReLU?");
        ask(&text, FIRST_TALK, "Somebody", number % 5).await;
    }
    room.moderator(QaAct::TakeUp(long)).await;
    shoot(&mut browser, "long", &board, 1920, 1080).await;
    shoot(&mut browser, "long-720", &(board.clone() + "?theme=light"), 1280, 720).await;
    shoot(&mut browser, "long-overlay", &(board.clone() + "?view=overlay"), 1280, 720).await;
    shoot(&mut browser, "long-phone", &board, 390, 844).await;
    shoot(&mut browser, "long-desk", &desk, 390, 844).await;
    shoot(&mut browser, "nowhere-skipped", &board, 2560, 1080).await;
}

fn figures(took: impl Iterator<Item = f64>) -> String {
    let mut took: Vec<f64> = took.collect();
    took.sort_by(f64::total_cmp);
    let at = |part: usize| took[(took.len() * part / 100).min(took.len() - 1)];
    format!("p50 {:.1} ms, p99 {:.1} ms, max {:.1} ms", at(50), at(99), at(100))
}

fn now_ms() -> f64 {
    #[expect(clippy::disallowed_methods, reason = "compared with the browser's clock")]
    let now = std::time::SystemTime::now();
    now.duration_since(std::time::UNIX_EPOCH).unwrap().as_secs_f64() * 1000.0
}
