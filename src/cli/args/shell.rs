//! The arguments of the commands about settings and the shell.

use clap::{Args, Subcommand, ValueEnum};

use super::examples;

#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Print the path of the file
    #[command(before_help = examples::CONFIG_PATH)]
    Path,
    /// Create the file, with every setting as a comment
    #[command(before_help = examples::CONFIG_INIT)]
    Init,
    /// Show the settings in use
    #[command(before_help = examples::CONFIG_SHOW)]
    Show {
        /// Show who set each value: a flag, the environment, the file, or the default
        #[arg(long)]
        origin: bool,
        /// Print JSON, with the origins
        #[arg(long)]
        json: bool,
    },
    /// Check the file for mistakes
    #[command(before_help = examples::CONFIG_CHECK)]
    Check,
}

#[derive(Debug, Args)]
pub struct DoctorArgs {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// A shell that can complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Shell {
    Bash,
    Zsh,
    Fish,
    Powershell,
    Elvish,
}
