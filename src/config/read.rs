//! Reads a configuration into its sections. TOML's own reader makes a tree of the text; the tree is
//! read here, since serde would have a fault as an English sentence: here it stays data, with its
//! key and its place.

use std::cell::Cell;
use std::fmt::Display;
use std::ops::Range;

use serde::Deserialize;
use serde::de::{self, Deserializer, Expected, IntoDeserializer, Unexpected, Visitor};
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::value_fault::{FoundValue, ValueFault, Wanted};

/// Why a text does not read.
#[derive(Debug)]
pub(crate) struct Misread {
    pub fault: ValueFault,
    /// In the text, in bytes.
    pub at: Option<Range<usize>>,
    /// The keys that lead there, the innermost first.
    pub path: Vec<String>,
}

/// Reads the whole of `text`.
pub(crate) fn read<'de, T: Deserialize<'de>>(text: &'de str) -> Result<T, Misread> {
    let tree = DeTable::parse(text).map_err(|fault| Misread::of_form(&fault))?;
    read_tree(tree)
}

/// Reads a tree that is there already.
pub(super) fn read_tree<'de, T: Deserialize<'de>>(
    tree: Spanned<DeTable<'de>>,
) -> Result<T, Misread> {
    let at = tree.span();
    T::deserialize(Node { value: DeValue::Table(tree.into_inner()), at })
}

/// What a judge of a value says to serde, which has sentences alone pass through: a [`Misread`]
/// finds the fault itself in [`HANDED_OVER`], others get it in English.
pub(crate) fn wrong<E: de::Error>(fault: ValueFault) -> E {
    let sentence = fault.message(crate::words::Language::English);
    HANDED_OVER.set(Some(fault));
    let error = E::custom(sentence);
    HANDED_OVER.take();
    error
}

thread_local! {
    /// Full for as long as [`wrong`] runs.
    static HANDED_OVER: Cell<Option<ValueFault>> = const { Cell::new(None) };
}

impl From<ValueFault> for Misread {
    fn from(fault: ValueFault) -> Self {
        Self { fault, at: None, path: Vec::new() }
    }
}

impl Misread {
    /// What the reader of TOML says.
    pub(super) fn of_form(fault: &toml::de::Error) -> Self {
        let sentence = fault.message().trim().replace('\n', ", ");
        Self { at: fault.span(), ..ValueFault::Form(sentence).into() }
    }

    /// Where none nearer was told.
    fn at(mut self, place: &Range<usize>) -> Self {
        self.at.get_or_insert_with(|| place.clone());
        self
    }

    fn below(mut self, key: &str) -> Self {
        self.path.push(key.to_owned());
        self
    }

    fn of_type(found: FoundValue, wanted: &dyn Expected) -> Self {
        // A name without its own variant becomes `Other`.
        let wanted = wanted.to_string();
        Self::from(match wanted.parse().unwrap_or(Wanted::Other(wanted)) {
            Wanted::AutoOrWhole => ValueFault::NeitherAutoNorWhole,
            Wanted::Backlight => {
                let wanted = Wanted::Line;
                ValueFault::NoBacklight(Box::new(ValueFault::WrongType { found, wanted }))
            }
            wanted => ValueFault::WrongType { found, wanted },
        })
    }
}

impl Display for Misread {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.fault.message(crate::words::Language::English))
    }
}

impl std::error::Error for Misread {}

impl de::Error for Misread {
    fn custom<T: Display>(sentence: T) -> Self {
        let fault = HANDED_OVER.take();
        fault.unwrap_or_else(|| ValueFault::Form(sentence.to_string())).into()
    }

    fn invalid_type(found: Unexpected<'_>, wanted: &dyn Expected) -> Self {
        Self::of_type(found.into(), wanted)
    }

    fn invalid_value(found: Unexpected<'_>, wanted: &dyn Expected) -> Self {
        let wanted = wanted.to_string();
        let wanted = wanted.parse().unwrap_or(Wanted::Other(wanted));
        ValueFault::WrongValue { found: found.into(), wanted }.into()
    }

    fn unknown_variant(word: &str, known: &'static [&'static str]) -> Self {
        ValueFault::UnknownWord { word: word.to_owned(), known }.into()
    }

    fn unknown_field(key: &str, known: &'static [&'static str]) -> Self {
        ValueFault::UnknownKey { key: key.to_owned(), known }.into()
    }

    fn missing_field(key: &'static str) -> Self {
        ValueFault::Missing(key).into()
    }
}

