//! Half-spaces and spaces that were lost: what the model looks at, what it knows, what it decides.

mod asked;
mod counted;
mod dictionary;
mod document;
mod ending;
mod features;
mod kind;
mod letters;
mod lexicon;
mod model;
mod spelt;
mod spoken;
mod stretch;

pub(crate) use asked::Asked;
pub use asked::asked;
pub use dictionary::{Dictionary, DictionaryError};
pub(crate) use document::Document;
pub use features::{LASTING, LEXICAL, OF_STATE, State, StateKeys, extract};
pub use kind::{Calibration, Confidence, Kind};
pub use letters::{HALF, NONE, SPACE};
pub use lexicon::{Entry, Lexicon};
pub use model::{Decision, Model, ModelError, Tables, Thresholds, Weighed};
pub use stretch::{Gap, Piece, Stretch, hash_of};
