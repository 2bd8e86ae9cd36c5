//! Files that are made to hurt, one way each, for the test that limits memory and for the bench that measures.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// Just under what is read of a source.
const LARGE: usize = 31 * 1024 * 1024;
const MILLION: usize = 1_000_000;
/// As long as a text may be, once its quotes are escaped.
const ABSTRACT: usize = 500_000;

/// One of them.
pub struct Hostile {
    pub name: &'static str,
    /// Its file, or the file in its folder.
    file: &'static str,
    in_folder: bool,
    make: fn() -> Vec<u8>,
}

impl Hostile {
    /// Writes it below a folder; the path to check.
    pub fn write(&self, below: &Path) -> std::io::Result<PathBuf> {
        let path = below.join(self.file);
        if self.in_folder {
            let folder = below.join("folder");
            let _ = fs::remove_dir_all(&folder);
            fs::create_dir(&folder)?;
            fs::write(folder.join(self.file), (self.make)())?;
            return Ok(folder);
        }
        fs::write(&path, (self.make)())?;
        if self.name == "a gigabyte" {
            File::options().write(true).open(&path)?.set_len(1 << 30)?;
        }
        Ok(path)
    }
}

/// All of them.
pub fn all() -> Vec<Hostile> {
    let file = |name, file, make| Hostile { name, file, in_folder: false, make };
    let folder = |name, file, make| Hostile { name, file, in_folder: true, make };
    vec![
        file("a gigabyte", "a.txt", || b"title,start\n".to_vec()),
        file("one long line", "a.txt", || vec![b'a'; LARGE]),
        file("JSON lists in lists", "a.json", || repeat("[", LARGE)),
        file("JSON objects in objects", "a.json", || repeat("{\"sessions\":", LARGE)),
        file("JSON values alone", "a.json", || wrap("[", "0,", LARGE, "0]")),
        file("a long JSON text", "a.json", || {
            wrap("[{\"code\":\"A\",\"title\":\"", "\\u00e9", LARGE, "\",\"start\":\"2025-01-01T10:00:00Z\"}]")
        }),
        file("a long XML title", "a.xml", || {
            wrap("<schedule><day><room><event><title>", "a &amp; b ", LARGE, "</title></event></room></day></schedule>")
        }),
        file("a long TOML title", "a.toml", || wrap("time_zone='UTC'\ntitle='", "a ", LARGE, "'\n")),
        file("a long CSV cell", "a.csv", || wrap("title,start\n", "a ", LARGE, ",2025-01-01\n")),
        file("a long ICS line", "a.ics", || {
            wrap("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:", "a ", LARGE, "\nEND:VEVENT\n")
        }),
        file("XML in XML", "a.xml", || wrap("<schedule>", "<a>", LARGE / 8, "")),
        file("XML elements alone", "a.xml", || wrap("<schedule>", "<a/>", LARGE, "</schedule>")),
        file("XML attributes alone", "a.xml", || wrap("<schedule ", "a='' ", LARGE, ">")),
        file("XML entities in entities", "a.xml", entities),
        file("XML that is mended", "a.xml", || {
            wrap("<schedule><day><room><event><title>", "&nope;", LARGE, "</title></event></room></day></schedule>")
        }),
        file("HTML in HTML", "a.html", || wrap("<html>", "<div>", LARGE, "")),
        file("HTML tables in tables", "a.html", || wrap("<html>", "<table><tr><td>", LARGE, "")),
        file("HTML formatting", "a.html", || wrap("<html>", "<b><i><a href=x>", LARGE, "")),
        file("HTML paragraphs", "a.html", || wrap("<html>", "<p>a", LARGE, "")),
        file("TOML lists in lists", "a.toml", || wrap("title = ", "[", LARGE, "")),
        file("TOML tables in tables", "a.toml", || format!("[{}]\n", vec!["a"; 4 * MILLION].join(".")).into_bytes()),
        file("TOML sessions", "a.toml", || wrap("title='a'\ntime_zone='UTC'\n", "[[session]]\n", LARGE, "")),
        file("CSV cells", "a.csv", || wrap("title,start\n", "\"\",", LARGE, "")),
        file("CSV columns", "a.csv", || wrap("title,start", ",x", LARGE, "\n")),
        file("CSV rows", "a.csv", || wrap("title,start\n", "x,y\n", LARGE, "")),
        file("CSV rows without times", "a.csv", || wrap("title,start\n", "x,\n", 4 * MILLION, "")),
        file("an open quote", "a.csv", || wrap("title,start\n\"", "a\n", LARGE, "")),
        file("a rule of a million times", "a.ics", rules),
        file("ICS lines", "a.ics", || wrap("BEGIN:VCALENDAR\n", "A:\n", LARGE, "")),
        file("an ICS line folded", "a.ics", || {
            wrap("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:", "a\n ", LARGE, "\nEND:VEVENT\nEND:VCALENDAR\n")
        }),
        file("ICS in ICS", "a.ics", || repeat("BEGIN:VCALENDAR\nBEGIN:VEVENT\n", LARGE)),
        file("ICS zones of their own", "a.ics", zones),
        file("a zip as a calendar", "a.ics", || wrap("PK\u{3}\u{4}", "BEGIN:VCALENDAR\n", LARGE, "")),
        file("gzip as a table", "a.csv", || [b"\x1f\x8b\x08".as_slice(), &vec![7; LARGE]].concat()),
        file("UTF-16 as a table", "a.csv", || [b"\xff\xfe".as_slice(), &b"t\0".repeat(LARGE / 2)].concat()),
        file("noise as a page", "a.html", || {
            (0..LARGE).map(|n| u8::try_from(n * n % 251).unwrap_or_default()).collect()
        }),
        folder("YAML anchors in anchors", "sessions.yml", anchors),
        folder("YAML lists in lists", "sessions.yml", || repeat("[", LARGE)),
        folder("YAML blocks in blocks", "sessions.yml", || repeat("- ", LARGE)),
        folder("a YAML of anchors used often", "sessions.yml", || {
            format!("a: &a [{}]\nb: [{}]\n", "x,".repeat(4000), "*a,".repeat(4000)).into_bytes()
        }),
        folder("a wide table of papers", "papers.csv", || wrap("UID", ",x", LARGE, "\n")),
        folder("a calendar of many entries", "main_calendar.json", || {
            let entry = |n: usize| {
                let hour = n % 20;
                format!(
                    "{{\"sessionId\":\"x{n}\",\"title\":\"S{n}\",\"start\":\"2026-01-01T{hour:02}:00:00\",\"end\":\"2026-01-01T{hour:02}:30:00\"}}"
                )
            };
            format!("[{}]", (0..20_000).map(entry).collect::<Vec<_>>().join(",")).into_bytes()
        }),
        file("a table of one talk", "a.csv", || {
            let row = |n: usize| format!("2026-01-01,10:00,One,Speaker {n},7\n");
            let rows: String = (0..29_000).map(row).collect();
            format!("Date,Time,Title,Speaker,Session ID\n{rows}").into_bytes()
        }),
        folder("a calendar in a calendar", "main_calendar.json", || repeat("[", LARGE)),
        file("an abstract of open brackets", "a.json", || abstract_of("[")),
        file("an abstract of open links", "a.json", || abstract_of("](")),
        file("an abstract of dollars", "a.json", || abstract_of("$\\frac{")),
        file("an abstract of stars", "a.json", || abstract_of("**a_")),
        file("an abstract of elements", "a.json", || abstract_of("<div>")),
        file("an abstract of open comments", "a.json", || abstract_of("<!--")),
        file("an abstract of passwords", "a.json", || abstract_of("Passcode: ")),
        file("an abstract of addresses", "a.json", || abstract_of("http://(")),
        file("an abstract of entities", "a.json", || abstract_of("&amp;amp;")),
        file("an abstract of backslashes", "a.json", || abstract_of("\\\\textit{")),
    ]
}

