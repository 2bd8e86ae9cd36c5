# The commands of the house. Without just: each recipe is the command itself.

# List the recipes.
default:
    @just --list

# Every check there is, as CI runs it; with a word, only the tests whose name contains it.
test *filter:
    tests/run {{ filter }}

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
