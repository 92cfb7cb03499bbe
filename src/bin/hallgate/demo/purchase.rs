//! Who buys over the channel, and how long a purchase may take.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use hallgate::channel::Credentials;
use hallgate::peer::channel::PeerChannel;
use hallgate::platform::channel::BuyPace;
use hallgate::transport::{ChannelClient, ChannelRemote};
use zeroize::Zeroizing;

/// So long anything of the demo may take.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

/// By which the channel knows who calls.
pub(super) fn credentials(channel: &PeerChannel) -> Result<Credentials> {
    let access = channel.with_ledger(|ledger| ledger.channel_access())?;
    let access = access.context("the channel knows nobody")?;
    let secret = Zeroizing::new(access.secret.to_string());
    Ok(Credentials { channel_code: access.channel_code, secret })
}

pub(super) fn client(channel: &PeerChannel, credentials: Credentials) -> Result<ChannelClient> {
    let remote = ChannelRemote {
        uri: channel.url().parse()?,
        connect_timeout: PATIENCE,
        request_timeout: PATIENCE,
    };
    Ok(ChannelClient::new(&remote, credentials)?)
}

/// A purchase that nobody stops.
pub(super) struct Until(pub Instant);

impl BuyPace for Until {
    fn is_stopped(&mut self) -> bool {
        false
    }

    fn wait(&mut self, pause: Duration) {
        std::thread::sleep(pause);
    }

    fn left(&self) -> Duration {
        self.0.saturating_duration_since(Instant::now())
    }
}
