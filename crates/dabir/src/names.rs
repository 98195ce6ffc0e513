//! Enumerations whose values users write by name.

/// Gives an enumeration its list of values, their names, the way back, and `Display`.
macro_rules! names {
    ($type:ident, $known:ident = $example:literal: $($value:ident = $name:literal),* $(,)?) => {
        impl $type {
            /// Every value, in the order of the documentation.
            ///
            #[doc = concat!("```\nuse dabir::", stringify!($type), ";")]
            #[doc = concat!("assert!(", stringify!($type), "::ALL.contains(&", stringify!($type), "::", stringify!($known), "));\n```")]
            pub const ALL: &'static [Self] = &[$(Self::$value),*];

            #[doc = concat!("The name that users write and machine-readable output has: ", $("`", $name, "` "),*)]
            ///
            #[doc = concat!("```\nuse dabir::", stringify!($type), ";")]
            #[doc = concat!("assert_eq!(", stringify!($type), "::", stringify!($known), ".name(), \"", $example, "\");\n```")]
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$value => $name),* }
            }

            /// The value of that name, if there is one.
            ///
            #[doc = concat!("```\nuse dabir::", stringify!($type), ";")]
            #[doc = concat!("assert_eq!(", stringify!($type), "::from_name(\"", $example, "\"), Some(", stringify!($type), "::", stringify!($known), "));")]
            #[doc = concat!("assert_eq!(", stringify!($type), "::from_name(\"\"), None);\n```")]
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.name() == name)
            }
        }

        /// The name.
        impl core::fmt::Display for $type {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.pad(self.name())
            }
        }
    };
}

pub(crate) use names;
