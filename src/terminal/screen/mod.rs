//! What visitors and gate staff see: a canvas, one small file a page, texts in two languages, and
//! panels that only push pixels. Where the facts come from is not known here.

mod canvas;
mod characters;
mod colour;
mod drawing;
mod exit;
mod face;
mod fault;
mod hero;
mod ink;
mod layout;
mod mark;
mod misfit;
mod motion;
mod pages;
mod panel;
mod paper;
mod picture;
mod plan;
mod programme;
mod rect;
mod rest;
mod settings;
mod sign;
mod small;
mod status;
mod verdict;
mod wide;

use std::sync::Arc;
use std::time::Duration;

use embedded_graphics::prelude::*;

use crate::terminal::config::DisplayConfig;
use crate::terminal::door::Page;
use crate::terminal::keypad::{Key, TapPoint};
use crate::terminal::menu;
use crate::terminal::presentation::{Card, Notice, Scope};
use crate::words::{Bilingual, Language};
use motion::PageMotion;
use panel::{Caption, Panel};
use rest::Rest;

pub use canvas::Canvas;
pub use drawing::{draw, draw_card, draw_moving};
#[cfg(test)]
pub(crate) use face::has as can_draw;
pub use face::lacking_sentence;
pub use fault::ScreenError;
pub use misfit::{BadSetting, BadShape};
pub use motion::{GateTime, Movement, MovingStrip, Pose};
pub use paper::Paper;
pub use settings::{ScreenSettings, SignInHint};

pub use crate::terminal::presentation::{DeviceState, Devices, NeighbourCount, Network, StatusBar};

/// How long the loop is held by one part of a picture; more of them at once where the loop has
/// little time left for them, so that a page is not long in coming.
const PART: (Duration, Duration) = (Duration::from_millis(4), Duration::from_millis(16));

/// What a screen shows under its status bar.
#[derive(Debug, Clone)]
pub enum ScreenPage {
    /// A page for visitors.
    Door(Page),
    /// A page of the menus, for staff.
    Menu(Arc<menu::MenuPage>),
    /// A page before there is a terminal.
    Notice(Arc<Notice>),
}

impl ScreenPage {
    /// What is to be seen where the door wants `page` shown and the menus `view`: verdicts and the
    /// way out go before everything.
    pub fn of(page: &Page, view: Option<Arc<menu::MenuPage>>) -> Self {
        match view {
            Some(view) if page.gives_way() => Self::Menu(view),
            _ => Self::Door(page.clone()),
        }
    }
}

impl PartialEq for ScreenPage {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Door(one), Self::Door(other)) => one == other,
            (Self::Menu(one), Self::Menu(other)) => Arc::ptr_eq(one, other) || one == other,
            (Self::Notice(one), Self::Notice(other)) => one == other,
            _ => false,
        }
    }
}

/// The screen at the door: a panel, and what it shows.
#[derive(Debug)]
pub struct Screen {
    panel: Panel,
    canvas: Canvas,
    settings: ScreenSettings,
    /// What the panel shows; nothing before the first page and after a fault.
    shown: Option<(ScreenPage, StatusBar)>,
    rest: Rest,
    /// When the last part of a picture was sent, while there are more.
    sent_at: Option<Duration>,
    motion: PageMotion,
}

impl Screen {
    /// Opens the panel.
    pub fn open(config: &DisplayConfig, settings: ScreenSettings) -> Result<Self, ScreenError> {
        let panel = Panel::open(config)?;
        let (width, height) = config.size();
        let canvas = Canvas::new(width, height);
        let rest = Rest::new(config.dim_after());
        let motion = PageMotion::new(config.motion);
        Ok(Self { panel, canvas, settings, shown: None, rest, sent_at: None, motion })
    }

    /// What there is of the panel, without sending it anything.
    pub fn inspect(config: &DisplayConfig) -> Result<Vec<Bilingual>, ScreenError> {
        Panel::inspect(config)
    }

