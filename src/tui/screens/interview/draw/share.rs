//! How the rows of the left pane are given out: what matters most comes first, and each part as far as there is room.

use std::collections::BTreeMap;

/// What the pane could show, in rows.
#[derive(Debug, Clone, Default)]
pub struct WantedRows {
    pub height: usize,
    /// Rows of the clock as text, and as digits if they may be shown.
    pub clock: usize,
    pub digits: Option<usize>,
    /// Rows of each prompt in full.
    pub prompts: Vec<usize>,
    pub covered: Vec<bool>,
    pub chosen: Option<usize>,
    /// Rows of the chosen prompt without its hint, which are never cut.
    pub ask: usize,
    /// Rows of what the interviewer said that must be read in full.
    pub must: Vec<usize>,
    /// Rows of the rest, the most important first.
    pub more: Vec<usize>,
    /// Which of the rest may be cut to the rows that nothing else takes.
    pub may_cut: Option<usize>,
    /// Whether there is a section for the interviewer.
    pub has_interviewer: bool,
}

impl WantedRows {
    /// Whether the chosen prompt and what must be read have room in full.
    pub fn has_room(&self) -> bool {
        let chosen = self.chosen.and_then(|index| self.prompts.get(index));
        let chosen = chosen.copied().unwrap_or(0);
        self.fixed() + chosen.max(usize::from(!self.prompts.is_empty())) <= self.height
    }

    /// Rows of the clock, of the heading of each section, and of what must be read.
    fn fixed(&self) -> usize {
        self.clock + self.sections() + self.must.iter().sum::<usize>()
    }

    fn sections(&self) -> usize {
        usize::from(!self.prompts.is_empty()) + usize::from(self.has_interviewer)
    }
}

/// What the pane shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shared {
    pub digits: bool,
    /// Rows of each prompt.
    pub prompts: Vec<usize>,
    /// Rows of the list of prompts, which scrolls if they are fewer than those of the prompts.
    pub list: usize,
    /// Whether a blank row is between two sections, and between two parts of the interviewer's section.
    pub gaps: bool,
    pub inner_gaps: bool,
    /// Which of the rest are shown.
    pub more: Vec<bool>,
    /// The rows of those of the rest that are cut, by their index.
    pub cuts: BTreeMap<usize, usize>,
    /// Rows that nothing takes.
    pub free: usize,
}

/// The least rows of a part that is cut: its heading, and a line that says something.
const LEAST_CUT: usize = 3;

/// Gives out the rows.
pub fn share(wanted: &WantedRows) -> Shared {
    let sections = wanted.sections();
    let chosen = wanted.chosen.and_then(|index| wanted.prompts.get(index));
    let chosen = chosen.copied().unwrap_or(0);
    let fixed = wanted.fixed();
    let least = chosen.max(usize::from(!wanted.prompts.is_empty()));
    let gaps = wanted.height >= fixed + sections + least;
    let fixed = fixed + if gaps { sections } else { 0 };
    let others = wanted
        .prompts
        .len()
        .saturating_sub(usize::from(wanted.chosen.is_some()));
    let room = wanted.height.saturating_sub(fixed).max(wanted.ask);
    // A chosen prompt that does not fit with its hint is cut.
    let chosen = chosen.min(room.max(1));
    let list = chosen + others;
    let mut shared = Shared {
        gaps,
        prompts: vec![1; wanted.prompts.len()],
        list: list.min(room),
        more: vec![false; wanted.more.len()],
        ..Shared::default()
    };
    if let Some(rows) = wanted
        .chosen
        .and_then(|index| shared.prompts.get_mut(index))
    {
        *rows = chosen;
    }
    let mut free = room.saturating_sub(list);
    let mut take = |rows: usize| {
        let fits = rows <= free;
        free -= if fits { rows } else { 0 };
        fits
    };
    if let Some(digits) = wanted.digits {
        shared.digits = take(digits.saturating_sub(wanted.clock));
    }
    widen_prompts(&mut shared, wanted, &mut take);
    shared.inner_gaps = take(wanted.must.len().saturating_sub(1));
    free = share_rest(&mut shared, wanted, free);
    shared.free = free;
    shared
}

