//! Somebody who looks at pages, and says what is wrong with them. `TALKBELL_PICTURES` names a folder that keeps what they
//! saw, for a person to look at.

use std::path::PathBuf;

use serde_json::Value;

use crate::browser::Browser;

const LOOK: &str = include_str!("look.js");
/// What moves has come to rest, and is drawn.
const SETTLED: &str = "Promise.all(document.getAnimations().filter((it) => it.effect.getComputedTiming().iterations !== Infinity)\
                       .map((it) => it.finished.catch(() => {}))).then(() => new Promise((done) => \
                       requestAnimationFrame(() => requestAnimationFrame(() => done()))))";

pub struct Critic {
    pub browser: Browser,
    folder: Option<PathBuf>,
    /// All that was wrong so far, in words.
    pub wrong: Vec<String>,
}

impl Critic {
    pub async fn new() -> Self {
        let folder: Option<PathBuf> = std::env::var_os("TALKBELL_PICTURES").map(PathBuf::from);
        folder.iter().for_each(|folder| std::fs::create_dir_all(folder).unwrap());
        let mut browser = Browser::open(1280, 800).await;
        browser.prefers("dark").await;
        Self { browser, folder, wrong: Vec::new() }
    }

    /// Looks at what the browser shows; `expected` is what `look.js` takes.
    pub async fn judges(&mut self, name: &str, expected: &Value, transparent: bool) {
        self.browser.evaluate(SETTLED).await;
        let wrong = self.browser.evaluate(&format!("({LOOK})({expected})")).await;
        let wrong = wrong.as_array().unwrap().iter().map(|wrong| format!("{name}: {}", wrong.as_str().unwrap()));
        self.wrong.extend(wrong);
        if let Some(folder) = &self.folder {
            self.browser.picture(&folder.join(format!("{name}.png")), transparent).await;
        }
    }
}
