//! Configurations laid over one another: a key of a later one goes before the same key of an earlier
//! one. Every value knows in which of the texts it stands, so that each mistake has its line there, and
//! behind a mistake the rest is read on: whoever puts a file right is told all of it at once.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::place::Located;
use super::read::{Misread, read_tree};
use super::value_fault::ValueFault;

/// So many mistakes are enough for one time.
const MOST: usize = 20;

/// A text, and what of it does not count.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Layer<'a> {
    pub text: &'a str,
    /// Sections that are passed over.
    pub without: &'a [&'a str],
}

/// A mistake, and the number of the text that it stands in.
#[derive(Debug)]
pub(crate) struct Mistake {
    pub layer: usize,
    pub located: Located,
}

/// Several texts as one tree.
#[derive(Debug, Clone)]
pub(crate) struct Layers<'t> {
    texts: Vec<&'t str>,
    tree: DeTable<'t>,
}

impl<'t> Layers<'t> {
    /// Reads the texts, the weakest first; whatever of one does not read in its form is left out and
    /// is one of the mistakes.
    pub fn of(layers: &[Layer<'t>]) -> (Self, Vec<Mistake>) {
        let texts: Vec<&str> = layers.iter().map(|layer| layer.text).collect();
        let mut whole = Self { texts, tree: DeTable::new() };
        let mut mistakes = Vec::new();
        for (number, layer) in layers.iter().enumerate() {
            let (tree, faults) = DeTable::parse_recoverable(layer.text);
            // What follows from a slip in the same line is no other one.
            let mut lines = BTreeSet::new();
            let faults = faults.iter().map(|fault| Misread::of_form(fault).located(layer.text));
            let mut faults: Vec<Located> =
                faults.filter(|located| lines.insert(located.line)).take(MOST).collect();
            faults.sort_by_key(|located| located.line);
            mistakes.extend(faults.into_iter().map(|located| Mistake { layer: number, located }));
            let mut tree = tree.into_inner();
            for section in layer.without {
                tree.remove(*section);
            }
            let base = whole.base(number);
            whole.lay(tree, base);
        }
        (whole, mistakes)
    }

    /// Where a text begins among all of them.
    fn base(&self, number: usize) -> usize {
        self.texts[..number].iter().map(|text| text.len() + 1).sum()
    }

    /// Key by key of each section; a value goes whole.
    fn lay(&mut self, above: DeTable<'t>, base: usize) {
        for (name, value) in moved_table(above, base) {
            let place = value.span();
            match (self.tree.get_mut(&name), value.into_inner()) {
                (Some(below), DeValue::Table(keys)) if below.get_ref().is_table() => {
                    let mut both = std::mem::replace(below.get_mut(), DeValue::Boolean(false));
                    if let DeValue::Table(both) = &mut both {
                        for (key, value) in keys {
                            // With its own place.
                            both.remove(&key);
                            both.insert(key, value);
                        }
                    }
                    *below = Spanned::new(place, both);
                }
                (_, value) => {
                    self.tree.remove(&name);
                    self.tree.insert(name, Spanned::new(place, value));
                }
            }
        }
    }

    /// Takes these sections out into layers of their own.
    pub fn split(&mut self, sections: &[&str]) -> Self {
        let mut apart = DeTable::new();
        for section in sections {
            if let Some((name, value)) = self.tree.remove_entry(*section) {
                apart.insert(name, value);
            }
        }
        Self { texts: self.texts.clone(), tree: apart }
    }

    /// The names of the sections that there are.
    pub fn sections(&self) -> impl Iterator<Item = &str> {
        self.tree.keys().map(|name| &**name.get_ref())
    }

    /// One section alone, where it reads.
    pub fn section<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        let section = self.tree.get(name)?;
        let DeValue::Table(keys) = section.get_ref() else { return None };
        read_tree(Spanned::new(section.span(), keys.clone())).ok()
    }

    /// Reads the whole; a key of `stand_ins` that is missing or wrong has its value there while the
    /// rest is looked at, another one that is wrong is left out.
    pub fn check<T: DeserializeOwned>(
        &self,
        stand_ins: &[(&str, &str)],
    ) -> Result<T, Vec<Mistake>> {
        let mut tree = self.tree.clone();
        let mut mistakes = Vec::new();
        let mut known = BTreeSet::new();
        while mistakes.len() < MOST {
            let misread = match read_tree(Spanned::new(self.top(), tree.clone())) {
                Ok(read) if mistakes.is_empty() => return Ok(read),
                Ok(_) => break,
                Err(misread) => misread,
            };
            let above: Vec<String> = misread.path.iter().rev().cloned().collect();
            let missing = match &misread.fault {
                ValueFault::Missing(key) => Some((*key).to_owned()),
                _ => None,
            };
            let path: Vec<String> = above.iter().cloned().chain(missing.clone()).collect();
            let is_news = known.insert(path.clone());
            if is_news && !(missing.is_some() && known.contains(&above)) {
                mistakes.push(self.place(misread));
            }
            let passed_over = stand_in(&mut tree, &path, stand_ins)
                || remove(&mut tree, if missing.is_some() { &above } else { &path });
            if !passed_over || !is_news {
                break;
            }
        }
        Err(mistakes)
    }

