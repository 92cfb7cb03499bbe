//! What a cinema's ticketing system does, for trials: making keys and tickets.

use base64::prelude::{BASE64_STANDARD, Engine};
use jiff::civil::DateTime;
use rsa::pkcs8::{DecodePrivateKey, EncodePrivateKey, EncodePublicKey, LineEnding};
use rsa::{RsaPrivateKey, RsaPublicKey};

use super::ledger::{KeyId, PeerLedger, Sale};
use super::{IssuedKey, PeerError, PeerPlatform};
use crate::ticket::{CinemaCode, FilmTicketCode, mint};

/// A key pair in the forms in which it is kept and handed out.
#[derive(Clone)]
pub struct KeyPair {
    /// PKCS#8 PEM.
    pub private_pem: String,
    /// SubjectPublicKeyInfo as PEM, as a terminal's entry wants it.
    pub public_pem: String,
    /// SubjectPublicKeyInfo as Base64 DER on one line, as GetPublicKeys hands it out.
    pub public_base64: String,
}

impl KeyPair {
    /// Makes a key. Takes seconds for the longer ones.
    pub fn generate(bits: usize) -> Result<Self, PeerError> {
        if !(1024..=4096).contains(&bits) {
            return Err(PeerError::KeySize(bits));
        }
        Self::of(&RsaPrivateKey::new(&mut rand::rngs::OsRng, bits)?)
    }

    /// Takes a key that was made elsewhere, PKCS#8 PEM.
    pub fn from_pem(pem: &str) -> Result<Self, PeerError> {
        let key = RsaPrivateKey::from_pkcs8_pem(pem.trim()).map_err(|_| PeerError::Key)?;
        Self::of(&key)
    }

    fn of(key: &RsaPrivateKey) -> Result<Self, PeerError> {
        let public = RsaPublicKey::from(key);
        let private_pem = key.to_pkcs8_pem(LineEnding::LF).map_err(|_| PeerError::Key)?;
        let public_der = public.to_public_key_der().map_err(|_| PeerError::Key)?;
        Ok(Self {
            private_pem: private_pem.to_string(),
            public_pem: public.to_public_key_pem(LineEnding::LF).map_err(|_| PeerError::Key)?,
            public_base64: BASE64_STANDARD.encode(public_der),
        })
    }
}

/// A cinema's private half, ready to make tickets.
pub struct Mint(RsaPrivateKey);

impl Mint {
    /// The half of the cinema's key that is in force at `now`: the most recently started, or
    /// where none has started, the one that starts first.
    pub fn of(ledger: &PeerLedger, cinema: CinemaCode, now: DateTime) -> Result<Self, PeerError> {
        let keys = ledger.keys(cinema)?;
        let own: Vec<&IssuedKey> = keys.iter().filter(|key| key.private_key.is_some()).collect();
        let started = own.iter().find(|key| key.start_time <= now);
        let key = started.or(own.last()).and_then(|key| key.private_key.as_deref());
        Self::from_pem(key.ok_or(PeerError::NoMint(cinema))?)
    }

    /// The half of one certain key.
    pub fn with(ledger: &PeerLedger, cinema: CinemaCode, id: KeyId) -> Result<Self, PeerError> {
        let key = ledger.keys(cinema)?.into_iter().find(|key| key.id == id);
        let key = key.and_then(|key| key.private_key).ok_or(PeerError::NoMint(cinema))?;
        Self::from_pem(&key)
    }

    fn from_pem(pem: &str) -> Result<Self, PeerError> {
        RsaPrivateKey::from_pkcs8_pem(pem).map(Self).map_err(|_| PeerError::Key)
    }

    /// The printed text of a ticket.
    pub fn printed(&self, cinema: CinemaCode, sale: &Sale) -> Result<String, PeerError> {
        mint::printed(cinema, &sale.ticket, &self.0)
            .ok_or(PeerError::NotPrinted(sale.ticket.film_ticket_code))
    }
}

impl PeerPlatform {
    /// Makes a key for a cinema and hands its public half out.
    pub fn mint_cinema_key(
        &self,
        cinema: CinemaCode,
        bits: usize,
        start_time: DateTime,
    ) -> Result<KeyId, PeerError> {
        let pair = KeyPair::generate(bits)?;
        self.add_pair(cinema, &pair, start_time)
    }

    /// The same with a private key that was made elsewhere, PKCS#8 PEM.
    pub fn add_cinema_key_pair(
        &self,
        cinema: CinemaCode,
        private_pem: &str,
        start_time: DateTime,
    ) -> Result<KeyId, PeerError> {
        self.add_pair(cinema, &KeyPair::from_pem(private_pem)?, start_time)
    }

    fn add_pair(
        &self,
        cinema: CinemaCode,
        pair: &KeyPair,
        start_time: DateTime,
    ) -> Result<KeyId, PeerError> {
        let private = Some(pair.private_pem.as_str());
        self.inner.ledger().add_key(cinema, &pair.public_base64, private, start_time)
    }

    /// Hands out a PublicKey exactly as it stands here, readable or not.
    pub fn add_cinema_key(
        &self,
        cinema: CinemaCode,
        public_key: &str,
        start_time: DateTime,
    ) -> Result<KeyId, PeerError> {
        self.inner.ledger().add_key(cinema, public_key, None, start_time)
    }

    /// Hands a key out no more.
    pub fn remove_cinema_key(&self, key: KeyId) -> Result<(), PeerError> {
        self.inner.ledger().remove_key(key)
    }

    /// Sells a ticket: its printed text. It is known to GetTicketInfo from now on.
    pub fn mint_ticket(&self, cinema: CinemaCode, sale: &Sale) -> Result<String, PeerError> {
        let printed = self.mint_tickets(cinema, std::slice::from_ref(sale))?;
        printed.into_iter().next().ok_or(PeerError::NotPrinted(sale.ticket.film_ticket_code))
    }

    /// Sells many tickets at once, all or none.
    pub fn mint_tickets(
        &self,
        cinema: CinemaCode,
        sales: &[Sale],
    ) -> Result<Vec<String>, PeerError> {
        let mint = Mint::of(&self.inner.ledger(), cinema, self.inner.civil_now(0))?;
        self.sell(cinema, sales, &mint)
    }

    /// Sells a ticket that was made with one certain key.
    pub fn mint_ticket_with(
        &self,
        key: KeyId,
        cinema: CinemaCode,
        sale: &Sale,
    ) -> Result<String, PeerError> {
        let mint = Mint::with(&self.inner.ledger(), cinema, key)?;
        let printed = self.sell(cinema, std::slice::from_ref(sale), &mint)?;
        printed.into_iter().next().ok_or(PeerError::NotPrinted(sale.ticket.film_ticket_code))
    }

    fn sell(
        &self,
        cinema: CinemaCode,
        sales: &[Sale],
        mint: &Mint,
    ) -> Result<Vec<String>, PeerError> {
        let printed = sales.iter().map(|sale| mint.printed(cinema, sale));
        let printed: Vec<String> = printed.collect::<Result<_, _>>()?;
        let sold = sales.iter().zip(printed.iter().map(String::as_str));
        self.inner.ledger().add_tickets(cinema, sold)?;
        Ok(printed)
    }

    /// Refunds a ticket, now.
    pub fn refund(&self, ticket: FilmTicketCode) -> Result<(), PeerError> {
        self.inner.ledger().refund(ticket, self.inner.civil_now(0))
    }

    /// Marks a ticket as checked at another terminal.
    pub fn mark_checked(&self, ticket: FilmTicketCode) -> Result<(), PeerError> {
        self.inner.ledger().mark_checked(ticket)
    }
}
