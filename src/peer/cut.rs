//! A reply's body whose connection breaks before it is whole.

use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Bytes, HttpBody};

/// Sends what it has and takes the connection with it; with nothing it breaks before its first byte.
pub(super) struct Cut {
    first: Option<Bytes>,
    /// What went out is on its way before the end of the connection overtakes it.
    is_waiting: bool,
}

impl Cut {
    pub fn at_once() -> Self {
        Self { first: None, is_waiting: false }
    }

    pub fn after(first: Bytes) -> Self {
        Self { first: Some(first), is_waiting: true }
    }
}

impl HttpBody for Cut {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, std::io::Error>>> {
        if let Some(first) = self.first.take() {
            return Poll::Ready(Some(Ok(http_body::Frame::data(first))));
        }
        if std::mem::take(&mut self.is_waiting) {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(Some(Err(std::io::ErrorKind::ConnectionReset.into())))
    }
}
