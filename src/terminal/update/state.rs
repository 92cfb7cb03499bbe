//! What root's side tells: what runs, how an update stands, what became of the last one.

use std::collections::BTreeMap;

use super::{Part, Places, UpdateFault, pairs};
use crate::words::codes::{FaultCode, update as codes};
use crate::words::update::{self as words, Text};
use crate::words::{Language, Message, display_in_english};

/// All that there is to tell of updates. On a board without two sides nothing is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UpdateStatus {
    pub image: Option<Image>,
    pub state: UpdateState,
    pub outcome: Option<UpdateOutcome>,
}

/// What runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    pub version: String,
    /// A letter.
    pub side: Option<String>,
}

/// How an update stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UpdateState {
    pub step: UpdateStep,
    /// The bundle's.
    pub version: Option<String>,
    /// How much of it is installed.
    pub percent: u8,
    pub reason: Option<UpdateFault>,
}

/// How far it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case")]
pub enum UpdateStep {
    #[default]
    Idle,
    Fetching,
    Copying,
    Checking,
    /// It may be installed.
    Checked,
    Refused,
    Installing,
    /// It is tried at the next restart.
    Installed,
    /// For nobody being at the door.
    Waiting,
    Restarting,
}

impl UpdateStep {
    /// Whether root's side is at work.
    pub fn is_work(self) -> bool {
        use UpdateStep::*;
        matches!(self, Fetching | Copying | Checking | Installing | Waiting | Restarting)
    }
}

/// What became of the last update that was tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UpdateOutcome {
    Kept { version: String },
    NotKept(NotKept),
}

/// An update that was not kept: the side of before runs again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct NotKept {
    pub version: String,
    pub back: String,
    pub why: WhyNotKept,
}

/// Why it was not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhyNotKept {
    NotReady,
    Crashed,
    SelfTest(Vec<Part>),
    NotBooted,
}

impl UpdateStatus {
    /// As it stands now. What does not read is not known.
    pub fn read(places: &Places) -> Self {
        let get = |path: std::path::PathBuf| pairs::read(&path).ok().flatten().unwrap_or_default();
        let side = std::fs::read_to_string(places.side()).ok();
        let side = side.map(|side| side.trim().chars().take(1).collect::<String>());
        let version = get(places.image()).remove("VERSION").filter(|it| !it.is_empty());
        let side = side.filter(|side| !side.is_empty());
        Self {
            image: version.map(|version| Image { version, side }),
            state: UpdateState::of(&get(places.state())),
            outcome: UpdateOutcome::of(&get(places.outcome())),
        }
    }

    /// An update that was not kept, as long as no other one was since.
    pub fn not_kept(&self) -> Option<&NotKept> {
        match &self.outcome {
            Some(UpdateOutcome::NotKept(it)) => Some(it),
            _ => None,
        }
    }

    /// Sentences for people: what runs, how an update stands, what became of the last one.
    pub fn lines(&self, language: Language) -> Vec<String> {
        let runs = self.image.as_ref().map(|image| {
            let side = image.side.as_deref().unwrap_or("?");
            words::Runs { version: &image.version, side }.text(language)
        });
        let outcome = self.outcome.as_ref().map(|outcome| outcome.message(language));
        runs.into_iter().chain([self.state.message(language)]).chain(outcome).collect()
    }
}

impl UpdateState {
    fn of(pairs: &BTreeMap<String, String>) -> Self {
        let get = |key: &str| pairs.get(key).filter(|it| !it.is_empty());
        Self {
            step: get("STATE").and_then(|step| step.parse().ok()).unwrap_or_default(),
            version: get("VERSION").cloned(),
            percent: get("PERCENT").and_then(|it| it.parse().ok()).unwrap_or(0).min(100),
            reason: get("REASON").map(|name| UpdateFault::of_name(name)),
        }
    }

    /// How it stands, in a sentence.
    pub fn message(&self, language: Language) -> String {
        let version = self.version.as_deref().unwrap_or("?");
        match self.step {
            UpdateStep::Idle => Text::Idle.plain(language),
            UpdateStep::Fetching => Text::Fetching.plain(language),
            UpdateStep::Copying => Text::Copying.plain(language),
            UpdateStep::Checking => Text::Checking.plain(language),
            UpdateStep::Checked => words::Checked { version }.text(language),
            UpdateStep::Refused => {
                let why = self.reason.unwrap_or(UpdateFault::Unknown).message(language);
                words::RefusedBundle { why }.text(language)
            }
            UpdateStep::Installing => words::Installing { percent: self.percent }.text(language),
            UpdateStep::Installed => match self.reason {
                // It was to be tried, and was not yet.
                Some(why) => why.message(language),
                None => words::Installed { version }.text(language),
            },
            UpdateStep::Waiting => Text::Waiting.plain(language),
            UpdateStep::Restarting => Text::Restarting.plain(language),
        }
    }
}

