//! Signs: what a page tells before a word is read. How they look is the screen's.

/// A sign, by what it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// A tick on a disc: come in.
    Tick,
    /// A cross on an octagon: stop.
    Cross,
    /// A clock: come back later.
    Clock,
    /// A turning arrow: reload, try again.
    Reload,
    /// A place on a map: go there.
    Place,
    /// A warning triangle: turn to staff.
    Warning,
    /// A barred disc: closed.
    Barred,
    /// Three dots in a ring: at work.
    Dots,
    /// A dash in a ring: there is nothing.
    Empty,
    /// A square on a disc: it was ended.
    Stopped,
    /// A sheet of paper with a code on it.
    Sheet,
    /// A telephone with a code on it, in a scan frame.
    Scan,
    /// Somebody running, and an arrow: leave this way.
    Running,
    /// A telephone on its way to the camera: nearer.
    Nearer,
    /// A telephone on its way from the camera: further.
    Further,
    /// A telephone in a hand, and two bars: pause.
    HoldStill,
    /// A glint on a telephone, and an arrow to and fro: tilt it.
    LessGlare,
    /// A sun on a telephone: brighter.
    Brighter,
}
