//! The door under inputs in any order, answered late, twice or never: nobody is let in without a
//! record or a second time, the fire alarm always wins, staff who typed a number are answered once, and it always
//! comes to rest.

mod acts;
mod props;
mod world;

use acts::act;
use proptest::prelude::*;
use world::World;

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 2_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn no_order_of_inputs_lets_anybody_in_twice_or_wedges_the_door(
        online in prop_oneof![Just("prefer"), Just("require"), Just("never")],
        neighbours in any::<bool>(),
        acts in prop::collection::vec(act(), 1..120),
    ) {
        let mut world = World::new(online, neighbours);
        for act in &acts {
            world.act(act);
        }
        world.come_to_rest();
    }
}
