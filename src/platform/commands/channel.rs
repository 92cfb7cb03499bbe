//! `channel`: each of the twelve calls, and `channel buy` (CHANNEL §5, §7).

mod purchase;
mod table;

use std::io::Write;

use clap::{Args, Subcommand};

use super::{CommandContext, CommandFault, ListFormat, write_json};
use crate::channel::calls::{
    LockSeats, QueryCinema, QueryCinemas, QueryHalls, QueryLocations, QueryMovie, QueryMovies,
    QueryOrder, QueryShowSeats, QueryShows, ReleaseSeats, SubmitOrder,
};
use crate::channel::{CallName, ChannelCall, Parameters};
use crate::platform::config::ChannelSection;
use crate::transport::ChannelClient;

use purchase::Buy;

/// The calls by the document's names, with its parameters, and what is made of them.
#[derive(Subcommand)]
#[command(rename_all = "camelCase")]
pub enum ChannelCommand {
    /// The regions of which the channel tells anything
    QueryLocations(Format),
    /// A page of 100 cinemas
    QueryCinemas(CinemasArgs),
    /// One cinema
    QueryCinema(CinemaArgs),
    /// All films
    QueryMovies(Format),
    /// One film
    QueryMovie(MovieArgs),
    /// The halls of a cinema
    QueryHalls(CinemaArgs),
    /// The shows of a cinema that are on sale
    QueryShows(CinemaArgs),
    /// The seats of a show, as they stand now
    QueryShowSeats(SeatsArgs),
    /// Lock up to four seats for 15 minutes, which makes an order
    LockSeats(LockArgs),
    /// Have an order paid; that it is confirmed does not mean that its ticket is issued
    SubmitOrder(SubmitArgs),
    /// Give the seats of an order back that was not paid
    ReleaseSeats(OrderArgs),
    /// How an order stands
    QueryOrder(OrderArgs),
    /// Buy: lock, submit, and ask until the ticket is issued or is certain not to be
    Buy(Buy),
}

#[derive(Args)]
pub struct Format {
    /// table, to be read, or json, for scripts
    #[arg(long, value_enum, default_value = "table")]
    format: ListFormat,
}

#[derive(Args)]
pub struct CinemasArgs {
    /// Which page, from 1 on; the first where none is named
    #[arg(long = "pageIndex", value_name = "NUMBER")]
    page_index: Option<String>,
    #[command(flatten)]
    shown: Format,
}

#[derive(Args)]
pub struct CinemaArgs {
    /// The cinema's ID
    #[arg(long = "cinemaID", value_name = "ID")]
    cinema_id: String,
    #[command(flatten)]
    shown: Format,
}

#[derive(Args)]
pub struct MovieArgs {
    /// The film's ID
    #[arg(long = "movieID", value_name = "ID")]
    movie_id: String,
    #[command(flatten)]
    shown: Format,
}

#[derive(Args)]
pub struct SeatsArgs {
    /// The show's ID
    #[arg(long = "showtimeID", value_name = "ID")]
    showtime_id: String,
    /// 0: seats that are not for sale, 1: those that are; all where it is left out
    #[arg(long, value_name = "STATUS")]
    status: Option<String>,
    #[command(flatten)]
    shown: Format,
}

#[derive(Args)]
pub struct LockArgs {
    /// The show's ID
    #[arg(long = "showtimeID", value_name = "ID")]
    showtime_id: String,
    /// The seats' IDs, with commas between
    #[arg(long = "seatIDs", value_name = "IDS")]
    seat_ids: String,
    /// The seats' names in the same order, with commas between
    #[arg(long = "seatNames", value_name = "NAMES")]
    seat_names: String,
    /// The buyer's mobile number
    #[arg(long, value_name = "MOBILE")]
    mobile: String,
    #[command(flatten)]
    shown: Format,
}

#[derive(Args)]
pub struct SubmitArgs {
    /// The order's ID
    #[arg(long = "orderExternalID", value_name = "ID")]
    order_external_id: String,
    /// What is paid for all of it, in fen
    #[arg(long, value_name = "FEN")]
    amount: String,
    /// The buyer's mobile number
    #[arg(long, value_name = "MOBILE")]
    mobile: String,
    #[command(flatten)]
    shown: Format,
}

