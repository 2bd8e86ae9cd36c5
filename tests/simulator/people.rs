//! What people do meanwhile.

use chrono::TimeDelta;
use talkbell::announce::{Reminder, UserId, reminder_lead};
use talkbell::schedule::{ConferenceId, Talk};

use crate::programme::ATTENDEES;
use crate::world::World;

impl World {
    /// Somebody asks to be reminded of a talk that is to come, or of another lead.
    pub fn wish(&self) {
        let mut table = self.around.table.lock().expect("one thread");
        let taken = table.taken.iter().filter_map(|(conference, taken)| Some((conference.clone(), taken.schedule()?)));
        let ahead: Vec<(ConferenceId, Talk)> = taken
            .flat_map(|(conference, schedule)| {
                let talks: Vec<Talk> = schedule.talks().map(|found| found.talk.clone()).collect();
                talks.into_iter().map(move |talk| (conference.clone(), talk))
            })
            .filter(|(_, talk)| talk.start > self.now && !talk.cancelled)
            .collect();
        if ahead.is_empty() {
            return;
        }
        let (conference, talk) = &ahead[self.random.index(ahead.len())];
        let wanted = TimeDelta::minutes(self.random.one_of(&[1, 5, 10, 30]));
        let Some(lead) = reminder_lead(talk, wanted, self.now) else { return };
        let user = UserId::new(self.random.one_of(&ATTENDEES)).expect("an id");
        let reminder = Reminder { talk: talk.id.clone(), user, lead };
        table.remind(conference, &reminder, &reminder.notice(conference, talk), self.now);
        self.around.court.lock().expect("one thread").in_force(&table);
    }

    pub fn forget(&self) {
        let mut table = self.around.table.lock().expect("one thread");
        let kept: Vec<(ConferenceId, Reminder)> = table.wishes.iter().cloned().collect();
        if kept.is_empty() {
            return;
        }
        let (conference, reminder) = &kept[self.random.index(kept.len())];
        let talk = [reminder.talk.clone()];
        let only = self.random.chance(700).then_some(&talk[..]);
        table.forget(conference, reminder.user, only, self.now);
        self.around.court.lock().expect("one thread").in_force(&table);
    }

    /// A moderator deletes what talkbell posted.
    pub fn delete(&self) {
        let table = self.around.table.lock().expect("one thread");
        let posted: Vec<(u64, u64)> = table.rows.iter().filter_map(|row| row.message).collect();
        if !posted.is_empty() {
            let (channel, message) = self.random.one_of(&posted);
            self.around.channels.lock().expect("one thread").delete(channel, message);
        }
    }
}
