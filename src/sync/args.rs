//! The command-line arguments of `forty-sync`.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::cli::args::{Folders, Shell, VERSION};

const EXAMPLES: &str = "Examples:
  forty-sync init s3://bootcamp/autumn --endpoint https://s3.example.org --region eu
  forty-sync push                    send finished sessions and published reviews
  forty-sync pull                    receive reviews, or sessions as a coach
  forty-sync watch                   do both every minute
";

const INIT: &str = "Examples:
  forty-sync init s3://bootcamp/autumn --region eu-central-1
  forty-sync init s3://forty --endpoint http://10.0.0.1:3900 --endpoint http://10.0.0.2:3900 --coach
  forty-sync init file:///mnt/bootcamp
";

const PUSH: &str = "Examples:
  forty-sync push                            all that is new on this machine
  forty-sync push --dry-run                  say what that would be
  forty-sync push 20261128-101500-fraud-detection-4f2a
                                             one session, also if it was removed with `forget`
";

const PULL: &str = "Examples:
  forty-sync pull                            all that is new in the store
  forty-sync pull --reviews                  as a coach, also what other coaches published
";

const STATUS: &str = "Examples:
  forty-sync status                          where the store is, and what is new on both sides
  forty-sync status --json                   for other programs
";

const WATCH: &str = "Examples:
  forty-sync watch                           once a minute, until Ctrl-C
  forty-sync watch --every 600               once in ten minutes
";

const FORGET: &str = "Examples:
  forty-sync forget 20261128-101500-fraud-detection-4f2a --dry-run
                                             say which objects there are of it
  forty-sync forget 20261128-101500-fraud-detection-4f2a
                                             remove them
";

const VERIFY: &str = "Examples:
  forty-sync verify                          is everything there and whole?
";

const COMPLETIONS: &str = "Examples:
  bash        echo 'source <(forty-sync completions bash)' >> ~/.bashrc
  zsh         echo 'source <(forty-sync completions zsh)' >> ~/.zshrc
  fish        forty-sync completions fish > ~/.config/fish/completions/forty-sync.fish
  elvish      echo 'eval (forty-sync completions elvish | slurp)' >> ~/.config/elvish/rc.elv
  PowerShell  forty-sync completions powershell | Out-String | Invoke-Expression
";

const MAN: &str = "Examples:
  forty-sync man ~/.local/share/man/man1     write the pages where `man forty-sync` finds them
";

const AFTER: &str = "Credentials are those of the environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN) or of
the profile that AWS_PROFILE names in ~/.aws/credentials. They are never written or shown.

Exit codes:
  0 done   1 something failed   2 wrong usage   3 not found
  5 in use by another process   130 interrupted";

/// Exchange sessions and reviews through an S3 bucket or a shared folder
#[derive(Debug, Parser)]
#[command(name = "forty-sync", version = VERSION, before_help = EXAMPLES, after_help = AFTER, disable_help_subcommand = true)]
pub struct Cli {
    #[command(flatten)]
    pub folders: Folders,
    /// Print one JSON object instead of lines
    #[arg(long, global = true)]
    pub json: bool,
    #[command(subcommand)]
    pub command: SyncCommand,
}

#[derive(Debug, Subcommand)]
pub enum SyncCommand {
    /// Say where the store is, and who uses it on this machine
    #[command(before_help = INIT)]
    Init(InitArgs),
    /// Send finished sessions, published reviews and assignments of this machine
    #[command(before_help = PUSH)]
    Push {
        /// Only these sessions, also those that were removed with `forget`: ids
        #[arg(value_name = "SESSION")]
        named: Vec<String>,
        /// Say what would be sent
        #[arg(long)]
        dry_run: bool,
    },
    /// Receive reviews of own sessions and assignments, or as a coach the sessions of all candidates
    #[command(before_help = PULL)]
    Pull {
        /// As a coach, also the published reviews of other coaches
        #[arg(long)]
        reviews: bool,
        /// Say what would be received
        #[arg(long)]
        dry_run: bool,
    },
    /// Say what a push and a pull would do now
    #[command(before_help = STATUS)]
    Status,
    /// Push and pull every minute until it is interrupted, with a line for each change; look for reviews every ten minutes
    #[command(before_help = WATCH)]
    Watch {
        /// Seconds between two rounds, at least 5
        #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u64).range(5..=86_400), value_name = "SECONDS")]
        every: u64,
    },
    /// Remove every object of a session from the store; files on this machine and others stay
    #[command(before_help = FORGET)]
    Forget {
        /// The id of the session
        session: String,
        /// Say what would be removed
        #[arg(long)]
        dry_run: bool,
    },
    /// Fetch every object and compare it with the hash in its key, and look for what this machine sent
    #[command(before_help = VERIFY)]
    Verify,
    /// Print the script that lets a shell complete commands and sessions
    #[command(before_help = COMPLETIONS)]
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: Shell,
    },
    /// Write a man page for each command
    #[command(before_help = MAN)]
    Man {
        /// Folder for the pages, which is created if it is missing
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
}

impl SyncCommand {
    /// Whether the command may change nothing.
    pub fn is_dry(&self) -> bool {
        match self {
            Self::Push { dry_run, .. }
            | Self::Pull { dry_run, .. }
            | Self::Forget { dry_run, .. } => *dry_run,
            Self::Status => true,
            _ => false,
        }
    }
}

#[derive(Debug, Args)]
pub struct InitArgs {
    /// `s3://bucket/prefix`, or `file:///folder` for a shared folder
    pub url: String,
    /// Address of an S3 service other than that of AWS; several are tried in turn
    #[arg(long, value_name = "URL")]
    pub endpoint: Vec<String>,
    /// Region of the bucket
    #[arg(long)]
    pub region: Option<String>,
    /// Receive the sessions of all candidates on this machine, and send none
    #[arg(long)]
    pub coach: bool,
    /// As a coach, write this description of the cohort to the store: whose public keys everything is encrypted to
    #[arg(long, value_name = "FILE")]
    pub cohort: Option<PathBuf>,
    /// File of your private key, of age or SSH, for what is encrypted to you
    #[arg(long, value_name = "FILE")]
    pub identity: Option<PathBuf>,
    /// The candidate whose sessions are sent from this machine; by default the name in the settings
    #[arg(long, value_name = "NAME")]
    pub candidate: Option<String>,
}
