use std::collections::BTreeMap;
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio_util::sync::CancellationToken;
use tracing::{error, info, warn};

use super::ailments::{Ailment, Limits};
use super::{App, Chat, ChatError};
use crate::announce::{ChannelId, Destination, NoticeKey};
use crate::schedule::ConferenceId;
use crate::text::{Alarm, Message, alarm, all_clear};

/// How often everything is looked at.
const LOOK: Duration = Duration::from_secs(5);
/// An ailment is told when it was seen so often in a row: what mends itself at once troubles nobody.
const SIGHTINGS: u32 = 2;
/// For so long a word whose arrival is unknown is said again; the same nonce keeps it from standing twice.
const UNSURE: Duration = Duration::from_mins(2);
/// Words that wait for a Discord that is away. More would be noise when it is back.
const MOST_WORDS: usize = 20;

/// Tells the organisers what is wrong with talkbell itself: once when it begins, once when it is over.
///
/// It speaks to the chat directly: the outbox may be what is broken.
pub struct Watchdog<C> {
    app: Arc<App>,
    chat: Arc<C>,
    limits: Limits,
    look: Duration,
}

/// What is known of one kind of ailment.
struct Case {
    alarm: Alarm,
    conference: Option<ConferenceId>,
    sightings: u32,
}

/// Something to be said.
struct Words {
    destination: Destination,
    message: Message,
    /// Its nonce, made from this.
    key: NoticeKey,
    since: Option<Instant>,
}

#[derive(Default)]
struct Memory {
    cases: BTreeMap<String, Case>,
    unsaid: VecDeque<Words>,
    told: u64,
}

impl<C: Chat> Watchdog<C> {
    /// A watchdog that looks every five seconds.
    #[must_use]
    pub fn new(app: Arc<App>, chat: Arc<C>) -> Self {
        Self { app, chat, limits: Limits::default(), look: LOOK }
    }

    /// One that looks more often, and with other limits.
    #[must_use]
    pub fn with(self, limits: Limits, look: Duration) -> Self {
        Self { limits, look, ..self }
    }

    /// Watches until `stop`.
    pub async fn run(&self, stop: CancellationToken) {
        let mut memory = Memory::default();
        while !stop.is_cancelled() {
            let round = async {
                let ailments = self.app.ailments(&self.limits).await;
                self.compare(&mut memory, ailments);
                self.speak(&mut memory).await;
                tokio::time::sleep(self.look).await;
            };
            tokio::select! { () = stop.cancelled() => return, () = round => {} }
        }
    }

    fn compare(&self, memory: &mut Memory, ailments: Vec<Ailment>) {
        let seen: BTreeMap<String, Ailment> = ailments.into_iter().map(|ailment| (name(&ailment), ailment)).collect();
        let over: Vec<Case> =
            memory.cases.extract_if(.., |name, _| !seen.contains_key(name)).map(|(_, case)| case).collect();
        for case in over {
            if case.sightings >= SIGHTINGS {
                info!("Over: {}", case.alarm);
                self.plan_words(memory, case.conference.as_ref(), |words| all_clear(words, &case.alarm));
            }
        }
        for (name, Ailment { alarm: seen, conference }) in seen {
            let sightings = memory.cases.get(&name).map_or(1, |case| case.sightings.saturating_add(1));
            if sightings == SIGHTINGS {
                warn!("{seen}");
                self.plan_words(memory, conference.as_ref(), |words| alarm(words, &seen));
            }
            memory.cases.insert(name, Case { alarm: seen, conference, sightings });
        }
    }

    fn plan_words(
        &self,
        memory: &mut Memory,
        conference: Option<&ConferenceId>,
        message: impl Fn(&crate::text::Words) -> Message,
    ) {
        let words = self.app.words_about(conference);
        for channel in self.channels(conference) {
            memory.told += 1;
            let wall = self.app.clock.wall().timestamp_millis();
            let key = NoticeKey::from(format!("watchdog/{channel}/{wall}/{}", memory.told));
            let message = message(words);
            memory.unsaid.push_back(Words { destination: Destination::Channel(channel), message, key, since: None });
        }
        while memory.unsaid.len() > MOST_WORDS {
            memory.unsaid.pop_front();
        }
    }

    /// Where the organisers of a conference, or of all, are told.
    fn channels(&self, conference: Option<&ConferenceId>) -> Vec<ChannelId> {
        let concerned = self.app.conferences.iter().filter(|it| conference.is_none_or(|id| it.id() == id));
        let mut channels: Vec<ChannelId> = concerned.filter_map(|it| it.settings.report_channel()).collect();
        channels.sort_unstable();
        channels.dedup();
        channels
    }

    /// Says what is unsaid, in order, as far as Discord takes it now.
    async fn speak(&self, memory: &mut Memory) {
        while let Some(words) = memory.unsaid.front_mut() {
            let since = *words.since.get_or_insert_with(Instant::now);
            match self.chat.post(words.destination, &words.message, &words.key.digest()).await {
                Ok(_) => {}
                Err(ChatError::NotTaken { .. }) => {
                    // The time of doubt begins with the first attempt that may have arrived.
                    words.since = None;
                    return;
                }
                Err(ChatError::Unknown { .. }) if since.elapsed() < UNSURE => return,
                Err(error) => error!(%error, "The organisers could not be told; the log has what they were to hear."),
            }
            memory.unsaid.pop_front();
        }
    }
}

/// What makes an ailment the same at the next look.
fn name(ailment: &Ailment) -> String {
    let conference = ailment.conference.as_ref().map_or("", ConferenceId::as_str);
    format!("{}/{conference}", ailment.alarm.kind())
}
