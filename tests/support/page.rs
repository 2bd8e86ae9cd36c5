//! Programmes as people paste them, made for a story.

/// The session that talkbell first carried.
pub const SAMPLE: &str = include_str!("../../data/icml-2021-deep-learning-theory-5.txt");

/// A session of the afternoon of Wed 21 July 2021, in Los Angeles.
pub fn session(title: &str, moderators: &str, talks: &[String]) -> String {
    format!("Session\n\n{title}\n\nModerator: {moderators}\n\n{}\n", talks.join("\n\n"))
}

/// A slot of that afternoon: `talk("18:00 - 18:20", "Oral", "A title", "A · B", "An abstract.")`. What is empty is left
/// out.
pub fn talk(times: &str, kind: &str, title: &str, speakers: &str, summary: &str) -> String {
    let paragraphs =
        [format!("Wed 21 July {times} PDT"), format!("{kind}\n{title}"), speakers.to_owned(), summary.to_owned()];
    paragraphs.into_iter().filter(|paragraph| !paragraph.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// So many sentences, each of which can be told from the others.
pub fn sentences(count: usize) -> String {
    (1..=count)
        .map(|n| format!("Sentence {n} says something that no other sentence says."))
        .collect::<Vec<_>>()
        .join(" ")
}

/// Two sessions at one time, in two rooms, and one afterwards in the first.
pub const TWO_ROOMS: &str = r#"
title = "Two Halls"
time_zone = "America/Los_Angeles"
date = 2021-07-21

[[session]]
title = "Graphs"
moderators = ["Yi Ma"]
room = "Hall A"
[[session.talk]]
title = "Walks"
kind = "oral"
speakers = ["Emmy"]
start = 18:00:00
minutes = 20
[[session.talk]]
title = "Cuts"
kind = "oral"
start = 18:20:00
minutes = 20
[[session.talk]]
title = "Q&A"
start = 18:40:00
minutes = 10

[[session]]
title = "Trees"
moderators = ["Grace Hopper"]
room = "Hall B"
[[session.talk]]
title = "Roots"
kind = "oral"
speakers = ["Sofia"]
start = 18:00:00
minutes = 20
[[session.talk]]
title = "Leaves"
kind = "oral"
start = 18:20:00
minutes = 30

[[session]]
title = "Groups"
room = "Hall A"
[[session.talk]]
title = "Orbits"
kind = "oral"
start = 19:00:00
minutes = 20
"#;
