//! A call as it goes out (CHANNEL §1, §7): its parameters with the signature, form-coded.

use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use zeroize::Zeroizing;

use super::signature::{SIGN, Unsendable, sign};
use super::{CallName, ChannelCall};

/// The parameter whose presence makes a call a POST: it stands in no address, which others log.
pub const MOBILE: &str = "mobile";

/// What stands in an address or a form as it is (RFC 3986, section 2.3).
const CODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Who calls.
#[derive(Clone)]
pub struct Credentials {
    pub channel_code: String,
    pub secret: Zeroizing<String>,
}

/// A signed call.
pub struct ChannelRequest {
    call: CallName,
    /// With `channelCode`, and `sign` last.
    parameters: Vec<(&'static str, String)>,
}

impl ChannelRequest {
    /// Signs a call; nothing is sent of what the signature can't be made over.
    pub fn new<C: ChannelCall>(credentials: &Credentials, call: &C) -> Result<Self, Unsendable> {
        let mut parameters = vec![("channelCode", credentials.channel_code.clone())];
        parameters.extend(call.parameters());
        let sign = sign(&parameters, &credentials.secret)?;
        parameters.push((SIGN, sign));
        Ok(Self { call: C::NAME, parameters })
    }

    /// Which call it is.
    pub fn call(&self) -> CallName {
        self.call
    }

    /// Whether it goes as a form in the body; else it goes in the address.
    pub fn is_post(&self) -> bool {
        self.parameters.iter().any(|(name, _)| *name == MOBILE)
    }

    /// `name=value&…`, in UTF-8, coded for an address or a form.
    pub fn form(&self) -> String {
        let coded = |(name, value): &(&str, String)| {
            format!("{name}={}", utf8_percent_encode(value, CODED))
        };
        self.parameters.iter().map(coded).collect::<Vec<_>>().join("&")
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Credentials({:?}, …)", self.channel_code)
    }
}

impl fmt::Debug for ChannelRequest {
    /// Without parameters: a mobile number may be among them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ChannelRequest({}, …)", self.call.as_str())
    }
}
