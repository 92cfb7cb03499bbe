//! What each role may do (SPEC §7).

use crate::store::Role;

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
    /// Add, disable and re-key operators.
    Operators,
    /// Change the terminal's settings.
    Settings,
}

impl Right {
    /// The least of the roles that has it.
    fn least(self) -> Role {
        match self {
            Self::Counts | Self::OpenByHand => Role::Staff,
            Self::Reports | Self::Devices => Role::Tech,
            Self::Operators | Self::Settings => Role::Admin,
        }
    }
}

impl Role {
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
        let all = [Counts, OpenByHand, Reports, Devices, Operators, Settings];
        for (role, rights) in [(Role::Staff, 2), (Role::Tech, 4), (Role::Admin, 6)] {
            let may: Vec<_> = all.into_iter().filter(|right| role.may(*right)).collect();
            assert_eq!(may, all[..rights], "{role}");
        }
    }
}
