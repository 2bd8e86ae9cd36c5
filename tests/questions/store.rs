//! What the store promises of questions: nothing is lost, nothing happens twice, and of two at once one wins.

use std::collections::BTreeSet;

use talkbell::questions::{
    ActId, Person, Place, QaAct, Question, QuestionId, QuestionState, Stage, Step, count_votes, decide, reversed,
};
use talkbell::schedule::SessionId;
use talkbell::store::{CastVote, Deed, Filed, NewQuestion, Rewording, Store, Taken, Voted};

use crate::engine::{Engine, after, icml, noon, on_both};

on_both!(
    a_question_is_taken_once_and_numbered,
    forty_ask_at_once_and_each_has_a_number,
    nobody_has_more_waiting_than_may_be,
    who_is_blocked_neither_asks_nor_votes_until_it_is_lifted,
    a_vote_counts_once_and_a_second_press_takes_it_back,
    a_thousand_votes_at_once_lose_none,
    a_vote_follows_the_question_that_stands_for_another,
    of_two_moderators_one_wins_and_one_question_is_asked,
    two_who_merge_crosswise_make_no_circle,
    an_act_is_on_record_and_undone_exactly_once,
    an_edit_keeps_what_it_replaced,
    sessions_and_conferences_do_not_touch_one_another,
);

fn theory() -> SessionId {
    "theory".parse().unwrap()
}

fn person(id: u64) -> Person {
    Person::new(id).unwrap()
}

fn number(id: u32) -> QuestionId {
    QuestionId::new(id).unwrap()
}

fn new(author: u64, text: &str) -> NewQuestion {
    NewQuestion {
        session: theory(),
        talk: Some("a".parse().unwrap()),
        author: person(author),
        name: None,
        text: text.to_owned(),
        state: QuestionState::Open,
        origin: format!("{author}: {text}"),
        asked: noon(),
        limit: 3,
    }
}

/// Nothing is said because of it.
fn quietly(_: QuestionId) -> Option<Filed> {
    None
}

async fn ask(store: &Store, author: u64, text: &str) -> QuestionId {
    match store.ask(&icml(), &new(author, text), quietly).await.unwrap() {
        Taken::New(id) => id,
        other => panic!("{text} was not taken: {other:?}"),
    }
}

async fn vote(store: &Store, person_id: u64, question: QuestionId) -> Voted {
    let vote = CastVote { conference: icml(), question, person: person(person_id), at: noon() };
    store.vote(&[vote]).await.unwrap().remove(0)
}

async fn questions(store: &Store) -> Vec<Question> {
    let mut questions = store.questions(&icml(), &theory()).await.unwrap();
    count_votes(&mut questions, &store.votes(&icml(), &theory()).await.unwrap());
    questions
}

fn deed(steps: Vec<Step>) -> Deed {
    Deed {
        session: theory(),
        what: "test",
        steps,
        rewording: None,
        undoes: None,
        actor: person(4000),
        why: Some("because".to_owned()),
        at: after(1),
        notices: Vec::new(),
        retold: Vec::new(),
    }
}

/// What a moderator's process does: looks, decides and does.
async fn act(store: &Store, act: QaAct) -> Option<ActId> {
    let stage = store.stage(&icml(), &theory()).await.unwrap();
    let steps = decide(&questions(store).await, stage, &act).unwrap();
    store.act(&icml(), &deed(steps)).await.unwrap()
}

async fn states(store: &Store) -> Vec<QuestionState> {
    questions(store).await.iter().map(|question| question.state).collect()
}

async fn a_question_is_taken_once_and_numbered(engine: Engine) {
    let store = engine.open().await;
    let first = NewQuestion { name: Some("Ada".to_owned()), talk: None, ..new(1, "Why? ’; DROP TABLE questions") };
    assert_eq!(store.ask(&icml(), &first, quietly).await.unwrap(), Taken::New(number(1)));
    assert_eq!(
        store.ask(&icml(), &first, quietly).await.unwrap(),
        Taken::Known(number(1)),
        "the same press came twice"
    );
    assert_eq!(ask(&store, 2, "How?").await, number(2));
    let taken = engine.open().await.question(&icml(), number(1)).await.unwrap().unwrap();
    let expected = Question {
        id: number(1),
        session: theory(),
        talk: None,
        author: person(1),
        name: Some("Ada".to_owned()),
        text: first.text,
        state: QuestionState::Open,
        votes: 0,
        asked: noon(),
        changed: noon(),
        merged_into: None,
    };
    assert_eq!(taken, expected);
    assert_eq!(store.question(&icml(), number(3)).await.unwrap(), None);
}

