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
