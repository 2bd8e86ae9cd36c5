//! Tables as a person reads them on a terminal, and as a program reads them elsewhere.

use std::io::{self, IsTerminal};

use comfy_table::{ContentArrangement, Table, presets};

/// Width where a terminal does not tell its own, in columns.
const USUAL_WIDTH: u16 = 80;

/// An empty table: ruled and fitted to a terminal, plain elsewhere.
pub(super) fn table() -> Table {
    let mut table = Table::new();
    if io::stdout().is_terminal() {
        table.load_style(presets::UTF8_HORIZONTAL_ONLY);
        table.set_content_arrangement(ContentArrangement::Dynamic).set_width(terminal_width());
    } else {
        table.load_style(presets::NOTHING);
    }
    table
}

#[cfg(unix)]
fn terminal_width() -> u16 {
    rustix::termios::tcgetwinsize(io::stdout())
        .map_or(USUAL_WIDTH, |size| if size.ws_col == 0 { USUAL_WIDTH } else { size.ws_col })
}

#[cfg(not(unix))]
fn terminal_width() -> u16 {
    USUAL_WIDTH
}
