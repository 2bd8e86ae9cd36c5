use std::sync::Mutex;

/// `SplitMix64` (Steele, Lea, Flood 2014): small, and the same on every machine, so a seed replays for good.
pub struct Random(Mutex<u64>);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15)))
    }

    pub fn number(&self) -> u64 {
        let mut state = self.0.lock().expect("one thread");
        *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// Between both, the last included.
    pub fn between(&self, first: i64, last: i64) -> i64 {
        let span = u64::try_from(last - first).expect("in order") + 1;
        first + i64::try_from(self.number() % span).expect("small")
    }

    /// True in so many of a thousand cases.
    pub fn chance(&self, of_thousand: u64) -> bool {
        self.number() % 1000 < of_thousand
    }

    pub fn index(&self, length: usize) -> usize {
        usize::try_from(self.number() % u64::try_from(length).expect("small")).expect("small")
    }

    pub fn one_of<T: Copy>(&self, choices: &[T]) -> T {
        choices[self.index(choices.len())]
    }

    /// From `least` to `most`, each order of magnitude as likely as the other.
    pub fn magnitude(&self, least: i64, most: i64) -> i64 {
        let mut top = least;
        let mut tops = vec![least];
        while top < most {
            top = (top * 10).min(most);
            tops.push(top);
        }
        let top = self.one_of(&tops);
        self.between(least, top)
    }
}
