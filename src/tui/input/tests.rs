use std::time::Duration;

use super::*;

/// What these bytes are, each part some milliseconds after the one before it, once two seconds have passed.
fn inputs(parts: &[(&[u8], u64)]) -> Vec<Input> {
    let mut decoder = Decoder::default();
    let mut inputs = Vec::new();
    let mut at = Duration::ZERO;
    for (bytes, after) in parts {
        at += Duration::from_millis(*after);
        decoder.feed(bytes, at, &mut inputs);
    }
    decoder.pass(at + Duration::from_secs(2), &mut inputs);
    inputs
}

fn keys(parts: &[(&[u8], u64)]) -> Vec<Key> {
    let keys = inputs(parts).into_iter().map(|input| match input {
        Input::Key(key) => key,
        other => panic!("{other:?} is no key"),
    });
    keys.collect()
}

/// The keys of these bytes, which must not depend on where they are split.
fn keys_of(bytes: &[u8]) -> Vec<Key> {
    let whole = keys(&[(bytes, 0)]);
    let singles: Vec<_> = bytes.chunks(1).map(|byte| (byte, 5)).collect();
    assert_eq!(keys(&singles), whole, "{}", bytes.escape_ascii());
    whole
}

fn alt(character: char) -> Key {
    Key::with(KeyCode::Char(character), KeyModifiers::ALT)
}

fn typed(text: &str) -> Vec<Key> {
    text.chars().map(Key::char).collect()
}

#[test]
fn a_key_soon_after_esc_is_alt_and_that_key() {
    assert_eq!(keys(&[(b"\x1b", 0), (b"n", 49)]), [alt('n')]);
    assert_eq!(keys_of("\x1bn\x1bé".as_bytes()), [alt('n'), alt('é')]);
}

#[test]
fn a_key_long_after_esc_is_a_key_of_its_own() {
    for key in ['n', '[', 'O', 'P', ']', '_'] {
        let byte = [key as u8];
        assert_eq!(keys(&[(b"\x1b", 0), (&byte, 50)]), [ESC, Key::char(key)]);
    }
}

#[test]
fn two_escs_are_two_and_a_special_key_after_them_is_with_alt() {
    assert_eq!(keys_of(b"\x1b\x1b"), [ESC, ESC]);
    assert_eq!(keys_of(b"\x1b\x1b\x1b"), [ESC, ESC, ESC]);
    assert_eq!(keys_of(b"\x1b\x1bn"), [ESC, alt('n')]);
    let alt_down = Key::with(KeyCode::Down, KeyModifiers::ALT);
    assert_eq!(keys_of(b"\x1b\x1b[B"), [alt_down]);
}

