//! Tickets for trials: sold, drawn, refunded, checked elsewhere.

use std::io::{Write, stdout};
use std::path::Path;

use anyhow::Context;
use hallgate::peer::{Mint, Sale};
use hallgate::ticket::{FilmTicketCode, Ticket, mint};
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
    const MODULE: u32 = 8;
    const QUIET: u32 = 4;
    let code = qrcode::QrCode::with_error_correction_level(text, qrcode::EcLevel::M)?;
    let width = u32::try_from(code.width())?;
    let side = (width + 2 * QUIET) * MODULE;
    let modules = code.to_colors();
    let picture = image::GrayImage::from_fn(side, side, |x, y| {
        let at = |pixel: u32| (pixel / MODULE).checked_sub(QUIET).filter(|at| *at < width);
        let dark = at(x).zip(at(y)).is_some_and(|(x, y)| {
            modules.get((y * width + x) as usize) == Some(&qrcode::Color::Dark)
        });
        image::Luma([if dark { 0 } else { 255 }])
    });
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
