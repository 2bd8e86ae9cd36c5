//! What is said to moderators, speakers and organisers about being there, and about the time.

use super::markdown::timestamp;
use super::notices::{Reach, Teller};
use super::parts::{is_presented, minutes, names, short, title};
use super::{Action, Message, Pings, Style};
use crate::announce::{Destination, NoticeKind, UserId};
use crate::schedule::{Session, Talk, TalkKind, TalkRef};

impl Teller<'_> {
    pub(super) fn call(&self, session: &Session) -> Message {
        let scene = self.scene;
        let started = scene.now >= session.start();
        let id = if started { "moderator-call-late" } else { "moderator-call" };
        let call = scene.say(
            id,
            &[
                ("who", self.who(session).into()),
                ("session", short(&session.title).into()),
                ("time", timestamp(session.start(), 't').into()),
                ("relative", timestamp(session.start(), 'R').into()),
                ("channel", self.channel(session).into()),
            ],
        );
        let talks = session.talks.iter().filter(|talk| is_presented(talk)).count();
        let span = [
            ("count", talks.into()),
            ("start", timestamp(session.start(), 't').into()),
            ("end", timestamp(session.end(), 't').into()),
        ];
        let qa = session.talks.iter().find(|talk| talk.kind == TalkKind::QuestionsAndAnswers && !talk.cancelled);
        let qa = qa.map(|qa| scene.say("moderator-call-qa", &[("start", timestamp(qa.start, 't').into())]));
        let details = [Some(scene.say("moderator-call-talks", &span)), qa].into_iter().flatten();
        let said = format!("{call}\n{}", details.collect::<Vec<_>>().join(" "));
        self.asking(session, said)
    }

    pub(super) fn qa_reminder(&self, TalkRef { session, talk: qa }: TalkRef<'_>) -> Message {
        let scene = self.scene;
        let id = match self.notice.kind {
            NoticeKind::QaSoon => "qa-soon",
            NoticeKind::QaEnding => "qa-ending",
            _ if self.is_late() => "qa-now-late",
            _ => "qa-now",
        };
        let counted_to = if self.notice.kind == NoticeKind::QaEnding { qa.end } else { qa.start };
        let said = scene.say(
            id,
            &[
                ("who", self.who(session).into()),
                ("session", short(&session.title).into()),
                ("channel", self.channel(session).into()),
                ("minutes", minutes(scene.now, counted_to).into()),
                ("start", timestamp(qa.start, 't').into()),
                ("relative", timestamp(qa.start, 'R').into()),
                ("end", timestamp(qa.end, 't').into()),
            ],
        );
        self.to_moderator(session, said)
    }

    fn to_moderator(&self, session: &Session, said: String) -> Message {
        let (note, users) = match self.reach {
            Reach::AsPlanned => (None, Vec::new()),
            Reach::InsteadOfDirect(user) => {
                let name = self.names_of(session, user);
                (Some(self.scene.say("moderator-direct-closed", &[("who", (&name).into())])), vec![user])
            }
        };
        Message {
            content: [Some(said), note].into_iter().flatten().collect::<Vec<_>>().join("\n"),
            buttons: vec![self.button("button-schedule", Action::Schedule(session.id.clone()))],
            pings: Pings { roles: Vec::new(), users },
            ..Message::default()
        }
    }

    /// Who is spoken to. In a channel, those who cannot be reached directly.
    fn who(&self, session: &Session) -> String {
        let known = |name: &&String| self.scene.route.moderator(name).is_none();
        match (self.reach, self.notice.destination) {
            (Reach::InsteadOfDirect(user), _) => format!("<@{user}>"),
            (Reach::AsPlanned, Destination::Direct(user)) => format!("**{}**", self.names_of(session, user)),
            (Reach::AsPlanned, Destination::Channel(_)) => {
                let unknown: Vec<String> = session.moderators.iter().filter(known).cloned().collect();
                if unknown.is_empty() {
                    self.scene.say("moderator-unnamed", &[])
                } else {
                    format!("**{}**", names(&unknown))
                }
            }
        }
    }

    fn names_of(&self, session: &Session, user: UserId) -> String {
        let theirs = |name: &&String| self.scene.route.moderator(name) == Some(user);
        names(&session.moderators.iter().filter(theirs).cloned().collect::<Vec<_>>())
    }

    fn channel(&self, session: &Session) -> String {
        format!("<#{}>", self.scene.route.of_session(session))
    }

    pub(super) fn call_again(&self, session: &Session) -> Message {
        self.asking(session, self.about_coming("moderator-again", session, &self.who(session)))
    }

    pub(super) fn call_backup(&self, session: &Session) -> Message {
        let who = match (self.reach, self.notice.destination) {
            (Reach::InsteadOfDirect(user), _) => format!("<@{user}>"),
            (Reach::AsPlanned, Destination::Direct(user)) => self.backup(user),
            (Reach::AsPlanned, Destination::Channel(_)) => self.scene.say("moderator-unnamed", &[]),
        };
        self.asking(session, self.about_coming("backup-call", session, &who))
    }

    pub(super) fn moderator_missing(&self, session: &Session) -> Message {
        self.asking(session, self.about_coming("moderator-missing", session, ""))
    }

    pub(super) fn call_speaker(&self, session: &Session) -> Message {
        let scene = self.scene;
        let user = match (self.reach, self.notice.destination) {
            (Reach::InsteadOfDirect(user), _) | (_, Destination::Direct(user)) => Some(user),
            (_, Destination::Channel(_)) => None,
        };
        let theirs =
            |talk: &&Talk| !talk.cancelled && talk.speakers.iter().any(|name| scene.route.speaker(name) == user);
        let talks = session.talks.iter().filter(theirs);
        let talks = talks.map(|talk| {
            scene.say("speaker-talk", &[("title", title(talk).into()), ("time", timestamp(talk.start, 't').into())])
        });
        let talks: Vec<String> = talks.collect();
        let who = match self.reach {
            Reach::InsteadOfDirect(user) => format!("<@{user}>"),
            Reach::AsPlanned => {
                let names_of = scene.route.speakers.iter().filter(|(_, known)| Some(**known) == user);
                format!("**{}**", names(&names_of.map(|(name, _)| name.clone()).collect::<Vec<_>>()))
            }
        };
        let said = format!("{}\n{}", self.about_coming("speaker-call", session, &who), talks.join("\n"));
        self.asking(session, said)
    }

    pub(super) fn time_card(&self, TalkRef { session, talk }: TalkRef<'_>) -> Message {
        let scene = self.scene;
        let left = minutes(scene.now, talk.end);
        let is_up = self.notice.lead.is_zero() || scene.now >= talk.end;
        let next =
            session.talks.iter().filter(|next| next.start >= talk.end && !next.cancelled).min_by_key(|next| next.start);
        let next = next.map(|next| {
            scene.say("time-card-next", &[("title", title(next).into()), ("time", timestamp(next.start, 't').into())])
        });
        let said = if is_up {
            scene.say("time-up", &[("title", title(talk).into())])
        } else {
            scene.say("time-card", &[("title", title(talk).into()), ("minutes", left.into())])
        };
        let mention = match self.reach {
            Reach::InsteadOfDirect(user) => format!("<@{user}> "),
            Reach::AsPlanned => String::new(),
        };
        let said = [Some(format!("{mention}{said}")), next.filter(|_| is_up)];
        Message {
            content: said.into_iter().flatten().collect::<Vec<_>>().join(" "),
            buttons: vec![self.button("button-schedule", Action::Schedule(session.id.clone()))],
            pings: Pings { roles: Vec::new(), users: self.mentioned() },
            ..Message::default()
        }
    }

    /// What is said, with the button that says "I'm here".
    fn asking(&self, session: &Session, said: String) -> Message {
        let mut message = self.to_moderator(session, said);
        let here = self.button("button-here", Action::Here(session.id.clone())).styled(Style::Good);
        message.buttons.insert(0, here);
        message
    }

    /// A sentence about a session to which somebody is called.
    fn about_coming(&self, id: &str, session: &Session, who: &str) -> String {
        let scene = self.scene;
        let moderators = names(&session.moderators);
        let moderators = if moderators.is_empty() { scene.say("moderator-nobody", &[]) } else { moderators };
        scene.say(
            id,
            &[
                ("who", who.into()),
                ("moderators", moderators.into()),
                ("session", short(&session.title).into()),
                ("time", timestamp(session.start(), 't').into()),
                ("relative", timestamp(session.start(), 'R').into()),
                ("channel", self.channel(session).into()),
            ],
        )
    }

    fn backup(&self, user: UserId) -> String {
        let known = self.scene.route.backup_moderators.iter().filter(|(_, known)| **known == user);
        format!("**{}**", names(&known.map(|(name, _)| name.clone()).collect::<Vec<_>>()))
    }

    fn mentioned(&self) -> Vec<UserId> {
        match self.reach {
            Reach::InsteadOfDirect(user) => vec![user],
            Reach::AsPlanned => Vec::new(),
        }
    }
}
