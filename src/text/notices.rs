use chrono::{DateTime, Utc};

use super::markdown::timestamp;
use super::panel::{PanelView, panel};
use super::parts::{Scene, is_late, is_presented, minutes, names, names_its_kind, short, title};
use super::reminders::reminder;
use super::{Action, Asking, Button, Embed, Message, Pings, Style, Tone, View};
use crate::announce::{Notice, NoticeDigest, NoticeKind, Subject, UserId};
use crate::questions::is_asked_about;
use crate::schedule::{Session, Talk, TalkKind, TalkRef};

/// Characters of a list inside an embed, which leaves room for what stands above it.
pub(super) const LIST_LIMIT: usize = 3500;

/// How a moderator is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Where the notice was planned to go.
    AsPlanned,
    /// In the moderator channel, by a mention, because the direct message was refused.
    InsteadOfDirect(UserId),
}

/// What a notice says now; `None` when its session or talk is no longer in the programme, or is cancelled.
///
/// A [`NoticeKind::Report`] has no subject in the programme: [`super::report`] says it.
#[must_use]
pub fn notice(scene: &Scene<'_>, notice: &Notice, reach: Reach) -> Option<Message> {
    let digest = notice.key().digest();
    let teller = Teller { scene, notice, digest, reach };
    match &notice.subject {
        Subject::Session(id) => {
            let session = scene.schedule.session(id).filter(|session| !session.is_cancelled())?;
            teller.about_session(session)
        }
        Subject::Talk(id) => teller.about_talk(scene.schedule.talk(id).filter(|found| !found.talk.cancelled)?),
        // What is filed is said by those who filed it.
        Subject::Question(_) | Subject::Conference => None,
    }
}

pub(super) struct Teller<'a> {
    pub(super) scene: &'a Scene<'a>,
    pub(super) notice: &'a Notice,
    digest: NoticeDigest,
    pub(super) reach: Reach,
}