#[derive(Args)]
pub struct OrderArgs {
    /// The order's ID
    #[arg(long = "orderExternalID", value_name = "ID")]
    order_external_id: String,
    #[command(flatten)]
    shown: Format,
}

/// Does it.
pub fn run(
    context: &CommandContext,
    command: &ChannelCommand,
    out: &mut impl Write,
) -> Result<(), CommandFault> {
    match command {
        ChannelCommand::QueryLocations(shown) => call::<QueryLocations>(context, shown, [], out),
        ChannelCommand::QueryCinemas(CinemasArgs { page_index, shown }) => {
            call::<QueryCinemas>(context, shown, [("pageIndex", page_index.as_ref())], out)
        }
        ChannelCommand::QueryCinema(CinemaArgs { cinema_id, shown }) => {
            call::<QueryCinema>(context, shown, [("cinemaID", Some(cinema_id))], out)
        }
        ChannelCommand::QueryMovies(shown) => call::<QueryMovies>(context, shown, [], out),
        ChannelCommand::QueryMovie(MovieArgs { movie_id, shown }) => {
            call::<QueryMovie>(context, shown, [("movieID", Some(movie_id))], out)
        }
        ChannelCommand::QueryHalls(CinemaArgs { cinema_id, shown }) => {
            call::<QueryHalls>(context, shown, [("cinemaID", Some(cinema_id))], out)
        }
        ChannelCommand::QueryShows(CinemaArgs { cinema_id, shown }) => {
            call::<QueryShows>(context, shown, [("cinemaID", Some(cinema_id))], out)
        }
        ChannelCommand::QueryShowSeats(SeatsArgs { showtime_id, status, shown }) => {
            let given = [("showtimeID", Some(showtime_id)), ("status", status.as_ref())];
            call::<QueryShowSeats>(context, shown, given, out)
        }
        ChannelCommand::LockSeats(LockArgs {
            showtime_id,
            seat_ids,
            seat_names,
            mobile,
            shown,
        }) => {
            let given = [
                ("showtimeID", Some(showtime_id)),
                ("seatIDs", Some(seat_ids)),
                ("seatNames", Some(seat_names)),
                ("mobile", Some(mobile)),
            ];
            call::<LockSeats>(context, shown, given, out)
        }
        ChannelCommand::SubmitOrder(SubmitArgs { order_external_id, amount, mobile, shown }) => {
            let given = [
                ("orderExternalID", Some(order_external_id)),
                ("amount", Some(amount)),
                ("mobile", Some(mobile)),
            ];
            call::<SubmitOrder>(context, shown, given, out)
        }
        ChannelCommand::ReleaseSeats(OrderArgs { order_external_id, shown }) => {
            let given = [("orderExternalID", Some(order_external_id))];
            call::<ReleaseSeats>(context, shown, given, out)
        }
        ChannelCommand::QueryOrder(OrderArgs { order_external_id, shown }) => {
            let given = [("orderExternalID", Some(order_external_id))];
            call::<QueryOrder>(context, shown, given, out)
        }
        ChannelCommand::Buy(wanted) => purchase::run(context, wanted, out),
    }
}

/// Makes one call and tells its reply.
fn call<'a, C: ChannelCall>(
    context: &CommandContext,
    shown: &Format,
    given: impl IntoIterator<Item = (&'static str, Option<&'a String>)>,
    out: &mut impl Write,
) -> Result<(), CommandFault> {
    let section = allowed(context, C::NAME)?;
    let given =
        given.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?.clone())));
    let call = C::of(Parameters::of(given)?)?;
    let answer = connect(section)?.call(&call, None).outcome?;
    if shown.format == ListFormat::Json {
        return write_json(&answer, out);
    }
    let answer = serde_json::to_value(&answer).map_err(std::io::Error::from)?;
    Ok(out.write_all(table::set(C::NAME, &answer).as_bytes())?)
}

/// The section, where this call may go to its address.
fn allowed(context: &CommandContext, call: CallName) -> Result<&ChannelSection, CommandFault> {
    let section = context.config.channel()?;
    if call.is_order() && section.url.is_plain() && !section.allow_http_orders {
        return Err(CommandFault::PlainOrders);
    }
    Ok(section)
}

fn connect(section: &ChannelSection) -> Result<ChannelClient, CommandFault> {
    Ok(ChannelClient::new(&section.remote(), section.credentials()?)?)
}
