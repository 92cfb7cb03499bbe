//! The first admin, made at the door itself by whoever has the enrolment sheet, or the card's file with
//! its code: the number that belongs to that code lets them in once, for a day after the terminal
//! enrolled and only while there is no operator at all.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{NOBODY, NewOperator, OperatorPlace, PeopleError, roster};
use crate::people::{
    AttemptDecision, Attempts, CalledName, Password, PasswordFault, Role, StaffNumber,
    decide_attempt, first_admin_number,
};
use crate::terminal::store::detail::WhyNot;
use crate::terminal::store::{AdminStore, AuditDetail, Setting, StoreError, StoreReader};

/// For so long after enrolling: who mounts a door makes its admin before they leave.
const HOURS: i64 = 24;

/// Larger than any grant, in bytes.
const LONGEST: u64 = 4096;

/// What the set-up leaves for the terminal: no more than a hash, and until when it counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirstAdminGrant {
    until: Timestamp,
    /// Of the sheet's number, Argon2id.
    hash: String,
}

/// Somebody who has the sheet; nothing but [`hold`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetHolder {
    grant: FirstAdminGrant,
}

/// What comes of a number that was typed.
#[derive(Debug)]
pub enum SheetAnswer {
    Holder(SheetHolder),
    Wrong,
    Locked {
        until: Timestamp,
    },
    /// There are operators, or the day is over.
    Over,
}

impl FirstAdminGrant {
    /// Of the code that has just enrolled this terminal. Takes as long as a hash.
    pub fn of_code(code: &str, now: Timestamp) -> Result<Self, PasswordFault> {
        let until = now.saturating_add(SignedDuration::from_hours(HOURS)).unwrap_or(now);
        Ok(Self { until, hash: Password::new(first_admin_number(code))?.hash()? })
    }

    /// As the file has it.
    pub fn to_text(&self) -> String {
        let Self { until, hash } = self;
        format!(
            "# Made by `hallgate setup`: docs/security.md.\nuntil = \"{until}\"\nhash = \"{hash}\"\n"
        )
    }

    /// The one of this file that still counts; a file that is not there or does not read is none.
    fn load(path: Option<&PathBuf>, now: Timestamp) -> Option<Self> {
        let path = path?;
        if fs::metadata(path).ok()?.len() > LONGEST {
            return None;
        }
        let grant: Self = toml::from_str(&fs::read_to_string(path).ok()?)
            .inspect_err(|fault| log::warn!("{}: {}", path.display(), fault.message()))
            .ok()?;
        // A clock that stands before the grant was made is not believed for longer than a day either.
        let made = grant.until.saturating_sub(SignedDuration::from_hours(HOURS)).unwrap_or(now);
        (made <= now && now < grant.until).then_some(grant)
    }
}

/// Whether the sheet's number would be taken now.
pub fn takes_sheet(
    store: &StoreReader,
    grant: Option<&PathBuf>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    Ok(FirstAdminGrant::load(grant, now).is_some() && store.operators()?.is_empty())
}

/// Takes the sheet's number. Each try is counted before it is looked at, and wrong ones lock as an
/// operator's do. Takes as long as a hash: not for the event loop.
pub fn hold(
    admin_store: &mut AdminStore,
    grant: Option<&PathBuf>,
    typed: &Password,
    now: Timestamp,
) -> Result<SheetAnswer, PeopleError> {
    let Some(grant) = FirstAdminGrant::load(grant, now) else { return Ok(SheetAnswer::Over) };
    let taken = admin_store.change(|change| {
        if change.has_operators()? {
            return Ok(None);
        }
        let before = attempts_of(&change.fact(Setting::FirstAdminAttempts)?.unwrap_or_default());
        let taken = decide_attempt(before, now);
        let (AttemptDecision::Counted(after) | AttemptDecision::Locked(after, _)) = taken;
        change.set_fact(Setting::FirstAdminAttempts, &kept(after))?;
        Ok::<_, StoreError>(Some(taken))
    })?;
    let attempts = match taken {
        None => return Ok(SheetAnswer::Over),
        Some(AttemptDecision::Locked(_, until)) => return Ok(SheetAnswer::Locked { until }),
        Some(AttemptDecision::Counted(attempts)) => attempts,
    };
    if typed.fits(&grant.hash)? {
        return Ok(SheetAnswer::Holder(SheetHolder { grant }));
    }
    admin_store.change(|change| {
        let (place, why) = (OperatorPlace::Screen, WhyNot::WrongPassword);
        change.log(NOBODY, &AuditDetail::SignInFailed { place, why }, now)?;
        if let Some(until) = attempts.locked_until {
            let failed = attempts.failed;
            change.log(NOBODY, &AuditDetail::Locked { until, failed }, now)?;
        }
        Ok::<_, StoreError>(())
    })?;
    Ok(match attempts.locked_until {
        Some(until) => SheetAnswer::Locked { until },
        None => SheetAnswer::Wrong,
    })
}

/// Makes the first admin, who goes by the staff number.
pub fn add_by_sheet(
    admin_store: &mut AdminStore,
    holder: &SheetHolder,
    number: &StaffNumber,
    password: &Password,
    now: Timestamp,
) -> Result<(), PeopleError> {
    if now >= holder.grant.until {
        return Err(PeopleError::NeedsAdmin);
    }
    let first = NewOperator {
        name: number.as_str().parse()?,
        number: Some(number.clone()),
        called: CalledName::default(),
        role: Role::Admin,
    };
    roster::add(admin_store, None, &first, password, now).map(drop)
}

