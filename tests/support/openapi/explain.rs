//! A validator's verdict in words that lead to the mistake.

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind;

/// The place in the body and what is wrong there.
///
/// "Not valid under any of the schemas" helps nobody: of a choice, the complaint is that of the alternative that was
/// meant, which is the one whose `type` fits and that has the fewest complaints.
pub fn explain(error: &ValidationError<'_>) -> String {
    leaves(error).join("; ")
}

fn leaves(error: &ValidationError<'_>) -> Vec<String> {
    let (ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context }) = error.kind() else {
        return vec![plain(error)];
    };
    let here = error.instance_path().as_str();
    let alternatives = context.iter().map(|complaints| {
        let not_meant = complaints.iter().any(|complaint| speaks_of_kind(complaint, here));
        (not_meant, complaints.iter().flat_map(leaves).collect::<Vec<_>>())
    });
    let closest = alternatives.min_by_key(|(not_meant, complaints)| (*not_meant, complaints.len()));
    closest.map_or_else(|| vec![plain(error)], |(_, complaints)| complaints)
}

/// Whether the value at `here` was refused for what it is, not for something in it.
fn speaks_of_kind(error: &ValidationError<'_>, here: &str) -> bool {
    let place = error.instance_path().as_str();
    place == format!("{here}/type") || (place == here && matches!(error.kind(), ValidationErrorKind::Type { .. }))
}

fn plain(error: &ValidationError<'_>) -> String {
    let place = error.instance_path().as_str();
    let place = if place.is_empty() { "body" } else { place };
    format!("{place}: {}", error.masked_with("what is there"))
}
