use super::*;

fn map(bindings: &[(&str, &[&str])]) -> (KeyMap, Vec<(usize, KeyMistake)>) {
    let owned: Vec<(&str, Vec<String>)> = bindings
        .iter()
        .map(|(action, keys)| (*action, keys.iter().map(|key| (*key).to_owned()).collect()))
        .collect();
    KeyMap::new(
        owned
            .iter()
            .map(|(action, keys)| (*action, keys.as_slice())),
    )
}

#[test]
fn a_key_of_the_user_stands_for_the_one_of_the_table() {
    let (map, mistakes) = map(&[
        ("next-stage", &["N", "F5"]),
        ("ask", &["A"]),
        ("history", &["H"]),
    ]);
    assert_eq!(mistakes, []);
    let n = Key::char('n');
    for (context, pressed, wanted) in [
        (Context::Command, Key::char('N'), n),
        (Context::Command, Key::char('n'), n),
        (Context::Notes, Key::char('N'), Key::char('N')),
        (
            Context::Notes,
            Key::with(KeyCode::Char('N'), KeyModifiers::ALT),
            Key::with(n.code, KeyModifiers::ALT),
        ),
        (
            Context::Notes,
            Key::plain(KeyCode::F(5)),
            Key::with(n.code, KeyModifiers::ALT),
        ),
        (Context::Home, Key::char('H'), Key::char('h')),
        (Context::Filter, Key::char('H'), Key::char('H')),
    ] {
        assert_eq!(
            map.translate(context, pressed),
            wanted,
            "{context:?} {}",
            name(pressed)
        );
    }
    let footer = map.footer(Context::Command, |_| true);
    let next = footer.iter().find(|key| key.word == "next").unwrap();
    assert_eq!((next.label.as_str(), next.key), ("N", n));
    let names = |context, action| {
        let entries = map.entries(context).into_iter();
        let mut entries = entries.filter(|entry| entry.action == action);
        entries.next().unwrap().names
    };
    assert_eq!(names(Context::Home, Action::History), ["H", "h"]);
    let next = names(Context::Command, Action::NextStage);
    assert_eq!(next, ["Esc N", "F5", "Esc n", "F2"]);
}

#[test]
fn two_actions_can_swap_their_keys() {
    let (map, mistakes) = map(&[("next-stage", &["g"]), ("previous-stage", &["n"])]);
    assert_eq!(mistakes, []);
    assert_eq!(
        map.translate(Context::Command, Key::char('g')),
        Key::char('n')
    );
    assert_eq!(
        map.translate(Context::Command, Key::char('n')),
        Key::char('g')
    );
    let entries = map.entries(Context::Command);
    let next = entries.iter().find(|one| one.action == Action::NextStage);
    assert_eq!(next.unwrap().names, ["Esc g", "F2"]);
}

#[test]
fn a_wrong_binding_is_a_mistake_and_left_out() {
    let conflict = |key: &str, action: &str| KeyMistake::Conflict {
        key: key.into(),
        action: action.into(),
    };
    for (bindings, wanted) in [
        (&[("nxt-stage", &["N"][..])][..], KeyMistake::UnknownAction),
        (
            &[("next-stage", &["Hyper-N"])],
            KeyMistake::UnknownKey("Hyper-N".into()),
        ),
        (&[("next-stage", &["p"])], conflict("p", "pause")),
        (&[("history", &["j"])], conflict("j", "down")),
        (&[("accept", &["x"])], KeyMistake::Typed("x".into())),
    ] {
        let (map, mistakes) = map(bindings);
        assert_eq!(mistakes, [(0, wanted)]);
        assert_eq!(map, KeyMap::default());
    }
    let (map, mistakes) = map(&[("next-stage", &["N"]), ("ask", &["N"])]);
    assert_eq!(
        mistakes,
        [(0, conflict("N", "ask")), (1, conflict("N", "next-stage"))]
    );
    assert_eq!(map, KeyMap::default());
}
