//! The terminal user interface. `run` has the main loop, `router` the open screen; screens and widgets draw.

pub mod backend;
pub mod draw_context;
pub mod edit;
mod editing;
pub mod effect;
pub mod input;
mod job_control;
pub mod keys;
pub mod look;
pub mod os_events;
mod previews;
pub mod reader;
pub mod router;
pub mod run;
pub mod screens;
pub mod symbols;
pub mod terminal;
pub mod theme;
pub mod widgets;
