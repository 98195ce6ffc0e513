//! Any text of a configuration is refused with a place, or taken.

use crate::settings::{Settings, of_text};

/// What a configuration says makes a normalizer that changes nothing the second time, or the line and column are said at
/// which it makes no sense.
///
/// # Panics
/// Where that does not hold.
pub fn settings(text: &str) {
    const SAMPLE: &str = "علي گفت : \"کتاب هاي 12 گانه\" , `كد` و https://a.ir/ي رئیسجمهور";
    match of_text(text) {
        Ok(Settings { normalizer, .. }) => {
            let once = normalizer.normalize(SAMPLE);
            assert_eq!(normalizer.normalize(&once), once, "{text:?}");
        }
        Err(error) => {
            let error = error.to_string();
            let mut parts = error.splitn(4, ':');
            let is_number =
                |part: Option<&str>| part.is_some_and(|part| part.parse::<usize>().is_ok_and(|n| n > 0));
            assert_eq!(parts.next(), Some("dabir.toml"), "{error}");
            assert!(is_number(parts.next()) && is_number(parts.next()), "{error}");
        }
    }
}
