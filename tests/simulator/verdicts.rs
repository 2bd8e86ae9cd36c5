//! What the court says, at the end, of channels that were switched off and of absences.

use std::collections::BTreeSet;

use talkbell::announce::{Destination, NoticeKind, missed_talks};
use talkbell::store::State;

use crate::court::{Court, Programmes, STALE};
use crate::row::Row;
use crate::table::Table;

impl Court {
    /// Each channel that was switched off was told of once, to each who is concerned.
    pub(crate) fn switchings(&mut self, table: &Table) {
        for (destination, went_off, told) in table.bars.judged() {
            let Destination::Channel(channel) = destination else {
                self.breaks(format!("{destination} is switched off, and is no channel"));
                continue;
            };
            let about = channel.to_string();
            let words = |kind| table.rows.iter().filter(move |row| row.notice.kind == kind);
            let off = words(NoticeKind::ChannelOff).filter(|row| row.lines.first() == Some(&about)).count();
            let due = usize::try_from(went_off).unwrap_or_default() * self.places(destination);
            if off != due || !told {
                self.breaks(format!(
                    "{destination} was switched off {went_off} times, which was told {off} times, not {due}"
                ));
            }
        }
    }

    /// What was missed while talkbell was away and still matters is told of once.
    pub(crate) fn absences(&mut self, table: &Table) {
        for row in table.rows.iter().filter(|row| row.notice.kind == NoticeKind::CatchUp) {
            if table.caught_up_in(&row.key).is_empty() {
                self.breaks(format!("{} tells of nothing", row.key));
            }
        }
        for row in &table.rows {
            let told = row.caught_up_in.as_ref().is_some_and(|key| table.row(key).is_some());
            if !told && self.mattered(row) {
                self.breaks(format!("{} was missed in an absence, and the audience is not told", row.key));
            }
        }
    }

    /// How many are told of a channel's switching.
    fn places(&self, destination: Destination) -> usize {
        let Some((_, programmes)) = self.programmes.last() else { return 0 };
        let settings = programmes.iter().map(|(settings, _)| settings);
        let uses = settings.filter(|settings| {
            settings.channels().any(|(_, channel)| Destination::Channel(channel.value) == destination)
        });
        let places = uses.filter_map(|settings| {
            let places = [settings.organiser_channel, settings.moderator_channel].into_iter().flatten();
            places.map(|place| Destination::Channel(place.value)).find(|place| *place != destination)
        });
        places.collect::<BTreeSet<_>>().len()
    }

    /// Whether a replica missed it because nobody ran while it could be said, whatever programme it went by.
    fn mattered(&self, row: &Row) -> bool {
        let (State::Missed, Some(replica), Some(finished)) = (row.state, row.missed_by, row.finished) else {
            return false;
        };
        let away = self.starts_at(replica, finished).is_some_and(|started| row.notice.expires <= started);
        let lately = self.programmes.iter().enumerate().filter(|(number, (since, _))| {
            let until = self.programmes.get(number + 1).map(|(until, _)| *until);
            // By a clock that was set nobody can tell which programme was in force.
            let then = *since <= finished + STALE && until.is_none_or(|until| until >= finished - STALE);
            self.clocks_differ || then
        });
        let matters = |programmes: &Programmes| {
            let mut its = programmes.iter().filter(|(settings, _)| settings.id == row.notice.conference);
            its.any(|(_, schedule)| !missed_talks(&row.notice, schedule, finished).is_empty())
        };
        let mut lately = lately.map(|(_, (_, programmes))| matters(programmes)).peekable();
        away && row.planned < row.notice.expires && lately.peek().is_some() && lately.all(|matters| matters)
    }
}
