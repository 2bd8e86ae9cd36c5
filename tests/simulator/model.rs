//! The simulated outbox is the store's: both take the same random operations and must say and hold the same.

use std::fmt::Debug;

use chrono::{DateTime, TimeDelta, Utc};
use talkbell::announce::{ChannelId, Destination, Notice, NoticeKind, Reminder, Subject, Told, UserId};
use talkbell::schedule::{ConferenceId, TalkId};
use talkbell::store::{
    Adoption, Bar, Claim, Corrected, Correction, Finished, NO_LONGER_CALLED_FOR, Renewal, Said, Store, TakenIn,
};

use crate::mutant::Mutant;
use crate::random::Random;
use crate::table::Table;

const SEQUENCES: u64 = 12;
const OPERATIONS: usize = 60;

#[tokio::test]
async fn the_simulated_outbox_behaves_as_the_store() {
    compare_with(Mutant::None).await;
}

#[tokio::test]
#[should_panic(expected = "claim")]
async fn an_outbox_that_ignores_lanes_is_not_the_store() {
    compare_with(Mutant::IgnoresLanes).await;
}

async fn compare_with(mutant: Mutant) {
    let folder = tempfile::tempdir().expect("a folder");
    for seed in 0..SEQUENCES {
        let url = format!("sqlite:{}", folder.path().join(format!("{seed}.db")).display());
        let store = Store::open(&url).await.expect("a store");
        let mut pair = Pair {
            random: Random::new(seed),
            store,
            table: Table::with(mutant),
            claims: Vec::new(),
            seen: Vec::new(),
            seed,
        };
        for operation in 0..OPERATIONS {
            pair.operate(operation).await;
        }
        pair.store.close().await;
    }
}

struct Pair {
    random: Random,
    store: Store,
    table: Table,
    claims: Vec<(Claim, &'static str)>,
    seen: Vec<Correction>,
    seed: u64,
}

impl Pair {
    async fn operate(&mut self, operation: usize) {
        let (now, wall) = (self.instant(), self.instant());
        let owner = self.random.one_of(&["a", "b", "c"]);
        let at = format!("seed {}, operation {operation}", self.seed);
        match self.random.index(17) {
            0 | 1 => {
                let notices = self.plan();
                let real = self.store.replan(&conference(), &notices, now).await.expect("it answers");
                assert_eq!(real, self.table.replan(&conference(), &notices, now), "{at}: replan");
            }
            2..5 => {
                let limit = self.random.index(8) + 1;
                let real = self.store.claim(owner, now, wall, limit).await.expect("it answers");
                let simulated = self.table.claim(owner, now, wall, limit);
                same(&at, "claim", &real, &simulated);
                self.claims.extend(real.into_iter().map(|claim| (claim, owner)));
            }
            5..7 if !self.claims.is_empty() => {
                let (claim, owner) = self.claims.swap_remove(self.random.index(self.claims.len()));
                let finished = self.end(wall);
                let real = self.store.finish(&claim, owner, &finished, now).await.expect("it answers");
                assert_eq!(real, self.table.finish(&claim, owner, &finished, now), "{at}: finish");
            }
            7 => {
                let (mut real, mut simulated) =
                    (self.store.open_claims().await.expect("it answers"), self.table.open_claims());
                real.sort();
                simulated.sort();
                assert_eq!(real, simulated, "{at}: open claims");
                if self.random.chance(300) {
                    let real = self.store.recover(owner).await.expect("it answers");
                    assert_eq!(real, self.table.recover(owner), "{at}: recover");
                } else if !real.is_empty() {
                    let claim = &real[self.random.index(real.len())];
                    let given_up = self.store.give_up(claim).await.expect("it answers");
                    assert_eq!(given_up, self.table.give_up(claim), "{at}: give up");
                }
            }
            8 => self.miss(&at, now).await,
            9 => self.absence(&at, now).await,
            10 => self.switch(&at, now).await,
            11 => {
                self.store.probe_channels().await.expect("it answers");
                self.table.probe_channels();
            }
            12 => self.adopt(&at, now).await,
            13 => self.correct(&at, owner, now).await,
            14 => self.remind(&at, now).await,
            15 => {
                let limit = self.random.index(3) + 1;
                let real = self.store.claim_personal(owner, now, wall, limit).await.expect("it answers");
                let simulated = self.table.claim_personal(owner, now, wall, limit);
                same(&at, "claim_personal", &real, &simulated);
                self.claims.extend(real.into_iter().map(|claim| (claim, owner)));
            }
            _ => self.report(&at, now).await,
        }
        self.compare(&at, now).await;
    }

