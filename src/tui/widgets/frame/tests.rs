//! How head line, foot line and messages are drawn.

use super::*;

fn drawn(width: u16, message: &str, headings: &[Heading], position: &str) -> Buffer {
    let mut buf = Buffer::empty(Rect::new(0, 0, width, 6));
    let is_error = message.starts_with("cannot");
    let style = if is_error { theme::ERROR } else { theme::PLAIN };
    let message = (message.to_owned(), style);
    let mut frame = ScreenFrame::new(buf.area, &message, 1);
    if headings.len() > 1 {
        frame.panes([12], &mut buf);
    }
    frame.draw_title(
        ("Title", theme::STRONG),
        ("fact", theme::SECONDARY),
        &mut buf,
    );
    frame.draw_head(headings, &mut buf);
    frame.draw_foot(position, &mut buf);
    buf.set_style(buf.area, Style::reset());
    buf
}

#[test]
fn a_divider_is_joined_with_the_head_line_and_the_foot_line() {
    let headings = [
        Heading::new("One", false),
        Heading::new("Two", true).with("3 of 4"),
    ];
    let expected = Buffer::with_lines([
        "  Title                   fact  ",
        "─ One ──────┬─ Two ──── 3 of 4 ─",
        "            │                   ",
        "            │                   ",
        "────────────┴───────────────────",
        "                                ",
    ]);
    let mut expected = expected;
    expected.set_style(expected.area, Style::reset());
    assert_eq!(drawn(32, "", &headings, ""), expected);
}

fn foot(width: u16, message: &str, position: &str) -> Vec<String> {
    let buf = drawn(width, message, &[Heading::new("One", false)], position);
    let symbol = |x, y| buf[(x, y)].symbol().to_owned();
    let row = |y| (0..width).map(|x| symbol(x, y)).collect();
    (2..5).map(row).collect()
}

#[test]
fn the_foot_line_has_a_message_and_a_position_and_only_an_error_takes_more_rows() {
    assert_eq!(
        foot(30, "saved", "1 to 9 of 41")[2],
        "─ saved ─────── 1 to 9 of 41 ─"
    );
    assert_eq!(foot(20, "saved", "1 to 9 of 41")[2], "─ saved ────────────");
    assert_eq!(
        foot(20, "cannot save the notes", "")[1..],
        ["─ cannot save the ──", "  notes             "]
    );
    assert_eq!(
        foot(20, "deleted; z undoes it", "")[2],
        "─ deleted ──────────"
    );
}

#[test]
fn a_heading_has_the_longest_title_and_fact_that_fit_beside_each_other() {
    let titles = || Heading::new("A long title", false).or_short("Short");
    let table = [
        (titles().with("saved"), "─ A long title ── saved ─"),
        (titles().with("saved"), "─ A long title ─ saved ─"),
        (titles().with("saved"), "─ Short ─────── saved ─"),
        (titles().marked().with("saved"), "─ ▸ Short ─────── saved ─"),
        (titles(), "─ A long title ──"),
        (titles(), "─ Short ───────"),
        (
            Heading::new("At 0:10", false)
                .with("4:50 left of 5:00")
                .or_fact("4:50 left"),
            "─ At 0:10 ─ 4:50 left of 5:00 ─",
        ),
        (
            Heading::new("At 0:10", false)
                .with("4:50 left of 5:00")
                .or_fact("4:50 left"),
            "─ At 0:10 ──────── 4:50 left ─",
        ),
    ];
    for (heading, expected) in table {
        let width = expected.chars().count() as u16;
        let buf = drawn(width, "", &[heading], "");
        let line: String = (0..width).map(|x| buf[(x, 1)].symbol()).collect();
        assert_eq!(line, expected);
    }
}

#[test]
fn a_title_is_cut_before_the_fact_of_its_pane() {
    let heading = Heading::new("A long title", false).with("saved");
    let buf = drawn(22, "", &[heading], "");
    let line: String = (0..22).map(|x| buf[(x, 1)].symbol()).collect();
    assert_eq!(line, "─ A long ti… ─ saved ─");
}
