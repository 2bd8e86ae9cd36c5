/// How a conference takes questions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Whether questions bear their author's name.
    pub anonymous: Anonymity,
    /// Whether a moderator lets each question onto the board.
    pub approve_first: bool,
    /// The most characters of a question.
    pub longest: u16,
    /// How many questions of one person may wait at once in a session.
    pub waiting: u32,
    /// How many questions one person may ask within a minute.
    pub per_minute: u32,
}

/// Whether questions bear their author's name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Anonymity {
    /// As each asker likes.
    #[default]
    Allowed,
    /// Every question bears a name.
    Off,
    /// No question bears a name.
    Only,
}

/// Why a text is no question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unworded {
    /// There is no word in it.
    Empty,
    /// It has so many characters.
    TooLong(usize),
}

impl Default for Rules {
    fn default() -> Self {
        Self { anonymous: Anonymity::default(), approve_first: false, longest: 300, waiting: 5, per_minute: 3 }
    }
}

impl Rules {
    /// The text as a question: one line, without what is invisible.
    ///
    /// # Errors
    /// When it has no word, or more characters than a question may have.
    pub fn worded(&self, text: &str) -> Result<String, Unworded> {
        let visible: String =
            text.chars().map(|c| if c.is_control() { ' ' } else { c }).filter(|c| is_seen(*c)).collect();
        let worded = visible.split_whitespace().collect::<Vec<_>>().join(" ");
        if !worded.chars().any(char::is_alphanumeric) {
            return Err(Unworded::Empty);
        }
        match worded.chars().count() {
            length if length > usize::from(self.longest) => Err(Unworded::TooLong(length)),
            _ => Ok(worded),
        }
    }

    /// The name that a question bears, of someone who is called `name` and wants to be named or not.
    #[must_use]
    pub fn name(&self, name: &str, unnamed: bool) -> Option<String> {
        match self.anonymous {
            Anonymity::Only => None,
            Anonymity::Allowed if unnamed => None,
            Anonymity::Allowed | Anonymity::Off => Some(name.to_owned()),
        }
    }
}

/// Marks that have no width or turn the direction of writing: they hide words, and turn those around them.
fn is_seen(c: char) -> bool {
    !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_one_line_that_says_something() {
        let rules = Rules { longest: 12, ..Rules::default() };
        assert_eq!(rules.worded("  Why\n\n\u{202e}so\u{200b}?\t"), Ok("Why so?".to_owned()));
        assert_eq!(rules.worded(" ?!\u{200b} "), Err(Unworded::Empty));
        assert_eq!(rules.worded("éééééééééééé"), Ok("éééééééééééé".to_owned()));
        assert_eq!(rules.worded("Why, oh why? "), Ok("Why, oh why?".to_owned()));
        assert_eq!(rules.worded("Why, oh why??"), Err(Unworded::TooLong(13)));
    }

    #[test]
    fn a_name_is_shown_as_the_conference_and_the_asker_wish() {
        let named = |anonymous, unnamed| Rules { anonymous, ..Rules::default() }.name("Ada", unnamed).is_some();
        let all = [Anonymity::Allowed, Anonymity::Off, Anonymity::Only].map(|it| (named(it, false), named(it, true)));
        assert_eq!(all, [(true, false), (true, true), (false, false)]);
    }
}