#[test]
fn keys_are_known_in_every_encoding() {
    let plain = Key::plain;
    let with = Key::with;
    let (enter, back) = (plain(KeyCode::Enter), plain(KeyCode::Backspace));
    let (shift, control) = (KeyModifiers::SHIFT, KeyModifiers::CONTROL);
    let table: &[(&[u8], Key)] = &[
        (b"\r", enter),
        (b"\n", enter),
        (b"\x1bOM", enter),
        (b"\x1b[13u", enter),
        (b"\x1b[13;2u", enter),
        (b"\x1b[13;5u", enter),
        (b"\x1b[13;2:1u", enter),
        (b"\x1b[57414u", enter),
        (b"\x1b[57414;2u", enter),
        (b"\x1b[27;2;13~", enter),
        (b"\x1b[27;5;13~", enter),
        (b"\x1b\r", with(KeyCode::Enter, KeyModifiers::ALT)),
        (b"\x1b[13;3u", with(KeyCode::Enter, KeyModifiers::ALT)),
        (b"\x7f", back),
        (b"\x08", back),
        (b"\x1b[127;2u", back),
        (b"\x1b[127;5u", with(KeyCode::Backspace, control)),
        (b"\x1b[27;5;127~", with(KeyCode::Backspace, control)),
        (b"\t", plain(KeyCode::Tab)),
        (b"\x1b[Z", plain(KeyCode::BackTab)),
        (b"\x1b[9;2u", plain(KeyCode::BackTab)),
        (b"\0", Key::ctrl(' ')),
        (b"\x1a", Key::ctrl('z')),
        (b"\x1b[122;5u", Key::ctrl('z')),
        (b"\x1b[110;2u", Key::char('N')),
        (b"\x1b[A", plain(KeyCode::Up)),
        (b"\x1bOA", plain(KeyCode::Up)),
        (b"\x1b[1;2C", with(KeyCode::Right, shift)),
        (b"\x1b[a", with(KeyCode::Up, shift)),
        (b"\x1bOd", with(KeyCode::Left, control)),
        (b"\x1b[3$", with(KeyCode::Delete, shift)),
        (b"\x1b[3^", with(KeyCode::Delete, control)),
        (b"\x1b[5~", plain(KeyCode::PageUp)),
        (b"\x1b[2~", plain(KeyCode::Insert)),
        (b"\x1b[15~", plain(KeyCode::F(5))),
        (b"\x1b[24~", plain(KeyCode::F(12))),
        (b"\x1bOQ", plain(KeyCode::F(2))),
        (b"\x1b[1;1R", plain(KeyCode::F(3))),
        (b"\x1b[[C", plain(KeyCode::F(3))),
        (b"\x1bOk", Key::char('+')),
        (b"\x1bOp", Key::char('0')),
        (b"\x1b[57400u", Key::char('1')),
        (b"\x1b[57419u", plain(KeyCode::Up)),
        ("é".as_bytes(), Key::char('é')),
        ("日".as_bytes(), Key::char('日')),
    ];
    for (bytes, key) in table {
        assert_eq!(keys_of(bytes), [*key], "{}", bytes.escape_ascii());
    }
    for ignored in [&b"\x1b[97;1:3u"[..], b"\x1b[1;1:3A", b"\x1b[57430u"] {
        assert_eq!(keys_of(ignored), [], "{}", ignored.escape_ascii());
    }
}

#[test]
fn replies_of_the_terminal_are_dropped_whole_and_keys_around_them_arrive() {
    let replies: [&[u8]; 17] = [
        b"\x1b[?2026;2$y",
        b"\x1b[20;2$y",
        b"\x1b[?64;1;2;6;9;15;16;17;18;21;22;28c",
        b"\x1b[>41;388;0c",
        b"\x1b[?1u",
        b"\x1b[?997;1n",
        b"\x1b[12;40R",
        b"\x1b[0n",
        b"\x1b[4;768;1024t",
        b"\x1b[I",
        b"\x1b[99~",
        b"\x1b]11;rgb:1e1e/1e1e/2e2e\x07",
        b"\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\",
        b"\x1bP>|xterm(388)\x1b\\",
        b"\x1bP1+r524742=38\x1b\\",
        b"\x1bP!|7E565445\x1b\\",
        b"\x1b_Gi=31;OK\x1b\\",
    ];
    for reply in replies {
        let bytes = [b"a", reply, b"bc"].concat();
        assert_eq!(keys_of(&bytes), typed("abc"), "{}", reply.escape_ascii());
    }
}

#[test]
fn a_reply_that_is_cut_off_holds_no_key_for_more_than_a_second() {
    for start in [&b"\x1b]11;rgb:1e"[..], b"\x1bP>|xter", b"\x1b[?64;1"] {
        let arrived = keys(&[(start, 0), (b"a", 1000), (b"b", 100)]);
        assert_eq!(arrived, typed("ab"), "{}", start.escape_ascii());
        assert_eq!(
            keys(&[(start, 0), (b"\x1b[A", 10)]),
            [Key::plain(KeyCode::Up)]
        );
        assert_eq!(
            keys(&[(start, 0), (b"\r", 10)]),
            [Key::plain(KeyCode::Enter)]
        );
    }
}

#[test]
fn the_keys_of_an_incomplete_sequence_are_typed() {
    assert_eq!(keys(&[(b"\x1b[", 0)]), [ESC, Key::char('[')]);
    assert_eq!(
        keys(&[(b"\x1b", 0), (b"[", 10), (b"x", 600)]),
        [ESC, Key::char('['), Key::char('x')]
    );
    assert_eq!(
        keys(&[(b"\x1bP", 0), (b"x", 200)]),
        [alt('P'), Key::char('x')]
    );
}