/// Gives rows to prompts that are cut, those that are not covered first.
fn widen_prompts(shared: &mut Shared, wanted: &WantedRows, take: &mut impl FnMut(usize) -> bool) {
    for covered in [false, true] {
        for (index, rows) in shared.prompts.iter_mut().enumerate() {
            if wanted.covered.get(index) == Some(&covered) && wanted.chosen != Some(index) {
                while *rows < wanted.prompts[index] && take(1) {
                    *rows += 1;
                    shared.list += 1;
                }
            }
        }
    }
}

/// Shows what fits of the rest into the free rows, and cuts the part that may be cut; returns the rows that are left.
fn share_rest(shared: &mut Shared, wanted: &WantedRows, mut free: usize) -> usize {
    // The first part of a section follows its heading, the others a blank row.
    let mut gap = usize::from(!wanted.must.is_empty());
    for (shown, rows) in shared.more.iter_mut().zip(&wanted.more) {
        if *rows + gap <= free {
            free -= rows + gap;
            (*shown, gap) = (true, 1);
        }
    }
    let cut = wanted.may_cut.filter(|_| free >= LEAST_CUT + gap);
    if let Some(index) = cut.filter(|index| shared.more.get(*index) == Some(&false)) {
        shared.more[index] = true;
        shared.cuts.insert(index, free - gap);
        free = 0;
    }
    free
}

