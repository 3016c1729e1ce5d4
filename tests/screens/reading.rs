//! Study: framework, lifecycle, concepts, and the answers of a design.

use crossterm::event::KeyCode;
use forty::content::library::Library;
use forty::domain::overview::{DesignCard, HomeData, Seal};
use forty::tui::effect::{Effect, Route, StatusMessage};
use forty::tui::input::{Input, Key};
use forty::tui::screens::home::HomeScreen;
use forty::tui::screens::reading::{ReadingScreen, ReadingTopic, topics};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use crate::play::{Play, context, named_key, text_of};

/// The screen without the app: its effects are stored, its messages shown.
struct Read {
    screen: ReadingScreen,
    terminal: Terminal<TestBackend>,
    message: Option<String>,
    asked: Vec<Effect>,
}

impl Read {
    /// The shipped topics, with the answers of the caption design.
    fn open(size: (u16, u16), practiced: bool) -> Self {
        let library = Library::new(Vec::new());
        let opened = library.open("image-caption-generator").expect("it ships");
        let seal = (!practiced).then_some(Seal::NotPracticed);
        let answers = Some((&opened.design, seal));
        Self::of(topics(library.framework(), answers), size)
    }

    fn of(topics: Vec<ReadingTopic>, size: (u16, u16)) -> Self {
        let mut read = Self {
            screen: ReadingScreen::new(topics),
            terminal: Terminal::new(TestBackend::new(size.0, size.1)).expect("a buffer is no disk"),
            message: None,
            asked: Vec::new(),
        };
        read.draw();
        read
    }

    fn play(&mut self, script: &str) -> &mut Self {
        let mut rest = script;
        while let Some(character) = rest.chars().next() {
            let (key, length) = match rest.strip_prefix('<').and_then(|rest| rest.split_once('>')) {
                Some((name, _)) => {
                    let (code, modifiers) = named_key(name);
                    (Key::with(code, modifiers), name.len() + 2)
                }
                None => (Key::char(character), character.len_utf8()),
            };
            self.take(&Input::Key(key));
            rest = &rest[length..];
        }
        self
    }

    fn take(&mut self, input: &Input) {
        self.message = None;
        for effect in self.screen.on(input) {
            match effect {
                Effect::Say(words) => self.message = Some(words),
                other => self.asked.push(other),
            }
        }
        self.draw();
    }

    fn draw(&mut self) {
        let message = self.message.as_deref().map(StatusMessage::from);
        let screen = &mut self.screen;
        self.terminal
            .draw(|frame| screen.draw(frame, &context(message.as_ref())))
            .expect("a buffer is no disk");
    }

    fn screen(&self) -> String {
        text_of(self.terminal.backend().buffer(), "\0")
    }

    /// The line of the screen with the cursor.
    fn line(&mut self) -> String {
        let row = self
            .terminal
            .get_cursor_position()
            .expect("a buffer is no disk")
            .y;
        self.screen()
            .lines()
            .nth(row.into())
            .expect("the cursor stands on the screen")
            .to_owned()
    }
}

const SIZES: [(u16, u16); 2] = [(80, 24), (60, 20)];

/// The screen after these keys, at both sizes.
fn at_both_sizes(keys: &str) -> String {
    SIZES
        .map(|size| Read::open(size, true).play(keys).screen())
        .join("\n")
}

#[test]
fn the_topics_are_framework_lifecycle_concepts_and_answers() {
    insta::assert_snapshot!(at_both_sizes(""));
}

#[test]
fn the_framework_opens_to_its_stages() {
    insta::assert_snapshot!(at_both_sizes("<enter><down>"));
}

#[test]
fn the_framework_in_short_has_minutes_the_mistake_and_the_tip() {
    insta::assert_snapshot!(at_both_sizes("<enter><enter>"));
}

#[test]
fn a_stage_has_its_prompts_and_what_done_looks_like() {
    insta::assert_snapshot!(at_both_sizes("<enter><down><enter>"));
}

#[test]
fn the_general_rubric_goes_from_weak_to_exceptional() {
    insta::assert_snapshot!(at_both_sizes("<enter><end><enter><pgdn>"));
}