    /// The language of what is shown from now on.
    pub fn set_language(&mut self, language: Language) {
        if self.settings.language != language {
            self.settings.set_language(language);
            self.shown = None;
        }
    }

    /// The room for a page, in pixels.
    pub fn size(&self) -> Size {
        drawing::room(self.canvas.size(), &self.settings)
    }

    /// Shows a page. Draws only when something to be seen has changed; after a failure the next
    /// call tries again. A panel of pixels is sent them by [`Self::go_on`].
    pub fn show(&mut self, scene: &ScreenPage, status: &StatusBar) -> Result<(), ScreenError> {
        let time = status.time;
        let status =
            StatusBar { time: time.date().at(time.hour(), time.minute(), 0, 0), ..status.clone() };
        if self.shown.as_ref().is_some_and(|shown| shown.1 == status && shown.0 == *scene) {
            return Ok(());
        }
        let before = self.shown.take();
        let turned = before.is_none_or(|(before, _)| before != *scene);
        self.draw(scene, &status, turned)?;
        self.shown = Some((scene.clone(), status));
        Ok(())
    }

    fn draw(
        &mut self,
        scene: &ScreenPage,
        status: &StatusBar,
        turned: bool,
    ) -> Result<(), ScreenError> {
        if let Some(size) = self.panel.size().filter(|size| *size != self.canvas.size()) {
            self.canvas = Canvas::new(size.width, size.height);
        }
        if let Panel::Terminal(window) = &mut self.panel
            && window.is_terminal()
        {
            let movement = characters::movement(scene, status, &self.settings);
            let pose = self.motion.first(movement);
            self.motion.begin(movement, None);
            let set = |size| characters::page(scene, status, &self.settings, pose, size);
            return window.show(set);
        }
        let strip = draw_moving(&mut self.canvas, scene, status, &self.settings);
        if let Some(strip) = &strip {
            strip.draw(&mut self.canvas, self.motion.first(Some(strip.movement())));
        }
        self.motion.begin(strip.as_ref().map(MovingStrip::movement), strip);
        let words = words_in(scene, Some(status), &self.settings);
        let name = scene_name(scene);
        self.panel.push(&self.canvas, Caption { name: &name, words: &words, turned })
    }

    /// What a tap on what is shown means: the keys that do it.
    pub fn keys_at(&self, at: TapPoint) -> Vec<Key> {
        let (size, language) = (self.size(), self.settings.language);
        let Some((scene, status)) = self.shown.as_ref().filter(|_| !small::is_for(size)) else {
            return vec![Key::Enter];
        };
        let whole = self.canvas.size();
        let at = (at.x * whole.width as f32, at.y * whole.height as f32);
        keys_on(scene, Scope { language, status: Some(status) }, size, at)
    }

    /// Whether the page is on the panel, or on its way there.
    pub fn works(&self) -> bool {
        self.panel.works().unwrap_or(true) && self.shown.is_some()
    }

    /// Part of the page is still on its way.
    pub fn is_sending(&self) -> bool {
        self.panel.is_sending()
    }

    /// Somebody is there (a code in view, a key): the light comes back.
    pub fn stir(&mut self) {
        self.rest.stir();
    }

    /// Sends a little of what is still to be sent, and looks after light and panel. To be called
    /// once in every turn of the loop, when everything else has been served.
    pub fn go_on(&mut self, now: Duration) {
        let idle = matches!(self.shown, Some((ScreenPage::Door(Page::Idle | Page::IdleImager), _)));
        self.rest.see(idle, now);
        self.move_on(now);
        // Half of what the loop has spent on everything else since.
        let spent = self.sent_at.map_or(Duration::ZERO, |at| now.saturating_sub(at));
        self.panel.go_on(&self.rest, now, (spent / 2).clamp(PART.0, PART.1));
        if self.panel.lacks()
            && let Some((scene, status)) = self.shown.clone()
        {
            // A panel of pixels takes any picture.
            let _ = self.draw(&scene, &status, true);
        }
        self.sent_at = self.due(now).filter(|due| *due <= now);
    }

