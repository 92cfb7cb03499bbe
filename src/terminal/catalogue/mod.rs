//! `hallgate catalogue` (CHANNEL §7): what the channel tells of films, halls and shows, asked for and listed; by it an
//! installer finds the cinema's number and its halls'.

mod fault;
mod lists;
mod mapping;
mod synchronise;

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::terminal::config::{Catalogue, Config, DEFAULT_FILE};
use crate::terminal::store::{DatabaseKey, StoreReader};

pub use fault::CatalogueError;

/// `hallgate catalogue`
#[derive(Debug, Subcommand)]
pub enum CatalogueCommand {
    /// Ask the channel for all of its lists now, beside the running terminal
    Sync {
        /// The terminal's configuration
        #[arg(long, value_name = "FILE", default_value = DEFAULT_FILE)]
        config: PathBuf,
    },
    /// List the shows of a business day, with the hall code of each
    Shows {
        #[command(flatten)]
        options: ListOptions,
        /// The business day (06:00 to 06:00), YYYY-MM-DD; the current one where left out
        #[arg(long, value_name = "DAY")]
        day: Option<Date>,
    },
    /// List the cinema's halls, with the line that maps them in the configuration
    Halls {
        #[command(flatten)]
        options: ListOptions,
    },
    /// List the channel's cinemas, to find the number of this one
    Cinemas {
        #[command(flatten)]
        options: ListOptions,
    },
}

/// How a list is to be told.
#[derive(Debug, Clone, Args)]
pub struct ListOptions {
    /// The terminal's configuration
    #[arg(long, value_name = "FILE", default_value = DEFAULT_FILE)]
    config: PathBuf,
    /// table (for people) or json (for scripts)
    #[arg(long, value_enum, default_value = "table")]
    format: CatalogueFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CatalogueFormat {
    Table,
    Json,
}

impl CatalogueCommand {
    /// The configuration's file.
    pub fn config(&self) -> &Path {
        match self {
            Self::Sync { config } => config,
            Self::Shows { options, .. } | Self::Halls { options } | Self::Cinemas { options } => {
                &options.config
            }
        }
    }

    /// Does what was asked for.
    pub fn run(&self, config: &Config, out: &mut impl Write) -> Result<(), CatalogueError> {
        let catalogue = config.catalogue.as_ref().ok_or(CatalogueError::None)?;
        match self {
            Self::Sync { .. } => synchronise::run(config, catalogue, out),
            Self::Shows { options, day } => {
                with_cinema(catalogue)?;
                lists::shows(&open(config)?, config, catalogue, *day, options.format, out)
            }
            Self::Halls { options } => {
                with_cinema(catalogue)?;
                lists::halls(&open(config)?, config, catalogue, options.format, out)
            }
            Self::Cinemas { options } => {
                lists::cinemas(&open(config)?, config, catalogue, options.format, out)
            }
        }
    }
}

/// Halls and shows are one cinema's.
fn with_cinema(catalogue: &Catalogue) -> Result<(), CatalogueError> {
    if catalogue.cinema_id.is_none() { Err(CatalogueError::NoCinema) } else { Ok(()) }
}

fn open(config: &Config) -> Result<StoreReader, CatalogueError> {
    let key = DatabaseKey::load(&config.store.key)?;
    Ok(StoreReader::open(&config.store.path, &key)?)
}
