use std::collections::BTreeMap;

/// Largest source that is looked at, in bytes of all its files: a programme of 10,000 talks with their abstracts has
/// under 30 MB.
pub const LARGEST_SOURCE: usize = 32 * 1024 * 1024;

/// Where a programme comes from, as bytes.
#[derive(Clone, Copy, Debug)]
pub enum Source<'a> {
    /// One file.
    File(&'a [u8]),
    /// A folder: its files by their path in it, with `/` between its parts.
    Folder(&'a BTreeMap<String, Vec<u8>>),
}

impl Source<'_> {
    /// Bytes of all its files.
    pub(super) fn size(self) -> usize {
        match self {
            Self::File(bytes) => bytes.len(),
            Self::Folder(files) => files.values().map(Vec::len).sum(),
        }
    }
}

impl<'a> From<&'a [u8]> for Source<'a> {
    fn from(file: &'a [u8]) -> Self {
        Self::File(file)
    }
}

impl<'a> From<&'a Vec<u8>> for Source<'a> {
    fn from(file: &'a Vec<u8>) -> Self {
        Self::File(file)
    }
}

impl<'a> From<&'a BTreeMap<String, Vec<u8>>> for Source<'a> {
    fn from(files: &'a BTreeMap<String, Vec<u8>>) -> Self {
        Self::Folder(files)
    }
}
