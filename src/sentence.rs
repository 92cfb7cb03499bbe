//! The one sentence that a command ends with where it is not done (SPEC §10): the fault and its
//! causes, in the terminal's language.

use std::error::Error;

use crate::config::Language;
use crate::sync::Fault;

/// The fault with its causes behind it, but for those that it names itself. What has no words of
/// its own here, as of the system or the database, is told as it stands.
pub fn sentence(fault: &(dyn Error + 'static), language: Language) -> String {
    let mut told = String::new();
    let mut next = Some(fault);
    while let Some(cause) = next {
        let words = words(cause, language);
        if told.is_empty() {
            told = words;
        } else if !told.contains(&words) {
            told = format!("{told}{}{words}", between(language));
        }
        next = cause.source();
    }
    told
}

fn between(language: Language) -> &'static str {
    match language {
        Language::Chinese => "：",
        Language::English => ": ",
    }
}

/// The first of these types that the cause is of tells it.
macro_rules! told_by {
    ($cause:ident, $language:ident: $($fault:ty),* $(,)?) => {
        $(if let Some(fault) = $cause.downcast_ref::<$fault>() {
            return fault.told($language);
        })*
    };
}

fn words(cause: &(dyn Error + 'static), language: Language) -> String {
    told_by!(cause, language: Fault);
    cause.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("the lamp is dark")]
    struct Dark(#[source] Fault);

    #[derive(Debug, thiserror::Error)]
    #[error("no way: {0}")]
    struct NoWay(#[source] Dark);

    #[test]
    fn causes_stand_behind_what_they_caused_and_none_twice() {
        let fault = NoWay(Dark(Fault::NotTls));
        let told = sentence(&fault, Language::English);
        assert_eq!(told, format!("no way: the lamp is dark: {}", Fault::NotTls));
        let told = sentence(&fault, Language::Chinese);
        assert_eq!(
            told,
            format!("no way: the lamp is dark：{}", Fault::NotTls.told(Language::Chinese))
        );
    }
}