#[test]
fn the_lifecycle_is_one_page() {
    insta::assert_snapshot!(at_both_sizes("<down><enter>"));
}

#[test]
fn concepts_stand_under_their_groups() {
    insta::assert_snapshot!(at_both_sizes("jj<enter><down><down>"));
}

#[test]
fn a_card_opens_to_definition_why_question_and_answer() {
    insta::assert_snapshot!(at_both_sizes("jj<enter>/percentile<enter>"));
}

#[test]
fn the_answers_stand_by_stage() {
    insta::assert_snapshot!(at_both_sizes("<end><enter>"));
}

#[test]
fn a_reference_is_drawn_with_its_tables() {
    insta::assert_snapshot!(at_both_sizes("<end><enter><enter><end><pgup>"));
}

#[test]
fn an_estimate_stands_above_its_sum() {
    insta::assert_snapshot!(at_both_sizes("G<enter>jjjjj<enter>"));
}

#[test]
fn sources_name_who_wrote_what_and_when() {
    insta::assert_snapshot!(at_both_sizes("G<enter>G<enter>"));
}

#[test]
fn answers_not_practiced_to_the_end_are_shown_only_when_asked_for_twice() {
    for size in SIZES {
        let mut read = Read::open(size, false);
        read.play("<end>");
        assert!(read.line().contains("not practiced"), "{}", read.screen());
        read.play("<enter>");
        assert!(
            read.screen()
                .contains("not practiced to the end: Enter again shows it"),
            "{}",
            read.screen()
        );
        assert!(!read.screen().contains("Estimates"));
        read.play("<up><down><enter>");
        assert!(
            !read.screen().contains("Estimates"),
            "another key between is no second time"
        );
        read.play("<enter>");
        assert!(read.screen().contains("Estimates"), "{}", read.screen());
        read.play("q<enter>");
        assert!(!read.screen().contains("Estimates"), "each visit asks");
    }
}

#[test]
fn a_click_and_another_do_not_open_what_is_sealed_at_once() {
    let mut read = Read::open((80, 24), false);
    let click = Input::Click {
        column: 5,
        row: 6,
        dragged: false,
    };
    read.take(&click);
    assert!(
        read.line().contains("Image Caption Generator"),
        "{}",
        read.line()
    );
    read.take(&click);
    assert!(read.screen().contains("Enter again"), "{}", read.screen());
    read.take(&click);
    assert!(read.screen().contains("Estimates"), "{}", read.screen());
}

#[test]
fn esc_and_q_go_back_one_step_at_a_time_to_home() {
    for back in ["<esc>", "q"] {
        let mut read = Read::open((80, 24), true);
        read.play("jj<enter><down><enter>");
        let steps = ["Concepts", "Study"].map(|title| {
            read.play(back);
            (
                read.screen()
                    .lines()
                    .next()
                    .unwrap()
                    .trim()
                    .ends_with(title),
                read.asked.len(),
            )
        });
        assert_eq!(steps, [(true, 0), (true, 0)]);
        assert!(read.line().contains("Concepts"), "{}", read.line());
        read.play(back);
        assert_eq!(read.asked, [Effect::Go(Route::Home)]);
    }
}

#[test]
fn a_search_leaves_what_has_its_letters_and_esc_clears_it_first() {
    let mut read = Read::open((80, 24), true);
    read.play("jj<enter>/DRIFT");
    insta::assert_snapshot!(read.screen());
    assert!(
        read.line().contains("search: DRIFT"),
        "the cursor stands in the search"
    );
    read.play("<bs><bs><bs><bs><bs>qqq");
    assert!(
        read.screen().contains("nothing has these letters"),
        "{}",
        read.screen()
    );
    read.play("<esc>");
    assert!(
        read.screen().contains("Batch inference"),
        "{}",
        read.screen()
    );
    read.play("/concept drift<down><enter><enter><esc>");
    assert!(read.line().contains("Concept drift"), "{}", read.line());
    read.play("<esc>");
    assert!(
        read.line().contains("▸ Concept drift"),
        "what was found stays chosen: {}",
        read.screen()
    );
    assert_eq!(read.asked, []);
}

