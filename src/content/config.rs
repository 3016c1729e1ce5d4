//! Reads `config.toml` and single settings of the environment, with the mistakes that they have. A mistake costs only
//! the setting that has it; a file that is not TOML costs all of its settings.

use std::borrow::Cow;
use std::fmt::Write;

use toml::de::{DeTable, DeValue};

use super::checker::Checker;
use super::diagnostic::{Diagnostic, listed, quoted};
use super::lines::{ByteSpan, SourcePosition};
use super::node::TomlNode;
use super::{ContentKind, Origin, names, syntax, without_bom};
use crate::domain::settings::{ResolvedSettings, SetBy, Setting, SettingKind, TABLE};

/// The table of the keys that the user has bound to other actions.
const KEYS: &str = "keys";

/// Keys that the user binds to an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoundKeys {
    /// The name of the action.
    pub action: String,
    /// The names of the keys.
    pub keys: Vec<String>,
    /// The names that were given and cannot be used; which these are, is not known before the table of keys is asked.
    pub refused: Vec<String>,
    /// Whether there is no such action, which the table of keys tells.
    pub is_unknown: bool,
    /// Where the action is in the file.
    pub position: SourcePosition,
}

/// A key of the file that is no setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownSetting {
    pub name: String,
    pub line: usize,
    /// The setting with the nearest name, if one is near.
    pub nearest: Option<String>,
}

/// What a file of settings holds beside the settings themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ConfigFile {
    pub bound: Vec<BoundKeys>,
    /// The name of each setting with a value that can be used, and where the value is.
    pub positions: Vec<(&'static str, SourcePosition)>,
    /// The name of each setting with a value that cannot be used, and the line of the value.
    pub unused: Vec<(&'static str, usize)>,
    pub unknown: Vec<UnknownSetting>,
    /// All mistakes, in the order of the file.
    pub mistakes: Vec<Diagnostic>,
}

/// Why a value cannot be used, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueRefusal {
    pub message: String,
    pub hint: String,
}

/// Sets a value of the table from text, as the environment and flags give it.
///
/// # Errors
/// Why the value cannot be used.
pub fn set(
    resolved: &mut ResolvedSettings,
    index: usize,
    text: &str,
    by: SetBy,
) -> Result<(), ValueRefusal> {
    let Setting { name, kind, .. } = &TABLE[index];
    let text = match kind {
        SettingKind::Word(words) => as_word(text, words),
        SettingKind::Switch | SettingKind::Text => text,
    };
    if let SettingKind::Word(words) = kind
        && !words.contains(&text)
    {
        let hint = match names::nearest(text, words.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("write one of {}", listed(words.iter().copied())),
        };
        let message = format!("unknown {name} {}", quoted(text));
        return Err(ValueRefusal { message, hint });
    }
    let set = resolved.set(index, text, by);
    set.map_err(|why| ValueRefusal {
        message: format!("`{name}` cannot be {}: {why}", quoted(text)),
        hint: "`forty config show` has the values in use".into(),
    })
}

/// The word that a text means: a setting that is on, off or automatic takes the values of a switch, too.
fn as_word<'t>(text: &'t str, words: &[&str]) -> &'t str {
    match text {
        "true" | "1" if words.contains(&"on") => "on",
        "false" | "0" if words.contains(&"off") => "off",
        text => text,
    }
}

/// Reads the text of a `config.toml` into the settings.
pub fn read(text: &str, resolved: &mut ResolvedSettings) -> ConfigFile {
    let text = match without_bom(text) {
        text if text.contains('\r') => Cow::Owned(text.replace("\r\n", "\n")),
        text => Cow::Borrowed(text),
    };
    // Only the rules for lists ask for the kind of content, and settings have no lists.
    let checker = Checker::new(&text, ContentKind::Design, Origin::Own);
    let (table, errors) = DeTable::parse_recoverable(&text);
    let mut found = ConfigFile::default();
    if errors.is_empty() {
        let file = DeValue::Table(table.into_inner());
        read_table(&TomlNode::top(&checker, &file), resolved, &mut found);
    } else {
        syntax::report(&checker, &errors);
    }
    let (Ok(((), mistakes)) | Err(mistakes)) = checker.conclude(Some(()));
    ConfigFile { mistakes, ..found }
}

