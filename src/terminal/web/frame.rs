//! What stands around every page: the door's name, who is signed in, where one may go, the language.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::refusal::PhoneRefusal;
use crate::people::Role;
use crate::transport::server::{lang, other, rendered};
use crate::words::web::Text;
use crate::words::{Language, Words};

/// The pages.
const SECTIONS: [(&str, Text); 3] =
    [("/", Text::Status), ("/today", Text::Today), ("/log", Text::Log)];

/// A way to another page.
pub(super) struct PhoneLink {
    pub(super) href: &'static str,
    pub(super) text: &'static str,
    pub(super) is_here: bool,
}

/// The frame of a page.
pub(super) struct PhoneFrame {
    pub(super) language: Language,
    pub(super) title: Text,
    /// What the door is called.
    pub(super) terminal: String,
    /// Name and role.
    pub(super) operator: Option<(String, &'static str)>,
    /// What each form brings along.
    pub(super) token: String,
    pub(super) links: Vec<PhoneLink>,
    path: String,
    /// What is wrong with what was asked for.
    pub(super) fault: Option<String>,
}

impl PhoneFrame {
    /// Of nobody in particular.
    pub(super) fn of(language: Language, title: Text, path: &str, terminal: &str) -> Self {
        Self {
            language,
            title,
            terminal: terminal.to_owned(),
            operator: None,
            token: String::new(),
            links: Vec::new(),
            path: path.to_owned(),
            fault: None,
        }
    }

    pub(super) fn signed_in(mut self, name: &str, role: Role, token: &str) -> Self {
        self.operator = Some((name.to_owned(), role.shown(self.language)));
        token.clone_into(&mut self.token);
        let link = |(href, text): (&'static str, Text)| PhoneLink {
            href,
            text: text.form(self.language),
            is_here: self.path == href,
        };
        self.links = SECTIONS.into_iter().map(link).collect();
        self
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
        Text::OwnName.form(other(self.language))
    }
}

/// A page that was filled in.
pub(super) fn page(status: StatusCode, page: &impl Template) -> Result<Response, PhoneRefusal> {
    Ok(rendered(status, page)?)
}
