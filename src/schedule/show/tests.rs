use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;

use super::super::{Schedule, Session, Talk, TalkKind, UnusableId};
use super::*;

/// Minutes after 18:00.
fn at(minutes: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::hours(18) + TimeDelta::minutes(minutes)
}

fn id(name: &str) -> TalkId {
    name.parse().unwrap_or_else(|error: UnusableId| panic!("{error}"))
}

/// Talks `a`, `b`, `c` … from these to those minutes.
fn programme(spans: &[(i64, i64)]) -> Schedule {
    let talks = spans.iter().zip('a'..).map(|((start, end), name)| Talk {
        id: id(&name.to_string()),
        kind: TalkKind::Oral,
        title: name.to_string(),
        speakers: Vec::new(),
        summary: None,
        room: None,
        cancelled: false,
        start: at(*start),
        end: at(*end),
    });
    let session = Session {
        id: "session".parse().expect("an id"),
        title: "Session".to_owned(),
        moderators: Vec::new(),
        summary: None,
        room: None,
        track: None,
        talks: talks.collect(),
    };
    Schedule { title: "Day".to_owned(), time_zone: chrono_tz::UTC, sessions: vec![session] }
}

/// As people write it: `a 0-20, b 20-25`.
fn shown(schedule: &Schedule) -> String {
    let minute = |instant: DateTime<Utc>| (instant - at(0)).num_seconds().to_f64() / 60.0;
    let talks = schedule.sessions[0].talks.iter().filter(|talk| !talk.cancelled);
    talks.map(|t| format!("{} {}-{}", t.id, minute(t.start), minute(t.end))).collect::<Vec<_>>().join(", ")
}

trait ToF64 {
    fn to_f64(self) -> f64;
}

impl ToF64 for i64 {
    fn to_f64(self) -> f64 {
        f64::from(i32::try_from(self).expect("a day at most"))
    }
}

fn start(talk: &str, minutes: i64) -> Act {
    Act::Start { talk: id(talk), at: at(minutes) }
}

fn end(talk: &str, minutes: i64) -> Act {
    Act::End { talk: id(talk), at: at(minutes) }
}

fn extend(talk: &str, by: u32, minutes: i64) -> Act {
    Act::Extend { talk: id(talk), minutes: by, at: at(minutes) }
}

fn skip(talk: &str, minutes: i64) -> Act {
    Act::Skip { talk: id(talk), at: at(minutes) }
}

fn swap(talk: &str, with: &str, minutes: i64) -> Act {
    Act::Swap { talk: id(talk), with: id(with), at: at(minutes) }
}

/// A talk of twenty minutes, two of five, a break, a Q&A.
fn evening() -> Schedule {
    programme(&[(0, 20), (20, 25), (25, 30), (40, 50)])
}

fn done(acts: &[Act]) -> String {
    let course = acts.iter().try_fold(Course::printed(evening()), |course, act| course.after(act));
    course.map_or_else(|unfit| unfit.to_string(), |course| shown(&course.schedule))
}

#[test]
fn a_late_start_moves_everything_after_it_and_a_break_absorbs_nothing() {
    assert_eq!(done(&[start("a", 3)]), "a 3-23, b 23-28, c 28-33, d 43-53");
    assert_eq!(done(&[start("b", 22)]), "a 0-20, b 22-27, c 27-32, d 42-52");
}

#[test]
fn a_start_within_a_minute_of_the_plan_is_on_time_and_a_later_one_counts_in_whole_minutes() {
    let seconds = |seconds| Act::Start { talk: id("a"), at: at(0) + TimeDelta::seconds(seconds) };
    assert_eq!(done(&[seconds(59)]), shown(&evening()));
    assert_eq!(done(&[seconds(-59)]), shown(&evening()));
    assert_eq!(done(&[seconds(119)]), "a 1-21, b 21-26, c 26-31, d 41-51");
}

#[test]
fn an_early_start_ends_the_talk_before_and_leaves_the_later_ones_where_they_are_printed() {
    assert_eq!(done(&[start("b", 15)]), "a 0-15, b 15-20, c 25-30, d 40-50");
}

