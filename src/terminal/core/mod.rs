//! What happens when something happens. Whatever it is, the core asks the door or the menus, keeps
//! on the disk what they want kept, and has all the rest done [`EffectHandler`].
//!
//! The running terminal, the plays and the figures differ in what is outside and in nothing else:
//! nobody but the core carries out an effect.

mod catalogue;
mod effect_handler;
mod effects;
mod event;
mod keys_fault;
mod menu_effects;
mod neighbours;
pub mod notes;
mod recorder;
mod records;
mod sync_events;
mod typed_ticket;

use jiff::Timestamp;

pub use effect_handler::EffectHandler;
pub use event::{Event, KeysOutcome, UploadOutcome, ms};
pub use keys_fault::KeysFault;
pub use records::CoreStore;

use crate::terminal::config::Config;
use crate::terminal::door::{Door, Input, Page, Rules};
use crate::terminal::menu::{LAST_SCANS, Menu};
use crate::terminal::screen::ScreenPage;
use crate::terminal::store::{Store, StoredKey};
use typed_ticket::TypedStep;

/// Door, menus and store, with the configuration that holds and the page that is on.
#[derive(Debug)]
pub struct Core<R = Store> {
    door: Door,
    menu: Menu,
    config: Config,
    /// What the door wants shown.
    page: Page,
    /// Nobody is judged any more, and no key does anything.
    over: bool,
    /// The staff button was pressed while somebody was being told a verdict.
    button_pressed: bool,
    /// What is done with a ticket that staff have typed, once the other doors have answered.
    typed: Option<TypedStep>,
    /// What is on the disk.
    pub store: R,
}

impl<R: CoreStore> Core<R> {
    /// A locked door and a closed menu. `config` is with what was changed at the terminal, `keys`
    /// and `newest`, when the newest record was made, are as the store has them.
    pub fn new(
        config: Config,
        menu: Menu,
        store: R,
        keys: Vec<StoredKey>,
        newest: Option<Timestamp>,
    ) -> Self {
        let door = Door::new(Rules::from_config(&config), keys, newest);
        let mut menu = menu;
        match store.reader().last_scans(LAST_SCANS) {
            Ok(scans) => menu.recall(scans),
            Err(fault) => log::warn!("the last scans of before do not read: {fault}"),
        }
        Self {
            door,
            menu,
            config,
            page: Page::Idle,
            over: false,
            button_pressed: false,
            typed: None,
            store,
        }
    }

    /// Before the first input: the gate is locked whatever it was, and the first page is shown.
    pub fn begin(&mut self, handler: &mut impl EffectHandler) {
        let effects = self.door.begin(handler.now());
        self.carry_out(effects, handler);
    }

    /// Something happens to the door.
    pub fn handle(&mut self, input: Input, handler: &mut impl EffectHandler) {
        if self.over {
            return;
        }
        self.pass_to_door(input, handler);
        self.serve_all(handler);
    }

    /// From now on nobody is judged, and no key does anything.
    pub fn stop(&mut self) {
        self.over = true;
    }

    /// After the last input: the gate does not stay open for a visitor, but for a fire alarm it
    /// does.
    pub fn end(&mut self, handler: &mut impl EffectHandler) {
        self.stop();
        let effects = self.door.end();
        self.carry_out(effects, handler);
    }

    /// Brings the screens up to date.
    pub fn show(&self, handler: &mut impl EffectHandler) {
        let clock_trusted = self.door.trust(handler.now()).is_trusted();
        let scene = ScreenPage::of(&self.page, self.menu.view());
        handler.show(&scene, self.menu.on_shift(), clock_trusted);
    }

    /// To be looked at; what happens to it comes by [`Core::handle`].
    pub fn door(&self) -> &Door {
        &self.door
    }

    /// To be looked at; what happens to it comes by [`Core::attend`].
    pub fn menu(&self) -> &Menu {
        &self.menu
    }

    /// As it holds now.
    pub fn config(&self) -> &Config {
        &self.config
    }
}
