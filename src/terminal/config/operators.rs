//! How long somebody who signed in at the terminal stays signed in.

use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Deserializer, Serialize};

use crate::config::within;

/// Who works at this door (SPEC §7).
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct OperatorsConfig {
    /// Seconds without a key after which the menu closes and the password is asked for again.
    #[serde(deserialize_with = "within::<10, 3_600, _, _>")]
    pub lock_after_s: u64,
    /// The same for staff, who may do no more than open by hand and read counts; none: as for all.
    #[serde(deserialize_with = "staff_lock_after")]
    pub staff_lock_after_s: Option<u64>,
    /// Minutes without a key after which the shift ends by itself.
    #[serde(deserialize_with = "within::<1, 1_440, _, _>")]
    pub sign_out_after_min: u64,
    /// What the first boot leaves for whoever has the enrolment sheet; none: the first admin is made at
    /// the command line alone.
    pub first_admin: Option<PathBuf>,
}

impl OperatorsConfig {
    /// [`Self::lock_after_s`].
    pub fn lock_after(&self) -> Duration {
        Duration::from_secs(self.lock_after_s)
    }

    /// [`Self::staff_lock_after_s`].
    pub fn staff_lock_after(&self) -> Duration {
        Duration::from_secs(self.staff_lock_after_s.unwrap_or(self.lock_after_s))
    }

    /// [`Self::sign_out_after_min`].
    pub fn sign_out_after(&self) -> Duration {
        Duration::from_secs(self.sign_out_after_min * 60)
    }
}

fn staff_lock_after<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u64>, D::Error> {
    within::<10, 3_600, _, _>(from).map(Some)
}

impl Default for OperatorsConfig {
    /// Staff are at the gate all evening; a menu left open is closed within a minute.
    fn default() -> Self {
        Self {
            lock_after_s: 60,
            staff_lock_after_s: None,
            sign_out_after_min: 480,
            first_admin: None,
        }
    }
}
