//! Lists that are shared by counting references. Most are empty, and those take no memory.

use std::ops::Deref;
use std::rc::Rc;

/// A list that is cheap to clone.
#[derive(Debug)]
pub struct SharedList<T>(Option<Rc<[T]>>);

impl<T> Default for SharedList<T> {
    fn default() -> SharedList<T> {
        SharedList(None)
    }
}

impl<T> Clone for SharedList<T> {
    fn clone(&self) -> SharedList<T> {
        SharedList(self.0.clone())
    }
}

impl<T> Deref for SharedList<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        self.0.as_deref().unwrap_or_default()
    }
}

impl<T> From<Vec<T>> for SharedList<T> {
    fn from(list: Vec<T>) -> SharedList<T> {
        SharedList((!list.is_empty()).then(|| list.into()))
    }
}

impl<T: Clone> From<&[T]> for SharedList<T> {
    fn from(list: &[T]) -> SharedList<T> {
        SharedList((!list.is_empty()).then(|| list.into()))
    }
}
