//! The names of the menus' pages in file names and captions, such as `menu-main-staff`.

use crate::terminal::menu::{
    Field, Heading, Item, List, Notice, Pattern, Question, ReconciliationSheet, ReportSheet,
    Setting, Sheet, StatusSheet, Task, Trial, View,
};

/// The page's name.
pub fn name(view: &View) -> String {
    let name = match view {
        View::List(list) => list_name(list),
        View::Entry(entry) => field_name(&entry.field),
        View::Ask(ask) => question_name(&ask.question),
        View::Busy(task) => format!("busy-{}", task_name(*task)),
        View::Notice(notice) => format!("notice-{}", notice_name(notice)),
        View::Leaf(leaf) => sheet_name(&leaf.sheet),
        View::Trial(trial) => trial_name(trial),
    };
    format!("menu-{name}")
}

fn list_name(list: &List) -> String {
    let has = |item: Item| list.items.contains(&item);
    let name = match list.heading {
        Heading::Front if has(Item::OtherOperator) => "front-on_shift",
        Heading::Front => "front",
        // The rights of whoever is signed in show in what there is to choose.
        Heading::Main(_) if has(Item::Operators) => "main-admin",
        Heading::Main(_) if has(Item::Reports) => "main-tech",
        Heading::Main(_) => "main-staff",
        Heading::Reason => "open-reason",
        Heading::Reports => "reports",
        Heading::Find => "find",
        Heading::FindDay => "find-day",
        Heading::Found { .. } => "find-found",
        Heading::Trials => "trials",
        Heading::Operators => "operators",
        Heading::Operator(_) => "operators-one",
        Heading::NewRole => "operators-role",
        Heading::Settings => "settings",
        Heading::Setting(setting) => return format!("settings-{}", setting_name(setting)),
    };
    name.to_owned()
}

fn setting_name(setting: Setting) -> &'static str {
    match setting {
        Setting::Language => "language",
        Setting::UnlockMs => "unlock",
        Setting::OpenBeforeMin => "open_before",
        Setting::CloseAfterMin => "close_after",
        Setting::Online => "online",
    }
}

fn field_name(field: &Field) -> String {
    let name = match field {
        Field::StaffNumber => "sign_in-number",
        Field::Password(_) => "sign_in-password",
        Field::TicketDigits => "find-ticket",
        Field::TimeOfDay => "find-time",
        Field::SeatRow => "find-row",
        Field::SeatColumn => "find-seat",
        Field::NewNumber => "operators-number",
        Field::NewPassword(..) => "operators-password",
        Field::PasswordAgain(_) => "operators-again",
    };
    name.to_owned()
}

fn question_name(question: &Question) -> String {
    let name = match question {
        Question::OpenGate(..) => "open-ask",
        Question::TryGate => "trials-gate",
        Question::Export { .. } => "export-ask",
        Question::Disable(_) => "operators-disable",
        Question::Enable(_) => "operators-enable",
        Question::Change { .. } => "settings-ask",
    };
    name.to_owned()
}

fn task_name(task: Task) -> &'static str {
    match task {
        Task::SigningIn => "sign_in",
        Task::Reporting => "report",
        Task::Loading => "load",
        Task::Searching => "search",
        Task::Reconciling { .. } => "reconcile",
        Task::LookingForStick => "stick",
        Task::Exporting { .. } => "export",
        Task::StoppingExport => "export-stop",
        Task::TryingPlatform => "platform",
        Task::Saving => "save",
    }
}

fn notice_name(notice: &Notice) -> &'static str {
    match notice {
        Notice::SignedOut(_) => "signed_out",
        Notice::NoOperators => "no_operators",
        Notice::GateOpen => "gate_open",
        Notice::GateLocked => "gate_locked",
        Notice::NotRecorded => "not_recorded",
        Notice::GateFault => "gate_fault",
        Notice::HelpCalled => "help",
        Notice::HelpOver => "help_over",
        Notice::NothingFound => "nothing_found",
        Notice::Exported { .. } => "exported",
        Notice::ExportStopped { .. } => "export_stopped",
        Notice::NoStick => "no_stick",
        Notice::OperatorAdded(_) => "operator_added",
        Notice::PasswordChanged(_) => "password_changed",
        Notice::OperatorDisabled(_) => "operator_disabled",
        Notice::OperatorEnabled(_) => "operator_enabled",
        Notice::LastAdmin => "last_admin",
        Notice::NotAllowed => "not_allowed",
        Notice::SettingChanged(_) => "setting_changed",
        Notice::Failed(..) => "failed",
    }
}

fn sheet_name(sheet: &Sheet) -> String {
    let name = match sheet {
        Sheet::Today(_) => "today",
        Sheet::Device => "device",
        Sheet::Record(_) => "find-record",
        Sheet::Reconciliation(_, ReconciliationSheet::Totals) => "reconcile",
        Sheet::Reconciliation(_, ReconciliationSheet::Sessions(_)) => "reconcile-sessions",
        Sheet::Reconciliation(_, ReconciliationSheet::Differences(_)) => "reconcile-differences",
        Sheet::Report(_, sheet) => match sheet {
            ReportSheet::Totals => "report-totals",
            ReportSheet::Sessions(_) => "report-sessions",
            ReportSheet::Halls(_) => "report-halls",
            ReportSheet::Quarters => "report-quarters",
            ReportSheet::Waits => "report-waits",
            ReportSheet::Refusals => "report-refusals",
            ReportSheet::Manual => "report-manual",
        },
        Sheet::Status(_, sheet) => match sheet {
            StatusSheet::Platform => "status-platform",
            StatusSheet::Uploads => "status-uploads",
            StatusSheet::Storage => "status-storage",
            StatusSheet::Clock => "status-clock",
            StatusSheet::Versions => "status-versions",
        },
    };
    name.to_owned()
}

fn trial_name(trial: &Trial) -> String {
    let name = match trial {
        Trial::Camera(_) => "trials-camera",
        Trial::Lamps(_) => "trials-lamps",
        Trial::Keypad { .. } => "trials-keypad",
        Trial::Platform(_) => "trials-platform",
        Trial::Display(pattern) => match pattern {
            Pattern::Frame => "trials-display-frame",
            Pattern::Red => "trials-display-red",
            Pattern::Green => "trials-display-green",
            Pattern::Blue => "trials-display-blue",
            Pattern::White => "trials-display-white",
            Pattern::Black => "trials-display-black",
            Pattern::Steps => "trials-display-steps",
        },
    };
    name.to_owned()
}
