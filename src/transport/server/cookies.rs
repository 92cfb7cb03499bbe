//! What a browser keeps for pages: a secret that says who is signed in, one that a sign-in's form
//! has to match, and the language.

use axum::http::header::{ACCEPT_LANGUAGE, COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use rand::RngCore;
use rand::rngs::OsRng;
use sha2::{Digest, Sha256};

use crate::words::Language;

/// Who is signed in. `__Host-`: only over TLS, only from this host, for all of it.
pub const SESSION: &str = "__Host-hallgate";

/// What the form of signing in has to bring along.
pub const SIGN_IN: &str = "__Host-hallgate-form";

pub const LANGUAGE: &str = "__Host-hallgate-language";

/// The value of a cookie.
pub fn get<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers.get_all(COOKIE).into_iter().filter_map(|it| it.to_str().ok());
    let mut pairs = all.flat_map(|it| it.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(of, _)| *of == name).map(|(_, value)| value)
}

/// A header that sets a cookie for as long as the browser is open.
pub fn set(name: &str, value: &str) -> String {
    format!("{name}={value}; Path=/; Secure; HttpOnly; SameSite=Strict")
}

/// Likewise, for a year.
pub fn keep(name: &str, value: &str) -> String {
    format!("{}; Max-Age=31536000", set(name, value))
}

/// A header that takes a cookie back.
pub fn take_back(name: &str) -> String {
    format!("{}; Max-Age=0", set(name, ""))
}

/// The header of it; none where it can't be one.
pub fn header(cookie: &str) -> Option<(HeaderName, HeaderValue)> {
    cookie.parse().ok().map(|value| (SET_COOKIE, value))
}

/// A secret of 256 bits.
pub fn secret() -> String {
    let mut bytes = [0; 32];
    OsRng.fill_bytes(&mut bytes);
    hex::encode(bytes)
}

/// What is kept of a secret.
pub fn digest(secret: &str) -> String {
    hex::encode(Sha256::digest(secret.as_bytes()))
}

/// Whether two secrets are one, and there is one; how long it takes tells nothing of them.
pub fn is_same(one: &str, other: &str) -> bool {
    !one.is_empty() && digest(one) == digest(other)
}

/// In which language the pages are: as was chosen, else as the browser says, else Chinese.
pub fn language(headers: &HeaderMap) -> Language {
    if let Some(chosen) = get(headers, LANGUAGE).and_then(of_tag) {
        return chosen;
    }
    let accepted = headers.get(ACCEPT_LANGUAGE).and_then(|it| it.to_str().ok());
    accepted.unwrap_or_default().split(',').find_map(of_tag).unwrap_or(Language::Chinese)
}

/// The language of `zh-CN;q=0.9`.
pub fn of_tag(tag: &str) -> Option<Language> {
    let first = tag.trim().split(['-', ';', '_']).next().unwrap_or_default();
    match first.to_ascii_lowercase().as_str() {
        "zh" => Some(Language::Chinese),
        "en" => Some(Language::English),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_among_others_and_the_language_is_chosen_or_asked_for() {
        let mut headers = HeaderMap::new();
        assert_eq!(language(&headers), Language::Chinese);
        headers.insert(ACCEPT_LANGUAGE, "fr, en-GB;q=0.8, zh;q=0.5".parse().unwrap());
        assert_eq!(language(&headers), Language::English);
        let cookies = "a=b; __Host-hallgate=xyz;__Host-hallgate-language=zh";
        headers.insert(COOKIE, cookies.parse().unwrap());
        assert_eq!(get(&headers, SESSION), Some("xyz"));
        assert_eq!(get(&headers, "hallgate"), None);
        assert_eq!(language(&headers), Language::Chinese);
    }

    #[test]
    fn secrets_are_alike_only_where_there_is_one() {
        let (one, other) = (secret(), secret());
        assert!(is_same(&one, &one) && !is_same(&one, &other) && !is_same("", ""));
        assert!(set(SESSION, &one).ends_with("; Path=/; Secure; HttpOnly; SameSite=Strict"));
    }
}
