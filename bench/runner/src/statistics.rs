//! Medians, quartiles and means.

/// The quartiles of some values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    pub lower: f64,
    pub median: f64,
    pub upper: f64,
}

impl Spread {
    /// `None` if there are no values.
    pub fn of(values: &[f64]) -> Option<Self> {
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        let at = |share| quantile(&sorted, share);
        Some(Self { lower: at(0.25)?, median: at(0.5)?, upper: at(0.75)? })
    }
}

/// The value below which this fraction of the sorted values is, interpolated between two of them.
fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let position = share * sorted.len().checked_sub(1)? as f64;
    let [below, above] = [position.floor(), position.ceil()].map(|index| sorted[index as usize]);
    Some(below + (above - below) * position.fract())
}

/// The geometric mean, in which 2 and 1/2 cancel out. `None` if there are no values, or one isn't positive.
pub fn geometric_mean(values: &[f64]) -> Option<f64> {
    if values.is_empty() || values.iter().any(|&value| value <= 0.0) {
        return None;
    }
    Some((values.iter().map(|value| value.ln()).sum::<f64>() / values.len() as f64).exp())
}

#[cfg(test)]
mod tests {
    use super::{Spread, geometric_mean};

    #[test]
    fn the_quartiles_of_an_odd_number_are_values() {
        let spread = Spread::of(&[5.0, 1.0, 4.0, 2.0, 3.0]);
        assert_eq!(spread, Some(Spread { lower: 2.0, median: 3.0, upper: 4.0 }));
    }

    #[test]
    fn those_of_an_even_number_lie_between() {
        let spread = Spread::of(&[4.0, 1.0, 2.0, 3.0]);
        assert_eq!(spread, Some(Spread { lower: 1.75, median: 2.5, upper: 3.25 }));
    }

    #[test]
    fn one_value_is_its_own_spread_and_none_have_none() {
        assert_eq!(Spread::of(&[2.0]), Some(Spread { lower: 2.0, median: 2.0, upper: 2.0 }));
        assert_eq!(Spread::of(&[]), None);
    }

    #[test]
    fn twice_and_half_cancel_out() {
        assert_eq!(geometric_mean(&[2.0, 0.5]), Some(1.0));
        assert_eq!(geometric_mean(&[]), None);
        assert_eq!(geometric_mean(&[1.0, 0.0]), None);
    }
}
