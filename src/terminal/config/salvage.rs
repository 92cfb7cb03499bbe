//! What is needed out of a configuration that is not taken as a whole: the gate, since whoever
//! leaves it in its safe state has to, whatever else is wrong with the file; and the language in
//! which to tell what is wrong.

use serde::Deserialize;
use toml::Deserializer;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::{ConfigError, GateConfig};
use crate::words::Language;

impl GateConfig {
    /// Reads what can be read of `[gate]`. A key that does not read is passed over, but where the
    /// lock's own line may be among them nothing is guessed.
    pub fn salvage(text: &str) -> Result<Self, ConfigError> {
        let section = section(text, "[gate]");
        let (mut whole, torn) = DeTable::parse_recoverable(&section);
        let mut lost = torn.len();
        let gate = match whole.get_mut().remove("gate").map(Spanned::into_inner) {
            Some(DeValue::Table(gate)) => gate,
            _ => DeTable::new(),
        };
        let span = whole.span();
        let read = |keys: DeTable<'_>| {
            Self::deserialize(Deserializer::from(Spanned::new(span.clone(), keys)))
        };
        let keys = gate.into_iter().filter(|(key, value)| {
            let alone = DeTable::from_iter([(key.clone(), value.clone())]);
            let reads = read(alone).is_ok();
            lost += usize::from(!reads);
            reads
        });
        let keys: DeTable = keys.collect();
        let names_lock = ["chip", "unlock_line"].iter().all(|key| keys.contains_key(*key));
        if lost > 0 && !names_lock {
            return Err(ConfigError::NoLock);
        }
        read(keys).map_err(|_| ConfigError::NoLock)
    }
}

/// Reads `terminal.language`; none where it stands there and is no language. Where it is left
/// out the default holds.
pub fn language_of(text: &str) -> Option<Language> {
    // Without its head, which may be torn; where there is none the key has its section before it.
    let section = section(text, "[terminal");
    let (head, keys) = section.split_once('\n').unwrap_or((&section, ""));
    let body = if head.starts_with('[') { keys } else { section.as_str() };
    let (mut keys, _) = DeTable::parse_recoverable(body);
    let keys = keys.get_mut();
    let language = match keys.remove("terminal").map(Spanned::into_inner) {
        Some(DeValue::Table(mut terminal)) => terminal.remove("language"),
        _ => keys.remove("language"),
    };
    match language {
        Some(language) => Language::deserialize(ValueDeserializer::from(language)).ok(),
        None => Some(Language::default()),
    }
}

/// The lines from a section's head to the next section, so that nothing before it can tear it; all of them
/// where it stands otherwise.
fn section(text: &str, head: &str) -> String {
    let is_head = |line: &&str| line.trim_start().starts_with('[');
    let mut lines = text.lines().skip_while(|line| !line.trim_start().starts_with(head));
    let Some(head) = lines.next() else { return text.to_owned() };
    let body = lines.take_while(|line| !is_head(line));
    std::iter::once(head).chain(body).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::config::{ChipName, Line, LineName, SafeState};

    const GATE: &str =
        "[gate]\nchip = \"label:a\"\nunlock_line = { line = 5, active_low = true }\n";

    #[test]
    fn the_gate_is_read_whatever_else_is_wrong() {
        for (before, after) in [
            ("", ""),
            ("[terminal]\ncinema_code = 7\n", "[nonsense]\n"),
            ("[terminal\n", ""),
            ("this is no configuration\n", "[[[\n"),
            ("", "red = \"\"\ngren = 3\n"),
            ("", "buzzer =\n[platform]\nurl = \"http://\n"),
            ("", "safe_state = \"ajar\"\n"),
        ] {
            let text = format!("{before}{GATE}{after}");
            let gate = GateConfig::salvage(&text).unwrap_or_else(|_| panic!("{text}"));
            assert_eq!(gate.chip, ChipName::Label("a".into()), "{text}");
            let line = Line { active_low: true, ..LineName::Number(5).into() };
            assert_eq!(gate.unlock_line, line, "{text}");
            assert_eq!(gate.safe_state, SafeState::Locked, "{text}");
            assert_eq!(gate.red, None, "{text}");
        }
        let open = GateConfig::salvage(&format!("{GATE}safe_state = \"open\"\nlamp = 1")).unwrap();
        assert_eq!(open.safe_state, SafeState::Open);
    }

    #[test]
    fn the_language_is_read_whatever_else_is_wrong() {
        let english = "[terminal]\nlanguage = \"en\"\n";
        for (before, after) in [
            ("", ""),
            ("", "cinema_code = 7\n[nonsense]\n"),
            ("[gate\n", "name = \n[[[\n"),
            ("this is no configuration\n", "\0"),
        ] {
            let text = format!("{before}{english}{after}");
            assert_eq!(language_of(&text), Some(Language::English), "{text}");
        }
        for text in [
            "[terminal\ncinema_code = 7\nlanguage = \"en\"\n",
            "terminal.language = \"en\"\n[gate]\n",
            "terminal = { language = \"en\" }\n[gate]\n",
        ] {
            assert_eq!(language_of(text), Some(Language::English), "{text}");
        }
        for text in ["", "[terminal]\n", "[terminal]\nname = \"en\"\n", "\0"] {
            assert_eq!(language_of(text), Some(Language::Chinese), "{text}");
        }
        for value in ["\"de\"", "7", "[]", ""] {
            let text = format!("[terminal]\nlanguage = {value}\n");
            assert_eq!(language_of(&text), None, "{text}");
        }
    }

    #[test]
    fn what_is_well_and_left_out_stands_at_its_default() {
        for text in ["", "[gate]\n", "[gate]\nred = 3\n"] {
            let gate = GateConfig::salvage(text).unwrap();
            assert_eq!(gate.unlock_line, LineName::Number(17).into(), "{text}");
        }
    }

    #[test]
    fn no_line_is_guessed() {
        for text in [
            "[gate]\nunlok_line = 5\n",
            "[gate]\nunlock_line = -5\nchip = \"/dev/gpiochip0\"\n",
            "[gate]\nunlock_line = 5\nchip = \"chip\"\n",
            "[gate\nunlock_line = 5\n",
            "gate = 1\n[gat]\nunlock_line = \n",
            "\0",
        ] {
            let gate = GateConfig::salvage(text);
            assert!(gate.is_err(), "{text}: {gate:?}");
        }
    }
}
