use chrono::{DateTime, TimeDelta, Utc};

use super::super::{Answer, Asked, Conference, Order};
use super::answering::Wish;
use super::drafts::Draft;
use super::{Attendant, PATIENCE, in_time, person, session_meant, sessions_meant};
use crate::questions::{Question, QuestionState, Stage, alike, is_asked_about};
use crate::schedule::{Session, SessionId, TalkId, TalkRef, talk_named};
use crate::store::{NewQuestion, Taken};
use crate::text::{
    Asking, Delay, Message, asked_already, asking_refused, busy, no_conference, offer_instead, question_form,
    question_taken, which_talk,
};

/// A talk that ended so long ago is still what a question means that names none.
const JUST_ENDED: TimeDelta = TimeDelta::minutes(3);
/// After so long nobody would look at a question any more.
const OVER: TimeDelta = TimeDelta::hours(6);

/// What a question means that names no talk.
enum Meant<'a> {
    Talk(TalkRef<'a>),
    OneOf(&'a Session),
    Nothing,
}

/// How words came.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Come {
    /// Just written.
    Written,
    /// Out of a draft, although others asked something like them.
    Anyway(u64),
    /// Out of a draft of which the talk is known now.
    Chosen(u64),
}

impl Attendant<'_> {
    /// `/ask [question] [talk]`
    pub(super) async fn ask_ordered(&self, asked: &Asked, order: &Order) -> Answer {
        let now = self.clock.now();
        let Some(conference) = self.conferences.asked_in(asked.guild, asked.channel, now) else {
            return Answer::private(no_conference(self.words, asked.guild.is_some()));
        };
        let schedule = conference.schedule();
        let text = order.text("question").unwrap_or_default().to_owned();
        let unnamed = order.says_yes("anonymous");
        let meant = match order.text("talk") {
            Some(named) => match talk_named(&schedule, named) {
                Some(found) => Meant::Talk(found),
                None => return self.privately(&conference, |scene| crate::text::talk_unknown(scene, named)),
            },
            None => match meant(&sessions_meant(&schedule, &conference.route(), asked.channel), now) {
                Meant::Nothing => meant(&schedule.sessions.iter().collect::<Vec<_>>(), now),
                here => here,
            },
        };
        match meant {
            Meant::Talk(found) if text.is_empty() => {
                self.form(asked, &conference, Asking::About(found.talk.id.clone()))
            }
            Meant::OneOf(session) if text.is_empty() => self.which(asked, &conference, &session.id),
            Meant::Talk(found) => {
                let (session, talk) = (found.session.id.clone(), Some(found.talk.id.clone()));
                self.submit(asked, &conference, Wish { session, talk, text, unnamed }).await
            }
            Meant::OneOf(session) => {
                let id = asked.id;
                let person = person(&asked.asker);
                let draft = Draft { person, session: session.id.clone(), talk: None, text: text.clone(), unnamed };
                self.desk.drafts.keep(id, draft);
                self.privately(&conference, |scene| which_talk(scene, session, Asking::ChosenFor(id), Some(&text)))
            }
            Meant::Nothing => self.sentence("question-no-session"),
        }
    }

    /// The form for a question, if it can be asked.
    pub(super) fn form(&self, asked: &Asked, conference: &Conference, asking: Asking) -> Answer {
        let schedule = conference.schedule();
        let session = match &asking {
            Asking::About(talk) => schedule.talk(talk).map(|found| found.session),
            Asking::ToAll(session) => schedule.session(session),
            _ => None,
        };
        let Some(session) = session else { return self.outdated() };
        if let Some(over) = self.over(session) {
            return over;
        }
        let rules = &conference.settings.questions;
        Answer::Modal(self.in_scene(conference, |scene| question_form(scene, rules, asking, &asked.asker.name)))
    }

    /// The talks of a session to choose from.
    pub(super) fn which(&self, asked: &Asked, conference: &Conference, session: &SessionId) -> Answer {
        let schedule = conference.schedule();
        let Some(session) = schedule.session(session) else { return self.outdated() };
        if let Some(over) = self.over(session) {
            return over;
        }
        let mut talks = session.talks.iter().filter(|talk| is_asked_about(talk));
        match (talks.next(), talks.next()) {
            (Some(only), None) => self.form(asked, conference, Asking::About(only.id.clone())),
            (None, _) => self.form(asked, conference, Asking::ToAll(session.id.clone())),
            _ => {
                self.privately(conference, |scene| which_talk(scene, session, Asking::Chosen(session.id.clone()), None))
            }
        }
    }

    /// Words that were just written.
    pub(super) async fn submit(&self, asked: &Asked, conference: &Conference, wish: Wish) -> Answer {
        Answer::private(self.taken(asked, conference, wish, Come::Written).await)
    }

    /// The talk of a draft was chosen.
    pub(super) async fn submit_draft_about(
        &self,
        asked: &Asked,
        conference: &Conference,
        draft: u64,
        talk: Option<TalkId>,
    ) -> Answer {
        let Some(kept) = self.desk.drafts.of(draft, person(&asked.asker)) else {
            return Answer::Update(self.draft_gone());
        };
        let wish = Wish { session: kept.session, talk, text: kept.text, unnamed: kept.unnamed };
        Answer::Update(self.taken(asked, conference, wish, Come::Chosen(draft)).await)
    }

    /// A draft is asked although others asked something like it.
    pub(super) async fn submit_anyway(&self, asked: &Asked, conference: &Conference, draft: u64) -> Answer {
        let Some(kept) = self.desk.drafts.of(draft, person(&asked.asker)) else {
            return Answer::Update(self.draft_gone());
        };
        let wish = Wish { session: kept.session, talk: kept.talk, text: kept.text, unnamed: kept.unnamed };
        Answer::Update(self.taken(asked, conference, wish, Come::Anyway(draft)).await)
    }

    /// Takes a question, or says why it is not taken. It is said to be taken only once it is on the disk.
    async fn taken(&self, asked: &Asked, conference: &Conference, wish: Wish, come: Come) -> Message {
        let (author, rules) = (person(&asked.asker), &conference.settings.questions);
        let refused = |delay, text: &str| self.in_scene(conference, |scene| asking_refused(scene, rules, delay, text));
        let text = match rules.worded(&wish.text) {
            Ok(text) => text,
            Err(unworded) => return refused(Delay::Unworded(unworded), &wish.text),
        };
        let Some(seen) = in_time(PATIENCE, self.questions_seen(conference, &wish.session)).await else {
            return busy(self.words, Some(&text));
        };
        if seen.stage == Stage::Closed {
            return Message { content: self.words.say("question-qa-over", &[]), ..Message::default() };
        }
        let own = |question: &&Question| {
            question.author == author
                && question.state.is_waiting()
                && question.talk == wish.talk
                && question.text.to_lowercase() == text.to_lowercase()
        };
        if let Some(own) = seen.questions.iter().find(own) {
            return self.in_scene(conference, |scene| asked_already(scene, own));
        }
        if !matches!(come, Come::Anyway(_)) {
            let found = alike(&seen.questions, wish.talk.as_ref(), &text);
            let others: Vec<&Question> =
                found.iter().map(|alike| alike.question).filter(|question| question.author != author).collect();
            if !others.is_empty() {
                let draft = Draft {
                    person: author,
                    session: wish.session,
                    talk: wish.talk,
                    text: text.clone(),
                    unnamed: wish.unnamed,
                };
                self.desk.drafts.keep(asked.id, draft);
                return self.in_scene(conference, |scene| offer_instead(scene, &text, &others, asked.id));
            }
        }
        if let Err(then) = self.desk.pace.count(&self.clock, conference.id(), rules.per_minute, author) {
            return refused(Delay::Until(then), &text);
        }
        let origin = match come {
            Come::Written => asked.id,
            // However often the button is pressed.
            Come::Anyway(draft) | Come::Chosen(draft) => draft,
        };
        let state = if rules.approve_first { QuestionState::Held } else { QuestionState::Open };
        let new = NewQuestion {
            session: wish.session,
            talk: wish.talk,
            author,
            name: rules.name(&asked.asker.name, wish.unnamed),
            text: text.clone(),
            state,
            origin: format!("interaction/{origin}"),
            asked: self.clock.now(),
            limit: rules.waiting,
        };
        match self.kept(conference, &new).await {
            Some((Taken::New(_) | Taken::Known(_), Some(question))) => {
                self.in_scene(conference, |scene| question_taken(scene, &question, false))
            }
            Some((Taken::TooMany, _)) => refused(Delay::Waiting(rules.waiting), &text),
            Some((Taken::Blocked, _)) => refused(Delay::Blocked, ""),
            Some((_, None)) | None => busy(self.words, Some(&text)),
        }
    }

    /// Puts a question into the store; gives what became of it, and the question as it is there.
    pub(super) async fn kept(&self, conference: &Conference, new: &NewQuestion) -> Option<(Taken, Option<Question>)> {
        let made = |id| Question {
            id,
            session: new.session.clone(),
            talk: new.talk.clone(),
            author: new.author,
            name: new.name.clone(),
            text: new.text.clone(),
            state: new.state,
            votes: 0,
            asked: new.asked,
            changed: new.asked,
            merged_into: None,
        };
        let held = new.state == QuestionState::Held;
        let notice = |id| held.then(|| self.question_held(conference, &made(id))).flatten();
        let taken = in_time(PATIENCE, self.store.ask(conference.id(), new, notice)).await?;
        let question = match taken {
            Taken::New(id) => {
                self.questions_changed(conference.id(), &new.session);
                if held {
                    self.announce_change();
                }
                Some(made(id))
            }
            // It may have gone on since.
            Taken::Known(id) => in_time(PATIENCE, self.store.question(conference.id(), id)).await?,
            Taken::TooMany | Taken::Blocked => None,
        };
        Some((taken, question))
    }

    /// Says so where a session has been over for long.
    fn over(&self, session: &Session) -> Option<Answer> {
        (self.clock.now() > session.end() + OVER).then(|| self.sentence("question-qa-over"))
    }

    fn draft_gone(&self) -> Message {
        Message { content: self.words.say("question-draft-gone", &[]), ..Message::default() }
    }
}

fn meant<'a>(sessions: &[&'a Session], now: DateTime<Utc>) -> Meant<'a> {
    let all = || sessions.iter().flat_map(|session| session.talks.iter().map(move |talk| TalkRef { session, talk }));
    let talks = || all().filter(|found| is_asked_about(found.talk));
    let running = talks().filter(|found| found.talk.start <= now && now < found.talk.end);
    let ended = talks().filter(|found| found.talk.end <= now && now - found.talk.end <= JUST_ENDED);
    let talk = running.max_by_key(|found| found.talk.start).or_else(|| ended.max_by_key(|found| found.talk.end));
    let session = || session_meant(sessions, now, |_| false).filter(|session| now < session.end() + OVER);
    let one_of = || session().map_or(Meant::Nothing, Meant::OneOf);
    talk.map_or_else(one_of, Meant::Talk)
}
