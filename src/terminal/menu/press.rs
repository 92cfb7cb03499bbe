//! What a key does on each kind of page.

use super::place::Place;
use super::view::{Heading, Item, Lamp, List, Notice, Pattern, Task, Trial};
use super::{CameraLook, JobId, Menu, MenuEffect, lists};
use crate::terminal::door::Cue;
use crate::terminal::keypad::Key;

impl Menu {
    /// Takes a key.
    pub(super) fn press(&mut self, key: Key) -> Vec<MenuEffect> {
        // Taken out for as long as it is looked at: what is left behind is put back.
        let Some(place) = self.places.pop() else {
            if key == Key::Enter {
                self.open();
            }
            return Vec::new();
        };
        match place {
            Place::List(list) => self.press_list(list, key),
            Place::Entry { purpose, line, said } => self.press_entry(purpose, line, said, key),
            Place::Ask(mut ask) => match key {
                Key::Up | Key::Down => {
                    ask.yes = !ask.yes;
                    self.stay(Place::Ask(ask))
                }
                Key::Enter if ask.yes => self.agree(ask.question),
                Key::Enter | Key::Back | Key::Erase => Vec::new(),
                Key::Digit(_) | Key::Other => self.stay(Place::Ask(ask)),
            },
            // Whoever is being signed in stays here: it is a matter of a moment.
            Place::Busy { task, job } => match key {
                Key::Back if task != Task::SigningIn => self.leave_work(task, job),
                _ => self.stay(Place::Busy { task, job }),
            },
            Place::Notice(Notice::GateOpen) => match key {
                Key::Enter => {
                    self.places.push(Place::Notice(Notice::GateLocked));
                    vec![MenuEffect::LockGate]
                }
                Key::Back | Key::Erase => Vec::new(),
                _ => self.stay(Place::Notice(Notice::GateOpen)),
            },
            Place::Notice(Notice::HelpCalled) => self.end_call(),
            Place::Notice(_) => Vec::new(),
            Place::Leaves { pages, at } => {
                let last = pages.len() - 1;
                match key {
                    Key::Back | Key::Erase => Vec::new(),
                    Key::Up => {
                        self.stay(Place::Leaves { pages, at: at.checked_sub(1).unwrap_or(last) })
                    }
                    Key::Down | Key::Enter => {
                        self.stay(Place::Leaves { pages, at: if at == last { 0 } else { at + 1 } })
                    }
                    Key::Digit(_) | Key::Other => self.stay(Place::Leaves { pages, at }),
                }
            }
            Place::Trial(trial) => self.press_trial(trial, key),
        }
    }

    /// The first page: where somebody is on shift, but may have left, the password comes first.
    pub(super) fn open(&mut self) {
        let language = self.language;
        let place = match &self.shift {
            Some(shift) if !shift.away => Place::list(
                Heading::Main(shift.person.clone()),
                lists::main(shift.by.role(), language),
            ),
            shift => {
                let on_shift = shift.as_ref().map(|shift| shift.person.clone());
                Place::list(Heading::Front, lists::front(on_shift, language))
            }
        };
        self.places = vec![place];
    }

    fn stay(&mut self, place: Place) -> Vec<MenuEffect> {
        self.places.push(place);
        Vec::new()
    }

    /// Work is left that takes its time. Of an export it is told when it has stopped, as the stick
    /// is written until then.
    fn leave_work(&mut self, task: Task, job: JobId) -> Vec<MenuEffect> {
        if self.is_away() {
            // Not into the menu of whoever began it: somebody else may be here.
            self.places.clear();
        }
        if let Task::Exporting { .. } = task {
            self.places.push(Place::Busy { task: Task::StoppingExport, job });
        }
        vec![MenuEffect::Abandon(job)]
    }

    fn press_list(&mut self, mut list: List, key: Key) -> Vec<MenuEffect> {
        let last = list.items.len().saturating_sub(1);
        let mut taken: Option<Item> = None;
        match key {
            Key::Back | Key::Erase => return Vec::new(),
            Key::Up => list.chosen = list.chosen.checked_sub(1).unwrap_or(last),
            Key::Down => list.chosen = if list.chosen >= last { 0 } else { list.chosen + 1 },
            Key::Enter => taken = list.items.get(list.chosen).cloned(),
            Key::Digit(digit) => {
                let at = usize::from(digit.value()).wrapping_sub(1);
                if let Some(item) = list.items.get(at) {
                    taken = Some(item.clone());
                    list.chosen = at;
                }
            }
            Key::Other => {}
        }
        self.places.push(Place::List(list));
        taken.map_or_else(Vec::new, |item| self.choose(item))
    }

    fn press_trial(&mut self, trial: Trial, key: Key) -> Vec<MenuEffect> {
        let mut effects = Vec::new();
        let next = match trial {
            Trial::Keypad { last: Some(Key::Back), .. } if key == Key::Back => return effects,
            Trial::Keypad { pressed, .. } => {
                Trial::Keypad { last: Some(key), pressed: pressed.saturating_add(1) }
            }
            _ if matches!(key, Key::Back | Key::Erase) => return effects,
            Trial::Camera(Some(look)) if key == Key::Enter => {
                // The best so far is forgotten: the lens was moved.
                Trial::Camera(Some(CameraLook { best: 0, ..(*look).clone() }.into()))
            }
            Trial::Lamps(lamp) => {
                let lamp = match key {
                    Key::Up => before(&LAMPS, lamp),
                    Key::Down => after(&LAMPS, lamp),
                    _ => lamp,
                };
                effects.extend(cue(lamp).map(MenuEffect::Signal));
                Trial::Lamps(lamp)
            }
            Trial::Display(pattern) => Trial::Display(match key {
                Key::Up => before(&PATTERNS, pattern),
                _ => after(&PATTERNS, pattern),
            }),
            trial => trial,
        };
        self.places.push(Place::Trial(next));
        effects
    }

    /// A picture of the camera, where somebody looks at it.
    pub(super) fn look(&mut self, mut look: CameraLook) -> Vec<MenuEffect> {
        if let Some(Place::Trial(Trial::Camera(shown))) = self.places.last_mut() {
            let best = shown.as_ref().map_or(0, |shown| shown.best);
            look.best = best.max(look.focus);
            *shown = Some(look.into());
        }
        Vec::new()
    }
}

const LAMPS: [Lamp; 4] = [Lamp::Off, Lamp::Admit, Lamp::Refuse, Lamp::Attention];

const PATTERNS: [Pattern; 7] = [
    Pattern::Frame,
    Pattern::Red,
    Pattern::Green,
    Pattern::Blue,
    Pattern::White,
    Pattern::Black,
    Pattern::Steps,
];

/// What shows whether a lamp or sound works.
fn cue(lamp: Lamp) -> Option<Cue> {
    match lamp {
        Lamp::Off => None,
        Lamp::Admit => Some(Cue::Admit),
        Lamp::Refuse => Some(Cue::Refuse),
        Lamp::Attention => Some(Cue::Attention),
    }
}

fn after<T: Copy + PartialEq>(all: &[T], one: T) -> T {
    step(all, one, 1)
}

fn before<T: Copy + PartialEq>(all: &[T], one: T) -> T {
    step(all, one, all.len() - 1)
}

fn step<T: Copy + PartialEq>(all: &[T], one: T, by: usize) -> T {
    let at = all.iter().position(|other| *other == one).unwrap_or(0);
    all[(at + by) % all.len()]
}
