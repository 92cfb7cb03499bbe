//! Who may sign in at the demo's door: told in the window, so that a newcomer walks all the menus.

use anyhow::{Result, bail};
use jiff::Timestamp;
use rand::Rng;

use super::Options;
use super::site::DemoSite;
use hallgate::people::{Password, Role};
use hallgate::terminal::keypad::has_window_keys;
use hallgate::terminal::operators::{NewOperator, PeopleError, add};
use hallgate::terminal::screen::SignInHint;
use hallgate::terminal::store::{AdminStore, DatabaseKey};
use hallgate::words::Language;

/// What is drawn at random may be among what is guessed first.
const TRIES: usize = 20;

/// Adds an administrator where the window has keys to sign in with.
pub(super) fn sign_in(site: &DemoSite, options: &Options) -> Result<Option<SignInHint>> {
    if !has_window_keys() {
        return Ok(None);
    }
    let key = DatabaseKey::load(&site.config(options)?.store.key)?;
    let mut store = AdminStore::open_or_make(&site.database(), &key)?;
    let called = match options.language {
        Language::Chinese => "演示",
        Language::English => "Demo",
    };
    let operator = NewOperator {
        name: "demo".parse()?,
        number: Some("1".parse()?),
        called: called.parse()?,
        role: Role::Admin,
    };
    for _ in 0..TRIES {
        let password: String =
            (0..8).map(|_| char::from(rand::thread_rng().gen_range(b'0'..=b'9'))).collect();
        let typed = Password::new(password.clone())?;
        match add(&mut store, None, &operator, &typed, Timestamp::now()) {
            Ok(number) => return Ok(Some(SignInHint { number: number.to_string(), password })),
            Err(PeopleError::Weak(_)) => {}
            Err(fault) => return Err(fault.into()),
        }
    }
    bail!("no password for the demo's administrator")
}
