//! The builder of a normalizer.

use super::Normalizer;
use super::config::{Config, Digits, Ezafe};
use super::spacing::Spacing;
use crate::protect::Protected;
use crate::rule::{Preset, Rule};
use crate::spacing::{Confidence, Dictionary, Model};
use std::sync::Arc;

/// Builds a [`Normalizer`] from a preset and the choices that differ from it. See [`Normalizer::builder`].
#[derive(Clone, Debug)]
#[must_use]
pub struct NormalizerBuilder {
    config: Config,
    model: Option<Model>,
    confidence: Confidence,
    dictionary: Option<Arc<Dictionary>>,
    document: bool,
}

impl NormalizerBuilder {
    pub(super) fn new(preset: Preset) -> Self {
        Self {
            config: Config::new(preset),
            model: None,
            confidence: Confidence::Standard,
            dictionary: None,
            document: false,
        }
    }

    /// Starts from this preset; choices made before are forgotten.
    ///
    /// ```
    /// use dabir::{Normalizer, Preset};
    /// let search = Normalizer::builder().preset(Preset::Search).build();
    /// assert_eq!(search.normalize("مسئلهٔ ۱۲"), "مسیله 12");
    /// ```
    pub fn preset(self, preset: Preset) -> Self {
        Self::new(preset)
    }

    /// Switches one rule on or off.
    ///
    /// ```
    /// use dabir::{Normalizer, Rule};
    /// let normalizer = Normalizer::builder().rule(Rule::PunctuationQuotes, false).build();
    /// assert_eq!(normalizer.normalize("گفت \"برو\""), "گفت \"برو\"");
    /// ```
    pub fn rule(mut self, rule: Rule, on: bool) -> Self {
        // The digits are one choice of several: a rule switched on takes the place of another.
        for digits in [Digits::Persian, Digits::Ascii, Digits::Arabic] {
            if digits.rule() == Some(rule) && on {
                self.config.digits = digits;
            } else if digits.rule() == Some(rule) && self.config.digits == digits {
                self.config.digits = Digits::Keep;
            }
        }
        let rules = self.config.rules;
        self.config.rules = if on { rules.with(rule) } else { rules.without(rule) };
        self
    }

    /// Which digits numbers take: Persian, but for the `search` preset, which takes ASCII.
    ///
    /// ```
    /// use dabir::{Digits, Normalizer};
    /// let normalizer = Normalizer::builder().digits(Digits::Keep).build();
    /// assert_eq!(normalizer.normalize("12 و ۱۲"), "12 و ۱۲");
    /// ```
    pub fn digits(mut self, digits: Digits) -> Self {
        for each in [Digits::Persian, Digits::Ascii, Digits::Arabic] {
            if let Some(rule) = each.rule() {
                self = self.rule(rule, each == digits);
            }
        }
        self.config.digits = digits;
        self
    }

    /// How the ezafe after silent heh is written: as the writer has it.
    ///
    /// ```
    /// use dabir::{Ezafe, Normalizer};
    /// let ye = Normalizer::builder().ezafe(Ezafe::Ye).build();
    /// assert_eq!(ye.normalize("خانۀ ما"), "خانه\u{200c}ی ما");
    /// ```
    pub fn ezafe(mut self, ezafe: Ezafe) -> Self {
        self.config.ezafe = ezafe;
        self
    }

    /// Whether spans of a class leave as they came: all do.
    ///
    /// ```
    /// use dabir::{Normalizer, Protected};
    /// let normalizer = Normalizer::builder().protect(Protected::Hashtag, false).build();
    /// assert_eq!(normalizer.normalize("#كتاب"), "#کتاب");
    /// ```
    pub fn protect(mut self, class: Protected, on: bool) -> Self {
        self.config.protected.set(class, on);
        self
    }

    /// The spacing model to use: the one that comes with Dabir.
    ///
    /// ```
    /// use dabir::{Model, Normalizer};
    /// let normalizer = Normalizer::builder().model(Model::built_in()).build();
    /// assert_eq!(normalizer.normalize("می روم"), "می\u{200c}روم");
    /// ```
    pub fn model(mut self, model: Model) -> Self {
        self.model = Some(model);
        self
    }

    /// How sure the spacing model must be before it changes anything: [`Confidence::Standard`].
    ///
    /// ```
    /// use dabir::{Confidence, Normalizer};
    /// let normalizer = Normalizer::builder().confidence(Confidence::Careful).build();
    /// assert_eq!(normalizer.normalize("انتهای راه"), "انتهای راه");
    /// ```
    pub fn confidence(mut self, confidence: Confidence) -> Self {
        self.confidence = confidence;
        self
    }

    /// Words of your own, which beat the spacing model: none.
    ///
    /// ```
    /// use dabir::{Dictionary, Normalizer};
    /// let dictionary = Dictionary::parse("روزافزون\n")?;
    /// let normalizer = Normalizer::builder().dictionary(dictionary).build();
    /// assert_eq!(normalizer.normalize("رشد روز افزون"), "رشد روزافزون");
    /// # Ok::<(), dabir::DictionaryError>(())
    /// ```
    pub fn dictionary(mut self, dictionary: Dictionary) -> Self {
        self.dictionary = Some(Arc::new(dictionary));
        self
    }

    /// Whether a word that a document writes with a half-space in one place is more likely to get it in later places: no.
    ///
    /// The last 4096 such words count. The result then depends on the lines before, so that parts of a document must go
    /// through one [`Worker`](crate::Worker) in their order.
    ///
    /// ```
    /// use dabir::Normalizer;
    /// let normalizer = Normalizer::builder().document_evidence(true).build();
    /// assert_eq!(normalizer.normalize("بهمن\u{200c}تاش آمد.\nبهمنتاش رفت."), "بهمن\u{200c}تاش آمد.\nبهمن\u{200c}تاش رفت.");
    /// ```
    pub fn document_evidence(mut self, on: bool) -> Self {
        self.document = on;
        self
    }

    /// The normalizer. Cheap: about a fifth of a millisecond, once.
    #[must_use]
    pub fn build(mut self) -> Normalizer {
        // Half-spaces that all go need not come first.
        if self.config.rules.has_statistics() && !self.config.has(Rule::ZwnjFold) {
            let model = self.model.unwrap_or_else(Model::built_in);
            let thresholds = model.thresholds(self.confidence);
            self.config.spacing =
                Some(Spacing { model, thresholds, dictionary: self.dictionary, document: self.document });
        }
        Normalizer::from_config(self.config)
    }
}