#[test]
fn the_arrows_turn_from_card_to_card_and_stop_at_the_ends() {
    let mut read = Read::open((80, 24), true);
    read.play("jj<enter><enter><right>");
    assert!(
        read.screen().contains("Concepts · Online inference"),
        "{}",
        read.screen()
    );
    assert!(read.screen().contains("→ next"), "{}", read.screen());
    read.play("<left><left>");
    assert!(
        read.screen().contains("Concepts · Batch inference"),
        "{}",
        read.screen()
    );
    assert!(
        read.screen().contains("this is the first entry"),
        "{}",
        read.screen()
    );
    read.play("<esc>");
    assert!(read.line().contains("▸ Batch inference"), "{}", read.line());
}

#[test]
fn turning_the_page_never_opens_what_is_sealed() {
    let mut read = Read::open((80, 24), false);
    read.play("j<enter><right>");
    assert!(
        read.screen().contains("Study · The lifecycle"),
        "{}",
        read.screen()
    );
    assert!(
        read.screen().contains("this is the last entry"),
        "{}",
        read.screen()
    );
    // The footer has the key only where there is a next entry.
    assert!(!read.screen().contains("→ next"), "{}", read.screen());
}

#[test]
fn help_lists_the_keys_of_the_list_or_the_page() {
    let mut play = Play::home((80, 24));
    play.play("f<f1>");
    assert!(
        play.screen().contains("Open the selected entry"),
        "{}",
        play.screen()
    );
    play.play("<esc><+1s>j<enter>?");
    assert!(
        play.screen().contains("Open the next entry of the list"),
        "{}",
        play.screen()
    );
    play.play("<esc><+1s>");
    assert!(play.screen().contains("The lifecycle"), "{}", play.screen());
}

#[test]
fn a_page_scrolls_to_its_ends_and_no_further() {
    let mut read = Read::open((60, 20), true);
    read.play("G<enter><enter>");
    let top = read.screen();
    read.play("<pgdn><pgdn><up><down><home>");
    assert_eq!(read.screen(), top);
    read.play("<end>");
    let end = read.screen();
    read.play("<down><pgdn><space>");
    assert_eq!(read.screen(), end);
    assert_ne!(end, top);
}

#[test]
fn the_key_at_home_asks_for_the_chosen_design() {
    let card = |id: &str| DesignCard {
        id: id.into(),
        title: id.into(),
        ..DesignCard::default()
    };
    let data = HomeData {
        designs: vec![card("one"), card("two")],
        ..HomeData::default()
    };
    let mut home = HomeScreen::new(data);
    home.on(&Input::Key(Key::plain(KeyCode::Down)));
    let read = home.on(&Input::Key(Key::char('f')));
    assert_eq!(read, [Effect::Go(Route::Reading(Some("two".into())))]);
}

#[test]
fn home_opens_it_and_has_the_same_design_chosen_afterwards() {
    let mut play = Play::home((80, 24));
    let chosen = |play: &mut Play| {
        let row = play.cursor().1;
        play.screen().lines().nth(row.into()).unwrap().to_owned()
    };
    play.play("<down><down>");
    let before = chosen(&mut play);
    let title = before.trim_start_matches('▸').trim_start();
    let title = title.split("  ").next().unwrap();
    let screen = play.play("f").screen();
    let mut rows = screen.lines().filter(|row| row.contains(title));
    assert!(
        rows.any(|row| row.contains("not practiced to the end yet")),
        "{screen}"
    );
    play.play("<esc>");
    assert_eq!(chosen(&mut play), before);
}

#[test]
fn what_was_practiced_to_the_end_and_scored_is_shown_at_once() {
    let mut play = Play::home((80, 24));
    play.play("<enter>idea<+2m><esc>ql");
    play.play("<home>fgjjj<enter>");
    assert!(
        play.screen().contains("Enter again"),
        "an interview kept for later is not its end: {}",
        play.screen()
    );
    play.play("qr<enter><esc>qfq<home>fgjjj<enter>");
    let screen = play.screen();
    assert!(
        screen.contains("not scored: Enter again shows it"),
        "{screen}"
    );
    let screen = play.play("<enter>").screen();
    assert!(screen.contains("Estimates"), "{screen}");
    let mut scored = crate::coach::debriefed((80, 24));
    let screen = scored.go_home().play("<home>fgjjj<enter>").screen();
    assert!(screen.contains("Estimates"), "{screen}");
}

