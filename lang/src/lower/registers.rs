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
    /// Slots below are not given back: locals of sequences within the running statement, which its
    /// other parts may use too.
    pinned: u32,
}

/// A height of the stack to go back to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Mark(u32);

impl Registers {
    /// Slot 0, the link, is taken.
    pub fn new() -> Registers {
        Registers { top: 1, high: 1, pinned: 0 }
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

    /// Gives back what was taken since `mark` and is not pinned.
    pub fn release(&mut self, mark: Mark) {
        self.top = mark.0.max(self.pinned);
    }

    /// Keeps all that is taken now, until [`Registers::unpin`].
    pub fn pin(&mut self) {
        self.pinned = self.top;
    }

    /// How much is pinned, for [`Registers::unpin`].
    pub fn pinned(&self) -> Mark {
        Mark(self.pinned)
    }

    /// Only what was pinned then stays so.
    pub fn unpin(&mut self, pinned: Mark) {
        self.pinned = pinned.0;
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
