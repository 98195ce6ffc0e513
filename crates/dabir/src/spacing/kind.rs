//! The changes of a gap, and how sure one must be to make them.

use super::letters::{HALF, NONE, SPACE};
use core::fmt;

/// A change of one gap. Nothing else changes: a half-space that the writer put stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Kind {
    /// A half-space that was lost.
    NoneHalf,
    /// A space that was lost.
    NoneSpace,
    /// A space where a half-space belongs.
    SpaceHalf,
    /// A space where nothing belongs.
    SpaceNone,
}

impl Kind {
    /// All kinds, in the order of their numbers.
    pub const ALL: [Kind; 4] = [Kind::NoneHalf, Kind::NoneSpace, Kind::SpaceHalf, Kind::SpaceNone];

    /// The separator that the change puts.
    #[must_use]
    pub fn to(self) -> u8 {
        match self {
            Kind::NoneHalf | Kind::SpaceHalf => HALF,
            Kind::NoneSpace => SPACE,
            Kind::SpaceNone => NONE,
        }
    }

    /// The changes open to a gap, by the separator seen and whether a half-space may stand there: what the two columns of
    /// the weights speak for.
    #[inline]
    #[must_use]
    pub fn of(seen: u8, joins: bool) -> [Option<Kind>; 2] {
        match (seen, joins) {
            (NONE, true) => [Some(Kind::NoneHalf), Some(Kind::NoneSpace)],
            (NONE, false) => [None, Some(Kind::NoneSpace)],
            (SPACE, true) => [Some(Kind::SpaceHalf), None],
            (SPACE, false) => [Some(Kind::SpaceNone), None],
            _ => [None, None],
        }
    }
}

/// How sure the spacing model must be before it changes a gap.
///
/// ```
/// use dabir::{Confidence, Normalizer};
/// let careful = Normalizer::builder().confidence(Confidence::AtLeast(0.9)).build();
/// assert_eq!(careful.normalize("کتابهای خوب"), "کتاب\u{200c}های خوب");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub enum Confidence {
    /// Only what is nearly certain: a probability of 0.95, or what `Standard` asks for where that is more.
    Careful,
    /// Restores most and harms next to nothing; the default. The least probability differs by kind of change (a lost
    /// half-space, a lost space, a space in place of a half-space, a space too many) and comes with the model.
    #[default]
    Standard,
    /// Whatever is more likely than not: a probability of 0.5, or what `Standard` asks for where that is less.
    Eager,
    /// A probability of your own, between 0 and 1. Below 0.5 changes are made that are more likely wrong than right; at 0
    /// every change there is, which leaves few words whole. Less than 0 counts as 0, more than 1 as 1. NaN allows no change.
    AtLeast(f32),
}

impl Confidence {
    /// The setting that users write as `careful`, `standard`, `eager`, or as a probability between 0 and 1.
    ///
    /// ```
    /// use dabir::Confidence;
    /// assert_eq!(Confidence::from_name("careful"), Some(Confidence::Careful));
    /// assert_eq!(Confidence::from_name("0.9"), Some(Confidence::AtLeast(0.9)));
    /// assert_eq!(Confidence::from_name("1.5"), None);
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "careful" => Some(Self::Careful),
            "standard" => Some(Self::Standard),
            "eager" => Some(Self::Eager),
            _ => name.parse().ok().filter(|p| (0.0..=1.0).contains(p)).map(Self::AtLeast),
        }
    }
}

/// What [`from_name`](Confidence::from_name) reads.
impl fmt::Display for Confidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Careful => f.pad("careful"),
            Self::Standard => f.pad("standard"),
            Self::Eager => f.pad("eager"),
            Self::AtLeast(p) => fmt::Display::fmt(p, f),
        }
    }
}

/// How the scores of one kind become probabilities, and what the named settings ask for.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Calibration {
    /// What the score is multiplied by in the logistic function of the probability, and what is added.
    pub slope: f32,
    /// See `slope`.
    pub offset: f32,
    /// The least scores, in log odds, of [`Confidence::Careful`], `Standard` and `Eager`.
    pub least: [f32; 3],
}

impl Calibration {
    /// The probability that a change with this score, in log odds, is right.
    #[must_use]
    pub fn probability(&self, score: f32) -> f32 {
        1.0 / (1.0 + (-(self.slope * score + self.offset)).exp())
    }

    /// The score, in log odds, that a change needs.
    #[must_use]
    pub fn threshold(&self, confidence: Confidence) -> f32 {
        match confidence {
            Confidence::Careful => self.least[0],
            Confidence::Standard => self.least[1],
            Confidence::Eager => self.least[2],
            Confidence::AtLeast(p) if p.is_nan() => f32::INFINITY,
            Confidence::AtLeast(p) => {
                let p = p.clamp(1e-6, 1.0 - 1e-6);
                ((p / (1.0 - p)).ln() - self.offset) / self.slope
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_have_names() {
        use Confidence::*;
        for confidence in [Careful, Standard, Eager, AtLeast(0.25), AtLeast(0.0), AtLeast(1.0)] {
            assert_eq!(Confidence::from_name(&confidence.to_string()), Some(confidence));
        }
        for name in ["", "-1", "1.01", "NaN", "inf", "Careful"] {
            assert_eq!(Confidence::from_name(name), None, "{name}");
        }
    }

    #[test]
    fn thresholds_rise_with_the_probability_and_nan_is_beyond_all() {
        let kind = Calibration { slope: 0.7, offset: -0.3, least: [3.0, 1.0, 0.0] };
        let threshold = |p| kind.threshold(Confidence::AtLeast(p));
        let rising = [0.0, 0.1, 0.5, 0.95, 1.0, f32::NAN].map(threshold);
        assert!(rising.is_sorted_by(|a, b| a < b), "{rising:?}");
        assert_eq!((threshold(-1.0), threshold(7.0)), (rising[0], rising[4]));
        assert!((kind.probability(threshold(0.9)) - 0.9).abs() < 1e-3);
        let model = crate::Model::built_in();
        let builder = crate::Normalizer::builder().model(model).confidence(Confidence::AtLeast(f32::NAN));
        assert_eq!(builder.build().normalize("کتابهای می روم"), "کتابهای می روم");
    }
}
