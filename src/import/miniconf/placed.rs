//! Which papers are presented in which entry of the calendar.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::calendar::Entry;
use super::data::{Data, Paper, normalised};

/// The papers by all that an entry may know of them: a folder may have thousands of both.
pub(super) struct Placed<'a> {
    data: &'a Data,
    /// Lists of papers that have a page of their own: their sessions' names mean nothing elsewhere.
    pages: HashSet<&'a str>,
    by_id: HashMap<&'a str, Vec<usize>>,
    /// By the page that is their list's own, and the session.
    by_session: HashMap<(Option<&'a str>, &'a str), Vec<usize>>,
}

impl<'a> Placed<'a> {
    pub(super) fn of(data: &'a Data, entries: &'a [Entry]) -> Self {
        let pages = entries.iter().filter_map(|entry| Some(entry.list.as_ref()?.0.as_str()));
        let pages: HashSet<&str> = pages.filter(|page| *page != "papers").collect();
        let mut placed = Self { data, pages, by_id: HashMap::new(), by_session: HashMap::new() };
        for (index, paper) in data.papers.iter().enumerate() {
            let page = placed.pages.get(paper.list.as_str()).copied();
            if page.is_none() {
                placed.by_id.entry(&paper.id).or_default().push(index);
            }
            for session in &paper.sessions {
                placed.by_session.entry((page, session)).or_default().push(index);
            }
        }
        placed
    }

    /// In the order of their files.
    pub(super) fn papers_of(&self, entry: &Entry) -> Vec<&'a Paper> {
        let page = entry.page.as_ref().filter(|(kind, _)| matches!(kind.as_str(), "paper" | "poster"));
        let listed = entry.names.iter().filter_map(|name| self.data.listed.get(name)).flatten();
        let ids = page.map(|(_, id)| id).into_iter().chain(listed);
        let by_id = ids.filter_map(|id| self.by_id.get(id.as_str()));
        let by_name = entry.names.iter().filter_map(|name| self.by_session.get(&(None, name.as_str())));
        let on_page = entry.list.as_ref().filter(|(page, _)| self.pages.contains(page.as_str()));
        let on_page = on_page.map(|(page, session)| (page, normalised(session)));
        let on_page = on_page.as_ref().and_then(|(page, session)| self.by_session.get(&(Some(page), session)));
        let found: BTreeSet<usize> = by_id.chain(by_name).chain(on_page).flatten().copied().collect();
        found.into_iter().map(|index| &self.data.papers[index]).collect()
    }
}
