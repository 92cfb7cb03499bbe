//! What may happen, and how often.

use hallgate::terminal::door::Advice;
use proptest::prelude::*;

/// Something that happens.
#[derive(Debug, Clone)]
pub enum Act {
    See(Vec<usize>, bool),
    Type(usize),
    ByHand,
    LockNow,
    Imager(bool),
    /// So many frames, so many milliseconds apart, with codes that are not read.
    Unread(Vec<Option<Advice>>, u64),
    /// One of the platform's answers that are due, in any order.
    Answer(usize, u8),
    /// One of the other doors' answers that are due, in any order: whether they have the ticket.
    Neighbours(usize, bool),
    /// Staff have typed the number of one of these tickets.
    ClaimTyped(u32),
    /// An answer nobody asked for.
    Stray,
    Keys(usize),
    KeysAnswered,
    Platform(bool),
    PlatformClock(i64),
    Passage,
    Fire(bool),
    Gate(bool),
    Camera(bool),
    Disk(bool),
    /// Whether what is known of tickets can be looked up.
    Legible(bool),
    Wait(u64),
    WallStep(i64),
    Tick,
}

pub fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        8 => (prop::collection::vec(0..7_usize, 0..4), prop::bool::weighted(0.2))
            .prop_map(|(texts, blank)| Act::See(texts, blank)),
        4 => (0..7_usize).prop_map(Act::Type),
        2 => Just(Act::ByHand),
        1 => Just(Act::LockNow),
        1 => any::<bool>().prop_map(Act::Imager),
        3 => (prop::collection::vec(advice(), 1..30), 0..250_u64)
            .prop_map(|(frames, apart)| Act::Unread(frames, apart)),
        4 => (0..4_usize, 0..6_u8).prop_map(|(at, kind)| Act::Answer(at, kind)),
        4 => (0..4_usize, any::<bool>()).prop_map(|(at, taken)| Act::Neighbours(at, taken)),
        2 => (1..6_u32).prop_map(Act::ClaimTyped),
        1 => Just(Act::Stray),
        2 => (0..3_usize).prop_map(Act::Keys),
        1 => Just(Act::KeysAnswered),
        2 => any::<bool>().prop_map(Act::Platform),
        1 => (-10..10_i64).prop_map(Act::PlatformClock),
        4 => Just(Act::Passage),
        2 => any::<bool>().prop_map(Act::Fire),
        1 => any::<bool>().prop_map(Act::Gate),
        1 => any::<bool>().prop_map(Act::Camera),
        1 => prop::bool::weighted(0.3).prop_map(Act::Disk),
        1 => prop::bool::weighted(0.7).prop_map(Act::Legible),
        6 => prop_oneof![0..500_u64, 0..40_000_u64].prop_map(Act::Wait),
        1 => (-200..200_i64).prop_map(Act::WallStep),
        4 => Just(Act::Tick),
    ]
}

fn advice() -> impl Strategy<Value = Option<Advice>> {
    prop_oneof![
        1 => Just(None),
        2 => Just(Some(Advice::Nearer)),
        1 => prop::sample::select(Advice::ALL).prop_map(Some),
    ]
}
