//! The terminal window: pages in its own letters. Where the output is no terminal, a line for each page.

use std::io::{self, IsTerminal, Write};

use super::Caption;
use crate::terminal::screen::ScreenError;
use crate::terminal::screen::characters::Grid;

/// The other page of the terminal, cleared, without a cursor.
const ENTER: &str = "\x1b[?1049h\x1b[?25l\x1b[2J";
const LEAVE: &str = "\x1b[0m\x1b[?25h\x1b[?1049l";
const CLEAR: &str = "\x1b[0m\x1b[2J";

/// Standard output.
#[derive(Debug)]
pub struct Window {
    /// What a terminal shows, so that it is to be left again.
    shown: Option<Grid>,
    /// The window's columns and rows when last drawn.
    size: (usize, usize),
}

impl Window {
    /// Touches nothing before the first picture.
    pub fn open() -> Self {
        Self { shown: None, size: (0, 0) }
    }

    /// Whether there is a window to draw in.
    pub fn is_terminal(&self) -> bool {
        io::stdout().is_terminal()
    }

    /// Shows a page as it is set for the window's size.
    pub fn show(&mut self, page: impl FnOnce((usize, usize)) -> Grid) -> Result<(), ScreenError> {
        let size = window_size();
        let mut text = String::new();
        let before = self.shown.take();
        if before.is_none() {
            text.push_str(ENTER);
        } else if self.size != size {
            text.push_str(CLEAR); // what the larger window showed would stay
        }
        let before = before.filter(|_| self.size == size);
        self.size = size;
        let grid = page(size);
        text.push_str(&grid.changes(before.as_ref()));
        self.shown = Some(grid);
        write(&text)
    }

    /// It shows a page.
    pub fn is_shown(&self) -> bool {
        self.shown.is_some()
    }

    /// The window has another size than its page.
    pub fn is_resized(&self) -> bool {
        self.shown.is_some() && self.size != window_size()
    }

    /// Tells the page's words where there is no window.
    pub fn push(&mut self, caption: Caption) -> Result<(), ScreenError> {
        if !caption.turned {
            return Ok(());
        }
        write(&format!("[{}] {}\n", caption.name, caption.words.join(" · ")))
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        if self.shown.is_some() {
            let _ = write(LEAVE);
        }
    }
}

fn write(text: &str) -> Result<(), ScreenError> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(ScreenError::Terminal)
}

/// Columns and rows; 80 by 24 where the terminal does not say.
fn window_size() -> (usize, usize) {
    match rustix::termios::tcgetwinsize(io::stdout()) {
        Ok(size) if size.ws_col > 0 && size.ws_row > 0 => {
            (usize::from(size.ws_col), usize::from(size.ws_row))
        }
        _ => (80, 24),
    }
}
