//! The bytes of a programme: of a file, or of a folder of files; and of what such a file names as laid under it.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::config::{self, Address};
use crate::import::{self, Diagnostic, Format, Hints, Imported, LARGEST_SOURCE, Level, Source};

/// Files of a folder that may hold a part of a programme.
const ENDINGS: [&str; 4] = ["csv", "json", "yaml", "yml"];
/// Most files of a folder, and how deep in it they may lie: no conference's data has more.
const MOST_FILES: usize = 1000;
const DEEPEST: usize = 3;
/// How many files may be laid over one another.
const MOST_LAYERS: usize = 4;

/// The bytes of a source.
#[derive(Debug)]
pub enum Local {
    /// A file's, and where it stands, from which it names other files.
    File(Vec<u8>, Place),
    /// Of a folder, those of its files that may hold a part of a programme, by their path in it.
    Folder(BTreeMap<String, Vec<u8>>),
}

/// Where a file stands that may name another.
#[derive(Clone, Debug)]
pub enum Place {
    /// In a folder of this machine.
    Folder(PathBuf),
    /// On the web. What it names is fetched, whatever it looks like: strangers' files name none of this machine's.
    Web(Address),
}

/// Fetches what a file on the web, or one that names an address, is laid over; else says why it cannot.
pub type FetchBase<'a> = &'a dyn Fn(&Address) -> Result<Vec<u8>, String>;

impl Local {
    /// Reads a file or a folder. It waits for the disk: not for an async task.
    ///
    /// # Errors
    /// What the system says; [`refusal`] says what to do.
    pub fn read(path: &Path) -> io::Result<Self> {
        if fs::metadata(path)?.is_dir() {
            let mut folder = Folder::default();
            folder.read(path, "", 0)?;
            return Ok(Self::Folder(folder.files));
        }
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        limited(File::open(path)?, LARGEST_SOURCE).map(|bytes| Self::File(bytes, Place::Folder(folder)))
    }

    /// Reads a file that is open, such as the standard input. Other files are named from where talkbell was started.
    ///
    /// # Errors
    /// As [`Local::read`].
    pub fn from_reader(source: impl Read) -> io::Result<Self> {
        limited(source, LARGEST_SOURCE).map(|bytes| Self::File(bytes, Place::Folder(PathBuf::new())))
    }

    /// Understands it, as a given format or as what it shows itself to be. A file that is laid over another source has that
    /// read too.
    #[must_use]
    pub fn import(&self, format: Option<Format>, hints: &Hints, fetch: FetchBase<'_>) -> Imported {
        self.layer(format, hints, fetch, MOST_LAYERS)
    }

    fn layer(&self, format: Option<Format>, hints: &Hints, fetch: FetchBase<'_>, layers: usize) -> Imported {
        let (bytes, place) = match self {
            Self::File(bytes, place) => (bytes, place),
            Self::Folder(files) => return understood(files.into(), format, hints),
        };
        let referral = import::referral(bytes, hints).filter(|_| format.is_none_or(|format| format == Format::Toml));
        let Some(referral) = referral else { return understood(bytes.into(), format, hints) };
        let base = match layers.checked_sub(1) {
            None => refused(format!("More than {MOST_LAYERS} files are laid over one another. Does one name itself?")),
            Some(layers) => match Self::named(&referral.source, place, fetch) {
                Ok(source) => source.layer(referral.format, &referral.hints, fetch, layers),
                Err(message) => refused(message),
            },
        };
        import::import_over(bytes, base, hints)
    }

    /// What a file names that stands there.
    fn named(name: &str, place: &Place, fetch: FetchBase<'_>) -> Result<Self, String> {
        let unusable = |error: config::UnusableAddress| format!("“{name}” cannot be read: {error}.");
        let address = match (config::Source::named(name).map_err(unusable)?, place) {
            (config::Source::Path(path), Place::Folder(folder)) => {
                return Self::read(&folder.join(path)).map_err(|error| refusal(&error));
            }
            (config::Source::Address(address), _) => address,
            (_, Place::Web(address)) => address.beside(name).map_err(unusable)?,
            (config::Source::Given(_), Place::Folder(_)) => return Err(format!("“{name}” is no file.")),
        };
        fetch(&address).map(|bytes| Self::File(bytes, Place::Web(address)))
    }
}

fn understood(source: Source<'_>, format: Option<Format>, hints: &Hints) -> Imported {
    match format {
        Some(format) => import::import_as(format, source, hints),
        None => import::import(source, hints),
    }
}

fn refused(message: String) -> Imported {
    let diagnostics = vec![Diagnostic { level: Level::Error, line: None, path: None, message }];
    Imported { schedule: None, diagnostics }
}

#[derive(Default)]
struct Folder {
    files: BTreeMap<String, Vec<u8>>,
    size: usize,
}

impl Folder {
    fn read(&mut self, path: &Path, name: &str, depth: usize) -> io::Result<()> {
        for entry in fs::read_dir(path)? {
            let entry = entry?;
            // A link may lead anywhere, back up too; it is not followed.
            let kind = entry.file_type()?;
            let Ok(own) = entry.file_name().into_string() else { continue };
            let name = if name.is_empty() { own.clone() } else { format!("{name}/{own}") };
            if own.starts_with('.') {
                continue;
            }
            if kind.is_dir() && depth < DEEPEST {
                self.read(&entry.path(), &name, depth + 1)?;
            } else if kind.is_file() && own.rsplit_once('.').is_some_and(|(_, ending)| is_data(ending)) {
                self.add(&entry.path(), name)?;
            }
        }
        Ok(())
    }

    fn add(&mut self, path: &Path, name: String) -> io::Result<()> {
        if self.files.len() >= MOST_FILES {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let bytes = limited(File::open(path)?, LARGEST_SOURCE - self.size)?;
        self.size += bytes.len();
        self.files.insert(name, bytes);
        Ok(())
    }
}

fn is_data(ending: &str) -> bool {
    ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known))
}

fn limited(source: impl Read, limit: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > limit {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(bytes)
}

/// Why a source cannot be read and what to do, in one or two sentences.
#[must_use]
pub fn refusal(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "There is no such file. Check the path.".to_owned(),
        io::ErrorKind::PermissionDenied => "This file may not be read. Check its permissions.".to_owned(),
        io::ErrorKind::FileTooLarge => {
            let limit = LARGEST_SOURCE / 1024 / 1024;
            format!("This is larger than {limit} MiB, which no programme is. Is it the right file?")
        }
        _ => format!("This cannot be read: {error}."),
    }
}
