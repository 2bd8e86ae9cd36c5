//! The seeds of the fuzz targets are what they say: each is understood.

#![expect(clippy::unwrap_used, reason = "in a test's helper an unwrap is an assertion")]

use std::fs;
use std::path::Path;

use talkbell::discord::decode;

// What the fuzzer asserts is compiled here too, so that it does not fall behind.
#[path = "../fuzz/bodies/import.rs"]
mod import_target;
#[path = "../fuzz/bodies/interaction.rs"]
mod interaction_target;

fn seeds(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(target);
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.map(|file| (file.display().to_string(), fs::read(&file).unwrap())).collect()
}

#[test]
fn every_interaction_among_the_seeds_is_understood() {
    let seeds = seeds("interaction");
    assert!(seeds.len() >= 9, "{} seeds", seeds.len());
    for (file, json) in seeds {
        assert!(decode(&json).is_some(), "{file}");
        interaction_target::holds_for(&json);
    }
}

#[test]
fn what_is_no_interaction_is_left_alone() {
    for json in ["", "{}", "[]", "null", "{\"type\": 2}", "{\"type\": 99, \"id\": \"1\"}"] {
        assert_eq!(decode(json.as_bytes()), None, "{json}");
    }
}

#[test]
fn what_the_fuzzer_asserts_holds_for_every_programme_among_the_seeds() {
    let seeds = seeds("import");
    assert!(seeds.len() >= 9, "{} seeds", seeds.len());
    for (_, programme) in seeds {
        import_target::holds_for(&programme);
    }
}
