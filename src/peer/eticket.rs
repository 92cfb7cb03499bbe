//! The e-ticket page (§5.1.4): what a visitor's phone shows. Names in place of codes, whether the ticket
//! still holds, and a code that says when it was shown and is drawn anew before it is old.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use jiff::civil::DateTime;

use super::Inner;
use crate::clock::{china_civil, parse_wire_time};
use crate::ticket::outline::QrOutline;
use crate::ticket::{CinemaCode, FilmTicketCode, mint};
use crate::wire::calls::TicketInfo;

/// Where the page is: behind it stand the cinema's code and the ticket's number.
pub(super) const ROUTE: &str = "/eticket/{cinema}/{ticket}";
pub(super) const SCRIPT_ROUTE: &str = "/eticket.js";
pub(super) const STYLE_ROUTE: &str = "/eticket.css";

/// The page asks anew after so many seconds: a code is refused when it is 5 minutes old.
const RENEWED_S: u32 = 20;

/// The page, Chinese, as visitors of the trial's cinemas read it.
#[derive(Template)]
#[template(
    ext = "html",
    source = r##"<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="{{ renewed_s }}">
<title>电子影票 {{ ticket }}</title>
<link rel="stylesheet" href="/eticket.css">
<script src="/eticket.js" defer></script>
</head>
<body>
<main>
<header><p>{{ cinema }}</p><h1>{{ film }}</h1></header>
<p class="state {{ state.class() }}">{{ state.text() }}</p>
{% if let Some(code) = code %}
<svg class="code" viewBox="0 0 {{ code.side }} {{ code.side }}" role="img" aria-label="电子影票二维码" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{{ code.side }}v{{ code.side }}H0z"/><path d="{{ code.dark }}"/></svg>
<p class="shown">校验时间 <time data-shown="{{ shown_s }}">{{ shown }}</time></p>
{% endif %}
<dl>
<div class="seat"><dt>影厅</dt><dd>{{ screen }}</dd></div>
<div class="seat"><dt>座位</dt><dd>{{ row }}排{{ column }}座</dd></div>
<div><dt>放映日期</dt><dd>{{ day }}</dd></div>
<div><dt>放映时间</dt><dd>{{ start }}</dd></div>
<div><dt>票价</dt><dd>{{ price }} 元</dd></div>
<div><dt>服务费</dt><dd>{{ service }} 元</dd></div>
<div><dt>售出时间</dt><dd>{{ sold }}</dd></div>
<div><dt>票号</dt><dd>{{ ticket }}</dd></div>
</dl>
<p class="hint">入场时请出示本页，截屏无效。</p>
</main>
</body>
</html>
"##
)]
struct ETicketPage {
    cinema: String,
    film: String,
    state: TicketState,
    code: Option<QrOutline>,
    shown: String,
    shown_s: i64,
    screen: String,
    row: u32,
    column: u32,
    day: String,
    start: String,
    price: String,
    service: String,
    sold: String,
    ticket: FilmTicketCode,
    renewed_s: u32,
}

/// How a ticket stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TicketState {
    Valid,
    Checked,
    Refunded,
}

impl TicketState {
    fn of(info: &TicketInfo) -> Self {
        match (info.refund_status, info.check_status) {
            (Some(true), _) => Self::Refunded,
            (_, Some(true)) => Self::Checked,
            _ => Self::Valid,
        }
    }

    fn text(self) -> &'static str {
        match self {
            Self::Valid => "未检票",
            Self::Checked => "已检票",
            Self::Refunded => "已退票",
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Checked => "checked",
            Self::Refunded => "refunded",
        }
    }
}

