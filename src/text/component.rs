use std::fmt;
use std::str::FromStr;

use super::press::{self, Press};
use super::{Asking, Organising};
use crate::announce::NoticeDigest;
use crate::schedule::{ConferenceId, SessionId, TalkId};

/// What a button asks for, small enough for a `custom_id` (100 characters) and meaningful on its own: a button that is
/// pressed weeks later, after restarts and re-imports, still says what it wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComponentId {
    /// The conference it asks about.
    pub conference: ConferenceId,
    /// What it asks for.
    pub action: Action,
    /// The notice whose message carries the button: how talkbell recognises a message of its own.
    pub notice: Option<NoticeDigest>,
}

/// What pressing a button does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Shows what is on.
    Now,
    /// Shows what comes next.
    Next,
    /// Shows a session's programme.
    Schedule(SessionId),
    /// Shows a page, counted from 0, of a talk's abstract.
    Abstract(TalkId, u8),
    /// Says that whoever presses is there, in a session.
    Here(SessionId),
    /// A button of a session's panel.
    Panel(Press, SessionId),
    /// Does to a talk what was shown first, if nothing was done since the deed of this number.
    Confirm(Press, i64, TalkId),
    /// Undoes the deed of this number in a session, if it is still the last.
    ConfirmUndo(i64, SessionId),
    /// Chooses another talk of a session for what was shown first.
    Other(Press, SessionId),
    /// A menu: shows the abstract of the talk that is chosen.
    PickAbstract,
    /// A menu: shows the session that is chosen, in place of the one that is shown.
    PickSession,
    /// A menu: shows the programme of the day that is chosen.
    PickDay,
    /// Shows a session with a page, counted from 0, of the menu of sessions.
    Sessions(SessionId, u8),
    /// Something of the audience's questions.
    Questions(Asking),
    /// Reminds whoever asks of a talk; or no longer, if it would have.
    Remind(TalkId),
    /// Reminds whoever asks no longer of a talk.
    Unremind(TalkId),
    /// A menu: reminds whoever asks of the talks that are chosen.
    RemindOf,
    /// Shows whoever asks what they are reminded of.
    Reminders,
    /// The same, in place of the message whose button is pressed.
    KeepReminders,
    /// A menu: drops the reminder that is chosen.
    DropReminder,
    /// Drops all reminders of whoever asks; asks first, unless they are sure.
    DropReminders(bool),
    /// Something of the organisers'.
    Organise(Organising),
}

/// A `custom_id` that is none of ours.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no component of talkbell")]
pub struct UnknownComponent(String);

impl fmt::Display for ComponentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { conference, action, notice } = self;
        match action {
            Action::Now => write!(f, "now/{conference}/")?,
            Action::Next => write!(f, "next/{conference}/")?,
            Action::Schedule(session) => write!(f, "plan/{conference}/{session}")?,
            Action::Abstract(talk, page) => write!(f, "a{page}/{conference}/{talk}")?,
            Action::PickAbstract => write!(f, "about/{conference}/")?,
            Action::PickSession => write!(f, "session/{conference}/")?,
            Action::PickDay => write!(f, "day/{conference}/")?,
            Action::Sessions(session, page) => write!(f, "s{page}/{conference}/{session}")?,
            Action::Questions(asking) => {
                let (verb, subject) = asking.written();
                write!(f, "{verb}/{conference}/{subject}")?;
            }
            Action::Remind(talk) => write!(f, "remind/{conference}/{talk}")?,
            Action::Unremind(talk) => write!(f, "unremind/{conference}/{talk}")?,
            Action::RemindOf => write!(f, "remindof/{conference}/")?,
            Action::Reminders => write!(f, "mine/{conference}/")?,
            Action::KeepReminders => write!(f, "keep/{conference}/")?,
            Action::DropReminder => write!(f, "drop/{conference}/")?,
            Action::DropReminders(false) => write!(f, "dropall/{conference}/")?,
            Action::DropReminders(true) => write!(f, "dropsure/{conference}/")?,
            Action::Organise(organising) => {
                let (verb, subject) = organising.written();
                write!(f, "{verb}/{conference}/{subject}")?;
            }
            moderators => {
                let (verb, subject) = press::parts(moderators).ok_or(fmt::Error)?;
                write!(f, "{verb}/{conference}/{subject}")?;
            }
        }
        match notice {
            Some(digest) => write!(f, "/{digest}"),
            None => f.write_str("/"),
        }
    }
}

impl FromStr for ComponentId {
    type Err = UnknownComponent;

    fn from_str(text: &str) -> Result<Self, UnknownComponent> {
        parse(text).ok_or_else(|| UnknownComponent(text.to_owned()))
    }
}