impl Teller<'_> {
    fn about_session(&self, session: &Session) -> Option<Message> {
        match self.notice.kind {
            NoticeKind::SessionOpening => Some(self.opening(session)),
            NoticeKind::SessionClosing => Some(self.closing(session)),
            NoticeKind::TalkPing => self.posters_ping(session),
            NoticeKind::TalkStart => self.posters_start(session),
            NoticeKind::ModeratorCall => Some(self.call(session)),
            NoticeKind::ModeratorAgain => Some(self.call_again(session)),
            NoticeKind::BackupCall => Some(self.call_backup(session)),
            NoticeKind::ModeratorMissing => Some(self.moderator_missing(session)),
            NoticeKind::SpeakerCall => Some(self.call_speaker(session)),
            NoticeKind::Panel => Some(panel(self.scene, session, &PanelView::default(), &self.digest)),
            _ => None,
        }
    }

    fn about_talk(&self, talk: TalkRef<'_>) -> Option<Message> {
        match self.notice.kind {
            NoticeKind::TalkPing => Some(self.ping(talk.talk)),
            NoticeKind::TalkStart => Some(self.start(talk)),
            NoticeKind::QaOpening => Some(self.qa_opening(talk)),
            NoticeKind::TimeCard => Some(self.time_card(talk)),
            NoticeKind::QaSoon | NoticeKind::QaNow | NoticeKind::QaEnding => Some(self.qa_reminder(talk)),
            NoticeKind::Reminder => Some(reminder(self.scene, self.notice, talk)),
            _ => None,
        }
    }

    fn opening(&self, session: &Session) -> Message {
        let scene = self.scene;
        let session_title = short(&session.title);
        let moderators = (!session.moderators.is_empty()).then(|| {
            let count = session.moderators.len().into();
            scene.say("session-moderators", &[("count", count), ("names", names(&session.moderators).into())])
        });
        let talks = scene.talk_list(session.talks.iter(), LIST_LIMIT);
        Message {
            content: scene.say(
                "session-opening",
                &[
                    ("session", (&session_title).into()),
                    ("time", timestamp(session.start(), 't').into()),
                    ("relative", timestamp(session.start(), 'R').into()),
                ],
            ),
            embed: Some(Embed {
                title: Some(session_title),
                description: [moderators, Some(talks)].into_iter().flatten().collect::<Vec<_>>().join("\n\n"),
                ..Embed::default()
            }),
            menus: scene.remind_menu(session).into_iter().collect(),
            buttons: vec![self.button("button-schedule", Action::Schedule(session.id.clone()))],
            ..Message::default()
        }
    }

    fn closing(&self, session: &Session) -> Message {
        let scene = self.scene;
        let late = if self.is_late() { "-late" } else { "" };
        let moderated = if session.moderators.is_empty() { "" } else { "-moderated" };
        let thanks = scene.say(
            &format!("session-closing{moderated}{late}"),
            &[
                ("session", short(&session.title).into()),
                ("moderators", names(&session.moderators).into()),
                ("relative", timestamp(session.end(), 'R').into()),
            ],
        );
        let here = scene.route.of_session(session);
        let held = scene.schedule.sessions.iter().filter(|other| !other.is_cancelled());
        let held = held.filter(|other| scene.route.of_session(other) == here);
        let upcoming = held.filter(|other| other.start() >= session.end());
        let next = upcoming.min_by_key(|other| other.start()).map(|other| {
            let relative = timestamp(other.start(), 'R');
            let arguments = [("session", short(&other.title).into()), ("relative", (&relative).into())];
            let id = if other.start() <= scene.now { "session-closing-now" } else { "session-closing-next" };
            scene.say(id, &arguments)
        });
        Message {
            content: [Some(thanks), next].into_iter().flatten().collect::<Vec<_>>().join("\n"),
            buttons: vec![self.button("button-schedule", Action::Schedule(session.id.clone()))],
            ..Message::default()
        }
    }

    fn ping(&self, talk: &Talk) -> Message {
        let scene = self.scene;
        let kind = scene.kind(talk.kind);
        let id = match talk.kind {
            TalkKind::QuestionsAndAnswers if names_its_kind(talk) => "qa-ping",
            TalkKind::Break if names_its_kind(talk) => "break-ping",
            _ if talk.speakers.is_empty() => "talk-ping",
            _ => "talk-ping-by",
        };
        let said = scene.say(
            id,
            &[
                ("kind", kind.into()),
                ("time", timestamp(talk.start, 't').into()),
                ("relative", timestamp(talk.start, 'R').into()),
                ("title", title(talk).into()),
                ("speakers", names(&talk.speakers).into()),
            ],
        );
        let role = scene.route.ping_role;
        let mention = role.map(|role| format!("<@&{role}> ")).unwrap_or_default();
        let button = match talk.summary {
            Some(_) => self.button("button-abstract", Action::Abstract(talk.id.clone(), 0)),
            None => self.button("button-now", Action::Now),
        };
        Message {
            content: format!("{mention}{said}"),
            buttons: vec![button],
            pings: Pings { roles: role.into_iter().collect(), users: Vec::new() },
            ..Message::default()
        }
    }

    fn start(&self, talk: TalkRef<'_>) -> Message {
        let scene = self.scene;
        let title = title(talk.talk);
        let content = if self.is_late() {
            let since = minutes(talk.talk.start, scene.now);
            scene.say("talk-start-late", &[("minutes", since.into()), ("title", (&title).into())])
        } else {
            scene.say("talk-start", &[("title", (&title).into())])
        };
        let rest = scene.rest_button(talk, Some(self.digest.clone()));
        let ask = is_asked_about(talk.talk).then(|| self.ask(Asking::About(talk.talk.id.clone())));
        Message {
            content,
            embed: Some(scene.talk_embed(talk)),
            buttons: rest.into_iter().chain(ask).chain([self.button("button-next", Action::Next)]).collect(),
            ..Message::default()
        }
    }

    fn qa_opening(&self, TalkRef { session, talk }: TalkRef<'_>) -> Message {
        let scene = self.scene;
        let id = if self.is_late() { "qa-opening-late" } else { "qa-opening" };
        let content = scene.say(
            id,
            &[
                ("minutes", minutes(talk.start, scene.now).into()),
                ("session", short(&session.title).into()),
                ("end", timestamp(talk.end, 't').into()),
            ],
        );
        let others = session.talks.iter().filter(|other| is_presented(other));
        let embed = Embed {
            title: Some(scene.say("qa-talks", &[])),
            description: scene.talk_list(others, LIST_LIMIT),
            tone: Tone::Questions,
            ..Embed::default()
        };
        Message {
            content,
            embed: (!embed.description.is_empty()).then_some(embed),
            buttons: vec![
                self.ask(Asking::Which(session.id.clone())),
                self.button("button-questions", Action::Questions(Asking::Show(View::Session(session.id.clone())))),
                self.button("button-schedule", Action::Schedule(session.id.clone())),
            ],
            links: scene.board_link(&session.id).into_iter().collect(),
            ..Message::default()
        }
    }

    pub(super) fn button(&self, label: &str, action: Action) -> Button {
        self.scene.button(label, action, Some(self.digest.clone()))
    }

    fn ask(&self, asking: Asking) -> Button {
        self.button("button-ask", Action::Questions(asking)).styled(Style::Main)
    }

    pub(super) fn is_late(&self) -> bool {
        is_late(self.due(), self.scene.now)
    }

    /// When it would have been on time, by the programme as it is now.
    fn due(&self) -> DateTime<Utc> {
        self.notice.due
    }
}
