# The commands of the house. Without just: each recipe is the command itself.

# List the recipes.
default:
    @just --list

# Every check there is, as CI runs it; with a word, only the tests whose name contains it.
test *filter:
    tests/run {{ filter }}

# Carry so many simulated conferences with everything that can go wrong; see docs/delivery.md.
simulate seeds="100000":
    TALKBELL_SEEDS={{ seeds }} cargo test --locked --test simulator nothing_is_lost

# Kill the real binary so many times while it carries so many conferences; see docs/delivery.md.
crash kills="200" conferences="50":
    TALKBELL_KILLS={{ kills }} TALKBELL_CONFERENCES={{ conferences }} cargo test --locked --test crash -- --nocapture

# Fuzz a target (import, interaction) for so many seconds, on the stable toolchain; what is found lies in fuzz/artifacts.
fuzz target seconds="3600":
    #!/usr/bin/env bash
    set -euo pipefail
    cd fuzz
    coverage="-Cllvm-args=-sanitizer-coverage"
    export RUSTFLAGS="--cfg fuzzing -Cpasses=sancov-module $coverage-level=4 $coverage-inline-8bit-counters $coverage-pc-table $coverage-trace-compares"
    # With a target of its own, so that build scripts and macros are not counted.
    host=$(rustc -vV | sed -n 's/host: //p')
    cargo build --release --target "$host" --bin {{ target }}
    mkdir -p corpus/{{ target }} artifacts/{{ target }}
    "target/$host/release/{{ target }}" corpus/{{ target }} seeds/{{ target }} -dict=dict.txt -timeout=10 -rss_limit_mb=2048 \
        -max_len=16384 -max_total_time={{ seconds }} -artifact_prefix=artifacts/{{ target }}/ -print_final_stats=1

# The quick look while working.
check:
    cargo clippy --locked --all-targets -- -D warnings

# Bring the sources into shape.
fmt:
    cargo fmt

# Carry the sample session in the local Discord; prints the address of its page.
rehearse *arguments:
    cargo run --release --locked -- rehearse {{ arguments }}

# Measure what the design sets goals for.
bench *arguments:
    cargo bench --locked {{ arguments }}
