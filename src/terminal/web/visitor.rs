//! Who asks for a page: a technician or an admin who is signed in, and still is what they were.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use super::PhoneSite;
use super::frame::PhoneFrame;
use super::refusal::PhoneRefusal;
use crate::terminal::operators::{OperatorPlace, SignedIn, is_for};
use crate::transport::server::cookies;
use crate::words::Language;
use crate::words::web::Text;

/// Somebody who is signed in and may look at the device and its reports.
pub(super) struct PhoneVisitor {
    pub(super) operator: SignedIn,
    pub(super) language: Language,
    /// Of the forms that this phone sends.
    pub(super) form_token: String,
    pub(super) secret: String,
    path: String,
}

impl PhoneVisitor {
    pub(super) fn frame(&self, site: &PhoneSite, title: Text) -> PhoneFrame {
        let terminal = &site.config.terminal.name;
        PhoneFrame::of(self.language, title, &self.path, terminal).signed_in(
            self.operator.shown(),
            self.operator.role(),
            &self.form_token,
        )
    }
}

impl FromRequestParts<Arc<PhoneSite>> for PhoneVisitor {
    type Rejection = PhoneRefusal;

    async fn from_request_parts(
        parts: &mut Parts,
        site: &Arc<PhoneSite>,
    ) -> Result<Self, PhoneRefusal> {
        let secret = cookies::get(&parts.headers, cookies::SESSION).ok_or(PhoneRefusal::SignIn)?;
        let (operator, form_token) =
            site.phones.find(secret, Instant::now()).ok_or(PhoneRefusal::SignIn)?;
        // Whoever was disabled, or has another password or role by now, begins anew.
        let asked = operator.clone();
        let stands = site.read(move |reader, _| Ok(asked.stands_in(reader)?)).await?;
        if !stands || !is_for(OperatorPlace::Phone, &operator) {
            site.phones.leave(secret);
            return Err(PhoneRefusal::SignIn);
        }
        Ok(Self {
            operator,
            language: cookies::language(&parts.headers),
            form_token,
            secret: secret.to_owned(),
            path: parts.uri.path().to_owned(),
        })
    }
}
