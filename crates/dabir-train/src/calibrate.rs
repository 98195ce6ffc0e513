//! From scores to probabilities, on the development sets.

use crate::evaluate::{Dev, MODES};
use dabir::Model;
use dabir::spacing::{Calibration, Confidence, Kind, State, StateKeys, asked};

/// The least log odds of the standard setting by kind, chosen on the development sets: see docs/training.md.
const STANDARD: [f32; 4] = [-0.5, 1.5, -0.5, 1.0];

/// The calibration of each kind: a logistic regression of "right" on the score.
pub(crate) fn fit(dev: &Dev, model: &Model) -> [Calibration; 4] {
    let tables = &model.tables();
    let mut samples: [Vec<(f32, bool)>; 4] = Default::default();
    for mode in MODES {
        dev.each(mode, tables, |bad, right| {
            let state = StateKeys::of(State::of(bad));
            asked(bad, tables, |gap| {
                if let Some(decision) = tables.decide(bad, &tables.weigh(bad, gap), &state) {
                    let score = model.log_odds(decision);
                    // What is far from being done says nothing about what is nearly done.
                    if score > -4.0 {
                        samples[decision.kind as usize].push((score, right(gap, decision.kind.to())));
                    }
                }
            });
        });
    }
    Kind::ALL.map(|kind| {
        let (slope, offset) = logistic(&samples[kind as usize]);
        let mut c = Calibration { slope, offset, least: [0.0; 3] };
        c.least = [
            c.threshold(Confidence::AtLeast(0.95)),
            STANDARD[kind as usize],
            c.threshold(Confidence::AtLeast(0.5)),
        ];
        // The settings are in order whatever the curve says.
        c.least[0] = c.least[0].max(c.least[1]);
        c.least[2] = c.least[2].min(c.least[1]);
        eprintln!(
            "{kind:?}: {} samples, slope {slope:.3}, offset {offset:.3}, least {:.2?}",
            samples[kind as usize].len(),
            c.least
        );
        c
    })
}

/// Slope and offset by Newton's method, with a little regularization towards 1 and 0.
fn logistic(samples: &[(f32, bool)]) -> (f32, f32) {
    // As if so many samples had said it.
    const PRIOR: f64 = 20.0;
    let (mut a, mut b) = (1.0f64, 0.0f64);
    for _ in 0..100 {
        let (mut ga, mut gb, mut haa, mut hab, mut hbb) = (PRIOR * (a - 1.0), PRIOR * b, PRIOR, 0.0, PRIOR);
        for &(x, right) in samples {
            let x = f64::from(x);
            let p = 1.0 / (1.0 + (-(a * x + b)).exp());
            let (g, h) = (p - f64::from(u8::from(right)), (p * (1.0 - p)).max(1e-9));
            ga += g * x;
            gb += g;
            haa += h * x * x;
            hab += h * x;
            hbb += h;
        }
        let det = haa * hbb - hab * hab;
        // Damped, for a full step may leap too far.
        a = (a - 0.5 * (hbb * ga - hab * gb) / det).clamp(0.1, 10.0);
        b -= 0.5 * (haa * gb - hab * ga) / det;
    }
    (a as f32, b as f32)
}
