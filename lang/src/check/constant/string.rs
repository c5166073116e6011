//! Constant strings. A concatenation keeps its parts until somebody asks for the bytes: each operator
//! of a long chain has a value of its own, and writing them all out would take quadratic space.

use std::cell::RefCell;
use std::rc::Rc;

/// A constant string; cheap to clone and to concatenate.
#[derive(Clone, Debug)]
pub struct ConstantString(Rc<Node>);

#[derive(Debug)]
struct Node {
    len: usize,
    parts: RefCell<Parts>,
}

#[derive(Debug)]
enum Parts {
    Bytes(Rc<[u8]>),
    Concatenation(ConstantString, ConstantString),
}

impl ConstantString {
    /// Of these bytes.
    pub fn new(bytes: &[u8]) -> ConstantString {
        ConstantString::of(bytes.len(), Parts::Bytes(bytes.into()))
    }

    fn of(len: usize, parts: Parts) -> ConstantString {
        ConstantString(Rc::new(Node { len, parts: RefCell::new(parts) }))
    }

    /// This and then `other`.
    pub fn concat(&self, other: &ConstantString) -> ConstantString {
        let len = self.len().saturating_add(other.len());
        ConstantString::of(len, Parts::Concatenation(self.clone(), other.clone()))
    }

    /// Its length in bytes.
    pub fn len(&self) -> usize {
        self.0.len
    }

    /// Whether it is "".
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Its bytes, which it keeps from then on.
    pub fn bytes(&self) -> Rc<[u8]> {
        if let Parts::Bytes(bytes) = &*self.0.parts.borrow() {
            return bytes.clone();
        }
        let mut all = Vec::with_capacity(self.len());
        let mut rest = vec![self.clone()];
        while let Some(next) = rest.pop() {
            match &*next.0.parts.borrow() {
                Parts::Bytes(bytes) => all.extend_from_slice(bytes),
                Parts::Concatenation(a, b) => rest.extend([b.clone(), a.clone()]),
            }
        }
        let bytes: Rc<[u8]> = all.into();
        let parts = self.0.parts.replace(Parts::Bytes(bytes.clone()));
        drop(parts);
        bytes
    }
}

impl PartialEq for ConstantString {
    fn eq(&self, other: &ConstantString) -> bool {
        self.len() == other.len() && self.bytes() == other.bytes()
    }
}

impl Drop for Node {
    /// Long chains must not be dropped by recursion.
    fn drop(&mut self) {
        let none = || Parts::Bytes(Rc::from([]));
        let mut rest = vec![self.parts.replace(none())];
        while let Some(parts) = rest.pop() {
            if let Parts::Concatenation(a, b) = parts {
                let last = [a, b].into_iter().filter_map(|part| Rc::into_inner(part.0));
                rest.extend(last.map(|node| node.parts.replace(none())));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ConstantString;

    #[test]
    fn chains_of_any_length_are_written_out_once() {
        let one = ConstantString::new(b"ab");
        let left = (0..200_000).fold(one.clone(), |all, _| all.concat(&one));
        let right = (0..200_000).fold(one.clone(), |all, _| one.concat(&all));
        assert_eq!(left.len(), 400_002);
        assert_eq!(left, right);
        assert!(left.bytes().starts_with(b"abab"));
        // Shared parts, and parts that nobody has written out, are dropped.
        drop((0..200_000).fold(left, |all, _| all.concat(&one)));
        assert_eq!(&*right.concat(&one).bytes().iter().rev().take(3).copied().collect::<Vec<_>>(), b"bab");
    }
}