#[test]
fn an_early_start_makes_up_for_a_delay() {
    assert_eq!(done(&[extend("a", 5, 10), start("b", 22)]), "a 0-22, b 22-27, c 27-32, d 42-52");
    assert_eq!(done(&[extend("a", 5, 10), start("b", 12)]), "a 0-12, b 12-17, c 25-30, d 40-50");
}

#[test]
fn an_end_moves_nothing() {
    assert_eq!(done(&[end("a", 12)]), "a 0-12, b 20-25, c 25-30, d 40-50");
    assert_eq!(done(&[end("a", 0)]), "the talk has not begun");
    assert_eq!(done(&[end("a", 20)]), "the talk is over");
}

#[test]
fn more_time_moves_this_and_all_later_talks() {
    assert_eq!(done(&[extend("b", 5, 21)]), "a 0-20, b 20-30, c 30-35, d 45-55");
    assert_eq!(done(&[extend("b", 5, 21), extend("b", 1, 22)]), "a 0-20, b 20-31, c 31-36, d 46-56");
    assert_eq!(done(&[extend("d", 5, 54)]), "a 0-20, b 20-25, c 25-30, d 40-55");
    assert_eq!(done(&[extend("a", 5, 20)]), "the next talk has begun");
    assert_eq!(done(&[extend("d", 5, 60)]), "the talk is over");
}

#[test]
fn a_skipped_talk_leaves_a_gap_unless_there_is_a_delay_to_make_up_for() {
    assert_eq!(done(&[skip("b", 18)]), "a 0-20, c 25-30, d 40-50");
    assert_eq!(done(&[extend("a", 5, 10), skip("b", 18)]), "a 0-25, c 25-30, d 40-50");
    assert_eq!(done(&[extend("a", 3, 10), skip("b", 18)]), "a 0-23, c 25-30, d 40-50");
    assert_eq!(done(&[extend("a", 9, 10), skip("b", 31)]), "a 0-29, c 31-36, d 46-56");
    assert_eq!(done(&[skip("a", 20)]), "the talk is over");
    let alone = Course::printed(programme(&[(0, 20)]));
    assert_eq!(alone.after(&skip("a", 0)).map(|_| ()), Err(Unfit::OnlyTalk));
}

#[test]
fn neighbours_exchange_their_places_and_nobody_else_moves() {
    assert_eq!(done(&[swap("a", "b", -5)]), "b 0-5, a 5-25, c 25-30, d 40-50");
    assert_eq!(done(&[swap("c", "d", 20)]), "a 0-20, b 20-25, d 25-35, c 45-50");
    assert_eq!(done(&[swap("a", "c", 0)]), "no talk follows with which it could exchange its place");
    assert_eq!(done(&[swap("a", "b", 20)]), "the next talk has begun");
}

#[test]
fn what_runs_beside_a_talk_is_not_moved_with_it() {
    let posters = programme(&[(0, 20), (0, 60), (20, 40)]);
    let course = Course::printed(posters).after(&extend("a", 5, 10)).map(|course| shown(&course.schedule));
    assert_eq!(course.as_deref(), Ok("a 0-25, b 0-60, c 25-45"));
}

#[test]
fn a_start_that_was_decided_at_once_is_known_as_such() {
    let course = apply(evening(), &[start("a", 3), start("b", 20)]);
    assert_eq!(course.decided[&id("a")], at(3));
    assert_eq!(course.decided[&id("b")], at(20));
    assert!(course.started.contains(&id("a")) && !course.started.contains(&id("c")));
    assert_eq!(course.printed_start(&"session".parse().expect("an id")), Some(at(0)));
}

#[test]
fn a_programme_that_changes_underneath_keeps_the_acts_that_still_fit() {
    let acts = [extend("a", 5, 10), skip("b", 12)];
    let longer = programme(&[(0, 30), (30, 35), (35, 40)]);
    assert_eq!(shown(&apply(longer, &acts).schedule), "a 0-35, c 35-40");
    let another_day = programme(&[(1440, 1460), (1460, 1465)]);
    assert_eq!(shown(&apply(another_day.clone(), &[start("a", 3)]).schedule), shown(&another_day));
}

