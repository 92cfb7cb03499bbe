//! Roles, and what each of them may do (SPEC §7).

use strum::VariantArray;

use super::strength::LeastPassword;
use crate::words::Language;
use crate::words::people::Text;

/// What an operator is there for.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    serde::Serialize,
    serde::Deserialize,
    strum::IntoStaticStr,
    strum::EnumString,
    strum::VariantArray,
    strum::Display,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case", parse_err_ty = BadRole, parse_err_fn = bad_role)]
pub enum Role {
    /// Works at the gate.
    Staff,
    /// Looks after the device.
    Tech,
    /// Answers for operators and settings.
    Admin,
}

/// A text names no role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a role is one of staff, tech and admin")]
pub struct BadRole;

impl Role {
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The name in the store and on the command line.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

fn bad_role(_text: &str) -> BadRole {
    BadRole
}

/// Something an operator may do or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Right {
    /// Read today's counts.
    Counts,
    /// Open the gate by hand, with a reason.
    OpenByHand,
    /// Look at reports.
    Reports,
    /// Look at the device, test camera, gate and display.
    Devices,
    /// Choose the halls that lie behind this door, set its clock.
    Site,
    /// Add, disable and re-key operators.
    Operators,
    /// Change the terminal's settings.
    Settings,
    /// See the database's key, or write it onto a stick.
    DatabaseKey,
}

impl Right {
    /// The least of the roles that has it.
    fn least(self) -> Role {
        match self {
            Self::Counts | Self::OpenByHand => Role::Staff,
            Self::Reports | Self::Devices | Self::Site => Role::Tech,
            Self::Operators | Self::Settings | Self::DatabaseKey => Role::Admin,
        }
    }
}

impl Role {
    /// What people call it.
    pub fn shown(self, language: Language) -> &'static str {
        let text = match self {
            Self::Staff => Text::Staff,
            Self::Tech => Text::Tech,
            Self::Admin => Text::Admin,
        };
        text.form(language)
    }

    /// What is the least that a password of somebody with this role may be.
    pub fn least_password(self) -> LeastPassword {
        match self {
            Self::Admin => LeastPassword::OfAdmin,
            Self::Staff | Self::Tech => LeastPassword::Pin,
        }
    }

    /// Whether the role has the right; each role has those of the lesser ones.
    pub fn may(self, right: Right) -> bool {
        self.rank() >= right.least().rank()
    }

    fn rank(self) -> usize {
        Self::ALL.iter().take_while(|role| **role != self).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_may_what_the_specification_says() {
        use Right::*;
        let all = [Counts, OpenByHand, Reports, Devices, Site, Operators, Settings];
        for (role, rights) in [(Role::Staff, 2), (Role::Tech, 5), (Role::Admin, 7)] {
            let may: Vec<_> = all.into_iter().filter(|right| role.may(*right)).collect();
            assert_eq!(may, all[..rights], "{role}");
        }
    }
}