    async fn adopt(&mut self, at: &str, now: DateTime<Utc>) {
        let known = self.store.numbered_programme(&conference()).await.expect("it answers");
        let revision = known.map_or(0, |(revision, _)| revision);
        let follows = self.random.one_of(&[None, Some(revision), Some(revision), Some(revision + 1)]);
        let standing = self.store.standing(&conference()).await.expect("it answers");
        let some = |random: &Random| standing.iter().filter(|_| random.chance(300)).collect::<Vec<_>>();
        let corrections = some(&self.random).into_iter().map(|said| (said.key.clone(), "Was".to_owned())).collect();
        let renewals = some(&self.random).into_iter().take(1).map(|said| {
            let starts = said.notice.starts + TimeDelta::minutes(self.random.between(1, 3));
            Renewal { was: said.key.clone(), notice: Notice { starts, ..said.notice.clone() } }
        });
        let renewals = renewals.collect();
        let change =
            Notice { kind: NoticeKind::Change, subject: Subject::Conference, starts: now, ..notice(&self.random) };
        let changes = if self.random.chance(500) { vec![(change, vec!["moved".to_owned()])] } else { Vec::new() };
        let programme = TakenIn { schedule: self.random.number().to_string(), printed: None };
        let adoption = Adoption { follows, programme, renewals, corrections, changes, ..Adoption::default() };
        let real = self.store.adopt(&conference(), &adoption, now).await.expect("it answers");
        assert_eq!(real, self.table.adopt(&conference(), &adoption, now), "{at}: adopt");
        let known = self.store.numbered_programme(&conference()).await.expect("it answers");
        assert_eq!(known, self.table.numbered_programme(&conference()), "{at}: numbered_programme");
    }

    async fn correct(&mut self, at: &str, owner: &str, now: DateTime<Utc>) {
        let since = now - TimeDelta::seconds(self.random.between(0, 600));
        let told = self.store.told(&conference(), since).await.expect("it answers");
        same(at, "told", &told, &self.table.told(&conference(), since));
        let untrue: Vec<_> = told.iter().take(1).map(|(said, _, title)| (said.key(), title.clone())).collect();
        self.store.mark_untrue(&untrue).await.expect("it answers");
        self.table.mark_untrue(&untrue);
        let corrections = self.store.corrections().await.expect("it answers");
        same(at, "corrections", &corrections, &self.table.corrections());
        self.seen.extend(corrections.into_iter().filter(|_| self.random.chance(500)));
        if self.seen.is_empty() {
            return;
        }
        let correction = &self.seen[self.random.index(self.seen.len())];
        let begun = self.store.begin_correction(correction, owner).await.expect("it answers");
        assert_eq!(begun, self.table.begin_correction(correction, owner), "{at}: begin_correction");
        let correction = &self.seen[self.random.index(self.seen.len())];
        let end = match self.random.index(3) {
            0 => Corrected::Again,
            1 => Corrected::Refused("gone".to_owned()),
            _ => Corrected::Done(Told::from(self.random.number().to_string())),
        };
        self.store.end_correction(correction, owner, &end).await.expect("it answers");
        self.table.end_correction(correction, owner, &end);
        let corrections = self.store.corrections().await.expect("it answers");
        same(at, "corrections", &corrections, &self.table.corrections());
    }

