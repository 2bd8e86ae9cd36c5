//! The talkbell bot and its tools.

use std::process::ExitCode;

fn main() -> ExitCode {
    talkbell::cli::main()
}
