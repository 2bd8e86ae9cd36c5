use std::fmt::{self, Write};
use std::io;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::BoardName;
use crate::store::{Store, StoreError};

/// The key's name in the store.
const NAME: &str = "board";
/// Bytes of the key, and of the secret that an address carries: 128 bits are beyond guessing.
const KEY: usize = 32;
const SECRET: usize = 16;

/// What the moderators' addresses are made with.
#[derive(Clone, PartialEq, Eq)]
pub struct BoardKey([u8; KEY]);

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum NoKey {
    /// The store did not answer, or holds something else there.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The system gives no randomness.
    #[error("the system gives no random numbers for the key of the moderators' boards: {0}")]
    Random(io::Error),
}

impl BoardKey {
    /// The store's key, made at the first start. So the addresses hold over restarts, and in all replicas of a store.
    ///
    /// # Errors
    /// When the store does not answer, or the system gives no randomness.
    pub async fn of(store: &Store) -> Result<Self, NoKey> {
        let kept = store.secret(NAME, &Self::fresh()?.hex()).await?;
        Self::read(&kept).ok_or_else(|| StoreError::Unreadable("another key of the boards".to_owned()).into())
    }

    /// What is mixed into an address to make it another one.
    ///
    /// # Errors
    /// When the system gives no randomness.
    pub(super) fn mixture() -> Result<String, NoKey> {
        Ok(hex(&Self::fresh()?.0[..SECRET]))
    }

    /// A new one.
    ///
    /// # Errors
    /// When the system gives no randomness.
    pub fn fresh() -> Result<Self, NoKey> {
        let mut key = [0; KEY];
        getrandom::fill(&mut key).map_err(|error| NoKey::Random(error.into()))?;
        Ok(Self(key))
    }

    /// What the address of a moderator's board ends with, once this was mixed in; at first, nothing is.
    #[must_use]
    pub fn secret(&self, board: &BoardName, mixed_in: &str) -> String {
        let whole = self.mac(board, mixed_in).finalize().into_bytes();
        hex(&whole[..SECRET])
    }

    /// Whether this is the secret of this board. Takes as long for one that is nearly right as for any other.
    #[must_use]
    pub fn opens(&self, board: &BoardName, mixed_in: &str, secret: &str) -> bool {
        let secret = bytes(secret).filter(|secret| secret.len() == SECRET);
        secret.is_some_and(|secret| self.mac(board, mixed_in).verify_truncated_left(&secret).is_ok())
    }

    fn mac(&self, board: &BoardName, mixed_in: &str) -> Hmac<Sha256> {
        let mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes a key of any length");
        // No id holds a slash, so no two boards have the same path, and none looks like another's with something mixed in.
        let mac = mac.chain_update(board.path());
        if mixed_in.is_empty() { mac } else { mac.chain_update("/").chain_update(mixed_in) }
    }

    fn hex(&self) -> String {
        hex(&self.0)
    }

    fn read(text: &str) -> Option<Self> {
        bytes(text)?.try_into().ok().map(Self)
    }
}

/// Never shows the key.
impl fmt::Debug for BoardKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BoardKey(…)")
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing into a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    let is_hex = hex.len().is_multiple_of(2) && hex.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'));
    let pairs = || (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).ok()).collect();
    if is_hex { pairs() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn board(path: &str) -> BoardName {
        let (conference, session) = path.split_once('/').unwrap();
        BoardName::parse(conference, session).unwrap()
    }

    #[test]
    fn a_secret_opens_its_own_board_and_no_other() {
        let (key, other) = (BoardKey([7; KEY]), BoardKey([8; KEY]));
        let secret = key.secret(&board("icml/theory"), "");
        assert!(key.opens(&board("icml/theory"), "", &secret));
        assert!(!key.opens(&board("icml/theory-2"), "", &secret));
        assert!(!key.opens(&board("icml-theory/x"), "", &secret));
        assert!(!other.opens(&board("icml/theory"), "", &secret));
        assert!(!key.opens(&board("icml/theory"), "0f", &secret), "it was renewed");
        assert!(key.opens(&board("icml/theory"), "0f", &key.secret(&board("icml/theory"), "0f")));
        for wrong in ["", "0", &secret[1..], &secret[2..], &secret.to_uppercase(), "ü".repeat(16).as_str()] {
            assert!(!key.opens(&board("icml/theory"), "", wrong), "{wrong}");
        }
    }

    #[test]
    fn a_key_comes_back_from_the_store_as_it_went_and_is_never_shown() {
        let key = BoardKey([0xa5; KEY]);
        assert_eq!(BoardKey::read(&key.hex()), Some(key.clone()));
        assert_eq!(BoardKey::read("a5a5"), None);
        assert_eq!(format!("{key:?}"), "BoardKey(…)");
    }
}
