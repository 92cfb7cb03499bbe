//! The RSA public operation in words of fixed width, for the sizes that cinemas use: numbers of any
//! width allocate at each step and take three times as long. Nothing here is secret, so nothing hides
//! how long it takes.

use crypto_bigint::modular::{FixedMontyForm, FixedMontyParams};
use crypto_bigint::{Odd, U1024, U2048, Uint};
use rsa::BigUint;

/// A modulus, prepared once for all tickets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Modulus {
    Bits1024(Box<FixedMontyParams<{ U1024::LIMBS }>>),
    Bits2048(Box<FixedMontyParams<{ U2048::LIMBS }>>),
}

impl Modulus {
    /// None: it is of another size.
    pub fn of(modulus: &BigUint) -> Option<Self> {
        let bytes = modulus.to_bytes_be();
        match bytes.len() * 8 {
            1024 => Some(Self::Bits1024(prepared(&bytes)?.into())),
            2048 => Some(Self::Bits2048(prepared(&bytes)?.into())),
            _ => None,
        }
    }

    /// `block` to the power of `exponent`, as long as the modulus. The block is as long and the exponent
    /// not 0.
    pub fn power(&self, block: &[u8], exponent: u64) -> Vec<u8> {
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
    use rsa::traits::PublicKeyParts;

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
}
