use chrono::{DateTime, TimeDelta, Utc};

use super::reminder::planned_reminder;
use super::{Destination, Known, Notice, NoticeKind, Policy, Route, Subject};
use crate::schedule::{ConferenceId, Schedule, Session, Talk, TalkKind, TalkRef};

/// Every notice that a printed programme calls for, in the order in which they are said.
///
/// Planning knows no "now": what is past is planned too, and the outbox says what became of it.
#[must_use]
pub fn plan(conference: &ConferenceId, schedule: &Schedule, policy: &Policy, route: &Route) -> Vec<Notice> {
    plan_knowing(conference, schedule, policy, route, &Known::default())
}

/// As [`plan`], with what is known beside the programme.
#[must_use]
pub fn plan_knowing(
    conference: &ConferenceId,
    schedule: &Schedule,
    policy: &Policy,
    route: &Route,
    known: &Known,
) -> Vec<Notice> {
    let mut notices: Vec<Notice> = schedule
        .sessions
        .iter()
        .flat_map(|session| {
            let planner = Planner { conference, session, policy, route, known };
            let talks = session.talks.iter().flat_map(move |talk| planner.talk(talk));
            planner.session().into_iter().chain(planner.posters()).chain(talks)
        })
        .collect();
    // Stable, so that what is equal here stays in programme order.
    notices.sort_by_key(|notice| (notice.due, notice.kind));
    notices
}

/// What the programme, as it is now, makes of a notice that was planned earlier: `None` when it no longer calls for it. A
/// notice to the audience stays in the channel to which it was on its way, also if the audience is elsewhere by now: else
/// nobody could say whether it is said twice.
#[must_use]
pub fn planned(notice: &Notice, schedule: &Schedule, policy: &Policy, route: &Route, known: &Known) -> Option<Notice> {
    if notice.kind == NoticeKind::Reminder {
        return planned_reminder(notice, schedule).filter(|planned| known.allows(planned));
    }
    let session = match &notice.subject {
        Subject::Session(id) => schedule.session(id)?,
        Subject::Talk(id) => schedule.talk(id)?.session,
        Subject::Question(_) | Subject::Conference => return None,
    };
    let planner = Planner { conference: &notice.conference, session, policy, route, known };
    let talks = session.talks.iter().flat_map(|talk| planner.talk(talk));
    let mut notices = planner.session().into_iter().chain(planner.posters()).chain(talks);
    let planned = notices.find(|planned| planned.is_same_elsewhere(notice) || planned.key() == notice.key());
    planned.map(|planned| Notice { destination: notice.destination, ..planned })
}

/// The sessions whose moderators no notice can reach: no Discord id, and no moderator channel.
pub fn silent_moderators<'a>(schedule: &'a Schedule, route: &'a Route) -> impl Iterator<Item = &'a Session> {
    let held = schedule.sessions.iter().filter(|session| !session.is_cancelled());
    held.filter(|session| route.to_moderators(&session.moderators).is_empty())
}

#[derive(Clone, Copy)]
pub(super) struct Planner<'a> {
    pub(super) conference: &'a ConferenceId,
    pub(super) session: &'a Session,
    pub(super) policy: &'a Policy,
    pub(super) route: &'a Route,
    pub(super) known: &'a Known,
}

impl Planner<'_> {
    fn session(&self) -> Vec<Notice> {
        if self.session.is_cancelled() {
            return Vec::new();
        }
        let (start, end) = (self.session.start(), self.session.end());
        let called_to = self.known.called_to(self.session);
        let subject = Subject::Session(self.session.id.clone());
        let at =
            |kind, lead, due, expires| Draft { kind, subject: subject.clone(), lead, starts: called_to, due, expires };

        let opening = self.policy.session_opening;
        let opening = opening.map(|lead| at(NoticeKind::SessionOpening, lead, called_to - lead, start));
        // A session that a moderator begins before its opening needs none.
        let opening = opening.filter(|opening| opening.due < opening.expires);
        let closing = self.policy.session_closing;
        let closing = closing.map(|late| at(NoticeKind::SessionClosing, TimeDelta::zero(), end, end + late));

        let audience = [Destination::Channel(self.route.of_session(self.session))];
        let to_audience = opening.into_iter().chain(closing).flat_map(|draft| self.send(&draft, &audience));
        to_audience.chain(self.calls()).collect()
    }

    fn talk(&self, talk: &Talk) -> Vec<Notice> {
        if talk.cancelled {
            return Vec::new();
        }
        let found = TalkRef { session: self.session, talk };
        let audience = [Destination::Channel(self.route.of_talk(found))];
        let is_qa = talk.kind == TalkKind::QuestionsAndAnswers;
        let start_kind = if is_qa { NoticeKind::QaOpening } else { NoticeKind::TalkStart };
        let alone = !self.session.is_shown_with_others(talk);
        let announced = alone && !self.policy.unannounced.contains(&talk.kind);

        let ping = self.policy.ping.lead(talk).filter(|_| alone && self.known.could_ring(talk));
        let ping = ping.map(|lead| before_start(talk, NoticeKind::TalkPing, lead));
        let start = announced.then(|| until_end(talk, start_kind));
        let mut notices: Vec<_> =
            ping.into_iter().chain(start).flat_map(|draft| self.send(&draft, &audience)).collect();
        notices.extend(self.time_cards(talk));
        if is_qa {
            notices.extend(self.moderator_reminders(talk));
        }
        notices
    }

    fn moderator_reminders(&self, qa: &Talk) -> Vec<Notice> {
        let moderators = self.moderators();
        let soon = self.policy.qa_soon.filter(|_| self.known.could_ring(qa));
        let soon = soon.map(|lead| before_start(qa, NoticeKind::QaSoon, lead));
        let now = self.policy.qa_now.then(|| until_end(qa, NoticeKind::QaNow));
        let ending = self.policy.qa_ending.filter(|lead| *lead < qa.duration());
        let ending = ending.map(|lead| Draft { lead, due: qa.end - lead, ..until_end(qa, NoticeKind::QaEnding) });
        let drafts = [soon, now, ending].into_iter().flatten();
        drafts.flat_map(|draft| self.send(&draft, &moderators)).collect()
    }

    pub(super) fn send(&self, draft: &Draft, destinations: &[Destination]) -> Vec<Notice> {
        let notice = |destination: &Destination| Notice {
            conference: self.conference.clone(),
            kind: draft.kind,
            destination: *destination,
            subject: draft.subject.clone(),
            lead: draft.lead,
            starts: draft.starts,
            due: draft.due,
            expires: draft.expires,
        };
        destinations.iter().map(notice).collect()
    }
}

/// A notice that has no destination yet.
pub(super) struct Draft {
    pub(super) kind: NoticeKind,
    pub(super) subject: Subject,
    pub(super) lead: TimeDelta,
    pub(super) starts: DateTime<Utc>,
    pub(super) due: DateTime<Utc>,
    pub(super) expires: DateTime<Utc>,
}

/// Dropped once the talk has begun: then the start announcement says it better.
fn before_start(talk: &Talk, kind: NoticeKind, lead: TimeDelta) -> Draft {
    Draft { lead, due: talk.start - lead, expires: talk.start, ..until_end(talk, kind) }
}

fn until_end(talk: &Talk, kind: NoticeKind) -> Draft {
    Draft {
        kind,
        subject: Subject::Talk(talk.id.clone()),
        lead: TimeDelta::zero(),
        starts: talk.start,
        due: talk.start,
        expires: talk.end,
    }
}
