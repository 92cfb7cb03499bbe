//! Parameters as they stand in an address or a form: `name=value&…`, in UTF-8.

use percent_encoding::percent_decode_str;

/// Each with its name, in their order. None where one is not UTF-8.
pub(super) fn parameters(form: &str) -> Option<Vec<(String, String)>> {
    let parts = form.split('&').filter(|part| !part.is_empty());
    let named = parts.map(|part| {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        Some((decoded(name)?, decoded(value)?))
    });
    named.collect()
}

fn decoded(text: &str) -> Option<String> {
    let spaced = text.replace('+', " ");
    percent_decode_str(&spaced).decode_utf8().ok().map(|text| text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_read_as_a_form_writes_them() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        for (form, wanted) in [
            ("", Some(vec![])),
            ("a=1&b=2", Some(vec![pair("a", "1"), pair("b", "2")])),
            ("a=1&a=2&", Some(vec![pair("a", "1"), pair("a", "2")])),
            ("seatNames=6%E6%8E%92+5%2B", Some(vec![pair("seatNames", "6排 5+")])),
            ("a", Some(vec![pair("a", "")])),
            ("a=b=c", Some(vec![pair("a", "b=c")])),
            ("a=%zz", Some(vec![pair("a", "%zz")])),
            ("a=%ff", None),
        ] {
            assert_eq!(parameters(form), wanted, "{form}");
        }
    }
}
