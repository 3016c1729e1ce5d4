//! The colors and symbols that every frame gets, chosen at the start.

use ratatui::buffer::Buffer;

use super::symbols;
use super::theme::Theme;
use crate::domain::settings::{Ascii, Settings};
use crate::domain::symbols::Symbols;

#[derive(Debug, Clone, Copy, Default)]
pub struct Look {
    pub theme: Theme,
    pub symbols: Symbols,
}

impl Look {
    /// The look for an environment: without color where `NO_COLOR` is set to anything but nothing, else this theme, and
    /// ASCII where the locale is not UTF-8. `variable` reads an environment variable.
    pub fn for_environment(theme: Theme, variable: impl Fn(&str) -> Option<String>) -> Self {
        let is_set = |name| variable(name).is_some_and(|value| !value.is_empty());
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].map(&variable);
        Self {
            theme: if is_set("NO_COLOR") {
                Theme::MONO
            } else {
                theme
            },
            symbols: Symbols::for_locale(locale.each_ref().map(Option::as_deref)),
        }
    }

    /// The look of the settings in an environment.
    pub fn of(settings: &Settings, variable: impl Fn(&str) -> Option<String>) -> Self {
        let theme = Theme::named(&settings.theme).unwrap_or_default();
        let look = Self::for_environment(theme, variable);
        let symbols = match settings.ascii {
            Ascii::Auto => look.symbols,
            Ascii::On => Symbols::Ascii,
            Ascii::Off => Symbols::Unicode,
        };
        Self { symbols, ..look }
    }

    /// Gives a finished frame its colors and symbols.
    pub fn apply(self, buf: &mut Buffer) {
        self.theme.paint(buf);
        symbols::write(self.symbols, buf);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::settings::THEMES;

    #[test]
    fn the_settings_choose_theme_and_symbols() {
        let look = |theme: &str, ascii, locale: &'static str| {
            let settings = Settings {
                theme: theme.into(),
                ascii,
                ..Settings::default()
            };
            Look::of(&settings, |name| (name == "LANG").then(|| locale.into()))
        };
        for name in THEMES {
            let theme = look(name, Ascii::Auto, "C.UTF-8").theme;
            assert_eq!(Some(theme), Theme::named(name), "{name}");
        }
        for (ascii, locale, symbols) in [
            (Ascii::Auto, "C", Symbols::Ascii),
            (Ascii::Auto, "C.UTF-8", Symbols::Unicode),
            (Ascii::On, "C.UTF-8", Symbols::Ascii),
            (Ascii::Off, "C", Symbols::Unicode),
        ] {
            let found = look("dark", ascii, locale).symbols;
            assert_eq!(found, symbols, "{ascii:?} {locale}");
        }
    }

    #[test]
    fn no_color_wins_over_the_theme_and_the_locale_chooses_the_symbols() {
        let light = Theme::named("light").unwrap_or_default();
        let look = |set: &[(&str, &str)]| {
            let found = |name: &str| set.iter().find(|(known, _)| *known == name);
            let value = |name: &str| found(name).map(|(_, value)| (*value).to_owned());
            let look = Look::for_environment(light, value);
            (look.theme, look.symbols)
        };
        assert_eq!(look(&[]), (light, Symbols::Unicode));
        assert_eq!(look(&[("NO_COLOR", "")]), (light, Symbols::Unicode));
        assert_eq!(look(&[("NO_COLOR", "1")]), (Theme::MONO, Symbols::Unicode));
        assert_eq!(look(&[("LANG", "C")]), (light, Symbols::Ascii));
    }
}
