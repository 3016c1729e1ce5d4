//! The arguments of the commands about settings, coaches and the shell.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::examples;
use crate::domain::settings::coach_name;

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

#[derive(Debug, Subcommand)]
pub enum CoachCommand {
    /// Write the coach's name and key to a file
    #[command(before_help = examples::COACH_EXPORT)]
    Export {
        /// File to write; keep it private, as it lets its reader write as this coach
        file: PathBuf,
        /// Name of the coach
        #[arg(long = "as", value_name = "NAME", value_parser = coach_name)]
        name: Option<String>,
        /// Replace FILE if it exists
        #[arg(long)]
        force: bool,
    },
    /// Read the coach's name and key from a file
    #[command(before_help = examples::COACH_IMPORT)]
    Import {
        /// A file that `forty coach export` wrote
        file: PathBuf,
        /// Replace the key of a coach with this name on this machine, whose reviews then count as another coach's
        #[arg(long)]
        replace_key: bool,
    },
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
