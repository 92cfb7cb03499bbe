//! A panel that may come and go: sent a little at a time, only what has changed, and tried again
//! for as long as it takes. Nothing here waits, so that the door never does.

use std::time::{Duration, Instant};

use embedded_graphics::prelude::*;
use embedded_graphics::primitives::Rectangle;

use super::Port;
use super::frame::{Area, Frame, turned};
use super::light::Light;
use crate::terminal::config::DisplayConfig;
use crate::terminal::screen::rest::Rest;
use crate::terminal::screen::{Canvas, ScreenError};

/// Between two tries of a panel that fails: from the one, doubled each time, to the other.
const PAUSES: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(60));

/// An idle picture is sent again whole so often: neither a lock's spark on the wires nor a line of
/// the console stays.
const REPAINT: Duration = Duration::from_secs(600);

/// A part is never made smaller than by this.
const SLOWEST: f32 = 64.0;

/// The panel, and what it shows.
#[derive(Debug)]
pub struct Glass<P: Port> {
    config: DisplayConfig,
    state: PanelState<P>,
    frame: Frame,
    /// The frame has a picture.
    drawn: bool,
    /// Something of it is still to be sent.
    unsent: bool,
    /// The same picture where it is to wander, and where it stands.
    wandering: Option<(Canvas, (u32, u32))>,
    repaint_at: Duration,
    /// The pause before the next try.
    pause: Duration,
    /// The fault has been told.
    failing: bool,
    light: Option<Light>,
    /// What the panel was told to leave of its own light.
    percent: Option<u8>,
    pace: Pace,
    tally: Tally,
}

#[derive(Debug)]
enum PanelState<P> {
    /// Not there; tried again at this time.
    Away(Duration),
    /// There, and being woken up; the next step is due at this time.
    Waking(P, Duration),
    Awake(P),
}

/// How much slower than its bus alone the panel takes pixels, on this board.
#[derive(Debug)]
struct Pace {
    slower: f32,
}

impl Pace {
    /// How many pixels go in a time in which the bus alone would take so many.
    fn most(&self, by_bus: u32) -> u32 {
        ((by_bus as f32 / self.slower) as u32).max(1)
    }

    /// Learns from a part that was large enough to tell.
    fn learn(&mut self, count: u32, most: u32, took: Duration, time: Duration) {
        if 2 * u64::from(count) < u64::from(most) || time.is_zero() {
            return;
        }
        let share = count as f32 / most as f32;
        let factor = took.as_secs_f32() / (time.as_secs_f32() * share);
        self.slower = (self.slower * (1.0 + factor) / 2.0).clamp(1.0, SLOWEST);
    }
}

/// What it took to send a picture.
#[derive(Debug, Default)]
struct Tally {
    pixels: u32,
    parts: u32,
    longest: Duration,
}

impl<P: Port> Glass<P> {
    /// Touches nothing of the panel before the first [`Self::go_on`].
    pub fn new(config: &DisplayConfig) -> Self {
        let light = Light::open(config).unwrap_or_else(|fault| {
            log::error!("{fault}; the display goes on without it");
            None
        });
        Self {
            config: config.clone(),
            state: PanelState::Away(Duration::ZERO),
            frame: Frame::new(Size::zero()),
            drawn: false,
            unsent: false,
            wandering: None,
            repaint_at: Duration::ZERO,
            pause: PAUSES.0,
            failing: false,
            light,
            percent: None,
            pace: Pace { slower: 1.0 },
            tally: Tally::default(),
        }
    }

    /// The size of the picture; nothing before the panel was there.
    pub fn size(&self) -> Size {
        turned(self.frame.size(), self.config.rotation())
    }

    /// True when the panel is there and takes pictures.
    pub fn works(&self) -> bool {
        matches!(self.state, PanelState::Awake(_)) && !self.failing
    }

    /// True when the panel is there and has no picture.
    pub fn lacks(&self) -> bool {
        !self.drawn && !matches!(self.state, PanelState::Away(_))
    }

    /// Takes a new picture; it is sent as far as it differs from what is shown.
    pub fn take(&mut self, canvas: &Canvas) {
        let place = self.wandering.as_ref().map_or((0, 0), |(_, place)| *place);
        self.drawn = self.frame.take(canvas, self.config.rotation(), place);
        self.unsent = self.drawn;
        if P::WANDERS {
            self.wandering = Some((canvas.clone(), place));
        }
    }

    /// Something of the picture is still to be sent.
    pub fn is_sending(&self) -> bool {
        self.unsent
    }

    /// Takes a picture that differs from the last one in this part alone.
    pub fn patch(&mut self, canvas: &Canvas, part: Rectangle) {
        if P::WANDERS || !self.drawn {
            return self.take(canvas);
        }
        self.frame.take_part(canvas, self.config.rotation(), part);
        self.unsent = true;
    }