fn read_table(file: &TomlNode<'_>, resolved: &mut ResolvedSettings, found: &mut ConfigFile) {
    let known: Vec<&'static str> = TABLE.iter().map(|setting| setting.name).collect();
    let keys = file.table().into_iter().flat_map(|table| table.keys());
    for key in keys {
        let name: &str = key.get_ref();
        let node = file.get(name);
        if name == KEYS {
            read_keys(&node, &mut found.bound);
        } else if let Some(index) = known.iter().position(|known| *known == name) {
            let line = node.checker.lines.number_at(key.span().start);
            if read_value(&node, index, line, resolved) {
                found
                    .positions
                    .push((TABLE[index].name, position(&node, &node.span)));
            } else {
                found.unused.push((TABLE[index].name, line));
            }
        } else {
            let known: Vec<&'static str> = known.iter().copied().chain([KEYS]).collect();
            found.unknown.push(UnknownSetting {
                name: name.to_owned(),
                line: node.checker.lines.number_at(key.span().start),
                nearest: names::nearest(name, known.iter().copied()).map(str::to_owned),
            });
            node.checker.unknown_key(name, key.span(), known);
        }
    }
}

/// Whether the value of the setting can be used.
fn read_value(
    node: &TomlNode<'_>,
    index: usize,
    line: usize,
    resolved: &mut ResolvedSettings,
) -> bool {
    let setting = &TABLE[index];
    let text = match (setting.kind, node.string(), node.boolean()) {
        (SettingKind::Text | SettingKind::Word(_), Some(text), _) => text.to_owned(),
        (SettingKind::Switch, _, Some(value)) => value.to_string(),
        (SettingKind::Word(words), None, Some(value)) if words.contains(&"on") => value.to_string(),
        (SettingKind::Switch, ..) => {
            node.wrong_type("true or false", "write it without quotes");
            return false;
        }
        (SettingKind::Text, ..) => {
            node.wrong_type("text in quotes", "put it in quotes");
            return false;
        }
        (SettingKind::Word(words), ..) => {
            let hint = format!("write one of {} in quotes", listed(words.iter().copied()));
            node.wrong_type("a word in quotes", &hint);
            return false;
        }
    };
    let set = set(resolved, index, &text, SetBy::File(line));
    if let Err(why) = &set {
        node.error(&why.message, &why.hint);
    }
    set.is_ok()
}

/// Reads `action = "key"` and `action = ["key", "key"]`. Whether there is such an action, and such a key, is not known
/// here.
fn read_keys(node: &TomlNode<'_>, bound: &mut Vec<BoundKeys>) {
    let Some(table) = node.table() else {
        return node.wrong_type(
            "a table",
            "write `[keys]`, and below it lines `action = \"key\"`",
        );
    };
    for action in table.keys() {
        let value = node.get(action.get_ref());
        let given = if value.is_list() {
            value.items()
        } else {
            vec![value.clone()]
        };
        let keys: Option<Vec<String>> = given
            .iter()
            .map(|key| key.string().map(str::to_owned))
            .collect();
        match keys {
            Some(keys) if !keys.is_empty() => bound.push(BoundKeys {
                action: action.get_ref().to_string(),
                keys,
                refused: Vec::new(),
                is_unknown: false,
                position: position(node, &action.span()),
            }),
            Some(_) => value.error(
                "a list of keys is empty",
                "name at least one key, or remove the line",
            ),
            None => value.wrong_type(
                "a key in quotes or a list of them",
                "write `\"n\"` or `[\"n\", \"F2\"]`",
            ),
        }
    }
}

fn position(node: &TomlNode<'_>, span: &ByteSpan) -> SourcePosition {
    node.checker.lines.position(span)
}

