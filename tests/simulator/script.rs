//! The language of the scenarios, as `tests/scenarios/README.md` explains it.

use std::collections::BTreeMap;
use std::time::Duration;

use hallgate::clock::parse_wire_time;
use hallgate::people::Role;
use hallgate::terminal::door::Advice;
use jiff::civil::DateTime;

use super::inputs::{self, Step};

/// A script as it was read.
pub struct Script {
    pub clock: DateTime,
    pub keys_at_start: Vec<String>,
    /// Who may sign in from the start.
    pub operators: Vec<HiredOperator>,
    /// The code of the sheet by which this door was enrolled just now.
    pub sheet: Option<String>,
    /// What the cinema's other door is called.
    pub neighbour: Option<String>,
    language: &'static str,
    settings: Vec<(String, String)>,
    /// Line number, the line, what it means.
    pub commands: Vec<(usize, String, Command)>,
}

/// What a line tells to do.
pub enum Command {
    Ticket(Definition),
    Clock(DateTime),
    Scan(Vec<String>),
    Hold(Vec<String>, Duration),
    /// Frames with a code that is not read, and what would help: these in turn.
    Unread(Vec<Option<Advice>>, Duration),
    Away,
    /// The imager types a code.
    Imager(String),
    /// Keys and entries of the menus, one after the other.
    Inputs(Vec<Step>),
    /// Somebody who tries the camera sees this.
    Look {
        focus: u8,
        code: bool,
    },
    /// A USB stick is plugged in or pulled.
    Stick(bool),
    /// Added from elsewhere, by the first admin.
    Operator(HiredOperator),
    Disable(String),
    Plug {
        imager: bool,
    },
    Wait(Duration),
    /// Somebody shows a ticket at the other door.
    There(String),
    /// Whether the two doors hear each other.
    Doors {
        apart: bool,
    },
    Passage,
    Fire(bool),
    Gate {
        works: bool,
    },
    Camera {
        streaming: bool,
    },
    DiskFull(bool),
    DiskReads(bool),
    NetDown,
    NetFails,
    NetUp {
        round_trip: Option<Duration>,
    },
    Contact,
    KeysFetched,
    PlatformKeys(Vec<String>),
    Refunded(String),
    Unclear,
    Checked(String),
    PlatformClock(jiff::SignedDuration),
    Show(ListedShow),
    HallName {
        hall: String,
        name: String,
    },
    PowerCut,
    PowerCutAfterCommit,
}

/// Somebody who may sign in.
pub struct HiredOperator {
    pub number: String,
    pub role: Role,
    pub pin: String,
    /// The name for the screen.
    pub called: String,
}

/// A show as the catalogue lists it.
pub struct ListedShow {
    pub hall: String,
    pub start: DateTime,
    /// Of the film, in minutes, as the catalogue tells it.
    pub minutes: i64,
    pub film: String,
}

/// Something that can be shown to the camera.
pub struct Definition {
    pub name: String,
    pub kind: Kind,
}

/// What it is.
pub enum Kind {
    /// A printed ticket with `name=value` properties.
    Ticket(Vec<(String, String)>),
    /// An e-ticket's page that shows a ticket; none: without a verification time.
    Eticket { of: String, shown: Option<String> },
    /// Any other text.
    Text(String),
}