#[test]
fn an_effect_tells_what_moves_and_what_it_runs_into() {
    let mut day = evening();
    let mut next = programme(&[(52, 60)]).sessions.remove(0);
    next.id = "next".parse().expect("an id");
    next.talks[0].id = id("z");
    day.sessions.push(next);
    let before = Course::printed(day);
    let act = extend("a", 5, 10);
    let after = before.after(&act).expect("it fits");
    let effect = effect(&before.schedule, &after.schedule, &"session".parse().expect("an id"));
    assert_eq!(effect.others(act.talk()).count(), 3);
    assert_eq!(effect.spread(act.talk()), Some((TimeDelta::minutes(5), TimeDelta::minutes(5))));
    assert_eq!(effect.end, Some((at(50), at(55))));
    assert_eq!(effect.runs_into.map(|id| id.to_string()).as_deref(), Some("next"));
}

fn meant(course: &Course, wish: Wish, minutes: i64) -> String {
    let session = "session".parse().expect("an id");
    course.meant(wish, &session, at(minutes)).map_or("nothing".to_owned(), |talk| talk.id.to_string())
}

#[test]
fn what_is_meant_is_what_is_at_hand() {
    let course = Course::printed(evening());
    let all = |wish| [-5, 2, 9, 12, 19, 21, 33, 52, 70].map(|minutes| meant(&course, wish, minutes)).join(" ");
    assert_eq!(all(Wish::Start), "a a a b b b d nothing nothing");
    assert_eq!(all(Wish::End), "nothing a a a a b nothing nothing nothing");
    assert_eq!(all(Wish::Extend(5)), "nothing a a a a b c d nothing");
    assert_eq!(all(Wish::Skip), "a a b b b b d nothing nothing");
    let started = course.after(&start("a", 2)).expect("it fits");
    assert_eq!(meant(&started, Wish::Start, 3), "b", "what was started is not started again");
    assert_eq!(meant(&started, Wish::Skip, 3), "b");
    let others = course.could_be_meant(Wish::Start, &"session".parse().expect("an id"), at(26));
    assert_eq!(others.iter().map(|talk| talk.id.as_str()).collect::<String>(), "abcd", "an hour late is late too");
}

/// Sessions with gaps between their talks, or without.
fn sessions() -> impl Strategy<Value = Schedule> {
    prop::collection::vec((1_i64..30, prop_oneof![3 => Just(0_i64), 1 => 1_i64..20]), 1..8).prop_map(|talks| {
        let mut from = 0;
        let spans = talks.into_iter().map(|(length, gap)| {
            let span = (from, from + length);
            from += length + gap;
            span
        });
        programme(&spans.collect::<Vec<_>>())
    })
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let name = || prop::char::range('a', 'i').prop_map(|name| id(&name.to_string()));
    // Seconds, because moderators press when they press.
    let instant = || (-600_i64..9000).prop_map(|seconds| at(0) + TimeDelta::seconds(seconds));
    let act = prop_oneof![
        (name(), instant()).prop_map(|(talk, at)| Act::Start { talk, at }),
        (name(), instant()).prop_map(|(talk, at)| Act::End { talk, at }),
        (name(), prop_oneof![Just(1), Just(5)], instant()).prop_map(|(talk, minutes, at)| Act::Extend {
            talk,
            minutes,
            at
        }),
        (name(), instant()).prop_map(|(talk, at)| Act::Skip { talk, at }),
        (name(), name(), instant()).prop_map(|(talk, with, at)| Act::Swap { talk, with, at }),
    ];
    prop::collection::vec(act, 0..12)
}

/// Sessions whose talks may run beside each other, as posters do.
fn parallel_sessions() -> impl Strategy<Value = Schedule> {
    prop::collection::vec((0_i64..60, 1_i64..30), 1..8).prop_map(|mut talks| {
        talks.sort_unstable();
        programme(&talks.into_iter().map(|(from, length)| (from, from + length)).collect::<Vec<_>>())
    })
}

