//! Polls by hand, on one thread, so that a run depends on its seed alone.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

/// A future that is polled by hand; dropping it is a crash.
pub struct Task<T> {
    future: Pin<Box<dyn Future<Output = T> + Send>>,
    again: Arc<Again>,
}

struct Again(AtomicBool);

impl Wake for Again {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl<T> Task<T> {
    pub fn new(future: impl Future<Output = T> + Send + 'static) -> Self {
        Self { future: Box::pin(future), again: Arc::new(Again(AtomicBool::new(false))) }
    }

    /// One poll, from one await point to the next.
    pub fn poll(&mut self) -> Option<T> {
        self.again.0.store(false, Ordering::Relaxed);
        let waker = Waker::from(Arc::clone(&self.again));
        match self.future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(value) => Some(value),
            Poll::Pending => None,
        }
    }

    /// Whether it goes on at this instant, without time passing.
    pub fn wants_more(&self) -> bool {
        self.again.0.load(Ordering::Relaxed)
    }
}

/// An await point that takes no time: a place to crash, and to let others go first.
pub async fn breathe() {
    let mut breathed = false;
    poll_fn(|context| {
        if std::mem::replace(&mut breathed, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}
