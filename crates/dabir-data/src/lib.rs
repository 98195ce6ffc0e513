//! What Dabir learnt from public corpora, as bytes in the program: nothing is read or parsed at start-up.
//!
//! The bytes are made by `dabir-train` (see `docs/training.md`), which says what they mean; the crate `dabir` checks and
//! reads them. `NOTICE` names the corpora and their licences.

#![no_std]
#![forbid(unsafe_code)]

/// Lexicon and weights of the spacing model, for `dabir::Model::from_bytes`.
///
/// ```
/// assert_eq!(&dabir_data::SPACING[..8], b"dabirspc");
/// ```
pub static SPACING: &[u8] = &Aligned(*include_bytes!("../data/spacing.bin")).0;

/// Words with class, frequency and lemma, for `dabir_stem::Lexicon::from_bytes`.
///
/// ```
/// assert_eq!(&dabir_data::LEXICON[..8], b"dabirlex");
/// ```
pub static LEXICON: &[u8] = include_bytes!("../data/lexicon.bin");

/// On the bounds of cache lines, which the lexicon is made of.
#[repr(align(64))]
struct Aligned<T>(T);
