use std::time::Duration;

use tracing::warn;

use super::{Answer, App, Asked, Question};
use crate::announce::NoticeDigest;
use crate::store::State;
use crate::text::{Message, Record, WhyNot, why_answer, why_not};

/// The outbox is asked for so long: Discord waits 3 s for an answer, and it has to get there.
const PATIENCE: Duration = Duration::from_secs(2);

impl App {
    /// Answers whatever is asked. What needs the store waits for it; the schedule's questions never do.
    pub async fn respond(&self, asked: &Asked) -> Answer {
        if let Question::Why(notice) = &asked.question {
            return Answer::private(self.why(asked, notice.as_ref()).await);
        }
        if let Some(answer) = self.moderating(asked).await {
            return answer;
        }
        if let Some(answer) = self.questions_answer(asked).await {
            return answer;
        }
        if let Some(answer) = self.organise(asked).await {
            return answer;
        }
        match self.reminding(asked).await {
            Some(answer) => answer,
            None => self.answer(asked),
        }
    }

    async fn why(&self, asked: &Asked, notice: Option<&NoticeDigest>) -> Message {
        let not = |why| why_not(self.words_for(asked), why);
        let Some(digest) = notice else { return not(WhyNot::Foreign) };
        let listed = match tokio::time::timeout(PATIENCE, self.store.by_digest(digest)).await {
            Ok(Ok(Some(listed))) => listed,
            Ok(Ok(None)) => return not(WhyNot::Forgotten),
            Ok(Err(error)) => {
                warn!(%error, "A question after a message could not be answered.");
                return not(WhyNot::Busy);
            }
            Err(_) => return not(WhyNot::Busy),
        };
        let conference = self.conferences.get(&listed.entry.notice.conference);
        let here = conference.filter(|conference| Some(conference.settings.guild.value) == asked.guild);
        let Some(conference) = here else { return not(WhyNot::Forgotten) };
        let entry = listed.entry;
        let posted = entry.finished.filter(|_| entry.state == State::Delivered);
        let record = Record { notice: entry.notice, posted, attempts: entry.attempts, uncorrected: entry.uncorrected };
        self.in_scene(&conference, |scene| why_answer(scene, &record))
    }
}
