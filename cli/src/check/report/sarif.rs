//! Findings in the Static Analysis Results Interchange Format, SARIF 2.1.0.

use crate::check::finding::{Change, Finding, shortened};
use crate::visible::visible;
use anyhow::Error;
use dabir::{Preset, Rule};
use serde_json::{Value, json};
use std::io::Write;

/// What stands before each result but the first.
pub(super) const SEPARATOR: &[u8] = b",";
/// All after the last result.
pub(super) const FOOT: &str = "]}]}";

/// All up to the first result.
pub(super) fn head() -> String {
    let rules: Vec<_> = Rule::ALL.iter().map(|&rule| describe(rule)).collect();
    let driver = json!({ "name": "dabir", "version": env!("CARGO_PKG_VERSION"), "rules": rules });
    format!(
        "{{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{{\"tool\":{},\
         \"columnKind\":\"unicodeCodePoints\",\"results\":[",
        json!({ "driver": driver })
    )
}

fn describe(rule: Rule) -> Value {
    let (from, to) = rule.example();
    let example = format!("«{}» → «{}»", visible(from), visible(to));
    json!({
        "id": rule.id(),
        "shortDescription": { "text": rule.description() },
        "help": { "text": example, "markdown": example },
        "defaultConfiguration": { "level": "warning", "enabled": rule.is_in(Preset::Standard) },
    })
}

pub(super) fn write(file: &str, finding: &Finding, out: &mut impl Write) -> Result<(), Error> {
    let (from, to) = (visible(&shortened(&finding.from)), visible(&shortened(&finding.to)));
    let location = json!({ "uri": uri(file) });
    let replacements: Vec<_> = finding.changes.iter().map(replacement).collect();
    let index = Rule::ALL.iter().position(|&rule| rule == finding.rule());
    let Finding { start, end, .. } = finding;
    let result = json!({
        "ruleId": finding.rule().id(),
        "ruleIndex": index,
        "level": "warning",
        "message": { "text": format!("«{from}» → «{to}»") },
        "locations": [{ "physicalLocation": {
            "artifactLocation": location,
            "region": region((start.line, start.column), (end.line, end.column)),
        }}],
        "fixes": [{
            "description": { "text": finding.rule().description() },
            "artifactChanges": [{ "artifactLocation": location, "replacements": replacements }],
        }],
        "properties": { "confidence": finding.confidence(), "rules": super::ids(finding) },
    });
    out.write_all(SEPARATOR)?;
    Ok(writeln!(out, "{result}")?)
}

fn replacement(change: &Change) -> Value {
    let Change { start, end, inserted, .. } = change;
    json!({
        "deletedRegion": region((start.line, start.column), (end.line, end.column)),
        "insertedContent": { "text": inserted },
    })
}

fn region(start: (usize, usize), end: (usize, usize)) -> Value {
    json!({ "startLine": start.0, "startColumn": start.1, "endLine": end.0, "endColumn": end.1 })
}

/// A path as a relative reference.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.replace('\\', "/").bytes() {
        match byte {
            b'/' | b'-' | b'.' | b'_' | b'~' => uri.push(char::from(byte)),
            byte if byte.is_ascii_alphanumeric() => uri.push(char::from(byte)),
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_references() {
        assert_eq!(uri("docs/a b:.md"), "docs/a%20b%3A.md");
        assert_eq!(uri("م"), "%D9%85");
    }
}
