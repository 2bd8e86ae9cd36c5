use chrono::{DateTime, Utc};

use super::{Schedule, Session, Talk};

/// `new`, which has the ids of `old`, with what vanished from it: a talk that was still to come or running is called off,
/// and stays in the programme as such until its source has it again. What is over stays as it was.
#[must_use]
pub fn with_tombstones(old: &Schedule, new: Schedule, now: DateTime<Utc>) -> Schedule {
    let mut whole = new;
    for talk in whole.sessions.iter_mut().flat_map(|session| &mut session.talks) {
        let was_cancelled = old.talk(&talk.id).is_some_and(|was| was.talk.cancelled);
        talk.cancelled |= was_cancelled && talk.end <= now;
    }
    for was in &old.sessions {
        let vanished: Vec<Talk> = was
            .talks
            .iter()
            .filter(|talk| whole.talk(&talk.id).is_none())
            .map(|talk| Talk { cancelled: talk.cancelled || talk.end > now, ..talk.clone() })
            .collect();
        if vanished.is_empty() {
            continue;
        }
        match whole.sessions.iter_mut().find(|session| session.id == was.id) {
            Some(session) => {
                session.talks.extend(vanished);
                session.talks.sort_by_key(|talk| (talk.start, talk.end));
            }
            None => whole.sessions.push(Session { talks: vanished, ..was.clone() }),
        }
    }
    whole.sessions.sort_by_key(Session::start);
    whole
}