proptest! {
    #[test]
    fn what_did_not_run_beside_each_other_never_does(printed in parallel_sessions(), acts in acts()) {
        let course = apply(printed.clone(), &acts);
        let beside = |schedule: &Schedule, one: &TalkId, other: &TalkId| {
            let (one, other) = (schedule.talk(one)?.talk, schedule.talk(other)?.talk);
            if one.cancelled || other.cancelled {
                return None;
            }
            Some(one.start < other.end && other.start < one.end)
        };
        for (place, one) in printed.sessions[0].talks.iter().enumerate() {
            for other in &printed.sessions[0].talks[place + 1..] {
                if beside(&printed, &one.id, &other.id) == Some(false) {
                    let now = beside(&course.schedule, &one.id, &other.id);
                    prop_assert!(now != Some(true), "{} | {}", shown(&printed), shown(&course.schedule));
                }
            }
        }
    }

    #[test]
    fn whatever_is_done_no_talk_overlaps_another_and_each_lasts(printed in sessions(), acts in acts()) {
        let course = apply(printed.clone(), &acts);
        let talks: Vec<&Talk> = course.schedule.sessions[0].talks.iter().filter(|talk| !talk.cancelled).collect();
        prop_assert!(!talks.is_empty());
        for talk in &talks {
            prop_assert!(talk.start < talk.end, "{}", shown(&course.schedule));
            prop_assert!(printed.talk(&talk.id).is_some_and(|was| was.talk.title == talk.title));
        }
        for pair in talks.windows(2) {
            prop_assert!(pair[0].end <= pair[1].start, "{}", shown(&course.schedule));
        }
    }

    #[test]
    fn what_is_undone_was_never_done(printed in sessions(), acts in acts(), last in acts()) {
        let Some(last) = last.first() else { return Ok(()) };
        let before = apply(printed.clone(), &acts);
        let undone: Vec<(Act, bool)> =
            acts.iter().map(|act| (act.clone(), false)).chain([(last.clone(), true)]).collect();
        let rest = undone.iter().filter(|(_, undone)| !undone).map(|(act, _)| act);
        prop_assert_eq!(apply(printed.clone(), rest), before);
    }

    #[test]
    fn an_effect_says_what_doing_it_does(printed in sessions(), acts in acts(), next in acts()) {
        let Some(act) = next.first() else { return Ok(()) };
        let before = apply(printed.clone(), &acts);
        let Ok(after) = before.after(act) else {
            prop_assert_eq!(apply(printed.clone(), acts.iter().chain([act])), before);
            return Ok(());
        };
        let session = &printed.sessions[0].id;
        let effect = effect(&before.schedule, &after.schedule, session);
        let mut told = before.schedule.sessions[0].talks.clone();
        for talk in &mut told {
            talk.cancelled |= effect.dropped.contains(&talk.id);
        }
        for shift in &effect.moved {
            let talk = told.iter_mut().find(|talk| talk.id == shift.talk).expect("it was there");
            (talk.start, talk.end) = (shift.to.start, shift.to.end);
        }
        told.sort_by_key(|talk| (talk.start, talk.end));
        prop_assert_eq!(&told, &after.schedule.sessions[0].talks);
        let was = before.schedule.sessions[0].end();
        let end = effect.end.map_or(was, |(_, end)| end);
        prop_assert_eq!(end, after.schedule.sessions[0].end());
    }

    #[test]
    fn nobody_is_earlier_than_printed_but_by_their_own_start_or_a_swap(printed in sessions(), acts in acts()) {
        let course = apply(printed.clone(), &acts);
        let moved_by_hand = |talk: &TalkId| acts.iter().any(|act| match act {
            Act::Start { talk: own, .. } => own == talk,
            Act::Swap { talk: own, with, .. } => own == talk || with == talk,
            _ => false,
        });
        for talk in course.schedule.sessions[0].talks.iter().filter(|talk| !moved_by_hand(&talk.id)) {
            if talk.cancelled {
                continue;
            }
            let print = printed.talk(&talk.id).expect("it was printed").talk.start;
            prop_assert!(talk.start >= print, "{}", shown(&course.schedule));
        }
    }
}