#[test]
fn texts_are_shown_literally_and_an_unclosed_reference_ends_with_its_part() {
    let library = Library::new(Vec::new());
    let mut framework = library.framework().clone();
    framework.warning = "# 1. *No* | `heading` <b>\n\n- no item".into();
    let mut design = library.open("image-caption-generator").unwrap().design;
    design.stages[0].notes.clear();
    design.stages[0].diagram.clear();
    design.stages[0].reference = "```\nleft open".into();
    design.stages[0].mistakes = vec!["| no | table |".into()];
    let mut read = Read::of(topics(&framework, Some((&design, None))), (80, 24));
    read.play("<enter><enter>");
    assert!(
        read.screen()
            .contains("  # 1. *No* | `heading` <b>\n\n  - no item\n"),
        "{}",
        read.screen()
    );
    read.play("<esc><esc><end><enter><enter>");
    let page = "\n    left open\n\n  Common mistakes\n\n  - | no | table |\n";
    assert!(read.screen().contains(page), "{}", read.screen());
}

#[test]
fn a_framework_with_stages_alone_has_no_empty_topics() {
    let library = Library::new(Vec::new());
    let mut framework = library.framework().clone();
    framework.lifecycle.clear();
    framework.concepts.clear();
    framework.rubric.clear();
    framework.warning.clear();
    let mut read = Read::of(topics(&framework, None), (60, 20));
    assert!(!read.screen().contains("Concepts") && !read.screen().contains("lifecycle"));
    read.play("<enter>");
    assert!(!read.screen().contains("judged"), "{}", read.screen());
    read.play("<enter>");
    assert!(!read.screen().contains("mistake"), "{}", read.screen());
}

#[test]
fn no_size_panics() {
    for width in [1, 2, 3, 7, 29, 59, 60, 61, 200] {
        for height in [1, 2, 3, 4, 19, 21, 60] {
            let mut read = Read::open((width, height), true);
            read.play(
                "<end><enter><enter><pgdn>?<esc><right><esc>/q<esc><esc><up><enter>/ab<enter>",
            );
            read.take(&Input::Wheel {
                column: 0,
                row: 0,
                up: false,
            });
        }
    }
}

#[test]
fn a_list_of_concepts_that_does_not_fit_says_which_are_in_view() {
    let mut read = Read::open((80, 24), false);
    read.play("<down><down><enter>");
    let foot = |read: &Read| {
        read.screen()
            .lines()
            .rev()
            .nth(1)
            .unwrap_or_default()
            .to_owned()
    };
    assert!(foot(&read).contains("1 to "), "{}", read.screen());
    read.play("<end>");
    let foot = foot(&read);
    let (to, all) = foot.split_once(" of ").expect("a position");
    let all = all.trim_matches(|sign: char| !sign.is_ascii_digit());
    assert!(to.ends_with(&format!("to {all}")), "{foot}");
}

#[test]
fn study_lists_the_answers_of_every_design_with_what_is_behind_them_beside_the_list() {
    let mut play = Play::home((120, 40));
    let screen = play.play("f").screen();
    for title in ["The framework", "Image Caption Generator", "Search Ranking"] {
        assert!(screen.contains(title), "{title}: {screen}");
    }
    insta::assert_snapshot!("study_at_120x40", play.play("<down><down>").screen());
    // What would spoil an interview is not shown.
    let screen = play.play("<down>").screen();
    assert!(screen.contains("would give the interview away"), "{screen}");
    assert!(!screen.contains("1 Problem Setup"), "{screen}");
}

#[test]
fn a_practiced_design_is_selected_and_its_pages_are_named_beside_the_list() {
    let mut play = crate::coach::debriefed((120, 40));
    play.go_home().play("<home>f");
    let screen = play.screen();
    assert!(screen.contains("▸ Image Caption Generator"), "{screen}");
    assert!(
        screen.contains("  1 Problem Setup           a strong answer"),
        "{screen}"
    );
}
