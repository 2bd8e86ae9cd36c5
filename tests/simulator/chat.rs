use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::{DateTime, Utc};
use talkbell::announce::{Destination, NoticeDigest};
use talkbell::app::{Chat, ChatError, Edit, Posted};
use talkbell::clock::Clock;
use talkbell::text::Message;

use crate::channels::{Answer, Ask, Channels, destination_of};
use crate::court::Court;
use crate::executor::breathe;
use crate::weather::{Fate, Weather};

/// A request is given up after so long, as the real adapter does.
const TIMEOUT_MS: i64 = 10_000;

/// The chat as a replica reaches it: over a network.
pub struct SimChat {
    pub channels: Arc<Mutex<Channels>>,
    pub court: Arc<Mutex<Court>>,
    pub weather: Arc<Weather>,
    pub clock: Clock,
}

impl SimChat {
    async fn request(&self, destination: Destination, ask: Ask) -> Answer {
        let fate = self.weather.fate();
        let (there, back) = match fate {
            Fate::Late => (TIMEOUT_MS + self.weather.latency().min(1500), 1),
            _ => (self.weather.latency(), self.weather.latency()),
        };
        match fate {
            Fate::NotTaken(retry) => {
                self.sleep(there + back).await;
                let retry_after = retry.map(Duration::from_millis);
                return Err(ChatError::NotTaken { reason: "Too much at once.".to_owned(), retry_after });
            }
            Fate::NeverArrives => {
                self.clock.sleep(self.weather.noticing()).await;
                return Err(unknown());
            }
            Fate::Refused => {
                self.sleep(there + back).await;
                return Err(ChatError::Refused { reason: "It is not allowed there.".to_owned() });
            }
            Fate::Barred => {
                self.sleep(there + back).await;
                return Err(ChatError::Barred { reason: "Nobody may write there.".to_owned() });
            }
            Fate::Taken | Fate::AnswerLost | Fate::Late => {}
        }
        let request = self.channels.lock().expect("one thread").send(there, destination, ask);
        self.sleep((there + back).min(TIMEOUT_MS)).await;
        breathe().await;
        let answer = self.channels.lock().expect("one thread").answer(request);
        match (fate, answer) {
            (Fate::Taken, Some(answer)) => answer,
            _ => Err(unknown()),
        }
    }

    async fn sleep(&self, milliseconds: i64) {
        self.clock.sleep(Duration::from_millis(u64::try_from(milliseconds).expect("positive"))).await;
    }
}

impl Chat for SimChat {
    async fn post(
        &self,
        destination: Destination,
        message: &Message,
        nonce: &NoticeDigest,
    ) -> Result<Posted, ChatError> {
        self.court.lock().expect("one thread").sent(nonce, self.clock.now());
        let mark = message.buttons.iter().find_map(|button| button.id.notice.clone());
        let text = Arc::new(message.clone());
        let answer = self.request(destination, Ask::Post { nonce: nonce.clone(), mark, text }).await?;
        answer.ok_or_else(unknown)
    }

    async fn find(
        &self,
        destination: Destination,
        notice: &NoticeDigest,
        since: DateTime<Utc>,
    ) -> Result<Option<Posted>, ChatError> {
        let found = self.request(destination, Ask::Find { notice: notice.clone(), since }).await;
        // Looking changes nothing, so a lost answer is as good as none.
        found.map_err(|error| match error {
            ChatError::Unknown { reason } => ChatError::NotTaken { reason, retry_after: None },
            error => error,
        })
    }
}

impl Edit for SimChat {
    async fn edit(&self, channel: u64, message: u64, says: &Message) -> Result<(), ChatError> {
        let ask = Ask::Edit { message, text: Arc::new(says.clone()) };
        self.request(destination_of(channel), ask).await.map(|_| ())
    }
}

fn unknown() -> ChatError {
    ChatError::Unknown { reason: "The connection broke.".to_owned() }
}
