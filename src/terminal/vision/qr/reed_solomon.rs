//! Reed–Solomon codes as QR codes use them: over GF(2⁸) with x⁸+x⁴+x³+x²+1, first root α⁰
//! (ISO/IEC 18004, annex A), with errors and erasures. By hand: rxing's corrects errors
//! alone, and a codeword that is known to be doubtful costs half as much.

/// α to each power, twice over, so that sums of two logarithms need no remainder.
const POWERS: [u8; 510] = {
    let mut powers = [0; 510];
    let mut value = 1u16;
    let mut at = 0;
    while at < 255 {
        powers[at] = value as u8;
        powers[at + 255] = value as u8;
        value <<= 1;
        if value > 255 {
            value ^= 0x11d;
        }
        at += 1;
    }
    powers
};

/// The power of α that makes a number; of 0 there is none.
const LOGARITHMS: [u8; 256] = {
    let mut logarithms = [0; 256];
    let mut at = 0;
    while at < 255 {
        logarithms[POWERS[at] as usize] = at as u8;
        at += 1;
    }
    logarithms
};

/// Check codewords of one block at the most (ISO/IEC 18004, table 9: 30; 68 in the first model).
const MOST_CHECKS: usize = 68;

fn times(a: u8, b: u8) -> u8 {
    if a == 0 || b == 0 {
        return 0;
    }
    POWERS[usize::from(LOGARITHMS[usize::from(a)]) + usize::from(LOGARITHMS[usize::from(b)])]
}

fn inverse(a: u8) -> u8 {
    POWERS[255 - usize::from(LOGARITHMS[usize::from(a)])]
}

/// A polynomial, its constant term first.
type Polynomial = [u8; MOST_CHECKS + 1];

fn value_at(polynomial: &[u8], x: u8) -> u8 {
    polynomial.iter().rev().fold(0, |sum, &factor| times(sum, x) ^ factor)
}

/// Corrects a block whose last `checks` codewords are its check codewords. `erased` are positions
/// of which nothing is known; each takes one check codeword, an error anywhere else takes two.
/// Returns how many codewords elsewhere were wrong; `None`, with the block as it was, if there are
/// more than can be told.
pub(super) fn correct(block: &mut [u8], checks: usize, erased: &[usize]) -> Option<usize> {
    if checks > MOST_CHECKS || checks >= block.len() || block.len() > 255 || erased.len() > checks {
        return None;
    }
    let mut syndromes = [0; MOST_CHECKS];
    for (power, syndrome) in syndromes[..checks].iter_mut().enumerate() {
        *syndrome = block.iter().fold(0, |sum, &codeword| times(sum, POWERS[power]) ^ codeword);
    }
    let syndromes = &syndromes[..checks];
    if syndromes.iter().all(|&syndrome| syndrome == 0) {
        return Some(0);
    }
    let last = block.len() - 1;
    let (locator, degree) = locator(syndromes, erased.iter().map(|&at| POWERS[last - at]))?;
    let evaluator = evaluator(&locator, syndromes);
    let mut corrections = [(0, 0); MOST_CHECKS];
    let mut roots = 0;
    for at in 0..block.len() {
        let place = POWERS[last - at];
        let root = inverse(place);
        if value_at(&locator[..=degree], root) != 0 {
            continue;
        }
        // Forney: the derivative has the odd terms alone.
        let odd = locator[..=degree].iter().skip(1).step_by(2).copied();
        let squared = times(root, root);
        let derivative = odd.rev().fold(0, |sum, factor| times(sum, squared) ^ factor);
        if derivative == 0 || roots == degree {
            return None;
        }
        let numerator = times(place, value_at(&evaluator[..checks], root));
        corrections[roots] = (at, times(numerator, inverse(derivative)));
        roots += 1;
    }
    if roots != degree {
        return None;
    }
    let corrections = &corrections[..roots];
    corrections.iter().for_each(|&(at, by)| block[at] ^= by);
    let elsewhere = corrections.iter().filter(|(at, by)| *by != 0 && !erased.contains(at));
    Some(elsewhere.count())
}

