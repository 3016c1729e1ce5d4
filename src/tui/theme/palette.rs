//! The themes. `terminal` leaves the 16 colors of the user's palette as they are, `mono` has attributes only, and the
//! others have colors of their own, whose contrast a test computes.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

/// Which colors a frame gets.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Theme(ThemeKind);

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum ThemeKind {
    /// The terminal's own 16 colors.
    #[default]
    Terminal,
    /// Bold, dim and reverse only.
    Mono,
    Rgb(&'static Palette),
}

/// The colors of a theme, as `0xRRGGBB`.
#[derive(Debug, PartialEq, Eq)]
struct Palette {
    background: u32,
    /// The background of selected rows and text.
    raised: u32,
    text: u32,
    secondary: u32,
    accent: u32,
    good: u32,
    warning: u32,
    over: u32,
}

const LIGHT: Palette = Palette {
    background: 0x00fb_fbf8,
    raised: 0x00e2_e8f0,
    text: 0x001f_2328,
    secondary: 0x0057_606a,
    accent: 0x0000_6377,
    good: 0x001a_6335,
    warning: 0x007d_4e00,
    over: 0x00b0_1e1e,
};

const DARK: Palette = Palette {
    background: 0x0016_181d,
    raised: 0x002a_2f3d,
    text: 0x00dc_dfe4,
    secondary: 0x009a_a2b1,
    accent: 0x0056_b6c2,
    good: 0x0098_c379,
    warning: 0x00e5_c07b,
    over: 0x00ff_8088,
};

const HIGH_CONTRAST: Palette = Palette {
    background: 0x0000_0000,
    raised: 0x0000_0078,
    text: 0x00ff_ffff,
    secondary: 0x00d8_d8d8,
    accent: 0x005f_ffff,
    good: 0x006f_ff6f,
    warning: 0x00ff_ff5f,
    over: 0x00ff_a0a0,
};

impl Theme {
    /// The theme without any color, which `NO_COLOR` asks for.
    pub const MONO: Self = Self(ThemeKind::Mono);

    /// The theme of one of [`crate::domain::settings::THEMES`].
    pub fn named(name: &str) -> Option<Self> {
        let kind = match name {
            "terminal" => ThemeKind::Terminal,
            "light" => ThemeKind::Rgb(&LIGHT),
            "dark" => ThemeKind::Rgb(&DARK),
            "high-contrast" => ThemeKind::Rgb(&HIGH_CONTRAST),
            "mono" => ThemeKind::Mono,
            _ => return None,
        };
        Some(Self(kind))
    }

    /// Gives a finished frame the colors of the theme.
    pub fn paint(self, buf: &mut Buffer) {
        match self.0 {
            ThemeKind::Terminal => {}
            ThemeKind::Mono => buf.content.iter_mut().for_each(without_color),
            ThemeKind::Rgb(palette) => {
                for cell in &mut buf.content {
                    palette.paint(cell);
                }
            }
        }
    }
}

/// Removes the color of a cell: the accent becomes bold, over and errors are bold already.
fn without_color(cell: &mut Cell) {
    if cell.fg == Color::Cyan {
        cell.modifier |= Modifier::BOLD;
    }
    (cell.fg, cell.bg) = (Color::Reset, Color::Reset);
}

impl Palette {
    fn paint(&self, cell: &mut Cell) {
        let is_reversed = cell.modifier.contains(Modifier::REVERSED);
        let is_alarm = is_reversed && cell.fg == Color::Red;
        let color = match cell.fg {
            _ if cell.modifier.contains(Modifier::DIM) => self.secondary,
            Color::Cyan => self.accent,
            Color::Green => self.good,
            Color::Yellow => self.warning,
            Color::Red => self.over,
            _ => self.text,
        };
        // An alarm stays reversed; another selection has a raised background instead.
        let background = if is_reversed && !is_alarm {
            self.raised
        } else {
            self.background
        };
        cell.modifier.remove(Modifier::DIM);
        if !is_alarm {
            cell.modifier.remove(Modifier::REVERSED);
        }
        cell.fg = Color::from_u32(color);
        cell.bg = Color::from_u32(background);
    }
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;

    use super::*;
    use crate::domain::settings::THEMES;
    use crate::tui::theme;

    /// The relative luminance of WCAG 2.
    fn luminance(color: u32) -> f64 {
        let channel = |shift: u32| {
            let value = f64::from((color >> shift) & 0xff) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0)
    }

    fn contrast(one: u32, other: u32) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn contrast_is_computed_as_in_wcag() {
        assert!((contrast(0, 0x00ff_ffff) - 21.0).abs() < 1e-9);
        assert!((contrast(0x0076_7676, 0x00ff_ffff) - 4.54).abs() < 0.01);
    }

    #[test]
    fn every_color_of_a_theme_can_be_read_on_its_backgrounds() {
        let themes = [
            ("light", &LIGHT, 4.5),
            ("dark", &DARK, 4.5),
            ("high-contrast", &HIGH_CONTRAST, 7.0),
        ];
        for (name, palette, least) in themes {
            let colors = [
                palette.text,
                palette.secondary,
                palette.accent,
                palette.good,
                palette.warning,
                palette.over,
            ];
            for color in colors {
                for background in [palette.background, palette.raised] {
                    let contrast = contrast(color, background);
                    assert!(
                        contrast >= least,
                        "{name}: {color:06x} on {background:06x} has {contrast:.2}"
                    );
                }
            }
            let raised = contrast(palette.raised, palette.background);
            assert!(
                raised >= 1.15,
                "{name}: a selection is not seen: {raised:.2}"
            );
        }
    }

    /// A frame with every style of the screens.
    fn every_style() -> Buffer {
        let styles = [
            theme::PLAIN,
            theme::SECONDARY,
            theme::ACCENT,
            theme::ACCENT_STRONG,
            theme::GOOD,
            theme::WARNING,
            theme::OVER,
            theme::ALARM,
            theme::SELECTION,
            theme::MARKED,
            theme::DELETED,
        ];
        let mut buf = Buffer::empty(Rect::new(0, 0, styles.len() as u16, 1));
        for (x, style) in (0..).zip(styles) {
            buf.set_string(x, 0, "x", style);
        }
        buf
    }

    #[test]
    fn every_name_is_a_theme_and_no_other_is() {
        for name in THEMES {
            assert!(Theme::named(name).is_some(), "{name}");
        }
        assert_eq!(Theme::named("Dark"), None);
        assert_eq!(Theme::named(THEMES[0]), Some(Theme::default()));
    }

    #[test]
    fn without_color_only_attributes_tell_styles_apart() {
        let mut buf = every_style();
        Theme::MONO.paint(&mut buf);
        for cell in &buf.content {
            assert_eq!((cell.fg, cell.bg), (Color::Reset, Color::Reset));
        }
        assert!(buf[(2, 0)].modifier.contains(Modifier::BOLD), "the accent");
        assert!(buf[(6, 0)].modifier.contains(Modifier::BOLD), "over");
        assert!(buf[(5, 0)].modifier.is_empty(), "a warning");
    }

    #[test]
    fn a_theme_of_its_own_colors_leaves_no_color_to_the_terminal() {
        for name in ["light", "dark", "high-contrast"] {
            let mut buf = every_style();
            Theme::named(name).unwrap().paint(&mut buf);
            for cell in &buf.content {
                let is_rgb = |color| matches!(color, Color::Rgb(..));
                assert!(is_rgb(cell.fg) && is_rgb(cell.bg), "{name}: {cell:?}");
                assert!(!cell.modifier.contains(Modifier::DIM), "{name}: {cell:?}");
            }
            assert!(
                buf[(7, 0)].modifier.contains(Modifier::REVERSED),
                "an alarm"
            );
            assert_ne!(buf[(8, 0)].bg, buf[(0, 0)].bg, "a selection");
        }
    }
}
