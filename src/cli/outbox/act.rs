use chrono::{DateTime, Utc};

use super::{Programmes, table};
use crate::cli::failure::Failure;
use crate::store::{Entry, Listed, Named, State, Store, StoreError};

/// What is done to a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    Retry,
    Cancel,
}

/// Where it is done, and when.
#[derive(Clone, Copy)]
pub(super) struct Acting<'a> {
    pub(super) store: &'a Store,
    pub(super) programmes: &'a Programmes,
    pub(super) now: DateTime<Utc>,
}

impl Acting<'_> {
    /// Does it to each that is named, and fails if one of them could not be done.
    pub(super) async fn on_all(self, names: &[String], deed: Deed) -> Result<(), Failure> {
        let mut undone = 0;
        for name in names {
            match self.on(name, deed).await.map_err(Failure::of)? {
                Ok(done) => println!("{done}"),
                Err(why) => {
                    undone += 1;
                    eprintln!("talkbell: {why}");
                }
            }
        }
        let all = names.len();
        if undone == 0 { Ok(()) } else { Err(Failure::of(format!("{undone} of {all} could not be done"))) }
    }

    async fn on(self, name: &str, deed: Deed) -> Result<Result<String, String>, StoreError> {
        let listed = match self.store.named(name).await? {
            Named::One(listed) => listed,
            Named::Several(several) => {
                return Ok(Err(format!("`{name}` is the beginning of several:{}", self.list(&several))));
            }
            Named::Unknown(like) if like.is_empty() => {
                return Ok(Err(format!(
                    "`{name}` is not in the outbox; `talkbell outbox --config FILE` lists what is"
                )));
            }
            Named::Unknown(like) => {
                return Ok(Err(format!("`{name}` is not in the outbox; is it one of these?{}", self.list(&like))));
            }
        };
        let said = self.said(&listed);
        if let Some(why) = self.obstacle(&listed.entry, deed) {
            return Ok(Err(format!("{said}: {why}")));
        }
        let done = match deed {
            Deed::Retry => self.store.retry(&listed.key, self.now).await?,
            Deed::Cancel => self.store.cancel(&listed.key, self.now).await?,
        };
        let was_tried = listed.entry.attempts > 0;
        Ok(match (done, deed) {
            (true, Deed::Retry) if was_tried => {
                Ok(format!("{said}: is looked for in its channel, and posted if it is not there."))
            }
            (true, Deed::Retry) => Ok(format!("{said}: waits again.")),
            (true, Deed::Cancel) => Ok(format!("{said}: is cancelled.")),
            (false, _) => Err(format!("{said}: talkbell was faster; look at it again with `talkbell outbox`")),
        })
    }

    /// Why it cannot be done.
    fn obstacle(self, entry: &Entry, deed: Deed) -> Option<String> {
        match (deed, entry.state) {
            (Deed::Retry, State::Failed | State::Missed | State::Cancelled) => {
                let expires = entry.notice.expires;
                let over = || table::when(&entry.notice, expires, self.programmes);
                (expires <= self.now).then(|| format!("it is too late for it since {}", over()))
            }
            (Deed::Cancel, State::Pending) => None,
            (_, State::Delivered) => Some("it stands in its channel already".to_owned()),
            (Deed::Retry, state) => Some(format!("it is {state}, so talkbell sees to it already")),
            (Deed::Cancel, State::Claimed | State::Uncertain) => {
                Some("it is just being posted; only what is pending can be cancelled".to_owned())
            }
            (Deed::Cancel, state) => Some(format!("it is {state}, so it is not posted anyway")),
        }
    }

    fn list(self, several: &[Listed]) -> String {
        let lines = several.iter().map(|listed| self.said(listed));
        std::iter::once(String::new()).chain(lines).collect::<Vec<_>>().join("\n  ")
    }

    fn said(self, Listed { key, entry }: &Listed) -> String {
        let digest = key.digest();
        let due = table::when(&entry.notice, entry.notice.due, self.programmes);
        let subject = table::subject(&entry.notice, self.programmes);
        format!("{} {} of “{subject}”, due {due}", table::short(digest.as_str()), entry.notice.kind)
    }
}
