//! How wide text is, without a font at hand.
//!
//! In: text and a size. Out: a width that no common font exceeds by much. It must not know what
//! the text stands in. Chinese fonts set every full-width character one em wide, so that Chinese is
//! measured exactly; Latin is measured as Arial, a little wider to be safe.

use limu::layout::Arial;
use limu::scene::text::{Face, Measurer};

/// Measures text for charts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Widths;

/// Common sans-serif fonts of other systems are up to this much wider than Arial.
const SAFETY: f64 = 1.05;

impl Measurer for Widths {
    fn width(&self, text: &str, size: f64, face: Face) -> f64 {
        let mut latin = String::new();
        let mut full_width = 0.0;
        for c in text.chars() {
            if is_full_width(c) {
                full_width += size;
            } else {
                latin.push(c);
            }
        }
        full_width + SAFETY * Arial.width(&latin, size, face)
    }
}

/// How wide charts take a line of text to be, in the unit of `size`.
#[must_use]
pub fn text_width(text: &str, size: f64, bold: bool) -> f64 {
    let face = if bold { Face::BOLD } else { Face::default() };
    Widths.width(text, size, face)
}

/// Whether a Chinese font sets this character one em wide.
pub(super) fn is_full_width(c: char) -> bool {
    matches!(c,
        '\u{1100}'..='\u{115f}'                          // Hangul that begins a syllable
        | '\u{2014}' | '\u{2018}' | '\u{2019}' | '\u{201c}' | '\u{201d}' | '\u{2026}' // — ‘ ’ “ ” …
        | '\u{2030}' | '\u{203b}'                        // ‰ ※
        | '\u{2103}' | '\u{2116}' | '\u{2121}'           // ℃ № ℡
        | '\u{2160}'..='\u{217b}'                        // Ⅰ to ⅻ
        | '\u{2190}'..='\u{21ff}'                        // arrows
        | '\u{2460}'..='\u{27bf}'                        // ① and its like, boxes, symbols
        | '\u{2e80}'..='\u{a4cf}'                        // Chinese, Japanese, their punctuation
        | '\u{ac00}'..='\u{d7a3}'                        // Hangul
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1f000}'..='\u{1faff}'                      // emoji
        | '\u{20000}'..='\u{3ffff}')
}
