//! `dabir rules`

use crate::args::{ReportFormat, RulesArgs};
use crate::selector::{Selector, group};
use crate::style::Look;
use crate::visible::visible;
use anyhow::Error;
use dabir::{Preset, Rule};
use serde::Serialize;
use std::io::Write;

pub(crate) fn run(args: &RulesArgs, out: &mut impl Write) -> Result<bool, Error> {
    let chosen = |rule| args.rules.is_empty() || args.rules.iter().any(|one| one.selects(rule));
    let rules: Vec<_> = Rule::ALL.iter().copied().filter(|&rule| chosen(rule)).collect();
    let look = Look::of_stdout();
    match args.format {
        ReportFormat::Json => {
            let rules: Vec<_> = rules.into_iter().map(Described::of).collect();
            serde_json::to_writer_pretty(&mut *out, &rules)?;
            writeln!(out)?;
        }
        ReportFormat::Text if args.rules.iter().any(|one| one.rule().is_some()) => {
            for (i, &rule) in rules.iter().enumerate() {
                if i > 0 {
                    writeln!(out)?;
                }
                details(rule, &look, out)?;
            }
        }
        ReportFormat::Text => list(&rules, &args.rules, &look, out)?,
    }
    Ok(true)
}

#[derive(Serialize)]
struct Described {
    id: &'static str,
    description: &'static str,
    /// The presets in which it is on.
    presets: Vec<&'static str>,
    before: &'static str,
    after: &'static str,
    /// Whether the spacing model decides, with a confidence.
    statistical: bool,
    /// Whether it is about spaces, half-spaces and invisible characters only.
    spacing: bool,
}

impl Described {
    fn of(rule: Rule) -> Self {
        let (before, after) = rule.example();
        Self {
            id: rule.id(),
            description: rule.description(),
            presets: presets(rule),
            before,
            after,
            statistical: rule.is_statistical(),
            spacing: rule.is_spacing(),
        }
    }
}

fn presets(rule: Rule) -> Vec<&'static str> {
    Preset::ALL.iter().filter(|&&preset| rule.is_in(preset)).map(|preset| preset.name()).collect()
}

/// A line a rule.
fn list(rules: &[Rule], chosen: &[Selector], look: &Look, out: &mut impl Write) -> Result<(), Error> {
    let Look { rule: style, heading, faint, .. } = look;
    let width = rules.iter().map(|rule| rule.id().len()).max().unwrap_or_default();
    let mut before = "";
    for &rule in rules {
        if chosen.is_empty() && group(rule) != before {
            let gap = if before.is_empty() { "" } else { "\n" };
            before = group(rule);
            writeln!(out, "{gap}{heading}{before}{heading:#}")?;
        }
        let on = match presets(rule) {
            on if on.len() == Preset::ALL.len() => "all".to_owned(),
            on => on.join(" "),
        };
        let padding = " ".repeat(width - rule.id().len());
        let example = example(rule, look);
        writeln!(out, "  {style}{rule}{style:#}{padding}  {faint}{on:22}{faint:#}  {example}")?;
    }
    Ok(())
}

fn example(rule: Rule, look: &Look) -> String {
    let (before, after) = rule.example();
    look.change(&visible(before), &visible(after))
}

fn details(rule: Rule, look: &Look, out: &mut impl Write) -> Result<(), Error> {
    let Look { rule: style, .. } = look;
    let description = rule.description();
    let presets = match &*presets(rule).join(", ") {
        "" => "in no preset; --enable switches it on".to_owned(),
        presets => format!("in {presets}"),
    };
    writeln!(out, "{style}{rule}{style:#}: {description}")?;
    writeln!(out, "  example: {}", example(rule, look))?;
    writeln!(out, "  on:      {presets}")?;
    if rule.is_statistical() {
        writeln!(
            out,
            "  decided: by the spacing model, with a confidence; --confidence says how sure it must be,"
        )?;
        writeln!(out, "           and words of a dictionary beat it")?;
    }
    writeln!(out, "  off:     disable = [\"{rule}\"] in dabir.toml, --disable {rule},")?;
    writeln!(out, "           or around a passage <!-- dabir:off {rule} --> … <!-- dabir:on -->")?;
    Ok(())
}