    /// What is missing as a whole is told at the top of the strongest text.
    fn top(&self) -> Range<usize> {
        let top = self.base(self.texts.len().saturating_sub(1));
        top..top
    }

    fn place(&self, mut misread: Misread) -> Mistake {
        let at = misread.at.clone().unwrap_or_else(|| self.top());
        let numbers = 0..self.texts.len();
        let layer = numbers.rev().find(|number| self.base(*number) <= at.start).unwrap_or(0);
        let base = self.base(layer);
        misread.at = Some(at.start - base..at.end.saturating_sub(base));
        Mistake { layer, located: misread.located(self.texts[layer]) }
    }

    /// As a text of its own.
    pub fn to_text(&self) -> Result<String, ValueFault> {
        let tree = Spanned::new(0..0, self.tree.clone());
        let table = toml::Table::deserialize(toml::Deserializer::from(tree));
        let table = table.map_err(|fault| ValueFault::Form(fault.message().to_owned()))?;
        toml::to_string(&table).map_err(|fault| ValueFault::Form(fault.to_string()))
    }
}

/// Where the value of a key stands in a text, in bytes; none where it is not there.
pub(crate) fn span_of(text: &str, path: &[&str]) -> Option<Range<usize>> {
    let (tree, _) = DeTable::parse_recoverable(text);
    let (first, rest) = path.split_first()?;
    let mut value = tree.get_ref().get(*first)?;
    for key in rest {
        value = value.get_ref().as_table()?.get(*key)?;
    }
    Some(value.span())
}

fn moved_table<'t>(table: DeTable<'t>, by: usize) -> DeTable<'t> {
    let moved = |at: Range<usize>| at.start + by..at.end + by;
    let entry = |(key, value): (Spanned<_>, Spanned<_>)| {
        let (key_at, at) = (moved(key.span()), moved(value.span()));
        let value = moved_value(value.into_inner(), by);
        (Spanned::new(key_at, key.into_inner()), Spanned::new(at, value))
    };
    table.into_iter().map(entry).collect()
}

fn moved_value<'t>(value: DeValue<'t>, by: usize) -> DeValue<'t> {
    match value {
        DeValue::Table(table) => DeValue::Table(moved_table(table, by)),
        DeValue::Array(items) => {
            let mut items = items;
            for item in items.iter_mut() {
                let at = item.span();
                let inner = std::mem::replace(item.get_mut(), DeValue::Boolean(false));
                *item = Spanned::new(at.start + by..at.end + by, moved_value(inner, by));
            }
            DeValue::Array(items)
        }
        plain => plain,
    }
}

/// Puts the stand-in of a key, or those of a whole section, in its place; false where there is none.
fn stand_in<'t>(tree: &mut DeTable<'t>, path: &[String], stand_ins: &[(&str, &str)]) -> bool {
    let name = path.join(".");
    let section = format!("{name}.");
    let text = |value: &str| Spanned::new(0..0, DeValue::String(Cow::Owned(value.to_owned())));
    let key = |name: &str| Spanned::new(0..0, Cow::Owned(name.to_owned()));
    if let Some((_, value)) = stand_ins.iter().find(|(key, _)| *key == name) {
        let Some((last, above)) = path.split_last() else { return false };
        let Some(table) = table_at(tree, above) else { return false };
        table.remove(last.as_str());
        table.insert(key(last), text(value));
        return true;
    }
    let own =
        stand_ins.iter().filter_map(|(key, value)| Some((key.strip_prefix(&section)?, value)));
    let keys: DeTable<'t> = own.map(|(name, value)| (key(name), text(value))).collect();
    let [section] = path else { return false };
    if keys.is_empty() {
        return false;
    }
    tree.remove(section.as_str());
    tree.insert(key(section), Spanned::new(0..0, DeValue::Table(keys)));
    true
}

fn remove(tree: &mut DeTable<'_>, path: &[String]) -> bool {
    let Some((last, above)) = path.split_last() else { return false };
    table_at(tree, above).is_some_and(|table| table.remove(last.as_str()).is_some())
}

fn table_at<'a, 't>(tree: &'a mut DeTable<'t>, path: &[String]) -> Option<&'a mut DeTable<'t>> {
    path.iter().try_fold(tree, |table, key| match table.get_mut(key.as_str())?.get_mut() {
        DeValue::Table(inner) => Some(inner),
        _ => None,
    })
}

#[cfg(test)]
mod tests;
