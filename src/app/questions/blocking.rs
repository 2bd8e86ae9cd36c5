use super::super::{Answer, Asked, Conference, Given, Order};
use super::{Attendant, PATIENCE, in_time, person};
use crate::announce::UserId;
use crate::questions::{Person, QuestionId};
use crate::schedule::SessionId;
use crate::text::{Message, blocking, busy, unknown_question};

impl Attendant<'_> {
    /// `/qa block`: by name, or by a question, whose author stays unnamed.
    pub(super) async fn block(
        &self,
        asked: &Asked,
        conference: &Conference,
        session: &SessionId,
        order: &Order,
    ) -> Answer {
        let (whom, shown) = match (order.options.get("user"), order.text("question")) {
            (Some(Given::User(user)), _) => (Person::new(user.get()), Some(*user)),
            (_, Some(text)) => {
                let Some(seen) = in_time(PATIENCE, self.questions_seen(conference, session)).await else {
                    return Answer::private(busy(self.words, None));
                };
                let question = text.parse::<QuestionId>().ok().and_then(|id| seen.question(id));
                let Some(question) = question else {
                    return self.privately(conference, |scene| Message {
                        content: unknown_question(scene, text),
                        ..Message::default()
                    });
                };
                let shown = question.name.as_ref().and_then(|_| UserId::new(question.author.get()));
                (Some(question.author), shown)
            }
            _ => return self.sentence("blocked-whom"),
        };
        let Some(whom) = whom else { return self.sentence("blocked-whom") };
        let (by, why) = (person(&asked.asker), order.text("why"));
        let blocked = self.store.block(conference.id(), whom, by, why, self.clock.now());
        match in_time(PATIENCE, blocked).await {
            Some(true) => self.privately(conference, |scene| blocking(scene, "blocked", shown)),
            Some(false) => self.privately(conference, |scene| blocking(scene, "blocked-already", shown)),
            None => Answer::private(busy(self.words, None)),
        }
    }

    /// `/qa unblock`
    pub(super) async fn unblock(&self, asked: &Asked, conference: &Conference, order: &Order) -> Answer {
        let Some(Given::User(user)) = order.options.get("user") else { return self.sentence("blocked-whom") };
        let Some(whom) = Person::new(user.get()) else { return self.sentence("blocked-whom") };
        let lifted = self.store.unblock(conference.id(), whom, person(&asked.asker), self.clock.now());
        match in_time(PATIENCE, lifted).await {
            Some(true) => self.privately(conference, |scene| blocking(scene, "unblocked", Some(*user))),
            Some(false) => self.privately(conference, |scene| blocking(scene, "unblocked-already", Some(*user))),
            None => Answer::private(busy(self.words, None)),
        }
    }
}
