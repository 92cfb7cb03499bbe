//! A business day's figures by session, the last scans without their seats, and the report to take along.

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use jiff::Timestamp;
use jiff::civil::Date;

use super::PhoneSite;
use super::frame::{PhoneFrame, page};
use super::refusal::PhoneRefusal;
use super::visitor::PhoneVisitor;
use crate::terminal::report::{self, Day, ReportFormat, SessionFigures};
use crate::transport::server::FormFields;
use crate::words::terms::{self, Text as Term};
use crate::words::web::Text;

pub(super) fn routes() -> Router<Arc<PhoneSite>> {
    Router::new().route("/today", get(today)).route("/report", get(report))
}

#[derive(Template)]
#[template(path = "today.html", config = "src/terminal/web/askama.toml")]
struct PhoneDayPage {
    frame: PhoneFrame,
    day: Day,
}

impl PhoneDayPage {
    fn hall(&self, session: &SessionFigures) -> String {
        session.screen_name.clone().unwrap_or_else(|| {
            let code = session.screen_code;
            terms::HallCode { hall: code.as_str().trim_start_matches('0') }
                .text(self.frame.language)
        })
    }

    fn start(&self, session: &SessionFigures) -> String {
        session.show_time.strftime("%H:%M").to_string()
    }
}

/// Of the address; the running one where it names none.
fn named_day(uri: &Uri, today: Date) -> Option<Date> {
    let fields = FormFields::read(uri.query().unwrap_or_default());
    match fields.get("day") {
        "" => Some(today),
        typed => Date::strptime("%Y-%m-%d", typed).ok(),
    }
}

async fn today(
    State(site): State<Arc<PhoneSite>>,
    visitor: PhoneVisitor,
    uri: Uri,
) -> Result<Response, PhoneRefusal> {
    let now = Timestamp::now();
    let running = report::today(&site.config.terminal, now);
    let named = named_day(&uri, running);
    let mut frame = visitor.frame(&site, Text::Today);
    if named.is_none() {
        frame.fault = Some(Text::BadDay.plain(visitor.language));
    }
    let date = named.unwrap_or(running);
    let day = site
        .read(move |reader, config| Ok(Day::compute(reader, date, &config.terminal, now)?))
        .await?;
    page(StatusCode::OK, &PhoneDayPage { frame, day })
}

/// The day's workbook.
async fn report(
    State(site): State<Arc<PhoneSite>>,
    visitor: PhoneVisitor,
    uri: Uri,
) -> Result<Response, PhoneRefusal> {
    let (now, language) = (Timestamp::now(), visitor.language);
    let running = report::today(&site.config.terminal, now);
    let day = named_day(&uri, running).ok_or(PhoneRefusal::NoSuchPage(language))?;
    let written = site.read(move |reader, config| {
        let mut book = Vec::new();
        let mut terminal = config.terminal.clone();
        terminal.language = language;
        report::write(reader, &terminal, day, ReportFormat::Xlsx, now, &mut book)?;
        Ok(book)
    });
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let name = format!("attachment; filename=\"report-{day}.xlsx\"");
    let about = [(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((about, written.await?).into_response())
}
