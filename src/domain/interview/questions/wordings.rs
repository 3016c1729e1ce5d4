//! Which question a text is a wording of, word for word.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::index;
use crate::domain::content::design::Clarify;
use crate::domain::content::framework::Topic;

/// The question of each wording that only one question has, by a hash of its words, ascending: the design's own wordings, then
/// the phrasings of topics. The words themselves would take several times the memory. Of eight thousand wordings two have
/// one hash in one of 10^11 designs, and what is typed has that of another wording once in 10^15 questions.
#[derive(Debug)]
pub struct Wordings(Vec<(u64, u32)>);

impl Wordings {
    /// `words` are those of a text that count.
    pub fn new(
        clarify: &[Clarify],
        topics: &[Topic],
        words: impl Fn(&str) -> Vec<String> + Copy,
    ) -> Self {
        let key = move |text: &String| hash(&words(text));
        let own = clarify.iter().enumerate().flat_map(|(question, clarify)| {
            let texts = std::iter::once(&clarify.ask).chain(&clarify.also);
            texts.filter_map(move |text| Some((key(text)?, question)))
        });
        let of_topics = topics.iter().flat_map(|topic| {
            let questions = index::questions_of(topic, clarify);
            topic.phrasings.iter().flat_map(move |text| {
                let asked = index::asked_by(text, &questions, clarify).into_iter();
                asked.filter_map(move |question| Some((key(text)?, question as usize)))
            })
        });
        let mut all = only_of_one(own);
        for (hash, question) in only_of_one(of_topics) {
            all.entry(hash).or_insert(question);
        }
        let all = all.into_iter();
        let mut all: Vec<(u64, u32)> = all
            .filter_map(|(hash, question)| Some((hash, question? as u32)))
            .collect();
        all.sort_unstable();
        all.shrink_to_fit();
        Self(all)
    }

    /// The question of which these words are a wording.
    pub fn question(&self, words: &[String]) -> Option<usize> {
        let wanted = hash(words)?;
        let found = self.0.binary_search_by_key(&wanted, |(hash, _)| *hash);
        found.ok().map(|index| self.0[index].1 as usize)
    }
}

/// The hash of words; `None` where there are none.
fn hash(words: &[String]) -> Option<u64> {
    if words.is_empty() {
        return None;
    }
    let mut hasher = DefaultHasher::new();
    words.hash(&mut hasher);
    Some(hasher.finish())
}

/// The one question of each wording; `None` where it has several.
fn only_of_one(wordings: impl Iterator<Item = (u64, usize)>) -> HashMap<u64, Option<usize>> {
    let mut found: HashMap<u64, Option<usize>> = HashMap::new();
    for (hash, question) in wordings {
        let known = found.entry(hash).or_insert(Some(question));
        if *known != Some(question) {
            *known = None;
        }
    }
    found
}