async fn forty_ask_at_once_and_each_has_a_number(engine: Engine) {
    let mut processes = Vec::new();
    for process in 0..4 {
        let store = engine.open().await;
        processes.extend((0..10).map(|one| {
            let store = store.clone();
            tokio::spawn(async move { ask(&store, 1 + process * 10 + one, "What?").await })
        }));
    }
    let mut numbers = BTreeSet::new();
    for process in processes {
        numbers.insert(process.await.unwrap().get());
    }
    assert_eq!(numbers, (1..=40).collect::<BTreeSet<u32>>());
}

async fn nobody_has_more_waiting_than_may_be(engine: Engine) {
    let store = engine.open().await;
    for text in ["One?", "Two?", "Three?"] {
        ask(&store, 1, text).await;
    }
    assert_eq!(store.ask(&icml(), &new(1, "Four?"), quietly).await.unwrap(), Taken::TooMany);
    ask(&store, 2, "Four?").await;
    act(&store, QaAct::Dismiss(number(2))).await.unwrap();
    assert_eq!(ask(&store, 1, "Four?").await, number(5), "and no number was wasted");
}

async fn who_is_blocked_neither_asks_nor_votes_until_it_is_lifted(engine: Engine) {
    let store = engine.open().await;
    let question = ask(&store, 1, "Why?").await;
    assert!(store.block(&icml(), person(666), person(4000), Some("spam"), noon()).await.unwrap());
    assert!(!store.block(&icml(), person(666), person(4001), None, noon()).await.unwrap(), "blocked already");
    assert_eq!(store.ask(&icml(), &new(666, "Buy!"), quietly).await.unwrap(), Taken::Blocked);
    assert_eq!(vote(&store, 666, question).await, Voted::Blocked);
    let blocked = store.blocked(&icml()).await.unwrap();
    assert_eq!((blocked.len(), blocked[0].person, blocked[0].why.as_deref()), (1, person(666), Some("spam")));
    assert!(store.unblock(&icml(), person(666), person(4000), after(1)).await.unwrap());
    assert!(!store.unblock(&icml(), person(666), person(4000), after(1)).await.unwrap());
    assert_eq!(vote(&store, 666, question).await, Voted::Added);
    assert!(store.block(&icml(), person(666), person(4000), None, after(2)).await.unwrap(), "and once more");
}

async fn a_vote_counts_once_and_a_second_press_takes_it_back(engine: Engine) {
    let store = engine.open().await;
    let question = ask(&store, 1, "Why?").await;
    assert_eq!(vote(&store, 2, question).await, Voted::Added);
    assert_eq!(vote(&store, 3, question).await, Voted::Added);
    assert_eq!(questions(&store).await[0].votes, 2);
    assert_eq!(vote(&store, 2, question).await, Voted::TakenBack);
    assert_eq!(questions(&store).await[0].votes, 1);
    act(&store, QaAct::Answered(question)).await.unwrap();
    assert_eq!(vote(&store, 3, question).await, Voted::Closed);
    assert_eq!(vote(&store, 4, question).await, Voted::Closed);
    assert_eq!(questions(&store).await[0].votes, 1, "the votes of an answered question stand");
    assert_eq!(vote(&store, 4, number(99)).await, Voted::Closed);
}

async fn a_thousand_votes_at_once_lose_none(engine: Engine) {
    let (here, there) = (engine.open().await, engine.open().await);
    let mut asked = Vec::new();
    for author in 1..=5 {
        asked.push(ask(&here, author, "Why?").await);
    }
    let began = std::time::Instant::now();
    let votes = (0..1000_u64).map(|press| {
        let store = if press % 2 == 0 { here.clone() } else { there.clone() };
        let question = asked[usize::try_from(press % 5).unwrap()];
        tokio::spawn(async move { vote(&store, 100 + press / 5, question).await })
    });
    for press in votes.collect::<Vec<_>>() {
        assert_eq!(press.await.unwrap(), Voted::Added);
    }
    println!("1,000 single votes over two replicas: {} ms", began.elapsed().as_millis());
    assert!(questions(&here).await.iter().all(|question| question.votes == 200));
}

