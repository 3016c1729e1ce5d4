//! A coach's own phrases for comments, item notes and messages.

use super::review::CommentKind;

/// A text that a coach writes often, and the kind of comment that it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// `None` where the coach did not say.
    pub kind: Option<CommentKind>,
    pub text: String,
}

/// What a coach begins with, as lines of the file.
const FIRST: [&str; 15] = [
    "good: You asked who waits for the answer before you drew anything.",
    "good: You said the trade-off aloud: what you give up, and why it is worth it.",
    "good: You gave the simplest baseline first, and what the next step must beat.",
    "good: You changed your mind when the numbers said so.",
    "fix: Write the unit beside this number, and the sum that leads to it.",
    "fix: Size for the peak, not for the mean.",
    "fix: Name the baseline: this metric says nothing without one.",
    "fix: Say which product metric moves when this offline metric does.",
    "fix: Answer the follow-up in one line before you continue.",
    "fix: Split by time and by user, so that no test data leaks into training.",
    "fix: Say what happens when this part is slow or down.",
    "fix: Spend less time on the model here, more on the system around it.",
    "question: Where do these labels come from, and how late do they arrive?",
    "question: What would make you roll this model back, and who notices first?",
    "question: Which of these errors hurts a user most, and how would you see it?",
];

impl Phrase {
    /// Reads a line of the file: `fix: Name the unit.`, or only the text.
    pub fn parse(line: &str) -> Self {
        let kind = |word: &str| {
            CommentKind::ALL
                .into_iter()
                .find(|kind| kind.word() == word)
        };
        let split = line.split_once(':');
        let split = split.and_then(|(word, text)| Some((kind(word)?, text.trim_start())));
        match split {
            Some((kind, text)) => Self {
                kind: Some(kind),
                text: text.to_owned(),
            },
            None => Self {
                kind: None,
                text: line.to_owned(),
            },
        }
    }

    /// The line of the file.
    pub fn line(&self) -> String {
        match self.kind {
            Some(kind) => format!("{}: {}", kind.word(), self.text),
            None => self.text.clone(),
        }
    }

    /// What a coach begins with.
    pub fn first() -> Vec<Self> {
        FIRST.into_iter().map(Self::parse).collect()
    }

    /// Whether it has these words, without regard to case. No words are in every phrase.
    pub fn has(&self, words: &str) -> bool {
        let line = self.line().to_lowercase();
        line.contains(&words.trim().to_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_may_begin_with_its_kind() {
        for (line, kind, text) in [
            (
                "fix: Name the unit.",
                Some(CommentKind::Fix),
                "Name the unit.",
            ),
            ("good:yes", Some(CommentKind::Good), "yes"),
            ("Fix: as typed", None, "Fix: as typed"),
            ("cost: who pays?", None, "cost: who pays?"),
            ("", None, ""),
        ] {
            let phrase = Phrase::parse(line);
            assert_eq!((phrase.kind, &*phrase.text), (kind, text), "{line}");
            assert_eq!(Phrase::parse(&phrase.line()), phrase, "{line}");
        }
    }

    #[test]
    fn the_first_phrases_are_of_every_kind_and_each_is_short() {
        let first = Phrase::first();
        for kind in CommentKind::ALL {
            assert!(first.iter().any(|phrase| phrase.kind == Some(kind)));
        }
        assert!(first.iter().all(|phrase| phrase.kind.is_some()));
        assert!(first.iter().all(|phrase| phrase.text.len() <= 90));
    }
}
