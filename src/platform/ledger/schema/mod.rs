//! The tables, step by step, for either engine. A step that was released is never changed.

/// `PRAGMA user_version` counts those that were taken.
pub(super) const SQLITE: &[&str] = &[include_str!("001.sqlite.sql")];

/// Stands for the schema in which PostgreSQL's tables are.
pub(super) const HOME: &str = "SCHEMA_OF_ALL";

/// The table `schema_steps` names those that were taken.
pub(super) const POSTGRES: &[&str] = &[include_str!("001.postgres.sql")];

/// What the role that serves may do; `SERVING` stands for its name.
pub(super) const GRANTS: &str = include_str!("grants.postgres.sql");

/// The advisory lock under which the tables are made, a number of no meaning.
pub(super) const LOCK: i64 = 0x6861_6c6c_6761_7465;