async fn a_vote_follows_the_question_that_stands_for_another(engine: Engine) {
    let store = engine.open().await;
    let (kept, gone) = (ask(&store, 1, "Why?").await, ask(&store, 2, "Why, then?").await);
    vote(&store, 3, kept).await;
    vote(&store, 3, gone).await;
    vote(&store, 4, gone).await;
    let merged = act(&store, QaAct::Merge { from: gone, into: kept }).await.unwrap();
    assert_eq!(questions(&store).await[0].votes, 3, "2, 3 and 4");
    assert_eq!(vote(&store, 4, kept).await, Voted::TakenBack, "although it was cast for the other one");
    assert_eq!(questions(&store).await[0].votes, 2);
    assert_eq!(vote(&store, 3, kept).await, Voted::TakenBack, "both votes at once");
    assert_eq!(questions(&store).await[0].votes, 1);
    let steps = reversed(&store.act_of(&icml(), merged).await.unwrap().unwrap().steps);
    store.act(&icml(), &Deed { undoes: Some(merged), ..deed(steps) }).await.unwrap().unwrap();
    let votes: Vec<u32> = questions(&store).await.iter().map(|question| question.votes).collect();
    assert_eq!(votes, [0, 0]);
}

async fn of_two_moderators_one_wins_and_one_question_is_asked(engine: Engine) {
    let (one, other) = (engine.open().await, engine.open().await);
    for author in 1..=6 {
        ask(&one, author, "Why?").await;
    }
    for round in 1..=3 {
        // Both have seen the same board.
        let stage = one.stage(&icml(), &theory()).await.unwrap();
        let steps = decide(&questions(&one).await, stage, &QaAct::Next).unwrap();
        let deeds = (deed(steps.clone()), deed(steps));
        let id = icml();
        let (ours, theirs) = tokio::join!(one.act(&id, &deeds.0), other.act(&id, &deeds.1));
        assert_eq!(ours.unwrap().iter().chain(theirs.unwrap().iter()).count(), 1);
        let asked = states(&one).await;
        let count = |wanted| asked.iter().filter(|state| **state == wanted).count();
        assert_eq!((count(QuestionState::Current), count(QuestionState::Answered)), (1, round - 1));
    }
    // Each wants another question, and only one can be asked.
    let current = questions(&one).await.into_iter().find(|q| q.state == QuestionState::Current).unwrap().id;
    act(&one, QaAct::Answered(current)).await.unwrap();
    let take_up = |id: u32| {
        let place = |state| Place { state, merged_into: None };
        deed(vec![Step::Question {
            id: number(id),
            from: place(QuestionState::Open),
            to: place(QuestionState::Current),
        }])
    };
    let (id, four, five) = (icml(), take_up(4), take_up(5));
    let (ours, theirs) = tokio::join!(one.act(&id, &four), other.act(&id, &five));
    assert_eq!(ours.unwrap().iter().chain(theirs.unwrap().iter()).count(), 1);
}

async fn two_who_merge_crosswise_make_no_circle(engine: Engine) {
    let (one, other) = (engine.open().await, engine.open().await);
    let (a, b) = (ask(&one, 1, "Why?").await, ask(&one, 2, "Why, then?").await);
    let seen = questions(&one).await;
    let merge = |from, into| deed(decide(&seen, Stage::Gathering, &QaAct::Merge { from, into }).unwrap());
    let (id, there, back) = (icml(), merge(a, b), merge(b, a));
    let (ours, theirs) = tokio::join!(one.act(&id, &there), other.act(&id, &back));
    assert_eq!(ours.unwrap().iter().chain(theirs.unwrap().iter()).count(), 1);
    let open = states(&one).await.into_iter().filter(|state| *state == QuestionState::Open).count();
    assert_eq!(open, 1);
}