impl Script {
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut script = Self {
            clock: parse_wire_time("2026-05-01T18:45:00").unwrap(),
            keys_at_start: vec!["K1".into()],
            operators: Vec::new(),
            sheet: None,
            neighbour: None,
            language: "zh-CN",
            settings: Vec::new(),
            commands: Vec::new(),
        };
        for (at, line) in text.lines().enumerate() {
            let line = line.split(" #").next().unwrap_or("").trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            script.line(at + 1, line).map_err(|fault| format!("line {}: {fault}", at + 1))?;
        }
        Ok(script)
    }

    fn line(&mut self, number: usize, line: &str) -> Result<(), String> {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            ["language", "en"] => self.language = "en",
            ["language", "zh"] => self.language = "zh-CN",
            ["set", key, value @ ..] => self.settings.push(((*key).into(), value.join(" "))),
            ["start", time] => self.clock = civil(time)?,
            ["operator", number, role, pin, called] => {
                self.operators.push(operator(number, role, pin, called)?);
            }
            ["sheet", code] => self.sheet = Some((*code).into()),
            ["neighbour", name] => {
                self.neighbour = Some((*name).into());
                self.settings.push(("neighbours.key".into(), "\"file:/none\"".into()));
            }
            ["keys", "none"] => self.keys_at_start.clear(),
            ["keys", names @ ..] => self.keys_at_start = owned(names),
            _ => self.commands.push((number, line.to_owned(), command(line, &words)?)),
        }
        Ok(())
    }

    /// The configuration that the script's settings make.
    pub fn configuration(&self) -> String {
        let mut sections: BTreeMap<&str, BTreeMap<&str, &str>> = BTreeMap::new();
        let language = format!("{:?}", self.language);
        let defaults = [
            ("terminal.cinema_code", "\"12345678\""),
            ("terminal.name", "\"3号厅入口\""),
            ("terminal.language", &language),
            ("platform.url", "\"https://127.0.0.1\""),
            ("platform.username", "\"t\""),
            ("platform.private_key", "\"file:/none\""),
            ("gate.driver", "\"simulated\""),
        ];
        let set = self.settings.iter().map(|(key, value)| (key.as_str(), value.as_str()));
        for (key, value) in defaults.into_iter().chain(set) {
            if let Some((section, key)) = key.split_once('.') {
                sections.entry(section).or_default().insert(key, value);
            }
        }
        let line = |(key, value): (&&str, &&str)| format!("{key} = {value}\n");
        let section = |(name, keys): (&&str, &BTreeMap<&str, &str>)| {
            format!("[{name}]\n{}", keys.iter().map(line).collect::<String>())
        };
        sections.iter().map(section).collect()
    }
}

