use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::config::Address;
use crate::fetch::{Fetched, Fetcher, Validators};

/// How many are kept: conferences that are laid over an address are few.
const MOST: usize = 16;

/// What files of our own are laid over on the web, as it was when it was last asked for.
#[derive(Debug, Default)]
pub(super) struct Bases {
    fetcher: Arc<Fetcher>,
    kept: Mutex<HashMap<Address, (Vec<u8>, Validators)>>,
}

impl Bases {
    pub(super) fn new(fetcher: Arc<Fetcher>) -> Self {
        Self { fetcher, kept: Mutex::default() }
    }

    /// What stands at an address. To `spare` it is to take what is known of it, if anything is.
    ///
    /// # Errors
    /// Why it cannot be fetched, as a sentence.
    pub(super) async fn read(&self, address: &Address, spare: bool) -> Result<Vec<u8>, String> {
        let known = self.kept().get(address).cloned();
        if let Some((bytes, _)) = known.as_ref().filter(|_| spare) {
            return Ok(bytes.clone());
        }
        let validators = known.as_ref().map(|(_, validators)| validators);
        match self.fetcher.fetch(address, validators).await {
            Ok(Fetched::New(bytes, validators)) => {
                let mut kept = self.kept();
                if kept.len() >= MOST {
                    kept.clear();
                }
                kept.insert(address.clone(), (bytes.clone(), validators));
                Ok(bytes)
            }
            Ok(Fetched::Unchanged) => {
                let known = known.map(|(bytes, _)| bytes);
                known.ok_or_else(|| "The server says that nothing changed, and nothing is known.".to_owned())
            }
            Err(error) => Err(format!("It cannot be fetched: {error}.")),
        }
    }

    fn kept(&self) -> MutexGuard<'_, HashMap<Address, (Vec<u8>, Validators)>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
