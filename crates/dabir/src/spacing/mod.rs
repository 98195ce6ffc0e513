//! Half-spaces and spaces that were lost.

mod features;
mod letters;
mod lexicon;
mod stretch;

pub use features::{LEXICAL, MOST, State, extract, is_asked};
pub use letters::{HALF, NONE, SPACE};
pub use lexicon::{Entry, Lexicon};
pub use stretch::{Stretch, hash_of};