impl UpdateOutcome {
    pub(super) fn of(pairs: &BTreeMap<String, String>) -> Option<Self> {
        let get = |key: &str| pairs.get(key).cloned();
        let version = get("VERSION")?;
        match get("OUTCOME")?.as_str() {
            "kept" => Some(Self::Kept { version }),
            "not_kept" => {
                let why = WhyNotKept::of(&get("REASON").unwrap_or_default());
                let back = get("BACK").unwrap_or_else(|| "?".to_owned());
                Some(Self::NotKept(NotKept { version, back, why }))
            }
            _ => None,
        }
    }

    /// What became of it, in a sentence.
    pub fn message(&self, language: Language) -> String {
        match self {
            Self::Kept { version } => words::Kept { version }.text(language),
            Self::NotKept(it) => it.message(language),
        }
    }
}

display_in_english!(NotKept);

impl Message for NotKept {
    fn code(&self) -> FaultCode {
        codes::NOT_KEPT
    }

    fn message(&self, language: Language) -> String {
        let Self { version, back, why } = self;
        words::NotKept { version, back, why: why.message(language) }.text(language)
    }
}

impl WhyNotKept {
    /// As files have it: `self_test:camera,display` names the parts.
    pub fn of(reason: &str) -> Self {
        match reason.split_once(':') {
            Some(("self_test", parts)) => {
                Self::SelfTest(parts.split(',').filter_map(|part| part.parse().ok()).collect())
            }
            _ if reason == "not_ready" => Self::NotReady,
            _ if reason == "crashed" => Self::Crashed,
            _ => Self::NotBooted,
        }
    }

    /// The name in files, which [`WhyNotKept::of`] reads.
    pub fn name(&self) -> String {
        match self {
            Self::NotReady => "not_ready".to_owned(),
            Self::Crashed => "crashed".to_owned(),
            Self::NotBooted => "not_booted".to_owned(),
            Self::SelfTest(parts) => {
                let names: Vec<&str> = parts.iter().map(|part| part.as_str()).collect();
                format!("self_test:{}", names.join(","))
            }
        }
    }

    /// Why, in a sentence.
    pub fn message(&self, language: Language) -> String {
        match self {
            Self::NotReady => Text::NotReady.plain(language),
            Self::Crashed => Text::Crashed.plain(language),
            Self::NotBooted => Text::NotBooted.plain(language),
            Self::SelfTest(parts) => {
                let names = parts.iter().map(|part| part.shown(language)).collect::<Vec<_>>();
                let parts = names.join(Text::BetweenParts.form(language));
                words::LostPart { parts }.text(language)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(state: &str, outcome: &str) -> UpdateStatus {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::below(folder.path());
        for (path, text) in [
            (places.image(), "VERSION=0.2.0\nCOMPATIBLE=hallgate-arm64\nSUITE=trixie\n"),
            (places.side(), "A\n"),
            (places.state(), state),
            (places.outcome(), outcome),
        ] {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        UpdateStatus::read(&places)
    }

    #[test]
    fn what_roots_side_writes_is_told_in_sentences() {
        let one = status(
            "STATE=refused\nREASON=older\n",
            "OUTCOME=not_kept\nVERSION=0.3.0\nBACK=0.2.0\nREASON=self_test:camera,display\n",
        );
        let lines = one.lines(Language::English);
        assert_eq!(
            lines,
            [
                "running: version 0.2.0, side A",
                "the bundle was not installed: it is older than what runs and was not installed",
                "the update 0.3.0 was not kept; back on version 0.2.0: the self-test was not passed: camera, display"
            ]
        );
        let two = status("STATE=installing\nPERCENT=250\n", "OUTCOME=kept\nVERSION=0.2.0\n");
        assert_eq!(two.state.percent, 100);
        assert_eq!(two.not_kept(), None);
        let lines = two.lines(Language::Chinese);
        assert_eq!(lines[1..], ["正在安装：100%", "更新到版本 0.2.0 已保留"]);
    }

    #[test]
    fn what_does_not_read_is_not_known() {
        let strange = status("STATE=flying\nREASON=\x1b\n", "OUTCOME=\nVERSION=1\n");
        assert_eq!((strange.state.step, &strange.outcome), (UpdateStep::Idle, &None));
        let refused = status("STATE=refused\nREASON=of_tomorrow\n", "");
        assert_eq!(refused.state.reason, Some(UpdateFault::Unknown));
        let nothing = UpdateStatus::read(&Places::below(std::path::Path::new("/nowhere")));
        assert_eq!(nothing, UpdateStatus::default());
    }
}
