//! How long a vote takes to two screens at once, a projector's and a phone's, each a Chromium: from the press of a button on
//! Discord to the new number on the page, which notes by itself when it shows it.
//!
//! The baseline is the least that could do it: a bare server that pushes a number over server-sent events to a page that
//! shows it, in the same two browsers, taking turns.

#![expect(clippy::unwrap_used, reason = "in a helper of the tests an unwrap is an assertion")]

#[expect(dead_code, reason = "a bench uses a part of it")]
#[path = "../tests/board/browser.rs"]
mod browser;
mod figures;
#[expect(dead_code, reason = "a bench uses a part of it")]
#[path = "../tests/board/room.rs"]
mod room;
#[expect(dead_code, reason = "a bench uses a part of it")]
#[path = "../tests/support/mod.rs"]
mod support;

use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Instant;

use axum::Router;
use axum::extract::State;
use axum::response::Html;
use axum::response::sse::{Event, Sse};
use axum::routing::get;
use futures_util::{Stream, stream};
use tokio::sync::watch;

use self::browser::Browser;
use self::figures::{Figures, verdict};
use self::room::Room;

const ROUNDS: usize = 5;
/// An even number: Ada wants the question at the start of each round or at none.
const PRESSES: usize = 40;
/// The design's goal, in milliseconds.
const GOAL: f64 = 300.0;
const BARE: &str = "<!doctype html><meta charset=utf-8><title>Bare</title><p class=count>0</p><script>
    new EventSource('/events').onmessage = ({ data }) => { document.querySelector('.count').textContent = data; };
    </script>";
const COUNT: &str = "document.querySelector('#questions .count, .pile .count, p.count')?.textContent";

/// What was measured, in milliseconds.
#[derive(Default)]
struct Taken {
    hall: Vec<f64>,
    phone: Vec<f64>,
    answer: Vec<f64>,
}

struct Screens {
    hall: Browser,
    phone: Browser,
}

#[tokio::main(worker_threads = 2)]
async fn main() -> anyhow::Result<()> {
    let room = Room::at("18:10").await;
    room.asks("Does it scale?").await;
    let button = room.looks_at_the_questions().await;
    let (number, _) = watch::channel(0_usize);
    let bare = bare(number.clone()).await?;
    let (hall, phone) = tokio::join!(Browser::open(1280, 720), Browser::open(390, 844));
    let mut screens = Screens { hall, phone };
    let (mut own, mut pushed) = (Taken::default(), Taken::default());
    for _ in 0..ROUNDS {
        screens.visit(&room.board(), &room.desk()).await;
        for press in 1..=PRESSES {
            let (began, pressed) = (Instant::now(), now_ms());
            // Until Discord has the answer: the vote is on the disk, and Ada sees it there.
            room.ada_presses(&button).await;
            own.answer.push(began.elapsed().as_secs_f64() * 1000.0);
            screens.see(press, pressed, &mut own).await;
        }
        number.send_replace(0);
        screens.visit(&bare, &bare).await;
        for push in 1..=PRESSES {
            let sent = now_ms();
            number.send_replace(push);
            screens.see(push, sent, &mut pushed).await;
        }
    }
    let (hall, phone) = (Figures::of(own.hall)?, Figures::of(own.phone)?);
    let (bare_hall, bare_phone) = (Figures::of(pushed.hall)?, Figures::of(pushed.phone)?);
    println!("A vote on Discord, until a page shows it:");
    println!("  the projector        {hall}");
    println!("  the moderator's      {phone}");
    println!("  Discord's answer     {}", Figures::of(own.answer)?);
    println!("  bare, the projector  {bare_hall}");
    println!("  bare, the phone      {bare_phone}");
    let (p50, p99) = (hall.ratio(&bare_hall, 50), hall.percentile(99).max(phone.percentile(99)));
    println!("  p50 {p50:.2}× the bare page; goal p99 ≤ {GOAL} ms: {}", verdict(p99 <= GOAL));
    Ok(())
}

impl Screens {
    /// Opens a page in each, and lets it note when it shows another number. Both clocks are the machine's.
    async fn visit(&mut self, hall: &str, phone: &str) {
        let watch = format!(
            "window.seen = []; window.last = {COUNT}; new MutationObserver(() => {{ const count = {COUNT}; \
             if (count !== window.last) {{ window.last = count; window.seen.push(performance.timeOrigin + performance.now()); }} \
             }}).observe(document.body, {{subtree: true, childList: true, characterData: true}}); 1"
        );
        for (browser, url) in [(&mut self.hall, hall), (&mut self.phone, phone)] {
            browser.visit(url).await;
            browser.until(&format!("{COUNT} === '0'")).await;
            browser.evaluate(&watch).await;
        }
    }

    /// Waits until both show what was done at `since`: the next would take it back before they did.
    async fn see(&mut self, many: usize, since: f64, taken: &mut Taken) {
        for (browser, times) in [(&mut self.hall, &mut taken.hall), (&mut self.phone, &mut taken.phone)] {
            browser.until(&format!("window.seen.length >= {many}")).await;
            let seen = browser.evaluate(&format!("window.seen[{}]", many - 1)).await;
            times.push(seen.as_f64().expect("an instant") - since);
        }
    }
}

/// A page that shows a number, and nothing else.
async fn bare(number: watch::Sender<usize>) -> anyhow::Result<String> {
    let routes = Router::new().route("/", get(async || Html(BARE))).route("/events", get(events)).with_state(number);
    let listener = tokio::net::TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move { axum::serve(listener, routes).await });
    Ok(format!("http://{address}/"))
}

async fn events(State(number): State<watch::Sender<usize>>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let mut number = number.subscribe();
    // A page that comes is told what it has missed.
    number.mark_changed();
    Sse::new(stream::unfold(number, |mut number| async move {
        number.changed().await.ok()?;
        let shown = *number.borrow_and_update();
        Some((Ok(Event::default().data(shown.to_string())), number))
    }))
}

fn now_ms() -> f64 {
    #[expect(clippy::disallowed_methods, reason = "compared with the browser's clock")]
    let now = std::time::SystemTime::now();
    now.duration_since(std::time::UNIX_EPOCH).unwrap().as_secs_f64() * 1000.0
}
