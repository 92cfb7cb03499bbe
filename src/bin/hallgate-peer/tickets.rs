//! Tickets for trials: sold, drawn, refunded, checked elsewhere.

use std::io::{Write, stdout};
use std::path::Path;

use anyhow::Context;
use hallgate::peer::{Mint, Sale};
use hallgate::ticket::{FilmTicketCode, Ticket, mint, outline};
use hallgate::wire::calls::TicketType;
use jiff::{Timestamp, ToSpan};

use crate::arguments::{Data, MintTicket};
use crate::now;

pub fn mint_ticket(options: &MintTicket) -> anyhow::Result<()> {
    let mut ledger = options.data.known_ledger()?;
    let ticket = match options.ticket {
        Some(ticket) => ticket,
        None => format!("{:0>16}", Timestamp::now().as_microsecond() % 10i64.pow(16)).parse()?,
    };
    let sale = Sale {
        ticket: Ticket {
            film_ticket_code: ticket,
            screen_code: options.screen.parse().context("--screen")?,
            film_code: options.film.parse().context("--film")?,
            session_code: options.session.parse().context("--session")?,
            show_time: options.show_time.unwrap_or_else(|| now().saturating_add(15.minutes())),
            seat_code: options.seat.parse().context("--seat")?,
            price: options.price,
            service_fee: options.service,
        },
        cinema_name: format!("影院{}", options.cinema),
        screen_name: options.screen_name.clone(),
        film_name: options.film_name.clone(),
        row_num: options.row,
        column_num: options.column,
        ticket_type: if options.web { TicketType::Web } else { TicketType::Counter },
        sell_time: now(),
    };
    let printed = Mint::of(&ledger, options.cinema, now())?.printed(options.cinema, &sale)?;
    ledger.add_tickets(options.cinema, [(&sale, printed.as_str())])?;
    let text = match &options.electronic {
        Some(base) => mint::electronic(base, &printed, Timestamp::now()),
        None => printed,
    };
    if let Some(path) = &options.png {
        draw(&text, path)?;
    }
    Ok(writeln!(stdout(), "{ticket}\n{text}")?)
}

/// Draws a QR code with its quiet zone, eight pixels a module.
pub fn draw(text: &str, path: &Path) -> anyhow::Result<()> {
    let picture = outline::picture(text, |_| 8).context("the text is too long for a QR code")?;
    picture
        .save_with_format(path, image::ImageFormat::Png)
        .with_context(|| path.display().to_string())
}

pub fn refund(data: &Data, ticket: FilmTicketCode) -> anyhow::Result<()> {
    Ok(data.known_ledger()?.refund(ticket, now())?)
}

pub fn check(data: &Data, ticket: FilmTicketCode) -> anyhow::Result<()> {
    Ok(data.known_ledger()?.mark_checked(ticket)?)
}
