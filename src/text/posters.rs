//! What is said of posters that are shown at once.

use chrono::{DateTime, Utc};

use super::markdown::timestamp;
use super::notices::{LIST_LIMIT, Teller};
use super::parts::{Scene, minutes, names, short, title};
use super::{Action, Asking, Embed, Message, Pings, Style};
use crate::schedule::{Session, Talk};

impl Teller<'_> {
    /// That they come up.
    pub(super) fn posters_ping(&self, session: &Session) -> Option<Message> {
        let scene = self.scene;
        let count = self.shown(session).len();
        let first = self.shown(session).first().map(|talk| talk.start)?;
        let said = scene.say(
            "posters-ping",
            &[
                ("count", count.into()),
                ("time", timestamp(first, 't').into()),
                ("relative", timestamp(first, 'R').into()),
                ("session", short(&session.title).into()),
            ],
        );
        let role = scene.route.ping_role;
        let mention = role.map(|role| format!("<@&{role}> ")).unwrap_or_default();
        Some(Message {
            content: format!("{mention}{said}"),
            buttons: vec![self.button("button-schedule", Action::Schedule(session.id.clone()))],
            pings: Pings { roles: role.into_iter().collect(), users: Vec::new() },
            ..Message::default()
        })
    }

    /// That they are shown now, and which.
    pub(super) fn posters_start(&self, session: &Session) -> Option<Message> {
        let scene = self.scene;
        let shown = self.shown(session);
        let first = shown.first()?;
        let (count, name) = (shown.len(), short(&session.title));
        let late = if self.is_late() { "posters-start-late" } else { "posters-start" };
        let since = minutes(first.start, scene.now);
        let content = scene.say(late, &[("count", count.into()), ("session", name.into()), ("minutes", since.into())]);
        Some(Message {
            content,
            embed: list(scene, session, &shown),
            buttons: vec![
                self.button("button-ask", Action::Questions(Asking::Which(session.id.clone()))).styled(Style::Main),
                self.button("button-schedule", Action::Schedule(session.id.clone())),
            ],
            ..Message::default()
        })
    }

    fn shown<'s>(&self, session: &'s Session) -> Vec<&'s Talk> {
        session.posters_at(self.notice.starts).filter(|talk| !talk.cancelled).collect()
    }
}

/// What answers `/now` while they are shown.
pub(super) fn posters_now(scene: &Scene<'_>, session: &Session, start: DateTime<Utc>) -> Message {
    let shown: Vec<&Talk> = session.posters_at(start).filter(|talk| !talk.cancelled).collect();
    let arguments = [("count", shown.len().into()), ("session", short(&session.title).into())];
    Message {
        content: scene.say("posters-start", &arguments),
        embed: list(scene, session, &shown),
        buttons: vec![scene.button("button-schedule", Action::Schedule(session.id.clone()), None)],
        ..Message::default()
    }
}

fn list(scene: &Scene<'_>, session: &Session, shown: &[&Talk]) -> Option<Embed> {
    let times = scene.times(shown.first()?);
    let lines: Vec<String> = shown.iter().map(|talk| line(scene, talk)).collect();
    let list = scene.list("more-posters", &lines, LIST_LIMIT);
    let title = Some(short(&session.title));
    Some(Embed { title, description: format!("{times}\n\n{list}"), ..Embed::default() })
}

fn line(scene: &Scene<'_>, talk: &Talk) -> String {
    let title = title(talk);
    if talk.speakers.is_empty() {
        return scene.say("poster-line", &[("title", title.into())]);
    }
    scene.say("poster-line-by", &[("title", title.into()), ("speakers", names(&talk.speakers).into())])
}
