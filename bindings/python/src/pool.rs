//! Workers that wait for the next text, so that a call has scratch space that is already there.

use dabir::{Normalizer, Worker};
use self_cell::self_cell;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// More workers than this do not wait; a call that finds none makes one.
const MOST: usize = 64;

self_cell!(
    struct Waiting {
        owner: Arc<Normalizer>,
        #[covariant]
        dependent: Worker,
    }
);

/// A normalizer and its idle workers. The lock is held for a push or a pop only, and never while Python may run.
pub(crate) struct Pool {
    normalizer: Arc<Normalizer>,
    idle: Mutex<Vec<Waiting>>,
}

impl Pool {
    pub(crate) fn new(normalizer: Normalizer) -> Self {
        Self { normalizer: Arc::new(normalizer), idle: Mutex::default() }
    }

    pub(crate) fn normalizer(&self) -> &Normalizer {
        &self.normalizer
    }

    /// Calls `run` with a worker that nobody else has meanwhile.
    pub(crate) fn with<R>(&self, run: impl FnOnce(&mut Worker<'_>) -> R) -> R {
        let idle = self.idle().pop();
        let new = || Waiting::new(self.normalizer.clone(), |normalizer| normalizer.worker());
        let mut waiting = idle.unwrap_or_else(new);
        let result = waiting.with_dependent_mut(|_, worker| run(worker));
        let mut idle = self.idle();
        if idle.len() < MOST {
            idle.push(waiting);
        }
        result
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Waiting>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
