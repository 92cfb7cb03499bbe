//! What stands around every page: its name, who is signed in, where one may go, the language.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::refusal::PageRefusal;
use crate::people::PlatformRight;
use crate::platform::ledger::people::PlatformOperator;
use crate::transport::server::{lang, other, rendered};
use crate::words::pages::{self as words, Text};
use crate::words::{Language, Words};

/// The frame of a page.
#[derive(Debug, Clone)]
pub(super) struct PageFrame {
    pub(super) language: Language,
    pub(super) title: Text,
    /// Name and role.
    pub(super) operator: Option<(String, &'static str)>,
    /// What each form brings along.
    pub(super) token: String,
    pub(super) links: Vec<NavLink>,
    /// Where the language's link leads back to.
    back: String,
    /// What was done.
    pub(super) note: Option<String>,
    /// What is wrong with what was asked for.
    pub(super) fault: Option<String>,
}

/// A way to another page.
#[derive(Debug, Clone)]
pub(super) struct NavLink {
    pub(super) href: &'static str,
    pub(super) text: &'static str,
    pub(super) is_here: bool,
}

/// The pages, by what one may.
const SECTIONS: [(&str, Text, PlatformRight); 8] = [
    ("/", Text::Today, PlatformRight::Reports),
    ("/sessions", Text::Sessions, PlatformRight::Reports),
    ("/ticket", Text::Ticket, PlatformRight::Reports),
    ("/findings", Text::Findings, PlatformRight::Findings),
    ("/terminals", Text::Terminals, PlatformRight::Terminals),
    ("/cinemas", Text::Cinemas, PlatformRight::Cinemas),
    ("/operators", Text::Operators, PlatformRight::Operators),
    ("/log", Text::Log, PlatformRight::Log),
];

impl PageFrame {
    /// Of nobody in particular.
    pub(super) fn bare(language: Language, title: Text, back: &str) -> Self {
        let back = back.to_owned();
        let (operator, links, token) = (None, Vec::new(), String::new());
        Self { language, title, operator, token, links, back, note: None, fault: None }
    }

    /// Of somebody who is signed in; `path` is where they are.
    pub(super) fn of(
        language: Language,
        title: Text,
        path: &str,
        back: &str,
        operator: &PlatformOperator,
        token: &str,
    ) -> Self {
        let section = |href: &str| path == href || path.starts_with(&format!("{href}/"));
        let links =
            SECTIONS.iter().filter(|(_, _, right)| may(operator, *right)).map(|(href, text, _)| {
                NavLink { href, text: text.form(language), is_here: section(href) }
            });
        Self {
            operator: Some((operator.name.to_string(), operator.role.shown(language))),
            token: token.to_owned(),
            links: links.collect(),
            ..Self::bare(language, title, back)
        }
    }

    /// The words of the page's language.
    pub(super) fn say<T: Words>(&self, text: T) -> &'static str {
        text.form(self.language)
    }

    /// As HTML names it.
    pub(super) fn lang(&self) -> &'static str {
        lang(self.language)
    }

    pub(super) fn other_lang(&self) -> &'static str {
        lang(other(self.language))
    }

    /// What the link to the other language is called: in that language.
    pub(super) fn other_name(&self) -> &'static str {
        match self.language {
            Language::Chinese => Text::OtherLanguage.form(Language::Chinese),
            Language::English => Text::InChinese.form(Language::Chinese),
        }
    }

    /// Where it leads.
    pub(super) fn other_href(&self) -> String {
        let back = utf8_percent_encode(&self.back, NON_ALPHANUMERIC);
        format!("/language/{}?to={back}", self.other_lang())
    }

    /// How long ago something was.
    pub(super) fn ago(&self, at: i64, now: Timestamp) -> String {
        let language = self.language;
        match (now.as_second() - at).max(0) {
            seconds @ 0..90 => words::SecondsAgo { seconds }.text(language),
            seconds @ 90..5400 => words::MinutesAgo { minutes: seconds / 60 }.text(language),
            seconds @ 5400..172_800 => words::HoursAgo { hours: seconds / 3600 }.text(language),
            seconds => words::DaysAgo { days: seconds / 86_400 }.text(language),
        }
    }
}

/// Whether somebody may go to a page. The log tells of all cinemas, and so do cinemas themselves.
pub(super) fn may(operator: &PlatformOperator, right: PlatformRight) -> bool {
    let whole = matches!(right, PlatformRight::Log | PlatformRight::Cinemas);
    operator.role.may(right) && (!whole || operator.is_for_all())
}

/// A page that was filled in.
pub(super) fn page(status: StatusCode, template: &impl Template) -> Result<Response, PageRefusal> {
    Ok(rendered(status, template)?)
}
