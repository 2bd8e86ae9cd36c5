//! What is said to moderators and speakers alone.

use chrono::TimeDelta;

use super::plan::{Draft, Planner};
use super::{Destination, Notice, NoticeKind, Subject, UserId};
use crate::schedule::{Talk, TalkKind};

/// Whoever is asked once more has so long to see it; later, the next word says it better.
const ASKED_AGAIN: TimeDelta = TimeDelta::minutes(2);
/// "Time is up" is worth saying for so long.
const TIME_UP: TimeDelta = TimeDelta::minutes(2);
/// When the panel comes where nobody is called: as early as a call would be.
const PANEL_LEAD: TimeDelta = TimeDelta::minutes(15);

impl Notice {
    /// Whether the notice counts down to an end, which a moderator's panel shows as well.
    #[must_use]
    pub fn counts_down(&self) -> bool {
        matches!(self.kind, NoticeKind::TimeCard | NoticeKind::QaEnding)
    }
}

impl Planner<'_> {
    /// Who is called to a session, and what is put before its moderator.
    pub(super) fn calls(&self) -> Vec<Notice> {
        let panel = self.route.moderator_channel.filter(|_| self.policy.panel).into_iter().flat_map(|channel| {
            let lead = self.policy.moderator_call.unwrap_or(PANEL_LEAD);
            let draft = Draft { expires: self.session.end(), ..self.call(NoticeKind::Panel, lead) };
            self.send(&draft, &[Destination::Channel(channel)])
        });
        let Some(first) = self.policy.moderator_call else { return panel.collect() };
        panel.chain(self.calls_to_moderators(first)).chain(self.calls_to_speakers(first)).collect()
    }

    /// Before the end of a talk, to its moderators and its speakers, each alone.
    pub(super) fn time_cards(&self, talk: &Talk) -> Vec<Notice> {
        if matches!(talk.kind, TalkKind::Break | TalkKind::Poster) {
            return Vec::new();
        }
        let is_qa = talk.kind == TalkKind::QuestionsAndAnswers;
        // A moderator has a reminder of its own there.
        let said_otherwise = |lead: TimeDelta| is_qa && self.policy.qa_ending == Some(lead);
        // In the first half of a talk nobody wants to hear of its end.
        let fits = |lead: &TimeDelta| *lead * 2 <= talk.duration() && !said_otherwise(*lead);
        let mut leads: Vec<TimeDelta> = self.policy.time_cards.iter().copied().filter(fits).collect();
        leads.extend(self.policy.time_up.then(TimeDelta::zero));
        leads.sort_unstable();
        let people = self.private(talk);
        let card = |(place, lead): (usize, &TimeDelta)| {
            let sooner = place.checked_sub(1).map(|sooner| talk.end - leads[sooner]);
            Draft {
                kind: NoticeKind::TimeCard,
                subject: Subject::Talk(talk.id.clone()),
                lead: *lead,
                // A talk that gets more time has its cards again: they speak of its end.
                starts: talk.end,
                due: talk.end - *lead,
                expires: sooner.unwrap_or_else(|| if lead.is_zero() { talk.end + TIME_UP } else { talk.end }),
            }
        };
        let cards = leads.iter().enumerate().map(card);
        let cards = cards.filter(|card| self.known.could_count_down(talk, card.due));
        cards.flat_map(|draft| self.send(&draft, &people)).collect()
    }

    /// Where the moderators of the session are reached: those of the programme, and whoever stepped in for them.
    pub(super) fn moderators(&self) -> Vec<Destination> {
        let mut places = self.route.to_moderators(&self.session.moderators);
        let stepped_in = self.known.present_of(self.session, self.route.backup_moderators.values().copied());
        places.extend(stepped_in.map(Destination::Direct));
        places.sort_unstable();
        places.dedup();
        places
    }

    fn calls_to_moderators(&self, first: TimeDelta) -> Vec<Notice> {
        let start = self.known.called_to(self.session);
        let places = self.route.to_moderators(&self.session.moderators);
        let call = Draft { expires: self.session.end(), ..self.call(NoticeKind::ModeratorCall, first) };
        let mut notices = self.send(&call, &places);
        let absent: Vec<Destination> = places.iter().copied().filter(|place| self.is_absent(*place)).collect();
        for lead in self.policy.check_in.iter().filter(|lead| **lead < first) {
            let due = start - *lead;
            let again = Draft { expires: start.min(due + ASKED_AGAIN), ..self.call(NoticeKind::ModeratorAgain, *lead) };
            notices.extend(self.send(&again, &absent));
        }
        if self.has_moderator() {
            return notices;
        }
        if let Some(lead) = self.policy.backup_call {
            let backups: Vec<_> = self.route.backup_moderators.values().copied().map(Destination::Direct).collect();
            notices.extend(self.send(&self.call(NoticeKind::BackupCall, lead), &backups));
        }
        let called = !places.is_empty() || !self.route.backup_moderators.is_empty();
        if let (Some(lead), Some(channel), true) = (self.policy.organiser_call, self.route.organiser_channel, called) {
            let missing = self.call(NoticeKind::ModeratorMissing, lead);
            notices.extend(self.send(&missing, &[Destination::Channel(channel)]));
        }
        notices
    }

    fn calls_to_speakers(&self, first: TimeDelta) -> Vec<Notice> {
        let Some(lead) = self.policy.speaker_call else { return Vec::new() };
        let again = self.policy.check_in.iter().copied().filter(|again| *again < first.min(lead));
        let held = self.session.talks.iter().filter(|talk| !talk.cancelled);
        let names = held.flat_map(|talk| &talk.speakers);
        let mut speakers: Vec<UserId> = names.filter_map(|name| self.route.speaker(name)).collect();
        speakers.retain(|user| !self.moderates(*user));
        speakers.sort_unstable();
        speakers.dedup();
        let all: Vec<Destination> = speakers.iter().copied().map(Destination::Direct).collect();
        let absent: Vec<Destination> = all.iter().copied().filter(|place| self.is_absent(*place)).collect();
        let mut notices = self.send(&self.call(NoticeKind::SpeakerCall, lead), &all);
        for lead in again {
            notices.extend(self.send(&self.call(NoticeKind::SpeakerCall, lead), &absent));
        }
        notices
    }

    /// A call to the session, which is of no use once that has begun.
    fn call(&self, kind: NoticeKind, lead: TimeDelta) -> Draft {
        let start = self.known.called_to(self.session);
        let subject = Subject::Session(self.session.id.clone());
        Draft { kind, subject, lead, starts: start, due: start - lead, expires: start }
    }

    /// Whether nobody who is reached there has said that they are there. In a channel, one is enough.
    fn is_absent(&self, place: Destination) -> bool {
        match place {
            Destination::Direct(user) => !self.known.is_present(self.session, user),
            Destination::Channel(_) => !self.has_moderator(),
        }
    }

    /// Whether anybody is there who may moderate: everyone but those who only speak.
    fn has_moderator(&self) -> bool {
        let here = |(session, _): &&(_, UserId)| *session == self.session.id;
        self.known.present.iter().filter(here).any(|(_, user)| self.moderates(*user) || !self.speaks(*user))
    }

    fn moderates(&self, user: UserId) -> bool {
        self.session.moderators.iter().any(|name| self.route.moderator(name) == Some(user))
    }

    fn speaks(&self, user: UserId) -> bool {
        let mut names = self.session.talks.iter().flat_map(|talk| &talk.speakers);
        names.any(|name| self.route.speaker(name) == Some(user))
    }

    /// The direct messages to those who moderate and give the talk, where they are known.
    fn private(&self, talk: &Talk) -> Vec<Destination> {
        let moderators = self.moderators().into_iter().filter(|place| matches!(place, Destination::Direct(_)));
        let speakers = talk.speakers.iter().filter_map(|name| self.route.speaker(name)).map(Destination::Direct);
        let mut places: Vec<Destination> = moderators.chain(speakers).collect();
        places.sort_unstable();
        places.dedup();
        places
    }
}
