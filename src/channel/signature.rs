//! A call's signature (CHANNEL §1): MD5 over the parameters in order, with the secret behind them, in code page 936.

use md5::{Digest, Md5};

use super::code_page;
use crate::words::channel as words;
use crate::words::codes::{FaultCode, channel};
use crate::words::{Language, Message, display_in_english};

/// The name of the parameter that holds the signature and is not signed.
pub const SIGN: &str = "sign";

/// A character that the signature can't be made over: nothing is sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize)]
pub struct Unsendable {
    /// The parameter's name; `secret` where the secret has it.
    pub parameter: String,
    pub character: char,
}

display_in_english!(Unsendable);

impl Message for Unsendable {
    fn code(&self) -> FaultCode {
        channel::CHARACTER
    }

    fn message(&self, language: Language) -> String {
        let Self { parameter, character } = self;
        let number = format!("U+{:04X}", u32::from(*character));
        // One that steers whoever shows it is told by its number alone.
        let character = crate::words::plain::line(&character.to_string());
        words::Unsendable { parameter, character, number }.text(language)
    }
}

/// The signature in lower-case hexadecimal; a parameter `sign` has no part in it.
pub fn sign<K: AsRef<str>, V: AsRef<str>>(
    parameters: &[(K, V)],
    secret: &str,
) -> Result<String, Unsendable> {
    let mut signed: Vec<(&str, &str)> = parameters
        .iter()
        .map(|(key, value)| (key.as_ref(), value.as_ref()))
        .filter(|(key, _)| *key != SIGN)
        .collect();
    signed.sort_by_key(|(key, _)| order(key));
    let mut digest = Md5::new();
    for (at, (key, value)) in signed.iter().enumerate() {
        let text = format!("{}{key}={value}", if at == 0 { "" } else { "&" });
        digest.update(encoded(key, &text)?);
    }
    digest.update(encoded("secret", secret)?);
    Ok(hex::encode(digest.finalize()))
}

/// Without regard to case; of two that differ by it alone the lower one first.
fn order(key: &str) -> (String, Vec<bool>) {
    (key.to_lowercase(), key.chars().map(char::is_uppercase).collect())
}

fn encoded(parameter: &str, text: &str) -> Result<Vec<u8>, Unsendable> {
    code_page::encode(text)
        .map_err(|character| Unsendable { parameter: parameter.to_owned(), character })
}

#[cfg(test)]
mod tests {
    use super::*;

    const VECTORS: &str =
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/wire/channel/signatures.json"));

    #[test]
    fn signatures_are_those_of_the_vectors() {
        let vectors: Vec<serde_json::Value> = serde_json::from_str(VECTORS).unwrap();
        assert_eq!(vectors.len(), 3);
        for vector in vectors {
            let parameters: Vec<(&str, &str)> = vector["params"]
                .as_object()
                .unwrap()
                .iter()
                .map(|(key, value)| (key.as_str(), value.as_str().unwrap()))
                .collect();
            let secret = vector["secret"].as_str().unwrap();
            let signed = sign(&parameters, secret).unwrap();
            assert_eq!(signed, vector["sign"].as_str().unwrap(), "{vector}");
            let whole = [&parameters[..], &[("sign", "x")]].concat();
            assert_eq!(sign(&whole, secret).unwrap(), signed, "`sign` itself is not signed");
        }
    }

    #[test]
    fn the_order_is_without_regard_to_case_and_lower_before_upper() {
        let mut keys = ["channelCode", "B", "ab", "b", "Aa", "aA", "AB", "seatIDs", "seatid"];
        keys.sort_by_key(|key| order(key));
        assert_eq!(keys, ["aA", "Aa", "ab", "AB", "b", "B", "channelCode", "seatid", "seatIDs"]);
    }

    #[test]
    fn what_cannot_be_signed_is_named() {
        let refused = sign(&[("channelCode", "1"), ("seatNames", "1排𠮷座")], "k");
        let wanted = Unsendable { parameter: "seatNames".into(), character: '𠮷' };
        assert_eq!(refused, Err(wanted));
        let refused = sign(&[("channelCode", "1")], "ǹ").unwrap_err();
        assert_eq!((refused.parameter.as_str(), refused.character), ("secret", 'ǹ'));
    }
}
