//! What is fixed for the menus.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use jiff::tz::TimeZone;

use crate::terminal::config::Config;
use crate::terminal::presentation::Card;

/// What is fixed.
#[derive(Debug, Clone)]
pub struct MenuRules {
    /// For the business day.
    pub zone: TimeZone,
    /// Without a key for so long the menu closes, and the password is asked for again.
    pub lock_after: Duration,
    /// The same for staff.
    pub staff_lock_after: Duration,
    /// Without a key for so long the shift ends.
    pub sign_out_after: Duration,
    /// Lines of a table that the smallest screen shows.
    pub rows: usize,
    /// How many pages other sheets take there.
    pub pages: Pages,
}

impl MenuRules {
    /// Picks them from the configuration; `rows` lines of a table fit on the smallest screen, and
    /// every other sheet as a whole.
    pub fn from_config(config: &Config, rows: usize) -> Self {
        Self {
            zone: config.terminal.timezone.0.clone(),
            lock_after: config.operators.lock_after(),
            staff_lock_after: config.operators.staff_lock_after(),
            sign_out_after: config.operators.sign_out_after(),
            rows,
            pages: Pages::default(),
        }
    }
}

/// Tells how many pages a card takes on the smallest screen: the screen's own business.
#[derive(Clone)]
pub struct Pages(Arc<CountPages>);

type CountPages = dyn Fn(&Card) -> usize + Send + Sync;

impl Pages {
    pub fn new(count: impl Fn(&Card) -> usize + Send + Sync + 'static) -> Self {
        Self(Arc::new(count))
    }

    pub(super) fn count(&self, card: &Card) -> usize {
        (self.0)(card)
    }
}

impl Default for Pages {
    /// A screen on which every card has room.
    fn default() -> Self {
        Self::new(|_| 1)
    }
}

impl fmt::Debug for Pages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pages")
    }
}
