//! Where a programme is read from.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::import::LARGEST_SOURCE;

/// In bytes.
const LIMIT: u64 = LARGEST_SOURCE as u64;

/// Stands for the standard input.
const STANDARD_INPUT: &str = "-";

/// The bytes of a file, or of the standard input where the path is `-`.
///
/// # Errors
/// One sentence that says why they cannot be read and what to do.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, String> {
    if path == Path::new(STANDARD_INPUT) {
        return limited(io::stdin().lock()).map_err(|error| refusal(&error));
    }
    if path.is_dir() {
        return Err("This is a directory. Name the file with the programme.".to_owned());
    }
    let file = File::open(path).map_err(|error| refusal(&error))?;
    limited(file).map_err(|error| refusal(&error))
}

/// How messages call the source.
pub(super) fn name(path: &Path) -> String {
    if path == Path::new(STANDARD_INPUT) { "standard input".to_owned() } else { path.display().to_string() }
}

fn limited(source: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(LIMIT + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LIMIT {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(bytes)
}

fn refusal(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "There is no such file. Check the path.".to_owned(),
        io::ErrorKind::PermissionDenied => "This file may not be read. Check its permissions.".to_owned(),
        io::ErrorKind::FileTooLarge => {
            format!("This is larger than {} MiB, which no programme is. Is it the right file?", LIMIT / 1024 / 1024)
        }
        _ => format!("This cannot be read: {error}."),
    }
}
