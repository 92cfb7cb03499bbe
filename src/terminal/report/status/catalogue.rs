//! How the catalogue's lists stand.

use jiff::Zoned;
use serde::Serialize;

use super::{Status, ago, json};
use crate::terminal::store::{CataloguePart, PartFigures};
use crate::terminal::sync::CatalogueFault;
use crate::words::catalogue::{PartStands, Text};
use crate::words::table::plain;
use crate::words::{Language, Message, status as words};

/// The five lists.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CatalogueStatus {
    pub locations: ListStatus,
    pub cinemas: ListStatus,
    pub movies: ListStatus,
    pub halls: ListStatus,
    pub shows: ListStatus,
}

/// How one of them stands.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ListStatus {
    /// Since the last whole reply, in seconds; null: none came yet.
    pub age_s: Option<i64>,
    /// How many of its items are in use.
    pub count: u64,
    /// What went wrong since then.
    pub last_error: Option<ListError>,
}

/// Why a list is not had, or not believed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ListError {
    #[serde(serialize_with = "json::moment")]
    pub at: Zoned,
    /// English, for scripts.
    pub text: String,
    /// None where it is not known any more what the sentence stands for.
    #[serde(skip)]
    pub fault: Option<CatalogueFault>,
}

impl CatalogueStatus {
    /// Of the five lists' figures, as they stand `at`.
    pub(super) fn of(figures: Vec<PartFigures>, at: &Zoned) -> Self {
        let list = |part: CataloguePart| {
            let own = figures.iter().find(|own| own.part == part);
            own.map_or_else(ListStatus::default, |own| ListStatus::of(own, at))
        };
        Self {
            locations: list(CataloguePart::Locations),
            cinemas: list(CataloguePart::Cinemas),
            movies: list(CataloguePart::Movies),
            halls: list(CataloguePart::Halls),
            shows: list(CataloguePart::Shows),
        }
    }

    /// All of them on a line.
    pub(super) fn message(&self, status: &Status, language: Language) -> String {
        let lists = [
            (Text::Shows, &self.shows),
            (Text::Halls, &self.halls),
            (Text::Movies, &self.movies),
            (Text::Cinemas, &self.cinemas),
            (Text::Locations, &self.locations),
        ];
        let mut parts: Vec<String> = lists
            .iter()
            .map(|(name, list)| {
                let age = list.age_s;
                let ago = age.map_or(words::Text::Never.plain(language), |age| ago(age, language));
                PartStands { name: name.form(language), count: list.count, ago }.text(language)
            })
            .collect();
        // What keeps one from coming keeps the others, as a rule: the newest says it.
        let errors = lists.iter().filter_map(|(_, list)| list.last_error.as_ref());
        if let Some(error) = errors.max_by_key(|error| error.at.timestamp()) {
            let ago = ago(status.age_s(&error.at), language);
            let error = plain(&error.message(language));
            parts.push(words::Error { ago, error }.text(language));
        }
        parts.join(words::Text::Between.form(language))
    }
}

impl ListStatus {
    fn of(own: &PartFigures, at: &Zoned) -> Self {
        let age = |since: jiff::Timestamp| at.timestamp().duration_since(since).as_secs().max(0);
        let error = own.error.as_ref().map(|(when, kept)| {
            let fault = CatalogueFault::of_kept(kept);
            let text =
                fault.as_ref().map_or(kept.clone(), |fault| fault.message(Language::English));
            ListError { at: when.to_zoned(at.time_zone().clone()), text, fault }
        });
        Self { age_s: own.whole_at.map(age), count: own.count, last_error: error }
    }
}

impl ListError {
    /// What went wrong, for people.
    pub fn message(&self, language: Language) -> String {
        self.fault.as_ref().map_or_else(|| self.text.clone(), |fault| fault.message(language))
    }
}
