//! What the court says of changes: what is told of them, and whether what stands is true in the end.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use talkbell::announce::{Destination, Notice, plan, reminders};
use talkbell::config::ConferenceSettings;
use talkbell::schedule::{ConferenceId, Schedule, changes};
use talkbell::store::{Adoption, State};
use talkbell::text::{Message, Reach, Scene, change_lines, correction};

use crate::channels::Channels;
use crate::court::Court;
use crate::row::Row;
use crate::table::Table;
use crate::takings::{SURELY_CORRECTED, Taken};

impl Court {
    /// A programme is taken in: each is told of it once, and of what did change.
    pub fn adopted(
        &mut self,
        table: &Table,
        conference: &ConferenceId,
        before: Option<&Schedule>,
        adoption: &Adoption,
        session: DateTime<Utc>,
    ) {
        self.note(|| format!("takes the programme of {conference} in"));
        let fresh = table.taken.get(conference).and_then(Taken::schedule);
        let settings = self.settings.iter().find(|settings| settings.id == *conference).cloned();
        if let (Some(before), Some(fresh), Some(settings)) = (before, &fresh, settings) {
            let here = settings.channel.value;
            let told = self
                .in_programme(&settings, fresh, session, |scene| change_lines(scene, &changes(before, fresh), here));
            let audience = Destination::Channel(settings.channel.value);
            let said = adoption.changes.iter().filter(|(notice, _)| notice.destination == audience);
            let said: Vec<&Vec<String>> = said.map(|(_, lines)| lines).collect();
            if said.len() != usize::from(!told.is_empty()) || said.iter().any(|lines| **lines != told) {
                self.breaks(format!("{conference} changes by {told:?}, and {said:?} is told"));
            }
        }
        let everybody: Vec<Destination> = adoption.personal.iter().map(|(notice, _)| notice.destination).collect();
        if everybody.iter().collect::<BTreeSet<_>>().len() != everybody.len()
            || (before == fresh.as_ref() && !everybody.is_empty())
        {
            self.breaks(format!("of one change of {conference} is told more than once: {everybody:?}"));
        }
        self.in_force(table);
    }

    /// What the programmes call for from now on, and what people ask for.
    pub fn in_force(&mut self, table: &Table) {
        let mut notices: Vec<Notice> = Vec::new();
        let mut programmes = Vec::new();
        for settings in self.settings.clone() {
            let schedule = table.taken.get(&settings.id).and_then(Taken::schedule);
            let Some(schedule) = schedule else { continue };
            notices.extend(plan(&settings.id, &schedule, &settings.policy, &settings.route()));
            notices.extend(reminders(&settings.id, &schedule, &table.wishes(&settings.id)));
            programmes.push((settings, schedule));
        }
        let by_digest = notices.into_iter().map(|notice| (notice.key().digest().as_str().to_owned(), notice));
        self.plans.push((self.now, by_digest.collect()));
        self.programmes.push((self.now, programmes));
    }

    /// Each message that stands says what the programme says in the end, or it is on record why it does not.
    pub fn truth(&mut self, table: &Table, channels: &Channels) {
        let mut titles: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (_, programmes) in &self.programmes {
            for (_, schedule) in programmes {
                for session in &schedule.sessions {
                    titles.entry(format!("session:{}", session.id)).or_default().insert(session.title.clone());
                    for talk in &session.talks {
                        titles.entry(format!("talk:{}", talk.id)).or_default().insert(talk.title.clone());
                    }
                }
            }
        }
        for row in table.rows.iter().filter(|row| row.state == State::Delivered && row.notice.kind.is_corrected()) {
            let Some((channel, message)) = row.message else { continue };
            let Some(standing) = channels.message(channel, message).filter(|standing| !standing.gone) else { continue };
            let (Some(text), None) = (&standing.text, &row.uncorrected) else { continue };
            let none = BTreeSet::new();
            let known = titles.get(&row.notice.subject.to_string()).unwrap_or(&none);
            if !self.is_true(row, text, known) {
                let (key, content) = (&row.key, &text.content);
                self.breaks(format!("{key} stands, and says what is not true: {content}"));
            }
        }
    }

    fn is_true(&self, row: &Row, text: &Message, titles: &BTreeSet<String>) -> bool {
        let Some((since, programmes)) = self.programmes.last() else { return true };
        // What is long over is not corrected.
        if *since > row.notice.expires + SURELY_CORRECTED {
            return true;
        }
        let its = programmes.iter().find(|(settings, _)| settings.id == row.notice.conference);
        let Some((settings, schedule)) = its else { return true };
        let digests = std::iter::once(&row.digest).chain(&row.former);
        let sent = digests.filter_map(|digest| self.said.get(digest.as_str())).flatten().copied();
        let instants: BTreeSet<DateTime<Utc>> = sent.chain(row.finished).collect();
        instants.iter().any(|now| {
            self.in_programme(settings, schedule, *now, |scene| {
                titles.iter().any(|title| correction(scene, &row.notice, Reach::AsPlanned, title) == *text)
            })
        })
    }

    fn in_programme<T>(
        &self,
        settings: &ConferenceSettings,
        schedule: &Schedule,
        now: DateTime<Utc>,
        tell: impl FnOnce(&Scene<'_>) -> T,
    ) -> T {
        let (words, route) = (&*self.words, settings.route());
        let reminds = settings.policy.reminder.is_some();
        tell(&Scene { words, conference: &settings.id, schedule, route: &route, board: None, now, reminds })
    }
}
