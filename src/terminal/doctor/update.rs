//! Updates of the whole system, on a board with two sides.

use super::Finding;
use super::bilingual::bilingual;
use crate::terminal::update::UpdateStatus;
use crate::words::Bilingual;

/// What runs and how an update stands; nothing on a board without two sides. One that was not kept is no
/// fault of the door's: the version of before goes on.
pub(super) fn check(status: &UpdateStatus) -> Option<Finding> {
    if let Some(it) = status.not_kept() {
        return Some(Finding::note(bilingual!(UpdateNotKept { update: Bilingual::of(it) })));
    }
    status.image.as_ref()?;
    let status = status.clone();
    Some(Finding::fine(Bilingual::by(move |language| status.lines(language).join("; "))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::doctor::Level;
    use crate::terminal::update::{Image, NotKept, UpdateOutcome, WhyNotKept};
    use crate::words::Language;

    #[test]
    fn an_update_that_was_not_kept_is_told_with_what_to_do() {
        assert_eq!(check(&UpdateStatus::default()), None);
        let image = Some(Image { version: "0.2.0".into(), side: Some("A".into()) });
        let kept = UpdateOutcome::Kept { version: "0.2.0".into() };
        let well = UpdateStatus { image, outcome: Some(kept), ..UpdateStatus::default() };
        let found = check(&well).unwrap();
        assert_eq!(found.level, Level::Fine);
        assert!(found.english().contains("running: version 0.2.0, side A"), "{}", found.english());
        let not_kept = UpdateOutcome::NotKept(NotKept {
            version: "0.3.0".into(),
            back: "0.2.0".into(),
            why: WhyNotKept::Crashed,
        });
        let found = check(&UpdateStatus { outcome: Some(not_kept), ..well }).unwrap();
        assert_eq!(found.level, Level::Note);
        for (language, words) in [
            (Language::English, ["update 0.3.0 was not kept", "install a mended bundle"]),
            (Language::Chinese, ["更新 0.3.0 没有保留", "换用修正后的更新包"]),
        ] {
            for words in words {
                let told = found.sentence.message(language);
                assert!(told.contains(words), "{told}");
            }
        }
    }
}
