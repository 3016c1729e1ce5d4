//! The terminal user interface. `run` has the main loop, `router` the open screen; screens and widgets draw.

pub mod backend;
pub mod draw_context;
pub mod edit;
pub mod effect;
pub mod input;
pub mod keys;
pub mod os_events;
pub mod reader;
pub mod router;
pub mod run;
pub mod screens;
pub mod terminal;
pub mod theme;
pub mod widgets;
