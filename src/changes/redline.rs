//! Two texts against each other, word by word.
//!
//! Words are those of Unicode's segmentation; in Chinese, which has no spaces, a dictionary finds them.

use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;
use similar::{Algorithm, ChangeTag, capture_diff_slices};

/// In which of the two texts a run of words stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// In both.
    Both,
    /// In the earlier alone.
    Before,
    /// In the later alone.
    After,
}

/// Words that stand one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Where they stand.
    pub side: Side,
    /// The words, with the space between them.
    pub text: String,
}

/// A text with what was taken out and what was put in.
pub type Redline = Vec<Run>;

/// Common words between two changes that are fewer letters than this are told with them: nobody reads 的 alone.
const SHORT: usize = 2;

/// Texts with more words than this are told as one taken out and one put in.
const MOST_WORDS: usize = 20_000;

/// The words of a text, with what stands between them.
pub(super) fn words(text: &str) -> Vec<&str> {
    let segmenter = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
    let mut breaks = segmenter.segment_str(text);
    let mut words = Vec::new();
    let mut start = breaks.next().unwrap_or(0);
    for end in breaks {
        words.push(&text[start..end]);
        start = end;
    }
    words
}

/// The earlier text with what makes it the later.
#[must_use]
pub fn redline(before: &str, after: &str) -> Redline {
    let (old, new) = (words(before), words(after));
    if old.len().max(new.len()) > MOST_WORDS {
        return told(vec![
            (Side::Before, before.to_owned()),
            (Side::After, after.to_owned()),
        ]);
    }
    let mut runs: Vec<(Side, String)> = Vec::new();
    for operation in capture_diff_slices(Algorithm::Myers, &old, &new) {
        for change in operation.iter_changes(&old, &new) {
            let side = match change.tag() {
                ChangeTag::Equal => Side::Both,
                ChangeTag::Delete => Side::Before,
                ChangeTag::Insert => Side::After,
            };
            let word: &str = change.value();
            match runs.last_mut() {
                Some((last, text)) if *last == side => text.push_str(word),
                _ => runs.push((side, word.to_owned())),
            }
        }
    }
    told(drawn_together(runs))
}

/// Runs in which changes that only a particle keeps apart are one change: what goes first, then what comes.
fn drawn_together(runs: Vec<(Side, String)>) -> Vec<(Side, String)> {
    let count = runs.len();
    let mut out: Vec<(Side, String)> = Vec::new();
    let (mut gone, mut come) = (String::new(), String::new());
    for (at, (side, text)) in runs.into_iter().enumerate() {
        let between = at > 0 && at + 1 < count && text.chars().count() < SHORT;
        match side {
            Side::Before => gone.push_str(&text),
            Side::After => come.push_str(&text),
            Side::Both if between && !text.contains('\n') => {
                gone.push_str(&text);
                come.push_str(&text);
            }
            Side::Both => {
                out.push((Side::Before, std::mem::take(&mut gone)));
                out.push((Side::After, std::mem::take(&mut come)));
                out.push((Side::Both, text));
            }
        }
    }
    out.push((Side::Before, gone));
    out.push((Side::After, come));
    out
}

fn told(runs: Vec<(Side, String)>) -> Redline {
    (runs.into_iter())
        .filter(|(_, text)| !text.is_empty())
        .map(|(side, text)| Run { side, text })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Side, redline, words};

    fn shown(before: &str, after: &str) -> String {
        let runs = redline(before, after);
        let show = |run: &super::Run| match run.side {
            Side::Both => run.text.clone(),
            Side::Before => format!("[-{}-]", run.text),
            Side::After => format!("[+{}+]", run.text),
        };
        runs.iter().map(show).collect()
    }

    #[test]
    fn chinese_has_words() {
        assert_eq!(
            words("销售总监审批年度计划。"),
            ["销售", "总监", "审批", "年度", "计划", "。"]
        );
    }

    #[test]
    fn only_the_words_that_changed_are_told() {
        assert_eq!(
            shown(
                "销售总监在 3 个工作日内审批。",
                "销售总监在 5 个工作日内审批。"
            ),
            "销售总监在 [-3-][+5+] 个工作日内审批。"
        );
        assert_eq!(
            shown("交财务部审核后归档。", "交财务部复核后归档，保存 3 年。"),
            "交财务部[-审核-][+复核+]后归档[+，保存 3 年+]。"
        );
        assert_eq!(shown("一样", "一样"), "一样");
        assert_eq!(shown("", "新增"), "[+新增+]");
        assert_eq!(shown("删去", ""), "[-删去-]");
    }

    #[test]
    fn either_text_can_be_read_off() {
        let texts = [
            "按月汇总\n各区销量",
            "按周汇总并上报\n各大区的销量、回款",
            "x y",
            "",
        ];
        for before in texts {
            for after in texts {
                let runs = redline(before, after);
                let side = |side| -> String {
                    let of = runs
                        .iter()
                        .filter(|r| r.side == Side::Both || r.side == side);
                    of.map(|run| run.text.as_str()).collect()
                };
                assert_eq!(
                    (side(Side::Before).as_str(), side(Side::After).as_str()),
                    (before, after)
                );
            }
        }
    }
}
