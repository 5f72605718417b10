//! Everything a person types to build, see, test and measure the page: `cargo xtask COMMAND`.

mod base_url;
mod bindings;
mod browser;
mod build;
mod card;
mod cores;
mod counts;
mod fill;
mod html;
mod npm;
mod package;
mod project;
mod python;
mod serve;
mod site;
mod step;
mod system;
mod test;
mod toolchain;
mod watch;
mod weight;

use std::process::ExitCode;

use anyhow::{Result, anyhow, bail};
use lexopt::{Arg, ValueExt};

use crate::base_url::BaseUrl;
use crate::project::Project;

/// One command of the tool.
struct Command {
    name: &'static str,
    /// The flags it accepts; one that takes a value ends in `=` and what it takes.
    flags: &'static [&'static str],
    summary: &'static str,
    run: fn(&Project, &Flags) -> Result<ExitCode>,
}

const COMMANDS: &[Command] = &[
    Command {
        name: "serve",
        flags: &["port=N", "open"],
        summary: "build the page, serve it on 127.0.0.1, rebuild and reload on change",
        run: |project, flags| done(serve::serve(project, flags.port, flags.open)),
    },
    Command {
        name: "build",
        flags: &["base-url=URL"],
        summary: "build dist/, a static site for any server, and weigh it; --base-url says where it will lie",
        run: |project, flags| done(build::build_and_weigh(project, flags.base_url.clone())),
    },
    Command {
        name: "test",
        flags: &["install", "no-browser"],
        summary: "every check and test; --install sets up what is missing",
        run: |project, flags| test::test(project, flags.install, !flags.no_browser),
    },
    Command {
        name: "bench",
        flags: &["install"],
        summary: "measure redraws of the figures beside uPlot, and networks beside JavaScript, in Chromium",
        run: |project, flags| done(browser::bench(project, flags.install)),
    },
    Command {
        name: "shots",
        flags: &["install"],
        summary: "pictures of the running page, into target/shots",
        run: |project, flags| done(browser::run_script_on_page(project, "shots.js", flags.install)),
    },
    Command {
        name: "fill",
        flags: &["check"],
        summary: "write the static figures and numbers; --check only tells what is out of date",
        run: |project, flags| run_fill(project, flags.check),
    },
    Command {
        name: "card",
        flags: &["install"],
        summary: "draw www/og.png anew, the picture that links to a published page show",
        run: |project, flags| done(card::draw(project, flags.install)),
    },
    Command {
        name: "help",
        flags: &[],
        summary: "this list",
        run: |_, _| {
            println!("{}", usage());
            Ok(ExitCode::SUCCESS)
        },
    },
];

#[derive(Debug, Default, PartialEq)]
struct Flags {
    port: Option<u16>,
    open: bool,
    install: bool,
    no_browser: bool,
    check: bool,
    base_url: Option<BaseUrl>,
}

fn main() -> ExitCode {
    let outcome = parse(lexopt::Parser::from_env())
        .and_then(|(command, flags)| (command.run)(&Project::find()?, &flags));
    outcome.unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}

fn done(outcome: Result<()>) -> Result<ExitCode> {
    outcome.map(|()| ExitCode::SUCCESS)
}

fn usage() -> String {
    let mut text = String::from("usage: cargo xtask COMMAND\n");
    for command in COMMANDS {
        let flags: String = command
            .flags
            .iter()
            .map(|flag| match flag.split_once('=') {
                Some((name, value)) => format!(" [--{name} {value}]"),
                None => format!(" [--{flag}]"),
            })
            .collect();
        let typed = format!("{}{flags}", command.name);
        text.push_str(&format!("\n  {typed:<34}{}", command.summary));
    }
    text
}

