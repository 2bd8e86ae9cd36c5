use super::markdown::{escape, shorten};
use super::parts::Scene;
use super::{Action, Message};
use crate::announce::{Notice, NoticeKind};

/// Characters of what Discord answered.
const REASON_LIMIT: usize = 600;

/// What the organisers are told of a channel that was switched off or on. The lines are its id and what it answered last.
#[must_use]
pub fn switching(scene: &Scene<'_>, notice: &Notice, lines: &[String]) -> Message {
    let channel = lines.first().map_or_else(String::new, |id| format!("<#{id}>"));
    let reason = shorten(&escape(&lines[1.min(lines.len())..].join(" ")), REASON_LIMIT);
    let id = if notice.kind == NoticeKind::ChannelOff { "channel-off" } else { "channel-on" };
    Message {
        content: scene.say(id, &[("channel", channel.into()), ("reason", reason.into())]),
        buttons: vec![scene.button("button-now", Action::Now, Some(notice.key().digest()))],
        ..Message::default()
    }
}