/// The page of one ticket, as it stands now.
pub(super) async fn page(
    State(inner): State<Arc<Inner>>,
    Path((cinema, ticket)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    let base = format!("https://{host}/e");
    let drawn = tokio::task::spawn_blocking(move || written(&inner, &cinema, &ticket, &base)).await;
    let (status, body) = match drawn {
        Ok(Ok(Some(body))) => (StatusCode::OK, body),
        Ok(Ok(None)) => (StatusCode::NOT_FOUND, "没有这张票，请核对链接。\n".to_owned()),
        Ok(Err(fault)) => {
            log::error!("no e-ticket page: {fault}");
            (StatusCode::INTERNAL_SERVER_ERROR, "暂时无法显示，请稍后再试。\n".to_owned())
        }
        Err(_) => (StatusCode::INTERNAL_SERVER_ERROR, String::new()),
    };
    let kind = match status {
        StatusCode::OK => "text/html; charset=utf-8",
        _ => "text/plain; charset=utf-8",
    };
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'self'; frame-ancestors 'none'"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (status, headers, body).into_response()
}

/// None: no such ticket was sold.
fn written(
    inner: &Inner,
    cinema: &str,
    ticket: &str,
    base: &str,
) -> Result<Option<String>, Box<dyn std::error::Error + Send + Sync>> {
    let (Ok(cinema), Ok(ticket)) = (cinema.parse::<CinemaCode>(), ticket.parse::<FilmTicketCode>())
    else {
        return Ok(None);
    };
    let Some((info, printed)) = inner.ledger().sold(cinema, ticket)? else { return Ok(None) };
    let now = Timestamp::now();
    let state = TicketState::of(&info);
    let code = match state {
        TicketState::Refunded => None,
        _ => QrOutline::of(&mint::electronic(base, &printed, now)),
    };
    let start = info.start_time;
    let part = |time: Option<DateTime>, form| {
        time.map_or_else(String::new, |time| time.strftime(form).to_string())
    };
    let amount =
        |fen: Option<crate::ticket::Fen>| fen.map_or_else(String::new, |it| it.to_string());
    let page = ETicketPage {
        cinema: info.cinema_name,
        film: info.film_name,
        state,
        code,
        shown: part(Some(china_civil(now)), "%H:%M:%S"),
        shown_s: now.as_second(),
        screen: info.screen_name,
        row: info.row_num,
        column: info.column_num,
        day: part(start, "%Y年%-m月%-d日"),
        start: part(start, "%H:%M"),
        price: amount(info.price),
        service: amount(info.service),
        sold: part(parse_wire_time(&info.sell_time), "%Y-%m-%d %H:%M"),
        ticket,
        renewed_s: RENEWED_S,
    };
    Ok(Some(page.render()?))
}

/// Lets the time of checking tick, and says so when the page could not be renewed.
pub(super) async fn script() -> Response {
    const SCRIPT: &str = r#""use strict";
const time = document.querySelector("time[data-shown]");
if (time) {
  const begun = Date.now();
  const shown = Number(time.dataset.shown) * 1000;
  setInterval(() => {
    const passed = Date.now() - begun;
    if (passed > 120000) {
      time.textContent = "已过期，请刷新本页";
      return;
    }
    // China Standard Time, wherever the phone thinks it is.
    time.textContent = new Date(shown + passed + 8 * 3600000).toISOString().slice(11, 19);
  }, 250);
}
"#;
    ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], SCRIPT).into_response()
}

pub(super) async fn style() -> Response {
    const STYLE: &str = r##"body{margin:0;background:#eceff1;color:#1b2327;font:16px/1.5 "Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif}
main{max-width:26rem;margin:1rem auto;padding:1.25rem;background:#fff;border-radius:1rem}
header p{margin:0;color:#566}
h1{margin:.1rem 0 .8rem;font-size:1.6rem;line-height:1.25}
.state{display:inline-block;margin:0;padding:.1rem .8rem;border-radius:1rem;font-weight:600}
.valid{background:#dff3e4;color:#0b4f26}
.checked{background:#e3e7ea;color:#37474f}
.refunded{background:#1b2327;color:#fff}
.code{display:block;width:100%;margin:.6rem 0 0}
.shown{margin:0;text-align:center;font-size:1.5rem;font-weight:600;font-variant-numeric:tabular-nums}
dl{display:grid;grid-template-columns:1fr 1fr;gap:.6rem 1rem;margin:1rem 0 0}
dt{color:#566;font-size:.85rem}
dd{margin:0;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
.seat dd{font-size:1.5rem;font-weight:600}
.hint{margin:1rem 0 0;color:#566;font-size:.85rem;text-align:center}
"##;
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLE).into_response()
}