/// A file with every setting as a comment with its default, to be edited.
pub fn template() -> String {
    let mut text = String::from(
        "# Settings of forty. A line without `#` in front takes effect at the next start.\n\
         # Flags win over the environment, the environment over this file. `forty config check` finds mistakes.\n",
    );
    for (setting, value, _) in ResolvedSettings::default().rows() {
        let choices = match setting.kind {
            SettingKind::Word(words) => format!(" ({})", words.join(", ")),
            SettingKind::Switch => " (true, false)".to_owned(),
            SettingKind::Text => String::new(),
        };
        // Writing to a String cannot fail.
        let _ = write!(
            text,
            "\n# {}{choices}. Environment: {}\n# {} = {}\n",
            setting.meaning,
            setting.variable,
            setting.name,
            setting.toml(&value)
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::render_all;

    fn read_new(text: &str) -> (ResolvedSettings, ConfigFile) {
        let mut resolved = ResolvedSettings::default();
        let file = read(text, &mut resolved);
        (resolved, file)
    }

    #[test]
    fn the_template_changes_nothing_and_with_its_comments_removed_neither() {
        let (resolved, file) = read_new(&template());
        assert_eq!((resolved, file), Default::default());
        let lines = template();
        let lines = lines.lines().filter_map(|line| line.strip_prefix("# "));
        let is_setting = |line: &&str| {
            TABLE
                .iter()
                .any(|row| line.starts_with(&format!("{} = ", row.name)))
        };
        let active = lines.filter(is_setting).collect::<Vec<_>>().join("\n");
        let (resolved, file) = read_new(&active);
        assert_eq!((file.bound, file.mistakes), Default::default());
        assert_eq!(resolved.values, ResolvedSettings::default().values);
        for (setting, _, by) in resolved.rows() {
            assert!(matches!(by, SetBy::File(_)), "{}", setting.name);
        }
    }

    #[test]
    fn a_setting_that_is_on_or_off_takes_the_values_of_a_switch() {
        for (text, value) in [
            ("ascii = true", "on"),
            ("ascii = false", "off"),
            ("ascii = \"true\"", "on"),
            ("ascii = \"auto\"", "auto"),
        ] {
            let (resolved, file) = read_new(text);
            assert_eq!(file.mistakes, [], "{text}");
            let mut rows = resolved.rows();
            let row = rows.find(|row| row.0.name == "ascii").unwrap();
            assert_eq!(row.1, value, "{text}");
        }
        let (_, file) = read_new("clock = true");
        assert_eq!(file.mistakes.len(), 1);
    }

    #[test]
    fn a_mistake_costs_only_its_own_setting() {
        let text = "clock = \"bar\"\nmuose = false\ntheme = \"drak\"\nstrict = \"yes\"\nminutes = \"5,x\"\nmouse = false\n";
        let (resolved, file) = read_new(text);
        let set: Vec<(&str, String)> = resolved
            .rows()
            .filter(|row| row.2 != SetBy::Default)
            .map(|row| (row.0.name, row.1))
            .collect();
        assert_eq!(set, [("clock", "bar".into()), ("mouse", "false".into())]);
        let rendered = render_all(&file.mistakes, "config.toml", text);
        for part in [
            "config.toml:2:1",
            "unknown key `muose`",
            "did you mean `mouse`?",
            "config.toml:3:9",
            "unknown theme `drak`",
            "did you mean `dark`?",
            "config.toml:4:10",
            "`strict` must be true or false, not text in quotes",
            "config.toml:5:11",
            "`x` is no time",
            "^^^^^",
        ] {
            assert!(rendered.contains(part), "{part} is not in\n{rendered}");
        }
        assert_eq!(file.mistakes.len(), 4, "{rendered}");
    }

    #[test]
    fn a_file_that_is_not_toml_sets_nothing_and_has_one_mistake() {
        let (resolved, file) = read_new("clock = \"bar\"\ntheme = \"dark\n");
        assert_eq!(resolved, ResolvedSettings::default());
        assert_eq!(file.mistakes.len(), 1);
        assert_eq!(file.mistakes[0].line, 2);
    }

    #[test]
    fn keys_are_one_name_or_a_list_of_names() {
        let text = "[keys]\nnext-stage = \"N\"\npause = [\"P\", \"F9\"]\nleave = 3\nhint = []\n";
        let (_, file) = read_new(text);
        let bound: Vec<(&str, &[String])> = file
            .bound
            .iter()
            .map(|bound| (bound.action.as_str(), bound.keys.as_slice()))
            .collect();
        assert_eq!(
            bound,
            [
                ("next-stage", &["N".to_owned()][..]),
                ("pause", &["P".to_owned(), "F9".to_owned()]),
            ]
        );
        assert_eq!(file.bound[1].position.line, 3);
        let lines: Vec<usize> = file.mistakes.iter().map(|one| one.line).collect();
        assert_eq!(lines, [4, 5]);
    }
}
