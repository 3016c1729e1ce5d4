//! Parts that screens are made of. Each takes plain values and knows neither screens nor files.

pub mod notes;
