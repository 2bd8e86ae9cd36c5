use chrono::{DateTime, TimeDelta, Utc};

use super::markdown::{escape, pages, shorten, timestamp};
use super::{Action, Button, ComponentId, Embed, Tone, Word, Words};
use crate::announce::{NoticeDigest, Route};
use crate::schedule::{ConferenceId, Schedule, Session, Talk, TalkKind, TalkRef};

/// Embed description, in characters: Discord's documentation of message limits.
const DESCRIPTION_LIMIT: usize = 4096;
/// Characters of a page of an abstract that does not fit under its talk as a whole. Beside it stand the speakers, the times
/// and the way to the next page.
const ABSTRACT_PAGE: usize = 3300;
/// Characters of a title inside a sentence.
const TITLE_LIMIT: usize = 200;
/// Characters of a list of names inside a sentence.
const NAMES_LIMIT: usize = 600;
/// Characters of one name.
const NAME_LIMIT: usize = 60;

/// What a text is said about, and when.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The catalogue.
    pub words: &'a Words,
    /// The conference.
    pub conference: &'a ConferenceId,
    /// Its programme as it is now.
    pub schedule: &'a Schedule,
    /// Where its channels are, and who its moderators are.
    pub route: &'a Route,
    /// What the addresses of the boards begin with, where people can open one.
    pub board: Option<&'a str>,
    /// Session time.
    pub now: DateTime<Utc>,
    /// Whether people can ask to be reminded.
    pub reminds: bool,
}

impl Scene<'_> {
    pub(super) fn say(&self, id: &str, arguments: &[(&str, Word<'_>)]) -> String {
        self.words.say(id, arguments)
    }

    pub(super) fn button(&self, label: &str, action: Action, notice: Option<NoticeDigest>) -> Button {
        let label = self.say(label, &[]);
        Button::new(label, ComponentId { conference: self.conference.clone(), action, notice })
    }

    pub(super) fn kind(&self, kind: TalkKind) -> String {
        self.say("kind", &[("kind", kind.key().into())])
    }

    /// The talk with its speakers, times and abstract, or the abstract's first page where the whole is too long.
    pub(super) fn talk_embed(&self, found: TalkRef<'_>) -> Embed {
        let pages = self.abstract_pages(found);
        let goes_on = || self.say("abstract-goes-on", &[("button-rest", self.say("button-rest", &[]).into())]);
        let text = match pages.as_slice() {
            [] => None,
            [whole] => Some(whole.clone()),
            [first, ..] => Some(format!("{first}\n\n{}", goes_on())),
        };
        self.talk_with(found, text)
    }

    /// The talk with its speakers, times and this safe text.
    pub(super) fn talk_with(&self, TalkRef { session, talk }: TalkRef<'_>, text: Option<String>) -> Embed {
        let room = TalkRef { session, talk }.room();
        let description = [Some(self.head(talk, room)), text].into_iter().flatten().collect::<Vec<_>>().join("\n\n");
        Embed {
            author: Some(self.kind(talk.kind)),
            title: Some(title(talk)),
            description,
            footer: Some(self.part(session, talk)),
            tone: tone(talk),
        }
    }

    /// The talk's abstract, safe to show: one page if the whole fits under the talk, else several.
    pub(super) fn abstract_pages(&self, found: TalkRef<'_>) -> Vec<String> {
        let Some(summary) = found.talk.summary.as_deref() else { return Vec::new() };
        let safe = escape(summary);
        let left = DESCRIPTION_LIMIT - self.head(found.talk, found.room()).chars().count() - "\n\n".len();
        if safe.chars().count() <= left {
            return vec![safe];
        }
        pages(&safe, ABSTRACT_PAGE).into_iter().map(str::to_owned).collect()
    }

    /// The button that leads to the rest of an abstract, where an embed cannot hold all of it.
    pub(super) fn rest_button(&self, found: TalkRef<'_>, notice: Option<NoticeDigest>) -> Option<Button> {
        let more = self.abstract_pages(found).len() > 1;
        more.then(|| self.button("button-rest", Action::Abstract(found.talk.id.clone(), 1), notice))
    }

    fn head(&self, talk: &Talk, room: Option<&str>) -> String {
        let cancelled = talk.cancelled.then(|| self.say("talk-cancelled", &[]));
        let speakers = (!talk.speakers.is_empty()).then(|| format!("**{}**", names(&talk.speakers)));
        let times = match room {
            Some(room) => {
                let arguments = [("times", self.times(talk).into()), ("room", short(room).into())];
                self.say("talk-times-room", &arguments)
            }
            None => self.times(talk),
        };
        [cancelled, speakers, Some(times)].into_iter().flatten().collect::<Vec<_>>().join("\n")
    }

    pub(super) fn times(&self, talk: &Talk) -> String {
        let (start, end) = (timestamp(talk.start, 't'), timestamp(talk.end, 't'));
        let minutes = talk.duration().num_minutes();
        self.say("talk-times", &[("start", (&start).into()), ("end", (&end).into()), ("minutes", minutes.into())])
    }

    /// One line a talk, in at most `limit` characters; what does not fit is counted.
    pub(super) fn talk_list<'a>(&self, talks: impl Iterator<Item = &'a Talk>, limit: usize) -> String {
        let lines: Vec<String> = talks.map(|talk| self.talk_line(talk)).collect();
        self.list("more-talks", &lines, limit)
    }

    /// The lines, in at most `limit` characters; what does not fit is counted by the sentence `more`.
    pub(super) fn list(&self, more: &str, lines: &[String], limit: usize) -> String {
        let length = |lines: &[String]| lines.iter().map(|line| line.chars().count() + 1).sum::<usize>();
        let mut kept = lines.len();
        let mut tail = String::new();
        while kept > 0 && length(&lines[..kept]) + tail.chars().count() > limit {
            kept -= 1;
            tail = self.say(more, &[("count", (lines.len() - kept).into())]);
        }
        let mut shown = lines[..kept].to_vec();
        shown.extend((!tail.is_empty()).then_some(tail));
        shown.join("\n")
    }

    fn talk_line(&self, talk: &Talk) -> String {
        let time = timestamp(talk.start, 't');
        let (title, kind) = (title(talk), self.kind(talk.kind));
        if talk.cancelled {
            return self.say("talk-line-cancelled", &[("time", (&time).into()), ("title", (&title).into())]);
        }
        let line = if names_its_kind(talk) {
            self.say("talk-line-plain", &[("time", (&time).into()), ("title", (&title).into())])
        } else {
            self.say("talk-line", &[("time", (&time).into()), ("kind", (&kind).into()), ("title", (&title).into())])
        };
        let runs = talk.start <= self.now && self.now < talk.end;
        let line = if runs { self.say("talk-running", &[("line", line.into())]) } else { line };
        if talk.speakers.is_empty() {
            return line;
        }
        self.say("talk-line-speakers", &[("line", (&line).into()), ("speakers", names(&talk.speakers).into())])
    }

    /// "2 of 7" for a talk; a Q&A or a break is none of the seven. For a footer, which Discord shows to the letter: an
    /// escape would be seen there.
    fn part(&self, session: &Session, talk: &Talk) -> String {
        let title = shorten(&session.title, TITLE_LIMIT);
        let mut talks = session.talks.iter().filter(|talk| is_presented(talk));
        let count = talks.clone().count();
        match talks.position(|other| other.id == talk.id) {
            Some(at) => self
                .say("talk-part", &[("session", title.into()), ("number", (at + 1).into()), ("count", count.into())]),
            None => title,
        }
    }
}

