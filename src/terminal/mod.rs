//! The device at the hall's door. `core` tells what happens when something happens, `event_loop` runs it
//! with the real devices; the other rooms know nothing of either.

pub mod catalogue;
pub mod code_input;
pub mod config;
pub mod core;
pub mod doctor;
pub mod door;
pub mod enrolment;
pub mod event_loop;
pub mod export;
pub mod files;
pub mod gate;
pub mod key_sheet;
pub mod keypad;
pub mod lines;
pub mod maintenance;
pub mod menu;
pub mod neighbours;
pub mod operators;
pub mod presentation;
pub mod reasons;
pub mod report;
pub mod screen;
pub mod sentence;
pub mod setup;
pub mod site_clock;
pub mod sound;
pub mod store;
pub mod sync;
pub mod update;
pub mod vision;
pub mod web;
