//! Slots of a frame, handed out as a stack: locals when they come into scope, temporaries above
//! them; leaving a scope or an expression gives back everything above a mark.

/// A slot of the running function's window.
pub type Reg = u16;

/// A register operand that is left out.
pub const NONE: Reg = 0xffff;

/// The stack of slots.
#[derive(Debug)]
pub struct Registers {
    top: u32,
    high: u32,
}

/// A height of the stack to go back to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Mark(u32);

impl Registers {
    /// Slot 0, the link, is taken.
    pub fn new() -> Registers {
        Registers { top: 1, high: 1 }
    }

    /// `count` consecutive slots.
    pub fn take(&mut self, count: u32) -> Reg {
        let first = self.top;
        self.top = self.top.saturating_add(count);
        // Values of no words have a register too: operands must lie in the frame.
        self.high = self.high.max(first.saturating_add(count.max(1)));
        Reg::try_from(first).unwrap_or(0)
    }

    /// The present height.
    pub fn mark(&self) -> Mark {
        Mark(self.top)
    }

    /// Gives back what was taken since `mark`.
    pub fn release(&mut self, mark: Mark) {
        self.top = mark.0;
    }

    /// Everything from `first + count` on is free; what lies below is taken.
    pub fn keep_through(&mut self, first: Reg, count: u32) {
        self.top = u32::from(first) + count;
        self.high = self.high.max(self.top);
    }

    /// Slots that the frame needs.
    pub fn frame_words(&self) -> u32 {
        self.high
    }
}