#[test]
fn a_paste_is_one_input_however_it_arrives() {
    let bytes = "\x1b[200~one\r\ntwo \x1b[A \x1b[20 é\x1b[201~!".as_bytes();
    let expected = [
        Input::Paste("one\r\ntwo \x1b[A \x1b[20 é".into()),
        Input::Key(Key::char('!')),
    ];
    assert_eq!(inputs(&[(bytes, 0)]), expected);
    let singles: Vec<_> = bytes.chunks(1).map(|byte| (byte, 400)).collect();
    // Only the marks must not be split for that long.
    let at = |index: usize| if index < 6 { 1 } else { 400 };
    let singles: Vec<_> = (singles.iter().enumerate())
        .map(|(i, (byte, _))| (*byte, at(i)))
        .collect();
    assert_eq!(inputs(&singles), expected);
}

#[test]
fn a_paste_without_an_end_mark_ends_after_a_second_with_its_text() {
    let arrived = inputs(&[
        (b"\x1b[200~the text\x1b[20", 0),
        (b"x", 1000),
        (b"\x1b[201~y", 5),
    ]);
    let key = |character| Input::Key(Key::char(character));
    assert_eq!(
        arrived,
        [Input::Paste("the text".into()), key('x'), key('y')]
    );
}

#[test]
fn a_paste_of_any_size_is_bounded_and_its_end_is_seen() {
    let bytes = [
        b"\x1b[200~",
        &vec![b'x'; 6 * 1024 * 1024][..],
        b"\x1b[201~!",
    ]
    .concat();
    let arrived = inputs(&[(&bytes, 0)]);
    let [Input::Paste(text), Input::Key(last)] = &arrived[..] else {
        panic!("{} inputs", arrived.len());
    };
    assert_eq!((text.len(), *last), (4 * 1024 * 1024, Key::char('!')));
}

#[test]
fn both_bytes_of_a_line_end_are_one_enter() {
    let enter = Key::plain(KeyCode::Enter);
    let lines = [
        Key::char('a'),
        enter,
        Key::char('b'),
        enter,
        enter,
        Key::char('c'),
    ];
    assert_eq!(keys_of(b"a\r\nb\r\n\r\nc"), lines);
    assert_eq!(keys_of(b"a\rb\n\nc"), lines);
    assert_eq!(keys(&[(b"\r", 0), (b"\n", 50)]), [enter, enter]);
}

#[test]
fn bytes_that_are_no_character_are_shown_and_hold_nothing_up() {
    assert_eq!(keys_of(b"a\xe9b"), typed("a\u{fffd}b"));
    assert_eq!(
        keys_of(b"\xff\xc3\xc3\xa9\x80"),
        typed("\u{fffd}\u{fffd}é\u{fffd}")
    );
}

#[test]
fn the_mouse_is_known_in_both_encodings() {
    let click = |dragged| Input::Click {
        column: 9,
        row: 4,
        dragged,
    };
    let wheel = |up| Input::Wheel {
        column: 9,
        row: 4,
        up,
    };
    let table: &[(&[u8], Option<Input>)] = &[
        (b"\x1b[<0;10;5M", Some(click(false))),
        (b"\x1b[<32;10;5M", Some(click(true))),
        (b"\x1b[<64;10;5M", Some(wheel(true))),
        (b"\x1b[<69;10;5M", Some(wheel(false))),
        (b"\x1b[<0;10;5m", None),
        (b"\x1b[<2;10;5M", None),
        (b"\x1b[<0;0;0M", None),
        (b"\x1b[M \x2a\x25", Some(click(false))),
        (b"\x1b[M\x60\x2a\x25", Some(wheel(true))),
        (b"\x1b[M#\x2a\x25", None),
    ];
    for (bytes, input) in table {
        let singles: Vec<_> = bytes.chunks(1).map(|byte| (byte, 5)).collect();
        let expected: Vec<_> = input.iter().cloned().collect();
        assert_eq!(inputs(&singles), expected, "{}", bytes.escape_ascii());
    }
}

#[test]
fn keys_that_terminals_confuse_are_one_key() {
    for (control, plain) in [
        ('j', KeyCode::Enter),
        ('m', KeyCode::Enter),
        ('h', KeyCode::Backspace),
        ('i', KeyCode::Tab),
    ] {
        let key = Key::of(KeyCode::Char(control), KeyModifiers::CONTROL);
        assert_eq!(key, Key::plain(plain));
    }
}
