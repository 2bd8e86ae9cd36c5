use chrono::{DateTime, TimeDelta, Utc};

use super::{Notice, NoticeKind, Subject};
use crate::schedule::{Schedule, Talk, TalkKind};

/// The talks whose start was missed, if the audience still wants to hear of them: they took place, and their session still
/// runs. A bell of the past helps nobody, nor does a break, nor a session that is over.
#[must_use]
pub fn missed_talks<'a>(missed: &Notice, schedule: &'a Schedule, now: DateTime<Utc>) -> Vec<&'a Talk> {
    let told = matches!(missed.kind, NoticeKind::TalkStart | NoticeKind::QaOpening);
    let (session, talks) = match &missed.subject {
        Subject::Talk(id) => match schedule.talk(id) {
            Some(found) => (found.session, vec![found.talk]),
            None => return Vec::new(),
        },
        Subject::Session(id) => match schedule.session(id) {
            Some(session) => (session, session.posters_at(missed.starts).filter(|talk| !talk.cancelled).collect()),
            None => return Vec::new(),
        },
        Subject::Question(_) | Subject::Conference => return Vec::new(),
    };
    let took_place = |talk: &&Talk| talk.start == missed.starts && talk.end <= now && talk.kind != TalkKind::Break;
    if told && session.end() > now { talks.into_iter().filter(took_place).collect() } else { Vec::new() }
}

/// The one message that tells a channel of what was missed there while talkbell was away; `None` when none of it still
/// matters. It takes the place of the last of them, before what is said late.
#[must_use]
pub fn catch_up<'a>(
    missed: impl IntoIterator<Item = &'a Notice>,
    schedule: &Schedule,
    now: DateTime<Utc>,
) -> Option<Notice> {
    let matters = missed.into_iter().filter_map(|notice| {
        let talks = missed_talks(notice, schedule, now);
        Some((notice, schedule.talk(&talks.first()?.id)?.session.end()))
    });
    let matters: Vec<_> = matters.collect();
    let expires = matters.iter().map(|(_, end)| *end).max()?;
    let (last, _) = matters.into_iter().max_by_key(|(notice, _)| notice.due)?;
    let (kind, subject, lead) = (NoticeKind::CatchUp, Subject::Conference, TimeDelta::zero());
    Some(Notice { kind, subject, lead, starts: last.due, expires, ..last.clone() })
}
