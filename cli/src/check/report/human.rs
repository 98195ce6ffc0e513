//! Findings for people.

use crate::check::finding::{Finding, shortened};
use crate::selector::group;
use crate::style::Look;
use crate::visible::{printable, visible};
use anyhow::Error;
use std::collections::BTreeSet;
use std::io::Write;

/// `FILE:LINE:COLUMN: RULE: «before» → «after» (CONFIDENCE)`, and below the source line with the place marked.
///
/// A caret in a line of its own would point nowhere: in a line of both directions nobody knows where the terminal puts a
/// character. So the mark is in the line, a colour or ⟦ ⟧.
pub(super) fn write(file: &str, finding: &Finding, look: &Look, out: &mut impl Write) -> Result<(), Error> {
    let Look { place, rule, faint, .. } = look;
    let (line, column) = (finding.start.line, finding.start.column);
    let ids = super::ids(finding).join(", ");
    let (from, to) = (visible(&shortened(&finding.from)), visible(&shortened(&finding.to)));
    let change = look.change(&from, &to);
    let file = printable(file);
    write!(out, "{place}{file}:{line}:{column}:{place:#} {rule}{ids}:{rule:#} {change}")?;
    // Rules that need no statistics are sure.
    if finding.changes.iter().any(|change| change.rule.is_statistical()) {
        // Nor does anything below it look like certainty.
        write!(out, " {faint}({:.2}){faint:#}", finding.confidence().min(0.99))?;
    }
    // Some letters look the same inside a word.
    if group(finding.rule()) == "letters" {
        let removed: BTreeSet<_> = finding.changes.iter().flat_map(|change| change.removed.chars()).collect();
        let codes: Vec<_> = removed.iter().take(4).map(|&c| format!("U+{:04X}", u32::from(c))).collect();
        write!(out, " {faint}({}){faint:#}", codes.join(", "))?;
    }
    let (before, after) = (printable(&finding.source.before), printable(&finding.source.after));
    if look.coloured {
        let mark = look.removed.bold().underline();
        writeln!(out, "\n    {faint}{before}{faint:#}{mark}{from}{mark:#}{faint}{after}{faint:#}")?;
    } else {
        writeln!(out, "\n    {before}⟦{from}⟧{after}")?;
    }
    Ok(())
}
