//! What a title says beside what the talk is called: `[CANCELED]`, `MOVED:`.

/// Words by which organisers call a talk off, where its feed has no field for it.
const CALLED_OFF: [&str; 8] =
    ["cancelled", "canceled", "abgesagt", "annulé", "annulée", "cancelado", "annullato", "afgelast"];
/// Words that say that something about a talk is new. They stay in its title, and are none of its name.
const AMENDED: [&str; 6] = ["moved", "amendment", "amended", "updated", "rescheduled", "new time"];

/// A title, taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Title<'a> {
    /// As it is shown: without a word that it is cancelled, which is shown otherwise.
    pub(super) shown: &'a str,
    /// What stays the same when organisers mark the talk as moved or amended.
    pub(super) name: &'a str,
    pub(super) cancelled: bool,
}

impl<'a> Title<'a> {
    pub(super) fn of(title: &'a str) -> Self {
        let title = title.trim();
        let called_off = without_mark(title, &CALLED_OFF);
        let shown = called_off.unwrap_or(title);
        let name = without_mark(shown, &AMENDED).unwrap_or(shown);
        // A title that says nothing else is all that there is to show.
        let shown = if shown.is_empty() { title } else { shown };
        let name = if name.is_empty() { shown } else { name };
        Self { shown, name, cancelled: called_off.is_some() }
    }
}

fn without_mark<'a>(title: &'a str, marks: &[&str]) -> Option<&'a str> {
    let begun = title.trim_start_matches(['[', '(', '*', '!', '#', ' ']);
    let ended = title.strip_suffix([']', ')']).unwrap_or(title);
    marks.iter().find_map(|mark| before(title, begun, mark).or_else(|| behind(title, ended, mark)))
}

/// `[MARK] title`, `MARK: title`, `MARK - title`, `MARK title` in capitals.
fn before<'a>(title: &'a str, bare: &'a str, mark: &str) -> Option<&'a str> {
    let bracketed = bare.len() < title.len();
    let written = bare.get(..mark.len()).filter(|start| same(start, mark))?;
    let rest = &bare[mark.len()..];
    let closed = rest.trim_start_matches([']', ')', '*', '!', '#']);
    let parted = closed.trim_start().strip_prefix([':', '-', '–', '—', '|', '/']);
    let shouted = !written.chars().any(char::is_lowercase) && (rest.is_empty() || rest.starts_with(' '));
    let alone = closed.trim().is_empty();
    let marks = parted.is_some() || bracketed && closed.len() < rest.len() || shouted || alone;
    marks.then(|| parted.unwrap_or(closed).trim_start())
}

/// `title [MARK]`, `title (mark)`, `title - MARK`.
fn behind<'a>(title: &'a str, bare: &'a str, mark: &str) -> Option<&'a str> {
    let closed = bare.len() < title.len();
    let at = bare.len().checked_sub(mark.len())?;
    let written = bare.get(at..).filter(|end| same(end, mark))?;
    let start = &bare[..at];
    let opened = start.strip_suffix(['[', '(']).filter(|_| closed);
    let shouted = || {
        let parted = start.trim_end().strip_suffix(['-', '–', '—', ':', '|'])?;
        (!closed && !written.chars().any(char::is_lowercase)).then_some(parted)
    };
    opened.or_else(shouted).map(str::trim_end)
}

/// Each mark begins in ASCII.
fn same(text: &str, mark: &str) -> bool {
    let begins_alike = text.bytes().next().map(|byte| byte.to_ascii_lowercase()) == mark.bytes().next();
    begins_alike && (text.eq_ignore_ascii_case(mark) || !text.is_ascii() && text.to_lowercase() == mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lesson 8: cancellation is often only a title prefix.
    #[test]
    fn a_cancelled_talk_is_known_by_its_title() {
        for title in [
            "[CANCELED] Rust at scale",
            "[CANCELLED] Rust at scale",
            "CANCELLED: Rust at scale",
            "CANCELED Rust at scale",
            "Cancelled - Rust at scale",
            "(cancelled) Rust at scale",
            "ABGESAGT: Rust at scale",
            "Rust at scale (cancelled)",
            "Rust at scale [CANCELED]",
            "Rust at scale - CANCELLED",
        ] {
            let found = Title::of(title);
            assert_eq!((found.shown, found.name, found.cancelled), ("Rust at scale", "Rust at scale", true), "{title}");
        }
        let alone = Title::of("CANCELLED");
        assert_eq!((alone.shown, alone.cancelled), ("CANCELLED", true));
    }

    #[test]
    fn a_talk_about_cancelling_is_not_cancelled() {
        for title in [
            "Cancelled flights and how to predict them",
            "Noise that is cancelled",
            "Cancel culture",
            "Moved by art",
            "(Re)moved",
        ] {
            assert_eq!(Title::of(title), Title { shown: title, name: title, cancelled: false });
        }
    }

    /// Lesson 8: what is amended is shown as amended, and is the same talk.
    #[test]
    fn an_amended_title_keeps_its_name() {
        for title in ["MOVED: Rust at scale", "AMENDMENT Rust at scale", "[UPDATED] Rust at scale"] {
            assert_eq!(Title::of(title), Title { shown: title, name: "Rust at scale", cancelled: false });
        }
    }
}
