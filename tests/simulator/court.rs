//! The invariants, judged at every request, every arrival and the end.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::{Arc, Mutex};

use chrono::{DateTime, TimeDelta, Utc};
use talkbell::announce::{Destination, Notice, NoticeDigest};
use talkbell::config::ConferenceSettings;
use talkbell::schedule::Schedule;
use talkbell::store::State;
use talkbell::text::Words;

use crate::channels::{Channels, Happened, channel_of};
use crate::row::Row;
use crate::table::Table;

/// So long after a change was taken in, another replica may still speak by the programme before it: it reads its source
/// again within five seconds, but its store may be slow, or refuse for a while.
pub const STALE: TimeDelta = TimeDelta::seconds(90);

/// Every conference with its programme.
pub type Programmes = Vec<(ConferenceSettings, Schedule)>;

pub struct Court {
    pub table: Arc<Mutex<Table>>,
    /// The chat's own time.
    pub now: DateTime<Utc>,
    pub broken: Vec<String>,
    pub trace: Option<Vec<String>>,
    /// What each programme called for, and from when on it was in force.
    pub plans: Vec<(DateTime<Utc>, BTreeMap<String, Notice>)>,
    /// When, by its sender's session clock, each notice was sent.
    pub said: BTreeMap<String, BTreeSet<DateTime<Utc>>>,
    pub words: Arc<Words>,
    /// How the conferences are configured.
    pub settings: Vec<ConferenceSettings>,
    /// Notices that somebody looked for in vain, and when first.
    not_found: BTreeMap<String, DateTime<Utc>>,
    seen: BTreeSet<String>,
    /// When, by its own clock, each replica was started.
    starts: Vec<(usize, DateTime<Utc>)>,
    /// Some clock was set: what a replica recorded as its time is not the world's.
    pub clocks_differ: bool,
    /// The programmes, and from when on they were in force.
    pub programmes: Vec<(DateTime<Utc>, Programmes)>,
}

impl Court {
    pub fn new(
        table: Arc<Mutex<Table>>,
        words: &Arc<Words>,
        settings: Vec<ConferenceSettings>,
        now: DateTime<Utc>,
        traced: bool,
    ) -> Self {
        Self {
            table,
            now,
            broken: Vec::new(),
            trace: traced.then(Vec::new),
            plans: Vec::new(),
            said: BTreeMap::new(),
            words: Arc::clone(words),
            settings,
            not_found: BTreeMap::new(),
            seen: BTreeSet::new(),
            starts: Vec::new(),
            clocks_differ: false,
            programmes: Vec::new(),
        }
    }

    pub fn note(&mut self, what: impl FnOnce() -> String) {
        let now = self.now;
        if let Some(trace) = &mut self.trace {
            trace.push(format!("{} {}", now.format("%d %T%.3f"), what()));
        }
    }

    /// A replica starts.
    pub fn started(&mut self, replica: usize, session: DateTime<Utc>) {
        self.starts.push((replica, session));
    }

    /// The last start of a replica before it recorded something.
    pub fn starts_at(&self, replica: usize, recorded: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let its = self.starts.iter().filter(|(its, at)| *its == replica && *at <= recorded);
        its.map(|(_, at)| *at).next_back()
    }

    /// A replica whose clock reads `session` sends a notice.
    pub fn sent(&mut self, digest: &NoticeDigest, session: DateTime<Utc>) {
        self.note(|| format!("sends {digest} at {session}"));
        self.said.entry(digest.as_str().to_owned()).or_default().insert(session);
        let table = Arc::clone(&self.table);
        let table = table.lock().expect("one thread");
        let Some(row) = row_of(&table, digest) else {
            return self.breaks(format!("{digest} is sent, and the outbox does not know it"));
        };
        let filed = row.notice.is_filed().then_some(&row.notice);
        let planned = self.plans_of_late().filter_map(|plan| plan.get(digest.as_str()));
        let versions: Vec<Notice> = planned.chain(filed).cloned().collect();
        let key = &row.key;
        let claimed = row.claimed.unwrap_or(self.now);
        if table.bars.forbade(row.notice.destination, row.claimed_at, claimed) {
            self.breaks(format!("{key} is sent, although its channel is switched off"));
        }
        if versions.is_empty() {
            return self.breaks(format!("{key} is sent, and no programme calls for it"));
        }
        if versions.iter().all(|notice| session < notice.due) {
            self.breaks(format!("{key} is sent at {session}, before it is due at {}", versions[0].due));
        }
        if versions.iter().all(|notice| session >= notice.expires) {
            self.breaks(format!("{key} is sent at {session}, after its expiry at {}", versions[0].expires));
        }
    }

    /// Something arrived in the chat.
    pub fn happened(&mut self, happened: Happened) {
        match happened {
            Happened::NothingNew => {}
            Happened::NotFound { notice } => {
                self.note(|| format!("does not find {notice}"));
                self.not_found.entry(notice.as_str().to_owned()).or_insert(self.now);
            }
            Happened::Edited { channel, message } => {
                self.note(|| format!("edits {message} in {channel}"));
            }
            Happened::Accepted { nonce, mark, channel } => self.accepted(&nonce, mark.as_ref(), channel),
        }
    }

