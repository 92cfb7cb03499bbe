//! The pages of the menus, a file each: what it is called, what it shows, which keys it takes, what it
//! asks for and what comes of the answer.

pub mod administration;
pub mod backup;
pub mod busy;
pub mod camera;
pub mod clock;
pub mod device;
pub mod display;
pub mod export;
pub mod failed;
pub mod first_admin;
pub mod front;
pub mod gate;
pub mod halls;
pub mod help;
pub mod key_sheet;
pub mod keypad;
pub mod lamps;
pub mod last_scans;
pub mod main;
pub mod new_operator;
pub mod open_gate;
pub mod operator;
pub mod operators;
pub mod password;
pub mod platform;
pub mod reconciliation;
pub mod record;
pub mod report;
pub mod reports;
pub mod search;
pub mod setting;
pub mod settings;
pub mod sign_in;
pub mod terminal;
pub mod today;
pub mod trials;
pub mod typed_ticket;
pub mod update;

use super::effect::NotOpened;
use super::leaves::Leaves;
use super::page::{Context, PageHandler, Patience, Step};
use super::reply::MenuReply;
use super::typing::EntryError;
use crate::people::{Right, Role};
use crate::terminal::keypad::Key;
use crate::terminal::presentation::{CameraLook, Card, Scope};
use crate::words::menu::Text;

/// What the main menu leads to, in its order.
const MAIN: &[Lead] = &[
    Lead { label: Text::LastScans, right: Right::Counts, open: last_scans::open },
    Lead { label: Text::OpenGate, right: Right::OpenByHand, open: open_gate::open },
    Lead { label: Text::CallHelp, right: Right::Counts, open: help::call },
    Lead { label: Text::Today, right: Right::Counts, open: today::open },
    Lead { label: Text::Reports, right: Right::Reports, open: reports::open },
    Lead { label: Text::Terminal, right: Right::Devices, open: terminal::open },
    Lead { label: Text::Trials, right: Right::Devices, open: trials::open },
    Lead { label: Text::Export, right: Right::Reports, open: export::open },
    Lead { label: Text::Administration, right: Right::Site, open: administration::open },
    Lead { label: Text::SignOut, right: Right::Counts, open: sign_in::sign_out },
];

/// What stands behind [`Text::Administration`], or in its place for whoever may do one of them alone.
const ADMINISTRATION: &[Lead] = &[
    Lead { label: Text::Operators, right: Right::Operators, open: operators::open },
    Lead { label: Text::Settings, right: Right::Site, open: settings::open },
    Lead { label: Text::DatabaseKey, right: Right::DatabaseKey, open: key_sheet::open },
];

/// An entry of these menus: what it is called, the right that it takes, and what it opens.
struct Lead {
    label: Text,
    right: Right,
    open: fn(&Context) -> Vec<Step>,
}

fn may_do(leads: &'static [Lead], role: Role) -> impl Iterator<Item = &'static Lead> {
    leads.iter().filter(move |lead| role.may(lead.right))
}

/// What the entry that is called so opens.
fn take_lead(label: Text, context: &Context) -> Vec<Step> {
    let lead = MAIN.iter().chain(ADMINISTRATION).find(|lead| lead.label == label);
    lead.map_or_else(Vec::new, |lead| (lead.open)(context))
}

/// Makes the one list of pages: `Name: its type;` a line.
macro_rules! pages {
    ($($name:ident: $page:ty;)*) => {
        /// A page of the menus, with all that it needs to go on.
        #[derive(Debug, Clone, PartialEq)]
        pub enum MenuPage {
            $($name($page),)*
        }

        impl MenuPage {
            /// All there are, by name.
            pub const KINDS: &[&str] = &[$(stringify!($name)),*];

            /// Which of [`Self::KINDS`] it is.
            pub fn kind(&self) -> &'static str {
                match self { $(Self::$name(_) => stringify!($name),)* }
            }

            fn any(&self) -> &dyn PageHandler {
                match self { $(Self::$name(page) => page,)* }
            }

            fn any_mut(&mut self) -> &mut dyn PageHandler {
                match self { $(Self::$name(page) => page,)* }
            }
        }

        $(impl From<$page> for MenuPage {
            fn from(page: $page) -> Self {
                Self::$name(page)
            }
        })*
    };
}

