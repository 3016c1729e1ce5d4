//! How much structure a TOML text has, counted before it is parsed: a small file of nothing but brackets becomes a
//! tree fifty times its size.

/// More than a checkpoint of the longest plan has, many times over.
const MOST: usize = 100_000;

/// Whether the text has more keys, tables and values than any file of ours.
pub(super) fn are_too_many(text: &str) -> bool {
    let mut rest = text.as_bytes();
    let mut marks = 0;
    while let [first, behind @ ..] = rest {
        rest = match first {
            b'#' => after_line(behind),
            b'"' | b'\'' => after_string(rest, *first),
            b'=' | b'[' | b'{' | b',' | b'.' => {
                marks += 1;
                behind
            }
            _ => behind,
        };
    }
    marks > MOST
}

fn after_line(text: &[u8]) -> &[u8] {
    let end = text.iter().position(|byte| *byte == b'\n');
    &text[end.unwrap_or(text.len())..]
}

/// What follows the string that the text begins with.
fn after_string(text: &[u8], quote: u8) -> &[u8] {
    let many = [quote; 3];
    let is_long = text.starts_with(&many);
    let mut rest = &text[if is_long { 3 } else { 1 }..];
    while let [first, behind @ ..] = rest {
        rest = match first {
            b'\\' if quote == b'"' => behind.get(1..).unwrap_or_default(),
            first if *first == quote && !is_long => return behind,
            // Up to two more quotes belong to the text before the closing three.
            first if *first == quote && rest.starts_with(&many) => {
                let quotes = rest.iter().take(5).take_while(|byte| **byte == quote);
                return &rest[quotes.count()..];
            }
            b'\n' if !is_long => return behind,
            _ => behind,
        };
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::toml_text::Page;

    #[test]
    fn what_stands_in_texts_and_comments_does_not_count() {
        let full = "[a]\nb.c = [1, 2, \"\"\" ''' \\\\\" # ,\n".repeat(20_000);
        let mut page = Page::default();
        for ending in ["", "\"", "\"\"", "\\", "\n"] {
            page.table("[[notes]]");
            page.lines("text", &format!("{full}{ending}"));
            page.text("line", &format!("{full}{ending}"));
        }
        let page = page.into_text() + "# " + &",".repeat(MOST) + "\n";
        assert!(toml::from_str::<toml::Table>(&page).is_ok());
        assert!(!are_too_many(&page));
        let literal = format!("a = '''{full}'''\nb = '{}'", "=".repeat(MOST)).replace("''' \\", "");
        assert!(!are_too_many(&literal));
    }

    #[test]
    fn nothing_but_structure_is_too_much() {
        for part in ["[[a]]\n", "a=0\n", "[],", "a.b.c=1\n", "{},"] {
            assert!(are_too_many(&part.repeat(MOST + 1)), "{part}");
        }
    }
}
