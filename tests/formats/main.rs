//! Stories of programmes in every format, on real files of other people and on what such files may become.
//!
//! The real files stand in `../shared/programmes`, or where `TALKBELL_PROGRAMMES` says, and are read there.

#![expect(clippy::unwrap_used, reason = "in a test an unwrap is an assertion")]

mod against;
mod calendar;
mod calendars_elsewhere;
mod families;
mod frab_xml;
mod hostile;
mod hostile_structures;
mod ics;
mod markdown;
mod miniconf;
mod overrides;
mod own;
mod pages_elsewhere;
mod pretalx;
mod programs_elsewhere;
mod sessionize;
mod support;
mod table;
mod tables_elsewhere;
mod tables_in_short;
mod tables_of_days;
mod virtual_html;
mod virtual_json;
