//! The words of the trade: which say nothing about a rubric item, and which mean the same.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::domain::stems::{Stems, Worth, worth};

/// The stem of a word in lower case, or the stem that its group of synonyms shares.
pub(super) fn stem(stems: &Stems, word: &str) -> String {
    let stem = stems.of(&american(word));
    SYNONYMS.get(stem.as_str()).cloned().unwrap_or(stem)
}

/// Whether a word in lower case says nothing about what a line is about.
pub(super) fn is_empty(word: &str) -> bool {
    worth(word) == Worth::None || EMPTY.contains(word)
}

/// A word with the American ending, since notes and designs may be British.
fn american(word: &str) -> String {
    const ENDINGS: [(&str, &str); 8] = [
        ("isation", "ization"),
        ("ising", "izing"),
        ("ised", "ized"),
        ("ises", "izes"),
        ("ise", "ize"),
        ("our", "or"),
        ("ours", "ors"),
        ("ence", "ense"),
    ];
    let american = ENDINGS.iter().find_map(|(british, american)| {
        let start = word.strip_suffix(british)?;
        (start.len() > 2).then(|| format!("{start}{american}"))
    });
    american.unwrap_or_else(|| word.to_owned())
}

static EMPTY: LazyLock<HashSet<&str>> = LazyLock::new(|| EMPTY_WORDS.split_whitespace().collect());

/// The shared stem by the stem of each synonym.
static SYNONYMS: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let stems = Stems::default();
    let groups = SYNONYM_GROUPS.lines().filter(|group| !group.is_empty());
    let words = groups.flat_map(|group| {
        let mut group = group
            .split_whitespace()
            .map(|word| stems.of(&american(word)));
        let shared = group.next().unwrap_or_default();
        let words: Vec<_> = group.map(|word| (word, shared.clone())).collect();
        words
    });
    words.collect()
});

/// Words with which rubric items describe notes, and words that fit every item.
const EMPTY_WORDS: &str = "
    name names naming say says said write writes writing written pick picks list lists state states set sets give
    gives note notes describe describes show shows shown keep keeps kept put puts add adds choose chooses draw draws
    define defines ask asks plan plans use uses using used explain explains compute computes computed derive derives
    place places fix fixes point thing things way ways two three four several different least enough new old good bad
    better best side part parts various beside apart not no
";

/// Words that mean the same in notes, one group a line.
const SYNONYM_GROUPS: &str = "
image picture photo
alt alternative
blind impaired
caption description
split cut divide partition
duplicate dedup dedupe copy
rotation rotate orientation exif
resize rescale
hallucination hallucinate invent
percentile p50 p90 p95 p99 p999
latency delay
availability uptime
timeout deadline
fallback degrade degradation failover
rollback revert
rollout canary
shadow silent
error failure
quantize quantization fp8 int8 int4 fp16 bf16
distillation distill teacher
human people rater annotator
consent optin agree opt
privacy private gdpr
user customer
language locale
country region
merchant seller shop
dispute chargeback
amount ticket
block decline refuse refusal reject deny
approve allow
transaction payment attempt
explain reason shap
item product video listing
purchase buy order
click tap
position rank
impression display
popular trending
explore exploration random randomized
holdout holdback
propensity probability
embedding vector embed
ann hnsw faiss ivf scann
bm25 keyword lexical
fuse fusion merge
boosted xgboost lightgbm gbdt boosting
engine vllm sglang tensorrt
queue backlog kafka
lane tier
hop step
gpu card l4 a100 h100
replica instance pod host node machine server
memory ram
drift shift psi
threshold cutoff
limit cap maximum max
alert alarm page
pin freeze
judge grade
headroom spare slack
cost dollars price
qps rps request
goal target objective
document pdf
answer reply response
edit update
day daily
week weekly
month monthly
night nightly overnight
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_group_have_one_stem_and_no_word_is_in_two() {
        let stems = Stems::default();
        let groups = SYNONYM_GROUPS.lines().filter(|group| !group.is_empty());
        let mut shared_stems = HashSet::new();
        for group in groups {
            let found: HashSet<String> = (group.split_whitespace())
                .map(|word| stem(&stems, word))
                .collect();
            assert_eq!(found.len(), 1, "{group}: {found:?}");
            assert!(shared_stems.is_disjoint(&found), "{group}: {found:?}");
            shared_stems.extend(found);
        }
    }

    #[test]
    fn british_and_american_endings_have_one_stem() {
        let stems = Stems::default();
        for (british, american) in [
            ("authorisation", "authorization"),
            ("normalising", "normalizing"),
            ("colour", "color"),
            ("colours", "colors"),
            ("licence", "license"),
            ("hour", "hour"),
            ("our", "our"),
        ] {
            assert_eq!(stem(&stems, british), stem(&stems, american), "{british}");
        }
    }
}