fn parse(mut arguments: lexopt::Parser) -> Result<(&'static Command, Flags)> {
    let mut command: Option<&'static Command> = None;
    let mut flags = Flags::default();
    while let Some(argument) = arguments.next()? {
        match argument {
            Arg::Long("help") | Arg::Short('h') => return parse_name("help").map(|c| (c, flags)),
            Arg::Value(name) if command.is_none() => {
                command = Some(parse_name(&name.to_string_lossy())?);
            }
            Arg::Long(flag) => {
                let command =
                    command.ok_or_else(|| anyhow!("--{flag} stands before a command\n\n{}", usage()))?;
                let accepts = |known: &&str| known.split('=').next() == Some(flag);
                if !command.flags.iter().any(accepts) {
                    bail!("`{}` has no flag --{flag}\n\n{}", command.name, usage());
                }
                match flag {
                    "port" => flags.port = Some(parse_port(arguments.value()?)?),
                    "open" => flags.open = true,
                    "install" => flags.install = true,
                    "no-browser" => flags.no_browser = true,
                    "check" => flags.check = true,
                    "base-url" => {
                        flags.base_url = Some(BaseUrl::parse(&arguments.value()?.to_string_lossy())?);
                    }
                    unlisted => unreachable!("--{unlisted} is in the table but not read"),
                }
            }
            Arg::Short(letter) => bail!("there is no flag -{letter}\n\n{}", usage()),
            Arg::Value(extra) => {
                bail!("{} is one argument too many\n\n{}", extra.to_string_lossy(), usage())
            }
        }
    }
    command.map(|command| (command, flags)).ok_or_else(|| anyhow!("which command?\n\n{}", usage()))
}

fn parse_name(name: &str) -> Result<&'static Command> {
    COMMANDS
        .iter()
        .find(|command| command.name == name)
        .ok_or_else(|| anyhow!("there is no command `{name}`\n\n{}", usage()))
}

fn parse_port(value: std::ffi::OsString) -> Result<u16> {
    match value.parse::<u16>() {
        Ok(port) if port > 0 => Ok(port),
        _ => bail!("--port takes a number from 1 to 65535, not {}", value.to_string_lossy()),
    }
}

fn run_fill(project: &Project, only_check: bool) -> Result<ExitCode> {
    let (paths, verb) = if only_check {
        (fill::stale(&project.root)?, "out of date")
    } else {
        (fill::fill(&project.root)?, "written")
    };
    for path in &paths {
        let shown = path.strip_prefix(&project.root).unwrap_or(path);
        println!("{verb}: {}", shown.display());
    }
    if paths.is_empty() {
        println!("The generated figures and numbers are up to date.");
    } else if only_check {
        bail!("generated parts are out of date: run `cargo xtask fill`");
    }
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(words: &[&str]) -> Result<(&'static str, Flags), String> {
        parse(lexopt::Parser::from_args(words))
            .map(|(command, flags)| (command.name, flags))
            .map_err(|error| error.to_string())
    }

    #[test]
    fn flags_reach_their_command() {
        let flags = Flags { port: Some(9000), open: true, ..Flags::default() };
        assert_eq!(parsed(&["serve", "--port=9000", "--open"]), Ok(("serve", flags)));
        let flags = Flags { install: true, no_browser: true, ..Flags::default() };
        assert_eq!(parsed(&["test", "--install", "--no-browser"]), Ok(("test", flags)));
        let base_url = BaseUrl::parse("https://example.org/relu/").ok();
        let flags = Flags { base_url, ..Flags::default() };
        assert_eq!(parsed(&["build", "--base-url", "https://example.org/relu"]), Ok(("build", flags)));
    }

    #[test]
    fn what_is_not_in_the_table_is_refused_with_the_list() {
        for (words, sentence) in [
            (&["srve"][..], "there is no command `srve`"),
            (&["build", "--port=1"], "`build` has no flag --port"),
            (&["build", "now"], "now is one argument too many"),
            (&["serve", "-x"], "there is no flag -x"),
            (&["--open", "serve"], "--open stands before a command"),
            (&[], "which command?"),
        ] {
            let error = parsed(words).unwrap_err();
            assert!(error.starts_with(sentence), "{error}");
            assert!(error.contains("usage: cargo xtask"), "{error}");
        }
    }

    #[test]
    fn a_port_is_a_number_that_a_server_can_have() {
        for port in ["0", "65536", "-1", "http", ""] {
            let error = parsed(&["serve", "--port", port]).unwrap_err();
            assert!(error.contains("1 to 65535"), "{error}");
        }
    }

    #[test]
    fn every_flag_of_the_table_is_read() {
        for command in COMMANDS {
            for flag in command.flags {
                let typed = match flag.split_once('=') {
                    Some((name, "N")) => format!("--{name}=1"),
                    Some((name, "URL")) => format!("--{name}=https://example.org/"),
                    Some((_, value)) => panic!("what is a {value}?"),
                    None => format!("--{flag}"),
                };
                assert!(parsed(&[command.name, &typed]).is_ok(), "{typed}");
            }
        }
    }
}