    async fn remind(&mut self, at: &str, now: DateTime<Utc>) {
        let user = UserId::new(self.random.one_of(&[4000, 4001])).expect("an id");
        let talk: TalkId = format!("talk-{}", self.random.index(3)).parse().expect("an id");
        let lead = TimeDelta::minutes(self.random.between(1, 3));
        let reminder = Reminder { talk: talk.clone(), user, lead };
        let wish = |reminder: &Reminder| Notice {
            kind: NoticeKind::Reminder,
            destination: Destination::Direct(reminder.user),
            subject: Subject::Talk(reminder.talk.clone()),
            lead: reminder.lead,
            due: start(),
            expires: start() + TimeDelta::minutes(10),
            ..notice(&Random::new(0))
        };
        match self.random.index(4) {
            0 | 1 => {
                let wishes = [(reminder.clone(), wish(&reminder))];
                self.store.remind(&conference(), &wishes, 1000, now).await.expect("it answers");
                self.table.remind(&conference(), &reminder, &wish(&reminder), now);
            }
            2 => {
                let talks = self.random.chance(500).then_some(std::slice::from_ref(&talk));
                let real = self.store.forget(&conference(), user, talks, now).await.expect("it answers");
                assert_eq!(real, self.table.forget(&conference(), user, talks, now), "{at}: forget");
            }
            _ => {
                let kept = |reminder: &&Reminder| reminder.talk != talk;
                let plan = |wishes: &[Reminder]| wishes.iter().filter(kept).map(wish).collect::<Vec<_>>();
                let real = self.store.replan_reminders(&conference(), plan, now).await.expect("it answers");
                assert_eq!(real, self.table.replan_reminders(&conference(), plan, now), "{at}: replan_reminders");
            }
        }
        let wishes = self.store.reminders(&conference()).await.expect("it answers");
        same(at, "reminders", &wishes, &self.table.wishes(&conference()));
    }

    async fn miss(&mut self, at: &str, now: DateTime<Utc>) {
        let real = self.store.expired(now).await.expect("it answers");
        let simulated = self.table.expired(now);
        same(at, "expired", &real, &simulated);
        let late: Vec<_> = real.into_iter().map(|expired| (expired.key, "too late".to_owned())).collect();
        let missed = self.store.miss_all(&late, now).await.expect("it answers");
        let simulated = late.iter().filter(|(key, why)| self.table.miss(key, why, now)).count();
        assert_eq!(missed.len(), simulated, "{at}: miss_all");
    }

    async fn absence(&mut self, at: &str, now: DateTime<Utc>) {
        let expired = self.store.expired(now).await.expect("it answers");
        let Some(first) = expired.first() else { return };
        let (kind, subject) = (NoticeKind::CatchUp, Subject::Conference);
        let expires = now + TimeDelta::seconds(self.random.between(1, 600));
        let lead = TimeDelta::zero();
        let catch_up = Notice { kind, subject, lead, expires, ..first.notice.clone() };
        let together = expired.iter().filter(|expired| expired.notice.destination == catch_up.destination);
        let missed: Vec<_> = together.map(|expired| (expired.key.clone(), "away".to_owned())).collect();
        let real = self.store.miss_in_absence(&missed, &catch_up, now).await.expect("it answers");
        assert_eq!(real, self.table.miss_in_absence(&missed, &catch_up, now), "{at}: miss_in_absence");
        for row in self.table.rows.iter().filter(|row| row.notice.kind == kind) {
            let real = self.store.caught_up_in(&row.key).await.expect("it answers");
            same(at, "caught_up_in", &real, &self.table.caught_up_in(&row.key));
        }
    }

    async fn switch(&mut self, at: &str, now: DateTime<Utc>) {
        let real = self.store.switched().await.expect("it answers");
        same(at, "switched", &real, &self.table.bars.switched());
        for switched in real {
            let (kind, subject) = (NoticeKind::ChannelOff, Subject::Conference);
            let word = Notice { kind, subject, due: now, starts: now, ..notice(&self.random) };
            let words = [(word, vec!["2000".to_owned(), switched.reason.clone()])];
            let real = self.store.file_switching(&switched, &words, now).await.expect("it answers");
            assert_eq!(real, self.table.file_switching(&switched, &words, now), "{at}: file_switching");
        }
    }

    async fn report(&mut self, at: &str, now: DateTime<Utc>) {
        let held = self.instant();
        let real = self.store.unreported(held).await.expect("it answers");
        assert_eq!(real, self.table.unreported(held), "{at}: unreported");
        let (kind, due) = (NoticeKind::Report, now);
        let report = Notice { kind, due, starts: due, subject: Subject::Conference, ..notice(&self.random) };
        let report = self.random.chance(700).then_some(report);
        let real = self.store.file_report(&conference(), report.as_ref(), now).await;
        let simulated = self.table.file_report(&conference(), report.as_ref(), now);
        assert_eq!(real.is_ok(), simulated.is_some(), "{at}: file_report");
        same(at, "file_report", &real.unwrap_or_default(), &simulated.unwrap_or_default());
        if let Some(report) = report {
            let real = self.store.reported_in(&report.key()).await.expect("it answers");
            same(at, "reported_in", &real, &self.table.reported_in(&report.key()));
        }
    }