/// A value of the tree, and where it stands.
struct Node<'de> {
    value: DeValue<'de>,
    at: Range<usize>,
}

impl<'de> From<Spanned<DeValue<'de>>> for Node<'de> {
    fn from(value: Spanned<DeValue<'de>>) -> Self {
        let at = value.span();
        Self { value: value.into_inner(), at }
    }
}

impl<'de> Node<'de> {
    fn refused(self, wanted: &dyn Expected) -> Misread {
        let found = match self.value {
            DeValue::String(text) => FoundValue::Text(text.into_owned()),
            DeValue::Integer(number) => FoundValue::Whole(number.to_string()),
            DeValue::Float(number) => FoundValue::Decimal(number.to_string()),
            DeValue::Boolean(is) => FoundValue::Truth(is),
            DeValue::Datetime(_) => FoundValue::Date,
            DeValue::Array(_) => FoundValue::List,
            DeValue::Table(_) => FoundValue::Table,
        };
        Misread::of_type(found, wanted).at(&self.at)
    }
}

impl<'de> Deserializer<'de> for Node<'de> {
    type Error = Misread;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        let at = self.at.clone();
        match self.value {
            DeValue::String(DeString::Owned(text)) => visitor.visit_string(text),
            DeValue::String(DeString::Borrowed(text)) => visitor.visit_borrowed_str(text),
            DeValue::Integer(number) => {
                match i64::from_str_radix(number.as_str(), number.radix()) {
                    Ok(number) => visitor.visit_i64(number),
                    Err(_) => Err(ValueFault::TooLarge(number.to_string()).into()),
                }
            }
            DeValue::Boolean(is) => visitor.visit_bool(is),
            DeValue::Array(items) => visitor.visit_seq(ItemAccess(items.into_iter())),
            DeValue::Table(keys) => {
                visitor.visit_map(KeyAccess { rest: keys.into_iter(), value: None })
            }
            // No key takes one.
            DeValue::Float(_) | DeValue::Datetime(_) => Err(self.refused(&visitor)),
        }
        .map_err(|misread| misread.at(&at))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Misread> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misread> {
        match self.value {
            DeValue::Table(_) => self.deserialize_any(visitor),
            _ => Err(self.refused(&Wanted::Table.name())),
        }
    }

    /// One of several words.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _words: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misread> {
        match self.value {
            DeValue::String(word) => {
                let read = visitor.visit_enum(word.into_deserializer());
                read.map_err(|misread: Misread| misread.at(&self.at))
            }
            _ => Err(self.refused(&Wanted::Text.name())),
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map identifier ignored_any
    }
}

/// The items of a list.
struct ItemAccess<I>(I);

impl<'de, I: Iterator<Item = Spanned<DeValue<'de>>>> de::SeqAccess<'de> for ItemAccess<I> {
    type Error = Misread;

    fn next_element_seed<T: de::DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Misread> {
        let Some(item) = self.0.next() else { return Ok(None) };
        let at = item.span();
        seed.deserialize(Node::from(item)).map(Some).map_err(|misread| misread.at(&at))
    }
}

/// The keys of a table.
struct KeyAccess<'de, I> {
    rest: I,
    /// Of the key that was read last.
    value: Option<(String, Node<'de>)>,
}

impl<'de, I> de::MapAccess<'de> for KeyAccess<'de, I>
where
    I: Iterator<Item = (Spanned<DeString<'de>>, Spanned<DeValue<'de>>)>,
{
    type Error = Misread;

    fn next_key_seed<K: de::DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Misread> {
        let Some((key, value)) = self.rest.next() else { return Ok(None) };
        let (at, key) = (key.span(), key.into_inner());
        let name = key.clone().into_owned();
        let read = seed.deserialize(key.into_deserializer());
        let read = read.map_err(|misread: Misread| misread.at(&at).below(&name))?;
        self.value = Some((name, value.into()));
        Ok(Some(read))
    }

    fn next_value_seed<V: de::DeserializeSeed<'de>>(
        &mut self,
        seed: V,
    ) -> Result<V::Value, Misread> {
        let unasked = || <Misread as de::Error>::custom("a value before its key");
        let (name, node) = self.value.take().ok_or_else(unasked)?;
        let at = node.at.clone();
        seed.deserialize(node).map_err(|misread| misread.at(&at).below(&name))
    }
}
