//! What `doctor` asks beyond what a start asks.

use crate::announce::{RoleId, StrayKind, plan};
use crate::clock::Clock;
use crate::config::{ConferenceSettings, Config, Placed, UnusableConfig};
use crate::discord::{Finding, GuildFindings, Needs, Rest, Verdict, check_gateway, check_guild, check_identity};
use crate::schedule::Schedule;
use crate::text::{Oversize, Reach, Scene, Words, notice, oversize};

/// What Discord says about everything that the configuration names, each with its place in the file.
pub(super) async fn of_discord(rest: &Rest, config: &Config, clock: &Clock) -> Vec<(Finding, Option<UnusableConfig>)> {
    // Before the token, which the gateway's address needs no good one for: after a refused one nothing is sent.
    let gateway = check_gateway(rest).await;
    let identity = check_identity(rest, clock).await;
    let mut conferences = Vec::new();
    // Without a token that counts, all else would fail for the same reason.
    for settings in config.conferences.iter().filter(|_| identity.user.is_some()) {
        let found = check_guild(rest, &needs(settings), identity.user, identity.application).await;
        conferences.extend(placed(config, settings, found));
    }
    let general = identity.findings.into_iter().chain([gateway]).map(|finding| (finding, None));
    general.chain(conferences).collect()
}

/// Every planned notice, rendered as it will be said at its instant, that is longer than Discord takes.
pub(super) fn too_long(
    settings: &ConferenceSettings,
    schedule: &Schedule,
    words: &Words,
    board: Option<&str>,
) -> Vec<String> {
    let route = settings.route();
    let mut found = Vec::new();
    for planned in plan(&settings.id, schedule, &settings.policy, &route) {
        let reminds = settings.policy.reminder.is_some();
        let now = planned.due;
        let scene = Scene {
            words: words.or_in(settings.language),
            conference: &settings.id,
            schedule,
            route: &route,
            board,
            now,
            reminds,
        };
        let rendered = notice(&scene, &planned, Reach::AsPlanned);
        for Oversize { part, length, limit } in rendered.iter().flat_map(oversize) {
            found.push(format!(
                "The {} of {} at {} is longer than Discord takes: its {part} has {length}, and {limit} is the most. \
                 Shorten it in the programme, or in the file that words names.",
                planned.kind,
                planned.subject,
                planned.due.with_timezone(&schedule.time_zone).format("%d %b %H:%M %Z"),
            ));
        }
    }
    found
}

/// Names of rooms and sessions that the programme does not have, each with its place in the file if it stands there.
pub(super) fn strays(config: &Config, settings: &ConferenceSettings, schedule: &Schedule) -> Vec<String> {
    let route = settings.route();
    let told = route.strays(schedule).into_iter().map(|stray| {
        let (table, what) = match stray.kind {
            StrayKind::Room => (&settings.rooms, "room"),
            StrayKind::Session => (&settings.sessions, "session"),
        };
        let line = table.get(stray.name).map_or(0, |placed| placed.line);
        let what = format!("the programme of {} has no {what} “{}”{}", settings.id, stray.name, stray.advice());
        if line > 0 {
            return config.unusable(line, what).to_string();
        }
        format!("Set by /conference routes on Discord: {what}")
    });
    told.collect()
}

fn needs(settings: &ConferenceSettings) -> Needs {
    Needs {
        guild: settings.guild.value,
        channels: settings.channels().map(|(_, channel)| channel.value).collect(),
        ping_role: settings.ping_role.map(|role| role.value),
        roles: powers(settings).map(|(_, role)| role.value).collect(),
        moderators: settings.moderators.values().map(|user| user.value).collect(),
    }
}

/// The roles that give powers, with the keys that name them.
fn powers(settings: &ConferenceSettings) -> impl Iterator<Item = (&'static str, Placed<RoleId>)> {
    let roles = [("moderator_role", settings.moderator_role), ("organiser_role", settings.organiser_role)];
    roles.into_iter().filter_map(|(key, role)| role.map(|role| (key, role)))
}

fn placed(
    config: &Config,
    settings: &ConferenceSettings,
    found: GuildFindings,
) -> Vec<(Finding, Option<UnusableConfig>)> {
    let at = |line: usize, key: &str, finding: Finding| {
        let what = format!("{key} of the conference {}: {}", settings.id, finding.what);
        if line > 0 {
            return (finding, Some(config.unusable(line, what)));
        }
        let Finding { verdict, what: good } = finding;
        let what = if verdict == Verdict::Good { good } else { format!("Set by command on Discord, {what}") };
        (Finding { verdict, what }, None)
    };
    let guild = at(settings.guild.line, "guild", found.guild);
    if guild.0.verdict == Verdict::Bad {
        // Whoever is not in the server sees nothing in it.
        return vec![guild];
    }
    let channels = settings.channels().zip(found.channels);
    let channels = channels.map(|((key, channel), finding)| at(channel.line, &key, finding));
    let role = settings.ping_role.zip(found.ping_role).map(|(role, finding)| at(role.line, "ping_role", finding));
    let powers = powers(settings).zip(found.roles);
    let powers = powers.map(|((key, role), finding)| at(role.line, key, finding));
    let moderators = settings.moderators.iter().zip(found.moderators);
    let moderators = moderators.map(|((name, user), finding)| at(user.line, &format!("moderators, {name},"), finding));
    std::iter::once(guild).chain(channels).chain(role).chain(powers).chain(moderators).collect()
}