/// Whether someone presents something, which others can ask about.
pub(super) fn is_presented(talk: &Talk) -> bool {
    !talk.cancelled && !matches!(talk.kind, TalkKind::QuestionsAndAnswers | TalkKind::Break)
}

/// The talk's title inside a sentence or an embed.
pub(super) fn title(talk: &Talk) -> String {
    short(&talk.title)
}

/// Foreign text of one line, safe and short.
pub(super) fn short(text: &str) -> String {
    shorten(&escape(text), TITLE_LIMIT)
}

/// A person's name, safe and short.
#[must_use]
pub fn safe_name(name: &str) -> String {
    shorten(&escape(name), NAME_LIMIT)
}

/// Names in a row, safe and short.
pub(super) fn names(names: &[String]) -> String {
    shorten(&names.iter().map(|name| escape(name)).collect::<Vec<_>>().join(" · "), NAMES_LIMIT)
}

/// Whole minutes from `from` to `to`, rounded to the nearest.
pub(super) fn minutes(from: DateTime<Utc>, to: DateTime<Utc>) -> i64 {
    (to - from + TimeDelta::seconds(30)).num_minutes().max(0)
}

/// Whether something that was due at `due` is late enough that it must be said. Below a minute, nobody notices.
pub(super) fn is_late(due: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now - due >= TimeDelta::minutes(1)
}

/// Whether its title says what kind it is, as "Q&A" does.
pub(super) fn names_its_kind(talk: &Talk) -> bool {
    TalkKind::from_label(&talk.title) == Some(talk.kind) && talk.kind != TalkKind::Other
}

pub(super) fn tone(talk: &Talk) -> Tone {
    match talk.kind {
        TalkKind::QuestionsAndAnswers => Tone::Questions,
        TalkKind::Break => Tone::Quiet,
        _ => Tone::Programme,
    }
}
