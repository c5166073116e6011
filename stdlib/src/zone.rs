//! Natives of package time that ask the time zone database (of the system, by tz-rs).

use burrow_vm::native;
use burrow_vm::native::{Call, Native, Str};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use tz::{TimeZone, TimeZoneSettings};

/// Natives of package time about zones.
pub const NATIVES: &[Native] =
    &[native!("time.zoneExists", exists), native!("time.zoneAt", at), native!("time.zoneIsDST", is_dst)];

/// Zones that have been looked up.
#[derive(Default)]
struct Zones {
    zones: Mutex<HashMap<String, Option<Arc<TimeZone>>>>,
}

fn zone(call: &Call, name: &str) -> Option<Arc<TimeZone>> {
    let state = call.state::<Zones>();
    let mut zones = state.zones.lock().unwrap_or_else(PoisonError::into_inner);
    zones.entry(name.to_string()).or_insert_with(|| load(name).map(Arc::new)).clone()
}

/// A zone by name; "Local" is that of $TZ, else of the system, else UTC.
fn load(name: &str) -> Option<TimeZone> {
    if name != "Local" {
        return TimeZoneSettings::DEFAULT.parse_posix_tz(&format!(":{name}")).ok();
    }
    let local = match std::env::var("TZ") {
        Ok(tz) if tz.is_empty() => None,
        Ok(tz) => TimeZoneSettings::DEFAULT.parse_posix_tz(&tz).ok(),
        Err(_) => TimeZone::local().ok(),
    };
    Some(local.unwrap_or_else(TimeZone::utc))
}

fn exists(call: &mut Call, name: Str) -> bool {
    zone(call, &name.to_string_lossy()).is_some()
}

fn at(call: &mut Call, name: Str, unix: i64) -> (String, i64) {
    let zone = zone(call, &name.to_string_lossy());
    let Some(found) = zone.as_deref().and_then(|z| z.find_local_time_type(unix).ok()) else {
        return ("UTC".into(), 0);
    };
    (found.time_zone_designation().to_string(), found.ut_offset().into())
}

fn is_dst(call: &mut Call, name: Str, unix: i64) -> bool {
    let zone = zone(call, &name.to_string_lossy());
    zone.as_deref().and_then(|z| z.find_local_time_type(unix).ok()).is_some_and(|t| t.is_dst())
}
