//! Finalizers, cleanups and weak references for natives.

use super::call::Call;
use super::opaque::{Any, Opaque};
use crate::heap::{DueCall, ObjectKind};
use burrow_bytecode::Kind;

impl Call {
    /// `runtime.SetFinalizer`; `runner` is a func without parameters that makes the calls that are
    /// due. Fails with what is wrong with the arguments.
    pub fn set_finalizer(&mut self, object: Any, finalizer: Any, runner: Opaque) -> Result<(), String> {
        if object.is_nil() {
            return Err("first argument is nil".to_owned());
        }
        let object_type = self.type_of(object.ty());
        if object_type.kind != Kind::Pointer {
            return Err(format!("first argument is {}, not pointer", object_type.name));
        }
        let address = object.iface().payload();
        if address == 0 {
            return Err("first argument is nil".to_owned());
        }
        let heap = &self.shared().heap;
        if finalizer.is_nil() {
            heap.clear_finalizer(address);
            return Ok(());
        }
        let finalizer_type = self.type_of(finalizer.ty());
        if finalizer_type.kind != Kind::Func {
            return Err(format!("second argument is {}, not a function", finalizer_type.name));
        }
        let [parameter] = *finalizer_type.params else {
            return Err(format!("cannot pass {} to finalizer {}", object_type.name, finalizer_type.name));
        };
        // An interface parameter takes the interface word, any other the pointer itself.
        let interface = self.type_of(parameter).kind == Kind::Interface;
        let argument = if interface { object.word() } else { address };
        let call = DueCall { function: finalizer.iface().payload(), argument };
        if !heap.contains(address) || heap.set_finalizer(address, call, runner.word()) {
            Ok(())
        } else {
            Err("finalizer already set".to_owned())
        }
    }

    /// Has `cleanup`, a func of one word, called some time after the object at `object` has died.
    /// Returns a number to stop it by.
    pub fn add_cleanup(&mut self, object: Opaque, cleanup: Opaque, runner: Opaque) -> u64 {
        let heap = &self.shared().heap;
        heap.add_cleanup(object.word(), cleanup.word(), runner.word())
    }

    /// Cancels a cleanup.
    pub fn stop_cleanup(&mut self, id: u64) {
        self.shared().heap.stop_cleanup(id);
    }

    /// The next call that is due: a func of one word, and the word.
    pub fn next_due_call(&mut self) -> Option<(Opaque, Opaque)> {
        let call = self.shared().heap.next_due_call()?;
        Some((Opaque::from_word(call.function), Opaque::from_word(call.argument)))
    }

    /// The cell of weak references to the object at `object`: a pointer to its address, which
    /// becomes nil when the object dies. Of nil: nil.
    pub fn weak_cell(&mut self, object: Opaque) -> Opaque {
        if object.is_nil() {
            return Opaque::NIL;
        }
        match self.allocator().alloc_words(1, ObjectKind::PointerFree) {
            Ok(cell) => Opaque::from_word(self.shared().heap.weak_cell(object.word(), cell)),
            Err(_) => Opaque::from_word(self.out_of_memory()),
        }
    }
}