/// The polynomial whose roots are the inverse places of all errors and erasures, and its degree
/// (Berlekamp and Massey, begun with the erasures).
fn locator(syndromes: &[u8], erased: impl Iterator<Item = u8>) -> Option<(Polynomial, usize)> {
    let checks = syndromes.len();
    let mut locator: Polynomial = [0; MOST_CHECKS + 1];
    locator[0] = 1;
    let mut erasures = 0;
    for place in erased {
        erasures += 1;
        for power in (1..=erasures).rev() {
            locator[power] ^= times(locator[power - 1], place);
        }
    }
    let mut before = locator;
    let mut degree = erasures;
    for round in erasures..checks {
        let terms = locator.iter().zip(syndromes[..=round].iter().rev());
        let discrepancy = terms.fold(0, |sum, (&factor, &syndrome)| sum ^ times(factor, syndrome));
        before.copy_within(..MOST_CHECKS, 1);
        before[0] = 0;
        if discrepancy == 0 {
            continue;
        }
        let unchanged = locator;
        for (factor, &other) in locator.iter_mut().zip(&before) {
            *factor ^= times(discrepancy, other);
        }
        if 2 * degree <= round + erasures {
            degree = round + 1 + erasures - degree;
            before = unchanged.map(|factor| times(factor, inverse(discrepancy)));
        }
    }
    let highest = locator.iter().rposition(|&factor| factor != 0)?;
    (highest == degree && 2 * degree - erasures <= checks).then_some((locator, degree))
}

/// Locator times syndromes, without what is beyond them.
fn evaluator(locator: &Polynomial, syndromes: &[u8]) -> Polynomial {
    let mut evaluator = [0; MOST_CHECKS + 1];
    for (power, &factor) in locator[..syndromes.len()].iter().enumerate() {
        for (term, &syndrome) in evaluator[power..syndromes.len()].iter_mut().zip(syndromes) {
            *term ^= times(factor, syndrome);
        }
    }
    evaluator
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Appends check codewords by dividing by the generator polynomial.
    fn encode(data: &[u8], checks: usize) -> Vec<u8> {
        let mut generator = vec![1];
        for &root in &POWERS[..checks] {
            generator.push(0);
            for at in (1..generator.len()).rev() {
                generator[at] ^= times(generator[at - 1], root);
            }
        }
        let mut rest = [data, &vec![0; checks]].concat();
        for at in 0..data.len() {
            let factor = rest[at];
            for (by, &term) in generator.iter().enumerate() {
                rest[at + by] ^= times(factor, term);
            }
        }
        [data, &rest[data.len()..]].concat()
    }

    #[test]
    fn the_standards_example_has_its_check_codewords() {
        // ISO/IEC 18004, annex I: version 1-M, "01234567".
        let data = [16, 32, 12, 86, 97, 128, 236, 17, 236, 17, 236, 17, 236, 17, 236, 17];
        let checks = [165, 36, 212, 193, 237, 54, 199, 135, 44, 85];
        let mut block = encode(&data, 10);
        assert_eq!(block[16..], checks);
        assert_eq!(correct(&mut block, 10, &[]), Some(0));
    }

    proptest! {
        #[test]
        fn errors_and_erasures_within_reach_are_corrected(
            data in proptest::collection::vec(any::<u8>(), 1..120),
            checks in 2usize..31,
            damage in proptest::collection::vec((any::<prop::sample::Index>(), 1u8..), 0..31),
            erasures in 0usize..31,
        ) {
            let sound = encode(&data, checks);
            let mut places = Vec::new();
            for (index, by) in damage {
                let at = index.index(sound.len());
                if !places.iter().any(|(known, _)| *known == at) {
                    places.push((at, by));
                }
            }
            let erasures = erasures.min(places.len()).min(checks);
            places.truncate(erasures + (checks - erasures) / 2);
            let mut block = sound.clone();
            places.iter().for_each(|&(at, by)| block[at] ^= by);
            let erased: Vec<usize> = places.iter().take(erasures).map(|place| place.0).collect();
            prop_assert_eq!(correct(&mut block, checks, &erased), Some(places.len() - erasures));
            prop_assert_eq!(block, sound);
        }

        #[test]
        fn anything_ends_in_an_answer(
            mut block in proptest::collection::vec(any::<u8>(), 0..300),
            checks in 0usize..80,
            erased in proptest::collection::vec(0usize..300, 0..80),
        ) {
            let before = block.clone();
            let erased: Vec<usize> = erased.into_iter().filter(|at| *at < block.len()).collect();
            if correct(&mut block, checks, &erased).is_none() {
                prop_assert_eq!(block, before);
            }
        }
    }
}
