use super::parts::Scene;
use super::{Action, Embed, Message};
use crate::announce::{Notice, missed_talks};

/// Characters of the list of talks.
const LIST_LIMIT: usize = 3800;

/// What the audience is told of what was missed while talkbell was away; `None` when none of it matters any more.
#[must_use]
pub fn catch_up(scene: &Scene<'_>, catch_up: &Notice, missed: &[Notice]) -> Option<Message> {
    let talks: Vec<_> = missed.iter().flat_map(|notice| missed_talks(notice, scene.schedule, scene.now)).collect();
    let session = scene.schedule.talk(&talks.last()?.id)?.session;
    let digest = Some(catch_up.key().digest());
    let count = talks.len();
    Some(Message {
        content: scene.say("catch-up", &[("count", count.into())]),
        embed: Some(Embed { description: scene.talk_list(talks.into_iter(), LIST_LIMIT), ..Embed::default() }),
        buttons: vec![scene.button("button-schedule", Action::Schedule(session.id.clone()), digest)],
        ..Message::default()
    })
}
