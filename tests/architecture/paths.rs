//! The paths that a source file names, spelled out from the crate's root, and the modules it declares.

use std::collections::HashMap;

use crate::tokens::{Token, is_identifier, starts_with};

/// A path such as `crate::schedule::Talk` or `std::fs::read`; ends in `*` where everything in it is imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    pub path: Vec<String>,
    pub line: usize,
}

/// What one file names and declares.
#[derive(Debug, Default)]
pub struct Names {
    pub mentions: Vec<Mention>,
    /// Modules that are files of their own, from the crate's root.
    pub children: Vec<Vec<String>>,
}

/// Reads the tokens of the file that is the module `module` (`["announce", "plan"]`).
pub fn names(tokens: &[Token], module: &[String]) -> Names {
    let mut walk = Walk { tokens, at: 0, depth: 0, inside: Vec::new(), aliases: HashMap::new(), found: Vec::new() };
    let children = walk.all(module);
    let Walk { found, aliases, .. } = walk;
    let mentions = found.into_iter().map(|mention| spelled_out(mention, &aliases)).collect();
    Names { mentions, children }
}

/// `use std::time;` makes `time::Instant` mean `std::time::Instant`.
fn spelled_out(mut mention: Mention, aliases: &HashMap<String, Vec<String>>) -> Mention {
    // A chain of imports is short; the bound keeps `use a as b; use b as a` from going round.
    for _ in 0..4 {
        let Some(target) = aliases.get(&mention.path[0]).filter(|target| target[0] != mention.path[0]) else { break };
        let rest = mention.path.split_off(1);
        mention.path = target.iter().cloned().chain(rest).collect();
    }
    mention
}

struct Walk<'a> {
    tokens: &'a [Token],
    at: usize,
    depth: usize,
    /// The inline modules around, each with the depth of its braces.
    inside: Vec<(String, usize)>,
    aliases: HashMap<String, Vec<String>>,
    found: Vec<Mention>,
}

impl Walk<'_> {
    fn all(&mut self, module: &[String]) -> Vec<Vec<String>> {
        let mut children = Vec::new();
        while let Some(token) = self.tokens.get(self.at) {
            let here = || module.iter().cloned().chain(self.inside.iter().map(|(name, _)| name.clone()));
            match token.text.as_str() {
                "mod" if self.text(2) == ";" => {
                    children.push(here().chain([self.text(1).to_owned()]).collect());
                    self.at += 3;
                }
                "mod" if self.text(2) == "{" => {
                    self.inside.push((self.text(1).to_owned(), self.depth));
                    self.at += 2;
                }
                // `use<'a>` in a type captures lifetimes.
                "use" if self.text(1) != "<" => {
                    let here: Vec<String> = here().collect();
                    self.at += 1;
                    self.import(&here, &[]);
                }
                "extern" if self.text(1) == "crate" => {
                    self.found.push(Mention { path: vec![self.text(2).to_owned()], line: token.line });
                    self.at += 3;
                }
                text if is_identifier(text) => {
                    let here: Vec<String> = here().collect();
                    self.inline(&here);
                }
                text => {
                    self.braces(text);
                    self.at += 1;
                }
            }
        }
        children
    }

    fn braces(&mut self, text: &str) {
        match text {
            "{" => self.depth += 1,
            "}" => {
                self.depth = self.depth.saturating_sub(1);
                self.inside.retain(|(_, depth)| *depth < self.depth);
            }
            _ => {}
        }
    }

    /// One tree of a `use`: `a::b`, `a::{b, c as d}`, `a::*`. `before` is what stands before the braces.
    fn import(&mut self, here: &[String], before: &[String]) {
        let line = self.tokens.get(self.at).map_or(0, |token| token.line);
        let mut path = before.to_vec();
        loop {
            match self.text(0) {
                "::" => {}
                "{" => return self.group(here, &path),
                "as" => {
                    let name = self.text(1).to_owned();
                    self.at += 2;
                    return self.imported(here, path, Some(name), line);
                }
                "*" => path.push("*".to_owned()),
                text if is_identifier(text) => path.push(text.to_owned()),
                _ => return self.imported(here, path, None, line),
            }
            self.at += 1;
        }
    }

    fn group(&mut self, here: &[String], path: &[String]) {
        self.at += 1;
        while self.at < self.tokens.len() && self.text(0) != "}" {
            if self.text(0) == "," {
                self.at += 1;
                continue;
            }
            let before = self.at;
            self.import(here, path);
            // Something that is no import: leave it rather than stand still.
            self.at = self.at.max(before + 1);
        }
        self.at += 1;
    }

    fn imported(&mut self, here: &[String], mut path: Vec<String>, alias: Option<String>, line: usize) {
        if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
            path.pop();
        }
        let Some(last) = path.last().cloned() else { return };
        let path = from_root(here, path);
        self.aliases.insert(alias.unwrap_or(last), path.clone());
        self.found.push(Mention { path, line });
    }

    /// A path in the midst of code. A lone name is no path: it may be a variable.
    fn inline(&mut self, here: &[String]) {
        let start = self.at;
        let mut path = vec![self.text(0).to_owned()];
        self.at += 1;
        while self.text(0) == "::" && is_identifier(self.text(1)) {
            path.push(self.text(1).to_owned());
            self.at += 2;
        }
        let before = start.checked_sub(1).map_or("", |before| self.tokens[before].text.as_str());
        let begins_here = before != "." && !(before == "::" && continues(self.tokens, start));
        if path.len() > 1 && begins_here {
            self.found.push(Mention { path: from_root(here, path), line: self.tokens[start].line });
        }
    }

    fn text(&self, ahead: usize) -> &str {
        self.tokens.get(self.at + ahead).map_or("", |token| token.text.as_str())
    }
}

/// Whether the `::` before `start` goes on with something, as in `<T as Trait>::name` or `Vec::<T>::new`.
fn continues(tokens: &[Token], start: usize) -> bool {
    start.checked_sub(2).is_some_and(|before| starts_with(&tokens[before..], &[">"]))
}

/// `super` and `self` become the path from `crate`; so does the library's own name, by which `main.rs` calls it.
fn from_root(here: &[String], path: Vec<String>) -> Vec<String> {
    let supers = path.iter().take_while(|step| *step == "super").count();
    let selfs = usize::from(path[0] == "self");
    if path[0] == "talkbell" {
        return std::iter::once("crate".to_owned()).chain(path.into_iter().skip(1)).collect();
    }
    // `self::super::x` is as good as `super::x`.
    let supers = if selfs == 1 { path.iter().skip(1).take_while(|step| *step == "super").count() } else { supers };
    if supers + selfs == 0 {
        return path;
    }
    let parent = &here[..here.len().saturating_sub(supers)];
    let rest = path.into_iter().skip(supers + selfs);
    std::iter::once("crate".to_owned()).chain(parent.iter().cloned()).chain(rest).collect()
}
