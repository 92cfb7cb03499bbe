//! People who sign in, at a terminal or at the platform: by what they go, their roles and what each may do, their
//! passwords, and the chain that protects the log of what they do (SPEC §7). Rules alone; who they are is kept by
//! whoever they sign in to.

mod chain;
mod first_admin;
mod guessed;
mod lock;
mod names;
mod password;
mod platform_role;
pub mod prompt;
mod role;
pub mod strength;
mod walk;

pub use chain::{Chain, ChainHead, Content, START};
pub use first_admin::{first_admin_number, printed_code};
pub use lock::{ATTEMPTS, AttemptDecision, Attempts, decide_attempt, lock_minutes};
pub use names::{BadCalledName, BadName, BadNumber, CalledName, OperatorName, StaffNumber};
pub use password::{Password, PasswordFault};
pub use platform_role::{BadPlatformRole, PlatformRight, PlatformRole};
pub use prompt::{Passwords, PromptFault};
pub use role::{BadRole, Right, Role};
pub use strength::Weakness;
pub use walk::{ChainFault, ChainWalk, entry_time};