pages! {
    Front: front::Front;
    SignIn: sign_in::SignIn;
    FirstAdmin: first_admin::FirstAdmin;
    Main: main::Main;
    Administration: administration::Administration;
    LastScans: last_scans::LastScans;
    LastScan: Leaves<last_scans::VerdictSheet>;
    OpenGate: open_gate::OpenGate;
    TypedTicket: typed_ticket::TypedTicketPage;
    Help: help::Help;
    Today: Leaves<today::Today>;
    Reports: reports::Reports;
    Report: Leaves<report::ReportPage>;
    Reconciliation: Leaves<reconciliation::Compared>;
    Search: search::SearchPage;
    Record: Leaves<record::RecordPage>;
    Device: Leaves<device::DevicePage>;
    Terminal: Leaves<terminal::TerminalPage>;
    Trials: trials::Trials;
    Camera: camera::CameraTrial;
    Gate: gate::GateTrial;
    Lamps: lamps::LampTrial;
    Display: display::DisplayTrial;
    Keypad: keypad::KeypadTrial;
    Platform: platform::PlatformTrial;
    Update: update::UpdatePage;
    Backup: backup::BackupPage;
    Export: export::ExportPage;
    KeySheet: key_sheet::KeySheetPage;
    Operators: operators::Operators;
    Operator: operator::OperatorPage;
    NewOperator: new_operator::NewOperatorPage;
    Password: password::NewPassword;
    Settings: settings::SettingsPage;
    Setting: setting::SettingPage;
    Halls: halls::HallsPage;
    Clock: clock::ClockPage;
    Busy: busy::BusyPage;
    Failed: failed::Failed;
}

impl MenuPage {
    /// The page's name in file names and captions, such as `menu-main-staff`.
    pub fn name(&self) -> String {
        format!("menu-{}", self.any().name())
    }

    /// What is to be seen.
    pub fn card(&self, scope: Scope) -> Card {
        self.any().card(scope)
    }

    pub(super) fn press(&mut self, key: Key, context: &Context) -> Vec<Step> {
        self.any_mut().press(key, context)
    }

    pub(super) fn patience(&self) -> Patience {
        self.any().patience()
    }

    pub(super) fn on_entry_error(&mut self, error: &EntryError) -> bool {
        self.any_mut().on_entry_error(error)
    }

    pub(super) fn on_reply(&mut self, reply: &MenuReply) -> Vec<Step> {
        self.any_mut().on_reply(reply)
    }

    pub(super) fn opened(&mut self, done: Result<(), NotOpened>) -> Vec<Step> {
        self.any_mut().opened(done)
    }

    pub(super) fn gate_moved(&mut self, works: bool) -> Vec<Step> {
        self.any_mut().gate_moved(works)
    }

    /// Whether the staff button is for the page itself.
    pub(super) fn takes_staff_button(&self) -> bool {
        match self {
            Self::OpenGate(page) => page.is_by_button(),
            Self::Keypad(_) => true,
            _ => false,
        }
    }

    /// Whether somebody is on the way to be signed in.
    pub(super) fn is_signing_in(&self) -> bool {
        match self {
            Self::SignIn(_) | Self::FirstAdmin(_) => true,
            Self::Busy(busy) => busy.task == busy::BusyTask::SigningIn,
            _ => false,
        }
    }

    pub(super) fn wants_looks(&self) -> bool {
        self.any().wants_looks()
    }

    pub(super) fn look(&mut self, look: CameraLook) {
        self.any_mut().look(look);
    }
}
