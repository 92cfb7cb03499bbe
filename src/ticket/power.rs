//! The RSA public operation in words of fixed width, for the sizes that cinemas use: numbers of any
//! width allocate at each step and take three times as long. Nothing here is secret, so nothing hides
//! how long it takes.

use crypto_bigint::modular::{FixedMontyForm, FixedMontyParams};
use crypto_bigint::{Odd, U1024, U2048, Uint};
use rsa::traits::PublicKeyParts;
use rsa::{BigUint, RsaPublicKey};

/// The usual exponent, the largest that costs no more than 17 steps.
const FERMAT: u64 = 65_537;

/// What a public key does with a block: prepared once, for all tickets of a cinema or all requests of a
/// terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicOperation {
    key: RsaPublicKey,
    /// None: of a size, or with an exponent, that is not usual.
    usual: Option<(Modulus, u64)>,
}

impl PublicOperation {
    pub fn of(key: RsaPublicKey) -> Self {
        let exponent = key.e().to_bytes_be();
        let exponent = (exponent.len() <= size_of::<u64>())
            .then(|| exponent.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
            .filter(|exponent| *exponent > 0);
        let usual = Modulus::of(key.n()).zip(exponent);
        Self { key, usual }
    }

    pub fn key(&self) -> &RsaPublicKey {
        &self.key
    }

    /// Whether it takes some tens of microseconds, whatever the block: a usual size, and an exponent of few
    /// bits.
    pub fn is_usual(&self) -> bool {
        self.usual.as_ref().is_some_and(|(_, exponent)| *exponent <= FERMAT)
    }

    /// What the private half was given, padding and all, as long as the modulus. None: the block is not
    /// as long, or not below the modulus.
    pub fn apply(&self, block: &[u8]) -> Option<Vec<u8>> {
        let number = BigUint::from_bytes_be(block);
        if block.len() != self.key.size() || number >= *self.key.n() {
            return None;
        }
        match &self.usual {
            Some((modulus, exponent)) => Some(modulus.power(block, *exponent)),
            None => {
                let plain = rsa::hazmat::rsa_encrypt(&self.key, &number).ok()?.to_bytes_be();
                // Leading zeros are gone in the number's bytes.
                Some([vec![0; self.key.size().checked_sub(plain.len())?], plain].concat())
            }
        }
    }
}

/// The message of so many bytes at the end of a PKCS#1 v1.5 block type 1 (RFC 8017, section 9.2): the
/// padding is whole and fills all before it.
pub fn unpadded(plain: &[u8], length: usize) -> Option<&[u8]> {
    let (padding, message) = plain.split_at_checked(plain.len().checked_sub(length)?)?;
    let filler = padding.strip_prefix(&[0, 1])?.strip_suffix(&[0])?;
    let whole = filler.len() >= 8 && filler.iter().all(|byte| *byte == 0xff);
    whole.then_some(message)
}

/// A modulus of a usual size.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Modulus {
    Bits1024(Box<FixedMontyParams<{ U1024::LIMBS }>>),
    Bits2048(Box<FixedMontyParams<{ U2048::LIMBS }>>),
}

impl Modulus {
    /// None: it is of another size.
    fn of(modulus: &BigUint) -> Option<Self> {
        let bytes = modulus.to_bytes_be();
        match bytes.len() * 8 {
            1024 => Some(Self::Bits1024(prepared(&bytes)?.into())),
            2048 => Some(Self::Bits2048(prepared(&bytes)?.into())),
            _ => None,
        }
    }

    /// `block` to the power of `exponent`, as long as the modulus. The block is as long and the exponent
    /// not 0.
    fn power(&self, block: &[u8], exponent: u64) -> Vec<u8> {
        match self {
            Self::Bits1024(modulus) => power(modulus, block, exponent),
            Self::Bits2048(modulus) => power(modulus, block, exponent),
        }
    }
}

fn prepared<const LIMBS: usize>(modulus: &[u8]) -> Option<FixedMontyParams<LIMBS>> {
    let odd = Odd::new(Uint::from_be_slice(modulus)).into_option()?;
    Some(FixedMontyParams::new_vartime(odd))
}

/// Square and multiply from the highest bit down: 16 squarings and one product for 65537.
fn power<const LIMBS: usize>(
    modulus: &FixedMontyParams<LIMBS>,
    block: &[u8],
    exponent: u64,
) -> Vec<u8> {
    let base = FixedMontyForm::new(&Uint::from_be_slice(block), modulus);
    let mut power = base;
    for bit in (0..exponent.ilog2()).rev() {
        power = power.square();
        if exponent >> bit & 1 == 1 {
            power *= &base;
        }
    }
    power.retrieve().to_be_bytes().as_ref().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_what_numbers_of_any_width_say() {
        for bits in [1024, 2048] {
            let key =
                rsa::RsaPrivateKey::new(&mut rand::rngs::OsRng, bits).unwrap().to_public_key();
            let modulus = Modulus::of(key.n()).unwrap();
            for number in [0_u8, 1, 2, 0x55, 0xff] {
                // Below the modulus, whose first bit is set.
                let mut block = vec![number; bits / 8];
                block[0] = number & 0x7f;
                for exponent in [1, 2, 3, 17, 65_537, u64::MAX] {
                    let wanted =
                        BigUint::from_bytes_be(&block).modpow(&BigUint::from(exponent), key.n());
                    let got = BigUint::from_bytes_be(&modulus.power(&block, exponent));
                    assert_eq!(got, wanted, "{number} to {exponent}, {bits} bits");
                }
            }
        }
        assert_eq!(Modulus::of(&BigUint::from(15_u8)), None);
    }

    #[test]
    fn only_keys_of_a_usual_size_with_a_small_exponent_are_brief() {
        let usual = |bits, exponent: u64| {
            let modulus = (BigUint::from(1_u8) << bits) - BigUint::from(1_u8);
            PublicOperation::of(RsaPublicKey::new_unchecked(modulus, exponent.into())).is_usual()
        };
        assert!(usual(1024, 3) && usual(2048, 65_537));
        assert!(!usual(2048, 65_539) && !usual(1024, u64::MAX));
        assert!(!usual(1536, 65_537) && !usual(4096, 65_537));
    }
}