fn parse(text: &str) -> Option<ComponentId> {
    let mut parts = text.split('/');
    let [verb, conference, subject, notice] = [parts.next()?, parts.next()?, parts.next()?, parts.next()?];
    let action = match (verb, subject) {
        ("now", "") => Action::Now,
        ("next", "") => Action::Next,
        ("plan", session) => Action::Schedule(session.parse().ok()?),
        (verb, subject) if press::read(verb, subject).is_some() => press::read(verb, subject)?,
        ("about", "") => Action::PickAbstract,
        ("session", "") => Action::PickSession,
        ("day", "") => Action::PickDay,
        (verb, subject) if verb.starts_with('q') => Action::Questions(Asking::parse(verb, subject)?),
        ("remind", talk) => Action::Remind(talk.parse().ok()?),
        ("unremind", talk) => Action::Unremind(talk.parse().ok()?),
        ("remindof", "") => Action::RemindOf,
        ("mine", "") => Action::Reminders,
        ("keep", "") => Action::KeepReminders,
        ("drop", "") => Action::DropReminder,
        ("dropall", "") => Action::DropReminders(false),
        ("dropsure", "") => Action::DropReminders(true),
        (verb, subject) if verb.starts_with('o') => Action::Organise(Organising::parse(verb, subject)?),
        (verb, subject) => paged(verb, subject)?,
    };
    let notice = if notice.is_empty() { None } else { Some(notice.parse().ok()?) };
    let id = ComponentId { conference: conference.parse().ok()?, action, notice };
    parts.next().is_none().then_some(id)
}

/// A letter and the number of a page.
fn paged(verb: &str, subject: &str) -> Option<Action> {
    if let Some(page) = verb.strip_prefix('a') {
        return Some(Action::Abstract(subject.parse().ok()?, page.parse().ok()?));
    }
    Some(Action::Sessions(subject.parse().ok()?, verb.strip_prefix('s')?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::questions::action_tests::askings;
    use super::super::{Mark, Place, SetupStep};
    use super::*;
    use crate::announce::NoticeKey;

    fn presses() -> impl Strategy<Value = Press> {
        prop::sample::select(Press::ALL.to_vec())
    }

    fn components() -> impl Strategy<Value = ComponentId> {
        let id = "[a-z0-9-]{1,32}";
        let action = prop_oneof![
            Just(Action::Now),
            Just(Action::Next),
            id.prop_map(|id| Action::Schedule(id.parse().expect("an id"))),
            id.prop_map(|id| Action::Here(id.parse().expect("an id"))),
            (presses(), id).prop_map(|(press, id)| Action::Panel(press, id.parse().expect("an id"))),
            (presses(), id).prop_map(|(press, id)| Action::Other(press, id.parse().expect("an id"))),
            (presses(), 0..i64::MAX, id).prop_map(|(press, seq, id)| Action::Confirm(
                press,
                seq,
                id.parse().expect("an id")
            )),
            (0..i64::MAX, id).prop_map(|(seq, id)| Action::ConfirmUndo(seq, id.parse().expect("an id"))),
            id.prop_map(|id| Action::Remind(id.parse().expect("an id"))),
            id.prop_map(|id| Action::Unremind(id.parse().expect("an id"))),
            Just(Action::PickAbstract),
            Just(Action::PickSession),
            Just(Action::PickDay),
            (id, any::<u8>()).prop_map(|(id, page)| Action::Sessions(id.parse().expect("an id"), page)),
            Just(Action::RemindOf),
            Just(Action::Reminders),
            Just(Action::KeepReminders),
            Just(Action::DropReminder),
            any::<bool>().prop_map(Action::DropReminders),
            (id, any::<u8>()).prop_map(|(id, page)| Action::Abstract(id.parse().expect("an id"), page)),
            Just(Action::Organise(Organising::HeldApply)),
            any::<u32>().prop_map(|number| Action::Organise(Organising::Accept(number))),
            any::<u8>().prop_map(|page| Action::Organise(Organising::PickRoom(page))),
            id.prop_map(|id| Action::Organise(Organising::ChooseChannel(Place::Session(id.parse().expect("an id"))))),
            ".{0,9}".prop_map(|name| Action::Organise(Organising::DropChannel(Place::Room(Mark::of(&name))))),
            ".{0,9}".prop_map(|name| Action::Organise(Organising::ChoosePerson(Mark::of(&name)))),
            any::<u32>().prop_map(|number| Action::Organise(Organising::Setup(SetupStep::Look, number))),
        ];
        let notice = prop::option::of(".{0,9}".prop_map(|key| NoticeKey::from(key).digest()));
        (id, action, notice).prop_map(|(conference, action, notice)| {
            // What only its presser sees is no notice.
            let passing = matches!(action, Action::Confirm(..) | Action::ConfirmUndo(..));
            let notice = notice.filter(|_| !passing);
            ComponentId { conference: conference.parse().expect("an id"), action, notice }
        })
    }

    proptest! {
        #[test]
        fn a_component_of_the_questions_survives_discord(conference in "[a-z0-9-]{1,32}", asking in askings()) {
            // Beside a vote there is no room for a digest: another button of its message carries it.
            let carries = !matches!(asking, Asking::Vote(..));
            let notice = carries.then(|| NoticeKey::from("key".to_owned()).digest());
            let action = Action::Questions(asking);
            let component = ComponentId { conference: conference.parse().expect("an id"), action, notice };
            let text = component.to_string();
            prop_assert!(text.len() <= 100, "{} characters", text.len());
            prop_assert_eq!(text.parse(), Ok(component));
        }

        #[test]
        fn a_component_survives_discord(component in components()) {
            let text = component.to_string();
            prop_assert!(text.len() <= 100, "{} characters", text.len());
            prop_assert_eq!(text.parse(), Ok(component));
        }

        #[test]
        fn foreign_ids_are_refused_kindly(text in "\\PC{0,100}") {
            if let Ok(component) = text.parse::<ComponentId>() {
                prop_assert_eq!(component.to_string(), text);
            }
        }
    }
}
