//! A page's text from its template, and its language as HTML names it.

use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::words::Language;

/// A page that could not be filled in; the journal says why.
#[derive(Debug, Clone, Copy)]
pub struct Unrendered;

/// A page that was filled in.
pub fn rendered(status: StatusCode, page: &impl Template) -> Result<Response, Unrendered> {
    let body = page.render().map_err(|fault| {
        log::error!("a page is not made: {fault}");
        Unrendered
    })?;
    Ok((status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], body).into_response())
}

/// What a page's `lang` says.
pub fn lang(language: Language) -> &'static str {
    match language {
        Language::Chinese => "zh-CN",
        Language::English => "en",
    }
}

/// The one that a page's link leads to.
pub fn other(language: Language) -> Language {
    match language {
        Language::Chinese => Language::English,
        Language::English => Language::Chinese,
    }
}
