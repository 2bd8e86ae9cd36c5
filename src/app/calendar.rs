//! The programme as calendar programs subscribe to it.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

use super::App;
use crate::export::{Gone, IcsOptions, ics};
use crate::schedule::{ConferenceId, Published, Schedule, Session, SessionId, Talk};
use crate::store::StoreError;

/// The right side of each event's UID. It never changes: a new one is a second event in the calendars of all who
/// subscribed.
const UID_DOMAIN: &str = "talkbell";

/// A calendar, ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// An iCalendar file.
    pub text: String,
    /// Names this state of it.
    pub tag: String,
    /// Since when it is so.
    pub changed: DateTime<Utc>,
}

/// What was written last for each address, and from which programme: a thousand subscribers come every ten minutes.
pub(super) type Written = BTreeMap<(ConferenceId, Option<SessionId>), (Arc<Schedule>, Arc<Calendar>)>;

impl App {
    /// The calendar of a conference, or of one of its sessions. `None` where there is no such thing, and never was.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn calendar(
        &self,
        conference: &ConferenceId,
        session: Option<&SessionId>,
    ) -> Result<Option<Arc<Calendar>>, StoreError> {
        let Some(carried) = self.conferences.get(conference) else { return Ok(None) };
        let schedule = carried.schedule();
        let address = (conference.clone(), session.cloned());
        if let Some(written) = self.written(&address, &schedule) {
            return Ok(Some(written));
        }
        let published = self.store.published(conference).await?;
        let told = |it: &&Published| session.is_none_or(|session| it.entry.session == *session);
        let told: Vec<&Published> = published.iter().filter(told).collect();
        if told.is_empty() {
            return Ok(None);
        }
        let calendar = Arc::new(write(&as_published(&schedule, &told), conference, session, &told));
        if let Ok(mut written) = self.calendars.lock() {
            written.insert(address, (schedule, Arc::clone(&calendar)));
        }
        Ok(Some(calendar))
    }

    fn written(&self, address: &(ConferenceId, Option<SessionId>), schedule: &Arc<Schedule>) -> Option<Arc<Calendar>> {
        let written = self.calendars.lock().ok()?;
        let (of, calendar) = written.get(address)?;
        Arc::ptr_eq(of, schedule).then(|| Arc::clone(calendar))
    }
}

/// The programme as it was published: another replica may be ahead of this one, and a number must never stand beside
/// what an earlier one said.
fn as_published(schedule: &Schedule, published: &[&Published]) -> Schedule {
    let mut sessions: BTreeMap<&SessionId, Session> = BTreeMap::new();
    for Published { entry, .. } in published.iter().filter(|it| !it.gone) {
        let session = sessions.entry(&entry.session).or_insert_with(|| Session {
            id: entry.session.clone(),
            title: entry.session_title.clone(),
            moderators: Vec::new(),
            summary: None,
            room: None,
            track: None,
            talks: Vec::new(),
        });
        session.talks.push(Talk { room: entry.room.clone(), ..entry.talk.clone() });
    }
    let mut sessions: Vec<Session> = sessions.into_values().collect();
    sessions.iter_mut().for_each(|session| session.talks.sort_by_key(|talk| (talk.start, talk.end)));
    sessions.sort_by_key(Session::start);
    Schedule { sessions, ..schedule.clone() }
}

fn write(
    schedule: &Schedule,
    conference: &ConferenceId,
    session: Option<&SessionId>,
    published: &[&Published],
) -> Calendar {
    let changed = published.iter().map(|it| it.changed).max().unwrap_or(DateTime::UNIX_EPOCH);
    let options = IcsOptions {
        uid_domain: UID_DOMAIN,
        conference: conference.as_str(),
        stamped: changed,
        sequences: published.iter().map(|it| (it.entry.talk.id.clone(), it.sequence)).collect(),
        gone: published
            .iter()
            .filter(|it| it.gone)
            .map(|it| Gone {
                session: it.entry.session_title.clone(),
                room: it.entry.room.clone(),
                talk: it.entry.talk.clone(),
            })
            .collect(),
        session: session.cloned(),
    };
    let text = ics(schedule, &options);
    let hash = Sha256::digest(text.as_bytes());
    let tag = hash[..12].iter().map(|byte| format!("{byte:02x}")).collect();
    Calendar { text, tag, changed }
}