fn repeat(piece: &str, length: usize) -> Vec<u8> {
    piece.repeat(length / piece.len()).into_bytes()
}

fn wrap(before: &str, piece: &str, length: usize, after: &str) -> Vec<u8> {
    let mut bytes = before.as_bytes().to_vec();
    bytes.extend(repeat(piece, length));
    bytes.extend(after.as_bytes());
    bytes
}

fn entities() -> Vec<u8> {
    let level = |n: usize| format!("<!ENTITY a{n} '{}'>", format!("&a{};", n - 1).repeat(10));
    let levels: String = (1..10).map(level).collect();
    format!("<!DOCTYPE schedule [<!ENTITY a0 'ha'>{levels}]><schedule><title>&a9;</title></schedule>").into_bytes()
}

fn rules() -> Vec<u8> {
    let rule = "BEGIN:VEVENT\nDTSTART:20260501T100000Z\nRRULE:FREQ=SECONDLY;COUNT=1000000\nSUMMARY:Tick\nEND:VEVENT\n";
    format!("BEGIN:VCALENDAR\n{}END:VCALENDAR\n", rule.repeat(600)).into_bytes()
}

fn zones() -> Vec<u8> {
    let one = |n: usize| {
        format!(
            "BEGIN:VTIMEZONE\nTZID:Z{n}\nBEGIN:STANDARD\nDTSTART:16010101T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0117\n\
             END:STANDARD\nEND:VTIMEZONE\nBEGIN:VEVENT\nDTSTART;TZID=Z{n}:20260501T100000\nSUMMARY:A\nEND:VEVENT\n"
        )
    };
    format!("BEGIN:VCALENDAR\n{}END:VCALENDAR\n", (0..60_000).map(one).collect::<String>()).into_bytes()
}

fn anchors() -> Vec<u8> {
    let mut text = "a: &a [x,x,x,x,x,x,x,x,x,x]\n".to_owned();
    for (name, before) in ('b'..='j').zip('a'..) {
        text += &format!("{name}: &{name} [{}]\n", vec![format!("*{before}"); 10].join(","));
    }
    text.into_bytes()
}

fn abstract_of(piece: &str) -> Vec<u8> {
    let text = piece.repeat(ABSTRACT / piece.len()).replace('\\', "\\\\").replace('"', "\\\"");
    format!(
        "{{\"talks\":[{{\"title\":\"A\",\"start\":\"2025-01-01T10:00:00Z\",\"duration\":30,\"abstract\":\"{text}\"}}]}}"
    )
    .into_bytes()
}
