//! The part of a run that a picture shows: a stretch of its operations, and of its addresses.

use std::ops::Range;

/// A part of a run. An operation takes the time from its number to the next, and the picture shows the state after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// The operations.
    pub ops: Range<u32>,
    /// The addresses.
    pub addresses: Range<u32>,
}

/// A window shows at least this many operations, if there are as many.
const LEAST_OPS: u32 = 8;
/// A window shows at least this many bytes, if there are as many.
const LEAST_BYTES: u32 = 256;

impl Window {
    /// All of a run of so many operations that reaches up to this address.
    pub fn whole(ops: usize, reach: u32) -> Self {
        Self { ops: 0..(ops as u32).max(1), addresses: 0..reach.max(1) }
    }

    /// Whether it lies in `whole`.
    pub fn is_in(&self, whole: &Self) -> bool {
        within(&self.ops, &whole.ops) && within(&self.addresses, &whole.addresses)
    }

    /// The window with its operations zoomed by `factor` (more than 1 shows fewer), while what is at `at` of its width (0
    /// to 1) stays there.
    #[must_use]
    pub fn zoomed_time(&self, whole: &Self, factor: f64, at: f64) -> Self {
        Self { ops: zoomed(&self.ops, &whole.ops, factor, at, LEAST_OPS), ..self.clone() }
    }

    /// The same with its addresses.
    #[must_use]
    pub fn zoomed_addresses(&self, whole: &Self, factor: f64, at: f64) -> Self {
        let addresses = zoomed(&self.addresses, &whole.addresses, factor, at, LEAST_BYTES);
        Self { addresses, ..self.clone() }
    }

    /// The window moved by these shares of its width and height.
    #[must_use]
    pub fn panned(&self, whole: &Self, time: f64, addresses: f64) -> Self {
        Self {
            ops: panned(&self.ops, &whole.ops, time),
            addresses: panned(&self.addresses, &whole.addresses, addresses),
        }
    }

    /// The window moved as little as needed to show operation `op` with some room around it.
    #[must_use]
    pub fn showing(&self, whole: &Self, op: u32) -> Self {
        if self.ops.contains(&op) {
            return self.clone();
        }
        let width = len(&self.ops);
        let room = width / 8;
        let start =
            if op < self.ops.start { op.saturating_sub(room) } else { (op + 1 + room).saturating_sub(width) };
        let start = start.clamp(whole.ops.start, whole.ops.end - width);
        Self { ops: start..start + width, ..self.clone() }
    }

    /// Where a time is in the window: 0 at its left edge, 1 at its right one.
    pub fn across(&self, time: f64) -> f64 {
        (time - f64::from(self.ops.start)) / f64::from(len(&self.ops))
    }

    /// The operation at a share of the width.
    pub fn op_at(&self, across: f64) -> u32 {
        at(&self.ops, across)
    }

    /// The address at a share of the height, counted from the lower edge.
    pub fn address_at(&self, up: f64) -> u32 {
        at(&self.addresses, up)
    }

    /// Where an address is in the window: 0 at its lower edge, 1 at its upper one.
    pub fn up(&self, address: u32) -> f64 {
        (f64::from(address) - f64::from(self.addresses.start)) / f64::from(len(&self.addresses))
    }
}

fn len(range: &Range<u32>) -> u32 {
    (range.end - range.start).max(1)
}

fn within(range: &Range<u32>, whole: &Range<u32>) -> bool {
    whole.start <= range.start && range.end <= whole.end && range.start < range.end
}

fn at(range: &Range<u32>, share: f64) -> u32 {
    let offset = (share.clamp(0.0, 1.0) * f64::from(len(range))).floor() as u32;
    range.start + offset.min(len(range) - 1)
}

fn zoomed(range: &Range<u32>, whole: &Range<u32>, factor: f64, at: f64, least: u32) -> Range<u32> {
    let (old, all) = (f64::from(len(range)), f64::from(len(whole)));
    let new = (old / factor.max(1e-6)).round().clamp(f64::from(least).min(all), all);
    let start = f64::from(range.start) + (old - new) * at.clamp(0.0, 1.0);
    placed(start, new, whole)
}

fn panned(range: &Range<u32>, whole: &Range<u32>, by: f64) -> Range<u32> {
    let width = f64::from(len(range));
    placed(f64::from(range.start) + by * width, width, whole)
}

/// A range of this start and length, moved into `whole`.
fn placed(start: f64, len: f64, whole: &Range<u32>) -> Range<u32> {
    let most = f64::from(whole.end) - len;
    let start = start.round().clamp(f64::from(whole.start), most.max(f64::from(whole.start))) as u32;
    start..start.saturating_add(len as u32).min(whole.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_under_the_pointer_stays_there() {
        let whole = Window::whole(1_000, 64_000);
        let near = whole.zoomed_time(&whole, 4.0, 0.5);
        assert_eq!(near.ops, 375..625);
        assert_eq!(near.op_at(0.5), 500);
        assert_eq!(near.zoomed_time(&whole, 0.25, 0.5), whole);
        let tall = whole.zoomed_addresses(&whole, 2.0, 0.0);
        assert_eq!((tall.addresses.clone(), tall.ops.clone()), (0..32_000, 0..1_000));
        let least = whole.zoomed_time(&whole, 1e9, 1.0).zoomed_addresses(&whole, 1e9, 1.0);
        assert_eq!(least, Window { ops: 992..1_000, addresses: 63_744..64_000 });
    }

    #[test]
    fn a_window_never_leaves_the_run() {
        let whole = Window::whole(100, 4_096);
        let mut window = whole.zoomed_time(&whole, 3.0, 0.2).zoomed_addresses(&whole, 5.0, 0.9);
        for step in 0..200 {
            let by = f64::from(step % 7) - 3.0;
            window = match step % 4 {
                0 => window.panned(&whole, by, -by),
                1 => window.zoomed_time(&whole, 1.0 + by / 8.0, 0.3),
                2 => window.zoomed_addresses(&whole, 1.0 - by / 8.0, 0.6),
                _ => window.showing(&whole, (step * 37) as u32 % 100),
            };
            assert!(window.is_in(&whole), "{window:?}");
        }
        let tiny = Window::whole(3, 16);
        assert_eq!(tiny.zoomed_time(&tiny, 9.0, 0.5), tiny);
        assert!(Window::whole(0, 0).is_in(&Window::whole(0, 0)));
    }

    #[test]
    fn a_position_outside_is_shown() {
        let whole = Window::whole(1_000, 64);
        let window = Window { ops: 100..200, ..whole.clone() };
        assert_eq!(window.showing(&whole, 150), window);
        for op in [0, 50, 99, 200, 500, 999] {
            assert!(window.showing(&whole, op).ops.contains(&op));
        }
        assert_eq!(window.showing(&whole, 999).ops, 900..1_000);
    }

    #[test]
    fn places_and_values_agree() {
        let window = Window { ops: 10..20, addresses: 100..300 };
        assert_eq!((window.op_at(0.0), window.op_at(0.35), window.op_at(1.0)), (10, 13, 19));
        assert_eq!((window.address_at(0.0), window.address_at(0.5), window.address_at(2.0)), (100, 200, 299));
        assert_eq!((window.across(15.0), window.up(150)), (0.5, 0.25));
    }
}
