//! Half-spaces and spaces that were lost.

mod features;
mod letters;
mod lexicon;
mod stretch;

pub use features::{LEXICAL, MOST, State, asked, extract};
pub use letters::{HALF, NONE, SPACE};
pub use lexicon::{Entry, Lexicon};
pub use stretch::{Gap, Piece, Stretch, hash_of};