/// Takes rows back from what matters least: free rows, the rest from its end on, and the list down to the chosen prompt. A
/// part that keeps enough rows is cut, the others go. Nothing above them moves. Returns whether there were so many.
pub fn give_back(shared: &mut Shared, wanted: &WantedRows, mut rows: usize) -> bool {
    let free = rows.min(shared.free);
    (shared.free, rows) = (shared.free - free, rows - free);
    for index in (0..shared.more.len()).rev() {
        if rows == 0 || !shared.more[index] {
            continue;
        }
        let cut = shared.cuts.remove(&index);
        let part = cut.unwrap_or(wanted.more[index]);
        if part >= rows + LEAST_CUT {
            shared.cuts.insert(index, part - rows);
            return true;
        }
        shared.more[index] = false;
        let is_first = wanted.must.is_empty() && !shared.more[..index].contains(&true);
        let freed = part + usize::from(!is_first);
        shared.free += freed.saturating_sub(rows);
        rows = rows.saturating_sub(freed);
    }
    let least = wanted.ask.max(1).min(shared.list);
    let list = rows.min(shared.list - least);
    shared.list -= list;
    rows == list
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Eleven prompts of two rows, the second chosen, the last three covered.
    fn wanted(height: usize) -> WantedRows {
        WantedRows {
            height,
            clock: 1,
            digits: Some(3),
            prompts: vec![2; 11],
            covered: (0..11).map(|index| index > 7).collect(),
            chosen: Some(1),
            ask: 2,
            must: vec![3],
            more: vec![4, 8, 2],
            may_cut: None,
            has_interviewer: true,
        }
    }

    fn used(wanted: &WantedRows, shared: &Shared) -> usize {
        let clock = if shared.digits { 3 } else { wanted.clock };
        let more = wanted.more.iter().zip(&shared.more);
        let more = more.filter(|(_, shown)| **shown).map(|(rows, _)| rows + 1);
        // The first part of the section has no blank row before it.
        let more = more.sum::<usize>();
        let more = more.saturating_sub(usize::from(wanted.must.is_empty()));
        let gaps = if shared.gaps { 2 } else { 0 };
        clock + 2 + wanted.must.iter().sum::<usize>() + gaps + shared.list + more
    }

    #[test]
    fn rows_go_first_to_what_matters_most() {
        let table = [
            // The list scrolls, with the chosen prompt in full.
            (12, false, 4, [false, false, false]),
            // One line each.
            (20, false, 12, [false, false, false]),
            // Then digits.
            (22, true, 12, [false, false, false]),
            // Then open prompts in full, then covered ones.
            (29, true, 19, [false, false, false]),
            (32, true, 22, [false, false, false]),
            // Then the newest answer, the brief, and what is older.
            (37, true, 22, [true, false, false]),
            (46, true, 22, [true, true, false]),
            (49, true, 22, [true, true, true]),
        ];
        for (height, digits, list, more) in table {
            let shared = share(&wanted(height));
            let found = (shared.digits, shared.list, shared.more.as_slice());
            assert_eq!(found, (digits, list, more.as_slice()), "of {height} rows");
        }
    }

    #[test]
    fn the_part_that_may_be_cut_takes_the_free_rows_but_never_less_than_a_heading_and_a_line() {
        // Where no prompt is cut, beside the newest answer.
        for (height, cut, shown) in [
            (37, None, false),
            (43, None, false),
            (44, Some((1, 3)), true),
            (45, Some((1, 4)), true),
            (46, None, true),
        ] {
            let wanted = WantedRows {
                may_cut: Some(1),
                ..wanted(height)
            };
            let shared = share(&wanted);
            assert_eq!(shared.cuts, BTreeMap::from_iter(cut), "of {height} rows");
            assert_eq!(shared.more[1], shown, "of {height} rows");
            assert!(shared.more[0], "of {height} rows");
        }
    }

    #[test]
    fn rows_are_taken_back_from_the_end_and_nothing_above_moves() {
        let table = [
            // (rows of the pane, rows taken, list, rest, free, cut)
            (46, 2, 22, [true, true, false], 0, Some((1, 6))),
            (46, 6, 22, [true, false, false], 3, None),
            (40, 2, 22, [true, false, false], 1, None),
            (22, 2, 10, [false, false, false], 0, None),
            (12, 2, 2, [false, false, false], 0, None),
        ];
        for (height, rows, list, more, free, cut) in table {
            let wanted = wanted(height);
            let mut shared = share(&wanted);
            let before = shared.prompts.clone();
            assert!(give_back(&mut shared, &wanted, rows));
            let found = (shared.list, shared.more.as_slice(), shared.free);
            assert_eq!(found, (list, more.as_slice(), free), "of {height} rows");
            assert_eq!(shared.cuts, BTreeMap::from_iter(cut), "of {height} rows");
            assert_eq!(shared.prompts, before);
        }
        let wanted = wanted(12);
        assert!(!give_back(&mut share(&wanted), &wanted, 3));
    }

    #[test]
    fn a_part_that_gives_back_rows_is_cut_and_the_cut_brief_above_it_stays_cut() {
        // The brief is too long for these heights, and an older answer of five rows behind it has room.
        for (height, brief) in [(47, 3), (48, 4), (49, 5)] {
            let wanted = WantedRows {
                more: vec![4, 12, 5],
                may_cut: Some(1),
                ..wanted(height)
            };
            let mut shared = share(&wanted);
            assert_eq!(shared.more, [true, true, true], "of {height} rows");
            assert_eq!(shared.cuts, BTreeMap::from([(1, brief)]));
            assert!(give_back(&mut shared, &wanted, 2));
            assert_eq!(shared.more, [true, true, true]);
            assert_eq!(shared.cuts, BTreeMap::from([(1, brief), (2, 3)]));
        }
    }

    #[test]
    fn no_row_is_given_out_twice_and_no_prompt_is_cut_beside_a_free_row() {
        for height in 8..70 {
            for must in [vec![], vec![3], vec![3, 9]] {
                for chosen in [None, Some(0), Some(10)] {
                    let wanted = WantedRows {
                        must: must.clone(),
                        chosen,
                        ask: if chosen.is_some() { 2 } else { 0 },
                        ..wanted(height)
                    };
                    let shared = share(&wanted);
                    let used = used(&wanted, &shared);
                    let list: usize = shared.prompts.iter().sum();
                    let is_cut = shared.prompts != wanted.prompts || list > shared.list;
                    let inner = if shared.inner_gaps {
                        must.len().saturating_sub(1)
                    } else {
                        0
                    };
                    if must.iter().sum::<usize>() + 5 <= height {
                        assert!(used + inner <= height, "{used} of {height}: {shared:?}");
                    }
                    assert!(!is_cut || used >= height, "{used} of {height}: {shared:?}");
                }
            }
        }
    }
}
