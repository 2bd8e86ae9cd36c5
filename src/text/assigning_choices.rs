//! What is offered while an organiser types a session or a name.

use super::Choice;
use super::browse::named_day;
use super::markdown::shorten;
use super::parts::Scene;
use crate::schedule::Session;

/// Characters of an offer: Discord's documentation of application commands.
const CHOICE_LIMIT: usize = 100;

/// At most so many sessions or names that have what was typed in them; `option` says which.
#[must_use]
pub fn assignment_choices(scene: &Scene<'_>, option: &str, typed: &str, most: usize) -> Vec<Choice> {
    let typed = typed.trim().to_lowercase();
    match option {
        "session" => sessions(scene, &typed, most),
        "name" => names(scene, &typed, most),
        _ => Vec::new(),
    }
}

fn sessions(scene: &Scene<'_>, typed: &str, most: usize) -> Vec<Choice> {
    let has = |text: &str| text.to_lowercase().contains(typed);
    let fits = |session: &&Session| has(&session.title) || session.common_room().is_some_and(has);
    let mut found: Vec<&Session> = scene.schedule.sessions.iter().filter(fits).collect();
    found.sort_by_key(|session| (session.end() <= scene.now, session.start()));
    let choice = |session: &Session| {
        // Sessions may be called alike: when and where tells them apart.
        let start = session.start().with_timezone(&scene.schedule.time_zone);
        let start = format!("{} {}", named_day(scene, start.date_naive()), start.format("%H:%M"));
        let place = [Some(start), session.common_room().map(str::to_owned)].into_iter().flatten();
        let place = shorten(&place.collect::<Vec<_>>().join(" · "), CHOICE_LIMIT / 2);
        let title = shorten(&session.title, CHOICE_LIMIT - 3 - place.chars().count());
        Choice { name: format!("{title} · {place}"), value: session.id.to_string() }
    };
    found.into_iter().take(most).map(choice).collect()
}

fn names(scene: &Scene<'_>, typed: &str, most: usize) -> Vec<Choice> {
    let moderators = scene.schedule.sessions.iter().flat_map(|session| &session.moderators);
    let speakers = scene.schedule.talks().flat_map(|found| &found.talk.speakers);
    let mut offered: Vec<&String> = Vec::new();
    for name in moderators.chain(speakers) {
        let fits = name.to_lowercase().contains(typed) && name.chars().count() <= CHOICE_LIMIT;
        if fits && !name.is_empty() && !offered.contains(&name) {
            offered.push(name);
        }
        if offered.len() == most {
            break;
        }
    }
    offered.into_iter().map(|name| Choice { name: name.clone(), value: name.clone() }).collect()
}
