//! Whatever comes as an interaction is understood or left alone, and what is understood is answered within Discord's limits.

use std::sync::LazyLock;

use talkbell::app::{App, Conferences};
use talkbell::clock::Clock;
use talkbell::discord::decode;
use talkbell::text::Words;

/// Without a store: answers come from memory.
static APP: LazyLock<App<()>> = LazyLock::new(|| {
    let clock = Clock::pretending("2021-07-22T01:00:00Z".parse().expect("an instant"), 1.0);
    App::new(clock, (), Words::english(), Conferences::default())
});

/// What is asserted of any bytes.
pub fn holds_for(data: &[u8]) {
    if let Some(asked) = decode(data) {
        let _ = APP.answer(&asked);
    }
}