    /// A little of what is left to do: a step of waking up, or a part of the picture that takes
    /// about `time` to be sent.
    pub fn go_on(&mut self, rest: &Rest, now: Duration, time: Duration) {
        let percent = if rest.is_dim(now) { self.config.dim_percent } else { 100 };
        // A light that fails is told once and left as it is.
        if let Some(Err(fault)) = self.light.as_mut().map(|light| light.set(percent)) {
            log::error!("{fault}; the display goes on without it");
        }
        let done = match &self.state {
            PanelState::Away(due) | PanelState::Waking(_, due) if now < *due => Ok(()),
            PanelState::Away(_) => self.open(now),
            PanelState::Waking(..) => self.wake(now),
            PanelState::Awake(_) => {
                self.wander(rest, now);
                self.send(percent, time)
            }
        };
        if let Err(fault) = done {
            self.lost(&fault, now);
        }
    }

    fn open(&mut self, now: Duration) -> Result<(), ScreenError> {
        let port = P::open(&self.config)?;
        if self.frame.size() != port.size() {
            self.frame = Frame::new(port.size());
            self.drawn = false;
        }
        self.frame.forget();
        self.unsent = self.drawn;
        self.percent = None;
        self.repaint_at = now + REPAINT;
        self.state = PanelState::Waking(port, now);
        Ok(())
    }

    fn wake(&mut self, now: Duration) -> Result<(), ScreenError> {
        let PanelState::Waking(port, due) = &mut self.state else { return Ok(()) };
        if let Some(wait) = port.wake()? {
            *due = now + wait;
        } else if let PanelState::Waking(port, _) =
            std::mem::replace(&mut self.state, PanelState::Away(now))
        {
            self.state = PanelState::Awake(port);
        }
        Ok(())
    }

    /// Moves a picture that stands for long, and now and then has all of it sent again.
    fn wander(&mut self, rest: &Rest, now: Duration) {
        if let Some((picture, place)) = &mut self.wandering
            && *place != rest.place(now)
        {
            *place = rest.place(now);
            self.frame.take(picture, self.config.rotation(), *place);
            self.unsent = self.drawn;
        }
        if now >= self.repaint_at && rest.is_idle() {
            self.repaint_at = now + REPAINT;
            self.frame.forget();
            self.unsent = self.drawn;
        }
    }

    fn send(&mut self, percent: u8, time: Duration) -> Result<(), ScreenError> {
        let PanelState::Awake(port) = &mut self.state else { return Ok(()) };
        if self.light.is_none() && self.percent != Some(percent) {
            port.dim(percent)?;
            self.percent = Some(percent);
        }
        if !self.unsent {
            return Ok(());
        }
        let most = self.pace.most(port.pixels_in(time));
        if let Some(area) = self.frame.next(P::GRAIN, most) {
            let began = Instant::now();
            port.send(&self.frame, area)?;
            let took = began.elapsed();
            self.frame.sent(area);
            self.tally.add(area, took);
            self.pace.learn(area.count(), most, took, time);
        }
        if self.frame.next(P::GRAIN, 1).is_none() {
            port.complete()?;
            self.complete();
        }
        Ok(())
    }

    /// The panel shows the whole picture.
    fn complete(&mut self) {
        self.unsent = false;
        self.pause = PAUSES.0;
        let Tally { pixels, parts, longest } = std::mem::take(&mut self.tally);
        if parts > 0 {
            log::debug!(
                "display: {pixels} pixels in {parts} parts, the longest took {longest:.1?}"
            );
        }
        if std::mem::take(&mut self.failing) {
            log::info!("the display works again");
        }
    }

    fn lost(&mut self, fault: &ScreenError, now: Duration) {
        if std::mem::replace(&mut self.failing, true) {
            log::debug!("{fault}");
        } else {
            log::error!("{fault}; the door goes on, and the display is tried again");
        }
        self.state = PanelState::Away(now + self.pause);
        self.pause = (self.pause * 2).min(PAUSES.1);
        self.tally = Tally::default();
    }

    /// When there is something left to do.
    pub fn due(&self, rest: &Rest, now: Duration) -> Option<Duration> {
        let next = match &self.state {
            PanelState::Away(due) | PanelState::Waking(_, due) => Some(*due),
            PanelState::Awake(_) if self.unsent => Some(now),
            PanelState::Awake(_) => rest.is_idle().then_some(self.repaint_at),
        };
        next.into_iter().chain(rest.due(P::WANDERS, now)).min()
    }
}

impl Tally {
    fn add(&mut self, area: Area, took: Duration) {
        self.pixels += area.count();
        self.parts += 1;
        self.longest = self.longest.max(took);
    }
}

impl<P: Port> Drop for Glass<P> {
    fn drop(&mut self) {
        if let PanelState::Awake(port) = &mut self.state {
            port.sleep();
        }
    }
}

#[cfg(test)]
mod tests;
