//! A validator's verdict in words that lead to the mistake.

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind;

/// The place in the body and what is wrong there.
///
/// "Not valid under any of the schemas" helps nobody: of a choice, the complaint is that of the alternative that was
/// meant, which is the one whose `type` fits and that has the fewest complaints.
pub fn explain(error: &ValidationError<'_>) -> String {
    let (ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context }) = error.kind() else {
        return plain(error);
    };
    let here = error.instance_path().as_str();
    let closest = context.iter().min_by_key(|alternative| {
        let not_meant = alternative.iter().any(|complaint| speaks_of_kind(complaint, here));
        (not_meant, alternative.len())
    });
    match closest {
        Some(complaints) if !complaints.is_empty() => complaints.iter().map(explain).collect::<Vec<_>>().join("; "),
        _ => plain(error),
    }
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
