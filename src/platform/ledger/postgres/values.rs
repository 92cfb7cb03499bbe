//! Parameters and columns as PostgreSQL has them.

use std::error::Error;

use postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};

use crate::platform::ledger::Value;

impl ToSql for Value {
    fn to_sql(
        &self,
        kind: &Type,
        out: &mut bytes::BytesMut,
    ) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            // A parameter beside a small number in the text is taken for one as small.
            Self::Int(number) if *kind == Type::INT4 => i32::try_from(*number)?.to_sql(kind, out),
            Self::Int(number) => number.to_sql(kind, out),
            Self::Text(text) => text.to_sql(kind, out),
        }
    }

    fn accepts(kind: &Type) -> bool {
        *kind == Type::INT4 || <i64 as ToSql>::accepts(kind) || <String as ToSql>::accepts(kind)
    }

    to_sql_checked!();
}

impl<'a> FromSql<'a> for Value {
    fn from_sql(kind: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        if *kind == Type::BOOL {
            return bool::from_sql(kind, raw).map(|is| Self::Int(is.into()));
        }
        if *kind == Type::INT4 {
            return i32::from_sql(kind, raw).map(|number| Self::Int(number.into()));
        }
        if <i64 as FromSql>::accepts(kind) {
            return i64::from_sql(kind, raw).map(Self::Int);
        }
        <&str as FromSql>::from_sql(kind, raw).map(|text| Self::Text(text.to_owned()))
    }

    fn from_sql_null(_kind: &Type) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Self::Null)
    }

    fn accepts(kind: &Type) -> bool {
        [Type::BOOL, Type::INT4].contains(kind)
            || <i64 as FromSql>::accepts(kind)
            || <&str as FromSql>::accepts(kind)
    }
}
