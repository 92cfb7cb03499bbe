//! What an admin may change at the terminal itself.

/// A setting, by what it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// `terminal.language`.
    Language,
    /// `gate.unlock_ms`.
    UnlockMs,
    /// `admission.open_before_min`.
    OpenBeforeMin,
    /// `admission.close_after_min`.
    CloseAfterMin,
    /// `admission.online`.
    Online,
}
