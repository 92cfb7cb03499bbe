//! What a terminal calls itself in its network: by its name at the platform, so that twelve doors are
//! told apart in a router's list.

/// Labels of DNS are no longer (RFC 1035, 2.3.4).
const LONGEST: usize = 63;

/// Before the terminal's own name, and all there is where that has no letters and digits.
const PROGRAM: &str = "hallgate";

/// A DNS label of the terminal's name at the platform.
pub fn host_name(username: &str) -> String {
    let letters = username.chars().map(|sign| match sign {
        sign if sign.is_ascii_alphanumeric() => sign.to_ascii_lowercase(),
        _ => ' ',
    });
    let letters: String = letters.collect();
    let mut words: Vec<&str> = letters.split_whitespace().collect();
    if words.first() != Some(&PROGRAM) {
        words.insert(0, PROGRAM);
    }
    let mut label = words.join("-");
    label.truncate(LONGEST);
    label.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_a_terminal_is_called_its_host_name_is_a_label() {
        for (username, name) in [
            ("hall-3", "hallgate-hall-3"),
            ("Hall_3 .East", "hallgate-hall-3-east"),
            ("hallgate-7", "hallgate-7"),
            ("3号厅入口", "hallgate-3"),
            ("东入口", "hallgate"),
            ("", "hallgate"),
            ("--", "hallgate"),
        ] {
            assert_eq!(host_name(username), name, "{username}");
        }
        let long = host_name(&format!("{}-x", "a".repeat(53)));
        assert_eq!(long, format!("hallgate-{}", "a".repeat(53)), "no hyphen at the end");
        assert_eq!(host_name(&"b".repeat(300)).len(), LONGEST);
    }
}
