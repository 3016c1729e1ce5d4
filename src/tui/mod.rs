//! The terminal: inputs in, frames out. `run` turns the loop, `app` holds the open screen, screens and widgets draw.

pub mod app;
pub mod editor;
pub mod effect;
pub mod input;
pub mod keys;
pub mod reader;
pub mod run;
pub mod screens;
pub mod signals;
pub mod term;
pub mod theme;
pub mod widgets;
