//! What a page knows and nobody else may.

/// Is in the page that takes the keys alone: a clone, such as a screen keeps to draw it, is without
/// it. Whether it is there can't be seen, so that pages that differ in it alone look alike.
#[derive(Debug)]
pub struct PageSecret<T>(Option<T>);

impl<T> PageSecret<T> {
    pub fn new(secret: T) -> Self {
        Self(Some(secret))
    }

    /// None in a clone.
    pub fn get(&self) -> Option<&T> {
        self.0.as_ref()
    }
}

impl<T> Clone for PageSecret<T> {
    fn clone(&self) -> Self {
        Self(None)
    }
}

impl<T> PartialEq for PageSecret<T> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
