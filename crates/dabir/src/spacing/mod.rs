//! Half-spaces and spaces that were lost: what the model looks at, what it knows, what it decides.

mod dictionary;
mod document;
mod features;
mod kind;
mod letters;
mod lexicon;
mod model;
mod stretch;

pub use dictionary::{Dictionary, DictionaryError};
pub(crate) use document::Document;
pub use features::{LEXICAL, MOST, State, asked, extract};
pub use kind::{Calibration, Confidence, Kind};
pub use letters::{HALF, NONE, SPACE};
pub use lexicon::{Entry, Lexicon};
pub use model::{Decision, Model, ModelError, Thresholds};
pub use stretch::{Gap, Piece, Stretch, hash_of};
