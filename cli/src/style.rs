//! Colours, and what else is different on a terminal.

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use std::io::{self, IsTerminal};

/// What words are shown in; the first pair that is not in them.
const QUOTES: [[char; 2]; 3] = [['«', '»'], ['“', '”'], ['‹', '›']];

/// How the parts of a report look. In one without colours every style is empty.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Look {
    pub(crate) place: Style,
    pub(crate) rule: Style,
    pub(crate) removed: Style,
    pub(crate) inserted: Style,
    pub(crate) heading: Style,
    pub(crate) faint: Style,
    pub(crate) coloured: bool,
    /// Right-to-left words on both sides of an arrow must not run together.
    isolates: bool,
}

impl Look {
    /// As `--color`, NO_COLOR, CLICOLOR and the terminal have it.
    pub(crate) fn of_stdout() -> Self {
        let isolates = io::stdout().is_terminal();
        if AutoStream::choice(&io::stdout()) == ColorChoice::Never {
            return Self { isolates, ..Self::default() };
        }
        Self { isolates, ..Self::coloured() }
    }

    /// In colours.
    pub(crate) fn coloured() -> Self {
        Self {
            place: Style::new().bold(),
            rule: AnsiColor::Cyan.on_default(),
            removed: AnsiColor::Red.on_default(),
            inserted: AnsiColor::Green.on_default(),
            heading: Style::new().bold(),
            faint: Style::new().dimmed(),
            coloured: true,
            isolates: false,
        }
    }

    /// Of a page that turns words written from the right, and knows no colours.
    pub(crate) fn on_page() -> Self {
        Self { isolates: true, ..Self::default() }
    }

    /// `«from» → «to»`, in other quotation marks if those are in the text. To a terminal with a left-to-right mark on each side of the arrow: between two words written from the
    /// right it would turn round with them.
    pub(crate) fn change(&self, from: &str, to: &str) -> String {
        let Self { removed, inserted, .. } = self;
        let mark = if self.isolates { "\u{200E}" } else { "" };
        let free = |pair: &&[char; 2]| !from.contains(**pair) && !to.contains(**pair);
        let [open, close] = QUOTES.iter().find(free).unwrap_or(&QUOTES[0]);
        format!(
            "{removed}{open}{from}{close}{removed:#}{mark} → {mark}{inserted}{open}{to}{close}{inserted:#}{mark}"
        )
    }
}
