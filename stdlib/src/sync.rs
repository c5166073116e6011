//! Natives of package sync: the operations on a lock's word, for which goroutines park.

use burrow_vm::native;
use burrow_vm::native::{Call, GoPanic, Native, Opaque};

/// Natives of package sync.
pub const NATIVES: &[Native] = &[
    native!("sync.(*Mutex).Lock", Call::lock_mutex),
    native!("sync.(*Mutex).TryLock", Call::try_lock_mutex),
    native!("sync.(*Mutex).Unlock", Call::unlock_mutex),
    native!("sync.(*RWMutex).RLock", Call::lock_read),
    native!("sync.(*RWMutex).TryRLock", Call::try_lock_read),
    native!("sync.(*RWMutex).RUnlock", Call::unlock_read),
    native!("sync.(*RWMutex).Lock", Call::lock_write),
    native!("sync.(*RWMutex).TryLock", Call::try_lock_write),
    native!("sync.(*RWMutex).Unlock", Call::unlock_write),
    native!("sync.(*WaitGroup).Add", Call::wait_group_add),
    native!("sync.(*WaitGroup).Done", wait_group_done),
    native!("sync.(*WaitGroup).Wait", Call::wait_group_wait),
    native!("sync.notifyAdd", Call::notify_add),
    native!("sync.notifyWait", Call::notify_wait),
    native!("sync.notifyOne", Call::notify_one),
    native!("sync.notifyAll", Call::notify_all),
];

fn wait_group_done(call: &mut Call, group: Opaque) -> Result<(), GoPanic> {
    call.wait_group_add(group, -1)
}