async fn an_act_is_on_record_and_undone_exactly_once(engine: Engine) {
    let store = engine.open().await;
    let (first, second) = (ask(&store, 1, "Why?").await, ask(&store, 2, "How?").await);
    act(&store, QaAct::Next).await.unwrap();
    assert_eq!(store.stage(&icml(), &theory()).await.unwrap(), Stage::Open, "whoever begins has opened it");
    let next = act(&store, QaAct::Next).await.unwrap();
    assert_eq!(states(&store).await, [QuestionState::Answered, QuestionState::Current]);
    let recorded = store.act_of(&icml(), next).await.unwrap().unwrap();
    assert_eq!(
        (recorded.what.as_str(), recorded.actor, recorded.why.as_deref()),
        ("test", person(4000), Some("because"))
    );
    let ids: Vec<QuestionId> = recorded
        .steps
        .iter()
        .filter_map(|step| match step {
            Step::Question { id, .. } => Some(*id),
            Step::Stage { .. } => None,
        })
        .collect();
    assert_eq!(ids, [first, second]);

    let undo = || Deed { undoes: Some(next), ..deed(reversed(&recorded.steps)) };
    assert!(store.act(&icml(), &undo()).await.unwrap().is_some());
    assert_eq!(states(&store).await, [QuestionState::Current, QuestionState::Open]);
    assert!(store.act(&icml(), &undo()).await.unwrap().is_none(), "undone already");
    let again = act(&store, QaAct::Next).await.unwrap();
    assert!(store.act(&icml(), &undo()).await.unwrap().is_none(), "the same again is another act");
    assert_eq!(states(&store).await, [QuestionState::Answered, QuestionState::Current]);
    let record = store.acts(&icml(), &theory()).await.unwrap();
    let kept: Vec<(u32, bool)> = record.iter().map(|act| (act.id.get(), act.undone_by.is_some())).collect();
    assert_eq!(kept, [(1, false), (2, true), (3, false), (again.get(), false)], "a deed that failed leaves no gap");
}

async fn an_edit_keeps_what_it_replaced(engine: Engine) {
    let store = engine.open().await;
    let id = ask(&store, 1, "Wy?").await;
    let place = Place { state: QuestionState::Open, merged_into: None };
    let edit = |from: &str, to: &str| Deed {
        rewording: Some(Rewording { from: from.to_owned(), to: to.to_owned() }),
        actor: person(1),
        ..deed(vec![Step::Question { id, from: place, to: place }])
    };
    let act = store.act(&icml(), &edit("Wy?", "Why?")).await.unwrap().unwrap();
    assert!(store.act(&icml(), &edit("Wy?", "What?")).await.unwrap().is_none(), "it was edited in another window");
    let edited = store.question(&icml(), id).await.unwrap().unwrap();
    assert_eq!((edited.text.as_str(), edited.changed), ("Why?", after(1)));
    let recorded = store.act_of(&icml(), act).await.unwrap().unwrap();
    assert_eq!(recorded.replaced.as_deref(), Some("Wy?"));
}

async fn sessions_and_conferences_do_not_touch_one_another(engine: Engine) {
    let store = engine.open().await;
    let here = ask(&store, 1, "Why?").await;
    let elsewhere = NewQuestion { session: "other".parse().unwrap(), ..new(2, "How?") };
    let Taken::New(there) = store.ask(&icml(), &elsewhere, quietly).await.unwrap() else { panic!("not taken") };
    let neurips = "neurips".parse().unwrap();
    assert_eq!(store.ask(&neurips, &new(3, "Why?"), quietly).await.unwrap(), Taken::New(number(1)));
    act(&store, QaAct::TakeUp(here)).await.unwrap();
    assert_eq!(store.stage(&icml(), &elsewhere.session).await.unwrap(), Stage::Gathering);
    assert_eq!(questions(&store).await.len(), 1);
    let place = |state| Place { state, merged_into: None };
    let (open, current) = (place(QuestionState::Open), place(QuestionState::Current));
    let foreign = deed(vec![Step::Question { id: there, from: open, to: current }]);
    assert!(store.act(&icml(), &foreign).await.unwrap().is_none(), "a moderator acts in their session");
    let theirs = Deed { session: elsewhere.session.clone(), ..foreign };
    assert!(store.act(&icml(), &theirs).await.unwrap().is_some(), "each session asks its own");
}
