//! The menus at the terminal: who signs in there, and what they may do (SPEC §7).

mod setting;
mod view;

pub use setting::Setting;
pub use view::{
    Ask, CameraLook, Dial, Entry, Field, Heading, Item, Lamp, Leaf, List, Notice, Operator,
    OperatorState, Pattern, Person, PlatformLine, Question, ReconciliationSheet, ReportSheet, Said,
    SettingLine, Sheet, StatusSheet, Task, Trial, TrialName, Typed, View,
};