    async fn compare(&self, at: &str, now: DateTime<Utc>) {
        let next = self.store.next_due(now).await.expect("it answers");
        assert_eq!(next, self.table.next_due(now), "{at}: next_due");
        let open = self.store.open_until().await.expect("it answers");
        assert_eq!(open, self.table.open_until(), "{at}: open_until");
        let entries = self.store.entries(&conference()).await.expect("it answers");
        let real: Vec<_> = entries
            .iter()
            .map(|entry| {
                (entry.notice.key(), entry.state, entry.attempts, entry.finished, &entry.reason, entry.message)
            })
            .collect();
        let simulated: Vec<_> = self
            .table
            .rows
            .iter()
            .map(|row| {
                let message = row.message.map(|(_, message)| message);
                (row.key.clone(), row.state, row.attempts, row.finished, &row.reason, message)
            })
            .collect();
        same(at, "rows", &real, &simulated);
    }

    /// Keys come again, with other times, in another order, or not at all.
    fn plan(&self) -> Vec<Notice> {
        (0..self.random.between(2, 12)).map(|_| notice(&self.random)).fold(Vec::new(), |mut notices, notice| {
            if notices.iter().all(|other: &Notice| other.key() != notice.key()) {
                notices.push(notice);
            }
            notices
        })
    }

    fn end(&self, wall: DateTime<Utc>) -> Finished {
        let retry = wall + TimeDelta::seconds(self.random.between(0, 400));
        match self.random.index(6) {
            0 => Finished::Delivered { channel: 7, message: self.random.number() >> 1, said: self.said() },
            1 => Finished::Missed("late".to_owned()),
            2 if self.random.chance(600) => Finished::Barred(Bar { reason: "gone".to_owned(), limit: 2, probe: retry }),
            2 => Finished::Failed("refused".to_owned()),
            3 => Finished::Cancelled(NO_LONGER_CALLED_FOR.to_owned()),
            4 => Finished::Again(retry, "busy".to_owned()),
            _ => Finished::Uncertain(retry, "broken".to_owned()),
        }
    }

    fn said(&self) -> Option<Said> {
        let told = self.random.chance(700).then(|| Told::from(self.random.index(9).to_string()));
        let at = self.random.chance(200).then(|| self.instant());
        self.random.chance(700).then(|| Said { told, title: "Called".to_owned(), at })
    }

    fn instant(&self) -> DateTime<Utc> {
        start() + TimeDelta::seconds(self.random.between(0, 1200))
    }
}

/// Order among equals is the database's own business.
fn same<T: Debug>(at: &str, what: &str, real: &[T], simulated: &[T]) {
    let sorted = |all: &[T]| {
        let mut texts: Vec<String> = all.iter().map(|one| format!("{one:?}")).collect();
        texts.sort();
        texts.join("\n")
    };
    assert_eq!(sorted(real), sorted(simulated), "{at}: {what}");
}

fn notice(random: &Random) -> Notice {
    let due = start() + TimeDelta::seconds(random.between(0, 900));
    let destination = match random.index(3) {
        0 => Destination::Direct(UserId::new(4000).expect("an id")),
        1 => Destination::Channel(ChannelId::new(2000).expect("an id")),
        _ => Destination::Channel(ChannelId::new(2001).expect("an id")),
    };
    Notice {
        conference: conference(),
        kind: random.one_of(&[NoticeKind::TalkPing, NoticeKind::TalkStart, NoticeKind::QaSoon]),
        destination,
        subject: Subject::Talk(format!("talk-{}", random.index(4)).parse().expect("an id")),
        lead: TimeDelta::zero(),
        starts: start(),
        due,
        expires: due + TimeDelta::seconds(random.between(0, 600)),
    }
}

fn conference() -> ConferenceId {
    "model".parse().expect("an id")
}

fn start() -> DateTime<Utc> {
    DateTime::from_timestamp(1_774_684_800, 0).expect("an instant")
}
