//! The way of a change to the screens: rendered once, at most ten times a second, and shared by all who look.
//!
//! Most changes are votes. Whoever has the questions already is sent the new numbers alone: with a thousand viewers and
//! sixty questions, that is the difference between what a small machine can send and what it cannot.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::Bytes;
use futures_util::{Stream, stream};
use serde::Serialize;
use serde_json::json;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::{Instant, sleep, sleep_until};
use tokio_util::sync::CancellationToken;
use tracing::warn;

use super::files::version;
use crate::app::{App, BoardName, Screen, Screens};

/// Between two renderings of one board.
const APART: Duration = Duration::from_millis(100);
/// A board is looked at this often though nobody says that it changed: another replica, or a new programme, may have
/// changed it.
const GLANCE: Duration = Duration::from_secs(1);
/// A page hears at least this often; one that hears nothing for longer takes its connection for dead.
const WORD: Duration = Duration::from_secs(10);
/// How many may look at once, where the system gives talkbell enough file descriptors: each takes one, and the rest of
/// talkbell needs some too.
const VIEWERS: usize = 5_000;
/// After how long a browser comes again that lost its connection, in milliseconds.
const COME_AGAIN_MS: u32 = 500;

/// For whom a board is.
#[derive(Clone)]
pub(super) enum Side {
    Audience,
    /// With the secret that let them in.
    Moderators(String),
}

/// All boards that somebody looks at.
pub(super) struct Live {
    app: Arc<App>,
    stop: CancellationToken,
    boards: Mutex<HashMap<BoardName, watch::Sender<Option<Arc<Frame>>>>>,
    room: Arc<Semaphore>,
}

/// What a board shows, ready to be sent.
struct Frame {
    /// All of it.
    audience: Bytes,
    /// The order and the votes, for who has seen this edition.
    votes: Bytes,
    moderators: Bytes,
    /// What is in all of it beside order and votes, and how often that has changed.
    texts: String,
    edition: u64,
}

/// Somebody who looks at a board.
struct Viewer {
    live: Arc<Live>,
    board: BoardName,
    side: Side,
    frames: watch::Receiver<Option<Arc<Frame>>>,
    greeted: bool,
    /// What was sent last that had texts in it.
    edition: Option<u64>,
    /// The clock's pace as it was last told.
    speed: f64,
    _room: OwnedSemaphorePermit,
}

impl Live {
    pub(super) fn new(app: Arc<App>, stop: CancellationToken) -> Self {
        Self { app, stop, boards: Mutex::default(), room: Arc::new(Semaphore::new(viewers())) }
    }

    pub(super) fn app(&self) -> &App {
        &self.app
    }

    /// The board with this address, and its session's title, if there is one.
    pub(super) fn named(&self, conference: &str, session: &str) -> Option<(BoardName, String)> {
        let board = BoardName::parse(conference, session)?;
        let title = self.app.board_title(&board)?;
        Some((board, title))
    }

    /// The same for the moderators, who know its secret.
    pub(super) fn opened(&self, conference: &str, session: &str, secret: &str) -> Option<(BoardName, String)> {
        self.named(conference, session).filter(|(board, _)| self.app.boards.opens(board, secret))
    }

    /// What a board shows from now on; `None` if too many look already. A viewer who is slow gets the newest state when
    /// there is room again, and nobody waits for that.
    pub(super) fn watch(
        self: &Arc<Self>,
        board: BoardName,
        side: Side,
    ) -> Option<impl Stream<Item = Result<Bytes, Infallible>> + use<>> {
        let room = Arc::clone(&self.room).try_acquire_owned().ok()?;
        let (frames, speed) = (self.frames(board.clone()), self.app.clock.speed());
        let live = Arc::clone(self);
        let viewer = Viewer { live, board, side, frames, greeted: false, edition: None, speed, _room: room };
        Some(stream::unfold(viewer, async |mut viewer| Some((Ok(viewer.next().await?), viewer))))
    }

    fn frames(self: &Arc<Self>, board: BoardName) -> watch::Receiver<Option<Arc<Frame>>> {
        let mut boards = self.boards.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(frames) = boards.get(&board) {
            return frames.subscribe();
        }
        let (frames, receiver) = watch::channel(None);
        boards.insert(board.clone(), frames.clone());
        let renderer = Renderer { live: Arc::clone(self), board, frames };
        tokio::spawn(renderer.run());
        receiver
    }
}

/// Keeps one board's frame true while somebody looks.
struct Renderer {
    live: Arc<Live>,
    board: BoardName,
    frames: watch::Sender<Option<Arc<Frame>>>,
}

