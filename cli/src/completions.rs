//! `dabir completions` and `dabir man`: made from the arguments.

use crate::args::{Args, CompletionsArgs, ManArgs};
use anyhow::{Context, Error};
use clap::{Command, CommandFactory};
use clap_mangen::Man;
use std::fs;
use std::io::Write;

pub(crate) fn completions(args: &CompletionsArgs, out: &mut impl Write) -> Result<bool, Error> {
    // Into memory first: the generator takes a broken pipe for a bug.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "dabir", &mut script);
    out.write_all(&script)?;
    Ok(true)
}

pub(crate) fn man(args: &ManArgs, out: &mut impl Write) -> Result<bool, Error> {
    let mut command = Args::command().disable_help_subcommand(true);
    command.build();
    let Some(folder) = &args.out_dir else {
        Man::new(command).render(out)?;
        return Ok(true);
    };
    fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    for command in std::iter::once(&command).chain(command.get_subcommands()) {
        let name = command.get_display_name().unwrap_or(command.get_name()).to_owned();
        let path = folder.join(format!("{name}.1"));
        fs::write(&path, page(command)?).with_context(|| path.display().to_string())?;
    }
    Ok(true)
}

fn page(command: &Command) -> Result<Vec<u8>, Error> {
    let mut page = Vec::new();
    Man::new(command.clone()).render(&mut page)?;
    Ok(page)
}
