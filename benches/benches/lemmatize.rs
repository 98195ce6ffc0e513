//! How fast are words lemmatized, next to rishe?
//!
//! Both are given the same words one by one, those of the text in its order, and hand out each lemma to a black box. The
//! time to find the words is in neither. `dabir` has its default choices, a verb as past#present; `analyzed` is the same
//! without the answers that the lexicon keeps, all of which are what the analysis finds. rishe looks at most two suffixes
//! deep and names a verb by its past stem; how often both give the same lemma is checked to be what it was.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dabir::{TokenKind, words};
use dabir_benches::{clean, lost};
use dabir_stem::{Lemmatizer, VerbLemma};
use rishe::Rishe;
use std::hint::black_box;
use std::time::Duration;
