//! `forty-sync`: sessions, reviews and assignments through an object store that both sides can reach. It is the only part
//! of the package with network code, behind the feature `sync`; `docs/sync.md` has the layout of the store.
//!
//! ```text
//! args ── the commands                     keys ── what each object is called
//! push, pull, forget, verify, status, watch, init ── one command each
//! jobs ── what there is to send            receive ── takes one object
//! standing ── what is known of a listed object
//! exchange ── what the commands share      outcome ── what they did, as lines or as JSON
//! knowledge, facts ── what it knows        seal ── encryption
//! remote, listing ── the store itself      address, clients, credentials, error ── how it is reached
//! ```

mod address;
pub mod args;
mod clients;
pub mod credentials;
mod error;
pub mod exchange;
mod facts;
mod forget;
mod init;
mod jobs;
pub mod keys;
mod knowledge;
mod listing;
mod outcome;
mod pull;
mod push;
mod receive;
pub mod remote;
pub mod seal;
mod standing;
mod status;
mod verify;
mod watch;

use std::process::ExitCode;

use clap::CommandFactory;

use crate::app::failure::{Code, Failure};
use crate::cli;
use crate::store::{self, Paths};
use args::{Cli, SyncCommand};
use exchange::SyncExchange;
use outcome::SyncOutput;

/// The exit code after Ctrl-C, as shells have it.
const INTERRUPTED: u8 = 130;

/// Runs the command of the command line.
///
/// # Errors
/// What failed, with a hint for the user.
pub fn run(cli: Cli) -> Result<ExitCode, Failure> {
    match &cli.command {
        SyncCommand::Completions { shell } => return cli::complete::script("forty-sync", *shell),
        SyncCommand::Man { folder } => return cli::man::pages(Cli::command(), folder),
        _ => {}
    }
    let (paths, config) = cli::setup(cli.folders, &[])?;
    let (candidate, _) = cli::names(config);
    let mut output = SyncOutput::new(cli.json);
    output.is_silent = matches!(cli.command, SyncCommand::Status);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|why| Failure::new(Code::Failed, format!("cannot start: {why}")))?;
    let shown = output.clone();
    let ended = runtime.block_on(async {
        // `watch` listens itself: for it an interrupt is the usual end.
        let is_watching = matches!(cli.command, SyncCommand::Watch { .. });
        tokio::select! {
            // Listened for first: a signal before that would end the program as a kill does.
            biased;
            Ok(()) = tokio::signal::ctrl_c(), if !is_watching => {
                shown.clear();
                cli::say("interrupted; nothing is lost: the next run continues from here");
                Ok(ExitCode::from(INTERRUPTED))
            }
            ended = run_command(cli.command, paths, &candidate, output) => ended,
        }
    });
    // A disk or a server that hangs must not keep the program from ending.
    runtime.shutdown_background();
    ended
}

/// Takes rescued sessions back and says what became of them, but not again what was `said` before.
fn take_back(paths: &Paths, said: &mut Vec<String>) {
    let remarks = store::take_back(paths);
    for remark in remarks.iter().filter(|remark| !said.contains(remark)) {
        cli::say(&format!("note: {remark}"));
    }
    *said = remarks;
}

async fn run_command(
    command: SyncCommand,
    paths: Paths,
    candidate: &str,
    output: SyncOutput,
) -> Result<ExitCode, Failure> {
    if let SyncCommand::Init(args) = command {
        return init::run(&paths, candidate, &args, &output).await;
    }
    let settings = exchange::settings(&paths)?;
    if let SyncCommand::Watch { every } = command {
        return watch::run(paths, &settings.url, output, every).await;
    }
    let is_dry = command.is_dry();
    // A rescued session is one of this machine, and what comes down belongs beside the whole of it.
    match command {
        SyncCommand::Push { .. } | SyncCommand::Pull { .. } if !is_dry => {
            take_back(&paths, &mut Vec::new());
        }
        SyncCommand::Push { .. } | SyncCommand::Pull { .. } | SyncCommand::Status => {
            cli::load::note_all_rescued(&paths);
        }
        _ => {}
    }
    let exchange = SyncExchange::open(paths, settings, output, is_dry)?;
    let outcome = match command {
        SyncCommand::Push { named, .. } => push::run(&exchange, &named).await?,
        SyncCommand::Pull { reviews: true, .. } => pull::run(&exchange, pull::Reviews::All).await?,
        SyncCommand::Pull { .. } => pull::run(&exchange, pull::Reviews::Own).await?,
        SyncCommand::Status => return status::run(&exchange).await,
        SyncCommand::Forget { session, .. } => forget::run(&exchange, &session).await?,
        SyncCommand::Verify => verify::run(&exchange).await?,
        // These have run already.
        _ => return Ok(ExitCode::SUCCESS),
    };
    exchange.end(&outcome)?;
    exchange.output.end(&outcome)?;
    Ok(outcome.code())
}
