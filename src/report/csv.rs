//! CSV for a spreadsheet. Texts come from other people's files, so no cell may be computed as a formula and none may
//! hold a character that drives a terminal.

use crate::domain::sanitize;

/// A table of rows that are all as wide as the first one, the header.
pub fn table(rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer
            .write_record(row.iter().map(|text| cell(text)))
            .expect("the rows have one width and memory takes them");
    }
    let bytes = writer.into_inner().expect("memory takes every byte");
    String::from_utf8(bytes).expect("every cell is UTF-8")
}

/// A text on one line, clean, behind a quote where a spreadsheet would compute it.
fn cell(text: &str) -> String {
    let quote = if is_formula(text) { "'" } else { "" };
    format!("{quote}{}", sanitize::line(text))
}

/// Whether some spreadsheet computes the text, by its first character or the first one after blanks.
fn is_formula(text: &str) -> bool {
    text.starts_with(['\t', '\r'])
        || (text.trim_start()).starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cells(table: &str) -> Vec<Vec<String>> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(table.as_bytes());
        let rows = reader.records().map(|row| {
            let row = row.expect("it is CSV, each row as wide as the first");
            row.iter().map(str::to_owned).collect()
        });
        rows.collect()
    }

    #[test]
    fn a_text_is_one_cell_whatever_its_characters() {
        let rows = [
            ["name", "ms", "level:x"],
            ["a,\"b\"\nc", "7", ""],
            ["日本 \u{1b}[2J", "", ""],
        ];
        let table = table(rows.map(|row| row.map(str::to_owned).to_vec()));
        let expected = "name,ms,level:x\n\"a,\"\"b\"\" c\",7,\n日本 ␛[2J,,\n";
        assert_eq!(table, expected);
    }

    #[test]
    fn no_text_is_a_formula() {
        for text in [
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\tx",
            "\rx",
            "  =1",
            "\u{a0}=1",
            "\u{3000}＝1",
            "＋1",
            "－1",
            "＠x",
            "\n=1",
            "\r\n-1",
        ] {
            assert_eq!(cell(text), format!("'{}", sanitize::line(text)), "{text:?}");
        }
        for text in ["a=1", "'=1", "1-1", "", " ", "\u{200b}=1"] {
            assert_eq!(cell(text), sanitize::line(text), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn cells_are_read_back_and_none_is_a_formula(
            texts in prop::collection::vec("([ \t\r\n\u{3000}\u{ad}]{0,2}[=+@＝＋－＠'\",;-]?)?\\PC{0,12}|.{0,6}", 1..5)
        ) {
            let header = vec!["x".to_owned(); texts.len()];
            let read = cells(&table([header, texts.clone()]));
            prop_assert_eq!(read.len(), 2);
            prop_assert_eq!(read[1].len(), texts.len());
            for (cell, text) in read[1].iter().zip(&texts) {
                let first = cell.trim_start().chars().next();
                prop_assert!(!first.is_some_and(|c| "=+-@＝＋－＠".contains(c)), "{:?}", cell);
                prop_assert!(!cell.contains(|c: char| c.is_control()), "{:?}", cell);
                let plain = sanitize::line(text);
                prop_assert!(*cell == plain || *cell == format!("'{plain}"), "{:?}", cell);
            }
        }
    }
}
