//! What signing in at pages has in common, whoever is known there: the form's token, the session's cookie, the
//! language.

use axum::http::HeaderMap;
use axum::response::Response;

use super::cookies;
use super::fields::FormFields;
use super::guard::see;
use crate::words::Language;

/// Of the form of whoever is not signed in yet. The browser brings it along twice, which another site can't.
#[derive(Debug)]
pub struct SignInToken {
    pub value: String,
    is_fresh: bool,
}

impl SignInToken {
    /// The one that the browser has, or a fresh one.
    pub fn of(headers: &HeaderMap) -> Self {
        let known = cookies::get(headers, cookies::SIGN_IN).filter(|it| it.len() == 64);
        let is_fresh = known.is_none();
        Self { value: known.map_or_else(cookies::secret, ToOwned::to_owned), is_fresh }
    }

    /// Whether a form came from a page with it.
    pub fn is_in(headers: &HeaderMap, fields: &FormFields) -> bool {
        let expected = cookies::get(headers, cookies::SIGN_IN).unwrap_or_default();
        cookies::is_same(fields.whole("token"), expected)
    }

    /// Has the browser keep a fresh one.
    pub fn kept_by(&self, mut response: Response) -> Response {
        if self.is_fresh {
            let cookie = cookies::set(cookies::SIGN_IN, &self.value);
            response.headers_mut().extend(cookies::header(&cookie));
        }
        response
    }
}

/// On to the first page, with the secret of a session.
pub fn signed_in(secret: &str) -> Response {
    let mut response = see("/");
    let headers = response.headers_mut();
    headers.extend(cookies::header(&cookies::set(cookies::SESSION, secret)));
    headers.extend(cookies::header(&cookies::take_back(cookies::SIGN_IN)));
    response
}

/// On to signing in, without a session.
pub fn signed_out() -> Response {
    let mut response = see("/sign-in");
    response.headers_mut().extend(cookies::header(&cookies::take_back(cookies::SESSION)));
    response
}

/// On to another page, in this language from then on.
pub fn spoken(language: Language, to: &str) -> Response {
    let tag = match language {
        Language::Chinese => "zh",
        Language::English => "en",
    };
    let mut response = see(to);
    response.headers_mut().extend(cookies::header(&cookies::keep(cookies::LANGUAGE, tag)));
    response
}