fn command(line: &str, words: &[&str]) -> Result<Command, String> {
    Ok(match words {
        ["ticket", name, properties @ ..] => {
            let split = |word: &&str| {
                let (key, value) = word.split_once('=').unwrap_or((word, "yes"));
                (key.to_owned(), value.to_owned())
            };
            define(name, Kind::Ticket(properties.iter().map(split).collect()))
        }
        ["eticket", name, "of", of] => {
            define(name, Kind::Eticket { of: (*of).into(), shown: None })
        }
        ["eticket", name, "of", of, "shown", shown] => {
            define(name, Kind::Eticket { of: (*of).into(), shown: Some((*shown).into()) })
        }
        ["text", name, ..] => {
            let text = line.splitn(3, ' ').nth(2).unwrap_or("");
            define(name, Kind::Text(text.into()))
        }
        ["clock", time] => Command::Clock(civil(time)?),
        ["scan", names @ ..] => Command::Scan(owned(names)),
        ["hold", names @ .., "for", time] => Command::Hold(owned(names), duration(time)?),
        ["unread", first, more @ .., "for", time] => {
            let advices = std::iter::once(first).chain(more).map(|word| advice(word));
            Command::Unread(advices.collect::<Result<_, _>>()?, duration(time)?)
        }
        ["away"] => Command::Away,
        ["imager", name] => Command::Imager((*name).into()),
        ["press" | "choose" | "tap", ..] => Command::Inputs(inputs::steps(line)?),
        ["look", focus, more @ ..] => Command::Look {
            focus: focus.parse().map_err(|_| format!("{focus:?} is no focus"))?,
            code: *more == ["code"],
        },
        ["stick", state @ ("in" | "out")] => Command::Stick(*state == "in"),
        ["elsewhere", "operator", number, role, pin, called] => {
            Command::Operator(operator(number, role, pin, called)?)
        }
        ["elsewhere", "disable", number] => Command::Disable((*number).into()),
        [state @ ("plug" | "unplug"), "imager"] => Command::Plug { imager: *state == "plug" },
        ["there", name] => Command::There((*name).into()),
        ["doors", state @ ("apart" | "together")] => Command::Doors { apart: *state == "apart" },
        ["wait", time] => Command::Wait(duration(time)?),
        ["sensor", "pass"] => Command::Passage,
        ["fire", on @ ("on" | "off")] => Command::Fire(*on == "on"),
        ["gate", state @ ("fault" | "works")] => Command::Gate { works: *state == "works" },
        ["camera", state @ ("lost" | "back")] => Command::Camera { streaming: *state == "back" },
        ["disk", state @ ("full" | "free")] => Command::DiskFull(*state == "full"),
        ["disk", state @ ("unreadable" | "readable")] => Command::DiskReads(*state == "readable"),
        ["net", "down"] => Command::NetDown,
        ["net", "fails"] => Command::NetFails,
        ["net", "up"] => Command::NetUp { round_trip: None },
        ["net", "slow", time] => Command::NetUp { round_trip: Some(duration(time)?) },
        ["worker", "tries"] => Command::Contact,
        ["worker", "brings", "keys"] => Command::KeysFetched,
        ["platform", "keys", names @ ..] => Command::PlatformKeys(owned(names)),
        ["platform", "mumbles"] => Command::Unclear,
        ["platform", "refunds", name] => Command::Refunded((*name).into()),
        ["platform", "checked", name] => Command::Checked((*name).into()),
        ["platform", "clock", off] => {
            Command::PlatformClock(off.parse().map_err(|_| format!("{off:?} is no span"))?)
        }
        ["catalogue", "hall", hall, "is", name] => {
            Command::HallName { hall: (*hall).into(), name: name.replace('_', " ") }
        }
        ["catalogue", "hall", hall, start, "lasts", minutes, film] => Command::Show(ListedShow {
            hall: (*hall).into(),
            start: civil(start)?,
            minutes: minutes.parse().map_err(|_| format!("{minutes:?} is no length"))?,
            film: film.replace('_', " "),
        }),
        ["power", "cut"] => Command::PowerCut,
        ["power", "cut", "after", "commit"] => Command::PowerCutAfterCommit,
        _ => return Err(format!("{line:?} is not understood")),
    })
}

fn define(name: &str, kind: Kind) -> Command {
    Command::Ticket(Definition { name: name.into(), kind })
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// What would help a code that is not read; none where that can't be told.
fn advice(word: &str) -> Result<Option<Advice>, String> {
    let known = Advice::ALL.iter().copied().find(|advice| advice.as_str() == word);
    if known.is_none() && word != "unsure" {
        return Err(format!("{word:?} is no advice"));
    }
    Ok(known)
}

fn operator(number: &str, role: &str, pin: &str, called: &str) -> Result<HiredOperator, String> {
    let role = role.parse().map_err(|_| format!("{role:?} is no role"))?;
    Ok(HiredOperator { number: number.into(), role, pin: pin.into(), called: called.into() })
}

fn civil(text: &str) -> Result<DateTime, String> {
    parse_wire_time(text).ok_or_else(|| format!("{text:?} is no time such as 2026-05-01T18:45:00"))
}

fn duration(text: &str) -> Result<Duration, String> {
    let digits = text.trim_end_matches(char::is_alphabetic);
    let number: u64 = digits.parse().map_err(|_| format!("{text:?} is no duration"))?;
    match &text[digits.len()..] {
        "ms" => Ok(Duration::from_millis(number)),
        "s" => Ok(Duration::from_secs(number)),
        "min" => Ok(Duration::from_secs(60 * number)),
        _ => Err(format!("{text:?} has no unit: ms, s or min")),
    }
}
