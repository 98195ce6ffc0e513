//! x
#![allow(missing_docs)]
mod alignment;
mod chars;
mod edit;
mod normalize;
mod offset;
mod protect;
mod rule;
pub use alignment::Alignment;
pub use edit::Edit;
pub use normalize::{Digits, Ezafe, Normalized, Normalizer, NormalizerBuilder, Worker};
pub use offset::{Offsets, Position};
pub use protect::Protected;
pub use rule::{Preset, Rule};
mod token;
pub use token::*;