    /// Tells for how long the gate stays open.
    pub fn on_gate(&mut self, gate: Option<GateTime>) {
        self.motion.gate = gate;
    }

    /// The next step of what moves, once all of the page is on the panel.
    fn move_on(&mut self, now: Duration) {
        if !self.panel.can_move() || self.panel.is_sending() {
            return;
        }
        let Some(pose) = self.motion.step(now, self.rest.is_dim(now)) else { return };
        if let Panel::Terminal(window) = &mut self.panel {
            if let Some((scene, status)) = &self.shown {
                let set = |size| characters::page(scene, status, &self.settings, pose, size);
                // A window that takes no page is told of when the next one is to come.
                let _ = window.show(set);
            }
        } else if let Some(strip) = &self.motion.strip {
            strip.draw(&mut self.canvas, pose);
            self.panel.patch(&self.canvas, strip.area());
        }
    }

    /// When [`Self::go_on`] has something to do, by the loop's clock.
    pub fn due(&self, now: Duration) -> Option<Duration> {
        let moves = self.motion.due(self.rest.is_dim(now));
        let moves = moves.filter(|_| self.panel.can_move() && self.shown.is_some());
        self.panel.due(&self.rest, now).into_iter().chain(moves).min()
    }
}

/// How many lines of a table of the menus (sessions, halls) fit on a canvas of this size.
pub fn rows(size: Size) -> usize {
    if small::is_for(size) { small::TABLE_ROWS } else { wide::rows(size) }
}

/// How many pages a card takes on a canvas of this size.
pub fn pages(size: Size, card: &Card) -> usize {
    if small::is_for(size) { small::pages(card, size) } else { 1 }
}

/// The pictures that a notice takes on a canvas of this size, to be shown one after the other.
pub fn parts(size: Size, notice: &Notice) -> Vec<Notice> {
    let Some(card) = notice.in_lines().filter(|_| small::is_for(size)) else {
        return vec![notice.clone()];
    };
    let count = pages(size, &card);
    let aside = |part: usize| match (card.aside.as_str(), count) {
        ("", 2..) => format!("{}/{count}", part + 1),
        (aside, _) => aside.to_owned(),
    };
    let one = |part| Card { part, aside: aside(part), ..card.clone() };
    (0..count).map(|part| Notice::card(&notice.name, one(part))).collect()
}

/// The keys that do what stands at a place, in pixels, of a page on a screen of this size.
pub fn keys_on(scene: &ScreenPage, scope: Scope, size: Size, at: (f32, f32)) -> Vec<Key> {
    match scene {
        ScreenPage::Menu(page) => wide::keys_at(&page.card(scope), size, scope.language, at),
        _ => vec![Key::Enter],
    }
}

/// The scene's name in file names and captions, such as `refused-wrong_hall` or
/// `menu-main-staff`.
pub fn scene_name(scene: &ScreenPage) -> String {
    match scene {
        ScreenPage::Door(page) => pages::name(page),
        ScreenPage::Menu(page) => page.name(),
        ScreenPage::Notice(notice) => notice.name.clone(),
    }
}

/// The words of a page, from the loudest to the quietest: headline, advice, fact, the rest.
/// Times carry their date.
pub fn words(scene: &ScreenPage, language: Language) -> Vec<String> {
    words_with(scene, &ScreenSettings::new(language, ""))
}

/// The same with what a site has set.
pub fn words_with(scene: &ScreenPage, settings: &ScreenSettings) -> Vec<String> {
    words_in(scene, None, settings)
}

fn words_in(
    scene: &ScreenPage,
    status: Option<&StatusBar>,
    settings: &ScreenSettings,
) -> Vec<String> {
    let scope = Scope { language: settings.language, status };
    match scene {
        ScreenPage::Door(page) => drawing::poster(page, scope, settings).words(),
        ScreenPage::Menu(page) => page.card(scope).words(),
        ScreenPage::Notice(notice) => notice.words(),
    }
}

#[cfg(test)]
mod tests;
