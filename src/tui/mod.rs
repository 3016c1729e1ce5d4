//! The screen: what is drawn and which key does what. It knows the domain and asks for everything else.

pub mod widgets;