impl Renderer {
    async fn run(self) {
        let app = &self.live.app;
        let mut changes = app.follow_board(&self.board);
        let mut sound = true;
        loop {
            let rendered = Instant::now();
            changes.mark_unchanged();
            let turn = match app.screens(&self.board).await {
                Ok(screens) => {
                    sound = true;
                    let turn = screens.as_ref().and_then(|screens| screens.turn);
                    self.show(screens.as_ref());
                    turn
                }
                Err(error) => {
                    // The last state stays on the screens, and the next glance tries again.
                    if std::mem::take(&mut sound) {
                        warn!(board = %self.board.path(), %error, "The board's questions cannot be read; its screens keep the last ones.");
                    }
                    None
                }
            };
            let turns = async {
                match turn {
                    Some(turn) => app.clock.sleep_until(turn).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                () = self.live.stop.cancelled() => return,
                () = self.frames.closed() => {}
                Ok(()) = changes.changed() => {}
                () = turns => {}
                () = sleep(GLANCE) => {}
            }
            if self.left_alone() {
                return;
            }
            // What comes meanwhile is in the next rendering.
            sleep_until(rendered + APART).await;
        }
    }

    fn show(&self, screens: Option<&Screens>) {
        self.frames.send_if_modified(|shown| {
            let frame = Frame::of(screens, shown.as_deref());
            let differs = shown.as_ref().is_none_or(|shown| shown.differs(&frame));
            if differs {
                *shown = Some(Arc::new(frame));
            }
            differs
        });
    }

    /// Whether nobody looks any more; then the board is forgotten.
    fn left_alone(&self) -> bool {
        let mut boards = self.live.boards.lock().unwrap_or_else(PoisonError::into_inner);
        let alone = self.frames.receiver_count() == 0;
        if alone {
            boards.remove(&self.board);
        }
        alone
    }
}

impl Drop for Renderer {
    /// However it ends, who looks must not wait for it: without it their streams end, and their pages come again.
    fn drop(&mut self) {
        let mut boards = self.live.boards.lock().unwrap_or_else(PoisonError::into_inner);
        if boards.get(&self.board).is_some_and(|frames| frames.same_channel(&self.frames)) {
            boards.remove(&self.board);
        }
    }
}

impl Frame {
    fn of(screens: Option<&Screens>, before: Option<&Self>) -> Self {
        let Some(Screens { audience, moderators, .. }) = screens else {
            let gone = event("gone", &json!({}));
            return Self::next(before, String::new(), [gone.clone(), gone.clone(), gone]);
        };
        let votes: Vec<_> = audience.open.iter().map(|shown| (shown.id, shown.votes, &shown.wanted)).collect();
        let votes = event("votes", &json!({"open": votes}));
        let events = [event("board", audience), votes, event("board", moderators)];
        Self::next(before, texts(audience), events)
    }

    fn next(before: Option<&Self>, texts: String, [audience, votes, moderators]: [Bytes; 3]) -> Self {
        let edition = before.map_or(0, |before| before.edition + u64::from(before.texts != texts));
        Self { audience, votes, moderators, texts, edition }
    }

    fn differs(&self, other: &Self) -> bool {
        self.audience != other.audience || self.moderators != other.moderators
    }
}

impl Viewer {
    /// What is sent next; `None` at the end.
    async fn next(&mut self) -> Option<Bytes> {
        if !std::mem::replace(&mut self.greeted, true) {
            self.frames.mark_changed();
            let hello = event("hello", &json!({"version": version()}));
            return Some([format!("retry: {COME_AGAIN_MS}\n\n").as_bytes(), &hello, &self.clock()].concat().into());
        }
        loop {
            let clock_changed = self.live.app.clock.changed();
            if (self.live.app.clock.speed() - self.speed).abs() > f64::EPSILON {
                break;
            }
            tokio::select! {
                biased;
                () = self.live.stop.cancelled() => return None,
                changed = self.frames.changed() => {
                    changed.ok()?;
                    if self.is_shut_out() {
                        return None;
                    }
                    if let Some(frame) = self.frames.borrow_and_update().as_ref() {
                        let known = self.edition.replace(frame.edition) == Some(frame.edition);
                        return Some(match self.side {
                            Side::Moderators(_) => frame.moderators.clone(),
                            Side::Audience if known => frame.votes.clone(),
                            Side::Audience => frame.audience.clone(),
                        });
                    }
                }
                () = clock_changed => break,
                () = sleep(WORD) => break,
            }
        }
        if self.is_shut_out() { None } else { Some(self.clock()) }
    }

    /// Whether a moderators' address was renewed meanwhile.
    fn is_shut_out(&self) -> bool {
        match &self.side {
            Side::Audience => false,
            Side::Moderators(secret) => !self.live.app.boards.opens(&self.board, secret),
        }
    }

    /// What time it is, and how fast it passes. The page counts down by itself from there.
    fn clock(&mut self) -> Bytes {
        let clock = &self.live.app.clock;
        self.speed = clock.speed();
        event("clock", &json!({"now_ms": clock.now().timestamp_millis(), "speed": self.speed}))
    }
}

/// What stays the same while people vote.
fn texts(screen: &Screen) -> String {
    let mut still = screen.clone();
    for shown in still.open.iter_mut().chain(&mut still.current) {
        (shown.votes, shown.wanted) = (0, String::new());
    }
    still.open.sort_by_key(|shown| shown.id);
    serde_json::to_string(&still).unwrap_or_default()
}

/// At most half of the file descriptors that talkbell may open are for those who look.
fn viewers() -> usize {
    #[cfg(unix)]
    let most = rustix::process::getrlimit(rustix::process::Resource::Nofile).current;
    #[cfg(not(unix))]
    let most = None;
    let half = most.and_then(|most| usize::try_from(most / 2).ok());
    half.map_or(VIEWERS, |half| half.min(VIEWERS))
}

fn event(name: &str, data: &impl Serialize) -> Bytes {
    // Plain data with text keys always becomes JSON, and JSON has no line break that would end the event.
    let data = serde_json::to_string(data).unwrap_or_default();
    format!("event: {name}\ndata: {data}\n\n").into()
}
