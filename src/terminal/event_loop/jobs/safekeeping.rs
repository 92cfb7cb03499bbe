//! What is put away for the day on which this board dies: the database's key, and a backup.

use std::ops::ControlFlow;
use std::sync::atomic::Ordering;

use jiff::Timestamp;

use super::{JobContext, JobFault, JobWatch};
use crate::terminal::export::{self, ExportError, Stick, StickBackup};
use crate::terminal::key_sheet;
use crate::terminal::menu::{BusyTask, MenuReply, MenuRequest};
use crate::terminal::operators::SignedIn;
use crate::terminal::store::{AuditDetail, BackupProgress, StoreError};
use crate::words::Bilingual;

impl JobContext {
    /// The key's code for the display, once it is in the log who wants to see it.
    pub(super) fn show_key(&self, by: &SignedIn, now: Timestamp) -> Result<MenuReply, JobFault> {
        let (code, check) = key_sheet::code(&self.config, self.key.clone())?;
        self.log(by, &AuditDetail::KeyShown { file: None }, now)?;
        Ok(MenuReply::Key { code, check })
    }

    pub(super) fn write_key(&self, by: &SignedIn, now: Timestamp) -> Result<MenuReply, JobFault> {
        self.put_key(&export::find(&self.config.export.folder)?, by, now)
    }

    pub(super) fn back_up(
        &self,
        by: &SignedIn,
        now: Timestamp,
        watch: &mut JobWatch,
    ) -> Result<MenuReply, JobFault> {
        self.put_backup(&export::find(&self.config.export.folder)?, by, now, watch)
    }

    /// [`MenuRequest::WriteKey`] or [`MenuRequest::Backup`] onto a stick that was found.
    pub fn safekeep(
        &self,
        stick: &Stick,
        by: &SignedIn,
        request: &MenuRequest,
        now: Timestamp,
        watch: &mut JobWatch,
    ) -> MenuReply {
        let done = match request {
            MenuRequest::WriteKey => self.put_key(stick, by, now),
            _ => self.put_backup(stick, by, now, watch),
        };
        done.unwrap_or_else(|fault| {
            MenuReply::Failed(request.task(), Bilingual::for_staff(&*fault))
        })
    }

    /// It is in the log before it leaves.
    fn put_key(&self, stick: &Stick, by: &SignedIn, now: Timestamp) -> Result<MenuReply, JobFault> {
        let file = export::file_name(&self.config, "key", "png", now);
        let path = stick.folder().join(&file);
        self.log(by, &AuditDetail::KeyShown { file: Some(file) }, now)?;
        key_sheet::write(&path, &self.config, self.key.clone(), now)?;
        Ok(MenuReply::KeyWritten { stick: stick.name().to_owned() })
    }

    fn put_backup(
        &self,
        stick: &Stick,
        by: &SignedIn,
        now: Timestamp,
        watch: &mut JobWatch,
    ) -> Result<MenuReply, JobFault> {
        let name = stick.name().to_owned();
        let mut listen = |BackupProgress { done, total }| {
            (watch.report)(BusyTask::BackingUp { done, total });
            match watch.stop.load(Ordering::Relaxed) {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            }
        };
        let (database, key) = (&self.database, &self.key);
        let made = export::back_up(stick, &self.config, database, key, now, &mut listen);
        let StickBackup { file, records, .. } = match made {
            Err(ExportError::Stopped { name: stick }) => {
                return Ok(MenuReply::BackupStopped { stick });
            }
            made => made?,
        };
        self.log(by, &AuditDetail::BackedUp { file, records }, now)?;
        Ok(MenuReply::BackedUp { records, stick: name })
    }

