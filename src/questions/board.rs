use super::order::{most_wanted, next, wanted};
use super::{Question, QuestionId, QuestionState, Stage};
use crate::schedule::{Session, SessionId, Talk, TalkId, TalkKind};

/// The questions of a session, as the audience, the moderator's panel and the screen show them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Board {
    /// The session.
    pub session: SessionId,
    /// What it is called.
    pub title: String,
    /// How far its Q&A is.
    pub stage: Stage,
    /// What is being asked.
    pub current: Option<Question>,
    /// What is fair to ask next.
    pub next: Option<QuestionId>,
    /// Every talk that can be asked about, in the programme's order, those without a question too; then what is asked
    /// about no talk, or about one that is gone.
    pub by_talk: Vec<OfTalk>,
    /// What waits for approval, oldest first. For moderators alone.
    pub held: Vec<Question>,
}

/// The questions about one talk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfTalk {
    /// The talk; `None` for questions to everybody.
    pub talk: Option<TalkId>,
    /// What it is called; `None` where it is no talk of the programme.
    pub title: Option<String>,
    /// Who gives it.
    pub speakers: Vec<String>,
    /// What stands on the board, most wanted first.
    pub open: Vec<Question>,
    /// What was answered, in the order in which it was.
    pub answered: Vec<Question>,
}

impl Board {
    /// The board of a session from all its questions, of which the votes are counted already.
    #[must_use]
    pub fn of(session: &Session, stage: Stage, questions: &[Question]) -> Self {
        let asked_about: Vec<&Talk> = session.talks.iter().filter(|talk| is_asked_about(talk)).collect();
        let of_programme = asked_about.iter().map(|talk| OfTalk {
            talk: Some(talk.id.clone()),
            title: Some(talk.title.clone()),
            speakers: talk.speakers.clone(),
            ..of_talk(questions, Some(&talk.id))
        });
        let mut others: Vec<Option<&TalkId>> = questions
            .iter()
            .map(|question| question.talk.as_ref())
            .filter(|talk| !asked_about.iter().any(|known| Some(&known.id) == *talk))
            .collect();
        others.sort_unstable_by_key(|talk| (talk.is_none(), *talk));
        others.dedup();
        let others = others.into_iter().map(|talk| of_talk(questions, talk));
        let others = others.filter(|of| !of.open.is_empty() || !of.answered.is_empty());
        Self {
            session: session.id.clone(),
            title: session.title.clone(),
            stage,
            current: questions.iter().find(|question| question.state == QuestionState::Current).cloned(),
            next: next(questions).map(|question| question.id),
            by_talk: of_programme.chain(others).collect(),
            held: in_state(questions, QuestionState::Held).cloned().collect(),
        }
    }

    /// Everything that stands on the board, most wanted first.
    #[must_use]
    pub fn open(&self) -> Vec<&Question> {
        let mut open: Vec<&Question> = self.by_talk.iter().flat_map(|of| &of.open).collect();
        open.sort_by_key(|question| wanted(question));
        open
    }

    /// A question that stands on the board, is being asked, was answered, or is held.
    #[must_use]
    pub fn question(&self, id: QuestionId) -> Option<&Question> {
        let listed = self.by_talk.iter().flat_map(|of| of.open.iter().chain(&of.answered));
        listed.chain(&self.current).chain(&self.held).find(|question| question.id == id)
    }

    /// The talks about which nobody has asked anything that is on the board, is being asked or was answered.
    pub fn unasked(&self) -> impl Iterator<Item = &OfTalk> {
        let current = self.current.as_ref().and_then(|current| current.talk.as_ref());
        let unasked = move |of: &&OfTalk| of.open.is_empty() && of.answered.is_empty() && of.talk.as_ref() != current;
        self.by_talk.iter().filter(|of| of.title.is_some()).filter(unasked)
    }
}

/// Whether a slot has something about which one can ask.
#[must_use]
pub fn is_asked_about(talk: &Talk) -> bool {
    !talk.cancelled && !matches!(talk.kind, TalkKind::QuestionsAndAnswers | TalkKind::Break)
}

fn of_talk(questions: &[Question], talk: Option<&TalkId>) -> OfTalk {
    let of = |state| in_state(questions, state).filter(|question| question.talk.as_ref() == talk).cloned();
    let mut open: Vec<Question> = of(QuestionState::Open).collect();
    most_wanted(&mut open);
    let mut answered: Vec<Question> = of(QuestionState::Answered).collect();
    answered.sort_by_key(|question| (question.changed, question.id));
    OfTalk { talk: talk.cloned(), title: None, speakers: Vec::new(), open, answered }
}

fn in_state(questions: &[Question], state: QuestionState) -> impl Iterator<Item = &Question> {
    questions.iter().filter(move |question| question.state == state)
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta, Utc};

    use super::super::question::tests::question;
    use super::*;

    fn talk(id: &str, kind: TalkKind) -> Talk {
        let start = DateTime::<Utc>::UNIX_EPOCH;
        Talk {
            id: id.parse().unwrap(),
            kind,
            title: id.to_uppercase(),
            speakers: Vec::new(),
            summary: None,
            room: None,
            cancelled: false,
            start,
            end: start + TimeDelta::minutes(5),
        }
    }

    #[test]
    fn a_board_shows_every_talk_and_hides_what_is_not_for_all() {
        let session = Session {
            id: "theory".parse().unwrap(),
            title: "Theory".to_owned(),
            moderators: Vec::new(),
            summary: None,
            room: None,
            track: None,
            talks: vec![
                talk("a", TalkKind::Oral),
                talk("b", TalkKind::Spotlight),
                talk("tea", TalkKind::Break),
                talk("q-a", TalkKind::QuestionsAndAnswers),
            ],
        };
        let about = |id: &str, number: u32, votes: u32, state| Question {
            talk: Some(id.parse().unwrap()),
            votes,
            state,
            ..question(number)
        };
        let questions = [
            about("a", 1, 1, QuestionState::Open),
            about("a", 2, 3, QuestionState::Open),
            about("gone", 3, 0, QuestionState::Open),
            question(4),
            about("a", 5, 9, QuestionState::Held),
            about("a", 6, 9, QuestionState::Withdrawn),
            about("a", 7, 0, QuestionState::Current),
            about("a", 8, 0, QuestionState::Answered),
        ];
        let board = Board::of(&session, Stage::Open, &questions);
        let lines = board.by_talk.iter().map(|of| {
            let ids = |questions: &[Question]| questions.iter().map(|q| q.id.to_string()).collect::<Vec<_>>().join(" ");
            let talk = of.talk.as_ref().map_or("all", TalkId::as_str);
            format!("{talk} {:?}: open {} | answered {}", of.title, ids(&of.open), ids(&of.answered))
        });
        insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"), @r#"
        a Some("A"): open 2 1 | answered 8
        b Some("B"): open  | answered 
        gone None: open 3 | answered 
        all None: open 4 | answered 
        "#);
        assert_eq!(board.held.len(), 1);
        assert_eq!(board.current.as_ref().map(|current| current.id.get()), Some(7));
        assert_eq!(board.next.map(QuestionId::get), Some(3), "the talk `a` has had two turns");
        assert_eq!(board.unasked().map(|of| of.title.clone()).collect::<Vec<_>>(), [Some("B".to_owned())]);
        assert_eq!(board.open().iter().map(|q| q.id.get()).collect::<Vec<_>>(), [2, 1, 3, 4]);
    }
}
