//! How far two people agree who marked the same things: percent, and Cohen's kappa, which counts only the agreement beyond
//! chance.

use serde::{Deserialize, Serialize};

/// The agreement of two people's marks.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Agreement {
    /// How many things have the same mark from both.
    pub equal: usize,
    /// How many things both marked.
    pub of: usize,
    /// Cohen's kappa, at most 1. `None` where it is undefined: nothing was marked, or both gave one and the same mark to
    /// everything, so that chance alone would agree.
    #[serde(default)]
    pub kappa: Option<f64>,
}

impl Agreement {
    /// The agreement of pairs of marks, one pair for each thing.
    pub fn of<M: PartialEq>(pairs: &[(M, M)]) -> Self {
        let of = pairs.len();
        let equal = pairs.iter().filter(|(one, other)| one == other).count();
        // Each thing of the one person's with each of the other's: how often chance agrees, times `of` squared.
        let firsts = pairs.iter().map(|(one, _)| one);
        let by_chance = firsts
            .map(|one| pairs.iter().filter(|(_, other)| one == other).count())
            .sum::<usize>();
        let all = of * of;
        let kappa = (by_chance < all).then(|| {
            let beyond_chance = (of * equal) as f64 - by_chance as f64;
            beyond_chance / (all - by_chance) as f64
        });
        Self { equal, of, kappa }
    }

    /// The share of equal marks, in whole percent; `None` without any mark.
    pub fn percent(&self) -> Option<usize> {
        (self.of > 0).then(|| (self.equal * 200 + self.of) / (self.of * 2))
    }

    /// Kappa as every page writes it: `0.73`, or `undefined`.
    pub fn kappa_text(&self) -> String {
        // A negative number that rounds to nothing has no sign.
        let rounded = |kappa: f64| (kappa * 100.0).round() / 100.0 + 0.0;
        let text = |kappa| format!("{:.2}", rounded(kappa));
        self.kappa.map_or_else(|| "undefined".to_owned(), text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pairs by counts: both yes, only the first yes, only the second yes, both no.
    fn pairs([both, first, second, neither]: [usize; 4]) -> Vec<(bool, bool)> {
        [
            vec![(true, true); both],
            vec![(true, false); first],
            vec![(false, true); second],
            vec![(false, false); neither],
        ]
        .concat()
    }

    #[test]
    fn percent_and_kappa_are_those_computed_by_hand() {
        for (counts, percent, kappa) in [
            // 20 + 15 of 50 agree: 0.70. By chance 0.5 * 0.6 + 0.5 * 0.4 = 0.50, so 0.20 / 0.50.
            ([20, 5, 10, 15], Some(70), "0.40"),
            // 45 + 15 of 100: 0.60. Chance 0.60 * 0.70 + 0.40 * 0.30 = 0.54, so 0.06 / 0.46.
            ([45, 15, 25, 15], Some(60), "0.13"),
            // The same 0.60, but chance is 0.60 * 0.30 + 0.40 * 0.70 = 0.46, so 0.14 / 0.54.
            ([25, 35, 5, 35], Some(60), "0.26"),
            // Equal marks of both kinds.
            ([3, 0, 0, 5], Some(100), "1.00"),
            // The one says yes to everything: chance agrees as often as the two do.
            ([5, 0, 3, 0], Some(63), "0.00"),
            ([0, 4, 4, 0], Some(0), "-1.00"),
            // 1 + 0 of 4: 0.25. Chance 0.5 * 0.75 + 0.5 * 0.25 = 0.50, so -0.25 / 0.50.
            ([1, 1, 2, 0], Some(25), "-0.50"),
            // Both say yes to everything, or no: chance agreement is 1.
            ([8, 0, 0, 0], Some(100), "undefined"),
            ([0, 0, 0, 8], Some(100), "undefined"),
            ([0, 0, 0, 0], None, "undefined"),
        ] {
            let agreement = Agreement::of(&pairs(counts));
            assert_eq!(agreement.percent(), percent, "{counts:?}");
            assert_eq!(agreement.kappa_text(), kappa, "{counts:?}");
        }
    }

    #[test]
    fn kappa_counts_any_number_of_marks() {
        // Three of the six are equal: 0.50. Chance: (3*2 + 2*2 + 1*2) / 36 = 1/3, so (1/2 - 1/3) / (2/3) = 1/4.
        let marks = [(1, 1), (1, 2), (1, 3), (2, 2), (2, 1), (3, 3)];
        let agreement = Agreement::of(&marks);
        assert_eq!((agreement.equal, agreement.of), (3, 6));
        assert_eq!(agreement.kappa, Some(0.25));
    }
}