    fn log(&self, by: &SignedIn, detail: &AuditDetail, now: Timestamp) -> Result<(), StoreError> {
        self.admin_store()?.change(|log| log.log(by.name().as_str(), detail, now))
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::atomic::AtomicBool;

    use super::*;
    use crate::people::{Password, Role};
    use crate::terminal::config::Config;
    use crate::terminal::operators::{NewOperator, OperatorPlace, add, sign_in};
    use crate::terminal::store::{AuditFilter, DatabaseKey, Store, StoreReader};
    use crate::terminal::vision;

    const CONFIG: &str = "[terminal]\ncinema_code = \"12345678\"\n[gate]\ndriver = \"simulated\"\n\
         [platform]\nurl = \"https://127.0.0.1\"\nusername = \"hall/3\"\nprivate_key = \"file:/none\"\n";

    #[test]
    fn what_is_put_away_is_logged_and_reads_again() {
        let folder = tempfile::tempdir().unwrap();
        let (database, stick) = (folder.path().join("hallgate.db"), folder.path().join("stick"));
        std::fs::create_dir(&stick).unwrap();
        let key = DatabaseKey::from_bytes(&[7; 32]).unwrap();
        drop(Store::open(&database, &key).unwrap());
        let now = Timestamp::from_second(1_777_600_000).unwrap();
        let config = Config::parse(CONFIG, Path::new("it.toml")).unwrap();
        let jobs = JobContext::new(config.into(), database, key.clone());
        let password = Password::new("94718305".to_owned()).unwrap();
        let mut people = jobs.admin_store().unwrap();
        let admin = NewOperator {
            name: "900".parse().unwrap(),
            number: "900".parse().ok(),
            called: "A".parse().unwrap(),
            role: Role::Admin,
        };
        add(&mut people, None, &admin, &password, now).unwrap();
        let by = sign_in(&mut people, "900", &password, OperatorPlace::Screen, now).unwrap();

        let shown = jobs.show_key(&by, now).map_err(|fault| fault.to_string()).unwrap();
        let MenuReply::Key { code, check } = &shown else { panic!("{shown:?}") };
        assert_eq!((code.modules.len(), check), ((code.side * code.side) as usize, &key.check()));
        assert!(!format!("{shown:?}").contains(&**key.to_hex()), "{shown:?}");
        let found = Stick::at(&stick).unwrap();
        // One that is stopped leaves nothing, and is no backup in the log.
        let mut seen = Vec::new();
        let stopped = AtomicBool::new(true);
        let mut watch = JobWatch { report: &mut |task| seen.push(task), stop: &stopped };
        let reply = jobs.safekeep(&found, &by, &MenuRequest::Backup, now, &mut watch);
        assert!(matches!(reply, MenuReply::BackupStopped { .. }), "{reply:?}");
        assert!(matches!(seen[..], [BusyTask::BackingUp { total: 1.., .. }]), "{seen:?}");
        assert_eq!(std::fs::read_dir(&stick).unwrap().count(), 0);
        let go_on = AtomicBool::new(false);
        let mut watch = JobWatch { report: &mut |_| {}, stop: &go_on };
        for request in [MenuRequest::WriteKey, MenuRequest::Backup] {
            let reply = jobs.safekeep(&found, &by, &request, now, &mut watch);
            assert!(!matches!(reply, MenuReply::Failed(..)), "{reply:?}");
            // What is there is never written over.
            let again = jobs.safekeep(&found, &by, &request, now, &mut watch);
            assert!(matches!(again, MenuReply::Failed(..)), "{again:?}");
        }
        let at = |what: &str| stick.join(format!("hallgate-{what}-hall_3-20260501-094640"));
        let texts = vision::texts_of(&at("key").with_extension("png")).unwrap();
        assert!(texts.iter().any(|text| text.contains(&**key.to_hex())), "{texts:?}");
        StoreReader::open(&at("backup").with_extension("db"), &key).unwrap();
        assert_eq!(std::fs::read_dir(&stick).unwrap().count(), 2);
        let log = people.audit(&AuditFilter::default()).unwrap();
        let log = format!("{log:?}");
        assert_eq!((log.matches("key_shown").count(), log.matches("backed_up").count()), (3, 1));
        assert!(!log.contains(&**key.to_hex()));
    }
}
