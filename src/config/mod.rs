//! What the configurations of terminal and platform have in common: TOML read so that a fault keeps its key, its
//! place and its data; secrets, addresses and codes that check themselves while they are read.

mod address;
mod layers;
mod place;
mod read;
mod site_fault;
mod value_fault;
mod values;

pub use address::{AddressFault, ChannelUrl, HttpsUrl};
pub(crate) use layers::{Layer, Layers, Mistake, span_of};
pub(crate) use place::Located;
pub(crate) use read::{Misread, read, wrong};
pub use site_fault::SiteFault;
pub use value_fault::{FoundValue, ValueFault, Wanted};
pub(crate) use values::{ConfigCode, between, within};
pub use values::{Secret, SecretError};
