//! `hallgate self-test` and `hallgate update`.

use std::io;

use hallgate::terminal::config::Config;
use hallgate::terminal::sentence::{self, Unfinished};
use hallgate::terminal::update::{self, SelfTestArgs, UpdateCommand};

use super::{Result, flushed};

pub fn self_test(wanted: &SelfTestArgs) -> Result<()> {
    let mut out = io::stdout().lock();
    let tested = update::print_self_test(wanted, &mut out).map_err(Unfinished::from)?;
    flushed(out)?;
    Ok(tested?)
}

pub fn update(command: &UpdateCommand) -> Result<()> {
    match command {
        UpdateCommand::Status { options } => {
            let mut out = io::stdout().lock();
            let language = sentence::language(Some(&options.config));
            update::print_status(language, &mut out).map_err(Unfinished::from)?;
            flushed(out)
        }
        UpdateCommand::Quiet(wanted) => {
            // Whoever asks gets it also where the configuration does not read.
            let wanted_config = (!wanted.asked).then(|| Config::load(&wanted.options.config));
            Ok(update::may_restart(wanted_config.transpose()?.as_ref())?)
        }
        UpdateCommand::Fetch { options } => {
            let mut out = io::stdout().lock();
            let config = Config::load(&options.config)?;
            let done = update::print_fetch(&config, &mut out).map_err(Unfinished::from)?;
            flushed(out)?;
            Ok(done?)
        }
        UpdateCommand::Hour { options } => {
            Ok(update::is_hour(&Config::load(&options.config)?, jiff::Timestamp::now())?)
        }
    }
}
