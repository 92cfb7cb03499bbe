//! Roles at the third-party platform, and what each of them may do there.

use strum::VariantArray;

use crate::words::Language;
use crate::words::people::Text;

/// What somebody who signs in to the platform is there for. Each role has the rights of those before it.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    strum::IntoStaticStr,
    strum::EnumString,
    strum::VariantArray,
    strum::Display,
)]
#[strum(serialize_all = "snake_case", parse_err_ty = BadPlatformRole, parse_err_fn = bad_role)]
pub enum PlatformRole {
    /// Reads.
    Viewer,
    /// Answers for what the terminals report.
    Clerk,
    /// Answers for people and cinemas.
    Admin,
}

/// A text names no role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a role is one of viewer, clerk and admin")]
pub struct BadPlatformRole;

fn bad_role(_text: &str) -> BadPlatformRole {
    BadPlatformRole
}

/// Something that somebody may do at the platform or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlatformRight {
    /// Look at reports, sessions and tickets.
    Reports,
    /// Look at findings, and close them.
    Findings,
    /// Enrol, rotate and revoke terminals.
    Terminals,
    /// Add, disable and re-key operators.
    Operators,
    /// Make cinemas known.
    Cinemas,
    /// Read the log.
    Log,
}

impl PlatformRight {
    /// The least of the roles that has it.
    fn least(self) -> PlatformRole {
        match self {
            Self::Reports => PlatformRole::Viewer,
            Self::Findings | Self::Terminals => PlatformRole::Clerk,
            Self::Operators | Self::Cinemas | Self::Log => PlatformRole::Admin,
        }
    }
}

impl PlatformRole {
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The name in the ledger and on the command line.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// What people call it.
    pub fn shown(self, language: Language) -> &'static str {
        let text = match self {
            Self::Viewer => Text::Viewer,
            Self::Clerk => Text::Clerk,
            Self::Admin => Text::Admin,
        };
        text.form(language)
    }

    /// Whether the role has the right.
    pub fn may(self, right: PlatformRight) -> bool {
        self >= right.least()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_may_more_than_the_one_before() {
        use PlatformRight::*;
        let all = [Reports, Findings, Terminals, Operators, Cinemas, Log];
        for (role, rights) in
            [(PlatformRole::Viewer, 1), (PlatformRole::Clerk, 3), (PlatformRole::Admin, 6)]
        {
            let may: Vec<_> = all.into_iter().filter(|right| role.may(*right)).collect();
            assert_eq!(may, all[..rights], "{role}");
            assert_eq!(role.as_str().parse(), Ok(role));
        }
        for text in ["", "staff", "Admin", "admin "] {
            assert_eq!(text.parse::<PlatformRole>(), Err(BadPlatformRole), "{text}");
        }
    }
}
