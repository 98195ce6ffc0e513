//! Findings as workflow commands, which GitHub shows at their lines in a pull request.

use crate::check::finding::{Finding, shortened};
use crate::style::Look;
use crate::visible::visible;
use anyhow::Error;
use std::io::Write;

pub(super) fn write(file: &str, finding: &Finding, out: &mut impl Write) -> Result<(), Error> {
    let Finding { start, end, .. } = finding;
    let (from, to) = (visible(&shortened(&finding.from)), visible(&shortened(&finding.to)));
    let message = format!("{} ({})", Look::on_page().change(&from, &to), finding.rule().description());
    writeln!(
        out,
        "::warning file={},line={},endLine={},col={},endColumn={},title={}::{}",
        property(file),
        start.line,
        end.line,
        start.column,
        end.column,
        property(&super::ids(finding).join(", ")),
        data(&message)
    )?;
    Ok(())
}

/// What would end the message is escaped.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// In the properties, what would end one too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_a_message_or_a_property() {
        assert_eq!(data("۵% :,\n"), "۵%25 :,%0A");
        assert_eq!(property("a,b:c%\r"), "a%2Cb%3Ac%25%0D");
    }
}
