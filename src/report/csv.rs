//! Rows for a spreadsheet. Texts come from strangers' files: none of them may be taken for a formula, which a
//! spreadsheet would compute, or for anything that drives a terminal.

use crate::domain::sanitize;

/// What a cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell<'a> {
    /// From outside, as it is; shown on one line.
    Text(&'a str),
    Number(u64),
    Nothing,
}

/// A table with its header row; a row that is shorter ends in empty cells.
pub fn table(header: &[&str], rows: &[Vec<Cell<'_>>]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let header = header.iter().map(|name| Cell::Text(name));
    let width = header.len();
    let mut write = |row: &mut dyn Iterator<Item = Cell<'_>>| {
        let row = row.chain(std::iter::repeat(Cell::Nothing));
        writer
            .write_record(row.take(width).map(shown))
            .expect("rows of one width, in memory");
    };
    write(&mut { header });
    for row in rows {
        write(&mut row.iter().copied());
    }
    let bytes = writer.into_inner().expect("it is flushed to memory");
    String::from_utf8(bytes).expect("cells are text")
}

fn shown(cell: Cell<'_>) -> String {
    match cell {
        Cell::Text(text) if is_formula(text) => format!("'{}", sanitize::line(text)),
        Cell::Text(text) => sanitize::line(text),
        Cell::Number(number) => number.to_string(),
        Cell::Nothing => String::new(),
    }
}

/// Whether some spreadsheet would compute the text: by its first character, or the first behind blanks.
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
    fn a_text_is_a_cell_whatever_stands_in_it() {
        let rows = [
            vec![Cell::Text("a,\"b\"\nc"), Cell::Number(7), Cell::Nothing],
            vec![Cell::Text("日本 \u{1b}[2J")],
        ];
        let table = table(&["name", "ms", "level:x"], &rows);
        let told = "name,ms,level:x\n\"a,\"\"b\"\" c\",7,\n日本 ␛[2J,,\n";
        assert_eq!(table, told);
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
            let cell = shown(Cell::Text(text));
            assert_eq!(cell, format!("'{}", sanitize::line(text)), "{text:?}");
        }
        for text in ["a=1", "'=1", "1-1", "", " ", "\u{200b}=1"] {
            assert_eq!(shown(Cell::Text(text)), sanitize::line(text), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again_and_nothing_is_a_formula(
            texts in prop::collection::vec("([ \t\r\n\u{3000}\u{ad}]{0,2}[=+@＝＋－＠'\",;-]?)?\\PC{0,12}|.{0,6}", 1..5)
        ) {
            let row: Vec<Cell> = texts.iter().map(|text| Cell::Text(text)).collect();
            let names: Vec<&str> = texts.iter().map(|_| "x").collect();
            let read = cells(&table(&names, &[row]));
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
