#![no_main]

#[path = "../bodies/interaction.rs"]
mod body;

libfuzzer_sys::fuzz_target!(|data: &[u8]| body::holds_for(data));