    /// At the end every notice has one, and everybody knows which.
    pub fn close(&mut self, channels: &Channels) {
        let table = Arc::clone(&self.table);
        let table = table.lock().expect("one thread");
        let wanted = self.plans.last().map(|(_, plan)| plan.clone()).unwrap_or_default();
        for notice in wanted.values() {
            let row = table.row(&notice.key());
            match row {
                None => self.breaks(format!("{} was never planned into the outbox", notice.key())),
                Some(row) if row.state == State::Cancelled && !is_left_to_the_panel(row) => {
                    self.breaks(format!("{} is cancelled, and the programme calls for it", notice.key()));
                }
                Some(_) => {}
            }
        }
        let renewed: HashSet<&NoticeDigest> = table.rows.iter().flat_map(|row| &row.former).collect();
        for row in &table.rows {
            // Its message counts as another notice now.
            let stands_for_another = renewed.contains(&row.digest);
            self.ended(row, stands_for_another, channels);
        }
        self.switchings(&table);
        self.absences(&table);
        self.truth(&table, channels);
    }

    pub fn breaks(&mut self, what: String) {
        self.note(|| format!("BROKEN: {what}"));
        self.broken.push(what);
    }

    fn accepted(&mut self, nonce: &NoticeDigest, mark: Option<&NoticeDigest>, channel: u64) {
        let table = Arc::clone(&self.table);
        let table = table.lock().expect("one thread");
        let Some(row) = row_of(&table, nonce) else { return };
        let key = &row.key;
        self.note(|| format!("accepts {key} ({nonce}) in {channel}"));
        if !self.seen.insert(nonce.as_str().to_owned()) {
            self.breaks(format!("{key} stands twice"));
        }
        if mark != Some(nonce) {
            self.breaks(format!("{key} cannot be recognised by its buttons"));
        }
        // A straggler of an attempt that was given up, or a row that was moved since, has no turn.
        if !row.is_open() || row.written_at > row.claimed_at {
            return;
        }
        let same_lane = table.open().filter(|other| other.notice.destination == row.notice.destination);
        let before = |other: &&Row| other.turn() < row.turn() && other.written_at < row.claimed_at;
        if let Some(earlier) = same_lane.into_iter().find(before) {
            self.breaks(format!("{key} stands before {}, which is still open", earlier.notice.key()));
        }
    }

    fn ended(&mut self, row: &Row, stands_for_another: bool, channels: &Channels) {
        let (key, digest) = (&row.key, &row.digest);
        let digests = std::iter::once(digest).chain(&row.former);
        let standing: Vec<_> = digests.flat_map(|digest| channels.posted(digest)).collect();
        let reason = row.reason.clone().unwrap_or_default();
        match row.state {
            State::Pending | State::Claimed | State::Uncertain => {
                self.breaks(format!("{key} is {} for ever; last: {reason}", row.state));
            }
            State::Delivered => {
                let place = row.message;
                let there = standing.iter().any(|(channel, message)| Some((*channel, message.id)) == place);
                if !there {
                    self.breaks(format!("{key} counts as delivered as {place:?}, where it does not stand"));
                }
                let right = place.is_some_and(|(channel, _)| is_its_channel(row, channel));
                if there && !right {
                    self.breaks(format!("{key} stands in the wrong channel: {place:?}"));
                }
            }
            State::Missed | State::Failed | State::Cancelled if reason.is_empty() => {
                self.breaks(format!("{key} is {} without a reason", row.state));
            }
            State::Missed | State::Failed | State::Cancelled => {}
        }
        if matches!(row.state, State::Missed | State::Failed | State::Cancelled) && !reason.contains("unknown whether")
        {
            let looked = self.not_found.get(digest.as_str()).copied();
            let surely = |at: DateTime<Utc>| looked.is_none_or(|looked| looked > at);
            if !stands_for_another && standing.iter().any(|(_, message)| surely(message.at)) {
                self.breaks(format!("{key} is {} ({reason}), and stands all the same", row.state));
            }
        }
        let told =
            u32::from(matches!(row.state, State::Missed | State::Failed) && row.notice.kind.as_str() != "report");
        if row.told != told {
            self.breaks(format!("{key} is {} and was told of {} times", row.state, row.told));
        }
    }

    /// What the programmes of the last seconds called for.
    fn plans_of_late(&self) -> impl Iterator<Item = &BTreeMap<String, Notice>> {
        let gone = |number: usize| self.plans.get(number + 1).is_some_and(|(since, _)| *since < self.now - STALE);
        self.plans.iter().enumerate().filter(move |(number, _)| !gone(*number)).map(|(_, (_, plan))| plan)
    }
}

/// Its own, or the moderator channel instead of a closed direct message.
fn is_its_channel(row: &Row, channel: u64) -> bool {
    let direct = row.notice.destination.to_string().starts_with("direct");
    channel == channel_of(row.notice.destination) || (direct && channel == crate::programme::MODERATOR_CHANNEL)
}

fn row_of<'a>(table: &'a Table, digest: &NoticeDigest) -> Option<&'a Row> {
    table.rows.iter().find(|row| row.is(digest))
}

/// A countdown for somebody who takes no direct messages: it is on the panel.
fn is_left_to_the_panel(row: &Row) -> bool {
    let is_direct = matches!(row.notice.destination, Destination::Direct(_));
    let said = row.reason.as_deref().is_some_and(|reason| reason.ends_with("The moderator's panel shows it."));
    is_direct && row.notice.counts_down() && said
}
