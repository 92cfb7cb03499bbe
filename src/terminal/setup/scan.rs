//! What a code before the camera says to a terminal that has no configuration yet.

use super::sections::{Entrusted, WifiSection, is_passphrase, is_ssid};
use super::site_values::CountryCode;
use crate::terminal::enrolment::ShownInvitation;
use crate::ticket::{TicketText, UrlParams};

/// A code's text.
#[derive(Debug)]
pub enum ScannedCode {
    /// The enrolment sheet.
    Sheet(Box<ShownInvitation>),
    /// A Wi-Fi, as telephones and routers show it. None names a country: China stands there.
    Wifi(WifiSection),
    Ticket,
    Other,
}

impl ScannedCode {
    pub fn of(text: &str) -> Self {
        if let Some(sheet) = ShownInvitation::of(text.trim()) {
            return Self::Sheet(Box::new(sheet));
        }
        if let Some(wifi) = wifi(text.trim()) {
            return Self::Wifi(wifi);
        }
        match TicketText::parse(text, &UrlParams::default()) {
            Ok(_) => Self::Ticket,
            Err(_) => Self::Other,
        }
    }
}

/// `WIFI:T:WPA;S:name;P:passphrase;H:true;;`, in any order, with a backslash before `\ ; , : "`. What WEP
/// and enterprises need is not taken.
fn wifi(text: &str) -> Option<WifiSection> {
    let head = text.get(..5).filter(|head| head.eq_ignore_ascii_case("WIFI:"))?;
    let fields = fields(&text[head.len()..]);
    let field = |name: &str| {
        let found = fields.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    };
    let ssid = field("S").filter(|ssid| is_ssid(ssid))?.to_owned();
    let kind = field("T").unwrap_or(if field("P").is_some() { "WPA" } else { "nopass" });
    let passphrase = match kind.to_ascii_uppercase().as_str() {
        "NOPASS" => None,
        "WPA" | "WPA2" | "WPA3" | "WPA2/WPA3" | "SAE" => {
            Some(field("P").filter(|text| is_passphrase(text))?.to_owned())
        }
        _ => return None,
    };
    let hidden = field("H").is_some_and(|value| value.eq_ignore_ascii_case("true"));
    let passphrase = passphrase.map(Entrusted::Given);
    Some(WifiSection { country: CountryCode::china(), ssid, passphrase, hidden })
}

/// Keys and values, without the escapes.
fn fields(text: &str) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    let (mut key, mut value, mut signs) = (None, String::new(), text.chars());
    while let Some(sign) = signs.next() {
        match sign {
            '\\' => value.extend(signs.next()),
            ':' if key.is_none() => key = Some(std::mem::take(&mut value)),
            ';' => {
                let value = std::mem::take(&mut value);
                fields.extend(key.take().map(|key| (key, value)));
            }
            sign => value.push(sign),
        }
    }
    fields.extend(key.map(|key| (key, value)));
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Option<(String, Option<String>, bool)> {
        let wifi = wifi(text)?;
        let passphrase = wifi.passphrase.map(|it| it.given().unwrap().to_owned());
        Some((wifi.ssid, passphrase, wifi.hidden))
    }

    #[test]
    fn a_wifis_code_is_read_as_telephones_write_it() {
        let some = |ssid: &str, passphrase: &str, hidden| {
            Some((ssid.to_owned(), Some(passphrase.to_owned()), hidden))
        };
        for (text, expected) in [
            ("WIFI:T:WPA;S:cinema;P:12345678;;", some("cinema", "12345678", false)),
            ("WIFI:S:cinema;P:12345678;H:true;;", some("cinema", "12345678", true)),
            ("wifi:P:12345678;T:wpa;S:影院;H:false;;", some("影院", "12345678", false)),
            (
                r#"WIFI:T:WPA;S:a\;b\:c\\d\"e;P:1234\,5678;;"#,
                some(r#"a;b:c\d"e"#, "1234,5678", false),
            ),
            ("WIFI:S:open;T:nopass;;", Some(("open".into(), None, false))),
            ("WIFI:S:open;;", Some(("open".into(), None, false))),
            ("WIFI:T:WPA;S:torn;P:12345678", some("torn", "12345678", false)),
            ("WIFI:T:WPA;S:a;P:with:colon:8;;", some("a", "with:colon:8", false)),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
        let long = format!("WIFI:S:{};P:12345678;;", "x".repeat(33));
        for text in [
            "",
            "WIFI:",
            "WIFI:;;",
            "WIFI:T:WPA;P:12345678;;",
            "WIFI:T:WPA;S:a;P:short;;",
            "WIFI:T:WPA;S:a;;",
            "WIFI:T:WEP;S:a;P:12345;;",
            "WIFI:T:WPA2-EAP;S:a;P:12345678;;",
            "WIFI:T:WPA;S:a;P:1234567\u{e4};;",
            "http://x/?WIFI:S:a",
            "\u{5f71}\u{9662}",
            &long,
        ] {
            assert_eq!(shown(text), None, "{text}");
        }
    }

    #[test]
    fn other_codes_are_known_for_what_they_are() {
        let ticket = format!("12345678{}", "A".repeat(344));
        assert!(matches!(ScannedCode::of(&ticket), ScannedCode::Ticket));
        for text in ["", "https://example.org/", "{}", "6901234567892"] {
            assert!(matches!(ScannedCode::of(text), ScannedCode::Other), "{text}");
        }
        let sheet = format!(
            "{{\"version\":1,\"url\":\"https://p.example\",\"ca_sha256\":\"{}\",\"name\":\"hall-1\",\
             \"cinema\":\"12345678\",\"screens\":[],\"code\":\"7K2M\"}}\n",
            "0a".repeat(32)
        );
        assert!(matches!(ScannedCode::of(&sheet), ScannedCode::Sheet(it) if it.name == "hall-1"));
    }
}