/// Kept as how many were wrong, and until when it is locked in milliseconds since 1970.
fn kept(attempts: Attempts) -> String {
    let until = attempts.locked_until.map_or(0, Timestamp::as_millisecond);
    format!("{} {until}", attempts.failed)
}

fn attempts_of(kept: &str) -> Attempts {
    let mut numbers = kept.split(' ').map(|number| number.parse::<i64>().unwrap_or(0));
    let failed = numbers.next().and_then(|failed| u32::try_from(failed).ok()).unwrap_or(0);
    let until = numbers.next().filter(|until| *until != 0);
    Attempts { failed, locked_until: until.and_then(|at| Timestamp::from_millisecond(at).ok()) }
}

/// Where the set-up puts it and the terminal reads it, in this folder.
pub fn grant_path(folder: &Path) -> PathBuf {
    folder.join("first-admin.toml")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::operators::sign_in;
    use crate::terminal::store::{DatabaseKey, Store};

    const CODE: &str = "7K2M-0000-1111-ABCD";

    struct Site {
        folder: tempfile::TempDir,
        admin_store: AdminStore,
    }

    fn at(minute: i64) -> Timestamp {
        Timestamp::constant(1_800_000_000, 0) + SignedDuration::from_mins(minute)
    }

    fn password(text: &str) -> Password {
        Password::new(text.to_owned()).unwrap()
    }

    impl Site {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let (path, key) =
                (folder.path().join("it.db"), DatabaseKey::from_bytes(&[7; 32]).unwrap());
            drop(Store::open(&path, &key).unwrap());
            let admin_store = AdminStore::open(&path, &key).unwrap();
            let site = Self { folder, admin_store };
            let grant = FirstAdminGrant::of_code(CODE, at(0)).unwrap();
            fs::write(site.grant(), grant.to_text()).unwrap();
            site
        }

        fn grant(&self) -> PathBuf {
            grant_path(self.folder.path())
        }

        fn hold(&mut self, number: &str, minute: i64) -> SheetAnswer {
            let grant = self.grant();
            hold(&mut self.admin_store, Some(&grant), &password(number), at(minute)).unwrap()
        }
    }

    #[test]
    fn whoever_has_the_sheet_makes_the_first_admin_and_no_second_one() {
        let mut site = Site::new();
        let number = first_admin_number(CODE);
        let grant = site.grant();
        assert!(takes_sheet(&site.admin_store, Some(&grant), at(1)).unwrap());
        let SheetAnswer::Holder(holder) = site.hold(&number, 1) else { panic!("not taken") };
        let staff: StaffNumber = "901".parse().unwrap();
        let weak = add_by_sheet(&mut site.admin_store, &holder, &staff, &password("583920"), at(2));
        assert!(matches!(weak, Err(PeopleError::Weak(_))), "an admin's has 8 signs");
        let chosen = password("58392017");
        add_by_sheet(&mut site.admin_store, &holder, &staff, &chosen, at(2)).unwrap();
        let by =
            sign_in(&mut site.admin_store, "901", &chosen, OperatorPlace::Screen, at(3)).unwrap();
        assert_eq!(by.role(), Role::Admin);
        // The sheet is worth nothing from now on, nor is who held it before.
        assert!(!takes_sheet(&site.admin_store, Some(&grant), at(4)).unwrap());
        assert!(matches!(site.hold(&number, 4), SheetAnswer::Over));
        let again: StaffNumber = "902".parse().unwrap();
        let again = add_by_sheet(&mut site.admin_store, &holder, &again, &chosen, at(4));
        assert!(matches!(again, Err(PeopleError::NeedsAdmin)));
    }

    #[test]
    fn wrong_numbers_lock_whichever_comes_next() {
        let mut site = Site::new();
        let number = first_admin_number(CODE);
        for _ in 0..4 {
            assert!(matches!(site.hold("00000000", 1), SheetAnswer::Wrong));
        }
        assert!(matches!(site.hold("00000000", 1), SheetAnswer::Locked { .. }));
        assert!(matches!(site.hold(&number, 1), SheetAnswer::Locked { .. }), "the right one too");
        assert!(matches!(site.hold(&number, 3), SheetAnswer::Holder(_)));
        let log = site.admin_store.audit(&Default::default()).unwrap();
        assert_eq!(log.len(), 6, "each wrong one, and the lock");
    }

    #[test]
    fn it_is_over_after_a_day_and_not_there_without_a_grant() {
        let mut site = Site::new();
        let number = first_admin_number(CODE);
        for minute in [-1, HOURS * 60, HOURS * 60 + 1] {
            assert!(matches!(site.hold(&number, minute), SheetAnswer::Over), "{minute}");
        }
        let SheetAnswer::Holder(holder) = site.hold(&number, HOURS * 60 - 1) else { panic!() };
        let (staff, chosen) = ("901".parse().unwrap(), password("58392017"));
        let late = add_by_sheet(&mut site.admin_store, &holder, &staff, &chosen, at(HOURS * 60));
        assert!(matches!(late, Err(PeopleError::NeedsAdmin)));
        for torn in ["", "until = 3", "hash = \"x\"", &"x".repeat(5000)] {
            fs::write(site.grant(), torn).unwrap();
            assert!(matches!(site.hold(&number, 1), SheetAnswer::Over), "{torn}");
        }
        fs::remove_file(site.grant()).unwrap();
        assert!(matches!(site.hold(&number, 1), SheetAnswer::Over));
        assert!(!takes_sheet(&site.admin_store, None, at(1)).unwrap());
    }
}
