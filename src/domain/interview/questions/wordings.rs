//! Which question a text is a wording of, word for word.

use std::collections::HashMap;

use super::index;
use crate::domain::content::design::Clarify;
use crate::domain::content::framework::Topic;

/// The question of each wording that only one question has, by its words with a blank between them: the design's own
/// wordings, then the phrasings of topics.
#[derive(Debug)]
pub struct Wordings(HashMap<Box<str>, usize>);

impl Wordings {
    /// `words` are those of a text that count.
    pub fn new(
        clarify: &[Clarify],
        topics: &[Topic],
        words: impl Fn(&str) -> Vec<String> + Copy,
    ) -> Self {
        let key = move |text: &String| words(text).join(" ").into_boxed_str();
        let own = clarify.iter().enumerate().flat_map(|(question, clarify)| {
            let texts = std::iter::once(&clarify.ask).chain(&clarify.also);
            texts.map(move |text| (key(text), question))
        });
        let of_topics = topics.iter().flat_map(|topic| {
            let named = index::questions_of(topic, clarify).into_iter();
            named.flat_map(move |question| {
                let texts = topic.phrasings.iter();
                texts.map(move |text| (key(text), question))
            })
        });
        let mut all = only_of_one(own);
        for (words, question) in only_of_one(of_topics) {
            all.entry(words).or_insert(question);
        }
        let all = all.into_iter().filter(|(words, _)| !words.is_empty());
        let mut all: HashMap<_, _> = all
            .filter_map(|(words, question)| Some((words, question?)))
            .collect();
        all.shrink_to_fit();
        Self(all)
    }

    /// The question of which these words are a wording.
    pub fn question(&self, words: &[String]) -> Option<usize> {
        self.0.get(&*words.join(" ")).copied()
    }
}

/// The one question of each wording; `None` where it has several.
fn only_of_one(
    wordings: impl Iterator<Item = (Box<str>, usize)>,
) -> HashMap<Box<str>, Option<usize>> {
    let mut found: HashMap<Box<str>, Option<usize>> = HashMap::new();
    for (words, question) in wordings {
        let known = found.entry(words).or_insert(Some(question));
        if *known != Some(question) {
            *known = None;
        }
    }
    found
}
